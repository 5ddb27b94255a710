// Intake: the service-user record, how it is found, and when we last had to do with the person.
#pragma once
#include "access/gate.h"
#include "access/room_contract.h"
#include "access/tenants.h"
#include "care/quarantine/quarantine.h"
#include "keep/people/people.h"
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wellkept::intake {

// The desk: whoever answers the helpline may find and open every record, but for those behind a wall.
struct Search {
    static constexpr access::PermissionInfo info { .name = "intake.search", .about = "service_user", .need = access::Need::desk };
};
struct Register {
    static constexpr access::PermissionInfo info { .name = "intake.register", .writes = true, .about = "service_user", .need = access::Need::desk };
};
struct Read {
    static constexpr access::PermissionInfo info { .name = "intake.read", .about = "service_user", .need = access::Need::desk };
};
struct Change {
    static constexpr access::PermissionInfo info { .name = "intake.change", .writes = true, .about = "service_user", .need = access::Need::desk };
};

// Writes down a contact, and closes it.
struct Note {
    static constexpr access::PermissionInfo info { .name = "intake.note", .writes = true, .about = "service_user", .need = access::Need::desk };
};
// Exclusive: nothing lands in a record while it becomes part of another.
struct Merge {
    static constexpr access::PermissionInfo info { .name = "intake.merge", .writes = true, .exclusive = true, .about = "service_user", .need = access::Need::desk };
};
// Of an organisation's systems, about its own tenant alone: hands a contact in, and learns nothing.
struct Deliver {
    static constexpr access::PermissionInfo info { .name = "intake.deliver", .writes = true, .about = "account" };
};

// How we may reach the person without anybody else learning of it. What it does not allow, no notice does.
struct SafeContact {
    std::vector<std::string> channels {}; // phone, sms, email, post; empty: none
    bool voicemail = false;               // whether a message may be left
    std::optional<std::string> from {}, until {}; // HH:MM of the person's day; empty: at any time
    std::optional<std::string> ask_for {};        // the name to ask for, if not their own
    std::optional<std::string> note {};
    std::optional<std::string> zone {}; // IANA, where they are; empty: of their territory
};
struct NextOfKin {
    std::string name, relationship;
    std::optional<std::string> phone {};
};
// Sealed as a whole under the person's key.
struct ServiceUser {
    people::Contact contact {}; // address: the postcode is its own member here
    std::optional<std::string> known_as {};
    std::optional<std::string> postcode {};
    std::vector<std::string> other_phones {};
    std::optional<std::string> birth_date {}; // YYYY-MM-DD
    SafeContact safe {};
    std::string language = "en"; // BCP 47
    std::optional<std::string> accessibility {};
    std::optional<NextOfKin> next_of_kin {};
    std::string territory; // of policy/territories.yaml
    std::optional<ClientId> organisation {};
    std::optional<Uuid> contract {};
    std::optional<std::string> number {};  // the policy or membership number they gave
    std::string eligible_by = "unchecked"; // unchecked, access_code, policy_number, membership_number, list, organisation
    std::string source = "helpline";       // helpline, email, web_form, hub, api, referral, organisation
};
struct Record {
    ServiceUser person;
    std::string state; // active, restricted, deceased, merged
    std::optional<SubjectId> merged_into;
    std::int32_t version;
    Instant registered_at, last_contact_at;
};

// bad_input names the member that is wrong, never its value.
Result<> check(ServiceUser const&, access::Gate const&);

// What a search goes by. Every part that is given must fit; a name by each of its words.
struct Criteria {
    std::optional<std::string> name {}, birth_date {}, phone {}, postcode {}, email {};
    bool likely = false; // two parts that fit are enough: for proposing duplicates
};
struct Found {
    SubjectId subject;
    Uuid pseudonym;
    std::string state;
    std::optional<SubjectId> merged_into;
    db::Bytes record;
    Instant last_contact_at;
};
inline constexpr std::int32_t found_max = 25; // ask for more than this, and nothing narrows it: say so
db::PersonalQuery<Found, ClientId, std::vector<db::Bytes>, std::int32_t, std::int32_t> const& found_page(); // whoever has so many of these
db::PersonalQuery<Found, ClientId, db::Bytes, std::vector<db::Bytes>, std::int32_t, std::int32_t> const& found_by_one(); // has this, and all of these
struct Keys {
    std::vector<db::Bytes> telling, names; // telling: few share it, the fewest first
};
Result<Keys> keys_of(access::GrantCore const&, Criteria const&); // bad_input: nothing to go by
Result<ServiceUser> parse(std::string_view json);
inline access::Place record_place(SubjectId s) { return { "intake.service_user", "record", s.value }; }

// Each person returned stands in the audit log. At most found_max, those of the latest contact first.
template <typename Permission> Result<std::vector<Found>> search(access::GrantedGroup<Permission>& group, Criteria const& c)
{
    auto [telling, all] = TRY(keys_of(group, c));
    bool const led = !c.likely && !telling.empty(); // by what few share: who shares a first name alone is never looked through
    all.insert(all.end(), telling.begin() + (led ? 1 : 0), telling.end());
    auto const parts = static_cast<std::int32_t>(all.size());
    if (led) return group.rows(found_by_one(), telling.front(), all, parts, found_max);
    return group.rows(found_page(), all, c.likely ? std::min(parts, 2) : parts, found_max);
}
template <typename Permission> Result<ServiceUser> open_found(access::GrantedGroup<Permission> const& group, Found const& f)
{
    return parse(TRY(group.open_of(f.subject, access::person_scope, record_place(f.subject), f.record.data)));
}

Result<> save_new(access::SubjectGrant const&, access::Gate const&, ServiceUser const&);
// A new service user, and the grant over them. Their retention clock starts.
template <typename Permission>
Result<access::Granted<Permission>> register_service_user(
    access::GrantedGroup<Permission>& group, access::Gate const& gate, ServiceUser const& person)
{
    static_assert(Permission::info.writes && Permission::info.about == "service_user");
    if (group.tenant() != access::care_tenant) return bug("service users are people of the care tenant");
    TRY(check(person, gate));
    access::Visit unused { group.actor(), group.purpose(), group.request() };
    auto grant = TRY(gate.admit(group, unused, SubjectId { Uuid::v4(gate.rng()) })); // the id tells nothing, not even when
    TRY(save_new(grant, gate, person));
    group.admitted(grant);
    return grant;
}

Result<Record> load(access::SubjectGrant const&); // not_found
// conflict: somebody else changed it since `version`.
Result<> change(access::SubjectGrant const&, access::Gate const&, ServiceUser const&, std::int32_t version);
// There was a contact: the record is kept for its whole period again, from then on. Never moves back.
// Writes changed_job, which rooms above follow.
Result<> reached_otherwise(access::SubjectGrant const&, access::Gate const&);
Result<> contacted(access::SubjectGrant const&, access::Gate const&, Instant when);

// ---- contacts: each one a record with its channel ----

struct NewContact {
    std::string channel; // telephone, email, web_form, hub, api
    std::string text {}; // at most 20,000 characters
    std::string direction = "in"; // in, out
    std::optional<std::string> subject {};
    std::optional<std::string> from {}; // a mail's sender, an organisation's reference
    bool open = false; // somebody must still see to it
    std::optional<Instant> at {}; // now
    std::optional<std::string> about {}; // referral
};
struct Contact {
    Uuid id;
    std::string channel, direction, state, text;
    std::optional<std::string> subject, from, about;
    Instant at;
    std::optional<SubjectId> moved_from;
};
Result<Uuid> add_contact(access::SubjectGrant const&, access::Gate const&, NewContact const&);
Result<std::vector<Contact>> contacts(access::SubjectGrant const&); // newest first
Result<> close_contact(access::SubjectGrant const&, Uuid);          // not_found
// Somebody who came by themselves, from outside: a record of its own with one open contact. Whoever sits at the desk sees
// whether the person is there already, and merges the two.
struct Arrived {
    ServiceUser person; // territory and source are set here
    NewContact contact;
    std::vector<quarantine::Incoming> files {};
};
Result<> take_in(access::GrantedGroup<Register>&, access::Gate const&, blob::Store*, Arrived); // the store, if there are files
// Contacts that somebody must see to, the longest waiting first.
struct Waiting {
    SubjectId subject;
    Uuid pseudonym, contact;
    std::string channel;
    Instant at;
    db::Bytes record;
    std::optional<std::string> about;
};
db::PersonalQuery<Waiting, ClientId, std::int32_t> const& waiting_page();
// The records of some, for lists of rooms above.
struct RecordOf {
    SubjectId subject;
    Uuid pseudonym;
    db::Bytes record;
};
db::PersonalQuery<RecordOf, ClientId, std::vector<SubjectId>> const& records_of();

// ---- records that were one person all along ----

inline constexpr auto merge_undo = std::chrono::hours(24 * 30);
// from's contacts become those of the granted person; from stays, says where it went, and can come back for 30 days.
Result<> merge(access::Granted<Merge> const& into, access::Gate const&, SubjectId from);
// Over the record that was merged away: what came from it goes back to it.
Result<> undo_merge(access::Granted<Merge> const& from, access::Gate const&);

// ---- a partner asks whether the service was used (organisations::ask_usage) ----

struct UsageQuestion {
    Uuid request_id;
    ClientId organisation;
    Instant asked_at;
    std::string state; // open, asked, consented, declined
};
Result<std::vector<UsageQuestion>> usage_questions(access::SubjectGrant const&, access::Gate const&);
// state: asked, consented, declined. Only consented tells the organisation something: that it is so, and the day.
Result<> answer_usage(access::SubjectGrant const&, access::Gate const&, Uuid request, std::string const& state);

inline constexpr std::string_view record_class = "service_user_record";
// A job of the subject: how, when or where they may be reached has changed. For rooms above.
inline constexpr std::string_view changed_job = "intake.changed";

std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::intake

namespace wellkept::access {
class Routes;
}

namespace wellkept::intake {
// /care/... for the desk; /care/contact-form, open; /care/api/contacts for organisations' systems.
void add_routes(access::Routes&, db::Pool&);
} // namespace wellkept::intake
