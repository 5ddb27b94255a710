// What stands in a request line after the method: percent-decoding, and what is refused instead of guessed.
#pragma once
#include "base/result.h"
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wellkept::http {

struct Target {
    std::string path; // begins with '/'; valid UTF-8 without control characters
    std::vector<std::pair<std::string, std::string>> query;
};

inline constexpr std::size_t query_pairs_max = 128;

// Origin or absolute form (RFC 9112 section 3.2). Refused, because two readers could read them differently: an encoded
// slash or backslash, dot segments, control characters, invalid UTF-8, a broken percent sign, a fragment.
Result<Target> parse_target(std::string_view);

// Host as RFC 9110 section 7.2 has it: letters, digits, '-', '.', '_', an optional port, or an address in brackets.
bool is_valid_host(std::string_view);

} // namespace wellkept::http
