#include "access/policy/period.h"
#include <regex>
#include <vector>

namespace wellkept::access {

std::optional<Period> Period::parse(std::string_view text)
{
    static std::regex const form(
        R"(P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?)?)");
    std::match_results<std::string_view::const_iterator> m;
    if (!std::regex_match(text.begin(), text.end(), m, form)) return std::nullopt;
    if (text.back() == 'P' || text.back() == 'T') return std::nullopt;
    auto n = [&](std::size_t i) { return m[i].matched ? std::stoi(m[i].str()) : 0; };
    return Period { n(1), n(2), n(3) * 7 + n(4), std::chrono::hours(n(5)) + std::chrono::minutes(n(6)) };
}

std::string Period::words() const
{
    std::vector<std::string> parts;
    auto add = [&](std::int64_t n, char const* unit) {
        if (n != 0) parts.push_back(std::to_string(n) + " " + unit + (n == 1 ? "" : "s"));
    };
    add(years, "year");
    add(months, "month");
    add(days, "day");
    add(time.count() / 60, "hour");
    add(time.count() % 60, "minute");
    if (parts.empty()) return "no time";
    std::string out = parts.front();
    for (std::size_t i = 1; i < parts.size(); ++i) out += (i + 1 == parts.size() ? " and " : ", ") + parts[i];
    return out;
}

} // namespace wellkept::access
