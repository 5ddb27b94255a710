// Rows of this room. No decisions.
#pragma once
#include "access/grant.h"

namespace wellkept::reminders::store {

using Grant = access::SubjectGrant;
struct ToldRow {
    Uuid session;
    Instant starts_at;
    std::int32_t times;
};
Result<std::vector<ToldRow>> told(Grant const&);
Result<> tell(Grant const&, ToldRow const&, Instant now);
Result<bool> opted_out(Grant const&);
Result<> opt_out(Grant const&, Instant now);
Result<> opt_in(Grant const&);
Result<std::int64_t> erase(Grant const&);

// By a keyed hash of the person.
struct Due {
    bool wants_none;
    std::optional<Instant> look_at, until;
};
Result<std::optional<Due>> due(db::Tx&, db::Bytes const& person);
Result<> put_due(db::Tx&, db::Bytes const& person, Due const&);
Result<std::int64_t> drop_due(db::Tx&, db::Bytes const& person);

} // namespace wellkept::reminders::store
