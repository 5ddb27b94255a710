#include "connect/timeseries/daily.h"
#include <chrono>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <numeric>
#include <random>

namespace wellkept::timeseries {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::sys_days;
constexpr std::int64_t minute = 60'000, hour = 60 * minute;

std::int64_t utc(std::chrono::year_month_day day, int h, int m = 0)
{
    return milliseconds(sys_days(day).time_since_epoch()).count() + h * hour + m * minute;
}
constexpr auto march_30 = 2025y / 3 / 30; // clocks went forward in Europe
constexpr auto march_31 = 2025y / 3 / 31;

Metric plain(Daily daily, bool interval = true)
{
    return { .code = "m", .ucum = "1", .interval = interval, .daily = daily, .min = -1e9, .max = 1e9 };
}
Metric stages()
{
    return { .code = "sleep_stage",
        .interval = true,
        .daily = Daily::time_by_code,
        .max = 2,
        .codes = { "awake", "light", "deep" } };
}

std::vector<DayValue> days(std::vector<Sample> const& samples, Metric const& metric, std::int16_t fallback = 0)
{
    auto r = by_day(samples, metric, fallback);
    EXPECT_TRUE(r.ok()) << r.error().public_text.text;
    return r.ok() ? r.release() : std::vector<DayValue> {};
}

Sample instant(std::int64_t t, double value, std::int16_t offset = offset_unknown) { return { t, t, value, offset }; }

TEST(Daily, MeanCountsEachSampleAlike)
{
    auto out = days({ instant(utc(march_30, 1), 60), instant(utc(march_30, 2), 90), instant(utc(march_31, 0), 50) },
        plain(Daily::mean, false));
    EXPECT_EQ(out, (std::vector<DayValue> { { "2025-03-30", 75, 2, 60, 90 }, { "2025-03-31", 50, 1, 50, 50 } }));
}

TEST(Daily, LastIsTheLatestByStart)
{
    auto out = days({ instant(utc(march_30, 1), 81), instant(utc(march_30, 22), 80.5) }, plain(Daily::last, false));
    EXPECT_EQ(out, (std::vector<DayValue> { { "2025-03-30", 80.5, 2, 80.5, 81 } }));
}

TEST(Daily, NothingAndTombstonesGiveNoDay)
{
    EXPECT_TRUE(days({}, plain(Daily::sum)).empty());
    auto withdrawn = instant(utc(march_30, 1), 60);
    withdrawn.deleted = true;
    withdrawn.value = NAN; // not even looked at
    EXPECT_TRUE(days({ withdrawn }, plain(Daily::sum)).empty());
}

TEST(Daily, TheDayIsThatOfTheSamplesOwnOffsetElseOfTheFallback)
{
    auto t = utc(march_30, 23);
    EXPECT_EQ(days({ instant(t, 1, 60) }, plain(Daily::sum))[0].day, "2025-03-31");
    EXPECT_EQ(days({ instant(t, 1, 59) }, plain(Daily::sum), 840)[0].day, "2025-03-30");
    EXPECT_EQ(days({ instant(t, 1) }, plain(Daily::sum), 60)[0].day, "2025-03-31");
    EXPECT_EQ(days({ instant(utc(march_30, 0), 1) }, plain(Daily::sum), -1)[0].day, "2025-03-29");
}

TEST(Daily, SumsSplitAtLocalMidnightInProportion)
{
    // 23:30 to 01:30 local, at UTC+2.
    Sample s { utc(march_30, 21, 30), utc(march_30, 23, 30), 120, 120 };
    auto out = days({ s }, plain(Daily::sum));
    EXPECT_EQ(out, (std::vector<DayValue> { { "2025-03-30", 30, 1, 120, 120 }, { "2025-03-31", 90, 1, 120, 120 } }));
    // Other rules take it whole on the day it starts.
    EXPECT_EQ(days({ s }, plain(Daily::mean)), (std::vector<DayValue> { { "2025-03-30", 120, 1, 120, 120 } }));
    EXPECT_EQ(days({ s }, plain(Daily::last)), (std::vector<DayValue> { { "2025-03-30", 120, 1, 120, 120 } }));
}

TEST(Daily, AnIntervalThatEndsAtMidnightBelongsToTheDayBefore)
{
    auto out = days({ { utc(march_30, 0), utc(march_31, 0), 7000, 0 } }, plain(Daily::sum));
    EXPECT_EQ(out, (std::vector<DayValue> { { "2025-03-30", 7000, 1, 7000, 7000 } }));
}

TEST(Daily, PartsOfASumAddUpToTheWhole)
{
    std::mt19937_64 rng(3);
    for (int round = 0; round < 500; ++round) {
        auto start = utc(march_30, 0) + static_cast<std::int64_t>(rng() % (24 * hour));
        auto length = static_cast<std::int64_t>(rng() % (240 * hour));
        double value = static_cast<double>(rng() % 1'000'000) / 7;
        auto out = days({ { start, start + length, value, 345 } }, plain(Daily::sum));
        double sum = 0;
        for (auto const& d : out) sum += d.value;
        ASSERT_NEAR(sum, value, value * 1e-12 + 1e-12);
    }
}

TEST(Daily, TimeByCodeIsExactAcrossMidnight)
{
    auto t = utc(march_30, 22);
    std::vector<Sample> night { { t, t + hour, 1, 60 }, { t + hour, t + 3 * hour, 2, 60 },
        { t + 3 * hour, t + 3 * hour + 30'000, 0, 60 } };
    auto out = days(night, stages());
    ASSERT_EQ(out.size(), 2u);
    EXPECT_EQ(out[0], (DayValue { "2025-03-30", 60, 1, 1, 1, { 0, 60, 0 } }));
    EXPECT_EQ(out[1], (DayValue { "2025-03-31", 120.5, 2, 0, 2, { 0.5, 0, 120 } }));
}

TEST(Daily, FollowsAnOffsetThatChangesWithinTheSeries)
{
    // Steps by the hour through the night in which Berlin lost an hour: 23 hours, all on one local day each.
    std::vector<Sample> samples;
    auto local_midnight = utc(march_30, -1);
    for (int h = 0; h < 23; ++h) {
        auto t = local_midnight + h * hour;
        samples.push_back({ t, t + hour, 100, static_cast<std::int16_t>(h < 2 ? 60 : 120) });
    }
    EXPECT_EQ(days(samples, plain(Daily::sum)), (std::vector<DayValue> { { "2025-03-30", 2300, 23, 100, 100 } }));
}

TEST(Daily, AFlightThatTurnsTheDateBackStillGivesDaysInOrder)
{
    // Auckland (+13 h) on the 31st, then Honolulu (-10 h), where it is still the 30th.
    std::vector<Sample> samples { instant(utc(march_30, 12), 1, 780), instant(utc(march_30, 21), 2, -600),
        instant(utc(march_31, 11), 4, -600) };
    EXPECT_EQ(days(samples, plain(Daily::sum)),
        (std::vector<DayValue> { { "2025-03-30", 2, 1, 2, 2 }, { "2025-03-31", 5, 2, 1, 4 } }));
}

TEST(Daily, NamesDaysOfLeapYearsAndBeforeTheEpoch)
{
    EXPECT_EQ(days({ instant(utc(2024y / 2 / 29, 12), 1) }, plain(Daily::sum))[0].day, "2024-02-29");
    EXPECT_EQ(days({ instant(-1, 1) }, plain(Daily::sum))[0].day, "1969-12-31");
    EXPECT_EQ(days({ instant(sample_time_ms_min, 1) }, plain(Daily::sum))[0].day, "1900-01-01");
    EXPECT_EQ(days({ instant(sample_time_ms_end - 1, 1) }, plain(Daily::sum))[0].day, "2199-12-31");
    EXPECT_EQ(sample_time_ms_min, utc(1900y / 1 / 1, 0));
    EXPECT_EQ(sample_time_ms_end, utc(2200y / 1 / 1, 0));
}

TEST(Daily, RefusesWhatItCannotCount)
{
    auto code_of = [](Sample const& s, Metric const& metric, std::int16_t fallback = 0) {
        auto r = by_day(std::span(&s, 1), metric, fallback);
        EXPECT_FALSE(r.ok());
        return r.ok() ? Code::conflict : r.error().code;
    };
    auto t = utc(march_30, 0);
    auto sum = plain(Daily::sum);
    EXPECT_EQ(code_of({ INT64_MIN, INT64_MAX, 1 }, sum), Code::bad_input);
    EXPECT_EQ(code_of({ INT64_MIN, INT64_MIN, 1 }, sum), Code::bad_input);
    EXPECT_EQ(code_of({ INT64_MAX, INT64_MAX, 1 }, sum), Code::bad_input);
    EXPECT_EQ(code_of({ t, t - 1, 1 }, sum), Code::bad_input);
    EXPECT_EQ(code_of({ t, t + 366 * 24 * hour + 1, 1 }, sum), Code::bad_input);
    EXPECT_EQ(code_of({ t, t, INFINITY }, sum), Code::bad_input);
    EXPECT_EQ(code_of({ t, t, NAN }, sum), Code::bad_input);
    EXPECT_EQ(code_of({ t, t, 1, 1081 }, sum), Code::bad_input);
    EXPECT_EQ(code_of({ t, t, 1 }, sum, -1081), Code::bad_input);
    EXPECT_EQ(code_of({ t, t, 1 }, sum, offset_unknown), Code::bad_input);
    EXPECT_EQ(code_of({ t, t, 3 }, stages()), Code::bad_input);
    EXPECT_EQ(code_of({ t, t, -1 }, stages()), Code::bad_input);
    EXPECT_EQ(code_of({ t, t, 0.5 }, stages()), Code::bad_input);
    EXPECT_EQ(code_of({ t, t, 0 }, plain(Daily::time_by_code)), Code::bug);
}

} // namespace
} // namespace wellkept::timeseries
