#include "keep/keys/store.h"

namespace wellkept::keys::store {
namespace {

db::PlainQuery<TenantKey, ClientId, std::string> const tenant_keys { "keys/tenant_keys",
    "SELECT version, wrapped FROM keys.tenant_key WHERE tenant_id = $1 AND purpose = $2 ORDER BY version DESC" };
db::PlainQuery<Unit, ClientId, std::string, std::int32_t, db::Bytes, Instant> const insert_tenant_key {
    "keys/insert_tenant_key",
    "INSERT INTO keys.tenant_key (tenant_id, purpose, version, wrapped, created_at) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT DO NOTHING"
};
db::PlainQuery<PersonKey, SubjectId, db::Bytes> const person_key { "keys/person_key",
    "SELECT key_id, tenant_version, wrapped FROM keys.person_key WHERE subject_id = $1 AND scope = $2" };
// A destroyed person never gets a key again.
db::PlainQuery<Unit, SubjectId, db::Bytes, std::optional<db::Bytes>, KeyId, std::int32_t, db::Bytes, Instant> const
    insert_person_key { "keys/insert_person_key",
        "INSERT INTO keys.person_key (subject_id, scope, parent, key_id, tenant_version, wrapped, created_at)"
        " SELECT $1, $2, $3, $4, $5, $6, $7"
        "  WHERE NOT EXISTS (SELECT FROM keys.tombstone WHERE subject_id = $1 AND whole_person)"
        " ON CONFLICT DO NOTHING" };
db::PlainQuery<Unit, SubjectId, db::Bytes, Instant> const destroy_scope_keys { "keys/destroy_scope",
    "WITH gone AS (DELETE FROM keys.person_key WHERE subject_id = $1 AND (scope = $2 OR parent = $2) RETURNING key_id)"
    " INSERT INTO keys.tombstone (key_id, subject_id, whole_person, destroyed_at)"
    " SELECT key_id, $1, false, $3 FROM gone" };
db::PlainQuery<Unit, SubjectId, KeyId, Instant> const mark_person { "keys/mark_person",
    "INSERT INTO keys.tombstone (key_id, subject_id, whole_person, destroyed_at) VALUES ($2, $1, true, $3)" };
db::PlainQuery<Unit, SubjectId, Instant> const destroy_person_keys { "keys/destroy_person",
    "WITH gone AS (DELETE FROM keys.person_key WHERE subject_id = $1 RETURNING key_id)"
    " INSERT INTO keys.tombstone (key_id, subject_id, whole_person, destroyed_at)"
    " SELECT key_id, $1, true, $2 FROM gone" };
db::PlainQuery<Unit, SubjectId, std::vector<db::Bytes>, Instant> const destroy_other_keys { "keys/destroy_others",
    "WITH gone AS (DELETE FROM keys.person_key WHERE subject_id = $1 AND NOT scope = ANY ($2) RETURNING key_id)"
    " INSERT INTO keys.tombstone (key_id, subject_id, whole_person, destroyed_at)"
    " SELECT key_id, $1, false, $3 FROM gone" };
db::PlainQuery<Counts> const counts { "keys/counts",
    "SELECT (SELECT count(DISTINCT tenant_id) FROM keys.tenant_key), (SELECT count(*) FROM keys.tenant_key),"
    " (SELECT count(*) FROM keys.person_key), (SELECT count(*) FROM keys.tombstone)" };
db::PlainQuery<ListedTenantKey> const all_tenant_keys { "keys/all_tenant_keys",
    "SELECT tenant_id, purpose, version, wrapped FROM keys.tenant_key ORDER BY tenant_id, purpose, version" };
db::PlainQuery<ListedPersonKey, KeyId, std::int32_t> const page_of_person_keys { "keys/page_of_person_keys",
    "SELECT key_id, subject_id, tenant_version, wrapped FROM keys.person_key WHERE key_id > $1 ORDER BY key_id LIMIT $2" };

} // namespace

Result<std::vector<TenantKey>> find_tenant_keys(db::Tx& tx, ClientId t, std::string_view purpose)
{
    return tx.rows(tenant_keys, t, std::string(purpose));
}
Result<> add_tenant_key(db::Tx& tx, ClientId t, std::string_view purpose, int version, std::string const& wrapped, Instant at)
{
    (void)TRY(tx.run(insert_tenant_key, t, std::string(purpose), version, { wrapped }, at));
    return {};
}
Result<std::optional<PersonKey>> find_person_key(db::Tx& tx, SubjectId s, std::string const& scope)
{
    return tx.maybe(person_key, s, { scope });
}
Result<> add_person_key(db::Tx& tx, SubjectId s, std::string const& scope, std::string const& parent, PersonKey const& k, Instant at)
{
    std::optional<db::Bytes> above;
    if (!parent.empty()) above = db::Bytes { parent };
    (void)TRY(tx.run(insert_person_key, s, { scope }, above, k.key_id, k.tenant_version, k.wrapped, at));
    return {};
}
Result<std::int64_t> destroy_scope(db::Tx& tx, SubjectId s, std::string const& scope, Instant at)
{
    return tx.run(destroy_scope_keys, s, { scope }, at);
}
Result<std::int64_t> destroy_person(db::Tx& tx, SubjectId s, KeyId mark, Instant at)
{
    // The mark stands even if no key was ever made.
    (void)TRY(tx.run(mark_person, s, mark, at));
    return tx.run(destroy_person_keys, s, at);
}
Result<std::int64_t> destroy_others(db::Tx& tx, SubjectId s, std::vector<db::Bytes> const& kept, Instant at)
{
    return tx.run(destroy_other_keys, s, kept, at);
}
Result<Counts> count(db::Tx& tx) { return tx.one(counts); }
Result<std::vector<ListedTenantKey>> list_tenant_keys(db::Tx& tx) { return tx.rows(all_tenant_keys); }
Result<std::vector<ListedPersonKey>> list_person_keys(db::Tx& tx, KeyId after, int limit)
{
    return tx.rows(page_of_person_keys, after, limit);
}

} // namespace wellkept::keys::store
