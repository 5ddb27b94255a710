#include "connect/timeseries/sealed.h"
#include "platform/json/json.h"

namespace wellkept::timeseries {
namespace {

struct Descriptor {
    std::string metric, category, program;
};
BOOST_DESCRIBE_STRUCT(Descriptor, (), (metric, category, program))

access::Place descriptor_place(StreamId id) { return { "timeseries.stream", "descriptor", id.value }; }

// The sequence is bound in, so that an older segment cannot stand in for a newer one.
std::string body_column(std::int64_t sequence) { return "body/" + std::to_string(sequence); }

} // namespace

std::string stream_tag_text(ConnectionId c, std::string_view metric) { return c.text() + "/" + std::string(metric); }

Result<std::string> seal_descriptor(access::SubjectGrant const& grant, Stream const& s)
{
    return grant.seal(access::person_scope, descriptor_place(s.id),
        json::encode_text(Descriptor { s.metric, s.category, s.program }));
}

Result<Stream> open_stream(access::SubjectGrant const& grant, store::StreamRow const& row)
{
    auto const text = TRY(grant.open(access::person_scope, descriptor_place(row.stream), row.descriptor.data));
    auto d = TRY(json::decode<Descriptor>(TRY(json::parse(text))));
    return Stream { row.stream, row.connection, std::move(d.metric), std::move(d.category), std::move(d.program),
        row.first_ms, row.last_ms, row.samples };
}

Result<Segment> open_segment(access::SubjectGrant const& grant, Stream const& s, store::SegmentRow const& row, std::int64_t from_ms,
    std::int64_t to_ms)
{
    auto const column = body_column(row.sequence);
    auto const bytes = TRY(grant.open(
        access::scope_of(s.connection, s.category), { "timeseries.segment", column, s.id.value }, row.body.data));
    return Segment { static_cast<std::uint64_t>(row.sequence), TRY(decode(bytes, from_ms, to_ms)) };
}

Result<> open_columns(access::SubjectGrant const& grant, Stream const& s, store::SegmentRow const& row, Columns& out)
{
    auto const column = body_column(row.sequence);
    return decode_into(TRY(grant.open(
        access::scope_of(s.connection, s.category), { "timeseries.segment", column, s.id.value }, row.body.data)), out);
}

Result<std::vector<Piece>> pack(std::span<Sample const> samples)
{
    std::vector<Piece> out;
    while (!samples.empty()) {
        auto const part = samples.first(std::min(samples.size(), limits::samples_per_chunk_max));
        out.push_back({ TRY(encode(part)), part.front().start_ms, part.back().start_ms, static_cast<std::int32_t>(part.size()) });
        samples = samples.subspan(part.size());
    }
    return out;
}

Result<std::vector<store::NewSegment>> seal(access::SubjectGrant const& grant, Stream const& s, std::int64_t sequence, std::vector<Piece> const& pieces)
{
    std::vector<store::NewSegment> out;
    auto const scope = access::scope_of(s.connection, s.category);
    for (auto const& p : pieces) {
        auto const column = body_column(sequence);
        auto body = TRY(grant.seal(scope, { "timeseries.segment", column, s.id.value }, p.chunk));
        out.push_back({ sequence++, p.first_ms, p.last_ms, p.samples, std::move(body) });
    }
    return out;
}

Result<std::vector<store::NewSegment>> cut(
    access::SubjectGrant const& grant, Stream const& s, std::int64_t sequence, std::span<Sample const> samples)
{
    return seal(grant, s, sequence, TRY(pack(samples)));
}

} // namespace wellkept::timeseries
