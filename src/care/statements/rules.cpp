// What is charged, and what may become of a statement. No database.
#include "access/policy/row.h"
#include "care/statements/statements.h"
#include <algorithm>
#include <set>

namespace wellkept::statements {

Result<Rules> Rules::load(std::filesystem::path const& directory)
{
    Rules out;
    TRY(access::read_room_file(directory, "care.yaml", [&](access::Row const& file) {
        for (auto const& s : file.rows("services")) out.services[s.text("code")] = s.text("title");
        auto const section = file.row("statements");
        section.only({ "charge", "currencies", "late_days" });
        for (auto const& r : section.rows("charge")) {
            r.only({ "attendance", "per_cent" });
            out.charge[r.one_of("attendance", { "attended", "did_not_attend", "cancelled_late" })] = r.whole("per_cent", 1, 100);
        }
        for (auto const& r : section.rows("currencies")) {
            r.only({ "code", "decimals" });
            auto const code = r.text("code");
            if (code.size() != 3 || std::any_of(code.begin(), code.end(), [](char c) { return c < 'A' || c > 'Z'; })) r.fault_at("code", "not a currency", "give its code by ISO 4217");
            out.currencies[code] = r.whole("decimals", 0, 3);
        }
        out.late_days = section.whole("late_days", 0, 366);
    }));
    return out;
}

std::optional<Month> month_of(std::string_view s)
{
    auto digits = [&](std::size_t from, std::size_t n) { return std::all_of(s.begin() + from, s.begin() + from + n, [](char c) { return c >= '0' && c <= '9'; }); };
    if (s.size() != 7 || s[4] != '-' || !digits(0, 4) || !digits(5, 2)) return std::nullopt;
    Month const m { std::chrono::year(std::stoi(std::string(s.substr(0, 4)))), std::chrono::month(static_cast<unsigned>(std::stoi(std::string(s.substr(5))))) };
    if (!m.ok() || m.year() < std::chrono::year(2000)) return std::nullopt;
    return m;
}

std::string text(Month m)
{
    auto const month = static_cast<unsigned>(m.month());
    return std::to_string(static_cast<int>(m.year())) + (month < 10 ? "-0" : "-") + std::to_string(month);
}

bool may_become(std::string_view from, std::string_view to)
{
    static std::set<std::pair<std::string_view, std::string_view>> const steps { { "draft", "submitted" }, { "submitted", "approved" }, { "submitted", "returned" },
        { "returned", "submitted" }, { "approved", "paid" } };
    return steps.contains({ from, to });
}

std::int64_t share(std::int64_t rate, int per_cent) { return (rate * per_cent + 50) / 100; }

std::string amount(std::int64_t minor, int decimals)
{
    auto digits = std::to_string(minor);
    if (decimals == 0) return digits;
    auto const n = static_cast<std::size_t>(decimals);
    if (digits.size() <= n) digits.insert(0, n + 1 - digits.size(), '0');
    return digits.insert(digits.size() - n, ".");
}

Rate const* rate_on(std::vector<Rate> const& all, std::string_view service, std::chrono::sys_days day)
{
    Rate const* best = nullptr;
    for (auto const& r : all)
        if (r.service == service && r.valid_from <= day && (!best || best->valid_from < r.valid_from)) best = &r;
    return best;
}

std::string csv(Statement const& s, Rules const& rules)
{
    auto quoted = [](std::string const& value) {
        std::string out = "\"";
        for (char const c : value) out += c == '"' ? std::string("\"\"") : std::string(1, c);
        return out + "\"";
    };
    auto const decimals = rules.currencies.contains(s.currency) ? rules.currencies.at(s.currency) : 2;
    std::string out = "reference,date,minutes,service,fee,currency\r\n";
    for (auto const& l : s.lines) {
        auto const title = rules.services.contains(l.service) ? rules.services.at(l.service) : l.service;
        out += l.reference + "," + l.date + "," + std::to_string(l.minutes) + "," + quoted(title) + "," + (l.minor ? amount(*l.minor, decimals) : "") + "," + s.currency + "\r\n";
    }
    out += "total,,,," + amount(s.total, decimals) + "," + s.currency + "\r\n";
    return out;
}

} // namespace wellkept::statements
