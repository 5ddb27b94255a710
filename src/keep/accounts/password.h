// Passwords: what one must be like, and how it is kept. Never logged, never stored but as Argon2id (RFC 9106).
#pragma once
#include "base/result.h"
#include "base/rng.h"
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace wellkept::accounts {

inline constexpr std::size_t password_length_min = 12, password_length_max = 200; // characters, bytes

class CommonPasswords {
public:
    static Result<CommonPasswords> load(std::string const& file); // one a line, lower case; empty name: none
    // The word itself, or the word once case, digits and signs around it and the usual swaps (a for @) are undone.
    bool contains(std::string_view password) const;

private:
    std::set<std::string, std::less<>> m_words;
};

// bad_input says which rule it breaks (S3), in words for whoever chooses it. personal: name, e-mail and the like, which
// it must not be built from.
Result<> check_new_password(std::string_view password, std::vector<std::string> const& personal, CommonPasswords const&);

// A few threads with a bounded queue: each hash takes argon2_memory, so that many sign-ins at once wait instead of
// filling the memory. Past the queue: unavailable.
class PasswordHasher {
public:
    PasswordHasher(Rng&, int memory_kib, int passes, int threads, int queue_max);
    ~PasswordHasher(); // lets what runs end
    Result<std::string> hash(std::string_view password); // the encoded form: $argon2id$v=19$m=...
    Result<bool> verify(std::string_view encoded, std::string_view password);
    // As long as a verification of somebody's password would take: for accounts that do not exist.
    Result<> pretend(std::string_view password);
    bool outdated(std::string_view encoded) const; // made with other parameters than today's

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace wellkept::accounts
