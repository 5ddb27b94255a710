// When a period ends: by the calendar of the territory, whole days. Regulation (EEC, Euratom) 1182/71 article 3: a
// period of days, months or years ends with the last hour of its last day, and where that day does not exist, of the
// month's last.
#pragma once
#include "access/policy/period.h"
#include "base/clock.h"
#include <string>

namespace wellkept::retention {

// The first moment after the period. A zone that is not known counts as UTC.
Instant end_of(Instant start, access::Period const&, std::string const& zone);
// A start before this moment has its end at or before `now`; a later one has not. Inverse of end_of.
Instant started_before(Instant now, access::Period const&, std::string const& zone);
// The day it is, by the zone's calendar. A zone that is not known counts as UTC.
std::chrono::sys_days date_of(Instant, std::string const& zone);
// 2026-11, by the zone's calendar
std::string month_of(Instant, std::string const& zone);

} // namespace wellkept::retention
