// The requests and answers of one connection, without its socket: what has been read goes in, what is to be sent comes
// out, in the order of the requests. Everything here runs on the connection's own I/O thread unless it says otherwise.
#pragma once
#include "platform/http/edge.h"
#include "platform/http/problem.h"
#include "platform/http/request_parser.h"
#include <mutex>
#include <thread>

namespace wellkept::http {

class Session;
struct Exchange;

// What the sessions of one I/O thread share, and the way back to that thread for answers made elsewhere.
class SessionHome {
public:
    explicit SessionHome(std::shared_ptr<Edge> edge)
        : m_edge(std::move(edge))
    {
    }
    virtual ~SessionHome() = default;

    // From any thread: takes the answer to the exchange's session. Nothing after close_inbox().
    void hand_over(std::shared_ptr<Exchange>, Response);
    bool is_this_thread() const { return std::this_thread::get_id() == m_thread_id; }
    Edge& edge() { return *m_edge; }
    std::shared_ptr<Edge> const& shared_edge() const { return m_edge; }

    std::string_view date(); // IMF-fixdate of this second
    std::string take_spare(); // an empty string, usually with capacity
    void give_spare(std::string);

protected:
    virtual void wake() = 0; // calls empty_inbox() soon, on the I/O thread
    void empty_inbox();
    void close_inbox();
    std::thread::id m_thread_id; // set before any session is there

private:
    std::shared_ptr<Edge> m_edge;
    std::string m_spare, m_date;
    std::int64_t m_date_second = -1;
    std::mutex m_inbox_mutex;
    std::vector<std::pair<std::shared_ptr<Exchange>, Response>> m_inbox;
    bool m_inbox_closed = false;
};

// A request and what is needed to answer it. Held by its session's queue, by the Responder, and by the worker that runs
// the handler: whoever is last frees it.
struct Exchange {
    explicit Exchange(std::shared_ptr<SessionHome> h)
        : home(std::move(h))
        , charge(std::make_shared<Charge>(home->shared_edge()))
    {
    }

    std::shared_ptr<SessionHome> home;
    std::shared_ptr<Charge> charge;
    std::weak_ptr<Session> session; // looked into by the I/O thread only
    Request request;
    RouteInfo const* route = nullptr; // null: refused, or a static file
    Handler const* handler = nullptr;
    StaticFile const* file = nullptr;
    bool head_only = false;
    bool keep_alive = true;
    bool parallel = false; // safe and without a body: may run beside others of its kind (RFC 9112 section 9.3.2)
    std::optional<Answer> answer; // touched by the I/O thread only
    std::chrono::steady_clock::time_point started {};
};

// Bytes to send, in order. A piece leaves its charge when it has gone out or is dropped.
struct Piece {
    std::string owned;
    std::string_view rest; // within owned, or within a static file
    std::shared_ptr<Charge> charge {};
};

class Session : public std::enable_shared_from_this<Session> {
public:
    using Time = std::chrono::steady_clock::time_point;

    // redirects: the plain listener, which answers everything with the address under https.
    Session(std::shared_ptr<SessionHome>, std::string peer, bool redirects);
    virtual ~Session() = default;

    void answered(Exchange&, Response);
    bool is_pumping() const { return m_pumping; }

protected:
    virtual void pump() = 0; // goes on with whatever can be gone on with

    // Input. A view given to put_fresh() is used until stash(), which keeps what is left of it.
    void put_fresh(std::string_view bytes) { m_fresh = bytes; }
    void stash();
    bool parse(); // whether it got any further
    bool wants_input() const;
    bool is_reading_request() const { return m_parser != nullptr; }
    bool is_idle() const; // between requests, with nothing to send
    void end_input(); // the client sends no more

    // Output: turns answers that are due into pieces; whether there were any.
    bool collect();
    std::vector<std::unique_ptr<Piece>> m_out;
    bool is_over() const { return m_stop_reading && m_queue.empty() && m_out.empty() && !m_held_back; }
    bool left_input_unread() const { return m_left_unread; }

    void time_out_request();
    SessionHome& home() const { return *m_home; }
    Edge& edge() const { return m_home->edge(); }

    bool m_pumping = false;
    Time m_read_deadline = Time::max();

private:
    void on_header();
    void begin_body();
    bool may_begin() const;
    void on_complete();
    bool find_target(Exchange&, Request&, std::optional<Method>);
    void refuse(ProblemKind const&, std::string_view text);
    void refuse_with(Response, bool close);
    void redirect();
    void account(Exchange const&, Answer const&);

    std::string_view unread();
    void used(std::size_t);

    std::shared_ptr<SessionHome> m_home;
    std::string m_peer;
    bool const m_redirects;
    bool m_held_back = false; // a header is complete whose request must wait for earlier answers
    bool m_stop_reading = false; // nothing more is taken from this client
    bool m_left_unread = false;

    std::string_view m_fresh;
    std::string m_pending; // from m_pending_at on: read, not yet used
    std::size_t m_pending_at = 0;
    std::unique_ptr<RequestParser> m_parser;
    std::shared_ptr<Exchange> m_current; // its header is complete, the request is not
    std::vector<std::shared_ptr<Exchange>> m_queue; // complete, in order
    Time m_started {};
};

} // namespace wellkept::http
