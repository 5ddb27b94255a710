// Samples as one number a local day, by the metric's own rule. Pure.
#pragma once
#include "base/result.h"
#include "connect/timeseries/metric.h"
#include "connect/timeseries/sample.h"
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace wellkept::timeseries {

// The times this file counts in days: 1900 to 2199, as base/clock.h reads them. Ingestion refuses what lies outside.
inline constexpr std::int64_t sample_time_ms_min = -2'208'988'800'000; // 1900-01-01T00:00Z
inline constexpr std::int64_t sample_time_ms_end = 7'258'118'400'000; // 2200-01-01T00:00Z, exclusive
inline constexpr std::int64_t interval_days_max = 366;
inline constexpr int offset_min_max = 18 * 60; // ISO 8601 zones lie within 14 h; vendors' mistakes seldom beyond 18

struct DayValue {
    std::string day; // YYYY-MM-DD, local to where the person was
    double value {}; // mean, sum or last, in the metric's unit; for time_by_code all minutes_by_code together
    std::size_t count {}; // samples that touch the day
    double min {}, max {}; // of those samples' own values, before any split; for a coded metric of the codes' indices
    std::vector<double> minutes_by_code; // for time_by_code one per Metric::codes, else empty

    bool operator==(DayValue const&) const = default;
};

// Days in order, those without a sample left out. `samples` are sorted as in a chunk; tombstones do not count.
// A sample's day is that of its own offset, or of `fallback_offset_min` (minutes east of UTC) if it has none.
// Sums split an interval that crosses midnight in proportion, time_by_code exactly; mean (each sample counts alike) and
// last (by start) take it as a whole on the day it starts. Minutes are elapsed time, also where the offset changes.
// Code::bad_input for a time, offset, interval length, code or number out of bounds.
Result<std::vector<DayValue>> by_day(std::span<Sample const> samples, Metric const&, std::int16_t fallback_offset_min);

} // namespace wellkept::timeseries
