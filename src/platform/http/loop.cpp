#include "platform/http/loop.h"
#include "platform/log/log.h"
#include <algorithm>
#include <boost/asio/post.hpp>
#include <future>
#include <sys/socket.h>

namespace wellkept::http {
namespace {

using namespace std::chrono_literals;
using Wait = boost::asio::socket_base;

constexpr std::size_t scratch_bytes = 64 * 1024;
// After a refusal what still comes is read and thrown away, so that the client sees the answer and not a reset.
constexpr auto linger_time = 2s;
constexpr std::size_t linger_bytes_max = 4 * 1024 * 1024;
// Then the thread's other connections have a turn: about a megabyte of a body.
constexpr int steps_in_a_row = 64;

} // namespace

class Connection final : public Session {
public:
    Connection(std::shared_ptr<Loop> loop, Loop::Socket socket, std::string peer, ssl_ctx_st* tls)
        : Session(loop, std::move(peer), tls == nullptr)
        , m_loop(*loop)
        , m_socket(std::move(socket))
        , m_transport(m_socket.native_handle(), tls)
    {
    }

    void begin()
    {
        m_read_deadline = Clock::now() + edge().config.header_time_max;
        m_readable = true;
        pump();
    }

    void drain()
    {
        if (m_life == Life::handshake) return close();
        if (m_life == Life::open && is_idle()) end_now();
    }

    void check_time(Time now)
    {
        if (now > m_write_deadline || (now > m_read_deadline && m_life == Life::handshake)) {
            close();
            ++edge().timed_out;
            return;
        }
        if (now <= m_read_deadline) return;
        if (m_life == Life::lingering || !is_reading_request()) return m_life == Life::lingering ? close() : end_now();
        time_out_request();
        pump();
    }

    void close()
    {
        if (m_life == Life::closed) return;
        if (m_life == Life::handshake) ++edge().handshakes_failed;
        m_life = Life::closed;
        m_out.clear();
        boost::system::error_code ignored;
        m_socket.close(ignored);
        m_loop.forget(*this);
    }

    std::size_t m_index = 0; // in the loop's list

private:
    using Clock = std::chrono::steady_clock;
    using Io = Transport::Io;
    enum class Life { handshake, open, lingering, closed };

    void pump() override
    {
        if (m_pumping) return;
        auto const self = shared_from_this(); // close() may let go of the last other one
        m_pumping = true;
        int steps = 0;
        while (step()) {
            if (++steps < steps_in_a_row) continue;
            boost::asio::post(m_loop.io(), [this, self] { pump(); });
            break;
        }
        stash();
        m_pumping = false;
    }

    // Whether there is more to do now.
    bool step()
    {
        if (m_life == Life::closed) return false;
        if (m_life == Life::handshake) return shake_hands();
        if (m_life == Life::lingering) return discard();
        bool const parsed = parse();
        bool const collected = collect();
        if (!flush()) return false;
        if (is_over()) return end_now(), m_life == Life::lingering;
        if (parsed || collected) return true;
        return wants_input() && read_some();
    }

    bool shake_hands()
    {
        switch (m_transport.handshake()) {
        case Io::ok:
            break;
        case Io::want_read:
            return wait_readable(), false;
        case Io::want_write:
            return wait_writable(), false;
        default:
            return close(), false;
        }
        m_life = Life::open;
        m_readable = true;
        if (edge().draining) return end_now(), false;
        m_read_deadline = Time::max();
        return true;
    }

    bool read_some()
    {
        if (is_idle() && m_read_deadline == Time::max()) m_read_deadline = Clock::now() + edge().config.idle_time_max;
        if (m_read_waits) return false;
        // Between requests nothing is likely to be there: waiting costs less than being told so.
        if (!m_readable && !is_reading_request() && !m_transport.has_buffered()) return wait_readable(), false;
        m_readable = false;
        stash(); // the scratch is about to be written over
        auto& scratch = m_loop.scratch();
        std::size_t got = 0;
        switch (m_transport.read(scratch.data(), scratch.size(), got)) {
        case Io::ok:
            put_fresh({ scratch.data(), got });
            return true;
        case Io::want_read:
            return wait_readable(), false;
        case Io::want_write:
            return wait_writable(), false;
        case Io::end:
            return end_input(), true;
        case Io::failed:
            break;
        }
        return close(), false;
    }

    // Whether all is out.
    bool flush()
    {
        if (m_write_waits) return m_out.empty();
        while (!m_out.empty()) {
            auto& piece = *m_out.front();
            std::size_t sent = 0;
            switch (m_transport.write(piece.rest.data(), piece.rest.size(), sent)) {
            case Io::ok:
                break;
            case Io::want_write:
            case Io::want_read: // only in the middle of a handshake message, which the socket's next bytes complete
                if (m_write_deadline == Time::max()) m_write_deadline = Clock::now() + edge().config.write_time_max;
                wait_writable();
                return false;
            default:
                return close(), false;
            }
            m_write_deadline = Time::max();
            piece.rest.remove_prefix(sent);
            if (!piece.rest.empty()) continue;
            m_loop.give_spare(std::move(piece.owned));
            m_out.erase(m_out.begin());
        }
        return true;
    }

    void end_now()
    {
        if (m_life != Life::open) return close();
        m_transport.say_end();
        if (!left_input_unread()) return close();
        m_life = Life::lingering;
        m_read_deadline = Clock::now() + linger_time;
    }

    bool discard()
    {
        auto& scratch = m_loop.scratch();
        for (;;) {
            auto const n = ::recv(m_socket.native_handle(), scratch.data(), scratch.size(), MSG_DONTWAIT);
            if (n < 0 && errno == EAGAIN) return wait_readable(), false;
            if (n <= 0) return close(), false;
            m_lingered += static_cast<std::size_t>(n);
            if (m_lingered > linger_bytes_max) return close(), false;
        }
    }

    void wait_readable()
    {
        if (std::exchange(m_read_waits, true)) return;
        m_socket.async_wait(Wait::wait_read, [this, self = shared_from_this()](boost::system::error_code error) {
            m_read_waits = false;
            if (m_life == Life::closed) return;
            if (error) return close();
            m_readable = true;
            pump();
        });
    }

    void wait_writable()
    {
        if (std::exchange(m_write_waits, true)) return;
        m_socket.async_wait(Wait::wait_write, [this, self = shared_from_this()](boost::system::error_code error) {
            m_write_waits = false;
            if (m_life == Life::closed) return;
            if (error) return close();
            m_readable = true;
            pump();
        });
    }

    Loop& m_loop;
    Loop::Socket m_socket;
    Transport m_transport;
    Life m_life = Life::handshake;
    bool m_readable = false, m_read_waits = false, m_write_waits = false;
    std::size_t m_lingered = 0;
    Time m_write_deadline = Time::max();
};

Loop::Loop(std::shared_ptr<Edge> edge)
    : SessionHome(std::move(edge))
    , m_io(1)
    , m_tick(m_io)
    , m_work(boost::asio::make_work_guard(m_io))
{
    auto const& c = this->edge().config;
    auto const shortest = std::min({ c.header_time_max, c.body_time_max, c.idle_time_max, c.write_time_max });
    m_tick_length = std::clamp(shortest / 8, std::chrono::milliseconds(10), std::chrono::milliseconds(500));
    m_scratch.resize(scratch_bytes);
}

Loop::~Loop() { stop(); }

void Loop::start()
{
    std::promise<void> started;
    m_thread = std::thread([this, &started] {
        m_thread_id = std::this_thread::get_id();
        started.set_value();
        tick();
        for (;;) {
            try {
                m_io.run();
                return;
            } catch (std::exception const&) {
                // Out of memory in one connection's turn: the thread goes on, the time limits close what stands still.
                log::error("edge_exception");
            }
        }
    });
    started.get_future().wait();
}

void Loop::wake()
{
    boost::asio::post(m_io, [this] { empty_inbox(); });
}

void Loop::tick()
{
    m_tick.expires_after(m_tick_length);
    m_tick.async_wait([this](boost::system::error_code error) {
        // What has run out already is not cancelled any more, and would wind itself up again for good.
        if (error || m_stopping) return;
        auto const now = std::chrono::steady_clock::now();
        // From the end: a connection that closes puts the last one in its place.
        for (std::size_t i = m_connections.size(); i-- > 0;)
            if (i < m_connections.size()) std::shared_ptr(m_connections[i])->check_time(now);
        tick();
    });
}

void Loop::adopt(Socket socket, ssl_ctx_st* tls)
{
    ++m_load;
    ++edge().connections_open;
    boost::asio::post(m_io, [this, socket = std::move(socket), tls]() mutable {
        boost::system::error_code error;
        socket.set_option(boost::asio::ip::tcp::no_delay(true), error);
        auto const peer = socket.remote_endpoint(error);
        if (!error) socket.native_non_blocking(true, error);
        if (error || edge().draining) {
            --m_load;
            --edge().connections_open;
            return;
        }
        auto const connection =
            std::make_shared<Connection>(shared_from_this(), std::move(socket), peer.address().to_string(), tls);
        connection->m_index = m_connections.size();
        m_connections.push_back(connection);
        connection->begin();
    });
}

void Loop::forget(Connection& connection)
{
    auto const index = connection.m_index;
    m_connections[index].swap(m_connections.back());
    m_connections[index]->m_index = index;
    m_connections.pop_back();
    --m_load;
    --edge().connections_open;
}

void Loop::drain()
{
    boost::asio::post(m_io, [this] {
        for (std::size_t i = m_connections.size(); i-- > 0;)
            if (i < m_connections.size()) std::shared_ptr(m_connections[i])->drain();
    });
}

void Loop::close_all()
{
    boost::asio::post(m_io, [this] {
        while (!m_connections.empty()) std::shared_ptr(m_connections.back())->close();
    });
}

void Loop::stop()
{
    if (m_thread.joinable()) {
        close_all();
        boost::asio::post(m_io, [this] {
            m_stopping = true;
            m_tick.cancel();
            m_work.reset();
        });
        m_thread.join();
    }
    close_inbox();
}

} // namespace wellkept::http
