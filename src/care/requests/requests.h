// What a person asks of their data. Whoever they turn to passes it on; only the privacy officer answers.
#pragma once
#include "access/routes.h"
#include "access/room_contract.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wellkept::requests {

using access::Need;
using access::PermissionInfo;
// Whoever is let in to the person's case.
struct PassOn {
    static constexpr PermissionInfo info { .name = "requests.pass_on", .writes = true, .about = "service_user" };
};
struct Follow {
    static constexpr PermissionInfo info { .name = "requests.follow", .about = "service_user" };
};
// The desk, before anybody is assigned.
struct PassOnAtDesk {
    static constexpr PermissionInfo info { .name = "requests.pass_on_at_desk", .writes = true, .about = "service_user", .need = Need::desk };
};
struct FollowAtDesk {
    static constexpr PermissionInfo info { .name = "requests.follow_at_desk", .about = "service_user", .need = Need::desk };
};
// The privacy officer.
struct List {
    static constexpr PermissionInfo info { .name = "requests.list", .about = "service_user", .need = Need::desk };
};
struct Open {
    static constexpr PermissionInfo info { .name = "requests.open", .about = "service_user", .need = Need::desk };
};
struct Answer {
    static constexpr PermissionInfo info { .name = "requests.answer", .writes = true, .about = "service_user", .need = Need::desk };
};
// The person.
struct ReadOwn {
    static constexpr PermissionInfo info { .name = "requests.read_own", .about = "service_user" };
};
struct Ask {
    static constexpr PermissionInfo info { .name = "requests.ask", .writes = true, .about = "service_user" };
};

// Despite a restriction, and whatever became of the contract: who is restricted may still ask.
inline constexpr std::string_view purpose = "rights";
inline constexpr std::string_view record_class = "data_request";
inline constexpr std::string_view own_page = "own_page"; // how, of what the person asked themself

struct Said { // bounds: words of 1 to 5000 characters
    std::string kind;  // access, rectification, erasure, restriction, portability, objection, withdraw_consent, complaint
    std::string how;   // telephone, in_person, email, letter
    std::chrono::sys_days received_on; // by the calendar of the region; not to come, not before a year ago
    std::string words; // the person's own
};
struct Passed {
    Uuid id;
    std::chrono::sys_days due_on;
};
struct Request {
    Uuid id;
    std::string kind, how, state; // state: passed_on, acknowledged, answered, refused
    std::chrono::sys_days received_on, due_on;
    std::optional<SubjectId> passed_on_by; // none: the person themself
    Instant passed_on_at;
    std::string words;
    std::optional<Instant> acknowledged_at;
    std::optional<std::chrono::sys_days> answered_on;
    std::optional<std::string> answer;
    bool closed() const { return answered_on.has_value(); }
};

// The last day for an answer. `period` from the day of receipt, by the calendar: where a month has no such day, its last.
// It is not moved to a working day: there is no calendar of days off yet, and the day itself is never the later one.
std::chrono::sys_days due_on(std::chrono::sys_days received_on, access::Period const& period);

// Into the hands of the privacy officer, who is told; with the transaction.
Result<Passed> pass_on(access::Granted<PassOn> const&, access::Gate const&, Said const&);
Result<Passed> pass_on(access::Granted<PassOnAtDesk> const&, access::Gate const&, Said const&);
Result<Passed> ask(access::Granted<Ask> const&, access::Gate const&, std::string const& kind, std::string const& words);

// forbidden: whoever passed it on, or treats people, whatever other role they hold. conflict: it was answered.
Result<> acknowledge(access::Granted<Answer> const&, access::Gate const&, Uuid);
Result<> answer(access::Granted<Answer> const&, access::Gate const&, Uuid, bool refused, std::chrono::sys_days on, std::string const& words);

Result<std::vector<Request>> all(access::SubjectGrant const&); // the latest first
Result<Request> one(access::SubjectGrant const&, Uuid);        // not_found
bool overdue(access::Gate const&, std::chrono::sys_days due_on);

void add_routes(access::Routes&);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::requests
