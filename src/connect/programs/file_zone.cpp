#include "connect/programs/file_zone.h"
#include "connect/programs/zone.h"
#include <string>

namespace wellkept::programs {
namespace {

std::int64_t ms(cctz::time_point<cctz::seconds> t) { return t.time_since_epoch().count() * 1000; }

} // namespace

Result<LocalZone> LocalZone::open(std::string_view iana)
{
    cctz::time_zone zone;
    // Zone::find lets only names of tzdata reach cctz; localtime is the server's own zone.
    if (iana == "localtime" || !Zone::find(iana) || !cctz::load_time_zone(std::string(iana), &zone))
        return bad_input("Choose the time zone of these data by its name, as in Europe/Berlin.");
    return LocalZone(zone);
}

LocalZone::Moment LocalZone::at(std::chrono::sys_days day, int second_of_day) const
{
    auto const civil = cctz::civil_second(cctz::civil_day() + day.time_since_epoch().count()) + second_of_day;
    auto const found = m_zone.lookup(civil);
    switch (found.kind) {
    case cctz::time_zone::civil_lookup::SKIPPED:
        return { Moment::Kind::never, ms(found.trans), ms(found.trans) };
    case cctz::time_zone::civil_lookup::REPEATED:
        return { Moment::Kind::twice, ms(found.pre), ms(found.post) };
    case cctz::time_zone::civil_lookup::UNIQUE:
        break;
    }
    return { Moment::Kind::once, ms(found.pre), ms(found.pre) };
}

std::int64_t LocalZone::day_start_ms(std::chrono::sys_days day) const { return at(day, 0).first_ms; }

std::int16_t LocalZone::offset_min(std::int64_t utc_ms) const
{
    auto const t = cctz::time_point<cctz::seconds>(cctz::seconds(utc_ms / 1000));
    return static_cast<std::int16_t>(m_zone.lookup(t).offset / 60);
}

} // namespace wellkept::programs
