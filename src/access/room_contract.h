// What each room with personal data owes the house: rights, retention and the data map see rooms only through this.
#pragma once
#include "access/grant.h"
#include "base/clock.h"
#include <map>
#include <set>
#include <string>
#include <vector>

namespace wellkept::access {

// What is to go: everything of a person, or what came by one connection, or one category of it.
struct ErasureScope {
    std::optional<ConnectionId> connection {};
    std::string category {}; // only with connection; empty: all of it
    // Of a whole person: what a hold or a law keeps for now. Record class -> its records; a nil one: all of the class.
    std::map<std::string, std::set<Uuid>, std::less<>> kept {};
    bool whole() const { return !connection; }
    bool keeps(std::string_view record_class) const { return kept.contains(record_class); }
};

// How many rows began their clock on a day (UTC) that lies before the moment asked for.
struct DueDay {
    Instant day;
    std::int64_t rows;
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

    // ---- retention: policy/retention.yaml ----
    // The classes whose records this room keeps. It tells keep/retention when their clocks start (retention::started).
    virtual std::vector<std::string> record_classes() const { return {}; }
    // Due records of the granted person, gone when the transaction commits. Idempotent. Returns how many rows.
    virtual Result<std::int64_t> destroy(SubjectGrant const&, std::string_view record_class, std::vector<Uuid> const&) const
    {
        return bug("destroys nothing of class " + std::string(record_class));
    }
    virtual Result<std::int64_t> anonymise(SubjectGrant const&, std::string_view record_class, std::vector<Uuid> const&) const
    {
        return bug("anonymises nothing of class " + std::string(record_class));
    }
    // Prefixes of the blobs of such records, asked before they are destroyed.
    virtual Result<std::vector<std::string>> blobs_of(SubjectGrant const&, std::string_view, std::vector<Uuid> const&) const
    {
        return std::vector<std::string> {};
    }
    // Scopes of the keys under which lies what ErasureScope::kept names of this room.
    virtual Result<std::vector<Scope>> scopes_kept(SubjectGrant const&, ErasureScope const&) const { return std::vector<Scope> {}; }
    // For classes whose rows outlive or name nobody, and so have no clock of a person: what began before a moment ...
    virtual Result<std::vector<DueDay>> due(db::Tx&, std::string_view, Instant) const { return std::vector<DueDay> {}; }
    // ... and its destruction, at most so many rows at a time, but for those of the people given (under a hold). Returns how many.
    virtual Result<std::int64_t> sweep(db::Tx&, std::string_view, Instant, int, std::vector<SubjectId> const&) const { return 0; }
};

} // namespace wellkept::access
