// The outside program that wraps and unwraps the root key. Protocol: README.md.
#pragma once
#include "keep/keys/keys.h"

namespace wellkept::keys {

// Runs the program with one more word, `wrap` or `unwrap`; input on its standard input; what it prints. unavailable if
// it cannot be run, ends otherwise than with 0, prints more than 64 KiB or takes too long: the public text says what to
// do.
Result<std::string> run_kms(RootConfig const&, std::string_view word, std::string_view input);

// Writes a file anew, 0600 and durable; conflict if there is one of that name.
Result<> write_new_file(std::string const& path, std::string_view bytes);
Result<> rename_durably(std::string const& from, std::string const& to);

} // namespace wellkept::keys
