// The edge's bounds: what is past them is refused or closed, and nothing stalls.
#include "platform/http/test_client.h"
#include <future>
#include <thread>

using namespace wellkept;
using namespace wellkept::http;
using namespace wellkept::http::test;
using namespace std::chrono_literals;

namespace {

Handler accepts()
{
    return
        [](Request& request, Responder r) { std::move(r).send(Response::text(std::to_string(request.body.size()))); };
}

std::string post_head(std::size_t length, std::string const& type = "application/json")
{
    return "POST /x HTTP/1.1\r\nHost: h\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(length)
        + "\r\n\r\n";
}

TEST_F(ServerTest, an_oversized_header_is_431)
{
    route(Method::get, "/x", accepts());
    start();
    Client client(port());
    EXPECT_EQ(
        client.get("/x", "X-Fits: " + std::string(limits::http_header_bytes_max - 200, 'a') + "\r\n").status, 200);
    EXPECT_EQ(client.get("/x", "X-Large: " + std::string(limits::http_header_bytes_max, 'a') + "\r\n").status, 431);
    EXPECT_TRUE(client.ended());
}

TEST_F(ServerTest, an_oversized_body_is_413_before_it_is_sent)
{
    route(Method::post, "/x", accepts(), Where::worker, 1000);
    start();
    {
        Client client(port());
        EXPECT_EQ(client.post("/x", std::string(1000, 'a')).body, "1000");
        EXPECT_EQ(client.ask(post_head(1001)).status, 413); // not one byte of the body was sent
        EXPECT_TRUE(client.ended());
    }
    {
        Client client(port());
        auto const r = client.ask("POST /x HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nTransfer-Encoding: "
                                  "chunked\r\n\r\n3e9\r\n");
        EXPECT_EQ(r.status, 413);
    }
}

TEST_F(ServerTest, a_client_that_goes_on_sending_still_sees_its_refusal)
{
    route(Method::post, "/x", accepts(), Where::worker, 1000);
    start();
    Client client(port());
    client.send(post_head(3'000'000));
    client.send(std::string(3'000'000, 'a'));
    EXPECT_EQ(client.receive().status, 413);
}

TEST_F(ServerTest, other_media_types_are_415)
{
    route(Method::post, "/x", accepts());
    RouteInfo any;
    any.method = Method::post;
    any.pattern = "/any";
    any.content_types = { "*/*" };
    router->add(any, accepts());
    start();
    EXPECT_EQ(Client(port()).post("/x", "{}", "text/plain").status, 415);
    EXPECT_EQ(Client(port()).post("/x", "{}", "application/jsonx").status, 415);
    EXPECT_EQ(Client(port()).ask("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}").status, 415);
    EXPECT_EQ(Client(port()).post("/x", "{}", "Application/JSON; charset=utf-8").status, 200);
    EXPECT_EQ(Client(port()).post("/x", "", "text/plain").status, 200); // there is no body to have a type
    EXPECT_EQ(Client(port()).post("/any", "{}", "image/png").status, 200);
}

TEST_F(ServerTest, slow_headers_and_bodies_are_ended)
{
    config.header_time_max = 400ms;
    config.body_time_max = 400ms;
    route(Method::post, "/x", accepts());
    start();
    Client silent(port(), { .tls = false }); // never begins its handshake
    Client header(port()), body(port()), drip(port());
    header.send("GET /x HTTP/1.1\r\nHost: h\r\n");
    body.send(post_head(10) + "abc");
    // A byte now and then does not lengthen the limit.
    auto dripping = std::async(std::launch::async, [&] {
        std::string_view const line =
            "GET /x HTTP/1.1\r\nHost: h\r\nX-Very-Long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        for (char const c : line) {
            drip.send({ &c, 1 });
            std::this_thread::sleep_for(10ms);
        }
    });
    EXPECT_EQ(header.receive().status, 408);
    EXPECT_TRUE(header.ended());
    EXPECT_EQ(body.receive().status, 408);
    EXPECT_TRUE(body.ended());
    EXPECT_TRUE(silent.ended());
    dripping.get();
    EXPECT_EQ(drip.receive().status, 408);
    EXPECT_EQ(server->counters().timed_out, 4u);
}

TEST_F(ServerTest, silent_connections_are_closed_and_active_ones_are_not)
{
    config.idle_time_max = 500ms;
    std::promise<void> release;
    auto released = release.get_future().share();
    route(Method::get, "/slow", [released](Request&, Responder r) {
        released.wait();
        std::move(r).send(Response::text("ok"));
    });
    route(Method::get, "/x", accepts());
    start();
    Client busy(port());
    busy.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
    Client used(port());
    EXPECT_EQ(used.get("/x").status, 200);
    Client fresh(port());
    EXPECT_TRUE(fresh.ended());
    EXPECT_TRUE(used.ended());
    release.set_value();
    EXPECT_EQ(busy.receive().body, "ok");
    EXPECT_EQ(server->counters().timed_out, 0u);
}

TEST_F(ServerTest, a_client_that_takes_nothing_of_its_answer_is_closed)
{
    config.write_time_max = 150ms;
    route(Method::get, "/large",
        [](Request&, Responder r) { std::move(r).send(Response::text(std::string(30'000'000, 'a'))); });
    start();
    Client client(port());
    client.send("GET /large HTTP/1.1\r\nHost: h\r\n\r\n");
    for (int i = 0; i < 500 && server->counters().timed_out == 0; ++i) std::this_thread::sleep_for(10ms);
    for (int i = 0; i < 500 && server->counters().body_bytes_in_flight > 0; ++i) std::this_thread::sleep_for(10ms);
    EXPECT_EQ(server->counters().timed_out, 1u);
    EXPECT_EQ(server->counters().body_bytes_in_flight, 0u);
    EXPECT_EQ(server->counters().connections_open, 0u);
}

TEST_F(ServerTest, a_full_queue_is_503_at_once)
{
    config.workers = 1;
    config.worker_queue_max = 2;
    std::promise<void> release;
    auto released = release.get_future().share();
    std::atomic<int> entered = 0;
    route(Method::get, "/slow", [&, released](Request&, Responder r) {
        ++entered;
        released.wait();
        std::move(r).send(Response::text("ok"));
    });
    route(Method::get, "/inline", accepts(), Where::inline_);
    start();
    Client running(port()), first(port()), second(port()), third(port());
    std::string const request = "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n";
    running.send(request);
    while (entered == 0) std::this_thread::yield();
    first.send(request);
    second.send(request);
    while (server->counters().queue_length < 2) std::this_thread::yield();
    auto const refused = third.ask(request);
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.header("retry-after"), "1");
    EXPECT_EQ(third.get("/inline").status, 200); // the connection and the I/O threads go on
    EXPECT_EQ(server->counters().refused_busy, 1u);
    release.set_value();
    for (auto* client : { &running, &first, &second }) EXPECT_EQ(client->receive().body, "ok");
}

TEST_F(ServerTest, bodies_in_flight_are_bounded_together)
{
    config.body_bytes_in_flight_max = 100'000;
    route(Method::post, "/x", accepts(), Where::worker, 1 << 20);
    start();
    Client holder(port());
    holder.send(post_head(90'000) + std::string(80'000, 'a'));
    while (server->counters().body_bytes_in_flight < 80'000) std::this_thread::yield();
    {
        Client refused(port());
        auto const r = refused.post("/x", std::string(50'000, 'b'));
        EXPECT_EQ(r.status, 503);
        EXPECT_NE(r.header("retry-after"), "");
    }
    holder.send(std::string(10'000, 'a'));
    EXPECT_EQ(holder.receive().body, "90000");
    EXPECT_EQ(Client(port()).post("/x", std::string(50'000, 'b')).body, "50000");
}

TEST_F(ServerTest, connections_are_bounded)
{
    config.connections_max = 2;
    route(Method::get, "/x", accepts());
    start();
    auto a = std::make_unique<Client>(port());
    Client b(port());
    EXPECT_EQ(a->get("/x").status, 200);
    EXPECT_EQ(b.get("/x").status, 200);
    EXPECT_FALSE(Client(port()).connected());
    EXPECT_EQ(server->counters().connections_refused, 1u);
    a.reset();
    while (server->counters().connections_open == 2) std::this_thread::yield();
    EXPECT_EQ(Client(port()).get("/x").status, 200);
}

} // namespace
