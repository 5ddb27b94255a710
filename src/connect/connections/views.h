// What people and Clients are shown of connections and permissions. Private to the room.
#pragma once
#include "connect/connections/routes_shape.h"

namespace wellkept::connections {

Result<shape::ConnectionsOut> connections_out(access::SubjectGrant const&, Vendors const&, bool with_grants);
Result<shape::PermissionsOut> permissions_out(access::SubjectGrant const&, access::Gate const&, consent::Rules const&, Vendors const&, std::string const& client_name);
Result<shape::ConsentsOut> consents_out(access::SubjectGrant const&, Vendors const&, bool of_client_only = false);
Result<shape::ProgramsOut> programs_out(access::SubjectGrant const&, access::Gate const&, Vendors const&, std::string const& client_name,
    std::set<std::string> const& set_up); // programs the Client has vendor credentials for
std::string recipient_title(std::string const& recipient, std::string const& client_name);

} // namespace wellkept::connections
