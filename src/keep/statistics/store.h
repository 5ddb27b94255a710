// SQL of this room.
#pragma once
#include "keep/statistics/statistics.h"

namespace wellkept::statistics::store {

// False: the month of this table was published already, and stays as it was.
Result<bool> insert(db::Tx&, access::StatisticsTable const&, access::StatisticsRule const&, Month, Release const&, Instant now,
    std::string const& policy_version);
Result<std::optional<Month>> newest(db::Tx&, std::string const& table);

} // namespace wellkept::statistics::store
