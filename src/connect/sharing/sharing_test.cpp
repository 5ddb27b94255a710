// The pure rules: signature, schedule, which events come of which news.
#include "connect/sharing/event.h"
#include "connect/sharing/message.h"
#include "connect/sharing/standard_webhooks.h"
#include "platform/crypto/crypto.h"
#include "platform/json/json.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wellkept::sharing {
namespace {

using namespace std::chrono_literals;

// The vector that the specification's own libraries are tested with.
TEST(StandardWebhooks, SignsAsTheSpecificationDoes)
{
    auto const secret = crypto::base64_decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").value();
    EXPECT_EQ(signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})"),
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    EXPECT_NE(signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265331, R"({"test": 2432232314})"),
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(StandardWebhooks, HeadersCarryIdSecondsAndSignature)
{
    auto const headers = webhook_headers("secret", "an-id", Instant(1'614'265'330'999'999us), "{}");
    using P = std::pair<std::string, std::string>;
    EXPECT_THAT(headers,
        ::testing::ElementsAre(P("Content-Type", "application/json"), P("webhook-id", "an-id"),
            P("webhook-timestamp", "1614265330"),
            P("webhook-signature", signature("secret", "an-id", 1614265330, "{}"))));
}

TEST(StandardWebhooks, WaitsLongerAfterEachFailureAndThenGivesUp)
{
    std::vector<Duration> waits;
    int attempt = 1;
    for (; verdict(attempt, 500).state == "waiting"; ++attempt) waits.push_back(verdict(attempt, 500).again);
    EXPECT_EQ(waits, (std::vector<Duration> { 5s, 5min, 30min, 2h, 5h, 10h, 10h }));
    EXPECT_EQ(attempt, 8);
    EXPECT_EQ(verdict(8, 500).state, "failed");
    EXPECT_EQ(verdict(9, std::nullopt).state, "failed"); // one that was repeated by hand
}

TEST(StandardWebhooks, OnlyTwoHundredsAreDelivered)
{
    for (int const status : { 200, 202, 204, 299 }) EXPECT_EQ(verdict(1, status).state, "delivered") << status;
    for (int const status : { 100, 199, 300, 301, 400, 404, 429, 500, 503 })
        EXPECT_EQ(verdict(1, status).state, "waiting") << status;
    EXPECT_EQ(verdict(1, std::nullopt).state, "waiting");
    EXPECT_EQ(verdict(1, std::nullopt).reason, "no_answer");
    EXPECT_EQ(verdict(1, 503).reason, "http_503");
    EXPECT_EQ(verdict(1, 410).state, "failed");
}

JobId const job { Uuid::parse("01890000-0000-7000-8000-0000000000f0").value() };
ConnectionId const connection { Uuid::parse("01890000-0000-7000-8000-00000000000c").value() };
StreamId const stream { Uuid::parse("01890000-0000-7000-8000-00000000000a").value() };

connections::News changed(std::int64_t created, std::int64_t updated, std::int64_t deleted)
{
    return { "samples.changed", connection, stream, true, created, updated, deleted, 1000, 2000 };
}

TEST(Events, OneForEachKindOfChangeThatThereIs)
{
    auto const all = events_of(changed(3, 2, 1), job).value();
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all[0].type, "samples.created");
    EXPECT_EQ(all[1].type, "samples.updated");
    EXPECT_EQ(all[2].type, "samples.deleted");
    EXPECT_EQ(all[0].id, job.value);
    EXPECT_NE(all[1].id, all[0].id);
    EXPECT_NE(all[2].id, all[0].id);
    EXPECT_NE(all[2].id, all[1].id);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(all[i].details.count, static_cast<std::int64_t>(3 - i));
        EXPECT_EQ(all[i].details.history, true);
        EXPECT_EQ(all[i].connection, connection);
    }
    auto const one = events_of(changed(0, 0, 4), job).value();
    ASSERT_EQ(one.size(), 1u);
    EXPECT_EQ(one[0].type, "samples.deleted");
    EXPECT_EQ(one[0].id, all[2].id); // the same kind of the same job is the same event
    EXPECT_TRUE(events_of(changed(0, 0, 0), job)->empty());
}

TEST(Events, OtherNewsStayAsTheyAre)
{
    for (auto const* type : { "connection.connected", "connection.history_completed", "connection.broken",
             "connection.revoked", "permission.changed" }) {
        auto const events = events_of({ .type = type, .connection = connection }, job).value();
        ASSERT_EQ(events.size(), 1u);
        EXPECT_EQ(events[0].type, type);
        EXPECT_EQ(events[0].id, job.value);
    }
}

TEST(Events, NewsThatCannotBeAreRefused)
{
    EXPECT_FALSE(events_of({ .type = "member.erased" }, job).ok()); // only the erasure itself says so
    EXPECT_FALSE(events_of({ .type = "samples.created" }, job).ok());
    EXPECT_FALSE(events_of({ .type = "" }, job).ok());
    auto news = changed(1, 0, 0);
    news.stream.reset();
    EXPECT_FALSE(events_of(news, job).ok());
    news = changed(1, 0, 0);
    news.last_ms = 999;
    EXPECT_FALSE(events_of(news, job).ok());
}

TEST(Events, DetailsSurviveTheTable)
{
    auto const details = events_of(changed(1, 0, 0), job).value().front().details;
    auto const back = parse_details(details_text(details)).value();
    EXPECT_EQ(back.stream, details.stream);
    EXPECT_EQ(back.first_ms, 1000);
    EXPECT_EQ(back.last_ms, 2000);
    EXPECT_FALSE(back.part);
    EXPECT_EQ(parse_deliver(deliver_payload(job.value)).value(), job.value);
    for (auto const* bad : { "", "{}", "[]", R"({"event_id":"x"})", R"({"event_id":null})" })
        EXPECT_FALSE(parse_deliver(bad).ok()) << bad;
}

store::Event stored(std::string type)
{
    store::Event e {};
    e.id = job.value;
    e.subject = SubjectId { Uuid::parse("01890000-0000-7000-8000-0000000000aa").value() };
    e.connection = connection;
    e.type = std::move(type);
    e.created_at = parse_rfc3339("2026-03-04T05:06:07Z").value();
    return e;
}

TEST(Messages, PlainOnesHoldIdsOnly)
{
    EXPECT_EQ(plain_body(stored("connection.revoked"), {}),
        R"({"type":"connection.revoked","timestamp":"2026-03-04T05:06:07.000Z","data":)"
        R"({"member_id":"01890000-0000-7000-8000-0000000000aa","connection_id":"01890000-0000-7000-8000-00000000000c"}})");
    auto whole = stored("member.erased");
    whole.connection.reset();
    EXPECT_EQ(plain_body(whole, {}),
        R"({"type":"member.erased","timestamp":"2026-03-04T05:06:07.000Z","data":)"
        R"({"member_id":"01890000-0000-7000-8000-0000000000aa"}})");
    EXPECT_THAT(plain_body(stored("connection.erased"), { .part = true }), ::testing::HasSubstr(R"("scope":"part")"));
    EXPECT_THAT(plain_body(stored("connection.erased"), {}), ::testing::HasSubstr(R"("scope":"all")"));
}

} // namespace
} // namespace wellkept::sharing
