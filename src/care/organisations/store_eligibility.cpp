#include "care/organisations/store.h"

namespace wellkept::organisations::store {
namespace {

struct Count {
    std::int64_t n;
};

db::PlainQuery<Unit, db::Bytes, ClientId, Uuid, Instant, std::optional<Instant>> const insert_a_code { "organisations/insert_code",
    "INSERT INTO organisations.access_code (blind, tenant_id, contract_id, created_at, ends_at) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (blind) DO NOTHING" };
db::PlainQuery<Fit, db::Bytes, Instant> const find_code { "organisations/code",
    "SELECT tenant_id, contract_id FROM organisations.access_code WHERE blind = $1 AND (ends_at IS NULL OR ends_at > $2)" };
db::PlainQuery<Unit, ClientId, Uuid, Uuid, std::string, Instant, std::int32_t, std::int32_t> const insert_a_list {
    "organisations/insert_list",
    "INSERT INTO organisations.list (tenant_id, list_id, contract_id, source, at, accepted, refused)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)"
};
db::PlainQuery<Unit, ClientId, std::vector<db::Bytes>, std::vector<Date>, Uuid, Uuid> const upsert_listed {
    "organisations/put_listed",
    "INSERT INTO organisations.listed (tenant_id, blind, contract_id, list_id, until)"
    " SELECT $1::uuid, l.blind, $4::uuid, $5::uuid, nullif(l.until, '9999-12-31') FROM unnest($2::bytea[], $3::date[]) l (blind, until)"
    " ON CONFLICT (tenant_id, blind) DO UPDATE SET contract_id = excluded.contract_id, list_id = excluded.list_id, until = excluded.until"
};
db::PlainQuery<Unit, ClientId, Uuid, Uuid> const delete_other_lists { "organisations/drop_other_lists",
    "DELETE FROM organisations.listed WHERE tenant_id = $1 AND contract_id = $2 AND list_id <> $3" };
db::PlainQuery<Fit, ClientId, db::Bytes, Date> const find_listed { "organisations/listed",
    "SELECT tenant_id, contract_id FROM organisations.listed WHERE tenant_id = $1 AND blind = $2 AND (until IS NULL OR until >= $3)" };
db::PlainQuery<Unit, ClientId, Uuid, db::Bytes, db::Bytes, Instant> const insert_a_request { "organisations/insert_request",
    "INSERT INTO organisations.usage_request (tenant_id, request_id, reference, blind, asked_at) VALUES ($1, $2, $3, $4, $5)" };
db::PlainQuery<UsageRequest, ClientId, db::Bytes> const find_requests { "organisations/requests",
    "SELECT tenant_id, request_id, asked_at FROM organisations.usage_request WHERE tenant_id = $1 AND blind = $2 ORDER BY asked_at" };
db::PlainQuery<Unit, ClientId, Uuid, Date> const insert_a_confirmation { "organisations/confirm",
    "INSERT INTO organisations.usage_confirmation (tenant_id, request_id, confirmed_on) VALUES ($1, $2, $3)" };
db::PlainQuery<Asked, ClientId> const find_asked { "organisations/asked",
    "SELECT r.request_id, r.reference, r.asked_at, c.confirmed_on FROM organisations.usage_request r"
    "  LEFT JOIN organisations.usage_confirmation c ON c.tenant_id = r.tenant_id AND c.request_id = r.request_id"
    " WHERE r.tenant_id = $1 ORDER BY r.asked_at DESC, r.request_id LIMIT 500" };
db::PlainQuery<Count, Uuid, Instant> const count_misses { "organisations/misses",
    "SELECT count(*) FROM organisations.miss WHERE actor_id = $1 AND at > $2" };
db::PlainQuery<Unit, Uuid, Uuid, Instant> const insert_a_miss { "organisations/insert_miss",
    "INSERT INTO organisations.miss (actor_id, miss_id, at) VALUES ($1, $2, $3)" };
db::PlainQuery<Unit, Uuid, Instant> const delete_misses { "organisations/old_misses",
    "DELETE FROM organisations.miss WHERE actor_id = $1 AND at <= $2" };

} // namespace

Result<bool> insert_code(db::Tx& tx, std::string const& blind, ClientId organisation, Uuid contract, Instant now, std::optional<Instant> until)
{
    return TRY(tx.run(insert_a_code, { blind }, organisation, contract, now, until)) == 1;
}
Result<std::optional<Fit>> code(db::Tx& tx, std::string const& blind, Instant now) { return tx.maybe(find_code, { blind }, now); }
Result<> insert_list(db::Tx& tx, ClientId organisation, Uuid list, Uuid contract, std::string const& source, Instant at,
    std::int32_t accepted, std::int32_t refused)
{
    (void)TRY(tx.run(insert_a_list, organisation, list, contract, source, at, accepted, refused));
    return {};
}
Result<> put_listed(db::Tx& tx, ClientId organisation, std::vector<db::Bytes> const& blinds,
    std::vector<Date> const& until, Uuid contract, Uuid list)
{
    (void)TRY(tx.run(upsert_listed, organisation, blinds, until, contract, list));
    return {};
}
Result<std::int64_t> drop_other_lists(db::Tx& tx, ClientId organisation, Uuid contract, Uuid list)
{
    return tx.run(delete_other_lists, organisation, contract, list);
}
Result<std::optional<Fit>> listed(db::Tx& tx, ClientId organisation, std::string const& blind, Date today)
{
    return tx.maybe(find_listed, organisation, { blind }, today);
}
Result<> insert_request(db::Tx& tx, ClientId organisation, Uuid id, std::string const& reference, std::string const& blind, Instant at)
{
    (void)TRY(tx.run(insert_a_request, organisation, id, { reference }, { blind }, at));
    return {};
}
Result<std::vector<UsageRequest>> requests(db::Tx& tx, ClientId organisation, std::string const& blind)
{
    return tx.rows(find_requests, organisation, { blind });
}
Result<> insert_confirmation(db::Tx& tx, UsageRequest const& r, Date day)
{
    (void)TRY(tx.run(insert_a_confirmation, r.organisation, r.id, day));
    return {};
}
Result<std::vector<Asked>> asked(db::Tx& tx, ClientId organisation) { return tx.rows(find_asked, organisation); }
Result<std::int64_t> misses(db::Tx& tx, Uuid account, Instant since) { return TRY(tx.one(count_misses, account, since)).n; }
Result<> insert_miss(db::Tx& tx, Uuid account, Uuid id, Instant at)
{
    (void)TRY(tx.run(delete_misses, account, at - std::chrono::hours(24)));
    (void)TRY(tx.run(insert_a_miss, account, id, at));
    return {};
}

} // namespace wellkept::organisations::store
