// Connections between their sealed rows and memory. Private to the room.
#pragma once
#include "access/handles.h"
#include "connect/connections/connections.h"
#include "connect/connections/store.h"

namespace wellkept::connections {

Result<std::string> seal_profile(access::SubjectGrant const&, ConnectionId, Profile const&);
Result<std::string> seal_tokens(access::SubjectGrant const&, ConnectionId, Tokens const&);
Result<Tokens> open_tokens(access::SubjectGrant const&, ConnectionId, std::string const& sealed);
Result<Connection> open_row(access::SubjectGrant const&, store::Row const&);

} // namespace wellkept::connections
