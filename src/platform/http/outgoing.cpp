#include "platform/http/outgoing.h"
#include "base/limits.h"
#include "platform/http/target.h"
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <csignal>
#include <cstring>
#include <curl/curl.h>
#include <mutex>
#include <netinet/in.h>
#include <openssl/x509.h>
#include <optional>
#include <sys/socket.h>
#include <unistd.h>

namespace wellkept::http {

static constexpr long connect_ms_max = 10'000;
static constexpr int total_ms_max = 300'000;
static constexpr std::size_t url_bytes_max = 8 * 1024;
static constexpr std::size_t response_headers_max = 128;
static constexpr std::size_t response_header_bytes_max = 4 * limits::http_header_bytes_max;
static constexpr std::size_t idle_handles_max = 32;

// ---- addresses ----

namespace {

struct Range {
    std::array<std::uint8_t, 16> first;
    int bits;
};

// IANA IPv4 Special-Purpose Address Registry, all that is not globally reachable, and multicast and class E.
constexpr Range closed_v4[] = { { { 0 }, 8 }, { { 10 }, 8 }, { { 100, 64 }, 10 }, { { 127 }, 8 }, { { 169, 254 }, 16 },
    { { 172, 16 }, 12 }, { { 192, 0, 0 }, 24 }, { { 192, 0, 2 }, 24 }, { { 192, 88, 99 }, 24 }, { { 192, 168 }, 16 },
    { { 198, 18 }, 15 }, { { 198, 51, 100 }, 24 }, { { 203, 0, 113 }, 24 }, { { 224 }, 4 }, { { 240 }, 4 } };
// Of IPv6 only global unicast is open (RFC 4291 section 2.4), less the registry's special blocks within it.
constexpr Range global_v6 { { 0x20 }, 3 };
constexpr Range closed_v6[] = { { { 0x20, 0x01, 0x00 }, 23 }, { { 0x20, 0x01, 0x0d, 0xb8 }, 32 },
    { { 0x20, 0x02 }, 16 }, { { 0x3f, 0xff }, 20 } };
constexpr Range nat64 { { 0x00, 0x64, 0xff, 0x9b }, 96 }; // RFC 6052: the last four bytes are an IPv4 address

bool within(std::uint8_t const* address, Range const& range)
{
    int const whole = range.bits / 8, rest = range.bits % 8;
    if (std::memcmp(address, range.first.data(), std::size_t(whole)) != 0) return false;
    return rest == 0 || (address[whole] >> (8 - rest)) == (range.first[std::size_t(whole)] >> (8 - rest));
}

bool is_open_v4(std::uint8_t const* a)
{
    return std::none_of(std::begin(closed_v4), std::end(closed_v4), [&](auto const& r) { return within(a, r); });
}

bool is_open_v6(std::uint8_t const* a)
{
    if (within(a, nat64)) return is_open_v4(a + 12);
    return within(a, global_v6)
        && std::none_of(std::begin(closed_v6), std::end(closed_v6), [&](auto const& r) { return within(a, r); });
}

bool is_open(int family, sockaddr const* address)
{
    if (family == AF_INET) {
        sockaddr_in in;
        std::memcpy(&in, address, sizeof in);
        return is_open_v4(reinterpret_cast<std::uint8_t const*>(&in.sin_addr));
    }
    if (family == AF_INET6) {
        sockaddr_in6 in;
        std::memcpy(&in, address, sizeof in);
        return is_open_v6(in.sin6_addr.s6_addr);
    }
    return false;
}

} // namespace

bool is_public_address(std::string_view text)
{
    if (text.find('\0') != std::string_view::npos) return false;
    std::string const s(text);
    std::uint8_t bytes[16];
    if (inet_pton(AF_INET, s.c_str(), bytes) == 1) return is_open_v4(bytes);
    if (inet_pton(AF_INET6, s.c_str(), bytes) == 1) return is_open_v6(bytes);
    return false;
}

// ---- one exchange ----

namespace {

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

struct Exchange {
    bool allow_private;
    std::size_t body_max;
    OutgoingResponse response;
    std::size_t header_bytes = 0, header_count = 0;
    char const* broken = nullptr; // why we ended it ourselves
    OutgoingRequest const* request = nullptr;
    std::optional<std::chrono::steady_clock::time_point> uploaded {};
    bool told_left = false;

    void left()
    {
        if (!std::exchange(told_left, true) && request->has_left) request->has_left();
    }
};

curl_socket_t open_socket(void* context, curlsocktype, curl_sockaddr* address)
{
    auto& exchange = *static_cast<Exchange*>(context);
    // The address that is about to be connected to, whatever a name resolved to a moment ago.
    if (!exchange.allow_private && !is_open(address->family, &address->addr)) {
        exchange.broken = "forbidden address";
        return CURL_SOCKET_BAD;
    }
    exchange.broken = nullptr; // another of the name's addresses may be open
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int before_request(void* context, char*, char*, int, int)
{
    auto& exchange = *static_cast<Exchange*>(context);
    exchange.uploaded.reset(); // asked anew where a kept connection turned out to be dead
    if (exchange.request->may_leave()) return CURL_PREREQFUNC_OK;
    exchange.broken = "held back";
    return CURL_PREREQFUNC_ABORT;
}

// libcurl calls this at each step, and once a second while nothing moves.
int progress(void* context, curl_off_t, curl_off_t, curl_off_t total, curl_off_t sent)
{
    using namespace std::chrono;
    auto& exchange = *static_cast<Exchange*>(context);
    if (sent < total || total == 0) return 0;
    auto const now = steady_clock::now();
    if (!exchange.uploaded) exchange.uploaded = now;
    if (now - *exchange.uploaded >= seconds(1)) exchange.left();
    return 0;
}

std::size_t take_body(char* bytes, std::size_t, std::size_t n, void* context)
{
    auto& exchange = *static_cast<Exchange*>(context);
    if (n > exchange.body_max - exchange.response.body.size()) {
        exchange.broken = "answer too large";
        return 0;
    }
    exchange.response.body.append(bytes, n);
    return n;
}

std::size_t take_header(char* bytes, std::size_t, std::size_t n, void* context)
{
    auto& exchange = *static_cast<Exchange*>(context);
    std::string_view line(bytes, n);
    exchange.header_bytes += n;
    if (exchange.header_bytes > response_header_bytes_max || ++exchange.header_count > response_headers_max) {
        exchange.broken = "answer's header too large";
        return 0;
    }
    auto& headers = exchange.response.headers;
    auto const colon = line.find(':');
    if (line.starts_with("HTTP/")) {
        headers.clear(); // an interim answer went before
    } else if (colon != std::string_view::npos && exchange.response.body.empty()) { // after the body: trailers, dropped
        std::string name(line.substr(0, colon));
        std::transform(
            name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        auto value = line.substr(colon + 1);
        while (!value.empty() && std::strchr(" \t\r\n", value.back())) value.remove_suffix(1);
        while (!value.empty() && std::strchr(" \t", value.front())) value.remove_prefix(1);
        auto const [at, fresh] = headers.try_emplace(std::move(name), value);
        if (!fresh) at->second.append(", ").append(value); // RFC 9110 section 5.3
    }
    return n;
}

// A peer that hangs up must not end the process: OpenSSL writes without MSG_NOSIGNAL.
class NoPipeSignal {
public:
    NoPipeSignal()
    {
        sigemptyset(&m_pipe);
        sigaddset(&m_pipe, SIGPIPE);
        sigset_t pending;
        sigpending(&pending);
        m_was_pending = sigismember(&pending, SIGPIPE) == 1;
        pthread_sigmask(SIG_BLOCK, &m_pipe, &m_before);
    }
    ~NoPipeSignal()
    {
        timespec const now {};
        if (!m_was_pending) sigtimedwait(&m_pipe, nullptr, &now);
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    NoPipeSignal(NoPipeSignal const&) = delete;

private:
    sigset_t m_pipe, m_before;
    bool m_was_pending;
};

std::string part_of(CURLU* url, CURLUPart which)
{
    char* text = nullptr;
    if (curl_url_get(url, which, &text, CURLU_DEFAULT_PORT) != CURLUE_OK) return {};
    std::string out(text);
    curl_free(text);
    return out;
}

bool is_token(std::string_view s) // RFC 9110 section 5.6.2
{
    return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || std::strchr("!#$%&'*+-.^_`|~", c) != nullptr;
    });
}

bool is_field_value(std::string_view s)
{
    return std::none_of(
        s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

bool same_name(std::string_view a, std::string_view lower)
{
    return a.size() == lower.size() && std::equal(a.begin(), a.end(), lower.begin(), [](char x, char y) {
        return (x >= 'A' && x <= 'Z' ? x + 32 : x) == y;
    });
}

Result<List> header_list(OutgoingRequest const& request)
{
    List list(nullptr, &curl_slist_free_all);
    auto append = [&](std::string const& line) {
        auto* const head = curl_slist_append(list.get(), line.c_str());
        if (head && !list) list.reset(head);
        return head != nullptr;
    };
    bool typed = false, encoded = false, good = append("Expect:"); // libcurl would wait a second for 100 Continue
    for (auto const& [name, value] : request.headers) {
        if (!is_token(name) || !is_field_value(value)) return bug("outgoing: a header is not well-formed");
        if (same_name(name, "host") || same_name(name, "content-length") || same_name(name, "transfer-encoding"))
            return bug("outgoing: a header that is not the caller's to set");
        typed = typed || same_name(name, "content-type");
        encoded = encoded || same_name(name, "accept-encoding");
        good = good && append(value.empty() ? name + ";" : name + ": " + value);
    }
    if (!typed) good = good && append("Content-Type:"); // else libcurl calls every body a form
    if (!encoded)
        good = good && append("Accept-Encoding: identity"); // bounds hold for what we keep, not for what unpacks
    if (!good) return unavailable("The service is busy. Please try again shortly.", "outgoing: out of memory");
    return list;
}

Result<Url> parsed(std::string const& text, OutgoingConfig const& config)
{
    auto refuse = [](std::string_view why) { return bad_input(why); };
    if (text.size() > url_bytes_max) return refuse("The address is too long.");
    Url url(curl_url(), &curl_url_cleanup);
    if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK
        || text.find('\0') != std::string::npos)
        return refuse("The address is not a well-formed URL.");
    auto const scheme = part_of(url.get(), CURLUPART_SCHEME);
    if (scheme != "https" && !(scheme == "http" && config.allow_plain_http))
        return refuse("The address must begin with https://.");
    if (!part_of(url.get(), CURLUPART_USER).empty() || !part_of(url.get(), CURLUPART_PASSWORD).empty())
        return refuse("The address must not hold a user name or password.");
    auto host = part_of(url.get(), CURLUPART_HOST);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    std::uint8_t bytes[16];
    bool const numeric = inet_pton(AF_INET, host.c_str(), bytes) == 1 || inet_pton(AF_INET6, host.c_str(), bytes) == 1;
    if (numeric && !config.allow_private_addresses && !is_public_address(host))
        return unavailable("The address leads to where this service must not go.", "forbidden address");
    return url;
}

} // namespace

// ---- Outgoing ----

struct Outgoing::State {
    OutgoingConfig config;
    std::mutex mutex;
    struct Idle {
        CURL* handle;
        std::string origin;
    };
    std::vector<Idle> idle; // the latest used last; each keeps its connections

    ~State()
    {
        for (auto const& i : idle) curl_easy_cleanup(i.handle);
    }

    // The handle that spoke to this origin last is likeliest to have a connection left.
    CURL* take(std::string const& origin)
    {
        std::lock_guard const lock(mutex);
        if (idle.empty()) return curl_easy_init();
        auto found = std::find_if(idle.rbegin(), idle.rend(), [&](Idle const& i) { return i.origin == origin; });
        auto const at = found != idle.rend() ? std::prev(found.base())
            : idle.size() < idle_handles_max ? idle.end()
                                             : idle.begin();
        if (at == idle.end()) return curl_easy_init();
        auto* const handle = at->handle;
        idle.erase(at);
        return handle;
    }

    void give_back(CURL* handle, std::string origin)
    {
        curl_easy_reset(handle); // forgets the request, keeps the connections
        {
            std::lock_guard const lock(mutex);
            if (idle.size() < idle_handles_max) {
                idle.push_back({ handle, std::move(origin) });
                return;
            }
        }
        curl_easy_cleanup(handle);
    }
};

Outgoing::Outgoing(OutgoingConfig config)
    : m_state(std::make_unique<State>())
{
    static auto const started = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(started);
    m_state->config = std::move(config);
}

Outgoing::~Outgoing() = default;

Result<> Outgoing::check(std::string const& url) const
{
    TRY(parsed(url, m_state->config));
    return {};
}

static void set_up(CURL* handle, CURLU* url, curl_slist* headers, OutgoingConfig const& config,
    OutgoingRequest const& request, Exchange& exchange)
{
    auto set = [&](CURLoption option, auto value) { curl_easy_setopt(handle, option, value); };
    set(CURLOPT_CURLU, url);
    set(CURLOPT_PROTOCOLS_STR, config.allow_plain_http ? "https,http" : "https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, ""); // and none from the environment
    set(CURLOPT_NETRC, long(CURL_NETRC_IGNORED));
    set(CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_HTTP09_ALLOWED, 0L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_USERAGENT, "Wellkept");
    set(CURLOPT_HTTPHEADER, headers);

    set(CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!config.ca_file.empty()) {
        // In the place of the system's bundle; the system's folder of the same certificates stays.
        set(CURLOPT_CAINFO, config.ca_file.c_str());
        if (auto const* const built = curl_version_info(CURLVERSION_NOW); built->capath)
            set(CURLOPT_CAPATH, built->capath);
    }

    set(CURLOPT_CONNECTTIMEOUT_MS, connect_ms_max);
    set(CURLOPT_TIMEOUT_MS, long(std::clamp(request.timeout_ms, 1, total_ms_max)));
    set(CURLOPT_MAXFILESIZE_LARGE, curl_off_t(exchange.body_max));
    set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    set(CURLOPT_OPENSOCKETDATA, &exchange);
    set(CURLOPT_WRITEFUNCTION, &take_body);
    set(CURLOPT_WRITEDATA, &exchange);
    set(CURLOPT_HEADERFUNCTION, &take_header);
    set(CURLOPT_HEADERDATA, &exchange);

    exchange.request = &request;
    if (request.may_leave) {
        set(CURLOPT_PREREQFUNCTION, &before_request);
        set(CURLOPT_PREREQDATA, &exchange);
    }
    if (request.has_left) {
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFOFUNCTION, &progress);
        set(CURLOPT_XFERINFODATA, &exchange);
    }

    if (request.method == "HEAD") {
        set(CURLOPT_NOBODY, 1L);
        return;
    }
    if (request.method != "GET" || !request.body.empty()) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.size()));
        set(CURLOPT_POSTFIELDS, request.body.data());
    }
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

static Error failure(CURL* handle, CURLcode code, Exchange const& exchange, std::string const& origin)
{
    std::string why = exchange.broken ? exchange.broken : curl_easy_strerror(code);
    long verified = X509_V_OK;
    curl_easy_getinfo(handle, CURLINFO_SSL_VERIFYRESULT, &verified);
    if (code == CURLE_PEER_FAILED_VERIFICATION && verified != X509_V_OK)
        why += std::string(": ") + X509_verify_cert_error_string(verified);
    return unavailable("The other service could not be reached, or did not answer as it should.", origin + ": " + why);
}

Result<OutgoingResponse> Outgoing::send(OutgoingRequest const& request)
{
    static constexpr std::string_view methods[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" };
    if (std::find(std::begin(methods), std::end(methods), request.method) == std::end(methods))
        return bug("outgoing: unknown method");
    auto const& config = m_state->config;
    Url const url = TRY(parsed(request.url, config));
    List const headers = TRY(header_list(request));
    // Scheme, host and port are configuration, and may be logged; a path may hold a person's id with a vendor.
    auto const origin = part_of(url.get(), CURLUPART_SCHEME) + "://" + part_of(url.get(), CURLUPART_HOST) + ":"
        + part_of(url.get(), CURLUPART_PORT);

    auto* const handle = m_state->take(origin);
    if (!handle) return unavailable("The service is busy. Please try again shortly.", "outgoing: out of memory");
    Exchange exchange { config.allow_private_addresses, request.response_bytes_max, {} };
    NoPipeSignal const quiet;
    set_up(handle, url.get(), headers.get(), config, request, exchange);
    auto const code = curl_easy_perform(handle);
    exchange.left();
    if (code != CURLE_OK) {
        auto error = failure(handle, code, exchange, origin);
        curl_easy_cleanup(handle); // its state is not to be trusted
        return error;
    }
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    exchange.response.status = int(status);
    m_state->give_back(handle, origin);
    auto const encoding = exchange.response.headers.find("content-encoding");
    if (encoding != exchange.response.headers.end() && encoding->second != "identity"
        && !exchange.response.body.empty())
        return unavailable("The other service could not be reached, or did not answer as it should.",
            origin + ": encoded answer, though none was asked for");
    return std::move(exchange.response);
}

// ---- forms ----

std::string url_encode(std::string_view s)
{
    if (s.empty()) return {}; // libcurl takes a length of 0 for strlen
    char* const text = curl_easy_escape(nullptr, s.data(), int(s.size()));
    std::string out(text ? text : "");
    curl_free(text);
    return out;
}

std::string form_encode(std::vector<std::pair<std::string, std::string>> const& fields)
{
    std::string out;
    for (auto const& [name, value] : fields) {
        if (!out.empty()) out += '&';
        out += url_encode(name) + "=" + url_encode(value);
    }
    return out;
}

Result<std::vector<std::pair<std::string, std::string>>> form_decode(std::string_view text)
{
    auto target = parse_target("/?" + std::string(text)); // a form and a query have one syntax
    if (!target.ok()) return bad_input("The form's fields are not well-formed.", target.error().detail.text);
    return std::move(target.value().query);
}

} // namespace wellkept::http
