#include "platform/http/outgoing.h"
#include <arpa/inet.h>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <mutex>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace wellkept;
using namespace wellkept::http;

namespace {

constexpr char const* plain_answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Thing:  a \r\nX-Thing: b\r\n\r\nhi";

struct Certificate {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();

    explicit Certificate(char const* alternative_name)
    {
        X509_set_version(certificate, 2);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
        X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
        X509_set_pubkey(certificate, key);
        auto* const name = X509_get_subject_name(certificate);
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<unsigned char const*>("test"), -1, -1, 0);
        X509_set_issuer_name(certificate, name);
        auto* const extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, alternative_name);
        X509_add_ext(certificate, extension, -1);
        X509_EXTENSION_free(extension);
        X509_sign(certificate, key, EVP_sha256());
    }
    ~Certificate()
    {
        X509_free(certificate);
        EVP_PKEY_free(key);
    }
    void save(std::string const& path) const
    {
        auto* const file = std::fopen(path.c_str(), "w");
        PEM_write_X509(file, certificate);
        std::fclose(file);
    }
};

// One thread, one connection at a time: reads a request, sends whatever bytes it is told to, valid or not.
class Peer {
public:
    // answer(request) gives the bytes to send; "hang" keeps the connection silent until the end
    explicit Peer(std::function<std::string(std::string const&)> answer, Certificate const* tls = nullptr)
        : m_answer(std::move(answer))
    {
        if (tls) {
            m_tls = SSL_CTX_new(TLS_server_method());
            SSL_CTX_use_certificate(m_tls, tls->certificate);
            SSL_CTX_use_PrivateKey(m_tls, tls->key);
        }
        m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(bind(m_listener, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(listen(m_listener, 16), 0);
        socklen_t n = sizeof address;
        getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &n);
        m_port = ntohs(address.sin_port);
        EXPECT_EQ(pipe(m_stop), 0);
        m_thread = std::thread([this] { run(); });
    }
    explicit Peer(char const* answer, Certificate const* tls = nullptr)
        : Peer([answer](std::string const&) { return std::string(answer); }, tls)
    {
    }
    ~Peer()
    {
        close(m_stop[1]);
        m_thread.join();
        close(m_stop[0]);
        close(m_listener);
        SSL_CTX_free(m_tls);
    }

    std::string url(std::string_view path = "/", std::string_view host = "127.0.0.1") const
    {
        return (m_tls ? "https://" : "http://") + std::string(host) + ":" + std::to_string(m_port) + std::string(path);
    }
    int connections() const { return m_connections; }
    std::string last_request() const
    {
        std::lock_guard const lock(m_mutex);
        return m_last;
    }

private:
    bool wait_for(int fd)
    {
        pollfd fds[] = { { fd, POLLIN, 0 }, { m_stop[0], POLLIN, 0 } };
        return poll(fds, 2, -1) > 0 && !fds[1].revents;
    }
    void run()
    {
        sigset_t pipe_signal; // in this thread only, so that Outgoing has to look after itself
        sigemptyset(&pipe_signal);
        sigaddset(&pipe_signal, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe_signal, nullptr);
        while (wait_for(m_listener)) {
            int const fd = accept(m_listener, nullptr, nullptr);
            ++m_connections;
            auto* const ssl = m_tls ? SSL_new(m_tls) : nullptr;
            if (ssl) SSL_set_fd(ssl, fd);
            if (!ssl || SSL_accept(ssl) == 1) serve(fd, ssl);
            SSL_free(ssl);
            close(fd);
        }
    }
    void serve(int fd, SSL* ssl)
    {
        std::string got;
        for (;;) {
            if (!(ssl && SSL_pending(ssl)) && !wait_for(fd)) return;
            char buffer[4096];
            auto const n = ssl ? SSL_read(ssl, buffer, sizeof buffer) : read(fd, buffer, sizeof buffer);
            if (n <= 0) return;
            got.append(buffer, std::size_t(n));
            auto const head = got.find("\r\n\r\n");
            if (head == std::string::npos) continue;
            auto const length = got.find("Content-Length: ");
            if (length < head && got.size() < head + 4 + std::strtoul(got.c_str() + length + 16, nullptr, 10)) continue;
            {
                std::lock_guard const lock(m_mutex);
                m_last = got;
            }
            auto const answer = m_answer(got);
            got.clear();
            if (answer == "hang") {
                wait_for(-1);
                return;
            }
            for (std::size_t at = 0; at < answer.size();) {
                auto const sent = ssl ? SSL_write(ssl, answer.data() + at, int(answer.size() - at))
                                      : send(fd, answer.data() + at, answer.size() - at, MSG_NOSIGNAL);
                if (sent <= 0) return;
                at += std::size_t(sent);
            }
            if (answer.find("Content-Length") == std::string::npos) return; // its end is the connection's
        }
    }

    std::function<std::string(std::string const&)> m_answer;
    SSL_CTX* m_tls = nullptr;
    int m_listener = -1, m_stop[2] = { -1, -1 };
    int m_port = 0;
    std::atomic<int> m_connections { 0 };
    mutable std::mutex m_mutex;
    std::string m_last;
    std::thread m_thread;
};

OutgoingConfig open_house() { return { .allow_private_addresses = true, .allow_plain_http = true }; }

std::string refusal(Result<OutgoingResponse> const& answer, Code code = Code::unavailable)
{
    if (answer.ok()) return "answered " + std::to_string(answer.value().status);
    EXPECT_EQ(answer.error().code, code);
    return answer.error().detail.text;
}

TEST(Outgoing, AnyStatusIsAnAnswer)
{
    for (int status : { 200, 204, 301, 404, 429, 503 }) {
        Peer peer([&](std::string const&) {
            return "HTTP/1.1 " + std::to_string(status)
                + " X\r\nLocation: http://example.org/\r\nContent-Length: 0\r\n\r\n";
        });
        Outgoing outgoing(open_house());
        auto const answer = outgoing.send({ .url = peer.url() });
        ASSERT_TRUE(answer.ok()) << answer.error().detail.text;
        EXPECT_EQ(answer.value().status, status); // 301 as it is: redirects are not followed
        EXPECT_EQ(peer.connections(), 1);
    }
}

TEST(Outgoing, SendsWhatItIsToldAndNothingOfItsOwnAccord)
{
    Peer peer(plain_answer);
    Outgoing outgoing(open_house());
    auto const answer = outgoing.send({ .method = "POST",
        .url = peer.url("/token?a=b"),
        .headers = { { "Content-Type", "application/json" }, { "X-Empty", "" } },
        .body = "{\"k\":1}" });
    ASSERT_TRUE(answer.ok()) << answer.error().detail.text;
    EXPECT_EQ(answer.value().body, "hi");
    EXPECT_EQ(answer.value().headers.at("x-thing"), "a, b");
    auto const sent = peer.last_request();
    EXPECT_TRUE(sent.starts_with("POST /token?a=b HTTP/1.1\r\n")) << sent;
    EXPECT_NE(sent.find("\r\nContent-Type: application/json\r\n"), std::string::npos);
    EXPECT_NE(sent.find("\r\nX-Empty:\r\n"), std::string::npos);
    EXPECT_NE(sent.find("\r\nAccept-Encoding: identity\r\n"), std::string::npos);
    EXPECT_EQ(sent.find("Expect"), std::string::npos);
    EXPECT_TRUE(sent.ends_with("\r\n\r\n{\"k\":1}"));
}

TEST(Outgoing, EveryMethodGoesOutAsItself)
{
    Peer peer([](std::string const& request) {
        return request.starts_with("HEAD") ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" : plain_answer;
    });
    Outgoing outgoing(open_house());
    for (std::string const method : { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" }) {
        auto const answer = outgoing.send({ .method = method, .url = peer.url("/x") });
        ASSERT_TRUE(answer.ok()) << method << answer.error().detail.text;
        EXPECT_TRUE(peer.last_request().starts_with(method + " /x HTTP/1.1\r\n")) << peer.last_request();
        EXPECT_EQ(peer.last_request().find("Content-Type"), std::string::npos) << method;
    }
    EXPECT_EQ(peer.connections(), 1) << "the connection is kept";
    EXPECT_EQ(outgoing.send({ .method = "TRACE", .url = peer.url() }).error().code, Code::bug);
}

TEST(Outgoing, HeadersCannotBeSmuggled)
{
    Peer peer(plain_answer);
    Outgoing outgoing(open_house());
    std::vector<std::pair<std::string, std::string>> const bad[] = { { { "X", "a\r\nY: b" } }, { { "X\r\nY", "b" } },
        { { "X: Y", "b" } }, { { "", "b" } }, { { "X", std::string("a\0b", 3) } }, { { "Host", "elsewhere" } },
        { { "content-length", "0" } }, { { "Transfer-Encoding", "chunked" } } };
    for (auto const& headers : bad)
        EXPECT_EQ(outgoing.send({ .url = peer.url(), .headers = headers }).error().code, Code::bug) << headers[0].first;
    EXPECT_EQ(peer.connections(), 0);
}

// Each of these reaches this machine or its network, by one spelling or another.
TEST(Outgoing, PrivateAddressesAreRefused)
{
    Peer peer(plain_answer);
    Outgoing outgoing({ .allow_plain_http = true });
    auto const port = peer.url().substr(peer.url().rfind(':'));
    for (std::string const host :
        { "127.0.0.1", "localhost", "[::1]", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
            "169.254.169.254", "100.64.0.1", "0.0.0.0", "0", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
            "[fe80::1]", "[fd00::1]", "[fec0::1]", "[ff02::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "2130706433",
            "0x7f000001", "017700000001", "127.1", "0177.0.0.1", "224.0.0.1", "255.255.255.255" })
        EXPECT_NE(
            refusal(outgoing.send({ .url = "http://" + host + port, .timeout_ms = 5000 })).find("forbidden address"),
            std::string::npos)
            << host;
    EXPECT_EQ(peer.connections(), 0);
    Outgoing allowed(open_house());
    EXPECT_TRUE(allowed.send({ .url = "http://2130706433" + port }).ok()) << "the spelling does work where it may";
}

TEST(Outgoing, KnowsPublicAddressesFromOthers)
{
    for (auto const* open :
        { "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
            "172.15.255.255", "172.32.0.0", "169.253.0.0", "192.167.0.0", "198.17.255.255", "198.20.0.0",
            "223.255.255.255", "2606:4700::1111", "2a00::1", "2400::", "64:ff9b::808:808" })
        EXPECT_TRUE(is_public_address(open)) << open;
    for (auto const* closed : { "192.0.2.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "240.0.0.1",
             "2001:db8::1", "2001::1", "2001:1ff::1", "3fff::1", "::", "::1", "::ffff:8.8.8.8", "::808:808",
             "64:ff9b::a00:1", "64:ff9b:1::808:808", "4000::1", "fc00::1", "feff::1", "", "example.org", "1.1.1",
             "1.1.1.1 ", "[2a00::1]" })
        EXPECT_FALSE(is_public_address(closed)) << closed;
    EXPECT_FALSE(is_public_address(std::string_view("1.1.1.1\0", 8)));
}

TEST(Outgoing, OnlyTheWebsSchemesAreSpoken)
{
    auto const file = testing::TempDir() + "secret.txt";
    std::ofstream(file) << "secret";
    Outgoing plain(open_house()), strict({ .allow_private_addresses = true });
    for (auto const& url : { "file://" + file, std::string("gopher://127.0.0.1/_x"), std::string("ftp://127.0.0.1/"),
             std::string("dict://127.0.0.1/"), std::string("ws://127.0.0.1/"), std::string("javascript:1"),
             std::string(""), std::string("127.0.0.1"), std::string("/path"), std::string("https://"),
             std::string("https://a b/"), std::string("https://user:pass@127.0.0.1/"),
             std::string("https://user@127.0.0.1/"), std::string("https://127.0.0.1:99999/"),
             std::string("https://h/\r\nX: y"), std::string("https://h/\0x", 12),
             "https://h/" + std::string(9000, 'x') }) {
        EXPECT_EQ(plain.send({ .url = url }).error().code, Code::bad_input) << url.substr(0, 40);
        EXPECT_EQ(plain.check(url).error().code, Code::bad_input) << url.substr(0, 40);
    }
    EXPECT_EQ(strict.send({ .url = "http://127.0.0.1/" }).error().code, Code::bad_input);
    EXPECT_TRUE(strict.check("https://hooks.example.org/in?x=1").ok());
    EXPECT_FALSE(Outgoing({}).check("https://10.1.2.3/").ok());
    std::filesystem::remove(file);
}

TEST(Outgoing, AnswersAreBounded)
{
    Peer declared("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"),
        undeclared([](std::string const&) { return "HTTP/1.1 200 OK\r\n\r\n" + std::string(5000, 'x'); }),
        headers([](std::string const&) {
            std::string out = "HTTP/1.1 200 OK\r\n";
            for (int i = 0; i < 200; ++i) out += "H" + std::to_string(i) + ": x\r\n";
            return out + "Content-Length: 0\r\n\r\n";
        }),
        long_header([](std::string const&) {
            return "HTTP/1.1 200 OK\r\nH: " + std::string(90'000, 'x') + "\r\nContent-Length: 0\r\n\r\n";
        }),
        chunked([](std::string const&) {
            return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n" + std::string(5000, 'x')
                + "\r\n0\r\n\r\n";
        });
    Outgoing outgoing(open_house());
    for (auto const* peer : { &declared, &undeclared, &chunked, &headers, &long_header })
        EXPECT_NE(refusal(outgoing.send({ .url = peer->url("/?secret=1"), .response_bytes_max = 4999 }))
                      .find("http://127.0.0.1:"),
            std::string::npos);
    for (auto const* peer : { &undeclared, &chunked })
        EXPECT_EQ(
            outgoing.send({ .url = peer->url(), .response_bytes_max = 5000 }).value().body, std::string(5000, 'x'));
}

TEST(Outgoing, NonsenseIsNoAnswer)
{
    for (char const* nonsense :
        { "", "garbage\r\n\r\n", "HTTP/0.9 200 OK\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "SSH-2.0-x\r\n", "<html>hello",
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 20\r\n\r\n0123456789",
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b" }) {
        Peer peer(nonsense);
        Outgoing outgoing(open_house());
        auto const why = refusal(outgoing.send({ .url = peer.url("/p?token=t"), .timeout_ms = 300 }));
        EXPECT_TRUE(why.starts_with("http://127.0.0.1:")) << nonsense << why;
        EXPECT_EQ(why.find("token"), std::string::npos);
    }
}

TEST(Outgoing, AHangingPeerAndAClosedPortAreUnavailable)
{
    Peer peer("hang");
    Outgoing outgoing(open_house());
    EXPECT_NE(refusal(outgoing.send({ .url = peer.url(), .timeout_ms = 300 })).find("Timeout"), std::string::npos);
    std::string gone;
    {
        Peer closed(plain_answer);
        gone = closed.url();
    }
    EXPECT_NE(refusal(outgoing.send({ .url = gone, .timeout_ms = 1000 })).find("connect"), std::string::npos);
}

TEST(Outgoing, ALastLookMayKeepItFromLeaving)
{
    Peer peer(plain_answer);
    Outgoing outgoing(open_house());
    int asked = 0, left = 0;
    OutgoingRequest request { .method = "POST", .url = peer.url(), .body = "secret" };
    request.may_leave = [&] { return ++asked > 1; };
    request.has_left = [&] { ++left; };
    EXPECT_NE(refusal(outgoing.send(request)).find("held back"), std::string::npos);
    EXPECT_EQ(peer.last_request(), "") << "not one byte of it";
    EXPECT_EQ(left, 1);
    EXPECT_TRUE(outgoing.send(request).ok());
    EXPECT_NE(peer.last_request().find("secret"), std::string::npos);
    EXPECT_EQ(asked, 2);
    EXPECT_EQ(left, 2);
}

TEST(Outgoing, ASlowPeerIsNotWaitedForOnceAllHasLeft)
{
    std::atomic<bool> left = false;
    Peer peer([&](std::string const&) {
        for (int i = 0; i < 600 && !left; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
        return std::string(left ? plain_answer : "");
    });
    Outgoing outgoing(open_house());
    OutgoingRequest request { .method = "POST", .url = peer.url(), .body = "x" };
    request.has_left = [&] { left = true; };
    EXPECT_TRUE(outgoing.send(request).ok()) << "the peer answers only after it was told that all has left";
}

TEST(Outgoing, TheEnvironmentsProxyIsIgnored)
{
    Peer peer(plain_answer), proxy("HTTP/1.1 418 proxy\r\nContent-Length: 0\r\n\r\n");
    ASSERT_EQ(setenv("http_proxy", proxy.url().c_str(), 1), 0);
    ASSERT_EQ(setenv("ALL_PROXY", proxy.url().c_str(), 1), 0);
    Outgoing outgoing(open_house());
    EXPECT_EQ(outgoing.send({ .url = peer.url() }).value().status, 200);
    EXPECT_EQ(proxy.connections(), 0);
    unsetenv("http_proxy");
    unsetenv("ALL_PROXY");
}

TEST(Outgoing, CertificatesAreVerified)
{
    Certificate const good("IP:127.0.0.1"), named("DNS:elsewhere.example");
    auto const good_file = testing::TempDir() + "good.pem", named_file = testing::TempDir() + "named.pem";
    good.save(good_file);
    named.save(named_file);
    Peer peer(plain_answer, &good), other(plain_answer, &named);
    auto with = [](std::string ca) {
        return OutgoingConfig { .ca_file = std::move(ca), .allow_private_addresses = true };
    };
    {
        Outgoing trusting(with(good_file));
        for (int i = 0; i < 3; ++i) EXPECT_EQ(trusting.send({ .url = peer.url() }).value().body, "hi");
        EXPECT_EQ(peer.connections(), 1);
    }
    Outgoing stranger(with("")), wrong_name(with(named_file)), no_file(with("/nonexistent.pem"));
    auto const why = refusal(stranger.send({ .url = peer.url(), .timeout_ms = 5000 }));
    EXPECT_NE(why.find("certificate"), std::string::npos) << why;
    EXPECT_FALSE(wrong_name.send({ .url = other.url(), .timeout_ms = 5000 }).ok());
    EXPECT_FALSE(wrong_name.send({ .url = peer.url(), .timeout_ms = 5000 }).ok());
    EXPECT_FALSE(no_file.send({ .url = peer.url(), .timeout_ms = 5000 }).ok());
    std::filesystem::remove(good_file);
    std::filesystem::remove(named_file);
}

TEST(Outgoing, ThreadsShareOne)
{
    Peer one(plain_answer), two(plain_answer);
    Outgoing outgoing(open_house());
    std::atomic<int> good { 0 };
    auto work = [&](Peer const& peer) {
        for (int i = 0; i < 50; ++i)
            if (auto const answer = outgoing.send({ .url = peer.url() }); answer.ok() && answer.value().body == "hi")
                ++good;
    };
    std::thread a(work, std::cref(one)), b(work, std::cref(two));
    a.join();
    b.join();
    EXPECT_EQ(good, 100);
    EXPECT_EQ(one.connections(), 1);
    EXPECT_EQ(two.connections(), 1);
}

TEST(OutgoingForms, EncodeAndDecode)
{
    EXPECT_EQ(url_encode("a b&c=d/\xc3\xa9~-._"), "a%20b%26c%3Dd%2F%C3%A9~-._");
    EXPECT_EQ(url_encode(""), "");
    EXPECT_EQ(form_encode({ { "grant_type", "code" }, { "x y", "" }, { "", "&" } }), "grant_type=code&x%20y=&=%26");
    using Fields = std::vector<std::pair<std::string, std::string>>;
    EXPECT_EQ(form_decode("a=1&b+c=%C3%A9%26&d&=e").value(),
        (Fields { { "a", "1" }, { "b c", "\xc3\xa9&" }, { "d", "" }, { "", "e" } }));
    EXPECT_TRUE(form_decode("")->empty());
    for (auto const* bad : { "a=%", "a=%4", "a=%zz", "a=%ff", "a=%00", "a=b#c", "a=\xc3\xa9", "a b=c", "a=\n" })
        EXPECT_EQ(form_decode(bad).error().code, Code::bad_input) << bad;
}

} // namespace
