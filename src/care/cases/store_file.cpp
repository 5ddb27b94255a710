// What stands in one case file: sessions, notes, tasks, questionnaires, and all of them as one timeline.
#include "care/cases/store.h"

namespace wellkept::cases::store {
namespace {

// Two people's private notes never meet: another's shows neither its text nor that it is there.
db::PersonalQuery<Entry, SubjectId, Uuid, SubjectId, std::int32_t> const entries { "cases/timeline",
    "SELECT kind, id, at, account, detail, session, version, sealed, due_on FROM ("
    " SELECT 'session' AS kind, x.session_id AS id, x.starts_at AS at, x.account_id AS account, '' AS detail,"
    "   NULL::uuid AS session, x.version AS version, x.details AS sealed, NULL::date AS due_on"
    "   FROM cases.session x WHERE x.subject_id = $1 AND x.case_id = $2"
    " UNION ALL SELECT 'note', n.note_id, v.at, v.author_id, n.kind, n.session_id, n.version, v.body, NULL"
    "   FROM cases.note n JOIN cases.note_version v ON v.subject_id = n.subject_id AND v.note_id = n.note_id AND v.version = n.version"
    "  WHERE n.subject_id = $1 AND n.case_id = $2 AND (n.kind <> 'private' OR n.author_id = $3)"
    " UNION ALL SELECT 'task', t.task_id, t.created_at, t.account_id,"
    "   CASE WHEN t.done_at IS NULL THEN 'open' ELSE 'done' END, NULL, 1, t.details, t.due_on"
    "   FROM cases.task t WHERE t.subject_id = $1 AND t.case_id = $2"
    " UNION ALL SELECT 'response', r.response_id, r.at, r.account_id, '', NULL, 1, r.details, NULL"
    "   FROM cases.response r WHERE r.subject_id = $1 AND r.case_id = $2"
    ") e ORDER BY at DESC, id DESC LIMIT $4" };

#define SESSION "session_id, case_id, account_id, starts_at, details, version"
db::PersonalQuery<Unit, SubjectId, Uuid, Uuid, ClientId, SubjectId, Instant, db::Bytes> const insert_one { "cases/insert_session",
    "INSERT INTO cases.session (subject_id, session_id, case_id, tenant_id, account_id, starts_at, details, version)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, 1)" };
db::PersonalQuery<Session, SubjectId, Uuid> const one_session { "cases/session",
    "SELECT " SESSION " FROM cases.session WHERE subject_id = $1 AND session_id = $2" };
db::PersonalQuery<Session, SubjectId, Uuid> const sessions_of { "cases/sessions",
    "SELECT " SESSION " FROM cases.session WHERE subject_id = $1 AND case_id = $2 ORDER BY starts_at" };
#undef SESSION
// Of one account, within a time: its day. Those whose case is not theirs any more are not in it.
db::PersonalQuery<DayRow, ClientId, Uuid, Instant, Instant> const day_of { "cases/day",
    "SELECT x.subject_id, s.pseudonym, x.case_id, x.session_id, x.starts_at, x.details FROM cases.session x"
    "  JOIN access.subject s ON s.subject_id = x.subject_id"
    "  JOIN cases.assignment a ON a.subject_id = x.subject_id AND a.case_id = x.case_id AND a.account_id = $2 AND a.held IN ('accepted', 'active')"
    " WHERE x.tenant_id = $1 AND x.account_id = $2 AND x.starts_at >= $3 AND x.starts_at < $4 AND s.state = 'active' AND NOT s.restricted"
    " ORDER BY x.starts_at LIMIT 500" };
// Of one account, whether the case is theirs still or not: they held it.
db::PersonalQuery<HeldRow, ClientId, Uuid, Instant, Instant> const held_by { "cases/held",
    "SELECT x.subject_id, s.pseudonym, x.case_id, x.session_id, x.starts_at, x.details, e.details FROM cases.session x"
    "  JOIN access.subject s ON s.subject_id = x.subject_id"
    "  JOIN cases.episode e ON e.subject_id = x.subject_id AND e.case_id = x.case_id"
    " WHERE x.tenant_id = $1 AND x.account_id = $2 AND x.starts_at >= $3 AND x.starts_at < $4 AND s.state = 'active' AND NOT s.restricted"
    " ORDER BY x.starts_at, x.session_id LIMIT 2000" };
db::PersonalQuery<Session, SubjectId, Instant, Instant> const planned_within { "cases/planned",
    "SELECT x.session_id, x.case_id, x.account_id, x.starts_at, x.details, x.version FROM cases.session x"
    "  JOIN cases.episode e ON e.subject_id = x.subject_id AND e.case_id = x.case_id AND e.state <> 'closed'"
    " WHERE x.subject_id = $1 AND x.starts_at >= $2 AND x.starts_at < $3 ORDER BY x.starts_at" };
db::PersonalQuery<Unit, SubjectId, Uuid, Instant, db::Bytes, std::int32_t> const update_one { "cases/update_session",
    "UPDATE cases.session SET starts_at = $3, details = $4, version = version + 1"
    " WHERE subject_id = $1 AND session_id = $2 AND version = $5" };

db::PersonalQuery<Unit, SubjectId, Uuid, Uuid, std::optional<Uuid>, std::string, SubjectId, Instant> const insert_first { "cases/insert_note",
    "INSERT INTO cases.note (subject_id, note_id, case_id, session_id, kind, author_id, version, created_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, 1, $7)" };
db::PersonalQuery<Note, SubjectId, Uuid> const one_note { "cases/note",
    "SELECT note_id, case_id, session_id, kind, author_id, version, created_at FROM cases.note WHERE subject_id = $1 AND note_id = $2" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::int32_t> const raise { "cases/raise_note",
    "UPDATE cases.note SET version = version + 1 WHERE subject_id = $1 AND note_id = $2 AND version = $3" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::int32_t, SubjectId, db::Bytes, Instant> const insert_next { "cases/insert_version",
    "INSERT INTO cases.note_version (subject_id, note_id, version, author_id, body, at) VALUES ($1, $2, $3, $4, $5, $6)" };
db::PersonalQuery<NoteVersion, SubjectId, Uuid> const versions_of { "cases/versions",
    "SELECT version, author_id, body, at FROM cases.note_version WHERE subject_id = $1 AND note_id = $2 ORDER BY version DESC" };

db::PersonalQuery<Draft, SubjectId, Uuid, SubjectId> const own_draft { "cases/draft",
    "SELECT base_version, body, at FROM cases.draft WHERE subject_id = $1 AND note_id = $2 AND account_id = $3" };
db::PersonalQuery<Unit, SubjectId, Uuid, SubjectId, std::int32_t, db::Bytes, Instant> const upsert_draft { "cases/put_draft",
    "INSERT INTO cases.draft (subject_id, note_id, account_id, base_version, body, at) VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (subject_id, note_id, account_id) DO UPDATE SET base_version = excluded.base_version, body = excluded.body, at = excluded.at" };
db::PersonalQuery<Unit, SubjectId, Uuid, SubjectId> const delete_draft { "cases/drop_draft",
    "DELETE FROM cases.draft WHERE subject_id = $1 AND note_id = $2 AND account_id = $3" };

db::PersonalQuery<Unit, SubjectId, Uuid, Uuid, SubjectId, std::optional<std::chrono::sys_days>, db::Bytes, Instant> const insert_a_task {
    "cases/insert_task",
    "INSERT INTO cases.task (subject_id, task_id, case_id, account_id, due_on, details, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)" };
db::PersonalQuery<Unit, SubjectId, Uuid, Uuid, std::optional<Instant>> const set_done { "cases/finish_task",
    "UPDATE cases.task SET done_at = $4 WHERE subject_id = $1 AND case_id = $2 AND task_id = $3" };
db::PersonalQuery<Unit, SubjectId, Uuid, Uuid, SubjectId, Instant, db::Bytes> const insert_answers { "cases/insert_response",
    "INSERT INTO cases.response (subject_id, response_id, case_id, account_id, at, details) VALUES ($1, $2, $3, $4, $5, $6)" };

db::PersonalQuery<Unit, SubjectId, Uuid, Instant, db::Bytes> const put_wall { "cases/insert_wall",
    "INSERT INTO cases.wall (subject_id, wall_id, put_up_at, words) VALUES ($1, $2, $3, $4)" };
db::PersonalQuery<Unit, SubjectId, Uuid, Instant, db::Bytes> const end_one_wall { "cases/finish_wall",
    "UPDATE cases.wall SET ended_at = $3, words = $4 WHERE subject_id = $1 AND wall_id = $2" };
db::PersonalQuery<WallRow, SubjectId> const all_walls { "cases/walls",
    "SELECT wall_id, put_up_at, ended_at, words FROM cases.wall WHERE subject_id = $1 ORDER BY put_up_at DESC, wall_id DESC" };
db::PersonalQuery<Unit, SubjectId> const delete_walls { "cases/erase_walls", "DELETE FROM cases.wall WHERE subject_id = $1" };

} // namespace

db::PersonalQuery<DayRow, ClientId, Uuid, Instant, Instant> const& day() { return day_of; }
db::PersonalQuery<HeldRow, ClientId, Uuid, Instant, Instant> const& held() { return held_by; }
Result<std::vector<Session>> planned(Grant const& g, Instant from, Instant until) { return g.rows(planned_within, from, until); }
Result<std::vector<Entry>> timeline(Grant const& g, Uuid case_id, SubjectId reader, int limit) { return g.rows(entries, case_id, reader, limit); }

Result<> insert_session(Grant const& g, Session const& s)
{
    (void)TRY(g.run(insert_one, s.id, s.case_id, g.tenant(), s.account, s.starts_at, s.details));
    return {};
}
Result<std::optional<Session>> session(Grant const& g, Uuid id) { return g.maybe(one_session, id); }
Result<std::vector<Session>> sessions(Grant const& g, Uuid case_id) { return g.rows(sessions_of, case_id); }
Result<bool> update_session(Grant const& g, Session const& s, std::int32_t before)
{
    return TRY(g.run(update_one, s.id, s.starts_at, s.details, before)) == 1;
}

Result<> insert_note(Grant const& g, Note const& n)
{
    (void)TRY(g.run(insert_first, n.id, n.case_id, n.session, n.kind, n.author, n.created_at));
    return {};
}
Result<std::optional<Note>> note(Grant const& g, Uuid id) { return g.maybe(one_note, id); }
Result<bool> raise_version(Grant const& g, Uuid id, std::int32_t from) { return TRY(g.run(raise, id, from)) == 1; }
Result<> insert_version(Grant const& g, Uuid id, NoteVersion const& v)
{
    (void)TRY(g.run(insert_next, id, v.version, v.author, v.body, v.at));
    return {};
}
Result<std::vector<NoteVersion>> versions(Grant const& g, Uuid id) { return g.rows(versions_of, id); }
Result<std::optional<Draft>> draft(Grant const& g, Uuid id, SubjectId of) { return g.maybe(own_draft, id, of); }
Result<> put_draft(Grant const& g, Uuid id, SubjectId of, Draft const& d)
{
    (void)TRY(g.run(upsert_draft, id, of, d.base_version, d.body, d.at));
    return {};
}
Result<> drop_draft(Grant const& g, Uuid id, SubjectId of)
{
    (void)TRY(g.run(delete_draft, id, of));
    return {};
}

Result<> insert_task(Grant const& g, Task const& t)
{
    (void)TRY(g.run(insert_a_task, t.id, t.case_id, t.account, t.due_on, t.details, t.created_at));
    return {};
}
Result<bool> finish_task(Grant const& g, Uuid case_id, Uuid id, std::optional<Instant> done_at)
{
    return TRY(g.run(set_done, case_id, id, done_at)) == 1;
}
Result<> insert_response(Grant const& g, Response const& r)
{
    (void)TRY(g.run(insert_answers, r.id, r.case_id, r.account, r.at, r.details));
    return {};
}
Result<> insert_wall(Grant const& g, Uuid id, Instant at, std::string words)
{
    (void)TRY(g.run(put_wall, id, at, { std::move(words) }));
    return {};
}
Result<> finish_wall(Grant const& g, Uuid id, Instant at, std::string words)
{
    (void)TRY(g.run(end_one_wall, id, at, { std::move(words) }));
    return {};
}
Result<std::vector<WallRow>> walls(Grant const& g) { return g.rows(all_walls); }
Result<std::int64_t> erase_walls(Grant const& g) { return g.run(delete_walls); }

} // namespace wellkept::cases::store
