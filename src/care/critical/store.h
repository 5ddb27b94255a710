// SQL of this room.
#pragma once
#include "care/critical/critical.h"

namespace wellkept::critical::store {

struct Row {
    Uuid id;
    ClientId organisation;
    Uuid contract;
    std::string source, state;
    db::Bytes body;
    Instant reported_at, state_at;
};
struct IndividualRow {
    Uuid incident;
    std::string state;
    std::optional<Uuid> case_id;
    std::optional<std::int32_t> wording;
    std::optional<db::Bytes> wording_hash;
    Instant offered_at, state_at;
};

Result<> insert(db::Tx&, Row const&);
Result<std::optional<Row>> find(db::Tx&, Uuid);
Result<std::vector<Row>> all(db::Tx&); // open ones first, at most 200
Result<std::vector<Row>> of_responder(db::Tx&, SubjectId account);
Result<bool> move(db::Tx&, Uuid, std::string_view from, std::string_view to, Instant);
Result<std::vector<Responder>> responders(db::Tx&, Uuid);
Result<> respond(db::Tx&, Uuid, SubjectId, Instant);
Result<bool> release(db::Tx&, Uuid, SubjectId, Instant);
Result<> insert(db::Tx&, Uuid incident, Session const&);
Result<std::vector<Session>> sessions(db::Tx&, Uuid incident);
Result<bool> settle(db::Tx&, Uuid incident, Uuid session, std::string_view state, std::optional<std::int32_t> headcount); // false: not planned any more
Result<> tell(db::Tx&, ClientId organisation, Uuid told_id, Told const&);
Result<std::vector<Told>> told(db::Tx&, ClientId organisation);

Result<std::optional<IndividualRow>> individual(access::SubjectGrant const&, Uuid incident); // locked until the transaction ends
Result<std::vector<IndividualRow>> individuals(access::SubjectGrant const&);
Result<bool> insert(access::SubjectGrant const&, IndividualRow const&); // false: there already
Result<> update(access::SubjectGrant const&, IndividualRow const&);
Result<std::int64_t> erase(access::SubjectGrant const&, std::vector<Uuid> const& incidents);

} // namespace wellkept::critical::store
