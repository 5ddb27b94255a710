// SQL of this room.
#pragma once
#include "care/requests/requests.h"

namespace wellkept::requests::store {

using std::chrono::sys_days;
struct Row {
    Uuid id;
    std::string kind, how, state;
    sys_days received_on, due_on;
    std::optional<SubjectId> passed_on_by;
    Instant passed_on_at;
    db::Bytes words;
    std::optional<Uuid> protection;
    std::optional<Instant> acknowledged_at;
    std::optional<sys_days> answered_on;
    std::optional<SubjectId> answered_by;
    std::optional<db::Bytes> answer;
    Instant state_at;
};
struct Listed { // no name, no word
    SubjectId subject;
    Uuid pseudonym, id;
    std::string kind, how, state;
    sys_days received_on, due_on;
    bool by_person;
    Instant passed_on_at;
};
Result<> insert(access::SubjectGrant const&, Row const&);
Result<std::optional<Row>> find(access::SubjectGrant const&, Uuid);
Result<std::vector<Row>> all(access::SubjectGrant const&);
Result<bool> save(access::SubjectGrant const&, Row const&, std::string_view from); // false: it was moved meanwhile
Result<std::int64_t> destroy(access::SubjectGrant const&, std::vector<Uuid> const&);
// Those that wait, the first due in front; then those closed since a moment.
db::PersonalQuery<Listed, ClientId, Instant> const& listed();

} // namespace wellkept::requests::store
