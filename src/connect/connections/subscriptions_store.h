// SQL of connections.subscription. Operational: it says what a Client's application listens to, and nothing of a
// person.
#pragma once
#include "platform/db/db.h"

namespace wellkept::connections::store {

struct Topic {
    ClientId client;
    std::string program, topic;
};
struct Subscription {
    ClientId client;
    std::string program, topic, subscription_id;
    Instant expires_at;
};

// True if the caller is to make it now: it is missing, has ended, or whoever claimed it before `abandoned` never came
// back.
Result<bool> claim(db::Tx&, Topic const&, Instant now, Instant abandoned);
Result<> made(db::Tx&, Topic const&, std::string const& subscription_id, std::optional<Instant> expires, Instant now);
Result<> forget(db::Tx&, Topic const&);
// Those that end before then, and those claimed before `abandoned` and never made (an empty id, an end in the past).
Result<std::vector<Subscription>> ending(db::Tx&, Instant before, Instant abandoned);

} // namespace wellkept::connections::store
