// The `file:` section of a Program's manifest: which files it reads, and how a row becomes samples. Pure data.
// The README of this folder explains every key.
#pragma once
#include "base/result.h"
#include "connect/programs/file_text.h"
#include "connect/programs/file_time.h"
#include "connect/timeseries/metric.h"
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace YAML {
class Node;
}

namespace wellkept::programs {

inline constexpr std::size_t file_sniff_bytes_max = 64 * 1024;
inline constexpr std::size_t file_title_lines_max = 20;

struct FileColumn {
    std::string name; // ours, for the other keys of the layout
    // Headers as files spell them, in any language; case and blanks do not count. {unit} stands for a key of `units`,
    // {n} for 00, 01, 02 ... if `repeat` is above 1.
    std::vector<std::string> headers;
    std::map<std::string, std::string, std::less<>> units; // the file's word -> UCUM
    std::size_t repeat = 1;
    bool optional {};
};

struct FileCondition {
    std::size_t column {}; // of the layout
    std::set<std::string, std::less<>> one_of;

    bool holds(std::string_view cell) const { return one_of.contains(cell); }
};

struct FileSampleRule {
    std::string metric;
    std::vector<FileCondition> when; // all must hold
    std::size_t column {};
    enum class Span { instant, lasts, day };
    Span span = Span::instant;
    std::int64_t lasts_ms {}; // also the step from one repeated column to the next
    std::string unit; // UCUM of the file's number, empty if the header says it
    std::string ucum; // of the metric
    bool whole {}; // refuse fractions
    std::map<std::string, double, std::less<>> codes; // for a coded metric: the file's word -> index of ours
    double min {}, max {}; // plausible, in the metric's unit
};

struct FileIgnored {
    FileCondition when;
    std::string says; // what these rows are, for people
};

struct FileLayout {
    std::string code, title;
    std::vector<char> delimiters;
    std::size_t title_lines {}; // lines that may stand before the header
    std::vector<FileColumn> columns;
    std::optional<std::size_t> person, record, kind; // columns: whose row it is; its id; rows of one kind are in order
    std::size_t time {};
    TimePatterns patterns;
    std::optional<TimePatterns::Known> vendor; // how the vendor itself writes times
    bool daily {}; // a row at least for every day
    enum class Decimal { point, comma, either };
    Decimal decimal = Decimal::point;
    std::vector<FileSampleRule> samples;
    std::vector<FileIgnored> ignored;

    std::optional<std::size_t> column(std::string_view name) const;
};

struct FileFormat {
    std::vector<FileLayout> layouts;
    std::set<std::string> categories; // of all metrics it may give: what consent must cover
};

// `file` only names the manifest in errors. Code::bad_input with every fault found.
Result<FileFormat> parse_file_section(YAML::Node const&, std::string const& file, timeseries::MetricTable const&);

// A file whose header fits one layout.
struct RecognisedFile {
    std::size_t format {}; // index in the span given to recognise_file
    FileLayout const* layout {}; // owned by that format
    TextEncoding encoding {};
    char delimiter {};
    std::uint64_t header_line {}; // 1-based
    std::size_t columns {}; // of the header
    // For each column of the layout where it stands in the file; empty if the file has not got it.
    std::vector<std::vector<std::size_t>> places;
    std::vector<std::string> units; // for each column of the layout the UCUM unit its header names, or empty
};

// `first_bytes` is the file's beginning, at most file_sniff_bytes_max are read. Code::unsupported with the titles of
// what can be read if nothing fits, Code::bad_input if the file is empty or no text.
Result<RecognisedFile> recognise_file(std::span<FileFormat const* const>, std::string_view first_bytes);

} // namespace wellkept::programs
