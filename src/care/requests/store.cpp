#include "care/requests/store.h"

namespace wellkept::requests::store {
namespace {

#define COLUMNS                                                                                                                                             \
    "request_id, kind, how, state, received_on, due_on, passed_on_by, passed_on_at, words, protection_id, acknowledged_at, answered_on, answered_by, answer," \
    " state_at"
db::PersonalQuery<Unit, SubjectId, ClientId, Uuid, std::string, std::string, sys_days, sys_days, std::optional<SubjectId>, Instant, db::Bytes, std::optional<Uuid>> const insert_one {
    "requests/insert",
    "INSERT INTO requests.request (subject_id, tenant_id, request_id, kind, how, state, received_on, due_on, passed_on_by, passed_on_at, words, protection_id, state_at)"
    " VALUES ($1, $2, $3, $4, $5, 'passed_on', $6, $7, $8, $9, $10, $11, $9)"
};
db::PersonalQuery<Row, SubjectId, Uuid> const find_one { "requests/find", "SELECT " COLUMNS " FROM requests.request WHERE subject_id = $1 AND request_id = $2" };
db::PersonalQuery<Row, SubjectId> const all_of { "requests/all", "SELECT " COLUMNS " FROM requests.request WHERE subject_id = $1 ORDER BY passed_on_at DESC, request_id" };
#undef COLUMNS
db::PersonalQuery<Unit, SubjectId, Uuid, std::string, std::string, std::optional<Instant>, std::optional<sys_days>, std::optional<SubjectId>, std::optional<db::Bytes>, Instant> const save_one {
    "requests/save",
    "UPDATE requests.request SET state = $4, acknowledged_at = $5, answered_on = $6, answered_by = $7, answer = $8, state_at = $9"
    " WHERE subject_id = $1 AND request_id = $2 AND state = $3"
};
db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>> const drop { "requests/destroy", "DELETE FROM requests.request WHERE subject_id = $1 AND request_id = ANY($2)" };
db::PersonalQuery<Listed, ClientId, Instant> const list_all { "requests/listed",
    "SELECT r.subject_id, s.pseudonym, r.request_id, r.kind, r.how, r.state, r.received_on, r.due_on, r.passed_on_by IS NULL, r.passed_on_at FROM requests.request r"
    "  JOIN access.subject s ON s.subject_id = r.subject_id WHERE r.tenant_id = $1 AND s.state = 'active'"
    "   AND (r.state IN ('passed_on', 'acknowledged') OR r.state_at >= $2)"
    " ORDER BY r.state IN ('answered', 'refused'), r.due_on, r.request_id LIMIT 500" };

} // namespace

Result<> insert(access::SubjectGrant const& g, Row const& r)
{
    (void)TRY(g.run(insert_one, g.tenant(), r.id, r.kind, r.how, r.received_on, r.due_on, r.passed_on_by, r.passed_on_at, r.words, r.protection));
    return {};
}
Result<std::optional<Row>> find(access::SubjectGrant const& g, Uuid id) { return g.maybe(find_one, id); }
Result<std::vector<Row>> all(access::SubjectGrant const& g) { return g.rows(all_of); }
Result<bool> save(access::SubjectGrant const& g, Row const& r, std::string_view from)
{
    return TRY(g.run(save_one, r.id, std::string(from), r.state, r.acknowledged_at, r.answered_on, r.answered_by, r.answer, r.state_at)) == 1;
}
Result<std::int64_t> destroy(access::SubjectGrant const& g, std::vector<Uuid> const& ids) { return g.run(drop, ids); }
db::PersonalQuery<Listed, ClientId, Instant> const& listed() { return list_all; }

} // namespace wellkept::requests::store
