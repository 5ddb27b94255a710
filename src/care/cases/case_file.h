// What the room's own files share. Private to it.
#pragma once
#include "access/routes.h"
#include "care/cases/cases.h"
#include "care/cases/local_time.h"
#include "care/cases/state.h"
#include "care/cases/store.h"

namespace wellkept::cases {

// Sealed with the episode.
struct Details {
    std::string service, risk = "none", presenting, channel;
    std::string summary {}, language {}, place {}, mode {}; // of the assessment; what the person wants
    std::vector<std::string> skills {};
    std::int32_t sessions = 0; // entitled to
    std::vector<std::string> risk_reasons {};
    std::optional<std::string> closure_reason {}, closure_summary {};
};
struct Loaded {
    store::Episode row;
    Details details;
    Standing standing;
    std::vector<store::Assignment> assignments;
};

inline access::Scope case_scope(Uuid id) { return "case/" + id.text(); }
// Under a key of its own, below the case's.
inline access::Scope private_scope(Uuid id, SubjectId author) { return "case/" + id.text() + "/" + author.text(); }
inline SubjectId actor_of(access::GrantCore const& g) { return { g.actor().id }; }

// none, low, moderate, high, immediate; -1: no such word
int risk_rank(std::string_view);

std::string details_json(Details const&);
Result<Details> parse_details(std::string_view);
inline constexpr access::Place details_place(Uuid id) { return { "cases.episode", "details", id }; }

Result<Loaded> load(access::SubjectGrant const&, Uuid id); // not_found
// Besides: the case is the actor's, or the glass was broken. Another case of the same person is not there.
Result<Loaded> load_own(access::SubjectGrant const&, Uuid id);
// The one way by which a case changes its state and its assignments, and with them who is let in. Saves the details too.
Result<> move(access::SubjectGrant const&, access::Gate const&, Loaded&, Event const&);
Result<> save(access::SubjectGrant const&, access::Gate const&, Loaded&); // the details alone

// ---- flow.cpp ----
struct Assessment {
    std::string service, risk, summary, language, place, mode;
    std::vector<std::string> skills;
};
Result<> assess(access::Granted<Assess> const&, Context const&, Uuid id, Assessment const&);
Result<> entitle(access::Granted<Allocate> const&, Context const&, Uuid id, int sessions);
Result<Uuid> take(access::Granted<Take> const&, access::Gate const&, Uuid id);
Result<Uuid> offer(access::Granted<Allocate> const&, access::Gate const&, Uuid id, SubjectId account);
Result<> end_assignment(access::Granted<Allocate> const&, access::Gate const&, Uuid id, Uuid assignment);
Result<> answer(access::Granted<AnswerOffer> const&, access::Gate const&, Uuid id, bool accept);
struct Progress {
    std::string what; // hold, resume, hand_back, begin_closing, close
    std::optional<std::string> reason, summary;
};
// Of a close: the secret of a feedback link, shown once.
Result<std::optional<std::string>> progress(access::Granted<WriteCase> const&, access::Gate const&, Uuid id, Progress const&);

// ---- walls.cpp ----
// account nil: everybody who is not assigned. Their own assignments end with it.
Result<> wall(access::Granted<WallOff> const&, access::Gate const&, SubjectId account, std::string const& why);
Result<> end_wall(access::Granted<WallOff> const&, access::Gate const&, SubjectId account, std::string const& why); // not_found: none stands
struct Wall {
    SubjectId account, by;
    std::string why;
    std::optional<std::string> ended_why;
    Instant since;
    std::optional<Instant> ended_at;
};
Result<std::vector<Wall>> walls(access::Granted<ReadWalls> const&); // those that were, too; the newest first
Result<bool> walled(access::SubjectGrant const&, SubjectId account, Instant now); // a wall stands between the account and the person

// ---- file.cpp ----
struct SessionDetails {
    std::string zone, mode, attendance = "planned"; // planned, attended, did_not_attend, cancelled_late, cancelled
    std::int32_t minutes = 0; // as it is told, 0: as the policy says of the service
    bool supervision = false; // to be talked over in supervision
};
std::string session_json(SessionDetails const&);
Result<SessionDetails> parse_session(std::string_view);
inline constexpr access::Place session_place(Uuid id) { return { "cases.session", "details", id }; }
Result<std::pair<Instant, Instant>> day_of(std::string const& date, std::string const& zone);

struct PlannedSession {
    LocalTime at;
    SessionDetails details;
};
Result<Uuid> plan_session(access::Granted<WriteCase> const&, Context const&, Uuid id, PlannedSession const&);
// conflict: somebody changed it meanwhile
Result<> record_session(access::Granted<WriteCase> const&, Context const&, Uuid id, Uuid session, std::int32_t version, PlannedSession const&);
// ---- sessions.cpp ----
// Of what is to come: rooms above look anew.
Result<> timetable_changed(access::SubjectGrant const&, access::Gate const&);
// The time of whoever holds it, or no longer.
Result<> take_session(access::SubjectGrant const&, access::Gate const&, store::Session const&, SessionDetails const&, SubjectId whose);
Result<> give_sessions_back(access::SubjectGrant const&, access::Gate const&, Uuid id); // of a case that nobody treats any more

Result<int> sessions_used(access::SubjectGrant const&, Rules const&, Loaded const&);

struct NewNote {
    std::string kind, body;
    std::optional<Uuid> session;
};
Result<Uuid> write_note(access::Granted<WriteCase> const&, access::Gate const&, Uuid id, NewNote const&);
struct NoteText {
    store::Note note;
    struct Version {
        std::int32_t version;
        SubjectId author;
        std::string body;
        Instant at;
    };
    std::vector<Version> versions; // the newest first
    std::optional<Version> draft;  // the reader's own; version: which one they were changing
};
Result<NoteText> read_note(access::SubjectGrant const&, Uuid id, Uuid note);
// conflict: another version is the latest by now; nothing is lost, the text stays as a draft of the actor's.
Result<std::int32_t> change_note(access::Granted<WriteCase> const&, access::Gate const&, Uuid id, Uuid note, std::int32_t base, std::string const& body);
Result<> save_draft(access::Granted<WriteCase> const&, access::Gate const&, Uuid id, Uuid note, std::int32_t base, std::string const& body);

Result<Uuid> add_task(access::Granted<WriteCase> const&, access::Gate const&, Uuid id, std::string const& text, std::optional<std::chrono::sys_days> due);

struct Answered {
    std::string instrument, version, title, licence;
    std::vector<std::optional<std::int32_t>> answers;
    std::int32_t sum;
    std::string band, band_title;
    bool caseness;
    std::vector<std::int32_t> risk_items;
};
Result<Answered> parse_answered(std::string_view);
inline constexpr access::Place response_place(Uuid id) { return { "cases.response", "details", id }; }
Result<Answered> answer_questionnaire(access::Granted<WriteCase> const&, Context const&, Uuid id, std::string const& instrument, std::string const& version,
    std::vector<std::optional<int>> const& answers);

// ---- routes, a file each ----
void add_desk_routes(access::Routes&, Context const&);
void add_file_routes(access::Routes&, Context const&);
void add_feedback_routes(access::Routes&, Context const&);

http::Response no_content();
access::Spec spec(http::Method, std::string pattern, std::string summary, std::string request = {}, std::string response = {}, int status = 200);
Result<Uuid> param(http::Request const&, std::string_view name); // not_found

} // namespace wellkept::cases
