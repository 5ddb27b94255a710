// What the parts of the keystore share: the roots, the database, and a bounded cache of unwrapped keys.
#pragma once
#include "keep/keys/wrapping.h"
#include <list>
#include <map>
#include <mutex>
#include <unordered_map>

namespace wellkept::keys {

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

struct KeyStore::State {
    std::unique_ptr<Roots> roots;
    db::Pool& pool;
    Clock const& clock;
    Rng& rng;
    CacheConfig config;

    struct TenantKey {
        int version;
        Key key;
        Instant until;
    };
    struct Entry {
        CacheId id;
        Key key;
        Instant until;
    };
    std::mutex mutex;
    std::list<Entry> recent; // newest first
    std::unordered_map<CacheId, std::list<Entry>::iterator, CacheHash> by_id;
    std::map<std::string, TenantKey> tenants; // "tenant|purpose[|version]"

    Key cached(CacheId const&);
    void remember(CacheId const&, Key const&);
    void forget(SubjectId);
    void forget_tenants();
    void forget_all();

    // Opens a version from its wrappings; roots whose files came since are looked for once.
    Result<crypto::Key> open_wrappings(std::vector<store::Wrapping> const&);
    // version 0: the primary, made if there is none. not_found: the version is disabled, destroyed or unknown.
    Result<TenantKey> tenant_key(ClientId, std::string_view purpose, int version = 0);
    Result<std::string> scope_hash(ClientId, access::Scope const&);
    Result<Key> get(ClientId, SubjectId, access::Scope const&, bool make);
    Result<> make(ClientId, SubjectId, access::Scope const&, std::string const& hash);
    // Every tenant key that opens, for work over all of them.
    using Wrappers = std::map<std::pair<ClientId, int>, Key>;
    Result<Wrappers> wrappers(db::Tx&) const;
    // Gives rows of before tenants were noted theirs; one that no tenant's key opens stays without.
    Result<> adopt();
};

// A person's row under the wrapper it names, or, without a tenant, under any of that version: whose, too.
struct OpenedPersonKey {
    ClientId tenant;
    crypto::Key key;
};
Result<OpenedPersonKey> open_person_key(store::ListedPersonKey const&, KeyStore::State::Wrappers const&);

} // namespace wellkept::keys
