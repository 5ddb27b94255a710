// The rule on small numbers, held against analysts who have everything that is published.
#include "keep/statistics/release.h"
#include "keep/statistics/suppression.h"
#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>
#include <random>

namespace wellkept::statistics {
namespace {

using Counts = std::vector<std::int64_t>;

TEST(Suppression, RoundsToTheNearestMultiple)
{
    EXPECT_EQ(rounded(8, 5), 10);
    EXPECT_EQ(rounded(52, 5), 50);
    EXPECT_EQ(rounded(53, 5), 55);
    EXPECT_EQ(rounded(7, 1), 7);
}

TEST(Suppression, ASmallCellTakesTheSmallestOfTheOthersWithIt)
{
    EXPECT_EQ(hidden({ 20, 30, 40 }, 8), (std::vector<bool> { false, false, false }));
    EXPECT_EQ(hidden({ 4, 30, 20 }, 8), (std::vector<bool> { true, false, true }));
    EXPECT_EQ(hidden({ 0, 30, 20 }, 8), (std::vector<bool> { true, false, true })) << "nobody is a small number too";
    EXPECT_EQ(hidden({ 4, 56 }, 8), (std::vector<bool> { true, true }));
    EXPECT_EQ(hidden({ 4, 5, 20, 31 }, 8), (std::vector<bool> { true, true, true, false })) << "also where two are small already";
    EXPECT_EQ(hidden({ 7, 7, 7 }, 8), (std::vector<bool> { true, true, true }));
    EXPECT_TRUE(hidden({}, 8).empty());
    EXPECT_EQ(hidden({ 50 }, 8), (std::vector<bool> { false }));
}

TEST(Suppression, WhichOfEqualCellsGoesIsDecidedByTheTies)
{
    EXPECT_EQ(hidden({ 3, 20, 20 }, 8, { 0, 9, 1 }), (std::vector<bool> { true, false, true }));
    EXPECT_EQ(hidden({ 3, 20, 20 }, 8, { 0, 1, 9 }), (std::vector<bool> { true, true, false }));
}

// ---- analysts ----

struct Interval {
    std::int64_t low, high;
};
// What a published, rounded number can have been.
Interval before_rounding(std::int64_t shown, int step, std::int64_t least)
{
    Interval out { std::max<std::int64_t>(least, shown - step), shown + step };
    while (rounded(out.low, step) != shown) ++out.low;
    while (rounded(out.high, step) != shown) --out.high;
    return out;
}

// One table as it is published.
struct View {
    std::int64_t total;
    std::vector<std::optional<std::int64_t>> cells;
};

std::vector<Contribution> people_in(Counts const& cells)
{
    std::vector<Contribution> out;
    for (std::size_t i = 0; i < cells.size(); ++i)
        for (std::int64_t n = 0; n < cells[i]; ++n) out.push_back({ std::to_string(i), 100 });
    return out;
}

View view(Counts const& cells, access::StatisticsRule const& rule, Rng& rng)
{
    access::StatisticsTable const table { "t", "T", "x", "s", "m", "c", "p", "program", 0, 1000, 10 };
    std::vector<Value> values;
    for (std::size_t i = 0; i < cells.size(); ++i) values.push_back({ std::to_string(i), "" });
    auto const r = release(table, rule, values, people_in(cells), rng);
    View out { r.people.value_or(-1), {} };
    for (auto const& c : r.cells) {
        EXPECT_EQ(c.suppressed, !c.people.has_value());
        EXPECT_EQ(c.suppressed, !c.mean.has_value());
        out.cells.push_back(c.people);
    }
    return out;
}

// All tables of one population at once: by sums alone, what can each hidden cell be at most and at least?
// A hidden cell is anything from 0 on, so its range follows from the totals that every table allows.
void no_small_count_is_known(std::vector<View> const& views, access::StatisticsRule const& rule, std::string const& told)
{
    auto total = before_rounding(views[0].total, rule.round_to, rule.population_min);
    auto visible = [&](View const& v) {
        Interval sum { 0, 0 };
        for (auto const& c : v.cells)
            if (c) {
                auto const i = before_rounding(*c, rule.round_to, rule.cell_min);
                sum = { sum.low + i.low, sum.high + i.high };
            }
        return sum;
    };
    for (auto const& v : views) {
        auto const sum = visible(v);
        bool const open = std::any_of(v.cells.begin(), v.cells.end(), [](auto const& c) { return !c; });
        total.low = std::max(total.low, sum.low);
        if (!open) total.high = std::min(total.high, sum.high);
    }
    for (auto const& v : views) {
        auto const sum = visible(v);
        auto const hidden_cells = std::count_if(v.cells.begin(), v.cells.end(), [](auto const& c) { return !c; });
        EXPECT_NE(hidden_cells, 1) << told;
        if (hidden_cells == 0) continue;
        auto const at_most = total.high - sum.low; // the others being 0
        EXPECT_GE(at_most, rule.cell_min) << "a hidden cell is known to be small: " << told;
        // With two of them at least, each can also be nothing: so none is known exactly.
    }
}

std::string words(Counts const& c)
{
    std::string out;
    for (auto const n : c) out += std::to_string(n) + " ";
    return out;
}

TEST(Analyst, WithEveryTableOfOnePopulationPinsNoSmallCount)
{
    std::mt19937 random(20261122);
    SeededRng rng(7);
    access::StatisticsRule const rule { 8, 5, 50, 8, 5, 0, {} };
    auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    int hid = 0, showed = 0;
    for (int round = 0; round < 800; ++round) {
        // People with two attributes: two tables with the same total, each a margin of the same crossing.
        Counts one(static_cast<std::size_t>(2 + pick(5))), other(static_cast<std::size_t>(2 + pick(4)));
        int const n = 50 + pick(150), lean = 1 + pick(4);
        for (int i = 0; i < n; ++i) {
            auto skewed = [&](std::size_t size) {
                int at = pick(static_cast<int>(size));
                for (int k = 1; k < lean; ++k) at = std::min(at, pick(static_cast<int>(size)));
                return static_cast<std::size_t>(at);
            };
            ++one[skewed(one.size())];
            ++other[skewed(other.size())];
        }
        auto const a = view(one, rule, rng), b = view(other, rule, rng);
        ASSERT_EQ(a.total, b.total);
        no_small_count_is_known({ a, b }, rule, words(one) + "| " + words(other));
        for (std::size_t i = 0; i < one.size(); ++i) {
            EXPECT_FALSE(one[i] < rule.cell_min && a.cells[i]) << words(one);
            (a.cells[i] ? showed : hid)++;
        }
    }
    EXPECT_GT(hid, 300);
    EXPECT_GT(showed, 300) << "the rule leaves something to see";
}

// Every assignment of counts there is, and of these all that the rule itself could have hidden like this: with the exact
// total and the exact visible cells, which is more than is published.
TEST(Analyst, WhoKnowsTheRuleAndAllTheRestCannotTellWhichIsSmall)
{
    constexpr int least = 4, total = 18;
    for (std::size_t size = 2; size <= 4; ++size) {
        std::vector<Counts> all;
        Counts now(size);
        auto fill = [&](auto&& self, std::size_t i, std::int64_t left) -> void {
            if (i + 1 == size) {
                now[i] = left;
                all.push_back(now);
                return;
            }
            for (now[i] = 0; now[i] <= left; ++now[i]) self(self, i + 1, left - now[i]);
        };
        fill(fill, 0, total);
        std::map<std::vector<std::optional<std::int64_t>>, std::vector<Counts>> by_output;
        for (auto const& counts : all) {
            std::vector<std::uint64_t> ties(size);
            std::iota(ties.begin(), ties.end(), 0);
            do {
                auto const hide = hidden(counts, least, ties);
                std::vector<std::optional<std::int64_t>> shown;
                for (std::size_t i = 0; i < size; ++i) shown.push_back(hide[i] ? std::nullopt : std::optional(counts[i]));
                auto& seen = by_output[shown];
                if (std::find(seen.begin(), seen.end(), counts) == seen.end()) seen.push_back(counts);
            } while (std::next_permutation(ties.begin(), ties.end()));
        }
        int outputs = 0;
        for (auto const& [shown, possible] : by_output)
            for (std::size_t i = 0; i < size; ++i) {
                if (shown[i]) continue;
                ++outputs;
                EXPECT_TRUE(std::any_of(possible.begin(), possible.end(), [&](Counts const& c) { return c[i] >= least; }))
                    << "known to be small, as in " << words(possible.front());
            }
        EXPECT_GT(outputs, 0);
    }
}

// A test of the test: without the companion, the same analyst works the small cell out.
TEST(Analyst, FindsASmallCountThatIsTheTotalLessItsSiblings)
{
    View const naive { 60, { std::nullopt, 35, 20 } };
    auto const total = before_rounding(60, 5, 50);
    auto const at_most = total.high - before_rounding(35, 5, 8).low - before_rounding(20, 5, 8).low;
    EXPECT_EQ(at_most, 11);
    // Exact numbers, as two roundings of the same table would give them, leave four.
    EXPECT_EQ(60 - 36 - 20, 4);
    EXPECT_EQ(std::count(naive.cells.begin(), naive.cells.end(), std::nullopt), 1);
}

} // namespace
} // namespace wellkept::statistics
