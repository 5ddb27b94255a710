// SQL of the database wellkept_keys. Wrapped bytes only.
#pragma once
#include "platform/db/db.h"

namespace wellkept::keys::store {

// One version of a tenant's key as one root key wraps it; a version has as many rows as root keys it is wrapped under.
struct TenantKey {
    std::int32_t version;
    std::string state, root_id;
    db::Bytes wrapped;
};
struct ListedTenantKey {
    ClientId tenant;
    std::string purpose;
    std::int32_t version;
    std::string state;
    Instant created_at, changed_at;
};
struct Wrapping {
    ClientId tenant;
    std::string purpose;
    std::int32_t version;
    std::string root_id;
    db::Bytes wrapped;
    Instant created_at;
};
struct PersonKey {
    KeyId key_id;
    std::int32_t tenant_version;
    db::Bytes wrapped;
};
struct ListedPersonKey {
    SubjectId subject;
    db::Bytes scope;
    std::optional<db::Bytes> parent;
    KeyId key_id;
    std::optional<ClientId> tenant;
    std::int32_t tenant_version;
    db::Bytes wrapped;
    Instant created_at;
};
struct Tombstone {
    KeyId key_id;
    SubjectId subject;
    bool whole_person;
    Instant destroyed_at;
};
struct Counts {
    std::int64_t tenants, tenant_keys, person_keys, tombstones;
};
struct VersionUse { // person keys under a version; tenant empty: not looked up yet
    std::optional<ClientId> tenant;
    std::int32_t version;
    std::int64_t person_keys;
};
struct RootUse {
    std::string root_id;
    std::int64_t tenant_keys;
    Instant since;
};
// Where a walk over person keys stands: behind this row.
struct Cursor {
    SubjectId subject {};
    db::Bytes scope {};
};

// ---- tenants' keys ----
Result<std::vector<TenantKey>> find_tenant_keys(db::Tx&, ClientId, std::string_view purpose); // newest first
// Version 1, primary; false if there is one already.
Result<bool> add_first_tenant_key(db::Tx&, ClientId, std::string_view purpose, Instant);
Result<> add_wrapping(db::Tx&, Wrapping const&);
Result<> mark_wrapping(db::Tx&, Wrapping const&, std::string const& root_id); // of one without a mark
Result<std::vector<ListedTenantKey>> list_tenant_keys(db::Tx&);
Result<std::vector<Wrapping>> list_wrappings(db::Tx&);
Result<std::vector<RootUse>> count_roots(db::Tx&);
// Tenant keys, not destroyed, that have no wrapping under this root.
Result<std::vector<ListedTenantKey>> list_not_under(db::Tx&, std::string const& root_id);
Result<std::int64_t> drop_wrappings_not_under(db::Tx&, std::string const& root_id);
// The primary version, locked against another rotation. Nothing if the tenant has no such key.
Result<std::optional<std::int32_t>> lock_primary(db::Tx&, ClientId, std::string_view purpose);
Result<> replace_primary(db::Tx&, ClientId, std::string_view purpose, int old_version, Instant); // by old_version + 1
// Whether this version is primary, and stays so until the transaction ends.
Result<bool> hold_primary(db::Tx&, ClientId, std::string_view purpose, int version);
Result<std::int64_t> disable_unused(db::Tx&, Instant);
Result<std::int64_t> destroy_disabled(db::Tx&, Instant disabled_before, Instant now);
Result<> restore_tenant_key(db::Tx&, ListedTenantKey const&, Instant now);

// ---- persons' keys ----
Result<std::optional<PersonKey>> find_person_key(db::Tx&, SubjectId, std::string const& scope);
// Stores nothing for a destroyed person, nor under a version that is not primary any more.
Result<> add_person_key(
    db::Tx&, ClientId, SubjectId, std::string const& scope, std::string const& parent, PersonKey const&, Instant);
Result<std::int64_t> destroy_scope(db::Tx&, SubjectId, std::string const& scope, Instant);
Result<std::int64_t> destroy_person(db::Tx&, SubjectId, KeyId mark, Instant);
Result<std::int64_t> destroy_others(db::Tx&, SubjectId, std::vector<db::Bytes> const& kept, Instant);
Result<Counts> count(db::Tx&);
Result<std::vector<VersionUse>> count_by_version(db::Tx&);
Result<std::vector<ListedPersonKey>> list_person_keys(db::Tx&, Cursor after, int limit);
// Those of a tenant that are not under this version; locked, what others work on left out.
Result<std::vector<ListedPersonKey>> take_not_under(db::Tx&, ClientId, int version, Cursor after, int limit);
Result<std::int64_t> rewrap(db::Tx&, std::vector<ListedPersonKey> const&, int version); // wrapped: under that version
Result<std::vector<ListedPersonKey>> list_without_tenant(db::Tx&, Cursor after, int limit);
Result<> set_tenant(db::Tx&, std::vector<ListedPersonKey> const&);

// ---- tombstones and backups ----
Result<std::vector<Tombstone>> list_tombstones(db::Tx&, KeyId after, int limit);
Result<> restore_tombstone(db::Tx&, Tombstone const&);
// Not for a destroyed key or person, and not over a key that is there. Whether it was stored.
Result<bool> restore_person_key(db::Tx&, ListedPersonKey const&);
Result<> drop_person_key(db::Tx&, SubjectId, std::string const& scope); // one that does not open, before its restoring
// Person keys of whom a tombstone says that they were destroyed. There are none.
Result<std::vector<KeyId>> list_returned(db::Tx&);

} // namespace wellkept::keys::store
