// Reminders: once, the day before, by the clock on the person's wall; once more if it was moved; and never where it is not safe.
#include "care/reminders/reminders.h"
#include "care/cases/testing_house.h"
#include "care/reminders/store.h"
#include "keep/retention/retention.h"

namespace wellkept::reminders {
namespace {

struct Waiting {
    Uuid id;
    std::string kind;
    std::optional<SubjectId> subject;
    std::string payload;
    Instant run_at;
};
db::PlainQuery<Waiting> const due_jobs { "reminders_test/jobs",
    "SELECT id, kind, subject_id, payload, run_at FROM jobs.job WHERE kind IN ('cases.timetable', 'intake.changed', 'reminders.look') ORDER BY run_at, id" };
struct Count {
    std::int64_t n;
};
db::PlainQuery<Count> const rows_of_looks { "reminders_test/looks", "SELECT count(*) FROM access.audit_event WHERE action = 'reminders.remind'" };

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
    // All that is due by that moment, job after job, each at its time; says how many letters went.
    std::size_t run(char const* when)
    {
        auto const before = sent.size();
        auto const end = at(when);
        for (int n = 0; n < 100; ++n) {
            auto const waiting = db::Tx::begin(*all).release().rows(due_jobs).release();
            if (waiting.empty() || waiting[0].run_at > end) break;
            auto const& j = waiting[0];
            if (j.run_at > clock.now()) clock.advance(j.run_at - clock.now());
            command("DELETE FROM jobs.job WHERE id = '" + j.id.text() + "'");
            jobs::Job const job { JobId { j.id }, j.kind, j.subject, j.payload, 1 };
            auto const done = j.kind == cases::timetable_job ? reminders.planned(job) : j.kind == look_job ? reminders.look(job) : reminders.changed(job);
            EXPECT_TRUE(done.ok()) << done.error().detail.text;
            if (auto const* again = std::get_if<jobs::Again>(&done.value())) {
                auto tx = db::Tx::begin(*pool).release();
                EXPECT_TRUE(jobs::enqueue(tx, clock, rng, { .kind = j.kind, .subject = j.subject, .run_at = again->at, .unique_key = j.subject->text() }).ok());
                EXPECT_TRUE(tx.commit().ok());
            }
        }
        if (end > clock.now()) go_to(when);
        return sent.size() - before;
    }
    void happens(std::string_view kind)
    {
        auto tx = db::Tx::begin(*pool).release();
        auto const as = kind == retention::lifted_job ? intake::changed_job : kind; // the server hands both to the same
        EXPECT_TRUE(jobs::enqueue(tx, clock, rng, { .kind = std::string(as), .subject = ann, .unique_key = ann.text() }).ok());
        EXPECT_TRUE(tx.commit().ok());
    }
    // What the log of that person says of us.
    int looks()
    {
        return static_cast<int>(db::Tx::begin(*all).release().rows(rows_of_looks).release().at(0).n);
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
    EXPECT_EQ(run("2040-03-21T09:30:00Z"), 0u);
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
    happens(intake::changed_job);
    EXPECT_EQ(run("2040-03-21T09:30:00Z"), 0u);
    command("UPDATE access.subject SET restricted = false WHERE subject_id = " + quoted(ann));
    command("UPDATE cases.episode SET state = 'closed', closed_at = " + now() + " WHERE subject_id = " + quoted(ann));
    happens(retention::lifted_job);
    EXPECT_EQ(run("2040-03-21T09:45:00Z"), 0u) << "a case that is closed";
    command("UPDATE cases.episode SET state = 'allocated', closed_at = NULL WHERE subject_id = " + quoted(ann));
    happens(cases::timetable_job);
    EXPECT_EQ(run("2040-03-21T10:00:00Z"), 1u) << "so that each of these could fail";
}

TEST_F(RemindersTest, AreGivenWhenARestrictionHasEnded)
{
    (void)plan("2040-03-22T09:00");
    EXPECT_EQ(run("2040-03-20T09:00:00Z"), 0u);
    command("UPDATE access.subject SET restricted = true WHERE subject_id = " + quoted(ann));
    EXPECT_EQ(run("2040-03-21T09:00:00Z"), 0u);
    command("UPDATE access.subject SET restricted = false WHERE subject_id = " + quoted(ann));
    happens(retention::lifted_job);
    EXPECT_EQ(run("2040-03-21T09:15:00Z"), 1u);
}

TEST_F(RemindersTest, LookAtNobodyForNothing)
{
    auto const none = looks();
    happens(intake::changed_job);
    EXPECT_EQ(run("2040-03-19T12:30:00Z"), 0u);
    EXPECT_EQ(looks(), none) << "nothing is planned";
    (void)plan("2040-03-24T09:00");
    EXPECT_EQ(run("2040-03-24T12:00:00Z"), 1u);
    EXPECT_EQ(looks(), none + 2) << "when it was planned, and when they were told";
    ASSERT_TRUE(as<Note>(helpline, [&](auto& g) { return choose(g, gate, false); }).ok());
    (void)plan("2040-03-27T09:00");
    happens(intake::changed_job);
    EXPECT_EQ(run("2040-03-27T12:00:00Z"), 0u);
    EXPECT_EQ(looks(), none + 2) << "who wants none is not looked at";
    ASSERT_TRUE(as<Note>(helpline, [&](auto& g) { return choose(g, gate, true); }).ok());
    auto const session = plan("2040-03-30T09:00");
    EXPECT_EQ(run("2040-03-27T13:00:00Z"), 0u);
    EXPECT_EQ(looks(), none + 3);
    change(session, 1, "2040-04-20T09:00");
    EXPECT_EQ(run("2040-04-18T12:00:00Z"), 0u);
    EXPECT_EQ(looks(), none + 4) << "the time that was found before is no time any more";
    EXPECT_EQ(run("2040-04-19T12:00:00Z"), 1u);
    EXPECT_EQ(looks(), none + 5);
}

TEST_F(RemindersTest, FindTheFirstMomentAtWhichTheyMayBeTold)
{
    auto const now = at("2040-03-19T12:00:00Z");
    // The clocks go forward on Sunday 25 March at 01:00.
    EXPECT_EQ(next_due(at("2040-03-25T08:00:00Z"), {}, rules, user, now), at("2040-03-24T08:00:00Z"));
    EXPECT_EQ(next_due(at("2040-03-26T08:00:00Z"), {}, rules, user, now), at("2040-03-25T07:00:00Z"));
    EXPECT_EQ(next_due(at("2040-03-20T12:00:00Z"), {}, rules, user, now), std::nullopt) << "the day before is now: it is told at once, or not";
    auto u = user;
    u.safe.from = "18:30";
    EXPECT_EQ(next_due(at("2040-03-26T08:00:00Z"), {}, rules, u, now), at("2040-03-25T17:30:00Z"));
    u.safe.until = "07:00"; // over midnight
    EXPECT_EQ(next_due(at("2040-03-26T08:00:00Z"), {}, rules, u, now), at("2040-03-25T17:30:00Z"));
    u.safe.from = "20:00";
    EXPECT_EQ(next_due(at("2040-03-26T08:00:00Z"), {}, rules, u, now), std::nullopt) << "never within the house's hours";
    u.safe.from.reset();
    u.safe.until = "09:00";
    EXPECT_EQ(next_due(at("2040-03-26T08:00:00Z"), {}, rules, u, now), at("2040-03-25T07:00:00Z"));
    u.safe.channels = { "phone" };
    EXPECT_EQ(next_due(at("2040-03-26T08:00:00Z"), {}, rules, u, now), std::nullopt);
    // Who was told another hour may be told on the day itself.
    EXPECT_EQ(next_due(at("2040-03-20T17:00:00Z"), Told { at("2040-03-20T16:00:00Z"), 1 }, rules, user, at("2040-03-19T23:00:00Z")), at("2040-03-20T08:00:00Z"));
    EXPECT_EQ(next_due(at("2040-03-20T17:00:00Z"), Told { at("2040-03-20T16:00:00Z"), 2 }, rules, user, now), std::nullopt);
}

TEST_F(RemindersTest, LeaveNoRowOfWhoeverIsErased)
{
    (void)plan("2040-03-22T09:00");
    EXPECT_EQ(run("2040-03-21T09:00:00Z"), 1u);
    ASSERT_TRUE(as<Note>(helpline, [&](auto& g) -> Result<> {
        TRY(choose(g, gate, false));
        EXPECT_FALSE(TRY(wanted(g)));
        EXPECT_EQ(TRY(contract()->erase(g, {})), 3);
        EXPECT_EQ(TRY(contract()->erase(g, {})), 0);
        return {};
    }).ok());
}

} // namespace
} // namespace wellkept::reminders
