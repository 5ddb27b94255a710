#include "platform/db/testing.h"
#include "platform/jobs/store.h"
#include <gtest/gtest.h>
#include <set>

namespace wellkept::jobs {
namespace {

using namespace std::chrono_literals;

struct Text {
    std::string payload;
};
db::PlainQuery<Text, std::string> const waiting_of { "jobs_test/waiting_of",
    "select payload from jobs.job where kind = $1 and state = 'waiting' order by created_at" };

TEST(Folding, payloads_of_a_folding_key_add_up_while_the_job_waits)
{
    auto const pool = db::Pool::create({ db::testing::url(db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema")), 4 }).release();
    TestClock clock;
    SystemRng rng;
    auto begin = [&] { return db::Tx::begin(*pool).release(); };
    NewJob news { .kind = "test.news", .unique_key = folding_key("stream 1") };
    auto tell = [&](std::string payload) {
        auto tx = begin();
        news.payload = std::move(payload);
        ASSERT_TRUE(enqueue_quietly(tx, clock, rng, news).ok());
        auto const done = tx.commit();
        ASSERT_TRUE(done.ok()) << done.error().detail.text;
    };
    auto waiting = [&] {
        auto tx = begin();
        return tx.rows(waiting_of, "test.news").value();
    };
    tell(R"({"type":"a","created":3,"first_ms":-50,"last_ms":70})");
    tell(R"({"type":"b","created":4,"deleted":1,"first_ms":-60,"last_ms":-10})");
    tell(R"({"type":"b","created":0,"deleted":2,"first_ms":0,"last_ms":9007199254740993})");
    auto rows = waiting();
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].payload, R"({"type": "b", "created": 7, "deleted": 3, "last_ms": 9007199254740993, "first_ms": -60})");

    news.unique_key = folding_key("stream 2");
    tell(R"({"created":1})");
    EXPECT_EQ(waiting().size(), 2u) << "another key is another job";

    // One that has failed does not take up what came while it ran: a part of it may be done.
    news.unique_key = folding_key("stream 3");
    tell(R"({"created":10})");
    Store store { *pool };
    auto const token = Uuid::v4(rng);
    auto const claimed = store.claim(clock.now(), clock.now() + 5min, token, { "test.news" }, 10).value();
    ASSERT_EQ(claimed.size(), 3u);
    tell(R"({"created":5})");
    for (auto const& c : claimed)
        EXPECT_TRUE(store.wait_again({ c.id, token, c.attempt }, c, clock.now(), { clock.now(), 1, std::nullopt, "failed" }).value());
    tell(R"({"created":6})");
    std::multiset<std::string> created;
    for (auto const& r : waiting()) created.insert(r.payload.substr(r.payload.find("\"created\"")));
    EXPECT_EQ(created, (std::multiset<std::string> { "\"created\":1}", "\"created\": 7, \"deleted\": 3, \"last_ms\": 9007199254740993, \"first_ms\": -60}",
                           "\"created\":10}", "\"created\": 11}" }));
    news.unique_key = folding_key("x");
    auto tx = begin();
    EXPECT_EQ(enqueue(tx, clock, rng, news).error().code, Code::bug) << "an id would mean nothing";
}

} // namespace
} // namespace wellkept::jobs
