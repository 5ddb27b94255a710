// SQL of the sharing schema, and the two views of the access schema that a Client's lists need. Rows in, rows out.
#pragma once
#include "access/grant.h"
#include "access/room_contract.h"

namespace wellkept::sharing::store {

struct Event {
    Uuid id;
    ClientId tenant;
    SubjectId subject;
    std::optional<ConnectionId> connection;
    std::string type, payload, state;
    std::int32_t attempts {};
    std::optional<Instant> next_at;
    std::optional<std::int32_t> last_status;
    Instant created_at;
};
// A new event waits from created_at on. False: there is one of this id already.
Result<bool> insert(db::Tx&, Event const&);
Result<std::optional<Event>> find(db::Tx&, Uuid);

// Counts an attempt that is about to begin. Returns its number, or nothing if the event waits no longer.
Result<std::optional<std::int32_t>> begin_attempt(db::Tx&, Uuid);
struct Settled {
    std::string state;
    std::optional<std::string> reason {};
    std::optional<std::int32_t> status {};
    std::optional<Instant> next_at {}, delivered_at {};
};
Result<> settle(db::Tx&, Uuid, Settled const&); // only of an event that waits; what is delivered loses its payload
Result<> drop(db::Tx&, Uuid, std::string const& reason);

// What a Client may see: of samples only what was once sent to it, so that the list does not tell of data it may not
// have.
Result<std::vector<Event>> page(db::Tx&, ClientId, Instant before, Uuid before_id, int limit); // newest first
Result<std::optional<Event>> find_visible(db::Tx&, ClientId, Uuid);
Result<> wait_again(db::Tx&, Uuid, Instant now);

// Everything noted of the person, or the samples events of one connection. Of a category nothing: its events fall when
// they are due, since the stream is gone.
Result<std::int64_t> forget(db::Tx&, SubjectId, access::ErasureScope const&);

Result<std::vector<access::DueDay>> settled_before(db::Tx&, Instant);
Result<std::int64_t> sweep(db::Tx&, Instant before, int limit, std::vector<SubjectId> const& spared);

struct Person {
    SubjectId subject;
    Uuid pseudonym;
};
// Those of the Client's people among the given, for the audit of a list.
db::PersonalQuery<Person, ClientId, std::vector<SubjectId>> const& people_among();

// A page of the audit log as one row, so that reading it, which names nobody, leaves one audit row.
struct LogPage {
    SubjectId subject; // nil
    Uuid pseudonym; // nil
    std::vector<Instant> at;
    std::vector<Uuid> id;
    std::vector<std::string> actor_kind, action, purpose, decision, reason;
    std::vector<Uuid> request;
};
// What was refused of this Client's matters, and what it asked itself; newest first, before (at, id), at most $4.
db::PersonalQuery<LogPage, ClientId, Instant, Uuid, std::int32_t> const& log_page();

} // namespace wellkept::sharing::store
