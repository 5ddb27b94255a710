#include "keep/rights/store.h"

namespace wellkept::rights::store {
namespace {

db::PlainQuery<Unit, Uuid, SubjectId, ClientId, std::optional<ConnectionId>, std::optional<std::string>, std::string, Instant, std::string> const
    insert_erasure { "rights/insert_erasure",
        "INSERT INTO rights.erasure (erasure_id, subject_id, tenant_id, connection_id, category, requested_by, requested_at, kind)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" };
db::PlainQuery<Erasure, Uuid> const one_erasure { "rights/one_erasure",
    "SELECT erasure_id, subject_id, tenant_id, connection_id, category, requested_by, requested_at, severed_at, vendors,"
    "  keys_at, keys_destroyed, rows_at, rows_erased, blobs_at, done_at, receipt, signature, kind"
    " FROM rights.erasure WHERE erasure_id = $1" };
db::PlainQuery<Unit, Uuid, std::optional<Instant>, std::optional<std::string>, std::optional<Instant>, std::int32_t,
    std::optional<Instant>, std::int64_t, std::optional<Instant>, std::optional<Instant>, std::optional<std::string>,
    std::optional<db::Bytes>> const save_erasure { "rights/save_erasure",
    "UPDATE rights.erasure SET severed_at = $2, vendors = $3, keys_at = $4, keys_destroyed = $5, rows_at = $6,"
    "  rows_erased = $7, blobs_at = $8, done_at = $9, receipt = $10, signature = $11 WHERE erasure_id = $1" };
db::PersonalQuery<Unit, SubjectId> const set_erasing { "rights/set_erasing",
    "UPDATE access.subject SET state = 'erasing' WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const delete_ways_in { "rights/drop_ways_in",
    "DELETE FROM access.handle WHERE subject_id = $1 AND kind IN ('connect_token', 'oauth_state', 'vendor_account')" };
struct Count {
    std::int64_t n;
};
db::PlainQuery<Count, Instant> const open_before { "rights/open_before",
    "SELECT count(*) FROM rights.erasure WHERE done_at IS NULL AND requested_at < $1" };

} // namespace

Result<> insert(db::Tx& tx, Erasure const& e)
{
    (void)TRY(tx.run(insert_erasure, e.id, e.subject, e.tenant, e.connection, e.category, e.requested_by, e.requested_at, e.kind));
    return {};
}
Result<std::optional<Erasure>> find(db::Tx& tx, Uuid id) { return tx.maybe(one_erasure, id); }
Result<> save(db::Tx& tx, Erasure const& e)
{
    (void)TRY(tx.run(save_erasure, e.id, e.severed_at, e.vendors, e.keys_at, e.keys_destroyed, e.rows_at, e.rows_erased,
        e.blobs_at, e.done_at, e.receipt, e.signature));
    return {};
}
Result<> mark_erasing(access::SubjectGrant const& grant)
{
    (void)TRY(grant.run(set_erasing));
    return {};
}
Result<> drop_ways_in(access::SubjectGrant const& grant)
{
    (void)TRY(grant.run(delete_ways_in));
    return {};
}

} // namespace wellkept::rights::store

namespace wellkept::rights {
Result<std::int64_t> open_erasures(db::Tx& tx, Instant before) { return TRY(tx.one(store::open_before, before)).n; }
} // namespace wellkept::rights
