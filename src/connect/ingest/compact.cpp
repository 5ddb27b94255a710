#include "access/system.h"
#include "connect/ingest/ingest.h"
#include "platform/json/json.h"

namespace wellkept::ingest {

struct CompactStream {
    StreamId stream;
};
BOOST_DESCRIBE_STRUCT(CompactStream, (), (stream))

Result<jobs::Outcome> Ingest::compact(jobs::Job const& job)
{
    auto const in = TRY(json::decode_text<CompactStream>(job.payload));
    if (!job.subject) return jobs::Outcome(jobs::Dead { "no_subject" });
    auto const more = access::as_system<timeseries::CompactSamples>(m.gate, m.pool, "compact", "provide_service", *job.subject,
        [&](access::Granted<timeseries::CompactSamples>& grant) { return timeseries::compact(grant, m.gate, in.stream); });
    if (!more.ok() && more.error().code == Code::not_found) return jobs::Outcome(jobs::Done {}); // erased meanwhile
    if (!more.ok()) return more.error();
    if (more.value()) return jobs::Outcome(jobs::Again { m.gate.clock().now(), job.payload });
    return jobs::Outcome(jobs::Done {});
}

} // namespace wellkept::ingest
