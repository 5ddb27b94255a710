#include "connect/programs/file_dates.h"
#include <gtest/gtest.h>
#include <random>

using namespace wellkept;
using namespace wellkept::programs;

namespace {

using Day = std::chrono::sys_days;
using std::chrono::days;

Day on(int y, unsigned m, unsigned d)
{
    return Day(std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d));
}

TimePatterns both()
{
    auto p = TimePatterns::compile({ "M/D/Y", "D/M/Y", "M/D/Y h:mm:ss a", "D/M/Y h:mm:ss a", "Y-M-D" });
    EXPECT_TRUE(p.ok());
    return p.release();
}

struct Line {
    std::uint32_t person {};
    std::string text;
    Day truth {};
};

struct Outcome {
    int decided {}, refused {}, wrong {};
};

Outcome judge(std::vector<Line> const& lines, bool daily, bool vendor = false, Day last = on(2026, 11, 23))
{
    auto const patterns = both();
    DateEvidence evidence;
    for (auto const& l : lines) evidence.add(l.person, *patterns.read(l.text));
    DateRules rules { last, daily, std::nullopt };
    if (vendor) rules.vendor = patterns.find("M/D/Y");
    auto const decisions = evidence.decide(rules);
    DateRuns runs;
    Outcome out;
    for (auto const& l : lines) {
        auto const text = *patterns.read(l.text);
        auto const answer = decisions.day(runs.step(l.person, text).run, text);
        if (answer.why != DateDecisions::Why::decided)
            ++out.refused;
        else if (answer.day == l.truth)
            ++out.decided;
        else
            ++out.wrong;
    }
    return out;
}

std::string padded(unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); }

std::string write(Day day, bool month_first, bool pad)
{
    std::chrono::year_month_day const d(day);
    auto const m = unsigned(d.month()), n = unsigned(d.day());
    auto const two = [&](unsigned x) { return pad ? padded(x) : std::to_string(x); };
    return two(month_first ? m : n) + "/" + two(month_first ? n : m) + "/" + std::to_string(int(d.year()));
}

std::vector<Line> days_of(Day from, int count, bool month_first, bool pad, std::uint32_t person = 0)
{
    std::vector<Line> out;
    for (int i = 0; i < count; ++i) out.push_back({ person, write(from + days(i), month_first, pad), from + days(i) });
    return out;
}

} // namespace

TEST(FileDates, AWholeMonthShowsItsOrderBothWays)
{
    for (bool const month_first : { true, false })
        for (bool const pad : { true, false }) {
            auto const out = judge(days_of(on(2016, 4, 1), 30, month_first, pad), true);
            EXPECT_EQ(out.decided, 30) << month_first << pad;
            EXPECT_EQ(out.wrong, 0);
        }
}

TEST(FileDates, BackwardFilesAreReadToo)
{
    auto lines = days_of(on(2016, 4, 1), 60, false, true);
    std::reverse(lines.begin(), lines.end());
    auto const out = judge(lines, false);
    EXPECT_EQ(out.decided, 60);
    EXPECT_EQ(out.wrong, 0);
}

TEST(FileDates, NothingIsGuessedWhereBothReadingsFit)
{
    // A weigh-in now and then: 5 June or 6 May?
    std::vector<Line> const lines { { 0, "05/06/2016", on(2016, 6, 5) }, { 0, "07/08/2016", on(2016, 8, 7) } };
    EXPECT_EQ(judge(lines, false).refused, 2);
}

TEST(FileDates, ANumberAboveTwelveAloneDoesNotDecideForItsNeighbours)
{
    // Not in order of time, so no line is evidence for another.
    std::vector<Line> const lines { { 0, "05/20/2016", on(2016, 5, 20) }, { 0, "05/06/2016", on(2016, 5, 6) },
        { 0, "05/25/2016", on(2016, 5, 25) }, { 0, "05/13/2016", on(2016, 5, 13) } };
    auto const out = judge(lines, false);
    EXPECT_EQ(out.decided, 3);
    EXPECT_EQ(out.refused, 1);
}

TEST(FileDates, TheVendorsOwnWayIsBelievedUntilSomethingSpeaksAgainstIt)
{
    auto const few = days_of(on(2016, 5, 6), 2, true, false);
    EXPECT_EQ(judge(few, false).refused, 2);
    EXPECT_EQ(judge(few, false, true).decided, 2);
    // Leading zeros are not the vendor's.
    EXPECT_EQ(judge(days_of(on(2016, 5, 6), 2, true, true), false, true).refused, 2);
}

TEST(FileDates, DaysInARowDecideWhereNothingElseDoes)
{
    auto const lines = days_of(on(2016, 5, 6), 4, false, true);
    EXPECT_EQ(judge(lines, true).decided, 4);
    EXPECT_EQ(judge(lines, false).refused, 4);
}

TEST(FileDates, TheFutureIsNoReading)
{
    // On 23 November 2026, 12/4 of that year cannot be in December.
    std::vector<Line> const lines { { 0, "12/4/2026", on(2026, 4, 12) } };
    EXPECT_EQ(judge(lines, false).decided, 1);
    std::vector<Line> const never { { 0, "2/30/2016", {} }, { 0, "1/1/1970", {} }, { 0, "2030-01-01", {} } };
    EXPECT_EQ(judge(never, false).refused, 3);
}

TEST(FileDates, OneTypedOverDateIsRefused)
{
    auto lines = days_of(on(2016, 4, 12), 31, true, false);
    lines[0].text = "4/30/2016";
    auto out = judge(lines, true);
    EXPECT_EQ(out.wrong, 0);
    EXPECT_EQ(out.refused, 1);
    lines = days_of(on(2016, 4, 12), 31, true, false);
    lines[17].text = "6/29/2016";
    out = judge(lines, true);
    EXPECT_EQ(out.wrong, 0);
    EXPECT_EQ(out.refused, 1);
}

TEST(FileDates, RunsBeyondTheBoundStayOpen)
{
    std::vector<Line> lines;
    for (std::size_t i = 0; i < date_runs_max + 10; ++i)
        lines.push_back({ 0, i % 2 ? "5/20/2016" : "5/6/2016", i % 2 ? on(2016, 5, 20) : on(2016, 5, 6) });
    auto const out = judge(lines, false);
    EXPECT_EQ(out.wrong, 0);
    EXPECT_GT(out.refused, 0);
}

// What spreadsheets do to a vendor's M/D cells: those that make a date in D/M are saved anew, padded or not, turned or
// not; all of them, half of them, or in daily files those of one block. Whatever the damage, no accepted date is wrong.
// (A hand that turns two cells of a sparse file in which all others agree cannot be seen by anybody.)
TEST(FileDates, DamagedFilesNeverGiveAWrongDate)
{
    std::mt19937 random(20160412);
    auto const below = [&](int n) { return int(random() % unsigned(n)); };
    long decided = 0, refused = 0;
    for (int round = 0; round < 4000; ++round) {
        bool const daily = below(2) == 0;
        bool const original_month_first = below(3) != 0, original_pad = below(2) == 0;
        bool const turned = below(3) != 0, saved_pad = below(2) == 0;
        int const damage = below(daily ? 4 : 3); // none, all, here and there, a block
        int const people = 1 + below(4), span = 5 + below(120), keep = daily ? 85 + below(16) : 10 + below(60);
        auto const start = on(2016, 1, 1) + days(below(600));
        std::vector<Line> lines;
        for (int p = 0; p < people; ++p) {
            int const block_from = below(span), block_to = block_from + below(span);
            for (int i = 0; i < span; ++i) {
                if (below(100) >= keep) continue;
                auto const day = start + days(i);
                std::chrono::year_month_day const d(day);
                bool const can_turn = unsigned(d.day()) <= 12;
                bool const hit = can_turn
                    && (damage == 1 || (damage == 2 && below(2) == 0)
                        || (damage == 3 && i >= block_from && i < block_to));
                lines.push_back({ std::uint32_t(p),
                    hit ? write(day, original_month_first != turned, saved_pad)
                        : write(day, original_month_first, original_pad),
                    day });
            }
        }
        auto const out = judge(lines, daily);
        ASSERT_EQ(out.wrong, 0) << "round " << round << " daily " << daily << " damage " << damage << " turned "
                                << turned << " pads " << original_pad << saved_pad << " people " << people << " span "
                                << span << " keep " << keep << " month first " << original_month_first;
        decided += out.decided;
        refused += out.refused;
    }
    EXPECT_GT(decided, refused * 10); // careful, and still of use
    RecordProperty("decided", std::to_string(decided));
    RecordProperty("refused", std::to_string(refused));
}
