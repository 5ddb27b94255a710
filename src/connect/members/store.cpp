#include "connect/members/store.h"

namespace wellkept::members::store {
namespace {

db::PersonalQuery<Row, SubjectId> const one_member { "members/one",
    "SELECT CASE state WHEN 'active' THEN 'active' ELSE 'erasing' END, created_at FROM access.subject WHERE subject_id = $1" };
db::PersonalQuery<LogRow, SubjectId, Instant, Uuid, std::int32_t> const own_log { "members/own_log",
    "SELECT a.event_id, a.at, a.actor_kind, a.actor_id, a.actor_label, a.action, a.purpose, a.decision, a.payload"
    "  FROM access.audit_event a JOIN access.subject s ON s.pseudonym = a.pseudonym"
    " WHERE s.subject_id = $1 AND (a.at, a.event_id) < ($2, $3) ORDER BY a.at DESC, a.event_id DESC LIMIT $4" };

} // namespace

Result<std::optional<Row>> one(access::SubjectGrant const& g) { return g.maybe(one_member); }
Result<std::vector<LogRow>> log(access::SubjectGrant const& g, Instant before, Uuid before_id, int limit)
{
    return g.rows(own_log, before, before_id, limit);
}

} // namespace wellkept::members::store
