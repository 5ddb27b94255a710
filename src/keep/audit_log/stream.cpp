// The stream of items: out of the database, to a file, out of a file.
#include "access/audit_read.h"
#include "keep/audit_log/store.h"
#include "keep/audit_log/verify.h"
#include "platform/json/json.h"
#include <algorithm>
#include <deque>
#include <map>

namespace wellkept::audit_log {
namespace {

struct RetiredOut {
    std::string partition;
    Instant from, to, retired_at;
};
struct HeaderOut {
    std::string format, log_key, period;
    Instant made_at;
    std::int64_t waiting, size;
    std::vector<std::string> partitions;
    std::vector<RetiredOut> retired;
};
// at as microseconds, since the commitment is over those; bytes as hexadecimal digits.
struct Line {
    std::optional<HeaderOut> header;
    std::optional<std::int64_t> signed_size, tile, entry, at_us;
    std::optional<std::string> note, hashes, commitment, salt, row, row_commitment, noted, detail;
    std::optional<Uuid> event_id, unlisted;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 200'000, .items_max = 100'000 }; }
};
BOOST_DESCRIBE_STRUCT(RetiredOut, (), (partition, from, to, retired_at))
BOOST_DESCRIBE_STRUCT(HeaderOut, (), (format, log_key, period, made_at, waiting, size, partitions, retired))
BOOST_DESCRIBE_STRUCT(Line, (),
    (header, signed_size, tile, entry, at_us, note, hashes, commitment, salt, row, row_commitment, noted, detail,
        event_id, unlisted))

constexpr std::string_view format_name = "wellkept-audit-export-v1";
constexpr std::size_t line_bytes_max = 1024 * 1024;
constexpr int keys_page_size = 2'000;

class Reader {
public:
    Reader(db::Tx&& tx, Clock const& clock, std::string period)
        : m_tx(std::move(tx))
        , m_clock(clock)
        , m_period(std::move(period))
    {
    }

    Result<std::optional<Item>> next()
    {
        while (m_ready.empty()) {
            if (m_stage == Stage::header)
                TRY(header());
            else if (m_stage == Stage::chunks)
                TRY(chunk());
            else if (m_stage == Stage::keys)
                TRY(keys());
            else if (m_stage == Stage::noted)
                TRY(noted());
            else
                return std::optional<Item> {};
        }
        auto item = std::move(m_ready.front());
        m_ready.pop_front();
        return std::optional<Item>(std::move(item));
    }

private:
    enum class Stage { header, chunks, keys, noted, end };

    Result<> header()
    {
        TRY(access::open_whole_log(m_tx));
        auto const shape = TRY(store::shape(m_tx));
        auto const key = TRY(store::key(m_tx));
        Header h;
        if (key) h.log_key = tlog::Verifier { key->origin, tlog::KeyType::ed25519, key->public_key.data }.text();
        h.period = m_period;
        h.made_at = m_clock.now();
        h.waiting = TRY(access::count_pending(m_tx));
        m_size = std::max({ shape.next_idx, shape.largest_checkpoint,
            shape.tiles > 0 ? (shape.tiles - 1) * tlog::tile_width + 1 : 0 });
        h.size = m_size;
        h.partitions = TRY(access::audit_partitions(m_tx));
        for (auto& r : TRY(store::retired(m_tx)))
            h.retired.push_back({ std::move(r.partition), r.from, r.to, r.retired_at });
        m_ready.push_back(std::move(h));
        m_stage = Stage::chunks;
        return {};
    }

    Result<> chunk()
    {
        auto const from = m_chunk * tlog::tile_width, to = from + tlog::tile_width;
        if (from >= m_size && m_chunk > 0) {
            m_stage = Stage::keys;
            return {};
        }
        for (auto& c : TRY(store::checkpoints(m_tx, m_chunk == 0 ? -1 : from, to)))
            m_ready.push_back(SignedSize { c.size, c.note + c.cosignatures });
        if (auto tile = TRY(store::tile(m_tx, 0, m_chunk)))
            m_ready.push_back(TileOfLeaves { m_chunk, std::move(tile->hashes.data) });
        auto entries = TRY(store::entries(m_tx, from, to));
        std::vector<Instant> at;
        std::vector<Uuid> id;
        for (auto const& e : entries) {
            at.push_back(e.at);
            id.push_back(e.event_id);
        }
        std::map<Uuid, access::AuditRecord> rows;
        if (!id.empty())
            for (auto& r : TRY(access::audit_rows(m_tx, at, id))) rows.emplace(r.event_id, std::move(r));
        for (auto& e : entries) {
            Entry out { e.idx, e.event_id, e.at, std::move(e.commitment.data), e.salt ? e.salt->data : "", {}, "" };
            if (auto const r = rows.find(e.event_id); r != rows.end()) {
                out.row = access::canonical_text(r->second.row());
                if (out.salt.empty() && r->second.salt) out.salt = r->second.salt->data;
                if (r->second.commitment) out.row_commitment = r->second.commitment->data;
            }
            m_ready.push_back(std::move(out));
        }
        ++m_chunk;
        return {};
    }

    // Every row that does not wait must have a place, at the time that it says.
    Result<> keys()
    {
        auto const page = TRY(access::audit_keys(m_tx, m_key, keys_page_size));
        std::vector<Uuid> id;
        for (auto const& k : page) id.push_back(k.event_id);
        std::map<Uuid, Instant> placed;
        for (auto const& p : TRY(store::placed(m_tx, id))) placed[p.event_id] = p.at;
        for (auto const& k : page)
            if (auto const p = placed.find(k.event_id); p == placed.end() || p->second != k.at)
                m_ready.push_back(Unlisted { k.event_id, k.at });
        if (page.size() < keys_page_size)
            m_stage = Stage::noted;
        else
            m_key = page.back();
        return {};
    }

    Result<> noted()
    {
        for (auto& a : TRY(store::anomalies(m_tx)))
            m_ready.push_back(Noted { std::move(a.kind), std::move(a.detail), a.found_at });
        m_stage = Stage::end;
        return {};
    }

    db::Tx m_tx;
    Clock const& m_clock;
    std::string m_period;
    Stage m_stage = Stage::header;
    std::int64_t m_chunk = 0, m_size = 0;
    access::AuditKey m_key { Instant(Duration(-2'208'988'800'000'000)), {} }; // 1900: before every row
    std::deque<Item> m_ready;
};

std::optional<std::string> hex_or_none(std::string const& s)
{
    if (s.empty()) return {};
    return crypto::hex(s);
}

struct Write {
    Line operator()(Header const& h) const
    {
        HeaderOut o { std::string(format_name), h.log_key, h.period, h.made_at, h.waiting, h.size, h.partitions, {} };
        for (auto const& r : h.retired) o.retired.push_back({ r.partition, r.from, r.to, r.retired_at });
        return { .header = std::move(o) };
    }
    Line operator()(SignedSize const& s) const { return { .signed_size = s.size, .note = s.note }; }
    Line operator()(TileOfLeaves const& t) const { return { .tile = t.n, .hashes = crypto::hex(t.hashes) }; }
    Line operator()(Entry const& e) const
    {
        return { .entry = e.idx,
            .at_us = e.at.time_since_epoch().count(),
            .commitment = crypto::hex(e.commitment),
            .salt = hex_or_none(e.salt),
            .row = e.row,
            .row_commitment = hex_or_none(e.row_commitment),
            .event_id = e.event_id };
    }
    Line operator()(Unlisted const& u) const
    {
        return { .at_us = u.at.time_since_epoch().count(), .unlisted = u.event_id };
    }
    Line operator()(Noted const& n) const
    {
        return { .at_us = n.found_at.time_since_epoch().count(), .noted = n.kind, .detail = n.detail };
    }
};

Result<Item> read_line(std::string const& text, std::int64_t number)
{
    auto no = [&](std::string_view why) {
        return bad_input("Line " + std::to_string(number) + " of the export cannot be read.", why);
    };
    auto parsed = json::decode_text<Line>(text);
    if (!parsed.ok()) return no(parsed.error().public_text.text);
    auto& l = parsed.value();
    auto bytes = [](std::optional<std::string> const& hex) {
        return hex ? crypto::hex_decode(*hex) : std::optional<std::string>("");
    };
    auto const at = Instant(Duration(l.at_us.value_or(0)));
    if (l.header) {
        if (l.header->format != format_name) return no("another format");
        Header h { l.header->log_key, l.header->period, l.header->made_at, l.header->waiting, l.header->size,
            std::move(l.header->partitions), {} };
        for (auto& r : l.header->retired) h.retired.push_back({ std::move(r.partition), r.from, r.to, r.retired_at });
        return Item(std::move(h));
    }
    if (l.signed_size && l.note) return Item(SignedSize { *l.signed_size, std::move(*l.note) });
    if (l.tile) {
        auto hashes = bytes(l.hashes);
        if (!hashes) return no("hashes");
        return Item(TileOfLeaves { *l.tile, std::move(*hashes) });
    }
    if (l.entry && l.event_id) {
        auto commitment = bytes(l.commitment), salt = bytes(l.salt), own = bytes(l.row_commitment);
        if (!commitment || !salt || !own) return no("commitment");
        return Item(Entry {
            *l.entry, *l.event_id, at, std::move(*commitment), std::move(*salt), std::move(l.row), std::move(*own) });
    }
    if (l.unlisted) return Item(Unlisted { *l.unlisted, at });
    if (l.noted) return Item(Noted { *l.noted, l.detail.value_or(""), at });
    return no("nothing known in it");
}

} // namespace

Source from_database(db::Pool& pool, Clock const& clock, std::string period)
{
    std::shared_ptr<Reader> reader;
    return [&pool, &clock, period = std::move(period), reader]() mutable -> Result<std::optional<Item>> {
        if (!reader) {
            // One snapshot, so that a sequencer at work beside it changes nothing of what is seen.
            auto tx = TRY(db::Tx::begin(pool, db::Tx::Mode::read_only, db::Tx::Isolation::repeatable_read));
            reader = std::make_shared<Reader>(std::move(tx), clock, period);
        }
        return reader->next();
    };
}

Source from_file(std::istream& in)
{
    return [&in, number = std::int64_t(0)]() mutable -> Result<std::optional<Item>> {
        std::string text;
        if (!std::getline(in, text)) return std::optional<Item> {};
        if (text.size() > line_bytes_max) return bad_input("A line of the export is too long.");
        return std::optional<Item>(TRY(read_line(text, ++number)));
    };
}

Result<std::int64_t> write_export(
    Source const& source, std::ostream& out, std::function<void(std::int64_t)> const& progress)
{
    std::int64_t entries = 0;
    while (auto const item = TRY(source())) {
        out << json::encode_text(std::visit(Write {}, *item)) << "\n";
        if (std::holds_alternative<Entry>(*item) && ++entries % 10'000 == 0 && progress) progress(entries);
        if (!out) return unavailable("The export cannot be written. Is the disk full?");
    }
    return entries;
}

} // namespace wellkept::audit_log
