// Pay: which sessions become lines, how a statement goes its way, and that whoever pays learns of nobody.
#include "care/statements/statements.h"
#include "care/cases/testing_house.h"

namespace wellkept::statements {
namespace {

using cases::WriteCase;

TEST(Amounts, AreInMinorUnits)
{
    EXPECT_EQ(share(6000, 100), 6000);
    EXPECT_EQ(share(6001, 50), 3001) << "half a unit upwards";
    EXPECT_EQ(amount(5, 2), "0.05");
    EXPECT_EQ(amount(123456, 2), "1234.56");
    EXPECT_EQ(amount(700, 0), "700");
}

TEST(Months, AreRead)
{
    EXPECT_EQ(text(*month_of("2026-02")), "2026-02");
    for (auto const* no : { "2026-13", "2026-2", "1999-01", "2026-00", "20261-0", "" }) EXPECT_FALSE(month_of(no)) << no;
}

TEST(States, GoTheirWay)
{
    std::string const all[] = { "draft", "submitted", "approved", "returned", "paid" };
    int steps = 0;
    for (auto const& a : all)
        for (auto const& b : all) steps += may_become(a, b);
    EXPECT_EQ(steps, 5);
    EXPECT_TRUE(may_become("submitted", "returned"));
    EXPECT_FALSE(may_become("draft", "approved"));
    EXPECT_FALSE(may_become("returned", "paid"));
    EXPECT_FALSE(may_become("paid", "returned"));
}

TEST(Rates, HoldFromTheirDayOn)
{
    using namespace std::chrono;
    sys_days const may = 2026y / 5 / 1;
    std::vector<Rate> const all { { "eap_counselling", may, 6500, "EUR" }, { "eap_counselling", may - days(100), 6000, "EUR" } };
    EXPECT_EQ(rate_on(all, "eap_counselling", may)->minor, 6500);
    EXPECT_EQ(rate_on(all, "eap_counselling", may - days(1))->minor, 6000);
    EXPECT_FALSE(rate_on(all, "eap_counselling", may - days(101)));
    EXPECT_FALSE(rate_on(all, "fitness_to_work", may));
}

class Statements : public cases::testing::House {
protected:
    void SetUp() override
    {
        House::SetUp();
        account(payer, "finance");
        id = allocated_to(omar);
    }
    Uuid session(std::string const& local, std::string const& attendance, std::int32_t minutes = 50)
    {
        auto const made = as<WriteCase>(omar, [&](auto& g) {
            return cases::plan_session(g, context, id, { { local, "Europe/Dublin" }, { .zone = "Europe/Dublin", .mode = "video", .attendance = attendance, .minutes = minutes } });
        });
        EXPECT_TRUE(made.ok()) << made.error().public_text.text << made.error().detail.text;
        return made.ok() ? *made : Uuid {};
    }
    template<typename P, typename F>
    auto over(SubjectId who, F&& fn)
    {
        return as<P>(who, omar, std::string(purpose), std::forward<F>(fn));
    }
    Result<Statement> mine(Month m)
    {
        return over<ReadOwn>(omar, [&](auto& g) { return own(g, parts, m); });
    }
    Result<> send(Month m)
    {
        auto const seen = TRY(mine(m));
        return over<Submit>(omar, [&](auto& g) { return submit(g, parts, m, seen.total, seen.count); });
    }
    void price(std::int64_t minor = 6000)
    {
        auto const done = over<SetRate>(lead, [&](auto& g) { return set_rate(g, parts, { "eap_counselling", std::chrono::sys_days(std::chrono::year(2000) / 1 / 1), minor, "EUR" }); });
        ASSERT_TRUE(done.ok()) << done.error().public_text.text << done.error().detail.text;
    }
    std::string local(int day, std::string const& time) const
    {
        // A day of the month of the test's clock, which begins in 2026.
        auto const at = std::chrono::floor<std::chrono::days>(clock.now());
        std::chrono::year_month_day const ymd(at);
        char text[32];
        std::snprintf(text, sizeof text, "%04d-%02u-%02dT%s", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), day, time.c_str());
        return text;
    }
    Month now_month() const
    {
        std::chrono::year_month_day const ymd(std::chrono::floor<std::chrono::days>(clock.now()));
        return ymd.year() / ymd.month();
    }
    // To the first day of the next month, noon.
    void next_month()
    {
        auto const next = std::chrono::sys_days((now_month() + std::chrono::months(1)) / std::chrono::day(1));
        clock.advance(Instant(next) + std::chrono::hours(12) - clock.now());
    }
    SubjectId const payer = SubjectId::fresh(clock, rng);
    Context const parts { *pool, gate, Rules::load(WELLKEPT_SOURCE_DIR "/policy").release() };
    Uuid id;
};

TEST_F(Statements, HoldWhatIsChargedAndNothingElse)
{
    price();
    next_month();
    auto const month = now_month();
    (void)session(local(2, "09:00"), "attended");
    (void)session(local(3, "09:00"), "did_not_attend", 30);
    (void)session(local(4, "09:00"), "cancelled_late");
    (void)session(local(5, "09:00"), "cancelled");
    (void)session(local(6, "09:00"), "planned");
    next_month();
    auto const s = mine(month);
    ASSERT_TRUE(s.ok()) << s.error().public_text.text << s.error().detail.text;
    ASSERT_EQ(s->count, 3);
    EXPECT_EQ(s->total, 6000 + 6000 + 3000);
    EXPECT_EQ(s->state, "draft");
    EXPECT_TRUE(s->over);
    EXPECT_EQ(s->lines.at(1).minutes, 30);
    EXPECT_EQ(s->lines.at(0).date, text(month) + "-02");
}

// Whatever day it is when somebody begins: the last seconds of a month and of a year, a leap day, the nights in which the clocks
// change. Months and days are those of the affiliate's zone.
class StatementsOnAnyDay : public Statements, public ::testing::WithParamInterface<char const*> {
protected:
    void SetUp() override
    {
        clock.advance(*parse_rfc3339(GetParam()) - clock.now());
        Statements::SetUp();
    }
};
INSTANTIATE_TEST_SUITE_P(Moments, StatementsOnAnyDay,
    ::testing::Values("2027-01-31T23:59:58Z", "2028-02-29T23:59:58Z", "2027-12-31T23:59:58Z", "2027-03-28T00:59:58Z", "2027-10-31T00:59:58Z", "2027-06-30T23:10:00Z"));

TEST_P(StatementsOnAnyDay, AMonthIsThatOfTheirZone)
{
    price();
    next_month();
    auto const month = now_month();
    auto const days = std::chrono::year_month_day_last(month.year(), std::chrono::month_day_last(month.month())).day();
    auto const last = static_cast<int>(static_cast<unsigned>(days));
    (void)session(local(1, "00:10"), "attended"); // in summer, still the day before in UTC
    (void)session(local(last, "23:50"), "attended"); // ends on the first of the next
    next_month();
    (void)session(local(1, "00:05"), "attended");
    auto const s = mine(month);
    ASSERT_TRUE(s.ok()) << s.error().public_text.text << s.error().detail.text;
    ASSERT_EQ(s->count, 2);
    EXPECT_EQ(s->lines.at(0).date, text(month) + "-01");
    EXPECT_EQ(s->lines.at(1).date, text(month) + "-" + std::to_string(last));
    ASSERT_TRUE(send(month).ok());
    EXPECT_EQ(mine(now_month())->count, 1);
}

TEST_F(Statements, AreNotSubmittedTooEarlyUnpricedOrOtherThanSeen)
{
    next_month();
    auto const month = now_month();
    (void)session(local(1, "09:00"), "attended");
    EXPECT_EQ(send(month).error().code, Code::conflict) << "the month is not over";
    next_month();
    EXPECT_FALSE(mine(month)->lines.at(0).minor);
    EXPECT_EQ(send(month).error().code, Code::conflict) << "nobody said what it costs";
    price();
    auto const other = over<Submit>(omar, [&](auto& g) { return submit(g, parts, month, 1, 1); });
    EXPECT_EQ(other.error().code, Code::conflict) << "not what they saw";
    auto const done = send(month);
    ASSERT_TRUE(done.ok()) << done.error().public_text.text << done.error().detail.text;
    EXPECT_EQ(send(month).error().code, Code::conflict) << "it has left";
}

TEST_F(Statements, GoBackAndForthAndArePaidOnce)
{
    price();
    next_month();
    auto const month = now_month();
    auto const one = session(local(1, "10:00"), "attended");
    (void)one;
    next_month();
    ASSERT_TRUE(send(month).ok());
    auto decided = [&](SubjectId who, bool yes, std::optional<std::string> why = {}) {
        return over<Decide>(who, [&](auto& g) { return decide(g, parts, month, yes, why); });
    };
    auto paid = [&] { return over<Pay>(payer, [&](auto& g) { return pay(g, parts, month, "RUN-7"); }); };
    EXPECT_EQ(paid().error().code, Code::conflict) << "nobody approved it";
    EXPECT_EQ(decided(payer, false).error().code, Code::bad_input) << "without a reason";
    auto const reference = over<Read>(payer, [&](auto& g) { return read(g, month); })->lines.at(0).reference;
    ASSERT_TRUE(decided(lead, false, "One session is missing.").ok());
    EXPECT_EQ(mine(month)->state, "returned");
    EXPECT_EQ(mine(month)->reason, "One session is missing.");
    // The month before this one is where it belongs.
    (void)as<WriteCase>(omar, [&](auto& g) {
        auto const day = text(month) + "-02T10:00";
        return cases::plan_session(g, context, id, { { day, "Europe/Dublin" }, { .zone = "Europe/Dublin", .mode = "video", .attendance = "attended" } });
    });
    ASSERT_TRUE(send(month).ok());
    auto const again = over<Read>(payer, [&](auto& g) { return read(g, month); });
    ASSERT_EQ(again->lines.size(), 2u);
    EXPECT_EQ(again->lines.at(0).reference, reference) << "a line keeps its name";
    ASSERT_TRUE(decided(payer, true).ok());
    EXPECT_EQ(decided(lead, false, "x").error().code, Code::conflict);
    ASSERT_TRUE(paid().ok());
    EXPECT_EQ(paid().error().code, Code::conflict);
    EXPECT_EQ(mine(month)->payment, "RUN-7");
}

TEST_F(Statements, WhatWasWrittenDownLateComesLater)
{
    price();
    next_month();
    auto const month = now_month();
    (void)session(local(1, "10:00"), "attended");
    next_month();
    ASSERT_TRUE(send(month).ok());
    (void)as<WriteCase>(omar, [&](auto& g) {
        return cases::plan_session(g, context, id, { { text(month) + "-03T10:00", "Europe/Dublin" }, { .zone = "Europe/Dublin", .mode = "video", .attendance = "attended" } });
    });
    auto const later = mine(now_month());
    ASSERT_EQ(later->count, 1) << "the first is paid for elsewhere";
    EXPECT_TRUE(later->lines.at(0).late);
}

TEST_F(Statements, TellWhoeverPaysNothingOfThePersonOrTheCase)
{
    price();
    next_month();
    auto const month = now_month();
    auto const held = session(local(1, "10:00"), "attended");
    next_month();
    ASSERT_TRUE(send(month).ok());
    auto const s = over<Read>(payer, [&](auto& g) { return read(g, month); });
    ASSERT_TRUE(s.ok()) << s.error().detail.text;
    auto const all = csv(*s, parts.rules) + s->lines.at(0).reference + s->name;
    for (auto const& id_of : { ann.text(), id.text(), held.text() })
        for (std::size_t at = 0; at + 8 <= id_of.size(); ++at) EXPECT_EQ(all.find(id_of.substr(at, 8)), std::string::npos) << id_of.substr(at, 8);
    EXPECT_TRUE(s->lines.at(0).time.empty()) << "a day, and no hour";
    // And in no row is there anything that a look at the cases would find again.
    auto const c = db::Connection::open(db::testing::url(database, db::superuser_role)).release();
    for (auto const& table : contract()->personal_tables())
        for (auto const& id_of : { ann.text(), id.text(), held.text() }) {
            auto const none = c->command("DO $$ BEGIN IF EXISTS (SELECT FROM " + table + " t WHERE t::text LIKE '%" + id_of + "%') THEN RAISE 'told'; END IF; END $$", "test");
            EXPECT_TRUE(none.ok()) << table;
        }
    // Nor may whoever pays ask elsewhere.
    EXPECT_FALSE((listing<cases::CountSessions>(payer, access::care_tenant, std::string(purpose), [](auto&) -> Result<int> { return 1; }).ok()));
    EXPECT_FALSE((as<cases::ReadCase>(payer, ann, "care", [](auto&) -> Result<int> { return 1; }).ok()));
}

TEST_F(Statements, AreTheirOwnersAndThePayersAlone)
{
    price();
    for (auto const who : { mary, manager, helpline }) {
        EXPECT_FALSE((over<Read>(who, [](auto&) -> Result<int> { return 1; }).ok()));
        EXPECT_FALSE((over<ReadOwn>(who, [](auto&) -> Result<int> { return 1; }).ok()));
        EXPECT_FALSE((over<SetRate>(who, [](auto&) -> Result<int> { return 1; }).ok()));
    }
    EXPECT_FALSE((over<SetRate>(payer, [](auto&) -> Result<int> { return 1; }).ok())) << "whoever pays sets no rate";
    EXPECT_FALSE((over<SetRate>(omar, [](auto&) -> Result<int> { return 1; }).ok())) << "nor whoever is paid";
    EXPECT_EQ(over<SetRate>(lead, [&](auto& g) {
        return set_rate(g, parts, { "fitness_to_work", std::chrono::sys_days(std::chrono::year(2026) / 1 / 1), 9000, "GBP" });
    }).error().code, Code::conflict) << "one currency";
}

TEST_F(Statements, KeepNoRowOfWhoeverIsErasedButWhatTheLawKeeps)
{
    price();
    next_month();
    auto const month = now_month();
    (void)session(local(1, "10:00"), "attended");
    next_month();
    ASSERT_TRUE(send(month).ok());
    auto const room = contract();
    ASSERT_TRUE(over<Submit>(omar, [&](auto& g) -> Result<> {
        access::ErasureScope held;
        held.kept[std::string(record_class)] = { Uuid {} };
        EXPECT_EQ(TRY(room->erase(g, held)), 1) << "the rate goes";
        EXPECT_EQ(TRY(read(g, month)).count, 1);
        EXPECT_EQ(TRY(room->scopes_kept(g, held)).size(), 1u);
        EXPECT_EQ(TRY(room->erase(g, {})), 2);
        EXPECT_EQ(TRY(room->erase(g, {})), 0);
        return {};
    }).ok());
}

} // namespace
} // namespace wellkept::statements
