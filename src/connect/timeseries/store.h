// SQL of the timeseries schema: rows in, rows out, no decisions.
#pragma once
#include "access/grant.h"

namespace wellkept::timeseries::store {

struct StreamRow {
    StreamId stream;
    ConnectionId connection;
    db::Bytes descriptor;
    std::int64_t first_ms, last_ms, samples;
    std::int32_t segments;
    std::int64_t sequence;
};
struct SegmentRow {
    std::int64_t sequence, first_ms, last_ms;
    std::int32_t samples;
    db::Bytes body;
};
struct SegmentHead {
    std::int64_t sequence, first_ms, last_ms;
    std::int32_t samples;
};
struct RecordRow {
    db::Bytes record;
    std::int64_t first_ms, last_ms;
};
struct NewSegment {
    std::int64_t sequence, first_ms, last_ms;
    std::int32_t samples;
    std::string body;
};

Result<std::vector<StreamRow>> streams(access::SubjectGrant const&);
Result<std::optional<StreamRow>> lock_stream(access::SubjectGrant const&, std::string const& tag);
Result<bool> lock_stream(access::SubjectGrant const&, StreamId);
Result<> insert_stream(access::SubjectGrant const&, StreamRow const&, std::string const& tag);
// Segments that hold samples starting in [from, to), by first_ms, at most `limit`.
Result<std::vector<SegmentRow>> segments(
    access::SubjectGrant const&, StreamId, std::int64_t from_ms, std::int64_t to_ms, int limit);
Result<std::vector<SegmentHead>> heads(access::SubjectGrant const&, StreamId);
Result<std::vector<SegmentRow>> by_sequence(access::SubjectGrant const&, StreamId, std::vector<std::int64_t> const&);
void insert_segments(access::SubjectGrant const&, StreamRow const&, std::vector<NewSegment>); // and the stream's row as it now is; with the next statement
Result<std::int64_t> delete_segments(access::SubjectGrant const&, StreamId, std::vector<std::int64_t> const&);
Result<std::vector<RecordRow>> records(access::SubjectGrant const&, StreamId, std::vector<db::Bytes> const&);
Result<> upsert_records(access::SubjectGrant const&, StreamId, std::vector<RecordRow> const&);
Result<std::int64_t> erase_all(access::SubjectGrant const&);
Result<std::int64_t> erase_streams(access::SubjectGrant const&, std::vector<StreamId> const&);

} // namespace wellkept::timeseries::store
