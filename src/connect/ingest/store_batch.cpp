#include "connect/ingest/store_batch.h"
#include "platform/json/json.h"

namespace wellkept::ingest {

struct CompactJob {
    StreamId stream;
};
BOOST_DESCRIBE_STRUCT(CompactJob, (), (stream))

Result<Totals> store_all(access::Granted<timeseries::WriteSamples> const& grant, Parts const& m, Delivery const& d,
    std::map<std::string, std::vector<timeseries::Sample>> by_metric)
{
    Totals totals;
    std::map<std::string, std::set<std::string>> kept;
    if (!d.whole_records.empty()) {
        std::set<std::string> const whole(d.whole_records.begin(), d.whole_records.end());
        for (auto const& [code, samples] : by_metric)
            for (auto const& s : samples)
                if (whole.contains(s.record)) kept[code].insert(s.record);
    }
    auto changed = [&](timeseries::Written const& w) -> Result<> {
        totals.created += static_cast<std::int64_t>(w.created);
        totals.updated += static_cast<std::int64_t>(w.updated);
        totals.deleted += static_cast<std::int64_t>(w.deleted);
        totals.known += static_cast<std::int64_t>(w.known);
        if (!w.changed()) return {};
        connections::News news { .type = "samples.changed", .connection = d.connection, .stream = w.stream, .history = d.history };
        news.created = static_cast<std::int64_t>(w.created);
        news.updated = static_cast<std::int64_t>(w.updated);
        news.deleted = static_cast<std::int64_t>(w.deleted);
        news.first_ms = w.first_ms;
        news.last_ms = w.last_ms;
        TRY(connections::announce(grant.tx(), m.gate, grant.subject(), news));
        if (w.crowded) {
            TRY(jobs::enqueue_quietly(grant.tx(), m.gate.clock(), m.gate.rng(),
                { .kind = std::string(compact_job), .subject = grant.subject(), .payload = json::encode_text(CompactJob { w.stream }),
                    .run_at = m.gate.clock().now() + std::chrono::seconds(5), .unique_key = w.stream.text() }));
        }
        return {};
    };
    for (auto& [code, samples] : by_metric) {
        auto const* metric = m.metrics.find(code);
        if (!metric) return bug("metric without a row in the table");
        if (!grant.consented(d.connection, metric->category)) {
            totals.not_allowed += static_cast<std::int64_t>(samples.size());
            continue;
        }
        TRY(changed(TRY(timeseries::write(
            grant, m.gate, { d.connection, d.program, metric, std::move(samples), !d.whole_records.empty() }))));
    }
    if (!d.whole_records.empty())
        for (auto const& w : TRY(timeseries::withdraw_records(grant, d.connection, d.whole_records, kept))) TRY(changed(w));
    return totals;
}

} // namespace wellkept::ingest
