#include "keep/statistics/release.h"
#include "keep/statistics/suppression.h"
#include <algorithm>
#include <charconv>
#include <cmath>

namespace wellkept::statistics {
namespace {

std::uint64_t random64(Rng& rng)
{
    std::uint64_t n = 0;
    rng.fill({ reinterpret_cast<std::uint8_t*>(&n), sizeof n });
    return n;
}

struct Sum {
    std::int64_t people = 0; // as they are
    double shown = 0;        // people, with noise if there is any
    double around = 0;       // of numbers, from the middle of the clip range
};

double step(double x, int to) { return std::round(x / to) * to; }

} // namespace

std::string text(Month m) { return rfc3339(Instant(std::chrono::sys_days(m / 1))).substr(0, 7); }

std::optional<Month> month(std::string_view text)
{
    auto const t = text.size() == 7 ? parse_rfc3339(std::string(text) + "-01T00:00:00Z") : std::nullopt;
    if (!t) return std::nullopt;
    std::chrono::year_month_day const day(std::chrono::floor<std::chrono::days>(*t));
    return day.year() / day.month();
}

Instant due(Month m, int settle_days)
{
    return Instant(std::chrono::sys_days((m + std::chrono::months(1)) / 1) + std::chrono::days(settle_days));
}

Month last_due(Instant now, int settle_days)
{
    std::chrono::year_month_day const day(std::chrono::floor<std::chrono::days>(now));
    auto m = day.year() / day.month();
    while (due(m, settle_days) > now) m -= std::chrono::months(1);
    return m;
}

double laplace(double scale, Rng& rng)
{
    // In (0, 1), so that the logarithm is finite.
    double const u = (static_cast<double>(random64(rng) >> 11) + 0.5) * 0x1p-53;
    return u < 0.5 ? scale * std::log(2 * u) : -scale * std::log(2 * (1 - u));
}

Release release(access::StatisticsTable const& table, access::StatisticsRule const& rule, std::vector<Value> const& values,
    std::vector<Contribution> const& contributions, Rng& rng)
{
    Release out;
    double const low = table.clip_min, high = table.clip_max, middle = (low + high) / 2;
    std::vector<Sum> sums(std::max<std::size_t>(values.size(), 1));
    for (auto const& c : contributions) {
        auto const at = std::find_if(values.begin(), values.end(), [&](Value const& v) { return v.code == c.value; });
        auto& sum = sums[std::min(static_cast<std::size_t>(at - values.begin()), sums.size() - 1)];
        ++sum.people;
        sum.around += std::clamp(c.number, low, high) - middle;
    }
    Sum all;
    for (auto& s : sums) {
        s.shown = static_cast<double>(s.people);
        if (rule.epsilon_milli > 0) {
            // Half of epsilon each. A person moves a count by 1, and a sum from the middle by half the clip range.
            double const half = rule.epsilon_milli / 2000.0;
            s.shown = std::max(0.0, std::round(s.shown + laplace(1 / half, rng)));
            s.around += laplace((high - low) / 2 / half, rng);
        }
        all.people += s.people;
        all.shown += s.shown;
        all.around += s.around;
    }
    auto count = [&](Sum const& s) { return std::min(s.people, static_cast<std::int64_t>(s.shown)); };
    auto people = [&](Sum const& s) { return rounded(static_cast<std::int64_t>(s.shown), rule.round_to); };
    auto mean = [&](Sum const& s) { return step(std::clamp(middle + s.around / s.shown, low, high), table.mean_step); };
    if (count(all) < rule.population_min) return out;
    out.people = people(all);
    out.mean = mean(all);
    if (table.dimension == "none") return out;
    std::vector<std::int64_t> counts;
    std::vector<std::uint64_t> ties;
    for (auto const& s : sums) {
        counts.push_back(count(s));
        ties.push_back(random64(rng));
    }
    // A mean of too few, worked out from the others', would be as bad as a count: one bound for both.
    auto const hide = hidden(counts, std::max(rule.cell_min, rule.mean_min), ties);
    for (std::size_t i = 0; i < values.size(); ++i) {
        Cell cell { values[i].code, values[i].title, {}, {}, hide[i] };
        if (!hide[i]) {
            cell.people = people(sums[i]);
            cell.mean = mean(sums[i]);
        }
        out.cells.push_back(std::move(cell));
    }
    return out;
}

} // namespace wellkept::statistics
