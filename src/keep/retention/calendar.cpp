#include "keep/retention/calendar.h"
#include <algorithm>
#include <cctz/civil_time.h>
#include <cctz/time_zone.h>

namespace wellkept::retention {
namespace {

cctz::time_zone zone_of(std::string const& name)
{
    cctz::time_zone zone;
    return cctz::load_time_zone(name, &zone) ? zone : cctz::utc_time_zone();
}

cctz::civil_day day_of(Instant t, cctz::time_zone const& zone)
{
    return cctz::civil_day(cctz::convert(std::chrono::floor<std::chrono::seconds>(t), zone));
}

Instant start_of(cctz::civil_day day, cctz::time_zone const& zone)
{
    return Instant(cctz::convert(cctz::civil_second(day), zone).time_since_epoch());
}

// cctz would carry 31 February over into March; the law takes the month's last day.
cctz::civil_day add(cctz::civil_day day, access::Period const& p, int sign = 1)
{
    auto const month = cctz::civil_month(day) + sign * (12 * p.years + p.months);
    auto const last = cctz::civil_day(month + 1) - 1;
    return std::min(cctz::civil_day(month) + (day.day() - 1), last) + sign * p.days;
}

bool by_calendar(access::Period const& p) { return p.years != 0 || p.months != 0 || p.days != 0; }

} // namespace

Instant end_of(Instant start, access::Period const& p, std::string const& name)
{
    if (!by_calendar(p)) return start + p.time;
    auto const zone = zone_of(name);
    return start_of(add(day_of(start, zone), p) + 1, zone) + p.time;
}

Instant started_before(Instant now, access::Period const& p, std::string const& name)
{
    if (!by_calendar(p)) return now - p.time + Duration(1);
    auto const zone = zone_of(name);
    auto ended = [&](cctz::civil_day day) { return start_of(add(day, p) + 1, zone) + p.time <= now; };
    // Months differ in length, so the way back is a guess, mended by the way forth.
    auto day = add(day_of(now - p.time, zone), p, -1);
    while (ended(day)) ++day;
    while (!ended(day - 1)) --day;
    return start_of(day, zone);
}

std::chrono::sys_days date_of(Instant t, std::string const& name)
{
    auto const day = day_of(t, zone_of(name));
    return std::chrono::year(static_cast<int>(day.year())) / day.month() / day.day();
}

std::string month_of(Instant t, std::string const& name)
{
    auto const day = day_of(t, zone_of(name));
    auto const month = std::to_string(day.month());
    return std::to_string(day.year()) + "-" + (month.size() < 2 ? "0" : "") + month;
}

} // namespace wellkept::retention
