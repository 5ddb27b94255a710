#include "connect/sharing/store.h"

namespace wellkept::sharing::store {
namespace {

#define EVENT_COLUMNS                                                                                                  \
    "event_id, tenant_id, subject_id, connection_id, type, payload, state, attempts, next_at, last_status, created_at"
#define VISIBLE "(type NOT LIKE 'samples.%' OR (attempts > 0 AND state <> 'dropped'))"

struct Id {
    Uuid id;
};
struct Count {
    std::int32_t attempts;
};

db::PlainQuery<Id, Uuid, ClientId, SubjectId, std::optional<ConnectionId>, std::string, std::string, Instant> const
    insert_event { "sharing/insert",
        "INSERT INTO sharing.event (event_id, tenant_id, subject_id, connection_id, type, payload, state, next_at, "
        "created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $7) ON CONFLICT (event_id) DO NOTHING RETURNING event_id" };
db::PlainQuery<Event, Uuid> const one_event { "sharing/one",
    "SELECT " EVENT_COLUMNS " FROM sharing.event WHERE event_id = $1" };
db::PlainQuery<Count, Uuid> const count_attempt { "sharing/begin_attempt",
    "UPDATE sharing.event SET attempts = attempts + 1 WHERE event_id = $1 AND state = 'waiting' RETURNING attempts" };
db::PlainQuery<Unit, Uuid, std::string, std::optional<std::string>, std::optional<std::int32_t>, std::optional<Instant>,
    std::optional<Instant>> const settle_event { "sharing/settle",
    "UPDATE sharing.event SET state = $2, reason = $3, last_status = $4, next_at = $5, delivered_at = $6,"
    "  payload = CASE WHEN $2 = 'delivered' THEN '{}' ELSE payload END WHERE event_id = $1 AND state = 'waiting'" };
db::PlainQuery<Unit, Uuid, std::string> const drop_event { "sharing/drop",
    "UPDATE sharing.event SET state = 'dropped', reason = $2, next_at = NULL, payload = '{}'"
    " WHERE event_id = $1 AND state = 'waiting'" };
db::PlainQuery<Event, ClientId, Instant, Uuid, std::int32_t> const events_page { "sharing/page",
    "SELECT " EVENT_COLUMNS
    " FROM sharing.event WHERE tenant_id = $1 AND (created_at, event_id) < ($2, $3) AND " VISIBLE
    " ORDER BY created_at DESC, event_id DESC LIMIT $4" };
db::PlainQuery<Event, ClientId, Uuid> const visible_event { "sharing/visible",
    "SELECT " EVENT_COLUMNS " FROM sharing.event WHERE tenant_id = $1 AND event_id = $2 AND " VISIBLE " FOR UPDATE" };
db::PlainQuery<Unit, Uuid, Instant> const wait_event { "sharing/wait_again",
    "UPDATE sharing.event SET state = 'waiting', reason = NULL, next_at = $2 WHERE event_id = $1" };
db::PlainQuery<Unit, SubjectId> const forget_person { "sharing/forget_person",
    "DELETE FROM sharing.event WHERE subject_id = $1 AND type <> 'member.erased'" };
db::PlainQuery<Unit, SubjectId, ConnectionId> const forget_connection { "sharing/forget_connection",
    "DELETE FROM sharing.event WHERE subject_id = $1 AND connection_id = $2 AND type LIKE 'samples.%'" };

db::PlainQuery<access::DueDay, Instant> const count_settled { "sharing/settled_before",
    "SELECT date_trunc('day', created_at), count(*) FROM sharing.event WHERE created_at < $1 AND state <> 'waiting' GROUP BY 1 ORDER BY 1" };
db::PlainQuery<Unit, Instant, std::int32_t, std::vector<SubjectId>> const sweep_settled { "sharing/sweep",
    "DELETE FROM sharing.event WHERE event_id IN (SELECT event_id FROM sharing.event WHERE created_at < $1 AND state <> 'waiting'"
    "  AND subject_id <> ALL ($3) ORDER BY created_at LIMIT $2)" };

db::PersonalQuery<Person, ClientId, std::vector<SubjectId>> const people_among_them { "sharing/people_among",
    "SELECT subject_id, pseudonym FROM access.subject WHERE tenant_id = $1 AND subject_id = ANY ($2)" };

#define LOG_COLUMNS "at, event_id, actor_kind, action, purpose, decision, reason, request_id"
#define IN_ORDER " ORDER BY at DESC, event_id DESC"
// Three branches, each in the order of an index, instead of one OR over both.
db::PersonalQuery<LogPage, ClientId, Instant, Uuid, std::int32_t> const page_of_log { "sharing/log_page",
    "SELECT '00000000-0000-0000-0000-000000000000'::uuid, '00000000-0000-0000-0000-000000000000'::uuid,"
    "  coalesce(array_agg(at" IN_ORDER "), '{}'), coalesce(array_agg(event_id" IN_ORDER "), '{}'),"
    "  coalesce(array_agg(actor_kind" IN_ORDER "), '{}'), coalesce(array_agg(action" IN_ORDER "), '{}'),"
    "  coalesce(array_agg(purpose" IN_ORDER "), '{}'), coalesce(array_agg(decision" IN_ORDER "), '{}'),"
    "  coalesce(array_agg(reason" IN_ORDER "), '{}'), coalesce(array_agg(request_id" IN_ORDER "), '{}') FROM ("
    "  (SELECT " LOG_COLUMNS " FROM access.audit_event WHERE tenant_id = $1 AND decision = 'refuse'"
    "     AND (at, event_id) < ($2, $3)" IN_ORDER " LIMIT $4)"
    "  UNION ALL"
    "  (SELECT " LOG_COLUMNS " FROM access.audit_event WHERE tenant_id = $1 AND decision = 'permit'"
    "     AND actor_kind = 'client' AND (at, event_id) < ($2, $3)" IN_ORDER " LIMIT $4)"
    "  UNION ALL"
    "  (SELECT " LOG_COLUMNS " FROM access.audit_event WHERE tenant_id = $1 AND decision = 'permit'"
    "     AND actor_kind = 'staff' AND (at, event_id) < ($2, $3)" IN_ORDER " LIMIT $4)" IN_ORDER " LIMIT $4) newest" };

} // namespace

Result<bool> insert(db::Tx& tx, Event const& e)
{
    return TRY(tx.maybe(insert_event, e.id, e.tenant, e.subject, e.connection, e.type, e.payload, e.created_at))
        .has_value();
}
Result<std::optional<Event>> find(db::Tx& tx, Uuid id) { return tx.maybe(one_event, id); }
Result<std::optional<std::int32_t>> begin_attempt(db::Tx& tx, Uuid id)
{
    auto const row = TRY(tx.maybe(count_attempt, id));
    return row ? std::optional(row->attempts) : std::nullopt;
}
Result<> settle(db::Tx& tx, Uuid id, Settled const& s)
{
    (void)TRY(tx.run(settle_event, id, s.state, s.reason, s.status, s.next_at, s.delivered_at));
    return {};
}
Result<> drop(db::Tx& tx, Uuid id, std::string const& reason)
{
    (void)TRY(tx.run(drop_event, id, reason));
    return {};
}
Result<std::vector<Event>> page(db::Tx& tx, ClientId tenant, Instant before, Uuid before_id, int limit)
{
    return tx.rows(events_page, tenant, before, before_id, limit);
}
Result<std::optional<Event>> find_visible(db::Tx& tx, ClientId tenant, Uuid id)
{
    return tx.maybe(visible_event, tenant, id);
}
Result<> wait_again(db::Tx& tx, Uuid id, Instant now)
{
    (void)TRY(tx.run(wait_event, id, now));
    return {};
}
Result<std::int64_t> forget(db::Tx& tx, SubjectId subject, access::ErasureScope const& scope)
{
    if (scope.whole()) return tx.run(forget_person, subject);
    if (scope.category.empty()) return tx.run(forget_connection, subject, *scope.connection);
    return 0;
}

Result<std::vector<access::DueDay>> settled_before(db::Tx& tx, Instant before) { return tx.rows(count_settled, before); }
Result<std::int64_t> sweep(db::Tx& tx, Instant before, int limit, std::vector<SubjectId> const& spared)
{
    return tx.run(sweep_settled, before, limit, spared);
}

db::PersonalQuery<Person, ClientId, std::vector<SubjectId>> const& people_among() { return people_among_them; }
db::PersonalQuery<LogPage, ClientId, Instant, Uuid, std::int32_t> const& log_page() { return page_of_log; }

} // namespace wellkept::sharing::store
