// What routes of this room share about ages and guardians. Private to the room.
#pragma once
#include "connect/members/members.h"
#include "keep/people/people.h"

namespace wellkept::members {

// bad_input for a date that is still to come.
Result<std::string> birth_text(std::chrono::year_month_day, Instant now);
Result<people::Guardian> guardian_of(std::string const& relationship, std::string const& evidence, Instant now);
void add_guardian_routes(access::Routes&, consent::LiveRules const&, std::string const& public_url);

} // namespace wellkept::members
