#include "connect/programs/describe.h"
#include "base/clock.h"
#include "base/limits.h"
#include "connect/programs/document.h"
#include <algorithm>
#include <fstream>
#include <iomanip>
#include <sstream>

namespace wellkept::programs {
namespace {

std::string json_text(std::string_view s)
{
    return boost::json::serialize(boost::json::string_view(s.data(), s.size()));
}

std::string time_text(std::int64_t ms) { return rfc3339(Instant(std::chrono::milliseconds(ms))); }

std::string value_text(Mapped const& m, timeseries::Metric const* metric)
{
    if (metric && !metric->codes.empty()) return metric->codes.at(std::size_t(m.sample.value));
    return number_text(m.sample.value);
}

std::string table(MapReport const& report, timeseries::MetricTable const& metrics)
{
    std::ostringstream out;
    out << std::left;
    for (auto const& m : report.samples) {
        auto const* metric = metrics.find(m.metric);
        auto const unit = metric ? metric->ucum : "";
        out << std::setw(26) << m.metric << std::setw(20) << (value_text(m, metric) + " " + unit)
            << time_text(m.sample.start_ms);
        if (m.sample.end_ms != m.sample.start_ms) out << " to " << time_text(m.sample.end_ms);
        if (m.sample.offset_min != timeseries::offset_unknown) out << " offset " << m.sample.offset_min << " min";
        if (!m.sample.record.empty()) out << " record " << m.sample.record;
        out << '\n';
    }
    for (auto const& r : report.refused)
        out << "refused " << r.reason << (r.metric.empty() ? "" : " " + r.metric) << " at " << r.where << '\n';
    out << report.samples.size() << " samples, " << report.refused_total << " refused, " << report.skipped
        << " skipped";
    if (report.next_cursor) out << ", more at " << *report.next_cursor;
    out << '\n';
    return out.str();
}

Result<std::string> read_file(std::filesystem::path const& path)
{
    std::error_code failed;
    auto const bytes = std::filesystem::file_size(path, failed);
    if (failed || bytes > limits::vendor_body_bytes_max)
        return bad_input(path.string() + " cannot be read, or is larger than an answer may be.", failed.message());
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) return bad_input(path.string() + " cannot be read.");
    return text.str();
}

} // namespace

Recording recording_of_file(Manifest const& manifest, std::string_view stem)
{
    std::string name(stem);
    std::replace(name.begin(), name.end(), '-', '_');
    bool const by_object = name.starts_with("one_");
    if (by_object) name.erase(0, 4);
    Recording best { nullptr, by_object };
    for (auto const& request : manifest.requests) {
        bool const begins = name.starts_with(request.name)
            && (name.size() == request.name.size() || name[request.name.size()] == '_'
                || name[request.name.size()] == '.');
        if (begins && (!best.request || request.name.size() > best.request->name.size())) best.request = &request;
    }
    return best;
}

std::string report_lines(MapReport const& report, timeseries::MetricTable const& metrics)
{
    std::string out;
    for (auto const& m : report.samples) {
        auto const* metric = metrics.find(m.metric);
        bool const coded = metric && !metric->codes.empty();
        out += "{\"metric\":" + json_text(m.metric) + ",\"start\":" + json_text(time_text(m.sample.start_ms));
        if (m.sample.end_ms != m.sample.start_ms) out += ",\"end\":" + json_text(time_text(m.sample.end_ms));
        out += coded ? ",\"code\":" + json_text(value_text(m, metric)) : ",\"value\":" + number_text(m.sample.value);
        if (metric && !coded) out += ",\"unit\":" + json_text(metric->ucum);
        if (m.sample.offset_min != timeseries::offset_unknown)
            out += ",\"offset_min\":" + std::to_string(m.sample.offset_min);
        if (!m.sample.record.empty()) out += ",\"record\":" + json_text(m.sample.record);
        out += "}\n";
    }
    for (auto const& r : report.refused)
        out += "{\"refused\":" + json_text(r.reason) + ",\"metric\":" + json_text(r.metric)
            + ",\"where\":" + json_text(r.where) + "}\n";
    for (auto const& record : report.whole_records) out += "{\"whole_record\":" + json_text(record) + "}\n";
    if (report.next_cursor) out += "{\"next_cursor\":" + json_text(*report.next_cursor) + "}\n";
    out += "{\"refused_total\":" + std::to_string(report.refused_total)
        + ",\"skipped\":" + std::to_string(report.skipped) + "}\n";
    return out;
}

Result<std::string> describe_mapping(Manifest const& manifest, timeseries::MetricTable const& metrics,
    std::vector<std::filesystem::path> const& files, DescribeOptions const& options)
{
    std::string out;
    for (auto const& file : files) {
        auto recording = recording_of_file(manifest, file.stem().string());
        if (!options.request.empty()) recording.request = manifest.find_request(options.request);
        auto const* request = recording.request;
        if (!request) {
            std::string names;
            for (auto const& r : manifest.requests) names += (names.empty() ? "" : ", ") + r.name;
            return bad_input("No data request of " + manifest.code + " for " + file.filename().string()
                + "; begin the file's name with one, or name it: " + (names.empty() ? "it has none" : names) + ".");
        }
        auto const text = TRY(read_file(file));
        MapContext context { metrics, options.now_ms, options.zone };
        context.by_object = recording.by_object;
        auto const report = TRY(map_response(manifest, *request, text, context));
        if (!options.json) out += file.filename().string() + " as " + request->name + "\n";
        out += options.json ? report_lines(report, metrics) : table(report, metrics);
    }
    return out;
}

} // namespace wellkept::programs
