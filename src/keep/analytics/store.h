// SQL of this room.
#pragma once
#include "keep/analytics/analytics.h"

namespace wellkept::analytics::store {

using Day = std::chrono::sys_days;

// The day's salt; `fresh` becomes it if there is none.
Result<std::string> salt(db::Tx&, Day, std::string const& fresh);
Result<std::vector<Day>> open_days(db::Tx&, Day before); // those whose salt is still there
Result<> destroy_salt(db::Tx&, Day);

Result<> insert(db::Tx&, Uuid, Day, std::string const& page, std::string const& referrer, std::string const& visitor,
    std::string const& withdrawal);
Result<std::int64_t> count_of(db::Tx&, std::string const& withdrawal);
Result<> forget(db::Tx&, std::vector<db::Bytes> const& withdrawals);
Result<> delete_before(db::Tx&, Day);

Result<std::vector<Cell>> by_page(db::Tx&, Day);
Result<std::vector<Cell>> by_referrer(db::Tx&, Day);
Result<std::vector<Cell>> in_all(db::Tx&, Day);
Result<> save(db::Tx&, DayRow const&);

} // namespace wellkept::analytics::store
