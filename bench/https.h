// A kept-alive HTTPS connection to the server under measure: blocking, one request at a time, made to cost little.
#pragma once
#include "base/result.h"
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

typedef struct ssl_ctx_st SSL_CTX;
typedef struct ssl_st SSL;

namespace wellkept::bench {

struct Answer {
    int status = 0;
    std::string body, cookie; // cookie: name=value of the first Set-Cookie
    std::string retry_after {}, next {}; // headers Retry-After and X-Next-Cursor
};

// Where the server is and which certificate it must show. Shared by all connections.
class Address {
public:
    static Result<Address> make(std::uint16_t port, std::string const& certificate_file);
    std::uint16_t port() const { return m_port; }
    SSL_CTX* tls() const { return m_tls.get(); }

private:
    Address(std::uint16_t port, std::shared_ptr<SSL_CTX> tls)
        : m_port(port)
        , m_tls(std::move(tls))
    {
    }
    std::uint16_t m_port;
    std::shared_ptr<SSL_CTX> m_tls;
};

class Https {
public:
    // To 127.0.0.1. unavailable: no connection, no handshake, or another certificate.
    static Result<Https> open(Address const&);
    Https(Https&&) noexcept;
    Https& operator=(Https&&) = delete;
    ~Https();

    // headers: complete lines, each with its line end. unavailable: the connection broke, or nothing came for 60 s.
    Result<Answer> ask(std::string_view method, std::string_view path, std::string_view headers, std::string_view body);

private:
    Https(int socket, SSL* tls)
        : m_socket(socket)
        , m_tls(tls)
    {
    }
    Result<> send(std::string_view);
    int m_socket;
    SSL* m_tls;
    std::string m_head;
};

} // namespace wellkept::bench
