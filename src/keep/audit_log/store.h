// SQL of this room: the log's key, entries, tiles, checkpoints, and what was noticed.
#pragma once
#include "platform/db/db.h"

namespace wellkept::audit_log::store {

struct KeyRow {
    std::string origin;
    db::Bytes public_key, sealed;
};
struct EntryRow {
    std::int64_t idx;
    Uuid event_id;
    Instant at;
    db::Bytes commitment;
    std::optional<db::Bytes> salt;
};
struct TileRow {
    std::int32_t level;
    std::int64_t n;
    db::Bytes hashes;
};
struct CheckpointRow {
    std::int64_t size;
    db::Bytes root;
    std::string note;
    std::optional<Instant> newest_at;
    Instant signed_at;
    std::string cosignatures; // signature lines of witnesses
};
struct AnomalyRow {
    std::string kind, ref;
    Instant found_at;
    std::string detail;
};
struct RetiredRow {
    std::string partition;
    Instant from, to;
    std::int64_t rows;
    Instant retired_at;
};
struct Shape {
    std::int64_t next_idx, largest_checkpoint,
        tiles; // largest_checkpoint: that is or was co-signed; -1 for none; tiles of level 0
};

Result<bool> try_lock(db::Tx&); // one sequencer over all nodes, until the transaction ends
Result<std::optional<KeyRow>> key(db::Tx&);
Result<> add_key(db::Tx&, KeyRow const&, Instant); // the first one stays
Result<Shape> shape(db::Tx&);
Result<std::int64_t> next_idx(db::Tx&);
Result<> add_entries(db::Tx&, std::vector<EntryRow> const&);
Result<std::vector<EntryRow>> entries(db::Tx&, std::int64_t from, std::int64_t to); // [from, to)
Result<std::optional<EntryRow>> entry_of(db::Tx&, Uuid event);
struct Placed {
    Uuid event_id;
    Instant at;
};
Result<std::vector<Placed>> placed(db::Tx&, std::vector<Uuid> const& events);
Result<std::optional<TileRow>> tile(db::Tx&, int level, std::int64_t n);
Result<> put_tiles(db::Tx&, std::vector<TileRow> const&);
Result<std::optional<CheckpointRow>> latest_checkpoint(db::Tx&);
Result<std::optional<CheckpointRow>> checkpoint_at(db::Tx&, std::int64_t size);
// A co-signed one if there is any over the index, else the latest.
Result<std::optional<CheckpointRow>> checkpoint_over(db::Tx&, std::int64_t idx);
Result<std::vector<CheckpointRow>> checkpoints(
    db::Tx&, std::int64_t after, std::int64_t to); // (after, to], and size 0 with after -1
Result<> add_checkpoint(db::Tx&, CheckpointRow const&);
Result<> add_cosignature(db::Tx&, std::int64_t size, std::string const& witness, std::string const& line, Instant);
Result<std::int64_t> cosigned_size(db::Tx&); // the largest; 0 for none
Result<> add_anomaly(db::Tx&, AnomalyRow const&);
Result<std::vector<AnomalyRow>> anomalies(db::Tx&);
Result<std::vector<RetiredRow>> retired(db::Tx&);
// As the owner. How many partitions that end within `period` (ISO 8601) before `now` or later are kept: the rest goes.
Result<std::int32_t> retire_partitions(db::Tx&, std::string const& period, Instant now);

} // namespace wellkept::audit_log::store
