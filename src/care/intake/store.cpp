#include "care/intake/store.h"

namespace wellkept::intake {
namespace {

db::PersonalQuery<Unit, SubjectId, ClientId, std::string, std::optional<ClientId>, std::optional<Uuid>, db::Bytes, Instant> const
    insert_record { "intake/insert",
        "INSERT INTO intake.service_user (subject_id, tenant_id, state, territory, organisation_id, contract_id, record,"
        " version, registered_at, last_contact_at) VALUES ($1, $2, 'active', $3, $4, $5, $6, 1, $7, $7)" };
db::PersonalQuery<store::Row, SubjectId> const find_record { "intake/find",
    "SELECT u.state, s.restricted, u.merged_into, u.record, u.version, u.registered_at, u.last_contact_at"
    "  FROM intake.service_user u JOIN access.subject s ON s.subject_id = u.subject_id WHERE u.subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, std::optional<ClientId>, std::optional<Uuid>, db::Bytes, std::int32_t> const update_record {
    "intake/update",
    "UPDATE intake.service_user SET organisation_id = $2, contract_id = $3, record = $4, version = version + 1"
    " WHERE subject_id = $1 AND version = $5"
};
db::PersonalQuery<Unit, SubjectId> const drop_lookups { "intake/drop_lookups", "DELETE FROM intake.lookup WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, ClientId, std::vector<std::string>, std::vector<db::Bytes>> const insert_lookups {
    "intake/insert_lookups",
    "INSERT INTO intake.lookup (subject_id, tenant_id, kind, blind)"
    " SELECT DISTINCT $1::uuid, $2::uuid, l.kind, l.blind FROM unnest($3::text[], $4::bytea[]) l (kind, blind)"
};
db::PersonalQuery<Unit, SubjectId, Instant> const touch_record { "intake/touch",
    "UPDATE intake.service_user SET last_contact_at = greatest(last_contact_at, $2) WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const delete_record { "intake/delete", "DELETE FROM intake.service_user WHERE subject_id = $1" };

db::PersonalQuery<Unit, SubjectId> const delete_contacts { "intake/delete_contacts", "DELETE FROM intake.contact WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const delete_answers { "intake/delete_answers", "DELETE FROM intake.usage_answer WHERE subject_id = $1" };

// The index alone gives the candidates, the sealed rows are read of a page only.
#define FOUND                                                                                                          \
    " SELECT u.subject_id, s.pseudonym, CASE WHEN s.restricted THEN 'restricted' ELSE u.state END, u.merged_into, u.record," \
    "  u.last_contact_at FROM fit JOIN intake.service_user u ON u.subject_id = fit.subject_id"                         \
    "  JOIN access.subject s ON s.subject_id = u.subject_id"                                                           \
    " WHERE u.tenant_id = $1 AND s.state = 'active' ORDER BY fit.parts DESC, u.last_contact_at DESC, u.subject_id"
db::PersonalQuery<Found, ClientId, db::Bytes, std::vector<db::Bytes>, std::int32_t, std::int32_t> const find_by_one_blind { "intake/search_by_one",
    "WITH fit AS MATERIALIZED (SELECT l.subject_id, 1 AS parts FROM intake.lookup l WHERE l.tenant_id = $1 AND l.blind = $2"
    "  AND (SELECT count(*) FROM intake.lookup o WHERE o.subject_id = l.subject_id AND o.blind = ANY ($3)) >= $4)" FOUND " LIMIT $5" };
db::PersonalQuery<Found, ClientId, std::vector<db::Bytes>, std::int32_t, std::int32_t> const find_by_blinds { "intake/search",
    "WITH fit AS MATERIALIZED (SELECT subject_id, count(*) AS parts FROM intake.lookup WHERE tenant_id = $1 AND blind = ANY ($2)"
    "  GROUP BY subject_id HAVING count(*) >= $3)" FOUND " LIMIT $4" };
#undef FOUND

} // namespace

db::PersonalQuery<Found, ClientId, std::vector<db::Bytes>, std::int32_t, std::int32_t> const& found_page() { return find_by_blinds; }
db::PersonalQuery<Found, ClientId, db::Bytes, std::vector<db::Bytes>, std::int32_t, std::int32_t> const& found_by_one() { return find_by_one_blind; }

namespace store {

Result<> insert(access::SubjectGrant const& g, ServiceUser const& u, std::string sealed, Instant now)
{
    (void)TRY(g.run(insert_record, g.tenant(), u.territory, u.organisation, u.contract, { std::move(sealed) }, now));
    return {};
}
Result<std::optional<Row>> find(access::SubjectGrant const& g) { return g.maybe(find_record); }
Result<bool> update(access::SubjectGrant const& g, ServiceUser const& u, std::string sealed, std::int32_t version)
{
    return TRY(g.run(update_record, u.organisation, u.contract, { std::move(sealed) }, version)) == 1;
}
Result<> replace_lookups(access::SubjectGrant const& g, std::vector<Lookup> const& all)
{
    std::vector<std::string> kinds;
    std::vector<db::Bytes> blinds;
    for (auto const& l : all) kinds.push_back(l.kind), blinds.push_back(l.blind);
    (void)TRY(g.run(drop_lookups));
    (void)TRY(g.run(insert_lookups, g.tenant(), kinds, blinds));
    return {};
}
Result<> touch(access::SubjectGrant const& g, Instant at)
{
    (void)TRY(g.run(touch_record, at));
    return {};
}
Result<std::int64_t> erase(access::SubjectGrant const& g)
{
    return TRY(g.run(drop_lookups)) + TRY(g.run(delete_record)) + TRY(g.run(delete_contacts)) + TRY(g.run(delete_answers));
}

} // namespace store
} // namespace wellkept::intake
