// When a clinician is free: the pattern of their week by the clock on their wall, without the days they took off.
#include "care/clinicians/clinicians.h"
#include <algorithm>
#include <cctz/civil_time.h>
#include <cctz/time_zone.h>

namespace wellkept::clinicians {
namespace {

using Seconds = cctz::time_point<cctz::seconds>;

int minutes_of(std::string const& hhmm) { return std::stoi(hhmm.substr(0, 2)) * 60 + std::stoi(hhmm.substr(3, 2)); }

Instant to_instant(Seconds t) { return std::chrono::time_point_cast<Duration>(t); }

// An hour that the clocks leave out is not there; one that comes twice is free both times.
Instant at(cctz::time_zone const& zone, cctz::civil_day day, int minute, bool end)
{
    auto const found = zone.lookup(cctz::civil_second(day) + minute * 60);
    if (found.kind == cctz::time_zone::civil_lookup::SKIPPED) return to_instant(found.trans);
    return to_instant(end ? found.post : found.pre);
}

int iso_weekday(cctz::civil_day day) { return static_cast<int>(cctz::get_weekday(day)) + 1; } // cctz: Monday 0

std::string text(cctz::civil_day day) { return cctz::format("%Y-%m-%d", cctz::convert(cctz::civil_second(day), cctz::utc_time_zone()), cctz::utc_time_zone()); }

bool off_on(Profile const& p, std::string const& day)
{
    if (!p.off) return false;
    return std::any_of(p.off->begin(), p.off->end(), [&](DaysOff const& o) { return o.from <= day && day <= o.until; });
}

// Both in order and apart: what is left of the first.
std::vector<Span> without(std::vector<Span> const& hours, std::vector<Span> const& taken)
{
    std::vector<Span> out;
    for (auto s : hours) {
        for (auto const& t : taken) {
            if (t.until <= s.from || t.from >= s.until) continue;
            if (t.from > s.from) out.push_back({ s.from, t.from });
            s.from = std::min(t.until, s.until);
        }
        if (s.from < s.until) out.push_back(s);
    }
    return out;
}

} // namespace

std::vector<Span> joined(std::vector<Span> all)
{
    std::sort(all.begin(), all.end(), [](Span const& a, Span const& b) { return a.from < b.from; });
    std::vector<Span> out;
    for (auto const& s : all) {
        if (!out.empty() && s.from <= out.back().until) out.back().until = std::max(out.back().until, s.until);
        else out.push_back(s);
    }
    return out;
}

std::vector<Span> free_hours(Profile const& p, Instant from, Instant until, std::vector<Span> const& taken)
{
    std::vector<Span> out;
    cctz::time_zone zone;
    if (!cctz::load_time_zone(p.zone, &zone)) return out;
    auto const first = cctz::civil_day(cctz::convert(std::chrono::time_point_cast<cctz::seconds>(from), zone));
    auto const last = cctz::civil_day(cctz::convert(std::chrono::time_point_cast<cctz::seconds>(until), zone));
    for (auto day = first; day <= last; ++day) {
        if (off_on(p, text(day))) continue;
        for (auto const& h : p.hours) {
            if (h.weekday != iso_weekday(day)) continue;
            Span const span { std::max(at(zone, day, minutes_of(h.from), false), from), std::min(at(zone, day, minutes_of(h.to), true), until) };
            if (span.from < span.until) out.push_back(span);
        }
    }
    return without(joined(std::move(out)), joined(taken));
}

Free free_ahead(Profile const& p, Instant now, std::vector<Span> const& taken)
{
    Free out { .said = !p.hours.empty() };
    auto asked = p;
    // Whoever has not said their hours may still be away.
    if (!out.said)
        for (std::int32_t day = 1; day <= 7; ++day) asked.hours.push_back({ day, "00:00", "23:59" });
    for (auto const& s : free_hours(asked, now, now + looked_ahead, taken)) {
        auto const minutes = std::chrono::duration_cast<std::chrono::minutes>(s.until - s.from).count();
        if (out.said && !out.next && minutes >= 30) out.next = s.from;
        out.minutes += static_cast<std::int32_t>(minutes);
    }
    return out;
}

std::string local_of(Profile const& p, Instant at)
{
    cctz::time_zone zone = cctz::utc_time_zone();
    (void)cctz::load_time_zone(p.zone, &zone);
    return cctz::format("%Y-%m-%dT%H:%M%Ez", std::chrono::time_point_cast<cctz::seconds>(at), zone);
}

} // namespace wellkept::clinicians
