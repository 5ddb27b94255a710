// Mapping rules as data: how one vendor document becomes samples. Read from a manifest, carried out by mapping.cpp.
#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace wellkept::programs {

// A place in a response, written `level/json/pointer` or `level#`. Level 0 is `body`, the unwrapped answer; the others
// are what a rule's `each` walks through, by name. `#` is the element's key in an object, or its index in an array.
struct Path {
    std::size_t level {};
    bool key {};
    std::string pointer; // RFC 6901; empty for the element itself
};

// A number from the response or from the manifest, with the milliseconds one of it stands for.
struct Span {
    std::optional<Path> at;
    double constant {};
    double to_ms = 1;
};

struct Condition {
    enum class Is { one_of, none_of, present, absent };
    Path at;
    Is is = Is::one_of;
    std::vector<std::string> values; // scalars as JSON writes them, strings without quotes
};

enum class TimeForm {
    epoch_s,
    epoch_ms,
    rfc3339, // its offset is where the person was; a plain Z says nothing about that
    rfc3339_utc, // its offset says nothing about the person
    utc, // date-time without zone, known to be UTC; seconds may be missing
    local, // date-time without zone, on the person's clock
    day, // YYYY-MM-DD: the whole local day
};

struct TimeRule {
    Path start;
    TimeForm as = TimeForm::epoch_s;
    std::optional<Path> end; // in the same form
    std::optional<Span> duration;
    std::optional<Span> plus; // added to the start
    std::optional<Path> zone; // IANA name
    std::optional<Span> offset; // east of UTC
    std::optional<Path> local_clock; // what the person's clock showed at the start: offset = difference, to 30 min

    bool interval() const { return end || duration || as == TimeForm::day; }
};

struct ValueRule {
    // The code of a vendor's word; nothing if it has none.
    std::optional<std::size_t> code_of(std::string_view word) const
    {
        auto const row = codes.find(word);
        return row == codes.end() ? otherwise : std::optional(row->second);
    }

    std::optional<Path> at;
    std::optional<double> constant;
    std::optional<Path> scale10; // value x 10^this
    bool number_text {}; // the vendor writes numbers as strings
    std::string unit; // UCUM, of the vendor's number
    std::optional<Path> unit_at; // or where the unit stands, and what its names mean in UCUM
    std::map<std::string, std::string, std::less<>> unit_table;
    std::map<std::string, std::size_t, std::less<>> codes; // for a coded metric: vendor's word -> index of ours
    std::optional<std::size_t> otherwise; // the code of every word that is not listed
    std::set<std::string, std::less<>> skip; // values that mean "no value"
};

// Many samples out of one place: numbers in an array (null is a hole), or one digit a step in a string (runs merge).
struct Series {
    Path items;
    Span step;
    bool digits {};
};

struct TemplatePart {
    std::string text;
    std::optional<Path> at; // if set, stands for the value there
};

struct Emit {
    std::string metric;
    std::string category; // of the metric, kept here for consent
    std::vector<Condition> when;
    TimeRule time;
    ValueRule value;
    std::optional<Series> series;
};

struct Level {
    std::string name;
    Path in;
    bool map {}; // an object whose members are the elements; else an array
};

struct Rule {
    std::string name;
    std::vector<Level> each;
    std::vector<Condition> when;
    std::vector<Condition> withdrawn; // if not empty and all hold, the record is a deletion
    std::vector<TemplatePart> record; // empty: the vendor gives no id
    bool whole = true; // this response holds all samples of the record
    std::vector<Emit> emit;
};

} // namespace wellkept::programs
