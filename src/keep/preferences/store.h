// SQL of this room. A browser stands in it by the keyed hash of its cookie's value.
#pragma once
#include "access/grant.h"

namespace wellkept::preferences::store {

struct Event {
    std::string choice, decision, method, notice_version;
    Instant at;
};
struct NewEvent {
    Uuid id;
    std::string choice, decision, method, notice_version, language;
    Instant at;
};

// The latest of each choice.
Result<std::vector<Event>> latest(access::SubjectGrant const&);
Result<> append(access::SubjectGrant const&, NewEvent const&);
Result<std::int64_t> erase(access::SubjectGrant const&);

Result<std::vector<Event>> browser_latest(db::Tx&, std::string const& browser, Instant not_before);
Result<> browser_append(db::Tx&, std::string const& browser, NewEvent const&);
Result<> browser_forget(db::Tx&, std::string const& browser);
Result<std::int64_t> sweep(db::Tx&, Instant before);

} // namespace wellkept::preferences::store
