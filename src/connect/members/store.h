// SQL of this room: a person's state and their own audit log.
#pragma once
#include "access/grant.h"

namespace wellkept::members::store {

struct Row {
    std::string state;
    Instant created_at;
};
struct LogRow {
    Uuid event_id;
    Instant at;
    std::string actor_kind;
    std::optional<Uuid> actor_id;
    std::string actor_label, action, purpose, decision;
    std::optional<db::Bytes> payload;
};

Result<std::optional<Row>> one(access::SubjectGrant const&);
// Newest first, those before (at, event_id).
Result<std::vector<LogRow>> log(access::SubjectGrant const&, Instant before, Uuid before_id, int limit);

} // namespace wellkept::members::store
