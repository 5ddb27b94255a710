// How long: an ISO 8601 duration as the policy files write it (P6Y, P1M, PT72H, P0D), and the words people read.
#pragma once
#include "base/clock.h"
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace wellkept::access {

struct Period {
    int years = 0, months = 0, days = 0; // by the calendar
    std::chrono::minutes time {};

    auto operator<=>(Period const&) const = default;
    bool none() const { return *this == Period {}; }
    // For comparing rules with one another only: a month counts 30 days, a year 365.
    std::chrono::minutes about() const { return std::chrono::hours(24) * (years * 365 + months * 30 + days) + time; }
    // "6 years", "1 hour and 30 minutes"; "no time" for none
    std::string words() const;
    // Whole numbers of Y, M, W, D, then T with H, M; empty for anything else
    static std::optional<Period> parse(std::string_view);
};

} // namespace wellkept::access
