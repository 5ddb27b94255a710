#include "access/routes.h"
#include "keep/statistics/store.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::statistics {
namespace {

struct PeriodOut {
    std::string period;
    Instant published_at;
    bool shown; // false: fewer people than population_min, and no number is published
};
struct TableOut {
    std::string table, title, unit, dimension;
    std::vector<PeriodOut> periods; // newest first
};
struct RuleOut {
    std::int32_t cell_min, round_to, population_min, settle_days;
    bool noise;
};
struct TablesOut {
    std::vector<TableOut> tables;
    RuleOut rule;
};
struct CellOut {
    std::string value, title;
    std::optional<std::int64_t> people; // none: too few, or it would give such a number away
    std::optional<double> mean;
    bool suppressed;
};
struct ReleaseOut {
    std::string period;
    Instant published_at;
    bool shown;
    std::optional<std::int64_t> people;
    std::optional<double> mean;
    std::vector<CellOut> cells;
    std::int32_t cell_min, round_to, population_min; // the rule it was made by
    bool noise;
};
struct OneTableOut {
    std::string table, title, unit, dimension;
    std::vector<ReleaseOut> releases; // newest first
};
struct PlanOut {
    std::string next_period;
    Instant due;
    std::vector<std::string> tables; // titles
    std::optional<std::string> last_period;
    std::optional<Instant> last_published_at;
};
BOOST_DESCRIBE_STRUCT(PeriodOut, (), (period, published_at, shown))
BOOST_DESCRIBE_STRUCT(TableOut, (), (table, title, unit, dimension, periods))
BOOST_DESCRIBE_STRUCT(RuleOut, (), (cell_min, round_to, population_min, settle_days, noise))
BOOST_DESCRIBE_STRUCT(TablesOut, (), (tables, rule))
BOOST_DESCRIBE_STRUCT(CellOut, (), (value, title, people, mean, suppressed))
BOOST_DESCRIBE_STRUCT(
    ReleaseOut, (), (period, published_at, shown, people, mean, cells, cell_min, round_to, population_min, noise))
BOOST_DESCRIBE_STRUCT(OneTableOut, (), (table, title, unit, dimension, releases))
BOOST_DESCRIBE_STRUCT(PlanOut, (), (next_period, due, tables, last_period, last_published_at))

Result<TablesOut> list(db::Tx& tx, access::StatisticsRule const& rule)
{
    TablesOut out { {}, { rule.cell_min, rule.round_to, rule.population_min, rule.settle_days, rule.epsilon_milli > 0 } };
    for (auto const& t : rule.tables) out.tables.push_back({ t.code, t.title, t.unit, t.dimension, {} });
    for (auto const& p : TRY(published(tx))) {
        auto at = std::find_if(out.tables.begin(), out.tables.end(), [&](TableOut const& t) { return t.table == p.table; });
        // One that is no longer made stays where it was published.
        if (at == out.tables.end()) at = out.tables.insert(at, { p.table, p.title, p.unit, p.dimension, {} });
        at->periods.push_back({ p.period, p.at, p.people.has_value() });
    }
    return out;
}

Result<OneTableOut> table(db::Tx& tx, access::StatisticsRule const& rule, std::string_view code)
{
    auto const* known = rule.table(code);
    auto const all = TRY(published(tx, code.empty() ? "-" : code));
    if (!known && all.empty()) return not_found();
    OneTableOut out = known ? OneTableOut { known->code, known->title, known->unit, known->dimension, {} }
                            : OneTableOut { all[0].table, all[0].title, all[0].unit, all[0].dimension, {} };
    for (auto const& p : all) {
        ReleaseOut r { p.period, p.at, p.people.has_value(), p.people, p.mean, {}, p.cell_min, p.round_to, p.population_min,
            p.epsilon_milli > 0 };
        for (auto const& c : p.cells) r.cells.push_back({ c.value, c.title, c.people, c.mean, c.suppressed });
        out.releases.push_back(std::move(r));
    }
    return out;
}

std::string quoted(std::string const& text)
{
    std::string out = "\"";
    for (char const c : text) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
}

// RFC 4180. A month's total is the row whose value is empty.
std::string csv(OneTableOut const& t)
{
    std::string out = "table,period,value,title,people,mean,unit,suppressed\r\n";
    auto row = [&](std::string const& period, std::string const& value, std::string const& title, std::optional<std::int64_t> people,
                   std::optional<double> mean, bool suppressed) {
        out += t.table + "," + period + "," + quoted(value) + "," + quoted(title) + "," + (people ? std::to_string(*people) : "") + ","
            + (mean ? std::to_string(static_cast<std::int64_t>(*mean)) : "") + "," + quoted(t.unit) + "," + (suppressed ? "yes" : "no") + "\r\n";
    };
    for (auto const& r : t.releases) {
        row(r.period, "", "all", r.people, r.mean, !r.shown);
        for (auto const& c : r.cells) row(r.period, c.value, c.title, c.people, c.mean, c.suppressed);
    }
    return out;
}

} // namespace

void Statistics::add_routes(access::Routes& routes) const
{
    constexpr char const* why = "published, de-identified totals";
    auto spec = [](std::string pattern, std::string summary, std::string schema) {
        return access::Spec { .pattern = std::move(pattern), .summary = std::move(summary), .audience = "public", .purpose = "statistics",
            .response_schema = std::move(schema) };
    };
    routes.open(spec("/v1/statistics", "Which totals are published, of which months, and by which rule", json::schema<TablesOut>()), why,
        [](access::OpenCall& call) -> Result<http::Response> {
            return http::Response::json(json::encode_text(TRY(list(call.tx, call.gate.policy_now()->statistics()))));
        });
    routes.open(spec("/v1/statistics/{table}", "The totals of one table, newest month first", json::schema<OneTableOut>()), why,
        [](access::OpenCall& call) -> Result<http::Response> {
            return http::Response::json(
                json::encode_text(TRY(table(call.tx, call.gate.policy_now()->statistics(), call.request.param("table")))));
        });
    routes.open(spec("/v1/statistics/{table}/csv", "The same as CSV (RFC 4180)", ""), why, [](access::OpenCall& call) -> Result<http::Response> {
        auto const t = TRY(table(call.tx, call.gate.policy_now()->statistics(), call.request.param("table")));
        http::Response r;
        r.headers.emplace_back("content-type", "text/csv; charset=utf-8; header=present");
        r.headers.emplace_back("content-disposition", "attachment; filename=\"" + t.table + ".csv\"");
        r.body = csv(t);
        return r;
    });
    auto const& gate = routes.gate();
    routes.guarded_group<Plan>({ .pattern = "/staff/statistics",
                                   .summary = "When totals are published next, and when they were last",
                                   .audience = "staff",
                                   .purpose = "accountability",
                                   .response_schema = json::schema<PlanOut>() },
        [&gate](access::GrantedGroup<Plan>& g, http::Request const&) -> Result<http::Response> {
            auto const policy = gate.policy_now();
            auto const& rule = policy->statistics();
            auto const next = last_due(gate.clock().now(), rule.settle_days) + std::chrono::months(1);
            PlanOut out { text(next), due(next, rule.settle_days), {}, {}, {} };
            for (auto const& t : rule.tables) out.tables.push_back(t.title);
            for (auto const& p : TRY(published(g.tx())))
                if (!out.last_period || p.period > *out.last_period) {
                    out.last_period = p.period;
                    out.last_published_at = p.at;
                }
            return http::Response::json(json::encode_text(out));
        });
}

} // namespace wellkept::statistics
