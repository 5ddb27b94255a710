// SQL of this room.
#pragma once
#include "care/door/door.h"

namespace wellkept::door::store {

struct Visit {
    Uuid id;
    std::string state, check;
    std::optional<db::Bytes> code;
    std::int32_t tries;
    Instant sent_at, state_at;
};
struct Shut {
    SubjectId subject;
    Uuid pseudonym;
    Uuid visit;
    Instant at;
};

Result<> insert(access::SubjectGrant const&, Visit const&);
Result<std::optional<Visit>> find(access::SubjectGrant const&, Uuid visit);
Result<std::vector<Visit>> live(access::SubjectGrant const&); // sent or opened
// One answer more; false: it may take none.
Result<bool> take_try(access::SubjectGrant const&, Uuid visit);
Result<> set_state(access::SubjectGrant const&, Uuid visit, std::string const& state, Instant);
Result<std::int64_t> erase(access::SubjectGrant const&);
db::PersonalQuery<Shut, ClientId> const& shut_page(); // the latest 100, of those whom nobody has sent another since

} // namespace wellkept::door::store
