// A Member's contact data and payment token. Private to the room.
#pragma once
#include "connect/members/members.h"
#include <string_view>

namespace wellkept::members {

struct ReadContact { static constexpr access::PermissionInfo info { .name = "members.read_contact" }; };
struct ChangeContact { static constexpr access::PermissionInfo info { .name = "members.change_contact", .writes = true }; };

// Whether a payment card's number stands in it, however it is spaced.
bool holds_card_number(std::string_view);
void add_contact_routes(access::Routes&, consent::LiveRules const&);

} // namespace wellkept::members
