#include "access/tenants.h"
#include "care/misuse/store.h"
#include "platform/json/json.h"

namespace wellkept::misuse {
namespace {

struct MeasureIn {
    std::string kind, text;
    Instant taken_at;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 10'000 }; }
};
struct IdOut {
    Uuid id;
};
struct TextIn {
    std::string text;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 10'000 }; }
};
struct DecisionIn {
    bool approve;
};
struct RuleOut {
    std::string code, title;
    std::int64_t after_days;
};
struct MeasureOut {
    std::string kind;
    SubjectId author_id;
    std::optional<std::string> text;
    Instant taken_at;
};
struct NoticeOut {
    Uuid notice_id;
    std::string state, text;
    std::optional<Instant> told_at, may_be_sent_from;
    Instant proposed_at, since;
};
struct StandOut {
    std::vector<RuleOut> rules;
    std::vector<MeasureOut> measures; // the oldest first
    std::optional<std::string> missing; // the next measure that the policy asks for
    std::vector<NoticeOut> notices;
};
struct WeighOut {
    NoticeOut notice;
    std::vector<MeasureOut> measures; // which, when and by whom; not what was said
};
struct ListedOut {
    SubjectId person_id;
    Uuid notice_id;
    std::string state;
    bool told;
    Instant proposed_at;
};
struct ListOut {
    std::vector<ListedOut> notices;
};
BOOST_DESCRIBE_STRUCT(MeasureIn, (), (kind, text, taken_at))
BOOST_DESCRIBE_STRUCT(IdOut, (), (id))
BOOST_DESCRIBE_STRUCT(TextIn, (), (text))
BOOST_DESCRIBE_STRUCT(DecisionIn, (), (approve))
BOOST_DESCRIBE_STRUCT(RuleOut, (), (code, title, after_days))
BOOST_DESCRIBE_STRUCT(MeasureOut, (), (kind, author_id, text, taken_at))
BOOST_DESCRIBE_STRUCT(NoticeOut, (), (notice_id, state, text, told_at, may_be_sent_from, proposed_at, since))
BOOST_DESCRIBE_STRUCT(StandOut, (), (rules, measures, missing, notices))
BOOST_DESCRIBE_STRUCT(WeighOut, (), (notice, measures))
BOOST_DESCRIBE_STRUCT(ListedOut, (), (person_id, notice_id, state, told, proposed_at))
BOOST_DESCRIBE_STRUCT(ListOut, (), (notices))

Result<Uuid> id_of(http::Request const& r)
{
    auto const id = Uuid::parse(r.param("notice"));
    if (!id) return not_found();
    return *id;
}
http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}
NoticeOut out_of(Notice const& n) { return { n.id, n.state, n.text, n.told_at, n.may_be_sent_from, n.proposed_at, n.state_at }; }
MeasureOut out_of(Measure const& m) { return { m.kind, m.author, m.text.empty() ? std::optional<std::string> {} : m.text, m.taken_at }; }

} // namespace

void add_routes(access::Routes& routes, Rules given)
{
    using http::Method;
    using http::Request;
    using Out = Result<http::Response>;
    auto const& gate = routes.gate();
    auto const rules = std::make_shared<Rules const>(std::move(given));
    auto const base = std::string("/care/service-users/{person}/misuse"), notice = base + "/notices/{notice}";
    auto act = [&](Method method, std::string pattern, std::string summary, std::string request = {}, std::string response = {}, int status = 204) {
        return access::Spec { .method = method, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = "misuse_notice", .subject_param = "person",
            .request_schema = std::move(request), .response_schema = std::move(response), .success_status = status };
    };
    routes.guarded<Read>(act(Method::get, base, "What was done about misuse, what is still to be tried, and the notices", {}, json::schema<StandOut>(), 200),
        [&gate, rules](access::Granted<Read>& g, Request const&) -> Out {
            StandOut out;
            for (auto const& r : rules->measures) out.rules.push_back({ r.code, r.title, std::chrono::floor<std::chrono::days>(r.after.about()).count() });
            auto const all = TRY(measures(g, true));
            for (auto const& m : all) out.measures.push_back(out_of(m));
            out.missing = missing(*rules, all);
            for (auto const& n : TRY(notices(g, gate, *rules))) out.notices.push_back(out_of(n));
            return http::Response::json(json::encode_text(out));
        });
    routes.guarded<Record>(act(Method::post, base + "/measures", "Write down what was done about misuse, and when", json::schema<MeasureIn>(), json::schema<IdOut>(), 201),
        [&gate, rules](access::Granted<Record>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<MeasureIn>(r.body));
            return http::Response::json(json::encode_text(IdOut { TRY(record(g, gate, *rules, in.kind, in.taken_at, in.text)) }), 201);
        });
    routes.guarded<Propose>(act(Method::post, base + "/notices", "Propose a notice to the organisation; what the policy asks for first must be on record", {}, json::schema<IdOut>(), 201),
        [&gate, rules](access::Granted<Propose>& g, Request const&) -> Out { return http::Response::json(json::encode_text(IdOut { TRY(propose(g, gate, *rules)) }), 201); });
    routes.guarded<Propose>(act(Method::post, notice + "/withdrawal", "Take a notice back that was not sent"), [&gate](access::Granted<Propose>& g, Request const& r) -> Out {
        TRY(withdraw(g, gate, TRY(id_of(r))));
        return no_content();
    });
    routes.guarded<Record>(act(Method::post, notice + "/told", "Say that the person was told, and how", json::schema<TextIn>()), [&gate](access::Granted<Record>& g, Request const& r) -> Out {
        TRY(tell(g, gate, TRY(id_of(r)), TRY(json::decode_text<TextIn>(r.body)).text));
        return no_content();
    });
    routes.guarded_group<ListWaiting>({ .pattern = "/care/misuse/waiting", .summary = "Notices of misuse that wait for a decision, or to be sent", .audience = "staff", .purpose = "misuse_notice",
                                          .response_schema = json::schema<ListOut>(), .tenant = access::care_tenant },
        [](access::GrantedGroup<ListWaiting>& g, Request const&) -> Out {
            ListOut out;
            for (auto const& n : TRY(g.rows(store::waiting()))) out.notices.push_back({ n.subject, n.id, n.state, n.told_at.has_value(), n.at });
            return http::Response::json(json::encode_text(out));
        });
    routes.guarded<Weigh>(act(Method::get, notice, "A notice as it would leave, and which measures came before", {}, json::schema<WeighOut>(), 200), [&gate, rules](access::Granted<Weigh>& g, Request const& r) -> Out {
        auto const id = TRY(id_of(r));
        for (auto const& n : TRY(notices(g, gate, *rules))) {
            if (n.id != id) continue;
            WeighOut out { out_of(n), {} };
            for (auto const& m : TRY(measures(g, false))) out.measures.push_back(out_of(m));
            return http::Response::json(json::encode_text(out));
        }
        return not_found();
    });
    routes.guarded<Approve>(act(Method::post, notice + "/decision", "Approve a notice of misuse, or refuse it", json::schema<DecisionIn>()), [&gate, rules](access::Granted<Approve>& g, Request const& r) -> Out {
        TRY(approve(g, gate, *rules, TRY(id_of(r)), TRY(json::decode_text<DecisionIn>(r.body)).approve));
        return no_content();
    });
    routes.guarded<Send>(act(Method::post, notice + "/sending", "Say that an approved notice was sent, and to whom", json::schema<TextIn>()), [&gate, rules](access::Granted<Send>& g, Request const& r) -> Out {
        TRY(send(g, gate, *rules, TRY(id_of(r)), TRY(json::decode_text<TextIn>(r.body)).text));
        return no_content();
    });
}

} // namespace wellkept::misuse
