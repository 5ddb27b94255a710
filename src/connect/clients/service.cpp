#include "connect/clients/clients.h"
#include "connect/clients/store.h"
#include "platform/json/json.h"

namespace wellkept::clients {
BOOST_DESCRIBE_STRUCT(VendorCredential, (), (client_id, client_secret, webhook_secret))

namespace {

Result<> check_url(std::string_view what, std::optional<std::string> const& url)
{
    if (!url) return {};
    if (!url->starts_with("https://") || url->size() > 2000 || url->find_first_of(" \r\n\t\"<>") != url->npos)
        return bad_input("Give the " + std::string(what) + " as an https URL without blanks.");
    return {};
}

std::string credential_place(std::string const& program) { return "clients.vendor_credential/" + program; }
constexpr std::string_view webhook_place = "clients.client/webhook_secret";

} // namespace

Result<Credentials> add(access::Gate const& gate, db::Tx& tx, access::Visit& visit, NewClient const& n)
{
    if (n.name.empty() || n.name.size() > 200) return bad_input("Give the Client a name of 1 to 200 characters.");
    if (n.region.empty()) return bad_input("Give the region that holds the Client's data, such as eu.");
    // Controller and regulator follow the territory, and the territory follows the region.
    if (!gate.policy_now()->territory_of_region(n.region))
        return bad_input("No territory of policy/territories.yaml keeps data in this region.");
    if (n.agreement_reference.empty())
        return bad_input("Give the reference of the data processing agreement on file: without one nothing is processed.");
    TRY(check_url("return URL", n.return_url));
    TRY(check_url("webhook URL", n.webhook_url));
    Credentials out { ClientId::fresh(gate.clock(), gate.rng()), crypto::random_token(gate.rng()), "" };
    std::string raw(24, '\0');
    gate.rng().fill({ reinterpret_cast<std::uint8_t*>(raw.data()), raw.size() });
    out.webhook_secret = "whsec_" + crypto::base64(raw);
    auto sealed = TRY(gate.keys().seal_for_tenant(out.client_id, webhook_place, raw));
    auto const now = gate.clock().now();
    TRY(access::save_tenant(tx, { out.client_id, n.region, "active", n.agreement_reference, n.agreement_until }, now));
    TRY(store::insert(tx, { out.client_id, n.name, n.return_url, n.webhook_url, now }, db::Bytes { std::move(sealed) },
        std::string(crypto::view(crypto::sha256(out.client_secret)))));
    gate.record(visit, "clients.add", out.client_id.value);
    return out;
}

Result<std::vector<Client>> list(db::Tx& tx) { return store::list(tx); }
Result<std::optional<Client>> find(db::Tx& tx, ClientId id) { return store::find(tx, id); }

Result<> set_status(access::Gate const& gate, db::Tx& tx, access::Visit& visit, ClientId id, std::string const& status)
{
    if (status != "active" && status != "suspended" && status != "ended")
        return bad_input("A Client's status is active, suspended or ended.");
    auto tenant = TRY(access::find_tenant(tx, id));
    if (!tenant) return not_found();
    tenant->status = status;
    TRY(access::save_tenant(tx, *tenant, gate.clock().now()));
    gate.record(visit, "clients.set_status", id.value);
    return {};
}

Result<> set_vendor_credential(access::Gate const& gate, db::Tx& tx, access::Visit& visit, ClientId id,
    std::string const& program, VendorCredential const& credential)
{
    auto const sealed = TRY(gate.keys().seal_for_tenant(id, credential_place(program), json::encode_text(credential)));
    TRY(store::save_credential(tx, id, program, sealed, gate.clock().now()));
    gate.record(visit, "clients.set_vendor_credential", id.value);
    return {};
}

Result<std::optional<VendorCredential>> vendor_credential(access::Gate const& gate, db::Tx& tx, ClientId id, std::string const& program)
{
    auto const row = TRY(store::credential(tx, id, program));
    if (!row) return std::optional<VendorCredential> {};
    auto const text = TRY(gate.keys().open_for_tenant(id, credential_place(program), row->sealed.data));
    return std::optional(TRY(json::decode_text<VendorCredential>(text)));
}

Result<std::vector<ClientId>> clients_of_program(db::Tx& tx, std::string const& program) { return store::clients_of(tx, program); }

Result<std::optional<WebhookTarget>> webhook_target(access::Gate const& gate, db::Tx& tx, ClientId id)
{
    auto const row = TRY(store::secrets(tx, id));
    if (!row || !row->webhook_url || !row->webhook_secret) return std::optional<WebhookTarget> {};
    return std::optional(WebhookTarget {
        *row->webhook_url, TRY(gate.keys().open_for_tenant(id, webhook_place, row->webhook_secret->data)) });
}

} // namespace wellkept::clients
