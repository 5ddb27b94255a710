// What became of an imported file, for the person who uploaded it. Counts, lines and times of the whole; never values.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wellkept::programs {

enum class FileReason {
    bad_row,
    cut_short,
    bad_time,
    ambiguous_date,
    date_out_of_order,
    implausible_time,
    nonexistent_local_time,
    ambiguous_local_time,
    not_midnight,
    not_a_number,
    ambiguous_number,
    not_whole,
    implausible_value,
    unknown_code,
};

std::string_view code_of(FileReason);
std::string_view sentence_of(FileReason); // for people, English

struct FileRefusal {
    std::uint64_t rows {}; // refused whole
    std::uint64_t values {}; // single cells of rows otherwise read
    std::vector<std::uint64_t> lines; // the first few, as a text editor counts
};

struct FileMetricCount {
    std::uint64_t samples {}; // made and handed over
    std::uint64_t known {}; // of these, what the store had already, by the sink's word
};

struct ImportReport {
    static constexpr std::size_t lines_max = 5;

    std::string layout, title; // of the format recognised
    std::uint64_t bytes {}, rows {}; // read; rows without the header and the lines before it
    // rows = used + refused + ignored + of_others
    std::uint64_t rows_used {}; // gave at least one sample
    std::uint64_t rows_refused {};
    std::uint64_t rows_of_others {}; // of other people in the file
    std::map<std::string, std::uint64_t> ignored; // what these rows are, for people -> how many
    std::map<FileReason, FileRefusal> refused;
    std::map<std::string, FileMetricCount> metrics;
    std::optional<std::int64_t> first_ms, last_ms; // starts of the earliest and latest sample, since 1970 UTC
    bool unterminated {}; // the last line has no line end: if the file was cut short, its last value may be cut too

    std::uint64_t samples() const;
    std::uint64_t rows_ignored() const;
};

} // namespace wellkept::programs
