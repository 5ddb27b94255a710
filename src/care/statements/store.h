// Rows of this room. No decisions.
#pragma once
#include "access/grant.h"

namespace wellkept::statements::store {

using Grant = access::SubjectGrant;
struct RateRow {
    std::string service;
    std::chrono::sys_days valid_from;
    db::Bytes details;
};
struct StatementRow {
    Uuid id;
    std::chrono::sys_days month;
    std::string state;
    db::Bytes details;
    Instant submitted_at, changed_at;
};
struct ListRow {
    SubjectId subject;
    Uuid pseudonym;
    Uuid id;
    std::chrono::sys_days month;
    std::string state;
    db::Bytes details;
    Instant submitted_at, changed_at;
};
struct LineRow {
    Uuid id, statement;
    db::Bytes mark, details;
};
Result<> put_rate(Grant const&, RateRow const&, Uuid by, Instant now);
Result<std::vector<RateRow>> rates(Grant const&);
Result<> insert(Grant const&, StatementRow const&);
// false: it does not stand there any more.
Result<bool> update(Grant const&, StatementRow const&, std::string const& from);
Result<std::vector<StatementRow>> statements(Grant const&); // the latest month first
db::PersonalQuery<ListRow, ClientId> const& everybody();
Result<bool> insert(Grant const&, LineRow const&); // false: that session stands in a statement already
Result<std::vector<LineRow>> lines(Grant const&);
Result<std::int64_t> drop_lines(Grant const&, std::vector<Uuid> const& statements);
Result<std::int64_t> drop(Grant const&, std::vector<Uuid> const& statements);
Result<std::int64_t> drop_rates(Grant const&);

} // namespace wellkept::statements::store
