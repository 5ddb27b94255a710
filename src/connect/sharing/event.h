// What an event is made of: ids, codes, counts and times, never a value. Pure rules.
#pragma once
#include "connect/connections/connections.h"

namespace wellkept::sharing {

// The stored payload of an event; which members there are depends on its type.
struct Details {
    std::optional<StreamId> stream {};
    std::optional<bool> history {};
    std::optional<std::int64_t> count {}, first_ms {}, last_ms {}; // of samples; last_ms inclusive
    std::optional<bool> part {}; // connection.erased: only one category of it went
};
std::string details_text(Details const&);
Result<Details> parse_details(std::string_view);

struct NewEvent {
    Uuid id;
    std::string type;
    std::optional<ConnectionId> connection;
    Details details;
};
// One event for each kind of change: samples.changed becomes samples.created, .updated and .deleted, as far as there
// are any; other news stay as they are. The ids follow from the job's, so that a second run makes the same events.
// bad_input: news of a type we do not know, or samples without stream, connection and times.
Result<std::vector<NewEvent>> events_of(connections::News const&, JobId);

bool is_samples(std::string_view type);
bool is_erasure(std::string_view type); // owed to a Client even when it is suspended: its copies must go too

std::string deliver_payload(Uuid event);
Result<Uuid> parse_deliver(std::string_view payload);

} // namespace wellkept::sharing
