#include "connect/members/store.h"

namespace wellkept::members::store {
namespace {

db::PersonalQuery<Row, SubjectId> const one_member { "members/one",
    "SELECT CASE state WHEN 'active' THEN 'active' ELSE 'erasing' END, created_at FROM access.subject WHERE subject_id = $1" };

} // namespace

Result<std::optional<Row>> one(access::SubjectGrant const& g) { return g.maybe(one_member); }

} // namespace wellkept::members::store
