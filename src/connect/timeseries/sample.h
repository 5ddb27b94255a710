// The canonical sample: what every vendor's data become (DESIGN section 5).
#pragma once
#include <cstdint>
#include <string>

namespace wellkept::timeseries {

inline constexpr std::int16_t offset_unknown = INT16_MIN;

// One measured value. Its metric, unit and source belong to the stream it lies in.
struct Sample {
    std::int64_t start_ms {}; // milliseconds since 1970 UTC
    std::int64_t end_ms {}; // equal to start_ms for an instant, else exclusive end
    double value {}; // in the metric's UCUM unit; for a coded metric the index of its code
    std::int16_t offset_min = offset_unknown; // minutes east of UTC where the person was, if the source said so
    bool deleted = false; // a tombstone: the source withdrew what it had sent
    std::string record; // the vendor's record id, empty if it has none; at most record_id_bytes_max

    bool operator==(Sample const&) const = default;
};

} // namespace wellkept::timeseries
