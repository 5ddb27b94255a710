// For tests of Care's rooms: the house, the care service and an employer on a real database, and accounts of each.
#pragma once
#include "access/system.h"
#include "access/testing.h"
#include "care/intake/intake.h"
#include "care/organisations/organisations.h"
#include "platform/db/connection.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include <gtest/gtest.h>

namespace wellkept::intake::testing {

class Care : public ::testing::Test {
protected:
    void SetUp() override
    {
        auto tx = db::Tx::begin(*all).release();
        auto const now = clock.now();
        ASSERT_TRUE(access::save_tenant(tx, { access::house_tenant, "uk", "active", "A", {}, {}, "house" }, now).ok());
        ASSERT_TRUE(access::save_tenant(tx, { access::care_tenant, "uk", "active", "A", {}, {}, "care" }, now).ok());
        employer = organisations::add(gate, tx, { "Mill Ltd", "employer", "uk", "MA-1" }).release();
        auto const today = std::chrono::floor<std::chrono::days>(now);
        contract = organisations::add_contract(gate, tx, employer,
            { .reference = "C-1", .starts_on = today - std::chrono::days(30), .services = { "eap_counselling" }, .sessions = 6,
                .covered_headcount = 500, .territory = "uk" }).release();
        ASSERT_TRUE(tx.commit().ok());
        account(adviser, "helpline", access::house_tenant);
    }
    void command(std::string const& text)
    {
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role));
        ASSERT_TRUE(c.ok());
        auto const done = c.value()->command(text, "test");
        ASSERT_TRUE(done.ok()) << done.error().detail.text << "\n" << text;
    }
    static std::string quoted(SubjectId s) { return "'" + s.text() + "'"; }
    std::string now() const
    {
        return "to_timestamp(" + std::to_string(std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch()).count()) + ")";
    }
    void account(SubjectId s, std::string const& role, ClientId tenant)
    {
        command("INSERT INTO access.subject (subject_id, tenant_id, pseudonym, state, created_at, kind) VALUES (" + quoted(s) + ", '"
            + tenant.text() + "', gen_random_uuid(), 'active', " + now() + ", 'account')");
        command("INSERT INTO access.account VALUES (" + quoted(s) + ", '" + tenant.text() + "', 'active', ARRAY['" + role
            + "'], '{}', '{}', " + now() + ", NULL, " + now() + ")");
        command("INSERT INTO access.account_session VALUES (" + quoted(s) + ", '" + session.text() + "', " + now() + ", 'totp', " + now()
            + " + interval '9000 days', " + now() + " + interval '9000 days', '', " + now() + ")");
        command("INSERT INTO access.training VALUES (" + quoted(s) + ", gen_random_uuid(), '" + tenant.text()
            + "', 'health_privacy', '2000-01-01', " + now() + " + interval '9000 days', '" + s.text() + "', " + now() + ")");
    }
    access::Visit visit(SubjectId who, std::string purpose = "care") const
    {
        return { access::Actor::staff(who, access::house_tenant, session), std::move(purpose), RequestId::fresh(clock, rng) };
    }
    // Work over the care tenant, or over one person, by the adviser and with its audit rows.
    template <typename P, typename F> auto at_desk(F&& fn, std::string purpose = "care") -> decltype(fn(std::declval<access::GrantedGroup<P>&>()))
    {
        auto v = visit(adviser, std::move(purpose));
        return access::audited(*pool, v, [&](db::Tx& tx) -> decltype(fn(std::declval<access::GrantedGroup<P>&>())) {
            auto g = TRY(gate.decide_group<P>(tx, v, access::care_tenant));
            auto out = TRY(fn(g));
            TRY(gate.finish(g, v));
            rows = v.rows;
            return out;
        });
    }
    template <typename P, typename F> auto with(SubjectId person, F&& fn, std::string purpose = "care") -> decltype(fn(std::declval<access::Granted<P>&>()))
    {
        return access::as_actor<P>(gate, *pool, access::Actor::staff(adviser, access::house_tenant, session), purpose, person, std::forward<F>(fn));
    }
    ServiceUser somebody(std::string name) const
    {
        ServiceUser u;
        u.contact.name = std::move(name);
        u.territory = "uk";
        return u;
    }
    SubjectId add(ServiceUser const& u)
    {
        auto const id = at_desk<Register>([&](access::GrantedGroup<Register>& g) -> Result<SubjectId> {
            return TRY(register_service_user(g, gate, u)).subject();
        });
        EXPECT_TRUE(id.ok()) << id.error().public_text.text << " " << id.error().detail.text;
        return id.ok() ? id.value() : SubjectId {};
    }
    // Names of those found, "latest contact first".
    std::vector<std::string> found(Criteria const& c)
    {
        auto const out = at_desk<Search>([&](access::GrantedGroup<Search>& g) -> Result<std::vector<std::string>> {
            std::vector<std::string> names;
            for (auto const& f : TRY(search(g, c))) names.push_back(TRY(open_found(g, f)).contact.name);
            return names;
        });
        EXPECT_TRUE(out.ok()) << out.error().public_text.text << " " << out.error().detail.text;
        return out.ok() ? out.value() : std::vector<std::string> {};
    }

    mutable SystemRng rng;
    TestClock clock;
    std::string database = db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema");
    std::unique_ptr<db::Pool> pool = db::Pool::create({ .url = db::testing::url(database), .connections = 4 }).release();
    std::unique_ptr<db::Pool> all = db::Pool::create({ .url = db::testing::url(database, db::superuser_role), .connections = 2 }).release();
    access::testing::MemoryKeys keys { rng };
    access::PolicyHolder policy { access::Policy::load(WELLKEPT_SOURCE_DIR "/policy").release() };
    access::Gate gate { policy, keys, clock, rng, "uk" };
    Uuid const session = Uuid::v4(rng);
    SubjectId const adviser = SubjectId::fresh(clock, rng);
    ClientId employer;
    Uuid contract;
    std::vector<access::AuditRow> rows; // of the last work at the desk
};

} // namespace wellkept::intake::testing
