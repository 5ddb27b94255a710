#include "care/critical/store.h"

namespace wellkept::critical::store {
namespace {

#define INCIDENT "incident_id, organisation_id, contract_id, source, state, body, reported_at, state_at"
db::PlainQuery<Unit, ClientId, Uuid, ClientId, Uuid, std::string, std::string, db::Bytes, Instant, Instant> const put_incident { "critical/insert",
    "INSERT INTO critical.incident (tenant_id, " INCIDENT ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)" };
db::PlainQuery<Row, ClientId, Uuid> const one_incident { "critical/find",
    "SELECT " INCIDENT " FROM critical.incident WHERE tenant_id = $1 AND incident_id = $2 FOR UPDATE" };
db::PlainQuery<Row, ClientId> const all_incidents { "critical/all",
    "SELECT " INCIDENT " FROM critical.incident WHERE tenant_id = $1 ORDER BY state IN ('closed', 'declined'), reported_at DESC LIMIT 200" };
db::PlainQuery<Row, ClientId, SubjectId> const own_incidents { "critical/of_responder",
    "SELECT i.incident_id, i.organisation_id, i.contract_id, i.source, i.state, i.body, i.reported_at, i.state_at FROM critical.incident i"
    "  JOIN critical.responder r ON r.tenant_id = i.tenant_id AND r.incident_id = i.incident_id"
    " WHERE i.tenant_id = $1 AND r.account_id = $2 AND r.ended_at IS NULL AND i.state = 'accepted' ORDER BY i.reported_at DESC" };
db::PlainQuery<Unit, ClientId, Uuid, std::string, std::string, Instant> const move_incident { "critical/move",
    "UPDATE critical.incident SET state = $4, state_at = $5 WHERE tenant_id = $1 AND incident_id = $2 AND state = $3" };
db::PlainQuery<Responder, ClientId, Uuid> const all_responders { "critical/responders",
    "SELECT account_id, since, ended_at FROM critical.responder WHERE tenant_id = $1 AND incident_id = $2 ORDER BY since" };
db::PlainQuery<Unit, ClientId, Uuid, SubjectId, Instant> const put_responder { "critical/respond",
    "INSERT INTO critical.responder (tenant_id, incident_id, account_id, since) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (tenant_id, incident_id, account_id) DO UPDATE SET since = excluded.since, ended_at = NULL WHERE critical.responder.ended_at IS NOT NULL" };
db::PlainQuery<Unit, ClientId, Uuid, SubjectId, Instant> const end_responder { "critical/release",
    "UPDATE critical.responder SET ended_at = $4 WHERE tenant_id = $1 AND incident_id = $2 AND account_id = $3 AND ended_at IS NULL" };
db::PlainQuery<Unit, ClientId, Uuid, Uuid, Instant, std::int32_t, std::string, std::string> const put_session { "critical/plan",
    "INSERT INTO critical.session (tenant_id, incident_id, session_id, starts_at, minutes, place, zone, state) VALUES ($1, $2, $3, $4, $5, $6, $7, 'planned')" };
db::PlainQuery<Session, ClientId, Uuid> const all_sessions { "critical/sessions",
    "SELECT session_id, starts_at, minutes, place, zone, state, headcount FROM critical.session WHERE tenant_id = $1 AND incident_id = $2 ORDER BY starts_at, session_id" };
db::PlainQuery<Unit, ClientId, Uuid, Uuid, std::string, std::optional<std::int32_t>> const settle_session { "critical/settle",
    "UPDATE critical.session SET state = $4, headcount = $5 WHERE tenant_id = $1 AND incident_id = $2 AND session_id = $3 AND state = 'planned'" };
#define TOLD "incident_id, kind, ref, state, starts_at, place, zone, headcount, sessions, told_at"
db::PlainQuery<Unit, ClientId, Uuid, Uuid, std::string, Uuid, std::string, std::optional<Instant>, std::optional<std::string>, std::optional<std::string>,
    std::optional<std::int32_t>, std::optional<std::int32_t>, Instant> const put_told { "critical/tell",
    "INSERT INTO critical.told (tenant_id, told_id, " TOLD ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)" };
db::PlainQuery<Told, ClientId> const latest_told { "critical/told",
    "SELECT DISTINCT ON (incident_id, kind, ref) " TOLD " FROM critical.told WHERE tenant_id = $1 ORDER BY incident_id, kind, ref, told_id DESC LIMIT 2000" };

#define INDIVIDUAL "incident_id, state, case_id, wording, wording_hash, offered_at, state_at"
db::PersonalQuery<IndividualRow, SubjectId, Uuid> const one_individual { "critical/individual",
    "SELECT " INDIVIDUAL " FROM critical.individual WHERE subject_id = $1 AND incident_id = $2 FOR UPDATE" };
db::PersonalQuery<IndividualRow, SubjectId> const all_individuals { "critical/individuals",
    "SELECT " INDIVIDUAL " FROM critical.individual WHERE subject_id = $1 ORDER BY offered_at DESC, incident_id" };
db::PersonalQuery<Unit, SubjectId, ClientId, Uuid, std::string, Instant> const put_individual { "critical/offer",
    "INSERT INTO critical.individual (subject_id, tenant_id, incident_id, state, offered_at, state_at) VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT DO NOTHING" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::string, std::optional<Uuid>, std::optional<std::int32_t>, std::optional<db::Bytes>, Instant> const update_individual {
    "critical/answer", "UPDATE critical.individual SET state = $3, case_id = $4, wording = $5, wording_hash = $6, state_at = $7 WHERE subject_id = $1 AND incident_id = $2"
};
db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>> const delete_individuals { "critical/erase",
    "DELETE FROM critical.individual WHERE subject_id = $1 AND incident_id = ANY ($2)" };

auto const& care = access::care_tenant;

} // namespace

Result<> insert(db::Tx& tx, Row const& r)
{
    (void)TRY(tx.run(put_incident, care, r.id, r.organisation, r.contract, r.source, r.state, r.body, r.reported_at, r.state_at));
    return {};
}
Result<std::optional<Row>> find(db::Tx& tx, Uuid id) { return tx.maybe(one_incident, care, id); }
Result<std::vector<Row>> all(db::Tx& tx) { return tx.rows(all_incidents, care); }
Result<std::vector<Row>> of_responder(db::Tx& tx, SubjectId account) { return tx.rows(own_incidents, care, account); }
Result<bool> move(db::Tx& tx, Uuid id, std::string_view from, std::string_view to, Instant at)
{
    return TRY(tx.run(move_incident, care, id, std::string(from), std::string(to), at)) == 1;
}
Result<std::vector<Responder>> responders(db::Tx& tx, Uuid id) { return tx.rows(all_responders, care, id); }
Result<> respond(db::Tx& tx, Uuid id, SubjectId account, Instant at)
{
    (void)TRY(tx.run(put_responder, care, id, account, at));
    return {};
}
Result<bool> release(db::Tx& tx, Uuid id, SubjectId account, Instant at) { return TRY(tx.run(end_responder, care, id, account, at)) == 1; }
Result<> insert(db::Tx& tx, Uuid incident, Session const& s)
{
    (void)TRY(tx.run(put_session, care, incident, s.id, s.starts_at, s.minutes, s.place, s.zone));
    return {};
}
Result<std::vector<Session>> sessions(db::Tx& tx, Uuid incident) { return tx.rows(all_sessions, care, incident); }
Result<bool> settle(db::Tx& tx, Uuid incident, Uuid session, std::string_view state, std::optional<std::int32_t> headcount)
{
    return TRY(tx.run(settle_session, care, incident, session, std::string(state), headcount)) == 1;
}
Result<> tell(db::Tx& tx, ClientId organisation, Uuid id, Told const& t)
{
    (void)TRY(tx.run(put_told, organisation, id, t.incident, t.kind, t.ref, t.state, t.starts_at, t.place, t.zone, t.headcount, t.sessions, t.told_at));
    return {};
}
Result<std::vector<Told>> told(db::Tx& tx, ClientId organisation) { return tx.rows(latest_told, organisation); }

Result<std::optional<IndividualRow>> individual(access::SubjectGrant const& g, Uuid incident) { return g.maybe(one_individual, incident); }
Result<std::vector<IndividualRow>> individuals(access::SubjectGrant const& g) { return g.rows(all_individuals); }
Result<bool> insert(access::SubjectGrant const& g, IndividualRow const& r) { return TRY(g.run(put_individual, g.tenant(), r.incident, r.state, r.offered_at)) == 1; }
Result<> update(access::SubjectGrant const& g, IndividualRow const& r)
{
    (void)TRY(g.run(update_individual, r.incident, r.state, r.case_id, r.wording, r.wording_hash, r.state_at));
    return {};
}
Result<std::int64_t> erase(access::SubjectGrant const& g, std::vector<Uuid> const& incidents) { return g.run(delete_individuals, incidents); }

} // namespace wellkept::critical::store
