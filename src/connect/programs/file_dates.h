// Is 4/5 in April or in May? Decided from the whole file, run of rows by run of rows, or left undecided. Never guessed.
//
// A file may have been opened in a spreadsheet of another country and saved again: some of its cells then stand in the
// other order, and in another written form. What settles a date, strongest first:
//   1. only one order gives a date that exists and is not in the future;
//   2. the rows before and after it: a file in order of time leaves room for only one reading;
//   3. spacing, where the format is known to have a row for every day and nearly all of this file does;
//   4. the cells written alike: enough of them settled by 2 and 3, and every settled cell of their form in one order.
// A single date out of the order that all others keep is refused too: somebody typed into that cell.
#pragma once
#include "connect/programs/file_time.h"
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace wellkept::programs {

// Runs of rows with the same date text in one sequence (one person's rows of one kind). Beyond this many runs, dates
// whose order is open are not decided: so a survey stays below some 20 MB.
inline constexpr std::size_t date_runs_max = 1 << 18;

// Numbers the runs; both readings of a file step through it in the same way.
class DateRuns {
public:
    struct Step {
        std::size_t run;
        bool fresh; // the row begins the run
    };
    Step step(std::uint32_t sequence, TimeText const&);
    std::size_t count() const { return m_next; }

private:
    struct Last {
        std::uint32_t key;
        std::uint16_t written;
        std::size_t run;
    };
    std::unordered_map<std::uint32_t, Last> m_last;
    std::size_t m_next = 0;
};

enum class TimeDirection : std::uint8_t { unknown, forward, backward };

class DateDecisions {
public:
    enum class Why : std::uint8_t { decided, undecided, out_of_order, implausible };
    struct Answer {
        std::chrono::sys_days day; // if decided
        Why why = Why::decided;
    };
    // The day of a cell of this run. Implausible: it does not exist, is in the future or before 1990.
    Answer day(std::size_t run, TimeText const&) const;
    TimeDirection direction() const { return m_direction; } // of rows within their sequences

private:
    friend class DateEvidence;
    enum class Verdict : std::uint8_t { open, month_first, day_first, out_of_order };
    std::vector<Verdict> m_verdicts; // of runs; those beyond the end are open
    std::chrono::sys_days m_last_day;
    TimeDirection m_direction = TimeDirection::unknown;
};

struct DateRules {
    std::chrono::sys_days last_day; // later dates are in the future
    bool daily {}; // the format has rows for every day
    std::optional<TimePatterns::Known> vendor; // the vendor's own way of writing, without leading zeros
};

class DateEvidence {
public:
    void add(std::uint32_t sequence, TimeText const&); // every row, in the file's order
    DateDecisions decide(DateRules const&) const;

private:
    friend struct DateInference;
    struct Run {
        std::uint32_t sequence;
        TimeText text;
    };
    DateRuns m_runs;
    std::vector<Run> m_all;
    std::unordered_map<std::uint32_t, int> m_clock; // the sequence's last second of day, within a run
    std::uint64_t m_clock_forward {}, m_clock_backward {};
    std::vector<bool> m_leading_zero = std::vector<bool>(time_forms_max); // by form
};

} // namespace wellkept::programs
