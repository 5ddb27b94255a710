// Reading: what a decision and its audit row cost, a Member's day beside PostgreSQL's own JSON, a year's daily values.
#pragma once
#include "ingest.h"

namespace wellkept::bench {

// Audited reads beside the same reads by a handler without Gate and audit (bench/server).
Result<std::vector<Finding>> access(ServerUnderTest const&, Plan const&);
// One Member's one metric for one day as JSON, beside json_agg over the rows.
Result<std::vector<Finding>> read(ServerUnderTest const&, Plan const&);
// The daily values of a year of minutes, beside GROUP BY over the rows.
Result<std::vector<Finding>> read_year(ServerUnderTest const&, Plan const&);

} // namespace wellkept::bench
