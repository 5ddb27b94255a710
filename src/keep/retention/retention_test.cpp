// Six years in a second: clocks, contacts, holds, restriction and the run with its record, on a real database.
#include "access/system.h"
#include "access/testing.h"
#include "keep/consent/consent.h"
#include "keep/retention/retention.h"
#include "keep/retention/store.h"
#include "platform/db/connection.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace wellkept::retention {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;
constexpr auto day = hours(24);
constexpr auto year = hours(24 * 365);

struct Admit {
    static constexpr access::PermissionInfo info { .name = "members.provision", .writes = true };
};
struct Read {
    static constexpr access::PermissionInfo info { .name = "members.read" };
};
struct Count {
    std::int64_t n;
};
db::PlainQuery<Count, std::string> const jobs_of { "retention_test/jobs",
    "SELECT count(*) FROM jobs.job WHERE kind = $1" };

// Keeps notes in memory; what a real room does with rows is its own test.
class Notes final : public access::RoomContract {
public:
    explicit Notes(std::set<std::pair<SubjectId, Uuid>>& all)
        : m_all(all)
    {
    }
    std::string_view room() const override { return "notes"; }
    std::vector<std::string> personal_tables() const override { return {}; }
    Result<std::int64_t> erase(access::SubjectGrant const&, access::ErasureScope const&) const override { return 0; }
    std::vector<std::string> record_classes() const override { return { "service_user_record", "onsite_booking" }; }
    Result<std::int64_t> destroy(
        access::SubjectGrant const& grant, std::string_view, std::vector<Uuid> const& records) const override
    {
        if (failing && *failing == grant.subject()) return bug("a fault of the test");
        std::int64_t n = 0;
        for (auto const& r : records) n += static_cast<std::int64_t>(m_all.erase({ grant.subject(), r }));
        return n;
    }
    Result<std::vector<access::DueDay>> due(db::Tx&, std::string_view code, Instant before) const override
    {
        std::vector<access::DueDay> out;
        for (auto const& t : swept_at)
            if (code == "onsite_booking" && t < before) out.push_back({ t, 1 });
        return out;
    }
    Result<std::int64_t> sweep(
        db::Tx&, std::string_view, Instant before, int, std::vector<SubjectId> const& spared) const override
    {
        last_spared = spared;
        return static_cast<std::int64_t>(std::erase_if(swept_at, [&](auto t) { return t < before; }));
    }
    std::optional<SubjectId> failing;
    mutable std::vector<Instant> swept_at;
    mutable std::vector<SubjectId> last_spared;

private:
    std::set<std::pair<SubjectId, Uuid>>& m_all;
};

class Retention : public ::testing::Test {
protected:
    static std::unique_ptr<db::Pool> pool_of(std::string* name)
    {
        *name = db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema");
        return db::Pool::create({ .url = db::testing::url(*name, "wellkept_app"), .connections = 4 }).release();
    }
    // The policy of the house, but with rooms for two classes that have none yet.
    std::shared_ptr<access::Policy const> policy_with(
        std::string const& from = "room: none", std::string const& to = "room: notes")
    {
        fs::copy(WELLKEPT_SOURCE_DIR "/policy", directory + "/policy",
            fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        std::stringstream in;
        in << std::ifstream(WELLKEPT_SOURCE_DIR "/policy/retention.yaml").rdbuf();
        auto text = in.str();
        auto replace = [&](std::string const& a, std::string const& b) {
            for (std::size_t at = 0; (at = text.find(a, at)) != text.npos; at += b.size())
                text.replace(at, a.size(), b);
        };
        replace("room: none", "room: notes");
        replace("room: intake", "room: notes"); // the notes of this test stand in for it
        if (!from.empty() && from != "room: none") replace(from, to);
        std::ofstream(directory + "/policy/retention.yaml") << text;
        auto loaded = access::Policy::load(directory + "/policy");
        EXPECT_TRUE(loaded.ok()) << loaded.error().detail.text;
        return loaded.release();
    }
    void SetUp() override
    {
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role));
        ASSERT_TRUE(c.ok());
        ASSERT_TRUE((*c)->command("INSERT INTO access.tenant VALUES ('" + tenant.text()
                                + "', 'eu', 'active', 'A-1', NULL, now())",
                            "test")
                        .ok());
        auto notes = std::make_unique<Notes>(records);
        room = notes.get();
        rooms.push_back(std::move(notes));
        rooms.push_back(contract());
        anna = admit();
        ben = admit();
    }
    void TearDown() override { fs::remove_all(directory); }
    SubjectId admit()
    {
        auto tx = db::Tx::begin(*pool).release();
        access::Visit visit { access::Actor::client(tenant), "provide_service", RequestId::fresh(clock, rng), {} };
        auto const group = gate.decide_group<Admit>(tx, visit, tenant).release();
        auto const id = SubjectId { Uuid::v4(rng) };
        EXPECT_TRUE(gate.admit(group, visit, id).ok());
        EXPECT_TRUE(tx.commit().ok());
        return id;
    }
    template <typename Permission, typename F> auto as_operator(SubjectId who, std::string_view purpose, F&& fn)
    {
        return access::as_actor<Permission>(
            gate, *pool, access::Actor::operator_("test"), purpose, who, std::forward<F>(fn));
    }
    Uuid note(SubjectId who, std::string const& code = "service_user_record")
    {
        auto const id = Uuid::v7(clock, rng);
        records.insert({ who, id });
        contact(who, code, id);
        return id;
    }
    void contact(SubjectId who, std::string const& code, Uuid record, Duration later = {})
    {
        auto const done = as_operator<PlaceHold>(
            who, "legal_claims", [&](auto& g) { return started(g, gate, code, record, clock.now() + later); });
        ASSERT_TRUE(done.ok()) << done.error().detail.text;
    }
    Result<Uuid> hold(SubjectId who, std::optional<std::string> code = {}, std::optional<Uuid> record = {})
    {
        return as_operator<PlaceHold>(who, "legal_claims", [&](auto& g) {
            return place_hold(
                g, gate, { code, record, "A claim is before the court", "Legal", clock.now() + 90 * day });
        });
    }
    Result<> release(SubjectId who, Uuid id)
    {
        return as_operator<ReleaseHold>(
            who, "legal_claims", [&](auto& g) { return release_hold(g, gate, id, "The claim was settled"); });
    }
    Result<> restricted(SubjectId who, bool on)
    {
        return as_operator<Restrict>(
            who, "rights", [&](auto& g) { return on ? restrict_person(g, gate) : lift_restriction(g, gate); });
    }
    // A whole run, piece by piece as the queue would call it. The signed record; empty if it did not end.
    std::string run(int breaks = 0)
    {
        Engine const engine(gate, *pool, *blobs, key, rooms);
        jobs::Job job { JobId::fresh(clock, rng), std::string(run_job), {}, "{}", 1 };
        for (int i = 0; i < 200; ++i) {
            auto const out = engine.run(job);
            EXPECT_TRUE(out.ok()) << out.error().detail.text;
            if (!out.ok()) return {};
            if (std::holds_alternative<jobs::Dead>(out.value())) return std::get<jobs::Dead>(out.value()).reason_code;
            if (std::holds_alternative<jobs::Done>(out.value())) break;
            if (breaks-- > 0) continue; // the hand-over was lost: the same piece once more
            job.payload = std::get<jobs::Again>(out.value()).payload;
        }
        auto tx = db::Tx::begin(*pool).release();
        auto const all = proofs(tx, 1).release();
        if (all.empty()) return {};
        auto const raw = key.public_key_raw();
        EXPECT_TRUE(crypto::verify(
            { reinterpret_cast<char const*>(raw.data()), raw.size() }, all[0].record, all[0].signature.data));
        return all[0].record;
    }
    std::int64_t waiting(std::string_view kind)
    {
        auto tx = db::Tx::begin(*pool).release();
        return tx.one(jobs_of, std::string(kind))->n;
    }
    bool has(SubjectId who, Uuid id) const { return records.contains({ who, id }); }

    SystemRng rng;
    TestClock clock;
    std::string database, directory = db::testing::temporary_directory();
    std::unique_ptr<db::Pool> pool = pool_of(&database);
    access::testing::MemoryKeys keys { rng };
    access::PolicyHolder policy { policy_with() };
    access::Gate gate { policy, keys, clock, rng, "eu" };
    std::unique_ptr<blob::Store> blobs = blob::files(directory + "/blobs").release();
    crypto::SigningKey key = crypto::SigningKey::generate(rng).release();
    std::set<std::pair<SubjectId, Uuid>> records;
    Rooms rooms;
    Notes* room = nullptr;
    ClientId const tenant = ClientId::fresh(clock, rng);
    SubjectId anna, ben;
};

TEST_F(Retention, SixYearsFromTheLastContactAndNotADayBefore)
{
    auto const first = note(anna), bens = note(ben);
    clock.advance(5 * year);
    auto const second = note(anna); // a contact: all of her record lives six years from now
    clock.advance(year + 4 * day); // two leap days lie in six years
    EXPECT_EQ(run().find("failed"), std::string::npos);
    EXPECT_FALSE(has(ben, bens)) << "his clock was not restarted";
    EXPECT_TRUE(has(anna, first) && has(anna, second));
    clock.advance(5 * year - 5 * day);
    (void)run();
    EXPECT_TRUE(has(anna, first)) << "not a day before";
    clock.advance(5 * day);
    auto const record = run();
    EXPECT_FALSE(has(anna, first) || has(anna, second));
    EXPECT_NE(record.find(R"("record_class":"service_user_record","outcome":"destroyed","records":2,"rows":2)"),
        std::string::npos)
        << record;
    EXPECT_NE(record.find(R"("trigger":"last_contact","period":"6 years")"), std::string::npos) << record;
    EXPECT_NE(record.find(policy.get()->version()), std::string::npos);
    EXPECT_EQ(record.find(anna.text()), std::string::npos) << "a proof names nobody";
    EXPECT_EQ(run().find("service_user_record"), std::string::npos) << "there is nothing left to destroy";
}

TEST_F(Retention, AContactThatComesLateOrFromASetBackClockMovesNothingBack)
{
    auto const id = note(anna);
    contact(anna, "service_user_record", id, -3 * year);
    clock.advance(4 * year);
    (void)run();
    EXPECT_TRUE(has(anna, id));
    clock.advance(-3 * year);
    auto const late = note(anna), bens = note(ben); // made by a clock that is three years behind
    clock.advance(3 * year + 5 * year);
    (void)run();
    EXPECT_TRUE(has(anna, id) && has(anna, late) && has(ben, bens));
    clock.advance(year + 10 * day);
    (void)run();
    EXPECT_TRUE(records.empty());
}

TEST_F(Retention, AClockSetBackDestroysNothingAndIsSaid)
{
    auto const id = note(anna);
    clock.advance(7 * year);
    auto const newer = note(ben);
    (void)run();
    EXPECT_FALSE(has(anna, id));
    clock.advance(-2 * year);
    EXPECT_EQ(run(), "clock_back");
    EXPECT_TRUE(has(ben, newer));
    // Somebody has looked: the time before was the wrong one.
    auto tx = db::Tx::begin(*pool).release();
    EXPECT_TRUE(accept_clock(tx, gate).ok());
    EXPECT_TRUE(tx.commit().ok());
    EXPECT_NE(run(), "clock_back");
    EXPECT_TRUE(has(ben, newer));
}

TEST_F(Retention, AHoldKeepsAndItsReleaseGoesOn)
{
    auto const a = note(anna), b = note(anna), c = note(ben);
    auto const all = hold(ben), one = hold(anna, "service_user_record", a);
    ASSERT_TRUE(all.ok() && one.ok()) << one.error().public_text.text;
    clock.advance(7 * year);
    auto const record = run();
    EXPECT_TRUE(has(anna, a) && has(ben, c)) << "both are held";
    EXPECT_FALSE(has(anna, b)) << "the hold is on the record, not on the person";
    EXPECT_NE(record.find(R"("outcome":"held","records":2)"), std::string::npos) << record;

    auto const before = waiting(run_job), resumes = waiting(resume_job);
    ASSERT_TRUE(release(anna, one.value()).ok());
    EXPECT_EQ(waiting(run_job), before + 1) << "what was due goes on by itself";
    EXPECT_EQ(waiting(resume_job), resumes + 1) << "and an erasure, if there is one";
    EXPECT_EQ(release(anna, one.value()).error().code, Code::conflict);
    EXPECT_EQ(release(ben, one.value()).error().code, Code::not_found) << "it is not his";
    (void)run();
    EXPECT_FALSE(has(anna, a));
    EXPECT_TRUE(has(ben, c));

    auto const said = as_operator<ReadRetention>(anna, "rights", [&](auto& g) { return holds(g); });
    ASSERT_TRUE(said.ok() && said->size() == 1);
    EXPECT_EQ(said->front().reason, "A claim is before the court");
    EXPECT_EQ(said->front().released_why, "The claim was settled");
    auto const listed = access::over_client<ReadRetention>(gate, *pool, access::Actor::operator_("test"), "rights",
        tenant, [&](access::GrantedGroup<ReadRetention>& g) { return holds_of_client(g); });
    ASSERT_TRUE(listed.ok()) << listed.error().detail.text;
    ASSERT_EQ(listed->size(), 1u);
    EXPECT_EQ(listed->front().subject, ben);
}

TEST_F(Retention, WhatFellDueWhileARunWentOnIsNotLeftBehind)
{
    auto const a = note(anna);
    Engine const engine(gate, *pool, *blobs, key, rooms);
    jobs::Job job { JobId::fresh(clock, rng), std::string(run_job), {}, "{}", 1 };
    auto const first = engine.run(job); // it measures by this moment
    ASSERT_TRUE(first.ok() && std::holds_alternative<jobs::Again>(first.value()));
    job.payload = std::get<jobs::Again>(first.value()).payload;
    clock.advance(7 * year);
    auto const before = waiting(run_job);
    auto const last = engine.run(job);
    ASSERT_TRUE(last.ok() && std::holds_alternative<jobs::Done>(last.value()));
    EXPECT_TRUE(has(anna, a)) << "not due when the run began";
    EXPECT_EQ(waiting(run_job), before + 1);
    (void)run();
    EXPECT_FALSE(has(anna, a));
}

TEST_F(Retention, AHoldNeedsAReasonAnOwnerAndADateToCome)
{
    auto refused = [&](NewHold n) {
        auto const r = as_operator<PlaceHold>(anna, "legal_claims", [&](auto& g) { return place_hold(g, gate, n); });
        return !r.ok() && r.error().code == Code::bad_input;
    };
    auto const then = clock.now() + day;
    EXPECT_TRUE(refused({ {}, {}, "", "Legal", then }));
    EXPECT_TRUE(refused({ {}, {}, "why", "", then }));
    EXPECT_TRUE(refused({ {}, {}, "why", "Legal", clock.now() }));
    EXPECT_TRUE(refused({ "no_such_class", {}, "why", "Legal", then }));
    EXPECT_TRUE(refused({ {}, Uuid::v4(rng), "why", "Legal", then }));
    EXPECT_FALSE(refused({ {}, {}, "why", "Legal", then }));
}

TEST_F(Retention, AnOpenRequestProtectsItsEvidence)
{
    auto const id = note(anna);
    auto const request = as_operator<PlaceHold>(anna, "legal_claims",
        [&](auto& g) { return protect(g, gate, "a copy of her data was asked for", clock.now() + 30 * day); });
    ASSERT_TRUE(request.ok());
    clock.advance(7 * year);
    (void)run();
    EXPECT_TRUE(has(anna, id));
    auto const in_way =
        as_operator<PlaceHold>(anna, "legal_claims", [&](auto& g) { return in_the_way(g, gate, rooms); });
    ASSERT_TRUE(in_way.ok());
    EXPECT_TRUE(in_way->empty()) << "it stops time, not her wish to be erased";
    EXPECT_FALSE(release(anna, request.value()).ok()) << "whoever answers the request ends it, nobody else";
    ASSERT_TRUE(as_operator<ReleaseHold>(anna, "legal_claims", [&](auto& g) {
        return unprotect(g, gate, request.value());
    }).ok());
    (void)run();
    EXPECT_FALSE(has(anna, id));
}

TEST_F(Retention, RestrictionLeavesStorageRightsAndClaims)
{
    auto const id = note(anna);
    ASSERT_TRUE(restricted(anna, true).ok());
    auto reads = [&](std::string_view purpose, auto permission) {
        access::Visit visit { access::Actor::client(tenant), std::string(purpose), RequestId::fresh(clock, rng), {} };
        auto tx = db::Tx::begin(*pool).release();
        bool const yes = gate.decide<decltype(permission)>(tx, visit, anna).ok();
        return yes ? std::string("yes") : visit.rows.at(0).reason;
    };
    EXPECT_EQ(reads("provide_service", Read {}), "restricted");
    EXPECT_TRUE(hold(anna).ok()) << "legal claims go on";
    clock.advance(7 * year);
    auto const record = run();
    EXPECT_TRUE(has(anna, id)) << "to destroy is to process: it waits";
    EXPECT_NE(record.find(R"("outcome":"restricted","records":1)"), std::string::npos) << record;
    ASSERT_TRUE(restricted(anna, false).ok());
    EXPECT_EQ(reads("provide_service", Read {}), "yes");
    EXPECT_EQ(waiting(lifted_job), 1);
}

TEST_F(Retention, AReviewWaitsForSomebody)
{
    policy.set(policy_with(
        "trigger: last_contact, period: P6Y, action: destroy", "trigger: last_contact, period: P6Y, action: review"));
    auto const a = note(anna), b = note(ben);
    clock.advance(7 * year);
    EXPECT_NE(run().find(R"("outcome":"review","records":2)"), std::string::npos);
    EXPECT_TRUE(has(anna, a) && has(ben, b));
    Engine const engine(gate, *pool, *blobs, key, rooms);
    auto const list = access::over_client<ReadRetention>(gate, *pool, access::Actor::operator_("test"), "rights",
        tenant, [&](access::GrantedGroup<ReadRetention>& g) { return reviews_of_client(g); });
    ASSERT_TRUE(list.ok());
    EXPECT_EQ(list->size(), 2u);
    auto destroy = [&](SubjectId who, Uuid id) {
        return as_operator<Review>(
            who, "retention", [&](auto& g) { return engine.destroy_reviewed(g, "service_user_record", id); });
    };
    EXPECT_EQ(destroy(anna, b).error().code, Code::not_found);
    ASSERT_TRUE(hold(anna).ok());
    EXPECT_EQ(destroy(anna, a).error().code, Code::conflict) << "no decision goes before a hold";
    EXPECT_TRUE(has(anna, a));
    ASSERT_TRUE(destroy(ben, b).ok());
    EXPECT_FALSE(has(ben, b));
    EXPECT_NE(run().find(R"("outcome":"destroyed","records":1,"rows":1)"), std::string::npos);
    ASSERT_TRUE(as_operator<Review>(anna, "retention", [&](auto& g) {
        return engine.keep_reviewed(g, "service_user_record", a);
    }).ok());
    EXPECT_EQ(run().find("review\",\"records"), std::string::npos) << "kept for another six years";
}

TEST_F(Retention, OnePersonsFaultKeepsNobodyElses)
{
    auto const a = note(anna), b = note(ben);
    room->failing = anna;
    clock.advance(7 * year);
    auto const record = run();
    EXPECT_TRUE(has(anna, a));
    EXPECT_FALSE(has(ben, b));
    EXPECT_NE(record.find(R"("outcome":"failed","records":1)"), std::string::npos) << record;
    room->failing.reset();
    (void)run();
    EXPECT_FALSE(has(anna, a));
}

TEST_F(Retention, ALongRunGoesInPiecesAndALostHandOverCountsNothingTwice)
{
    for (int i = 0; i < 450; ++i) (void)note(i % 2 ? anna : ben);
    clock.advance(7 * year);
    auto const record = run(2);
    EXPECT_TRUE(records.empty());
    EXPECT_NE(record.find(R"("outcome":"destroyed","records":450,"rows":450)"), std::string::npos) << record;
}

TEST_F(Retention, TheDryRunTellsByMonthAndDestroysNothing)
{
    auto const id = note(anna);
    (void)note(anna);
    room->swept_at = { clock.now() };
    ASSERT_TRUE(hold(ben).ok());
    auto calendar = [&](Duration from_now) {
        auto r = Engine::calendar(gate, *pool, rooms, clock.now() + from_now);
        EXPECT_TRUE(r.ok()) << r.error().detail.text;
        return r.release();
    };
    EXPECT_TRUE(calendar(5 * year).empty());
    auto const all = calendar(8 * year);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].record_class, "service_user_record");
    EXPECT_EQ(all[0].records, 2);
    EXPECT_EQ(all[0].client, tenant);
    EXPECT_EQ(all[0].month.substr(0, 4), rfc3339(clock.now() + 6 * year + 2 * day).substr(0, 4));
    EXPECT_EQ(all[1].record_class, "onsite_booking");
    clock.advance(9 * year);
    EXPECT_EQ(calendar({}).at(0).month, "overdue");
    EXPECT_TRUE(has(anna, id));
    (void)run();
    EXPECT_TRUE(calendar({}).empty());
    EXPECT_TRUE(room->swept_at.empty());
    EXPECT_EQ(room->last_spared, std::vector<SubjectId> { ben }) << "a sweep is told whom a hold protects";
}

TEST_F(Retention, RulesAndRoomsMustFit)
{
    auto const rules = [&](std::string const& a, std::string const& b) { return policy_with(a, b)->retention(); };
    std::set<std::string> elsewhere { "rights" }; // every room that the policy names, but one
    auto const ours = rules("", "");
    for (auto const& c : ours.classes())
        if (c.bound() && c.room != "calls") elsewhere.insert(c.room);
    auto fits = [&](access::RetentionRules const& r, std::set<std::string> const& more) {
        auto e = elsewhere;
        e.insert(more.begin(), more.end());
        auto const done = Engine::check(r, rooms, e);
        return done.ok() ? std::string("yes") : done.error().public_text.text;
    };
    EXPECT_NE(fits(rules("", ""), {}).find("no room keeps `call_recording`"), std::string::npos);
    EXPECT_EQ(fits(rules("", ""), { "calls" }), "yes");
    EXPECT_NE(
        fits(rules("code: onsite_booking", "code: other"), { "calls" }).find("there is no rule for `onsite_booking`"),
        std::string::npos);
}

TEST(Precedence, IsHoldThenLawThenErasureThenTime)
{
    using D = Decision;
    EXPECT_EQ(decide({}), D::keep);
    EXPECT_EQ(decide({ .due = true }), D::expire);
    EXPECT_EQ(decide({ .erasure_asked = true }), D::erase);
    EXPECT_EQ(decide({ .statutory = true, .erasure_asked = true }), D::statutory);
    EXPECT_EQ(decide({ .statutory = true, .erasure_asked = true, .due = true }), D::erase);
    EXPECT_EQ(decide({ .open_request = true, .due = true }), D::request);
    EXPECT_EQ(decide({ .open_request = true, .erasure_asked = true }), D::erase);
    EXPECT_EQ(decide({ .restricted = true, .due = true }), D::restricted);
    EXPECT_EQ(decide({ .erasure_asked = true, .restricted = true }), D::erase) << "restriction is orthogonal";
    EXPECT_EQ(decide({ .legal_hold = true }), D::keep);
    for (bool const statutory : { false, true })
        for (bool const asked : { false, true })
            EXPECT_EQ(decide({ .legal_hold = true,
                          .statutory = statutory,
                          .erasure_asked = asked,
                          .restricted = true,
                          .due = !asked }),
                D::hold);
}

} // namespace
} // namespace wellkept::retention
