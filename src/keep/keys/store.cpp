#include "keep/keys/store.h"

namespace wellkept::keys::store {
namespace {

db::PlainQuery<TenantKey, ClientId, std::string> const tenant_keys { "keys/tenant_keys",
    "SELECT k.version, k.state, w.root_id, w.wrapped FROM keys.tenant_key k"
    " JOIN keys.wrapping w ON w.tenant_id = k.tenant_id AND w.purpose = k.purpose AND w.version = k.version"
    " WHERE k.tenant_id = $1 AND k.purpose = $2 ORDER BY k.version DESC" };
db::PlainQuery<Unit, ClientId, std::string, Instant> const insert_first { "keys/insert_first_tenant_key",
    "INSERT INTO keys.tenant_key (tenant_id, purpose, version, state, created_at, changed_at)"
    " VALUES ($1, $2, 1, 'primary', $3, $3) ON CONFLICT DO NOTHING" };
db::PlainQuery<Unit, ClientId, std::string, std::int32_t, std::string, db::Bytes, Instant> const insert_wrapping {
    "keys/insert_wrapping",
    "INSERT INTO keys.wrapping (tenant_id, purpose, version, root_id, wrapped, created_at) VALUES ($1, $2, $3, $4, $5, "
    "$6)"
    " ON CONFLICT DO NOTHING"
};
db::PlainQuery<Unit, ClientId, std::string, std::int32_t, std::string> const update_mark { "keys/mark_wrapping",
    "UPDATE keys.wrapping SET root_id = $4 WHERE tenant_id = $1 AND purpose = $2 AND version = $3 AND root_id = ''" };
db::PlainQuery<ListedTenantKey> const all_tenant_keys { "keys/all_tenant_keys",
    "SELECT tenant_id, purpose, version, state, created_at, changed_at FROM keys.tenant_key"
    " ORDER BY tenant_id, purpose, version" };
db::PlainQuery<Wrapping> const all_wrappings { "keys/all_wrappings",
    "SELECT tenant_id, purpose, version, root_id, wrapped, created_at FROM keys.wrapping"
    " ORDER BY tenant_id, purpose, version, root_id" };
db::PlainQuery<RootUse> const roots { "keys/roots",
    "SELECT root_id, count(*), min(created_at) FROM keys.wrapping GROUP BY root_id ORDER BY min(created_at)" };
db::PlainQuery<ListedTenantKey, std::string> const not_under { "keys/tenant_keys_not_under",
    "SELECT tenant_id, purpose, version, state, created_at, changed_at FROM keys.tenant_key k WHERE state <> "
    "'destroyed'"
    " AND NOT EXISTS (SELECT FROM keys.wrapping w WHERE w.tenant_id = k.tenant_id AND w.purpose = k.purpose"
    "  AND w.version = k.version AND w.root_id = $1)" };
db::PlainQuery<Unit, std::string> const delete_other_roots { "keys/drop_wrappings_not_under",
    "DELETE FROM keys.wrapping WHERE root_id <> $1" };

struct Version {
    std::int32_t version;
};
db::PlainQuery<Version, ClientId, std::string> const lock_primary_version { "keys/lock_primary",
    "SELECT version FROM keys.tenant_key WHERE tenant_id = $1 AND purpose = $2 AND state = 'primary' FOR UPDATE" };
db::PlainQuery<Unit, ClientId, std::string, std::int32_t, Instant> const set_replaced { "keys/set_replaced",
    "UPDATE keys.tenant_key SET state = 'replaced', changed_at = $4"
    " WHERE tenant_id = $1 AND purpose = $2 AND version = $3 AND state = 'primary'" };
db::PlainQuery<Unit, ClientId, std::string, std::int32_t, Instant> const insert_primary { "keys/insert_primary",
    "INSERT INTO keys.tenant_key (tenant_id, purpose, version, state, created_at, changed_at)"
    " VALUES ($1, $2, $3, 'primary', $4, $4)" };
// The row's lock keeps a rotation from ending while this transaction still writes under the version.
db::PlainQuery<Version, ClientId, std::string, std::int32_t> const share_primary { "keys/hold_primary",
    "SELECT version FROM keys.tenant_key WHERE tenant_id = $1 AND purpose = $2 AND version = $3 AND state = 'primary'"
    " FOR SHARE" };
// A row whose tenant was not looked up yet may be under any tenant's key of that version.
db::PlainQuery<Unit, Instant> const set_disabled { "keys/disable_unused",
    "UPDATE keys.tenant_key k SET state = 'disabled', changed_at = $1 WHERE state = 'replaced' AND purpose = 'wrap'"
    " AND NOT EXISTS (SELECT FROM keys.person_key p WHERE p.tenant_version = k.version AND p.tenant_id = k.tenant_id)"
    " AND NOT EXISTS (SELECT FROM keys.person_key p WHERE p.tenant_version = k.version AND p.tenant_id IS NULL)" };
db::PlainQuery<Version, Instant, Instant> const destroy_versions { "keys/destroy_disabled",
    "WITH gone AS (UPDATE keys.tenant_key k SET state = 'destroyed', changed_at = $2"
    "  WHERE state = 'disabled' AND purpose = 'wrap' AND changed_at <= $1"
    "  AND NOT EXISTS (SELECT FROM keys.person_key p WHERE p.tenant_version = k.version AND p.tenant_id = k.tenant_id)"
    "  AND NOT EXISTS (SELECT FROM keys.person_key p WHERE p.tenant_version = k.version AND p.tenant_id IS NULL)"
    "  RETURNING tenant_id, purpose, version),"
    " wiped AS (DELETE FROM keys.wrapping w USING gone g WHERE w.tenant_id = g.tenant_id AND w.purpose = g.purpose"
    "  AND w.version = g.version RETURNING 1)"
    " SELECT version FROM gone" };
// What a backup holds under a version that was retired since must be re-wrapped once more.
db::PlainQuery<Unit, ClientId, std::string, std::int32_t, Instant, Instant> const reopen_tenant_key {
    "keys/restore_tenant_key",
    "INSERT INTO keys.tenant_key (tenant_id, purpose, version, state, created_at, changed_at)"
    " VALUES ($1, $2, $3, CASE WHEN EXISTS (SELECT FROM keys.tenant_key o WHERE o.tenant_id = $1 AND o.purpose = $2"
    "  AND o.state = 'primary') THEN 'replaced' ELSE 'primary' END, $4, $5)"
    " ON CONFLICT (tenant_id, purpose, version) DO UPDATE SET state = 'replaced', changed_at = excluded.changed_at"
    "  WHERE tenant_key.state IN ('disabled', 'destroyed')"
};

db::PlainQuery<PersonKey, SubjectId, db::Bytes> const person_key { "keys/person_key",
    "SELECT key_id, tenant_version, wrapped FROM keys.person_key WHERE subject_id = $1 AND scope = $2" };
db::PlainQuery<Unit, SubjectId, db::Bytes, std::optional<db::Bytes>, KeyId, std::int32_t, db::Bytes, Instant,
    ClientId> const insert_person_key { "keys/insert_person_key",
    "WITH held AS (SELECT FROM keys.tenant_key"
    "  WHERE tenant_id = $8 AND purpose = 'wrap' AND version = $5 AND state = 'primary' FOR SHARE)"
    " INSERT INTO keys.person_key (subject_id, scope, parent, key_id, tenant_version, wrapped, created_at, tenant_id)"
    " SELECT $1, $2, $3, $4, $5, $6, $7, $8 FROM held"
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
    "SELECT (SELECT count(DISTINCT tenant_id) FROM keys.tenant_key),"
    " (SELECT count(*) FROM keys.tenant_key WHERE state <> 'destroyed'),"
    " (SELECT count(*) FROM keys.person_key), (SELECT count(*) FROM keys.tombstone)" };
db::PlainQuery<VersionUse> const uses { "keys/uses",
    "SELECT tenant_id, tenant_version, count(*) FROM keys.person_key GROUP BY tenant_id, tenant_version" };

db::PlainQuery<ListedPersonKey, SubjectId, db::Bytes, std::int32_t> const page_of_person_keys {
    "keys/page_of_person_keys",
    "SELECT subject_id, scope, parent, key_id, tenant_id, tenant_version, wrapped, created_at FROM keys.person_key"
    " WHERE (subject_id, scope) > ($1, $2) ORDER BY subject_id, scope LIMIT $3"
};
db::PlainQuery<ListedPersonKey, ClientId, std::int32_t, SubjectId, db::Bytes, std::int32_t> const page_to_rewrap {
    "keys/page_to_rewrap",
    "SELECT subject_id, scope, parent, key_id, tenant_id, tenant_version, wrapped, created_at FROM keys.person_key"
    " WHERE tenant_id = $1 AND tenant_version <> $2 AND (subject_id, scope) > ($3, $4)"
    " ORDER BY subject_id, scope LIMIT $5 FOR UPDATE SKIP LOCKED"
};
db::PlainQuery<ListedPersonKey, SubjectId, db::Bytes, std::int32_t> const page_without_tenant {
    "keys/page_without_tenant",
    "SELECT subject_id, scope, parent, key_id, tenant_id, tenant_version, wrapped, created_at FROM keys.person_key"
    " WHERE tenant_id IS NULL AND (subject_id, scope) > ($1, $2) ORDER BY subject_id, scope LIMIT $3"
    " FOR UPDATE SKIP LOCKED"
};
db::PlainQuery<Unit, std::vector<SubjectId>, std::vector<db::Bytes>, std::vector<db::Bytes>, std::int32_t> const
    rewrap_rows { "keys/rewrap",
        "UPDATE keys.person_key p SET wrapped = u.wrapped, tenant_version = $4"
        " FROM unnest($1, $2, $3) AS u(subject_id, scope, wrapped)"
        " WHERE p.subject_id = u.subject_id AND p.scope = u.scope" };
db::PlainQuery<Unit, std::vector<SubjectId>, std::vector<db::Bytes>, std::vector<ClientId>> const set_tenants {
    "keys/set_tenants",
    "UPDATE keys.person_key p SET tenant_id = u.tenant_id FROM unnest($1, $2, $3) AS u(subject_id, scope, tenant_id)"
    " WHERE p.subject_id = u.subject_id AND p.scope = u.scope"
};

db::PlainQuery<Tombstone, KeyId, std::int32_t> const page_of_tombstones { "keys/page_of_tombstones",
    "SELECT key_id, subject_id, whole_person, destroyed_at FROM keys.tombstone WHERE key_id > $1 ORDER BY key_id LIMIT "
    "$2" };
db::PlainQuery<Unit, KeyId, SubjectId, bool, Instant> const insert_tombstone { "keys/restore_tombstone",
    "INSERT INTO keys.tombstone (key_id, subject_id, whole_person, destroyed_at) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT DO NOTHING" };
db::PlainQuery<Unit, SubjectId, db::Bytes, std::optional<db::Bytes>, KeyId, std::optional<ClientId>, std::int32_t,
    db::Bytes, Instant> const return_person_key { "keys/restore_person_key",
    "INSERT INTO keys.person_key (subject_id, scope, parent, key_id, tenant_id, tenant_version, wrapped, created_at)"
    " SELECT $1, $2, $3, $4, $5, $6, $7, $8"
    "  WHERE NOT EXISTS (SELECT FROM keys.tombstone WHERE subject_id = $1 AND whole_person)"
    "  AND NOT EXISTS (SELECT FROM keys.tombstone WHERE key_id = $4)"
    " ON CONFLICT DO NOTHING" };
db::PlainQuery<Unit, SubjectId, db::Bytes> const delete_person_key { "keys/drop_person_key",
    "DELETE FROM keys.person_key WHERE subject_id = $1 AND scope = $2" };
struct Returned {
    KeyId key_id;
};
db::PlainQuery<Returned> const returned { "keys/returned",
    "SELECT p.key_id FROM keys.person_key p WHERE EXISTS (SELECT FROM keys.tombstone t WHERE t.key_id = p.key_id)"
    " OR EXISTS (SELECT FROM keys.tombstone t WHERE t.subject_id = p.subject_id AND t.whole_person)" };

} // namespace

Result<std::vector<TenantKey>> find_tenant_keys(db::Tx& tx, ClientId t, std::string_view purpose)
{
    return tx.rows(tenant_keys, t, std::string(purpose));
}
Result<bool> add_first_tenant_key(db::Tx& tx, ClientId t, std::string_view purpose, Instant at)
{
    return TRY(tx.run(insert_first, t, std::string(purpose), at)) == 1;
}
Result<> add_wrapping(db::Tx& tx, Wrapping const& w)
{
    (void)TRY(tx.run(insert_wrapping, w.tenant, w.purpose, w.version, w.root_id, w.wrapped, w.created_at));
    return {};
}
Result<> mark_wrapping(db::Tx& tx, Wrapping const& w, std::string const& root_id)
{
    (void)TRY(tx.run(update_mark, w.tenant, w.purpose, w.version, root_id));
    return {};
}
Result<std::vector<ListedTenantKey>> list_tenant_keys(db::Tx& tx) { return tx.rows(all_tenant_keys); }
Result<std::vector<Wrapping>> list_wrappings(db::Tx& tx) { return tx.rows(all_wrappings); }
Result<std::vector<RootUse>> count_roots(db::Tx& tx) { return tx.rows(roots); }
Result<std::vector<ListedTenantKey>> list_not_under(db::Tx& tx, std::string const& root)
{
    return tx.rows(not_under, root);
}
Result<std::int64_t> drop_wrappings_not_under(db::Tx& tx, std::string const& root)
{
    return tx.run(delete_other_roots, root);
}

Result<std::optional<std::int32_t>> lock_primary(db::Tx& tx, ClientId t, std::string_view purpose)
{
    auto const row = TRY(tx.maybe(lock_primary_version, t, std::string(purpose)));
    return row ? std::optional(row->version) : std::nullopt;
}
Result<> replace_primary(db::Tx& tx, ClientId t, std::string_view purpose, int old_version, Instant at)
{
    (void)TRY(tx.run(set_replaced, t, std::string(purpose), old_version, at));
    (void)TRY(tx.run(insert_primary, t, std::string(purpose), old_version + 1, at));
    return {};
}
Result<bool> hold_primary(db::Tx& tx, ClientId t, std::string_view purpose, int version)
{
    return TRY(tx.maybe(share_primary, t, std::string(purpose), version)).has_value();
}
Result<std::int64_t> disable_unused(db::Tx& tx, Instant at) { return tx.run(set_disabled, at); }
Result<std::int64_t> destroy_disabled(db::Tx& tx, Instant before, Instant now)
{
    return std::int64_t(TRY(tx.rows(destroy_versions, before, now)).size());
}
Result<> restore_tenant_key(db::Tx& tx, ListedTenantKey const& k, Instant now)
{
    (void)TRY(tx.run(reopen_tenant_key, k.tenant, k.purpose, k.version, k.created_at, now));
    return {};
}

Result<std::optional<PersonKey>> find_person_key(db::Tx& tx, SubjectId s, std::string const& scope)
{
    return tx.maybe(person_key, s, { scope });
}
Result<> add_person_key(db::Tx& tx, ClientId tenant, SubjectId s, std::string const& scope, std::string const& parent,
    PersonKey const& k, Instant at)
{
    std::optional<db::Bytes> above;
    if (!parent.empty()) above = db::Bytes { parent };
    (void)TRY(tx.run(insert_person_key, s, { scope }, above, k.key_id, k.tenant_version, k.wrapped, at, tenant));
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
Result<std::vector<VersionUse>> count_by_version(db::Tx& tx) { return tx.rows(uses); }
Result<std::vector<ListedPersonKey>> list_person_keys(db::Tx& tx, Cursor after, int limit)
{
    return tx.rows(page_of_person_keys, after.subject, after.scope, limit);
}
Result<std::vector<ListedPersonKey>> take_not_under(db::Tx& tx, ClientId tenant, int version, Cursor after, int limit)
{
    return tx.rows(page_to_rewrap, tenant, version, after.subject, after.scope, limit);
}
Result<std::int64_t> rewrap(db::Tx& tx, std::vector<ListedPersonKey> const& keys, int version)
{
    std::vector<SubjectId> subjects;
    std::vector<db::Bytes> scopes, wrapped;
    for (auto const& k : keys) {
        subjects.push_back(k.subject);
        scopes.push_back(k.scope);
        wrapped.push_back(k.wrapped);
    }
    return tx.run(rewrap_rows, subjects, scopes, wrapped, version);
}
Result<std::vector<ListedPersonKey>> list_without_tenant(db::Tx& tx, Cursor after, int limit)
{
    return tx.rows(page_without_tenant, after.subject, after.scope, limit);
}
Result<> set_tenant(db::Tx& tx, std::vector<ListedPersonKey> const& keys)
{
    std::vector<SubjectId> subjects;
    std::vector<db::Bytes> scopes;
    std::vector<ClientId> tenants;
    for (auto const& k : keys) {
        if (!k.tenant) continue;
        subjects.push_back(k.subject);
        scopes.push_back(k.scope);
        tenants.push_back(*k.tenant);
    }
    (void)TRY(tx.run(set_tenants, subjects, scopes, tenants));
    return {};
}

Result<std::vector<Tombstone>> list_tombstones(db::Tx& tx, KeyId after, int limit)
{
    return tx.rows(page_of_tombstones, after, limit);
}
Result<> restore_tombstone(db::Tx& tx, Tombstone const& t)
{
    (void)TRY(tx.run(insert_tombstone, t.key_id, t.subject, t.whole_person, t.destroyed_at));
    return {};
}
Result<bool> restore_person_key(db::Tx& tx, ListedPersonKey const& k)
{
    return TRY(tx.run(return_person_key, k.subject, k.scope, k.parent, k.key_id, k.tenant, k.tenant_version, k.wrapped,
               k.created_at))
        == 1;
}
Result<> drop_person_key(db::Tx& tx, SubjectId s, std::string const& scope)
{
    (void)TRY(tx.run(delete_person_key, s, { scope }));
    return {};
}
Result<std::vector<KeyId>> list_returned(db::Tx& tx)
{
    std::vector<KeyId> out;
    for (auto const& r : TRY(tx.rows(returned))) out.push_back(r.key_id);
    return out;
}

} // namespace wellkept::keys::store
