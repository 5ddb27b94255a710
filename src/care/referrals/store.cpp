#include "care/referrals/store.h"

namespace wellkept::referrals::store {
namespace {

db::PlainQuery<Unit, ClientId, Uuid, Uuid, Instant, db::Bytes> const put_draft { "referrals/put_draft",
    "INSERT INTO referrals.draft (tenant_id, referral_id, author, written_at, body) VALUES ($1, $2, $3, $4, $5)" };
db::PlainQuery<Draft, ClientId, Uuid> const one_draft { "referrals/draft",
    "SELECT referral_id, author, written_at, body FROM referrals.draft WHERE tenant_id = $1 AND referral_id = $2" };
db::PlainQuery<Unit, ClientId, Uuid, Uuid, Instant, db::Bytes> const put_draft_anew { "referrals/change_draft",
    "UPDATE referrals.draft SET written_at = $4, body = $5 WHERE tenant_id = $1 AND referral_id = $2 AND author = $3" };
db::PlainQuery<Unit, ClientId, Uuid> const drop_draft { "referrals/drop_draft",
    "DELETE FROM referrals.draft WHERE tenant_id = $1 AND referral_id = $2" };
db::PlainQuery<Draft, ClientId, Uuid> const authors_drafts { "referrals/authors_drafts",
    "SELECT referral_id, author, written_at, body FROM referrals.draft WHERE tenant_id = $1 AND author = $2 ORDER BY written_at DESC LIMIT 100" };
db::PlainQuery<Unit, ClientId, Uuid, ClientId, Uuid, Instant, db::Bytes, bool> const put_inbox { "referrals/put_inbox",
    "INSERT INTO referrals.inbox (tenant_id, referral_id, organisation_id, author, written_at, body, form) VALUES ($1, $2, $3, $4, $5, $6, $7)" };
#define TAKEN_BACK(id) "EXISTS (SELECT 1 FROM referrals.taken_back b WHERE b.referral_id = " id ")"
#define HANDED "referral_id, organisation_id, author, written_at, body, " TAKEN_BACK("i.referral_id") ", form"
db::PlainQuery<Handed, ClientId> const list_inbox { "referrals/inbox",
    "SELECT " HANDED " FROM referrals.inbox i WHERE tenant_id = $1 ORDER BY written_at, referral_id LIMIT 100" };
db::PlainQuery<Handed, ClientId, Uuid> const one_handed { "referrals/handed",
    "SELECT " HANDED " FROM referrals.inbox i WHERE tenant_id = $1 AND referral_id = $2" };
db::PlainQuery<Unit, ClientId, Uuid> const drop_inbox { "referrals/drop_inbox",
    "DELETE FROM referrals.inbox WHERE tenant_id = $1 AND referral_id = $2" };
db::PlainQuery<Unit, ClientId, Uuid, Uuid, Uuid, std::string, Instant> const put_told { "referrals/tell",
    "INSERT INTO referrals.told (tenant_id, referral_id, told_id, author, state, told_at) VALUES ($1, $2, $3, $4, $5, $6)" };
db::PlainQuery<Line, ClientId, Uuid> const latest_told { "referrals/told",
    "SELECT DISTINCT ON (referral_id) referral_id, state, told_at FROM referrals.told WHERE tenant_id = $1 AND author = $2"
    " ORDER BY referral_id, told_id DESC LIMIT 500" };

// Under a referral's id alone, for the organisation may not know of the person, nor the person's grant of the organisation.
db::PlainQuery<Unit, Uuid, Instant> const put_taken_back { "referrals/take_back",
    "INSERT INTO referrals.taken_back (referral_id, taken_back_at) VALUES ($1, $2) ON CONFLICT DO NOTHING" };
struct Flag {
    bool yes;
};
db::PlainQuery<Flag, Uuid> const was_taken_back { "referrals/taken_back", "SELECT " TAKEN_BACK("$1") };

#define COLUMNS "referral_id, organisation_id, author, source, service, state, tells, case_id, body, written_at, state_at"
db::PersonalQuery<Unit, SubjectId, ClientId, Uuid, ClientId, Uuid, std::string, std::string, std::string, bool, std::optional<Uuid>, db::Bytes, Instant,
    Instant> const insert_referral { "referrals/insert",
    "INSERT INTO referrals.referral (subject_id, tenant_id, " COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)" };
db::PersonalQuery<Row, SubjectId, Uuid> const find_referral { "referrals/find",
    "SELECT " COLUMNS " FROM referrals.referral WHERE subject_id = $1 AND referral_id = $2" };
db::PersonalQuery<Row, SubjectId> const all_referrals { "referrals/all",
    "SELECT " COLUMNS " FROM referrals.referral WHERE subject_id = $1 ORDER BY written_at DESC, referral_id" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::string, std::string, bool, std::optional<Uuid>, Instant> const move_referral { "referrals/move",
    "UPDATE referrals.referral SET state = $4, tells = $5, case_id = $6, state_at = $7"
    " WHERE subject_id = $1 AND referral_id = $2 AND state = $3" };
db::PersonalQuery<Unit, SubjectId, Uuid, Uuid, std::string, std::string, Instant, std::optional<std::int32_t>, std::optional<db::Bytes>,
    std::optional<db::Bytes>> const insert_event { "referrals/event",
    "INSERT INTO referrals.event (subject_id, referral_id, event_id, event, by_role, at, wording, wording_hash, note)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)" };
db::PersonalQuery<Happened, SubjectId, Uuid> const referral_events { "referrals/events",
    "SELECT event_id, event, by_role, at, wording, wording_hash, note FROM referrals.event"
    " WHERE subject_id = $1 AND referral_id = $2 ORDER BY event_id" };
db::PersonalQuery<Unit, SubjectId, Uuid, Instant> const end_by_case { "referrals/end_assignments",
    "UPDATE access.assignment SET ends_at = greatest(starts_at, $3) WHERE subject_id = $1 AND ref = $2 AND relation = 'assigned'"
    "   AND (ends_at IS NULL OR ends_at > $3)" };
db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>> const delete_events { "referrals/delete_events",
    "DELETE FROM referrals.event WHERE subject_id = $1 AND referral_id = ANY($2)" };
db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>> const delete_referrals { "referrals/delete",
    "DELETE FROM referrals.referral WHERE subject_id = $1 AND referral_id = ANY($2)" };
db::PersonalQuery<Listed, ClientId, std::string> const list_by_state { "referrals/list",
    "SELECT r.subject_id, s.pseudonym, r.referral_id, r.state, r.service, r.organisation_id, r.state_at,"
    "  " TAKEN_BACK("r.referral_id") " FROM referrals.referral r"
    "  JOIN access.subject s ON s.subject_id = r.subject_id WHERE r.tenant_id = $1 AND r.state = $2 AND s.state = 'active'"
    " ORDER BY r.state_at, r.referral_id LIMIT 200" };

} // namespace

Result<> insert_draft(db::Tx& tx, ClientId t, Draft const& d)
{
    (void)TRY(tx.run(put_draft, t, d.id, d.author, d.written_at, d.body));
    return {};
}
Result<std::optional<Draft>> draft(db::Tx& tx, ClientId t, Uuid id) { return tx.maybe(one_draft, t, id); }
Result<bool> delete_draft(db::Tx& tx, ClientId t, Uuid id) { return TRY(tx.run(drop_draft, t, id)) == 1; }
Result<bool> change_draft(db::Tx& tx, ClientId t, Draft const& d) { return TRY(tx.run(put_draft_anew, t, d.id, d.author, d.written_at, d.body)) == 1; }
Result<std::vector<Draft>> drafts_of(db::Tx& tx, ClientId t, Uuid author) { return tx.rows(authors_drafts, t, author); }
Result<> hand_over(db::Tx& tx, Handed const& h)
{
    (void)TRY(tx.run(put_inbox, access::care_tenant, h.id, h.organisation, h.author, h.written_at, h.body, h.form));
    return {};
}
Result<std::vector<Handed>> inbox(db::Tx& tx) { return tx.rows(list_inbox, access::care_tenant); }
Result<std::optional<Handed>> handed(db::Tx& tx, Uuid id) { return tx.maybe(one_handed, access::care_tenant, id); }
Result<bool> take_out(db::Tx& tx, Uuid id) { return TRY(tx.run(drop_inbox, access::care_tenant, id)) == 1; }
Result<> tell(db::Tx& tx, ClientId organisation, Uuid referral, Uuid id, Uuid author, std::string_view state, Instant at)
{
    (void)TRY(tx.run(put_told, organisation, referral, id, author, std::string(state), at));
    return {};
}
Result<std::vector<Line>> told(db::Tx& tx, ClientId organisation, Uuid author) { return tx.rows(latest_told, organisation, author); }
Result<> take_back(db::Tx& tx, Uuid id, Instant at)
{
    (void)TRY(tx.run(put_taken_back, id, at));
    return {};
}
Result<bool> taken_back(db::Tx& tx, Uuid id) { return TRY(tx.one(was_taken_back, id)).yes; }

Result<> insert(access::SubjectGrant const& g, Row const& r)
{
    (void)TRY(g.run(insert_referral, g.tenant(), r.id, r.organisation, r.author, r.source, r.service, r.state, r.tells, r.case_id, r.body, r.written_at, r.state_at));
    return {};
}
Result<std::optional<Row>> find(access::SubjectGrant const& g, Uuid id) { return g.maybe(find_referral, id); }
Result<std::vector<Row>> all(access::SubjectGrant const& g) { return g.rows(all_referrals); }
Result<bool> move(access::SubjectGrant const& g, Row const& r, std::string_view from)
{
    return TRY(g.run(move_referral, r.id, std::string(from), r.state, r.tells, r.case_id, r.state_at)) == 1;
}
Result<> add(access::SubjectGrant const& g, Uuid referral, Happened const& h)
{
    (void)TRY(g.run(insert_event, referral, h.id, h.event, h.by_role, h.at, h.wording, h.wording_hash, h.note));
    return {};
}
Result<std::vector<Happened>> events(access::SubjectGrant const& g, Uuid referral) { return g.rows(referral_events, referral); }
Result<std::int64_t> end_assignments(access::SubjectGrant const& g, Uuid ref, Instant at) { return g.run(end_by_case, ref, at); }
Result<std::int64_t> destroy(access::SubjectGrant const& g, std::vector<Uuid> const& ids) { return TRY(g.run(delete_events, ids)) + TRY(g.run(delete_referrals, ids)); }
db::PersonalQuery<Listed, ClientId, std::string> const& listed() { return list_by_state; }

} // namespace wellkept::referrals::store
