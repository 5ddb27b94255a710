// A page of samples as the outside sees it, the same over REST and in webhooks.
#pragma once
#include "connect/timeseries/timeseries.h"
#include <string>

namespace wellkept::timeseries {

// {"samples": [...], "next_cursor": "..."}; next_cursor is left out at the end. The page holds samples of this metric
// only.
std::string samples_json(Page const&, Metric const&);
std::string samples_schema(); // JSON Schema of it

} // namespace wellkept::timeseries
