// How long everything is kept, and what may stop its destruction: clocks, legal holds, restriction, the daily run with
// its signed record. Precedence (DESIGN section 3): legal hold, statutory retention, erasure, expiry.
#pragma once
#include "access/gate.h"
#include "access/room_contract.h"
#include "platform/blob/blob.h"
#include "platform/crypto/crypto.h"
#include "platform/jobs/jobs.h"
#include <memory>

namespace wellkept::access {
class Routes;
}

namespace wellkept::retention {

inline constexpr int step_up_minutes = 10; // of whoever ends a hold, restricts somebody or decides a review at the desk

struct ReadRetention {
    static constexpr access::PermissionInfo info { .name = "retention.read", .while_erasing = true, .about = "", .duty = true };
};
struct PlaceHold {
    static constexpr access::PermissionInfo info { .name = "retention.hold", .writes = true, .while_erasing = true, .about = "", .duty = true };
};
struct ReleaseHold {
    static constexpr access::PermissionInfo info { .name = "retention.release", .writes = true, .while_erasing = true, .about = "", .step_up_minutes = step_up_minutes, .duty = true };
};
// Exclusive: once it answers, nothing decided before is still to land.
struct Restrict {
    static constexpr access::PermissionInfo info { .name = "retention.restrict", .writes = true, .exclusive = true, .about = "", .step_up_minutes = step_up_minutes, .duty = true };
};
// Of a review: destroy now, or keep for another period.
struct Review {
    static constexpr access::PermissionInfo info { .name = "retention.review", .writes = true, .exclusive = true, .about = "", .step_up_minutes = step_up_minutes, .duty = true };
};
struct DestroyDue {
    static constexpr access::PermissionInfo info { .name = "retention.destroy", .writes = true, .exclusive = true, .about = "" };
};

using Rooms = std::vector<std::unique_ptr<access::RoomContract>>;

// ---- for rooms, down the arrow ----

// Whether a hold or a law keeps a record of a class while the rest of the person is erased.
inline bool kept(access::ErasureScope const& scope, std::string_view record_class, Uuid record)
{
    auto const it = scope.kept.find(record_class);
    return it != scope.kept.end() && (it->second.contains(Uuid {}) || it->second.contains(record));
}

// A record began, or there was a contact: its clock starts. A class with trigger last_contact starts anew for all of
// the person's records; no clock ever moves back, whatever the time of day says. A class without a rule has no clock,
// and is never destroyed by time. Nil record: all of the class.
Result<> started(
    access::SubjectGrant const&, access::Gate const&, std::string_view record_class, Uuid record, Instant at);
// Records that are gone by another way.
Result<> forget(access::SubjectGrant const&, std::string_view record_class, std::vector<Uuid> const& records);
// An open request (such as for a copy of one's data): what is due stays until release(), so that it can be answered.
Result<Uuid> protect(access::SubjectGrant const&, access::Gate const&, std::string const& why, Instant review_at);
Result<> unprotect(access::SubjectGrant const&, access::Gate const&, Uuid);

// ---- holds ----

struct NewHold {
    std::optional<std::string> record_class {}; // empty: everything of the person
    std::optional<Uuid> record {}; // empty: all of the class
    std::string reason, owner; // 1 to 1000 and 1 to 200 characters; sealed
    Instant review_at; // after now
};
struct Hold {
    SubjectId subject; // in a Client's list, and in one person's
    Uuid pseudonym;
    Uuid id;
    std::string kind; // legal, request
    std::optional<std::string> record_class;
    std::optional<Uuid> record;
    std::string reason, owner; // empty: they cannot be read any more
    Instant review_at, placed_at;
    std::optional<Instant> released_at;
    std::optional<std::string> released_why;
};
// bad_input names what is wrong; conflict: an erasure is past the point where it could be stopped.
Result<Uuid> place_hold(access::Granted<PlaceHold> const&, access::Gate const&, NewHold const&);
// What it alone blocked goes on: an erasure at once, what is due at the next run, which this begins. not_found, or
// conflict if it is released already.
Result<> release_hold(access::Granted<ReleaseHold> const&, access::Gate const&, Uuid hold, std::string const& why);
Result<std::vector<Hold>> holds(access::SubjectGrant const&);
// Active ones of a Client's people, those to be reviewed first in front; at most 1000.
Result<std::vector<Hold>> holds_of_client(access::GrantedGroup<ReadRetention>&);

// ---- restriction (GDPR Article 18) ----

// Kept, and from then on used for rights and legal claims alone; the Gate refuses the rest with the reason
// `restricted`.
Result<> restrict_person(access::Granted<Restrict> const&, access::Gate const&);
Result<> lift_restriction(access::Granted<Restrict> const&, access::Gate const&); // the job lifted_job follows
inline constexpr std::string_view lifted_job = "retention.lifted"; // of the subject; for rooms above

struct Restricted {
    SubjectId subject;
    Uuid pseudonym;
};
Result<std::vector<Restricted>> restricted_of_client(access::GrantedGroup<ReadRetention>&); // at most 1000
struct PersonState {
    std::string state; // active; being erased: erasing, destroying
    bool restricted;
};
Result<PersonState> state_of(access::SubjectGrant const&);

// ---- precedence ----

struct Standing {
    bool legal_hold = false, open_request = false, statutory = false, erasure_asked = false, restricted = false;
    bool due = false; // its period has ended
};
enum class Decision { hold, statutory, erase, restricted, request, expire, keep };
Decision decide(Standing const&);

struct Kept {
    std::string record_class; // empty: everything
    std::vector<Uuid> records; // nil: all of the class
    std::string basis;
    std::optional<Instant> until {}; // empty: until it is released
};
// What of the granted person an erasure must leave for now. Empty: nothing.
Result<std::vector<Kept>> in_the_way(access::SubjectGrant const&, access::Gate const&, Rooms const&);
// From here on a hold comes too late.
Result<> past_the_point(access::SubjectGrant const&);

// ---- the engine ----

struct CalendarLine {
    std::string month; // 2026-11; "overdue" for what should be gone
    ClientId client; // nil: rows of no Client's
    std::string record_class, action;
    std::int64_t records;
};
struct ReviewItem {
    SubjectId subject;
    Uuid pseudonym;
    std::string record_class;
    Uuid record;
    Instant opened_at;
};
struct Proof {
    Uuid run;
    Instant finished_at;
    std::string record; // the signed text
    db::Bytes signature;
};

inline constexpr std::string_view run_job = "retention.run";
inline constexpr Duration run_every = std::chrono::hours(24);
// Up the arrow: keep/rights handles both.
inline constexpr std::string_view resume_job = "rights.resume"; // erasures that were held; of a subject, or all
inline constexpr std::string_view end_of_use_job = "rights.end_of_use"; // {"client": id}
inline constexpr std::string_view end_of_use_class = "client_end";

class Engine {
public:
    // The rooms must outlive it.
    Engine(access::Gate const&, db::Pool&, blob::Store&, crypto::SigningKey, Rooms const&);
    ~Engine();

    // Each class a room keeps must have a rule that names this room, and each bound rule a room. conflict says which.
    static Result<> check(
        access::RetentionRules const&, Rooms const&, std::set<std::string> const& elsewhere = { "rights" });

    // A dry run: what falls due until then, by month, Client and class.
    static Result<std::vector<CalendarLine>> calendar(access::Gate const&, db::Pool&, Rooms const&, Instant until);

    // Kind run_job: a bounded piece of a run, then the next. Idempotent; goes on after a crash where it was.
    Result<jobs::Outcome> run(jobs::Job const&) const;

    // A review decided. keep: the clock starts again.
    Result<> destroy_reviewed(access::Granted<Review> const&, std::string const& record_class, Uuid record) const;
    Result<> keep_reviewed(access::Granted<Review> const&, std::string const& record_class, Uuid record) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

Result<> run_soon(db::Tx&, access::Gate const&);
// After a look at the clock: the present time becomes the mark that a set-back clock is told by.
Result<> accept_clock(db::Tx&, access::Gate const&);
Result<std::vector<ReviewItem>> reviews_of_client(access::GrantedGroup<ReadRetention>&); // at most 1000
Result<std::vector<Proof>> proofs(db::Tx&, int limit); // newest first

// For the desk: what is due, held, restricted or waits for a decision, and each of these acts. /staff/retention/...,
// /staff/members/{member}/... All given must outlive the routes.
void add_routes(access::Routes&, Engine const&, db::Pool&, Rooms const&);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::retention
