// JSON shapes of this room. Include only in .cpp files.
#pragma once
#include "connect/ingest/ingest.h"
#include "platform/json/json.h"

namespace wellkept::ingest::shape {

struct SampleIn {
    std::string metric;
    Instant start;
    std::optional<Instant> end;
    std::optional<double> value;
    std::optional<std::string> code;
    std::optional<std::int32_t> offset_minutes;
    std::optional<std::string> record;
};
struct SamplesIn {
    std::vector<SampleIn> samples;
};
struct RefusedOut {
    std::int64_t index;
    std::string reason;
};
struct SamplesWritten {
    std::int64_t accepted, known, updated, not_allowed, refused_total;
    std::vector<RefusedOut> refused;
};
struct ImportMetric {
    std::string metric, title;
    std::int64_t samples;
};
struct ImportRows {
    std::string reason, text;
    std::int64_t rows;
    std::optional<std::vector<std::int64_t>> first_lines;
};
struct ReportOut {
    std::string format;
    std::int64_t rows_read, samples_new, samples_known, samples_updated, samples_not_allowed;
    std::vector<ImportRows> rows_ignored, rows_refused;
    std::vector<ImportMetric> metrics;
    std::optional<Instant> first, last;
    std::optional<std::string> note;
};
struct ImportProblem {
    std::string code, text;
};
struct ImportOut {
    Uuid import_id;
    std::string program, state;
    Instant created_at;
    std::int32_t percent;
    std::optional<std::string> name;
    std::optional<ImportProblem> problem;
    std::optional<ReportOut> report;
};
struct ImportsOut {
    std::vector<ImportOut> imports;
};
struct ImportAccepted {
    Uuid import_id;
};
// Sealed with the upload.
struct Details {
    std::string program, zone;
    std::optional<std::string> person, name;
};
BOOST_DESCRIBE_STRUCT(SampleIn, (), (metric, start, end, value, code, offset_minutes, record))
BOOST_DESCRIBE_STRUCT(SamplesIn, (), (samples))
BOOST_DESCRIBE_STRUCT(RefusedOut, (), (index, reason))
BOOST_DESCRIBE_STRUCT(SamplesWritten, (), (accepted, known, updated, not_allowed, refused_total, refused))
BOOST_DESCRIBE_STRUCT(ImportMetric, (), (metric, title, samples))
BOOST_DESCRIBE_STRUCT(ImportRows, (), (reason, text, rows, first_lines))
BOOST_DESCRIBE_STRUCT(ReportOut, (),
    (format, rows_read, samples_new, samples_known, samples_updated, samples_not_allowed, rows_ignored, rows_refused, metrics, first, last, note))
BOOST_DESCRIBE_STRUCT(ImportProblem, (), (code, text))
BOOST_DESCRIBE_STRUCT(ImportOut, (), (import_id, program, state, created_at, percent, name, problem, report))
BOOST_DESCRIBE_STRUCT(ImportsOut, (), (imports))
BOOST_DESCRIBE_STRUCT(ImportAccepted, (), (import_id))
BOOST_DESCRIBE_STRUCT(Details, (), (program, zone, person, name))

inline access::Place details_place(Uuid id) { return { "ingest.upload", "details", id }; }
inline access::Place report_place(Uuid id) { return { "ingest.upload", "report", id }; }
inline constexpr std::size_t piece_bytes = 4 * 1024 * 1024;
inline std::string blob_prefix(SubjectId s, ConnectionId c) { return "uploads/" + s.text() + "/" + c.text(); }
inline std::string blob_key(SubjectId s, ConnectionId c, Uuid import, int piece)
{
    return blob_prefix(s, c) + "/" + import.text() + "/" + std::to_string(piece);
}

} // namespace wellkept::ingest::shape
