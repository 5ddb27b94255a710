// SQL of this room.
#pragma once
#include "care/intake/intake.h"

namespace wellkept::intake::store {

struct Row {
    std::string state; // active, deceased, merged
    bool restricted;
    std::optional<SubjectId> merged_into;
    db::Bytes record;
    std::int32_t version;
    Instant registered_at, last_contact_at;
};
struct Lookup {
    std::string kind;
    db::Bytes blind;
};

Result<> insert(access::SubjectGrant const&, ServiceUser const&, std::string sealed, Instant now);
Result<std::optional<Row>> find(access::SubjectGrant const&);
Result<bool> update(access::SubjectGrant const&, ServiceUser const&, std::string sealed, std::int32_t version);
Result<> replace_lookups(access::SubjectGrant const&, std::vector<Lookup> const&);
Result<> touch(access::SubjectGrant const&, Instant);
Result<std::int64_t> erase(access::SubjectGrant const&);

struct ContactRow {
    Uuid id;
    std::string channel, direction, state;
    Instant at;
    db::Bytes body;
    std::optional<SubjectId> moved_from;
    std::optional<std::string> about;
};
Result<> insert_contact(access::SubjectGrant const&, ContactRow const&);
Result<std::vector<ContactRow>> contacts(access::SubjectGrant const&);
Result<bool> close_contact(access::SubjectGrant const&, Uuid);
Result<> drop_contact(access::SubjectGrant const&, Uuid);
// State merged, or active again.
Result<> set_merged(access::SubjectGrant const&, std::optional<SubjectId> into, std::optional<Instant> at);
Result<std::optional<Instant>> merged_at(access::SubjectGrant const&);

struct AnswerRow {
    Uuid request;
    std::string state;
};
Result<std::vector<AnswerRow>> answers(access::SubjectGrant const&);
// Whether it was written: an answer that was given stays.
Result<bool> put_answer(access::SubjectGrant const&, Uuid request, ClientId organisation, std::string const& state, Instant now);

} // namespace wellkept::intake::store
