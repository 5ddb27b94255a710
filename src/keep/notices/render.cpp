#include "keep/notices/frame.h"
#include <algorithm>

namespace wellkept::notices {
namespace {

constexpr char const* privacy_file = "notices/privacy.en.yaml";
constexpr char const* cookies_file = "notices/cookies.en.yaml";

std::string service_title(std::string const& service) { return service == "connect" ? "Connect" : service == "care" ? "Care" : service; }

bool has_service(access::Policy const& p, std::string const& service)
{
    return std::any_of(p.purposes().begin(), p.purposes().end(), [&](auto const& x) { return x.services.contains(service); });
}

} // namespace

std::vector<access::Finding> check_templates(access::Policy const& policy)
{
    std::vector<access::Finding> findings;
    for (auto const* file : { privacy_file, cookies_file }) (void)read_frame(policy, file, findings);
    // A description says what is done. What is promised of it is a measure, which an engine must declare.
    auto describes = [&](std::string const& id, std::string const& text) {
        auto const* at = policy.rule(id);
        if (auto const word = promising_word(text); !word.empty() && at)
            findings.push_back({ at->file, at->line, "the words of `" + id + "` promise something (`" + word + "`) that no engine declares", "say it as a measure in measures.yaml, or leave it out" });
    };
    for (auto const& p : policy.purposes()) describes("purposes." + p.code, p.title + ". " + p.description);
    for (auto const& c : policy.categories()) describes("categories." + c.code, c.title + ". " + c.description);
    for (auto const& r : policy.recipients()) describes("recipients." + r.code, r.title);
    return findings;
}

std::vector<std::pair<std::string, std::string>> kinds_of_notice(access::Policy const& policy)
{
    std::vector<std::pair<std::string, std::string>> out;
    for (auto const* service : { "connect", "care" })
        for (auto const& t : policy.territories())
            if (has_service(policy, service)) out.emplace_back(service, t.code);
    out.emplace_back(cookies_service, "all");
    return out;
}

Result<Document> render(
    access::Policy const& policy, std::vector<access::Enforcement> const& enforced, std::string const& service, std::string const& territory)
{
    auto const kinds = kinds_of_notice(policy);
    if (std::find(kinds.begin(), kinds.end(), std::pair(service, territory)) == kinds.end()) return not_found();
    bool const cookies = service == cookies_service;
    auto const& t = cookies ? policy.territories().front() : *policy.territory(territory);
    std::vector<access::Finding> findings;
    auto const frame = read_frame(policy, cookies ? cookies_file : privacy_file, findings);
    if (!findings.empty()) return bad_input("A notice's template was refused.", findings.front().text());
    Document out { filled(frame.title, { { "service", service_title(service) }, { "territory", t.title } }), {} };
    for (auto const& s : frame.sections) {
        Section section { s.heading, s.lead, {} };
        for (auto const& said : rules_of(policy, s.each, cookies ? "connect" : service, t)) {
            auto const* by = access::enforcing(enforced, said.rule);
            if (!by || !policy.rule(said.rule)) continue; // what nobody enforces is not claimed
            section.clauses.push_back({ said.rule, by->engine, filled(s.clause, said.values), filled(s.short_clause, said.values) });
        }
        if (!section.clauses.empty()) out.sections.push_back(std::move(section));
    }
    return out;
}

std::vector<std::string> unclaimed(access::Policy const& policy, std::vector<access::Enforcement> const& enforced)
{
    std::vector<std::string> out;
    for (auto const& r : policy.rules())
        if (!r.id.starts_with("permissions.") && !r.id.starts_with("kinds.") && !access::enforcing(enforced, r.id)) out.push_back(r.id);
    return out;
}

std::string markdown(Document const& d)
{
    std::string out = "# " + d.title + "\n\nMade by `wellkept docs` from policy/; a test compares. Behind each clause stands its rule and the room that enforces it.\n";
    for (auto const& s : d.sections) {
        out += "\n## " + s.heading + "\n\n" + (s.lead.empty() ? "" : s.lead + ":\n\n");
        for (auto const& c : s.clauses) out += "- " + c.text + " <!-- " + c.rule + ", " + c.enforced + " -->\n";
    }
    return out;
}

} // namespace wellkept::notices
