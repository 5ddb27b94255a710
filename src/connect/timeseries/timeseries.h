// A person's measurements: streams of canonical samples, kept as sealed chunks. The room's public header.
#pragma once
#include "access/gate.h"
#include "access/room_contract.h"
#include "connect/timeseries/daily.h"
#include "connect/timeseries/merge.h"
#include "connect/timeseries/metric.h"
#include "keep/statistics/statistics.h"
#include <functional>
#include <map>
#include <memory>
#include <set>

namespace wellkept::access {
class Routes;
}

namespace wellkept::timeseries {

struct ReadSamples {
    static constexpr access::PermissionInfo info { .name = "timeseries.read", .needs_consent = true };
};
struct WriteSamples {
    static constexpr access::PermissionInfo info { .name = "timeseries.write", .writes = true, .needs_consent = true };
};
struct CompactSamples {
    static constexpr access::PermissionInfo info { .name = "timeseries.compact", .writes = true };
};

// A stream as its owner and readers know it.
struct Stream {
    StreamId id;
    ConnectionId connection;
    std::string metric, category, program;
    std::int64_t first_ms {}, last_ms {};
    std::int64_t samples {};
};

// ---- writing ----
struct Batch {
    ConnectionId connection;
    std::string program;
    Metric const* metric {};
    std::vector<Sample> samples; // at most samples_per_request_max... any order; each within Metric::min and max
    bool whole_records = false; // see DifferenceRules
};
struct Written {
    StreamId stream {};
    std::size_t created {}, updated {}, deleted {}, known {};
    std::int64_t first_ms {}, last_ms {}; // of what changed
    bool crowded = false; // the stream has many segments: worth a compaction
    bool changed() const { return created + updated + deleted > 0; }
};
// Stores what is new, exactly once, whatever the order of delivery. forbidden if the person lets no purpose have it.
Result<Written> write(access::Granted<WriteSamples> const&, access::Gate const&, Batch);

// A vendor's record is no longer what it was: in every stream of the connection, samples of these records are withdrawn
// where the delivery had none of that record for that metric. kept: metric -> records it did have.
Result<std::vector<Written>> withdraw_records(access::Granted<WriteSamples> const&, ConnectionId, std::vector<std::string> const& records,
    std::map<std::string, std::set<std::string>> const& kept);

// ---- reading: only what the person lets this purpose have ----
Result<std::vector<Stream>> streams(access::Granted<ReadSamples> const&);

struct Window {
    std::string metric;
    std::int64_t from_ms {}, to_ms {}; // [from, to)
    std::size_t limit = 1000;
    std::string cursor;
};
struct ReadSample {
    Sample sample;
    std::size_t stream; // index into Page::streams
};
struct Page {
    std::vector<Stream> streams;
    std::vector<ReadSample> samples; // by start
    std::string next_cursor; // empty: the end
};
Result<Page> read(access::Granted<ReadSamples> const&, Window const&);

struct DailyPage {
    std::vector<DayValue> days; // where several sources have a day, the one with the most samples counts
    std::vector<std::size_t> sources; // of each day: index into streams
    std::vector<Stream> streams;
};
Result<DailyPage> daily(access::Granted<ReadSamples> const&, Metric const&, std::int64_t from_ms, std::int64_t to_ms,
    std::int16_t fallback_offset_min);

// ---- keeping ----
// Merges small segments; returns whether there is more to do.
Result<bool> compact(access::Granted<CompactSamples> const&, access::Gate const&, StreamId);

// For published totals: one person's mean of daily values in a month, under the Program most of those days came from.
// programs: every Program that can have data of a category, and the last of them stands for any other.
std::unique_ptr<statistics::Contributor> contributor(access::Gate const&, db::Pool&, MetricTable const&,
    std::function<std::vector<statistics::Value>(std::string_view category)> programs);

std::unique_ptr<access::RoomContract> contract();
// GET samples, daily and metrics, for the Member (/me/...) and the Client (/v1/members/{member}/...).
void add_routes(access::Routes&, MetricTable const&);

} // namespace wellkept::timeseries
