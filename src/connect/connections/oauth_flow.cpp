#include "connect/connections/oauth_flow.h"
#include "access/system.h"
#include "connect/connections/exchange.h"
#include "connect/connections/sealed.h"
#include "connect/connections/views.h"
#include "connect/programs/zone.h"
#include <algorithm>

namespace wellkept::connections {
namespace {

constexpr auto state_life = std::chrono::minutes(15);

std::string s256(std::string_view verifier)
{
    auto const digest = crypto::sha256(verifier);
    return crypto::base64url(crypto::view(digest));
}

access::Place verifier_place(ConnectionId c) { return { "access.handle", "sealed", c.value }; }

// One live connection a Program; an attempt that was never finished makes room. A broken one is taken up again, so that
// its data and their history stay together; its id is returned.
Result<std::optional<ConnectionId>> make_room(access::SubjectGrant const& grant, access::Gate const& gate, std::string const& program)
{
    std::optional<ConnectionId> again;
    for (auto const& c : TRY(list(grant))) {
        if (c.profile.program != program) continue;
        if (c.state == "connected" || c.state == "revoking")
            return Error { Code::conflict, PublicText("This Program is connected already. Disconnect it first to begin anew.") };
        (void)TRY(access::drop_handles_of(grant, "oauth_state", c.id.value));
        if (c.state == "broken" || c.connected_at) again = c.id;
        else if (c.state == "authorising") {
            TRY(consent::withdraw_all(grant, gate, c.id, "web"));
            (void)TRY(store::erase_one(grant, c.id));
        }
    }
    return again;
}

} // namespace

Result<http::Response> begin(access::Granted<BeginConnection> const& grant, access::Gate const& gate, consent::Rules const& rules, Vendors& vendors,
    http::Request const& request)
{
    auto const in = TRY(json::decode_text<shape::BeginIn>(request.body));
    auto const catalogue = vendors.catalogue();
    auto const* manifest = catalogue->find(in.program);
    if (!manifest) return bad_input("There is no Program of this name.");
    if (in.grants.empty()) return bad_input("Choose at least one kind of data and what it may be used for.");
    auto const again = TRY(make_room(grant, gate, in.program));
    auto const id = again.value_or(ConnectionId::fresh(gate.clock(), gate.rng()));
    std::vector<consent::Change> changes;
    std::set<std::string> categories;
    for (auto const& g : in.grants) {
        if (!manifest->find_category(g.category)) return bad_input("This Program does not collect one of the kinds of data chosen.");
        categories.insert(g.category);
        changes.push_back({ id, g.category, g.purpose, true });
    }
    if (in.zone && !programs::Zone::find(*in.zone)) return bad_input("The time zone is not one we know, such as Europe/Dublin.");
    bool const oauth = manifest->kind == programs::Kind::oauth;
    Profile const profile { in.program, "", {}, in.zone.value_or("") };
    if (again) TRY(store::set_state(grant, id, "authorising", {}));
    else TRY(store::insert(grant, id, "authorising", TRY(seal_profile(grant, id, profile)), gate.clock().now()));
    (void)TRY(consent::change(grant, gate, rules, changes, "web"));
    grant.note("program", in.program);
    shape::BeginOut out { id, {} };
    if (!oauth) {
        TRY(store::connected(grant, id, TRY(seal_profile(grant, id, profile)), {}, {}, "none", {}, gate.clock().now()));
        TRY(announce(grant.tx(), gate, grant.subject(), { .type = "connection.connected", .connection = id }));
        return http::Response::json(json::encode_text(out), 201);
    }
    auto const credentials = TRY(vendors.credentials(grant.tenant(), in.program));
    auto const state = crypto::random_token(gate.rng());
    auto const verifier = crypto::random_token(gate.rng(), 48);
    auto const where = TRY(programs::authorize(*manifest, credentials.at("client_id"), vendors.redirect_uri(), state, categories, s256(verifier)));
    TRY(access::Handles(gate).put(grant.tx(),
        { .kind = "oauth_state", .value = state, .subject = grant.subject(), .tenant = grant.tenant(), .ref = id.value,
            .sealed = TRY(grant.seal(access::person_scope, verifier_place(id), verifier)), .expires_at = gate.clock().now() + state_life }));
    out.authorize_url = where.url + (where.url.find('?') == std::string::npos ? "?" : "&") + http::form_encode(where.query);
    return http::Response::json(json::encode_text(out), 201);
}

Result<http::Response> callback(access::OpenCall& call, Vendors& vendors)
{
    auto const& gate = call.gate;
    auto problem = [](std::string_view code) { return http::Response::redirect("/app/programs?problem=" + std::string(code)); };
    // A refusal answers with a page and not with an error, so its audit row commits with this transaction.
    auto refused = [&](std::string_view why) {
        (void)gate.refuse(call.visit, FinishConnection::info.name, why, not_found());
        return problem("expired");
    };
    access::Handles const handles(gate);
    auto const session = TRY(handles.find(call.tx, "session", call.request.cookie(access::member_cookie).value_or("")));
    if (!session || !session->subject || !session->tenant || session->expired(gate.clock().now())) return refused("no_session");
    call.visit.actor = access::Actor::member(*session->subject, *session->tenant, session->ref, session->guardian());
    auto const state = TRY(handles.use_once(call.tx, "oauth_state", call.request.query_value("state").value_or("")));
    if (!state) return refused("unknown_state");
    if (state->subject != session->subject || !state->sealed) return refused("foreign_state");
    ConnectionId const id { state->ref };
    auto grant = TRY(gate.decide<FinishConnection>(call.tx, call.visit, *session->subject));
    auto const row = TRY(store::lock(grant, id));
    if (!row || row->state != "authorising") return refused("connection_gone");
    auto connection = TRY(open_row(grant, *row));
    auto const catalogue = vendors.catalogue();
    auto const* manifest = catalogue->find(connection.profile.program);
    if (!manifest || !manifest->oauth) return refused("unknown_program");

    auto give_up = [&](std::string_view code) -> Result<http::Response> {
        if (connection.connected_at) TRY(mark_broken(grant, id, "access_ended"));
        else {
            TRY(consent::withdraw_all(grant, gate, id, "web"));
            (void)TRY(store::erase_one(grant, id));
        }
        TRY(gate.finish(grant, call.visit));
        return problem(code);
    };
    auto const code = call.request.query_value("code");
    if (!code || code->empty()) return TRY(give_up("denied"));
    auto const verifier = TRY(grant.open(access::person_scope, verifier_place(id), state->sealed->data));
    auto const exchanged = exchange(vendors, grant.tenant(), *manifest, std::string(*code), verifier);
    if (!exchanged.ok()) return TRY(give_up(exchanged.error().code == Code::unavailable ? "vendor_unreachable" : "refused"));
    auto const& tokens = exchanged->tokens;
    if (auto const taken = TRY(handles.find(call.tx, "vendor_account", manifest->code + "/" + exchanged->vendor_user, grant.tenant()));
        taken && taken->ref != id.value)
        return TRY(give_up("account_taken")); // by another Member, or by a connection that is being erased

    connection.profile.vendor_user = exchanged->vendor_user;
    connection.profile.scopes = tokens.scopes;
    auto const now = gate.clock().now();
    std::optional<Instant> expires;
    if (tokens.expires_in_s > 0) expires = now + std::chrono::seconds(tokens.expires_in_s);
    bool const history = manifest->history_days > 0;
    TRY(store::connected(grant, id, TRY(seal_profile(grant, id, connection.profile)),
        TRY(seal_tokens(grant, id, { tokens.access_token, tokens.refresh_token })), expires, history ? "waiting" : "done",
        now - std::chrono::hours(24) * manifest->history_days, now));
    (void)TRY(access::drop_handles_of(grant, "vendor_account", id.value));
    if (!exchanged->vendor_user.empty()) {
        TRY(handles.put(call.tx,
            { .kind = "vendor_account", .value = manifest->code + "/" + exchanged->vendor_user, .index = grant.tenant(),
                .subject = grant.subject(), .tenant = grant.tenant(), .ref = id.value }));
    }
    (void)TRY(jobs::enqueue(call.tx, gate.clock(), gate.rng(),
        { .kind = std::string(pull_job), .subject = grant.subject(), .payload = pull_payload(id, true) }));
    (void)TRY(jobs::enqueue(call.tx, gate.clock(), gate.rng(),
        { .kind = std::string(subscribe_job), .subject = grant.subject(), .payload = pull_payload(id, false) }));
    TRY(announce(call.tx, gate, grant.subject(), { .type = "connection.connected", .connection = id }));
    grant.note("program", manifest->code);
    TRY(gate.finish(grant, call.visit));
    return http::Response::redirect("/app/programs/" + id.text());
}

} // namespace wellkept::connections
