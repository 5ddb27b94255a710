// The session of a service user who came by Care's door.
#pragma once
#include <string_view>

namespace wellkept::access {

inline constexpr std::string_view care_cookie = "__Host-wellkept_you";

} // namespace wellkept::access
