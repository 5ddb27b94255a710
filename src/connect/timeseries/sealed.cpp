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

Result<std::string> seal_chunk(
    access::SubjectGrant const& grant, Stream const& s, std::int64_t sequence, std::span<Sample const> samples)
{
    auto const bytes = TRY(encode(samples));
    auto const column = body_column(sequence);
    return grant.seal(access::scope_of(s.connection, s.category), { "timeseries.segment", column, s.id.value }, bytes);
}

Result<Segment> open_segment(access::SubjectGrant const& grant, Stream const& s, store::SegmentRow const& row,
    std::int64_t from_ms, std::int64_t to_ms)
{
    auto const column = body_column(row.sequence);
    auto const bytes = TRY(grant.open(
        access::scope_of(s.connection, s.category), { "timeseries.segment", column, s.id.value }, row.body.data));
    return Segment { static_cast<std::uint64_t>(row.sequence), TRY(decode(bytes, from_ms, to_ms)) };
}

Result<std::vector<store::NewSegment>> cut(
    access::SubjectGrant const& grant, Stream const& s, std::int64_t sequence, std::span<Sample const> samples)
{
    std::vector<store::NewSegment> out;
    while (!samples.empty()) {
        auto const part = samples.first(std::min(samples.size(), limits::samples_per_chunk_max));
        auto body = TRY(seal_chunk(grant, s, sequence, part));
        out.push_back({ sequence++, part.front().start_ms, part.back().start_ms, static_cast<std::int32_t>(part.size()),
            std::move(body) });
        samples = samples.subspan(part.size());
    }
    return out;
}

} // namespace wellkept::timeseries
