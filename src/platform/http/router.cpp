#include "platform/http/http.h"
#include "platform/log/log.h"
#include <algorithm>
#include <cstdlib>
#include <deque>

namespace wellkept::http {
namespace {

constexpr std::size_t segments_max = 64;

// The segments after each '/'; nothing if there are too many or the path does not begin with one.
std::optional<std::vector<std::string_view>> split(std::string_view path)
{
    if (path.empty() || path.front() != '/') return std::nullopt;
    std::vector<std::string_view> out;
    for (std::size_t at = 1; at <= path.size();) {
        if (out.size() == segments_max) return std::nullopt;
        auto const end = std::min(path.find('/', at), path.size());
        out.push_back(path.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

bool is_capture(std::string_view segment)
{
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

[[noreturn]] void stop(RouteInfo const& info, std::string why)
{
    log::error("route_refused",
        { { "method", std::string(name(info.method)) }, { "route", info.pattern }, { "why", std::move(why) } });
    std::abort();
}

struct Entry {
    RouteInfo info;
    Handler handler;
    std::vector<std::string> captures; // in order
};

struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> capture;
    std::map<Method, Entry const*> entries;
};

// The most literal shape that fits decides, whatever its methods: /me before /{name}.
Node const* find(Node const& node, std::vector<std::string_view> const& segments, std::size_t at,
    std::vector<std::string_view>& captured)
{
    if (at == segments.size()) return node.entries.empty() ? nullptr : &node;
    if (auto const it = node.literals.find(segments[at]); it != node.literals.end())
        if (auto const* found = find(*it->second, segments, at + 1, captured)) return found;
    if (!node.capture || segments[at].empty()) return nullptr;
    captured.push_back(segments[at]);
    if (auto const* found = find(*node.capture, segments, at + 1, captured)) return found;
    captured.pop_back();
    return nullptr;
}

} // namespace

struct Router::State {
    Node root;
    std::deque<Entry> entries; // where pointers to them stay good
};

Router::Router()
    : m_state(std::make_unique<State>())
{
}
Router::~Router() = default;

void Router::add(RouteInfo info, Handler handler)
{
    auto& entry = m_state->entries.emplace_back(Entry { std::move(info), std::move(handler), {} });
    auto const segments = split(entry.info.pattern);
    if (!segments) stop(entry.info, "pattern");
    Node* node = &m_state->root;
    for (auto const segment : *segments) {
        auto const braces = segment.find_first_of("{}") != std::string_view::npos;
        if (braces && !is_capture(segment)) stop(entry.info, "pattern");
        auto& next = is_capture(segment) ? node->capture : node->literals[std::string(segment)];
        if (!next) next = std::make_unique<Node>();
        if (is_capture(segment)) {
            std::string const capture(segment.substr(1, segment.size() - 2));
            if (std::find(entry.captures.begin(), entry.captures.end(), capture) != entry.captures.end())
                stop(entry.info, "a name twice");
            entry.captures.push_back(capture);
        }
        node = next.get();
    }
    if (!node->entries.emplace(entry.info.method, &entry).second) stop(entry.info, "two of one shape");
}

std::variant<Router::Match, Router::NoMatch> Router::match(Method method, std::string_view path) const
{
    auto const segments = split(path);
    std::vector<std::string_view> captured;
    auto const* node = segments ? find(m_state->root, *segments, 0, captured) : nullptr;
    if (!node) return NoMatch {};
    auto it = node->entries.find(method);
    // RFC 9110 section 9.3.2: HEAD is GET without the content.
    if (it == node->entries.end() && method == Method::head) it = node->entries.find(Method::get);
    if (it == node->entries.end()) {
        NoMatch out;
        for (auto const& [allowed, entry] : node->entries) {
            out.allowed.push_back(allowed);
            if (allowed == Method::get && !node->entries.contains(Method::head)) out.allowed.push_back(Method::head);
        }
        return out;
    }
    Match out { &it->second->info, &it->second->handler, {} };
    for (std::size_t i = 0; i < captured.size(); ++i) out.params.emplace(it->second->captures[i], captured[i]);
    return out;
}

std::vector<RouteInfo> Router::routes() const
{
    std::vector<RouteInfo> out;
    for (auto const& entry : m_state->entries) out.push_back(entry.info);
    std::sort(out.begin(), out.end(), [](RouteInfo const& a, RouteInfo const& b) {
        return std::tie(a.pattern, a.method) < std::tie(b.pattern, b.method);
    });
    return out;
}

} // namespace wellkept::http
