// SQL of this room: a person's state.
#pragma once
#include "access/grant.h"

namespace wellkept::members::store {

struct Row {
    std::string state;
    Instant created_at;
};
Result<std::optional<Row>> one(access::SubjectGrant const&);

} // namespace wellkept::members::store
