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
    for (auto& [code, samples] : by_metric) {
        auto const* metric = m.metrics.find(code);
        if (!metric) return bug("metric without a row in the table");
        if (!grant.consented(d.connection, metric->category)) {
            totals.not_allowed += static_cast<std::int64_t>(samples.size());
            continue;
        }
        auto const w = TRY(timeseries::write(grant, m.gate, { d.connection, d.program, metric, std::move(samples), d.whole_records }));
        totals.created += static_cast<std::int64_t>(w.created);
        totals.updated += static_cast<std::int64_t>(w.updated);
        totals.deleted += static_cast<std::int64_t>(w.deleted);
        totals.known += static_cast<std::int64_t>(w.known);
        if (!w.changed()) continue;
        connections::News news { .type = "samples.changed", .connection = d.connection, .stream = w.stream, .history = d.history };
        news.created = static_cast<std::int64_t>(w.created);
        news.updated = static_cast<std::int64_t>(w.updated);
        news.deleted = static_cast<std::int64_t>(w.deleted);
        news.first_ms = w.first_ms;
        news.last_ms = w.last_ms;
        TRY(connections::announce(grant.tx(), m.gate, grant.subject(), news));
        if (w.crowded) {
            (void)TRY(jobs::enqueue(grant.tx(), m.gate.clock(), m.gate.rng(),
                { .kind = std::string(compact_job), .subject = grant.subject(), .payload = json::encode_text(CompactJob { w.stream }),
                    .run_at = m.gate.clock().now() + std::chrono::seconds(5), .unique_key = w.stream.text() }));
        }
    }
    return totals;
}

} // namespace wellkept::ingest
