// Calls to the helpline: what the telephone system tells of them, their recordings, who listens, and call-backs.
#pragma once
#include "access/routes.h"
#include "access/room_contract.h"
#include "care/intake/intake.h"
#include "platform/blob/blob.h"
#include "platform/jobs/jobs.h"
#include <memory>

namespace wellkept::calls {

// Of a telephone system of ours, about the calls it brought alone.
struct Report {
    static constexpr access::PermissionInfo info { .name = "calls.report", .writes = true, .about = "service_user" };
};
struct Upload {
    static constexpr access::PermissionInfo info { .name = "calls.upload", .writes = true, .about = "service_user" };
};
// Of our own staff, about no person.
struct Connect {
    static constexpr access::PermissionInfo info { .name = "calls.connect", .writes = true, .about = "account" };
};
// The desk's.
struct List {
    static constexpr access::PermissionInfo info { .name = "calls.list", .about = "service_user", .need = access::Need::desk };
};
struct CallBack {
    static constexpr access::PermissionInfo info { .name = "calls.call_back", .writes = true, .about = "service_user", .need = access::Need::desk };
};
// Exclusive: nothing lands in a call while it becomes another person's.
struct Identify {
    static constexpr access::PermissionInfo info { .name = "calls.identify", .writes = true, .exclusive = true, .about = "service_user", .need = access::Need::desk };
};
// Listening: to calls of a person one is assigned to ...
struct Read {
    static constexpr access::PermissionInfo info { .name = "calls.read", .about = "service_user" };
};
struct Play {
    static constexpr access::PermissionInfo info { .name = "calls.play", .writes = true, .about = "service_user" };
};
struct Listen {
    static constexpr access::PermissionInfo info { .name = "calls.listen", .about = "service_user" };
};
// ... and, to watch over the quality of the service, to any.
struct Review {
    static constexpr access::PermissionInfo info { .name = "calls.review", .writes = true, .about = "service_user", .need = access::Need::desk };
};
struct ListenToReview {
    static constexpr access::PermissionInfo info { .name = "calls.listen_to_review", .about = "service_user", .need = access::Need::desk };
};

// ---- bounds ----

inline constexpr std::int64_t recording_bytes_max = std::int64_t(4) * 1024 * 1024 * 1024; // 18 days of telephone sound at 2.5 kB/s, 13 hours of plain stereo
inline constexpr std::size_t patch_bytes_max = 8 * 1024 * 1024; // of one request
inline constexpr std::int64_t range_bytes_max = 2 * 1024 * 1024; // of one answer to a player
inline constexpr std::int32_t recordings_max = 8; // of one call
inline constexpr std::int32_t attempts_max = 50; // of one call-back
inline constexpr auto upload_begins_within = std::chrono::hours(72); // of the call's end
inline constexpr auto upload_ends_within = std::chrono::hours(24); // of its begin
inline constexpr auto playback_lasts = std::chrono::minutes(60);
inline constexpr auto reported_within = std::chrono::hours(24 * 7); // of the call's start
inline constexpr auto signature_age_max = std::chrono::minutes(5); // Standard Webhooks: refuse what is too old or too new

// ---- systems ----

struct System {
    Uuid id;
    std::string token, webhook_secret; // shown once; whsec_..., as Standard Webhooks writes it
    Instant token_until;
};
Result<System> connect_system(access::Gate const&, db::Tx&, std::string const& name);
// The one that signed this. unauthenticated: nobody we know, or too old.
Result<> prove(access::Gate const&, db::Tx&, Uuid system, http::Request const&);

// ---- what it tells ----

struct Event {
    std::string type; // call.started, call.answered, notice.played, objection.raised, call.ended, callback.requested, callback.attempted
    std::string call; // how the telephone system names the call; 1 to 100 of letters, digits and . _ : @ -
    Instant at;
    std::optional<std::string> direction {}, from {}, queue {}, outcome {}; // from: the caller's number
    std::optional<Uuid> callback_id {}; // of an outgoing call: the call-back that it is
    std::optional<Instant> due_at {};
};
// A message twice changes nothing. conflict: the call has not been told of yet; it comes again.
Result<> take_event(access::GrantedGroup<Report>&, access::Gate const&, Uuid system, std::string const& message_id, Event const&);

// ---- call-backs, as the person wants to be reached ----

// Whether they may be telephoned at a moment, by the record and where they live.
bool may_call(intake::ServiceUser const&, bool they_asked, Instant);
// The first moment from `wanted` on that lies within the hours they gave.
Instant next_hour(intake::ServiceUser const&, Instant wanted);
Result<Uuid> request_callback(access::SubjectGrant const&, access::Gate const&, Instant due, std::string const& why, bool they_asked, std::optional<Uuid> call);
// outcome: reached, no_answer, busy, wrong_number, message_left, given_up. conflict: not now, or no message may be left.
Result<> attempt(access::Granted<CallBack> const&, access::Gate const&, Uuid callback, std::string const& outcome);

// The call and its recordings become another person's: a caller was recognised, or was somebody else after all.
Result<> identify(access::Granted<Identify> const&, access::Gate const&, Uuid call, SubjectId person);

// ---- for rooms above ----

struct OneCall {
    Uuid id;
    std::string direction, state; // in, out; ringing, talking, ended, missed
    Instant started_at;
    std::optional<Instant> answered_at, ended_at;
    bool notice_played, objected;
    struct Recording {
        Uuid id;
        std::string type; // media type
        Instant at;
        bool whole;
    };
    std::vector<Recording> recordings;
};
// Of the granted person, the latest first. Nothing of what was said.
Result<std::vector<OneCall>> all(access::SubjectGrant const&);

inline constexpr std::string_view record_class = "call_recording"; // a record is the call
inline constexpr std::string_view upload_class = "call_upload"; // a record is the recording, while it is unfinished
inline constexpr std::string_view sweep_job = "calls.sweep";
Result<jobs::Outcome> sweep(db::Pool&, blob::Store&); // files whose rows are gone

// Pool and store must outlive the routes.
void add_routes(access::Routes&, db::Pool&, blob::Store&);
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::calls
