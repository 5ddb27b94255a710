#include "connect/timeseries/sealed.h"
#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace wellkept::timeseries {
namespace {

// The stream's row, locked until commit: writers of one stream take turns, all others run side by side.
Result<store::StreamRow> open_or_make(
    access::SubjectGrant const& grant, access::Gate const& gate, Batch const& batch, Stream& stream)
{
    auto const tag = TRY(grant.tag(access::person_scope, stream_tag_text(batch.connection, batch.metric->code)));
    auto row = TRY(store::lock_stream(grant, tag));
    if (!row) {
        stream.id = StreamId::fresh(gate.clock(), gate.rng());
        auto sealed = TRY(seal_descriptor(grant, stream));
        TRY(store::insert_stream(grant, { stream.id, batch.connection, { std::move(sealed) }, 0, 0, 0, 0, 0 }, tag));
        row = TRY(store::lock_stream(grant, tag)); // ours, or that of whoever was first
        if (!row) return bug("stream vanished");
    }
    stream.id = row->stream;
    return *row;
}

} // namespace

Result<std::vector<Sample>> known_in(
    access::SubjectGrant const& grant, Stream const& stream, std::vector<Range> ranges)
{
    std::sort(ranges.begin(), ranges.end(), [](Range a, Range b) { return a.first < b.first; });
    std::set<std::int64_t> seen;
    std::vector<Segment> segments;
    for (auto const& r : ranges) {
        for (auto const& row : TRY(store::segments(grant, stream.id, r.first, r.last + 1, 10'000)))
            if (seen.insert(row.sequence).second) segments.push_back(TRY(open_segment(grant, stream, row)));
    }
    return merge(std::move(segments), Tombstones::keep);
}

Result<Written> store_delta(access::SubjectGrant const& grant, Stream const& stream, store::StreamRow row, Delta const& delta)
{
    Written out;
    out.stream = stream.id;
    out.known = delta.already_known;
    out.updated = delta.updated;
    out.deleted = delta.deleted;
    out.created = delta.created;
    if (delta.fresh.empty()) return out;
    out.first_ms = delta.fresh.front().start_ms;
    out.last_ms = delta.fresh.back().start_ms;
    auto segments = TRY(cut(grant, stream, row.sequence + 1, delta.fresh));
    row.sequence += static_cast<std::int64_t>(segments.size());
    auto const before = std::exchange(row.segments, row.segments + static_cast<std::int32_t>(segments.size()));
    row.first_ms = std::min(row.first_ms, out.first_ms);
    row.last_ms = std::max(row.last_ms, out.last_ms);
    row.samples += static_cast<std::int64_t>(out.created) - static_cast<std::int64_t>(out.deleted);
    store::insert_segments(grant, row, std::move(segments));
    out.crowded = row.segments / segments_crowded > before / segments_crowded; // once in so many, not at each write
    return out;
}

Result<Written> write(access::Granted<WriteSamples> const& grant, access::Gate const& gate, Batch batch)
{
    if (batch.samples.empty()) return Written {};
    if (!grant.consented(batch.connection, batch.metric->category)) {
        return Error { Code::forbidden, PublicText("The person has not allowed this kind of data."),
            Detail("category not granted") };
    }
    Stream stream { {}, batch.connection, batch.metric->code, batch.metric->category, batch.program };
    auto row = TRY(open_or_make(grant, gate, batch, stream));

    auto const by_start = [](Sample const& a, Sample const& b) { return a.start_ms < b.start_ms; };
    auto const [low, high] = std::minmax_element(batch.samples.begin(), batch.samples.end(), by_start);
    Range const span { low->start_ms, high->start_ms };

    // Vendor records: remember where each lies, and look where earlier ones lay.
    std::map<std::string, store::RecordRow> records;
    std::map<std::string, std::string> tags;
    for (auto const& s : batch.samples) {
        if (s.record.empty()) continue;
        auto& tag = tags[s.record];
        if (tag.empty()) tag = TRY(grant.tag(access::person_scope, "record/" + s.record));
        auto [it, fresh] = records.try_emplace(tag, store::RecordRow { { tag }, s.start_ms, s.start_ms });
        it->second.first_ms = std::min(it->second.first_ms, s.start_ms);
        it->second.last_ms = std::max(it->second.last_ms, s.start_ms);
    }
    std::vector<Range> look { span };
    if (!records.empty()) {
        std::vector<db::Bytes> wanted;
        for (auto const& [tag, r] : records) wanted.push_back(r.record);
        for (auto const& r : TRY(store::records(grant, stream.id, wanted))) look.push_back({ r.first_ms, r.last_ms });
    }

    Delta delta;
    bool const append = row.samples == 0 || (span.first > row.last_ms && look.size() == 1);
    delta = difference(append ? std::vector<Sample> {} : TRY(known_in(grant, stream, std::move(look))),
        std::move(batch.samples), { Records::shared, batch.whole_records });

    auto out = TRY(store_delta(grant, stream, row, delta));
    if (out.changed() && !records.empty()) {
        std::vector<store::RecordRow> rows;
        for (auto& [tag, r] : records) rows.push_back(std::move(r));
        TRY(store::upsert_records(grant, stream.id, rows));
    }
    return out;
}

Result<std::vector<Written>> withdraw_records(access::Granted<WriteSamples> const& grant, ConnectionId connection,
    std::vector<std::string> const& records, std::map<std::string, std::set<std::string>> const& kept)
{
    std::vector<Written> out;
    std::map<std::string, db::Bytes> tags;
    for (auto const& r : records) tags[r] = { TRY(grant.tag(access::person_scope, "record/" + r)) };
    for (auto const& listed : TRY(store::streams(grant))) {
        if (listed.connection != connection) continue;
        auto const stream = TRY(open_stream(grant, listed));
        auto const present = kept.find(stream.metric);
        std::set<std::string> gone;
        std::vector<db::Bytes> wanted;
        for (auto const& [record, tag] : tags) {
            if (present != kept.end() && present->second.contains(record)) continue;
            gone.insert(record);
            wanted.push_back(tag);
        }
        if (wanted.empty()) continue;
        std::vector<Range> ranges;
        for (auto const& r : TRY(store::records(grant, stream.id, wanted))) ranges.push_back({ r.first_ms, r.last_ms });
        if (ranges.empty()) continue;
        auto const row = TRY(store::lock_stream(grant, TRY(grant.tag(access::person_scope, stream_tag_text(connection, stream.metric)))));
        if (!row) continue;
        auto const known = TRY(known_in(grant, stream, std::move(ranges)));
        std::vector<Sample> withdrawn;
        for (auto const& s : known) {
            if (s.deleted || !gone.contains(s.record)) continue;
            withdrawn.push_back(s);
            withdrawn.back().deleted = true;
        }
        if (withdrawn.empty()) continue;
        auto written = TRY(store_delta(grant, stream, *row, difference(known, std::move(withdrawn))));
        if (written.changed()) out.push_back(written);
    }
    return out;
}

namespace {

Result<std::optional<store::StreamRow>> row_of(access::SubjectGrant const& grant, StreamId id)
{
    for (auto& r : TRY(store::streams(grant)))
        if (r.stream == id) return std::optional(std::move(r));
    return std::optional<store::StreamRow> {};
}

// A stretch of time with small segments in it, and all that overlaps it: only such a closed set may be merged, since what
// it becomes is newer than all that stays. Empty: nothing is worth merging.
struct Closed {
    std::vector<std::int64_t> sequences;
    std::int64_t low = INT64_MAX, high = INT64_MIN;
    bool touches(store::SegmentHead const& h) const { return h.last_ms >= low && h.first_ms <= high; }
};
Closed to_merge(std::vector<store::SegmentHead> const& heads)
{
    Closed out;
    std::size_t taken = 0;
    for (auto const& h : heads) {
        if (h.samples >= static_cast<std::int32_t>(limits::samples_per_chunk_max / 2)) {
            if (taken >= 2) break;
            out.low = INT64_MAX, out.high = INT64_MIN, taken = 0;
            continue;
        }
        out.low = std::min(out.low, h.first_ms);
        out.high = std::max(out.high, h.last_ms);
        if (++taken == 256) break;
    }
    if (taken < 2) return {};
    for (bool grown = true; grown;) {
        grown = false;
        out.sequences.clear();
        for (auto const& h : heads) {
            if (!out.touches(h)) continue;
            out.sequences.push_back(h.sequence);
            grown = grown || h.first_ms < out.low || h.last_ms > out.high;
            out.low = std::min(out.low, h.first_ms);
            out.high = std::max(out.high, h.last_ms);
        }
    }
    return out;
}

} // namespace

// Reads, merges and packs without any lock; the stream is held for the exchange alone, after a look at whether the set is
// still whole and closed. If it is not, nothing was done and it is tried anew. Killed at any point it has changed nothing:
// the exchange is one transaction.
Result<bool> compact(access::Granted<CompactSamples> const& grant, access::Gate const&, StreamId id)
{
    auto const before = TRY(row_of(grant, id));
    if (!before) return false;
    auto const stream = TRY(open_stream(grant, *before));
    auto const set = to_merge(TRY(store::heads(grant, id)));
    if (set.sequences.empty()) return false;
    std::vector<Segment> segments;
    for (auto const& s : TRY(store::by_sequence(grant, id, set.sequences)))
        segments.push_back(TRY(open_segment(grant, stream, s)));
    if (segments.size() != set.sequences.size()) return true; // another compaction was quicker
    // Whatever could lie under a tombstone overlaps it, and so is in the set: none need be kept.
    auto const pieces = TRY(pack(merge(std::move(segments), Tombstones::drop)));
    if (pieces.size() >= set.sequences.size()) return false;

    if (!TRY(store::lock_stream(grant, id))) return false;
    auto row = TRY(row_of(grant, id));
    if (!row) return false;
    std::set<std::int64_t> const known(set.sequences.begin(), set.sequences.end());
    std::size_t still = 0;
    for (auto const& h : TRY(store::heads(grant, id))) {
        if (known.contains(h.sequence)) ++still;
        else if (set.touches(h)) return true; // a correction came meanwhile
    }
    if (still != known.size()) return true;
    auto fresh = TRY(seal(grant, stream, row->sequence + 1, pieces));
    row->sequence += static_cast<std::int64_t>(fresh.size());
    row->segments += static_cast<std::int32_t>(fresh.size()) - static_cast<std::int32_t>(known.size());
    (void)TRY(store::delete_segments(grant, id, set.sequences));
    store::insert_segments(grant, *row, std::move(fresh));
    return row->segments > segments_crowded;
}

namespace {

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "timeseries"; }
    std::vector<std::string> personal_tables() const override
    {
        return { "timeseries.stream", "timeseries.segment", "timeseries.record" };
    }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (scope.whole() && !scope.keeps("measurement")) return store::erase_all(grant);
        std::vector<StreamId> gone;
        for (auto const& row : TRY(store::streams(grant))) {
            if (scope.whole()) {
                if (!kept_here(scope, row.connection)) gone.push_back(row.stream);
                continue;
            }
            if (row.connection != *scope.connection) continue;
            if (scope.category.empty()) {
                gone.push_back(row.stream);
                continue;
            }
            auto stream = open_stream(grant, row);
            if (stream.ok() && stream.value().category == scope.category) gone.push_back(row.stream);
        }
        return store::erase_streams(grant, gone);
    }
    // A record is what came by one connection: its id.
    std::vector<std::string> record_classes() const override { return { "measurement" }; }
    Result<std::vector<access::Scope>> scopes_kept(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        std::vector<access::Scope> out;
        if (!scope.keeps("measurement")) return out;
        for (auto const& row : TRY(store::streams(grant)))
            if (kept_here(scope, row.connection)) out.push_back(access::scope_of(row.connection, TRY(open_stream(grant, row)).category));
        return out;
    }

private:
    static bool kept_here(access::ErasureScope const& scope, ConnectionId c)
    {
        auto const it = scope.kept.find("measurement");
        return it != scope.kept.end() && (it->second.contains(Uuid {}) || it->second.contains(c.value));
    }
};

} // namespace

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::timeseries
