// What the room's own files share. Private to it; only for .cpp files.
#pragma once
#include "care/calls/calls.h"
#include "care/calls/store.h"
#include "care/calls/tape.h"
#include "platform/json/json.h"

namespace wellkept::calls {

struct Details { // sealed with the call
    Uuid system;
    std::string call; // how that system names it
    std::optional<std::string> from, queue;
};
BOOST_DESCRIBE_STRUCT(Details, (), (system, call, from, queue))
struct CallbackDetails {
    std::string why;
    bool asked_by_caller = false;
    std::optional<std::string> number;
};
BOOST_DESCRIBE_STRUCT(CallbackDetails, (), (why, asked_by_caller, number))

// What lies under it goes with an objection, and is nobody's but this call's.
inline access::Scope scope_of_call(Uuid call) { return "call/" + call.text(); }
inline access::Place details_place(Uuid call) { return { "calls.call", "details", call }; }
inline access::Place key_place(Uuid recording) { return { "calls.recording", "key", recording }; }
inline access::Place callback_place(Uuid callback) { return { "calls.callback", "details", callback }; }
inline access::Place reason_place(Uuid playback) { return { "calls.playback", "reason", playback }; }

inline constexpr std::string_view call_handle = "call_ref", recording_handle = "call_recording", callback_handle = "call_back";
inline std::string call_name(Uuid system, std::string_view call) { return system.text() + "/" + std::string(call); }

Result<Details> details_of(access::SubjectGrant const&, store::Call const&);
Result<crypto::Key> key_of(access::SubjectGrant const&, store::Recording const&);
// Its row, its key if whole_call, and its clock; the files follow.
Result<> destroy_recording(access::SubjectGrant const&, store::Recording const&);
std::string state_of(std::optional<Instant> answered_at, std::optional<Instant> ended_at); // ringing, talking, ended, missed

// The telephone system told of an attempt: it has happened, whether it was to be or not.
Result<> reported_attempt(access::SubjectGrant const&, access::Gate const&, Uuid callback, std::string const& outcome, Instant);

http::Response no_content();
void add_upload_routes(access::Routes&, blob::Store&);
void add_playback_routes(access::Routes&, blob::Store&);

} // namespace wellkept::calls
