// Clients: the healthcare portals whose Members connect their devices. Their agreement, credentials and endpoints.
#pragma once
#include "access/gate.h"
#include "access/tenants.h"
#include <optional>
#include <string>

namespace wellkept::access {
class Routes;
}

namespace wellkept::clients {

struct ReadOwn { static constexpr access::PermissionInfo info { .name = "clients.read" }; };
struct ListClients { static constexpr access::PermissionInfo info { .name = "clients.list", .about = "account" }; };

struct Client {
    ClientId id;
    std::string name;
    std::optional<std::string> return_url;
    std::optional<std::string> webhook_url;
    Instant created_at;
};

struct NewClient {
    std::string name;                         // 1 to 200 characters
    std::string region;
    std::string agreement_reference;          // the data processing agreement on file
    std::optional<Instant> agreement_until {};
    std::optional<std::string> return_url {};  // https
    std::optional<std::string> webhook_url {}; // https
};
struct Credentials { // shown once
    ClientId client_id;
    std::string client_secret;
    std::string webhook_secret; // whsec_..., as Standard Webhooks writes it
};
// By an operator. bad_input names what is wrong with a field.
Result<Credentials> add(access::Gate const&, db::Tx&, access::Visit&, NewClient const&);
Result<std::vector<Client>> list(db::Tx&);
Result<std::optional<Client>> find(db::Tx&, ClientId);
// suspended: nothing is read or written for it but erasure
Result<> set_status(access::Gate const&, db::Tx&, access::Visit&, ClientId, std::string const& status);

struct VendorCredential {
    std::string client_id, client_secret;
    std::string webhook_secret {}; // where the vendor gives one apart
};
Result<> set_vendor_credential(access::Gate const&, db::Tx&, access::Visit&, ClientId, std::string const& program, VendorCredential const&);
Result<std::optional<VendorCredential>> vendor_credential(access::Gate const&, db::Tx&, ClientId, std::string const& program);
// All Clients that have one for a Program, for webhooks that name no Client.
Result<std::vector<ClientId>> clients_of_program(db::Tx&, std::string const& program);

struct WebhookTarget {
    std::string url;
    std::string secret; // the raw bytes behind whsec_
};
Result<std::optional<WebhookTarget>> webhook_target(access::Gate const&, db::Tx&, ClientId);

// POST /oauth/token (RFC 6749 section 4.4), GET /v1/client.
void add_routes(access::Routes&);

} // namespace wellkept::clients
