#include "access/routes.h"
#include "connect/timeseries/export.h"
#include "connect/timeseries/samples_json.h"
#include "connect/timeseries/timeseries.h"
#include "platform/json/json.h"
#include <charconv>
#include <map>

namespace wellkept::timeseries {
namespace {

struct DayOut {
    std::string day;
    double value;
    std::int64_t count;
    double min, max;
    std::optional<std::map<std::string, double>> minutes_by_code;
};
struct DailyOut {
    std::string metric, unit;
    std::vector<DayOut> days;
};
struct MetricSource {
    ConnectionId connection_id;
    std::string program;
    Instant first, last;
    std::int64_t samples;
};
struct MetricOut {
    std::string metric, title, category, category_title, unit, daily;
    std::optional<std::vector<std::string>> codes;
    std::vector<MetricSource> sources;
};
struct MetricsOut {
    std::vector<MetricOut> metrics;
};
BOOST_DESCRIBE_STRUCT(DayOut, (), (day, value, count, min, max, minutes_by_code))
BOOST_DESCRIBE_STRUCT(DailyOut, (), (metric, unit, days))
BOOST_DESCRIBE_STRUCT(MetricSource, (), (connection_id, program, first, last, samples))
BOOST_DESCRIBE_STRUCT(MetricOut, (), (metric, title, category, category_title, unit, daily, codes, sources))
BOOST_DESCRIBE_STRUCT(MetricsOut, (), (metrics))

using Grant = access::Granted<ReadSamples>;
constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t daily_days_max = 3 * 366;

std::int64_t ms(Instant t) { return std::chrono::floor<std::chrono::milliseconds>(t).time_since_epoch().count(); }
Instant instant(std::int64_t t) { return Instant(std::chrono::milliseconds(t)); }

Result<Metric const*> metric_of(http::Request const& request, MetricTable const& table)
{
    auto const code = request.query_value("metric");
    if (!code) return bad_input("Give the query parameter metric, such as heart_rate.");
    auto const* metric = table.find(*code);
    if (!metric) return bad_input("There is no metric of this name. GET .../metrics lists what there is.");
    return metric;
}

Result<std::int64_t> time_of(http::Request const& request, std::string_view name, std::int64_t otherwise)
{
    auto const text = request.query_value(name);
    if (!text) return otherwise;
    auto const t = parse_rfc3339(*text);
    if (!t) return bad_input("Give " + std::string(name) + " as a date and time such as 2026-01-31T08:00:00Z.");
    return ms(*t);
}

Result<std::int64_t> date_of(http::Request const& request, std::string_view name)
{
    auto const text = request.query_value(name);
    auto const t = text ? parse_rfc3339(std::string(*text) + "T00:00:00Z") : std::nullopt;
    if (!t) return bad_input("Give " + std::string(name) + " as a date such as 2026-01-31.");
    return ms(*t);
}

Result<http::Response> get_samples(Grant const& grant, http::Request const& request, MetricTable const& table)
{
    auto const* metric = TRY(metric_of(request, table));
    TRY(grant.within_limits(metric->category));
    Window window;
    window.metric = metric->code;
    window.from_ms = TRY(time_of(request, "from", sample_time_ms_min));
    window.to_ms = TRY(time_of(request, "to", sample_time_ms_end));
    if (window.from_ms >= window.to_ms) return bad_input("from must be before to.");
    if (auto const text = request.query_value("limit")) {
        auto const parsed = std::from_chars(text->data(), text->data() + text->size(), window.limit);
        if (parsed.ec != std::errc {} || parsed.ptr != text->data() + text->size() || window.limit < 1
            || window.limit > limits::samples_per_page_max)
            return bad_input("limit is a number from 1 to " + std::to_string(limits::samples_per_page_max) + ".");
    }
    window.cursor = request.query_value("cursor").value_or("");
    auto const page = TRY(read(grant, window));
    grant.note("metric", metric->code);
    grant.note("category", metric->category);
    grant.note("from", rfc3339(instant(std::max(window.from_ms, sample_time_ms_min))));
    grant.note("to", rfc3339(instant(window.to_ms)));
    grant.note("count", std::to_string(page.samples.size()));
    return http::Response::json(samples_json(page, *metric));
}

Result<http::Response> get_daily(Grant const& grant, http::Request const& request, MetricTable const& table)
{
    auto const* metric = TRY(metric_of(request, table));
    TRY(grant.within_limits(metric->category));
    auto const from = TRY(date_of(request, "from"));
    auto const to = TRY(date_of(request, "to"));
    if (from > to) return bad_input("from must not be after to.");
    if ((to - from) / day_ms > daily_days_max) return bad_input("Ask for at most three years at once.");
    // A day's samples may lie up to 14 hours east or west of its UTC day.
    auto const page = TRY(daily(grant, *metric, from - day_ms, to + 2 * day_ms, 0));
    auto const first = rfc3339(instant(from)).substr(0, 10), last = rfc3339(instant(to)).substr(0, 10);
    DailyOut out { metric->code, metric->ucum, {} };
    for (auto const& d : page.days) {
        if (d.day < first || d.day > last) continue;
        DayOut o { d.day, d.value, static_cast<std::int64_t>(d.count), d.min, d.max, {} };
        if (!d.minutes_by_code.empty()) {
            o.minutes_by_code.emplace();
            for (std::size_t i = 0; i < d.minutes_by_code.size(); ++i)
                if (d.minutes_by_code[i] > 0) (*o.minutes_by_code)[metric->codes[i]] = d.minutes_by_code[i];
        }
        out.days.push_back(std::move(o));
    }
    grant.note("metric", metric->code);
    grant.note("category", metric->category);
    grant.note("from", first);
    grant.note("to", last);
    grant.note("count", std::to_string(out.days.size()));
    return http::Response::json(json::encode_text(out));
}

Result<http::Response> get_metrics(Grant const& grant, access::Gate const& gate, MetricTable const& table)
{
    std::map<std::string, std::vector<Stream>> by_metric;
    for (auto& s : TRY(streams(grant)))
        if (s.samples > 0) by_metric[s.metric].push_back(std::move(s));
    auto const policy = gate.policy_now();
    MetricsOut out;
    for (auto const& metric : table.all()) {
        auto const found = by_metric.find(metric.code);
        if (found == by_metric.end()) continue;
        auto const* category = policy->category(metric.category);
        MetricOut o { metric.code, metric.title, metric.category, category ? category->title : metric.category,
            metric.ucum, std::string(name(metric.daily)), {}, {} };
        if (!metric.codes.empty()) o.codes = metric.codes;
        for (auto const& s : found->second)
            o.sources.push_back({ s.connection, s.program, instant(s.first_ms), instant(s.last_ms), s.samples });
        out.metrics.push_back(std::move(o));
    }
    grant.note("count", std::to_string(out.metrics.size()));
    return http::Response::json(json::encode_text(out));
}

} // namespace

void add_routes(access::Routes& routes, MetricTable const& table)
{
    add_export_route(routes, table);
    std::vector<std::string> const window { "metric: string; a metric's code",
        "from: date-time; samples that start at or after it", "to: date-time; samples that start before it",
        "cursor: string; next_cursor of the page before", "limit: integer; 1 to 5000, else 1000" };
    std::vector<std::string> const days { "metric: string; a metric's code", "from: date; first local day",
        "to: date; last local day" };
    struct Door {
        std::string prefix, audience, purpose, subject;
    };
    for (auto const& door : { Door { "/me", "member", "self", "" },
             Door { "/v1/members/{member}", "client", "share_with_client", "member" } }) {
        auto spec = [&](std::string const& what, std::string const& summary, std::string response,
                        std::vector<std::string> query) {
            return access::Spec { .pattern = door.prefix + what,
                .summary = summary,
                .audience = door.audience,
                .purpose = door.purpose,
                .subject_param = door.subject,
                .response_schema = std::move(response),
                .query_parameters = std::move(query) };
        };
        routes.guarded<ReadSamples>(
            spec("/samples", "Samples of one metric, by start", samples_schema(), window),
            [&table](Grant& g, http::Request const& r) { return get_samples(g, r, table); });
        routes.guarded<ReadSamples>(spec("/daily", "One value a local day", json::schema<DailyOut>(), days),
            [&table](Grant& g, http::Request const& r) { return get_daily(g, r, table); });
        routes.guarded<ReadSamples>(
            spec("/metrics", "What there is to read, by metric and source", json::schema<MetricsOut>(), {}),
            [&table, &routes](Grant& g, http::Request const&) { return get_metrics(g, routes.gate(), table); });
    }
}

} // namespace wellkept::timeseries
