// Opened doors: support access to a Client's data, breaking the glass over one person's, and what is owed afterwards.
#include "access/tenants.h"
#include "keep/accounts/wire.h"

namespace wellkept::accounts {
BOOST_DESCRIBE_STRUCT(OpenedDoor, (),
    (access_id, kind, client_id, member_id, opened_by, used_by, text, role, reason, reason_title, mine, opened_at, expires_at, ended_at,
        review_by, reviewed_at, outcome, review))

namespace {

struct OpenSupportIn {
    std::string reason, text;
    std::int32_t minutes;
    std::optional<SubjectId> for_account;
    static constexpr json::Bounds bounds(std::string_view m) { return { .length_min = m == "text" ? 10u : 1u, .length_max = 1'000, .min = 1 }; }
};
struct BreakGlassIn {
    std::string reason, text;
    std::int32_t minutes;
    static constexpr json::Bounds bounds(std::string_view m) { return { .length_min = m == "text" ? 10u : 1u, .length_max = 1'000, .min = 1 }; }
};
struct OpenedOut {
    Uuid access_id;
    Instant expires_at;
    std::optional<Instant> review_by;
};
struct Words { // sealed under the Client's key
    std::string opener, user, text;
    std::optional<std::string> review;
};
struct AccessesOut {
    std::vector<OpenedDoor> access;
};
enum class Outcome { justified, not_justified };
BOOST_DESCRIBE_ENUM(Outcome, justified, not_justified)
struct ReviewIn {
    Outcome outcome;
    std::string text;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 10, .length_max = 1'000 }; }
};
struct ClientRow { // as the Client sees it, during and after
    Uuid access_id;
    std::string kind, role, reason, reason_title;
    std::optional<std::string> opened_by, used_by, text;
    std::optional<SubjectId> member_id;
    Instant opened_at, expires_at;
    std::optional<Instant> ended_at;
    std::optional<std::string> outcome;
};
struct ClientRows {
    std::vector<ClientRow> support_access;
};
BOOST_DESCRIBE_STRUCT(OpenSupportIn, (), (reason, text, minutes, for_account))
BOOST_DESCRIBE_STRUCT(BreakGlassIn, (), (reason, text, minutes))
BOOST_DESCRIBE_STRUCT(OpenedOut, (), (access_id, expires_at, review_by))
BOOST_DESCRIBE_STRUCT(Words, (), (opener, user, text, review))
BOOST_DESCRIBE_STRUCT(AccessesOut, (), (access))
BOOST_DESCRIBE_STRUCT(ReviewIn, (), (outcome, text))
BOOST_DESCRIBE_STRUCT(ClientRow, (),
    (access_id, kind, role, reason, reason_title, opened_by, used_by, text, member_id, opened_at, expires_at, ended_at, outcome))
BOOST_DESCRIBE_STRUCT(ClientRows, (), (support_access))

constexpr int rows_max = 500;

std::string place_of(Uuid id) { return "access.exceptional_access/" + id.text(); }

std::string title_of(access::Policy const& policy, std::string_view kind, std::string const& reason)
{
    if (auto const* e = policy.exceptional(kind))
        for (auto const& r : e->reasons)
            if (r.code == reason) return r.title;
    return reason;
}

Result<Words> words_of(access::Gate const& gate, store::Opened const& o)
{
    if (!o.words) return not_found();
    return json::decode_text<Words>(TRY(gate.keys().open_for_tenant(o.tenant, place_of(o.id), o.words->data)));
}

// The name of an account, for the record of what it opened. The Gate is asked as for any look at an account.
template<typename Permission>
Result<std::string> name_of(access::GrantCore const& grant, access::Gate const& gate, SubjectId account)
{
    return gate.beside<Permission>(grant, "administer", account,
        [](access::Granted<Permission> const& theirs) -> Result<std::string> { return TRY(profile_of(theirs)).name; });
}

struct NewAccess {
    std::string kind, reason, text;
    int minutes;
    SubjectId user;
    Uuid user_pseudonym;
    std::string user_name;
    std::optional<SubjectId> subject {};
};

Result<OpenedOut> open_door(access::GrantCore const& grant, access::Gate const& gate, NewAccess const& n)
{
    auto const policy = gate.policy_now();
    auto const* rule = policy->exceptional(n.kind);
    auto const now = gate.clock().now();
    bool const known = std::any_of(rule->reasons.begin(), rule->reasons.end(), [&](auto const& r) { return r.code == n.reason; });
    if (!known) return bad_input("There is no such reason: GET /staff/vocabulary lists them.");
    if (n.minutes < 1 || n.minutes > rule->minutes_max)
        return bad_input("Give from 1 to " + std::to_string(rule->minutes_max) + " minutes.");
    SubjectId const opener { grant.actor().id };
    if (TRY(store::owes_review(grant.tx(), opener, now)))
        return Error { Code::conflict, PublicText("An emergency access of yours waits for its review past its time. Until it is reviewed, no door opens.") };
    auto const opener_name = TRY(name_of<ReadSelf>(grant, gate, opener));
    auto const id = Uuid::v7(gate.clock(), gate.rng());
    Words const words { opener_name, n.user_name.empty() ? opener_name : n.user_name, n.text, {} };
    auto sealed = TRY(gate.keys().seal_for_tenant(grant.tenant(), place_of(id), json::encode_text(words)));
    store::Opened o {};
    o.id = id;
    o.kind = n.kind;
    o.tenant = grant.tenant();
    o.account = n.user;
    o.opened_by = opener;
    o.actor_pseudonym = n.user_pseudonym;
    o.opener_pseudonym = grant.actor().pseudonym;
    o.role = grant.actor().label;
    o.subject = n.subject;
    o.reason = n.reason;
    o.words = db::Bytes { std::move(sealed) };
    o.opened_at = now;
    o.expires_at = now + std::chrono::minutes(n.minutes);
    if (rule->review_days > 0) o.review_by = now + std::chrono::hours(24 * rule->review_days);
    TRY(store::insert_opened(grant.tx(), o));
    if (o.review_by) {
        std::vector<std::string> told { "privacy_officer" };
        if (o.tenant == access::care_tenant) told.push_back("clinical_lead");
        TRY(tell_staff(grant, gate, { .roles = told, .kind = n.kind + "_opened", .ref = id, .text = "emergency_access", .page = "/desk", .by = *o.review_by }));
    }
    grant.note("reason", n.reason);
    return OpenedOut { id, o.expires_at, o.review_by };
}

Result<http::Response> open_support(access::GrantedGroup<OpenSupport>& group, access::Gate const& gate, http::Request const& request)
{
    auto const in = TRY(json::decode_text<OpenSupportIn>(request.body));
    if (group.tenant() == access::house_tenant) return bad_input("Support access is to a Client's data.");
    NewAccess n { "support", in.reason, in.text, in.minutes, SubjectId { group.actor().id }, group.actor().pseudonym, {}, {} };
    if (in.for_account && in.for_account->value != group.actor().id) {
        // A director opens the door for a contractor, who is held to the purposes and categories of their account.
        auto const theirs = TRY(gate.standing(group, access::Actor::staff(*in.for_account, access::house_tenant, {})));
        auto const policy = gate.policy_now();
        auto const* role = theirs && theirs->roles.size() == 1 ? policy->account_role(theirs->roles.front()) : nullptr;
        if (!role || !role->limited || theirs->tenant != access::house_tenant || theirs->status != "active")
            return bad_input("A door is opened for oneself, or for a contractor whose account is active.");
        n.user = *in.for_account;
        n.user_pseudonym = theirs->pseudonym;
        n.user_name = TRY(name_of<Read>(group, gate, *in.for_account));
    }
    return json_of(TRY(open_door(group, gate, n)), 201);
}

Result<http::Response> break_glass(access::SubjectGrant const& grant, access::Gate const& gate, http::Request const& request)
{
    auto const in = TRY(json::decode_text<BreakGlassIn>(request.body));
    auto const out = TRY(open_door(grant, gate,
        { "break_glass", in.reason, in.text, in.minutes, SubjectId { grant.actor().id }, grant.actor().pseudonym, {}, grant.subject() }));
    return json_of(out, 201);
}

// A clinical lead reviews what was opened of Care, and learns nothing of the Clients' people.
bool theirs(access::GrantCore const& group, store::Opened const& o) { return group.actor().label != "clinical_lead" || o.tenant == access::care_tenant; }

Result<http::Response> list_own(access::GrantedGroup<ReadOwnSupport>& group, access::Gate const& gate)
{
    auto const policy = gate.policy_now();
    ClientRows out;
    for (auto const& o : TRY(store::opened_of(group.tx(), group.tenant(), rows_max))) {
        auto const words = words_of(gate, o);
        ClientRow row { o.id, o.kind, o.role, o.reason, title_of(*policy, o.kind, o.reason), {}, {}, {}, o.subject, o.opened_at, o.expires_at, o.ended_at, o.outcome };
        if (words.ok()) {
            row.opened_by = words->opener;
            row.used_by = words->user;
            row.text = words->text;
        }
        out.support_access.push_back(std::move(row));
    }
    return json_of(out);
}

Result<http::Response> end_one(access::GrantedGroup<EndOpened>& group, access::Gate const& gate, http::Request const& request)
{
    auto const id = Uuid::parse(request.param("access"));
    if (!id || !TRY(store::opened(group.tx(), *id))) return not_found();
    TRY(store::end_opened(group.tx(), *id, gate.clock().now()));
    return no_content();
}

Result<http::Response> review(access::GrantedGroup<Review>& group, access::Gate const& gate, http::Request const& request)
{
    auto const in = TRY(json::decode_text<ReviewIn>(request.body));
    auto const id = Uuid::parse(request.param("access"));
    auto const o = id ? TRY(store::opened(group.tx(), *id)) : std::optional<store::Opened> {};
    if (!o || !o->review_by || !theirs(group, *o)) return not_found();
    auto const me = group.actor().pseudonym;
    if (o->actor_pseudonym == me || o->opener_pseudonym == me)
        return Error { Code::forbidden, PublicText("Somebody else must review what you opened.") };
    auto known = words_of(gate, *o);
    auto words = known.ok() ? known.release() : Words {};
    words.review = in.text;
    auto const sealed = TRY(gate.keys().seal_for_tenant(o->tenant, place_of(o->id), json::encode_text(words)));
    TRY(store::review_opened(group.tx(), o->id, me, in.outcome == Outcome::justified ? "justified" : "not_justified", sealed, gate.clock().now()));
    // What was not justified ends with the review.
    if (in.outcome == Outcome::not_justified) TRY(store::end_opened(group.tx(), o->id, gate.clock().now()));
    return no_content();
}

access::Spec spec(http::Method method, std::string pattern, std::string summary, std::string purpose, std::string request = {}, std::string response = {}, int status = 200)
{
    return { .method = method, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = std::move(purpose),
        .request_schema = std::move(request), .response_schema = std::move(response), .success_status = status, .body_bytes_max = 64 * 1024 };
}

} // namespace

Result<std::vector<OpenedDoor>> opened(access::GrantedGroup<ReadOpened> const& group, access::Gate const& gate)
{
    auto const policy = gate.policy_now();
    auto const me = group.actor().pseudonym;
    std::vector<OpenedDoor> out;
    for (auto const& o : TRY(store::all_opened(group.tx(), rows_max))) {
        if (!theirs(group, o)) continue;
        auto const words = words_of(gate, o);
        OpenedDoor row { o.id, o.kind, o.tenant, o.subject, {}, {}, {}, o.role, o.reason, title_of(*policy, o.kind, o.reason),
            o.actor_pseudonym == me || o.opener_pseudonym == me, o.opened_at, o.expires_at, o.ended_at, o.review_by, o.reviewed_at, o.outcome, {} };
        if (words.ok()) {
            row.opened_by = words->opener;
            row.used_by = words->user;
            row.text = words->text;
            row.review = words->review;
        }
        out.push_back(std::move(row));
    }
    return out;
}

void add_exceptional_routes(access::Routes& routes, Accounts::State const& s)
{
    using http::Method;
    using http::Request;
    auto const& gate = s.gate;
    auto support = spec(Method::post, "/staff/clients/{client}/support-access", "Open support access to a Client's data, for a reason and a short time", "support",
        json::schema<OpenSupportIn>(), json::schema<OpenedOut>(), 201);
    support.tenant_param = "client";
    routes.guarded_group<OpenSupport>(std::move(support), [&gate](access::GrantedGroup<OpenSupport>& g, Request const& r) { return open_support(g, gate, r); });
    auto glass = spec(Method::post, "/staff/members/{member}/break-glass", "Open one person's data in an emergency; somebody else reviews it", "break_glass",
        json::schema<BreakGlassIn>(), json::schema<OpenedOut>(), 201);
    glass.subject_param = "member";
    routes.guarded<BreakGlass>(std::move(glass), [&gate](access::Granted<BreakGlass>& g, Request const& r) { return break_glass(g, gate, r); });
    auto of_care = spec(Method::post, "/staff/service-users/{person}/break-glass", "Open one service user's case in an emergency; somebody else reviews it", "break_glass",
        json::schema<BreakGlassIn>(), json::schema<OpenedOut>(), 201);
    of_care.subject_param = "person";
    routes.guarded<BreakGlassCase>(std::move(of_care), [&gate](access::Granted<BreakGlassCase>& g, Request const& r) { return break_glass(g, gate, r); });
    routes.guarded_group<ReadOpened>(spec(Method::get, "/staff/exceptional-access", "Doors that are or were opened, those that wait for a review first", "accountability", {}, json::schema<AccessesOut>()),
        [&gate](access::GrantedGroup<ReadOpened>& g, Request const&) -> Result<http::Response> { return json_of(AccessesOut { TRY(opened(g, gate)) }); });
    routes.guarded_group<EndOpened>(spec(Method::post, "/staff/exceptional-access/{access}/end", "Close a door before its time", "accountability", {}, {}, 204),
        [&gate](access::GrantedGroup<EndOpened>& g, Request const& r) { return end_one(g, gate, r); });
    routes.guarded_group<Review>(spec(Method::post, "/staff/exceptional-access/{access}/review", "Review an emergency access of somebody else", "accountability", json::schema<ReviewIn>(), {}, 204),
        [&gate](access::GrantedGroup<Review>& g, Request const& r) { return review(g, gate, r); });
    auto own = spec(Method::get, "/v1/support-access", "Who of the operator may look or looked at this Client's data, when and why", "accountability", {}, json::schema<ClientRows>());
    own.audience = "client";
    routes.guarded_group<ReadOwnSupport>(std::move(own), [&gate](access::GrantedGroup<ReadOwnSupport>& g, Request const&) { return list_own(g, gate); });
}

} // namespace wellkept::accounts
