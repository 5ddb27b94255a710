// From a manager's draft to a consent and its withdrawal, on a real database, each by whoever does it.
#include "care/intake/testing_care.h"
#include "care/referrals/store.h"

namespace wellkept::referrals {
namespace {

class ReferralsTest : public intake::testing::Care {
protected:
    void SetUp() override
    {
        Care::SetUp();
        account(manager, "org_manager", employer);
        account(colleague, "org_hr", employer);
        account(cases, "case_manager", access::house_tenant);
        account(clinician, "clinician", access::house_tenant);
        command("INSERT INTO access.vetting VALUES (" + quoted(clinician) + ", " + Care::now() + " + interval '900 days')");
    }
    template <typename P, typename F> auto over(SubjectId who, ClientId home, ClientId tenant, F&& fn) -> decltype(fn(std::declval<access::GrantedGroup<P>&>()))
    {
        access::Visit v { access::Actor::staff(who, home, session), "referral", RequestId::fresh(clock, rng) };
        return access::audited(*pool, v, [&](db::Tx& tx) -> decltype(fn(std::declval<access::GrantedGroup<P>&>())) {
            auto g = TRY(gate.decide_group<P>(tx, v, tenant));
            auto out = TRY(fn(g));
            TRY(gate.finish(g, v));
            return out;
        });
    }
    template <typename P, typename F> auto as(access::Actor actor, SubjectId person, F&& fn) -> decltype(fn(std::declval<access::Granted<P>&>()))
    {
        return access::as_actor<P>(gate, *pool, std::move(actor), "referral", person, std::forward<F>(fn));
    }
    access::Actor staff(SubjectId who) const { return access::Actor::staff(who, access::house_tenant, session); }
    access::Actor self(SubjectId person) const { return access::Actor::service_user(person, access::care_tenant, session); }
    static Text text()
    {
        return { { "Anna Lind", "07700 900123", {}, {} }, "eap_counselling", "planted-reason: she seems low since March", "How can we help?", true, "R. Stone" };
    }
    Uuid drafted()
    {
        auto const id = over<Write>(manager, employer, employer, [&](auto& g) { return write_draft(g, gate, text()); });
        EXPECT_TRUE(id.ok()) << id.error().public_text.text << id.error().detail.text;
        return id.ok() ? id.value() : Uuid {};
    }
    Result<Unit> submitted(Uuid id, SubjectId who) { return over<Write>(who, employer, employer, [&](auto& g) -> Result<Unit> { return submit(g, gate, id); }); }
    SubjectId taken(Uuid id)
    {
        auto const p = over<Take>(adviser, access::house_tenant, access::care_tenant, [&](auto& g) { return take(g, gate, id, {}); });
        EXPECT_TRUE(p.ok()) << p.error().public_text.text << p.error().detail.text;
        return p.ok() ? p.value() : SubjectId {};
    }
    std::vector<std::string> told_to(SubjectId who)
    {
        std::vector<std::string> out;
        auto const all = over<Track>(who, employer, employer, [&](auto& g) { return track(g, gate); });
        EXPECT_TRUE(all.ok()) << all.error().detail.text;
        if (all.ok())
            for (auto const& t : all.value()) out.push_back(t.state);
        return out;
    }
    Result<Unit> answers(SubjectId p, Uuid id, bool yes, bool tells, int wording = 1)
    {
        return as<Answer>(self(p), p, [&](auto& g) -> Result<Unit> { return answer(g, gate, rules, id, { yes, wording, tells, "I was not asked." }); });
    }
    Result<Unit> accepts(SubjectId p, Uuid id, std::optional<Uuid> case_id = {})
    {
        return as<Accept>(staff(cases), p, [&](auto& g) -> Result<Unit> { return accept(g, gate, id, case_id); });
    }
    Result<Unit> withdraws(SubjectId p, Uuid id)
    {
        return as<Answer>(self(p), p, [&](auto& g) -> Result<Unit> { return withdraw(g, gate, id); });
    }

    SubjectId const manager = SubjectId::fresh(clock, rng), colleague = SubjectId::fresh(clock, rng), cases = SubjectId::fresh(clock, rng),
                    clinician = SubjectId::fresh(clock, rng);
    Rules const rules = Rules::load(WELLKEPT_SOURCE_DIR "/policy").release();
};

using Words = std::vector<std::string>;

TEST_F(ReferralsTest, WhatWasSubmittedIsOutOfTheOrganisationsReach)
{
    auto const id = drafted();
    EXPECT_EQ(told_to(manager), Words { "drafted" });
    EXPECT_FALSE(submitted(id, colleague).ok()) << "it is not theirs";
    ASSERT_TRUE(submitted(id, manager).ok());
    EXPECT_FALSE(submitted(id, manager).ok()) << "it is gone";
    EXPECT_EQ(told_to(manager), Words { "received" });
    EXPECT_EQ(told_to(colleague), Words {}) << "whoever did not write it does not learn that there is one";
    auto const person = taken(id);
    EXPECT_FALSE((over<Take>(adviser, access::house_tenant, access::care_tenant, [&](auto& g) { return take(g, gate, id, {}); }).ok())) << "taken once";
    auto const own = as<ReadOwn>(self(person), person, [&](auto& g) { return referrals::all(g); });
    ASSERT_TRUE(own.ok()) << own.error().detail.text;
    ASSERT_EQ(own->size(), 1u);
    EXPECT_EQ(own->at(0).text.reason, text().reason) << "word for word";
    EXPECT_EQ(own->at(0).state, State::awaiting_service_user);
    EXPECT_EQ(told_to(manager), Words { "received" }) << "not even that the person was found";
}

TEST_F(ReferralsTest, NoWorkBeforeAYesAndNoneAfterAWithdrawal)
{
    auto const id = drafted();
    ASSERT_TRUE(submitted(id, manager).ok());
    auto const person = taken(id);
    auto const case_id = Uuid::v4(rng);
    EXPECT_FALSE(accepts(person, id, case_id).ok()) << "nobody has agreed";
    EXPECT_FALSE(answers(person, id, true, true, 2).ok()) << "another wording than the one that is asked";
    ASSERT_TRUE(answers(person, id, true, true).ok());
    EXPECT_FALSE(answers(person, id, false, true).ok()) << "answered already";
    ASSERT_TRUE(accepts(person, id, case_id).ok());
    EXPECT_EQ(told_to(manager), Words { "accepted" });
    command("INSERT INTO access.assignment VALUES (" + quoted(person) + ", gen_random_uuid(), " + quoted(clinician) + ", 'assigned', '" + case_id.text() + "', " + Care::now() + ", NULL)");
    auto const reads = [&] { return as<Read>(staff(clinician), person, [&](auto& g) { return referrals::all(g); }); };
    clock.advance(std::chrono::seconds(1));
    ASSERT_TRUE(reads().ok()) << reads().error().detail.text;
    ASSERT_TRUE(withdraws(person, id).ok());
    EXPECT_FALSE(reads().ok()) << "at once";
    EXPECT_FALSE(accepts(person, id).ok());
    EXPECT_FALSE(withdraws(person, id).ok());
    EXPECT_EQ(told_to(manager), Words { "withdrawn" });
}

TEST_F(ReferralsTest, WhatThePersonDoesNotLetThemKnowTheyNeverHear)
{
    for (bool const yes : { true, false }) {
        auto const id = drafted();
        ASSERT_TRUE(submitted(id, manager).ok());
        auto const person = taken(id);
        ASSERT_TRUE(answers(person, id, yes, false).ok());
        if (yes) {
            ASSERT_TRUE(accepts(person, id).ok());
            ASSERT_TRUE(withdraws(person, id).ok());
        }
    }
    EXPECT_EQ(told_to(manager), (Words { "received", "received" })) << "a yes, a no and a withdrawal look alike";
}

TEST_F(ReferralsTest, NothingReadableIsStoredAndNoOrganisationReachesThePerson)
{
    auto const id = drafted();
    ASSERT_TRUE(submitted(id, manager).ok());
    auto const person = taken(id);
    auto tx = db::Tx::begin(*pool).release();
    access::Visit v { access::Actor::staff(manager, employer, session), "referral", RequestId::fresh(clock, rng) };
    EXPECT_FALSE(gate.decide<Read>(tx, v, person).ok());
    EXPECT_FALSE(gate.decide_group<Inbox>(tx, v, access::care_tenant).ok());
    EXPECT_FALSE(gate.decide_group<List>(tx, v, access::care_tenant).ok());
    auto const row = as<ReadOwn>(self(person), person, [&](auto& g) { return store::find(g, id); });
    ASSERT_TRUE(row.ok() && row->has_value());
    EXPECT_EQ((*row)->body.data.find("planted-reason"), std::string::npos);
    auto const stranger = add(somebody("Ben Hale"));
    EXPECT_FALSE((as<ReadOwn>(self(person), stranger, [&](auto& g) { return referrals::all(g); }).ok()));
}

TEST_F(ReferralsTest, AServiceThatNoContractCoversIsNotReferredTo)
{
    auto t = text();
    t.service = "fitness_to_work";
    auto const id = over<Write>(manager, employer, employer, [&](auto& g) { return write_draft(g, gate, t); });
    ASSERT_FALSE(id.ok());
    EXPECT_EQ(id.error().code, Code::conflict);
    auto const person = add(somebody("Cora Ellis"));
    EXPECT_FALSE((as<Record>(staff(adviser), person, [&](auto& g) { return record(g, gate, employer, "form", t); }).ok()));
    auto const on_paper = as<Record>(staff(adviser), person, [&](auto& g) { return record(g, gate, employer, "form", text()); });
    ASSERT_TRUE(on_paper.ok()) << on_paper.error().detail.text;
    auto const own = as<ReadOwn>(self(person), person, [&](auto& g) { return referrals::all(g); });
    ASSERT_TRUE(own.ok());
    EXPECT_EQ(own->at(0).source, "form");
}

TEST_F(ReferralsTest, ADraftIsItsAuthorsToGoOnWithAndToThrowAway)
{
    auto gaps = text();
    gaps.person = {};
    gaps.service = gaps.reason = "";
    auto const made = over<Write>(manager, employer, employer, [&](auto& g) { return write_draft(g, gate, gaps); });
    ASSERT_TRUE(made.ok()) << made.error().public_text.text;
    auto const id = made.value();
    EXPECT_EQ(submitted(id, manager).error().code, Code::bad_input) << "what has gaps is not handed over";
    auto const change = [&](SubjectId who) { return over<Write>(who, employer, employer, [&](auto& g) -> Result<Unit> { return change_draft(g, gate, id, text()); }); };
    auto const look = [&](SubjectId who) { return over<Track>(who, employer, employer, [&](auto& g) { return read_draft(g, gate, id); }); };
    auto const drop = [&](SubjectId who) { return over<Write>(who, employer, employer, [&](auto& g) -> Result<Unit> { return drop_draft(g, gate, id); }); };
    EXPECT_FALSE(change(colleague).ok());
    EXPECT_FALSE(look(colleague).ok());
    EXPECT_FALSE(drop(colleague).ok());
    ASSERT_TRUE(change(manager).ok());
    ASSERT_TRUE(look(manager).ok());
    EXPECT_EQ(look(manager)->reason, text().reason);
    ASSERT_TRUE(drop(manager).ok());
    EXPECT_FALSE(look(manager).ok());
    EXPECT_EQ(told_to(manager), Words {});
    auto const second = drafted();
    ASSERT_TRUE(submitted(second, manager).ok());
    EXPECT_FALSE((over<Track>(manager, employer, employer, [&](auto& g) { return read_draft(g, gate, second); }).ok())) << "handed over, it is not theirs";
}

TEST_F(ReferralsTest, WhatIsTakenBackComesToNothingAndTellsNothing)
{
    auto const back = [&](Uuid id, SubjectId who) { return over<Write>(who, employer, employer, [&](auto& g) -> Result<Unit> { return take_back(g, gate, id); }); };
    auto const away = [&](Uuid id) { return over<Take>(adviser, access::house_tenant, access::care_tenant, [&](auto& g) -> Result<Unit> { return put_away(g, gate, id); }); };
    auto const waiting = drafted();
    EXPECT_FALSE(back(waiting, manager).ok()) << "a draft is thrown away, not taken back";
    ASSERT_TRUE(submitted(waiting, manager).ok());
    EXPECT_FALSE(away(waiting).ok()) << "it waits for somebody";
    EXPECT_FALSE(back(waiting, colleague).ok());
    ASSERT_TRUE(back(waiting, manager).ok());
    EXPECT_TRUE(back(waiting, manager).ok()) << "a second time says the same";
    EXPECT_FALSE((over<Take>(adviser, access::house_tenant, access::care_tenant, [&](auto& g) { return take(g, gate, waiting, {}); }).ok()));
    ASSERT_TRUE(away(waiting).ok());
    EXPECT_FALSE(away(waiting).ok());

    auto const asked = drafted();
    ASSERT_TRUE(submitted(asked, manager).ok());
    auto const person = taken(asked);
    ASSERT_TRUE(answers(person, asked, true, true).ok());
    ASSERT_TRUE(back(asked, manager).ok()) << "the answer is the same as for one that nobody took up";
    EXPECT_FALSE(accepts(person, asked).ok());
    ASSERT_TRUE(withdraws(person, asked).ok());
    EXPECT_EQ(told_to(manager), (Words { "taken_back", "taken_back" })) << "nothing more is told, though they may know";
}

} // namespace
} // namespace wellkept::referrals
