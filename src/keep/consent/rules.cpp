// Who may say yes, and to which words.
#include "keep/consent/consent.h"
#include <algorithm>
#include <cctz/civil_time.h>
#include <cctz/time_zone.h>
#include <yaml-cpp/yaml.h>

namespace wellkept::consent {
namespace {

std::optional<std::chrono::year_month_day> parse_date(std::string_view text)
{
    auto const at = parse_rfc3339(std::string(text) + "T00:00:00Z");
    if (!at || text.size() != 10) return {};
    return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(*at));
}

// Names come from Clients: cctz would take a path for a zone file.
bool is_zone_name(std::string const& name)
{
    return !name.empty() && name.size() <= 64 && name.front() != '/' && name.find("..") == name.npos
        && std::all_of(name.begin(), name.end(),
            [](unsigned char c) { return std::isalnum(c) || c == '/' || c == '_' || c == '-' || c == '+'; });
}

cctz::time_zone zone_of(std::string const& name)
{
    cctz::time_zone zone;
    if (is_zone_name(name) && cctz::load_time_zone(name, &zone)) return zone;
    return cctz::fixed_time_zone(std::chrono::hours(-12));
}

std::map<std::string, int, std::less<>> numbers(YAML::Node const& node)
{
    std::map<std::string, int, std::less<>> out;
    for (auto const& pair : node) out[pair.first.Scalar()] = pair.second.as<int>();
    return out;
}

int number_of(std::map<std::string, int, std::less<>> const& all, std::string_view code)
{
    auto const it = all.find(code);
    return it == all.end() ? 1 : it->second;
}

} // namespace

std::string_view name(Standing s)
{
    switch (s) {
    case Standing::grown:
        return "grown";
    case Standing::young:
        return "young";
    case Standing::child:
        return "child";
    }
    return "child";
}

std::string_view name(Verdict v)
{
    switch (v) {
    case Verdict::fine:
        return "fine";
    case Verdict::grown:
        return "grown";
    case Verdict::child_without_guardian:
        return "child_without_guardian";
    case Verdict::decided_alone:
        return "decided_alone";
    }
    return "fine";
}

int age_on(std::chrono::year_month_day birth, Instant now, std::string const& iana_zone)
{
    auto const day = cctz::civil_day(cctz::convert(std::chrono::floor<std::chrono::seconds>(now), zone_of(iana_zone)));
    auto const month = static_cast<int>(static_cast<unsigned>(birth.month())),
               date = static_cast<int>(static_cast<unsigned>(birth.day()));
    bool const had_birthday = std::pair(day.month(), day.day()) >= std::pair(month, date);
    return static_cast<int>(day.year()) - static_cast<int>(birth.year()) - (had_birthday ? 0 : 1);
}

Result<Rules> Rules::load(std::filesystem::path const& directory, std::string const& region)
{
    Rules rules;
    std::string file = "ages.yaml";
    try {
        bool own = false;
        rules.directed_from = rules.guardian_below = 0;
        for (auto const& row : YAML::LoadFile((directory / file).string())["ages"]) {
            int const from = row["directed_from"].as<int>(), below = row["guardian_below"].as<int>();
            if (below < 13 || from < below || from > 25)
                return bad_input("ages.yaml line " + std::to_string(row.Mark().line + 1)
                    + ": guardian_below is 13 or more, directed_from at least that.");
            if (row["territory"].Scalar() == region) {
                rules.directed_from = from;
                rules.guardian_below = below;
                own = true;
            } else if (!own) {
                rules.directed_from = std::max(rules.directed_from, from);
                rules.guardian_below = std::max(rules.guardian_below, below);
            }
        }
        if (rules.directed_from == 0) return bad_input("ages.yaml: give at least one row under `ages`.");
        file = "wording.yaml";
        auto const root = YAML::LoadFile((directory / file).string());
        rules.category_wordings = numbers(root["categories"]);
        rules.purpose_wordings = numbers(root["purposes"]);
    } catch (YAML::Exception const& e) {
        return bad_input(file + " line " + std::to_string(e.mark.line + 1) + " cannot be read; correct it.", e.msg);
    }
    return rules;
}

Standing Rules::standing(people::Profile const& profile, Instant now) const
{
    if (!profile.birth_date) return Standing::grown;
    auto const birth = parse_date(*profile.birth_date);
    if (!birth) return Standing::child; // written by us, so it reads; what does not is not trusted
    auto const age = age_on(*birth, now, profile.time_zone.value_or(""));
    return age >= directed_from ? Standing::grown : age >= guardian_below ? Standing::young : Standing::child;
}

int Rules::category_wording(std::string_view code) const { return number_of(category_wordings, code); }
int Rules::purpose_wording(std::string_view code) const { return number_of(purpose_wordings, code); }

std::vector<std::string> ask_again(Switch const& s, Rules const& rules, Standing now)
{
    std::vector<std::string> out;
    if (!s.granted) return out;
    if (s.category_wording < rules.category_wording(s.category)) out.emplace_back("wording_category");
    if (s.purpose_wording < rules.purpose_wording(s.purpose)) out.emplace_back("wording_purpose");
    // A guardian's yes stays good until the person, now of age, confirms or withdraws it (EDPB guidelines 05/2020,
    // 148).
    if (s.captured_by == "guardian" && now == Standing::grown) out.emplace_back("came_of_age");
    return out;
}

Verdict judge(Rules const& rules, people::Profile const& profile, Instant now, std::vector<Switch> const* switches)
{
    auto const standing = rules.standing(profile, now);
    if (standing == Standing::grown) return Verdict::grown;
    if (standing == Standing::child && !profile.guardian) return Verdict::child_without_guardian;
    if (switches)
        for (auto const& s : *switches)
            if (s.granted && s.captured_by != "guardian") return Verdict::decided_alone;
    return Verdict::fine;
}

} // namespace wellkept::consent
