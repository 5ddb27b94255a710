#include "keep/people/people.h"
#include "platform/json/json.h"

namespace wellkept::people {
BOOST_DESCRIBE_STRUCT(Guardian, (), (relationship, evidence, since))
BOOST_DESCRIBE_STRUCT(Contact, (), (name, email, phone, address))
BOOST_DESCRIBE_STRUCT(Payment, (), (provider, token))
BOOST_DESCRIBE_STRUCT(Profile, (), (user_key, birth_date, time_zone, guardian, contact, payment))

namespace {

struct Sealed {
    db::Bytes profile;
};
db::PersonalQuery<Sealed, SubjectId> const find_profile { "people/find_profile",
    "SELECT profile FROM people.person WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, ClientId, db::Bytes, Instant, bool> const upsert_profile { "people/upsert_profile",
    "INSERT INTO people.person (subject_id, tenant_id, profile, updated_at, young) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (subject_id) DO UPDATE SET profile = excluded.profile, updated_at = excluded.updated_at, young = excluded.young" };
db::PersonalQuery<Unit, SubjectId> const delete_person { "people/delete_person",
    "DELETE FROM people.person WHERE subject_id = $1" };

// Who had to do with them goes with them.
db::PersonalQuery<Unit, SubjectId> const delete_assignments { "people/delete_assignments",
    "DELETE FROM access.assignment WHERE subject_id = $1" };

db::PersonalQuery<ListedPerson, ClientId, SubjectId, std::int32_t> const page_of_people { "people/page",
    "SELECT s.subject_id, s.pseudonym, CASE s.state WHEN 'active' THEN 'active' ELSE 'erasing' END, s.created_at, p.profile FROM access.subject s"
    "  LEFT JOIN people.person p ON p.subject_id = s.subject_id"
    " WHERE s.tenant_id = $1 AND s.kind = 'member' AND s.subject_id > $2 AND NOT s.restricted ORDER BY s.subject_id LIMIT $3" };

db::PersonalQuery<ListedPerson, ClientId, SubjectId, std::int32_t> const page_of_young { "people/young",
    "SELECT s.subject_id, s.pseudonym, s.state, s.created_at, p.profile FROM access.subject s"
    "  JOIN people.person p ON p.subject_id = s.subject_id"
    " WHERE s.tenant_id = $1 AND s.subject_id > $2 AND p.young ORDER BY s.subject_id LIMIT $3" };

db::PersonalQuery<ListedPerson, ClientId, std::vector<SubjectId>> const some { "people/some",
    "SELECT s.subject_id, s.pseudonym, CASE s.state WHEN 'active' THEN 'active' ELSE 'erasing' END, s.created_at, p.profile FROM access.subject s"
    "  LEFT JOIN people.person p ON p.subject_id = s.subject_id"
    " WHERE s.tenant_id = $1 AND s.subject_id = ANY ($2) AND NOT s.restricted" };

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "people"; }
    std::vector<std::string> personal_tables() const override { return { "people.person", "access.assignment" }; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (!scope.whole() || !scope.kept.empty()) return 0; // what is kept must be somebody's
        return TRY(grant.run(delete_person)) + TRY(grant.run(delete_assignments));
    }
};

} // namespace

Result<> save(access::SubjectGrant const& grant, Profile const& profile, Instant now, bool young)
{
    auto sealed = TRY(grant.seal(access::person_scope, profile_place, json::encode_text(profile)));
    (void)TRY(grant.run(upsert_profile, grant.tenant(), { std::move(sealed) }, now, young));
    return {};
}

Result<Profile> load(access::SubjectGrant const& grant)
{
    auto const row = TRY(grant.maybe(find_profile));
    if (!row) return not_found();
    return parse_profile(TRY(grant.open(access::person_scope, profile_place, row->profile.data)));
}

db::PersonalQuery<ListedPerson, ClientId, std::vector<SubjectId>> const& some_people() { return some; }
db::PersonalQuery<ListedPerson, ClientId, SubjectId, std::int32_t> const& people_page() { return page_of_people; }
db::PersonalQuery<ListedPerson, ClientId, SubjectId, std::int32_t> const& young_page() { return page_of_young; }

Result<Profile> parse_profile(std::string_view text) { return json::decode<Profile>(TRY(json::parse(text))); }

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::people
