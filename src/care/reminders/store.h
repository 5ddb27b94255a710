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

} // namespace wellkept::reminders::store
