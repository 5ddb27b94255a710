#include "access/enforced.h"
#include "keep/keys/keys.h"
#include "keep/keys/store.h"
#include <list>
#include <map>
#include <mutex>
#include <unordered_map>

namespace wellkept::keys {
namespace {

access::Enforces const sealed_at_rest { "measures.sealed_at_rest", "keep/keys", "S6" };

// Associated data: a wrapped key opens only as what it was made for.
std::string tenant_aad(ClientId t, std::string_view purpose, int version)
{
    return "tenant_key|" + t.text() + "|" + std::string(purpose) + "|" + std::to_string(version);
}
std::string person_aad(SubjectId s, KeyId k) { return "person_key|" + s.text() + "|" + k.text(); }

struct CacheId {
    SubjectId subject;
    std::string scope;
    bool operator==(CacheId const&) const = default;
};
struct CacheHash {
    std::size_t operator()(CacheId const& c) const noexcept
    {
        return std::hash<SubjectId> {}(c.subject) ^ (std::hash<std::string> {}(c.scope) * 31);
    }
};

Error no_key() { return { Code::not_found, PublicText("These data cannot be read any more."), Detail("no key") }; }

} // namespace

struct KeyStore::State {
    crypto::Key root;
    db::Pool& pool;
    Clock const& clock;
    Rng& rng;
    CacheConfig config;

    struct Entry {
        CacheId id;
        Key key;
        Instant until;
    };
    std::mutex mutex;
    std::list<Entry> recent; // newest first
    std::unordered_map<CacheId, std::list<Entry>::iterator, CacheHash> by_id;
    std::map<std::string, std::pair<int, Key>> tenants; // "tenant|purpose[|version]"

    Key cached(CacheId const& id)
    {
        std::lock_guard const lock(mutex);
        auto const it = by_id.find(id);
        if (it == by_id.end()) return nullptr;
        if (it->second->until <= clock.now()) {
            recent.erase(it->second);
            by_id.erase(it);
            return nullptr;
        }
        recent.splice(recent.begin(), recent, it->second);
        return it->second->key;
    }
    void remember(CacheId const& id, Key const& key)
    {
        std::lock_guard const lock(mutex);
        if (auto const it = by_id.find(id); it != by_id.end()) {
            recent.erase(it->second);
            by_id.erase(it);
        }
        recent.push_front({ id, key, clock.now() + config.life });
        by_id[id] = recent.begin();
        while (recent.size() > config.keys_max) {
            by_id.erase(recent.back().id);
            recent.pop_back();
        }
    }
    void forget(SubjectId s)
    {
        std::lock_guard const lock(mutex);
        for (auto it = recent.begin(); it != recent.end();) {
            if (it->id.subject == s) {
                by_id.erase(it->id);
                it = recent.erase(it);
            } else ++it;
        }
    }

    // version 0: the newest, made if there is none
    Result<std::pair<int, Key>> tenant_key(ClientId tenant, std::string_view purpose, int version = 0)
    {
        auto const id = tenant.text() + "|" + std::string(purpose) + (version ? "|" + std::to_string(version) : "");
        {
            std::lock_guard const lock(mutex);
            if (auto const it = tenants.find(id); it != tenants.end()) return it->second;
        }
        auto tx = TRY(db::Tx::begin(pool));
        auto found = TRY(store::find_tenant_keys(tx, tenant, purpose));
        if (found.empty()) {
            auto const fresh = TRY(crypto::Key::fresh(rng));
            auto const wrapped = TRY(crypto::wrap(root, fresh, tenant_aad(tenant, purpose, 1), rng));
            TRY(store::add_tenant_key(tx, tenant, purpose, 1, wrapped, clock.now()));
            found = TRY(store::find_tenant_keys(tx, tenant, purpose)); // another node may have been first
        }
        TRY(tx.commit());
        for (auto const& k : found) {
            if (version && k.version != version) continue;
            auto key = std::make_shared<crypto::Key const>(
                TRY(crypto::unwrap(root, k.wrapped.data, tenant_aad(tenant, purpose, k.version)).context("tenant key")));
            std::lock_guard const lock(mutex);
            return tenants[id] = { k.version, std::move(key) };
        }
        return bug("tenant key version missing");
    }

    Result<std::string> scope_hash(ClientId tenant, access::Scope const& scope)
    {
        auto const key = TRY(tenant_key(tenant, "index")).second;
        return std::string(crypto::view(crypto::hmac_sha256(*key, "scope|" + scope)).substr(0, 16));
    }
    // connection/<id>/<category> lies below connection/<id>
    static access::Scope above(access::Scope const& scope)
    {
        auto const slash = scope.find('/');
        auto const second = slash == scope.npos ? scope.npos : scope.find('/', slash + 1);
        return second == scope.npos ? "" : scope.substr(0, second);
    }

    Result<Key> get(ClientId tenant, SubjectId subject, access::Scope const& scope, bool make)
    {
        CacheId const id { subject, scope };
        if (auto key = cached(id)) return key;
        auto const hash = TRY(scope_hash(tenant, scope));
        // Never two connections at once: tenant_key() may need one of its own.
        auto look = [&]() -> Result<std::optional<store::PersonKey>> {
            auto tx = TRY(db::Tx::begin(pool, db::Tx::Mode::read_only));
            return store::find_person_key(tx, subject, hash);
        };
        auto found = TRY(look());
        if (!found) {
            if (!make) return no_key();
            auto const parent = above(scope);
            auto const parent_hash = parent.empty() ? std::string() : TRY(scope_hash(tenant, parent));
            auto const [version, wrapper] = TRY(tenant_key(tenant, "wrap"));
            auto const fresh = TRY(crypto::Key::fresh(rng));
            auto const key_id = KeyId::fresh(clock, rng);
            auto wrapped = TRY(crypto::wrap(*wrapper, fresh, person_aad(subject, key_id), rng));
            auto tx = TRY(db::Tx::begin(pool));
            TRY(store::add_person_key(tx, subject, hash, parent_hash, { key_id, version, { std::move(wrapped) } }, clock.now()));
            found = TRY(store::find_person_key(tx, subject, hash));
            TRY(tx.commit());
            if (!found) return no_key(); // the person was destroyed
        }
        auto const wrapper = TRY(tenant_key(tenant, "wrap", found->tenant_version)).second;
        auto key = std::make_shared<crypto::Key const>(
            TRY(crypto::unwrap(*wrapper, found->wrapped.data, person_aad(subject, found->key_id)).context("person key")));
        remember(id, key);
        return key;
    }
};

KeyStore::KeyStore(crypto::Key root, db::Pool& pool, Clock const& clock, Rng& rng, CacheConfig config)
    : m_state(new State { std::move(root), pool, clock, rng, config, {}, {}, {}, {} })
{
}
KeyStore::~KeyStore() = default;

Result<access::KeyRing::Key> KeyStore::find(ClientId t, SubjectId s, access::Scope const& scope)
{
    return m_state->get(t, s, scope, false);
}
Result<access::KeyRing::Key> KeyStore::find_or_make(ClientId t, SubjectId s, access::Scope const& scope)
{
    return m_state->get(t, s, scope, true);
}

Result<std::string> KeyStore::blind(ClientId tenant, std::string_view kind, std::string_view value)
{
    auto const key = TRY(m_state->tenant_key(tenant, "index")).second;
    return std::string(crypto::view(crypto::hmac_sha256(*key, "blind|" + std::string(kind) + "|" + std::string(value))));
}

Result<std::string> KeyStore::seal_for_tenant(ClientId tenant, std::string_view place, std::string_view plaintext)
{
    auto const key = TRY(m_state->tenant_key(tenant, "secret")).second;
    return crypto::seal(*key, plaintext, tenant.text() + "|" + std::string(place), m_state->rng);
}
Result<std::string> KeyStore::open_for_tenant(ClientId tenant, std::string_view place, std::string_view sealed)
{
    auto const key = TRY(m_state->tenant_key(tenant, "secret")).second;
    return crypto::open(*key, sealed, tenant.text() + "|" + std::string(place));
}

Result<int> KeyStore::destroy_scope(SubjectId subject, access::Scope const& scope, ClientId tenant)
{
    auto const hash = TRY(m_state->scope_hash(tenant, scope));
    auto tx = TRY(db::Tx::begin(m_state->pool));
    auto const n = TRY(store::destroy_scope(tx, subject, hash, m_state->clock.now()));
    tx.notify_after_commit(std::string(forget_channel), subject.text());
    TRY(tx.commit());
    m_state->forget(subject);
    return static_cast<int>(n);
}

Result<int> KeyStore::destroy_person(SubjectId subject)
{
    auto tx = TRY(db::Tx::begin(m_state->pool));
    auto const n = TRY(store::destroy_person(tx, subject, KeyId::fresh(m_state->clock, m_state->rng), m_state->clock.now()));
    tx.notify_after_commit(std::string(forget_channel), subject.text());
    TRY(tx.commit());
    m_state->forget(subject);
    return static_cast<int>(n);
}

void KeyStore::forget(SubjectId s) { m_state->forget(s); }

Result<KeyStore::Status> KeyStore::status() const
{
    auto tx = TRY(db::Tx::begin(m_state->pool));
    auto const c = TRY(store::count(tx));
    std::lock_guard const lock(m_state->mutex);
    return Status { c.tenants, c.tenant_keys, c.person_keys, c.tombstones, m_state->recent.size(), crypto::key_memory_is_locked() };
}

Result<std::int64_t> KeyStore::verify() const
{
    auto tx = TRY(db::Tx::begin(m_state->pool));
    std::map<std::pair<ClientId, int>, Key> wrappers;
    std::int64_t n = 0;
    for (auto const& k : TRY(store::list_tenant_keys(tx))) {
        auto key = crypto::unwrap(m_state->root, k.wrapped.data, tenant_aad(k.tenant, k.purpose, k.version));
        if (!key.ok()) return bug("the root key does not open tenant key " + k.tenant.text() + " " + k.purpose);
        if (k.purpose == "wrap") wrappers[{ k.tenant, k.version }] = std::make_shared<crypto::Key const>(key.release());
        ++n;
    }
    KeyId after {};
    while (true) {
        auto const page = TRY(store::list_person_keys(tx, after, 1000));
        for (auto const& k : page) {
            bool opened = false;
            for (auto const& [id, wrapper] : wrappers)
                if (id.second == k.tenant_version && crypto::unwrap(*wrapper, k.wrapped.data, person_aad(k.subject, k.key_id)).ok()) {
                    opened = true;
                    break;
                }
            if (!opened) return bug("person key " + k.key_id.text() + " does not open");
            ++n;
            after = k.key_id;
        }
        if (page.size() < 1000) return n;
    }
}

Result<crypto::Key> open_root(std::string const& file, db::Pool& keys_database, bool may_make, Rng& rng)
{
    auto tx = TRY(db::Tx::begin(keys_database, db::Tx::Mode::read_only));
    auto const tenant_keys = TRY(store::list_tenant_keys(tx));
    auto loaded = crypto::Key::load(file);
    if (!loaded.ok()) {
        if (loaded.error().code != Code::not_found || !may_make) return loaded;
        if (!tenant_keys.empty()) {
            return Error { Code::conflict, PublicText("The root key file is missing, and this installation has keys under it. Put the file back; a new one would open nothing."),
                Detail(file) };
        }
        auto fresh = TRY(crypto::Key::fresh(rng));
        TRY(fresh.save(file));
        return fresh;
    }
    for (auto const& k : tenant_keys)
        if (!crypto::unwrap(loaded.value(), k.wrapped.data, tenant_aad(k.tenant, k.purpose, k.version)).ok())
            return Error { Code::conflict, PublicText("The root key file is not the one this installation's keys are under. Put the right one back."), Detail(file) };
    return loaded;
}

} // namespace wellkept::keys
