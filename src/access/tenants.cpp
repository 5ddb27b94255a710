#include "access/tenants.h"

namespace wellkept::access {
namespace {

db::PlainQuery<Unit, ClientId, std::string, std::string, std::optional<std::string>, std::optional<Instant>, Instant, std::string> const
    upsert_tenant { "access/upsert_tenant",
        "INSERT INTO access.tenant (tenant_id, region, status, agreement_reference, agreement_until, created_at, ended_at, kind)"
        " VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $3 = 'ended' THEN $6 END, $7) ON CONFLICT (tenant_id) DO UPDATE SET region = excluded.region,"
        " status = excluded.status, agreement_reference = excluded.agreement_reference,"
        " agreement_until = excluded.agreement_until,"
        " ended_at = CASE WHEN excluded.status = 'ended' THEN coalesce(access.tenant.ended_at, $6) END" };
db::PlainQuery<Tenant, ClientId> const one_tenant { "access/one_tenant",
    "SELECT tenant_id, region, status, agreement_reference, agreement_until, ended_at, kind FROM access.tenant WHERE tenant_id = $1" };
db::PlainQuery<Tenant> const every_tenant { "access/all_tenants",
    "SELECT tenant_id, region, status, agreement_reference, agreement_until, ended_at, kind FROM access.tenant ORDER BY tenant_id" };
struct Count {
    std::int64_t n;
};
db::PlainQuery<Count, std::string> const elsewhere { "access/tenants_elsewhere",
    "SELECT count(*) FROM access.tenant WHERE region <> $1 AND status <> 'ended'" };

struct Any {
    bool any;
};
db::PlainQuery<Any> const any_tenant { "access/any_tenant", "SELECT EXISTS (SELECT FROM access.tenant)" };

} // namespace

Result<bool> has_tenants(db::Tx& tx) { return TRY(tx.one(any_tenant)).any; }

Result<> save_tenant(db::Tx& tx, Tenant const& t, Instant now)
{
    (void)TRY(tx.run(upsert_tenant, t.id, t.region, t.status, t.agreement_reference, t.agreement_until, now, t.kind));
    return {};
}

Result<std::optional<Tenant>> find_tenant(db::Tx& tx, ClientId id) { return tx.maybe(one_tenant, id); }
Result<std::int64_t> tenants_elsewhere(db::Tx& tx, std::string const& region) { return TRY(tx.one(elsewhere, region)).n; }
Result<std::vector<Tenant>> all_tenants(db::Tx& tx) { return tx.rows(every_tenant); }

} // namespace wellkept::access
