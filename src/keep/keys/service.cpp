#include "access/enforced.h"
#include "keep/keys/state.h"
#include "platform/log/log.h"

namespace wellkept::keys {

access::Enforces const sealed_at_rest { "measures.sealed_at_rest", "keep/keys", "S6" };

static Error no_key()
{
    return { Code::not_found, PublicText("These data cannot be read any more."), Detail("no key") };
}

// ---- the cache ----

KeyStore::Key KeyStore::State::cached(CacheId const& id)
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

void KeyStore::State::remember(CacheId const& id, Key const& key)
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

void KeyStore::State::forget(SubjectId s)
{
    std::lock_guard const lock(mutex);
    for (auto it = recent.begin(); it != recent.end();) {
        if (it->id.subject == s) {
            by_id.erase(it->id);
            it = recent.erase(it);
        } else
            ++it;
    }
}

void KeyStore::State::forget_tenants()
{
    std::lock_guard const lock(mutex);
    tenants.clear();
}

void KeyStore::State::forget_all()
{
    std::lock_guard const lock(mutex);
    tenants.clear();
    by_id.clear();
    recent.clear();
}

// ---- tenants' keys ----

Result<crypto::Key> KeyStore::State::open_wrappings(std::vector<store::Wrapping> const& wrappings)
{
    for (bool again : { false, true }) {
        if (again) TRY(roots->reload().context("root keys"));
        auto const held = roots->held();
        for (auto const& w : wrappings)
            if (auto key = unwrap_with(held, w); key.ok()) return key;
    }
    return unavailable("The keys cannot be opened now. The operator has been told.",
        "no root key held here opens tenant key " + wrappings.front().tenant.text() + " " + wrappings.front().purpose);
}

Result<KeyStore::State::TenantKey> KeyStore::State::tenant_key(ClientId tenant, std::string_view purpose, int version)
{
    auto const id =
        tenant.text() + "|" + std::string(purpose) + (version ? "|" + std::to_string(version) : std::string());
    {
        std::lock_guard const lock(mutex);
        if (auto const it = tenants.find(id); it != tenants.end()) {
            if (it->second.until > clock.now()) return it->second;
            tenants.erase(it);
        }
    }
    auto tx = TRY(db::Tx::begin(pool));
    auto found = TRY(store::find_tenant_keys(tx, tenant, purpose));
    if (found.empty() && !version) {
        auto const fresh = TRY(crypto::Key::fresh(rng));
        // The row decides who was first; only that node's wrappings are stored.
        if (TRY(store::add_first_tenant_key(tx, tenant, purpose, clock.now())))
            for (auto const& root : roots->held())
                TRY(store::add_wrapping(
                    tx, TRY(wrap_for(root, { tenant, std::string(purpose), 1, {}, {}, {} }, fresh, clock.now(), rng))));
        found = TRY(store::find_tenant_keys(tx, tenant, purpose));
    }
    TRY(tx.commit());
    std::vector<store::Wrapping> wrappings;
    for (auto const& k : found) {
        if (k.state != "primary" && (!version || k.state != "replaced")) continue;
        if (version && k.version != version) continue;
        wrappings.push_back({ tenant, std::string(purpose), k.version, k.root_id, k.wrapped, {} });
    }
    if (wrappings.empty()) {
        if (version) return no_key();
        return unavailable("The keys cannot be opened now. The operator has been told.",
            "tenant key " + tenant.text() + " " + std::string(purpose) + " has no wrapping");
    }
    TenantKey out { wrappings.front().version, std::make_shared<crypto::Key const>(TRY(open_wrappings(wrappings))),
        clock.now() + config.life };
    std::lock_guard const lock(mutex);
    return tenants[id] = std::move(out);
}

Result<std::string> KeyStore::State::scope_hash(ClientId tenant, access::Scope const& scope)
{
    auto const key = TRY(tenant_key(tenant, "index")).key;
    return std::string(crypto::view(crypto::hmac_sha256(*key, "scope|" + scope)).substr(0, 16));
}

// ---- persons' keys ----

// connection/<id>/<category> lies below connection/<id>
static access::Scope above(access::Scope const& scope)
{
    auto const slash = scope.find('/');
    auto const second = slash == scope.npos ? scope.npos : scope.find('/', slash + 1);
    return second == scope.npos ? "" : scope.substr(0, second);
}

Result<> KeyStore::State::make(ClientId tenant, SubjectId subject, access::Scope const& scope, std::string const& hash)
{
    auto const parent = above(scope);
    auto const parent_hash = parent.empty() ? std::string() : TRY(scope_hash(tenant, parent));
    auto const [version, wrapper, until] = TRY(tenant_key(tenant, "wrap"));
    auto const fresh = TRY(crypto::Key::fresh(rng));
    auto const key_id = KeyId::fresh(clock, rng);
    auto wrapped = TRY(crypto::wrap(*wrapper, fresh, person_aad(subject, key_id), rng));
    auto tx = TRY(db::Tx::begin(pool));
    TRY(store::add_person_key(
        tx, tenant, subject, hash, parent_hash, { key_id, version, { std::move(wrapped) } }, clock.now()));
    return tx.commit();
}

Result<KeyStore::Key> KeyStore::State::get(ClientId tenant, SubjectId subject, access::Scope const& scope, bool make_it)
{
    CacheId const id { subject, scope };
    if (auto key = cached(id)) return key;
    auto const hash = TRY(scope_hash(tenant, scope));
    // A version can be replaced under our eyes: by a rotation (what we cached is primary no more) or a re-wrapping
    // (what we read was re-wrapped and its version retired). The second look is at what is so now.
    for (bool again : { false, true }) {
        if (again) forget_tenants();
        // Never two connections at once: tenant_key() may need one of its own.
        auto look = [&]() -> Result<std::optional<store::PersonKey>> {
            auto tx = TRY(db::Tx::begin(pool, db::Tx::Mode::read_only));
            return store::find_person_key(tx, subject, hash);
        };
        auto found = TRY(look());
        if (!found) {
            if (!make_it) return no_key();
            TRY(make(tenant, subject, scope, hash));
            found = TRY(look());
            if (!found) continue; // the person was destroyed, or our version is primary no more
        }
        auto const wrapper = tenant_key(tenant, "wrap", found->tenant_version);
        if (!wrapper.ok() && wrapper.error().code == Code::not_found) continue;
        if (!wrapper.ok()) return wrapper.error();
        auto key = std::make_shared<crypto::Key const>(
            TRY(crypto::unwrap(*wrapper->key, found->wrapped.data, person_aad(subject, found->key_id))
                    .context("person key")));
        remember(id, key);
        return key;
    }
    return no_key();
}

// ---- KeyStore ----

KeyStore::KeyStore(std::unique_ptr<Roots> roots, db::Pool& pool, Clock const& clock, Rng& rng, CacheConfig config)
    : m_state(new State { std::move(roots), pool, clock, rng, config, {}, {}, {}, {} })
{
}
KeyStore::KeyStore(crypto::Key root, db::Pool& pool, Clock const& clock, Rng& rng, CacheConfig config)
    : KeyStore(Roots::of(std::move(root)), pool, clock, rng, config)
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
    auto const key = TRY(m_state->tenant_key(tenant, "index")).key;
    return std::string(
        crypto::view(crypto::hmac_sha256(*key, "blind|" + std::string(kind) + "|" + std::string(value))));
}

Result<std::string> KeyStore::seal_for_tenant(ClientId tenant, std::string_view place, std::string_view plaintext)
{
    auto const key = TRY(m_state->tenant_key(tenant, "secret")).key;
    return crypto::seal(*key, plaintext, tenant.text() + "|" + std::string(place), m_state->rng);
}
Result<std::string> KeyStore::open_for_tenant(ClientId tenant, std::string_view place, std::string_view sealed)
{
    auto const key = TRY(m_state->tenant_key(tenant, "secret")).key;
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
    auto const n =
        TRY(store::destroy_person(tx, subject, KeyId::fresh(m_state->clock, m_state->rng), m_state->clock.now()));
    tx.notify_after_commit(std::string(forget_channel), subject.text());
    TRY(tx.commit());
    m_state->forget(subject);
    return static_cast<int>(n);
}

Result<int> KeyStore::destroy_others(SubjectId subject, std::vector<access::Scope> const& kept, ClientId tenant)
{
    std::vector<db::Bytes> hashes;
    for (auto const& scope : kept) hashes.push_back({ TRY(m_state->scope_hash(tenant, scope)) });
    auto tx = TRY(db::Tx::begin(m_state->pool));
    auto const n = TRY(store::destroy_others(tx, subject, hashes, m_state->clock.now()));
    tx.notify_after_commit(std::string(forget_channel), subject.text());
    TRY(tx.commit());
    m_state->forget(subject);
    return static_cast<int>(n);
}

void KeyStore::forget(SubjectId s) { m_state->forget(s); }

void KeyStore::notice(std::string_view payload)
{
    if (auto const subject = SubjectId::parse(payload)) return m_state->forget(*subject);
    if (payload.empty())
        m_state->forget_all();
    else
        m_state->forget_tenants();
    if (auto const done = m_state->roots->reload(); !done.ok())
        log::error("root_keys_not_read", { { "detail", done.error().detail.text } });
}

Result<KeyStore::Status> KeyStore::status() const
{
    auto& s = *m_state;
    auto tx = TRY(db::Tx::begin(s.pool, db::Tx::Mode::read_only, db::Tx::Isolation::repeatable_read));
    auto const c = TRY(store::count(tx));
    auto const uses = TRY(store::count_by_version(tx));
    Status out { c.tenants, c.tenant_keys, c.person_keys, c.tombstones, {}, crypto::key_memory_is_locked() };
    auto const held = s.roots->held();
    for (auto const& r : TRY(store::count_roots(tx))) {
        Root root { r.root_id, {}, false, r.tenant_keys, r.since };
        for (auto const& h : held)
            if (h.id == r.root_id) {
                root.held_in = h.file.empty() ? "memory" : h.file;
                root.by_kms = h.by_kms;
            }
        out.roots.push_back(std::move(root));
    }
    for (auto const& k : TRY(store::list_tenant_keys(tx))) {
        Version v { k.tenant, k.purpose, k.state, k.version, k.created_at, k.changed_at };
        if (k.purpose == "wrap")
            for (auto const& u : uses)
                if (u.tenant == k.tenant && u.version == k.version) v.person_keys = u.person_keys;
        if (v.state != "primary") out.left_to_rewrap += v.person_keys;
        out.versions.push_back(std::move(v));
    }
    std::lock_guard const lock(s.mutex);
    out.cached = s.recent.size();
    return out;
}

} // namespace wellkept::keys
