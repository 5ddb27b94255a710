// The server's side of TLS: one context for all connections, and one connection's bytes over a socket.
#pragma once
#include "base/result.h"
#include <memory>
#include <string>

struct ssl_st;
struct ssl_ctx_st;

namespace wellkept::http {

struct TlsContextFree {
    void operator()(ssl_ctx_st*) const;
};
using TlsContext = std::unique_ptr<ssl_ctx_st, TlsContextFree>;

// TLS 1.2 and later with AES-256-GCM suites only, our preference, no renegotiation, no compression, ALPN http/1.1.
// Errors: unavailable, with OpenSSL's reason in detail; never a path or key material.
Result<TlsContext> make_tls_context(std::string const& certificate_file, std::string const& key_file);

// Non-blocking bytes over a connected socket, which stays the caller's. With no context: in the clear.
class Transport {
public:
    enum class Io { ok, want_read, want_write, end, failed };

    Transport(int socket, ssl_ctx_st*);
    ~Transport();
    Transport(Transport const&) = delete;
    Transport& operator=(Transport const&) = delete;

    Io handshake();
    Io read(char* to, std::size_t max, std::size_t& got);
    Io write(char const* from, std::size_t size, std::size_t& sent);
    // Bytes were taken off the socket that read() has not given out yet.
    bool has_buffered() const;
    // Tells the peer that nothing more comes; does not wait.
    void say_end();

private:
    Io outcome(int result);
    int m_socket;
    ssl_st* m_ssl = nullptr;
    bool m_broken = false;
};

} // namespace wellkept::http
