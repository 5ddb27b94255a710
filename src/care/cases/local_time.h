// Times as people say them at a place, and the instants they are. Other rooms that plan meetings use them too.
#pragma once
#include "base/clock.h"
#include "base/result.h"
#include <string>

namespace wellkept::cases {

struct LocalTime { // as people say it; the server finds the instant
    std::string local, zone; // YYYY-MM-DDTHH:MM; IANA
    bool later = false; // of the two, in the hour that comes twice
};
Result<Instant> instant_of(LocalTime const&); // bad_input: no such zone, or a time that the clocks leave out
std::string local_of(Instant, std::string const& zone); // with the offset of that moment; in UTC where there is no such zone

} // namespace wellkept::cases
