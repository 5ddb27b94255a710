#include "access/enforced.h"
#include "access/routes.h"
#include "connect/clients/clients.h"
#include "connect/members/members.h"
#include "connect/members/contact.h"
#include "connect/members/guardians.h"
#include "connect/members/store.h"
#include "keep/people/people.h"
#include "platform/json/json.h"

namespace wellkept::members {
namespace {

access::Enforces const member_session { "sessions.member", "connect/members", "S4" };
access::Enforces const link_life { "sessions.connect_token", "connect/members", "S4" };

struct GuardianIn {
    std::string relationship, evidence;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 200 }; }
};
struct ProvisionIn {
    std::string user_key;
    std::optional<std::chrono::year_month_day> birth_date;
    std::optional<std::string> time_zone;
    std::optional<GuardianIn> guardian;
    static constexpr json::Bounds bounds(std::string_view m)
    {
        return m == "user_key" ? json::Bounds { .length_min = 1, .length_max = 200 } : json::Bounds { .length_max = 64 };
    }
};
struct ProvisionOut {
    SubjectId member_id;
    bool created;
};
struct MemberOut {
    SubjectId member_id;
    std::string user_key;
    Instant created_at;
    std::string status;
};
struct MembersOut {
    std::vector<MemberOut> members;
    std::optional<std::string> next_cursor;
};
struct LinkOut {
    std::string token, url;
    Instant expires_at;
};
struct SessionIn {
    std::string token;
};
struct SessionOut {
    SubjectId member_id;
    Instant expires_at;
};
struct ClientOfMember {
    std::string name;
    std::optional<std::string> return_url;
};
struct SelfOut {
    SubjectId member_id;
    ClientOfMember client;
    Instant session_expires_at;
    std::string policy_version, status;
    std::optional<std::string> acting_as;  // guardian
    std::optional<bool> needs_guardian;    // cannot allow anything alone
};
struct ReceiptTokenOut {
    std::string receipt_token;
};
struct RevocationIn {
    std::string confirm;
};
BOOST_DESCRIBE_STRUCT(GuardianIn, (), (relationship, evidence))
BOOST_DESCRIBE_STRUCT(ProvisionIn, (), (user_key, birth_date, time_zone, guardian))
BOOST_DESCRIBE_STRUCT(ProvisionOut, (), (member_id, created))
BOOST_DESCRIBE_STRUCT(MemberOut, (), (member_id, user_key, created_at, status))
BOOST_DESCRIBE_STRUCT(MembersOut, (), (members, next_cursor))
BOOST_DESCRIBE_STRUCT(LinkOut, (), (token, url, expires_at))
BOOST_DESCRIBE_STRUCT(SessionIn, (), (token))
BOOST_DESCRIBE_STRUCT(SessionOut, (), (member_id, expires_at))
BOOST_DESCRIBE_STRUCT(ClientOfMember, (), (name, return_url))
BOOST_DESCRIBE_STRUCT(SelfOut, (), (member_id, client, session_expires_at, policy_version, status, acting_as, needs_guardian))
BOOST_DESCRIBE_STRUCT(ReceiptTokenOut, (), (receipt_token))
BOOST_DESCRIBE_STRUCT(RevocationIn, (), (confirm))

constexpr int page_size = 100;
constexpr std::string_view erase_phrase = "erase everything";

std::string cookie_header(std::string_view value, std::int64_t max_age_s)
{
    return std::string(access::member_cookie) + "=" + std::string(value) + "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age="
        + std::to_string(max_age_s);
}

http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}

http::Response accepted(std::string token) { return http::Response::json(json::encode_text(ReceiptTokenOut { std::move(token) }), 202); }

Result<http::Response> provision(access::GrantedGroup<Provision>& group, access::Gate const& gate, consent::Rules const& rules, http::Request const& request)
{
    auto const in = TRY(json::decode_text<ProvisionIn>(request.body));
    access::Handles const handles(gate);
    if (auto const known = TRY(handles.find(group.tx(), "user_key", in.user_key, group.tenant())); known && known->subject)
        return http::Response::json(json::encode_text(ProvisionOut { *known->subject, false }));
    auto const now = gate.clock().now();
    people::Profile profile { in.user_key, {}, in.time_zone, {} };
    if (in.birth_date) profile.birth_date = TRY(birth_text(*in.birth_date, now));
    if (in.guardian) profile.guardian = TRY(guardian_of(in.guardian->relationship, in.guardian->evidence, now));
    auto const standing = rules.standing(profile, now);
    if (standing == consent::Standing::child && !profile.guardian)
        return Error { Code::forbidden,
            PublicText("Nobody under " + std::to_string(rules.guardian_below)
                + " is registered without a guardian's consent: send `guardian` with relationship and evidence. Nothing was stored."),
            Detail("child") };
    auto const id = SubjectId { Uuid::v4(gate.rng()) }; // tells nothing, not even when
    access::Visit unused { group.actor(), group.purpose(), group.request() };
    auto grant = TRY(gate.admit(group, unused, id));
    // Two requests at once: the second meets the handle and is told to ask again.
    auto const put = handles.put(group.tx(),
        { .kind = "user_key", .value = in.user_key, .index = group.tenant(), .subject = id, .tenant = group.tenant(), .ref = id.value });
    if (!put.ok()) {
        if (put.error().code == Code::conflict)
            return Error { Code::conflict, PublicText("This member is being registered by another request. Send yours again.") };
        return put.error();
    }
    TRY(people::save(grant, profile, now, standing != consent::Standing::grown));
    group.admitted(grant);
    return http::Response::json(json::encode_text(ProvisionOut { id, true }), 201);
}

Result<http::Response> list(access::GrantedGroup<ListMembers>& group, http::Request const& request)
{
    SubjectId after {};
    if (auto const cursor = request.query_value("cursor")) {
        auto const parsed = SubjectId::parse(*cursor);
        if (!parsed) return bad_input("This cursor is not one of ours. Begin again without it.");
        after = *parsed;
    }
    auto const rows = TRY(people::list(group, after, page_size));
    MembersOut out;
    for (auto const& r : rows) {
        auto const profile = people::open_listed(group, r);
        out.members.push_back({ r.subject, profile.ok() ? profile.value().user_key : "", r.created_at, r.state });
    }
    if (rows.size() == page_size) out.next_cursor = rows.back().subject.text();
    return http::Response::json(json::encode_text(out));
}

Result<http::Response> read_one(access::Granted<ReadMember> const& grant)
{
    auto const row = TRY(store::one(grant));
    if (!row) return not_found();
    auto const profile = TRY(people::load(grant));
    return http::Response::json(json::encode_text(MemberOut { grant.subject(), profile.user_key, row->created_at, row->state }));
}

Result<http::Response> make_link(access::Granted<MakeLink> const& grant, access::Gate const& gate, std::string const& public_url)
{
    LinkOut out { crypto::random_token(gate.rng()), "", gate.clock().now() + life(gate, "connect_token") };
    // In the fragment it reaches no server log and no Referer.
    out.url = public_url + "/connect#token=" + out.token;
    TRY(access::Handles(gate).put(grant.tx(),
        { .kind = "connect_token", .value = out.token, .subject = grant.subject(), .tenant = grant.tenant(),
            .ref = Uuid::v7(gate.clock(), gate.rng()), .expires_at = out.expires_at }));
    return http::Response::json(json::encode_text(out), 201);
}

Result<http::Response> open_session(access::OpenCall& call)
{
    auto const& gate = call.gate;
    auto const in = TRY(json::decode_text<SessionIn>(call.request.body));
    access::Handles const handles(gate);
    auto refused = [&](std::string_view why, Uuid tenant = {}) {
        return gate.refuse(call.visit, OpenSession::info.name, why,
            { Code::unauthenticated, PublicText("This link cannot be used (any more). Ask your portal for a new one."), Detail(why) }, tenant);
    };
    auto const used = TRY(handles.use_once(call.tx, "connect_token", in.token));
    if (!used || !used->subject || !used->tenant) {
        auto const known = TRY(handles.find(call.tx, "connect_token", in.token));
        if (!known) return refused("unknown_token");
        auto const tenant = known->tenant ? known->tenant->value : Uuid {};
        return refused(known->used_at ? "used_token" : "expired_token", tenant);
    }
    auto const session = Uuid::v7(gate.clock(), gate.rng());
    call.visit.actor = access::Actor::member(*used->subject, *used->tenant, session, used->guardian());
    auto grant = TRY(gate.decide<OpenSession>(call.tx, call.visit, *used->subject));
    auto const secret = crypto::random_token(gate.rng());
    auto const lasts = life(gate, "member");
    auto const until = gate.clock().now() + lasts;
    TRY(handles.put(call.tx,
        { .kind = "session", .value = secret, .subject = used->subject, .tenant = used->tenant, .ref = session,
            .sealed = std::string(used->guardian() ? access::guardian_mark : ""), .expires_at = until }));
    TRY(gate.finish(grant, call.visit));
    auto response = http::Response::json(json::encode_text(SessionOut { *used->subject, until }), 201);
    response.headers.emplace_back("set-cookie", cookie_header(secret, std::chrono::seconds(lasts).count()));
    return response;
}

Result<http::Response> read_self(
    access::Granted<ReadSelf> const& grant, access::Gate const& gate, consent::Rules const& rules, http::Request const& request)
{
    auto const row = TRY(store::one(grant));
    auto const client = TRY(clients::find(grant.tx(), grant.tenant()));
    auto const session = TRY(access::Handles(gate).find(grant.tx(), "session", request.cookie(access::member_cookie).value_or("")));
    if (!row || !client || !session) return not_found();
    SelfOut out { grant.subject(), { client->name, client->return_url }, session->expires_at.value_or(gate.clock().now()),
        gate.policy_now()->version(), row->state, {}, {} };
    if (grant.actor().guardian()) out.acting_as = "guardian";
    // While an erasure runs there may be no profile to open any more.
    if (auto const profile = people::load(grant); profile.ok() && rules.standing(*profile, gate.clock().now()) != consent::Standing::grown)
        out.needs_guardian = true;
    return http::Response::json(json::encode_text(out));
}

} // namespace

void add_log_routes(access::Routes&);
void add_code_routes(access::Routes&, consent::LiveRules const&);

void add_routes(access::Routes& routes, rights::Eraser const& eraser, consent::LiveRules const& rules, std::string public_url)
{
    using http::Method;
    auto const& gate = routes.gate();
    routes.guarded_group<Provision>(
        { .method = Method::post, .pattern = "/v1/members", .summary = "Register a Member under the Client's own User Key; the same key gives the same Member",
            .audience = "client", .purpose = "provide_service", .request_schema = json::schema<ProvisionIn>(), .response_schema = json::schema<ProvisionOut>(), .success_status = 201 },
        [&gate, &rules](access::GrantedGroup<Provision>& g, http::Request const& r) { return provision(g, gate, *rules.now(), r); });
    routes.guarded_group<ListMembers>({ .pattern = "/v1/members", .summary = "The Client's Members", .audience = "client", .purpose = "provide_service",
                                          .response_schema = json::schema<MembersOut>(), .query_parameters = { "cursor: string; next_cursor of the page before" } },
        [](access::GrantedGroup<ListMembers>& g, http::Request const& r) { return list(g, r); });
    routes.guarded<ReadMember>({ .pattern = "/v1/members/{member}", .summary = "One Member", .audience = "client", .purpose = "provide_service",
                                   .subject_param = "member", .response_schema = json::schema<MemberOut>() },
        [](access::Granted<ReadMember>& g, http::Request const&) { return read_one(g); });
    routes.guarded<MakeLink>({ .method = Method::post, .pattern = "/v1/members/{member}/connect-tokens", .summary = "A single-use link by which the Member comes in, valid for 15 minutes",
                                 .audience = "client", .purpose = "provide_service", .subject_param = "member", .response_schema = json::schema<LinkOut>(), .success_status = 201 },
        [&gate, public_url](access::Granted<MakeLink>& g, http::Request const&) { return make_link(g, gate, public_url); });
    routes.guarded<EraseMember>({ .method = Method::del, .pattern = "/v1/members/{member}", .summary = "End the membership and erase everything", .audience = "client",
                                    .purpose = "rights", .subject_param = "member", .response_schema = json::schema<ReceiptTokenOut>(), .success_status = 202 },
        [&eraser](access::Granted<EraseMember>& g, http::Request const&) -> Result<http::Response> { return accepted(TRY(eraser.begin(g, {}))); });

    routes.open({ .method = Method::post, .pattern = "/connect/session", .summary = "Exchange a connect token for a session", .audience = "member", .purpose = "provide_service",
                    .request_schema = json::schema<SessionIn>(), .response_schema = json::schema<SessionOut>(), .success_status = 201, .body_bytes_max = 4 * 1024 },
        "the single-use token in the body is the credential", open_session);
    routes.guarded<EndSession>({ .method = Method::del, .pattern = "/connect/session", .summary = "End the session", .audience = "member", .purpose = "provide_service", .success_status = 204 },
        [](access::Granted<EndSession>& g, http::Request const&) -> Result<http::Response> {
            (void)TRY(access::drop_handles_of(g, "session", g.actor().session));
            auto response = no_content();
            response.headers.emplace_back("set-cookie", cookie_header("", 0));
            return response;
        });
    routes.guarded<ReadSelf>({ .pattern = "/me", .summary = "Who am I here", .audience = "member", .purpose = "provide_service", .response_schema = json::schema<SelfOut>() },
        [&gate, &rules](access::Granted<ReadSelf>& g, http::Request const& r) { return read_self(g, gate, *rules.now(), r); });
    routes.guarded<EraseMember>({ .method = Method::post, .pattern = "/me/revocation", .summary = "End the membership and erase everything", .audience = "member",
                                    .purpose = "rights", .request_schema = json::schema<RevocationIn>(), .response_schema = json::schema<ReceiptTokenOut>(), .success_status = 202 },
        [&eraser](access::Granted<EraseMember>& g, http::Request const& r) -> Result<http::Response> {
            if (TRY(json::decode_text<RevocationIn>(r.body)).confirm != erase_phrase)
                return bad_input("Confirm with the words: " + std::string(erase_phrase) + ".");
            return accepted(TRY(eraser.begin(g, {})));
        });
    add_guardian_routes(routes, rules, public_url);
    add_contact_routes(routes, rules);
    add_log_routes(routes);
    add_code_routes(routes, rules);
}

std::chrono::minutes life(access::Gate const& gate, std::string_view session)
{
    auto const* rule = gate.policy_now()->session(session);
    return rule ? rule->life.about() : std::chrono::minutes(0);
}

} // namespace wellkept::members
