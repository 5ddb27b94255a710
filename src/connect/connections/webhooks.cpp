#include "connect/connections/webhooks.h"
#include "access/routes.h"
#include "connect/clients/clients.h"
#include "connect/programs/signing.h"
#include "connect/programs/webhook_event.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::connections {
namespace {

using programs::WebhookEvent;
using programs::WebhookPart;
using programs::WebhookScheme;

constexpr std::size_t body_bytes_max = 256 * 1024;
constexpr std::size_t challenge_bytes_max = 1'000;
constexpr auto widened = std::chrono::minutes(1); // vendors round, and count an end in or out

// The job of the room ingest; src/connect/ingest/pull.cpp reads it.
struct PullJob {
    ConnectionId connection;
    bool history;
    std::optional<Instant> from, until;
    std::vector<std::string> only; // names of data requests
};
BOOST_DESCRIBE_STRUCT(PullJob, (), (connection, history, from, until, only))

std::int64_t ms(Instant t) { return std::chrono::floor<std::chrono::milliseconds>(t).time_since_epoch().count(); }

// Whom an address names.
struct Door {
    std::shared_ptr<programs::Catalogue const> catalogue; // keeps the manifest
    programs::Manifest const* manifest;
    ClientId client;
    clients::VendorCredential credential;

    programs::Webhook const& hook() const { return *manifest->webhook; }
};

Error refuse(access::OpenCall& call, std::string_view reason, Error error)
{
    return call.gate.refuse(call.visit, NotifyConnection::info.name, reason, std::move(error));
}

Result<Door> door_of(access::OpenCall& call, Vendors const& vendors)
{
    Door door { vendors.catalogue(), nullptr, {}, {} };
    door.manifest = door.catalogue->find(call.request.param("program"));
    if (!door.manifest || !door.manifest->webhook) return refuse(call, "unknown_program", not_found());
    // Nobody has proved to be the vendor yet: the row only says of which Program the address speaks.
    call.visit.actor.label = door.manifest->code;
    auto const client = ClientId::parse(call.request.param("client"));
    if (!client) return refuse(call, "unknown_client", not_found());
    auto found = TRY(clients::vendor_credential(call.gate, call.tx, *client, door.manifest->code));
    if (!found) return refuse(call, "unknown_client", not_found());
    door.client = *client;
    door.credential = std::move(*found);
    call.visit.actor.tenant = door.client;
    return door;
}

std::string const& secret_of(Door const& door)
{
    switch (door.hook().signature.secret) {
    case WebhookScheme::Secret::client_id:
        return door.credential.client_id;
    case WebhookScheme::Secret::subscription:
        return door.credential.webhook_secret;
    case WebhookScheme::Secret::client_secret:
        break;
    }
    return door.credential.client_secret;
}

Result<> prove(access::OpenCall& call, Door const& door)
{
    auto const& scheme = door.hook().signature;
    if (scheme.kind == WebhookScheme::Kind::none) return {};
    auto const& secret = secret_of(door);
    if (secret.empty())
        return refuse(call, "no_secret",
            { Code::unauthenticated, PublicText("No secret to check this delivery by has been set up.") });
    auto proved = programs::verify_webhook(
        scheme, [&](std::string_view name) { return call.request.header(name); }, call.request.body, secret,
        ms(call.gate.clock().now()));
    if (!proved.ok() && proved.error().code == Code::unauthenticated)
        return refuse(call, "bad_signature", proved.release_error());
    return proved;
}

// The signature by itself, so that another order or number of fields in its header is no other delivery.
std::string signature_of(access::OpenCall const& call, WebhookPart const& part)
{
    std::string_view header = call.request.header(part.name).value_or("");
    if (part.from != WebhookPart::From::header_field) return std::string(header);
    auto const name = part.field + "=";
    while (!header.empty()) {
        auto field = header.substr(0, header.find(','));
        header.remove_prefix(std::min(header.size(), field.size() + 1));
        field.remove_prefix(std::min(field.find_first_not_of(' '), field.size()));
        if (field.starts_with(name)) return std::string(field.substr(name.size()));
    }
    return {};
}

// Only a signature over a time names one delivery: without one, two honest deliveries of the same words are signed
// alike.
Result<bool> seen_before(access::OpenCall& call, Door const& door)
{
    auto const& scheme = door.hook().signature;
    if (scheme.kind != WebhookScheme::Kind::hmac || !scheme.timestamp) return false;
    access::Handles const handles(call.gate);
    auto const value = door.manifest->code + "/" + door.client.text() + "/" + signature_of(call, scheme.signature);
    auto const now = call.gate.clock().now();
    if (TRY(handles.find(call.tx, seen_handle, value))) return true;
    // By then its own time has run out, however far ahead of ours the vendor's clock was.
    auto put = handles.put(call.tx,
        { .kind = seen_handle,
            .value = value,
            .tenant = door.client,
            .expires_at = now + std::chrono::seconds(2 * scheme.tolerance_seconds) });
    // Two at the same moment. The transaction is spoilt: an error now, and the next try is known.
    if (!put.ok() && put.error().code == Code::conflict) return refuse(call, "replayed", put.release_error());
    TRY(std::move(put));
    return false;
}

Result<std::vector<WebhookEvent>> read_events(Door const& door, std::string_view body)
{
    if (!door.hook().form) return programs::read_webhook_json(*door.manifest, body);
    return programs::read_webhook_form(*door.manifest, TRY(http::form_decode(body)));
}

struct Range {
    std::optional<Instant> from, until;
    auto operator<=>(Range const&) const = default;
};

// What an event may make us fetch is bounded: anybody can send an unsigned one.
Range range_of(WebhookEvent const& event, programs::Manifest const& manifest, Instant now)
{
    auto const oldest = now - std::chrono::days(std::max({ 1, manifest.history_days, manifest.history_days_max }));
    auto const newest = now + std::chrono::days(1);
    auto const instant = [&](std::int64_t at) {
        return Instant(std::chrono::milliseconds(std::clamp(at, ms(oldest), ms(newest))));
    };
    Range out;
    if (event.from_ms) out.from = instant(*event.from_ms) - widened;
    if (event.to_ms) out.until = instant(*event.to_ms) + widened;
    return out;
}

using Pulls = std::map<Range, std::set<std::string>>; // when -> names of data requests

Result<> enqueue(access::OpenCall& call, SubjectId subject, ConnectionId connection, Pulls const& pulls)
{
    for (auto const& [range, requests] : pulls) {
        auto const payload = json::encode_text(
            PullJob { connection, false, range.from, range.until, { requests.begin(), requests.end() } });
        // A burst of the same news waits as one job. Once that runs, the next news is a job of its own: it may be
        // newer.
        (void)TRY(jobs::enqueue(call.tx, call.gate.clock(), call.gate.rng(),
            { .kind = std::string(pull_job),
                .subject = subject,
                .payload = payload,
                .unique_key = crypto::hex(crypto::view(crypto::sha256(payload))) }));
    }
    return {};
}

// All events of one person. Whatever stands against it, the vendor learns nothing: only our own faults are errors.
Result<> tell(access::OpenCall& call, Door const& door, std::string const& vendor_user,
    std::vector<WebhookEvent const*> const& events)
{
    auto const& gate = call.gate;
    auto const account = TRY(
        access::Handles(gate).find(call.tx, "vendor_account", door.manifest->code + "/" + vendor_user, door.client));
    if (!account || !account->subject) {
        (void)refuse(call, "unknown_account", not_found());
        return {};
    }
    auto decided = gate.decide<NotifyConnection>(call.tx, call.visit, *account->subject);
    if (!decided.ok()) {
        auto const code = decided.error().code;
        if (code == Code::not_found || code == Code::forbidden || code == Code::unauthenticated)
            return {}; // its row is written
        return decided.release_error();
    }
    auto const grant = decided.release();
    ConnectionId const id { account->ref };
    auto found = find(grant, id);
    if (!found.ok() && found.error().code != Code::not_found) return found.release_error();
    if (!found.ok() || !found.value() || found.value()->state != "connected") {
        (void)refuse(call, "not_connected", not_found());
        return {};
    }
    std::set<std::string> categories;
    for (auto const& c : grant.consented())
        if (c.connection == id) categories.insert(c.category);
    std::vector<std::string> worthwhile;
    for (auto const* r : programs::requests_for(*door.manifest, categories, found.value()->profile.scopes))
        worthwhile.push_back(r->name);

    bool const proved = door.hook().signature.kind != WebhookScheme::Kind::none;
    bool ended = false;
    Pulls pulls;
    for (auto const* event : events) {
        if (event->action == WebhookEvent::Action::disconnect) {
            if (proved) ended = true;
            // Anybody can claim it unsigned. Fetching finds out: if it is true, our token is refused.
            else if (!worthwhile.empty())
                pulls[{}].insert(worthwhile.front());
            continue;
        }
        auto const* run = door.hook().run_for(event->type);
        if (!run) continue;
        for (auto const& name : run->requests)
            if (std::find(worthwhile.begin(), worthwhile.end(), name) != worthwhile.end())
                pulls[range_of(*event, *door.manifest, gate.clock().now())].insert(name);
    }
    if (ended) {
        TRY(mark_broken(grant, id, "access_ended"));
        (void)TRY(access::drop_handles_of(grant, "vendor_account", id.value)); // free for connecting again
        TRY(announce(call.tx, gate, grant.subject(), { .type = "connection.broken", .connection = id }));
    } else {
        TRY(enqueue(call, grant.subject(), id, pulls));
    }
    grant.note("program", door.manifest->code);
    grant.note("effect", ended ? "ended" : pulls.empty() ? "nothing" : "fetch");
    return gate.finish(grant, call.visit);
}

Result<http::Response> deliver(access::OpenCall& call, Vendors const& vendors)
{
    auto const door = TRY(door_of(call, vendors));
    TRY(prove(call, door));
    call.visit.actor = access::Actor::vendor(door.manifest->code);
    call.visit.actor.tenant = door.client;
    if (TRY(seen_before(call, door))) {
        (void)refuse(call, "replayed", not_found());
        return http::Response {};
    }
    auto const events = read_events(door, call.request.body);
    if (!events.ok()) {
        // The first of two posts brings the secret and no news.
        if (door.hook().challenge == "two_posts") return http::Response::text("", 201);
        return refuse(call, "malformed", events.error());
    }
    std::map<std::string, std::vector<WebhookEvent const*>> by_person;
    for (auto const& e : events.value()) by_person[e.user].push_back(&e);
    for (auto const& [vendor_user, theirs] : by_person) TRY(tell(call, door, vendor_user, theirs));
    return http::Response {};
}

// Made for a subscription just now, or set up beforehand in the vendor's console.
Result<bool> our_token(access::OpenCall& call, Door const& door)
{
    auto const given = call.request.query_value(door.hook().token_param).value_or("");
    if (given.empty()) return false;
    auto const& fixed = door.credential.webhook_secret;
    if (!fixed.empty() && crypto::equal(given, fixed)) return true;
    auto const handle = TRY(
        access::Handles(call.gate).find(call.tx, verify_handle, verify_value(door.manifest->code, door.client, given)));
    return handle && !handle->expired(call.gate.clock().now());
}

Result<http::Response> challenge(access::OpenCall& call, Vendors const& vendors)
{
    auto const door = TRY(door_of(call, vendors));
    auto const& hook = door.hook();
    if (hook.challenge == "head_ok") return http::Response {};
    if (hook.challenge != "get_challenge" && hook.challenge != "get_code")
        return refuse(call, "no_challenge", not_found());
    if (!hook.token_param.empty() && !TRY(our_token(call, door))) return refuse(call, "unknown_token", not_found());
    if (hook.challenge == "get_code") return http::Response::text("", 204);
    auto const text = call.request.query_value(hook.challenge_param);
    if (!text || text->empty() || text->size() > challenge_bytes_max)
        return bad_input("Send a challenge of 1 to 1000 bytes.");
    boost::json::object answer;
    answer[hook.challenge_reply] = *text;
    return http::Response::json(json::text(answer));
}

} // namespace

std::string verify_value(std::string const& program, ClientId client, std::string_view token)
{
    return program + "/" + client.text() + "/" + std::string(token);
}

void add_webhook_routes(access::Routes& routes, Vendors& vendors)
{
    access::Spec spec { .method = http::Method::post,
        .pattern = "/webhooks/{program}/{client}",
        .summary = "A vendor tells that something has changed",
        .audience = "vendor",
        .purpose = "collect" };
    spec.body_bytes_max = body_bytes_max;
    spec.content_types = { "application/json", "application/x-www-form-urlencoded" };
    routes.open(spec, "the vendor's signature is the proof, where it signs; the Gate decides for each person named",
        [&vendors](access::OpenCall& call) { return deliver(call, vendors); });
    spec.method = http::Method::get;
    spec.summary = "A vendor makes sure that this address is ours";
    routes.open(spec, "says nothing of anybody, and answers only to a token we gave the vendor",
        [&vendors](access::OpenCall& call) { return challenge(call, vendors); });
}

} // namespace wellkept::connections
