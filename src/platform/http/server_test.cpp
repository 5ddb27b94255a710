// Requests and answers over real sockets.
#include "platform/http/test_client.h"
#include <atomic>
#include <future>
#include <mutex>
#include <thread>

using namespace wellkept;
using namespace wellkept::http;
using namespace wellkept::http::test;

namespace {

Handler says(std::string body)
{
    return [body = std::move(body)](Request&, Responder r) { std::move(r).send(Response::text(body)); };
}

Handler echo()
{
    return [](Request& request, Responder r) { std::move(r).send(Response::text(request.body)); };
}

bool is_problem(Received const& r, int status, std::string const& code)
{
    return r.status == status && r.header("content-type") == "application/problem+json"
        && r.body.find("\"urn:wellkept:problem:" + code + "\"") != std::string::npos
        && r.body.find("\"request_id\":\"" + r.header("x-request-id") + "\"") != std::string::npos;
}

TEST_F(ServerTest, keeps_the_connection_and_gives_every_request_an_id)
{
    route(Method::get, "/v1/x/{name}", [](Request& request, Responder r) {
        std::move(r).send(Response::json("\"" + std::string(request.param("name"))
            + std::string(request.query_value("q").value_or("")) + request.id.text() + "\""));
    });
    start();
    Client client(port());
    auto const first = client.get("/v1/x/a%20b?q=%C3%A9");
    auto const second = client.get("/v1/x/c");
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(first.body, "\"a bé" + first.header("x-request-id") + "\"");
    EXPECT_EQ(second.status, 200);
    EXPECT_NE(first.header("x-request-id"), second.header("x-request-id"));
    EXPECT_TRUE(RequestId::parse(first.header("x-request-id")).has_value());
    EXPECT_EQ(first.header("connection"), "");
    EXPECT_EQ(server->counters().requests, 2u);
    EXPECT_EQ(server->counters().by_class[2], 2u);
    EXPECT_EQ(server->counters().connections_open, 1u);
}

TEST_F(ServerTest, every_answer_carries_the_security_headers_once)
{
    route(Method::get, "/x", says("x"), Where::inline_);
    start();
    Client client(port());
    for (auto const& r : { client.get("/x"), client.get("/missing") }) {
        EXPECT_EQ(r.header("strict-transport-security"), "max-age=63072000; includeSubDomains");
        EXPECT_EQ(r.header("x-content-type-options"), "nosniff");
        EXPECT_EQ(r.header("referrer-policy"), "no-referrer");
        EXPECT_EQ(r.header("cross-origin-opener-policy"), "same-origin");
        EXPECT_EQ(r.header("cross-origin-resource-policy"), "same-origin");
        EXPECT_EQ(r.header("x-frame-options"), "DENY");
        EXPECT_EQ(r.header("cache-control"), "no-store");
        EXPECT_EQ(r.header("content-security-policy"), config.content_security_policy);
        EXPECT_NE(r.header("permissions-policy"), "");
        EXPECT_NE(r.header("date"), "");
        EXPECT_EQ(r.header("server"), "");
    }
}

TEST_F(ServerTest, unknown_addresses_and_methods_are_problems)
{
    route(Method::get, "/x", says("x"));
    start();
    Client client(port());
    EXPECT_TRUE(is_problem(client.get("/missing"), 404, "not_found"));
    auto const wrong = client.ask("DELETE /x HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_TRUE(is_problem(wrong, 405, "method_not_allowed"));
    EXPECT_EQ(wrong.header("allow"), "GET, HEAD");
    EXPECT_TRUE(is_problem(client.ask("BREW /x HTTP/1.1\r\nHost: h\r\n\r\n"), 405, "method_not_allowed"));
    EXPECT_TRUE(is_problem(client.ask("OPTIONS /missing HTTP/1.1\r\nHost: h\r\n\r\n"), 404, "not_found"));
    EXPECT_EQ(client.get("/x").status, 200); // all on one connection
    EXPECT_TRUE(is_problem(client.get("/../etc/passwd"), 400, "bad_input"));
    EXPECT_TRUE(client.ended());
}

TEST_F(ServerTest, head_is_get_without_the_content)
{
    route(Method::get, "/x", says("four"));
    start();
    Client client(port());
    auto const head = client.ask("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.header("content-length"), "4");
    EXPECT_EQ(client.ask("HEAD /missing HTTP/1.1\r\nHost: h\r\n\r\n").status, 404);
    EXPECT_EQ(client.get("/x").body, "four");
}

TEST_F(ServerTest, bodies_of_both_framings_arrive_whole)
{
    route(Method::post, "/echo", echo(), Where::worker, 1 << 20);
    start();
    Client client(port());
    std::string body;
    for (int i = 0; body.size() < 300'000; ++i) body += std::to_string(i) + ",";
    EXPECT_EQ(client.post("/echo", body).body, body);
    EXPECT_EQ(
        client
            .ask(
                "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")
            .body,
        "hello world");
    EXPECT_EQ(client.post("/echo", "").body, "");
}

TEST_F(ServerTest, one_byte_at_a_time_is_as_good_as_any)
{
    route(Method::post, "/echo", echo());
    start();
    Client client(port());
    std::string const wire = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nTransfer-Encoding: "
                             "chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    for (char const c : wire) client.send({ &c, 1 });
    EXPECT_EQ(client.receive().body, "abc");
}

TEST_F(ServerTest, expect_continue_is_answered_before_the_body)
{
    route(Method::post, "/echo", echo());
    start();
    Client client(port());
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 3\r\nExpect: "
                "100-continue\r\n\r\n");
    EXPECT_EQ(client.receive().status, 100);
    client.send("abc");
    EXPECT_EQ(client.receive().body, "abc");
    // Refused at once where the body would not be taken.
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: text/html\r\nContent-Length: 3\r\nExpect: "
                "100-continue\r\n\r\n");
    EXPECT_EQ(client.receive().status, 415);
}

TEST_F(ServerTest, pipelined_requests_are_answered_in_order)
{
    route(Method::get, "/slow/{n}", [](Request& request, Responder r) {
        std::this_thread::sleep_for(std::chrono::milliseconds(request.param("n") == "0" ? 60 : 1));
        std::move(r).send(Response::text(std::string(request.param("n"))));
    });
    route(
        Method::get, "/quick/{n}",
        [](Request& request, Responder r) { std::move(r).send(Response::text(std::string(request.param("n")))); },
        Where::inline_);
    start();
    Client client(port());
    std::string all;
    int const count = 200; // far over pipelined_max
    for (int i = 0; i < count; ++i)
        all += std::string("GET /") + (i % 3 ? "quick/" : "slow/") + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\n\r\n";
    client.send(all);
    for (int i = 0; i < count; ++i) ASSERT_EQ(client.receive().body, std::to_string(i));
}

TEST_F(ServerTest, pipelined_changes_run_one_after_another)
{
    std::mutex mutex;
    std::string order;
    std::atomic<int> running = 0, most = 0;
    auto handler = [&](Request& request, Responder r) {
        most = std::max(most.load(), ++running);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        {
            std::lock_guard const lock(mutex);
            order += request.body + std::string(request.query_value("n").value_or(""));
        }
        --running;
        std::move(r).send(Response::text(request.body));
    };
    route(Method::post, "/x", handler);
    route(Method::get, "/x", handler);
    start();
    Client client(port());
    std::string all, expected;
    for (int i = 0; i < 12; ++i) {
        std::string const n(1, static_cast<char>('a' + i));
        expected += n;
        if (i % 2)
            all += "GET /x?n=" + n + " HTTP/1.1\r\nHost: h\r\n\r\n";
        else
            all += "POST /x HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 1\r\n\r\n" + n;
    }
    client.send(all);
    for (int i = 0; i < 12; ++i) ASSERT_EQ(client.receive().status, 200);
    EXPECT_EQ(order, expected);
    EXPECT_EQ(most, 1);
}

TEST_F(ServerTest, an_answer_may_come_later_and_from_another_thread)
{
    std::promise<Responder> held;
    route(
        Method::get, "/later", [&](Request&, Responder r) { held.set_value(std::move(r)); }, Where::inline_);
    start();
    Client client(port());
    client.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
    auto responder = held.get_future().get();
    std::thread([&] { std::move(responder).send(Response::text("late")); }).join();
    EXPECT_EQ(client.receive().body, "late");
}

TEST_F(ServerTest, one_inline_handler_may_answer_another_connection)
{
    std::mutex mutex;
    std::vector<Responder> waiting;
    route(
        Method::get, "/wait",
        [&](Request&, Responder r) {
            std::lock_guard const lock(mutex);
            waiting.push_back(std::move(r));
        },
        Where::inline_);
    route(
        Method::get, "/release",
        [&](Request&, Responder r) {
            std::lock_guard const lock(mutex);
            for (auto& other : waiting) std::move(other).send(Response::text(std::string(100'000, 'w')));
            waiting.clear();
            std::move(r).send(Response::text("released"));
        },
        Where::inline_);
    config.io_threads = 1;
    start();
    Client a(port()), b(port());
    a.send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
    while (true) {
        std::lock_guard const lock(mutex);
        if (!waiting.empty()) break;
    }
    b.send("GET /release HTTP/1.1\r\nHost: h\r\n\r\nGET /release HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(b.receive().body, "released");
    EXPECT_EQ(b.receive().body, "released");
    EXPECT_EQ(a.receive().body.size(), 100'000u);
}

TEST_F(ServerTest, a_dropped_responder_and_an_exception_are_500)
{
    route(Method::get, "/drop", [](Request&, Responder) {});
    route(Method::get, "/throw", [](Request&, Responder) { throw std::runtime_error("a name nobody may see"); });
    route(
        Method::get, "/throw-inline", [](Request&, Responder) { throw 7; }, Where::inline_);
    route(Method::get, "/send-and-throw", [](Request&, Responder r) {
        std::move(r).send(Response::text("sent"));
        throw std::runtime_error("after");
    });
    start();
    Client client(port());
    for (auto const* path : { "/drop", "/throw", "/throw-inline" }) {
        auto const r = client.get(path);
        EXPECT_TRUE(is_problem(r, 500, "bug")) << path << r.body;
        EXPECT_EQ(r.body.find("nobody"), std::string::npos);
    }
    EXPECT_EQ(client.get("/send-and-throw").body, "sent");
    EXPECT_EQ(server->counters().by_class[5], 3u);
}

TEST_F(ServerTest, an_answer_that_would_split_the_header_is_refused)
{
    route(Method::get, "/split", [](Request&, Responder r) {
        std::move(r).send({ 200, { { "X-Name", "a\r\nSet-Cookie: stolen=1" } }, "x" });
    });
    route(Method::get, "/length", [](Request&, Responder r) {
        std::move(r).send({ 200, { { "Content-Length", "1" } }, "xyz" });
    });
    start();
    Client client(port());
    for (auto const* path : { "/split", "/length" }) {
        auto const r = client.get(path);
        EXPECT_TRUE(is_problem(r, 500, "bug"));
        EXPECT_EQ(r.header("set-cookie"), "");
    }
}

TEST_F(ServerTest, smuggled_requests_are_refused_and_the_connection_ends)
{
    std::atomic<int> reached = 0;
    route(Method::post, "/x", [&](Request&, Responder r) { ++reached, std::move(r).send(Response::text("")); });
    route(Method::get, "/inner", [&](Request&, Responder r) { ++reached, std::move(r).send(Response::text("")); });
    start();
    for (auto const* framing :
        { "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
            "Content-Length: 0\r\nContent-Length: 40\r\n", "Transfer-Encoding: xchunked\r\n" }) {
        Client client(port());
        client.send(std::string("POST /x HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n") + framing
            + "\r\n0\r\n\r\nGET /inner HTTP/1.1\r\nHost: h\r\n\r\n");
        EXPECT_TRUE(is_problem(client.receive(), 400, "bad_input")) << framing;
        EXPECT_TRUE(client.ended());
    }
    EXPECT_EQ(reached, 0);
}

TEST_F(ServerTest, a_client_that_stops_sending_still_gets_its_answers)
{
    route(Method::get, "/slow", [](Request&, Responder r) {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        std::move(r).send(Response::text("done"));
    });
    start();
    Client client(port());
    client.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\nGET /slow HTTP/1.1\r\nHost: h\r\n\r\nGET /sl");
    client.shut_down_sending();
    EXPECT_EQ(client.receive().body, "done");
    EXPECT_EQ(client.receive().body, "done");
    EXPECT_TRUE(client.ended());
}

TEST_F(ServerTest, closes_when_the_client_asks_for_it_and_after_http_1_0)
{
    route(Method::get, "/x", says("x"));
    start();
    for (auto const* request :
        { "GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "GET /x HTTP/1.0\r\n\r\n" }) {
        Client client(port());
        auto const r = client.ask(request);
        EXPECT_EQ(r.body, "x");
        EXPECT_EQ(r.header("connection"), "close");
        EXPECT_TRUE(client.ended());
    }
}

TEST_F(ServerTest, large_answers_reach_a_slow_reader_whole)
{
    std::string large;
    for (int i = 0; large.size() < 8'000'000; ++i) large += std::to_string(i) + "\n";
    route(Method::get, "/large", says(large));
    start();
    Client client(port());
    client.send("GET /large HTTP/1.1\r\nHost: h\r\n\r\n");
    // Its socket is full before the answer is out; what waits is accounted for.
    while (server->counters().body_bytes_in_flight == 0) std::this_thread::yield();
    EXPECT_EQ(client.receive().body, large);
    EXPECT_EQ(client.get("/missing").status, 404);
    EXPECT_EQ(server->counters().body_bytes_in_flight, 0u);
}

TEST_F(ServerTest, drain_finishes_what_runs_and_refuses_what_is_new)
{
    std::promise<void> entered, release;
    auto released = release.get_future().share();
    route(Method::get, "/slow", [&, released](Request&, Responder r) {
        entered.set_value();
        released.wait();
        std::move(r).send(Response::text("finished"));
    });
    start();
    Client idle(port()), busy(port());
    busy.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
    entered.get_future().wait();
    auto drained = std::async(std::launch::async, [&] { server->drain(); });
    EXPECT_TRUE(idle.ended());
    EXPECT_FALSE(Client(port()).connected());
    release.set_value();
    auto const r = busy.receive();
    EXPECT_EQ(r.body, "finished");
    EXPECT_EQ(r.header("connection"), "close");
    drained.get();
    server->drain();
    EXPECT_EQ(server->counters().connections_open, 0u);
}

TEST_F(ServerTest, drain_is_bounded_and_a_responder_may_outlive_the_server)
{
    std::promise<Responder> held;
    route(Method::get, "/never", [&](Request&, Responder r) { held.set_value(std::move(r)); });
    config.drain_seconds_max = 0;
    start();
    Client client(port());
    client.send("GET /never HTTP/1.1\r\nHost: h\r\n\r\n");
    auto responder = held.get_future().get();
    server.reset();
    EXPECT_TRUE(client.ended());
    std::move(responder).send(Response::text("to nobody"));
}

} // namespace
