// Reminders: once, the day before, by the clock on the person's wall; once more if it was moved; and never where it is not safe.
#include "care/reminders/reminders.h"
#include "care/cases/testing_house.h"
#include "care/reminders/store.h"

namespace wellkept::reminders {
namespace {

Instant at(char const* text) { return *parse_rfc3339(text); }

class RemindersTest : public cases::testing::House {
protected:
    void SetUp() override
    {
        go_to("2040-03-19T12:00:00Z"); // before anybody comes, so that what they are given still holds; the clocks go forward on that Sunday
        House::SetUp();
        user.contact.name = "Ann Lind";
        user.contact.email = "ann@example.org";
        user.safe.channels = { "email" };
        user.territory = "ie";
        auto const saved = as<intake::Change>(helpline, [&](auto& g) { return intake::save_new(g, gate, user); });
        ASSERT_TRUE(saved.ok()) << saved.error().public_text.text << saved.error().detail.text;
        id = allocated_to(mary);
    }
    void go_to(char const* when) { clock.advance(at(when) - clock.now()); }
    // Runs at that moment, and says how many letters went.
    std::size_t run(char const* when)
    {
        go_to(when);
        auto const before = sent.size();
        auto const done = reminders.run({});
        EXPECT_TRUE(done.ok()) << done.error().detail.text;
        return sent.size() - before;
    }
    Uuid plan(std::string const& local)
    {
        auto const made = as<cases::WriteCase>(mary, [&](auto& g) {
            return cases::plan_session(g, context, id, { { local, "Europe/Dublin" }, { .zone = "Europe/Dublin", .mode = "video" } });
        });
        EXPECT_TRUE(made.ok()) << made.error().public_text.text << made.error().detail.text;
        return made.ok() ? *made : Uuid {};
    }
    void change(Uuid session, std::int32_t version, std::string const& local, std::string const& attendance = "planned")
    {
        auto const done = as<cases::WriteCase>(mary, [&](auto& g) {
            return cases::record_session(g, context, id, session, version, { { local, "Europe/Dublin" }, { .zone = "Europe/Dublin", .mode = "video", .attendance = attendance } });
        });
        ASSERT_TRUE(done.ok()) << done.error().public_text.text;
    }
    void save_user(std::int32_t version)
    {
        auto const done = as<intake::Change>(helpline, [&](auto& g) { return intake::change(g, gate, user, version); });
        ASSERT_TRUE(done.ok()) << done.error().public_text.text << done.error().detail.text;
    }
    std::vector<std::string> sent;
    mail::Mailer mailer { mail::Config { "", { "care@example.org", "The Care Service" } },
        mail::Seal { [this](std::string_view, std::string_view plain) -> Result<std::string> { sent.emplace_back(plain); return std::string(plain); },
            [](std::string_view, std::string_view s) -> Result<std::string> { return std::string(s); } },
        *pool, clock, rng };
    std::shared_ptr<mail::Templates const> templates = mail::Templates::load(WELLKEPT_SOURCE_DIR "/mail").release();
    Rules const rules { Rules::load(WELLKEPT_SOURCE_DIR "/policy").release() };
    Reminders const reminders { gate, *pool, { mailer, *templates }, rules };
    intake::ServiceUser user;
    Uuid id;
};

TEST_F(RemindersTest, GoOutOnceTheDayBeforeByTheClockOnTheirWall)
{
    (void)plan("2040-03-25T09:00"); // after the night in which the clocks go forward: 08:00 in UTC
    EXPECT_EQ(run("2040-03-23T12:00:00Z"), 0u) << "two days before";
    EXPECT_EQ(run("2040-03-24T07:59:00Z"), 0u) << "too early in the morning";
    EXPECT_EQ(run("2040-03-24T08:00:00Z"), 1u);
    EXPECT_NE(sent.at(0).find("Sunday 25 March"), std::string::npos) << sent.at(0);
    EXPECT_NE(sent.at(0).find("09:00"), std::string::npos) << "their hour, in summer time";
    EXPECT_EQ(run("2040-03-24T12:00:00Z"), 0u);
    EXPECT_EQ(run("2040-03-25T07:30:00Z"), 0u);
}

TEST_F(RemindersTest, AreRepeatedOnceIfItWasMoved)
{
    auto const session = plan("2040-03-22T09:00");
    EXPECT_EQ(run("2040-03-21T09:00:00Z"), 1u);
    change(session, 1, "2040-03-22T15:30");
    EXPECT_EQ(run("2040-03-21T10:00:00Z"), 1u);
    EXPECT_NE(sent.back().find("15:30"), std::string::npos);
    EXPECT_EQ(run("2040-03-21T11:00:00Z"), 0u);
    change(session, 2, "2040-03-22T16:30");
    EXPECT_EQ(run("2040-03-21T12:00:00Z"), 0u) << "twice is enough: somebody calls";
}

TEST_F(RemindersTest, DoNotSpeakOfWhatIsCancelledHeldOrAlreadyToday)
{
    auto const off = plan("2040-03-22T09:00");
    change(off, 1, "2040-03-22T09:00", "cancelled");
    (void)plan("2040-03-21T15:00");
    EXPECT_EQ(run("2040-03-21T10:00:00Z"), 0u);
}

TEST_F(RemindersTest, KeepToWhatTheirSafeContactAllows)
{
    (void)plan("2040-03-22T09:00");
    user.safe.from = "18:00";
    save_user(1);
    EXPECT_EQ(run("2040-03-21T10:00:00Z"), 0u);
    user.safe.channels = { "phone" };
    save_user(2);
    EXPECT_EQ(run("2040-03-21T18:00:00Z"), 0u) << "a way that is not safe";
    user.safe.channels = { "email" };
    save_user(3);
    EXPECT_EQ(run("2040-03-21T18:15:00Z"), 1u);
}

TEST_F(RemindersTest, GoByWhereThePersonIs)
{
    user.safe.zone = "America/New_York";
    save_user(1);
    (void)plan("2040-03-22T03:00"); // the evening before, there
    EXPECT_EQ(run("2040-03-20T11:00:00Z"), 0u) << "seven in the morning there";
    EXPECT_EQ(run("2040-03-20T12:00:00Z"), 1u);
    EXPECT_NE(sent.at(0).find("Wednesday 21 March"), std::string::npos) << sent.at(0);
    EXPECT_NE(sent.at(0).find("23:00"), std::string::npos);
}

TEST_F(RemindersTest, NeverReachWhoeverWantsNoneOrMayNotBeReached)
{
    (void)plan("2040-03-22T09:00");
    auto want = [&](bool yes) { ASSERT_TRUE(as<Note>(helpline, [&](auto& g) { return choose(g, gate, yes); }).ok()); };
    want(false);
    EXPECT_EQ(run("2040-03-21T09:00:00Z"), 0u);
    want(true);
    command("UPDATE intake.service_user SET state = 'deceased' WHERE subject_id = " + quoted(ann));
    EXPECT_EQ(run("2040-03-21T09:15:00Z"), 0u);
    command("UPDATE intake.service_user SET state = 'active' WHERE subject_id = " + quoted(ann));
    command("UPDATE access.subject SET restricted = true WHERE subject_id = " + quoted(ann));
    EXPECT_EQ(run("2040-03-21T09:30:00Z"), 0u);
    command("UPDATE access.subject SET restricted = false WHERE subject_id = " + quoted(ann));
    command("UPDATE cases.episode SET state = 'closed', closed_at = " + now() + " WHERE subject_id = " + quoted(ann));
    EXPECT_EQ(run("2040-03-21T09:45:00Z"), 0u) << "a case that is closed";
    command("UPDATE cases.episode SET state = 'allocated', closed_at = NULL WHERE subject_id = " + quoted(ann));
    EXPECT_EQ(run("2040-03-21T10:00:00Z"), 1u) << "so that each of these could fail";
}

TEST_F(RemindersTest, LeaveNoRowOfWhoeverIsErased)
{
    (void)plan("2040-03-22T09:00");
    EXPECT_EQ(run("2040-03-21T09:00:00Z"), 1u);
    ASSERT_TRUE(as<Note>(helpline, [&](auto& g) -> Result<> {
        TRY(choose(g, gate, false));
        EXPECT_FALSE(TRY(wanted(g)));
        EXPECT_EQ(TRY(contract()->erase(g, {})), 2);
        EXPECT_EQ(TRY(contract()->erase(g, {})), 0);
        return {};
    }).ok());
}

} // namespace
} // namespace wellkept::reminders
