#include "care/partners/store.h"

namespace wellkept::partners::store {
namespace {

using Text = std::optional<std::string>;
db::PlainQuery<Partner> const all_partners { "partners/all",
    "SELECT partner_id, kind, name, telephone, web, hours, languages, about, agreement_reference, complaints_email, active FROM partners.partner ORDER BY kind, name, partner_id" };
db::PlainQuery<Unit, Uuid, std::string, std::string, std::string, Text, Text, std::vector<std::string>, std::string, Text, Text, bool, Instant> const save_partner { "partners/save",
    "INSERT INTO partners.partner (partner_id, kind, name, telephone, web, hours, languages, about, agreement_reference, complaints_email, active, changed_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (partner_id) DO UPDATE SET kind = $2, name = $3, telephone = $4, web = $5, hours = $6, languages = $7,"
    " about = $8, agreement_reference = $9, complaints_email = $10, active = $11, changed_at = $12" };
db::PersonalQuery<Unit, SubjectId, Uuid, Uuid, SubjectId, db::Bytes, Instant> const insert_sign { "partners/signpost",
    "INSERT INTO partners.signpost (subject_id, signpost_id, case_id, author, body, at) VALUES ($1, $2, $3, $4, $5, $6)" };
db::PersonalQuery<SignRow, SubjectId> const all_signs { "partners/signposts",
    "SELECT signpost_id, case_id, author, body, at FROM partners.signpost WHERE subject_id = $1 ORDER BY at DESC, signpost_id" };
db::PersonalQuery<Unit, SubjectId, Uuid, Uuid, SubjectId, db::Bytes, Instant, Instant> const insert_complaint { "partners/complain",
    "INSERT INTO partners.complaint (subject_id, complaint_id, case_id, author, body, opened_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7)" };
db::PersonalQuery<ComplaintRow, SubjectId> const all_complaints { "partners/complaints",
    "SELECT complaint_id, case_id, author, body, read_at, opened_at, ends_at, ended_at FROM partners.complaint WHERE subject_id = $1 ORDER BY opened_at DESC, complaint_id" };
db::PersonalQuery<Unit, SubjectId, Uuid, Instant> const mark { "partners/read",
    "UPDATE partners.complaint SET read_at = coalesce(read_at, $3) WHERE subject_id = $1 AND complaint_id = $2 AND ended_at IS NULL AND ends_at > $3" };
db::PersonalQuery<Unit, SubjectId, Uuid, Instant> const end_one { "partners/end",
    "UPDATE partners.complaint SET ended_at = $3 WHERE subject_id = $1 AND complaint_id = $2 AND ended_at IS NULL" };
db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>> const drop_signs { "partners/drop_signposts", "DELETE FROM partners.signpost WHERE subject_id = $1 AND signpost_id = ANY($2)" };
db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>> const drop_complaints { "partners/drop_complaints", "DELETE FROM partners.complaint WHERE subject_id = $1 AND complaint_id = ANY($2)" };

} // namespace

Result<std::vector<Partner>> all(db::Tx& tx) { return tx.rows(all_partners); }
Result<> save(db::Tx& tx, Partner const& p, Instant now)
{
    (void)TRY(tx.run(save_partner, p.id, p.kind, p.name, p.telephone, p.web, p.hours, p.languages, p.about, p.agreement_reference, p.complaints_email, p.active, now));
    return {};
}
Result<> insert(access::SubjectGrant const& g, SignRow const& s)
{
    (void)TRY(g.run(insert_sign, s.id, s.case_id, s.author, s.body, s.at));
    return {};
}
Result<std::vector<SignRow>> signs(access::SubjectGrant const& g) { return g.rows(all_signs); }
Result<> insert(access::SubjectGrant const& g, ComplaintRow const& c)
{
    (void)TRY(g.run(insert_complaint, c.id, c.case_id, c.author, c.body, c.opened_at, c.ends_at));
    return {};
}
Result<std::vector<ComplaintRow>> complaints(access::SubjectGrant const& g) { return g.rows(all_complaints); }
Result<bool> mark_read(access::SubjectGrant const& g, Uuid id, Instant now) { return TRY(g.run(mark, id, now)) == 1; }
Result<bool> end(access::SubjectGrant const& g, Uuid id, Instant now) { return TRY(g.run(end_one, id, now)) == 1; }
Result<std::int64_t> destroy(access::SubjectGrant const& g, std::vector<Uuid> const& ids) { return TRY(g.run(drop_signs, ids)) + TRY(g.run(drop_complaints, ids)); }

} // namespace wellkept::partners::store
