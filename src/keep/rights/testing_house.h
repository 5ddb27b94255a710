// For this room's tests: a Client with two people on real databases, and faults where a test wants them.
#pragma once
#include "access/handles.h"
#include "access/system.h"
#include "keep/consent/consent.h"
#include "keep/keys/keys.h"
#include "keep/people/people.h"
#include "keep/retention/retention.h"
#include "keep/rights/rights.h"
#include "keep/rights/store.h"
#include "platform/db/connection.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include <filesystem>
#include <gtest/gtest.h>

namespace wellkept::rights::testing {

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
inline db::PlainQuery<JobRow> const the_job { "rights_test/job",
    "SELECT id, payload FROM jobs.job WHERE kind = 'rights.erase' ORDER BY created_at DESC, id DESC" };
inline db::PlainQuery<Count, SubjectId> const left { "rights_test/left",
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
    Result<int> destroy_others(SubjectId s, std::vector<access::Scope> const& kept, ClientId t) override
    {
        return m_inner.destroy_others(s, kept, t);
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

// Keeps one class of records, one row each, for what a hold or a law may keep.
class FaultyRoom final : public access::RoomContract {
public:
    FaultyRoom(Faults& faults, std::set<std::pair<SubjectId, Uuid>>& records)
        : m_faults(faults)
        , m_records(records)
    {
    }
    std::string_view room() const override { return "faulty"; }
    std::vector<std::string> personal_tables() const override { return {}; }
    std::vector<std::string> record_classes() const override { return { "upload" }; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (m_faults.strike("rows")) return m_faults.error();
        return static_cast<std::int64_t>(std::erase_if(m_records, [&](auto const& r) {
            return r.first == grant.subject() && !(scope.keeps("upload") && scope.kept.at("upload").contains(r.second));
        }));
    }
    Result<std::vector<access::Scope>> scopes_kept(access::SubjectGrant const&, access::ErasureScope const& scope) const override
    {
        return scope.keeps("upload") ? std::vector<access::Scope> { kept_scope } : std::vector<access::Scope> {};
    }
    static inline access::Scope const kept_scope = "connection/of the kept";
    std::vector<std::string> blobs(SubjectId s, access::ErasureScope const&) const override
    {
        return { "uploads/" + s.text() };
    }

private:
    Faults& m_faults;
    std::set<std::pair<SubjectId, Uuid>>& m_records;
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
        eraser = eraser_on(gate, *pool, ledger_there);
    }
    std::unique_ptr<Eraser> eraser_on(access::Gate const& gate, db::Pool& pool, keys::ErasureLedger& noted)
    {
        std::vector<std::unique_ptr<access::RoomContract>> rooms;
        rooms.push_back(consent::contract());
        rooms.push_back(people::contract());
        rooms.push_back(retention::contract());
        rooms.push_back(std::make_unique<FaultyRoom>(faults, records));
        return std::make_unique<Eraser>(gate, pool, blobs, signing, std::move(rooms),
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
                },
                .ledger = &noted,
                .at_step = [this](std::string_view step) -> Result<> { return at_step ? at_step(step) : Result<> {}; } });
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
    // Somebody who is there although their Client is not active any more.
    SubjectId admit_sql()
    {
        auto const id = SubjectId { Uuid::v4(rng) };
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role));
        EXPECT_TRUE(c.ok()
            && (*c)
                   ->command("INSERT INTO access.subject (subject_id, tenant_id, pseudonym, state, created_at) VALUES ('" + id.text()
                           + "', '" + tenant.text() + "', gen_random_uuid(), 'active', now())",
                       "test")
                   .ok());
        return id;
    }
    jobs::Job begin() { return begin(person); }
    jobs::Job begin(SubjectId who)
    {
        auto const token = access::as_system<EraseData>(gate, *pool, "erase", "rights", who,
            [&](access::Granted<EraseData>& g) { return eraser->begin(g, {}); });
        EXPECT_TRUE(token.ok()) << token.error().detail.text;
        auto tx = db::Tx::begin(*all).release();
        auto const row = tx.rows(the_job).release().at(0); // the latest
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
    void expect_gone(jobs::Job const& job) { expect_gone(job, person); }
    void expect_gone(jobs::Job const& job, SubjectId person)
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
    std::set<std::pair<SubjectId, Uuid>> records;
    std::string database, keys_database, directory = db::testing::temporary_directory();
    std::unique_ptr<db::Pool> pool = pool_of("/schema", "wellkept_app", &database),
                              keys_pool = pool_of("/schema/keys", "wellkept_app", &keys_database);
    std::unique_ptr<db::Pool> all =
        db::Pool::create({ .url = db::testing::url(database, db::superuser_role), .connections = 2 }).release();
    std::string const root_bytes { crypto::Key::fresh(rng).release().bytes() };
    keys::KeyStore keystore { crypto::Key::from_bytes(root_bytes).release(), *keys_pool, clock, rng };
    FaultyKeys keys { keystore, faults };
    keys::ErasureLedger ledger_there { *keys_pool, keys };
    access::PolicyHolder policy { access::Policy::load(WELLKEPT_SOURCE_DIR "/policy").release() };
    access::Gate gate { policy, keys, clock, rng, "eu" };
    FaultyBlobs blobs { blob::files(directory + "/blobs").release(), faults };
    crypto::SigningKey signing = crypto::SigningKey::generate(rng).release();
    std::unique_ptr<Eraser> eraser;
    ClientId const tenant = ClientId::fresh(clock, rng);
    SubjectId person, neighbour;
    int severed = 0, announced = 0;
    bool unreachable = false;
    std::function<Result<>(std::string_view)> at_step;
};

} // namespace wellkept::rights::testing

