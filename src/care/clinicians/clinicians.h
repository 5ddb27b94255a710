// Clinicians: who works with service users, what they can do, and the registration, insurance, checks, supervision and
// review without which no case is open to them. The earliest end of these is what the Gate goes by (access.vetting).
#pragma once
#include "access/gate.h"
#include "access/room_contract.h"
#include <map>
#include <memory>

namespace wellkept::access {
class Routes;
}

namespace wellkept::clinicians {

struct ListClinicians {
    static constexpr access::PermissionInfo info { .name = "clinicians.list", .about = "account" };
};
struct Propose {
    static constexpr access::PermissionInfo info { .name = "clinicians.propose", .about = "account" };
};
struct ReadRecord {
    static constexpr access::PermissionInfo info { .name = "clinicians.read", .about = "account" };
};
struct Vet {
    static constexpr access::PermissionInfo info { .name = "clinicians.vet", .writes = true, .about = "account" };
};
struct ReadOwn {
    static constexpr access::PermissionInfo info { .name = "clinicians.read_own", .about = "account" };
};
struct ChangeOwn {
    static constexpr access::PermissionInfo info { .name = "clinicians.change_own", .writes = true, .about = "account" };
};

struct Hours {
    std::int32_t weekday; // 1 Monday to 7 Sunday, as ISO 8601
    std::string from, to; // HH:MM of the clinician's zone; to lies after from
};
struct DaysOff {
    std::string from, until; // YYYY-MM-DD of their zone; both are off, and what lies between
};
struct Profile {
    std::string name;
    std::vector<std::string> skills, languages, places, modes; // codes; languages by BCP 47, modes: in_person, phone, video
    std::int32_t spaces = 0; // how many more people they could take on, as they say
    std::string zone; // IANA
    std::vector<Hours> hours {}; // the pattern of their week; empty: they have not said
    std::optional<std::vector<DaysOff>> off {};
};
struct Credential {
    std::string kind; // registration, insurance, checks, supervision, review
    Instant valid_until;
    std::string issuer, reference; // BACP, HCPC, NMC, DBS, Garda vetting ...; its number
};
struct Record {
    SubjectId account;
    std::string state; // applied, verified, active, suspended, offboarded
    Profile profile;
    std::vector<Credential> credentials;
    std::optional<Instant> vetted_until; // empty: something is missing, or the state is not active
};

inline constexpr std::string_view kinds[] = { "registration", "insurance", "checks", "supervision", "review" };

// ---- rules, pure ----

// What a proposal is asked for; empty: it does not matter.
struct Wanted {
    std::vector<std::string> skills;
    std::string language, place, mode;
};
// Larger fits better; empty: not at all (language and mode are needed, not wished, and nobody is offered more than they can take).
std::optional<int> fit(Profile const&, Wanted const&);
bool may_become(std::string_view from, std::string_view to);
// The earliest end, if every kind is there.
std::optional<Instant> earliest(std::vector<Credential> const&);
Result<> check(Profile const&); // bad_input says what

// ---- free hours, by the clock on the clinician's wall ----

struct Span {
    Instant from, until;
};
// In order, apart from each other. taken: in order of their beginnings; they may overlap.
std::vector<Span> free_hours(Profile const&, Instant from, Instant until, std::vector<Span> const& taken = {});
std::vector<Span> joined(std::vector<Span>); // in order, those that meet or overlap as one
inline constexpr auto looked_ahead = std::chrono::hours(24 * 14);
struct Free {
    bool said = false; // whether they have said their hours
    std::int32_t minutes = 0; // of the time looked ahead; 0: they are away, or have no hour left
    std::optional<Instant> next {}; // of at least half an hour
};
Free free_ahead(Profile const&, Instant now, std::vector<Span> const& taken = {});
std::string local_of(Profile const&, Instant); // YYYY-MM-DDTHH:MM and the offset

// ---- time that is taken: from when to when, and by nobody that anybody could name ----

// By what is planned with the granted person, such as a session; a second call with the same moves it.
Result<> take_time(access::SubjectGrant const& person, access::Gate const&, Uuid what, SubjectId of, Span const&);
Result<> give_time_back(access::SubjectGrant const& person, std::vector<Uuid> const& what);

// ---- service ----

Result<std::optional<Record>> record(access::SubjectGrant const& account);
// A new record begins as `applied`.
Result<> save(access::SubjectGrant const& account, access::Gate const&, Profile const&);
Result<> save_hours(access::SubjectGrant const& account, access::Gate const&, std::string const& zone, std::vector<Hours>, std::vector<DaysOff>);
Result<> renew(access::Granted<Vet> const&, access::Gate const&, Credential const&);
// conflict: not from here, or something is missing or has run out.
Result<> set_state(access::Granted<Vet> const&, access::Gate const&, std::string const& to);

struct Listed {
    SubjectId account;
    std::string state, name;
    std::map<std::string, Instant> until; // kind -> its end
    std::optional<Instant> vetted_until;
};
Result<std::vector<Listed>> list(access::GrantedGroup<ListClinicians>&);
struct Proposal {
    SubjectId account;
    std::string name;
    std::int32_t fit, spaces;
    std::vector<std::string> skills, languages, places, modes;
    Free free {};
    std::string next_local {}; // of free.next, by their clock
};
// Active and vetted ones who fit and are not away, the best first; at most 20.
Result<std::vector<Proposal>> propose(access::GrantedGroup<Propose>&, access::Gate const&, Wanted const&);

void add_routes(access::Routes&);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::clinicians
