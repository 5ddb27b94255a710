// The body of POST .../samples, straight from the bytes (simdjson): the one JSON that must be fast.
#pragma once
#include "base/result.h"
#include "connect/timeseries/metric.h"
#include "connect/timeseries/sample.h"
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wellkept::ingest {

struct RefusedSample {
    std::size_t index;
    std::string reason; // unknown_metric, time_implausible, out_of_range, unknown_code, ends_before_start
};
struct ParsedSamples {
    std::map<std::string, std::vector<timeseries::Sample>> by_metric;
    std::vector<RefusedSample> refused; // the first 100
    std::size_t refused_total {};
    std::size_t total {};
};
// body must have simdjson's padding to spare behind its end (reserve). bad_input for anything that is not of the form;
// a sample whose values cannot be is refused alone. too_large over limits::samples_per_request_max.
Result<ParsedSamples> parse_samples(std::string& body, timeseries::MetricTable const&, std::int64_t now_ms);

} // namespace wellkept::ingest
