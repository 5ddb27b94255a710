#include "keep/retention/calendar.h"
#include <gtest/gtest.h>

namespace wellkept::retention {
namespace {

Instant at(char const* text) { return parse_rfc3339(text).value(); }
access::Period period(char const* text) { return access::Period::parse(text).value(); }

TEST(EndOf, CountsWholeDaysByTheCalendarOfThePlace)
{
    // Start, period, zone, first moment after.
    struct Case {
        char const *start, *period, *zone, *end;
    };
    for (auto const& c : std::initializer_list<Case> {
             { "2026-11-22T15:00:00Z", "P6Y", "UTC", "2032-11-23T00:00:00.000Z" },
             { "2024-02-29T10:00:00Z", "P1Y", "UTC",
                 "2025-03-01T00:00:00.000Z" }, // no 29 February: the month's last day
             { "2024-02-29T10:00:00Z", "P4Y", "UTC", "2028-03-01T00:00:00.000Z" },
             { "2026-01-31T10:00:00Z", "P1M", "UTC", "2026-03-01T00:00:00.000Z" },
             { "2026-01-31T10:00:00Z", "P60D", "UTC", "2026-04-02T00:00:00.000Z" },
             { "2026-11-22T23:30:00Z", "P1D", "Europe/Dublin", "2026-11-24T00:00:00.000Z" },
             { "2026-06-22T23:30:00Z", "P1D", "Europe/Dublin",
                 "2026-06-24T23:00:00.000Z" }, // there it is the 23rd already
             { "2026-03-28T12:00:00Z", "P1D", "Europe/Dublin", "2026-03-29T23:00:00.000Z" }, // the short night between
             { "2026-11-22T15:00:00Z", "P1D", "Nowhere/Atall", "2026-11-24T00:00:00.000Z" },
             { "2026-11-22T15:00:00Z", "PT72H", "Europe/Dublin", "2026-11-25T15:00:00.000Z" },
         })
        EXPECT_EQ(rfc3339(end_of(at(c.start), period(c.period), c.zone)), c.end)
            << c.start << " " << c.period << " " << c.zone;
}

TEST(StartedBefore, IsTheWayBack)
{
    for (auto const* zone : { "UTC", "Europe/Dublin", "Australia/Sydney", "America/New_York" })
        for (auto const* text : { "P1D", "P60D", "P1M", "P1Y", "P6Y", "P1Y1M", "PT72H" }) {
            auto const p = period(text);
            for (auto now = at("2028-01-25T04:00:00Z"); now < at("2029-04-10T00:00:00Z");
                 now += std::chrono::hours(13)) {
                auto const before = started_before(now, p, zone);
                ASSERT_LE(end_of(before - Duration(1), p, zone), now) << text << " " << zone << " " << rfc3339(now);
                ASSERT_GT(end_of(before, p, zone), now) << text << " " << zone << " " << rfc3339(now);
            }
        }
}

TEST(MonthOf, GoesByThePlace)
{
    EXPECT_EQ(month_of(at("2026-06-30T23:30:00Z"), "UTC"), "2026-06");
    EXPECT_EQ(month_of(at("2026-06-30T23:30:00Z"), "Europe/Dublin"), "2026-07");
}

} // namespace
} // namespace wellkept::retention
