#include "care/calls/store.h"

namespace wellkept::calls::store {
namespace {

struct Id {
    Uuid id;
};

db::PlainQuery<Unit, Uuid, std::string, db::Bytes, Instant> const put_system { "calls/put_system",
    "INSERT INTO calls.system (system_id, name, secret, created_at) VALUES ($1, $2, $3, $4)" };
db::PlainQuery<SystemRow, Uuid> const one_system { "calls/system", "SELECT system_id, name, secret FROM calls.system WHERE system_id = $1" };
db::PlainQuery<Id> const some_leftovers { "calls/leftovers", "SELECT recording_id FROM calls.leftover ORDER BY recording_id LIMIT 100" };
db::PlainQuery<Unit, Uuid> const put_leftover { "calls/leave", "INSERT INTO calls.leftover (recording_id) VALUES ($1) ON CONFLICT DO NOTHING" };
db::PlainQuery<Unit, Uuid> const delete_leftover { "calls/drop_leftover", "DELETE FROM calls.leftover WHERE recording_id = $1" };

#define CALL "call_id, direction, started_at, answered_at, ended_at, notice_played_at, objected_at, details"
using Maybe = std::optional<Instant>;
db::PersonalQuery<Unit, SubjectId, ClientId, Uuid, std::string, Instant, Maybe, Maybe, Maybe, Maybe, db::Bytes> const insert_call { "calls/insert",
    "INSERT INTO calls.call (subject_id, tenant_id, " CALL ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)" };
db::PersonalQuery<Call, SubjectId, Uuid> const one_call { "calls/find", "SELECT " CALL " FROM calls.call WHERE subject_id = $1 AND call_id = $2" };
db::PersonalQuery<Call, SubjectId, Uuid> const one_call_locked { "calls/locked",
    "SELECT " CALL " FROM calls.call WHERE subject_id = $1 AND call_id = $2 FOR UPDATE" };
db::PersonalQuery<Call, SubjectId> const all_calls { "calls/all", "SELECT " CALL " FROM calls.call WHERE subject_id = $1 ORDER BY started_at DESC, call_id LIMIT 500" };
db::PersonalQuery<Unit, SubjectId, Uuid, Maybe, Maybe, Maybe, Maybe> const update_call { "calls/update",
    "UPDATE calls.call SET answered_at = $3, ended_at = $4, notice_played_at = $5, objected_at = $6 WHERE subject_id = $1 AND call_id = $2" };
db::PersonalQuery<Unit, SubjectId, Uuid> const delete_call { "calls/delete", "DELETE FROM calls.call WHERE subject_id = $1 AND call_id = $2" };

db::PersonalQuery<Unit, SubjectId, Uuid, std::string, std::string, Instant> const insert_event { "calls/event",
    "INSERT INTO calls.event (subject_id, call_id, message_id, event, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING" };
db::PersonalQuery<EventRow, SubjectId, Uuid> const events_of { "calls/events",
    "SELECT message_id, event, at FROM calls.event WHERE subject_id = $1 AND call_id = $2 ORDER BY at, message_id" };
db::PersonalQuery<Unit, SubjectId, Uuid> const delete_events { "calls/delete_events", "DELETE FROM calls.event WHERE subject_id = $1 AND call_id = $2" };

#define RECORDING "recording_id, call_id, state, type, bytes_total, bytes_here, key, created_at, expires_at"
db::PersonalQuery<Unit, SubjectId, ClientId, Uuid, Uuid, std::string, std::string, std::int64_t, std::int64_t, db::Bytes, Instant, Instant> const insert_recording {
    "calls/insert_recording", "INSERT INTO calls.recording (subject_id, tenant_id, " RECORDING ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
};
db::PersonalQuery<Recording, SubjectId, Uuid> const one_recording { "calls/recording",
    "SELECT " RECORDING " FROM calls.recording WHERE subject_id = $1 AND recording_id = $2" };
db::PersonalQuery<Recording, SubjectId> const all_recordings { "calls/recordings",
    "SELECT " RECORDING " FROM calls.recording WHERE subject_id = $1 ORDER BY created_at, recording_id" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::int64_t, std::string, std::string> const note_progress { "calls/progress",
    "UPDATE calls.recording SET bytes_here = $3, state = $4, type = $5 WHERE subject_id = $1 AND recording_id = $2" };
db::PersonalQuery<Unit, SubjectId, Uuid> const delete_recording { "calls/delete_recording",
    "DELETE FROM calls.recording WHERE subject_id = $1 AND recording_id = $2" };

#define PLAYBACK "playback_id, recording_id, account_id, reason, opened_at, expires_at"
db::PersonalQuery<Unit, SubjectId, Uuid, Uuid, SubjectId, db::Bytes, Instant, Instant> const insert_playback { "calls/insert_playback",
    "INSERT INTO calls.playback (subject_id, " PLAYBACK ") VALUES ($1, $2, $3, $4, $5, $6, $7)" };
db::PersonalQuery<Playback, SubjectId, Uuid> const one_playback { "calls/playback",
    "SELECT " PLAYBACK " FROM calls.playback WHERE subject_id = $1 AND playback_id = $2" };
db::PersonalQuery<Unit, SubjectId, Uuid> const delete_playbacks { "calls/delete_playbacks",
    "DELETE FROM calls.playback WHERE subject_id = $1 AND recording_id = $2" };

#define CALLBACK "callback_id, call_id, state, due_at, attempts, details, requested_at"
db::PersonalQuery<Unit, SubjectId, ClientId, Uuid, std::optional<Uuid>, std::string, Instant, std::int32_t, db::Bytes, Instant> const insert_callback {
    "calls/insert_callback", "INSERT INTO calls.callback (subject_id, tenant_id, " CALLBACK ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
};
db::PersonalQuery<Callback, SubjectId, Uuid> const one_callback { "calls/callback",
    "SELECT " CALLBACK " FROM calls.callback WHERE subject_id = $1 AND callback_id = $2 FOR UPDATE" };
db::PersonalQuery<Callback, SubjectId> const all_callbacks { "calls/callbacks",
    "SELECT " CALLBACK " FROM calls.callback WHERE subject_id = $1 ORDER BY requested_at, callback_id" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::string, std::int32_t> const update_callback { "calls/tried",
    "UPDATE calls.callback SET state = $3, attempts = attempts + $4 WHERE subject_id = $1 AND callback_id = $2" };
db::PersonalQuery<Unit, SubjectId, ClientId, Uuid, Uuid, std::string, std::optional<Uuid>, Instant> const insert_attempt { "calls/attempt",
    "INSERT INTO calls.attempt (subject_id, tenant_id, callback_id, attempt_id, outcome, account_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)" };
db::PersonalQuery<Attempt, SubjectId, Uuid> const attempts_of { "calls/attempts",
    "SELECT attempt_id, outcome, account_id, at FROM calls.attempt WHERE subject_id = $1 AND callback_id = $2 ORDER BY at, attempt_id" };
db::PersonalQuery<Unit, SubjectId, Uuid> const delete_attempts { "calls/delete_attempts",
    "DELETE FROM calls.attempt a USING calls.callback c WHERE a.subject_id = $1 AND c.subject_id = $1 AND c.callback_id = a.callback_id AND (c.call_id = $2 OR c.callback_id = $2)" };
db::PersonalQuery<Unit, SubjectId, Uuid> const delete_callbacks { "calls/delete_callbacks",
    "DELETE FROM calls.callback WHERE subject_id = $1 AND (call_id = $2 OR callback_id = $2)" };
db::PersonalQuery<Unit, SubjectId> const delete_all_attempts { "calls/delete_all_attempts", "DELETE FROM calls.attempt WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const delete_all_callbacks { "calls/delete_all_callbacks", "DELETE FROM calls.callback WHERE subject_id = $1" };

db::PersonalQuery<Listed, ClientId, std::int32_t> const latest_calls { "calls/latest",
    "SELECT c.subject_id, s.pseudonym, c.call_id, c.direction, c.started_at, c.answered_at, c.ended_at, c.notice_played_at, c.objected_at,"
    "  (SELECT count(*) FROM calls.recording r WHERE r.subject_id = c.subject_id AND r.call_id = c.call_id AND r.state = 'stored'),"
    "  (SELECT count(*) FROM calls.recording r WHERE r.subject_id = c.subject_id AND r.call_id = c.call_id AND r.state = 'uploading'), c.details"
    "  FROM calls.call c JOIN access.subject s ON s.subject_id = c.subject_id"
    " WHERE c.tenant_id = $1 AND s.state = 'active' AND NOT s.restricted ORDER BY c.started_at DESC LIMIT $2" };
db::PersonalQuery<Due, ClientId, std::int32_t> const due_callbacks { "calls/due",
    "SELECT c.subject_id, s.pseudonym, c.callback_id, c.due_at, c.attempts,"
    "  (SELECT a.outcome FROM calls.attempt a WHERE a.subject_id = c.subject_id AND a.callback_id = c.callback_id ORDER BY a.at DESC, a.attempt_id DESC LIMIT 1), c.details"
    "  FROM calls.callback c JOIN access.subject s ON s.subject_id = c.subject_id"
    " WHERE c.tenant_id = $1 AND c.state = 'open' AND s.state = 'active' AND NOT s.restricted ORDER BY c.due_at LIMIT $2" };

} // namespace

Result<> insert_system(db::Tx& tx, SystemRow const& s, Instant now)
{
    (void)TRY(tx.run(put_system, s.id, s.name, s.secret, now));
    return {};
}
Result<std::optional<SystemRow>> system(db::Tx& tx, Uuid id) { return tx.maybe(one_system, id); }
Result<std::vector<Uuid>> leftovers(db::Tx& tx)
{
    std::vector<Uuid> out;
    for (auto const& l : TRY(tx.rows(some_leftovers))) out.push_back(l.id);
    return out;
}
Result<> leave(db::Tx& tx, Uuid id)
{
    (void)TRY(tx.run(put_leftover, id));
    return {};
}
Result<> drop_leftover(db::Tx& tx, Uuid id)
{
    (void)TRY(tx.run(delete_leftover, id));
    return {};
}

Result<> insert(access::SubjectGrant const& g, Call const& c)
{
    (void)TRY(g.run(insert_call, g.tenant(), c.id, c.direction, c.started_at, c.answered_at, c.ended_at, c.notice_played_at, c.objected_at, c.details));
    return {};
}
Result<std::optional<Call>> find(access::SubjectGrant const& g, Uuid id) { return g.maybe(one_call, id); }
Result<std::optional<Call>> locked(access::SubjectGrant const& g, Uuid id) { return g.maybe(one_call_locked, id); }
Result<std::vector<Call>> calls_of(access::SubjectGrant const& g) { return g.rows(all_calls); }
Result<> update(access::SubjectGrant const& g, Call const& c)
{
    (void)TRY(g.run(update_call, c.id, c.answered_at, c.ended_at, c.notice_played_at, c.objected_at));
    return {};
}
Result<bool> add_event(access::SubjectGrant const& g, Uuid call, EventRow const& e) { return TRY(g.run(insert_event, call, e.message, e.event, e.at)) == 1; }
Result<std::vector<EventRow>> events(access::SubjectGrant const& g, Uuid call) { return g.rows(events_of, call); }

Result<> insert(access::SubjectGrant const& g, Recording const& r)
{
    (void)TRY(g.run(insert_recording, g.tenant(), r.id, r.call, r.state, r.type, r.total, r.here, r.key, r.created_at, r.expires_at));
    return {};
}
Result<std::optional<Recording>> recording(access::SubjectGrant const& g, Uuid id) { return g.maybe(one_recording, id); }
Result<std::vector<Recording>> recordings(access::SubjectGrant const& g) { return g.rows(all_recordings); }
Result<> progress(access::SubjectGrant const& g, Uuid id, std::int64_t here, std::string const& state, std::string const& type)
{
    (void)TRY(g.run(note_progress, id, here, state, type));
    return {};
}
Result<> drop_recording(access::SubjectGrant const& g, Uuid id)
{
    (void)TRY(g.run(delete_playbacks, id));
    (void)TRY(g.run(delete_recording, id));
    return {};
}

Result<> insert(access::SubjectGrant const& g, Playback const& p)
{
    (void)TRY(g.run(insert_playback, p.id, p.recording, p.account, p.reason, p.opened_at, p.expires_at));
    return {};
}
Result<std::optional<Playback>> playback(access::SubjectGrant const& g, Uuid id) { return g.maybe(one_playback, id); }

Result<> insert(access::SubjectGrant const& g, Callback const& c)
{
    (void)TRY(g.run(insert_callback, g.tenant(), c.id, c.call, c.state, c.due_at, c.attempts, c.details, c.requested_at));
    return {};
}
Result<std::optional<Callback>> callback(access::SubjectGrant const& g, Uuid id) { return g.maybe(one_callback, id); }
Result<std::vector<Callback>> callbacks(access::SubjectGrant const& g) { return g.rows(all_callbacks); }
Result<> insert(access::SubjectGrant const& g, Uuid callback, Attempt const& a)
{
    (void)TRY(g.run(insert_attempt, g.tenant(), callback, a.id, a.outcome, a.account, a.at));
    return {};
}
Result<> tried(access::SubjectGrant const& g, Uuid callback, std::string const& state, Attempt const& a)
{
    TRY(insert(g, callback, a));
    (void)TRY(g.run(update_callback, callback, state, a.outcome == "given_up" ? 0 : 1));
    return {};
}
Result<std::vector<Attempt>> attempts(access::SubjectGrant const& g, Uuid callback) { return g.rows(attempts_of, callback); }

Result<std::int64_t> drop_call(access::SubjectGrant const& g, Uuid call)
{
    auto n = TRY(g.run(delete_attempts, call));
    n += TRY(g.run(delete_callbacks, call));
    n += TRY(g.run(delete_events, call));
    return n + TRY(g.run(delete_call, call));
}
Result<std::int64_t> drop_callbacks(access::SubjectGrant const& g) { return TRY(g.run(delete_all_attempts)) + TRY(g.run(delete_all_callbacks)); }

db::PersonalQuery<Listed, ClientId, std::int32_t> const& latest() { return latest_calls; }
db::PersonalQuery<Due, ClientId, std::int32_t> const& due() { return due_callbacks; }

} // namespace wellkept::calls::store
