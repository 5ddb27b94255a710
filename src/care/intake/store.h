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

} // namespace wellkept::intake::store
