#include "connect/timeseries/samples_json.h"
#include "platform/json/json.h"

namespace wellkept::timeseries {
namespace {

struct SourceOut {
    ConnectionId connection_id;
    std::string_view program;
};
struct SampleOut {
    std::string_view metric;
    Instant start;
    std::optional<Instant> end;
    std::optional<double> value;
    std::optional<std::string_view> code;
    std::optional<std::int32_t> offset_minutes;
    SourceOut source;
    std::optional<std::string_view> record;
};
struct SamplesOut {
    std::vector<SampleOut> samples;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(SourceOut, (), (connection_id, program))
BOOST_DESCRIBE_STRUCT(SampleOut, (), (metric, start, end, value, code, offset_minutes, source, record))
BOOST_DESCRIBE_STRUCT(SamplesOut, (), (samples, next_cursor))

Instant instant(std::int64_t t) { return Instant(std::chrono::milliseconds(t)); }

} // namespace

std::string samples_json(Page const& page, Metric const& metric)
{
    SamplesOut out;
    out.samples.reserve(page.samples.size());
    for (auto const& [s, stream] : page.samples) {
        auto const& source = page.streams[stream];
        SampleOut o { metric.code, instant(s.start_ms), {}, {}, {}, {}, { source.connection, source.program }, {} };
        if (s.end_ms != s.start_ms) o.end = instant(s.end_ms);
        if (metric.codes.empty())
            o.value = s.value;
        else if (s.value >= 0 && s.value < static_cast<double>(metric.codes.size()))
            o.code = metric.codes[static_cast<std::size_t>(s.value)];
        if (s.offset_min != offset_unknown) o.offset_minutes = s.offset_min;
        if (!s.record.empty()) o.record = s.record;
        out.samples.push_back(std::move(o));
    }
    if (!page.next_cursor.empty()) out.next_cursor = page.next_cursor;
    return json::encode_text(out);
}

std::string samples_schema() { return json::schema<SamplesOut>(); }

} // namespace wellkept::timeseries
