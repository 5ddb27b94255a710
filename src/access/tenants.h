// What the Gate must know of a tenant. The room that owns the tenant (connect/clients) writes it here.
#pragma once
#include "base/clock.h"
#include "platform/db/db.h"

namespace wellkept::access {

// Whose people our own staff and the Developers are.
inline constexpr ClientId house_tenant { Uuid { { 0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 1 } } };

// Whose people the care service's service users are.
inline constexpr ClientId care_tenant { Uuid { { 0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 2 } } };

struct Tenant {
    ClientId id;
    std::string region;
    std::string status = "active"; // active, suspended, ended
    std::optional<std::string> agreement_reference {};
    std::optional<Instant> agreement_until {};
    std::optional<Instant> ended_at {}; // kept here: set when the status becomes ended, dropped when it is another again
    std::string kind = "client";        // client, house, care, organisation; of a new one, and never changed
};

Result<> save_tenant(db::Tx&, Tenant const&, Instant now);
Result<bool> has_tenants(db::Tx&);
Result<std::optional<Tenant>> find_tenant(db::Tx&, ClientId);
// How many tenants this installation keeps that are not of its region.
Result<std::int64_t> tenants_elsewhere(db::Tx&, std::string const& region);
Result<std::vector<Tenant>> all_tenants(db::Tx&); // by id

} // namespace wellkept::access
