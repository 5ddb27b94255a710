#include "access/routes.h"
#include "access/tenants.h"
#include "care/supervision/supervision.h"
#include "platform/json/json.h"

namespace wellkept::supervision {
namespace {

struct AppointIn {
    SubjectId supervisor_id;
    std::optional<Instant> until;
};
struct LinkOut {
    SubjectId account_id, supervisor_id;
    std::string name, supervisor_name;
    Instant since;
    std::optional<Instant> until;
};
struct LinksOut {
    std::vector<LinkOut> links;
};
struct OwnOut {
    std::optional<std::string> supervisor_name; // left out: nobody at this moment
};
struct AskIn {
    std::string question;
    std::optional<Uuid> session_id;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 4'000 }; }
};
struct IdOut {
    Uuid item_id;
};
struct ItemOut {
    Uuid item_id;
    std::optional<Uuid> session_id;
    std::string state, question;
    Instant asked_at, due_at;
    std::optional<std::chrono::year_month_day> discussed_on;
    std::optional<std::string> outcome;
};
struct ItemsOut {
    std::vector<ItemOut> items;
};
struct QuestionOut { // of whom, it does not say
    Uuid item_id;
    SubjectId account_id;
    std::string name, state, question;
    Instant asked_at, due_at;
    bool overdue;
    std::optional<std::chrono::year_month_day> discussed_on;
    std::optional<std::string> outcome;
};
struct QuestionsOut {
    std::vector<QuestionOut> questions;
};
struct DiscussIn {
    std::chrono::year_month_day on;
    std::string outcome;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 4'000 }; }
};
struct OverdueOut {
    SubjectId account_id;
    std::string name, supervisor_name;
    Instant asked_at, due_at;
};
struct OverduesOut {
    std::vector<OverdueOut> overdue;
};
BOOST_DESCRIBE_STRUCT(AppointIn, (), (supervisor_id, until))
BOOST_DESCRIBE_STRUCT(LinkOut, (), (account_id, supervisor_id, name, supervisor_name, since, until))
BOOST_DESCRIBE_STRUCT(LinksOut, (), (links))
BOOST_DESCRIBE_STRUCT(OwnOut, (), (supervisor_name))
BOOST_DESCRIBE_STRUCT(AskIn, (), (question, session_id))
BOOST_DESCRIBE_STRUCT(IdOut, (), (item_id))
BOOST_DESCRIBE_STRUCT(ItemOut, (), (item_id, session_id, state, question, asked_at, due_at, discussed_on, outcome))
BOOST_DESCRIBE_STRUCT(ItemsOut, (), (items))
BOOST_DESCRIBE_STRUCT(QuestionOut, (), (item_id, account_id, name, state, question, asked_at, due_at, overdue, discussed_on, outcome))
BOOST_DESCRIBE_STRUCT(QuestionsOut, (), (questions))
BOOST_DESCRIBE_STRUCT(DiscussIn, (), (on, outcome))
BOOST_DESCRIBE_STRUCT(OverdueOut, (), (account_id, name, supervisor_name, asked_at, due_at))
BOOST_DESCRIBE_STRUCT(OverduesOut, (), (overdue))

http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}
template<typename T>
http::Response json_of(T const& v, int status = 200) { return http::Response::json(json::encode_text(v), status); }
Result<Uuid> id_of(http::Request const& r, char const* what)
{
    auto const id = Uuid::parse(r.param(what));
    if (!id) return not_found();
    return *id;
}
std::optional<std::chrono::year_month_day> day_of(std::optional<std::chrono::sys_days> const& d)
{
    return d ? std::optional(std::chrono::year_month_day(*d)) : std::nullopt;
}
access::Spec spec(http::Method method, std::string pattern, std::string summary, std::string request = {}, std::string response = {}, int status = 200)
{
    std::string const subject = pattern.find("{person}") != pattern.npos ? "person" : pattern.find("{account}") != pattern.npos ? "account" : "";
    return { .method = method, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = std::string(purpose), .subject_param = subject,
        .request_schema = std::move(request), .response_schema = std::move(response), .success_status = status };
}
access::Spec over_care(access::Spec s)
{
    s.tenant = access::care_tenant;
    return s;
}
access::Spec of_care(access::Spec s)
{
    s.purpose = "care";
    return s;
}

} // namespace

void add_routes(access::Routes& routes, Context const& context)
{
    using http::Method;
    using http::Request;
    using Out = Result<http::Response>;
    auto const& gate = context.gate;
    std::string const of_one = "/care/people/{person}/cases/{case}/supervision";
    routes.guarded<Ask>(of_care(spec(Method::post, of_one, "Ask to talk something over in supervision, without the person's name", json::schema<AskIn>(), json::schema<IdOut>(), 201)),
        [&context](access::Granted<Ask>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<AskIn>(r.body));
            return json_of(IdOut { TRY(ask(g, context, TRY(id_of(r, "case")), in.session_id, in.question)) }, 201);
        });
    routes.guarded<ReadOfCase>(of_care(spec(Method::get, of_one, "What of this case was asked in supervision, and what came of it", {}, json::schema<ItemsOut>())),
        [](access::Granted<ReadOfCase>& g, Request const& r) -> Out {
            ItemsOut out;
            for (auto const& i : TRY(of_case(g, TRY(id_of(r, "case")))))
                out.items.push_back({ i.id, i.session, i.state, i.question, i.asked_at, i.due_at, day_of(i.discussed_on), i.outcome });
            return json_of(out);
        });
    routes.guarded_group<ListMine>(over_care(spec(Method::get, "/care/supervision", "What those whom I supervise want to talk over; of whom, it does not say", {}, json::schema<QuestionsOut>())),
        [&context](access::GrantedGroup<ListMine>& g, Request const&) -> Out {
            QuestionsOut out;
            auto const now = context.gate.clock().now();
            for (auto const& q : TRY(questions(g, context)))
                out.questions.push_back({ q.id, q.account, q.name, q.state, q.question, q.asked_at, q.due_at, q.state == "waiting" && q.due_at <= now, day_of(q.discussed_on), q.outcome });
            return json_of(out);
        });
    routes.guarded_group<Discuss>(over_care(spec(Method::post, "/care/supervision/{item}/discussion", "Write down that it was talked over, and what came of it", json::schema<DiscussIn>(), {}, 204)),
        [&context](access::GrantedGroup<Discuss>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<DiscussIn>(r.body));
            TRY(discuss(g, context, TRY(id_of(r, "item")), std::chrono::sys_days(in.on), in.outcome));
            return no_content();
        });
    routes.guarded_group<Govern>(over_care(spec(Method::get, "/care/supervision/overdue", "Questions that have waited too long for supervision: whose, and no more", {}, json::schema<OverduesOut>())),
        [&context](access::GrantedGroup<Govern>& g, Request const&) -> Out {
            OverduesOut out;
            for (auto const& o : TRY(overdue(g, context))) out.overdue.push_back({ o.account, o.name, o.supervisor_name, o.asked_at, o.due_at });
            return json_of(out);
        });
    routes.guarded_group<SeeLinks>(spec(Method::get, "/care/supervision/links", "Who supervises whom at this moment", {}, json::schema<LinksOut>()),
        [&gate](access::GrantedGroup<SeeLinks>& g, Request const&) -> Out {
            LinksOut out;
            for (auto const& l : TRY(links(g, gate))) out.links.push_back({ l.account, l.supervisor, l.name, l.supervisor_name, l.starts_at, l.ends_at });
            return json_of(out);
        });
    routes.guarded<OwnSupervisor>(spec(Method::get, "/care/supervision/me", "Who supervises me at this moment", {}, json::schema<OwnOut>()),
        [&gate](access::Granted<OwnSupervisor>& g, Request const&) -> Out {
            auto const l = TRY(own_link(g, gate));
            return json_of(OwnOut { l ? std::optional(l->supervisor_name) : std::nullopt });
        });
    routes.guarded<Appoint>(spec(Method::put, "/care/clinicians/{account}/supervisor", "Say who supervises a clinician from now on", json::schema<AppointIn>(), {}, 204),
        [&gate](access::Granted<Appoint>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<AppointIn>(r.body));
            TRY(appoint(g, gate, in.supervisor_id, in.until));
            return no_content();
        });
    routes.guarded<Appoint>(spec(Method::post, "/care/clinicians/{account}/supervisor/end", "End a clinician's supervision by whoever has it now", {}, {}, 204),
        [&gate](access::Granted<Appoint>& g, Request const&) -> Out {
            TRY(end_link(g, gate));
            return no_content();
        });
}

} // namespace wellkept::supervision
