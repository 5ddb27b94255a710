// What all threads of one server share.
#pragma once
#include "platform/http/answer.h"
#include "platform/http/http.h"
#include "platform/http/static_files.h"
#include "platform/http/tls.h"
#include <atomic>

namespace wellkept::http {

class Workers;

struct Edge {
    ServerConfig config;
    std::shared_ptr<Router const> router;
    Clock const& clock;
    Rng& rng;
    TlsContext tls {};
    StaticFiles files {};
    Workers* workers = nullptr; // outlives every loop's thread
    std::atomic<bool> draining = false;
    std::uint16_t tls_port = 0;

    std::atomic<std::uint64_t> requests = 0, connections_open = 0, connections_refused = 0, handshakes_failed = 0,
                               refused_busy = 0, timed_out = 0;
    std::array<std::atomic<std::uint64_t>, 6> by_class {};
    std::atomic<std::size_t> bytes_in_flight = 0; // request bodies, and answers not yet taken by their clients
};

// A share of bytes_in_flight, given back at the end of its life.
class Charge {
public:
    explicit Charge(std::shared_ptr<Edge> edge)
        : m_edge(std::move(edge))
    {
    }
    ~Charge() { set(0); }
    Charge(Charge const&) = delete;
    Charge& operator=(Charge const&) = delete;
    // False if the whole is now over its bound; the share is taken nevertheless.
    bool set(std::size_t bytes)
    {
        auto& total = m_edge->bytes_in_flight;
        if (bytes > m_bytes)
            total += bytes - m_bytes;
        else
            total -= m_bytes - bytes;
        m_bytes = bytes;
        return total <= m_edge->config.body_bytes_in_flight_max;
    }

private:
    std::shared_ptr<Edge> m_edge;
    std::size_t m_bytes = 0;
};

} // namespace wellkept::http
