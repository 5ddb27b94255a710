#include "report.h"
#include "platform/json/json.h"
#include "timed.h"
#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>

namespace wellkept::bench {
namespace {

std::string fixed(double value, int digits)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

std::string verdict(Finding const& f)
{
    if (!f.goal) return "no goal yet";
    return (f.less ? "goal at most " : "goal ") + fixed(*f.goal, *f.goal < 0.1 ? 3 : 2) + (f.met() ? ", met" : ", NOT met");
}

} // namespace

bool Finding::met() const { return goal && (less ? ratio() <= *goal : ratio() >= *goal); }

double Finding::ratio() const
{
    auto const y = median(yardstick);
    return y > 0 ? median(ours) / y : 0;
}

Finding p99_of(Finding const& f)
{
    Finding out { f.bench + ", p99", "1/s", {}, {}, 1.0 };
    for (auto const ms : f.ours_p99) out.ours.push_back(1000 / ms);
    for (auto const ms : f.yardstick_p99) out.yardstick.push_back(1000 / ms);
    return out;
}

std::string thousands(double value)
{
    if (std::abs(value) < 100) return fixed(value, 2);
    auto out = std::to_string(std::llround(value));
    for (auto at = std::ssize(out) - 3; at > (value < 0 ? 1 : 0); at -= 3)
        out.insert(static_cast<std::size_t>(at), ",");
    return out;
}

std::string spread(std::vector<double> const& v)
{
    if (v.empty()) return "-";
    auto const [least, most] = std::minmax_element(v.begin(), v.end());
    return thousands(median(v)) + " (" + thousands(*least) + "-" + thousands(*most) + ")";
}

void print_table(std::vector<Finding> const& findings)
{
    std::printf("\n%-22s %-11s %-32s %-32s %7s\n", "bench", "unit", "ours, median (least-most)",
        "yardstick, median (least-most)", "ratio");
    for (auto const& f : findings)
        std::printf("%-22s %-11s %-32s %-32s %7s  %s\n", f.bench.c_str(), f.unit.c_str(), spread(f.ours).c_str(),
            spread(f.yardstick).c_str(), fixed(f.ratio(), f.ratio() < 0.1 ? 3 : 2).c_str(), verdict(f).c_str());
}

Result<> write_json(std::vector<Finding> const& findings, std::string const& file)
{
    boost::json::array all;
    for (auto const& f : findings) {
        boost::json::value goal, met;
        if (f.goal) goal = *f.goal, met = f.met();
        auto rounded = [](double v) { return std::abs(v) < 100 ? std::round(v * 1000) / 1000 : std::round(v); };
        all.push_back({ { "bench", f.bench }, { "ours", rounded(median(f.ours)) },
            { "yardstick", rounded(median(f.yardstick)) }, { "ratio", std::round(f.ratio() * 1000) / 1000 },
            { "goal", goal }, { "met", met } });
    }
    std::ofstream out(file, std::ios::trunc);
    out << json::text(all) << "\n";
    out.close();
    if (!out) return unavailable("The results could not be written.", file);
    return {};
}

Result<> append_history(std::vector<Finding> const& findings, std::string const& file, std::string const& revision)
{
    auto const today =
        std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
    char date[32];
    std::snprintf(
        date, sizeof date, "%04d-%02u-%02u", int(today.year()), unsigned(today.month()), unsigned(today.day()));
    std::ofstream out(file, std::ios::app);
    for (auto const& f : findings)
        out << "| " << date << " | " << revision << " | " << f.bench << " | " << f.unit << " | " << spread(f.ours)
            << " | " << spread(f.yardstick) << " | " << fixed(f.ratio(), f.ratio() < 0.1 ? 3 : 2) << (f.goal && !f.met() ? " (goal missed)" : "") << " |\n";
    out.close();
    if (!out) return unavailable("The history could not be written.", file);
    return {};
}

} // namespace wellkept::bench
