// From "connect" to "connected": our side of OAuth 2.0 (RFC 6749, RFC 7636, RFC 9700). Private to the room.
#pragma once
#include "access/routes.h"
#include "connect/connections/connections.h"

namespace wellkept::connections {

Result<http::Response> begin(access::Granted<BeginConnection> const&, access::Gate const&, consent::Rules const&, Vendors&, http::Request const&);
Result<http::Response> callback(access::OpenCall&, Vendors&);

} // namespace wellkept::connections
