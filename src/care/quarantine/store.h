// SQL of this room.
#pragma once
#include "care/quarantine/quarantine.h"

namespace wellkept::quarantine::store {

struct Row {
    Uuid id, ref;
    std::string state;
    std::optional<std::string> reason;
    std::int64_t bytes;
    db::Bytes details;
    Instant at, state_at;
};
struct Closed { // of many people: infected, or held
    SubjectId subject;
    Uuid pseudonym, id, ref;
    std::string state;
    std::optional<std::string> reason;
    std::int64_t bytes;
    db::Bytes details;
    Instant state_at;
};
struct Count {
    std::string outcome;
    std::int64_t files;
};

Result<> insert(access::SubjectGrant const&, Row const&);
Result<std::optional<Row>> find(access::SubjectGrant const&, Uuid);
Result<std::vector<Row>> all(access::SubjectGrant const&);
Result<> drop(access::SubjectGrant const&, Uuid);
// False: somebody has said already what it is.
Result<bool> settle(access::SubjectGrant const&, Row const&);
Result<std::int64_t> erase(access::SubjectGrant const&); // and notes that the bytes are to go

Result<> insert_unbound(db::Tx&, Row const&);
Result<std::optional<Row>> find_unbound(db::Tx&, Uuid);
Result<std::vector<Row>> unbound_of(db::Tx&, Uuid ref);
Result<> drop_unbound(db::Tx&, Uuid);
Result<bool> settle_unbound(db::Tx&, Row const&);

db::PersonalQuery<Closed, ClientId, Instant> const& closed();
Result<> count(db::Tx&, Instant, std::string const& outcome);
Result<std::vector<Count>> counts(db::Tx&, Instant since);
Result<std::vector<Uuid>> gone(db::Tx&);
Result<> forget(db::Tx&, Uuid);
Result<> note_gone(db::Tx&, Uuid);

} // namespace wellkept::quarantine::store
