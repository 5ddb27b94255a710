#include "connect/timeseries/samples_json.h"
#include "connect/timeseries/sample_text.h"
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

} // namespace

// Written by hand and not by way of SamplesOut, which describes it: a page holds thousands.
std::string samples_json(Page const& page, Metric const& metric)
{
    std::vector<SampleText> texts;
    for (auto const& stream : page.streams) texts.emplace_back(metric, stream);
    std::string out = "{\"samples\":[";
    out.reserve(page.samples.size() * 200 + 100);
    for (auto const& [s, stream] : page.samples) {
        if (out.back() == '}') out += ',';
        texts[stream].append(out, s);
    }
    out += ']';
    if (!page.next_cursor.empty()) out += ",\"next_cursor\":" + json::text(boost::json::value(page.next_cursor));
    return out + '}';
}

std::string samples_schema() { return json::schema<SamplesOut>(); }

} // namespace wellkept::timeseries
