#include "platform/http/session.h"
#include "platform/http/target.h"
#include "platform/http/workers.h"
#include "platform/log/log.h"
#include <algorithm>
#include <cxxabi.h>
#include <exception>
#include <typeinfo>

namespace wellkept::http {
namespace {

constexpr std::size_t spare_bytes_max = 64 * 1024;
// Up to here a body is copied behind its head, so that both go out in one TLS record; past it only the beginning is.
constexpr std::size_t record_bytes = 16 * 1024;

using Clock = std::chrono::steady_clock;

void send_to(std::shared_ptr<Exchange> const& exchange, Response response)
{
    auto& home = *exchange->home;
    // Within the session's own pump the answer can be put down at once; another session must wait for its turn.
    if (home.is_this_thread())
        if (auto const session = exchange->session.lock(); session && session->is_pumping())
            return session->answered(*exchange, std::move(response));
    home.hand_over(exchange, std::move(response));
}

log::Field id_field(Exchange const& exchange) { return { "request_id", exchange.request.id.text() }; }
log::Field route_field(Exchange const& exchange) { return { "route", exchange.route ? exchange.route->pattern : "-" }; }

void run_handler(std::shared_ptr<Exchange> const& exchange)
{
    Responder responder([exchange](Response response) {
        // Dropped unsent; if an exception did it, the catch below says so.
        if (response.status == 500 && response.body.empty() && std::uncaught_exceptions() == 0)
            log::error("answer_missing", { id_field(*exchange), route_field(*exchange) });
        send_to(exchange, std::move(response));
    });
    try {
        (*exchange->handler)(exchange->request, std::move(responder));
    } catch (...) {
        // Its type only: what() may quote what it failed on.
        auto const* type = abi::__cxa_current_exception_type();
        log::error("handler_exception",
            { id_field(*exchange), route_field(*exchange), { "type", std::string(type ? type->name() : "unknown") } });
    }
}

// An error answered without content gets the problem of its status.
void fill_problem(Answer& answer, RequestId id)
{
    auto& response = answer.response;
    if (response.status < 400 || !answer.body().empty()) return;
    auto const kinds = all_problem_kinds();
    auto const kind =
        std::find_if(kinds.begin(), kinds.end(), [&](auto const* k) { return k->status == response.status; });
    if (kind == kinds.end()) return;
    auto problem = problem_response(**kind, response.status == 500 ? bug({}).public_text.text : (*kind)->title, id);
    response.body = std::move(problem.body);
    for (auto& header : problem.headers) response.headers.push_back(std::move(header));
}

std::vector<Method> methods_at(Router const& router, std::string_view path)
{
    std::vector<Method> out;
    for (auto const m : { Method::get, Method::head, Method::post, Method::put, Method::patch, Method::del })
        if (std::holds_alternative<Router::Match>(router.match(m, path))) out.push_back(m);
    return out;
}

} // namespace

void SessionHome::hand_over(std::shared_ptr<Exchange> exchange, Response response)
{
    std::lock_guard const lock(m_inbox_mutex);
    if (m_inbox_closed) return;
    m_inbox.emplace_back(std::move(exchange), std::move(response));
    if (m_inbox.size() == 1) wake();
}

void SessionHome::empty_inbox()
{
    decltype(m_inbox) arrived;
    {
        std::lock_guard const lock(m_inbox_mutex);
        arrived.swap(m_inbox);
    }
    for (auto& [exchange, response] : arrived)
        if (auto const session = exchange->session.lock()) session->answered(*exchange, std::move(response));
}

void SessionHome::close_inbox()
{
    decltype(m_inbox) dropped;
    std::lock_guard const lock(m_inbox_mutex);
    m_inbox_closed = true;
    dropped.swap(m_inbox);
}

std::string_view SessionHome::date()
{
    auto const now = m_edge->clock.now();
    auto const second = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    if (second != m_date_second) {
        m_date_second = second;
        m_date = imf_fixdate(now);
    }
    return m_date;
}

std::string SessionHome::take_spare() { return std::exchange(m_spare, {}); }

void SessionHome::give_spare(std::string s)
{
    if (s.capacity() > spare_bytes_max || s.capacity() <= m_spare.capacity()) return;
    s.clear();
    m_spare = std::move(s);
}

Session::Session(std::shared_ptr<SessionHome> home, std::string peer, bool redirects)
    : m_home(std::move(home))
    , m_peer(std::move(peer))
    , m_redirects(redirects)
{
}

std::string_view Session::unread()
{
    if (m_pending.empty()) return m_fresh;
    if (!m_fresh.empty()) {
        m_pending.erase(0, std::exchange(m_pending_at, 0));
        m_pending.append(m_fresh);
        m_fresh = {};
    }
    return std::string_view(m_pending).substr(m_pending_at);
}

void Session::used(std::size_t bytes)
{
    if (m_pending.empty()) {
        m_fresh.remove_prefix(bytes);
        return;
    }
    m_pending_at += bytes;
    if (m_pending_at < m_pending.size()) return;
    std::string().swap(m_pending); // an idle connection keeps no buffer
    m_pending_at = 0;
}

void Session::stash()
{
    if (m_fresh.empty()) return;
    m_pending.erase(0, std::exchange(m_pending_at, 0));
    m_pending.append(m_fresh);
    m_fresh = {};
}

// A request that changes something, or has a body, waits until all before it are answered.
bool Session::may_begin() const
{
    if (m_queue.empty()) return true;
    return m_current->parallel && m_queue.back()->parallel;
}

bool Session::wants_input() const
{
    return !m_stop_reading && !m_held_back && m_queue.size() < edge().config.pipelined_max;
}

bool Session::is_idle() const
{
    return !m_parser && m_queue.empty() && m_out.empty() && m_pending.empty() && m_fresh.empty();
}

void Session::end_input()
{
    m_stop_reading = true;
    if (!m_held_back) m_parser.reset(), m_current.reset(); // half a request is none
    m_read_deadline = Time::max();
}

bool Session::parse()
{
    if (m_held_back) {
        if (!may_begin()) return false;
        m_held_back = false;
        begin_body();
        return true;
    }
    if (m_stop_reading || m_queue.size() >= edge().config.pipelined_max) return false;
    auto in = unread();
    if (in.empty()) return false;
    if (!m_parser) {
        m_parser = RequestParser::make(edge().config.header_bytes_max);
        m_started = Clock::now();
        m_read_deadline = m_started + edge().config.header_time_max;
    }
    auto const before = in.size();
    auto const step = m_parser->put(in);
    used(before - in.size());
    switch (step) {
    case RequestParser::Step::header:
        on_header();
        return true;
    case RequestParser::Step::done:
        on_complete();
        return true;
    case RequestParser::Step::failed:
        refuse(*m_parser->failure().kind, m_parser->failure().text);
        return true;
    case RequestParser::Step::need_more:
        break;
    }
    if (m_current && !m_current->charge->set(m_parser->request().body.size())) {
        ++edge().refused_busy;
        refuse(problem_kind(Code::unavailable), "The server is busy. Try again shortly.");
        return true;
    }
    return false;
}

void Session::on_header()
{
    auto exchange = m_current = std::make_shared<Exchange>(m_home);
    exchange->session = weak_from_this();
    exchange->started = m_started;
    exchange->keep_alive = m_parser->keep_alive();
    exchange->head_only = m_parser->method() == Method::head;
    auto& request = m_parser->request();
    request.id = RequestId::fresh(edge().clock, edge().rng);
    request.peer = m_peer;
    if (m_redirects) return redirect();

    auto target = parse_target(m_parser->target());
    if (!target.ok()) return refuse(problem_kind(target.error().code), target.error().public_text.text);
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    auto const method = m_parser->method();
    request.method = method.value_or(Method::get);
    exchange->parallel = (request.method == Method::get || request.method == Method::head) && !m_parser->has_body();

    if (!find_target(*exchange, request, method)) return;
    if (m_parser->has_body()) {
        static std::vector<std::string> const none;
        auto const& types = exchange->route ? exchange->route->content_types : none;
        auto const type = request.content_type();
        bool const taken =
            std::any_of(types.begin(), types.end(), [&](auto const& t) { return t == type || t == "*/*"; });
        if (!taken) return refuse(problem_kind(Code::unsupported), "This address does not take that media type.");
        m_parser->set_body_bytes_max(exchange->route->body_bytes_max);
        if (auto const failure = m_parser->failure(); failure.kind) return refuse(*failure.kind, failure.text);
    }
    m_held_back = true; // until parse() finds that it may begin
    m_read_deadline = Time::max();
}

// False: refused.
bool Session::find_target(Exchange& exchange, Request& request, std::optional<Method> method)
{
    if (method) {
        auto match = edge().router->match(*method, request.path);
        if (auto* found = std::get_if<Router::Match>(&match)) {
            exchange.route = found->info;
            exchange.handler = found->handler;
            request.params = std::move(found->params);
            return true;
        }
    }
    auto allowed = methods_at(*edge().router, request.path);
    auto const* file = allowed.empty() ? edge().files.find(request.path) : nullptr;
    if (file && (method == Method::get || method == Method::head)) {
        exchange.file = file;
        return true;
    }
    if (file) allowed = { Method::get, Method::head };
    if (allowed.empty()) {
        refuse_with(Response::problem(not_found(), request.id), m_parser->has_body());
        return false;
    }
    auto response = problem_response(method_not_allowed, "This address does not take that method.", request.id);
    std::string list;
    for (auto const m : allowed) (list += list.empty() ? "" : ", ") += name(m);
    response.headers.emplace_back("Allow", std::move(list));
    refuse_with(std::move(response), m_parser->has_body());
    return false;
}

void Session::begin_body()
{
    if (!m_parser->has_body()) return on_complete();
    m_read_deadline = Clock::now() + edge().config.body_time_max;
    if (!m_parser->expects_continue() || !unread().empty()) return;
    auto piece = std::make_unique<Piece>();
    piece->owned = "HTTP/1.1 100 Continue\r\n\r\n";
    piece->rest = piece->owned;
    m_out.push_back(std::move(piece));
}

void Session::on_complete()
{
    auto const exchange = std::exchange(m_current, nullptr);
    exchange->request = std::move(m_parser->request());
    m_parser.reset();
    m_read_deadline = Time::max();
    m_queue.push_back(exchange);
    if (!exchange->keep_alive) m_stop_reading = true;
    if (exchange->file) {
        exchange->answer = StaticFiles::answer(*exchange->file, exchange->request);
        return;
    }
    bool const room = exchange->charge->set(exchange->request.body.size());
    if (exchange->route->where == Where::inline_) return run_handler(exchange);
    if (room && edge().workers->submit([exchange] { run_handler(exchange); })) return;
    ++edge().refused_busy;
    auto response = problem_response(
        problem_kind(Code::unavailable), "The server is busy. Try again shortly.", exchange->request.id);
    response.headers.back().second = "1"; // Retry-After: a full queue empties in no time
    exchange->answer = Answer { std::move(response), {} };
}

void Session::answered(Exchange& exchange, Response response)
{
    if (exchange.answer) return;
    exchange.answer = Answer { std::move(response), {} };
    if (!m_pumping) pump();
}

void Session::refuse(ProblemKind const& kind, std::string_view text)
{
    auto const id = m_current ? m_parser->request().id : RequestId::fresh(edge().clock, edge().rng);
    m_parser->request().id = id;
    refuse_with(problem_response(kind, text, id), true);
}

void Session::refuse_with(Response response, bool close)
{
    if (!m_current) {
        m_current = std::make_shared<Exchange>(m_home);
        m_current->session = weak_from_this();
        m_current->started = m_started;
    }
    auto const exchange = std::exchange(m_current, nullptr);
    exchange->request.id = m_parser->request().id;
    exchange->request.method = m_parser->method().value_or(Method::get);
    exchange->answer = Answer { std::move(response), {} };
    exchange->keep_alive = exchange->keep_alive && !close;
    exchange->charge->set(0);
    m_parser.reset();
    m_read_deadline = Time::max();
    m_queue.push_back(exchange);
    if (exchange->keep_alive) return;
    m_stop_reading = true;
    m_left_unread = close;
    std::string().swap(m_pending);
    m_pending_at = 0;
    m_fresh = {};
}

void Session::redirect()
{
    auto const& config = edge().config;
    auto host = config.public_host;
    if (host.empty()) {
        host = m_parser->request().header("host").value_or("");
        // A bracketed address has colons of its own.
        if (auto const colon = host.rfind(':');
            colon != std::string::npos && host.find(']', colon) == std::string::npos)
            host.resize(colon);
        if (!host.empty() && edge().tls_port != 443) host += ":" + std::to_string(edge().tls_port);
    }
    auto const target = m_parser->target();
    if (host.empty() || !parse_target(target).ok() || !target.starts_with('/'))
        return refuse(problem_kind(Code::bad_input), "The address of the request is not valid.");
    refuse_with(Response::redirect("https://" + host + std::string(target), 308), true);
}

void Session::account(Exchange const& exchange, Answer const& answer)
{
    int const status = answer.response.status;
    ++edge().requests;
    ++edge().by_class[static_cast<std::size_t>(status / 100)];
    using Milliseconds = std::chrono::duration<double, std::milli>;
    log::write(status >= 500 ? log::Level::info : log::Level::debug, "request_done",
        { id_field(exchange), { "method", std::string(name(exchange.request.method)) }, route_field(exchange),
            { "status", std::int64_t(status) }, { "ms", Milliseconds(Clock::now() - exchange.started).count() },
            { "bytes", static_cast<std::int64_t>(answer.body().size()) } });
}

bool Session::collect()
{
    std::unique_ptr<Piece> piece;
    auto close_piece = [&] {
        if (!piece) return;
        piece->rest = piece->owned;
        m_out.push_back(std::move(piece));
    };
    std::size_t done = 0;
    for (; done < m_queue.size() && m_queue[done]->answer; ++done) {
        auto& exchange = *m_queue[done];
        auto& answer = *exchange.answer;
        if (!is_sendable(answer.response)) {
            log::error("answer_not_sendable", { id_field(exchange), route_field(exchange) });
            answer = Answer { Response { 500, {}, {} }, {} };
        }
        fill_problem(answer, exchange.request.id);
        account(exchange, answer);
        if (edge().draining && done + 1 == m_queue.size()) exchange.keep_alive = false;
        if (!exchange.keep_alive) m_stop_reading = true;

        auto const id = exchange.request.id.text();
        AnswerFrame const frame { exchange.head_only, exchange.keep_alive, id, m_home->date(),
            edge().config.content_security_policy };
        if (!piece) {
            piece = std::make_unique<Piece>();
            piece->owned = m_home->take_spare();
        }
        append_head(piece->owned, answer, frame);
        auto const body = has_content(answer, frame) ? answer.body() : std::string_view {};
        bool const is_large = body.size() > record_bytes;
        exchange.charge->set(is_large ? body.size() : 0);
        if (!is_large) {
            piece->owned.append(body);
            continue;
        }
        auto const first = record_bytes - std::min(piece->owned.size(), record_bytes);
        piece->owned.append(body.substr(0, first));
        close_piece();
        auto rest = std::make_unique<Piece>();
        rest->charge = exchange.charge;
        rest->owned = std::move(answer.response.body);
        rest->rest = (answer.shared_body ? *answer.shared_body : std::string_view(rest->owned)).substr(first);
        m_out.push_back(std::move(rest));
    }
    close_piece();
    m_queue.erase(m_queue.begin(), m_queue.begin() + static_cast<std::ptrdiff_t>(done));
    return done > 0;
}

void Session::time_out_request()
{
    ++edge().timed_out;
    if (m_parser && !m_held_back) refuse(request_timed_out, "The request did not arrive in time.");
}

} // namespace wellkept::http
