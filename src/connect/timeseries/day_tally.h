// Days counted up sample by sample. Private to the room.
#pragma once
#include "connect/timeseries/chunk.h"
#include "connect/timeseries/daily.h"
#include <memory>

namespace wellkept::timeseries {

// by_day(), chunk by chunk as they lie, which must follow one another without overlap: no sample is made of a column.
class DayTally {
public:
    DayTally(Metric const&, std::int16_t fallback_offset_min);
    ~DayTally();
    Result<> add(Sample const&);
    // Those that start in [from, to).
    Result<> add(Columns const&, std::int64_t from_ms, std::int64_t to_ms);
    std::vector<DayValue> release();

private:
    class Aggregation;
    std::unique_ptr<Aggregation> m_aggregation;
    std::int16_t m_fallback_offset_min;
};

} // namespace wellkept::timeseries
