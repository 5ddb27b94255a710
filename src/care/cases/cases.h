// Cases: episodes of care of one service user, who works on them, and what happens in them. Access follows the case: whoever
// takes or accepts it is let in, and is out the moment it is handed back or closed.
#pragma once
#include "access/gate.h"
#include "access/room_contract.h"
#include <filesystem>
#include <memory>

namespace wellkept::access {
class Routes;
}

namespace wellkept::cases {

#define WELLKEPT_CASE_PERMISSION(type, ...)                                                                            \
    struct type {                                                                                                      \
        static constexpr access::PermissionInfo info { __VA_ARGS__ };                                                  \
    }
// At the desk: what can be seen and done before anybody is assigned.
WELLKEPT_CASE_PERMISSION(OpenCase, .name = "cases.open", .writes = true, .about = "service_user", .need = access::Need::desk);
WELLKEPT_CASE_PERMISSION(Assess, .name = "cases.assess", .writes = true, .about = "service_user", .need = access::Need::desk);
WELLKEPT_CASE_PERMISSION(Allocate, .name = "cases.allocate", .writes = true, .about = "service_user", .need = access::Need::desk);
WELLKEPT_CASE_PERMISSION(Take, .name = "cases.take", .writes = true, .about = "service_user", .need = access::Need::desk);
WELLKEPT_CASE_PERMISSION(ReadBoard, .name = "cases.board", .about = "service_user", .need = access::Need::desk);
WELLKEPT_CASE_PERMISSION(Govern, .name = "cases.govern", .about = "service_user", .need = access::Need::desk);
WELLKEPT_CASE_PERMISSION(ReadOffers, .name = "cases.offers", .about = "service_user", .need = access::Need::desk);
WELLKEPT_CASE_PERMISSION(AnswerOffer, .name = "cases.answer_offer", .writes = true, .about = "service_user", .need = access::Need::desk);
WELLKEPT_CASE_PERMISSION(WallOff, .name = "cases.wall", .writes = true, .about = "service_user", .need = access::Need::desk);
WELLKEPT_CASE_PERMISSION(ReadWalls, .name = "cases.read_walls", .about = "service_user", .need = access::Need::desk);
// By assignment.
WELLKEPT_CASE_PERMISSION(ReadCaseload, .name = "cases.caseload", .about = "service_user");
WELLKEPT_CASE_PERMISSION(ReadCase, .name = "cases.read", .about = "service_user");
WELLKEPT_CASE_PERMISSION(WriteCase, .name = "cases.write", .writes = true, .about = "service_user");
// Afterwards.
WELLKEPT_CASE_PERMISSION(GiveFeedback, .name = "cases.give_feedback", .writes = true, .about = "service_user");
WELLKEPT_CASE_PERMISSION(ReadFeedback, .name = "cases.read_feedback", .about = "service_user", .need = access::Need::desk);
// Of a job alone: what was held, for who held it to be paid.
WELLKEPT_CASE_PERMISSION(CountSessions, .name = "cases.count_sessions", .about = "service_user", .need = access::Need::desk);
#undef WELLKEPT_CASE_PERMISSION

// ---- policy/care.yaml ----

struct ReportRule {
    std::string code, title, to, needs; // to: person, organisation, third_party; needs: person_agreed, release_form, none
};
struct ServiceRule {
    std::string code, title;
    int sessions = 0, sessions_max = 0;
    std::vector<std::string> used_by, modes;
    std::vector<ReportRule> reports;
    int minutes = 50; // that a session takes if nobody says how long
};
struct Question {
    std::string code, title;
};
struct Rules {
    std::vector<ServiceRule> services;
    std::vector<Question> feedback;
    int feedback_shown_from = 5;

    static Result<Rules> load(std::filesystem::path const& file);
    ServiceRule const* service(std::string_view code) const;
};

// ---- questionnaires: files of policy/questionnaires, and of a folder that a deployer adds ----

struct Item {
    std::string text;
    bool reversed = false;
    std::optional<int> risk_from {}; // this answer or a higher one raises the risk path, whatever the sum
};
struct Band {
    int from;
    std::string code, title;
};
struct Instrument {
    std::string code, version, title, licence, intro;
    std::vector<std::string> answers; // in words; the first scores 0
    std::vector<Item> items;
    std::vector<Band> bands; // by from, the first 0
    int caseness = 0, reliable_change = 0, multiply = 1, missing_max = 0;
    bool lower_is_worse = false;
};
struct Score {
    int sum;
    std::string band;
    bool caseness;
    std::vector<int> risk_items; // from 1
};
class Instruments {
public:
    // Each *.yaml of the folders; a folder that is not there is empty, a file with an error is refused with its line.
    static Result<Instruments> load(std::vector<std::filesystem::path> const& folders);
    std::vector<Instrument> const& all() const { return m_all; }
    Instrument const* find(std::string_view code, std::string_view version = {}) const; // empty: the latest
private:
    std::vector<Instrument> m_all;
};
// bad_input: too few or many answers, or one out of range. An empty one was left out.
Result<Score> score(Instrument const&, std::vector<std::optional<int>> const& answers);

// ---- for rooms above ----

struct Facts {
    Uuid id;
    std::string state, service, risk;
    std::optional<SubjectId> clinician;
    Instant opened_at;
    std::optional<Instant> closed_at;
};
// Every episode of the granted person, the newest first.
Result<std::vector<Facts>> episodes(access::SubjectGrant const&);
// A case as it stands in its file. A private note is nobody's but its author's, and so is not here, not even for them.
struct File {
    Facts facts;
    std::string service_title, presenting, summary, language;
    std::optional<std::string> closure_reason;
    std::int32_t sessions; // entitled to
    struct Holder {
        Uuid id;
        SubjectId account;
        std::string part, held; // manager, clinician; offered, accepted, active, ended, declined
        Instant offered_at;
        std::optional<Instant> answered_at, ended_at;
    };
    struct Session {
        Uuid id;
        SubjectId account;
        Instant starts_at;
        std::string zone, mode, attendance; // IANA; in_person, phone, video; planned, attended, did_not_attend, cancelled_late, cancelled
        std::int32_t minutes;
    };
    struct Note {
        Uuid id;
        SubjectId author;
        std::string kind; // shared, plan
        std::optional<Uuid> session;
        std::int32_t version;
        std::string body;
        Instant at;
    };
    struct Response {
        Uuid id;
        SubjectId account;
        Instant at;
        std::string instrument, version, title, band, band_title;
        std::vector<std::optional<std::int32_t>> answers;
        std::int32_t sum;
    };
    std::vector<Holder> holders;
    std::vector<Session> timetable; // the newest first, as all below
    std::vector<Note> notes;
    std::vector<Response> responses;
};
// A new episode, in state enquiry. service: of Rules, or empty while nobody has said yet.
struct NewCase {
    std::string service, presenting, channel; // presenting: in the caller's words; channel: a code
    std::optional<Uuid> reopens {};
};
Result<Uuid> open_case(access::SubjectGrant const&, access::Gate const&, NewCase const&);

// A job of the subject: what is planned for them has changed. For rooms above.
inline constexpr std::string_view timetable_job = "cases.timetable";

// Sessions of one account within a time, by their beginning; of people who are neither restricted nor being erased.
struct HeldSession {
    Uuid session;
    Instant starts_at;
    std::string service, attendance;
    std::int32_t minutes;
};
Result<std::vector<HeldSession>> sessions_held(access::GrantedGroup<CountSessions>&, SubjectId account, Instant from, Instant until);
// The granted person's sessions that are planned, of open cases, within a time.
struct PlannedAt {
    Uuid session;
    Instant starts_at;
    std::string zone; // of the place where it was planned
};
Result<std::vector<PlannedAt>> sessions_planned(access::SubjectGrant const&, Instant from, Instant until);

struct Context {
    db::Pool& pool;
    access::Gate const& gate;
    Rules rules;
    Instruments instruments;
    std::string public_url;
};
// Those cases of the granted person that are the actor's; all of them, if the glass was broken. The newest first.
Result<std::vector<File>> files(access::Granted<ReadCase> const&, Context const&);
// The context must outlive the routes.
void add_routes(access::Routes&, Context const&);

inline constexpr std::string_view record_class = "case_record";
std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::cases
