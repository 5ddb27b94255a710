// One I/O thread: its connections, their sockets and their time limits.
#pragma once
#include "platform/http/session.h"
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

namespace wellkept::http {

class Connection;

class Loop final : public SessionHome, public std::enable_shared_from_this<Loop> {
public:
    using Socket = boost::asio::ip::tcp::socket;

    explicit Loop(std::shared_ptr<Edge>);
    ~Loop() override;

    // From any thread.
    boost::asio::io_context& io() { return m_io; }
    void start();
    void adopt(Socket, ssl_ctx_st*); // a socket of this io(); without a context it only redirects
    std::size_t load() const { return m_load; } // connections
    void drain(); // idle connections close now, the others after their answers
    void close_all(); // at once, whatever they do
    void stop(); // closes all, ends and joins the thread. Idempotent; not from the loop's own thread

    // From the loop's thread.
    void forget(Connection&);
    std::string& scratch() { return m_scratch; }

private:
    void wake() override;
    void tick();

    boost::asio::io_context m_io;
    boost::asio::steady_timer m_tick;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_work;
    std::chrono::milliseconds m_tick_length;
    bool m_stopping = false; // of the loop's thread
    std::vector<std::shared_ptr<Connection>> m_connections;
    std::atomic<std::size_t> m_load = 0;
    std::string m_scratch;
    std::thread m_thread;
};

} // namespace wellkept::http
