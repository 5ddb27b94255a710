// A password that an operator keeps in a file of its own.
#pragma once
#include "base/result.h"
#include <string>

namespace wellkept::crypto {

// The first line of a regular file that nobody but its owner may read. unavailable names the setting, never a value.
Result<std::string> secret_line(std::string const& file, std::string_view setting);

} // namespace wellkept::crypto
