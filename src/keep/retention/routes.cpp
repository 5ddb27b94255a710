// Retention at the desk: what falls due, what is held or restricted, what waits for somebody's decision.
#include "access/routes.h"
#include "access/system.h"
#include "access/tenants.h"
#include "keep/retention/retention.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::retention {
namespace {

struct DueOut {
    std::string month; // 2026-11, or overdue
    std::optional<ClientId> client_id;
    std::string record_class, title, action;
    std::int64_t records;
};
struct ClassOut {
    std::string code, title, trigger, period, action, basis;
    bool statutory;
    bool bound; // a room keeps such records
};
struct CalendarOut {
    std::vector<DueOut> due;
    std::vector<ClassOut> classes;
    Instant until;
    std::optional<Instant> last_run;
};
struct HoldOut {
    SubjectId member_id;
    ClientId client_id;
    Uuid hold_id;
    std::string kind;
    std::optional<std::string> record_class, title;
    std::optional<Uuid> record_id;
    std::string reason, owner;
    Instant review_at, placed_at;
    bool overdue;
    std::optional<Instant> released_at;
    std::optional<std::string> released_why;
};
struct RestrictedOut {
    SubjectId member_id;
    ClientId client_id;
};
struct ReviewOut {
    SubjectId member_id;
    ClientId client_id;
    std::string record_class, title;
    Uuid record_id;
    Instant opened_at;
};
struct WaitingOut {
    std::vector<HoldOut> holds;
    std::vector<RestrictedOut> restricted;
    std::vector<ReviewOut> reviews;
};
struct PersonOut {
    SubjectId member_id;
    ClientId client_id;
    std::string state;
    bool restricted;
    std::vector<HoldOut> holds;
};
struct HoldIn {
    std::string reason, owner;
    std::chrono::year_month_day review_on;
    std::optional<std::string> record_class;
    std::optional<Uuid> record_id;
    static constexpr json::Bounds bounds(std::string_view m)
    {
        return { .length_min = 1, .length_max = m == "reason" ? 1'000u : 200u };
    }
};
struct HoldAdded {
    Uuid hold_id;
};
struct ReleaseIn {
    std::string why;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 1'000 }; }
};
enum class Verdict { keep, destroy };
BOOST_DESCRIBE_ENUM(Verdict, keep, destroy)
struct DecisionIn {
    std::string record_class;
    Uuid record_id;
    Verdict decision;
};
BOOST_DESCRIBE_STRUCT(DueOut, (), (month, client_id, record_class, title, action, records))
BOOST_DESCRIBE_STRUCT(ClassOut, (), (code, title, trigger, period, action, basis, statutory, bound))
BOOST_DESCRIBE_STRUCT(CalendarOut, (), (due, classes, until, last_run))
BOOST_DESCRIBE_STRUCT(HoldOut, (),
    (member_id, client_id, hold_id, kind, record_class, title, record_id, reason, owner, review_at, placed_at, overdue,
        released_at, released_why))
BOOST_DESCRIBE_STRUCT(RestrictedOut, (), (member_id, client_id))
BOOST_DESCRIBE_STRUCT(ReviewOut, (), (member_id, client_id, record_class, title, record_id, opened_at))
BOOST_DESCRIBE_STRUCT(WaitingOut, (), (holds, restricted, reviews))
BOOST_DESCRIBE_STRUCT(PersonOut, (), (member_id, client_id, state, restricted, holds))
BOOST_DESCRIBE_STRUCT(HoldIn, (), (reason, owner, review_on, record_class, record_id))
BOOST_DESCRIBE_STRUCT(HoldAdded, (), (hold_id))
BOOST_DESCRIBE_STRUCT(ReleaseIn, (), (why))
BOOST_DESCRIBE_STRUCT(DecisionIn, (), (record_class, record_id, decision))

constexpr auto year = std::chrono::hours(24 * 366);

template <typename T> http::Response json_of(T const& value, int status = 200)
{
    return http::Response::json(json::encode_text(value), status);
}
http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}

std::string title_of(access::Policy const& policy, std::string const& record_class)
{
    auto const* rule = policy.retention().find(record_class);
    return rule ? rule->title : record_class;
}

HoldOut shown(Hold const& h, ClientId client, access::Gate const& gate, access::Policy const& policy)
{
    auto const title = h.record_class ? std::optional(title_of(policy, *h.record_class)) : std::nullopt;
    return { h.subject, client, h.id, h.kind, h.record_class, title, h.record, h.reason, h.owner, h.review_at,
        h.placed_at, !h.released_at && h.review_at <= gate.clock().now(), h.released_at, h.released_why };
}

Result<http::Response> calendar(
    access::GrantCore const& grant, access::Gate const& gate, db::Pool& pool, Rooms const& rooms)
{
    auto const policy = gate.policy_now();
    CalendarOut out { {}, {}, gate.clock().now() + year, {} };
    for (auto const& l : TRY(Engine::calendar(gate, pool, rooms, out.until)))
        out.due.push_back({ l.month, l.client == ClientId {} ? std::nullopt : std::optional(l.client), l.record_class,
            title_of(*policy, l.record_class), l.action, l.records });
    for (auto const& c : policy->retention().classes())
        out.classes.push_back({ c.code, c.title, std::string(access::name(c.trigger)), c.period.words(),
            std::string(access::name(c.action)), c.basis, c.statutory, c.bound() });
    for (auto const& p : TRY(proofs(grant.tx(), 1))) out.last_run = p.finished_at;
    return json_of(out);
}

// Client by Client: each is a decision and leaves its own rows, which name everybody listed.
Result<http::Response> waiting(access::GrantCore const& grant, access::Gate const& gate, db::Pool& pool)
{
    auto const policy = gate.policy_now();
    WaitingOut out;
    for (auto const& t : TRY(access::all_tenants(grant.tx()))) {
        if (t.region != gate.region() || t.id == access::house_tenant) continue;
        TRY(access::beside_group<ReadRetention>(
            gate, pool, grant, "rights", t.id, [&](access::GrantedGroup<ReadRetention>& group) -> Result<> {
                for (auto const& h : TRY(holds_of_client(group))) out.holds.push_back(shown(h, t.id, gate, *policy));
                for (auto const& r : TRY(restricted_of_client(group))) out.restricted.push_back({ r.subject, t.id });
                for (auto const& r : TRY(reviews_of_client(group)))
                    out.reviews.push_back(
                        { r.subject, t.id, r.record_class, title_of(*policy, r.record_class), r.record, r.opened_at });
                return {};
            }));
    }
    std::stable_sort(
        out.holds.begin(), out.holds.end(), [](auto const& a, auto const& b) { return a.review_at < b.review_at; });
    return json_of(out);
}

Result<http::Response> person(access::Granted<ReadRetention> const& grant, access::Gate const& gate)
{
    auto const policy = gate.policy_now();
    auto const state = TRY(state_of(grant));
    PersonOut out { grant.subject(), grant.tenant(), state.state, state.restricted, {} };
    for (auto const& h : TRY(holds(grant))) out.holds.push_back(shown(h, grant.tenant(), gate, *policy));
    return json_of(out);
}

Result<http::Response> hold(
    access::Granted<PlaceHold> const& grant, access::Gate const& gate, http::Request const& request)
{
    auto in = TRY(json::decode_text<HoldIn>(request.body));
    return json_of(
        HoldAdded { TRY(place_hold(grant, gate,
            { std::move(in.record_class), in.record_id, in.reason, in.owner, std::chrono::sys_days(in.review_on) })) },
        201);
}

Result<http::Response> release(
    access::Granted<ReleaseHold> const& grant, access::Gate const& gate, http::Request const& request)
{
    auto const in = TRY(json::decode_text<ReleaseIn>(request.body));
    auto const id = Uuid::parse(request.param("hold"));
    if (!id) return not_found();
    TRY(release_hold(grant, gate, *id, in.why));
    return no_content();
}

Result<http::Response> decide_review(
    access::Granted<Review> const& grant, Engine const& engine, http::Request const& request)
{
    auto const in = TRY(json::decode_text<DecisionIn>(request.body));
    TRY(in.decision == Verdict::keep ? engine.keep_reviewed(grant, in.record_class, in.record_id)
                                     : engine.destroy_reviewed(grant, in.record_class, in.record_id));
    return no_content();
}

access::Spec spec(http::Method method, std::string pattern, std::string summary, std::string purpose,
    std::string request, std::string response, int status)
{
    std::string const subject = pattern.find("{member}") == pattern.npos ? "" : "member";
    return { .method = method,
        .pattern = std::move(pattern),
        .summary = std::move(summary),
        .audience = "staff",
        .purpose = std::move(purpose),
        .subject_param = subject,
        .request_schema = std::move(request),
        .response_schema = std::move(response),
        .success_status = status,
        .body_bytes_max = 64 * 1024 };
}

} // namespace

void add_routes(access::Routes& routes, Engine const& engine, db::Pool& pool, Rooms const& rooms)
{
    using http::Method;
    using http::Request;
    using Out = Result<http::Response>;
    auto const& gate = routes.gate();
    routes.guarded_group<ReadRetention>(
        spec(Method::get, "/staff/retention/calendar",
            "What falls due within a year, by month, Client and record class, as counts", "rights", {},
            json::schema<CalendarOut>(), 200),
        [&gate, &pool, &rooms](
            access::GrantedGroup<ReadRetention>& g, Request const&) { return calendar(g, gate, pool, rooms); });
    routes.guarded_group<ReadRetention>(spec(Method::get, "/staff/retention/waiting",
                                            "Holds in force, restricted people, and reviews that wait for a decision",
                                            "rights", {}, json::schema<WaitingOut>(), 200),
        [&gate, &pool](access::GrantedGroup<ReadRetention>& g, Request const&) { return waiting(g, gate, pool); });
    routes.guarded<ReadRetention>(
        spec(Method::get, "/staff/members/{member}/retention",
            "What is held of a Member, and whether they are restricted", "rights", {}, json::schema<PersonOut>(), 200),
        [&gate](access::Granted<ReadRetention>& g, Request const&) { return person(g, gate); });
    routes.guarded<PlaceHold>(spec(Method::post, "/staff/members/{member}/holds",
                                  "Place a legal hold: what it covers is not destroyed until it is released",
                                  "legal_claims", json::schema<HoldIn>(), json::schema<HoldAdded>(), 201),
        [&gate](access::Granted<PlaceHold>& g, Request const& r) { return hold(g, gate, r); });
    routes.guarded<ReleaseHold>(spec(Method::post, "/staff/members/{member}/holds/{hold}/release",
                                    "Release a hold; what it alone blocked goes on by itself", "legal_claims",
                                    json::schema<ReleaseIn>(), {}, 204),
        [&gate](access::Granted<ReleaseHold>& g, Request const& r) { return release(g, gate, r); });
    routes.guarded<Restrict>(
        spec(Method::put, "/staff/members/{member}/restriction",
            "Restrict a Member's data to storage, rights and legal claims (GDPR Article 18)", "rights", {}, {}, 204),
        [&gate](access::Granted<Restrict>& g, Request const&) -> Out {
            TRY(restrict_person(g, gate));
            return no_content();
        });
    routes.guarded<Restrict>(
        spec(Method::del, "/staff/members/{member}/restriction", "End a restriction", "rights", {}, {}, 204),
        [&gate](access::Granted<Restrict>& g, Request const&) -> Out {
            TRY(lift_restriction(g, gate));
            return no_content();
        });
    routes.guarded<Review>(spec(Method::post, "/staff/members/{member}/reviews",
                               "Decide about a record whose time is up: destroy it now, or keep it for another period",
                               "retention", json::schema<DecisionIn>(), {}, 204),
        [&engine](access::Granted<Review>& g, Request const& r) { return decide_review(g, engine, r); });
}

} // namespace wellkept::retention
