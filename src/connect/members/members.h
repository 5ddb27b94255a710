// Members: a Client's end users. Provisioning by User Key, sign-in links, sessions. Members have no password (S4).
#pragma once
#include "access/gate.h"
#include "keep/rights/rights.h"

namespace wellkept::access {
class Routes;
}

namespace wellkept::members {

struct Provision { static constexpr access::PermissionInfo info { .name = "members.provision", .writes = true }; };
struct ListMembers { static constexpr access::PermissionInfo info { .name = "members.list" }; };
struct ReadMember { static constexpr access::PermissionInfo info { .name = "members.read" }; };
struct MakeLink { static constexpr access::PermissionInfo info { .name = "members.make_link", .writes = true }; };
struct OpenSession { static constexpr access::PermissionInfo info { .name = "members.open_session", .writes = true }; };
struct EndSession { static constexpr access::PermissionInfo info { .name = "members.end_session", .writes = true, .while_erasing = true }; };
struct ReadSelf { static constexpr access::PermissionInfo info { .name = "members.read_self", .while_erasing = true }; };
struct EraseMember { static constexpr access::PermissionInfo info { .name = "members.erase", .writes = true, .exclusive = true }; };
struct ReadOwnLog { static constexpr access::PermissionInfo info { .name = "audit.read_own" }; };

// POST/GET/DELETE /v1/members..., /connect/session, /me, /me/access-log, /me/revocation.
// public_url: where people reach this server, without a trailing slash.
void add_routes(access::Routes&, rights::Eraser const&, std::string public_url);

} // namespace wellkept::members
