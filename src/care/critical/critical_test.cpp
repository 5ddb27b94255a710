// Incidents: their states, who works on them, what an organisation is told in numbers, and a case of one's own; on a real database.
#include "care/critical/critical.h"
#include "care/cases/cases.h"
#include "care/clinicians/clinicians.h"
#include "care/intake/testing_care.h"
#include <filesystem>
#include <fstream>

namespace wellkept::critical {
namespace {

using access::Granted;
using access::GrantedGroup;
using std::chrono::hours;

organisations::Contract contract_over(int people, int threshold)
{
    organisations::Contract c {};
    c.covered_headcount = people;
    c.reporting_threshold = threshold;
    return c;
}

TEST(ToldCounts, AreOfEnoughPeopleAndRounded)
{
    access::StatisticsRule rule {};
    rule.cell_min = 8;
    rule.round_to = 5;
    rule.population_min = 50;
    auto told = [&](int people, int covered = 500, int threshold = 5) { return told_count(people, rule, contract_over(covered, threshold)); };
    EXPECT_FALSE(told(7)) << "under the policy's threshold";
    EXPECT_EQ(told(8), 10);
    EXPECT_EQ(told(12), 10);
    EXPECT_EQ(told(13), 15);
    EXPECT_FALSE(told(11, 500, 12)) << "the contract's threshold is the larger";
    EXPECT_EQ(told(12, 500, 12), 10);
    EXPECT_FALSE(told(40, 49)) << "too few are covered at all";
    EXPECT_EQ(told(40, 50), 40);
    EXPECT_FALSE(told(0));
}

class WordingTest : public ::testing::Test {
protected:
    Result<Rules> load(std::string const& text)
    {
        auto const at = std::filesystem::temp_directory_path() / ("critical-" + Uuid::v4(m_rng).text());
        std::filesystem::create_directories(at);
        std::ofstream(at / "critical.yaml") << text;
        auto out = Rules::load(at);
        std::filesystem::remove_all(at);
        return out;
    }
    SystemRng m_rng;
};

TEST_F(WordingTest, HasVersionsInOrderAndTheLastIsAsked)
{
    auto const two = load("consent:\n  - { version: 1, text: First }\n  - { version: 2, text: Second }\n");
    ASSERT_TRUE(two.ok());
    EXPECT_EQ(two->now().text, "Second");
    for (auto const* bad : { "consent: []\n", "consent:\n  - { version: 2, text: First }\n", "consent:\n  - { version: 1 }\n", "consent:\n  - { version: 1, text: First, more: 1 }\n",
             "consent:\n  - { version: one, text: First }\n", "consent: [" }) {
        auto const r = load(bad);
        ASSERT_FALSE(r.ok()) << bad;
        EXPECT_EQ(r.error().code, Code::bad_input);
        EXPECT_NE(r.error().public_text.text.find("critical.yaml line "), std::string::npos) << bad;
    }
    EXPECT_TRUE(Rules::load(WELLKEPT_SOURCE_DIR "/policy").ok());
}

class CriticalTest : public intake::testing::Care {
protected:
    void SetUp() override
    {
        Care::SetUp();
        account(manager, "case_manager", access::house_tenant);
        account(director, "director", access::house_tenant);
        for (auto const c : { mary, omar }) account(c, "clinician", access::house_tenant);
        account(harriet, "org_hr", employer);
        vet(mary);
        covered();
    }
    void vet(SubjectId who)
    {
        auto const done = access::as_actor<clinicians::Vet>(gate, *pool, access::Actor::staff(director, access::house_tenant, session), "care_governance", who, [&](Granted<clinicians::Vet>& g) -> Result<Unit> {
            TRY(clinicians::save(g, gate, { "Mary", {}, { "en" }, {}, { "video" }, 3, "Europe/Dublin", {} }));
            for (auto const kind : clinicians::kinds) TRY(clinicians::renew(g, gate, { std::string(kind), clock.now() + hours(24 * 300), "BACP", "1" }));
            TRY(clinicians::set_state(g, gate, "verified"));
            return clinicians::set_state(g, gate, "active");
        });
        ASSERT_TRUE(done.ok()) << done.error().public_text.text << done.error().detail.text;
    }
    // Of the organisation's account, or over Care.
    template<typename P, typename F>
    auto by(SubjectId who, F&& fn) -> decltype(fn(std::declval<GrantedGroup<P>&>()))
    {
        using Out = decltype(fn(std::declval<GrantedGroup<P>&>()));
        bool const theirs = who == harriet;
        access::Visit v { access::Actor::staff(who, theirs ? employer : access::house_tenant, session), theirs ? "eligibility" : "care", RequestId::fresh(clock, rng) };
        return access::audited(*pool, v, [&](db::Tx& tx) -> Out {
            auto g = TRY(gate.decide_group<P>(tx, v, theirs ? employer : access::care_tenant));
            auto out = TRY(fn(g));
            TRY(gate.finish(g, v));
            return out;
        });
    }
    void covered()
    {
        auto tx = db::Tx::begin(*all).release();
        auto const today = std::chrono::floor<std::chrono::days>(clock.now());
        ASSERT_TRUE(organisations::add_contract(gate, tx, employer,
            { .reference = "C-2", .starts_on = today - std::chrono::days(30), .services = { "critical_incident" }, .sessions = 4, .covered_headcount = 500, .reporting_threshold = 10, .territory = "uk" }).ok());
        ASSERT_TRUE(tx.commit().ok());
    }
    Result<Uuid> reports(What const& what = { "A crane fell", "Yard 3", "Harriet", {} })
    {
        return by<Report>(harriet, [&](auto& g) { return report(g, gate, what); });
    }
    Uuid under_way()
    {
        auto const id = reports();
        EXPECT_TRUE(id.ok());
        EXPECT_EQ(decides(*id, "accepted"), "ok");
        return *id;
    }
    template<typename T>
    static std::string said(Result<T> const& r)
    {
        if (r.ok()) return "ok";
        switch (r.error().code) {
        case Code::conflict: return "conflict";
        case Code::bad_input: return "bad_input";
        case Code::not_found: return "not_found";
        case Code::forbidden: return "forbidden";
        default: return "? " + r.error().public_text.text + r.error().detail.text;
        }
    }
    std::string decides(Uuid id, std::string const& state)
    {
        return said(by<Manage>(manager, [&](auto& g) -> Result<Unit> { return decide(g, gate, id, state); }));
    }
    std::string assigns(Uuid id, SubjectId who)
    {
        return said(by<Manage>(manager, [&](auto& g) -> Result<Unit> { return assign(g, gate, id, who); }));
    }
    Result<Uuid> plans(Uuid id, Duration from_now, int minutes = 90, std::string const& place = "Canteen")
    {
        return plans_at(id, { cases::local_of(clock.now() + from_now, "Europe/Dublin").substr(0, 16), "Europe/Dublin" }, minutes, place);
    }
    Result<Uuid> plans_at(Uuid id, cases::LocalTime const& starts, int minutes = 90, std::string const& place = "Canteen")
    {
        return by<Manage>(manager, [&](auto& g) { return plan(g, gate, id, starts, minutes, place); });
    }
    std::string notes(SubjectId who, Uuid id, Uuid session, int people)
    {
        return said(by<Respond>(who, [&](auto& g) -> Result<Unit> { return held(g, gate, id, session, people); }));
    }
    std::string cancels(Uuid id, Uuid session)
    {
        return said(by<Manage>(manager, [&](auto& g) -> Result<Unit> { return cancel(g, gate, id, session); }));
    }
    // What Harriet reads of a thing, the latest; nothing: she was not told of it.
    std::optional<Told> told(std::string const& kind, Uuid ref)
    {
        for (auto const& t : by<Track>(harriet, [&](auto& g) { return track(g); }).release())
            if (t.kind == kind && t.ref == ref) return t;
        return std::nullopt;
    }
    std::size_t mine(SubjectId who)
    {
        return by<Respond>(who, [&](auto& g) { return own(g, gate); }).release().size();
    }

    SubjectId const manager = SubjectId::fresh(clock, rng), director = SubjectId::fresh(clock, rng), mary = SubjectId::fresh(clock, rng), omar = SubjectId::fresh(clock, rng),
                    harriet = SubjectId::fresh(clock, rng);
};

TEST_F(CriticalTest, IsOfAContractThatCoversItAndSaysWhatHappened)
{
    for (What const& w : { What { "", "Yard", "Harriet", {} }, What { "A crane fell", "Yard", "", {} }, What { std::string(20'001, 'x'), "", "Harriet", {} }, What { "x", std::string(1'001, 'x'), "Harriet", {} } })
        EXPECT_EQ(said(reports(w)), "bad_input");
    auto const id = reports();
    ASSERT_TRUE(id.ok());
    auto const i = by<List>(manager, [&](auto& g) { return find(g, gate, *id); });
    ASSERT_TRUE(i.ok());
    EXPECT_EQ(std::tie(i->source, i->state, i->what.what, i->organisation), std::tuple("portal", "reported", "A crane fell", employer));
    EXPECT_EQ(told("incident", *id)->state, "reported");
    auto takes = [&](ClientId whose) { return by<Take>(adviser, [&](auto& g) { return take(g, gate, whose, { "By telephone", "", "Harriet", {} }); }); };
    EXPECT_EQ(said(takes(employer)), "ok");
    EXPECT_EQ(said(takes(ClientId { *id })), "not_found");
    command("UPDATE organisations.contract SET state = 'suspended' WHERE reference = 'C-2'");
    EXPECT_EQ(said(reports()), "conflict") << "the other contract covers counselling alone";
}

TEST_F(CriticalTest, GoesFromReportedToAcceptedOrDeclinedAndIsClosedOnce)
{
    auto const a = *reports(), b = *reports();
    EXPECT_EQ(decides(a, "closed"), "conflict");
    EXPECT_EQ(decides(a, "reported"), "conflict");
    EXPECT_EQ(decides(a, "accepted"), "ok");
    for (auto const* again : { "accepted", "declined", "reported" }) EXPECT_EQ(decides(a, again), "conflict") << again;
    EXPECT_EQ(decides(b, "declined"), "ok");
    for (auto const* again : { "accepted", "closed" }) EXPECT_EQ(decides(b, again), "conflict") << again;
    EXPECT_EQ(told("incident", a)->state, "accepted");
    EXPECT_EQ(told("incident", b)->state, "declined");
    EXPECT_EQ(decides(a, "closed"), "ok");
    EXPECT_EQ(decides(a, "closed"), "conflict");
    EXPECT_EQ(told("incident", a)->state, "closed");
    EXPECT_EQ(decides(Uuid::v4(rng), "accepted"), "not_found");
    auto const listed = by<List>(manager, [&](auto& g) { return incidents(g, gate); });
    EXPECT_EQ(listed->size(), 2u);
}

TEST_F(CriticalTest, IsWorkedOnByWhoIsVettedAndMadeAResponder)
{
    auto const id = *reports();
    EXPECT_EQ(assigns(id, mary), "conflict") << "support is not under way";
    ASSERT_EQ(decides(id, "accepted"), "ok");
    EXPECT_EQ(assigns(id, omar), "forbidden") << "nobody vetted him";
    EXPECT_EQ(mine(mary), 0u);
    EXPECT_EQ(assigns(id, mary), "ok");
    EXPECT_EQ(mine(mary), 1u);
    auto lets_go = [&](SubjectId who) { return said(by<Manage>(manager, [&](auto& g) -> Result<Unit> { return release(g, gate, id, who); })); };
    EXPECT_EQ(lets_go(mary), "ok");
    EXPECT_EQ(lets_go(mary), "not_found");
    EXPECT_EQ(mine(mary), 0u);
    EXPECT_EQ(assigns(id, mary), "ok") << "again";
    EXPECT_EQ(decides(id, "closed"), "ok");
    EXPECT_EQ(mine(mary), 0u) << "with the incident their work ends";
    EXPECT_EQ(assigns(id, mary), "conflict");
}

TEST_F(CriticalTest, HasSessionsThatAreHeldOnceByItsResponders)
{
    auto const waiting = *reports();
    EXPECT_EQ(said(plans(waiting, hours(1))), "conflict");
    auto const id = under_way();
    ASSERT_EQ(assigns(id, mary), "ok");
    vet(omar);
    for (auto const minutes : { 9, 481 }) EXPECT_EQ(said(plans(id, hours(1), minutes)), "bad_input");
    EXPECT_EQ(said(plans(id, hours(1), 90, "")), "bad_input");
    EXPECT_EQ(said(plans(id, -hours(24 * 8))), "bad_input");
    EXPECT_EQ(said(plans(id, hours(24 * 366))), "bad_input");
    auto const soon = *plans(id, hours(2)), before = *plans(id, -hours(2)), off = *plans(id, hours(3));
    EXPECT_EQ(told("session", soon)->place, "Canteen");
    EXPECT_FALSE(told("session", soon)->headcount);
    EXPECT_EQ(notes(mary, id, soon, 12), "conflict") << "it has not begun";
    EXPECT_EQ(notes(omar, id, before, 12), "not_found") << "vetted, and no responder of it";
    EXPECT_EQ(notes(mary, id, before, -1), "bad_input");
    EXPECT_EQ(notes(mary, id, Uuid::v4(rng), 12), "not_found");
    EXPECT_EQ(notes(mary, id, before, 12), "ok");
    EXPECT_EQ(told("session", before)->headcount, 10);
    EXPECT_EQ(notes(mary, id, before, 17), "conflict") << "what was told stays";
    EXPECT_EQ(cancels(id, before), "conflict");
    EXPECT_EQ(cancels(id, off), "ok");
    EXPECT_EQ(cancels(id, off), "conflict");
    EXPECT_EQ(told("session", off)->state, "cancelled");
    EXPECT_EQ(decides(id, "closed"), "conflict") << "one is still planned";
    clock.advance(hours(3));
    EXPECT_EQ(notes(mary, id, soon, 9), "ok");
    EXPECT_FALSE(told("session", soon)->headcount) << "under the contract's ten";
    EXPECT_EQ(decides(id, "closed"), "ok");
    auto const report = told("report", id);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->sessions, 2);
    EXPECT_FALSE(report->headcount) << "a total would tell the part that was left out";
}

TEST_F(CriticalTest, ASessionIsToldInTheTimeOfItsPlace)
{
    auto const id = under_way();
    // 00:30 of the next 1 July in Tokyo is the day before in Dublin.
    auto const now = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(clock.now()));
    auto const year = std::to_string(static_cast<int>(now.year()) + (now.month() >= std::chrono::July ? 1 : 0));
    auto const session = plans_at(id, { year + "-07-01T00:30", "Asia/Tokyo" });
    ASSERT_TRUE(session.ok()) << session.error().public_text.text;
    auto const t = told("session", *session);
    EXPECT_EQ(t->zone, "Asia/Tokyo");
    EXPECT_EQ(rfc3339(*t->starts_at), std::to_string(std::stoi(year)) + "-06-30T15:30:00.000Z");
    for (cases::LocalTime const& bad : { cases::LocalTime { year + "-07-01T00:30", "Nowhere/Here" }, cases::LocalTime { year + "-07-01T00:30", "" }, cases::LocalTime { "tomorrow", "Europe/Dublin" } })
        EXPECT_EQ(said(plans_at(id, bad)), "bad_input") << bad.zone;
    EXPECT_EQ(cancels(id, *session), "ok");
    EXPECT_EQ(told("session", *session)->zone, "Asia/Tokyo");
}

TEST_F(CriticalTest, EndsWithATotalWhereEachPartWasTold)
{
    auto const id = under_way();
    ASSERT_EQ(assigns(id, mary), "ok");
    for (auto const people : { 12, 14 }) EXPECT_EQ(notes(mary, id, *plans(id, -hours(2)), people), "ok");
    EXPECT_EQ(decides(id, "closed"), "ok");
    EXPECT_EQ(told("report", id)->headcount, 25);
    EXPECT_EQ(told("report", id)->sessions, 2);
}

class CriticalPerson : public CriticalTest {
protected:
    void SetUp() override
    {
        CriticalTest::SetUp();
        command("INSERT INTO access.subject (subject_id, tenant_id, pseudonym, state, created_at, kind) VALUES (" + quoted(anna) + ", '" + access::care_tenant.text() + "', gen_random_uuid(), 'active', " + now()
            + ", 'service_user')");
        incident = under_way();
    }
    std::string offers(Uuid id)
    {
        return said(with<Offer>(anna, [&](Granted<Offer>& g) -> Result<Unit> { return offer(g, gate, id); }));
    }
    template<typename P, typename F>
    auto anna_does(F&& fn)
    {
        return access::as_actor<P>(gate, *pool, access::Actor::service_user(anna, access::care_tenant, session), "care", anna, std::forward<F>(fn));
    }
    std::string answers(bool yes, int wording = 2)
    {
        return said(anna_does<Answer>([&](Granted<Answer>& g) -> Result<Unit> { return answer(g, gate, rules, incident, yes, wording); }));
    }
    std::string withdraws()
    {
        return said(anna_does<Answer>([&](Granted<Answer>& g) -> Result<Unit> { return withdraw(g, gate, incident); }));
    }
    Result<Uuid> opens()
    {
        return access::as_actor<OpenIndividual>(gate, *pool, access::Actor::staff(manager, access::house_tenant, session), "care", anna,
            [&](Granted<OpenIndividual>& g) { return open_individual(g, gate, incident, "She saw it happen"); });
    }
    std::string state()
    {
        auto const all = anna_does<ReadOwn>([&](Granted<ReadOwn>& g) { return individuals(g); }).release();
        return all.empty() ? "" : all.front().state;
    }

    Rules const rules { { { 1, "First" }, { 2, "Second" } } };
    SubjectId const anna = SubjectId::fresh(clock, rng);
    Uuid incident;
};

TEST_F(CriticalPerson, IsOfferedACaseOnceAndWhileSupportIsUnderWay)
{
    auto const waiting = *reports();
    EXPECT_EQ(offers(waiting), "conflict");
    EXPECT_EQ(offers(Uuid::v4(rng)), "not_found");
    EXPECT_EQ(offers(incident), "ok");
    EXPECT_EQ(offers(incident), "conflict");
    EXPECT_EQ(state(), "offered");
}

TEST_F(CriticalPerson, AgreesToTheWordingThatIsAskedNow)
{
    EXPECT_EQ(answers(true), "not_found") << "nobody offered it";
    ASSERT_EQ(offers(incident), "ok");
    EXPECT_EQ(said(opens()), "conflict");
    EXPECT_EQ(answers(true, 1), "conflict") << "the text has changed";
    EXPECT_EQ(withdraws(), "conflict");
    EXPECT_EQ(answers(false), "ok");
    EXPECT_EQ(said(opens()), "conflict");
    EXPECT_EQ(answers(true), "ok") << "who said no may still say yes";
    EXPECT_EQ(answers(false), "conflict");
    auto const id = opens();
    ASSERT_TRUE(id.ok()) << id.error().public_text.text << id.error().detail.text;
    EXPECT_EQ(state(), "opened");
    EXPECT_EQ(said(opens()), "conflict");
    EXPECT_EQ(withdraws(), "conflict") << "an open case is closed with whoever works on it";
}

TEST_F(CriticalPerson, WhoTookTheirYesBackHasNoCase)
{
    ASSERT_EQ(offers(incident), "ok");
    ASSERT_EQ(answers(true), "ok");
    EXPECT_EQ(withdraws(), "ok");
    EXPECT_EQ(said(opens()), "conflict");
    EXPECT_EQ(answers(true), "conflict");
    EXPECT_EQ(state(), "withdrawn");
}

TEST_F(CriticalPerson, StandsInNothingThatTheOrganisationReads)
{
    auto const before = by<Track>(harriet, [&](auto& g) { return track(g); }).release().size();
    ASSERT_EQ(offers(incident), "ok");
    ASSERT_EQ(answers(true), "ok");
    ASSERT_TRUE(opens().ok());
    EXPECT_EQ(by<Track>(harriet, [&](auto& g) { return track(g); }).release().size(), before);
}

} // namespace
} // namespace wellkept::critical
