// From a vendor's answer to canonical samples. Pure: no clock, no network, no database.
#pragma once
#include "connect/programs/manifest.h"
#include "connect/timeseries/sample.h"
#include <cstdint>

namespace wellkept::programs {

// More in one answer is a fault of the vendor or an attack: the answer is refused whole.
inline constexpr std::size_t samples_per_response_max = 500'000;
inline constexpr std::size_t refusals_listed_max = 1'000;

struct Mapped {
    std::string metric;
    timeseries::Sample sample;
};

// A reading that was not taken. Safe to log: the place is a JSON Pointer in which the members of a map keyed by time
// appear as @position, and there is never a value.
struct Refusal {
    std::string reason; // one word of docs: out_of_range, time_implausible ... see README.md
    std::string metric; // empty if it struck the whole element
    std::string where;
};

struct MapReport {
    std::vector<Mapped> samples; // in the answer's order
    std::vector<Refusal> refused; // the first refusals_listed_max
    std::size_t refused_total {};
    std::size_t skipped {}; // elements or readings without a value, excluded by the manifest, or not consented
    std::optional<std::string> next_cursor; // ask again with this
    // Records of which this answer holds every sample: whatever else is kept under these ids is out of date.
    std::vector<std::string> whole_records;
};

struct MapContext {
    timeseries::MetricTable const& metrics;
    std::int64_t now_ms {}; // of the caller's clock
    std::string zone {}; // the person's own IANA zone, for days without one; may be empty
    std::set<std::string> const* categories = nullptr; // consented ones; others are not read. nullptr: all
    std::string cursor {}; // the one this answer was asked with
    bool by_object = false; // the answer to DataRequest::by_object
};

// What an answer means: HTTP status first, then the envelope; where there is one, a 2xx that is no JSON is retry.
Outcome outcome_of(Manifest const&, int http_status, std::string_view body);

// Errors: bad_input (not the vendor's form at all), too_large (over samples_per_response_max); an envelope that reports
// a failure is unavailable (retry), too_many (rate_limited), unauthenticated (token_invalid) or forbidden (refused).
// One unusable reading is a Refusal and never stops the rest.
Result<MapReport> map_response(Manifest const&, DataRequest const&, std::string_view json, MapContext const&);

} // namespace wellkept::programs
