// SQL of this room.
#pragma once
#include "care/handover/handover.h"

namespace wellkept::handover::store {

struct Link {
    Uuid id;
    std::string kind;
    Uuid ref;
    std::string state;
    db::Bytes code;
    std::int32_t tries;
    Instant expires_at, sent_at;
};
Result<> insert(access::SubjectGrant const&, Link const&);
Result<std::optional<Link>> find(access::SubjectGrant const&, Uuid);
Result<std::vector<Link>> of_ref(access::SubjectGrant const&, Uuid ref);
Result<bool> take_try(access::SubjectGrant const&, Uuid, Instant now); // false: none is left
Result<> forget_tries(access::SubjectGrant const&, Uuid);
Result<> set_state(access::SubjectGrant const&, Uuid, std::string_view);
Result<std::int64_t> erase(access::SubjectGrant const&);

} // namespace wellkept::handover::store
