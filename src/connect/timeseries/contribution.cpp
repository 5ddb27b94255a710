#include "access/system.h"
#include "connect/timeseries/timeseries.h"
#include <algorithm>

namespace wellkept::timeseries {
namespace {

class Contributor final : public statistics::Contributor {
public:
    using Programs = std::function<std::vector<statistics::Value>(std::string_view)>;
    Contributor(access::Gate const& gate, db::Pool& pool, MetricTable const& metrics, Programs programs)
        : m_gate(gate)
        , m_pool(pool)
        , m_metrics(metrics)
        , m_programs(std::move(programs))
    {
    }
    std::string_view room() const override { return "timeseries"; }
    std::vector<statistics::Value> values(access::StatisticsTable const& table) const override
    {
        if (table.dimension == "program") return m_programs(table.category);
        return { {} };
    }
    Result<std::map<std::string, statistics::Contribution>> contribute(
        SubjectId subject, std::vector<access::StatisticsTable> const& tables, statistics::Month month) const override
    {
        using Out = std::map<std::string, statistics::Contribution>;
        if (tables.empty()) return Out {};
        return access::as_system<ReadSamples>(m_gate, m_pool, statistics::task, tables.front().purpose, subject,
            [&](access::Granted<ReadSamples>& grant) -> Result<Out> {
                Out out;
                std::map<std::string, std::optional<statistics::Contribution>> by_metric;
                for (auto const& table : tables) {
                    if (!by_metric.contains(table.metric)) by_metric[table.metric] = TRY(mean_of(grant, table.metric, month));
                    auto one = by_metric[table.metric];
                    if (!one) continue;
                    if (table.dimension == "none") one->value.clear();
                    out.emplace(table.code, std::move(*one));
                }
                std::string metrics;
                for (auto const& [metric, found] : by_metric)
                    if (found) metrics += (metrics.empty() ? "" : ", ") + metric;
                grant.note("metric", metrics);
                grant.note("from", statistics::text(month));
                return out;
            });
    }

private:
    Result<std::optional<statistics::Contribution>> mean_of(
        access::Granted<ReadSamples> const& grant, std::string const& code, statistics::Month month) const
    {
        std::optional<statistics::Contribution> const none;
        auto const* metric = m_metrics.find(code);
        if (!metric) return bug("no such metric: " + code);
        constexpr std::int64_t day_ms = 86'400'000;
        auto ms = [](std::chrono::sys_days d) { return std::int64_t(d.time_since_epoch().count()) * day_ms; };
        // A day's samples may lie up to 14 hours east or west of its UTC day.
        auto const page = TRY(daily(grant, *metric, ms(std::chrono::sys_days(month / 1)) - day_ms,
            ms(std::chrono::sys_days((month + std::chrono::months(1)) / 1)) + day_ms, 0));
        auto const wanted = statistics::text(month);
        std::map<std::string, int> days_of; // Program -> days
        double sum = 0;
        int days = 0;
        for (std::size_t i = 0; i < page.days.size(); ++i) {
            if (page.days[i].day.substr(0, 7) != wanted) continue;
            sum += page.days[i].value;
            ++days;
            ++days_of[page.streams[page.sources[i]].program];
        }
        if (days == 0) return none;
        auto const most = std::max_element(days_of.begin(), days_of.end(), [](auto const& a, auto const& b) { return a.second < b.second; });
        return std::optional(statistics::Contribution { most->first, sum / days });
    }

    access::Gate const& m_gate;
    db::Pool& m_pool;
    MetricTable const& m_metrics;
    Programs m_programs;
};

} // namespace

std::unique_ptr<statistics::Contributor> contributor(access::Gate const& gate, db::Pool& pool, MetricTable const& metrics,
    std::function<std::vector<statistics::Value>(std::string_view category)> programs)
{
    return std::make_unique<Contributor>(gate, pool, metrics, std::move(programs));
}

} // namespace wellkept::timeseries
