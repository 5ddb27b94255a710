// Who a person is: what identifies and reaches them, sealed under their own key.
#pragma once
#include "access/grant.h"
#include "access/room_contract.h"
#include <memory>

namespace wellkept::people {

// Who decides for a Member who is too young to decide alone, as the Client attests it.
struct Guardian {
    std::string relationship; // parent, legal_guardian
    std::string evidence;     // reference of what the Client has on file
    Instant since;
};
// How a person is called and reached, as they wrote it.
struct Contact {
    std::string name;
    std::optional<std::string> email {}, phone {};
    std::vector<std::string> address {}; // its lines, the postcode and the country last
};
// What a payment needs of us: the payment provider's name and its token. Card numbers never come here.
struct Payment {
    std::string provider, token;
};
struct Profile {
    std::string user_key;                    // the Client's own name for its Member
    std::optional<std::string> birth_date {}; // YYYY-MM-DD
    std::optional<std::string> time_zone {};  // IANA name
    std::optional<Guardian> guardian {};
    std::optional<Contact> contact {};
    std::optional<Payment> payment {};
};

// young: the age rules apply to them (keep/consent); shown outside the sealed profile, so that the daily look opens few.
Result<> save(access::SubjectGrant const&, Profile const&, Instant now, bool young = false);
Result<Profile> load(access::SubjectGrant const&); // not_found

// For a list over a Client's people, by id.
struct ListedPerson {
    SubjectId subject;
    Uuid pseudonym;
    std::string state;
    Instant created_at;
    std::optional<db::Bytes> profile;
};
db::PersonalQuery<ListedPerson, ClientId, SubjectId, std::int32_t> const& people_page();
db::PersonalQuery<ListedPerson, ClientId, SubjectId, std::int32_t> const& young_page();
// Some people by name of their id, whatever kind they are; those of them who are the tenant's.
db::PersonalQuery<ListedPerson, ClientId, std::vector<SubjectId>> const& some_people();
Result<Profile> parse_profile(std::string_view json);
inline constexpr access::Place profile_place { "people.person", "profile" };

template<typename Permission>
Result<std::vector<ListedPerson>> list(access::GrantedGroup<Permission>& group, SubjectId after, int limit)
{
    return group.rows(people_page(), after, limit);
}
// Only those whom the age rules apply to.
template<typename Permission>
Result<std::vector<ListedPerson>> list_young(access::GrantedGroup<Permission>& group, SubjectId after, int limit)
{
    return group.rows(young_page(), after, limit);
}
template<typename Permission>
Result<std::vector<ListedPerson>> list_some(access::GrantedGroup<Permission>& group, std::vector<SubjectId> const& whom)
{
    return group.rows(some_people(), whom);
}
// Opens what list() returned.
template<typename Permission>
Result<Profile> open_listed(access::GrantedGroup<Permission> const& group, ListedPerson const& p)
{
    if (!p.profile) return not_found();
    return parse_profile(TRY(group.open_of(p.subject, access::person_scope, profile_place, p.profile->data)));
}

std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::people
