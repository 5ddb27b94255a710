#include "care/clinicians/clinicians.h"
#include <algorithm>
#include <cctz/time_zone.h>

namespace wellkept::clinicians {
namespace {

bool has(std::vector<std::string> const& list, std::string const& what) { return std::find(list.begin(), list.end(), what) != list.end(); }

bool is_time(std::string const& s)
{
    auto digit = [&](std::size_t i) { return s[i] >= '0' && s[i] <= '9'; };
    return s.size() == 5 && digit(0) && digit(1) && s[2] == ':' && digit(3) && digit(4) && s.substr(0, 2) < "24" && s.substr(3) < "60";
}

bool is_day(std::string const& s)
{
    cctz::time_point<cctz::seconds> t;
    return s.size() == 10 && cctz::parse("%Y-%m-%d", s, cctz::utc_time_zone(), &t) && cctz::format("%Y-%m-%d", t, cctz::utc_time_zone()) == s;
}

} // namespace

std::optional<int> fit(Profile const& p, Wanted const& w)
{
    if (p.spaces < 1) return std::nullopt;
    if (!w.language.empty() && !has(p.languages, w.language)) return std::nullopt;
    if (!w.mode.empty() && !has(p.modes, w.mode)) return std::nullopt;
    // Whoever must be met in person can only be met where they are.
    if (!w.place.empty() && w.mode == "in_person" && !has(p.places, w.place)) return std::nullopt;
    int points = std::min(p.spaces, 5);
    for (auto const& s : w.skills) points += has(p.skills, s) ? 20 : 0;
    if (!w.place.empty() && has(p.places, w.place)) points += 10;
    return points;
}

bool may_become(std::string_view from, std::string_view to)
{
    static std::map<std::string_view, std::vector<std::string_view>> const steps {
        { "applied", { "verified", "offboarded" } },
        { "verified", { "active", "offboarded" } },
        { "active", { "suspended", "offboarded" } },
        { "suspended", { "active", "offboarded" } },
        { "offboarded", { "applied" } }, // who comes back is looked at anew
    };
    auto const it = steps.find(from);
    return it != steps.end() && std::find(it->second.begin(), it->second.end(), to) != it->second.end();
}

std::optional<Instant> earliest(std::vector<Credential> const& all)
{
    std::optional<Instant> out;
    for (auto const kind : kinds) {
        auto const it = std::find_if(all.begin(), all.end(), [&](auto const& c) { return c.kind == kind; });
        if (it == all.end()) return std::nullopt;
        out = out ? std::min(*out, it->valid_until) : it->valid_until;
    }
    return out;
}

Result<> check(Profile const& p)
{
    if (p.name.empty() || p.name.size() > 400) return bad_input("Give the clinician's name.");
    for (auto const& m : p.modes)
        if (m != "in_person" && m != "phone" && m != "video") return bad_input("A mode is in_person, phone or video.");
    cctz::time_zone zone;
    if (p.zone.empty() || !cctz::load_time_zone(p.zone, &zone)) return bad_input("Give the time zone by its IANA name, such as Europe/Dublin.");
    for (auto const& h : p.hours)
        if (h.weekday < 1 || h.weekday > 7 || !is_time(h.from) || !is_time(h.to) || h.to <= h.from)
            return bad_input("Give hours as weekday 1 to 7, from and to as HH:MM, to after from.");
    if (p.hours.size() > 50) return bad_input("Give at most 50 spans of free hours.");
    if (p.off && p.off->size() > 200) return bad_input("Give at most 200 times off.");
    for (auto const& o : p.off.value_or(std::vector<DaysOff> {}))
        if (!is_day(o.from) || !is_day(o.until) || o.until < o.from) return bad_input("Give days off as from and until, YYYY-MM-DD, until not before from.");
    if (p.spaces < 0 || p.spaces > 200) return bad_input("Spaces are 0 to 200.");
    return {};
}

} // namespace wellkept::clinicians
