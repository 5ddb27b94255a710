#include "care/organisations/store.h"

namespace wellkept::organisations {
namespace {

#define ORGANISATION "SELECT tenant_id, name, kind, territory, created_at FROM organisations.organisation"
db::PlainQuery<Unit, ClientId, std::string, std::string, std::string, Instant> const insert_organisation {
    "organisations/insert",
    "INSERT INTO organisations.organisation (tenant_id, name, kind, territory, created_at) VALUES ($1, $2, $3, $4, $5)"
};
db::PlainQuery<Organisation> const every_one { "organisations/list", ORGANISATION " ORDER BY name, tenant_id" };
db::PlainQuery<Organisation, ClientId> const one { "organisations/one", ORGANISATION " WHERE tenant_id = $1" };

#define CONTRACT                                                                                                     \
    "SELECT tenant_id, contract_id, reference, state, starts_on, ends_on, services, session_model, sessions,"        \
    " covered_headcount, reporting_threshold, territory, created_at FROM organisations.contract"
db::PlainQuery<Unit, ClientId, Uuid, std::string, std::string, Date, std::optional<Date>, std::vector<std::string>,
    std::string, std::optional<std::int32_t>, std::int32_t, std::int32_t, std::string, Instant> const upsert_contract {
    "organisations/save_contract",
    "INSERT INTO organisations.contract (tenant_id, contract_id, reference, state, starts_on, ends_on, services,"
    " session_model, sessions, covered_headcount, reporting_threshold, territory, created_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (tenant_id, contract_id) DO UPDATE SET"
    " reference = excluded.reference, state = excluded.state, starts_on = excluded.starts_on, ends_on = excluded.ends_on,"
    " services = excluded.services, session_model = excluded.session_model, sessions = excluded.sessions,"
    " covered_headcount = excluded.covered_headcount, reporting_threshold = excluded.reporting_threshold"
};
db::PlainQuery<Contract, ClientId> const contracts_of { "organisations/contracts",
    CONTRACT " WHERE tenant_id = $1 ORDER BY starts_on, contract_id" };
db::PlainQuery<Contract, Uuid> const one_contract { "organisations/contract", CONTRACT " WHERE contract_id = $1" };

} // namespace

Result<std::vector<Organisation>> list(db::Tx& tx) { return tx.rows(every_one); }
Result<std::optional<Organisation>> find(db::Tx& tx, ClientId id) { return tx.maybe(one, id); }
Result<std::vector<Contract>> contracts(db::Tx& tx, ClientId id) { return tx.rows(contracts_of, id); }
Result<std::optional<Contract>> contract(db::Tx& tx, Uuid id) { return tx.maybe(one_contract, id); }

namespace store {

Result<> insert(db::Tx& tx, Organisation const& o)
{
    (void)TRY(tx.run(insert_organisation, o.id, o.name, o.kind, o.territory, o.created_at));
    return {};
}
Result<> save(db::Tx& tx, Contract const& c)
{
    (void)TRY(tx.run(upsert_contract, c.organisation, c.id, c.reference, c.state, c.starts_on, c.ends_on, c.services,
        c.session_model, c.sessions, c.covered_headcount, c.reporting_threshold, c.territory, c.created_at));
    return {};
}

} // namespace store
} // namespace wellkept::organisations
