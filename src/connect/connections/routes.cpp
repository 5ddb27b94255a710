#include "access/routes.h"
#include "connect/clients/clients.h"
#include "connect/connections/oauth_flow.h"
#include "connect/connections/sealed.h"
#include "connect/connections/views.h"

namespace wellkept::connections {
namespace {

Result<std::string> client_name(access::GrantCore const& grant)
{
    auto const client = TRY(clients::find(grant.tx(), grant.tenant()));
    return client ? client->name : std::string("Your portal");
}

Result<std::set<std::string>> set_up(access::GrantCore const& grant, access::Gate const& gate, Vendors const& vendors)
{
    std::set<std::string> out;
    auto const catalogue = vendors.catalogue();
    for (auto const& m : catalogue->all())
        if (m.kind == programs::Kind::oauth && TRY(clients::vendor_credential(gate, grant.tx(), grant.tenant(), m.code))) out.insert(m.code);
    return out;
}

Result<ConnectionId> connection_param(http::Request const& request)
{
    auto const id = ConnectionId::parse(request.param("connection"));
    if (!id) return not_found();
    return *id;
}

http::Response accepted(std::string token)
{
    return http::Response::json(json::encode_text(shape::ReceiptTokenOut { std::move(token) }), 202);
}

Result<http::Response> revoke(access::Granted<RevokeConnection> const& grant, access::Gate const& gate, rights::Eraser const& eraser, ConnectionId id)
{
    auto const connection = TRY(find(grant, id));
    if (!connection || connection->state == "revoking") return not_found();
    // From this commit on no switch of it is on: every read, push and fetch is refused.
    TRY(consent::withdraw_all(grant, gate, id, "web"));
    TRY(store::set_state(grant, id, "revoking", {}));
    grant.note("program", connection->profile.program);
    TRY(announce(grant.tx(), gate, grant.subject(), { .type = "connection.revoked", .connection = id }));
    return accepted(TRY(eraser.begin(grant, { id, {} })));
}

Result<http::Response> change(access::Granted<consent::ChangeConsent> const& grant, access::Gate const& gate, consent::Rules const& rules, Vendors& vendors,
    rights::Eraser const& eraser, http::Request const& request)
{
    auto const in = TRY(json::decode_text<shape::PermissionIn>(request.body));
    auto const connection = TRY(find(grant, in.connection_id));
    if (!connection || connection->state == "revoking" || connection->state == "revoked") return not_found();
    auto const catalogue = vendors.catalogue();
    auto const* manifest = catalogue->find(connection->profile.program);
    if (!manifest || !manifest->find_category(in.category)) return bad_input("This Program does not collect that kind of data.");
    auto const before = TRY(consent::switches(grant));
    bool const collected_before = std::any_of(before.begin(), before.end(),
        [&](auto const& s) { return s.connection == in.connection_id && s.category == in.category && s.granted; });
    auto const emptied = TRY(consent::change(grant, gate, rules, { { in.connection_id, in.category, in.purpose, in.granted } }, "web"));
    // Nobody may have it any more: then it has no business being here.
    for (auto const& category : emptied)
        if (collected_before) (void)TRY(eraser.begin(grant, { in.connection_id, category }));
    if (in.granted && !collected_before && manifest->kind == programs::Kind::oauth && connection->state == "connected") {
        for (auto const& [kind, history] : { std::pair(pull_job, true), std::pair(subscribe_job, false) })
            (void)TRY(jobs::enqueue(grant.tx(), gate.clock(), gate.rng(),
                { .kind = std::string(kind), .subject = grant.subject(), .payload = pull_payload(in.connection_id, history) }));
    }
    TRY(announce(grant.tx(), gate, grant.subject(), { .type = "permission.changed", .connection = in.connection_id }));
    return http::Response::json(json::encode_text(TRY(permissions_out(grant, gate, rules, vendors, TRY(client_name(grant))))));
}

Result<http::Response> consents(access::Granted<consent::ReadConsent> const& grant, access::Gate const& gate, Vendors const& vendors,
    http::Request const& request, bool of_client_only, std::string const& public_url)
{
    auto const format = request.query_value("format");
    bool const accepts_fhir = request.header("accept").value_or("").find("application/fhir+json") != std::string_view::npos;
    if (format && *format != "fhir" && *format != "json") return bad_input("The format is fhir or json.");
    if (format ? *format == "json" : !accepts_fhir)
        return http::Response::json(json::encode_text(TRY(consents_out(grant, vendors, of_client_only))));
    return http::Response { 200, { { "Content-Type", "application/fhir+json" } }, TRY(consent::fhir(grant, gate, of_client_only, public_url)) };
}

} // namespace

void add_routes(access::Routes& routes, Vendors& vendors, rights::Eraser const& eraser, consent::LiveRules const& rules, std::string const& public_url)
{
    using http::Method;
    auto const& gate = routes.gate();
    auto me = [](std::string pattern, std::string summary, std::string purpose = "provide_service") {
        return access::Spec { .pattern = std::move(pattern), .summary = std::move(summary), .audience = "member", .purpose = std::move(purpose) };
    };
    auto spec = me("/me/programs", "Programs that can be connected, and what each collects, for what, for whom and how long");
    spec.response_schema = json::schema<shape::ProgramsOut>();
    routes.guarded<ReadConnections>(spec, [&](access::Granted<ReadConnections>& g, http::Request const&) -> Result<http::Response> {
        return http::Response::json(json::encode_text(TRY(programs_out(g, gate, vendors, TRY(client_name(g)), TRY(set_up(g, gate, vendors))))));
    });
    spec = me("/me/connections", "My connections and how far their history is");
    spec.response_schema = json::schema<shape::ConnectionsOut>();
    routes.guarded<ReadConnections>(spec, [&](access::Granted<ReadConnections>& g, http::Request const&) -> Result<http::Response> {
        return http::Response::json(json::encode_text(TRY(connections_out(g, vendors, true))));
    });
    spec = { .pattern = "/v1/members/{member}/connections", .summary = "A Member's connections and how far their history is", .audience = "client",
        .purpose = "provide_service", .subject_param = "member", .response_schema = json::schema<shape::ConnectionsOut>() };
    routes.guarded<ReadConnections>(spec, [&](access::Granted<ReadConnections>& g, http::Request const&) -> Result<http::Response> {
        return http::Response::json(json::encode_text(TRY(connections_out(g, vendors, false))));
    });
    spec = me("/me/connections", "Connect a Program with the permissions given; for an online account, go on at authorize_url");
    spec.method = Method::post;
    spec.request_schema = json::schema<shape::BeginIn>();
    spec.response_schema = json::schema<shape::BeginOut>();
    spec.success_status = 201;
    routes.guarded<BeginConnection>(spec, [&](access::Granted<BeginConnection>& g, http::Request const& r) { return begin(g, gate, *rules.now(), vendors, r); });
    spec = me("/me/connections/{connection}", "Disconnect a Program: access at the vendor ends and its data are erased", "rights");
    spec.method = Method::del;
    spec.response_schema = json::schema<shape::ReceiptTokenOut>();
    spec.success_status = 202;
    routes.guarded<RevokeConnection>(spec, [&](access::Granted<RevokeConnection>& g, http::Request const& r) -> Result<http::Response> {
        return revoke(g, gate, eraser, TRY(connection_param(r)));
    });
    spec = me("/me/permissions", "Every switch: Program, kind of data, purpose, recipient");
    spec.response_schema = json::schema<shape::PermissionsOut>();
    routes.guarded<consent::ReadConsent>(spec, [&](access::Granted<consent::ReadConsent>& g, http::Request const&) -> Result<http::Response> {
        return http::Response::json(json::encode_text(TRY(permissions_out(g, gate, *rules.now(), vendors, TRY(client_name(g))))));
    });
    spec = me("/me/permissions", "Turn a switch; it holds from the next read on");
    spec.method = Method::put;
    spec.request_schema = json::schema<shape::PermissionIn>();
    spec.response_schema = json::schema<shape::PermissionsOut>();
    routes.guarded<consent::ChangeConsent>(spec, [&](access::Granted<consent::ChangeConsent>& g, http::Request const& r) {
        return change(g, gate, *rules.now(), vendors, eraser, r);
    });
    spec = me("/me/consents", "What I allowed and withdrew, and when; as FHIR Consent with format=fhir or that Accept");
    spec.response_schema = json::schema<shape::ConsentsOut>();
    spec.query_parameters = { "format: string; fhir for a FHIR R4 Bundle of Consent" };
    routes.guarded<consent::ReadConsent>(spec, [&, public_url](access::Granted<consent::ReadConsent>& g, http::Request const& r) {
        return consents(g, gate, vendors, r, false, public_url);
    });
    spec.pattern = "/v1/members/{member}/consents";
    spec.summary = "What a Member allows this Client, and since when; as FHIR Consent with format=fhir or that Accept";
    spec.audience = "client";
    spec.subject_param = "member";
    routes.guarded<consent::ReadConsent>(spec, [&, public_url](access::Granted<consent::ReadConsent>& g, http::Request const& r) {
        return consents(g, gate, vendors, r, true, public_url);
    });
    spec = { .pattern = "/connect/oauth/callback", .summary = "Where a vendor sends the Member back", .audience = "member", .purpose = "provide_service",
        .query_parameters = { "code: string; the vendor's authorization code", "state: string; ours, single-use", "error: string; if the Member said no" },
        .success_status = 303 };
    routes.open(spec, "the single-use state and the session cookie together are checked, then the Gate is asked",
        [&](access::OpenCall& call) { return callback(call, vendors); });
}

} // namespace wellkept::connections
