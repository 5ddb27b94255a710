// Streams and segments between their sealed rows and memory. Private to the room.
#pragma once
#include "connect/timeseries/store.h"
#include "connect/timeseries/timeseries.h"

namespace wellkept::timeseries {

Result<std::string> seal_descriptor(access::SubjectGrant const&, Stream const&);
Result<Stream> open_stream(access::SubjectGrant const&, store::StreamRow const&);
std::string stream_tag_text(ConnectionId, std::string_view metric);

// Its samples that start at or after from_ms and before to_ms.
Result<Segment> open_segment(access::SubjectGrant const&, Stream const&, store::SegmentRow const&,
    std::int64_t from_ms = sample_time_ms_min, std::int64_t to_ms = sample_time_ms_end);
Result<> open_columns(access::SubjectGrant const&, Stream const&, store::SegmentRow const&, Columns&);
// Cuts a sorted run into sealed segments with the sequences from `sequence` on.
Result<std::vector<store::NewSegment>> cut(
    access::SubjectGrant const&, Stream const&, std::int64_t sequence, std::span<Sample const>);
// The same in two steps, for whoever learns the sequence late.
struct Piece {
    std::string chunk;
    std::int64_t first_ms, last_ms;
    std::int32_t samples;
};
Result<std::vector<Piece>> pack(std::span<Sample const>);
Result<std::vector<store::NewSegment>> seal(access::SubjectGrant const&, Stream const&, std::int64_t sequence, std::vector<Piece> const&);

struct Range {
    std::int64_t first, last; // starts, inclusive
};
// Everything stored in these ranges, tombstones included.
Result<std::vector<Sample>> known_in(access::SubjectGrant const&, Stream const&, std::vector<Range>);
// Stores what a delivery changes as the next segments of a locked stream.
Result<Written> store_delta(access::SubjectGrant const&, Stream const&, store::StreamRow, Delta const&);

struct Run {
    std::vector<Sample> samples;
    std::int64_t horizon_ms; // complete up to here, exclusive
};
// At least `wanted` samples from `from` on, or all there are before `to`.
Result<Run> run_of(access::Granted<ReadSamples> const&, Stream const&, std::int64_t from, std::int64_t to, std::size_t wanted);

inline constexpr int segments_crowded = 24; // more than that and a compaction is worth its while

} // namespace wellkept::timeseries
