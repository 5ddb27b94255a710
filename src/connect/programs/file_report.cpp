#include "connect/programs/file_report.h"

namespace wellkept::programs {
namespace {

struct Words {
    std::string_view code, sentence;
};

Words words(FileReason r)
{
    switch (r) {
    case FileReason::bad_row:
        return { "bad_row", "The line has not as many columns as the heading." };
    case FileReason::cut_short:
        return { "cut_short", "The file ends in the middle of this line. Export it again." };
    case FileReason::bad_time:
        return { "bad_time", "The date or time is missing or not written as this export writes it." };
    case FileReason::ambiguous_date:
        return { "ambiguous_date",
            "Day and month may be exchanged here, and nothing around the line settles it. A spreadsheet may have "
            "changed "
            "the file; upload it as the vendor exported it." };
    case FileReason::date_out_of_order:
        return { "date_out_of_order", "The date does not fit between those of the lines around it." };
    case FileReason::implausible_time:
        return { "implausible_time", "The date does not exist, lies in the future or before 1990." };
    case FileReason::nonexistent_local_time:
        return { "nonexistent_local_time",
            "Clocks were put forward over this time, so it never was. Check the time zone you chose." };
    case FileReason::ambiguous_local_time:
        return { "ambiguous_local_time",
            "Clocks were put back and showed this time twice; the file does not say which of the two it was." };
    case FileReason::not_midnight:
        return { "not_midnight", "A total of a day should stand at midnight." };
    case FileReason::not_a_number:
        return { "not_a_number", "The value is not a number." };
    case FileReason::ambiguous_number:
        return { "ambiguous_number", "The comma in the number may mark decimals or thousands." };
    case FileReason::not_whole:
        return { "not_whole", "The value should be a whole number." };
    case FileReason::implausible_value:
        return { "implausible_value", "The value is outside what a working device can measure." };
    case FileReason::unknown_code:
        return { "unknown_code", "The value is none of the words or numbers this export uses." };
    }
    return {};
}

} // namespace

std::string_view code_of(FileReason r) { return words(r).code; }
std::string_view sentence_of(FileReason r) { return words(r).sentence; }

std::uint64_t ImportReport::samples() const
{
    std::uint64_t out = 0;
    for (auto const& [metric, count] : metrics) out += count.samples;
    return out;
}

std::uint64_t ImportReport::rows_ignored() const
{
    std::uint64_t out = 0;
    for (auto const& [says, count] : ignored) out += count;
    return out;
}

} // namespace wellkept::programs
