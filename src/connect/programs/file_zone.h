// Local clock times of an IANA zone to UTC. The arithmetic is cctz over the system's tzdata.
#pragma once
#include "base/result.h"
#include <cctz/time_zone.h>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace wellkept::programs {

class LocalZone {
public:
    // Names of the IANA database only ("Europe/Berlin"); Code::bad_input for any other.
    static Result<LocalZone> open(std::string_view iana);

    struct Moment {
        enum class Kind { once, never, twice }; // never: skipped as clocks went forward; twice: as they went back
        Kind kind = Kind::once;
        std::int64_t first_ms {}, second_ms {}; // since 1970 UTC; equal unless twice
    };
    Moment at(std::chrono::sys_days local_day, int second_of_day) const;
    // When the local day begins, also where midnight itself was skipped.
    std::int64_t day_start_ms(std::chrono::sys_days local_day) const;
    std::int16_t offset_min(std::int64_t utc_ms) const; // minutes east of UTC

private:
    explicit LocalZone(cctz::time_zone z)
        : m_zone(z)
    {
    }
    cctz::time_zone m_zone;
};

} // namespace wellkept::programs
