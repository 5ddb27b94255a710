// Dates and times as files write them, read by patterns. Whether 4/5 is April or May may stay open here.
#pragma once
#include "base/result.h"
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wellkept::programs {

enum class DayOrder : std::uint8_t { year_first, month_first, day_first };

// One cell, not yet a date.
struct TimeText {
    std::int16_t year {};
    std::uint8_t first {}, second {}; // the two numbers beside the year, as they stand
    bool may_year_first {}, may_month_first {}, may_day_first {}; // what the patterns allow
    int second_of_day {};
    std::uint8_t form {}; // which pattern, orders aside
    enum class Digits : std::uint8_t { one, zero_and_one, two }; // 5, 05, 15
    Digits first_digits {}, second_digits {};
    bool leading_zero {}; // in day, month or hour

    bool open_order() const { return may_month_first && may_day_first; }
    // How the cell is written, numbers aside. Below written_ways_max.
    std::size_t written() const
    {
        return std::size_t(form) * 9 + std::size_t(first_digits) * 3 + std::size_t(second_digits);
    }
    std::optional<std::chrono::sys_days> day(DayOrder) const; // nothing if there is no such date or no such pattern
};

inline constexpr std::size_t time_forms_max = 64;
inline constexpr std::size_t written_ways_max = time_forms_max * 9;

// Patterns: Y year of four digits; M, D, H (0 to 23), h (1 to 12) of one or two; mm, ss of two; a for AM or PM;
// anything else stands for itself, and a blank for any blanks. Two patterns that differ only in M and D leave the order
// open.
class TimePatterns {
public:
    static Result<TimePatterns> compile(std::vector<std::string> const&);
    std::optional<TimeText> read(std::string_view cell) const;
    // The form and order of one pattern that was compiled in.
    struct Known {
        std::uint8_t form;
        DayOrder order;
    };
    std::optional<Known> find(std::string_view pattern) const;
    bool open_order() const;

private:
    struct Form {
        std::string tokens; // the pattern, with N for both M and D where the year does not come first
        bool year_first {}, month_first {}, day_first {};
    };
    std::vector<Form> m_forms;
};

} // namespace wellkept::programs
