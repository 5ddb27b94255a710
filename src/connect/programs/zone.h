// Local times to instants and back. The zone rules are tzdata's, read by cctz; no zone arithmetic of ours.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace wellkept::programs {

// A date and time as a clock shows them.
struct Civil {
    int year {}, month {}, day {}, hour {}, minute {}, second {}, millisecond {};
};

// "2026-11-22", with or without "T04:17", ":30" and a fraction; a blank may stand for the T. Nothing else after it.
std::optional<Civil> parse_civil(std::string_view);
std::optional<Civil> parse_day(std::string_view); // a date alone
std::int64_t utc_ms(Civil const&);

class Zone {
public:
    // Nothing if tzdata has no such zone. Safe for names from outside: it opens no file but a zone of tzdata.
    static std::optional<Zone> find(std::string_view iana_name);

    // A time the clocks skipped is taken as the moment of the change; one shown twice as the earlier.
    std::int64_t to_ms(Civil const&) const;
    struct Span {
        std::int64_t start_ms, end_ms;
    };
    Span day_of(Civil const&) const; // from its first moment to that of the next day: 23, 24 or 25 hours
    int offset_min(std::int64_t ms) const; // minutes east of UTC at that instant

private:
    struct Impl;
    explicit Zone(std::shared_ptr<Impl const> impl)
        : m_impl(std::move(impl))
    {
    }
    std::shared_ptr<Impl const> m_impl;
};

} // namespace wellkept::programs
