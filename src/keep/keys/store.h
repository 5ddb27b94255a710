// SQL of the database wellkept_keys. Wrapped bytes only.
#pragma once
#include "platform/db/db.h"

namespace wellkept::keys::store {

struct TenantKey {
    std::int32_t version;
    db::Bytes wrapped;
};
struct PersonKey {
    KeyId key_id;
    std::int32_t tenant_version;
    db::Bytes wrapped;
};
struct ListedTenantKey {
    ClientId tenant;
    std::string purpose;
    std::int32_t version;
    db::Bytes wrapped;
};
struct ListedPersonKey {
    KeyId key_id;
    SubjectId subject;
    std::int32_t tenant_version;
    db::Bytes wrapped;
};
struct Counts {
    std::int64_t tenants, tenant_keys, person_keys, tombstones;
};

Result<std::vector<TenantKey>> find_tenant_keys(db::Tx&, ClientId, std::string_view purpose);
Result<> add_tenant_key(db::Tx&, ClientId, std::string_view purpose, int version, std::string const& wrapped, Instant);
Result<std::optional<PersonKey>> find_person_key(db::Tx&, SubjectId, std::string const& scope);
Result<> add_person_key(db::Tx&, SubjectId, std::string const& scope, std::string const& parent, PersonKey const&, Instant);
Result<std::int64_t> destroy_scope(db::Tx&, SubjectId, std::string const& scope, Instant);
Result<std::int64_t> destroy_person(db::Tx&, SubjectId, KeyId mark, Instant);
Result<std::int64_t> destroy_others(db::Tx&, SubjectId, std::vector<db::Bytes> const& kept, Instant);
Result<Counts> count(db::Tx&);
Result<std::vector<ListedTenantKey>> list_tenant_keys(db::Tx&);
Result<std::vector<ListedPersonKey>> list_person_keys(db::Tx&, KeyId after, int limit);

} // namespace wellkept::keys::store
