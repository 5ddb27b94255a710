// A sample as JSON, written straight into a text: what is the same for all of a stream is made once. Private to the room.
#pragma once
#include "connect/timeseries/timeseries.h"

namespace wellkept::timeseries {

class SampleText {
public:
    // member: the id of whose sample it is, put first; empty: the reader knows.
    SampleText(Metric const&, Stream const&, std::string_view member = {});
    // One object, without line end. As json::encode_text writes the same members: shortest doubles, times in milliseconds.
    void append(std::string& out, std::int64_t start_ms, std::int64_t end_ms, double value, std::int16_t offset_min, std::string_view record);
    void append(std::string& out, Sample const& s) { append(out, s.start_ms, s.end_ms, s.value, s.offset_min, s.record); }

private:
    void append_time(std::string& out, std::int64_t ms);
    Metric const* m_metric;
    std::string m_head, m_source; // up to the start's value; the source's member
    std::int64_t m_day = INT64_MIN;
    char m_date[11] {}; // 2000-01-31T of m_day
};

} // namespace wellkept::timeseries
