#include "access/tenants.h"
#include "care/intake/intake.h"
#include "care/requests/store.h"
#include "platform/json/json.h"

namespace wellkept::requests {
namespace {

using Day = std::chrono::year_month_day;
constexpr auto shown_after = std::chrono::hours(24 * 60); // a closed request stays on the officer's list so long

struct PassIn {
    std::string kind, how;
    Day received_on;
    std::string words;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 5'000 }; }
};
struct AskIn {
    std::string kind, words;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 5'000 }; }
};
struct PassedOut {
    Uuid request_id;
    Day due_on;
};
struct FollowedOne { // what becomes of it is between the person and the officer: a state, and no more
    Uuid request_id;
    std::string kind, state; // passed_on, acknowledged, closed
    Day received_on, due_on;
    Instant passed_on_at;
    bool mine;
};
struct FollowedOut {
    std::vector<FollowedOne> requests;
};
struct ListedOne {
    SubjectId person_id;
    Uuid request_id;
    std::string kind, how, state; // passed_on, acknowledged, answered, refused
    Day received_on, due_on;
    bool overdue, by_person;
    Instant passed_on_at;
};
struct ListedOut {
    std::vector<ListedOne> requests;
};
struct WhoOut { // who asks, and how they may be reached
    std::string name;
    std::optional<std::string> known_as, birth_date, phone, email;
    std::vector<std::string> address, safe_channels;
    bool voicemail;
    std::optional<std::string> safe_from, safe_until, ask_for;
    std::string territory;
};
struct OneOut {
    Uuid request_id;
    std::string kind, how, state;
    Day received_on, due_on;
    bool overdue;
    std::optional<SubjectId> passed_on_by; // left out: the person themself
    Instant passed_on_at;
    std::string words;
    std::optional<Instant> acknowledged_at;
    std::optional<Day> answered_on;
    std::optional<std::string> answer;
    WhoOut who;
};
struct AnswerIn {
    std::string outcome; // answered, refused
    Day on;
    std::string words;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 10'000 }; }
};
struct OwnOne {
    Uuid request_id;
    std::string kind, how, state, words;
    Day received_on, due_on;
    Instant passed_on_at;
    std::optional<Instant> acknowledged_at;
    std::optional<Day> answered_on;
    std::optional<std::string> answer;
};
struct TurnTo {
    std::string controller, officer, address, mail, regulator, regulator_url, regulator_phone;
};
struct OwnOut {
    std::vector<OwnOne> requests; // the newest first
    TurnTo turn_to;
};
BOOST_DESCRIBE_STRUCT(PassIn, (), (kind, how, received_on, words))
BOOST_DESCRIBE_STRUCT(AskIn, (), (kind, words))
BOOST_DESCRIBE_STRUCT(PassedOut, (), (request_id, due_on))
BOOST_DESCRIBE_STRUCT(FollowedOne, (), (request_id, kind, state, received_on, due_on, passed_on_at, mine))
BOOST_DESCRIBE_STRUCT(FollowedOut, (), (requests))
BOOST_DESCRIBE_STRUCT(ListedOne, (), (person_id, request_id, kind, how, state, received_on, due_on, overdue, by_person, passed_on_at))
BOOST_DESCRIBE_STRUCT(ListedOut, (), (requests))
BOOST_DESCRIBE_STRUCT(WhoOut, (), (name, known_as, birth_date, phone, email, address, safe_channels, voicemail, safe_from, safe_until, ask_for, territory))
BOOST_DESCRIBE_STRUCT(OneOut, (), (request_id, kind, how, state, received_on, due_on, overdue, passed_on_by, passed_on_at, words, acknowledged_at, answered_on, answer, who))
BOOST_DESCRIBE_STRUCT(AnswerIn, (), (outcome, on, words))
BOOST_DESCRIBE_STRUCT(OwnOne, (), (request_id, kind, how, state, words, received_on, due_on, passed_on_at, acknowledged_at, answered_on, answer))
BOOST_DESCRIBE_STRUCT(TurnTo, (), (controller, officer, address, mail, regulator, regulator_url, regulator_phone))
BOOST_DESCRIBE_STRUCT(OwnOut, (), (requests, turn_to))

template<typename T>
http::Response json_of(T const& v, int status = 200) { return http::Response::json(json::encode_text(v), status); }
http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}
Result<Uuid> id_of(http::Request const& r)
{
    auto const id = Uuid::parse(r.param("request"));
    if (!id) return not_found();
    return *id;
}
std::optional<Day> day_of(std::optional<std::chrono::sys_days> const& d) { return d ? std::optional(Day(*d)) : std::nullopt; }

template<typename Permission>
Result<http::Response> pass(access::Granted<Permission> const& g, access::Gate const& gate, http::Request const& r)
{
    auto const in = TRY(json::decode_text<PassIn>(r.body));
    auto const passed = TRY(pass_on(g, gate, { in.kind, in.how, std::chrono::sys_days(in.received_on), in.words }));
    return json_of(PassedOut { passed.id, Day(passed.due_on) }, 201);
}
Result<http::Response> followed(access::SubjectGrant const& g)
{
    FollowedOut out;
    // The rows alone: not a word is opened for whoever follows.
    for (auto const& r : TRY(store::all(g)))
        out.requests.push_back({ r.id, r.kind, r.answered_on ? "closed" : r.state, Day(r.received_on), Day(r.due_on), r.passed_on_at, r.passed_on_by && r.passed_on_by->value == g.actor().id });
    return json_of(out);
}

TurnTo turn_to(access::Gate const& gate, std::string_view code)
{
    auto const policy = gate.policy_now();
    auto const* t = policy->territory(code);
    if (!t) t = policy->territory_of_region(gate.region());
    if (!t) return {};
    return { t->controller.name, t->officer.name, t->officer.address, t->officer.mail, t->regulator.name, t->regulator.url, t->regulator.phone };
}

Result<http::Response> own(access::SubjectGrant const& g, access::Gate const& gate)
{
    OwnOut out;
    out.turn_to = turn_to(gate, TRY(intake::load(g)).person.territory);
    for (auto const& r : TRY(all(g)))
        out.requests.push_back({ r.id, r.kind, r.how, r.state, r.words, Day(r.received_on), Day(r.due_on), r.passed_on_at, r.acknowledged_at, day_of(r.answered_on), r.answer });
    return json_of(out);
}

Result<http::Response> open_one(access::SubjectGrant const& g, access::Gate const& gate, Uuid id)
{
    auto const r = TRY(one(g, id));
    auto const u = TRY(intake::load(g)).person;
    auto const* t = gate.policy_now()->territory(u.territory);
    return json_of(OneOut { r.id, r.kind, r.how, r.state, Day(r.received_on), Day(r.due_on), !r.closed() && overdue(gate, r.due_on), r.passed_on_by, r.passed_on_at, r.words, r.acknowledged_at,
        day_of(r.answered_on), r.answer,
        { u.contact.name, u.known_as, u.birth_date, u.contact.phone, u.contact.email, u.contact.address, u.safe.channels, u.safe.voicemail, u.safe.from, u.safe.until, u.safe.ask_for,
            t ? t->title : u.territory } });
}

access::Spec spec(http::Method method, std::string pattern, std::string summary, std::string request = {}, std::string response = {}, int status = 200)
{
    bool const own = pattern.starts_with("/care/you/");
    std::string const subject = pattern.find("{person}") != pattern.npos ? "person" : "";
    return { .method = method, .pattern = std::move(pattern), .summary = std::move(summary), .audience = own ? "service_user" : "staff", .purpose = std::string(purpose), .subject_param = subject,
        .request_schema = std::move(request), .response_schema = std::move(response), .success_status = status, .body_bytes_max = 64 * 1024 };
}

} // namespace

void add_routes(access::Routes& routes)
{
    using http::Method;
    using http::Request;
    using Out = Result<http::Response>;
    auto const& gate = routes.gate();
    std::string const of_person = "/care/service-users/{person}/requests", at_desk = "/care/people/{person}/requests", one_of = of_person + "/{request}", mine = "/care/you/data-requests";

    routes.guarded<PassOn>(spec(Method::post, of_person, "Pass on what somebody asks of their data; the privacy officer answers", json::schema<PassIn>(), json::schema<PassedOut>(), 201),
        [&gate](access::Granted<PassOn>& g, Request const& r) { return pass(g, gate, r); });
    routes.guarded<PassOnAtDesk>(spec(Method::post, at_desk, "Pass on what somebody asks of their data, before anybody is assigned", json::schema<PassIn>(), json::schema<PassedOut>(), 201),
        [&gate](access::Granted<PassOnAtDesk>& g, Request const& r) { return pass(g, gate, r); });
    routes.guarded<Follow>(spec(Method::get, of_person, "How far the requests of somebody one is assigned to have come", {}, json::schema<FollowedOut>()),
        [](access::Granted<Follow>& g, Request const&) { return followed(g); });
    routes.guarded<FollowAtDesk>(spec(Method::get, at_desk, "How far the requests of a service user have come", {}, json::schema<FollowedOut>()),
        [](access::Granted<FollowAtDesk>& g, Request const&) { return followed(g); });

    auto listing = spec(Method::get, "/care/requests", "What people ask of their data, by the day it is due", {}, json::schema<ListedOut>());
    listing.tenant = access::care_tenant;
    routes.guarded_group<List>(listing, [&gate](access::GrantedGroup<List>& g, Request const&) -> Out {
        ListedOut out;
        for (auto const& r : TRY(g.rows(store::listed(), gate.clock().now() - shown_after))) {
            bool const waits = r.state == "passed_on" || r.state == "acknowledged";
            out.requests.push_back({ r.subject, r.id, r.kind, r.how, r.state, Day(r.received_on), Day(r.due_on), waits && overdue(gate, r.due_on), r.by_person, r.passed_on_at });
        }
        return json_of(out);
    });
    routes.guarded<Open>(spec(Method::get, one_of, "One request: what is asked, by whom, and how they may be reached", {}, json::schema<OneOut>()),
        [&gate](access::Granted<Open>& g, Request const& r) -> Out { return open_one(g, gate, TRY(id_of(r))); });
    routes.guarded<Answer>(spec(Method::post, one_of + "/acknowledgement", "Say that the person was told that their request arrived", {}, {}, 204),
        [&gate](access::Granted<Answer>& g, Request const& r) -> Out {
            TRY(acknowledge(g, gate, TRY(id_of(r))));
            return no_content();
        });
    routes.guarded<Answer>(spec(Method::post, one_of + "/answer", "Write down what was answered and when, or why it was refused", json::schema<AnswerIn>(), {}, 204),
        [&gate](access::Granted<Answer>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<AnswerIn>(r.body));
            if (in.outcome != "answered" && in.outcome != "refused") return bad_input("outcome is answered or refused.");
            TRY(answer(g, gate, TRY(id_of(r)), in.outcome == "refused", std::chrono::sys_days(in.on), in.words));
            return no_content();
        });

    routes.guarded<ReadOwn>(spec(Method::get, mine, "What I asked of my data, what came of it, and whom to turn to", {}, json::schema<OwnOut>()),
        [&gate](access::Granted<ReadOwn>& g, Request const&) { return own(g, gate); });
    routes.guarded<Ask>(spec(Method::post, mine, "Ask something of my data", json::schema<AskIn>(), json::schema<PassedOut>(), 201), [&gate](access::Granted<Ask>& g, Request const& r) -> Out {
        auto const in = TRY(json::decode_text<AskIn>(r.body));
        auto const passed = TRY(ask(g, gate, in.kind, in.words));
        return json_of(PassedOut { passed.id, Day(passed.due_on) }, 201);
    });
}

} // namespace wellkept::requests
