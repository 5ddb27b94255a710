#include "care/cases/store.h"

namespace wellkept::cases::store {
namespace {

#define EPISODE "case_id, state, reopens, details, version, opened_at, changed_at, closed_at"
db::PersonalQuery<Unit, SubjectId, Uuid, ClientId, std::string, std::optional<Uuid>, db::Bytes, Instant> const insert_one { "cases/insert_episode",
    "INSERT INTO cases.episode (subject_id, case_id, tenant_id, state, reopens, details, version, opened_at, changed_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7)" };
db::PersonalQuery<Episode, SubjectId, Uuid> const one_episode { "cases/episode",
    "SELECT " EPISODE " FROM cases.episode WHERE subject_id = $1 AND case_id = $2" };
db::PersonalQuery<Episode, SubjectId> const all_episodes { "cases/episodes",
    "SELECT " EPISODE " FROM cases.episode WHERE subject_id = $1 ORDER BY opened_at DESC, case_id DESC" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::string, db::Bytes, Instant, std::optional<Instant>, std::int32_t> const update_one {
    "cases/update_episode",
    "UPDATE cases.episode SET state = $3, details = $4, changed_at = $5, closed_at = $6, version = version + 1"
    " WHERE subject_id = $1 AND case_id = $2 AND version = $7" };
#undef EPISODE

db::PersonalQuery<Assignment, SubjectId, Uuid> const assignments_of { "cases/assignments",
    "SELECT assignment_id, case_id, account_id, part, held, offered_at, answered_at, ended_at FROM cases.assignment"
    " WHERE subject_id = $1 AND case_id = $2 ORDER BY offered_at, assignment_id" };
db::PersonalQuery<Unit, SubjectId, Uuid, Uuid, ClientId, SubjectId, std::string, std::string, Instant, std::optional<Instant>> const
    insert_held { "cases/insert_assignment",
        "INSERT INTO cases.assignment (subject_id, assignment_id, case_id, tenant_id, account_id, part, held, offered_at, answered_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::string, std::optional<Instant>, std::optional<Instant>> const update_held {
    "cases/update_assignment",
    "UPDATE cases.assignment SET held = $3, answered_at = $4, ended_at = $5 WHERE subject_id = $1 AND assignment_id = $2" };

// Lists over all. What is sealed is opened only of whom the list has named.
#define BOARD                                                                                                          \
    "SELECT e.subject_id, s.pseudonym, e.case_id, e.state, e.details, e.opened_at, e.changed_at,"                    \
    "  (SELECT a.account_id FROM cases.assignment a WHERE a.subject_id = e.subject_id AND a.case_id = e.case_id"       \
    "     AND a.part = 'clinician' AND a.held IN ('accepted', 'active') LIMIT 1),"                                     \
    "  (SELECT a.account_id FROM cases.assignment a WHERE a.subject_id = e.subject_id AND a.case_id = e.case_id"       \
    "     AND a.held = 'offered' LIMIT 1),"                                                                            \
    "  (SELECT a.account_id FROM cases.assignment a WHERE a.subject_id = e.subject_id AND a.case_id = e.case_id"       \
    "     AND a.part = 'manager' AND a.held = 'active' LIMIT 1)"                                                       \
    "  FROM cases.episode e JOIN access.subject s ON s.subject_id = e.subject_id"                                      \
    " WHERE e.tenant_id = $1 AND e.state <> 'closed' AND s.state = 'active' AND NOT s.restricted"
#define AND_HAS                                                                                                        \
    " AND EXISTS (SELECT 1 FROM cases.assignment h WHERE h.subject_id = e.subject_id AND h.case_id = e.case_id"        \
    " AND h.account_id = $2 AND h.held IN "
db::PersonalQuery<BoardRow, ClientId> const all_open { "cases/board", BOARD " ORDER BY e.opened_at LIMIT 2000" };
db::PersonalQuery<BoardRow, ClientId, Uuid> const offered_to { "cases/offers", BOARD AND_HAS "('offered')) ORDER BY e.opened_at" };
db::PersonalQuery<BoardRow, ClientId, Uuid> const held_by { "cases/caseload",
    BOARD AND_HAS "('accepted', 'active')) ORDER BY e.opened_at" };
#undef AND_HAS
#undef BOARD

db::PersonalQuery<Unit, SubjectId, Uuid, Uuid, db::Bytes, Instant> const insert_named { "cases/named_feedback",
    "INSERT INTO cases.named_feedback (subject_id, feedback_id, case_id, answers, at) VALUES ($1, $2, $3, $4, $5)" };

struct Id {
    Uuid id;
};
db::PersonalQuery<Id, SubjectId> const case_ids { "cases/ids", "SELECT case_id FROM cases.episode WHERE subject_id = $1" };

db::PlainQuery<Unit, Uuid, std::chrono::sys_days, db::Bytes> const insert_nameless { "cases/feedback",
    "INSERT INTO cases.feedback (feedback_id, month, answers) VALUES ($1, $2, $3)" };
db::PlainQuery<Feedback, std::int32_t> const all_feedback { "cases/all_feedback",
    "SELECT feedback_id, month, answers FROM cases.feedback ORDER BY month DESC, feedback_id LIMIT $1" };

using Erase = db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>>;
Erase const erase_drafts { "cases/erase_drafts", "DELETE FROM cases.draft WHERE subject_id = $1 AND note_id IN"
                                                 " (SELECT note_id FROM cases.note WHERE subject_id = $1 AND case_id = ANY ($2))" };
Erase const erase_versions { "cases/erase_versions", "DELETE FROM cases.note_version WHERE subject_id = $1 AND note_id IN"
                                                     " (SELECT note_id FROM cases.note WHERE subject_id = $1 AND case_id = ANY ($2))" };
Erase const erase_notes { "cases/erase_notes", "DELETE FROM cases.note WHERE subject_id = $1 AND case_id = ANY ($2)" };
Erase const erase_sessions { "cases/erase_sessions", "DELETE FROM cases.session WHERE subject_id = $1 AND case_id = ANY ($2)" };
Erase const erase_tasks { "cases/erase_tasks", "DELETE FROM cases.task WHERE subject_id = $1 AND case_id = ANY ($2)" };
Erase const erase_responses { "cases/erase_responses", "DELETE FROM cases.response WHERE subject_id = $1 AND case_id = ANY ($2)" };
Erase const erase_named { "cases/erase_feedback", "DELETE FROM cases.named_feedback WHERE subject_id = $1 AND case_id = ANY ($2)" };
Erase const erase_held { "cases/erase_assignments", "DELETE FROM cases.assignment WHERE subject_id = $1 AND case_id = ANY ($2)" };
Erase const erase_episodes { "cases/erase_episodes", "DELETE FROM cases.episode WHERE subject_id = $1 AND case_id = ANY ($2)" };

} // namespace

Result<> insert_episode(Grant const& g, Episode const& e)
{
    (void)TRY(g.run(insert_one, e.id, g.tenant(), e.state, e.reopens, e.details, e.opened_at));
    return {};
}
Result<std::optional<Episode>> episode(Grant const& g, Uuid id) { return g.maybe(one_episode, id); }
Result<std::vector<Episode>> episodes(Grant const& g) { return g.rows(all_episodes); }
Result<bool> update_episode(Grant const& g, Episode const& e, std::int32_t before)
{
    return TRY(g.run(update_one, e.id, e.state, e.details, e.changed_at, e.closed_at, before)) == 1;
}
Result<std::vector<Assignment>> assignments(Grant const& g, Uuid case_id) { return g.rows(assignments_of, case_id); }
Result<> insert_assignment(Grant const& g, Assignment const& a)
{
    (void)TRY(g.run(insert_held, a.id, a.case_id, g.tenant(), a.account, a.part, a.held, a.offered_at, a.answered_at));
    return {};
}
Result<> update_assignment(Grant const& g, Assignment const& a)
{
    (void)TRY(g.run(update_held, a.id, a.held, a.answered_at, a.ended_at));
    return {};
}

db::PersonalQuery<BoardRow, ClientId> const& board() { return all_open; }
db::PersonalQuery<BoardRow, ClientId, Uuid> const& offers() { return offered_to; }
db::PersonalQuery<BoardRow, ClientId, Uuid> const& caseload() { return held_by; }

Result<> insert_feedback(db::Tx& tx, Uuid id, std::chrono::sys_days month, std::string const& sealed)
{
    (void)TRY(tx.run(insert_nameless, id, month, { sealed }));
    return {};
}
Result<> insert_named_feedback(Grant const& g, Uuid id, Uuid case_id, std::string const& sealed, Instant now)
{
    (void)TRY(g.run(insert_named, id, case_id, { sealed }, now));
    return {};
}
Result<std::vector<Feedback>> feedback(db::Tx& tx, int limit) { return tx.rows(all_feedback, limit); }

Result<std::vector<Uuid>> ids(Grant const& g)
{
    std::vector<Uuid> out;
    for (auto const& row : TRY(g.rows(case_ids))) out.push_back(row.id);
    return out;
}
Result<std::int64_t> erase(Grant const& g, std::vector<Uuid> const& cases)
{
    std::int64_t n = 0;
    for (auto const* q : { &erase_drafts, &erase_versions, &erase_notes, &erase_sessions, &erase_tasks, &erase_responses, &erase_named, &erase_held, &erase_episodes })
        n += TRY(g.run(*q, cases));
    return n;
}

} // namespace wellkept::cases::store
