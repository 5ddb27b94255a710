// The body of a message: {type, timestamp, data}, as Standard Webhooks has it.
#pragma once
#include "connect/sharing/event.h"
#include "connect/sharing/store.h"
#include "connect/timeseries/timeseries.h"

namespace wellkept::sharing {

inline constexpr std::size_t inline_samples_max = 1000;

// Of an event that is no samples event: ids only.
std::string plain_body(store::Event const&, Details const&);

struct Draft {
    std::string body;
    ConnectionId connection;
    std::vector<std::pair<std::string, std::string>> notes; // for the audit row: metric, category, from, to, count
    std::string category;
};
// Of a samples event, read under the permissions of this moment. not_found with a reason code as its detail: the stream
// is gone, or is not shared with the Client.
Result<Draft> samples_draft(access::Granted<timeseries::ReadSamples> const&, timeseries::MetricTable const&,
    store::Event const&, Details const&);

} // namespace wellkept::sharing
