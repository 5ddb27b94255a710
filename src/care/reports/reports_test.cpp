// A report from draft to exactly its recipient, on a real database, and every way round the person, tried.
#include "care/intake/testing_care.h"
#include "care/reports/store.h"
#include "keep/disclosures/disclosures.h"

namespace wellkept::reports {
namespace {

constexpr char const* first_text = "planted-report: attended four sessions; able to return in stages.";

class ReportsTest : public intake::testing::Care {
protected:
    void SetUp() override
    {
        Care::SetUp();
        command("UPDATE organisations.contract SET services = ARRAY['psychological_services', 'eap_counselling']");
        account(manager, "org_manager", employer);
        account(colleague, "org_hr", employer);
        account(cases, "case_manager", access::house_tenant);
        account(clinician, "clinician", access::house_tenant);
        account(lead, "clinical_lead", access::house_tenant);
        for (auto const s : { clinician, lead }) command("INSERT INTO access.vetting VALUES (" + quoted(s) + ", " + Care::now() + " + interval '900 days')");
        person = add(somebody("Anna Lind"));
        referral = referred("psychological_services");
    }
    template <typename P, typename F> auto by(access::Actor actor, F&& fn, std::string const& purpose = "care") -> decltype(fn(std::declval<access::Granted<P>&>()))
    {
        return access::as_actor<P>(gate, *pool, std::move(actor), purpose, person, std::forward<F>(fn));
    }
    access::Actor staff(SubjectId who) const { return access::Actor::staff(who, access::house_tenant, session); }
    access::Actor self() const { return access::Actor::service_user(person, access::care_tenant, session); }
    // As it comes from the manager's account, agreed to, accepted and with the clinician assigned.
    Uuid referred(std::string const& service)
    {
        access::Visit v { access::Actor::staff(manager, employer, session), "referral", RequestId::fresh(clock, rng) };
        auto const id = access::audited(*pool, v, [&](db::Tx& tx) -> Result<Uuid> {
            auto g = TRY(gate.decide_group<referrals::Write>(tx, v, employer));
            referrals::Text const text { { "Anna Lind", "07700 900123", {}, {} }, service, "Absent since March", "", true, {} };
            auto const made = TRY(referrals::write_draft(g, gate, text));
            TRY(referrals::submit(g, gate, made));
            TRY(gate.finish(g, v));
            return made;
        }).release();
        EXPECT_TRUE((at_desk<referrals::Take>([&](auto& g) { return referrals::take(g, gate, id, person); }, "referral").ok()));
        auto const yes = by<referrals::Answer>(self(), [&](auto& g) -> Result<Unit> { return referrals::answer(g, gate, asked, id, { true, 1, true, {} }); }, "referral");
        EXPECT_TRUE(yes.ok()) << yes.error().detail.text;
        auto const taken = by<referrals::Accept>(staff(cases), [&](auto& g) -> Result<Unit> { return referrals::accept(g, gate, id, case_id); }, "referral");
        EXPECT_TRUE(taken.ok()) << taken.error().detail.text;
        command("INSERT INTO access.assignment VALUES (" + quoted(person) + ", gen_random_uuid(), " + quoted(clinician) + ", 'assigned', '" + case_id.text() + "', " + Care::now() + " - interval '1 hour', NULL)");
        return id;
    }
    Result<Uuid> drafts(std::string const& kind = "session_report", Uuid of = {})
    {
        return by<Write>(staff(clinician), [&](auto& g) { return draft(g, gate, rules, of.is_nil() ? referral : of, kind, first_text); });
    }
    Result<Unit> does(Uuid id, Event e, std::string const& text = "a text", std::string const& hash = hash_of(first_text))
    {
        switch (e) {
        case Event::approve: return by<Approve>(staff(lead), [&](auto& g) -> Result<Unit> { return approve(g, gate, id); });
        case Event::send: return by<Write>(staff(clinician), [&](auto& g) -> Result<Unit> { return send(g, gate, id); });
        case Event::revise: return by<Write>(staff(clinician), [&](auto& g) -> Result<Unit> { return rewrite(g, gate, id, text); });
        case Event::decline_change: return by<Write>(staff(clinician), [&](auto& g) -> Result<Unit> { return decline_change(g, gate, id, text); });
        case Event::release: return by<Release>(staff(clinician), [&](auto& g) -> Result<Unit> { return release(g, gate, rules, id); }, "report_release");
        case Event::recall: return by<Recall>(staff(lead), [&](auto& g) -> Result<Unit> { return recall(g, gate, id, text); });
        case Event::agree: return by<Answer>(self(), [&](auto& g) -> Result<Unit> { return agree(g, gate, id, hash); });
        case Event::attach: return by<Answer>(self(), [&](auto& g) -> Result<Unit> { return attach(g, gate, id, hash, text); });
        case Event::ask_change: return by<Answer>(self(), [&](auto& g) -> Result<Unit> { return ask_change(g, gate, id, text); });
        case Event::withdraw: return by<Answer>(self(), [&](auto& g) -> Result<Unit> { return withdraw(g, gate, id); });
        case Event::supersede: break;
        }
        return bug("nobody does this");
    }
    void ok(Uuid id, std::vector<Event> const& all, std::string const& text = "a text")
    {
        for (auto const e : all) {
            auto const done = does(id, e, text);
            ASSERT_TRUE(done.ok()) << name(e) << ": " << done.error().public_text.text << " " << done.error().detail.text;
        }
    }
    // What an account of the organisation reads of reports: their texts.
    std::vector<std::string> received(SubjectId who)
    {
        access::Visit v { access::Actor::staff(who, employer, session), "report_release", RequestId::fresh(clock, rng) };
        return access::audited(*pool, v, [&](db::Tx& tx) -> Result<std::vector<std::string>> {
            auto g = TRY(gate.decide_group<Receive>(tx, v, employer));
            std::vector<std::string> out;
            for (auto const& d : TRY(g.rows(store::delivered_to(), g.actor().pseudonym)))
                out.push_back(TRY(gate.keys().open_for_tenant(employer, "reports.delivered/" + d.report.text(), d.body.data)));
            TRY(gate.finish(g, v));
            return out;
        }).release();
    }
    std::size_t disclosed()
    {
        return by<disclosures::ReadOwn>(self(), [&](auto& g) { return disclosures::all(g); }, "accountability").release().size();
    }

    SubjectId const manager = SubjectId::fresh(clock, rng), colleague = SubjectId::fresh(clock, rng), cases = SubjectId::fresh(clock, rng),
                    clinician = SubjectId::fresh(clock, rng), lead = SubjectId::fresh(clock, rng);
    referrals::Rules const asked = referrals::Rules::load(WELLKEPT_SOURCE_DIR "/policy").release();
    Rules const rules = Rules::load(WELLKEPT_SOURCE_DIR "/policy").release();
    Uuid const case_id = Uuid::v4(rng);
    SubjectId person;
    Uuid referral;
};

using enum Event;

TEST_F(ReportsTest, GoesToExactlyTheOneWhoReferredAndThePersonSeesThatItDid)
{
    auto const id = drafts().release();
    ok(id, { approve, send, agree });
    EXPECT_TRUE(received(manager).empty()) << "agreed is not released";
    ok(id, { release });
    auto const got = received(manager);
    ASSERT_EQ(got.size(), 1u);
    EXPECT_NE(got[0].find("able to return in stages"), std::string::npos);
    EXPECT_TRUE(received(colleague).empty()) << "the same organisation, another account";
    EXPECT_EQ(disclosed(), 1u);
    ok(id, { recall });
    EXPECT_TRUE(received(manager).empty());
    EXPECT_EQ(disclosed(), 1u) << "that it went out stays in the accounting";
}

TEST_F(ReportsTest, IsReleasedRoundThePersonByNoPath)
{
    auto const id = drafts().release();
    EXPECT_FALSE(does(id, release).ok()) << "a draft";
    EXPECT_FALSE((by<Approve>(staff(clinician), [&](auto& g) -> Result<Unit> { return reports::approve(g, gate, id); }).ok())) << "the writer's own";
    ok(id, { approve });
    EXPECT_FALSE(does(id, release).ok()) << "approved, unread";
    EXPECT_FALSE(does(id, agree).ok()) << "what was not given to them, they cannot agree to";
    ok(id, { send });
    EXPECT_FALSE(does(id, release).ok()) << "unanswered";
    clock.advance(std::chrono::hours(24 * 22));
    EXPECT_FALSE(does(id, release).ok()) << "silence is no yes";
    EXPECT_FALSE(does(id, ask_change).ok()) << "21 days are over";
    EXPECT_FALSE(does(id, agree, "", hash_of("another text")).ok()) << "not what they read";
    ok(id, { send, ask_change });
    EXPECT_FALSE(does(id, release).ok());
    ok(id, { revise }, "another text");
    EXPECT_FALSE(does(id, send).ok()) << "the new text is approved again";
    ok(id, { approve, send });
    EXPECT_FALSE(does(id, agree).ok()) << "the hash of the old text";
    ASSERT_TRUE(does(id, agree, "", hash_of("another text")).ok());
    command("UPDATE reports.report SET body = (SELECT body FROM reports.report LIMIT 1), agreed_hash = '\\x00'");
    EXPECT_FALSE(does(id, release).ok()) << "another text than the one agreed to";
    command("UPDATE reports.report SET state = 'with_service_user', agreed_hash = NULL");
    ok(id, { withdraw });
    for (auto const e : { release, agree, send, approve, ask_change }) EXPECT_FALSE(does(id, e).ok()) << name(e);
    EXPECT_EQ(disclosed(), 0u);
    EXPECT_TRUE(received(manager).empty());
}

TEST_F(ReportsTest, WithTheReferralsConsentEverythingStops)
{
    auto const out = drafts().release(), waiting = drafts().release();
    ok(out, { approve, send, agree, release });
    ok(waiting, { approve, send, agree });
    ASSERT_EQ(received(manager).size(), 1u);
    auto const stopped = by<referrals::Answer>(self(), [&](auto& g) -> Result<Unit> {
        return referrals::withdraw(g, gate, referral, [&](access::SubjectGrant const& grant, Uuid r) { return stop(grant, gate, r); });
    }, "referral");
    ASSERT_TRUE(stopped.ok()) << stopped.error().detail.text;
    EXPECT_TRUE(received(manager).empty());
    EXPECT_FALSE(does(waiting, release).ok());
    EXPECT_FALSE(drafts().ok()) << "the clinician is assigned no longer";
    command("UPDATE access.assignment SET ends_at = NULL");
    EXPECT_FALSE(does(waiting, release).ok()) << "and were they, there is no consent";
    EXPECT_FALSE(drafts().ok());
}

TEST_F(ReportsTest, ADeclinedChangeGoesOutOnlyWithTheirViewsOrTheirYes)
{
    auto const id = drafts().release();
    ok(id, { approve, send, ask_change, decline_change });
    for (auto const e : { release, send, approve, revise, ask_change }) EXPECT_FALSE(does(id, e).ok()) << name(e);
    ok(id, { attach }, "planted-views: I was never late.");
    ok(id, { release });
    ASSERT_EQ(received(manager).size(), 1u);
    EXPECT_NE(received(manager)[0].find("I was never late"), std::string::npos) << "their views go with it";
}

TEST_F(ReportsTest, OnlyWhatThePolicyHasForTheServiceCanBeWritten)
{
    EXPECT_FALSE(drafts("fitness_report").ok());
    EXPECT_FALSE(drafts("session_notes").ok());
    auto const counselling = referred("eap_counselling");
    EXPECT_FALSE(drafts("session_report", counselling).ok()) << "what is said in counselling is reported to nobody";
    EXPECT_TRUE(drafts("session_report").ok());
    // Nor does a report that was allowed once go out after the rule is gone.
    auto const id = drafts().release();
    ok(id, { approve, send, agree });
    Rules const none;
    EXPECT_FALSE((by<Release>(staff(clinician), [&](auto& g) -> Result<Unit> { return reports::release(g, gate, none, id); }, "report_release").ok()));
    command("UPDATE access.tenant SET agreement_until = " + Care::now() + " - interval '1 day' WHERE tenant_id = '" + employer.text() + "'");
    EXPECT_FALSE(does(id, release).ok()) << "no agreement on file";
    EXPECT_EQ(disclosed(), 0u);
}

TEST_F(ReportsTest, NothingOfItLiesReadable)
{
    auto const id = drafts().release();
    ok(id, { approve, send, ask_change, decline_change, attach }, "planted-views");
    ok(id, { release });
    auto const row = by<ReadOwn>(self(), [&](auto& g) { return store::find(g, id); }).release();
    ASSERT_TRUE(row && row->statement);
    EXPECT_EQ(row->body.data.find("planted"), std::string::npos);
    EXPECT_EQ(row->statement->data.find("planted"), std::string::npos);
}

} // namespace
} // namespace wellkept::reports
