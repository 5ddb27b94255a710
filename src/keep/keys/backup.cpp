// Backups of the keystore: sealed, short-lived, apart from those of the data; and their restoring, which never brings
// back what was destroyed.
#include "keep/keys/kms.h"
#include "keep/keys/state.h"
#include "platform/json/json.h"
#include "platform/log/log.h"
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sys/stat.h>

namespace wellkept::keys {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view magic = "wellkept keystore backup 1\n";
constexpr std::string_view name_begin = "wellkept-keys-", name_end = ".sealed";
constexpr int rows_per_chunk = 2000;
constexpr std::size_t chunk_bytes_max = 16 * 1024 * 1024;

struct TombstoneOut {
    Uuid key, subject;
    bool whole_person;
    Instant at;
};
struct TenantKeyOut {
    Uuid tenant;
    std::string purpose;
    std::int32_t version;
    Instant made;
};
struct WrappingOut {
    Uuid tenant;
    std::string purpose;
    std::int32_t version;
    std::string root, wrapped;
    Instant made;
};
struct PersonKeyOut {
    Uuid subject, key;
    std::string scope, parent, wrapped;
    std::optional<Uuid> tenant;
    std::int32_t version;
    Instant made;
};
// Tombstones stand first, so that they are there before any key.
struct Chunk {
    std::vector<TombstoneOut> tombstones;
    std::vector<TenantKeyOut> tenant_keys;
    std::vector<WrappingOut> wrappings;
    std::vector<PersonKeyOut> person_keys;
    bool last;
};
BOOST_DESCRIBE_STRUCT(TombstoneOut, (), (key, subject, whole_person, at))
BOOST_DESCRIBE_STRUCT(TenantKeyOut, (), (tenant, purpose, version, made))
BOOST_DESCRIBE_STRUCT(WrappingOut, (), (tenant, purpose, version, root, wrapped, made))
BOOST_DESCRIBE_STRUCT(PersonKeyOut, (), (subject, key, scope, parent, wrapped, tenant, version, made))
BOOST_DESCRIBE_STRUCT(Chunk, (), (tombstones, tenant_keys, wrappings, person_keys, last))

// The place in the file is bound in: chunks cannot be left out, doubled or moved.
std::string chunk_aad(std::string const& id, int n) { return "keystore backup|" + id + "|" + std::to_string(n); }

Error unreadable(std::string_view detail)
{
    return { Code::bad_input,
        PublicText("The backup cannot be read: it is damaged, cut short, or sealed with another backup key."),
        Detail(detail) };
}

class Writer {
public:
    Writer(std::string path, crypto::Key const& key, std::string id, Rng& rng)
        : m_path(std::move(path))
        , m_key(key)
        , m_id(std::move(id))
        , m_rng(rng)
    {
    }
    Result<> begin()
    {
        TRY(write_new_file(m_path, ""));
        m_out.open(m_path, std::ios::binary | std::ios::trunc);
        m_out << magic << m_id << "\n";
        return {};
    }
    Result<> put(Chunk const& chunk)
    {
        auto const sealed = TRY(crypto::seal(m_key, json::encode_text(chunk), chunk_aad(m_id, m_n++), m_rng));
        m_out << sealed.size() << "\n" << sealed;
        if (!m_out) return unavailable("The backup cannot be written.", m_path);
        return {};
    }
    Result<> end()
    {
        m_out.close();
        if (!m_out) return unavailable("The backup cannot be written.", m_path);
        return {};
    }

private:
    std::string m_path;
    crypto::Key const& m_key;
    std::string m_id;
    Rng& m_rng;
    std::ofstream m_out;
    int m_n = 0;
};

class Reader {
public:
    Reader(std::string const& path, crypto::Key const& key)
        : m_in(path, std::ios::binary)
        , m_key(key)
    {
    }
    Result<> begin()
    {
        std::string head(magic.size(), '\0');
        m_in.read(head.data(), std::streamsize(head.size()));
        if (!m_in || head != magic || !std::getline(m_in, m_id)) return unreadable("head");
        return {};
    }
    Result<Chunk> next()
    {
        std::string digits;
        if (!std::getline(m_in, digits) || digits.empty() || digits.size() > 9
            || digits.find_first_not_of("0123456789") != digits.npos || std::stoul(digits) > chunk_bytes_max)
            return unreadable("chunk " + std::to_string(m_n));
        std::string sealed(std::stoul(digits), '\0');
        m_in.read(sealed.data(), std::streamsize(sealed.size()));
        if (!m_in) return unreadable("chunk " + std::to_string(m_n));
        auto const text = crypto::open(m_key, sealed, chunk_aad(m_id, m_n++));
        if (!text.ok()) return unreadable("chunk " + std::to_string(m_n - 1));
        auto chunk = json::decode_text<Chunk>(text.value());
        if (!chunk.ok()) return unreadable(chunk.error().public_text.text);
        if (chunk->last && m_in.peek() != std::ifstream::traits_type::eof()) return unreadable("more behind its end");
        return chunk;
    }

private:
    std::ifstream m_in;
    crypto::Key const& m_key;
    std::string m_id;
    int m_n = 0;
};

Result<db::Bytes> bytes_of(std::string const& text)
{
    auto out = crypto::base64_decode(text);
    if (!out) return unreadable("base64");
    return db::Bytes { std::move(*out) };
}

// 2026-11-22T04:17:00.000Z as it can stand in a file's name.
std::string stamp(Instant at)
{
    auto text = rfc3339(at);
    std::erase_if(text, [](char c) { return c == ':' || c == '-' || c == '.'; });
    return text;
}
std::optional<Instant> stamped(std::string_view name)
{
    if (!name.starts_with(name_begin) || !name.ends_with(name_end)) return std::nullopt;
    auto const t = name.substr(name_begin.size(), 19); // 20261122T041700000Z
    if (t.size() < 19) return std::nullopt;
    std::string s(t);
    return parse_rfc3339(s.substr(0, 4) + "-" + s.substr(4, 2) + "-" + s.substr(6, 5) + ":" + s.substr(11, 2) + ":"
        + s.substr(13, 2) + "." + s.substr(15));
}

} // namespace

Result<crypto::Key> open_backup_key(std::string const& file, bool may_make, Rng& rng)
{
    auto key = crypto::Key::load(file);
    if (key.ok() || key.error().code != Code::not_found) return key;
    if (!may_make)
        return Error { Code::not_found,
            PublicText("The key that backups of the keystore are sealed with is missing: put it back where "
                       "keys.backup_key_file says."),
            Detail(file) };
    auto fresh = TRY(crypto::Key::fresh(rng));
    TRY(fresh.save(file));
    return fresh;
}

Result<std::string> KeyStore::back_up(std::string const& directory, crypto::Key const& backup_key) const
{
    auto& s = *m_state;
    std::error_code ec;
    fs::create_directories(directory, ec);
    if (ec) return unavailable("The folder for backups cannot be made.", ec.message());
    ::chmod(directory.c_str(), 0700);
    auto const id = crypto::random_token(s.rng, 16);
    auto const path = (fs::path(directory)
        / (std::string(name_begin) + stamp(s.clock.now()) + "-" + id.substr(0, 6) + std::string(name_end)))
                          .string();
    auto const unfinished = path + ".unfinished";
    Writer out(unfinished, backup_key, id, s.rng);
    TRY(out.begin());

    auto tx = TRY(db::Tx::begin(s.pool, db::Tx::Mode::read_only, db::Tx::Isolation::repeatable_read));
    KeyId after {};
    for (std::size_t n = rows_per_chunk; n == rows_per_chunk;) {
        Chunk chunk {};
        for (auto const& t : TRY(store::list_tombstones(tx, after, rows_per_chunk))) {
            chunk.tombstones.push_back({ t.key_id.value, t.subject.value, t.whole_person, t.destroyed_at });
            after = t.key_id;
        }
        n = chunk.tombstones.size();
        if (n) TRY(out.put(chunk));
    }
    Chunk tenants {};
    auto put_if = [&](std::size_t n) -> Result<> {
        if (n < rows_per_chunk) return {};
        TRY(out.put(tenants));
        tenants = {};
        return {};
    };
    for (auto const& k : TRY(store::list_tenant_keys(tx)))
        if (k.state != "destroyed") {
            tenants.tenant_keys.push_back({ k.tenant.value, k.purpose, k.version, k.created_at });
            TRY(put_if(tenants.tenant_keys.size()));
        }
    for (auto const& w : TRY(store::list_wrappings(tx))) {
        tenants.wrappings.push_back(
            { w.tenant.value, w.purpose, w.version, w.root_id, crypto::base64(w.wrapped.data), w.created_at });
        TRY(put_if(tenants.wrappings.size()));
    }
    TRY(out.put(tenants));
    store::Cursor at;
    for (bool more = true; more;) {
        Chunk chunk {};
        for (auto const& k : TRY(store::list_person_keys(tx, at, rows_per_chunk))) {
            chunk.person_keys.push_back({ k.subject.value, k.key_id.value, crypto::base64(k.scope.data),
                k.parent ? crypto::base64(k.parent->data) : "", crypto::base64(k.wrapped.data),
                k.tenant ? std::optional(k.tenant->value) : std::nullopt, k.tenant_version, k.created_at });
            at = { k.subject, k.scope };
        }
        more = chunk.person_keys.size() == rows_per_chunk;
        chunk.last = !more;
        TRY(out.put(chunk));
    }
    TRY(out.end());
    TRY(rename_durably(unfinished, path));
    log::info("keystore_backed_up");
    return path;
}

namespace {

using Place = std::pair<SubjectId, std::string>; // subject and scope's hash

// Which keys of the backup a ledger says are gone.
struct KeptOut {
    std::set<SubjectId> people;
    std::map<Place, Instant> scopes;
    bool holds(store::ListedPersonKey const& k) const
    {
        if (people.contains(k.subject)) return true;
        auto gone = [&](std::string const& scope) {
            auto const it = scopes.find({ k.subject, scope });
            return it != scopes.end() && k.created_at <= it->second;
        };
        return gone(k.scope.data) || (k.parent && gone(k.parent->data));
    }
};

// The wrappings that open here. A tenant's key that none opens, or that is another than the one here, ends the restore.
Result<std::vector<store::Wrapping>> usable(
    KeyStore::State& s, db::Tx& tx, std::vector<store::Wrapping> const& from_backup)
{
    std::map<std::tuple<ClientId, std::string, int>, std::vector<store::Wrapping>> here;
    for (auto& w : TRY(store::list_wrappings(tx))) here[{ w.tenant, w.purpose, w.version }].push_back(std::move(w));
    auto const held = s.roots->held();
    std::vector<store::Wrapping> out, foreign;
    for (auto const& w : from_backup) {
        auto const key = unwrap_with(held, w);
        if (!key.ok()) {
            foreign.push_back(w);
            continue;
        }
        auto& known = here[{ w.tenant, w.purpose, w.version }];
        auto const present = known.empty() ? unwrap_with(held, w) : s.open_wrappings(known);
        if (present.ok() && !crypto::equal(key->bytes(), present->bytes()))
            return Error { Code::conflict,
                PublicText(
                    "The keystore has other keys for a Client than the backup: it was used after it was lost. Empty "
                    "the database wellkept_keys and restore before the server serves again."),
                Detail(w.tenant.text() + " " + w.purpose) };
        known.push_back(w);
        out.push_back(w);
    }
    for (auto const& w : foreign)
        if (here[{ w.tenant, w.purpose, w.version }].empty())
            return Error { Code::conflict,
                PublicText("The backup is under a root key that is not held here. Put that root key's file beside "
                           "keys.root_key_file, with .previous behind its name, and restore again."),
                Detail("root " + w.root_id) };
    return out;
}

} // namespace

Result<KeyStore::Restored> KeyStore::restore(
    std::string const& file, crypto::Key const& backup_key, std::vector<Destroyed> const& destroyed)
{
    auto& s = *m_state;
    { // Nothing is changed by a backup that cannot be read to its end.
        Reader whole(file, backup_key);
        TRY(whole.begin());
        while (!TRY(whole.next()).last) { }
    }
    Restored out;
    KeptOut gone;
    Reader in(file, backup_key);
    TRY(in.begin());
    auto tx = TRY(db::Tx::begin(s.pool));
    for (auto const& d : destroyed)
        if (d.scope.empty()) {
            gone.people.insert(d.subject);
            TRY(store::destroy_person(tx, d.subject, KeyId::fresh(s.clock, s.rng), s.clock.now()));
        }
    bool scopes_known = false;
    for (bool last = false; !last;) {
        auto chunk = TRY(in.next());
        last = chunk.last;
        for (auto const& t : chunk.tombstones) {
            TRY(store::restore_tombstone(tx, { { t.key }, { t.subject }, t.whole_person, t.at }));
            ++out.tombstones;
        }
        for (auto const& k : chunk.tenant_keys) {
            TRY(store::restore_tenant_key(
                tx, { { k.tenant }, k.purpose, k.version, {}, k.made, k.made }, s.clock.now()));
            ++out.tenant_keys;
        }
        std::vector<store::Wrapping> wrappings;
        for (auto& w : chunk.wrappings)
            wrappings.push_back({ { w.tenant }, w.purpose, w.version, w.root, TRY(bytes_of(w.wrapped)), w.made });
        for (auto const& w : TRY(usable(s, tx, wrappings))) TRY(store::add_wrapping(tx, w));
        if (chunk.person_keys.empty()) continue;
        if (!scopes_known) {
            // Scopes lie here as hashes under keys that the lines above brought back.
            TRY(tx.commit());
            s.forget_all();
            for (auto const& d : destroyed)
                if (!d.scope.empty()) {
                    auto& at = gone.scopes[{ d.subject, TRY(s.scope_hash(d.tenant, d.scope)) }];
                    at = std::max(at, d.at);
                }
            scopes_known = true;
            tx = TRY(db::Tx::begin(s.pool));
        }
        auto const wrappers = TRY(s.wrappers(tx));
        for (auto const& k : chunk.person_keys) {
            store::ListedPersonKey row { { k.subject }, TRY(bytes_of(k.scope)), {}, { k.key }, {}, k.version,
                TRY(bytes_of(k.wrapped)), k.made };
            if (!k.parent.empty()) row.parent = TRY(bytes_of(k.parent));
            if (k.tenant) row.tenant = ClientId { *k.tenant };
            if (gone.holds(row)) {
                ++out.kept_out;
                continue;
            }
            if (auto const there = TRY(store::find_person_key(tx, row.subject, row.scope.data))) {
                store::ListedPersonKey present { row.subject, row.scope, {}, there->key_id, row.tenant,
                    there->tenant_version, there->wrapped, {} };
                // A whole key stays: it is as new as the backup's, or newer.
                if (open_person_key(present, wrappers).ok() || !open_person_key(row, wrappers).ok()) {
                    ++out.there_already;
                    continue;
                }
                TRY(store::drop_person_key(tx, row.subject, row.scope.data));
            }
            if (TRY(store::restore_person_key(tx, row)))
                ++out.person_keys;
            else
                ++out.kept_out;
        }
    }
    tx.notify_after_commit(std::string(forget_channel)); // empty: every node drops all it has
    TRY(tx.commit());
    s.forget_all();
    log::info("keystore_restored", { { "person_keys", out.person_keys }, { "kept_out", out.kept_out } });
    return out;
}

Result<std::vector<Instant>> backups(std::string const& directory)
{
    std::vector<Instant> out;
    std::error_code ec;
    if (!fs::exists(directory, ec)) return out; // the first is still to be made
    for (auto const& entry : fs::directory_iterator(directory, ec))
        if (auto const made = stamped(entry.path().filename().string())) out.push_back(*made);
    if (ec) return unavailable("The folder of backups cannot be read.", ec.message());
    std::sort(out.begin(), out.end());
    return out;
}

Result<std::vector<std::string>> prune_backups(std::string const& directory, Duration keep, Clock const& clock)
{
    std::vector<std::string> gone;
    std::error_code ec;
    for (auto const& entry : fs::directory_iterator(directory, ec)) {
        auto name = entry.path().filename().string();
        if (name.ends_with(".unfinished")) name.resize(name.size() - 11); // of a backup that crashed
        auto const made = stamped(name);
        if (!made || *made > clock.now() - keep) continue;
        std::error_code failed;
        fs::remove(entry.path(), failed);
        if (failed) return unavailable("An old backup of the keystore cannot be deleted.", failed.message());
        gone.push_back(entry.path().filename().string());
    }
    if (ec) return unavailable("The folder of backups cannot be read.", ec.message());
    return gone;
}

} // namespace wellkept::keys
