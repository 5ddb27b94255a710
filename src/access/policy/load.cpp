#include "access/policy/reader.h"
#include "platform/crypto/crypto.h"
#include <algorithm>
#include <fstream>
#include <sstream>

namespace wellkept::access {

namespace fs = std::filesystem;

namespace {

template<typename T>
T const* find_in(std::vector<T> const& all, std::string_view code)
{
    auto const it = std::find_if(all.begin(), all.end(), [&](T const& x) { return x.code == code; });
    return it == all.end() ? nullptr : &*it;
}

} // namespace

bool PolicyReader::rule(Row const& r, std::string const& section, std::string const& code)
{
    if (code.empty()) return false; // noted already
    auto const id = section + "." + code;
    if (auto const* there = m_policy->rule(id)) {
        r.fault("there is a second `" + code + "`; the first is in line " + std::to_string(there->line), "keep one of the two");
        return false;
    }
    m_policy->m_rules.push_back({ id, r.file(), r.line() });
    return true;
}

void PolicyReader::known(
    Row const& r, char const* key, Codes const& words, std::function<bool(std::string const&)> const& is, std::string const& where) const
{
    for (auto const& w : words)
        if (!w.empty() && !is(w)) r.fault_at(key, "`" + w + "` is no " + where, "correct it, or add it there");
}

Finding PolicyReader::at(std::string const& id, std::string what, std::string mend, bool warning) const
{
    auto const* place = m_policy->rule(id);
    return { place ? place->file : "policy", place ? place->line : 1, std::move(what), std::move(mend), warning };
}

void PolicyReader::files()
{
    std::error_code error;
    fs::recursive_directory_iterator it;
    fs::recursive_directory_iterator const end;
    if (!m_directory.empty()) it = fs::recursive_directory_iterator(m_directory, error);
    for (; !error && it != end; it.increment(error)) {
        if (!it->is_regular_file() || it->path().extension() != ".yaml") continue;
        std::stringstream text;
        text << std::ifstream(it->path(), std::ios::binary).rdbuf();
        m_policy->m_files[it->path().lexically_relative(m_directory).generic_string()] = text.str();
    }
    crypto::Sha256 digest;
    for (auto const& [name, text] : m_policy->m_files) {
        // Lengths, so that no text can be taken for the end of another.
        digest.update(name + "\n" + std::to_string(text.size()) + "\n");
        digest.update(text);
    }
    auto const bytes = digest.finish();
    m_policy->m_version = crypto::hex(crypto::view(bytes).substr(0, 8));
}

Row PolicyReader::open(std::string const& file)
{
    YAML::Node root(YAML::NodeType::Map);
    auto const it = m_policy->m_files.find(file);
    if (it == m_policy->m_files.end()) m_findings.push_back({ file, 1, "this file is missing", "add it; the policy needs it" });
    else {
        try {
            auto const read = YAML::Load(it->second);
            find_doubles(file, read, m_findings);
            if (read.IsMap()) root = read;
            else m_findings.push_back({ file, 1, "the file holds no mapping", "write it as `key: value` lines" });
        } catch (YAML::Exception const& e) {
            m_findings.push_back({ file, e.mark.line + 1, "not YAML: " + e.msg, "correct it" });
        }
    }
    return Row(file, root, m_findings);
}

Checked PolicyReader::read()
{
    files();
    try {
        // Each stands on those before it.
        retention();
        categories();
        territories();
        purposes();
        recipients();
        staff();
        access();
        clocks();
        ages();
        credentials();
        metrics();
        statistics();
        cookies();
        measures();
        // Their own rooms read these; a policy without them is not whole.
        for (auto const* file : { "wording.yaml", "preferences.yaml", "analytics.yaml", "care.yaml", "referrals.yaml", "reports.yaml", "releases.yaml", "safeguarding.yaml",
                 "misuse.yaml", "partners.yaml", "critical.yaml" }) (void)open(file);
        across();
    } catch (YAML::Exception const& e) {
        m_findings.push_back({ "policy", e.mark.line + 1, "unreadable: " + e.msg, "correct it" });
    }
    std::stable_sort(m_findings.begin(), m_findings.end(), [](Finding const& a, Finding const& b) {
        return std::tie(a.warning, a.file, a.line) < std::tie(b.warning, b.file, b.line);
    });
    bool const ok = std::all_of(m_findings.begin(), m_findings.end(), [](auto const& f) { return f.warning; });
    return { ok ? std::shared_ptr<Policy const>(m_policy) : nullptr, std::move(m_findings) };
}

Checked Policy::check(fs::path const& directory) { return PolicyReader(directory).read(); }
Checked Policy::check(std::map<std::string, std::string> files) { return PolicyReader(std::move(files)).read(); }

Result<std::shared_ptr<Policy const>> Policy::load(fs::path const& directory)
{
    auto checked = check(directory);
    if (checked.ok()) return std::move(checked.policy);
    std::string all;
    for (auto const& f : checked.findings)
        if (!f.warning) all += (all.empty() ? "" : "\n") + f.text();
    return bad_input("The policy was refused; the one in force stays.", all);
}

bool Policy::allows(std::string_view role, std::string_view permission, std::string_view purpose) const
{
    auto const r = m_matrix.find(role);
    if (r == m_matrix.end()) return false;
    auto const p = r->second.find(permission);
    return p != r->second.end() && p->second.contains(purpose);
}

bool Policy::may_receive(std::string_view recipient, std::string_view purpose) const
{
    auto const* r = this->recipient(recipient);
    return r && r->receives.contains(purpose);
}

bool Policy::may_receive(std::string_view recipient, std::string_view purpose, std::string_view category) const
{
    return may_receive(recipient, purpose) && this->recipient(recipient)->may_have(category);
}

Category const* Policy::category(std::string_view code) const { return find_in(m_categories, code); }
Kind const* Policy::kind(std::string_view code) const { return find_in(m_kinds, code); }
Purpose const* Policy::purpose(std::string_view code) const { return find_in(m_purposes, code); }
Recipient const* Policy::recipient(std::string_view code) const { return find_in(m_recipients, code); }
Territory const* Policy::territory(std::string_view code) const { return find_in(m_territories, code); }
Retention const* Policy::retention(std::string_view code) const { return find_in(m_retentions, code); }
ClockRule const* Policy::clock(std::string_view code) const { return find_in(m_clocks, code); }
CookieRule const* Policy::cookie(std::string_view name) const { return find_in(m_cookies, name); }

Territory const* Policy::territory_of_region(std::string_view region) const
{
    auto const it = std::find_if(m_territories.begin(), m_territories.end(), [&](auto const& t) { return t.regions.contains(region); });
    return it == m_territories.end() ? nullptr : &*it;
}

Recipient const* Policy::recipient_of_role(std::string_view role) const
{
    auto const it = std::find_if(m_recipients.begin(), m_recipients.end(), [&](auto const& r) { return !r.role.empty() && r.role == role; });
    return it == m_recipients.end() ? nullptr : &*it;
}

AgeRule const* Policy::age(std::string_view territory) const
{
    auto const it = std::find_if(m_ages.begin(), m_ages.end(), [&](auto const& a) { return a.territory == territory; });
    return it == m_ages.end() ? nullptr : &*it;
}

SessionRule const* Policy::session(std::string_view code) const
{
    auto const it = m_credentials.sessions.find(code);
    return it == m_credentials.sessions.end() ? nullptr : &it->second;
}

RulePlace const* Policy::rule(std::string_view id) const
{
    auto const it = std::find_if(m_rules.begin(), m_rules.end(), [&](auto const& r) { return r.id == id; });
    return it == m_rules.end() ? nullptr : &*it;
}

std::string Policy::title(std::string_view permission) const
{
    auto const it = m_titles.find(permission);
    return it == m_titles.end() ? std::string(permission) : it->second;
}

} // namespace wellkept::access
