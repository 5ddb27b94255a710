// What the engines enforce. A notice may only claim what stands here: each engine declares, beside the code that does it,
// which rules of the policy it goes by, and what proves that.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace wellkept::access {

struct Enforcement {
    std::string rule;   // a rule's id, or a section with its dot ("purposes.") for all of its rules
    std::string engine; // the room, "keep/rights"
    std::string proof;  // a promise ("D15") or a test's path from the repository's root
};

// A namespace-scope constant of the engine's source file; registered before main.
class Enforces {
public:
    Enforces(std::string_view rule, std::string_view engine, std::string_view proof);
};

std::vector<Enforcement> enforcements(); // by rule, engine
// The first that covers the rule; none: nothing enforces it, and nothing may be claimed of it.
Enforcement const* enforcing(std::vector<Enforcement> const&, std::string_view rule);

} // namespace wellkept::access
