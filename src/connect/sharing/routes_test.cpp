// What a Client sees of its deliveries and of its own requests.
#include "access/routes.h"
#include "connect/sharing/event.h"
#include "connect/sharing/testing_house.h"
#include "platform/json/json.h"
#include <future>

namespace wellkept::sharing::testing {
namespace {

using namespace std::chrono_literals;

class SharingRoutes : public House {
protected:
    access::AuditWriter audit { *pool };
    http::Router router;
    access::Routes routes { router, gate, *pool, audit };

    SharingRoutes() { add_routes(routes); }

    std::string token_of(ClientId c)
    {
        auto const token = crypto::random_token(rng);
        auto tx = db::Tx::begin(*pool).release();
        EXPECT_TRUE(access::Handles(gate)
                        .put(tx,
                            { .kind = "client_token",
                                .value = token,
                                .tenant = c,
                                .ref = c.value,
                                .expires_at = clock.now() + 1h })
                        .ok());
        EXPECT_TRUE(tx.commit().ok());
        return token;
    }
    http::Response call(
        http::Method method, std::string const& path, std::string const& token, std::string const& cursor = {})
    {
        http::Request request;
        request.method = method;
        request.path = path;
        request.id = RequestId::fresh(clock, rng);
        if (!token.empty()) request.headers.emplace_back("authorization", "Bearer " + token);
        if (!cursor.empty()) request.query.emplace_back("cursor", cursor);
        auto const match = std::get<http::Router::Match>(router.match(method, path));
        request.params = match.params;
        std::promise<http::Response> answer;
        auto future = answer.get_future();
        (*match.handler)(request, http::Responder([&](http::Response r) { answer.set_value(std::move(r)); }));
        return future.get();
    }
    boost::json::value get(std::string const& path, std::string const& token, std::string const& cursor = {})
    {
        auto const r = call(http::Method::get, path, token, cursor);
        EXPECT_EQ(r.status, 200) << r.body;
        return json::parse(r.body).release();
    }
    Uuid note(std::string type)
    {
        auto const job = news_job({ .type = std::move(type), .connection = connection });
        announce(job);
        return job.id.value;
    }
};

TEST_F(SharingRoutes, AClientFollowsItsOwnEvents)
{
    auto const first = note("connection.connected");
    clock.advance(1s);
    auto const second = note("connection.broken");
    deliver(first);
    auto const ours = token_of(client);
    auto const seen = get("/v1/webhook-events", ours).at("events").as_array();
    ASSERT_EQ(seen.size(), 2u);
    EXPECT_EQ(seen[0].at("event_id").as_string(), second.text()); // newest first
    EXPECT_EQ(seen[0].at("state").as_string(), "waiting");
    EXPECT_TRUE(seen[0].as_object().contains("next_attempt_at"));
    EXPECT_EQ(seen[1].at("state").as_string(), "delivered");
    EXPECT_EQ(seen[1].at("attempts").as_int64(), 1);
    EXPECT_EQ(seen[1].at("last_status").as_int64(), 200);
    EXPECT_EQ(seen[1].at("member_id").as_string(), member.text());
    EXPECT_FALSE(seen[1].as_object().contains("next_attempt_at"));

    auto const other = token_of(add_client("Another", false));
    EXPECT_TRUE(get("/v1/webhook-events", other).at("events").as_array().empty());
    EXPECT_EQ(call(http::Method::post, "/v1/webhook-events/" + second.text() + "/retry", other).status, 404);
    EXPECT_EQ(call(http::Method::get, "/v1/webhook-events", "").status, 401);
    EXPECT_EQ(call(http::Method::get, "/v1/webhook-events", ours, "12.x").status, 400);
}

TEST_F(SharingRoutes, EventsOfSamplesNeverSharedAreNotListed)
{
    auto const job = news_of(write(beats(2), connection));
    announce(job);
    auto const ours = token_of(client);
    EXPECT_TRUE(get("/v1/webhook-events", ours).at("events").as_array().empty()); // waiting, not yet decided
    deliver(job.id.value);
    EXPECT_EQ(events()[0].state, "dropped");
    EXPECT_TRUE(get("/v1/webhook-events", ours).at("events").as_array().empty());
    EXPECT_EQ(call(http::Method::post, "/v1/webhook-events/" + job.id.text() + "/retry", ours).status, 404);
}

TEST_F(SharingRoutes, PagesAreWhole)
{
    std::set<std::string> made;
    for (int i = 0; i < 103; ++i) made.insert(note("permission.changed").text());
    auto const ours = token_of(client);
    std::set<std::string> seen;
    auto const first = get("/v1/webhook-events", ours);
    EXPECT_EQ(first.at("events").as_array().size(), 100u);
    auto const rest = get("/v1/webhook-events", ours, std::string(first.at("next_cursor").as_string()));
    EXPECT_FALSE(rest.as_object().contains("next_cursor"));
    for (auto const* page : { &first, &rest })
        for (auto const& e : page->at("events").as_array()) seen.insert(std::string(e.at("event_id").as_string()));
    EXPECT_EQ(seen, made);
}

TEST_F(SharingRoutes, AFailedEventCanBeTriedAgain)
{
    auto const id = note("connection.connected");
    auto const ours = token_of(client);
    auto const path = "/v1/webhook-events/" + id.text() + "/retry";
    endpoint.answer_with(410);
    deliver(id);
    ASSERT_EQ(events()[0].state, "failed");
    EXPECT_EQ(call(http::Method::post, path, ours).status, 202);
    EXPECT_EQ(events()[0].state, "waiting");
    EXPECT_EQ(jobs_waiting(), 1); // the first job of this event still waits: it is not doubled
    endpoint.answer_with(204);
    deliver(id);
    EXPECT_EQ(events()[0].state, "delivered");
    EXPECT_EQ(call(http::Method::post, path, ours).status, 409);
    EXPECT_EQ(call(http::Method::post, "/v1/webhook-events/nonsense/retry", ours).status, 404);
}

TEST_F(SharingRoutes, TheAccessLogShowsRequestsAndRefusalsOfThisClientOnly)
{
    auto const ours = token_of(client);
    auto const other = token_of(add_client("Another", false));
    get("/v1/webhook-events", ours);
    {
        auto tx = db::Tx::begin(*pool).release(); // a refusal: a stranger's member
        access::Visit visit { .actor = access::Actor::client(client),
            .purpose = "share_with_client",
            .request = RequestId::fresh(clock, rng) };
        EXPECT_FALSE(gate.decide<timeseries::ReadSamples>(tx, visit, SubjectId::fresh(clock, rng)).ok());
        ASSERT_TRUE(access::append_audit(tx, visit.rows).ok());
        ASSERT_TRUE(tx.commit().ok());
    }
    auto const log = get("/v1/access-log", ours).at("entries").as_array();
    ASSERT_EQ(log.size(), 2u);
    EXPECT_EQ(log[0].at("action").as_string(), "timeseries.read");
    EXPECT_EQ(log[0].at("decision").as_string(), "refuse");
    EXPECT_EQ(log[0].at("reason").as_string(), "unknown_subject");
    EXPECT_EQ(log[1].at("action").as_string(), "clients.deliveries");
    EXPECT_EQ(log[1].at("decision").as_string(), "permit");
    EXPECT_EQ(log[1].at("actor_kind").as_string(), "client");
    EXPECT_FALSE(log[1].as_object().contains("reason"));
    EXPECT_TRUE(get("/v1/access-log", other).at("entries").as_array().empty());
    // Reading the log is itself one entry, however long the page was.
    EXPECT_EQ(get("/v1/access-log", ours).at("entries").as_array().size(), 3u);
}

} // namespace
} // namespace wellkept::sharing::testing
