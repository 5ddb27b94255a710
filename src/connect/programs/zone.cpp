#include "connect/programs/zone.h"
#include <algorithm>
#include <cctz/civil_time.h>
#include <cctz/time_zone.h>
#include <chrono>
#include <cstdlib>
#include <filesystem>

namespace wellkept::programs {
namespace {

cctz::civil_second civil_second(Civil const& c)
{
    return cctz::civil_second(c.year, c.month, c.day, c.hour, c.minute, c.second);
}

std::int64_t ms_of(cctz::time_point<cctz::seconds> t) { return t.time_since_epoch().count() * 1000; }

// Digits of fixed width only: a library's lenient parse would take " 1" or "+7".
std::optional<int> digits(std::string_view& s, std::size_t n)
{
    if (s.size() < n) return std::nullopt;
    int out = 0;
    for (char const c : s.substr(0, n)) {
        if (c < '0' || c > '9') return std::nullopt;
        out = out * 10 + (c - '0');
    }
    s.remove_prefix(n);
    return out;
}

bool take(std::string_view& s, char c)
{
    if (s.empty() || s.front() != c) return false;
    s.remove_prefix(1);
    return true;
}

std::optional<Civil> date(std::string_view& s)
{
    Civil c;
    auto const year = digits(s, 4);
    if (!year || !take(s, '-')) return std::nullopt;
    auto const month = digits(s, 2);
    if (!month || !take(s, '-')) return std::nullopt;
    auto const day = digits(s, 2);
    if (!day) return std::nullopt;
    c.year = *year, c.month = *month, c.day = *day;
    // cctz normalises 30 February into March; such a date is refused instead.
    cctz::civil_day const normal(c.year, c.month, c.day);
    if (normal.month() != c.month || normal.day() != c.day) return std::nullopt;
    return c;
}

} // namespace

std::optional<Civil> parse_day(std::string_view s)
{
    auto const c = date(s);
    return s.empty() ? c : std::nullopt;
}

std::optional<Civil> parse_civil(std::string_view s)
{
    auto c = date(s);
    if (!c || s.empty()) return c;
    if (!take(s, 'T') && !take(s, ' ')) return std::nullopt;
    auto const hour = digits(s, 2);
    if (!hour || *hour > 23 || !take(s, ':')) return std::nullopt;
    auto const minute = digits(s, 2);
    if (!minute || *minute > 59) return std::nullopt;
    c->hour = *hour, c->minute = *minute;
    if (s.empty()) return c;
    if (!take(s, ':')) return std::nullopt;
    auto const second = digits(s, 2);
    if (!second || *second > 59) return std::nullopt;
    c->second = *second;
    if (s.empty()) return c;
    if (!take(s, '.') || s.empty() || s.size() > 9) return std::nullopt;
    int weight = 100;
    for (char const d : s) {
        if (d < '0' || d > '9') return std::nullopt;
        c->millisecond += (d - '0') * weight;
        weight /= 10;
    }
    return c;
}

std::int64_t utc_ms(Civil const& c)
{
    return ms_of(cctz::convert(civil_second(c), cctz::utc_time_zone())) + c.millisecond;
}

struct Zone::Impl {
    cctz::time_zone zone;
};

std::optional<Zone> Zone::find(std::string_view name)
{
    bool const plain = !name.empty() && name.size() <= 64 && name.front() != '/'
        && name.find("..") == std::string_view::npos && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '_'
                   || c == '-' || c == '+';
           });
    if (!plain) return std::nullopt;
    // cctz remembers unknown names for ever; only names of existing files reach it, so that outsiders cannot fill
    // memory.
    auto const* dir = std::getenv("TZDIR");
    std::error_code failed;
    if (!std::filesystem::is_regular_file(std::filesystem::path(dir ? dir : "/usr/share/zoneinfo") / name, failed))
        return std::nullopt;
    cctz::time_zone zone;
    if (!cctz::load_time_zone(std::string(name), &zone)) return std::nullopt;
    return Zone(std::make_shared<Impl const>(Impl { zone }));
}

std::int64_t Zone::to_ms(Civil const& c) const
{
    return ms_of(cctz::convert(civil_second(c), m_impl->zone)) + c.millisecond;
}

Zone::Span Zone::day_of(Civil const& c) const
{
    cctz::civil_day const day(c.year, c.month, c.day);
    return { ms_of(cctz::convert(cctz::civil_second(day), m_impl->zone)),
        ms_of(cctz::convert(cctz::civil_second(day + 1), m_impl->zone)) };
}

int Zone::offset_min(std::int64_t ms) const
{
    auto const seconds = ms >= 0 ? ms / 1000 : (ms - 999) / 1000;
    cctz::time_point<cctz::seconds> const t { cctz::seconds(seconds) };
    return m_impl->zone.lookup(t).offset / 60;
}

} // namespace wellkept::programs
