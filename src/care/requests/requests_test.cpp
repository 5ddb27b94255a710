// Requests about one's data, on a real database: passed on by whoever hears them, answered by the privacy officer alone.
#include "care/intake/testing_care.h"
#include "care/requests/store.h"
#include "keep/retention/calendar.h"
#include "keep/retention/retention.h"
#include <algorithm>

namespace wellkept::requests {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using namespace std::chrono_literals;

sys_days day(int y, unsigned m, unsigned d) { return std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d); }

class RequestsTest : public intake::testing::Care {
protected:
    void SetUp() override
    {
        Care::SetUp();
        for (auto const& [who, role] : { std::pair { affiliate, "affiliate" }, { stranger, "affiliate" }, { officer, "privacy_officer" } }) account(who, role, access::house_tenant);
        for (auto const who : { affiliate, stranger, officer }) command("INSERT INTO access.vetting VALUES (" + quoted(who) + ", " + Care::now() + " + interval '3000 days')");
        person = add(somebody("Anna Lind"));
        command("INSERT INTO access.assignment VALUES (" + quoted(person) + ", gen_random_uuid(), " + quoted(affiliate) + ", 'assigned', gen_random_uuid(), " + Care::now() + " - interval '1 hour', NULL)");
    }
    template<typename P, typename F>
    auto by(SubjectId who, F&& fn) -> decltype(fn(std::declval<access::Granted<P>&>()))
    {
        return access::as_actor<P>(gate, *pool, access::Actor::staff(who, access::house_tenant, session), "rights", person, std::forward<F>(fn));
    }
    template<typename P, typename F>
    auto herself(F&& fn) -> decltype(fn(std::declval<access::Granted<P>&>()))
    {
        return access::as_actor<P>(gate, *pool, access::Actor::service_user(person, access::care_tenant, session), "rights", person, std::forward<F>(fn));
    }
    sys_days today() const { return retention::date_of(clock.now(), "Europe/London"); }
    Said said(std::string kind = "access") const { return { std::move(kind), "in_person", today() - days(2), "What do you have of me?" }; }
    Result<Passed> passes(SubjectId who, Said const& s)
    {
        return by<PassOn>(who, [&](auto& g) { return pass_on(g, gate, s); });
    }
    Uuid passed(std::string kind = "access")
    {
        auto const p = passes(affiliate, said(std::move(kind)));
        EXPECT_TRUE(p.ok()) << p.error().public_text.text << p.error().detail.text;
        return p->id;
    }
    Result<Unit> answers(SubjectId who, Uuid id, bool refused = false, std::string const& words = "A copy went to her by post.")
    {
        return by<Answer>(who, [&](auto& g) -> Result<Unit> { return requests::answer(g, gate, id, refused, today(), words); });
    }
    Request look(Uuid id)
    {
        return by<Open>(officer, [&](auto& g) { return one(g, id); }).release();
    }
    void expect(std::string const& query, std::string const& value)
    {
        command("DO $test$ BEGIN ASSERT (" + query + ")::text = '" + value + "', (" + query + ")::text; END $test$");
    }
    std::int64_t holds()
    {
        auto const all = by<Open>(officer, [&](auto& g) { return retention::holds(g); });
        EXPECT_TRUE(all.ok()) << all.error().detail.text;
        return std::count_if(all->begin(), all->end(), [](auto const& h) { return h.kind == "request" && !h.released_at; });
    }

    SubjectId const affiliate = SubjectId::fresh(clock, rng), stranger = SubjectId::fresh(clock, rng), officer = SubjectId::fresh(clock, rng);
    SubjectId person;
};

TEST(RequestClock, IsAMonthByTheCalendarAndNeverTheLaterDay)
{
    auto const month = *access::Period::parse("P1M");
    EXPECT_EQ(due_on(day(2026, 3, 16), month), day(2026, 4, 16));
    EXPECT_EQ(due_on(day(2026, 1, 31), month), day(2026, 2, 28)) << "no such day: the month's last";
    EXPECT_EQ(due_on(day(2028, 1, 31), month), day(2028, 2, 29));
    EXPECT_EQ(due_on(day(2026, 12, 31), month), day(2027, 1, 31));
    EXPECT_EQ(due_on(day(2026, 7, 25), month), day(2026, 8, 25));
}

TEST_F(RequestsTest, IsPassedOnAndAnsweredByTheOfficerAlone)
{
    auto const id = passed();
    EXPECT_EQ(look(id).state, "passed_on");
    EXPECT_EQ(look(id).words, "What do you have of me?");
    auto const by_affiliate = answers(affiliate, id);
    ASSERT_FALSE(by_affiliate.ok());
    EXPECT_EQ(by_affiliate.error().code, Code::forbidden);
    EXPECT_EQ(look(id).state, "passed_on") << "it stays where it is";
    ASSERT_TRUE(by<Answer>(officer, [&](auto& g) -> Result<Unit> { return acknowledge(g, gate, id); }).ok());
    EXPECT_EQ(look(id).state, "acknowledged");
    ASSERT_TRUE(answers(officer, id).ok());
    EXPECT_EQ(look(id).state, "answered");
    EXPECT_EQ(look(id).answer, "A copy went to her by post.");
    EXPECT_FALSE(answers(officer, id, true).ok()) << "once";
    auto const own = herself<ReadOwn>([&](auto& g) { return requests::all(g); }).release();
    ASSERT_EQ(own.size(), 1u);
    EXPECT_EQ(own[0].answer, "A copy went to her by post.");
}

TEST_F(RequestsTest, AnOfficerWhoTreatsPeopleOrPassedItOnDoesNotAnswer)
{
    auto const id = passed();
    command("UPDATE access.account SET roles = ARRAY['privacy_officer', 'clinician'] WHERE subject_id = " + quoted(officer));
    auto const treats = answers(officer, id);
    ASSERT_FALSE(treats.ok());
    EXPECT_EQ(treats.error().code, Code::forbidden);
    command("UPDATE access.account SET roles = ARRAY['privacy_officer', 'helpline'] WHERE subject_id = " + quoted(officer));
    auto const own = by<PassOnAtDesk>(officer, [&](auto& g) { return pass_on(g, gate, said()); });
    ASSERT_TRUE(own.ok());
    EXPECT_FALSE(answers(officer, own->id).ok()) << "passed it on";
    EXPECT_TRUE(answers(officer, id).ok());
}

TEST_F(RequestsTest, OnlyWhoeverIsAssignedPassesOn)
{
    EXPECT_FALSE(passes(stranger, said()).ok());
    command("DELETE FROM access.assignment WHERE account_id = " + quoted(affiliate));
    EXPECT_FALSE(passes(affiliate, said()).ok());
    EXPECT_TRUE(by<PassOnAtDesk>(adviser, [&](auto& g) { return pass_on(g, gate, said()); }).ok());
}

TEST_F(RequestsTest, TheClockStartsOnTheDayItWasReceived)
{
    auto const p = passes(affiliate, said()).release();
    EXPECT_EQ(p.due_on, due_on(today() - days(2), *access::Period::parse("P1M")));
    EXPECT_FALSE(overdue(gate, p.due_on));
    clock.advance(days(40));
    EXPECT_TRUE(overdue(gate, p.due_on));
}

TEST_F(RequestsTest, WhatCannotBeIsNotTaken)
{
    auto bad = [&](auto change) {
        auto s = said();
        change(s);
        return !passes(affiliate, s).ok();
    };
    EXPECT_TRUE(bad([&](Said& s) { s.received_on = today() + days(2); }));
    EXPECT_TRUE(bad([&](Said& s) { s.received_on = today() - days(400); }));
    EXPECT_TRUE(bad([](Said& s) { s.kind = "curiosity"; }));
    EXPECT_TRUE(bad([](Said& s) { s.how = "own_page"; })) << "that is the person's own";
    EXPECT_TRUE(bad([](Said& s) { s.words.clear(); }));
    EXPECT_TRUE(bad([](Said& s) { s.words = std::string(5'001, 'x'); }));
    auto const id = passed();
    EXPECT_FALSE(answers(officer, id, true, "").ok()) << "a refusal has a reason";
    EXPECT_FALSE(by<Answer>(officer, [&](auto& g) -> Result<Unit> { return requests::answer(g, gate, id, false, today() + days(1), "x"); }).ok());
    EXPECT_FALSE(by<Answer>(officer, [&](auto& g) -> Result<Unit> { return requests::answer(g, gate, id, false, today() - days(3), "x"); }).ok()) << "before it was asked";
}

TEST_F(RequestsTest, SomebodyRestrictedMayStillAsk)
{
    command("UPDATE access.subject SET restricted = true WHERE subject_id = " + quoted(person));
    auto const asked = herself<Ask>([&](auto& g) { return requests::ask(g, gate, "restriction", "Please end it."); });
    ASSERT_TRUE(asked.ok()) << asked.error().detail.text;
    EXPECT_FALSE(look(asked->id).passed_on_by.has_value());
    EXPECT_TRUE(answers(officer, asked->id).ok());
}

TEST_F(RequestsTest, NothingDueIsDestroyedBeforeTheAnswer)
{
    (void)passed("erasure");
    EXPECT_EQ(holds(), 0) << "who asks for less to be kept holds nothing back";
    auto const id = passed("portability");
    EXPECT_EQ(holds(), 1);
    ASSERT_TRUE(answers(officer, id, true, "The letters are not hers to take.").ok());
    EXPECT_EQ(holds(), 0);
}

TEST_F(RequestsTest, WhatTheOfficerIsToldNamesNobodyAndWordsAreSealed)
{
    auto const id = passed();
    expect("SELECT role || ' ' || kind || ' ' || (ref = '" + id.text() + "') FROM accounts.notice", "privacy_officer data_request true");
    expect("SELECT count(*) FROM jobs.job WHERE kind = 'accounts.tell' AND subject_id IS NULL AND payload::text NOT LIKE '%" + person.text() + "%'", "1");
    expect("SELECT count(*) FROM requests.request WHERE position(convert_to('have of me', 'UTF8') IN words) > 0", "0");
    EXPECT_EQ(by<Answer>(officer, [&](auto& g) { return requests::contract()->erase(g, {}); }).release(), 1);
    expect("SELECT count(*) FROM requests.request", "0");
}

} // namespace
} // namespace wellkept::requests
