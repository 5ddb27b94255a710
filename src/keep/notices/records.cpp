// The record of processing activities (GDPR Article 30) and the map of personal data, as documents.
#include "keep/notices/frame.h"
#include <algorithm>

namespace wellkept::notices {
namespace {

template<typename Codes>
std::string titles(access::Policy const& p, Codes const& kinds)
{
    std::string out;
    for (auto const& code : kinds) {
        auto const* k = p.kind(code);
        out += (out.empty() ? "" : "; ") + (k ? k->title : code) + (k && k->special ? " (special)" : "");
    }
    return out;
}

// The text of a rule where something enforces it, and otherwise that nothing does yet.
std::string honest(std::vector<access::Enforcement> const& enforced, std::string const& rule, std::string const& text)
{
    return access::enforcing(enforced, rule) ? text : "Not enforced by an engine yet: " + text;
}

} // namespace

std::string record_of_processing(access::Policy const& p, std::vector<access::Enforcement> const& enforced)
{
    std::string out = "# Record of processing activities\n\nGDPR Article 30(1). Made by `wellkept docs` from policy/; a test compares.\n\n## Controllers\n\n"
                      "| territory | controller | data protection officer | law | regulator | kept in |\n|---|---|---|---|---|---|\n";
    for (auto const& t : p.territories()) {
        std::string regions;
        for (auto const& r : t.regions) regions += (regions.empty() ? "" : ", ") + r;
        out += "| " + t.title + " | " + t.controller.name + ", " + t.controller.address + ", " + t.controller.mail + " | " + t.officer.mail + " | " + t.law_title + " | " + t.regulator.name
            + " | " + regions + " |\n";
    }
    out += "\n## Activities\n";
    for (auto const& x : p.purposes()) {
        std::string services, who, recipients;
        for (auto const& s : x.services) services += (services.empty() ? "" : ", ") + s;
        for (auto const& [role, row] : p.matrix())
            if (std::any_of(row.begin(), row.end(), [&](auto const& cell) { return cell.second.contains(x.code); })) who += (who.empty() ? "`" : ", `") + role + "`";
        for (auto const& r : p.recipients())
            if (auto const it = r.receives.find(x.code); it != r.receives.end()) recipients += (recipients.empty() ? "" : ". ") + r.title + ": " + titles(p, it->second);
        out += "\n### " + x.title + " (`" + x.code + "`)\n\n- Purpose: " + x.description + "\n- Service: " + services + "\n- Whose data: people who use that service\n- Kinds of data: "
            + titles(p, x.data) + "\n";
        for (auto const& [law, articles] : x.basis) out += "- Basis: " + access::basis_words(x.basis, law) + "\n";
        out += "- Recipients: " + (recipients.empty() ? "nobody outside" : recipients) + "\n- Roles that act: " + (who.empty() ? "nobody" : who) + "\n- Time limit: "
            + honest(enforced, "retention." + x.retention_rule, x.retention) + "\n";
    }
    out += "\n## Transfers to third countries\n\nNone is configured: data are kept and served in the regions of the person's territory.\n\n## Measures\n\n";
    for (auto const& m : p.measures()) out += "- " + honest(enforced, "measures." + m.code, m.text) + "\n";
    out += "\n## Rules that nothing enforces yet, and that no notice claims\n\n";
    for (auto const& rule : unclaimed(p, enforced)) out += "- `" + rule + "`\n";
    return out;
}

std::string data_map(access::Policy const& p, std::vector<access::ColumnUse> const& columns, std::vector<DataTable> const& personal)
{
    std::string out = "# Map of personal data\n\nMade by `wellkept docs` from the comments in schema/, the rooms' contracts and policy/categories.yaml; a test compares.\n\n"
                      "## Kinds\n\n| kind | what | special | kept |\n|---|---|---|---|\n";
    for (auto const& k : p.kinds()) {
        auto const* r = p.retention(k.retention);
        out += "| `" + k.code + "` | " + k.title + " | " + (k.special ? "yes" : "no") + " | " + (r ? r->text : "") + " |\n";
    }
    std::map<std::string, std::vector<access::ColumnUse>> by_table;
    for (auto const& c : columns) by_table[c.table].push_back(c);
    auto rows = [&](std::vector<access::ColumnUse> const& table) {
        for (auto const& c : table) {
            auto const semicolon = c.comment.find(';');
            auto const kind = c.comment.substr(std::min<std::size_t>(9, c.comment.size()), semicolon == c.comment.npos ? c.comment.npos : semicolon - 9);
            out += "| `" + c.column + "` | " + kind + " | " + (semicolon == c.comment.npos ? "" : c.comment.substr(semicolon + 2)) + " |\n";
        }
    };
    out += "\n## Personal tables\n\nEach row belongs to one person; the room named exports and erases it.\n";
    for (auto const& t : personal) {
        out += "\n### " + t.name + " (" + t.room + ")\n\n| column | kind | |\n|---|---|---|\n";
        rows(by_table[t.name]);
        by_table.erase(t.name);
    }
    out += "\n## Tables without a person, or by identifiers alone\n";
    for (auto const& [name, table] : by_table) {
        if (table.empty()) continue;
        out += "\n### " + name + "\n\n| column | kind | |\n|---|---|---|\n";
        rows(table);
    }
    return out;
}

} // namespace wellkept::notices
