#include "access/audit_read.h"
#include "access/tenants.h"
#include "platform/json/json.h"

namespace wellkept::access {
namespace {

struct Name {
    std::string name;
};
struct Count {
    std::int64_t n;
};
db::PlainQuery<PendingAudit, std::int32_t> const list_pending { "access/list_audit_pending",
    "SELECT p.at, p.event_id, p.commitment,"
    "  EXISTS (SELECT FROM access.audit_event a WHERE a.at = p.at AND a.event_id = p.event_id)"
    " FROM access.audit_pending p ORDER BY p.at, p.event_id LIMIT $1" };
db::PlainQuery<Count> const pending_count { "access/count_audit_pending", "SELECT count(*) FROM access.audit_pending" };
db::PlainQuery<Unit, std::vector<Instant>, std::vector<Uuid>> const delete_pending { "access/drop_audit_pending",
    "DELETE FROM access.audit_pending p USING unnest($1::timestamptz[], $2::uuid[]) AS k(at, event_id)"
    " WHERE p.at = k.at AND p.event_id = k.event_id" };
db::PlainQuery<AuditRecord, std::vector<Instant>, std::vector<Uuid>> const rows_by_key { "access/audit_rows",
    "SELECT a.at, a.event_id, a.pseudonym, a.tenant_id, a.actor_kind, a.actor_id, a.actor_label, a.action, a.purpose,"
    "  a.decision, a.reason, a.request_id, a.payload, a.salt, a.commitment"
    " FROM unnest($1::timestamptz[], $2::uuid[]) AS k(at, event_id)"
    " JOIN access.audit_event a ON a.at = k.at AND a.event_id = k.event_id" };
db::PlainQuery<AuditKey, Instant, Uuid, std::int32_t> const keys_page { "access/audit_keys",
    "SELECT a.at, a.event_id FROM access.audit_event a WHERE (a.at, a.event_id) > ($1, $2)"
    "  AND NOT EXISTS (SELECT FROM access.audit_pending p WHERE p.at = a.at AND p.event_id = a.event_id)"
    " ORDER BY a.at, a.event_id LIMIT $3" };
db::PlainQuery<Name> const partition_names { "access/audit_partitions",
    "SELECT c.relname::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
    " WHERE i.inhparent = 'access.audit_event'::regclass ORDER BY 1" };
db::PersonalQuery<AuditRecord, SubjectId, Uuid> const own_row { "access/own_audit_row",
    "SELECT a.at, a.event_id, a.pseudonym, a.tenant_id, a.actor_kind, a.actor_id, a.actor_label, a.action, a.purpose,"
    "  a.decision, a.reason, a.request_id, a.payload, a.salt, a.commitment"
    " FROM access.audit_event a JOIN access.subject s ON s.pseudonym = a.pseudonym"
    " WHERE s.subject_id = $1 AND a.event_id = $2" };
db::PersonalQuery<OwnAudit, SubjectId, Instant, Uuid, std::vector<std::string>, std::vector<std::string>, std::int32_t> const own_rows { "access/own_audit",
    "SELECT a.event_id, a.at, a.actor_kind, a.actor_label, a.action, a.purpose, a.decision, a.payload"
    "  FROM access.audit_event a JOIN access.subject s ON s.pseudonym = a.pseudonym"
    " WHERE s.subject_id = $1 AND (a.at, a.event_id) < ($2, $3) AND a.purpose <> ALL ($4) AND split_part(a.action, '.', 1) <> ALL ($5)"
    " ORDER BY a.at DESC, a.event_id DESC LIMIT $6" };
db::PlainQuery<AuditRecord, std::optional<Uuid>, Instant, Uuid, std::optional<std::string>, std::optional<std::string>,
    std::optional<std::string>, std::optional<std::string>, std::optional<Instant>, std::int32_t, std::optional<std::string>,
    std::optional<Uuid>> const search_rows {
    "access/search_audit",
    "SELECT a.at, a.event_id, a.pseudonym, a.tenant_id, a.actor_kind, a.actor_id, a.actor_label, a.action, a.purpose,"
    "  a.decision, a.reason, a.request_id, a.payload, a.salt, a.commitment"
    " FROM access.audit_event a WHERE ($1::uuid IS NULL OR a.tenant_id = $1) AND (a.at, a.event_id) < ($2, $3)"
    "  AND ($4::text IS NULL OR a.action = $4) AND ($5::text IS NULL OR a.actor_kind = $5)"
    "  AND ($6::text IS NULL OR a.decision = $6) AND ($7::text IS NULL OR a.purpose = $7)"
    "  AND ($8::timestamptz IS NULL OR a.at >= $8) AND ($10::text IS NULL OR a.actor_label = $10)"
    "  AND ($11::uuid IS NULL OR a.request_id = $11) ORDER BY a.at DESC, a.event_id DESC LIMIT $9"
};
db::PlainQuery<LastAct, ClientId, Instant> const last_of_each { "access/last_acts",
    "SELECT actor_id, max(at) FROM access.audit_event WHERE tenant_id = $1 AND at >= $2 AND decision = 'permit'"
    "  AND actor_kind = 'staff' AND actor_id IS NOT NULL GROUP BY actor_id" };

boost::json::value id_or_null(Uuid const& id)
{
    if (id.is_nil()) return nullptr;
    return boost::json::value(id.text());
}

} // namespace

std::string canonical_text(AuditRow const& r)
{
    boost::json::object o;
    o["v"] = 1;
    o["event_id"] = r.event_id.text();
    o["at_us"] = r.at.time_since_epoch().count();
    o["pseudonym"] = id_or_null(r.pseudonym);
    o["tenant_id"] = id_or_null(r.tenant);
    o["actor_kind"] = r.actor_kind;
    o["actor_id"] = id_or_null(r.actor_id);
    o["actor_label"] = r.actor_label;
    o["action"] = r.action;
    o["purpose"] = r.purpose;
    o["decision"] = r.decision;
    o["reason"] = r.reason;
    o["request_id"] = r.request.text();
    if (r.payload.empty())
        o["payload"] = nullptr;
    else
        o["payload"] = crypto::base64(r.payload);
    return boost::json::serialize(o);
}

crypto::Digest audit_commitment(std::string_view salt, std::string_view text)
{
    crypto::Sha256 h;
    h.update(salt);
    h.update(text);
    return h.finish();
}

AuditRow AuditRecord::row() const
{
    return { event_id, at, pseudonym.value_or(Uuid {}), tenant.value_or(Uuid {}), actor_kind,
        actor_id.value_or(Uuid {}), actor_label, action, purpose, decision, reason, RequestId { request },
        payload ? payload->data : std::string() };
}

Result<> open_whole_log(db::Tx& tx) { return tx.set_local("wellkept.audit_log", "read"); }
Result<std::vector<PendingAudit>> pending_audit(db::Tx& tx, int limit) { return tx.rows(list_pending, limit); }
Result<std::int64_t> count_pending(db::Tx& tx) { return TRY(tx.one(pending_count)).n; }
Result<> drop_pending(db::Tx& tx, std::vector<Instant> const& at, std::vector<Uuid> const& id)
{
    auto const n = TRY(tx.run(delete_pending, at, id));
    if (n != static_cast<std::int64_t>(id.size())) return bug("audit rows were sequenced twice");
    return {};
}
Result<std::vector<AuditRecord>> audit_rows(db::Tx& tx, std::vector<Instant> const& at, std::vector<Uuid> const& id)
{
    return tx.rows(rows_by_key, at, id);
}
Result<std::vector<AuditKey>> audit_keys(db::Tx& tx, AuditKey after, int limit)
{
    return tx.rows(keys_page, after.at, after.event_id, limit);
}
Result<std::vector<std::string>> audit_partitions(db::Tx& tx)
{
    std::vector<std::string> out;
    for (auto& n : TRY(tx.rows(partition_names))) out.push_back(std::move(n.name));
    return out;
}
Result<std::optional<AuditRecord>> own_audit_row(SubjectGrant const& g, Uuid event) { return g.maybe(own_row, event); }
Result<std::vector<OwnAudit>> own_audit(SubjectGrant const& g, AuditKey before, Withheld const& w, int limit)
{
    return g.rows(own_rows, before.at, before.event_id, w.purposes, w.rooms, limit);
}
Result<std::vector<AuditRecord>> search_audit(GrantCore const& g, AuditSearch const& s)
{
    bool const whole = g.tenant() == house_tenant;
    if (whole) TRY(open_whole_log(g.tx()));
    return g.tx().rows(search_rows, whole ? s.tenant : std::optional(g.tenant().value), s.before.at, s.before.event_id,
        s.action, s.actor_kind, s.decision, s.purpose, s.from, s.limit, s.actor_label, s.request);
}
Result<std::vector<LastAct>> last_acts(GrantCore const& g, Instant since)
{
    return g.tx().rows(last_of_each, g.tenant(), since);
}

} // namespace wellkept::access
