// Samples of one delivery into the store, with the news for the Client in the same transaction. Private to the room.
#pragma once
#include "connect/ingest/ingest.h"

namespace wellkept::ingest {

struct Delivery {
    ConnectionId connection;
    std::string program;
    bool history {};
    std::vector<std::string> whole_records {}; // of which this delivery holds every sample
};
struct Totals {
    std::int64_t created {}, updated {}, deleted {}, known {}, not_allowed {};
    void add(Totals const& o)
    {
        created += o.created, updated += o.updated, deleted += o.deleted, known += o.known, not_allowed += o.not_allowed;
    }
};
// One stream after another within the grant; a category the person does not share is left out and counted.
Result<Totals> store_all(access::Granted<timeseries::WriteSamples> const&, Parts const&, Delivery const&,
    std::map<std::string, std::vector<timeseries::Sample>> by_metric);

} // namespace wellkept::ingest
