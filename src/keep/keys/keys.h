// The keystore: root key -> tenant keys -> one key per person and scope (DESIGN section 3).
#pragma once
#include "access/keyring.h"
#include "base/clock.h"
#include "platform/db/db.h"
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace wellkept::keys {

struct CacheConfig {
    std::size_t keys_max = 20'000;
    Duration life = std::chrono::minutes(5); // an unwrapped key is dropped at the latest then
};

class KeyStore final : public access::KeyRing {
public:
    KeyStore(crypto::Key root, db::Pool& keys_database, Clock const&, Rng&, CacheConfig = {});
    ~KeyStore() override;

    Result<Key> find(ClientId, SubjectId, access::Scope const&) override;
    Result<Key> find_or_make(ClientId, SubjectId, access::Scope const&) override;
    Result<std::string> blind(ClientId, std::string_view kind, std::string_view value) override;
    Result<std::string> seal_for_tenant(ClientId, std::string_view place, std::string_view plaintext) override;
    Result<std::string> open_for_tenant(ClientId, std::string_view place, std::string_view sealed) override;
    Result<int> destroy_scope(SubjectId, access::Scope const&, ClientId) override;
    Result<int> destroy_person(SubjectId) override;
    Result<int> destroy_others(SubjectId, std::vector<access::Scope> const& kept, ClientId) override;

    // Drops what is cached of a person; called on every node when keys are destroyed (channel wellkept_keys).
    void forget(SubjectId);

    struct Status {
        std::int64_t tenants {}, tenant_keys {}, person_keys {}, tombstones {};
        std::size_t cached {};
        bool locked_memory {};
    };
    Result<Status> status() const;
    // Unwraps every key once. Fails on the first that does not open, naming its id.
    Result<std::int64_t> verify() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// The erasure ledger where a restore of the data database does not reach (schema/keys/0015).
class ErasureLedger {
public:
    struct Entry {
        Uuid erasure;
        SubjectId subject;
        ClientId tenant;
        std::optional<ConnectionId> connection {};
        std::optional<std::string> category {};
        std::string requested_by;
        Instant requested_at;
    };
    ErasureLedger(db::Pool& keys_database, access::KeyRing& keys)
        : m_pool(keys_database)
        , m_keys(keys)
    {
    }
    Result<> note(Entry const&); // once it stands it stays; noting it again changes nothing
    Result<std::vector<Entry>> page(Uuid after, int limit); // by id
    Result<std::set<Uuid>> known(std::vector<Uuid> const&); // those of them that stand here

private:
    db::Pool& m_pool;
    access::KeyRing& m_keys;
};

// The root key of a file 0600. It must open every tenant key there is; a new one is made only for an empty keystore, or
// a lost file would silently become a second root and every person unreadable.
Result<crypto::Key> open_root(std::string const& file, db::Pool& keys_database, bool may_make, Rng&);

inline constexpr std::string_view forget_channel = "wellkept_forget_keys";

} // namespace wellkept::keys
