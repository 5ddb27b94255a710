#include "care/safeguarding/store.h"

namespace wellkept::safeguarding::store {
namespace {

#define COLUMNS                                                                                                                                                     \
    "disclosure_id, case_id, path, state, first_by, second_by, body, agreed_hash, decision, proposed_at, released_at, review_due, reviewed_by, outcome, review,"  \
    " notice, notice_until, notice_body, state_at"
using MaybeBytes = std::optional<db::Bytes>;
db::PersonalQuery<Unit, SubjectId, ClientId, Uuid, Uuid, std::string, SubjectId, db::Bytes, Instant> const insert_one { "safeguarding/insert",
    "INSERT INTO safeguarding.disclosure (subject_id, tenant_id, disclosure_id, case_id, path, state, first_by, body, proposed_at, notice, state_at)"
    " VALUES ($1, $2, $3, $4, $5, 'proposed', $6, $7, $8, 'due', $8)" };
db::PersonalQuery<Row, SubjectId, Uuid> const find_one { "safeguarding/find", "SELECT " COLUMNS " FROM safeguarding.disclosure WHERE subject_id = $1 AND disclosure_id = $2" };
db::PersonalQuery<Row, SubjectId> const all_of { "safeguarding/all", "SELECT " COLUMNS " FROM safeguarding.disclosure WHERE subject_id = $1 ORDER BY proposed_at DESC, disclosure_id" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::string, std::string, std::optional<SubjectId>, MaybeBytes, MaybeBytes, std::optional<Instant>, std::optional<Instant>, std::optional<SubjectId>,
    std::optional<std::string>, MaybeBytes, std::string, std::optional<Instant>, MaybeBytes, Instant> const save_one { "safeguarding/save",
    "UPDATE safeguarding.disclosure SET state = $4, second_by = $5, agreed_hash = $6, decision = $7, released_at = $8, review_due = $9, reviewed_by = $10, outcome = $11, review = $12,"
    " notice = $13, notice_until = $14, notice_body = $15, state_at = $16 WHERE subject_id = $1 AND disclosure_id = $2 AND state = $3" };
db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>> const drop { "safeguarding/destroy", "DELETE FROM safeguarding.disclosure WHERE subject_id = $1 AND disclosure_id = ANY($2)" };
#define LISTED                                                                                                                                                      \
    "SELECT d.subject_id, s.pseudonym, d.disclosure_id, d.path, d.state, d.notice, d.review_due, d.state_at FROM safeguarding.disclosure d"                         \
    "  JOIN access.subject s ON s.subject_id = d.subject_id WHERE d.tenant_id = $1 AND s.state = 'active' AND "
db::PersonalQuery<Listed, ClientId> const list_waiting { "safeguarding/waiting", LISTED "d.state = 'proposed' ORDER BY d.path, d.proposed_at LIMIT 200" };
db::PersonalQuery<Listed, ClientId> const list_reviews { "safeguarding/reviews",
    LISTED "d.state IN ('released', 'reviewed') ORDER BY d.state DESC, d.review_due, d.disclosure_id LIMIT 200" };

} // namespace

Result<> insert(access::SubjectGrant const& g, Row const& r)
{
    (void)TRY(g.run(insert_one, g.tenant(), r.id, r.case_id, r.path, r.first, r.body, r.proposed_at));
    return {};
}
Result<std::optional<Row>> find(access::SubjectGrant const& g, Uuid id) { return g.maybe(find_one, id); }
Result<std::vector<Row>> all(access::SubjectGrant const& g) { return g.rows(all_of); }
Result<bool> save(access::SubjectGrant const& g, Row const& r, std::string_view from)
{
    return TRY(g.run(save_one, r.id, std::string(from), r.state, r.second, r.agreed_hash, r.decision, r.released_at, r.review_due, r.reviewer, r.outcome, r.review, r.notice, r.notice_until,
               r.notice_body, r.state_at))
        == 1;
}
Result<std::int64_t> destroy(access::SubjectGrant const& g, std::vector<Uuid> const& ids) { return g.run(drop, ids); }
db::PersonalQuery<Listed, ClientId> const& waiting() { return list_waiting; }
db::PersonalQuery<Listed, ClientId> const& reviews() { return list_reviews; }

} // namespace wellkept::safeguarding::store
