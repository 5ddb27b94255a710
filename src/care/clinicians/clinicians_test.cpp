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

} // namespace
} // namespace wellkept::clinicians
