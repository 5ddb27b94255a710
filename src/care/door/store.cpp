#include "care/door/store.h"

namespace wellkept::door::store {
namespace {

db::PersonalQuery<Unit, SubjectId, Uuid, ClientId, std::string, std::optional<db::Bytes>, Instant> const insert_visit { "door/insert",
    "INSERT INTO door.visit (subject_id, visit_id, tenant_id, state, second_check, code, tries, sent_at, state_at)"
    " VALUES ($1, $2, $3, 'sent', $4, $5, 0, $6, $6)" };
db::PersonalQuery<Visit, SubjectId, Uuid> const find_visit { "door/find",
    "SELECT visit_id, state, second_check, code, tries, sent_at, state_at FROM door.visit WHERE subject_id = $1 AND visit_id = $2" };
db::PersonalQuery<Visit, SubjectId> const live_visits { "door/live",
    "SELECT visit_id, state, second_check, code, tries, sent_at, state_at FROM door.visit"
    " WHERE subject_id = $1 AND state IN ('sent', 'opened', 'shut')" };
// Counted before the answer is looked at, so that two at once are two tries.
db::PersonalQuery<Unit, SubjectId, Uuid, std::int32_t> const one_try { "door/try",
    "UPDATE door.visit SET tries = tries + 1 WHERE subject_id = $1 AND visit_id = $2 AND state = 'sent' AND tries < $3" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::string, Instant> const state_visit { "door/state",
    "UPDATE door.visit SET state = $3, state_at = $4 WHERE subject_id = $1 AND visit_id = $2" };
db::PersonalQuery<Unit, SubjectId> const delete_visits { "door/delete", "DELETE FROM door.visit WHERE subject_id = $1" };
db::PersonalQuery<Shut, ClientId> const list_shut { "door/list_shut",
    "SELECT v.subject_id, s.pseudonym, v.visit_id, v.state_at FROM door.visit v JOIN access.subject s ON s.subject_id = v.subject_id"
    " WHERE v.tenant_id = $1 AND v.state = 'shut' ORDER BY v.state_at DESC, v.visit_id LIMIT 100" };

} // namespace

Result<> insert(access::SubjectGrant const& g, Visit const& v)
{
    (void)TRY(g.run(insert_visit, v.id, g.tenant(), v.check, v.code, v.sent_at));
    return {};
}
Result<std::optional<Visit>> find(access::SubjectGrant const& g, Uuid id) { return g.maybe(find_visit, id); }
Result<std::vector<Visit>> live(access::SubjectGrant const& g) { return g.rows(live_visits); }
Result<bool> take_try(access::SubjectGrant const& g, Uuid id) { return TRY(g.run(one_try, id, tries_max)) == 1; }
Result<> set_state(access::SubjectGrant const& g, Uuid id, std::string const& state, Instant at)
{
    (void)TRY(g.run(state_visit, id, state, at));
    return {};
}
Result<std::int64_t> erase(access::SubjectGrant const& g) { return g.run(delete_visits); }
db::PersonalQuery<Shut, ClientId> const& shut_page() { return list_shut; }

} // namespace wellkept::door::store
