#include "connect/timeseries/store.h"

namespace wellkept::timeseries::store {
namespace {

#define STREAM_COLUMNS "stream_id, connection_id, descriptor, first_ms, last_ms, samples, segments, sequence"

db::PersonalQuery<StreamRow, SubjectId> const list_streams { "timeseries/list_streams",
    "SELECT " STREAM_COLUMNS " FROM timeseries.stream WHERE subject_id = $1 ORDER BY stream_id" };
db::PersonalQuery<StreamRow, SubjectId, db::Bytes> const lock_by_tag { "timeseries/lock_by_tag",
    "SELECT " STREAM_COLUMNS " FROM timeseries.stream WHERE subject_id = $1 AND tag = $2 FOR UPDATE" };
struct Found {
    StreamId stream;
};
db::PersonalQuery<Found, SubjectId, StreamId> const lock_by_id { "timeseries/lock_by_id",
    "SELECT stream_id FROM timeseries.stream WHERE subject_id = $1 AND stream_id = $2 FOR UPDATE" };
db::PersonalQuery<Unit, SubjectId, StreamId, ConnectionId, db::Bytes, db::Bytes> const insert_stream_row {
    "timeseries/insert_stream",
    "INSERT INTO timeseries.stream (subject_id, stream_id, connection_id, tag, descriptor, first_ms, last_ms, samples,"
    "  segments, sequence) VALUES ($1, $2, $3, $4, $5, 9223372036854775807, -9223372036854775808, 0, 0, 0)"
    " ON CONFLICT (subject_id, tag) DO NOTHING"
};
db::PersonalQuery<SegmentRow, SubjectId, StreamId, std::int64_t, std::int64_t, std::int32_t> const list_segments {
    "timeseries/list_segments",
    "SELECT sequence, first_ms, last_ms, samples, body FROM timeseries.segment WHERE subject_id = $1 AND stream_id = $2"
    " AND last_ms >= $3 AND first_ms < $4 ORDER BY first_ms, sequence LIMIT $5"
};
db::PersonalQuery<SegmentHead, SubjectId, StreamId> const list_heads { "timeseries/list_heads",
    "SELECT sequence, first_ms, last_ms, samples FROM timeseries.segment WHERE subject_id = $1 AND stream_id = $2"
    " ORDER BY first_ms, sequence LIMIT 20000" };
db::PersonalQuery<SegmentRow, SubjectId, StreamId, std::vector<std::int64_t>> const segments_by_sequence {
    "timeseries/segments_by_sequence",
    "SELECT sequence, first_ms, last_ms, samples, body FROM timeseries.segment"
    " WHERE subject_id = $1 AND stream_id = $2 AND sequence = ANY($3)"
};
db::PersonalQuery<Unit, SubjectId, StreamId, std::vector<std::int64_t>, std::vector<std::int64_t>,
    std::vector<std::int64_t>, std::vector<std::int32_t>, std::vector<db::Bytes>, std::int64_t, std::int64_t, std::int64_t,
    std::int32_t, std::int64_t> const insert_segment_rows { "timeseries/insert_segments",
    "WITH stream AS (UPDATE timeseries.stream SET first_ms = $8, last_ms = $9, samples = $10, segments = $11, sequence = $12"
    "  WHERE subject_id = $1 AND stream_id = $2)"
    " INSERT INTO timeseries.segment (subject_id, stream_id, sequence, first_ms, last_ms, samples, body)"
    " SELECT $1, $2, s.* FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::int[], $7::bytea[]) s"
};
db::PersonalQuery<Unit, SubjectId, StreamId, std::vector<std::int64_t>> const delete_segment_rows {
    "timeseries/delete_segments",
    "DELETE FROM timeseries.segment WHERE subject_id = $1 AND stream_id = $2 AND sequence = ANY($3)"
};
db::PersonalQuery<RecordRow, SubjectId, StreamId, std::vector<db::Bytes>> const find_records {
    "timeseries/find_records",
    "SELECT record, first_ms, last_ms FROM timeseries.record WHERE subject_id = $1 AND stream_id = $2 AND record = "
    "ANY($3)"
};
db::PersonalQuery<Unit, SubjectId, StreamId, std::vector<db::Bytes>, std::vector<std::int64_t>,
    std::vector<std::int64_t>> const upsert_record_rows { "timeseries/upsert_records",
    "INSERT INTO timeseries.record (subject_id, stream_id, record, first_ms, last_ms)"
    " SELECT $1, $2, r.* FROM unnest($3::bytea[], $4::bigint[], $5::bigint[]) r"
    " ON CONFLICT (subject_id, stream_id, record) DO UPDATE SET"
    "  first_ms = least(record.first_ms, excluded.first_ms), last_ms = greatest(record.last_ms, excluded.last_ms)" };
db::PersonalQuery<Unit, SubjectId> const erase_segments { "timeseries/erase_segments",
    "DELETE FROM timeseries.segment WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const erase_records { "timeseries/erase_records",
    "DELETE FROM timeseries.record WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const erase_all_streams { "timeseries/erase_streams",
    "DELETE FROM timeseries.stream WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, std::vector<StreamId>> const erase_segments_of { "timeseries/erase_segments_of",
    "DELETE FROM timeseries.segment WHERE subject_id = $1 AND stream_id = ANY($2)" };
db::PersonalQuery<Unit, SubjectId, std::vector<StreamId>> const erase_records_of { "timeseries/erase_records_of",
    "DELETE FROM timeseries.record WHERE subject_id = $1 AND stream_id = ANY($2)" };
db::PersonalQuery<Unit, SubjectId, std::vector<StreamId>> const erase_streams_of { "timeseries/erase_streams_of",
    "DELETE FROM timeseries.stream WHERE subject_id = $1 AND stream_id = ANY($2)" };

} // namespace

using Grant = access::SubjectGrant;

Result<std::vector<StreamRow>> streams(Grant const& g) { return g.rows(list_streams); }
Result<std::optional<StreamRow>> lock_stream(Grant const& g, std::string const& tag)
{
    return g.maybe(lock_by_tag, { tag });
}
Result<bool> lock_stream(Grant const& g, StreamId id) { return TRY(g.maybe(lock_by_id, id)).has_value(); }
Result<> insert_stream(Grant const& g, StreamRow const& r, std::string const& tag)
{
    (void)TRY(g.run(insert_stream_row, r.stream, r.connection, { tag }, r.descriptor));
    return {};
}
Result<std::vector<SegmentRow>> segments(Grant const& g, StreamId s, std::int64_t from, std::int64_t to, int limit)
{
    return g.rows(list_segments, s, from, to, limit);
}
Result<std::vector<SegmentHead>> heads(Grant const& g, StreamId s) { return g.rows(list_heads, s); }
Result<std::vector<SegmentRow>> by_sequence(Grant const& g, StreamId s, std::vector<std::int64_t> const& which)
{
    return g.rows(segments_by_sequence, s, which);
}
void insert_segments(Grant const& g, StreamRow const& s, std::vector<NewSegment> rows)
{
    std::vector<std::int64_t> sequence, first, last;
    std::vector<std::int32_t> samples;
    std::vector<db::Bytes> body;
    for (auto& r : rows) {
        sequence.push_back(r.sequence);
        first.push_back(r.first_ms);
        last.push_back(r.last_ms);
        samples.push_back(r.samples);
        body.push_back({ std::move(r.body) });
    }
    g.later(insert_segment_rows, s.stream, sequence, first, last, samples, body, s.first_ms, s.last_ms, s.samples, s.segments, s.sequence);
}
Result<std::int64_t> delete_segments(Grant const& g, StreamId s, std::vector<std::int64_t> const& which)
{
    return g.run(delete_segment_rows, s, which);
}
Result<std::vector<RecordRow>> records(Grant const& g, StreamId s, std::vector<db::Bytes> const& tags)
{
    return g.rows(find_records, s, tags);
}
Result<> upsert_records(Grant const& g, StreamId s, std::vector<RecordRow> const& rows)
{
    std::vector<db::Bytes> record;
    std::vector<std::int64_t> first, last;
    for (auto const& r : rows) {
        record.push_back(r.record);
        first.push_back(r.first_ms);
        last.push_back(r.last_ms);
    }
    (void)TRY(g.run(upsert_record_rows, s, record, first, last));
    return {};
}
Result<std::int64_t> erase_all(Grant const& g)
{
    auto n = TRY(g.run(erase_segments));
    n += TRY(g.run(erase_records));
    return n + TRY(g.run(erase_all_streams));
}
Result<std::int64_t> erase_streams(Grant const& g, std::vector<StreamId> const& which)
{
    auto n = TRY(g.run(erase_segments_of, which));
    n += TRY(g.run(erase_records_of, which));
    return n + TRY(g.run(erase_streams_of, which));
}

} // namespace wellkept::timeseries::store
