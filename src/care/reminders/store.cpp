#include "care/reminders/store.h"

namespace wellkept::reminders::store {
namespace {

struct At {
    Instant at;
};
db::PersonalQuery<ToldRow, SubjectId> const all_told { "reminders/told", "SELECT session_id, starts_at, times FROM reminders.reminded WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, Uuid, Instant, std::int32_t, Instant> const upsert { "reminders/tell",
    "INSERT INTO reminders.reminded (subject_id, session_id, starts_at, times, at) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (subject_id, session_id) DO UPDATE SET starts_at = excluded.starts_at, times = excluded.times, at = excluded.at" };
db::PersonalQuery<At, SubjectId> const find_out { "reminders/opted_out", "SELECT at FROM reminders.opted_out WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, Instant> const insert_out { "reminders/opt_out",
    "INSERT INTO reminders.opted_out (subject_id, at) VALUES ($1, $2) ON CONFLICT (subject_id) DO NOTHING" };
db::PersonalQuery<Unit, SubjectId> const delete_out { "reminders/opt_in", "DELETE FROM reminders.opted_out WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const delete_told { "reminders/forget", "DELETE FROM reminders.reminded WHERE subject_id = $1" };
db::PlainQuery<Due, db::Bytes> const find_due { "reminders/due", "SELECT wants_none, look_at, until FROM reminders.due WHERE person = $1" };
db::PlainQuery<Unit, db::Bytes, bool, std::optional<Instant>, std::optional<Instant>> const upsert_due { "reminders/put_due",
    "INSERT INTO reminders.due (person, wants_none, look_at, until) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (person) DO UPDATE SET wants_none = excluded.wants_none, look_at = excluded.look_at, until = excluded.until" };
db::PlainQuery<Unit, db::Bytes> const delete_due { "reminders/drop_due", "DELETE FROM reminders.due WHERE person = $1" };

} // namespace

Result<std::vector<ToldRow>> told(Grant const& g) { return g.rows(all_told); }
Result<> tell(Grant const& g, ToldRow const& t, Instant now)
{
    (void)TRY(g.run(upsert, t.session, t.starts_at, t.times, now));
    return {};
}
Result<bool> opted_out(Grant const& g) { return TRY(g.maybe(find_out)).has_value(); }
Result<> opt_out(Grant const& g, Instant now)
{
    (void)TRY(g.run(insert_out, now));
    return {};
}
Result<> opt_in(Grant const& g)
{
    (void)TRY(g.run(delete_out));
    return {};
}
Result<std::int64_t> erase(Grant const& g) { return TRY(g.run(delete_told)) + TRY(g.run(delete_out)); }

Result<std::optional<Due>> due(db::Tx& tx, db::Bytes const& person) { return tx.maybe(find_due, person); }
Result<> put_due(db::Tx& tx, db::Bytes const& person, Due const& d)
{
    (void)TRY(tx.run(upsert_due, person, d.wants_none, d.look_at, d.until));
    return {};
}
Result<std::int64_t> drop_due(db::Tx& tx, db::Bytes const& person) { return tx.run(delete_due, person); }

} // namespace wellkept::reminders::store
