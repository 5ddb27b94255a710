// What each room with personal data owes the house: rights, retention and the data map see rooms only through this.
#pragma once
#include "access/grant.h"
#include <string>
#include <vector>

namespace wellkept::access {

// What is to go: everything of a person, or what came by one connection, or one category of it.
struct ErasureScope {
    std::optional<ConnectionId> connection {};
    std::string category {}; // only with connection; empty: all of it
    bool whole() const { return !connection; }
};

class RoomContract {
public:
    virtual ~RoomContract() = default;
    virtual std::string_view room() const = 0;
    // Tables with personal rows, "schema.table"; a test holds the schema against them.
    virtual std::vector<std::string> personal_tables() const = 0;
    // Rows of the granted person within the scope, gone when the transaction commits. Idempotent. Returns how many.
    virtual Result<std::int64_t> erase(SubjectGrant const&, ErasureScope const&) const = 0;
    // Prefixes of blobs to be removed.
    virtual std::vector<std::string> blobs(SubjectId, ErasureScope const&) const { return {}; }
};

} // namespace wellkept::access
