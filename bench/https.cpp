#include "https.h"
#include <arpa/inet.h>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace wellkept::bench {
namespace {

namespace http = boost::beast::http;

Error broken(std::string_view doing)
{
    auto const code = ERR_get_error();
    auto const* reason = code ? ERR_reason_error_string(code) : nullptr;
    return unavailable(
        "The connection to the server broke.", std::string(doing) + (reason ? std::string(": ") + reason : ""));
}

} // namespace

Result<Address> Address::make(std::uint16_t port, std::string const& certificate_file)
{
    std::shared_ptr<SSL_CTX> tls(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    if (!tls || SSL_CTX_load_verify_locations(tls.get(), certificate_file.c_str(), nullptr) != 1)
        return broken("certificate");
    SSL_CTX_set_verify(tls.get(), SSL_VERIFY_PEER, nullptr);
    return Address(port, std::move(tls));
}

Result<Https> Https::open(Address const& address)
{
    Https h(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), nullptr);
    sockaddr_in to {};
    to.sin_family = AF_INET;
    to.sin_port = htons(address.port());
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval const patience { 60, 0 };
    int const on = 1;
    if (h.m_socket < 0 || ::setsockopt(h.m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) != 0
        || ::setsockopt(h.m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0
        || ::connect(h.m_socket, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0)
        return broken("connect");
    h.m_tls = SSL_new(address.tls());
    if (!h.m_tls || SSL_set_fd(h.m_tls, h.m_socket) != 1 || SSL_set1_host(h.m_tls, "localhost") != 1
        || SSL_connect(h.m_tls) != 1)
        return broken("handshake");
    return h;
}

Https::Https(Https&& o) noexcept
    : m_socket(std::exchange(o.m_socket, -1))
    , m_tls(std::exchange(o.m_tls, nullptr))
    , m_head(std::move(o.m_head))
{
}

Https::~Https()
{
    SSL_free(m_tls);
    if (m_socket >= 0) ::close(m_socket);
}

Result<> Https::send(std::string_view bytes)
{
    std::size_t sent = 0;
    if (SSL_write_ex(m_tls, bytes.data(), bytes.size(), &sent) != 1 || sent != bytes.size()) return broken("send");
    return {};
}

Result<Answer> Https::ask(
    std::string_view method, std::string_view path, std::string_view headers, std::string_view body)
{
    ERR_clear_error();
    ((m_head = method) += ' ').append(path) += " HTTP/1.1\r\nHost: localhost\r\n";
    m_head.append(headers);
    if (!body.empty()) ((m_head += "Content-Length: ") += std::to_string(body.size())) += "\r\n";
    m_head += "\r\n";
    TRY(send(m_head));
    if (!body.empty()) TRY(send(body));

    http::response_parser<http::string_body> parser;
    parser.eager(true);
    parser.body_limit(64 * 1024 * 1024);
    std::array<char, 16 * 1024> bytes;
    std::size_t held = 0;
    while (!parser.is_done()) {
        std::size_t got = 0;
        if (held == bytes.size() || SSL_read_ex(m_tls, bytes.data() + held, bytes.size() - held, &got) != 1)
            return broken("receive");
        held += got;
        boost::system::error_code error;
        auto const used = parser.put(boost::asio::buffer(bytes.data(), held), error);
        if (error && error != http::error::need_more) return unavailable("The answer is not HTTP.", error.message());
        std::copy(bytes.begin() + std::ptrdiff_t(used), bytes.begin() + std::ptrdiff_t(held), bytes.begin());
        held -= used;
    }
    auto message = parser.release();
    auto const cookie = message[http::field::set_cookie];
    return Answer { int(message.result_int()), std::move(message.body()), std::string(cookie.substr(0, cookie.find(';'))),
        std::string(message[http::field::retry_after]), std::string(message["X-Next-Cursor"]) };
}

} // namespace wellkept::bench
