// Whatever stops an erasure, error or death of the process, at whichever step: it ends whole. And what a hold or a law
// keeps, it keeps; afterwards the erasure goes on by itself. And what a restore brings back goes again.
#include "keep/retention/retention.h"
#include "keep/rights/testing_house.h"
#include <fstream>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace wellkept::rights {
namespace {

using namespace testing;
namespace fs = std::filesystem;

constexpr char const* steps[] = { "note", "note done", "vendors", "vendors done", "plan", "plan done", "keys", "keys done", "rows",
    "rows done", "blobs", "blobs done", "receipt", "receipt done" };

class Whole : public Erasing {
protected:
    // The eraser in a process of its own, which dies at the step as if the power went.
    int die_at(std::string const& step, jobs::Job const& job)
    {
        auto const child = ::fork();
        if (child == 0) {
            auto mine = db::Pool::create({ .url = db::testing::url(database, "wellkept_app"), .connections = 3 }).release();
            auto mine_keys = db::Pool::create({ .url = db::testing::url(keys_database, "wellkept_app"), .connections = 3 }).release();
            keys::KeyStore store { crypto::Key::from_bytes(root_bytes).release(), *mine_keys, clock, rng };
            access::Gate const its_gate { policy, store, clock, rng, "eu" };
            keys::ErasureLedger noted { *mine_keys, store };
            auto const its = eraser_on(its_gate, *mine, noted);
            at_step = [&](std::string_view now) -> Result<> {
                if (now == step) ::_exit(137);
                return {};
            };
            (void)its->run(job).ok();
            ::_exit(0); // the step was never reached
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    template<typename Permission, typename F>
    auto as_operator(F&& fn)
    {
        return access::as_actor<Permission>(gate, *pool, access::Actor::operator_("test"), "legal_claims", person, std::forward<F>(fn));
    }
    Result<Uuid> hold(std::optional<std::string> code = {}, std::optional<Uuid> record = {})
    {
        return as_operator<retention::PlaceHold>([&](auto& g) {
            return retention::place_hold(g, gate, { code, record, "A claim is before the court", "Legal", clock.now() + std::chrono::hours(2400) });
        });
    }
    void release(Uuid id)
    {
        ASSERT_TRUE(as_operator<retention::ReleaseHold>([&](auto& g) { return retention::release_hold(g, gate, id, "It was settled"); }).ok());
    }
    std::int64_t erase_jobs_waiting()
    {
        auto tx = db::Tx::begin(*all).release();
        return static_cast<std::int64_t>(tx.rows(the_job).release().size());
    }
    std::string receipt(jobs::Job const& job) { return ledger(job).receipt.value_or(""); }
    // What the queue would do with the resume job.
    void resume(std::string const& payload)
    {
        auto const done = eraser->resume({ JobId::fresh(clock, rng), std::string(retention::resume_job), {}, payload, 1 });
        ASSERT_TRUE(done.ok()) << done.error().detail.text;
    }
    void run(jobs::Job const& job)
    {
        auto const out = eraser->run(job);
        ASSERT_TRUE(out.ok()) << out.error().detail.text;
        ASSERT_TRUE(std::holds_alternative<jobs::Done>(out.value()));
    }
    void sql(std::string const& statement, std::string const& where)
    {
        auto const c = db::Connection::open(db::testing::url(where, db::superuser_role));
        ASSERT_TRUE(c.ok());
        auto const done = (*c)->command(statement, "test");
        ASSERT_TRUE(done.ok()) << done.error().detail.text;
    }
};

TEST_F(Whole, AtWhicheverStepItBreaksByErrorOrByDeath)
{
    for (bool const death : { false, true })
        for (auto const* step : steps) {
            SCOPED_TRACE(std::string(death ? "process killed at " : "error at ") + step);
            auto const who = admit();
            auto const job = begin(who);
            if (death) {
                ASSERT_EQ(die_at(step, job), 137) << "the step was never reached";
                keystore.forget(who); // as the database tells every node when keys go
            } else {
                bool struck = false;
                at_step = [&](std::string_view now) -> Result<> {
                    if (struck || now != step) return {};
                    struck = true;
                    return faults.error();
                };
                EXPECT_FALSE(eraser->run(job).ok());
                ASSERT_TRUE(struck) << "the step was never reached";
                at_step = {};
            }
            if (std::string_view(step) != "receipt done") EXPECT_FALSE(ledger(job).done_at) << "no receipt for work half done";
            run(job);
            expect_gone(job, who);
            auto const text = receipt(job);
            run(job);
            EXPECT_EQ(receipt(job), text) << "the queue may deliver it twice";
        }
}

TEST_F(Whole, AClockSetBackBreaksNothing)
{
    auto const job = begin();
    auto const asked = ledger(job).requested_at;
    clock.advance(-std::chrono::hours(24 * 365 * 3));
    run(job);
    expect_gone(job);
    EXPECT_GE(*ledger(job).done_at, asked) << "a receipt is never older than the wish";
}

TEST_F(Whole, ALegalHoldStopsAllOfItAndItsReleaseResumesIt)
{
    auto const id = hold();
    ASSERT_TRUE(id.ok());
    auto const job = begin();
    run(job);
    EXPECT_EQ(severed, 1) << "collecting ends at once all the same";
    EXPECT_GT(rows_of(person), 0);
    EXPECT_TRUE(keys.find(tenant, person, access::person_scope).ok());
    EXPECT_FALSE(ledger(job).done_at);
    EXPECT_NE(receipt(job).find(R"("state":"retained")"), std::string::npos) << receipt(job);
    EXPECT_NE(receipt(job).find(R"("record_class":"everything","basis":"legal hold")"), std::string::npos) << receipt(job);
    {
        auto tx = db::Tx::begin(*pool).release();
        access::Visit visit { access::Actor::client(tenant), "provide_service", RequestId::fresh(clock, rng), {} };
        EXPECT_FALSE(gate.decide<Read>(tx, visit, person).ok()) << "held is not open";
    }
    auto const said = receipt(job);
    run(job);
    EXPECT_EQ(receipt(job), said) << "said once";

    release(id.value());
    auto const before = erase_jobs_waiting();
    resume(R"({"subject":")" + person.text() + R"("})");
    EXPECT_EQ(erase_jobs_waiting(), before) << "one job an erasure is enough";
    run(job);
    expect_gone(job);
    EXPECT_NE(receipt(job).find(R"("state":"erased")"), std::string::npos);
    EXPECT_NE(receipt(job).find(R"("retained":[])"), std::string::npos);
}

TEST_F(Whole, AHoldThatComesAfterThePointOfNoReturnIsRefused)
{
    auto const job = begin();
    Error refused = not_found();
    at_step = [&](std::string_view step) -> Result<> {
        if (step != "keys") return {};
        auto const late = hold();
        EXPECT_FALSE(late.ok());
        if (!late.ok()) refused = late.error();
        return {};
    };
    run(job);
    EXPECT_EQ(refused.code, Code::conflict);
    expect_gone(job);
}

TEST_F(Whole, AHoldOnOneRecordKeepsThatAndTheRestGoes)
{
    auto const kept = Uuid::v7(clock, rng), other = Uuid::v7(clock, rng);
    records = { { person, kept }, { person, other }, { neighbour, kept } };
    auto const id = hold("upload", kept);
    ASSERT_TRUE(keys.find_or_make(tenant, person, FaultyRoom::kept_scope).ok());
    ASSERT_TRUE(keys.find_or_make(tenant, person, "connection/of another").ok());
    auto const job = begin();
    run(job);
    EXPECT_TRUE(records.contains({ person, kept }));
    EXPECT_FALSE(records.contains({ person, other }));
    EXPECT_TRUE(keys.find(tenant, person, FaultyRoom::kept_scope).ok()) << "what is kept can still be read";
    EXPECT_FALSE(keys.find(tenant, person, "connection/of another").ok());
    EXPECT_NE(receipt(job).find(R"("record_class":"upload","basis":"legal hold","records":1)"), std::string::npos) << receipt(job);
    EXPECT_NE(receipt(job).find(R"({"part":"faulty","rows":1})"), std::string::npos) << receipt(job);

    release(id.value());
    run(job);
    EXPECT_FALSE(records.contains({ person, kept }));
    EXPECT_TRUE(records.contains({ neighbour, kept }));
    EXPECT_FALSE(keys.find(tenant, person, FaultyRoom::kept_scope).ok());
    auto const e = ledger(job);
    EXPECT_TRUE(e.done_at);
    EXPECT_EQ(rows_of(person), 0);
}

TEST_F(Whole, AHoldStopsTheErasureOfAPartToo)
{
    auto const id = hold();
    ASSERT_TRUE(id.ok());
    auto const connection = ConnectionId::fresh(clock, rng);
    ASSERT_TRUE(keys.find_or_make(tenant, person, access::scope_of(connection)).ok());
    ASSERT_TRUE(access::as_system<EraseData>(gate, *pool, "erase", "rights", person, [&](auto& g) { return eraser->begin(g, { connection }); }).ok());
    auto tx = db::Tx::begin(*all).release();
    auto const row = tx.rows(the_job).release().at(0);
    jobs::Job const job { row.id, std::string(erase_job), {}, row.payload, 1 };
    run(job);
    EXPECT_TRUE(keys.find(tenant, person, access::scope_of(connection)).ok()) << "withdrawal is no way around a hold";
    release(id.value());
    run(job);
    EXPECT_FALSE(keys.find(tenant, person, access::scope_of(connection)).ok());
    EXPECT_TRUE(ledger(job).done_at);
}

TEST_F(Whole, WhatALawKeepsGoesWhenItsTimeIsUp)
{
    fs::copy(WELLKEPT_SOURCE_DIR "/policy", directory + "/policy", fs::copy_options::recursive);
    std::stringstream in;
    in << std::ifstream(directory + "/policy/retention.yaml").rdbuf();
    auto text = in.str();
    std::string const row = "code: upload, title: Report on an uploaded file, trigger: created, period: P1Y, action: destroy, statutory: ";
    auto const at = text.find(row + "false");
    ASSERT_NE(at, text.npos);
    text.replace(at + row.size(), 5, "true");
    std::ofstream(directory + "/policy/retention.yaml", std::ios::trunc) << text;
    policy.set(access::Policy::load(directory + "/policy").release());

    auto const old = Uuid::v7(clock, rng);
    records = { { person, old } };
    ASSERT_TRUE(as_operator<retention::PlaceHold>([&](auto& g) { return retention::started(g, gate, "upload", old, clock.now()); }).ok());
    auto const job = begin();
    run(job);
    EXPECT_TRUE(records.contains({ person, old }));
    EXPECT_NE(receipt(job).find(R"("record_class":"upload","basis":"Storage limitation)"), std::string::npos) << receipt(job);
    EXPECT_NE(receipt(job).find(R"("until":")"), std::string::npos) << receipt(job);
    clock.advance(std::chrono::hours(24 * 370));
    resume("{}"); // as the daily run does
    run(job);
    EXPECT_TRUE(records.empty());
    EXPECT_TRUE(ledger(job).done_at);
}

TEST_F(Whole, NobodyIsErasedWhoWasNotThere)
{
    auto const nobody = SubjectId { Uuid::v4(rng) };
    auto const id = Uuid::v7(clock, rng);
    auto tx = db::Tx::begin(*pool).release();
    Erasure e {};
    e.id = id, e.subject = nobody, e.tenant = tenant, e.requested_by = "member", e.requested_at = clock.now();
    ASSERT_TRUE(store::insert(tx, e).ok());
    ASSERT_TRUE(tx.commit().ok());
    jobs::Job const job { JobId::fresh(clock, rng), std::string(erase_job), {}, R"({"erasure":")" + id.text() + R"("})", 1 };
    auto const out = eraser->run(job);
    ASSERT_TRUE(out.ok()) << out.error().detail.text;
    ASSERT_TRUE(std::holds_alternative<jobs::Dead>(out.value()));
    EXPECT_EQ(std::get<jobs::Dead>(out.value()).reason_code, "subject_not_found");
    EXPECT_FALSE(ledger(job).done_at) << "never fulfilled for a subject never found";
    EXPECT_FALSE(ledger(job).receipt);
}

TEST_F(Whole, ARestoreOfTheDataBringsNobodyBack)
{
    // The data database as it was before the wish, beside the keys database of today: what an operator restores.
    auto const before = database + "_before";
    auto const job = begin(neighbour);
    run(job);
    pool.reset(), all.reset(), eraser.reset();
    sql("CREATE DATABASE " + before + " TEMPLATE " + database, "postgres");
    pool = db::Pool::create({ .url = db::testing::url(database, "wellkept_app"), .connections = 4 }).release();
    all = db::Pool::create({ .url = db::testing::url(database, db::superuser_role), .connections = 2 }).release();
    eraser = eraser_on(gate, *pool, ledger_there);
    run(begin(person));

    pool = db::Pool::create({ .url = db::testing::url(before, "wellkept_app"), .connections = 4 }).release();
    all = db::Pool::create({ .url = db::testing::url(before, db::superuser_role), .connections = 2 }).release();
    eraser = eraser_on(gate, *pool, ledger_there);
    EXPECT_EQ(rows_of(person), 5) << "the backup brings the person back";
    auto const done = eraser->replay();
    ASSERT_TRUE(done.ok()) << done.error().detail.text;
    EXPECT_EQ(done->erased, 1) << "the one of before the backup is not done again";
    EXPECT_EQ(rows_of(person), 0);
    auto tx = db::Tx::begin(*pool).release();
    auto const again = store::page(tx, {}, 10).release();
    ASSERT_EQ(again.size(), 2u);
    EXPECT_TRUE(again[1].done_at && again[1].replayed_at && again[1].receipt);
    EXPECT_NE(again[1].receipt->find("replayed_at"), std::string::npos);
    auto const twice = eraser->replay();
    EXPECT_EQ(twice->erased, 0);
    EXPECT_EQ(twice->entries, 2);
}

TEST_F(Whole, ATableRestoredByItselfBringsNobodyBackEither)
{
    auto const job = begin();
    run(job);
    auto const first = receipt(job);
    sql("INSERT INTO access.subject (subject_id, tenant_id, pseudonym, state, created_at) VALUES ('" + person.text() + "', '" + tenant.text()
            + "', gen_random_uuid(), 'active', now())",
        database);
    auto const done = eraser->replay();
    ASSERT_TRUE(done.ok()) << done.error().detail.text;
    EXPECT_EQ(done->erased, 1);
    EXPECT_EQ(rows_of(person), 0);
    EXPECT_NE(receipt(job), first) << "a receipt of its own; the first stays";
}

TEST_F(Whole, KeysRestoredAreDestroyedAgain)
{
    auto const before = keys_database + "_before";
    ASSERT_TRUE(keys.find_or_make(tenant, person, "connection/x").ok());
    keys_pool.reset();
    // The keystore holds this pool by reference: it is put back below, before anything uses it.
    sql("CREATE DATABASE " + before + " TEMPLATE " + keys_database, "postgres");
    auto const url = [&](std::string const& name) { return db::testing::url(name, "wellkept_app"); };
    auto now = db::Pool::create({ .url = url(keys_database), .connections = 4 }).release();
    keys::KeyStore today { crypto::Key::from_bytes(root_bytes).release(), *now, clock, rng };
    access::Gate const gate_today { policy, today, clock, rng, "eu" };
    keys::ErasureLedger noted { *now, today };
    auto const job = begin();
    ASSERT_TRUE(eraser_on(gate_today, *pool, noted)->run(job).ok());
    EXPECT_FALSE(today.find(tenant, person, access::person_scope).ok());

    auto old = db::Pool::create({ .url = url(before), .connections = 4 }).release();
    keys::KeyStore restored { crypto::Key::from_bytes(root_bytes).release(), *old, clock, rng };
    access::Gate const gate_restored { policy, restored, clock, rng, "eu" };
    keys::ErasureLedger forgotten { *old, restored };
    EXPECT_TRUE(restored.find(tenant, person, access::person_scope).ok()) << "the backup brings the keys back";
    auto const done = eraser_on(gate_restored, *pool, forgotten)->replay();
    ASSERT_TRUE(done.ok()) << done.error().detail.text;
    EXPECT_EQ(done->keys, 1);
    restored.forget(person);
    EXPECT_FALSE(restored.find(tenant, person, access::person_scope).ok());
    EXPECT_FALSE(restored.find(tenant, person, "connection/x").ok());
    EXPECT_EQ(forgotten.page({}, 10)->size(), 1u) << "and the ledger knows it again";
}

TEST_F(Whole, TheEndOfAClientsUseErasesAllItsMembersAndProvesIt)
{
    sql("UPDATE access.tenant SET status = 'ended', ended_at = now() WHERE tenant_id = '" + tenant.text() + "'", database);
    auto const third = admit_sql();
    jobs::Job job { JobId::fresh(clock, rng), std::string(retention::end_of_use_job), {}, R"({"client":")" + tenant.text() + R"("})", 1 };
    auto out = eraser->end_of_use(job);
    ASSERT_TRUE(out.ok()) << out.error().detail.text;
    ASSERT_TRUE(std::holds_alternative<jobs::Again>(out.value())) << "their erasures are still to be done";
    auto tx = db::Tx::begin(*all).release();
    for (auto const& row : tx.rows(the_job).release()) run({ row.id, std::string(erase_job), {}, row.payload, 1 });
    out = eraser->end_of_use(job);
    ASSERT_TRUE(out.ok() && std::holds_alternative<jobs::Done>(out.value()));
    for (auto const who : { person, neighbour, third }) EXPECT_EQ(rows_of(who), 0);
    auto read = db::Tx::begin(*pool).release();
    auto const r = client_receipt(read, tenant).release();
    ASSERT_TRUE(r && r->done_at && r->receipt && r->signature);
    EXPECT_EQ(r->members, 3);
    EXPECT_NE(r->receipt->find(R"("members_erased":3,"members_retained":0)"), std::string::npos) << *r->receipt;
    auto const raw = signing.public_key_raw();
    EXPECT_TRUE(crypto::verify({ reinterpret_cast<char const*>(raw.data()), raw.size() }, *r->receipt, r->signature->data));
}

} // namespace
} // namespace wellkept::rights
