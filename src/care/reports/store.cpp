#include "care/reports/store.h"

namespace wellkept::reports::store {
namespace {

#define COLUMNS                                                                                                        \
    "report_id, referral_id, kind, writer, approver, state, body, statement, review_until, agreed_hash, created_at, state_at"
db::PersonalQuery<Unit, SubjectId, ClientId, Uuid, Uuid, std::string, Uuid, std::string, db::Bytes, Instant> const insert_report { "reports/insert",
    "INSERT INTO reports.report (subject_id, tenant_id, report_id, referral_id, kind, writer, state, body, created_at, state_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)" };
db::PersonalQuery<Row, SubjectId, Uuid> const find_report { "reports/find",
    "SELECT " COLUMNS " FROM reports.report WHERE subject_id = $1 AND report_id = $2" };
db::PersonalQuery<Row, SubjectId> const all_reports { "reports/all",
    "SELECT " COLUMNS " FROM reports.report WHERE subject_id = $1 ORDER BY created_at DESC, report_id" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::string, std::string, std::optional<Uuid>, db::Bytes, std::optional<db::Bytes>, std::optional<Instant>,
    std::optional<db::Bytes>, Instant> const save_report { "reports/save",
    "UPDATE reports.report SET state = $4, approver = $5, body = $6, statement = $7, review_until = $8, agreed_hash = $9, state_at = $10"
    " WHERE subject_id = $1 AND report_id = $2 AND state = $3" };
db::PersonalQuery<Unit, SubjectId, Uuid, Uuid, std::string, std::string, Instant, std::optional<db::Bytes>> const insert_event { "reports/event",
    "INSERT INTO reports.event (subject_id, report_id, event_id, event, by_role, at, note) VALUES ($1, $2, $3, $4, $5, $6, $7)" };
db::PersonalQuery<Happened, SubjectId, Uuid> const report_events { "reports/events",
    "SELECT event_id, event, by_role, at, note FROM reports.event WHERE subject_id = $1 AND report_id = $2 ORDER BY event_id" };
db::PersonalQuery<Unit, SubjectId, Uuid, ClientId, Uuid, Uuid, Uuid, db::Bytes, Instant> const insert_delivered { "reports/deliver",
    "INSERT INTO reports.delivered (subject_id, report_id, tenant_id, recipient, pseudonym, referral_id, body, delivered_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" };
db::PersonalQuery<Unit, SubjectId, Uuid> const delete_delivered { "reports/take_back",
    "DELETE FROM reports.delivered WHERE subject_id = $1 AND report_id = $2" };
db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>> const erase_delivered { "reports/erase_delivered", "DELETE FROM reports.delivered WHERE subject_id = $1 AND report_id = ANY($2)" };
db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>> const erase_events { "reports/erase_events", "DELETE FROM reports.event WHERE subject_id = $1 AND report_id = ANY($2)" };
db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>> const erase_reports { "reports/erase", "DELETE FROM reports.report WHERE subject_id = $1 AND report_id = ANY($2)" };
db::PersonalQuery<Queued, ClientId> const list_to_approve { "reports/to_approve",
    "SELECT r.subject_id, s.pseudonym, r.report_id, r.kind, r.state, r.state_at FROM reports.report r"
    "  JOIN access.subject s ON s.subject_id = r.subject_id"
    " WHERE r.tenant_id = $1 AND r.state IN ('draft', 'revised') AND s.state = 'active' ORDER BY r.state_at, r.report_id LIMIT 200" };
db::PersonalQuery<Delivered, ClientId, Uuid> const list_delivered { "reports/delivered_to",
    "SELECT subject_id, pseudonym, report_id, referral_id, body, delivered_at FROM reports.delivered"
    " WHERE tenant_id = $1 AND recipient = $2 ORDER BY delivered_at DESC, report_id LIMIT 100" };

} // namespace

Result<> insert(access::SubjectGrant const& g, Row const& r)
{
    (void)TRY(g.run(insert_report, g.tenant(), r.id, r.referral, r.kind, r.writer, r.state, r.body, r.created_at));
    return {};
}
Result<std::optional<Row>> find(access::SubjectGrant const& g, Uuid id) { return g.maybe(find_report, id); }
Result<std::vector<Row>> all(access::SubjectGrant const& g) { return g.rows(all_reports); }
Result<bool> save(access::SubjectGrant const& g, Row const& r, std::string_view from)
{
    return TRY(g.run(save_report, r.id, std::string(from), r.state, r.approver, r.body, r.statement, r.review_until, r.agreed_hash, r.state_at)) == 1;
}
Result<> add(access::SubjectGrant const& g, Uuid report, Happened const& h)
{
    (void)TRY(g.run(insert_event, report, h.id, h.event, h.by_role, h.at, h.note));
    return {};
}
Result<std::vector<Happened>> events(access::SubjectGrant const& g, Uuid report) { return g.rows(report_events, report); }
Result<> deliver(access::SubjectGrant const& g, Uuid report, ClientId organisation, Uuid recipient, Uuid referral, std::string body, Instant at)
{
    (void)TRY(g.run(insert_delivered, report, organisation, recipient, g.pseudonym(), referral, { std::move(body) }, at));
    return {};
}
Result<std::int64_t> take_back(access::SubjectGrant const& g, Uuid report) { return g.run(delete_delivered, report); }
Result<std::int64_t> destroy(access::SubjectGrant const& g, std::vector<Uuid> const& ids)
{
    return TRY(g.run(erase_delivered, ids)) + TRY(g.run(erase_events, ids)) + TRY(g.run(erase_reports, ids));
}
db::PersonalQuery<Queued, ClientId> const& to_approve() { return list_to_approve; }
db::PersonalQuery<Delivered, ClientId, Uuid> const& delivered_to() { return list_delivered; }

} // namespace wellkept::reports::store
