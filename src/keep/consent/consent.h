// Consent as data: append-only events per (connection, category, purpose), evaluated by the Gate at each use.
#pragma once
#include "access/gate.h"
#include "access/room_contract.h"
#include "base/live.h"
#include "keep/people/people.h"
#include <filesystem>
#include <map>
#include <memory>

namespace wellkept::access {
class Routes;
}

namespace wellkept::consent {

struct ReadConsent { static constexpr access::PermissionInfo info { .name = "consent.read" }; };
// Exclusive: once it answers, no write or read decided on the old state is still to land.
struct ChangeConsent { static constexpr access::PermissionInfo info { .name = "consent.change", .writes = true, .exclusive = true }; };

// Over a Client: numbers, and nobody's name.
struct Count { static constexpr access::PermissionInfo info { .name = "consent.count", .duty = true }; };

// ---- ages and wording: policy/ages.yaml and policy/wording.yaml ----

enum class Standing {
    grown, // or of unknown age: decides alone
    young, // decides with a guardian
    child, // nothing is kept without a guardian's consent
};
std::string_view name(Standing);

// Whole years on the calendar date that the zone shows at `now`. Who was born on 29 February is a year older on 1 March
// where there is none. A zone that is unknown counts as the one where a birthday comes last.
int age_on(std::chrono::year_month_day birth, Instant now, std::string const& iana_zone);

struct Rules {
    int directed_from = 18, guardian_below = 16;
    std::map<std::string, int, std::less<>> category_wordings, purpose_wordings; // those that are not 1

    // A region without a row of its own is held to the strictest of all rows.
    static Result<Rules> load(std::filesystem::path const& policy_directory, std::string const& region);
    Standing standing(people::Profile const&, Instant now) const;
    int category_wording(std::string_view code) const;
    int purpose_wording(std::string_view code) const;
};

using LiveRules = Live<Rules>; // read again with the policy

// ---- switches ----

struct Switch {
    ConnectionId connection;
    std::string category;
    std::string purpose;
    bool granted {};
    Instant since;
    std::string captured_by; // self, guardian
    std::int32_t category_wording = 1, purpose_wording = 1;
    std::optional<Instant> until {}; // the Gate lets nobody in from then on
};
struct Event {
    Uuid id;
    Instant at;
    ConnectionId connection;
    std::string category, purpose, recipient, decision, wording_version, language, channel, captured_by;
    std::optional<db::Bytes> capture;
};
struct Capture {
    std::string relationship, evidence;
};
// What is on file of the guardian who captured it.
Result<std::optional<Capture>> capture_of(access::SubjectGrant const&, Event const&);

// The latest state of every switch ever set, and the whole history, newest first.
Result<std::vector<Switch>> switches(access::SubjectGrant const&);
Result<std::vector<Event>> history(access::SubjectGrant const&);

struct Change {
    ConnectionId connection;
    std::string category;
    std::string purpose;
    bool granted {};
    std::optional<Instant> until {}; // of a yes
};
// Appends what differs from the present state. A purpose that is no switch, or an unknown category, is refused; a yes also
// of whoever may not give it: the young alone (forbidden), and a guardian once the Member is grown. A no is anybody's.
// A yes under an older wording or of a guardian is given anew by saying it again.
// Returns the categories of which no purpose is left on: their data are to be erased.
Result<std::vector<std::string>> change(access::SubjectGrant const&, access::Gate const&, Rules const&,
    std::vector<Change> const&, std::string_view channel, std::string_view language = "en");
// Every switch of a connection goes off.
Result<> withdraw_all(access::SubjectGrant const&, access::Gate const&, ConnectionId, std::string_view channel);

// Why a switch that is on is asked about anew, and about nothing else: wording_category, wording_purpose, came_of_age.
std::vector<std::string> ask_again(Switch const&, Rules const&, Standing now);

// What of a young person's data contradicts the rules. grown: the rules apply no more.
enum class Verdict { fine, grown, child_without_guardian, decided_alone };
std::string_view name(Verdict);
// decided_alone is only found with the person's own switches.
Verdict judge(Rules const&, people::Profile const&, Instant now, std::vector<Switch> const* switches = nullptr);

// A FHIR R4 Bundle of Consent resources, one a switch ever set. Only those whose recipient is the Client, if so asked.
Result<std::string> fhir(access::SubjectGrant const&, access::Gate const&, bool of_client_only, std::string const& base_url);

// As JSON, by policy/statistics.yaml: below population_min nothing, a cell below cell_min (or that leaves fewer than
// that over) not, the rest rounded. sum: (purpose, category) -> people.
std::string shown_counts(
    access::Policy const&, std::int64_t people, std::map<std::pair<std::string, std::string>, std::int64_t> const& sum);
void add_count_routes(access::Routes&, db::Pool&); // GET /staff/consents
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::consent
