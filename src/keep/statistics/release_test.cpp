#include "keep/statistics/release.h"
#include <cmath>
#include <gtest/gtest.h>

namespace wellkept::statistics {
namespace {

access::StatisticsTable const by_program { "steps_by_program", "Steps", "steps", "timeseries", "steps_daily", "activity", "statistics", "program", 0, 30000, 100 };
access::StatisticsTable const plain { "steps", "Steps", "steps", "timeseries", "steps_daily", "activity", "statistics", "none", 0, 30000, 100 };
std::vector<Value> const programs { { "a", "A" }, { "b", "B" }, { "c", "C" }, { "other", "Another" } };

access::StatisticsRule rule(int epsilon_milli = 0) { return { 8, 5, 50, 8, 5, epsilon_milli, {} }; }

std::vector<Contribution> people(int n, std::string const& value, double number)
{
    return std::vector<Contribution>(static_cast<std::size_t>(n), Contribution { value, number });
}
std::vector<Contribution> operator+(std::vector<Contribution> a, std::vector<Contribution> const& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}
Instant at(char const* t) { return *parse_rfc3339(t); }

TEST(Release, SaysNothingBelowTheSmallestPopulation)
{
    SeededRng rng(1);
    auto const r = release(by_program, rule(), programs, people(49, "a", 8000), rng);
    EXPECT_FALSE(r.people);
    EXPECT_FALSE(r.mean);
    EXPECT_TRUE(r.cells.empty());
}

TEST(Release, ClipsEachPersonAndRoundsWhatIsShown)
{
    SeededRng rng(1);
    auto const r = release(plain, rule(), { {} }, people(62, "", 8000) + people(1, "", 1e9), rng);
    EXPECT_EQ(r.people, 65);
    EXPECT_EQ(r.mean, 8300) << "(62 * 8000 + 30000) / 63 = 8349";
    EXPECT_TRUE(r.cells.empty());
}

TEST(Release, HidesSmallAndEmptyCellsAndTheOneThatWouldGiveThemAway)
{
    SeededRng rng(1);
    auto const r = release(by_program, rule(), programs, people(36, "a", 9000) + people(20, "b", 5000) + people(4, "c", 100), rng);
    ASSERT_EQ(r.cells.size(), 4u);
    EXPECT_EQ(r.people, 60);
    EXPECT_EQ(r.cells[0].people, 35);
    EXPECT_EQ(r.cells[0].mean, 9000);
    for (int i : { 1, 2, 3 }) {
        EXPECT_TRUE(r.cells[static_cast<std::size_t>(i)].suppressed);
        EXPECT_FALSE(r.cells[static_cast<std::size_t>(i)].people);
        EXPECT_FALSE(r.cells[static_cast<std::size_t>(i)].mean);
    }
}

TEST(Release, CountsWhatIsNotInTheDomainUnderItsLastValue)
{
    SeededRng rng(1);
    auto const r = release(by_program, rule(), programs, people(20, "a", 1) + people(20, "b", 1) + people(20, "c", 1) + people(10, "gone", 1), rng);
    EXPECT_EQ(r.cells[3].people, 10);
    EXPECT_EQ(r.people, 70);
}

TEST(Release, AMeanOfTooFewIsHiddenLikeACount)
{
    SeededRng rng(1);
    auto strict = rule();
    strict.mean_min = 30;
    auto const r = release(by_program, strict, { { "a", "A" }, { "b", "B" }, { "c", "C" } }, people(60, "a", 1) + people(20, "b", 1) + people(40, "c", 1), rng);
    EXPECT_FALSE(r.cells[0].suppressed);
    EXPECT_TRUE(r.cells[1].suppressed);
    EXPECT_TRUE(r.cells[2].suppressed);
}

TEST(Noise, IsLaplaceAroundNothing)
{
    SeededRng rng(3);
    double sum = 0, away = 0;
    constexpr int n = 20000;
    for (int i = 0; i < n; ++i) {
        auto const x = laplace(2, rng);
        ASSERT_TRUE(std::isfinite(x));
        sum += x;
        away += std::abs(x);
    }
    EXPECT_NEAR(sum / n, 0, 0.1);
    EXPECT_NEAR(away / n, 2, 0.1) << "the mean distance of Laplace noise is its scale";
}

TEST(Noise, MovesCountsAndMeansAndNeverBelowAThreshold)
{
    SeededRng rng(5);
    bool people_moved = false, mean_moved = false;
    for (int i = 0; i < 300; ++i) {
        auto const r = release(by_program, rule(200), { { "a", "A" }, { "b", "B" } }, people(60, "a", 8000) + people(9, "b", 4000), rng);
        if (!r.people) continue;
        people_moved = people_moved || *r.people != 70;
        mean_moved = mean_moved || *r.mean != 7500;
        EXPECT_GE(*r.people, 50);
        EXPECT_GE(*r.mean, 0);
        EXPECT_LE(*r.mean, 30000);
        for (auto const& c : r.cells) EXPECT_GE(c.people.value_or(10), 10);
    }
    EXPECT_TRUE(people_moved);
    EXPECT_TRUE(mean_moved);
    EXPECT_FALSE(release(by_program, rule(200), programs, people(49, "a", 1), rng).people) << "the true number counts as well";
}

TEST(Months, AreDueOnceTheyAreOverAndLateDataHaveComeIn)
{
    Month const october = std::chrono::year(2026) / 10;
    EXPECT_EQ(text(october), "2026-10");
    EXPECT_EQ(month("2026-10"), october);
    for (auto const* bad : { "", "2026", "2026-13", "2026-1", "2026-10-01" }) EXPECT_FALSE(month(bad)) << bad;
    EXPECT_EQ(due(october, 5), at("2026-11-06T00:00:00Z"));
    EXPECT_EQ(last_due(at("2026-11-05T23:59:59Z"), 5), std::chrono::year(2026) / 9);
    EXPECT_EQ(last_due(at("2026-11-06T00:00:00Z"), 5), october);
    EXPECT_EQ(last_due(at("2027-01-06T00:00:00Z"), 5), std::chrono::year(2026) / 12);
}

} // namespace
} // namespace wellkept::statistics
