// Time comes in by reference, so that a scenario can live through six years in a second.
#pragma once
#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace wellkept {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;
using Duration = std::chrono::microseconds;

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() const override { return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()); }
};

// The system's time plus an offset that a test moves. Thread-safe.
class TestClock final : public Clock {
public:
    Instant now() const override { return SystemClock {}.now() + Duration(m_offset_us.load()); }
    void advance(Duration d) { m_offset_us += d.count(); }

private:
    std::atomic<std::int64_t> m_offset_us { 0 };
};

// RFC 3339 in UTC with milliseconds: 2026-11-22T04:17:00.000Z.
std::string rfc3339(Instant);
// Any RFC 3339 date-time; nothing else, and no year outside 1900 to 2199.
std::optional<Instant> parse_rfc3339(std::string_view);

} // namespace wellkept
