// Supervision: what a clinician wants to talk over, with whom, and that it was. The supervisor reads the question and not the
// file: nothing here opens a case, and nothing here names the person.
#pragma once
#include "access/gate.h"
#include "access/room_contract.h"
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>

namespace wellkept::access {
class Routes;
}

namespace wellkept::supervision {

using access::Need;
using access::PermissionInfo;
// By assignment: whoever holds the case.
struct Ask {
    static constexpr PermissionInfo info { .name = "supervision.ask", .writes = true, .about = "service_user" };
};
struct ReadOfCase {
    static constexpr PermissionInfo info { .name = "supervision.read", .about = "service_user" };
};
// Of the supervisor, while a link holds: questions, and nobody's name.
struct ListMine {
    static constexpr PermissionInfo info { .name = "supervision.list", .about = "service_user", .need = Need::desk };
};
struct Discuss {
    static constexpr PermissionInfo info { .name = "supervision.discuss", .writes = true, .about = "service_user", .need = Need::desk };
};
// Of whoever governs.
struct Govern {
    static constexpr PermissionInfo info { .name = "supervision.govern", .about = "service_user", .need = Need::desk };
};
struct Appoint {
    static constexpr PermissionInfo info { .name = "supervision.appoint", .writes = true, .about = "account" };
};
struct SeeLinks {
    static constexpr PermissionInfo info { .name = "supervision.see_links", .about = "account" };
};
// Which supervisor one has oneself.
struct OwnSupervisor {
    static constexpr PermissionInfo info { .name = "supervision.own_supervisor", .about = "account" };
};

struct Rules { // policy/care.yaml, supervision
    int due_days = 0;
    static Result<Rules> load(std::filesystem::path const& policy_directory); // bad_input names the line
};

struct Link {
    Uuid id;
    SubjectId account, supervisor;
    std::string name, supervisor_name; // as they were when it began
    Instant starts_at;
    std::optional<Instant> ends_at;
    bool holds_at(Instant t) const { return starts_at <= t && (!ends_at || *ends_at > t); }
};
struct Item {
    Uuid id, case_id;
    std::optional<Uuid> session;
    SubjectId account;
    std::string state; // waiting, discussed
    Instant asked_at, due_at;
    std::optional<std::chrono::sys_days> discussed_on;
    std::optional<SubjectId> discussed_with;
    std::string question;
    std::optional<std::string> outcome;
};
struct Context {
    db::Pool& pool;
    access::Gate const& gate;
    Rules rules;
};

// The one before ends with it. until: at most two years on. bad_input: oneself; conflict: whoever supervises is not vetted.
Result<> appoint(access::Granted<Appoint> const& account, access::Gate const&, SubjectId supervisor, std::optional<Instant> until);
Result<> end_link(access::Granted<Appoint> const& account, access::Gate const&); // not_found: none holds
// Those that hold at this moment.
Result<std::vector<Link>> links(access::GrantedGroup<SeeLinks>&, access::Gate const&);
Result<std::optional<Link>> own_link(access::SubjectGrant const& account, access::Gate const&);

// conflict: they have no supervisor at this moment. not_found: not their case.
Result<Uuid> ask(access::Granted<Ask> const&, Context const&, Uuid case_id, std::optional<Uuid> session, std::string const& question);
Result<std::vector<Item>> of_case(access::SubjectGrant const&, Uuid case_id); // the newest first

// What a supervisor may read: of those whom they supervise at this moment; no person, no case.
struct Question {
    Uuid id;
    SubjectId account;
    std::string name, state, question;
    Instant asked_at, due_at;
    std::optional<std::chrono::sys_days> discussed_on;
    std::optional<std::string> outcome;
};
Result<std::vector<Question>> questions(access::GrantedGroup<ListMine>&, Context const&);
// bad_input: a day to come, or one before it was asked. not_found: it does not wait for them.
Result<> discuss(access::GrantedGroup<Discuss>&, Context const&, Uuid item, std::chrono::sys_days on, std::string const& outcome);

struct Overdue {
    SubjectId account;
    std::string name, supervisor_name; // empty: none at this moment
    Instant asked_at, due_at;
};
Result<std::vector<Overdue>> overdue(access::GrantedGroup<Govern>&, Context const&);

inline constexpr std::string_view record_class = "supervision_item", purpose = "care_governance";
void add_routes(access::Routes&, Context const&); // the context must outlive the routes
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::supervision
