#include "platform/http/loop.h"
#include "platform/http/workers.h"
#include "platform/log/log.h"
#include <algorithm>
#include <boost/asio/post.hpp>
#include <csignal>
#include <future>
#include <sys/resource.h>

namespace wellkept::http {
namespace {

// A queue longer than this, whose first has waited so long, takes no more: past the load that can be carried answers would
// only come later and later. Those refused are told at once to come again.
constexpr std::size_t long_queue = 128;
constexpr std::chrono::milliseconds worker_wait_max { 75 };

using boost::asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;

constexpr int backlog = 4096;

void raise_open_files(std::size_t connections)
{
    rlimit limit {};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    rlim_t const wanted = connections + 1024;
    if (limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted)
        log::warn("open_files_below_connections_max", { { "limit", static_cast<std::int64_t>(limit.rlim_cur) } });
}

Error cannot_listen(error_code const& error)
{
    return unavailable("The server cannot listen at its address.", error.message());
}

} // namespace

// Takes connections on the first loop's thread and gives each to the loop that has fewest.
class Listener : public std::enable_shared_from_this<Listener> {
public:
    Listener(std::vector<std::shared_ptr<Loop>> const& loops, ssl_ctx_st* tls)
        : m_loops(loops)
        , m_tls(tls)
        , m_acceptor(loops.front()->io())
        , m_pause(loops.front()->io())
    {
    }

    Result<> open(std::string const& address, std::uint16_t port)
    {
        error_code error;
        tcp::endpoint const at(boost::asio::ip::make_address(address, error), port);
        if (!error) m_acceptor.open(at.protocol(), error);
        if (!error) m_acceptor.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) m_acceptor.bind(at, error);
        if (!error) m_acceptor.listen(backlog, error);
        if (!error) m_port = m_acceptor.local_endpoint(error).port();
        if (error) return cannot_listen(error);
        return Unit {};
    }

    std::uint16_t port() const { return m_port; }

    void accept()
    {
        auto const& loop = *std::min_element(
            m_loops.begin(), m_loops.end(), [](auto const& a, auto const& b) { return a->load() < b->load(); });
        m_acceptor.async_accept(
            loop->io(), [this, self = shared_from_this(), loop](error_code error, tcp::socket socket) {
                if (m_closed) return;
                if (error) return pause(error);
                auto& edge = loop->edge();
                if (edge.connections_open >= edge.config.connections_max) {
                    ++edge.connections_refused;
                    socket.close(error);
                } else {
                    loop->adopt(std::move(socket), m_tls);
                }
                accept();
            });
    }

    void close()
    {
        std::promise<void> closed;
        boost::asio::post(m_acceptor.get_executor(), [this, &closed] {
            error_code ignored;
            m_closed = true;
            m_acceptor.close(ignored);
            m_pause.cancel();
            closed.set_value();
        });
        closed.get_future().wait();
    }

private:
    // Out of file descriptors, most likely: those that are open go on and some will end.
    void pause(error_code const& error)
    {
        log::warn("accept_failed", { { "reason", error.message() } });
        m_pause.expires_after(100ms);
        m_pause.async_wait([this, self = shared_from_this()](error_code e) {
            if (!e && !m_closed) accept();
        });
    }

    std::vector<std::shared_ptr<Loop>> m_loops;
    ssl_ctx_st* m_tls;
    tcp::acceptor m_acceptor;
    boost::asio::steady_timer m_pause;
    std::uint16_t m_port = 0;
    bool m_closed = false; // of the first loop's thread; a pause that was over already goes no further
};

struct Server::State {
    std::shared_ptr<Edge> edge;
    std::vector<std::shared_ptr<Loop>> loops;
    std::unique_ptr<Workers> workers;
    std::shared_ptr<Listener> secure, plain;
    std::mutex drain_mutex;
    bool drained = false;

    ~State()
    {
        // Handlers first, then the threads their answers go to.
        if (workers) workers->stop();
        for (auto const& loop : loops) loop->stop();
    }
};

Result<std::unique_ptr<Server>> Server::start(
    ServerConfig config, std::shared_ptr<Router const> router, Clock const& clock, Rng& rng)
try {
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to sockets without MSG_NOSIGNAL
    raise_open_files(config.connections_max);

    auto state = std::make_unique<State>();
    state->edge.reset(
        new Edge { .config = std::move(config), .router = std::move(router), .clock = clock, .rng = rng });
    auto& edge = *state->edge;
    edge.tls = TRY(make_tls_context(edge.config.certificate_file, edge.config.key_file));
    if (!edge.config.static_directory.empty()) edge.files = TRY(StaticFiles::load(edge.config.static_directory));
    for (int i = 0; i < std::max(edge.config.io_threads, 1); ++i)
        state->loops.push_back(std::make_shared<Loop>(state->edge));

    state->secure = std::make_shared<Listener>(state->loops, edge.tls.get());
    TRY(state->secure->open(edge.config.address, edge.config.port));
    edge.tls_port = state->secure->port();
    if (edge.config.plain_port != 0) {
        state->plain = std::make_shared<Listener>(state->loops, nullptr);
        TRY(state->plain->open(edge.config.address, edge.config.plain_port));
    }
    state->workers = std::make_unique<Workers>(edge.config.workers, edge.config.worker_queue_max, long_queue, worker_wait_max);
    edge.workers = state->workers.get();
    for (auto const& loop : state->loops) loop->start();
    state->secure->accept();
    if (state->plain) state->plain->accept();
    return std::unique_ptr<Server>(new Server(std::move(state)));
} catch (std::exception const& e) {
    return unavailable("The server cannot start.", e.what());
}

Server::Server(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

Server::~Server() { drain(); }

std::uint16_t Server::port() const { return m_state->secure->port(); }
std::uint16_t Server::plain_port() const { return m_state->plain ? m_state->plain->port() : 0; }

EdgeCounters Server::counters() const
{
    auto const& edge = *m_state->edge;
    EdgeCounters out;
    out.requests = edge.requests;
    for (std::size_t i = 0; i < out.by_class.size(); ++i) out.by_class[i] = edge.by_class[i];
    out.connections_open = edge.connections_open;
    out.connections_refused = edge.connections_refused;
    out.handshakes_failed = edge.handshakes_failed;
    out.refused_busy = edge.refused_busy;
    out.timed_out = edge.timed_out;
    out.queue_length = m_state->workers->queue_length();
    out.body_bytes_in_flight = edge.bytes_in_flight;
    return out;
}

void Server::drain()
{
    auto& state = *m_state;
    std::lock_guard const lock(state.drain_mutex);
    if (std::exchange(state.drained, true)) return;
    auto& edge = *state.edge;
    edge.draining = true;
    state.secure->close();
    if (state.plain) state.plain->close();
    for (auto const& loop : state.loops) loop->drain();
    auto const until = std::chrono::steady_clock::now() + std::chrono::seconds(edge.config.drain_seconds_max);
    while (edge.connections_open > 0 && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(5ms);
    for (auto const& loop : state.loops) loop->close_all();
}

} // namespace wellkept::http
