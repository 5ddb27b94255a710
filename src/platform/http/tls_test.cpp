// Which TLS is spoken, the plain listener, and what an idle connection costs.
#include "platform/http/test_client.h"
#include <fstream>
#include <thread>

using namespace wellkept;
using namespace wellkept::http;
using namespace wellkept::http::test;

namespace {

Handler says_ok()
{
    return [](Request&, Responder r) { std::move(r).send(Response::text("ok")); };
}

TEST_F(ServerTest, only_tls_1_2_and_later_with_aes_256)
{
    route(Method::get, "/x", says_ok());
    start();
    using O = Client::Options;
    auto refused = [&](O const& o) { return !Client(port(), o).connected(); };
    EXPECT_TRUE(refused({ .version_max = TLS1_VERSION }));
    EXPECT_TRUE(refused({ .version_max = TLS1_1_VERSION }));
    EXPECT_TRUE(refused({ .version_max = TLS1_2_VERSION, .ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256" }));
    EXPECT_TRUE(refused(
        { .version_max = TLS1_2_VERSION, .ciphers = "ECDHE-ECDSA-AES256-SHA384:ECDHE-ECDSA-AES256-SHA" })); // CBC
    EXPECT_TRUE(refused({ .version_max = TLS1_2_VERSION, .ciphers = "ECDHE-ECDSA-CHACHA20-POLY1305" }));
    EXPECT_TRUE(refused({ .version_max = TLS1_2_VERSION, .ciphers = "AES256-GCM-SHA384" })); // no forward secrecy
    EXPECT_TRUE(refused({ .version_max = TLS1_2_VERSION, .ciphers = "aNULL:eNULL" }));
    EXPECT_TRUE(refused({ .version_min = TLS1_3_VERSION, .ciphersuites = "TLS_AES_128_GCM_SHA256" }));
    EXPECT_TRUE(refused({ .version_min = TLS1_3_VERSION, .ciphersuites = "TLS_CHACHA20_POLY1305_SHA256" }));

    Client with12(port(),
        { .version_max = TLS1_2_VERSION, .ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384" });
    ASSERT_TRUE(with12.connected());
    EXPECT_STREQ(SSL_get_cipher_name(with12.ssl()), "ECDHE-ECDSA-AES256-GCM-SHA384");
    EXPECT_EQ(with12.get("/x").body, "ok");
    Client with13(port());
    ASSERT_TRUE(with13.connected());
    EXPECT_STREQ(SSL_get_cipher_name(with13.ssl()), "TLS_AES_256_GCM_SHA384");
    EXPECT_EQ(with13.get("/x").body, "ok");
    EXPECT_EQ(server->counters().handshakes_failed, 9u);
}

TEST_F(ServerTest, renegotiation_is_refused)
{
    route(Method::get, "/x", says_ok());
    start();
    Client client(port(), { .version_max = TLS1_2_VERSION });
    ASSERT_TRUE(client.connected());
    SSL_renegotiate(client.ssl());
    bool const renegotiated = SSL_do_handshake(client.ssl()) == 1 && client.get("/x").status == 200
        && SSL_num_renegotiations(client.ssl()) > 0 && !SSL_renegotiate_pending(client.ssl());
    EXPECT_FALSE(renegotiated);
}

TEST_F(ServerTest, alpn_is_http_1_1_or_nothing)
{
    start();
    EXPECT_FALSE(Client(port(), { .alpn = "\x02h2" }).connected());
    Client both(port(), { .alpn = "\x02h2\x08http/1.1" });
    ASSERT_TRUE(both.connected());
    unsigned char const* chosen = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(both.ssl(), &chosen, &size);
    EXPECT_EQ(std::string(reinterpret_cast<char const*>(chosen), size), "http/1.1");
}

TEST_F(ServerTest, a_plain_request_to_the_tls_port_is_not_served)
{
    route(Method::get, "/x", says_ok());
    start();
    Client client(port(), { .tls = false });
    EXPECT_NE(client.get("/x").status, 200);
    EXPECT_EQ(server->counters().requests, 0u);
}

std::uint16_t free_port()
{
    int const s = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in at {};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    ::bind(s, reinterpret_cast<sockaddr*>(&at), sizeof at);
    getsockname(s, reinterpret_cast<sockaddr*>(&at), &size);
    ::close(s);
    return ntohs(at.sin_port);
}

TEST_F(ServerTest, the_plain_listener_only_redirects)
{
    int reached = 0;
    route(Method::get, "/x", [&](Request&, Responder r) { ++reached, std::move(r).send(Response::text("")); });
    config.plain_port = free_port();
    start();
    auto ask = [&](std::string const& request) { return Client(server->plain_port(), { .tls = false }).ask(request); };
    auto const r = ask("GET /x?y=1%20z HTTP/1.1\r\nHost: care.example:8080\r\n\r\n");
    EXPECT_EQ(r.status, 308);
    EXPECT_EQ(r.header("location"), "https://care.example:" + std::to_string(port()) + "/x?y=1%20z");
    EXPECT_EQ(r.header("connection"), "close");
    EXPECT_EQ(ask("POST /x HTTP/1.1\r\nHost: [::1]:80\r\nContent-Length: 5\r\n\r\nhello").header("location"),
        "https://[::1]:" + std::to_string(port()) + "/x");
    for (auto const* bad : { "GET /x HTTP/1.1\r\nHost: a/b\r\n\r\n", "GET /x HTTP/1.1\r\nHost: a@b\r\n\r\n",
             "GET /x HTTP/1.1\r\n\r\n", "GET /x HTTP/1.0\r\n\r\n",
             "GET http://evil.example/x HTTP/1.1\r\nHost: a\r\n\r\n", "GET /x HTTP/1.1\r\nHost: a\rb\r\n\r\n" })
        EXPECT_EQ(ask(bad).status, 400) << bad;
    EXPECT_EQ(reached, 0);
}

TEST_F(ServerTest, the_plain_listener_prefers_the_configured_host)
{
    config.plain_port = free_port();
    config.public_host = "care.example";
    start();
    Client client(server->plain_port(), { .tls = false });
    EXPECT_EQ(client.ask("GET /x HTTP/1.1\r\nHost: evil.example\r\n\r\n").header("location"), "https://care.example/x");
}

TEST_F(ServerTest, start_reports_what_is_wrong_with_its_files_and_address)
{
    auto start_with = [&](auto change) {
        auto changed = config;
        change(changed);
        auto r = Server::start(changed, router, clock, rng);
        return r.ok() ? Code::bug : r.error().code;
    };
    EXPECT_EQ(start_with([](auto& c) { c.certificate_file += ".missing"; }), Code::unavailable);
    EXPECT_EQ(start_with([&](auto& c) {
        auto const other = (directory.path() / "other").string();
        write_certificate(other + ".pem", other + ".key");
        c.key_file = other + ".key";
    }),
        Code::unavailable);
    EXPECT_EQ(start_with([](auto& c) { c.address = "not an address"; }), Code::unavailable);
    EXPECT_EQ(start_with([](auto& c) { c.static_directory = "/nonexistent"; }), Code::unavailable);
    start();
    EXPECT_EQ(start_with([&](auto& c) { c.port = port(); }), Code::unavailable);
}

long resident_kilobytes()
{
    std::ifstream in("/proc/self/statm");
    long pages = 0, resident = 0;
    in >> pages >> resident;
    return resident * sysconf(_SC_PAGESIZE) / 1024;
}

// Both ends live in this process: the figure printed is their sum.
TEST_F(ServerTest, thousands_of_idle_connections_are_open_at_once)
{
    route(Method::get, "/x", says_ok(), Where::inline_);
    start();
    int const count = 2000;
    auto const before = resident_kilobytes();
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<Client>(port()));
        ASSERT_TRUE(clients.back()->connected()) << i;
        ASSERT_EQ(clients.back()->get("/x").body, "ok") << i;
    }
    EXPECT_EQ(server->counters().connections_open, static_cast<std::uint64_t>(count));
    auto const after = resident_kilobytes();
    std::printf("resident per idle connection, both ends together: %.1f kB\n", double(after - before) / count);
    EXPECT_EQ(clients.front()->get("/x").body, "ok");
    EXPECT_EQ(clients.back()->get("/x").body, "ok");
    clients.clear();
    while (server->counters().connections_open > 0) std::this_thread::yield();
}

} // namespace
