#include "access/policy.h"
#include "platform/crypto/crypto.h"
#include <fstream>
#include <sstream>
#include <yaml-cpp/yaml.h>

namespace wellkept::access {
namespace {

// Names file, line and mend; the whole policy is refused by it.
struct Refused {
    std::string text;
};

[[noreturn]] void refuse(std::string const& file, YAML::Node const& at, std::string const& mend)
{
    throw Refused { file + ":" + std::to_string(at.Mark().line + 1) + ": " + mend };
}

std::string text_of(std::string const& file, YAML::Node const& row, char const* key)
{
    auto const n = row[key];
    if (!n || !n.IsScalar() || n.Scalar().empty()) refuse(file, row, std::string("give `") + key + "` as text");
    return n.Scalar();
}

void only_keys(std::string const& file, YAML::Node const& row, std::set<std::string> const& known)
{
    if (!row.IsMap()) refuse(file, row, "write this as `key: value` lines");
    for (auto const& pair : row)
        if (!known.contains(pair.first.Scalar())) refuse(file, pair.first, "remove the unknown key `" + pair.first.Scalar() + "`");
}

YAML::Node read(std::filesystem::path const& directory, std::string const& file, std::string& all)
{
    std::ifstream in(directory / file, std::ios::binary);
    if (!in) throw Refused { file + ": add this file; the policy needs it" };
    std::stringstream text;
    text << in.rdbuf();
    all += file + "\n" + text.str();
    try {
        return YAML::Load(text.str());
    } catch (YAML::Exception const& e) {
        throw Refused { file + ":" + std::to_string(e.mark.line + 1) + ": not YAML: " + e.msg };
    }
}

// The rows under the one key that such a file has.
YAML::Node list(std::filesystem::path const& directory, std::string const& file, std::string const& key, std::string& all)
{
    auto const root = read(directory, file, all);
    only_keys(file, root, { key });
    if (!root[key] || !root[key].IsSequence() || root[key].size() == 0) refuse(file, root, "list at least one row under `" + key + "`");
    return root[key];
}

Consent consent_of(std::string const& file, YAML::Node const& row)
{
    auto const word = text_of(file, row, "consent");
    if (word == "none") return Consent::none;
    if (word == "switch") return Consent::switch_;
    if (word == "any_switch") return Consent::any_switch;
    if (word == "follows") return Consent::follows;
    refuse(file, row["consent"], "`consent` is one of none, switch, any_switch, follows");
}

std::set<std::string> purposes_of(std::string const& file, YAML::Node const& list, std::vector<Purpose> const& known)
{
    std::set<std::string> out;
    if (!list.IsSequence() || list.size() == 0) refuse(file, list, "list at least one purpose in [ ]");
    for (auto const& p : list) {
        auto const code = p.Scalar();
        if (std::none_of(known.begin(), known.end(), [&](auto const& k) { return k.code == code; }))
            refuse(file, p, "`" + code + "` is no purpose of purposes.yaml");
        out.insert(code);
    }
    return out;
}

int number_of(std::string const& file, YAML::Node const& row, char const* key, int max)
{
    auto const n = row[key].as<int>(-1);
    if (n < 0 || n > max) refuse(file, row, std::string("give `") + key + "` as a number from 0 to " + std::to_string(max));
    return n;
}

} // namespace

struct StaffReader {
    static void read(Policy& policy, std::filesystem::path const& directory, std::string& all)
    {
        std::string const file = "staff.yaml";
        auto const root = access::read(directory, file, all);
        only_keys(file, root, { "roles", "courses", "access" });
        for (auto const& row : root["roles"]) {
            only_keys(file, row, { "code", "title", "side", "limited" });
            auto const side = text_of(file, row, "side");
            if (side != "house" && side != "client") refuse(file, row["side"], "`side` is house or client");
            policy.m_account_roles.push_back(
                { text_of(file, row, "code"), text_of(file, row, "title"), side, row["limited"].as<bool>(false) });
        }
        for (auto const& row : root["courses"]) {
            only_keys(file, row, { "code", "title", "months", "required" });
            policy.m_courses.push_back({ text_of(file, row, "code"), text_of(file, row, "title"),
                number_of(file, row, "months", 120), row["required"].as<bool>(false) });
            if (policy.m_courses.back().required) policy.m_required_courses.push_back(policy.m_courses.back().code);
        }
        if (policy.m_required_courses.empty()) refuse(file, root, "at least one course is required");
        for (auto const& row : root["access"]) {
            only_keys(file, row, { "kind", "minutes_max", "review_days", "reasons" });
            Exceptional e { text_of(file, row, "kind"), number_of(file, row, "minutes_max", 24 * 60),
                number_of(file, row, "review_days", 90), {} };
            if (!policy.purpose(e.kind)) refuse(file, row["kind"], "`" + e.kind + "` is no purpose of purposes.yaml");
            for (auto const& reason : row["reasons"])
                e.reasons.push_back({ text_of(file, reason, "code"), text_of(file, reason, "title") });
            if (e.reasons.empty()) refuse(file, row, "list at least one reason");
            policy.m_exceptional.push_back(std::move(e));
        }
        for (auto const* kind : { "support", "break_glass" })
            if (!policy.exceptional(kind)) refuse(file, root, std::string("say under `access` what ") + kind + " is");
    }
};

Result<std::shared_ptr<Policy const>> Policy::load(std::filesystem::path const& directory)
{
    auto policy = std::make_shared<Policy>();
    std::string all;
    try {
        for (auto const& row : list(directory, "categories.yaml", "categories", all)) {
            std::string const file = "categories.yaml";
            only_keys(file, row, { "code", "title", "description", "sensitivity" });
            auto const sensitivity = text_of(file, row, "sensitivity");
            if (sensitivity != "special" && sensitivity != "ordinary")
                refuse(file, row["sensitivity"], "`sensitivity` is special (GDPR Article 9) or ordinary");
            policy->m_categories.push_back({ text_of(file, row, "code"), text_of(file, row, "title"),
                text_of(file, row, "description"), sensitivity == "special" });
        }
        std::map<std::string, std::string> retention;
        for (auto const& row : list(directory, "retention.yaml", "rules", all)) {
            std::string const file = "retention.yaml";
            only_keys(file, row, { "code", "text", "trigger", "period" });
            (void)text_of(file, row, "trigger");
            (void)text_of(file, row, "period");
            retention[text_of(file, row, "code")] = text_of(file, row, "text");
        }
        for (auto const& row : list(directory, "purposes.yaml", "purposes", all)) {
            std::string const file = "purposes.yaml";
            only_keys(file, row, { "code", "title", "description", "lawful_basis", "recipient", "consent", "retention", "follows" });
            auto const rule = text_of(file, row, "retention");
            if (!retention.contains(rule)) refuse(file, row["retention"], "`" + rule + "` is no rule of retention.yaml");
            auto const recipient = text_of(file, row, "recipient");
            if (recipient != "self" && recipient != "client" && recipient != "none")
                refuse(file, row["recipient"], "`recipient` is one of self, client, none");
            policy->m_purposes.push_back({ text_of(file, row, "code"), text_of(file, row, "title"),
                text_of(file, row, "description"), text_of(file, row, "lawful_basis"), recipient, consent_of(file, row),
                retention[rule], row["follows"] ? text_of(file, row, "follows") : "" });
            auto const& made = policy->m_purposes.back();
            auto const* followed = policy->purpose(made.follows);
            if ((made.consent == Consent::follows) != (followed && followed->consent == Consent::switch_))
                refuse(file, row, "`consent: follows` goes with `follows`, a purpose above that has a switch");
        }
        StaffReader::read(*policy, directory, all);
        std::string const file = "access.yaml";
        auto const access = read(directory, file, all);
        only_keys(file, access, { "permissions", "roles", "system", "accounts" });
        for (auto const& p : access["permissions"]) policy->m_titles[p.first.Scalar()] = p.second.Scalar();
        auto roles = [&](YAML::Node const& section, std::string const& prefix) {
            for (auto const& role : section)
                for (auto const& p : role.second) {
                    if (!policy->m_titles.contains(p.first.Scalar()))
                        refuse(file, p.first, "`" + p.first.Scalar() + "` is not listed under permissions");
                    policy->m_matrix[prefix + role.first.Scalar()][p.first.Scalar()]
                        = purposes_of(file, p.second, policy->m_purposes);
                }
        };
        roles(access["roles"], "");
        roles(access["system"], "system.");
        roles(access["accounts"], "staff.");
        for (auto const& role : access["accounts"])
            if (role.first.Scalar() != "everyone" && !policy->account_role(role.first.Scalar()))
                refuse(file, role.first, "`" + role.first.Scalar() + "` is no role of staff.yaml");
    } catch (Refused const& e) {
        return bad_input("The policy was refused; the one in force stays.", e.text);
    } catch (YAML::Exception const& e) {
        return bad_input("The policy was refused; the one in force stays.",
            "line " + std::to_string(e.mark.line + 1) + ": " + e.msg);
    }
    auto const digest = crypto::sha256(all);
    policy->m_version = crypto::hex(crypto::view(digest).substr(0, 8));
    return std::shared_ptr<Policy const>(std::move(policy));
}

bool Policy::allows(std::string_view role, std::string_view permission, std::string_view purpose) const
{
    auto const r = m_matrix.find(std::string(role));
    if (r == m_matrix.end()) return false;
    auto const p = r->second.find(std::string(permission));
    return p != r->second.end() && p->second.contains(std::string(purpose));
}

Category const* Policy::category(std::string_view code) const
{
    for (auto const& c : m_categories)
        if (c.code == code) return &c;
    return nullptr;
}

Purpose const* Policy::purpose(std::string_view code) const
{
    for (auto const& p : m_purposes)
        if (p.code == code) return &p;
    return nullptr;
}

AccountRole const* Policy::account_role(std::string_view code) const
{
    for (auto const& r : m_account_roles)
        if (r.code == code) return &r;
    return nullptr;
}

Exceptional const* Policy::exceptional(std::string_view kind) const
{
    for (auto const& e : m_exceptional)
        if (e.kind == kind) return &e;
    return nullptr;
}

std::string Policy::allowing_role(std::vector<std::string> const& roles, std::string_view side, bool own,
    std::string_view permission, std::string_view purpose) const
{
    if (own && allows("staff.everyone", permission, purpose)) return "everyone";
    for (auto const& code : roles) {
        auto const* role = account_role(code);
        if (role && role->side == side && allows("staff." + code, permission, purpose)) return code;
    }
    return {};
}

std::string Policy::title(std::string_view permission) const
{
    auto const it = m_titles.find(permission);
    return it == m_titles.end() ? std::string(permission) : it->second;
}

} // namespace wellkept::access
