#include "platform/db/testing.h"
#include "platform/jobs/store.h"
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace wellkept::jobs {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::Ge;
using ::testing::Le;

template <typename F> bool becomes(F condition, std::chrono::seconds limit = 60s)
{
    auto const until = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(2ms);
    }
    return true;
}

// The platform's file alone, so that no other room's schema matters here.
std::string const& own_schema()
{
    static auto const directory = [] {
        auto d = db::testing::temporary_directory();
        std::filesystem::copy(WELLKEPT_SOURCE_DIR "/schema/0001_platform.sql", d);
        return d;
    }();
    static auto const removed = std::shared_ptr<void>(nullptr, [](void*) { std::filesystem::remove_all(directory); });
    return directory;
}

struct Row {
    std::string state;
    std::int32_t attempt {};
    Instant run_at;
    std::string payload;
    std::optional<std::string> reason_code;
};
db::PlainQuery<Row, JobId> const look { "jobs_test/look",
    "select state, attempt, run_at, payload, reason_code from jobs.job where id = $1" };

// Takes a fresh database a test, and runners with a short poll; time is the test's.
class Jobs : public ::testing::Test {
protected:
    Jobs()
    {
        auto const name = db::testing::fresh_database(own_schema());
        auto made = db::Pool::create({ db::testing::url(name), 12 });
        EXPECT_TRUE(made.ok());
        pool = made.release();
    }
    std::unique_ptr<Runner> runner(int threads = 2, Duration lease = 5min)
    {
        return std::make_unique<Runner>(*pool, clock, rng, RunnerConfig { threads, lease, 10ms });
    }
    db::Tx begin()
    {
        auto tx = db::Tx::begin(*pool);
        EXPECT_TRUE(tx.ok());
        return tx.release();
    }
    JobId add(NewJob const& job)
    {
        auto tx = begin();
        auto id = enqueue(tx, clock, rng, job);
        EXPECT_TRUE(id.ok()) << id.error().detail.text;
        EXPECT_TRUE(tx.commit().ok());
        return id.ok() ? *id : JobId {};
    }
    std::optional<Row> row(JobId id)
    {
        auto tx = begin();
        auto r = tx.maybe(look, id);
        EXPECT_TRUE(r.ok()) << r.error().detail.text;
        return r.ok() ? r.release() : std::nullopt;
    }
    QueueState queue()
    {
        auto tx = begin();
        auto s = state(tx, clock);
        EXPECT_TRUE(s.ok()) << s.error().detail.text;
        return s.ok() ? *s : QueueState {};
    }
    bool drained()
    {
        return becomes([&] {
            auto const q = queue();
            return q.waiting == 0 && q.running == 0;
        });
    }

    TestClock clock;
    SeededRng rng { 7 };
    std::unique_ptr<db::Pool> pool;
};

TEST_F(Jobs, each_of_many_runs_once_under_two_runners_of_four_threads)
{
    constexpr int count = 400;
    std::mutex mutex;
    std::map<std::string, int> runs;
    auto const handler = [&](Job const& j) -> Result<Outcome> {
        std::lock_guard const lock(mutex);
        ++runs[j.payload];
        return Outcome { Done {} };
    };
    auto a = runner(4), b = runner(4);
    a->handle("count", handler);
    b->handle("count", handler);
    a->start();
    b->start();
    for (int i = 0; i < count; ++i) add({ .kind = "count", .payload = std::to_string(i) });
    EXPECT_TRUE(drained());
    a->stop();
    b->stop();
    EXPECT_TRUE(a->idle());
    EXPECT_EQ(runs.size(), static_cast<std::size_t>(count));
    for (auto const& [payload, n] : runs) EXPECT_EQ(n, 1) << payload;
}

TEST_F(Jobs, nothing_runs_before_its_commit_its_time_or_without_a_handler)
{
    std::atomic<int> runs = 0;
    auto r = runner();
    r->handle("known", [&](Job const&) -> Result<Outcome> { return ++runs, Outcome { Done {} }; });
    r->start();
    {
        auto tx = begin();
        ASSERT_TRUE(enqueue(tx, clock, rng, { .kind = "known" }).ok());
    }
    auto const unknown = add({ .kind = "unknown" });
    auto const later = add({ .kind = "known", .run_at = clock.now() + 24h });
    add({ .kind = "known" });
    EXPECT_TRUE(becomes([&] { return runs == 1; }));
    EXPECT_EQ(row(unknown)->state, "waiting");
    EXPECT_EQ(row(later)->state, "waiting");
    clock.advance(25h);
    EXPECT_TRUE(becomes([&] { return runs == 2; }));
    EXPECT_TRUE(becomes([&] { return !row(later); }));
    EXPECT_EQ(queue().oldest_due, row(unknown)->run_at);
}

TEST_F(Jobs, a_commit_wakes_a_runner_that_hardly_ever_polls)
{
    std::atomic<int> runs = 0;
    Runner slow(*pool, clock, rng, { 1, 5min, 1h });
    slow.handle("k", [&](Job const&) -> Result<Outcome> { return ++runs, Outcome { Done {} }; });
    slow.start();
    for (int i = 1; i <= 5; ++i) {
        // the first may be enqueued before the runner listens, and is then found by its first look
        add({ .kind = "k" });
        EXPECT_TRUE(becomes([&] { return runs == i; }));
    }
}

TEST_F(Jobs, an_error_is_tried_again_with_growing_pauses_and_then_the_job_is_dead)
{
    std::vector<int> attempts;
    std::mutex mutex;
    auto r = runner(1);
    r->handle("fails", [&](Job const& j) -> Result<Outcome> {
        std::lock_guard const lock(mutex);
        attempts.push_back(j.attempt);
        if (j.attempt == 2) throw std::runtime_error("Zaphod");
        return unavailable("Later.", "Zaphod was here");
    });
    auto const id = add({ .kind = "fails", .attempts_max = 4 });
    r->start();
    Duration full = 2s;
    for (int i = 1; i <= 3; ++i, full *= 2) {
        auto const before = clock.now();
        ASSERT_TRUE(becomes([&] {
            auto const x = row(id);
            return x->attempt == i && x->state == "waiting";
        }));
        auto const x = *row(id);
        EXPECT_EQ(x.reason_code, i == 2 ? "bug" : "unavailable"); // a code, never the text
        // between half and all of it, counted from the end of the run (the test's clock also runs by itself)
        EXPECT_GE(x.run_at, before + full / 2 - 60s);
        EXPECT_LE(x.run_at, clock.now() + full);
        clock.advance(full);
    }
    ASSERT_TRUE(becomes([&] { return row(id)->state == "dead"; }));
    r->stop();
    EXPECT_EQ(attempts, (std::vector { 1, 2, 3, 4 }));
    auto tx = begin();
    auto const all = dead(tx, 10);
    ASSERT_TRUE(all.ok());
    ASSERT_EQ(all.value().size(), 1u);
    EXPECT_EQ(all.value()[0].id, id);
    EXPECT_EQ(all.value()[0].attempts, 4);
    EXPECT_EQ(all.value()[0].reason_code, "unavailable");
}

TEST_F(Jobs, back_off_doubles_to_an_hour_with_jitter)
{
    for (int i = 0; i < 1'000; ++i) {
        for (auto const& [attempt, full] :
            { std::pair<int, Duration>(1, 2s), { 2, 4s }, { 11, 2048s }, { 12, 1h }, { 60, 1h } }) {
            EXPECT_THAT(back_off(attempt, rng).count(), AllOf(Ge((full / 2).count()), Le(full.count())));
        }
    }
    EXPECT_NE(back_off(5, rng), back_off(5, rng));
}

TEST_F(Jobs, retry_waits_until_its_time_and_dead_is_dead_at_once_until_revived)
{
    std::atomic<bool> well = false;
    auto const at = clock.now() + 3h;
    auto r = runner();
    r->handle("retry", [&](Job const&) -> Result<Outcome> { return Outcome { Retry { at, "retry_after" } }; });
    r->handle("dies", [&](Job const&) -> Result<Outcome> {
        return well ? Outcome { Done {} } : Outcome { Dead { "No code but a sentence about Zaphod" } };
    });
    auto const retried = add({ .kind = "retry" }), died = add({ .kind = "dies" });
    r->start();
    ASSERT_TRUE(becomes(
        [&] { return row(died)->state == "dead" && row(retried)->attempt == 1 && row(retried)->state == "waiting"; }));
    EXPECT_EQ(row(retried)->run_at, at);
    EXPECT_EQ(row(retried)->reason_code, "retry_after");
    EXPECT_EQ(row(died)->reason_code, "unnamed");
    EXPECT_EQ(queue().dead, 1);

    well = true;
    {
        auto tx = begin();
        EXPECT_FALSE(revive(tx, clock, retried).value());
        EXPECT_FALSE(drop(tx, retried).value());
        EXPECT_TRUE(revive(tx, clock, died).value());
        EXPECT_TRUE(tx.commit().ok());
    }
    EXPECT_TRUE(becomes([&] { return !row(died); }));
}

TEST_F(Jobs, a_dead_job_can_be_dropped)
{
    auto r = runner();
    r->handle("dies", [](Job const&) -> Result<Outcome> { return Outcome { Dead { "gone" } }; });
    auto const id = add({ .kind = "dies" });
    r->start();
    ASSERT_TRUE(becomes([&] { return row(id)->state == "dead"; }));
    auto tx = begin();
    EXPECT_TRUE(drop(tx, id).value());
    EXPECT_FALSE(drop(tx, id).value());
    EXPECT_TRUE(tx.commit().ok());
    EXPECT_FALSE(row(id));
}

TEST_F(Jobs, again_is_the_same_job_with_a_new_payload_and_fresh_attempts)
{
    std::vector<std::pair<std::string, int>> seen;
    std::mutex mutex;
    auto r = runner();
    r->handle("pages", [&](Job const& j) -> Result<Outcome> {
        std::lock_guard const lock(mutex);
        seen.emplace_back(j.payload, j.attempt);
        if (seen.size() == 3) return Outcome { Done {} };
        return Outcome { Again { clock.now(), "{\"page\":" + std::to_string(seen.size()) + "}" } };
    });
    auto const id = add({ .kind = "pages", .payload = "{\"page\":0}", .attempts_max = 1 });
    r->start();
    EXPECT_TRUE(becomes([&] { return !row(id); }));
    r->stop();
    EXPECT_EQ(seen,
        (std::vector<std::pair<std::string, int>> {
            { "{\"page\":0}", 1 }, { "{\"page\":1}", 1 }, { "{\"page\":2}", 1 } }));
}

TEST_F(Jobs, a_unique_key_waits_once_and_can_only_come_sooner)
{
    auto const now = clock.now();
    auto const first = add({ .kind = "k", .payload = "first", .run_at = now + 2h, .unique_key = "u" });
    EXPECT_EQ(add({ .kind = "k", .payload = "second", .run_at = now + 3h, .unique_key = "u" }), first);
    EXPECT_EQ(row(first)->run_at, now + 2h);
    EXPECT_EQ(add({ .kind = "k", .payload = "third", .run_at = now + 1h, .unique_key = "u" }), first);
    EXPECT_EQ(row(first)->run_at, now + 1h);
    EXPECT_EQ(row(first)->payload, "first");
    EXPECT_NE(add({ .kind = "other", .run_at = now + 1h, .unique_key = "u" }), first);
    EXPECT_NE(add({ .kind = "k", .run_at = now + 1h }), add({ .kind = "k", .run_at = now + 1h }));
    EXPECT_EQ(queue().waiting, 4);
}

TEST_F(Jobs, what_is_enqueued_while_its_twin_runs_folds_into_it_when_that_waits_again)
{
    std::mutex gate;
    std::atomic<bool> inside = false;
    auto r = runner(1);
    r->handle("k", [&](Job const& j) -> Result<Outcome> {
        if (j.payload != "first") return Outcome { Done {} };
        inside = true;
        std::lock_guard const lock(gate);
        return Outcome { Again { clock.now() + 10h, "continued" } };
    });
    std::unique_lock lock(gate);
    auto const first = add({ .kind = "k", .payload = "first", .unique_key = "u" });
    r->start();
    ASSERT_TRUE(becomes([&] { return inside.load(); }));
    auto const at = clock.now() + 1h;
    auto const second = add({ .kind = "k", .payload = "second", .run_at = at, .unique_key = "u" });
    EXPECT_NE(second, first);
    lock.unlock();
    ASSERT_TRUE(becomes([&] { return row(first)->state == "waiting"; }));
    EXPECT_FALSE(row(second));
    EXPECT_EQ(row(first)->run_at, at);
    EXPECT_EQ(row(first)->payload, "continued");
}

TEST_F(Jobs, a_crashed_runners_job_is_free_when_the_lease_lapses_and_a_killer_job_dies)
{
    Store store(*pool);
    auto const crash = [&](Duration lease) { // claims and is never heard of again
        auto const c = store.claim(clock.now(), clock.now() + lease, Uuid::v4(rng), { "k" }, 10);
        ASSERT_TRUE(c.ok());
        ASSERT_EQ(c.value().size(), 1u);
    };
    std::atomic<int> runs = 0;
    auto const id = add({ .kind = "k" });
    crash(1h);
    auto r = runner();
    r->handle("k", [&](Job const& j) -> Result<Outcome> {
        runs = j.attempt;
        return Outcome { Done {} };
    });
    r->start();
    ASSERT_TRUE(becomes([&] { return r->idle(); }));
    EXPECT_EQ(row(id)->state, "running");
    EXPECT_EQ(runs, 0);
    clock.advance(61min);
    EXPECT_TRUE(becomes([&] { return !row(id); }));
    EXPECT_EQ(runs, 2);
    r->stop();

    auto const killer = add({ .kind = "k", .attempts_max = 1 });
    crash(1h);
    clock.advance(61min);
    auto again = runner();
    again->handle("k", [&](Job const&) -> Result<Outcome> { return runs = 99, Outcome { Done {} }; });
    again->start();
    ASSERT_TRUE(becomes([&] { return row(killer)->state == "dead"; }));
    EXPECT_EQ(row(killer)->reason_code, "lease_lapsed");
    EXPECT_NE(runs, 99);
}

TEST_F(Jobs, a_lease_is_renewed_while_the_handler_runs)
{
    std::atomic<int> runs = 0;
    std::atomic<bool> finish = false;
    auto const handler = [&](Job const&) -> Result<Outcome> {
        ++runs;
        becomes([&] { return finish.load(); });
        return Outcome { Done {} };
    };
    auto a = runner(1, 3s), b = runner(1, 3s);
    for (auto* r : { a.get(), b.get() }) {
        r->handle("long", handler);
        r->start();
    }
    auto const id = add({ .kind = "long" });
    struct Lease {
        std::optional<Instant> until;
    };
    db::PlainQuery<Lease, JobId> const lease { "jobs_test/lease", "select lease_until from jobs.job where id = $1" };
    auto const until = [&] { return begin().one(lease, id).value().until; };
    ASSERT_TRUE(becomes([&] { return until().has_value(); }));
    auto const first = *until();
    EXPECT_TRUE(becomes([&] { return *until() > first + 4s; })); // longer than a lease
    EXPECT_EQ(runs, 1);
    finish = true;
    EXPECT_TRUE(becomes([&] { return !row(id); }));
}

TEST_F(Jobs, a_result_that_comes_after_the_job_was_taken_over_is_dropped)
{
    Store store(*pool);
    auto const id = add({ .kind = "k" });
    auto const old_token = Uuid::v4(rng), new_token = Uuid::v4(rng);
    auto const first = store.claim(clock.now(), clock.now() + 1min, old_token, { "k" }, 1);
    ASSERT_EQ(first.value().size(), 1u);
    clock.advance(2min);
    auto const second = store.claim_lapsed(clock.now(), clock.now() + 1min, new_token, { "k" }, {}, 1);
    ASSERT_EQ(second.value().size(), 1u);
    Holding const stale { id, old_token, 1 };
    EXPECT_FALSE(store.done(stale).value());
    EXPECT_FALSE(store.dead(stale, clock.now(), "x").value());
    EXPECT_FALSE(store.wait_again(stale, first.value()[0], clock.now(), { clock.now(), 1 }).value());
    EXPECT_EQ(store.renew(clock.now() + 1h, old_token, { id }).value(), 0);
    EXPECT_EQ(row(id)->state, "running");
    EXPECT_TRUE(store.done({ id, new_token, 2 }).value());
}

TEST_F(Jobs, a_schedule_enqueues_once_over_two_runners)
{
    std::atomic<int> runs = 0;
    auto a = runner(), b = runner();
    for (auto* r : { a.get(), b.get() }) {
        r->handle("nightly", [&](Job const&) -> Result<Outcome> { return ++runs, Outcome { Done {} }; });
        r->schedule({ "nightly", 24h });
        r->start();
    }
    for (int day = 1; day <= 5; ++day) {
        EXPECT_TRUE(becomes([&] { return runs >= day; }));
        // several polls of both runners add nothing
        auto const quiet_until = std::chrono::steady_clock::now() + 60ms;
        while (std::chrono::steady_clock::now() < quiet_until) std::this_thread::sleep_for(5ms);
        EXPECT_EQ(runs, day);
        // What still holds its lease would lose it by the jump, and be run again.
        EXPECT_TRUE(becomes([&] { return a->idle() && b->idle(); }));
        clock.advance(day == 3 ? 6 * 365 * 24h : 24h); // six years are made up for by one run
    }
}

TEST_F(Jobs, erasure_drops_a_subjects_jobs_even_a_running_one)
{
    SubjectId const ann { Uuid::v4(rng) }, bob { Uuid::v4(rng) };
    std::mutex gate;
    std::atomic<bool> inside = false;
    auto r = runner(1);
    r->handle("k", [&](Job const&) -> Result<Outcome> {
        inside = true;
        std::lock_guard const lock(gate);
        return Outcome { Again { clock.now(), "{}" } };
    });
    std::unique_lock lock(gate);
    auto const running = add({ .kind = "k", .subject = ann });
    r->start();
    ASSERT_TRUE(becomes([&] { return inside.load(); }));
    add({ .kind = "k", .subject = ann, .run_at = clock.now() + 1h });
    auto const others = add({ .kind = "k", .subject = bob, .run_at = clock.now() + 1h });
    {
        auto tx = begin();
        EXPECT_EQ(drop_for_subject(tx, ann).value(), 2);
        EXPECT_TRUE(tx.commit().ok());
    }
    lock.unlock();
    EXPECT_TRUE(becomes([&] { return r->idle(); }));
    EXPECT_FALSE(row(running));
    EXPECT_TRUE(row(others));
}

TEST_F(Jobs, stop_lets_handlers_end_and_keeps_the_rest_waiting)
{
    std::atomic<int> runs = 0;
    std::atomic<bool> finish = false;
    auto r = runner(2);
    r->handle("k", [&](Job const&) -> Result<Outcome> {
        ++runs;
        becomes([&] { return finish.load(); });
        return Outcome { Done {} };
    });
    for (int i = 0; i < 20; ++i) add({ .kind = "k" });
    r->start();
    ASSERT_TRUE(becomes([&] { return runs == 2; }));
    {
        std::jthread const stopper([&] { r->stop(); });
        finish = true;
    }
    auto const q = queue();
    EXPECT_EQ(q.running, 0);
    EXPECT_EQ(q.waiting, 20 - runs);
}

TEST_F(Jobs, bad_jobs_are_refused)
{
    auto tx = begin();
    EXPECT_EQ(enqueue(tx, clock, rng, {}).error().code, Code::bug);
    EXPECT_EQ(enqueue(tx, clock, rng, { .kind = "k", .payload = std::string(65'537, 'x') }).error().code, Code::bug);
    EXPECT_EQ(enqueue(tx, clock, rng, { .kind = "k", .attempts_max = 0 }).error().code, Code::bug);
    EXPECT_EQ(clean_reason("retry_after"), "retry_after");
    EXPECT_EQ(clean_reason("Anna Smith"), "unnamed");
    EXPECT_EQ(clean_reason(""), "unnamed");
}

TEST_F(Jobs, every_query_fits_the_schema)
{
    auto const name = db::testing::fresh_database(own_schema());
    auto const wrong = db::check_queries(db::testing::url(name, "wellkept_owner"));
    ASSERT_TRUE(wrong.ok());
    for (auto const& line : wrong.value()) EXPECT_FALSE(line.starts_with("jobs")) << line;
}

} // namespace
} // namespace wellkept::jobs
