// HTTP as the rest of the server sees it: plain values, no Beast, no sockets.
#pragma once
#include "base/ids.h"
#include "base/limits.h"
#include "base/result.h"
#include <array>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace wellkept::http {

enum class Method { get, head, post, put, patch, del };
std::string_view name(Method);

struct Request {
    Method method {};
    std::string path; // decoded, normalised, without the query
    std::vector<std::pair<std::string, std::string>> query; // decoded, in order
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::map<std::string, std::string, std::less<>> params; // what {name} in the route's pattern matched, decoded
    std::string body;
    std::string peer; // address; never logged as it is
    RequestId id;

    std::optional<std::string_view> header(std::string_view lower_case_name) const;
    std::optional<std::string_view> query_value(std::string_view) const;
    std::optional<std::string_view> cookie(std::string_view) const;
    std::string_view param(std::string_view) const; // empty if the pattern has none of that name
    std::string_view content_type() const; // without parameters, lower case
};

struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    static Response json(std::string body, int status = 200);
    static Response text(std::string body, int status = 200);
    static Response redirect(std::string location, int status = 303);
    // RFC 9457 application/problem+json from the one table of codes; adds Retry-After where it applies.
    static Response problem(Error const&, RequestId);
};
int status_of(Code);

// Sends the one answer of a request, from any thread, now or later. Dropped unsent, it answers 500.
class Responder {
public:
    explicit Responder(std::function<void(Response)>);
    Responder(Responder&&) noexcept = default;
    Responder& operator=(Responder&&) noexcept = default;
    ~Responder();
    void send(Response) &&;

private:
    std::function<void(Response)> m_send;
};

// The Request lives until both the handler has returned and its Responder has sent or is gone.
using Handler = std::function<void(Request&, Responder)>;

enum class Where {
    inline_, // on the I/O thread: only what never blocks
    worker, // on the bounded pool
};

// What is known of a route, for the router, the generated documents and the coverage gates.
struct RouteInfo {
    Method method {};
    std::string pattern; // "/v1/members/{member}/samples"
    std::string summary; // one sentence, for OpenAPI
    std::string audience; // who it is for: client, member, vendor, public, operator
    std::string permission; // the permission it asks the Gate for; empty if open
    std::string purpose; // what for
    std::string open_reason; // why it needs none; exactly one of the two is set
    std::string request_schema, response_schema; // JSON Schema text for OpenAPI, empty if none
    std::vector<std::string> query_parameters; // "from: date-time; samples from here on"
    int success_status = 200;
    Where where = Where::worker;
    std::size_t body_bytes_max = limits::http_body_bytes_default;
    std::vector<std::string> content_types = { "application/json" }; // taken when there is a body; else 415; "*/*": any
};

class Router {
public:
    Router();
    ~Router();
    // Two routes of one method and shape are a programmer's error and end the process at start.
    void add(RouteInfo, Handler);
    struct Match {
        RouteInfo const* info;
        Handler const* handler;
        std::map<std::string, std::string, std::less<>> params;
    };
    // not_found, or (405) with what is allowed
    struct NoMatch {
        std::vector<Method> allowed;
    };
    std::variant<Match, NoMatch> match(Method, std::string_view path) const;
    std::vector<RouteInfo> routes() const; // sorted by pattern, then method

private:
    struct State;
    std::unique_ptr<State> m_state;
};

struct ServerConfig {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8443; // 0: any; see Server::port()
    std::uint16_t plain_port = 0; // redirects to https; 0: none
    std::string certificate_file, key_file; // PEM
    int io_threads = 2;
    int workers = 8;
    std::size_t worker_queue_max = 512;
    std::size_t connections_max = 20'000;
    std::size_t body_bytes_in_flight_max = 256 * 1024 * 1024; // past it: 503 with Retry-After
    std::string static_directory; // web/dist, served below / with history fallback for /app paths; empty: none
    int drain_seconds_max = 20;
    std::string public_host; // "host" or "host:port" that plain_port redirects to; empty: the request's own
    std::string content_security_policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        "worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    std::size_t header_bytes_max = limits::http_header_bytes_max;
    std::size_t pipelined_max = limits::http_pipelined_max;
    // A handshake or a whole header; a whole body; silence between requests; a client that takes nothing of its answer.
    std::chrono::milliseconds header_time_max = std::chrono::seconds(limits::http_header_seconds_max);
    std::chrono::milliseconds body_time_max = std::chrono::seconds(limits::http_body_seconds_max);
    std::chrono::milliseconds idle_time_max = std::chrono::seconds(limits::http_idle_seconds_max);
    std::chrono::milliseconds write_time_max = std::chrono::seconds(limits::http_body_seconds_max);
};

// What the edge has seen since start; connections_open, queue_length and body_bytes_in_flight are of this moment.
struct EdgeCounters {
    std::uint64_t requests {}; // answered, by any status
    std::array<std::uint64_t, 6> by_class {}; // [2]: 2xx ...
    std::uint64_t connections_open {};
    std::uint64_t connections_refused {}; // over connections_max
    std::uint64_t handshakes_failed {};
    std::uint64_t refused_busy {}; // 503 by the edge: queue or bytes in flight at their bound
    std::uint64_t timed_out {}; // connections closed for a time limit, silence between requests not counted
    std::uint64_t queue_length {};
    std::uint64_t body_bytes_in_flight {};
};

class Server {
public:
    // Clock and Rng (request ids, Date) must outlive the server. Ignores SIGPIPE and raises the soft limit of open
    // files for the whole process. Errors: an unreadable certificate or static file, an address that cannot be bound.
    static Result<std::unique_ptr<Server>> start(ServerConfig, std::shared_ptr<Router const>, Clock const&, Rng&);
    ~Server();
    std::uint16_t port() const;
    std::uint16_t plain_port() const;
    EdgeCounters counters() const;
    // Stops accepting, lets running requests end (at most drain_seconds_max), then closes. Idempotent.
    void drain();

private:
    struct State;
    explicit Server(std::unique_ptr<State>);
    std::unique_ptr<State> m_state;
};

} // namespace wellkept::http
