// SQL of this room.
#pragma once
#include "care/calls/calls.h"

namespace wellkept::calls::store {

struct SystemRow {
    Uuid id;
    std::string name;
    db::Bytes secret;
};
struct Call {
    Uuid id;
    std::string direction;
    Instant started_at;
    std::optional<Instant> answered_at, ended_at, notice_played_at, objected_at;
    db::Bytes details;
};
struct EventRow {
    std::string message, event;
    Instant at;
};
struct Recording {
    Uuid id, call;
    std::string state, type;
    std::int64_t total, here;
    db::Bytes key;
    Instant created_at, expires_at;
};
struct Playback {
    Uuid id, recording;
    SubjectId account;
    db::Bytes reason;
    Instant opened_at, expires_at;
};
struct Callback {
    Uuid id;
    std::optional<Uuid> call;
    std::string state;
    Instant due_at;
    std::int32_t attempts;
    db::Bytes details;
    Instant requested_at;
};
struct Attempt {
    Uuid id;
    std::string outcome;
    std::optional<Uuid> account;
    Instant at;
};
struct Listed {
    SubjectId subject;
    Uuid pseudonym, call;
    std::string direction;
    Instant started_at;
    std::optional<Instant> answered_at, ended_at, notice_played_at, objected_at;
    std::int64_t stored, uploading;
    db::Bytes details;
};
struct Due {
    SubjectId subject;
    Uuid pseudonym, callback;
    Instant due_at;
    std::int32_t attempts;
    std::optional<std::string> last;
    db::Bytes details;
};

Result<> insert_system(db::Tx&, SystemRow const&, Instant);
Result<std::optional<SystemRow>> system(db::Tx&, Uuid);
Result<std::vector<Uuid>> leftovers(db::Tx&); // at most 100
Result<> leave(db::Tx&, Uuid recording);
Result<> drop_leftover(db::Tx&, Uuid recording);

Result<> insert(access::SubjectGrant const&, Call const&);
Result<std::optional<Call>> locked(access::SubjectGrant const&, Uuid); // until the transaction ends
Result<std::optional<Call>> find(access::SubjectGrant const&, Uuid);
Result<std::vector<Call>> calls_of(access::SubjectGrant const&); // the latest first
Result<> update(access::SubjectGrant const&, Call const&);
Result<bool> add_event(access::SubjectGrant const&, Uuid call, EventRow const&); // false: it is there already
Result<std::vector<EventRow>> events(access::SubjectGrant const&, Uuid call);

Result<> insert(access::SubjectGrant const&, Recording const&);
Result<std::optional<Recording>> recording(access::SubjectGrant const&, Uuid);
Result<std::vector<Recording>> recordings(access::SubjectGrant const&); // of all calls
Result<> progress(access::SubjectGrant const&, Uuid recording, std::int64_t here, std::string const& state, std::string const& type);
Result<> drop_recording(access::SubjectGrant const&, Uuid recording); // with its playbacks

Result<> insert(access::SubjectGrant const&, Playback const&);
Result<std::optional<Playback>> playback(access::SubjectGrant const&, Uuid);

Result<> insert(access::SubjectGrant const&, Callback const&);
Result<std::optional<Callback>> callback(access::SubjectGrant const&, Uuid); // locked until the transaction ends
Result<std::vector<Callback>> callbacks(access::SubjectGrant const&);
Result<> tried(access::SubjectGrant const&, Uuid callback, std::string const& state, Attempt const&);
Result<std::vector<Attempt>> attempts(access::SubjectGrant const&, Uuid callback);
Result<> insert(access::SubjectGrant const&, Uuid callback, Attempt const&);

// A call with its events, call-backs and attempts; its recordings must be gone.
Result<std::int64_t> drop_call(access::SubjectGrant const&, Uuid call);
Result<std::int64_t> drop_callbacks(access::SubjectGrant const&); // all of the person's

db::PersonalQuery<Listed, ClientId, std::int32_t> const& latest();
db::PersonalQuery<Due, ClientId, std::int32_t> const& due();

} // namespace wellkept::calls::store
