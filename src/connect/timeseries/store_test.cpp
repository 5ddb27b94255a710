// The whole way of samples through Gate, keys and database: written once whatever is delivered, read as a plain map
// would have it.
#include "access/system.h"
#include "access/testing.h"
#include "connect/timeseries/timeseries.h"
#include "platform/db/connection.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include <atomic>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>
#include <thread>

namespace wellkept::timeseries {
namespace {

constexpr std::int64_t start_of_2026 = 1'767'225'600'000;

Sample at(std::int64_t minute, double value, std::string record = {})
{
    Sample s;
    s.start_ms = s.end_ms = start_of_2026 + minute * 60'000;
    s.value = value;
    s.record = std::move(record);
    return s;
}

class TimeseriesStore : public ::testing::Test {
protected:
    void SetUp() override
    {
        command("INSERT INTO access.tenant VALUES ('" + tenant.text() + "', 'eu', 'active', 'A-1', NULL, now())");
        command("INSERT INTO access.subject VALUES ('" + person.text() + "', '" + tenant.text()
            + "', gen_random_uuid(), 'active', now())");
        allow(connection, "heart", "self", true);
    }
    void command(std::string const& text)
    {
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role));
        ASSERT_TRUE(c.ok());
        auto const done = c.value()->command(text, "test");
        ASSERT_TRUE(done.ok()) << done.error().detail.text;
    }
    void allow(ConnectionId from, std::string const& category, std::string const& purpose, bool yes)
    {
        command("INSERT INTO access.consent_event (subject_id, event_id, connection_id, category, purpose, recipient, "
                "decision,"
                " wording_version, language, channel, captured_by, at) VALUES ('"
            + person.text() + "', gen_random_uuid(), '" + from.text() + "', '" + category + "', '" + purpose
            + "', 'self', '" + (yes ? "granted" : "withdrawn") + "', '1', 'en', 'test', 'member', now())");
    }
    Result<Written> try_write(
        std::vector<Sample> samples, ConnectionId from, std::string const& metric = "heart_rate", bool whole = false)
    {
        return access::as_system<WriteSamples>(
            gate, *pool, "ingest_pull", "collect", person, [&](access::Granted<WriteSamples>& g) {
                return write(g, gate, { from, "test", metrics.find(metric), std::move(samples), whole });
            });
    }
    Written put(std::vector<Sample> samples, bool whole = false)
    {
        auto w = try_write(std::move(samples), connection, "heart_rate", whole);
        EXPECT_TRUE(w.ok()) << w.error().detail.text;
        return w.ok() ? w.release() : Written {};
    }
    Result<Page> try_read(Window const& window, std::string const& metric = "heart_rate")
    {
        auto tx = TRY(db::Tx::begin(*pool, db::Tx::Mode::read_only));
        access::Visit visit { .actor = access::Actor::member(person, tenant, {}),
            .purpose = "self",
            .request = RequestId::fresh(clock, rng) };
        auto const grant = TRY(gate.decide<ReadSamples>(tx, visit, person));
        auto w = window;
        w.metric = metric;
        return read(grant, w);
    }
    std::vector<Sample> all(std::size_t limit = 1000)
    {
        std::vector<Sample> out;
        Window window {
            .from_ms = start_of_2026 - 400'000'000'000, .to_ms = start_of_2026 + 400'000'000'000, .limit = limit
        };
        for (int pages = 0; pages < 10'000; ++pages) {
            auto page = try_read(window);
            EXPECT_TRUE(page.ok()) << page.error().detail.text;
            if (!page.ok()) return out;
            EXPECT_LE(page->samples.size(), limit);
            for (auto& s : page->samples) out.push_back(std::move(s.sample));
            if (page->next_cursor.empty()) return out;
            EXPECT_FALSE(page->samples.empty()) << "a page without samples must be the last";
            window.cursor = page->next_cursor;
        }
        ADD_FAILURE() << "the pages do not end";
        return out;
    }
    bool compact_once(StreamId stream)
    {
        auto const more = access::as_system<CompactSamples>(gate, *pool, "compact", "provide_service", person,
            [&](access::Granted<CompactSamples>& g) { return compact(g, gate, stream); });
        EXPECT_TRUE(more.ok()) << more.error().detail.text;
        return more.ok() && more.value();
    }
    Stream stream_now()
    {
        auto const page = try_read({ .from_ms = 0, .to_ms = 1 });
        EXPECT_TRUE(page.ok() && page->streams.size() == 1);
        return page.ok() && !page->streams.empty() ? page->streams[0] : Stream {};
    }

    SystemRng rng;
    SystemClock clock;
    std::string database = db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema");
    std::unique_ptr<db::Pool> pool =
        db::Pool::create({ .url = db::testing::url(database), .connections = 4 }).release();
    access::testing::MemoryKeys keys { rng };
    access::PolicyHolder policy { access::Policy::load(WELLKEPT_SOURCE_DIR "/policy").release() };
    access::Gate gate { policy, keys, clock, rng, "eu" };
    MetricTable metrics = MetricTable::load(WELLKEPT_SOURCE_DIR "/policy/metrics.yaml").release();
    ClientId const tenant = ClientId::fresh(clock, rng);
    SubjectId const person = SubjectId::fresh(clock, rng);
    ConnectionId const connection = ConnectionId::fresh(clock, rng);
};

TEST_F(TimeseriesStore, TheSameBatchTwiceIsKnown)
{
    auto const first = put({ at(1, 60), at(2, 61), at(3, 62) });
    EXPECT_EQ(first.created, 3u);
    auto const again = put({ at(3, 62), at(1, 60), at(2, 61) });
    EXPECT_EQ(again.created + again.updated + again.deleted, 0u);
    EXPECT_EQ(again.known, 3u);
    EXPECT_FALSE(again.changed());
    EXPECT_EQ(all(), (std::vector { at(1, 60), at(2, 61), at(3, 62) }));
    auto const stream = stream_now();
    EXPECT_EQ(stream.samples, 3);
    EXPECT_EQ(stream.first_ms, at(1, 0).start_ms);
    EXPECT_EQ(stream.last_ms, at(3, 0).start_ms);
}

TEST_F(TimeseriesStore, ACorrectionSupersedes)
{
    put({ at(1, 60, "a"), at(2, 61, "b") });
    auto const w = put({ at(1, 70, "a") });
    EXPECT_EQ(w.updated, 1u);
    EXPECT_EQ(w.created, 0u);
    EXPECT_EQ(all(), (std::vector { at(1, 70, "a"), at(2, 61, "b") }));
    EXPECT_EQ(stream_now().samples, 2);
}

TEST_F(TimeseriesStore, ARecordMovedInTimeLeavesNothingBehind)
{
    put({ at(1, 60, "a"), at(500, 61, "b") });
    put({ at(900, 65, "a") }, true);
    EXPECT_EQ(all(), (std::vector { at(500, 61, "b"), at(900, 65, "a") }));
    put({ at(-900, 66, "a") }, true); // and back, before all else
    EXPECT_EQ(all(), (std::vector { at(-900, 66, "a"), at(500, 61, "b") }));
    EXPECT_EQ(stream_now().samples, 2);
}

TEST_F(TimeseriesStore, AWithdrawnSampleStaysAwayThroughCompaction)
{
    auto const w = put({ at(1, 60, "a"), at(2, 61, "b") });
    auto gone = at(1, 0, "a");
    gone.deleted = true;
    EXPECT_EQ(put({ gone }).deleted, 1u);
    EXPECT_EQ(all(), (std::vector { at(2, 61, "b") }));
    while (compact_once(w.stream)) { }
    EXPECT_EQ(all(), (std::vector { at(2, 61, "b") }));
    EXPECT_EQ(stream_now().samples, 1);
}

TEST_F(TimeseriesStore, WhatIsNotConsentedIsRefusedBothWays)
{
    ConnectionId const other = ConnectionId::fresh(clock, rng);
    auto const refused = try_write({ at(1, 60) }, other);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, Code::forbidden);
    auto const category = try_write({ at(1, 80) }, connection, "weight");
    ASSERT_FALSE(category.ok());
    EXPECT_EQ(category.error().code, Code::forbidden);
    put({ at(1, 60) });
    allow(other, "heart", "self", true); // so that there is a grant at all
    allow(connection, "heart", "self", false);
    EXPECT_TRUE(all().empty()) << "withdrawn data were read";
    EXPECT_FALSE(try_write({ at(2, 60) }, connection).ok());
}

TEST_F(TimeseriesStore, PagesOverEqualStartsGiveEachSampleOnce)
{
    std::vector<Sample> same;
    for (int i = 0; i < 40; ++i) same.push_back(at(5, 60 + i, "r" + std::to_string(i)));
    put(same);
    ConnectionId const second = ConnectionId::fresh(clock, rng);
    allow(second, "heart", "self", true);
    ASSERT_TRUE(try_write({ at(4, 50), at(5, 51), at(6, 52) }, second).ok());
    put({ at(3, 49), at(7, 53) });
    for (std::size_t const limit : { 1u, 2u, 7u, 39u, 40u, 41u, 100u }) {
        auto const got = all(limit);
        ASSERT_EQ(got.size(), 45u) << "limit " << limit;
        std::multiset<double> values;
        for (auto const& s : got) values.insert(s.value);
        EXPECT_EQ(std::set<double>(values.begin(), values.end()).size(), 45u) << "one stands twice; limit " << limit;
        EXPECT_TRUE(std::is_sorted(
            got.begin(), got.end(), [](auto const& a, auto const& b) { return a.start_ms < b.start_ms; }));
    }
}

TEST_F(TimeseriesStore, RefusesACursorThatIsNotOurs)
{
    put({ at(1, 60) });
    for (auto const* cursor : { "x", "1", "1.", ".1", "1.-1", "1.99999999999", "1.1.1", "99999999999999999999.0" }) {
        auto const page = try_read({ .from_ms = 0, .to_ms = INT64_MAX, .cursor = cursor });
        ASSERT_FALSE(page.ok()) << cursor;
        EXPECT_EQ(page.error().code, Code::bad_input);
    }
}

// Batches in any order, overlapping, correcting, with compactions between: always what a map by slot says.
TEST_F(TimeseriesStore, HundredRandomBatchesAreAsAMapWouldHaveThem)
{
    std::mt19937 random(20260105);
    auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    std::map<std::pair<std::int64_t, std::string>, Sample> model;
    StreamId stream {};
    int compactions = 0;
    for (int batch = 0; batch < 100; ++batch) {
        std::vector<Sample> samples;
        auto const base = pick(2'000);
        for (int i = 0, n = 1 + pick(60); i < n; ++i) {
            auto const minute = base + pick(100);
            // A record stands for one minute always, so that the model needs no rule of its own for moves.
            auto s = at(minute, 40 + pick(100), minute % 3 ? "" : "r" + std::to_string(minute));
            s.deleted = s.record.size() && pick(8) == 0;
            samples.push_back(std::move(s));
        }
        for (auto const& s : samples) {
            if (s.deleted)
                model.erase({ s.start_ms, s.record });
            else
                model[{ s.start_ms, s.record }] = s;
        }
        stream = put(std::move(samples)).stream;
        if (pick(7) == 0) ++compactions, (void)compact_once(stream);
        if (batch % 20 != 19) continue;
        auto const got = all(1 + static_cast<std::size_t>(pick(300)));
        ASSERT_EQ(got.size(), model.size()) << "after batch " << batch;
        std::size_t i = 0;
        for (auto const& [slot, expected] : model) ASSERT_EQ(got[i++], expected) << "after batch " << batch;
        EXPECT_EQ(stream_now().samples, static_cast<std::int64_t>(model.size()));
    }
    EXPECT_GT(compactions, 5);
    auto const before = all();
    while (compact_once(stream)) { }
    EXPECT_EQ(all(), before);
}

// Merging holds the stream for a moment only, so deliveries land in between, also into the very stretch that is merged.
TEST_F(TimeseriesStore, CompactionBesideWritersLosesNothing)
{
    std::map<std::int64_t, double> model;
    StreamId stream {};
    for (int i = 0; i < 40; ++i) {
        stream = put({ at(i, 50) }).stream;
        model[i] = 50;
    }
    std::atomic<bool> ends = false;
    std::jthread const merging([&] {
        while (!ends) compact_once(stream);
    });
    std::mt19937 random(7);
    for (int i = 0; i < 150; ++i) {
        auto const minute = static_cast<std::int64_t>(random() % 200);
        auto const value = 60.0 + double(i % 100);
        put({ at(minute, value), at(1'000 + i, 70) });
        model[minute] = value;
        model[1'000 + i] = 70;
    }
    ends = true;
    auto const got = all();
    ASSERT_EQ(got.size(), model.size());
    std::size_t n = 0;
    for (auto const& [minute, value] : model) EXPECT_EQ(got[n++], at(minute, value));
    EXPECT_EQ(stream_now().samples, static_cast<std::int64_t>(model.size()));
}

// A writer holds the stream: what can be read and merged meanwhile is, and nothing waits for the other.
TEST_F(TimeseriesStore, WhatLandsInAStretchWhileItIsMergedIsKept)
{
    StreamId stream {};
    for (int i = 0; i < 10; ++i) stream = put({ at(i, 50) }).stream;
    auto held = db::Tx::begin(*pool).release();
    access::Visit visit { .actor = access::Actor::system("ingest_pull"), .purpose = "collect", .request = RequestId::fresh(clock, rng) };
    auto const grant = gate.decide<WriteSamples>(held, visit, person);
    ASSERT_TRUE(grant.ok());
    ASSERT_TRUE(write(*grant, gate, { connection, "test", metrics.find("heart_rate"), { at(5, 99) }, false }).ok());
    std::atomic<bool> done = false;
    std::jthread merging([&] {
        compact_once(stream);
        done = true;
    });
    // It has read the old segments, and waits for the stream to exchange them.
    auto waits = [&] {
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role));
        return c.value()->command("DO $$ BEGIN PERFORM FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'; IF NOT FOUND THEN RAISE 'no'; END IF; END $$", "test").ok();
    };
    while (!done && !waits()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    ASSERT_FALSE(done);
    ASSERT_TRUE(held.commit().ok());
    merging.join();
    while (compact_once(stream)) { }
    auto const got = all();
    ASSERT_EQ(got.size(), 10u);
    EXPECT_EQ(got[5], at(5, 99));
}

TEST_F(TimeseriesStore, ErasingACategoryTakesItsStreamsAlone)
{
    ConnectionId const second = ConnectionId::fresh(clock, rng);
    allow(connection, "body", "self", true);
    allow(second, "heart", "self", true);
    put({ at(1, 60) });
    ASSERT_TRUE(try_write({ at(1, 80) }, connection, "weight").ok());
    ASSERT_TRUE(try_write({ at(1, 70) }, second).ok());
    auto const erased = access::as_system<WriteSamples>(
        gate, *pool, "ingest_pull", "collect", person, [&](access::Granted<WriteSamples>& g) {
            return contract()->erase(g, { connection, "heart" });
        });
    ASSERT_TRUE(erased.ok());
    EXPECT_EQ(erased.value(), 2); // a segment and its stream
    auto const heart = try_read({ .from_ms = 0, .to_ms = INT64_MAX });
    ASSERT_TRUE(heart.ok());
    ASSERT_EQ(heart->samples.size(), 1u);
    EXPECT_EQ(heart->samples[0].sample.value, 70);
    EXPECT_EQ(try_read({ .from_ms = 0, .to_ms = INT64_MAX }, "weight")->samples.size(), 1u);
}

} // namespace
} // namespace wellkept::timeseries
