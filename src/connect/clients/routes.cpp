#include "access/enforced.h"
#include "access/routes.h"
#include "connect/clients/clients.h"
#include "connect/clients/store.h"
#include "platform/http/outgoing.h"
#include "platform/json/json.h"

namespace wellkept::clients {
namespace {

access::Enforces const token_session { "sessions.client_token", "connect/clients", "S4" };

struct TokenOut {
    std::string access_token, token_type;
    std::int64_t expires_in;
};
struct AgreementOut {
    bool on_file;
    std::optional<std::string> reference;
    std::optional<Instant> until;
};
struct ClientWebhookOut {
    std::optional<std::string> url;
};
struct ClientOut {
    ClientId client_id;
    std::string name, region, status;
    std::optional<std::string> territory;
    AgreementOut agreement;
    ClientWebhookOut webhook;
};
struct ListedClient {
    ClientId client_id;
    std::string name, status;
    bool agreement_on_file;
    std::optional<Instant> agreement_until;
};
struct ListedOut {
    std::vector<ListedClient> clients;
};
BOOST_DESCRIBE_STRUCT(ListedClient, (), (client_id, name, status, agreement_on_file, agreement_until))
BOOST_DESCRIBE_STRUCT(ListedOut, (), (clients))
BOOST_DESCRIBE_STRUCT(TokenOut, (), (access_token, token_type, expires_in))
BOOST_DESCRIBE_STRUCT(AgreementOut, (), (on_file, reference, until))
BOOST_DESCRIBE_STRUCT(ClientWebhookOut, (), (url))
BOOST_DESCRIBE_STRUCT(ClientOut, (), (client_id, name, region, status, territory, agreement, webhook))

struct Presented {
    std::string id, secret;
};

// Basic (RFC 6749 section 2.3.1) or in the form.
Presented presented(http::Request const& request, std::vector<std::pair<std::string, std::string>> const& form)
{
    Presented p;
    if (auto const header = request.header("authorization"); header && header->starts_with("Basic ")) {
        if (auto const pair = crypto::base64_decode(header->substr(6))) {
            auto const colon = pair->find(':');
            if (colon != pair->npos) return { pair->substr(0, colon), pair->substr(colon + 1) };
        }
    }
    for (auto const& [key, value] : form) {
        if (key == "client_id") p.id = value;
        if (key == "client_secret") p.secret = value;
    }
    return p;
}

Result<http::Response> token(access::OpenCall& call)
{
    auto const form = TRY(http::form_decode(call.request.body));
    std::string grant_type;
    for (auto const& [key, value] : form)
        if (key == "grant_type") grant_type = value;
    if (grant_type != "client_credentials") return bad_input("The only grant_type here is client_credentials.");
    auto const who = presented(call.request, form);
    auto refused = [&](std::string_view why, Uuid tenant = {}) {
        return call.gate.refuse(call.visit, "clients.sign_in", why,
            { Code::unauthenticated, PublicText("The client id or secret is not right."), Detail(why) }, tenant);
    };
    auto const id = ClientId::parse(who.id);
    if (!id) return refused("unknown_client");
    auto const secrets = TRY(store::secrets(call.tx, *id));
    if (!secrets) return refused("unknown_client");
    auto const digest = crypto::sha256(who.secret);
    if (!crypto::equal(crypto::view(digest), secrets->secret_hash.data)) return refused("wrong_secret", id->value);
    auto const tenant = TRY(access::find_tenant(call.tx, *id));
    if (!tenant || tenant->status != "active") return refused("tenant_not_active", id->value);

    auto const* rule = call.gate.policy_now()->session("client_token");
    if (!rule) return refused("no_session_rule", id->value);
    auto const token_life = rule->life.about();
    TokenOut out { crypto::random_token(call.gate.rng()), "Bearer", std::chrono::seconds(token_life).count() };
    TRY(access::Handles(call.gate).put(call.tx,
        { .kind = "client_token", .value = out.access_token, .tenant = *id, .ref = Uuid::v7(call.gate.clock(), call.gate.rng()),
            .expires_at = call.gate.clock().now() + token_life }));
    call.visit.actor = access::Actor::client(*id);
    call.gate.record(call.visit, "clients.sign_in", id->value);
    return http::Response::json(json::encode_text(out));
}

Result<http::Response> own(access::GrantedGroup<ReadOwn>& grant, access::Gate const& gate)
{
    auto const client = TRY(find(grant.tx(), grant.tenant()));
    auto const tenant = TRY(access::find_tenant(grant.tx(), grant.tenant()));
    if (!client || !tenant) return not_found();
    auto const policy = gate.policy_now();
    auto const* territory = policy->territory_of_region(tenant->region);
    ClientOut const out { client->id, client->name, tenant->region, tenant->status, territory ? std::optional(territory->code) : std::nullopt,
        { tenant->agreement_reference.has_value(), tenant->agreement_reference, tenant->agreement_until }, { client->webhook_url } };
    return http::Response::json(json::encode_text(out));
}

} // namespace

void add_routes(access::Routes& routes)
{
    routes.guarded_group<ListClients>({ .pattern = "/staff/clients", .summary = "The Clients of this installation", .audience = "staff",
                                          .purpose = "administer", .response_schema = json::schema<ListedOut>() },
        [](access::GrantedGroup<ListClients>& grant, http::Request const&) -> Result<http::Response> {
            ListedOut out;
            for (auto const& c : TRY(list(grant.tx()))) {
                auto const tenant = TRY(access::find_tenant(grant.tx(), c.id));
                out.clients.push_back({ c.id, c.name, tenant ? tenant->status : "", tenant && tenant->agreement_reference, tenant ? tenant->agreement_until : std::nullopt });
            }
            return http::Response::json(json::encode_text(out));
        });
    routes.open({ .method = http::Method::post, .pattern = "/oauth/token", .summary = "An access token for a Client (client credentials)",
                    .audience = "client", .purpose = "provide_service", .response_schema = json::schema<TokenOut>(),
                    .body_bytes_max = 8 * 1024, .content_types = { "application/x-www-form-urlencoded" } },
        "the client id and secret in the request are what is checked", token);
    routes.guarded_group<ReadOwn>({ .pattern = "/v1/client", .summary = "The Client's own settings", .audience = "client",
                                      .purpose = "provide_service", .response_schema = json::schema<ClientOut>() },
        [&gate = routes.gate()](access::GrantedGroup<ReadOwn>& grant, http::Request const&) { return own(grant, gate); });
}

} // namespace wellkept::clients
