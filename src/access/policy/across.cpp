// Contradictions and gaps that no file shows alone, and the policy held against the schema and the routes.
#include "access/policy/reader.h"
#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>

namespace wellkept::access {

void PolicyReader::recipients_match_purposes()
{
    auto const& p = *m_policy;
    for (auto const& purpose : p.m_purposes) {
        if (purpose.recipient.empty() || purpose.recipient == "none") continue;
        if (!p.recipient(purpose.recipient))
            m_findings.push_back(at("purposes." + purpose.code, "the recipient `" + purpose.recipient + "` of `" + purpose.code + "` is not in recipients.yaml",
                "register it there with its basis, or give `recipient: none`"));
        else if (!p.may_receive(purpose.recipient, purpose.code))
            m_findings.push_back(at("recipients." + purpose.recipient, "`" + purpose.recipient + "` does not say what it receives for `" + purpose.code + "`",
                "add it under `receives`, or take it off that purpose"));
    }
    for (auto const& r : p.m_recipients)
        for (auto const& [code, kinds] : r.receives) {
            auto const* purpose = p.purpose(code);
            if (!purpose) continue;
            for (auto const& [law, articles] : purpose->basis) {
                auto const own = r.basis.find(law);
                if (own == r.basis.end()) continue; // noted already
                if ((purpose->switched() || purpose->consent == Consent::asked) && std::find(own->second.begin(), own->second.end(), "6-1-a") == own->second.end())
                    m_findings.push_back(at("recipients." + r.code, "`" + code + "` is shared only by the person's consent, and the basis of `" + r.code + "` under " + law + " does not name it",
                        "add 6-1-a, or share under another purpose"));
                if (std::none_of(own->second.begin(), own->second.end(), [&, &a = articles](auto const& x) { return std::find(a.begin(), a.end(), x) != a.end(); }))
                    m_findings.push_back(at("recipients." + r.code, "no basis of `" + r.code + "` under " + law + " is one of the purpose `" + code + "`",
                        "a disclosure rests on the basis of its purpose: give one of those"));
            }
        }
}

void PolicyReader::access_uses_what_there_is()
{
    Codes used_permissions, used_purposes;
    for (auto const& [role, row] : m_policy->m_matrix)
        for (auto const& [permission, purposes] : row) {
            used_permissions.insert(permission);
            used_purposes.insert(purposes.begin(), purposes.end());
        }
    for (auto const& r : m_policy->m_recipients)
        for (auto const& [purpose, kinds] : r.receives) used_purposes.insert(purpose);
    for (auto const& [role, row] : m_policy->m_matrix) {
        auto const* recipient = m_policy->recipient_of_role(role);
        if (!recipient) continue;
        for (auto const& [permission, purposes] : row)
            for (auto const& purpose : purposes)
                if (m_policy->purpose(purpose) && !recipient->receives.contains(purpose))
                    m_findings.push_back(at("access." + role + "/" + permission, "`" + role + "` may " + permission + " for `" + purpose + "`, and `" + recipient->code + "` is no recipient for that",
                        "say in recipients.yaml what it receives for `" + purpose + "`, or take the permission away"));
    }
    for (auto const& r : m_policy->m_recipients)
        if (!r.role.empty() && !m_policy->m_matrix.contains(r.role))
            m_findings.push_back(at("recipients." + r.code, "`" + r.role + "` is no role of access.yaml", "correct it, or leave `role` out"));
    for (auto const& [code, title] : m_policy->m_titles)
        if (!used_permissions.contains(code) && !code.starts_with("clients."))
            m_findings.push_back(at("permissions." + code, "no role has `" + code + "`", "everybody is refused it; remove it if that is meant", true));
    for (auto const& p : m_policy->m_purposes)
        if (!used_purposes.contains(p.code))
            m_findings.push_back(at("purposes." + p.code, "no role may do anything for `" + p.code + "`", "remove the purpose if that is meant", true));
}

void PolicyReader::places_of_people()
{
    std::map<std::string, std::string> region_of;
    for (auto const& t : m_policy->m_territories)
        for (auto const& region : t.regions)
            if (auto const [it, fresh] = region_of.emplace(region, t.code); !fresh)
                m_findings.push_back(at("territories." + t.code, "the region `" + region + "` is also one of `" + it->second + "`",
                    "give each region to one territory: controller and regulator follow it"));
}

void PolicyReader::across()
{
    access_uses_what_there_is();
    places_of_people();
}

std::vector<Finding> check_columns(Policy const& policy, std::vector<ColumnUse> const& columns)
{
    std::vector<Finding> out;
    for (auto const& c : columns) {
        auto const name = c.table + "." + c.column;
        if (!c.comment.starts_with("category=")) {
            out.push_back({ c.file, c.line, "the column " + name + " has no category", "add COMMENT ON COLUMN " + name + " IS 'category=...'" });
            continue;
        }
        auto const word = c.comment.substr(9, std::min(c.comment.find(';'), c.comment.size()) - 9);
        if (!policy.kind(word))
            out.push_back({ c.file, c.line, "the category `" + word + "` of the column " + name + " has no rule",
                "give one of `kinds` in policy/categories.yaml, or add it there with its retention" });
    }
    return out;
}

// Of an address with several doors: permissions and purposes as two lists of one length.
static std::vector<RouteUse> doors_of(RouteUse const& r)
{
    std::vector<RouteUse> out;
    for (std::size_t p = 0, q = 0; p < r.permission.size();) {
        auto const p_end = std::min(r.permission.find(", ", p), r.permission.size()), q_end = std::min(r.purpose.find(", ", q), r.purpose.size());
        out.push_back(r);
        out.back().permission = r.permission.substr(p, p_end - p);
        out.back().purpose = q < q_end ? r.purpose.substr(q, q_end - q) : "";
        p = p_end + 2;
        q = q_end + 2;
    }
    return out;
}

// An account acts by its roles, which the matrix has under "staff.".
static bool somebody_may(Policy const& policy, RouteUse const& r)
{
    if (r.audience != "staff") return policy.allows(r.audience, r.permission, r.purpose);
    return std::any_of(policy.matrix().begin(), policy.matrix().end(), [&](auto const& role) {
        return role.first.starts_with("staff.") && policy.allows(role.first, r.permission, r.purpose);
    });
}

std::vector<Finding> check_routes(Policy const& policy, std::vector<RouteUse> const& given)
{
    std::vector<Finding> out;
    std::vector<RouteUse> routes;
    for (auto const& r : given) {
        if (r.permission.empty()) routes.push_back(r);
        for (auto& one : doors_of(r)) routes.push_back(std::move(one));
    }
    auto place = [&](std::string const& id) {
        auto const* p = policy.rule(id);
        return p ? *p : RulePlace { id, "access.yaml", 1 };
    };
    for (auto const& r : routes) {
        auto const name = r.method + " " + r.pattern;
        auto const p = place("permissions." + r.permission);
        if (r.permission.empty()) {
            if (r.open_reason.empty()) out.push_back({ "access.yaml", 1, "the route " + name + " is neither guarded nor open for a reason", "give it one of the two" });
            continue;
        }
        if (r.purpose.empty() || !policy.purpose(r.purpose)) {
            out.push_back({ p.file, p.line, "the route " + name + (r.purpose.empty() ? " states no purpose" : " states the purpose `" + r.purpose + "`, which purposes.yaml does not have"),
                "state one of purposes.yaml, or add it there" });
            continue;
        }
        if (!policy.titles().contains(r.permission))
            out.push_back({ p.file, p.line, "the permission `" + r.permission + "` of the route " + name + " is not listed", "add it under permissions" });
        else if (!somebody_may(policy, r))
            out.push_back({ p.file, p.line, "the route " + name + " refuses everybody: " + r.audience + " may not " + r.permission + " for " + r.purpose,
                "grant it, if that is not meant", true });
    }
    return out;
}

std::vector<ColumnUse> schema_columns(std::filesystem::path const& directory)
{
    // Our own migrations, as they are laid out: a column a line.
    auto const any = std::regex::icase;
    static std::regex const create(R"(^CREATE TABLE (?:IF NOT EXISTS )?(\w+\.\w+) \($)", any),
        column(R"(^    (?!(?:primary|unique|check|constraint|foreign|exclude|like)\b)(\w+) +[a-z].*$)", any),
        alter(R"(^ALTER TABLE (\w+\.\w+)\b.*$)", any), added(R"(\bADD COLUMN (\w+) )", any), dropped(R"(\bDROP COLUMN (\w+))", any),
        comment(R"(^COMMENT ON COLUMN (\w+\.\w+)\.(\w+) IS '(.*)';$)", any);
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::recursive_directory_iterator it(directory, error), end; !error && it != end; it.increment(error))
        if (it->path().extension() == ".sql") files.push_back(it->path());
    std::sort(files.begin(), files.end());
    std::vector<ColumnUse> out;
    auto find = [&](std::string const& table, std::string const& name) {
        return std::find_if(out.begin(), out.end(), [&](auto const& c) { return c.table == table && c.column == name; });
    };
    for (auto const& path : files) {
        std::ifstream in(path);
        auto const file = path.lexically_relative(directory).generic_string();
        std::string line, table, altered;
        std::smatch m;
        for (int n = 1; std::getline(in, line); ++n) {
            if (!table.empty() && line.starts_with(")")) table.clear();
            else if (!table.empty() && std::regex_match(line, m, column)) out.push_back({ table, m[1], "", file, n });
            else if (std::regex_match(line, m, create)) table = m[1];
            else if (std::regex_match(line, m, comment)) {
                if (auto const it = find(m[1], m[2]); it != out.end()) it->comment = m[3];
            }
            if (std::regex_match(line, m, alter)) altered = m[1];
            if (altered.empty()) continue;
            for (std::sregex_iterator it(line.begin(), line.end(), added), end; it != end; ++it) out.push_back({ altered, (*it)[1], "", file, n });
            for (std::sregex_iterator it(line.begin(), line.end(), dropped), end; it != end; ++it)
                if (auto const gone = find(altered, (*it)[1]); gone != out.end()) out.erase(gone);
            if (line.ends_with(';')) altered.clear();
        }
    }
    return out;
}

} // namespace wellkept::access
