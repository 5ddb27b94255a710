// For this room's tests: a care service with staff of each role and two people who seek help, on a real database.
#pragma once
#include "access/gate.h"
#include "access/system.h"
#include "access/testing.h"
#include "care/cases/case_file.h"
#include "care/clinicians/clinicians.h"
#include "platform/db/connection.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include <gtest/gtest.h>

namespace wellkept::cases::testing {

class House : public ::testing::Test {
protected:
    void SetUp() override
    {
        auto tx = db::Tx::begin(*all).release();
        ASSERT_TRUE(access::save_tenant(tx, { access::house_tenant, "eu", "active", "A", {}, {}, "house" }, clock.now()).ok());
        ASSERT_TRUE(access::save_tenant(tx, { access::care_tenant, "eu", "active", "A", {}, {}, "care" }, clock.now()).ok());
        ASSERT_TRUE(tx.commit().ok());
        for (auto const s : { ann, ben }) subject(s, access::care_tenant, "service_user");
        account(helpline, "helpline");
        account(manager, "case_manager");
        account(lead, "clinical_lead");
        account(mary, "clinician");
        account(omar, "affiliate");
        for (auto const s : { lead, mary, omar }) {
            command("INSERT INTO access.vetting VALUES (" + quoted(s) + ", " + now() + " + interval '700 days') ON CONFLICT DO NOTHING");
            vet(s);
        }
    }
    void command(std::string const& text)
    {
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role));
        ASSERT_TRUE(c.ok());
        auto const done = c.value()->command(text, "test");
        ASSERT_TRUE(done.ok()) << done.error().detail.text;
    }
    static std::string quoted(SubjectId s) { return "'" + s.text() + "'"; }
    std::string now() const { return "to_timestamp(" + std::to_string(std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch()).count()) + ")"; }
    void subject(SubjectId s, ClientId t, std::string const& kind)
    {
        command("INSERT INTO access.subject (subject_id, tenant_id, pseudonym, state, created_at, kind) VALUES (" + quoted(s) + ", '" + t.text()
            + "', gen_random_uuid(), 'active', " + now() + ", '" + kind + "')");
    }
    void account(SubjectId s, std::string const& role)
    {
        subject(s, access::house_tenant, "account");
        command("INSERT INTO access.account VALUES (" + quoted(s) + ", '" + access::house_tenant.text() + "', 'active', ARRAY['" + role + "'], '{}', '{}', " + now() + ", NULL, "
            + now() + ")");
        command("INSERT INTO access.account_session VALUES (" + quoted(s) + ", '" + session.text() + "', " + now() + ", 'totp', " + now() + " + interval '900 days', " + now()
            + " + interval '900 days', '', " + now() + ")");
        command("INSERT INTO access.training VALUES (" + quoted(s) + ", gen_random_uuid(), '" + access::house_tenant.text() + "', 'health_privacy', '2000-01-01', " + now()
            + " + interval '900 days', '" + s.text() + "', " + now() + ")");
    }
    template<typename P, typename F>
    auto as(SubjectId who, SubjectId whom, std::string const& purpose, F&& fn)
    {
        return access::as_actor<P>(gate, *pool, access::Actor::staff(who, access::house_tenant, session), purpose, whom, std::forward<F>(fn));
    }
    template<typename P, typename F>
    auto as(SubjectId who, F&& fn)
    {
        return as<P>(who, ann, "care", std::forward<F>(fn));
    }
    template<typename P, typename F>
    auto listing(SubjectId who, ClientId tenant, std::string const& purpose, F&& fn)
    {
        access::Visit visit { access::Actor::staff(who, access::house_tenant, session), purpose, RequestId::fresh(clock, rng) };
        return access::audited(*pool, visit, [&](db::Tx& tx) -> decltype(fn(std::declval<access::GrantedGroup<P>&>())) {
            auto group = TRY(gate.decide_group<P>(tx, visit, tenant));
            auto out = TRY(fn(group));
            TRY(gate.finish(group, visit));
            return out;
        });
    }
    void vet(SubjectId account)
    {
        auto const by = account == lead ? director : lead;
        if (account == lead) this->account(director, "director");
        auto const done = as<clinicians::Vet>(by, account, "care_governance", [&](access::Granted<clinicians::Vet>& g) -> Result<> {
            TRY(clinicians::save(g, gate, { "Dr Áine Ní Bhriain", { "trauma" }, { "en", "ga" }, { "Dublin" }, { "video", "in_person" }, 3, "Europe/Dublin", {} }));
            for (auto const kind : clinicians::kinds)
                TRY(clinicians::renew(g, gate, { std::string(kind), clock.now() + std::chrono::hours(24 * 700), "BACP", "0000" }));
            TRY(clinicians::set_state(g, gate, "verified"));
            return clinicians::set_state(g, gate, "active");
        });
        ASSERT_TRUE(done.ok()) << done.error().public_text.text << " " << done.error().detail.text;
    }

    // Ann's case in somebody's hands, from the enquiry on.
    Uuid allocated_to(SubjectId clinician)
    {
        auto const id = as<OpenCase>(helpline, [&](auto& g) { return open_case(g, gate, { "", "Cannot sleep since the move.", "helpline" }); });
        EXPECT_TRUE(id.ok()) << id.error().detail.text;
        EXPECT_TRUE(as<Assess>(helpline, [&](auto& g) { return assess(g, context, *id, { "eap_counselling", "low", "Sleepless, worried.", "en", "", "video", { "sleep" } }); }).ok());
        EXPECT_TRUE(as<Take>(manager, [&](auto& g) { return take(g, gate, *id); }).ok());
        auto const offered = as<Allocate>(manager, [&](auto& g) { return offer(g, gate, *id, clinician); });
        EXPECT_TRUE(offered.ok()) << offered.error().public_text.text << offered.error().detail.text;
        EXPECT_TRUE(as<AnswerOffer>(clinician, [&](auto& g) { return answer(g, gate, *id, true); }).ok());
        return *id;
    }
    bool reads(SubjectId who, Uuid id) { return as<ReadCase>(who, [&](auto& g) { return load_own(g, id); }).ok(); }

    SystemRng rng;
    TestClock clock;
    std::string database = db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema");
    std::unique_ptr<db::Pool> pool = db::Pool::create({ .url = db::testing::url(database), .connections = 4 }).release();
    std::unique_ptr<db::Pool> all = db::Pool::create({ .url = db::testing::url(database, db::superuser_role), .connections = 2 }).release();
    access::testing::MemoryKeys keys { rng };
    access::PolicyHolder policy { access::Policy::load(WELLKEPT_SOURCE_DIR "/policy").release() };
    access::Gate gate { policy, keys, clock, rng, "eu" };
    Context context { *pool, gate, Rules::load(WELLKEPT_SOURCE_DIR "/policy/care.yaml").release(),
        Instruments::load({ WELLKEPT_SOURCE_DIR "/policy/questionnaires" }).release(), "https://localhost" };
    Uuid const session = Uuid::v4(rng);
    SubjectId const ann = SubjectId::fresh(clock, rng), ben = SubjectId::fresh(clock, rng), helpline = SubjectId::fresh(clock, rng), manager = SubjectId::fresh(clock, rng),
                    lead = SubjectId::fresh(clock, rng), mary = SubjectId::fresh(clock, rng), omar = SubjectId::fresh(clock, rng), director = SubjectId::fresh(clock, rng);
};

} // namespace wellkept::cases::testing
