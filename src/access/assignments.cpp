#include "access/assignments.h"

namespace wellkept::access {
namespace {

db::PersonalQuery<Unit, SubjectId, Uuid, SubjectId, std::string, Uuid, Instant> const insert_tie { "access/insert_tie",
    "INSERT INTO access.assignment (subject_id, assignment_id, account_id, relation, ref, starts_at)"
    " VALUES ($1, $2, $3, $4, $5, $6)" };
// greatest(): an end never lies before its beginning, whatever the clocks say.
db::PersonalQuery<Unit, SubjectId, std::string, Uuid, SubjectId, Instant> const end_ties { "access/end_ties",
    "UPDATE access.assignment SET ends_at = greatest($5, starts_at) WHERE subject_id = $1 AND relation = $2 AND ref = $3"
    " AND (account_id = $4 OR ($2 = 'assigned' AND $4 = '00000000-0000-0000-0000-000000000000'))"
    " AND (ends_at IS NULL OR ends_at > $5)" };
db::PersonalQuery<Tie, SubjectId> const all_ties { "access/all_ties",
    "SELECT assignment_id, account_id, relation, ref, starts_at, ends_at FROM access.assignment WHERE subject_id = $1"
    " ORDER BY starts_at, assignment_id" };
db::PersonalQuery<Unit, SubjectId, Instant> const upsert_vetting { "access/upsert_vetting",
    "INSERT INTO access.vetting (subject_id, valid_until) VALUES ($1, $2)"
    " ON CONFLICT (subject_id) DO UPDATE SET valid_until = excluded.valid_until" };
db::PersonalQuery<Unit, SubjectId> const drop_vetting { "access/drop_vetting",
    "DELETE FROM access.vetting WHERE subject_id = $1" };

} // namespace

Result<> assign(SubjectGrant const& person, Uuid id, SubjectId account, Uuid ref, Instant from)
{
    (void)TRY(person.run(insert_tie, id, account, "assigned", ref, from));
    return {};
}
Result<std::int64_t> end_assignments(SubjectGrant const& person, Uuid ref, SubjectId account, Instant now)
{
    return person.run(end_ties, "assigned", ref, account, now);
}
Result<> wall_off(SubjectGrant const& person, Uuid id, SubjectId account, Instant from)
{
    (void)TRY(person.run(insert_tie, id, account, "walled", Uuid {}, from));
    return {};
}
Result<std::int64_t> end_wall(SubjectGrant const& person, SubjectId account, Instant now)
{
    return person.run(end_ties, "walled", Uuid {}, account, now);
}
Result<std::vector<Tie>> ties(SubjectGrant const& person) { return person.rows(all_ties); }

Result<> set_vetting(SubjectGrant const& account, std::optional<Instant> valid_until)
{
    if (valid_until) (void)TRY(account.run(upsert_vetting, *valid_until));
    else (void)TRY(account.run(drop_vetting));
    return {};
}

} // namespace wellkept::access
