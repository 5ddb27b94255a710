#include "keep/audit_log/store.h"

namespace wellkept::audit_log::store {
namespace {

struct Locked {
    bool yes;
};
struct Number {
    std::int32_t n;
};
// A constant of our own among advisory locks: "audit_lg".
db::PlainQuery<Locked> const lock_query { "audit_log/try_lock",
    "SELECT pg_try_advisory_xact_lock(x'61756469745f6c67'::bigint)" };
db::PlainQuery<KeyRow> const one_key { "audit_log/key",
    "SELECT origin, public_key, sealed FROM audit_log.signing_key WHERE name = 'log'" };
db::PlainQuery<Unit, std::string, db::Bytes, db::Bytes, Instant> const insert_key { "audit_log/add_key",
    "INSERT INTO audit_log.signing_key (name, origin, public_key, sealed, created_at) VALUES ('log', $1, $2, $3, $4)"
    " ON CONFLICT DO NOTHING" };
db::PlainQuery<Shape> const shape_query { "audit_log/shape",
    "SELECT coalesce((SELECT max(idx) + 1 FROM audit_log.entry), 0),"
    " greatest((SELECT max(size) FROM audit_log.checkpoint), (SELECT max(size) FROM audit_log.cosignature), -1),"
    " coalesce((SELECT max(n) + 1 FROM audit_log.tile WHERE level = 0), 0)" };
struct Size {
    std::int64_t n;
};
db::PlainQuery<Size> const next_query { "audit_log/next_idx", "SELECT coalesce(max(idx) + 1, 0) FROM audit_log.entry" };
db::PlainQuery<Unit, std::vector<std::int64_t>, std::vector<Uuid>, std::vector<Instant>, std::vector<db::Bytes>,
    std::vector<db::Bytes>> const insert_entries { "audit_log/add_entries",
    "INSERT INTO audit_log.entry (idx, event_id, at, commitment, salt)"
    " SELECT e.idx, e.event_id, e.at, e.commitment, nullif(e.salt, '')"
    " FROM unnest($1::bigint[], $2::uuid[], $3::timestamptz[], $4::bytea[], $5::bytea[]) AS e(idx, event_id, at, "
    "commitment, salt)" };
db::PlainQuery<EntryRow, std::int64_t, std::int64_t> const list_entries { "audit_log/entries",
    "SELECT idx, event_id, at, commitment, salt FROM audit_log.entry WHERE idx >= $1 AND idx < $2 ORDER BY idx" };
db::PlainQuery<EntryRow, Uuid> const one_entry { "audit_log/entry_of",
    "SELECT idx, event_id, at, commitment, salt FROM audit_log.entry WHERE event_id = $1" };
db::PlainQuery<Placed, std::vector<Uuid>> const placed_query { "audit_log/placed",
    "SELECT event_id, at FROM audit_log.entry WHERE event_id = ANY($1)" };
db::PlainQuery<TileRow, std::int32_t, std::int64_t> const one_tile { "audit_log/tile",
    "SELECT level, n, hashes FROM audit_log.tile WHERE level = $1 AND n = $2" };
db::PlainQuery<Unit, std::vector<std::int32_t>, std::vector<std::int64_t>, std::vector<db::Bytes>> const upsert_tiles {
    "audit_log/put_tiles",
    "INSERT INTO audit_log.tile (level, n, hashes) SELECT t.level, t.n, t.hashes"
    " FROM unnest($1::int[], $2::bigint[], $3::bytea[]) AS t(level, n, hashes)"
    " ON CONFLICT (level, n) DO UPDATE SET hashes = excluded.hashes"
};
db::PlainQuery<CheckpointRow> const latest { "audit_log/latest_checkpoint",
    "SELECT c.size, c.root, c.note, c.newest_at, c.signed_at,"
    " coalesce((SELECT string_agg(w.line, '' ORDER BY w.witness) FROM audit_log.cosignature w WHERE w.size = c.size), "
    "'')"
    " FROM audit_log.checkpoint c ORDER BY c.size DESC LIMIT 1" };
db::PlainQuery<CheckpointRow, std::int64_t> const at_size { "audit_log/checkpoint_at",
    "SELECT c.size, c.root, c.note, c.newest_at, c.signed_at,"
    " coalesce((SELECT string_agg(w.line, '' ORDER BY w.witness) FROM audit_log.cosignature w WHERE w.size = c.size), "
    "'')"
    " FROM audit_log.checkpoint c WHERE c.size = $1" };
db::PlainQuery<CheckpointRow, std::int64_t> const over_idx { "audit_log/checkpoint_over",
    "SELECT c.size, c.root, c.note, c.newest_at, c.signed_at,"
    " coalesce((SELECT string_agg(w.line, '' ORDER BY w.witness) FROM audit_log.cosignature w WHERE w.size = c.size), "
    "'')"
    " FROM audit_log.checkpoint c WHERE c.size = coalesce((SELECT min(w.size) FROM audit_log.cosignature w WHERE "
    "w.size > $1),"
    "  (SELECT max(k.size) FROM audit_log.checkpoint k WHERE k.size > $1))" };
db::PlainQuery<CheckpointRow, std::int64_t, std::int64_t> const list_checkpoints { "audit_log/checkpoints",
    "SELECT c.size, c.root, c.note, c.newest_at, c.signed_at,"
    " coalesce((SELECT string_agg(w.line, '' ORDER BY w.witness) FROM audit_log.cosignature w WHERE w.size = c.size), "
    "'')"
    " FROM audit_log.checkpoint c WHERE c.size > $1 AND c.size <= $2 ORDER BY c.size" };
db::PlainQuery<Unit, std::int64_t, db::Bytes, std::string, std::optional<Instant>, Instant> const insert_checkpoint {
    "audit_log/add_checkpoint",
    "INSERT INTO audit_log.checkpoint (size, root, note, newest_at, signed_at) VALUES ($1, $2, $3, $4, $5)"
};
db::PlainQuery<Unit, std::int64_t, std::string, std::string, Instant> const insert_cosignature {
    "audit_log/add_cosignature",
    "INSERT INTO audit_log.cosignature (size, witness, line, cosigned_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO "
    "NOTHING"
};
db::PlainQuery<Size> const largest_cosigned { "audit_log/cosigned_size",
    "SELECT coalesce(max(size), 0) FROM audit_log.cosignature" };
db::PlainQuery<Unit, std::string, std::string, Instant, std::string> const insert_anomaly { "audit_log/add_anomaly",
    "INSERT INTO audit_log.anomaly (kind, ref, found_at, detail) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING" };
db::PlainQuery<AnomalyRow> const list_anomalies { "audit_log/anomalies",
    "SELECT kind, ref, found_at, detail FROM audit_log.anomaly ORDER BY found_at, kind, ref" };
db::PlainQuery<RetiredRow> const list_retired { "audit_log/retired",
    "SELECT partition, from_at, to_at, row_count, retired_at FROM audit_log.retired ORDER BY from_at" };
db::PlainQuery<Number, std::string, Instant> const retire_query { "audit_log/retire_partitions",
    "SELECT audit_log.retire_partitions($2 - $1::text::interval, $2)" };

} // namespace

Result<bool> try_lock(db::Tx& tx) { return TRY(tx.one(lock_query)).yes; }
Result<std::optional<KeyRow>> key(db::Tx& tx) { return tx.maybe(one_key); }
Result<> add_key(db::Tx& tx, KeyRow const& k, Instant now)
{
    (void)TRY(tx.run(insert_key, k.origin, k.public_key, k.sealed, now));
    return {};
}
Result<Shape> shape(db::Tx& tx) { return tx.one(shape_query); }
Result<std::int64_t> next_idx(db::Tx& tx) { return TRY(tx.one(next_query)).n; }
Result<> add_entries(db::Tx& tx, std::vector<EntryRow> const& rows)
{
    std::vector<std::int64_t> idx;
    std::vector<Uuid> event;
    std::vector<Instant> at;
    std::vector<db::Bytes> commitment, salt;
    for (auto const& r : rows) {
        idx.push_back(r.idx);
        event.push_back(r.event_id);
        at.push_back(r.at);
        commitment.push_back(r.commitment);
        salt.push_back(r.salt.value_or(db::Bytes {}));
    }
    (void)TRY(tx.run(insert_entries, idx, event, at, commitment, salt));
    return {};
}
Result<std::vector<EntryRow>> entries(db::Tx& tx, std::int64_t from, std::int64_t to)
{
    return tx.rows(list_entries, from, to);
}
Result<std::optional<EntryRow>> entry_of(db::Tx& tx, Uuid event) { return tx.maybe(one_entry, event); }
Result<std::vector<Placed>> placed(db::Tx& tx, std::vector<Uuid> const& events)
{
    return tx.rows(placed_query, events);
}
Result<std::optional<TileRow>> tile(db::Tx& tx, int level, std::int64_t n) { return tx.maybe(one_tile, level, n); }
Result<> put_tiles(db::Tx& tx, std::vector<TileRow> const& tiles)
{
    std::vector<std::int32_t> level;
    std::vector<std::int64_t> n;
    std::vector<db::Bytes> hashes;
    for (auto const& t : tiles) {
        level.push_back(t.level);
        n.push_back(t.n);
        hashes.push_back(t.hashes);
    }
    (void)TRY(tx.run(upsert_tiles, level, n, hashes));
    return {};
}
Result<std::optional<CheckpointRow>> latest_checkpoint(db::Tx& tx) { return tx.maybe(latest); }
Result<std::optional<CheckpointRow>> checkpoint_at(db::Tx& tx, std::int64_t size) { return tx.maybe(at_size, size); }
Result<std::optional<CheckpointRow>> checkpoint_over(db::Tx& tx, std::int64_t idx) { return tx.maybe(over_idx, idx); }
Result<std::vector<CheckpointRow>> checkpoints(db::Tx& tx, std::int64_t after, std::int64_t to)
{
    return tx.rows(list_checkpoints, after, to);
}
Result<> add_checkpoint(db::Tx& tx, CheckpointRow const& c)
{
    (void)TRY(tx.run(insert_checkpoint, c.size, c.root, c.note, c.newest_at, c.signed_at));
    return {};
}
Result<> add_cosignature(db::Tx& tx, std::int64_t size, std::string const& witness, std::string const& line, Instant at)
{
    (void)TRY(tx.run(insert_cosignature, size, witness, line, at));
    return {};
}
Result<std::int64_t> cosigned_size(db::Tx& tx) { return TRY(tx.one(largest_cosigned)).n; }
Result<> add_anomaly(db::Tx& tx, AnomalyRow const& a)
{
    (void)TRY(tx.run(insert_anomaly, a.kind, a.ref, a.found_at, a.detail));
    return {};
}
Result<std::vector<AnomalyRow>> anomalies(db::Tx& tx) { return tx.rows(list_anomalies); }
Result<std::vector<RetiredRow>> retired(db::Tx& tx) { return tx.rows(list_retired); }
Result<std::int32_t> retire_partitions(db::Tx& tx, std::string const& period, Instant now)
{
    return TRY(tx.one(retire_query, period, now)).n;
}

} // namespace wellkept::audit_log::store
