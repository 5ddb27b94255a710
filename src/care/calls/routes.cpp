#include "access/handles.h"
#include "access/system.h"
#include "care/calls/file.h"
#include <charconv>

namespace wellkept::calls {
BOOST_DESCRIBE_STRUCT(System, (), (id, token, webhook_secret, token_until))
namespace {

using Request = http::Request;
using Out = Result<http::Response>;

constexpr std::int32_t listed_max = 200;
constexpr std::string_view telephone_token = "telephone_token";

struct SystemIn {
    std::string name;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 200 }; }
};
struct EventIn {
    std::string type, call;
    Instant at;
    std::optional<std::string> direction, from, queue, outcome;
    std::optional<Uuid> callback_id;
    std::optional<Instant> due_at;
};
struct CallOut {
    SubjectId person_id;
    Uuid call_id;
    std::string name, direction, state, recording; // recording: none, uploading, stored, objected
    bool notice_played;
    Instant started_at;
    std::optional<Instant> ended_at;
    std::optional<std::string> from, queue;
};
struct CallsOut {
    std::vector<CallOut> calls;
};
struct DueOut {
    SubjectId person_id;
    Uuid callback_id;
    std::string name, why;
    std::optional<std::string> number, ask_for, last;
    Instant due_at;
    bool due, may_call_now, may_leave_message;
    std::optional<std::string> from, until;
    std::int32_t attempts;
};
struct DuesOut {
    std::vector<DueOut> callbacks;
};
struct CallbackIn {
    std::string why;
    std::optional<Instant> due_at;
    std::optional<Uuid> call_id;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 2'000 }; }
};
struct IdOut {
    Uuid id;
};
struct AttemptIn {
    std::string outcome;
};
struct PersonIn {
    SubjectId person_id;
};
BOOST_DESCRIBE_STRUCT(SystemIn, (), (name))
BOOST_DESCRIBE_STRUCT(EventIn, (), (type, call, at, direction, from, queue, outcome, callback_id, due_at))
BOOST_DESCRIBE_STRUCT(CallOut, (), (person_id, call_id, name, direction, state, recording, notice_played, started_at, ended_at, from, queue))
BOOST_DESCRIBE_STRUCT(CallsOut, (), (calls))
BOOST_DESCRIBE_STRUCT(DueOut, (), (person_id, callback_id, name, why, number, ask_for, last, due_at, due, may_call_now, may_leave_message, from, until, attempts))
BOOST_DESCRIBE_STRUCT(DuesOut, (), (callbacks))
BOOST_DESCRIBE_STRUCT(CallbackIn, (), (why, due_at, call_id))
BOOST_DESCRIBE_STRUCT(IdOut, (), (id))
BOOST_DESCRIBE_STRUCT(AttemptIn, (), (outcome))
BOOST_DESCRIBE_STRUCT(PersonIn, (), (person_id))

template <typename T> http::Response json_of(T const& v, int status = 200) { return http::Response::json(json::encode_text(v), status); }

Result<Uuid> param(Request const& r, std::string_view name)
{
    auto const id = Uuid::parse(r.param(name));
    if (!id) return not_found();
    return *id;
}

// How those on a list are called and reached, by the record of this moment.
template <typename Row> Result<std::map<SubjectId, intake::ServiceUser>> people(access::GrantedGroup<List>& g, std::vector<Row> const& rows)
{
    std::vector<SubjectId> ids;
    for (auto const& r : rows) ids.push_back(r.subject);
    std::map<SubjectId, intake::ServiceUser> out;
    for (auto const& r : TRY(g.rows(intake::records_of(), ids)))
        out.emplace(r.subject, TRY(intake::parse(TRY(g.open_of(r.subject, access::person_scope, intake::record_place(r.subject), r.record.data)))));
    return out;
}

Out list_calls(access::GrantedGroup<List>& g)
{
    CallsOut out;
    auto const rows = TRY(g.rows(store::latest(), listed_max));
    auto const who = TRY(people(g, rows));
    for (auto const& c : rows) {
        auto const d = TRY(json::decode_text<Details>(TRY(g.open_of(c.subject, access::person_scope, details_place(c.call), c.details.data))));
        auto const it = who.find(c.subject);
        out.calls.push_back({ c.subject, c.call, it == who.end() ? "" : it->second.contact.name, c.direction, state_of(c.answered_at, c.ended_at),
            c.objected_at ? "objected" : c.stored ? "stored" : c.uploading ? "uploading" : "none", c.notice_played_at.has_value(), c.started_at, c.ended_at, d.from, d.queue });
    }
    return json_of(out);
}

Out list_due(access::GrantedGroup<List>& g, Instant now)
{
    DuesOut out;
    auto const rows = TRY(g.rows(store::due(), listed_max));
    auto const who = TRY(people(g, rows));
    for (auto const& c : rows) {
        auto const it = who.find(c.subject);
        if (it == who.end()) continue;
        auto const& u = it->second;
        auto const d = TRY(json::decode_text<CallbackDetails>(TRY(g.open_of(c.subject, access::person_scope, callback_place(c.callback), c.details.data))));
        out.callbacks.push_back({ c.subject, c.callback, u.contact.name, d.why, d.number, u.safe.ask_for, c.last, c.due_at, c.due_at <= now,
            may_call(u, d.asked_by_caller, now), u.safe.voicemail, u.safe.from, u.safe.until, c.attempts });
    }
    return json_of(out);
}

Out take(access::OpenCall& call, access::Gate const& gate, db::Pool& pool)
{
    auto refuse = [&](std::string_view why, Error e) { return gate.refuse(call.visit, Report::info.name, why, std::move(e)); };
    auto const id = Uuid::parse(call.request.param("system"));
    if (!id) return refuse("unknown_system", not_found());
    if (auto proved = prove(gate, call.tx, *id, call.request); !proved.ok()) {
        if (proved.error().code != Code::unauthenticated) return proved.release_error();
        return refuse("bad_signature", proved.release_error());
    }
    auto const in = TRY(json::decode_text<EventIn>(call.request.body));
    auto actor = access::Actor::client(access::care_tenant);
    actor.label = "telephone";
    actor.session = *id;
    TRY(access::over_client<Report>(gate, pool, actor, "care", access::care_tenant, [&](access::GrantedGroup<Report>& group) {
        return take_event(group, gate, *id, std::string(call.request.header("webhook-id").value_or("")),
            { in.type, in.call, in.at, in.direction, in.from, in.queue, in.outcome, in.callback_id, in.due_at });
    }));
    return no_content();
}

} // namespace

http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}

Result<System> connect_system(access::Gate const& gate, db::Tx& tx, std::string const& name)
{
    auto const id = Uuid::v4(gate.rng());
    auto const now = gate.clock().now();
    std::string raw(32, '\0');
    gate.rng().fill(std::span(reinterpret_cast<std::uint8_t*>(raw.data()), raw.size()));
    System const out { id, crypto::random_token(gate.rng()), "whsec_" + crypto::base64(raw), now + std::chrono::hours(24 * 365) };
    TRY(store::insert_system(tx, { id, name, { TRY(gate.keys().seal_for_tenant(access::care_tenant, "calls.system/" + id.text(), raw)) } }, now));
    crypto::wipe(raw);
    TRY(access::Handles(gate).put(tx, { .kind = telephone_token, .value = out.token, .tenant = access::care_tenant, .ref = id, .expires_at = out.token_until }));
    return out;
}

// https://www.standardwebhooks.com: HMAC-SHA256 over "id.timestamp.body"; several signatures may stand there, one fits.
Result<> prove(access::Gate const& gate, db::Tx& tx, Uuid system, Request const& r)
{
    Error const no { Code::unauthenticated, PublicText("This is not signed as it should be, or too long ago.") };
    auto const row = TRY(store::system(tx, system));
    auto const id = r.header("webhook-id").value_or(""), at = r.header("webhook-timestamp").value_or("");
    auto signatures = r.header("webhook-signature").value_or("");
    std::int64_t seconds {};
    auto const [end, ec] = std::from_chars(at.data(), at.data() + at.size(), seconds);
    if (!row || id.empty() || at.empty() || ec != std::errc() || end != at.data() + at.size() || seconds < 0 || seconds > 1'000'000'000'000) return no;
    auto const age = gate.clock().now() - Instant(std::chrono::seconds(seconds));
    if (age > signature_age_max || age < -signature_age_max) return no;
    auto secret = TRY(gate.keys().open_for_tenant(access::care_tenant, "calls.system/" + system.text(), row->secret.data));
    auto const digest = crypto::hmac_sha256(secret, std::string(id) + "." + std::string(at) + "." + r.body);
    crypto::wipe(secret);
    auto const expected = "v1," + crypto::base64(crypto::view(digest));
    bool fits = false;
    while (!signatures.empty()) {
        auto const one = signatures.substr(0, signatures.find(' '));
        signatures.remove_prefix(std::min(signatures.size(), one.size() + 1));
        fits = crypto::equal(one, expected) || fits;
    }
    if (!fits) return no;
    return {};
}

void add_routes(access::Routes& routes, db::Pool& pool, blob::Store& blobs)
{
    using http::Method;
    auto const& gate = routes.gate();
    auto spec = [](Method m, std::string pattern, std::string summary, std::string in = {}, std::string out = {}, int status = 200) {
        std::string const subject = pattern.find("{person}") == pattern.npos ? "" : "person";
        return access::Spec { .method = m, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = "care", .subject_param = subject,
            .request_schema = std::move(in), .response_schema = std::move(out), .success_status = status, .body_bytes_max = 32 * 1024, .tenant = access::care_tenant };
    };
    auto connect = spec(Method::post, "/care/telephone-systems", "Connect a telephone system: its token and secret, shown this once", json::schema<SystemIn>(), json::schema<System>(), 201);
    connect.purpose = "administer";
    connect.tenant = {};
    routes.guarded_group<Connect>(std::move(connect), [&gate](access::GrantedGroup<Connect>& g, Request const& r) -> Out {
        return json_of(TRY(connect_system(gate, g.tx(), TRY(json::decode_text<SystemIn>(r.body)).name)), 201);
    });
    routes.open({ .method = Method::post, .pattern = "/care/telephone/{system}/events", .summary = "What a telephone system tells of a call (Standard Webhooks)", .audience = "telephone",
                    .purpose = "care", .request_schema = json::schema<EventIn>(), .success_status = 204, .body_bytes_max = 16 * 1024 },
        "the telephone system proves itself by the signature; then the Gate decides", [&gate, &pool](access::OpenCall& call) { return take(call, gate, pool); });
    add_upload_routes(routes, blobs);
    add_playback_routes(routes, blobs);
    routes.guarded_group<List>(spec(Method::get, "/care/calls", "The latest calls", {}, json::schema<CallsOut>()), [](access::GrantedGroup<List>& g, Request const&) { return list_calls(g); });
    routes.guarded_group<List>(spec(Method::get, "/care/callbacks", "Call-backs that are open, the earliest due first, and how each may be reached", {}, json::schema<DuesOut>()),
        [&gate](access::GrantedGroup<List>& g, Request const&) { return list_due(g, gate.clock().now()); });
    routes.guarded<CallBack>(spec(Method::post, "/care/service-users/{person}/callbacks", "Ask for a call-back", json::schema<CallbackIn>(), json::schema<IdOut>(), 201),
        [&gate](access::Granted<CallBack>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<CallbackIn>(r.body));
            if (in.call_id && !TRY(store::find(g, *in.call_id))) return not_found();
            return json_of(IdOut { TRY(request_callback(g, gate, in.due_at.value_or(gate.clock().now()), in.why, false, in.call_id)) }, 201);
        });
    routes.guarded<CallBack>(spec(Method::post, "/care/service-users/{person}/callbacks/{callback}/attempts", "Note how a call-back went", json::schema<AttemptIn>(), {}, 204),
        [&gate](access::Granted<CallBack>& g, Request const& r) -> Out {
            TRY(attempt(g, gate, TRY(param(r, "callback")), TRY(json::decode_text<AttemptIn>(r.body)).outcome));
            return no_content();
        });
    routes.guarded<Identify>(spec(Method::post, "/care/service-users/{person}/calls/{call}/person", "Say whose call it was", json::schema<PersonIn>(), {}, 204),
        [&gate](access::Granted<Identify>& g, Request const& r) -> Out {
            TRY(identify(g, gate, TRY(param(r, "call")), TRY(json::decode_text<PersonIn>(r.body)).person_id));
            return no_content();
        });
}

} // namespace wellkept::calls
