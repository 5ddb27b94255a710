// What a manifest makes of recorded answers, as text for an operator or a developer of a Program, and for golden tests.
#pragma once
#include "connect/programs/mapping.h"

namespace wellkept::programs {

struct DescribeOptions {
    bool json {}; // one JSON object a line, else a table
    std::string request; // a data request by name; empty: the longest name that begins the file's name
    std::string zone; // for days without a zone
    std::int64_t now_ms {};
};

// Which data request a recording belongs to by its file's name: getmeas_page2.json to getmeas, one_sleep.json to the
// by_object call of sleep. The request is nullptr if there is none.
struct Recording {
    DataRequest const* request {};
    bool by_object {};
};
Recording recording_of_file(Manifest const&, std::string_view file_stem);

// A report as JSON lines, in order: samples, refusals, whole records, next cursor, number skipped.
std::string report_lines(MapReport const&, timeseries::MetricTable const&);

// Prints values: for recordings, never for a log.
Result<std::string> describe_mapping(Manifest const&, timeseries::MetricTable const&,
    std::vector<std::filesystem::path> const& files, DescribeOptions const&);

} // namespace wellkept::programs
