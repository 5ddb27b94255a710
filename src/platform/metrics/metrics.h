// Counts of what the server does, for the operator's monitoring. Thread-safe. Never about a person.
#pragma once
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
}

namespace wellkept::metrics {

// Handles: cheap to copy, valid while their Registry lives.
class Counter {
public:
    void add(double n = 1); // n >= 0; less is dropped
    double value() const;

private:
    friend class Registry;
    explicit Counter(prometheus::Counter& c)
        : m_counter(&c)
    {
    }
    prometheus::Counter* m_counter;
};

class Gauge {
public:
    void set(double);
    void add(double); // may be negative
    double value() const;

private:
    friend class Registry;
    explicit Gauge(prometheus::Gauge& g)
        : m_gauge(&g)
    {
    }
    prometheus::Gauge* m_gauge;
};

class Histogram {
public:
    void observe(double);

private:
    friend class Registry;
    explicit Histogram(prometheus::Histogram& h)
        : m_histogram(&h)
    {
    }
    prometheus::Histogram* m_histogram;
};

struct Label {
    std::string_view name, value;
};
using Labels = std::initializer_list<Label>;

inline constexpr std::size_t series_max = 5'000; // a registry's; each label value multiplies

// Upper bounds in seconds for the time a request or a job takes.
std::vector<double> request_seconds();

// Names and labels are fixed here, at start, by the program: a label's value is a route pattern, a status, a Program's
// name; never an id and nothing that came in with a request. What breaks the rules below is a programmer's error and
// ends the process:
//   names: wellkept_<snake_case>; a counter's ends in _total, a histogram's in its unit, _seconds or _bytes
//   labels: names in snake_case; values of 1 to 100 characters of [A-Za-z0-9_./{}:+-], no UUID and no row of 7 digits
//   one name, one kind, one help and one set of bounds; at most series_max in all
// The same name and labels give the same series again.
class Registry {
public:
    Registry();
    ~Registry();

    Counter counter(std::string_view name, std::string_view help, Labels = {});
    Gauge gauge(std::string_view name, std::string_view help, Labels = {});
    Histogram histogram(std::string_view name, std::string_view help, Labels = {},
        std::vector<double> const& bounds = request_seconds());

    // Prometheus' text format 0.0.4, sorted by name and labels.
    std::string exposition() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

inline constexpr char const* exposition_content_type = "text/plain; version=0.0.4; charset=utf-8";

} // namespace wellkept::metrics
