// Looks through bytes for malware before anybody may open them. Thread-safe.
#pragma once
#include "base/result.h"
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace wellkept::scan {

struct Verdict {
    bool infected = false;
    std::string signature {}; // what was found
};

class Scanner {
public:
    virtual ~Scanner() = default;
    // unavailable: nobody knows, so the bytes stay closed. too_large: more than is ever looked through.
    virtual Result<Verdict> look(std::string_view bytes) const = 0;
};

struct ClamdConfig {
    std::string socket;                        // path of clamd's LocalSocket
    std::chrono::milliseconds timeout { 30'000 }; // for each step of the conversation
    std::size_t bytes_max = 25 * 1024 * 1024;  // clamd's StreamMaxLength, or less
};
// clamd's INSTREAM over its local socket (clamd(8)). Only its own "OK" is clean.
std::unique_ptr<Scanner> clamd(ClamdConfig);

} // namespace wellkept::scan
