#include "access/audit_read.h"
#include "keep/audit_log/state.h"
#include "keep/audit_log/store.h"
#include "platform/log/log.h"
#include <algorithm>
#include <map>

namespace wellkept::audit_log {
namespace {

constexpr Duration clock_tolerance = std::chrono::minutes(2); // nodes' clocks differ, and rows wait for their commit

std::string bytes(tlog::Hash const& h) { return std::string(crypto::view(h)); }

Result<tlog::Hash> root_of(db::Tx& tx, std::uint64_t size)
{
    return tlog::root(size, tlog::nodes_of(size, [&tx](tlog::TileName const& t) { return read_tile(tx, t); }));
}

// Adds leaves to the tiles, level by level; a full tile's root is a hash of the level above.
class Grower {
public:
    Grower(db::Tx& tx, std::uint64_t size)
        : m_tx(tx)
        , m_size(size)
    {
    }
    Result<> add(tlog::Hash const& leaf)
    {
        auto hash = leaf;
        for (int level = 0;; ++level) {
            auto const n = m_size >> (8 * level) >> 8; // hashes of this level so far, by tiles
            auto& tile = m_tiles[{ level, n }];
            auto const have = (m_size >> (8 * level)) % tlog::tile_width;
            if (tile.empty() && have > 0) tile = TRY(read_tile(m_tx, { false, level, n, static_cast<int>(have) }));
            tile += crypto::view(hash);
            if (tile.size() < tlog::tile_width * tlog::hash_size) break;
            tlog::Frontier f;
            for (int i = 0; i < tlog::tile_width; ++i) {
                tlog::Hash h;
                std::copy_n(
                    tile.begin() + i * static_cast<std::ptrdiff_t>(tlog::hash_size), tlog::hash_size, h.begin());
                f.add(h);
            }
            hash = f.root();
        }
        ++m_size;
        return {};
    }
    Result<> store() const
    {
        std::vector<store::TileRow> rows;
        for (auto const& [id, hashes] : m_tiles)
            rows.push_back({ id.first, static_cast<std::int64_t>(id.second), { hashes } });
        return store::put_tiles(m_tx, rows);
    }

private:
    db::Tx& m_tx;
    std::uint64_t m_size;
    std::map<std::pair<int, std::uint64_t>, std::string> m_tiles;
};

} // namespace

Result<std::string> read_tile(db::Tx& tx, tlog::TileName const& t)
{
    auto const row = TRY(store::tile(tx, t.level, static_cast<std::int64_t>(t.n)));
    auto const size = static_cast<std::size_t>(t.width) * tlog::hash_size;
    if (!row || row->hashes.data.size() < size) return bad_input("A part of the tree is missing.", tlog::path(t));
    return row->hashes.data.substr(0, size);
}

Result<> Log::State::note(std::string kind, std::string ref, std::string detail)
{
    log::error("audit_log_anomaly", { { "kind", kind }, { "detail", detail } });
    auto tx = TRY(db::Tx::begin(pool));
    TRY(store::add_anomaly(tx, { std::move(kind), std::move(ref), clock.now(), std::move(detail) }));
    return tx.commit();
}

Result<Log::Step> Log::State::sequence()
{
    auto const signer = TRY(key());
    auto tx = TRY(db::Tx::begin(pool));
    if (!TRY(store::try_lock(tx))) return Step { .busy = true };
    TRY(access::open_whole_log(tx));
    auto const last = TRY(store::latest_checkpoint(tx));
    auto const next = TRY(store::next_idx(tx));
    auto const size = last ? last->size : 0;
    if (next != size)
        return damaged(
            std::move(tx), size, "entries up to " + std::to_string(next) + ", signed " + std::to_string(size));
    if (last) {
        auto const opened = tlog::open_checkpoint(last->note, signer.verifier);
        auto const now = root_of(tx, static_cast<std::uint64_t>(size));
        if (!opened.ok() || !now.ok() || opened->size != static_cast<std::uint64_t>(size)
            || opened->root != now.value())
            return damaged(std::move(tx), size, "the tree does not lead to the signed root");
    }
    auto pending = TRY(access::pending_audit(tx, config.batch_max));
    if (pending.empty() && last) return Step { .size = size };

    struct Noted {
        std::string kind, ref, detail;
    };
    std::vector<Noted> noted;
    auto newest = last ? last->newest_at : std::optional<Instant> {};
    for (auto const& p : pending) {
        if (!newest || p.at + clock_tolerance >= *newest) continue;
        noted.push_back({ "clock_set_back", rfc3339(*newest),
            "a row of " + rfc3339(p.at) + " came after one of " + rfc3339(*newest) });
        break; // once for what is newest so far
    }
    std::vector<store::EntryRow> entries;
    std::vector<Instant> taken_at;
    std::vector<Uuid> taken;
    for (auto& p : pending) {
        taken_at.push_back(p.at);
        taken.push_back(p.event_id);
        auto const idx = size + static_cast<std::int64_t>(entries.size());
        if (!p.there)
            noted.push_back({ "vanished", p.event_id.text(),
                "a row of " + rfc3339(p.at) + " was gone before it had its place, " + std::to_string(idx) });
        std::optional<db::Bytes> salt;
        if (!p.commitment) {
            if (!p.there) continue; // nothing is left that could be committed to
            auto const rows = TRY(access::audit_rows(tx, { p.at }, { p.event_id }));
            if (rows.size() != 1) return bug("an audit row older than the log is not readable");
            salt = db::Bytes { std::string(access::audit_salt_size, '\0') };
            rng.fill({ reinterpret_cast<std::uint8_t*>(salt->data.data()), salt->data.size() });
            p.commitment =
                db::Bytes { bytes(access::audit_commitment(salt->data, access::canonical_text(rows[0].row()))) };
        }
        entries.push_back({ idx, p.event_id, p.at, *p.commitment, std::move(salt) });
        newest = std::max(newest.value_or(p.at), p.at);
    }
    Grower grower(tx, static_cast<std::uint64_t>(size));
    for (auto const& e : entries) TRY(grower.add(tlog::leaf_hash(e.commitment.data)));
    if (!entries.empty()) {
        TRY(store::add_entries(tx, entries));
        TRY(grower.store());
    }
    if (!taken.empty()) TRY(access::drop_pending(tx, taken_at, taken));
    auto const added = static_cast<std::int64_t>(entries.size());
    tlog::Checkpoint const checkpoint { signer.verifier.name, static_cast<std::uint64_t>(size + added),
        TRY(root_of(tx, static_cast<std::uint64_t>(size + added))) };
    if (added > 0 || !last) {
        auto const text = tlog::text(checkpoint);
        tlog::Note const note { text, { tlog::sign(text, signer.verifier.name, signer.key) } };
        TRY(store::add_checkpoint(
            tx, { size + added, { bytes(checkpoint.root) }, tlog::text(note), newest, clock.now(), "" }));
    }
    for (auto const& n : noted) {
        log::error("audit_log_anomaly", { { "kind", n.kind }, { "detail", n.detail } });
        TRY(store::add_anomaly(tx, { n.kind, n.ref, clock.now(), n.detail }));
    }
    TRY(tx.commit());
    return Step { .added = added, .size = size + added };
}

Result<Log::Step> Log::State::damaged(db::Tx&& tx, std::int64_t size, std::string detail)
{
    {
        auto const rolled_back = std::move(tx);
    }
    TRY(note("damaged", std::to_string(size) + " " + detail, detail));
    return bug("audit log: " + detail);
}

Result<Log::Step> Log::sequence() { return m_state->sequence(); }

Result<Log::Step> Log::sequence_all()
{
    Step all;
    while (true) {
        auto const step = TRY(m_state->sequence());
        all.added += step.added;
        all.size = step.size;
        all.busy = step.busy;
        if (step.busy || step.added < m_state->config.batch_max) return all;
    }
}

} // namespace wellkept::audit_log
