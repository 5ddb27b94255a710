// Who fits, what may become what, and when somebody stops being vetted. With the Gate and a database: tests/gates and care/cases.
#include "care/clinicians/clinicians.h"
#include <gtest/gtest.h>

namespace wellkept::clinicians {
namespace {

Instant day(int n) { return Instant(std::chrono::hours(24 * n)); }
Profile profile() { return { "Żaneta 王", { "trauma", "grief" }, { "pl", "en" }, { "Cork" }, { "in_person", "video" }, 2, "Europe/Dublin", {} }; }

TEST(Fit, NeedsLanguageAndModeAndWishesSkills)
{
    auto const p = profile();
    EXPECT_TRUE(fit(p, {}));
    EXPECT_FALSE(fit(p, { {}, "ga", "", "" }));
    EXPECT_FALSE(fit(p, { {}, "pl", "", "phone" }));
    EXPECT_FALSE(fit(p, { {}, "", "Dublin", "in_person" })) << "to be met in person, elsewhere";
    EXPECT_TRUE(fit(p, { {}, "", "Dublin", "video" }));
    EXPECT_GT(*fit(p, { { "trauma" }, "", "", "" }), *fit(p, { { "sleep" }, "", "", "" }));
    EXPECT_GT(*fit(p, { { "trauma", "grief" }, "", "", "" }), *fit(p, { { "trauma", "sleep" }, "", "", "" }));
    auto full = p;
    full.spaces = 0;
    EXPECT_FALSE(fit(full, {})) << "nobody is offered more than they can take";
}

TEST(State, GoesStepByStep)
{
    EXPECT_TRUE(may_become("applied", "verified"));
    EXPECT_FALSE(may_become("applied", "active")) << "unseen";
    EXPECT_TRUE(may_become("active", "suspended"));
    EXPECT_FALSE(may_become("offboarded", "active"));
    EXPECT_FALSE(may_become("nonsense", "active"));
}

TEST(Vetting, EndsWithTheEarliestAndNeedsAll)
{
    std::vector<Credential> all;
    for (auto const kind : kinds) {
        EXPECT_FALSE(earliest(all)) << "without " << kind;
        all.push_back({ std::string(kind), day(100), "BACP", "1" });
    }
    EXPECT_EQ(earliest(all), day(100));
    all[3].valid_until = day(40);
    EXPECT_EQ(earliest(all), day(40));
}

TEST(Profile, IsChecked)
{
    EXPECT_TRUE(check(profile()).ok());
    auto wrong = [](auto change) {
        auto p = profile();
        change(p);
        return !check(p).ok();
    };
    EXPECT_TRUE(wrong([](Profile& p) { p.name.clear(); }));
    EXPECT_TRUE(wrong([](Profile& p) { p.zone = "Dublin"; }));
    EXPECT_TRUE(wrong([](Profile& p) { p.modes = { "telepathy" }; }));
    EXPECT_TRUE(wrong([](Profile& p) { p.hours = { { 1, "17:00", "09:00" } }; }));
    EXPECT_TRUE(wrong([](Profile& p) { p.hours = { { 8, "09:00", "17:00" } }; }));
    EXPECT_TRUE(wrong([](Profile& p) { p.hours = { { 1, "9:00", "25:00" } }; }));
    EXPECT_FALSE(wrong([](Profile& p) { p.hours = { { 7, "09:00", "23:59" } }; }));
}

Instant when(char const* text) { return *parse_rfc3339(text); }

TEST(FreeHours, FollowTheWeekAndLeaveOutDaysOff)
{
    auto p = profile();
    p.hours = { { 1, "09:00", "12:00" }, { 1, "11:00", "13:00" }, { 3, "18:00", "20:00" } };
    // Monday 12 to Sunday 25 January 2026.
    auto const all = free_hours(p, when("2026-01-12T00:00:00Z"), when("2026-01-26T00:00:00Z"));
    ASSERT_EQ(all.size(), 4u);
    EXPECT_EQ(all[0].from, when("2026-01-12T09:00:00Z"));
    EXPECT_EQ(all[0].until, when("2026-01-12T13:00:00Z")) << "hours that overlap are one";
    EXPECT_EQ(all[1].from, when("2026-01-14T18:00:00Z"));
    p.off = std::vector<DaysOff> { { "2026-01-14", "2026-01-19" } };
    auto const less = free_hours(p, when("2026-01-12T10:00:00Z"), when("2026-01-26T00:00:00Z"));
    ASSERT_EQ(less.size(), 2u);
    EXPECT_EQ(less[0].from, when("2026-01-12T10:00:00Z")) << "what is past is not free";
    EXPECT_EQ(less[1].from, when("2026-01-21T18:00:00Z"));
}

TEST(FreeHours, GoByTheClockOnTheirWall)
{
    auto p = profile();
    p.hours = { { 7, "00:30", "02:00" }, { 7, "09:00", "10:00" } };
    // 29 March 2026: at 01:00 in Dublin it becomes 02:00. 25 October: at 02:00 it becomes 01:00 again.
    auto const spring = free_hours(p, when("2026-03-29T00:00:00Z"), when("2026-03-29T23:00:00Z"));
    ASSERT_EQ(spring.size(), 2u);
    EXPECT_EQ(spring[0].from, when("2026-03-29T00:30:00Z"));
    EXPECT_EQ(spring[0].until, when("2026-03-29T01:00:00Z")) << "the hour that is left out is not there";
    EXPECT_EQ(spring[1].from, when("2026-03-29T08:00:00Z")) << "summer time";
    auto const autumn = free_hours(p, when("2026-10-24T23:00:00Z"), when("2026-10-25T23:00:00Z"));
    ASSERT_EQ(autumn.size(), 2u);
    EXPECT_EQ(autumn[0].from, when("2026-10-24T23:30:00Z"));
    EXPECT_EQ(autumn[0].until, when("2026-10-25T02:00:00Z")) << "the hour that comes twice is free both times";
    EXPECT_EQ(autumn[1].from, when("2026-10-25T09:00:00Z"));
    EXPECT_EQ(local_of(p, autumn[1].from), "2026-10-25T09:00+00:00");
    p.zone = "America/New_York";
    EXPECT_EQ(free_hours(p, when("2026-01-11T05:00:00Z"), when("2026-01-12T05:00:00Z")).at(1).from, when("2026-01-11T14:00:00Z"));
}

TEST(FreeHours, LeaveOutWhatIsTaken)
{
    auto p = profile();
    p.hours = { { 1, "09:00", "13:00" }, { 3, "18:00", "20:00" } };
    p.off = std::vector<DaysOff> { { "2026-01-14", "2026-01-14" } };
    auto free = [&](std::vector<Span> const& taken) { return free_hours(p, when("2026-01-12T00:00:00Z"), when("2026-01-19T00:00:00Z"), taken); };
    auto const middle = free({ { when("2026-01-12T10:00:00Z"), when("2026-01-12T10:50:00Z") } });
    ASSERT_EQ(middle.size(), 2u);
    EXPECT_EQ(middle[0].until, when("2026-01-12T10:00:00Z"));
    EXPECT_EQ(middle[1].from, when("2026-01-12T10:50:00Z"));
    EXPECT_EQ(middle[1].until, when("2026-01-12T13:00:00Z"));
    // Over each edge, one within another, out of hours, on a day off.
    auto const edges = free({ { when("2026-01-12T08:30:00Z"), when("2026-01-12T09:30:00Z") }, { when("2026-01-12T09:10:00Z"), when("2026-01-12T09:20:00Z") }, { when("2026-01-12T12:45:00Z"), when("2026-01-12T14:00:00Z") },
        { when("2026-01-13T10:00:00Z"), when("2026-01-13T11:00:00Z") }, { when("2026-01-14T18:00:00Z"), when("2026-01-14T19:00:00Z") } });
    ASSERT_EQ(edges.size(), 1u);
    EXPECT_EQ(edges[0].from, when("2026-01-12T09:30:00Z"));
    EXPECT_EQ(edges[0].until, when("2026-01-12T12:45:00Z"));
    EXPECT_TRUE(free({ { when("2026-01-12T00:00:00Z"), when("2026-01-13T00:00:00Z") } }).empty());
    EXPECT_EQ(free_ahead(p, when("2026-01-12T00:00:00Z"), { { when("2026-01-12T09:00:00Z"), when("2026-01-12T12:40:00Z") } }).next, when("2026-01-19T09:00:00Z")) << "twenty minutes are left on the first";
    // In the night in which the clocks go back, two hours between 01:00 and 02:00; a session in the second of them.
    p.hours = { { 7, "00:30", "02:00" } };
    auto const autumn = free_hours(p, when("2026-10-24T23:00:00Z"), when("2026-10-25T23:00:00Z"), { { when("2026-10-25T01:00:00Z"), when("2026-10-25T01:50:00Z") } });
    ASSERT_EQ(autumn.size(), 2u);
    EXPECT_EQ(autumn[0].until, when("2026-10-25T01:00:00Z"));
    EXPECT_EQ(local_of(p, autumn[1].from), "2026-10-25T01:50+00:00");
}

TEST(FreeHours, AheadSayWhoIsAway)
{
    auto p = profile();
    auto const now = when("2026-01-12T00:00:00Z");
    auto unsaid = free_ahead(p, now);
    EXPECT_FALSE(unsaid.said);
    EXPECT_FALSE(unsaid.next);
    EXPECT_GT(unsaid.minutes, 0) << "nobody knows, so nobody is left out";
    p.off = std::vector<DaysOff> { { "2026-01-01", "2026-01-31" } };
    EXPECT_EQ(free_ahead(p, now).minutes, 0);
    p.hours = { { 5, "09:00", "09:20" }, { 6, "09:00", "12:00" } };
    EXPECT_EQ(free_ahead(p, now).minutes, 0) << "away";
    p.off.reset();
    auto const said = free_ahead(p, now);
    EXPECT_EQ(said.minutes, 2 * 200);
    EXPECT_EQ(said.next, when("2026-01-17T09:00:00Z")) << "twenty minutes are too short to begin with";
}

TEST(Profile, DaysOffAreDays)
{
    auto bad = [](std::string from, std::string until) {
        auto p = profile();
        p.off = std::vector<DaysOff> { { std::move(from), std::move(until) } };
        return !check(p).ok();
    };
    EXPECT_FALSE(bad("2026-02-28", "2026-02-28"));
    EXPECT_TRUE(bad("2026-02-30", "2026-03-01"));
    EXPECT_TRUE(bad("2026-03-02", "2026-03-01"));
    EXPECT_TRUE(bad("soon", "later"));
}

} // namespace
} // namespace wellkept::clinicians
