// The keystore: root key -> tenant keys -> one key per person and scope (DESIGN section 3); their rotation and backups.
#pragma once
#include "access/actor.h"
#include "access/keyring.h"
#include "base/clock.h"
#include "platform/db/db.h"
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace wellkept::access {
class Routes;
}

namespace wellkept::keys {

struct ReadKeys {
    static constexpr access::PermissionInfo info { .name = "keys.read", .about = "account" };
};
// Over a Client, of whose people it touches wrapped keys alone.
struct RotateKeys {
    static constexpr access::PermissionInfo info { .name = "keys.rotate", .writes = true, .about = "account", .step_up_minutes = 10, .duty = true };
};

struct CacheConfig {
    std::size_t keys_max = 20'000;
    Duration life = std::chrono::minutes(5); // an unwrapped key is dropped at the latest then
};

// Where the root key is kept: bare in a file (0600), or in that file as an outside program wrapped it.
struct RootConfig {
    std::string file;
    std::vector<std::string> kms_command {}; // program and arguments; the word wrap or unwrap is added. No shell.
    int kms_seconds_max = 15;
};

// The root keys this node holds: that of the file, and during a rotation those of <file>.next and <file>.previous.
class Roots {
public:
    struct Held {
        std::string id; // a one-way mark of 16 hexadecimal digits
        std::shared_ptr<crypto::Key const> key;
        std::string file;
        bool by_kms = false;
    };
    // The first held must open every tenant key there is; a new one is made only for an empty keystore, or a lost file
    // would silently become a second root and every person unreadable.
    static Result<std::unique_ptr<Roots>> open(RootConfig, db::Pool& keys_database, bool may_make, Rng&);
    static std::unique_ptr<Roots> of(crypto::Key); // one, of no file
    ~Roots();
    std::vector<Held> held() const; // the file's own first
    Result<> reload(); // reads the files again; what was held and has no file now is dropped
    RootConfig const& config() const;

    // Rotation. Makes <file>.next, or finds the one made before.
    Result<Held> prepare(bool bare, Rng&);
    Result<> promote(); // .next becomes the file, the file becomes .previous
    Result<> forget_previous();

private:
    struct State;
    explicit Roots(std::unique_ptr<State>);
    std::unique_ptr<State> m_state;
};

// Something destroyed, from a ledger outside the keystore: a whole person, or one scope and all below it.
struct Destroyed {
    SubjectId subject;
    ClientId tenant;
    access::Scope scope {}; // empty: the whole person
    Instant at; // a key of the same scope that was made after this is another
};

class KeyStore final : public access::KeyRing {
public:
    KeyStore(std::unique_ptr<Roots>, db::Pool& keys_database, Clock const&, Rng&, CacheConfig = {});
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
    // What came over forget_channel: a person's id, `rotated`, or nothing after a lost connection: then all is dropped.
    void notice(std::string_view payload);

    struct Version { // of a tenant's key
        ClientId tenant;
        std::string purpose, state; // primary, replaced, disabled, destroyed
        int version {};
        Instant made, since; // since: in this state
        std::int64_t person_keys {}; // wrapped under it; only of purpose wrap
    };
    struct Root {
        std::string id, held_in; // held_in: the file, or empty if this node does not hold it
        bool by_kms {};
        std::int64_t tenant_keys {}; // wrapped under it
        Instant since;
    };
    struct Status {
        std::int64_t tenants {}, tenant_keys {}, person_keys {}, tombstones {};
        std::size_t cached {};
        bool locked_memory {};
        std::vector<Root> roots;
        std::vector<Version> versions;
        std::int64_t left_to_rewrap {};
    };
    Result<Status> status() const;

    struct Verified {
        std::int64_t open {}, closed {};
    };
    // Unwraps every key once, and names each that does not open, or that was destroyed and is here again.
    Result<Verified> verify(std::function<void(std::string const&)> const& name_it = {}) const;

    // ---- rotation of tenants' wrapping keys ----
    Result<std::vector<ClientId>> tenants() const;
    // A new version, primary at once: nodes look versions up by number, so those that know only the old one go on.
    // conflict: the last rotation of this tenant is not through. The new version's number.
    Result<int> rotate_tenant(ClientId);
    struct Progress {
        std::int64_t rewrapped {}, closed {}; // closed: do not open, and stay under their old version
        bool through = false; // nothing is left but what does not open
    };
    // Re-wraps, a page a transaction, until all is done or the time is up; then disables versions that nothing refers
    // to. Any number of nodes at once; a crash loses a page at most.
    Result<Progress> rewrap(Duration at_most, std::function<void(Progress const&)> const& tell = {});
    // Destroys versions that were disabled this long ago (empty: at any time) and that nothing refers to. How many.
    Result<std::int64_t> retire_tenant_keys(std::optional<Duration> disabled_for);

    // ---- rotation of the root key ----
    // Wraps every tenant key under each root held here that it is not under yet. How many wrappings were made.
    Result<std::int64_t> wrap_under_roots();
    // Makes the next root (bare: not by the KMS), or takes the one made before, and wraps all under it.
    Result<std::string> prepare_root(bool bare);
    Result<> promote_root(); // conflict if a tenant key is not under it
    // Drops the wrappings under all other roots. conflict as above. How many.
    Result<std::int64_t> retire_roots();

    // ---- backups ----
    // A file of that directory, sealed under the key. Its name.
    Result<std::string> back_up(std::string const& directory, crypto::Key const& backup_key) const;
    struct Restored {
        std::int64_t tombstones {}, tenant_keys {}, person_keys {}, there_already {}, kept_out {};
    };
    // Adds what is missing and what does not open; never a key of which a tombstone or `destroyed` says that it is
    // gone. conflict: the keystore has other tenant keys than the backup.
    Result<Restored> restore(
        std::string const& file, crypto::Key const& backup_key, std::vector<Destroyed> const& destroyed);

    struct State;

private:
    std::unique_ptr<State> m_state;
};

// When the backups there are were made, oldest first.
Result<std::vector<Instant>> backups(std::string const& directory);
// Deletes backups older than this, by the time in their names. Their names.
Result<std::vector<std::string>> prune_backups(std::string const& directory, Duration keep, Clock const&);
// The key that backups are sealed with; may_make: made if there is none.
Result<crypto::Key> open_backup_key(std::string const& file, bool may_make, Rng&);

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

inline constexpr std::string_view forget_channel = "wellkept_forget_keys";
inline constexpr std::string_view tend_job = "keys.tend"; // re-wraps what rotations left, disables and retires
inline constexpr std::string_view backup_job = "keys.backup";
inline constexpr std::string_view rotate_job = "keys.rotate"; // of one Client, asked for at the desk
Result<ClientId> rotation_of(std::string_view payload);

// How keys are looked after, for those who ask.
struct Care {
    std::string backup_directory; // empty: none are made
    int backup_days = 7, retire_days = 30;
};
// GET /staff/keys, POST /staff/clients/{client}/key-rotation. The keystore must outlive the routes.
void add_routes(access::Routes&, KeyStore const&, Care);

} // namespace wellkept::keys
