// Putting events into the outbox, and their deliveries into the queue. Private to the room.
#pragma once
#include "access/gate.h"
#include "connect/sharing/event.h"

namespace wellkept::sharing {

// The event and its delivery, once: a second time changes nothing.
Result<> put_in_outbox(db::Tx&, access::Gate const&, ClientId, SubjectId, NewEvent const&);
// Delivers the event as soon as may be; one that waits for its next attempt is brought forward.
Result<> deliver_soon(db::Tx&, access::Gate const&, Uuid event, std::string_view type, SubjectId);

} // namespace wellkept::sharing
