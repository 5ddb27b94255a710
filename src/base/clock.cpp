#include "base/clock.h"
#include <charconv>
#include <cstdio>

namespace wellkept {

using namespace std::chrono;

std::string rfc3339(Instant t)
{
    auto const day = floor<days>(t);
    year_month_day const ymd { day };
    hh_mm_ss const hms { floor<milliseconds>(t - day) };
    auto const year = int(ymd.year());
    if (year < 0 || year > 9999) return "out of range"; // RFC 3339 has four digits
    // By hand: this stands in each sample that is read, and printf was a twelfth of that.
    std::string out = "0000-00-00T00:00:00.000Z";
    auto put = [&](std::size_t last, auto value) {
        for (auto v = static_cast<unsigned>(value); v > 0; v /= 10) out[last--] = static_cast<char>('0' + v % 10);
    };
    put(3, year);
    put(6, unsigned(ymd.month()));
    put(9, unsigned(ymd.day()));
    put(12, hms.hours().count());
    put(15, hms.minutes().count());
    put(18, hms.seconds().count());
    put(22, hms.subseconds().count());
    return out;
}

std::optional<Instant> parse_rfc3339(std::string_view s)
{
    auto number = [&](std::size_t at, std::size_t n) -> int {
        int v = 0;
        if (at + n > s.size()) return -1;
        for (std::size_t i = at; i < at + n; ++i) {
            if (s[i] < '0' || s[i] > '9') return -1;
            v = v * 10 + (s[i] - '0');
        }
        return v;
    };
    if (s.size() < 20 || s[4] != '-' || s[7] != '-' || (s[10] != 'T' && s[10] != 't' && s[10] != ' ') || s[13] != ':'
        || s[16] != ':')
        return std::nullopt;
    int const y = number(0, 4), mo = number(5, 2), d = number(8, 2), h = number(11, 2), mi = number(14, 2),
              se = number(17, 2);
    if (y < 1900 || y > 2199 || mo < 0 || d < 0 || h < 0 || h > 23 || mi < 0 || mi > 59 || se < 0 || se > 60)
        return std::nullopt;
    year_month_day const ymd { year(y), month(unsigned(mo)), day(unsigned(d)) };
    if (!ymd.ok()) return std::nullopt;
    std::size_t at = 19;
    std::int64_t fraction_us = 0;
    if (at < s.size() && s[at] == '.') {
        std::int64_t scale = 100000;
        std::size_t const first = ++at;
        while (at < s.size() && s[at] >= '0' && s[at] <= '9') {
            fraction_us += (s[at] - '0') * scale;
            scale /= 10;
            ++at;
        }
        if (at == first) return std::nullopt;
    }
    minutes offset { 0 };
    if (at + 1 == s.size() && (s[at] == 'Z' || s[at] == 'z')) {
    } else if (at + 6 == s.size() && (s[at] == '+' || s[at] == '-') && s[at + 3] == ':') {
        int const oh = number(at + 1, 2), om = number(at + 4, 2);
        if (oh < 0 || oh > 23 || om < 0 || om > 59) return std::nullopt;
        offset = minutes(oh * 60 + om) * (s[at] == '-' ? -1 : 1);
    } else {
        return std::nullopt;
    }
    return Instant(sys_days(ymd) + hours(h) + minutes(mi) + seconds(se) + microseconds(fraction_us) - offset);
}

} // namespace wellkept
