#include "keep/disclosures/store.h"

namespace wellkept::disclosures::store {
namespace {

db::PersonalQuery<Unit, SubjectId, Uuid, std::string, std::string, std::vector<std::string>, db::Bytes, Instant,
    std::optional<Instant>> const insert_one { "disclosures/insert",
    "INSERT INTO disclosures.disclosure (subject_id, disclosure_id, recipient, purpose, categories, details, disclosed_at, withheld_until)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" };
db::PersonalQuery<Row, SubjectId> const all_of_person { "disclosures/all",
    "SELECT disclosure_id, recipient, purpose, categories, details, disclosed_at, withheld_until FROM disclosures.disclosure"
    " WHERE subject_id = $1 ORDER BY disclosed_at DESC, disclosure_id" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::optional<Instant>> const withhold_one { "disclosures/withhold",
    "UPDATE disclosures.disclosure SET withheld_until = $3 WHERE subject_id = $1 AND disclosure_id = $2" };
db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>> const delete_some { "disclosures/delete",
    "DELETE FROM disclosures.disclosure WHERE subject_id = $1 AND disclosure_id = ANY($2)" };

} // namespace

Result<> insert(access::SubjectGrant const& g, Row const& r)
{
    (void)TRY(g.run(insert_one, r.id, r.recipient, r.purpose, r.categories, r.details, r.at, r.withheld_until));
    return {};
}
Result<std::vector<Row>> all(access::SubjectGrant const& g) { return g.rows(all_of_person); }
Result<bool> withhold(access::SubjectGrant const& g, Uuid id, std::optional<Instant> until) { return TRY(g.run(withhold_one, id, until)) == 1; }
Result<std::int64_t> destroy(access::SubjectGrant const& g, std::vector<Uuid> const& ids) { return g.run(delete_some, ids); }

} // namespace wellkept::disclosures::store
