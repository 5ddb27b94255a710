// The times of one reading, from a rule and the elements it stands in.
#pragma once
#include "connect/programs/document.h"
#include "connect/programs/zone.h"
#include "connect/timeseries/sample.h"

namespace wellkept::programs {

struct Times {
    std::int64_t start_ms {}, end_ms {};
    std::int16_t offset_min = timeseries::offset_unknown;
};

// Keeps the zones of one answer, which mostly names one zone many times.
class TimeReader {
public:
    TimeReader(std::string fallback_zone, std::int64_t now_ms)
        : m_fallback(std::move(fallback_zone))
        , m_now_ms(now_ms)
    {
    }

    // The reason if the time cannot be used: time_missing, time_invalid, zone_unknown, and those of `check`.
    std::optional<std::string> read(Frames const&, TimeRule const&, Times&);
    // Nothing if plausible, else time_implausible (before 1990, or after tomorrow), interval_reversed,
    // interval_too_long.
    std::optional<std::string> check(Times const&) const;
    // Milliseconds; nothing if absent, or not a finite number below 2^53.
    static std::optional<std::int64_t> span_ms(Frames const&, Span const&);

private:
    std::optional<std::string> instant(Frames const&, TimeRule const&, Path const&, std::int64_t& ms, Times&);
    Zone const* zone(std::string const& name);

    std::string m_fallback;
    std::int64_t m_now_ms;
    std::map<std::string, std::optional<Zone>, std::less<>> m_zones;
};

} // namespace wellkept::programs
