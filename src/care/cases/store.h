// Rows of this room. No decisions.
#pragma once
#include "access/grant.h"

namespace wellkept::cases::store {

using Grant = access::SubjectGrant;

struct Episode {
    Uuid id;
    std::string state;
    std::optional<Uuid> reopens;
    db::Bytes details;
    std::int32_t version;
    Instant opened_at, changed_at;
    std::optional<Instant> closed_at;
};
struct Assignment {
    Uuid id, case_id;
    SubjectId account;
    std::string part, held;
    Instant offered_at;
    std::optional<Instant> answered_at, ended_at;
};
Result<> insert_episode(Grant const&, Episode const&);
Result<std::optional<Episode>> episode(Grant const&, Uuid id);
Result<std::vector<Episode>> episodes(Grant const&); // the newest first
// false: somebody changed it meanwhile.
Result<bool> update_episode(Grant const&, Episode const&, std::int32_t version_before);
Result<std::vector<Assignment>> assignments(Grant const&, Uuid case_id); // the oldest first
Result<> insert_assignment(Grant const&, Assignment const&);
Result<> update_assignment(Grant const&, Assignment const&);

// What happened in a case, of whatever kind, the newest first: one statement, one round trip.
struct Entry {
    std::string kind; // session, note, draft, task, response
    Uuid id;
    Instant at;
    SubjectId account;
    std::string detail; // of a note: its kind; of a task: done or open
    std::optional<Uuid> session;
    std::int32_t version;
    std::optional<db::Bytes> sealed; // of a private note that is somebody else's: none
    std::optional<std::chrono::sys_days> due_on;
};
Result<std::vector<Entry>> timeline(Grant const&, Uuid case_id, SubjectId reader, int limit);

struct Session {
    Uuid id, case_id;
    SubjectId account;
    Instant starts_at;
    db::Bytes details;
    std::int32_t version;
};
Result<> insert_session(Grant const&, Session const&);
Result<std::optional<Session>> session(Grant const&, Uuid id);
Result<std::vector<Session>> sessions(Grant const&, Uuid case_id);
Result<bool> update_session(Grant const&, Session const&, std::int32_t version_before);

struct Note {
    Uuid id, case_id;
    std::optional<Uuid> session;
    std::string kind;
    SubjectId author;
    std::int32_t version;
    Instant created_at;
};
struct NoteVersion {
    std::int32_t version;
    SubjectId author;
    db::Bytes body;
    Instant at;
};
struct Draft {
    std::int32_t base_version;
    db::Bytes body;
    Instant at;
};
Result<> insert_note(Grant const&, Note const&);
Result<std::optional<Note>> note(Grant const&, Uuid id);
// false: another version is the latest by now.
Result<bool> raise_version(Grant const&, Uuid id, std::int32_t from);
Result<> insert_version(Grant const&, Uuid note, NoteVersion const&);
Result<std::vector<NoteVersion>> versions(Grant const&, Uuid note); // the newest first
Result<std::optional<Draft>> draft(Grant const&, Uuid note, SubjectId of);
Result<> put_draft(Grant const&, Uuid note, SubjectId of, Draft const&);
Result<> drop_draft(Grant const&, Uuid note, SubjectId of);

struct Task {
    Uuid id, case_id;
    SubjectId account;
    std::optional<std::chrono::sys_days> due_on;
    db::Bytes details;
    Instant created_at;
};
Result<> insert_task(Grant const&, Task const&);
Result<bool> finish_task(Grant const&, Uuid case_id, Uuid id, std::optional<Instant> done_at); // false: there is none

struct Response {
    Uuid id, case_id;
    SubjectId account;
    Instant at;
    db::Bytes details;
};
Result<> insert_response(Grant const&, Response const&);

struct BoardRow {
    SubjectId subject;
    Uuid pseudonym;
    Uuid case_id;
    std::string state;
    db::Bytes details;
    Instant opened_at, changed_at;
    std::optional<Uuid> clinician, offered_to, manager;
};
db::PersonalQuery<BoardRow, ClientId> const& board(); // those that are open
db::PersonalQuery<BoardRow, ClientId, Uuid> const& offers(); // those that are offered to an account
db::PersonalQuery<BoardRow, ClientId, Uuid> const& caseload(); // those that are an account's
struct DayRow {
    SubjectId subject;
    Uuid pseudonym;
    Uuid case_id, session;
    Instant starts_at;
    db::Bytes details;
};
db::PersonalQuery<DayRow, ClientId, Uuid, Instant, Instant> const& day(); // an account's sessions, from and until

struct HeldRow {
    SubjectId subject;
    Uuid pseudonym;
    Uuid case_id, session;
    Instant starts_at;
    db::Bytes details, episode;
};
db::PersonalQuery<HeldRow, ClientId, Uuid, Instant, Instant> const& held(); // an account's, from and until
Result<std::vector<Session>> planned(Grant const&, Instant from, Instant until); // of open cases

Result<> insert_feedback(db::Tx&, Uuid id, std::chrono::sys_days month, std::string const& sealed);
struct Feedback {
    Uuid id;
    std::chrono::sys_days month;
    db::Bytes answers;
};
Result<std::vector<Feedback>> feedback(db::Tx&, int limit);
Result<> insert_named_feedback(Grant const&, Uuid id, Uuid case_id, std::string const& sealed, Instant now);

struct WallRow {
    Uuid id;
    Instant put_up_at;
    std::optional<Instant> ended_at;
    db::Bytes words;
};
Result<> insert_wall(Grant const&, Uuid id, Instant, std::string words);
Result<> finish_wall(Grant const&, Uuid id, Instant, std::string words);
Result<std::vector<WallRow>> walls(Grant const&); // the newest first
Result<std::int64_t> erase_walls(Grant const&);

Result<std::vector<Uuid>> ids(Grant const&);
Result<std::int64_t> erase(Grant const&, std::vector<Uuid> const& cases);

} // namespace wellkept::cases::store
