// The Gate's decisions against a real database: each reason to refuse, the second lock, and the audit rows that are
// owed.
#include "access/gate.h"
#include "access/handles.h"
#include "access/system.h"
#include "access/testing.h"
#include "platform/db/connection.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include <condition_variable>
#include <gtest/gtest.h>

namespace wellkept::access {
namespace {

struct Read {
    static constexpr PermissionInfo info { .name = "timeseries.read", .needs_consent = true };
};
struct Write {
    static constexpr PermissionInfo info { .name = "timeseries.write", .writes = true, .needs_consent = true };
};
struct Profile {
    static constexpr PermissionInfo info { .name = "members.read" };
};
struct Self {
    static constexpr PermissionInfo info { .name = "members.read_self", .while_erasing = true };
};
struct List {
    static constexpr PermissionInfo info { .name = "members.list" };
};
struct Erase {
    static constexpr PermissionInfo info { .name = "members.erase", .writes = true, .exclusive = true };
};
struct Unlisted {
    static constexpr PermissionInfo info { .name = "nobody.listed_it" };
};

struct Count {
    std::int64_t n;
};
struct Named {
    SubjectId subject;
    Uuid pseudonym;
};
struct Payload {
    std::optional<db::Bytes> payload;
    Uuid event;
};
db::PersonalQuery<Count, SubjectId> const subjects_seen { "gate_test/subjects",
    "SELECT count(*) FROM access.subject WHERE $1::uuid IS NOT NULL" };
db::PersonalQuery<Named, ClientId> const listed { "gate_test/listed",
    "SELECT subject_id, pseudonym FROM access.subject WHERE tenant_id = $1 OR true ORDER BY 1" };
db::PersonalQuery<Payload, SubjectId> const payloads { "gate_test/payloads",
    "SELECT payload, event_id FROM access.audit_event WHERE $1::uuid IS NOT NULL AND payload IS NOT NULL" };
db::PlainQuery<Count> const audit_visible { "gate_test/audit_visible", "SELECT count(*) FROM access.audit_event" };
db::PlainQuery<Count, std::string> const audit_of { "gate_test/audit_of",
    "SELECT count(*) FROM access.audit_event WHERE decision = $1" };
db::PlainQuery<Count, RequestId> const audit_of_request { "gate_test/audit_of_request",
    "SELECT count(*) FROM access.audit_event WHERE request_id = $1" };

struct Locked {
    bool yes;
};
db::PlainQuery<Locked, std::int64_t> const try_exclusive { "gate_test/try_exclusive",
    "SELECT pg_try_advisory_xact_lock($1)" };

class GateTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        for (auto const t : { mine, theirs })
            command("INSERT INTO access.tenant VALUES ('" + t.text() + "', 'eu', 'active', 'A-1', NULL, now())");
        add(ann, mine);
        add(ben, mine);
        add(cat, theirs);
        consent(ann, "heart", "self", "granted");
    }
    void command(std::string const& text)
    {
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role));
        ASSERT_TRUE(c.ok());
        auto const done = c.value()->command(text, "test");
        ASSERT_TRUE(done.ok()) << done.error().detail.text;
    }
    void add(SubjectId s, ClientId t)
    {
        command("INSERT INTO access.subject VALUES ('" + s.text() + "', '" + t.text()
            + "', gen_random_uuid(), 'active', now())");
    }
    void consent(SubjectId s, std::string const& category, std::string const& purpose, std::string const& decision)
    {
        command("INSERT INTO access.consent_event (subject_id, event_id, connection_id, category, purpose, recipient, "
                "decision, wording_version,"
                " language, channel, captured_by, at) VALUES ('"
            + s.text() + "', gen_random_uuid(), '" + connection.text() + "', '" + category + "', '" + purpose
            + "', 'x', '" + decision + "', '1', 'en', 'test', 'member', now())");
    }
    Visit visit(Actor actor, std::string purpose)
    {
        return { std::move(actor), std::move(purpose), RequestId::fresh(clock, rng), {} };
    }
    // The reason of the refusal, "" for a grant.
    template <typename P>
    std::string reason(Actor actor, std::string const& purpose, SubjectId who, Code expected = Code::not_found)
    {
        auto tx = db::Tx::begin(*pool).release();
        auto v = visit(std::move(actor), purpose);
        auto const g = gate.decide<P>(tx, v, who);
        if (g.ok()) {
            EXPECT_TRUE(v.rows.empty()) << "a permit is written by finish()";
            return "";
        }
        EXPECT_EQ(g.error().code, expected) << g.error().detail.text;
        EXPECT_EQ(v.rows.size(), 1u);
        if (v.rows.size() != 1) return "?";
        EXPECT_EQ(v.rows[0].decision, "refuse");
        EXPECT_EQ(v.rows[0].action, P::info.name);
        return v.rows[0].reason;
    }
    Actor me(SubjectId s) const { return Actor::member(s, s == cat ? theirs : mine, {}); }
    // As the owner of everything sees it.
    template <typename Row, typename... P>
    Row seen(db::PlainQuery<Row, P...> const& q, std::type_identity_t<P> const&... p)
    {
        auto tx = db::Tx::begin(*all).release();
        return tx.one(q, p...).release();
    }

    SystemRng rng;
    TestClock clock;
    std::string database = db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema");
    std::unique_ptr<db::Pool> pool =
        db::Pool::create({ .url = db::testing::url(database), .connections = 4 }).release();
    std::unique_ptr<db::Pool> all =
        db::Pool::create({ .url = db::testing::url(database, db::superuser_role), .connections = 2 }).release();
    testing::MemoryKeys keys { rng };
    PolicyHolder policy { Policy::load(WELLKEPT_SOURCE_DIR "/policy").release() };
    Gate gate { policy, keys, clock, rng, "eu" };
    ClientId const mine = ClientId::fresh(clock, rng), theirs = ClientId::fresh(clock, rng);
    SubjectId const ann = SubjectId::fresh(clock, rng), ben = SubjectId::fresh(clock, rng),
                    cat = SubjectId::fresh(clock, rng);
    ConnectionId const connection = ConnectionId::fresh(clock, rng);
};

TEST_F(GateTest, SaysNoForEachReasonItHas)
{
    EXPECT_EQ(reason<Read>(me(ann), "self", ann), "");
    EXPECT_EQ(reason<Read>({}, "self", ann, Code::unauthenticated), "unauthenticated");
    EXPECT_EQ(reason<Unlisted>(me(ann), "self", ann, Code::forbidden), "role");
    EXPECT_EQ(reason<Read>(me(ann), "share_with_client", ann, Code::forbidden), "role")
        << "a right permission for a wrong purpose";
    EXPECT_EQ(reason<Read>(Actor::system("compact"), "self", ann, Code::forbidden), "role");
    EXPECT_EQ(reason<Read>(Actor::operator_("root"), "self", ann, Code::forbidden), "role");
    EXPECT_EQ(reason<Read>(me(ann), "self", SubjectId::fresh(clock, rng)), "unknown_subject");
    EXPECT_EQ(reason<Read>(me(ann), "self", ben), "not_own");
    EXPECT_EQ(reason<Profile>(Actor::client(mine), "provide_service", ann), "");
    EXPECT_EQ(reason<Profile>(Actor::client(theirs), "provide_service", ann), "foreign_tenant");
    EXPECT_EQ(reason<Read>(me(ben), "self", ben), "no_consent");
    EXPECT_EQ(reason<Read>(Actor::client(mine), "share_with_client", ann), "no_consent")
        << "consent to self is none to the portal";
    EXPECT_EQ(reason<Write>(Actor::client(mine), "collect", ann), "") << "collecting follows from any switch";
    consent(ann, "heart", "self", "withdrawn");
    EXPECT_EQ(reason<Read>(me(ann), "self", ann), "no_consent") << "at once";
    EXPECT_EQ(reason<Write>(Actor::client(mine), "collect", ann), "no_consent");
    consent(ann, "heart", "self", "granted");

    command("UPDATE access.subject SET state = 'erasing' WHERE subject_id = '" + ann.text() + "'");
    EXPECT_EQ(reason<Read>(me(ann), "self", ann), "erasing");
    EXPECT_EQ(reason<Self>(me(ann), "provide_service", ann), "");
    command("UPDATE access.subject SET state = 'active'");
    command("UPDATE access.tenant SET status = 'suspended' WHERE tenant_id = '" + mine.text() + "'");
    EXPECT_EQ(reason<Read>(me(ann), "self", ann), "tenant_suspended");
    EXPECT_EQ(reason<Erase>(me(ann), "rights", ann), "") << "erasing is owed whatever the Client's state";
    command("UPDATE access.tenant SET status = 'active', agreement_until = now() + interval '1 day'");
    EXPECT_EQ(reason<Read>(me(ann), "self", ann), "");
    clock.advance(std::chrono::hours(25));
    EXPECT_EQ(reason<Read>(me(ann), "self", ann), "no_agreement");
    EXPECT_EQ(reason<Erase>(me(ann), "rights", ann), "");
    command("UPDATE access.tenant SET agreement_until = NULL, region = 'us'");
    EXPECT_EQ(reason<Read>(me(ann), "self", ann), "region");
}

TEST_F(GateTest, AGrantSeesItsOwnPersonAlone)
{
    auto tx = db::Tx::begin(*pool).release();
    auto v = visit(me(ann), "self");
    auto const g = gate.decide<Read>(tx, v, ann).release();
    EXPECT_EQ(g.maybe(subjects_seen)->value().n, 1)
        << "the second lock shows others' rows to a query without a condition";
    EXPECT_TRUE(g.consented(connection, "heart"));
    EXPECT_FALSE(g.consented(connection, "sleep"));
}

TEST_F(GateTest, AGroupGrantSeesItsTenantAndNamesEachPerson)
{
    auto tx = db::Tx::begin(*pool).release();
    auto v = visit(Actor::client(mine), "provide_service");
    auto g = gate.decide_group<List>(tx, v, mine).release();
    EXPECT_EQ(g.rows(listed)->size(), 2u) << "the query asks for all; the second lock leaves this tenant's";
    ASSERT_TRUE(gate.finish(g, v).ok());
    EXPECT_EQ(v.rows.size(), 2u);
    EXPECT_NE(v.rows[0].pseudonym, v.rows[1].pseudonym);
    EXPECT_FALSE(g.open_of(cat, person_scope, { "a", "b" }, "x").ok())
        << "opened a value of somebody it has not listed";
    auto other = visit(Actor::client(theirs), "provide_service");
    EXPECT_FALSE(gate.decide_group<List>(tx, other, mine).ok());
    EXPECT_EQ(other.rows.at(0).reason, "foreign_tenant");
}

TEST_F(GateTest, WhatTheAuditSaysOfAPersonIsSealed)
{
    auto const done = as_system<Write>(gate, *pool, "ingest_pull", "collect", ann, [](Granted<Write>& g) -> Result<> {
        g.note("metric", "planted-metric-name");
        return {};
    });
    ASSERT_TRUE(done.ok()) << done.error().detail.text;
    EXPECT_EQ(seen(audit_of, "permit").n, 1);
    auto tx = db::Tx::begin(*pool).release();
    EXPECT_EQ(tx.one(audit_visible)->n, 0) << "without a grant the log shows nothing";
    auto v = visit(me(ann), "self");
    auto const g = gate.decide<Read>(tx, v, ann).release();
    auto const row = g.maybe(payloads);
    ASSERT_TRUE(row.ok() && row.value());
    auto const& sealed = row.value()->payload->data;
    EXPECT_EQ(sealed.find("planted-metric-name"), std::string::npos);
    auto const text = g.open(person_scope, { "access.audit_event", "payload", row.value()->event }, sealed);
    ASSERT_TRUE(text.ok());
    EXPECT_NE(text->find("planted-metric-name"), std::string::npos);
    EXPECT_FALSE(g.open(person_scope, { "access.audit_event", "payload", Uuid::v4(rng) }, sealed).ok())
        << "a sealed value was moved to another row";
}

TEST_F(GateTest, ARefusalIsWrittenThoughItsTransactionRollsBack)
{
    auto const refused =
        as_system<Write>(gate, *pool, "ingest_pull", "collect", ben, [](Granted<Write>&) -> Result<> { return {}; });
    EXPECT_FALSE(refused.ok());
    EXPECT_EQ(seen(audit_of, "refuse").n, 1);
    // Work that fails after the permit leaves nothing: it was not done.
    auto const failed = as_system<Write>(
        gate, *pool, "ingest_pull", "collect", ann, [](Granted<Write>&) -> Result<> { return bad_input("no"); });
    EXPECT_FALSE(failed.ok());
    EXPECT_EQ(seen(audit_of, "permit").n, 0);
}

TEST_F(GateTest, WhatIsHeldKeepsAWithdrawalWaitingAndIsRefusedAfterOne)
{
    auto hold = [&] {
        return hold_permitted<Write>(
            gate, *pool, "ingest_pull", "collect", ann, [](Granted<Write>&) -> Result<> { return {}; });
    };
    auto const withdrawal_waits = [&] {
        auto tx = db::Tx::begin(*pool).release();
        return !tx.one(try_exclusive, static_cast<std::int64_t>(std::hash<SubjectId> {}(ann)))->yes;
    };
    auto held = hold();
    ASSERT_TRUE(held.ok()) << held.error().detail.text;
    EXPECT_TRUE(withdrawal_waits());
    held.value().reset();
    EXPECT_FALSE(withdrawal_waits());
    consent(ann, "heart", "self", "withdrawn");
    EXPECT_EQ(hold().error().detail.text, "no_consent");
    EXPECT_EQ(seen(audit_of, "refuse").n, 1);
}

TEST_F(GateTest, WhatWasAskedAheadDecidesOnlyWhatItWasAskedFor)
{
    auto decided = [&]<typename P>(P, Actor actor, SubjectId asked, SubjectId who) -> std::string {
        auto tx = db::Tx::begin(*pool).release();
        auto v = visit(std::move(actor), "share_with_client");
        gate.look_ahead(tx, v, Read::info, asked);
        auto const g = gate.decide<P>(tx, v, who);
        if (!g.ok()) return g.error().detail.text;
        EXPECT_EQ(g->subject(), who);
        return "granted";
    };
    consent(ann, "heart", "share_with_client", "granted");
    EXPECT_EQ(decided(Read {}, Actor::client(mine), ann, ann), "granted");
    EXPECT_EQ(decided(Read {}, Actor::client(mine), ann, ben), "no_consent") << "another person: asked anew";
    EXPECT_EQ(decided(Read {}, Actor::client(mine), ben, ann), "granted");
    EXPECT_EQ(decided(Read {}, Actor::client(theirs), ann, ann), "foreign_tenant");
    EXPECT_EQ(decided(Unlisted {}, Actor::client(mine), ann, ann), "nobody.listed_it") << "another permission";
    EXPECT_EQ(decided(Read {}, Actor {}, ann, ann), "nobody");

    auto tx = db::Tx::begin(*pool).release();
    auto v = visit(Actor::client(mine), "rights");
    gate.look_ahead(tx, v, Erase::info, ann);
    ASSERT_TRUE(tx.one(audit_visible).ok()) << "something goes out";
    auto other = db::Tx::begin(*pool).release();
    EXPECT_TRUE(other.one(try_exclusive, static_cast<std::int64_t>(std::hash<SubjectId> {}(ann)))->yes)
        << "nobody is locked out before it is known who asks";
}

TEST_F(GateTest, AHandleIsFoundByWhoPresentsItAndUsedOnce)
{
    Handles const handles(gate);
    auto tx = db::Tx::begin(*pool).release();
    ASSERT_TRUE(handles
                    .put(tx,
                        { .kind = "connect_token",
                            .value = "t1",
                            .subject = ann,
                            .tenant = mine,
                            .expires_at = clock.now() + std::chrono::minutes(1) })
                    .ok());
    EXPECT_TRUE(handles.find(tx, "connect_token", "t1").value());
    EXPECT_FALSE(handles.find(tx, "session", "t1").value()) << "another kind";
    EXPECT_FALSE(handles.find(tx, "connect_token", "t2").value());
    EXPECT_TRUE(handles.use_once(tx, "connect_token", "t1").value());
    EXPECT_FALSE(handles.use_once(tx, "connect_token", "t1").value());
    ASSERT_TRUE(handles
                    .put(tx,
                        { .kind = "connect_token",
                            .value = "t3",
                            .subject = ann,
                            .expires_at = clock.now() + std::chrono::minutes(1) })
                    .ok());
    clock.advance(std::chrono::minutes(2));
    EXPECT_FALSE(handles.use_once(tx, "connect_token", "t3").value()) << "expired";
}

struct Waiter {
    std::mutex mutex;
    std::condition_variable more;
    int ok = 0, failed = 0;
    void operator()(Result<> r)
    {
        std::lock_guard const lock(mutex);
        (r.ok() ? ok : failed)++;
        more.notify_all();
    }
    bool wait(int n)
    {
        std::unique_lock lock(mutex);
        return more.wait_for(lock, std::chrono::seconds(30), [&] { return ok + failed >= n; });
    }
};

TEST_F(GateTest, TheWriterSaysSoOnlyOnceRowsAreDurableAndSurvivesALostConnection)
{
    AuditWriter writer(*pool);
    Waiter waiter;
    auto const request = RequestId::fresh(clock, rng);
    auto row = [&] {
        return AuditRow { Uuid::v7(clock, rng), clock.now(), {}, mine.value, "client", mine.value, "", "members.read",
            "provide_service", "permit", "", request, "" };
    };
    for (int i = 0; i < 300; ++i) writer.submit({ row(), row() }, [&](Result<> r) { waiter(std::move(r)); });
    ASSERT_TRUE(waiter.wait(300));
    EXPECT_EQ(waiter.ok, 300);
    EXPECT_EQ(seen(audit_of_request, request).n, 600);
    command("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'wellkept_app' AND datname = '"
        + database + "'");
    writer.submit({ row() }, [&](Result<> r) { waiter(std::move(r)); });
    ASSERT_TRUE(waiter.wait(301));
    EXPECT_EQ(waiter.ok, 301);
    EXPECT_EQ(seen(audit_of_request, request).n, 601);
    // What cannot be written is said: the answer that waits for it must not leave.
    auto bad = row();
    bad.decision = "maybe";
    writer.submit({ bad }, [&](Result<> r) { waiter(std::move(r)); });
    ASSERT_TRUE(waiter.wait(302));
    EXPECT_EQ(waiter.failed, 1);
    writer.submit({ row() }, [&](Result<> r) { waiter(std::move(r)); });
    ASSERT_TRUE(waiter.wait(303));
    EXPECT_EQ(waiter.ok, 302);
    EXPECT_FALSE(writer.full());
}

} // namespace
} // namespace wellkept::access
