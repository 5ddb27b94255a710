#include "care/misuse/store.h"

namespace wellkept::misuse::store {
namespace {

db::PersonalQuery<Unit, SubjectId, Uuid, std::string, SubjectId, db::Bytes, Instant, Instant> const insert_measure { "misuse/insert_measure",
    "INSERT INTO misuse.measure (subject_id, measure_id, kind, author, body, taken_at, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7)" };
db::PersonalQuery<MeasureRow, SubjectId> const all_measures { "misuse/measures",
    "SELECT measure_id, kind, author, body, taken_at, written_at FROM misuse.measure WHERE subject_id = $1 ORDER BY taken_at, measure_id" };
db::PersonalQuery<Unit, SubjectId, ClientId, Uuid, SubjectId, ClientId, std::int32_t, db::Bytes, Instant> const insert_notice { "misuse/insert_notice",
    "INSERT INTO misuse.notice (subject_id, tenant_id, notice_id, state, proposed_by, organisation_id, template, body, proposed_at, state_at)"
    " VALUES ($1, $2, $3, 'proposed', $4, $5, $6, $7, $8, $8)" };
db::PersonalQuery<NoticeRow, SubjectId> const all_notices { "misuse/notices",
    "SELECT notice_id, state, proposed_by, decided_by, organisation_id, template, body, told_at, told, proposed_at, state_at FROM misuse.notice"
    " WHERE subject_id = $1 ORDER BY proposed_at DESC, notice_id" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::string, std::string, std::optional<SubjectId>, std::optional<Instant>, std::optional<db::Bytes>, Instant> const save_notice { "misuse/save",
    "UPDATE misuse.notice SET state = $4, decided_by = $5, told_at = $6, told = $7, state_at = $8 WHERE subject_id = $1 AND notice_id = $2 AND state = $3" };
db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>> const drop_measures { "misuse/drop_measures", "DELETE FROM misuse.measure WHERE subject_id = $1 AND measure_id = ANY($2)" };
db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>> const drop_notices { "misuse/drop_notices", "DELETE FROM misuse.notice WHERE subject_id = $1 AND notice_id = ANY($2)" };
db::PersonalQuery<Listed, ClientId> const list_waiting { "misuse/waiting",
    "SELECT n.subject_id, s.pseudonym, n.notice_id, n.state, n.told_at, n.proposed_at FROM misuse.notice n JOIN access.subject s ON s.subject_id = n.subject_id"
    " WHERE n.tenant_id = $1 AND n.state IN ('proposed', 'approved') AND s.state = 'active' ORDER BY n.proposed_at, n.notice_id LIMIT 200" };

} // namespace

Result<> insert(access::SubjectGrant const& g, MeasureRow const& m)
{
    (void)TRY(g.run(insert_measure, m.id, m.kind, m.author, m.body, m.taken_at, m.written_at));
    return {};
}
Result<std::vector<MeasureRow>> measures(access::SubjectGrant const& g) { return g.rows(all_measures); }
Result<> insert(access::SubjectGrant const& g, NoticeRow const& n)
{
    (void)TRY(g.run(insert_notice, g.tenant(), n.id, n.proposer, n.organisation, n.version, n.body, n.proposed_at));
    return {};
}
Result<std::vector<NoticeRow>> notices(access::SubjectGrant const& g) { return g.rows(all_notices); }
Result<bool> save(access::SubjectGrant const& g, NoticeRow const& n, std::string_view from)
{
    return TRY(g.run(save_notice, n.id, std::string(from), n.state, n.decider, n.told_at, n.told, n.state_at)) == 1;
}
Result<std::int64_t> destroy(access::SubjectGrant const& g, std::vector<Uuid> const& ids) { return TRY(g.run(drop_measures, ids)) + TRY(g.run(drop_notices, ids)); }
db::PersonalQuery<Listed, ClientId> const& waiting() { return list_waiting; }

} // namespace wellkept::misuse::store
