// Critical incidents: support of an organisation after an event. The case is the organisation's and names nobody.
#pragma once
#include "access/routes.h"
#include "access/room_contract.h"
#include "care/cases/local_time.h"
#include "care/organisations/organisations.h"
#include <filesystem>
#include <memory>

namespace wellkept::critical {

using access::Need;
using access::PermissionInfo;
// The organisation's, over its own tenant.
struct Report {
    static constexpr PermissionInfo info { .name = "critical.report", .writes = true, .about = "account" };
};
struct Track {
    static constexpr PermissionInfo info { .name = "critical.track", .about = "account" };
};
// The care side's, over incidents; nobody is listed by them.
struct Take {
    static constexpr PermissionInfo info { .name = "critical.take", .writes = true, .about = "service_user", .need = Need::desk };
};
struct List {
    static constexpr PermissionInfo info { .name = "critical.list", .about = "service_user", .need = Need::desk };
};
struct Manage {
    static constexpr PermissionInfo info { .name = "critical.manage", .writes = true, .about = "service_user", .need = Need::desk };
};
// Of whoever is a responder of the incident, while they are and are vetted.
struct Respond {
    static constexpr PermissionInfo info { .name = "critical.respond", .writes = true, .about = "service_user", .need = Need::desk };
};
// Over one person.
struct Offer {
    static constexpr PermissionInfo info { .name = "critical.offer", .writes = true, .about = "service_user", .need = Need::desk };
};
struct OpenIndividual {
    static constexpr PermissionInfo info { .name = "critical.open_individual", .writes = true, .about = "service_user", .need = Need::desk };
};
struct ReadLink {
    static constexpr PermissionInfo info { .name = "critical.read_link", .about = "service_user" };
};
// The person's own.
struct ReadOwn {
    static constexpr PermissionInfo info { .name = "critical.read_own", .about = "service_user" };
};
struct Answer {
    static constexpr PermissionInfo info { .name = "critical.answer", .writes = true, .exclusive = true, .about = "service_user" };
};

struct Wording {
    int version;
    std::string text;
};
struct Rules {
    std::vector<Wording> consent; // by version; the last is asked now
    static Result<Rules> load(std::filesystem::path const& policy_directory); // bad_input names the line
    Wording const& now() const { return consent.back(); }
};

// A number of people as an organisation may have it: none below the larger of the policy's and the contract's threshold,
// and where the contract covers too few; else rounded to the policy's multiple.
std::optional<std::int32_t> told_count(std::int32_t people, access::StatisticsRule const&, organisations::Contract const&);

struct What { // sealed
    std::string what, place, contact; // contact: whom to speak with at the organisation
    std::optional<std::string> author {};
};
struct Incident {
    Uuid id;
    ClientId organisation;
    Uuid contract;
    std::string source, state;
    What what;
    Instant reported_at, state_at;
};
struct Session {
    Uuid id;
    Instant starts_at;
    std::int32_t minutes;
    std::string place, zone, state; // zone: of the place, IANA
    std::optional<std::int32_t> headcount;
};
struct Responder {
    SubjectId account;
    Instant since;
    std::optional<Instant> ended_at;
};

// conflict: no contract that is in force covers it.
Result<Uuid> report(access::GrantedGroup<Report>&, access::Gate const&, What const&);
Result<Uuid> take(access::GrantedGroup<Take>&, access::Gate const&, ClientId organisation, What const&);
struct Told {
    Uuid incident;
    std::string kind;
    Uuid ref;
    std::string state;
    std::optional<Instant> starts_at;
    std::optional<std::string> place, zone;
    std::optional<std::int32_t> headcount, sessions;
    Instant told_at;
};
Result<std::vector<Told>> track(access::GrantedGroup<Track>&); // the latest of each thing, the newest incident first

Result<std::vector<Incident>> incidents(access::GrantCore const& over_care, access::Gate const&); // open ones first
Result<Incident> find(access::GrantCore const& over_care, access::Gate const&, Uuid); // not_found
Result<> decide(access::GrantedGroup<Manage>&, access::Gate const&, Uuid, std::string const& state); // accepted, declined, closed
// forbidden: not vetted now.
Result<> assign(access::GrantedGroup<Manage>&, access::Gate const&, Uuid, SubjectId account);
Result<> release(access::GrantedGroup<Manage>&, access::Gate const&, Uuid, SubjectId account);
Result<Uuid> plan(access::GrantedGroup<Manage>&, access::Gate const&, Uuid, cases::LocalTime const& starts, std::int32_t minutes, std::string const& place);
Result<> cancel(access::GrantedGroup<Manage>&, access::Gate const&, Uuid, Uuid session);
// How many came, once: what an organisation was told is not corrected towards the truth afterwards.
Result<> held(access::GrantedGroup<Respond>&, access::Gate const&, Uuid, Uuid session, std::int32_t headcount);
Result<std::vector<Incident>> own(access::GrantedGroup<Respond>&, access::Gate const&); // of whom one is a responder now

struct Individual {
    Uuid incident;
    std::string state; // offered, consented, declined, opened, withdrawn
    std::optional<Uuid> case_id;
    std::optional<std::int32_t> wording;
    Instant offered_at, state_at;
};
Result<> offer(access::Granted<Offer> const&, access::Gate const&, Uuid incident);
Result<> answer(access::Granted<Answer> const&, access::Gate const&, Rules const&, Uuid incident, bool yes, int wording);
Result<> withdraw(access::Granted<Answer> const&, access::Gate const&, Uuid incident);
// conflict: they have not agreed.
Result<Uuid> open_individual(access::Granted<OpenIndividual> const&, access::Gate const&, Uuid incident, std::string const& presenting);
Result<std::vector<Individual>> individuals(access::SubjectGrant const&);

inline constexpr std::string_view record_class = "critical_link";
void add_routes(access::Routes&, Rules);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::critical
