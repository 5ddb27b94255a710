// The one erasure path, broken off at every step: run again, it ends, and nothing of the person is left.
#include "access/handles.h"
#include "access/system.h"
#include "keep/consent/consent.h"
#include "keep/keys/keys.h"
#include "keep/people/people.h"
#include "keep/rights/rights.h"
#include "keep/rights/store.h"
#include "platform/db/connection.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include <filesystem>
#include <gtest/gtest.h>

namespace wellkept::rights {
namespace {

struct Admit {
    static constexpr access::PermissionInfo info { .name = "members.provision", .writes = true };
};
struct Change {
    static constexpr access::PermissionInfo info { .name = "consent.change", .writes = true, .exclusive = true };
};
struct Read {
    static constexpr access::PermissionInfo info { .name = "members.read" };
};

struct JobRow {
    JobId id;
    std::string payload;
};
struct Count {
    std::int64_t n;
};
db::PlainQuery<JobRow> const the_job { "rights_test/job",
    "SELECT id, payload FROM jobs.job WHERE kind = 'rights.erase'" };
db::PlainQuery<Count, SubjectId> const left { "rights_test/left",
    "SELECT (SELECT count(*) FROM access.subject WHERE subject_id = $1) + (SELECT count(*) FROM access.consent_event "
    "WHERE subject_id = $1)"
    " + (SELECT count(*) FROM access.handle WHERE subject_id = $1) + (SELECT count(*) FROM people.person WHERE "
    "subject_id = $1)"
    " + (SELECT count(*) FROM jobs.job WHERE subject_id = $1)" };

// Which step breaks next; each breaks once.
struct Faults {
    std::string next;
    bool strike(std::string_view step)
    {
        if (next != step) return false;
        next.clear();
        return true;
    }
    Error error() const { return unavailable("Try again.", "a fault of the test"); }
};

class FaultyKeys final : public access::KeyRing {
public:
    FaultyKeys(access::KeyRing& inner, Faults& faults)
        : m_inner(inner)
        , m_faults(faults)
    {
    }
    Result<Key> find(ClientId t, SubjectId s, access::Scope const& x) override { return m_inner.find(t, s, x); }
    Result<Key> find_or_make(ClientId t, SubjectId s, access::Scope const& x) override
    {
        return m_inner.find_or_make(t, s, x);
    }
    Result<std::string> blind(ClientId t, std::string_view k, std::string_view v) override
    {
        return m_inner.blind(t, k, v);
    }
    Result<std::string> seal_for_tenant(ClientId t, std::string_view p, std::string_view x) override
    {
        return m_inner.seal_for_tenant(t, p, x);
    }
    Result<std::string> open_for_tenant(ClientId t, std::string_view p, std::string_view x) override
    {
        return m_inner.open_for_tenant(t, p, x);
    }
    Result<int> destroy_scope(SubjectId s, access::Scope const& x, ClientId t) override
    {
        return m_inner.destroy_scope(s, x, t);
    }
    Result<int> destroy_person(SubjectId s) override
    {
        if (m_faults.strike("before keys")) return m_faults.error();
        auto n = m_inner.destroy_person(s);
        if (m_faults.strike("after keys")) return m_faults.error(); // destroyed, but we did not learn of it
        return n;
    }

private:
    access::KeyRing& m_inner;
    Faults& m_faults;
};

class FaultyRoom final : public access::RoomContract {
public:
    explicit FaultyRoom(Faults& faults)
        : m_faults(faults)
    {
    }
    std::string_view room() const override { return "faulty"; }
    std::vector<std::string> personal_tables() const override { return {}; }
    Result<std::int64_t> erase(access::SubjectGrant const&, access::ErasureScope const&) const override
    {
        if (m_faults.strike("rows")) return m_faults.error();
        return 0;
    }
    std::vector<std::string> blobs(SubjectId s, access::ErasureScope const&) const override
    {
        return { "uploads/" + s.text() };
    }

private:
    Faults& m_faults;
};

class FaultyBlobs final : public blob::Store {
public:
    FaultyBlobs(std::unique_ptr<blob::Store> inner, Faults& faults)
        : m_inner(std::move(inner))
        , m_faults(faults)
    {
    }
    Result<> put(std::string_view k, std::string_view b) override { return m_inner->put(k, b); }
    Result<std::string> get(std::string_view k) override { return m_inner->get(k); }
    Result<> remove(std::string_view k) override { return m_inner->remove(k); }
    Result<std::size_t> remove_all(std::string_view p) override
    {
        if (m_faults.strike("blobs")) return m_faults.error();
        return m_inner->remove_all(p);
    }

private:
    std::unique_ptr<blob::Store> m_inner;
    Faults& m_faults;
};

class Erasing : public ::testing::Test {
protected:
    static std::unique_ptr<db::Pool> pool_of(
        std::string const& migrations, std::string const& role, std::string* name = nullptr)
    {
        auto const made = db::testing::fresh_database(WELLKEPT_SOURCE_DIR + migrations);
        if (name) *name = made;
        return db::Pool::create({ .url = db::testing::url(made, role), .connections = 4 }).release();
    }
    void SetUp() override
    {
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role));
        ASSERT_TRUE(c.ok()
            && c.value()
                   ->command(
                       "INSERT INTO access.tenant VALUES ('" + tenant.text() + "', 'eu', 'active', 'A-1', NULL, now())",
                       "test")
                   .ok());
        person = admit();
        neighbour = admit();
        std::vector<std::unique_ptr<access::RoomContract>> rooms;
        rooms.push_back(consent::contract());
        rooms.push_back(people::contract());
        rooms.push_back(std::make_unique<FaultyRoom>(faults));
        eraser = std::make_unique<Eraser>(gate, *pool, blobs, signing, std::move(rooms),
            Hooks { .sever = [this](SubjectId, access::ErasureScope const&) -> Result<std::vector<Severed>> {
                       ++severed;
                       if (faults.strike("vendors")) return faults.error();
                       return std::vector<Severed> { { "somebody", unreachable ? "unreachable" : "revoked",
                           unreachable } };
                   },
                .announce = [this](db::Tx&, Erasure const&) -> Result<> {
                    ++announced;
                    if (faults.strike("announce")) return faults.error();
                    return {};
                } });
    }
    void TearDown() override { std::filesystem::remove_all(directory); }
    SubjectId admit()
    {
        auto tx = db::Tx::begin(*pool).release();
        access::Visit visit { access::Actor::client(tenant), "provide_service", RequestId::fresh(clock, rng), {} };
        auto const group = gate.decide_group<Admit>(tx, visit, tenant).release();
        auto const id = SubjectId { Uuid::v4(rng) };
        auto const grant = gate.admit(group, visit, id).release();
        EXPECT_TRUE(people::save(grant, { "key-" + id.text(), {}, {} }, clock.now()).ok());
        EXPECT_TRUE(
            consent::change(grant, gate, {}, { { ConnectionId::fresh(clock, rng), "heart", "self", true } }, "test").ok());
        EXPECT_TRUE(
            access::Handles(gate)
                .put(tx, { .kind = "session", .value = id.text(), .subject = id, .tenant = tenant, .ref = id.value })
                .ok());
        EXPECT_TRUE(jobs::enqueue(tx, clock, rng, { .kind = "some.work", .subject = id }).ok());
        EXPECT_TRUE(tx.commit().ok());
        EXPECT_TRUE(blobs.put("uploads/" + id.text() + "/a", "sealed").ok());
        return id;
    }
    jobs::Job begin()
    {
        auto const token = access::as_system<EraseData>(gate, *pool, "erase", "rights", person,
            [&](access::Granted<EraseData>& g) { return eraser->begin(g, {}); });
        EXPECT_TRUE(token.ok()) << token.error().detail.text;
        auto tx = db::Tx::begin(*all).release();
        auto const row = tx.one(the_job).release();
        return { row.id, std::string(erase_job), {}, row.payload, 1 };
    }
    std::int64_t rows_of(SubjectId s)
    {
        auto tx = db::Tx::begin(*all).release();
        return tx.one(left, s)->n;
    }
    Erasure ledger(jobs::Job const& job)
    {
        auto tx = db::Tx::begin(*pool).release();
        auto const id = Uuid::parse(job.payload.substr(job.payload.find(':') + 2, 36));
        return store::find(tx, id.value()).release().value();
    }
    void expect_gone(jobs::Job const& job)
    {
        auto const e = ledger(job);
        ASSERT_TRUE(e.done_at && e.receipt && e.signature);
        auto const raw = signing.public_key_raw();
        std::string const key(reinterpret_cast<char const*>(raw.data()), raw.size());
        EXPECT_TRUE(crypto::verify(key, *e.receipt, e.signature->data));
        EXPECT_FALSE(crypto::verify(key, *e.receipt + " ", e.signature->data));
        EXPECT_NE(e.receipt->find(person.text()), std::string::npos);
        EXPECT_EQ(rows_of(person), 0);
        EXPECT_EQ(rows_of(neighbour), 5) << "a neighbour lost something";
        EXPECT_FALSE(keys.find(tenant, person, access::person_scope).ok());
        EXPECT_FALSE(keys.find_or_make(tenant, person, access::person_scope).ok());
        EXPECT_FALSE(blobs.get("uploads/" + person.text() + "/a").ok());
        EXPECT_TRUE(blobs.get("uploads/" + neighbour.text() + "/a").ok());
    }

    SystemRng rng;
    TestClock clock;
    Faults faults;
    std::string database, directory = db::testing::temporary_directory();
    std::unique_ptr<db::Pool> pool = pool_of("/schema", "wellkept_app", &database),
                              keys_pool = pool_of("/schema/keys", "wellkept_app");
    std::unique_ptr<db::Pool> all =
        db::Pool::create({ .url = db::testing::url(database, db::superuser_role), .connections = 2 }).release();
    keys::KeyStore keystore { crypto::Key::fresh(rng).release(), *keys_pool, clock, rng };
    FaultyKeys keys { keystore, faults };
    access::PolicyHolder policy { access::Policy::load(WELLKEPT_SOURCE_DIR "/policy").release() };
    access::Gate gate { policy, keys, clock, rng, "eu" };
    FaultyBlobs blobs { blob::files(directory + "/blobs").release(), faults };
    crypto::SigningKey signing = crypto::SigningKey::generate(rng).release();
    std::unique_ptr<Eraser> eraser;
    ClientId const tenant = ClientId::fresh(clock, rng);
    SubjectId person, neighbour;
    int severed = 0, announced = 0;
    bool unreachable = false;
};

TEST_F(Erasing, TakesEverythingAndLeavesASignedReceipt)
{
    auto const job = begin();
    {
        auto tx = db::Tx::begin(*pool).release();
        access::Visit visit { access::Actor::client(tenant), "provide_service", RequestId::fresh(clock, rng), {} };
        EXPECT_FALSE(gate.decide<Read>(tx, visit, person).ok()) << "from the commit on nothing else is decided";
        EXPECT_EQ(visit.rows.at(0).reason, "erasing");
    }
    auto const done = eraser->run(job);
    ASSERT_TRUE(done.ok()) << done.error().detail.text;
    EXPECT_TRUE(std::holds_alternative<jobs::Done>(done.value()));
    expect_gone(job);
    auto const receipt = *ledger(job).receipt;
    EXPECT_TRUE(eraser->run(job).ok()) << "the queue may deliver it twice";
    EXPECT_EQ(*ledger(job).receipt, receipt);
    EXPECT_EQ(severed, 1);
    EXPECT_EQ(announced, 1);
}

class Interrupted : public Erasing, public ::testing::WithParamInterface<char const*> { };

TEST_P(Interrupted, AndRunAgainItEnds)
{
    auto const job = begin();
    faults.next = GetParam();
    EXPECT_FALSE(eraser->run(job).ok());
    EXPECT_TRUE(faults.next.empty()) << "the step was never reached";
    EXPECT_FALSE(ledger(job).done_at) << "no receipt for work half done";
    auto const done = eraser->run(job);
    ASSERT_TRUE(done.ok()) << done.error().detail.text;
    expect_gone(job);
}

INSTANTIATE_TEST_SUITE_P(
    AtEachStep, Interrupted, ::testing::Values("vendors", "before keys", "after keys", "rows", "announce", "blobs"));

TEST_F(Erasing, DoesNotWaitForAVendorForever)
{
    unreachable = true;
    auto job = begin();
    int runs = 0;
    for (; runs < 10; ++runs, ++job.attempt) {
        auto const outcome = eraser->run(job);
        ASSERT_TRUE(outcome.ok());
        if (std::holds_alternative<jobs::Done>(outcome.value())) break;
        EXPECT_TRUE(std::holds_alternative<jobs::Retry>(outcome.value()));
        EXPECT_GT(rows_of(person), 0);
    }
    EXPECT_EQ(runs, 2);
    expect_gone(job);
    EXPECT_NE(ledger(job).receipt->find("unreachable"), std::string::npos)
        << "the receipt says what a vendor did not confirm";
}

TEST_F(Erasing, AnUnknownJobIsDead)
{
    jobs::Job const job { JobId::fresh(clock, rng), std::string(erase_job), {},
        R"({"erasure":")" + Uuid::v4(rng).text() + R"("})", 1 };
    auto const outcome = eraser->run(job);
    ASSERT_TRUE(outcome.ok());
    EXPECT_TRUE(std::holds_alternative<jobs::Dead>(outcome.value()));
}

} // namespace
} // namespace wellkept::rights
