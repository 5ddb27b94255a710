// Files that hold secrets: regular, ours alone (0600), never written over. For this room only.
#pragma once
#include "base/result.h"
#include <string>
#include <string_view>

namespace wellkept::crypto {

// not_found if absent; bug with the reason in the detail if group or others have any right to it, or past 64 KiB.
Result<std::string> read_private_file(std::string const& path);
// Durable: file and folder are synced. conflict if anything of that name exists.
Result<> write_private_file(std::string const& path, std::string_view);

} // namespace wellkept::crypto
