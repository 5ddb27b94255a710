#include "access/policy/retention.h"
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

namespace wellkept::access {
namespace {

class RetentionFile : public ::testing::Test {
protected:
    ~RetentionFile() override { std::filesystem::remove(file); }
    Result<RetentionRules> load(std::string const& text)
    {
        std::ofstream(file, std::ios::trunc) << text;
        return RetentionRules::load(file);
    }
    std::string refusal(std::string const& row)
    {
        auto const r = load("classes:\n  - " + row + "\n");
        return r.ok() ? "" : r.error().detail.text;
    }
    std::filesystem::path file =
        std::filesystem::temp_directory_path() / ("retention-" + std::to_string(::getpid()) + ".yaml");
};

constexpr char const* good =
    "{ code: a, title: A, trigger: created, period: P1Y, action: destroy, statutory: false, room: x, basis: B }";

TEST_F(RetentionFile, TheOneOfTheHouseIsRead)
{
    auto const rules = RetentionRules::load(WELLKEPT_SOURCE_DIR "/policy/retention.yaml");
    ASSERT_TRUE(rules.ok()) << rules.error().detail.text;
    auto const* record = rules->find("service_user_record");
    ASSERT_TRUE(record);
    EXPECT_EQ(record->trigger, Trigger::last_contact);
    EXPECT_EQ(record->period.years, 6);
    EXPECT_TRUE(record->bound());
    EXPECT_EQ(rules->find("call_recording")->period.years, 1);
    EXPECT_EQ(rules->find("onsite_booking")->period.years, 7);
    EXPECT_EQ(rules->find("client_end")->period.days, 60);
    EXPECT_EQ(rules->zone("eu"), "Europe/Dublin");
    EXPECT_EQ(rules->zone("nowhere"), "UTC");
}

TEST_F(RetentionFile, EachFaultIsNamedWithItsLineAndMend)
{
    EXPECT_EQ(refusal(good), "");
    struct Case {
        char const *from, *to, *mend;
    };
    for (auto const& c : std::initializer_list<Case> {
             { "trigger: created", "trigger: whenever",
                 "`trigger` is one of created, event, last_contact, contract_end, permission_withdrawn" },
             { "period: P1Y", "period: 1 year", "ISO 8601 duration" },
             { "period: P1Y", "period: P", "ISO 8601 duration" },
             { "period: P1Y", "period: -P1Y", "ISO 8601 duration" },
             { "period: P1Y", "period: P0D", "goes with `trigger: permission_withdrawn` alone" },
             { "action: destroy", "action: burn", "`action` is one of destroy, anonymise, review" },
             { "statutory: false", "statutory: perhaps", "true or false" },
             { ", basis: B", "", "give `basis`" },
             { "basis: B", "basis: B, why: C", "remove the unknown key `why`" },
             { "basis: B", "basis: B, code: c", "`code` stands twice" },
             { "basis: B", "basis: B, begin_before: P2Y", "shorter than `period`" },
         }) {
        std::string row = good;
        row.replace(row.find(c.from), std::string(c.from).size(), c.to);
        auto const said = refusal(row);
        EXPECT_NE(said.find(c.mend), std::string::npos) << row << "\n" << said;
        EXPECT_NE(said.find(".yaml:2: "), std::string::npos) << said;
    }
    EXPECT_NE(load("classes:\n  - " + std::string(good) + "\n  - " + good + "\n")
                  .error()
                  .detail.text.find(":3: `a` stands twice"),
        std::string::npos);
    EXPECT_FALSE(load("rules: []\n").ok());
    EXPECT_FALSE(load("classes: [\n").ok());
}

} // namespace
} // namespace wellkept::access
