#include "connect/ingest/sample_parser.h"
#include "base/clock.h"
#include "base/limits.h"
#include "connect/timeseries/daily.h"
#include <algorithm>
#include <cmath>
#include <simdjson.h>

namespace wellkept::ingest {
namespace {

namespace od = simdjson::ondemand;

struct Malformed {
    std::string text;
};
[[noreturn]] void malformed(std::size_t index, std::string_view what)
{
    throw Malformed { "samples[" + std::to_string(index) + "]: " + std::string(what) };
}

// The common form 2026-11-22T04:17:00Z costs most of the time of a batch if taken the general way.
std::int64_t time_ms(std::string_view s, std::size_t index, std::string_view name)
{
    if (auto const t = parse_rfc3339(s)) return std::chrono::floor<std::chrono::milliseconds>(*t).time_since_epoch().count();
    malformed(index, std::string(name) + " is not a date and time such as 2026-01-31T08:00:00Z");
}

constexpr std::int64_t future_ms_max = 86'400'000;
constexpr std::int64_t interval_ms_max = timeseries::interval_days_max * std::int64_t(86'400'000);

struct Raw {
    std::string_view metric, start, end, code, record;
    std::optional<double> value;
    std::optional<std::int64_t> offset;
};

enum Seen { metric = 1, start = 2, end = 4, value = 8, code = 16, offset = 32, record = 64 };

Raw read_one(od::object object, std::size_t index)
{
    Raw r;
    unsigned seen = 0;
    auto once = [&](Seen s, std::string_view key) {
        if (seen & s) malformed(index, std::string(key) + " stands there twice");
        seen |= s;
    };
    for (auto field : object) {
        std::string_view const key = field.unescaped_key();
        if (key == "metric") once(metric, key), r.metric = field.value().get_string();
        else if (key == "start") once(start, key), r.start = field.value().get_string();
        else if (key == "end") once(end, key), r.end = field.value().get_string();
        else if (key == "value") once(value, key), r.value = field.value().get_double();
        else if (key == "code") once(code, key), r.code = field.value().get_string();
        else if (key == "offset_minutes") once(offset, key), r.offset = field.value().get_int64();
        else if (key == "record") once(record, key), r.record = field.value().get_string();
        else malformed(index, "there is a member we do not know; allowed are metric, start, end, value, code, offset_minutes, record");
    }
    if (!(seen & metric)) malformed(index, "metric is missing");
    if (!(seen & start)) malformed(index, "start is missing");
    if (!(seen & (value | code))) malformed(index, "value, or code for a coded metric, is missing");
    if (r.record.size() > limits::record_id_bytes_max) malformed(index, "record is longer than 128 bytes");
    return r;
}

// nothing: taken
std::string_view refusal(Raw const& r, timeseries::Metric const* metric, timeseries::Sample& out, std::int64_t now_ms)
{
    if (!metric) return "unknown_metric";
    if (out.start_ms < timeseries::sample_time_ms_min || out.start_ms > now_ms + future_ms_max) return "time_implausible";
    if (out.end_ms < out.start_ms) return "ends_before_start";
    if (out.end_ms - out.start_ms > interval_ms_max || out.end_ms >= timeseries::sample_time_ms_end) return "time_implausible";
    if (!metric->codes.empty()) {
        auto const found = std::find(metric->codes.begin(), metric->codes.end(), r.code);
        if (found == metric->codes.end()) return "unknown_code";
        out.value = static_cast<double>(found - metric->codes.begin());
    } else {
        if (!r.value || !std::isfinite(*r.value) || *r.value < metric->min || *r.value > metric->max) return "out_of_range";
        out.value = *r.value;
    }
    if (r.offset) {
        if (*r.offset < -timeseries::offset_min_max || *r.offset > timeseries::offset_min_max) return "time_implausible";
        out.offset_min = static_cast<std::int16_t>(*r.offset);
    }
    return {};
}

} // namespace

Result<ParsedSamples> parse_samples(std::string& body, timeseries::MetricTable const& table, std::int64_t now_ms)
{
    static thread_local od::parser parser;
    ParsedSamples out;
    std::size_t index = 0;
    try {
        body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
        auto document = parser.iterate(body).value();
        // Runs of one metric are the rule: look it up once a run.
        std::string run_name;
        timeseries::Metric const* run_metric = nullptr;
        std::vector<timeseries::Sample>* run = nullptr;
        bool found = false;
        for (auto field : document.get_object()) {
            std::string_view const key = field.unescaped_key();
            if (key != "samples" || found) throw Malformed { "Send one JSON object with one member, samples." };
            found = true;
            for (auto element : field.value().get_array()) {
                if (index >= limits::samples_per_request_max)
                    return Error { Code::too_large, PublicText("Send at most " + std::to_string(limits::samples_per_request_max) + " samples at once.") };
                auto const raw = read_one(element.get_object(), index);
                timeseries::Sample s;
                s.start_ms = time_ms(raw.start, index, "start");
                s.end_ms = raw.end.empty() ? s.start_ms : time_ms(raw.end, index, "end");
                s.record = raw.record;
                if (run_name != raw.metric || !run_metric) {
                    run_name = raw.metric;
                    run_metric = table.find(run_name);
                    run = run_metric ? &out.by_metric[run_name] : nullptr;
                }
                if (auto const why = refusal(raw, run_metric, s, now_ms); !why.empty()) {
                    if (out.refused.size() < 100) out.refused.push_back({ index, std::string(why) });
                    ++out.refused_total;
                } else run->push_back(std::move(s));
                ++index;
            }
        }
        if (!found) throw Malformed { "Send one JSON object with one member, samples." };
        // simdjson leaves the cursor past the last byte of a document that ends where it should.
        if (!document.current_location().error()) throw Malformed { "There is something after the end of the JSON object." };
    } catch (Malformed const& e) {
        return bad_input(e.text);
    } catch (simdjson::simdjson_error const& e) {
        return bad_input("This is not the JSON we expect, at samples[" + std::to_string(index) + "].", simdjson::error_message(e.error()));
    }
    out.total = index;
    std::erase_if(out.by_metric, [](auto const& p) { return p.second.empty(); });
    return out;
}

} // namespace wellkept::ingest
