#include "keep/disclosures/store.h"

namespace wellkept::disclosures::store {
namespace {

db::PersonalQuery<Unit, SubjectId, Uuid, std::string, std::string, std::vector<std::string>, db::Bytes, Instant> const insert_one { "disclosures/insert",
    "INSERT INTO disclosures.disclosure (subject_id, disclosure_id, recipient, purpose, categories, details, disclosed_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)" };
db::PersonalQuery<Row, SubjectId> const all_of_person { "disclosures/all",
    "SELECT disclosure_id, recipient, purpose, categories, details, disclosed_at FROM disclosures.disclosure"
    " WHERE subject_id = $1 ORDER BY disclosed_at DESC, disclosure_id" };
db::PersonalQuery<Unit, SubjectId> const delete_all { "disclosures/delete", "DELETE FROM disclosures.disclosure WHERE subject_id = $1" };

} // namespace

Result<> insert(access::SubjectGrant const& g, Row const& r)
{
    (void)TRY(g.run(insert_one, r.id, r.recipient, r.purpose, r.categories, r.details, r.at));
    return {};
}
Result<std::vector<Row>> all(access::SubjectGrant const& g) { return g.rows(all_of_person); }
Result<std::int64_t> erase(access::SubjectGrant const& g) { return g.run(delete_all); }

} // namespace wellkept::disclosures::store
