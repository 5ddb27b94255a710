#include "keep/people/people.h"
#include "platform/json/json.h"

namespace wellkept::people {
BOOST_DESCRIBE_STRUCT(Profile, (), (user_key, birth_date, time_zone))

namespace {

struct Sealed {
    db::Bytes profile;
};
db::PersonalQuery<Sealed, SubjectId> const find_profile { "people/find_profile",
    "SELECT profile FROM people.person WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, ClientId, db::Bytes, Instant> const upsert_profile { "people/upsert_profile",
    "INSERT INTO people.person (subject_id, tenant_id, profile, updated_at) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (subject_id) DO UPDATE SET profile = excluded.profile, updated_at = excluded.updated_at" };
db::PersonalQuery<Unit, SubjectId> const delete_person { "people/delete_person",
    "DELETE FROM people.person WHERE subject_id = $1" };

db::PersonalQuery<ListedPerson, ClientId, SubjectId, std::int32_t> const page_of_people { "people/page",
    "SELECT s.subject_id, s.pseudonym, s.state, s.created_at, p.profile FROM access.subject s"
    "  LEFT JOIN people.person p ON p.subject_id = s.subject_id"
    " WHERE s.tenant_id = $1 AND s.kind = 'member' AND s.subject_id > $2 ORDER BY s.subject_id LIMIT $3" };

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "people"; }
    std::vector<std::string> personal_tables() const override { return { "people.person" }; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (!scope.whole()) return 0;
        return grant.run(delete_person);
    }
};

} // namespace

Result<> save(access::SubjectGrant const& grant, Profile const& profile, Instant now)
{
    auto sealed = TRY(grant.seal(access::person_scope, profile_place, json::encode_text(profile)));
    (void)TRY(grant.run(upsert_profile, grant.tenant(), { std::move(sealed) }, now));
    return {};
}

Result<Profile> load(access::SubjectGrant const& grant)
{
    auto const row = TRY(grant.maybe(find_profile));
    if (!row) return not_found();
    return parse_profile(TRY(grant.open(access::person_scope, profile_place, row->profile.data)));
}

db::PersonalQuery<ListedPerson, ClientId, SubjectId, std::int32_t> const& people_page() { return page_of_people; }

Result<Profile> parse_profile(std::string_view text) { return json::decode<Profile>(TRY(json::parse(text))); }

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::people
