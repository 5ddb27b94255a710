// SQL of this room.
#pragma once
#include "care/safeguarding/safeguarding.h"

namespace wellkept::safeguarding::store {

struct Row {
    Uuid id, case_id;
    std::string path, state;
    SubjectId first;
    std::optional<SubjectId> second;
    db::Bytes body;
    std::optional<db::Bytes> agreed_hash, decision;
    Instant proposed_at;
    std::optional<Instant> released_at, review_due;
    std::optional<SubjectId> reviewer;
    std::optional<std::string> outcome;
    std::optional<db::Bytes> review;
    std::string notice;
    std::optional<Instant> notice_until;
    std::optional<db::Bytes> notice_body;
    Instant state_at;
};
struct Listed { // no name, no fact
    SubjectId subject;
    Uuid pseudonym, id;
    std::string path, state, notice;
    std::optional<Instant> review_due;
    Instant at;
};
Result<> insert(access::SubjectGrant const&, Row const&);
Result<std::optional<Row>> find(access::SubjectGrant const&, Uuid);
Result<std::vector<Row>> all(access::SubjectGrant const&);
Result<bool> save(access::SubjectGrant const&, Row const&, std::string_view from); // false: it was moved meanwhile
Result<std::int64_t> destroy(access::SubjectGrant const&, std::vector<Uuid> const&);
db::PersonalQuery<Listed, ClientId> const& waiting();
db::PersonalQuery<Listed, ClientId> const& reviews();

} // namespace wellkept::safeguarding::store
