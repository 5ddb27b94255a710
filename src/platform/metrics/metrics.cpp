#include "platform/metrics/metrics.h"
#include "base/ids.h"
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <set>

namespace wellkept::metrics {

void Counter::add(double n)
{
    if (n > 0) m_counter->Increment(n);
}
double Counter::value() const { return m_counter->Value(); }
void Gauge::set(double v) { m_gauge->Set(v); }
void Gauge::add(double v) { m_gauge->Increment(v); }
double Gauge::value() const { return m_gauge->Value(); }
void Histogram::observe(double v) { m_histogram->Observe(v); }

std::vector<double> request_seconds()
{
    return { 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30 };
}

namespace {

[[noreturn]] void refuse(std::string_view name, char const* why)
{
    std::fprintf(stderr, "wellkept: metric %.*s: %s\n", int(name.size()), name.data(), why);
    std::abort();
}

void require(bool good, std::string_view name, char const* why)
{
    if (!good) refuse(name, why);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_snake_case(std::string_view s)
{
    return !s.empty() && s.size() <= 100 && !is_digit(s.front()) && s.front() != '_'
        && std::all_of(s.begin(), s.end(), [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_'; });
}

// A check of form cannot know a person's name from a route's; it does keep out ids, addresses and telephone numbers.
bool is_label_value(std::string_view s)
{
    if (s.empty() || s.size() > 100) return false;
    std::size_t digits = 0;
    for (auto const c : s) {
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !is_digit(c) && std::string_view("_./{}:+-").find(c) == std::string_view::npos) return false;
        digits = is_digit(c) ? digits + 1 : 0;
        if (digits == 7) return false;
    }
    for (std::size_t at = 0; at + 36 <= s.size(); ++at)
        if (Uuid::parse(s.substr(at, 36))) return false;
    return true;
}

} // namespace

struct Registry::State {
    prometheus::Registry registry;
    std::mutex mutex;
    struct Name {
        char kind;
        std::string help;
        std::vector<double> bounds;
    };
    std::map<std::string, Name, std::less<>> names;
    std::set<std::pair<std::string, prometheus::Labels>> series;

    // Checks, counts, and gives the labels in the library's form.
    prometheus::Labels enter(
        char kind, std::string_view name, std::string_view help, Labels labels, std::vector<double> const& bounds = {})
    {
        require(name.starts_with("wellkept_") && is_snake_case(name), name, "must be named wellkept_<snake_case>");
        require(!help.empty(), name, "wants a help text");
        prometheus::Labels out;
        for (auto const& label : labels) {
            require(is_snake_case(label.name) && label.name != "le", name, "a label's name must be in snake_case");
            require(is_label_value(label.value), name, "a label's value has not the form of one; see metrics.h");
            require(out.emplace(label.name, label.value).second, name, "a label stands twice");
        }
        std::lock_guard const lock(mutex);
        auto const [at, fresh] = names.try_emplace(std::string(name), Name { kind, std::string(help), bounds });
        require(fresh || (at->second.kind == kind && at->second.help == help && at->second.bounds == bounds), name,
            "is registered already, as something else");
        series.emplace(name, out);
        require(series.size() <= series_max, name, "is one series too many");
        return out;
    }
};

Registry::Registry()
    : m_state(std::make_unique<State>())
{
}
Registry::~Registry() = default;

Counter Registry::counter(std::string_view name, std::string_view help, Labels labels)
{
    require(name.ends_with("_total"), name, "is a counter, whose name must end in _total");
    auto const l = m_state->enter('c', name, help, labels);
    auto& family =
        prometheus::BuildCounter().Name(std::string(name)).Help(std::string(help)).Register(m_state->registry);
    return Counter(family.Add(l));
}

Gauge Registry::gauge(std::string_view name, std::string_view help, Labels labels)
{
    require(!name.ends_with("_total"), name, "is a gauge, whose name must not end in _total");
    auto const l = m_state->enter('g', name, help, labels);
    auto& family = prometheus::BuildGauge().Name(std::string(name)).Help(std::string(help)).Register(m_state->registry);
    return Gauge(family.Add(l));
}

Histogram Registry::histogram(
    std::string_view name, std::string_view help, Labels labels, std::vector<double> const& bounds)
{
    require(name.ends_with("_seconds") || name.ends_with("_bytes"), name,
        "is a histogram, whose name must end in _seconds or _bytes");
    bool const rising = std::adjacent_find(bounds.begin(), bounds.end(), std::greater_equal<>()) == bounds.end();
    require(!bounds.empty() && rising, name, "wants bounds that rise");
    auto const l = m_state->enter('h', name, help, labels, bounds);
    auto& family =
        prometheus::BuildHistogram().Name(std::string(name)).Help(std::string(help)).Register(m_state->registry);
    return Histogram(family.Add(l, bounds));
}

std::string Registry::exposition() const
{
    auto families = m_state->registry.Collect();
    std::sort(families.begin(), families.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
    auto const key = [](prometheus::ClientMetric const& m) {
        std::string out;
        for (auto const& l : m.label) out.append(l.name).append("\x01").append(l.value).append("\x02");
        return out;
    };
    for (auto& family : families)
        std::sort(
            family.metric.begin(), family.metric.end(), [&](auto const& a, auto const& b) { return key(a) < key(b); });
    return prometheus::TextSerializer().Serialize(families);
}

} // namespace wellkept::metrics
