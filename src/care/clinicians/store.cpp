#include "care/clinicians/store.h"

namespace wellkept::clinicians::store {
namespace {

db::PersonalQuery<RecordRow, SubjectId> const find_record { "clinicians/record",
    "SELECT state, details FROM clinicians.record WHERE subject_id = $1" };
db::PersonalQuery<CredentialRow, SubjectId> const find_credentials { "clinicians/credentials",
    "SELECT kind, valid_until, words FROM clinicians.credential WHERE subject_id = $1 ORDER BY kind" };
db::PersonalQuery<Unit, SubjectId, ClientId, db::Bytes, Instant> const upsert_record { "clinicians/upsert",
    "INSERT INTO clinicians.record (subject_id, tenant_id, state, details, updated_at) VALUES ($1, $2, 'applied', $3, $4)"
    " ON CONFLICT (subject_id) DO UPDATE SET details = excluded.details, updated_at = excluded.updated_at" };
db::PersonalQuery<Unit, SubjectId, std::string, Instant> const update_state { "clinicians/set_state",
    "UPDATE clinicians.record SET state = $2, updated_at = $3 WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, std::string, ClientId, Instant, db::Bytes, Uuid, Instant> const upsert_credential {
    "clinicians/put_credential",
    "INSERT INTO clinicians.credential (subject_id, kind, tenant_id, valid_until, words, recorded_by, recorded_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (subject_id, kind) DO UPDATE SET valid_until = excluded.valid_until,"
    " words = excluded.words, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at" };
db::PersonalQuery<ListRow, ClientId> const all { "clinicians/everybody",
    "SELECT r.subject_id, s.pseudonym, r.state, r.details,"
    "  ARRAY(SELECT c.kind FROM clinicians.credential c WHERE c.subject_id = r.subject_id ORDER BY c.kind),"
    "  ARRAY(SELECT c.valid_until FROM clinicians.credential c WHERE c.subject_id = r.subject_id ORDER BY c.kind)"
    "  FROM clinicians.record r JOIN access.subject s ON s.subject_id = r.subject_id"
    " WHERE r.tenant_id = $1 AND s.state = 'active' AND NOT s.restricted ORDER BY r.subject_id LIMIT 2000" };
db::PersonalQuery<Unit, SubjectId> const delete_record { "clinicians/delete_record",
    "DELETE FROM clinicians.record WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const delete_credentials { "clinicians/delete_credentials",
    "DELETE FROM clinicians.credential WHERE subject_id = $1" };

db::PlainQuery<Unit, db::Bytes, db::Bytes, Instant, Instant> const put_taken { "clinicians/take",
    "INSERT INTO clinicians.taken (mark, account, starts_at, ends_at) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (mark) DO UPDATE SET account = excluded.account, starts_at = excluded.starts_at, ends_at = excluded.ends_at" };
db::PlainQuery<Unit, db::Bytes> const drop_taken { "clinicians/give_back", "DELETE FROM clinicians.taken WHERE mark = $1" };
db::PlainQuery<Unit, Instant> const drop_past { "clinicians/sweep_taken", "DELETE FROM clinicians.taken WHERE ends_at < $1" };
db::PlainQuery<TakenRow, Instant, Instant> const taken_within { "clinicians/taken",
    "SELECT account, starts_at, ends_at FROM clinicians.taken WHERE ends_at > $1 AND starts_at < $2 ORDER BY starts_at" };

} // namespace

Result<std::optional<RecordRow>> record(Grant const& g) { return g.maybe(find_record); }
Result<std::vector<CredentialRow>> credentials(Grant const& g) { return g.rows(find_credentials); }
Result<> upsert(Grant const& g, std::string const& details, Instant now)
{
    (void)TRY(g.run(upsert_record, g.tenant(), { details }, now));
    return {};
}
Result<> set_state(Grant const& g, std::string const& state, Instant now)
{
    (void)TRY(g.run(update_state, state, now));
    return {};
}
Result<> put_credential(Grant const& g, std::string const& kind, Instant until, std::string const& words, Uuid by, Instant now)
{
    (void)TRY(g.run(upsert_credential, kind, g.tenant(), until, { words }, by, now));
    return {};
}
db::PersonalQuery<ListRow, ClientId> const& everybody() { return all; }
Result<std::int64_t> erase(Grant const& g) { return TRY(g.run(delete_credentials)) + TRY(g.run(delete_record)); }

Result<> take(db::Tx& tx, db::Bytes const& mark, db::Bytes const& account, Span const& s)
{
    (void)TRY(tx.run(put_taken, mark, account, s.from, s.until));
    return {};
}
Result<> give_back(db::Tx& tx, db::Bytes const& mark)
{
    (void)TRY(tx.run(drop_taken, mark));
    return {};
}
Result<> sweep_taken(db::Tx& tx, Instant before)
{
    (void)TRY(tx.run(drop_past, before));
    return {};
}
Result<std::vector<TakenRow>> taken(db::Tx& tx, Instant from, Instant until) { return tx.rows(taken_within, from, until); }

} // namespace wellkept::clinicians::store
