#include "care/reports/json.h"
#include "care/reports/store.h"

namespace wellkept::reports {
namespace {

struct DraftIn {
    Uuid referral_id;
    std::string kind, text;
    static constexpr json::Bounds bounds(std::string_view m) { return { .length_max = m == "text" ? std::size_t(60'000) : std::size_t(100) }; }
};
struct TextIn {
    std::string text;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 60'000 }; }
};
struct IdOut {
    Uuid report_id;
};
struct SaidOut {
    std::string event, text;
    Instant at;
};
struct ReportOut {
    Uuid report_id, referral_id;
    std::string kind, state, text, hash;
    std::optional<std::string> statement;
    std::optional<Instant> changes_until;
    Instant since;
    std::vector<SaidOut> said; // what changes were asked for, and what was answered
};
struct ReportsOut {
    std::vector<ReportOut> reports;
};
struct KindOut {
    std::string service, kind;
};
struct WrittenOut {
    std::vector<ReportOut> reports;
    std::vector<KindOut> kinds; // what the policy has for which service of a referral
};
struct QueuedOut {
    SubjectId person_id;
    Uuid report_id;
    std::string kind, state;
    Instant since;
};
struct QueueOut {
    std::vector<QueuedOut> reports;
};
struct AnswerIn {
    std::string answer; // agree, ask_change, attach, withdraw
    std::optional<std::string> hash, text;
    static constexpr json::Bounds bounds(std::string_view m) { return { .length_max = m == "text" ? std::size_t(60'000) : std::size_t(100) }; }
};
struct ReceivedOut {
    Uuid report_id, referral_id;
    std::string kind, text;
    std::optional<std::string> statement;
    Instant delivered_at;
};
struct ReceivedAllOut {
    std::vector<ReceivedOut> reports;
};
BOOST_DESCRIBE_STRUCT(DraftIn, (), (referral_id, kind, text))
BOOST_DESCRIBE_STRUCT(TextIn, (), (text))
BOOST_DESCRIBE_STRUCT(IdOut, (), (report_id))
BOOST_DESCRIBE_STRUCT(SaidOut, (), (event, text, at))
BOOST_DESCRIBE_STRUCT(ReportOut, (), (report_id, referral_id, kind, state, text, hash, statement, changes_until, since, said))
BOOST_DESCRIBE_STRUCT(KindOut, (), (service, kind))
BOOST_DESCRIBE_STRUCT(WrittenOut, (), (reports, kinds))
BOOST_DESCRIBE_STRUCT(ReportsOut, (), (reports))
BOOST_DESCRIBE_STRUCT(QueuedOut, (), (person_id, report_id, kind, state, since))
BOOST_DESCRIBE_STRUCT(QueueOut, (), (reports))
BOOST_DESCRIBE_STRUCT(AnswerIn, (), (answer, hash, text))
BOOST_DESCRIBE_STRUCT(ReceivedOut, (), (report_id, referral_id, kind, text, statement, delivered_at))
BOOST_DESCRIBE_STRUCT(ReceivedAllOut, (), (reports))

Result<Uuid> id_of(http::Request const& r)
{
    auto const id = Uuid::parse(r.param("report"));
    if (!id) return not_found();
    return *id;
}

http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}

ReportOut out_of(Report const& r)
{
    ReportOut out { r.id, r.referral, r.kind, std::string(name(r.state)), r.text, hash_of(r.text), r.statement, r.review_until, r.state_at, {} };
    for (auto const& s : r.said) out.said.push_back({ s.event, s.text, s.at });
    return out;
}

Result<http::Response> answer(access::Granted<Answer>& g, access::Gate const& gate, http::Request const& r)
{
    auto const in = TRY(json::decode_text<AnswerIn>(r.body));
    auto const id = TRY(id_of(r));
    if (in.answer == "agree") TRY(agree(g, gate, id, in.hash.value_or("")));
    else if (in.answer == "attach") TRY(attach(g, gate, id, in.hash.value_or(""), in.text.value_or("")));
    else if (in.answer == "ask_change") TRY(ask_change(g, gate, id, in.text.value_or("")));
    else if (in.answer == "withdraw") TRY(withdraw(g, gate, id));
    else return bad_input("answer is agree, ask_change, attach or withdraw.");
    return no_content();
}

} // namespace

void add_routes(access::Routes& routes, Rules given)
{
    using http::Method;
    auto const& gate = routes.gate();
    auto const rules = std::make_shared<Rules const>(std::move(given));
    auto const person = std::string("/care/service-users/{person}/reports");
    auto act = [&](std::string pattern, std::string summary) {
        return access::Spec { .method = Method::post, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = "care",
            .subject_param = "person", .success_status = 204, .body_bytes_max = 512 * 1024 };
    };

    auto with_text = [&](std::string pattern, std::string summary) {
        auto s = act(std::move(pattern), std::move(summary));
        s.request_schema = json::schema<TextIn>();
        return s;
    };
    auto drafting = act(person, "Draft a report that the policy has for the service of a referral");
    drafting.request_schema = json::schema<DraftIn>();
    drafting.response_schema = json::schema<IdOut>();
    drafting.success_status = 201;
    routes.guarded<Write>(drafting, [&gate, rules](access::Granted<Write>& g, http::Request const& r) -> Result<http::Response> {
        auto const in = TRY(json::decode_text<DraftIn>(r.body));
        return http::Response::json(json::encode_text(IdOut { TRY(draft(g, gate, *rules, in.referral_id, in.kind, in.text)) }), 201);
    });
    routes.guarded<Read>({ .pattern = person, .summary = "Reports about a person that one is assigned to", .audience = "staff", .purpose = "care", .subject_param = "person",
                             .response_schema = json::schema<WrittenOut>() },
        [rules](access::Granted<Read>& g, http::Request const&) -> Result<http::Response> {
            WrittenOut out;
            for (auto const& r : rules->all) out.kinds.push_back({ r.service, r.kind });
            for (auto const& one : TRY(all(g))) out.reports.push_back(out_of(one));
            return http::Response::json(json::encode_text(out));
        });
    routes.guarded<Write>(with_text(person + "/{report}/text", "Write a draft anew, or change a report as the person asked"),
        [&gate](access::Granted<Write>& g, http::Request const& r) -> Result<http::Response> {
            TRY(rewrite(g, gate, TRY(id_of(r)), TRY(json::decode_text<TextIn>(r.body)).text));
            return no_content();
        });
    routes.guarded<Write>(with_text(person + "/{report}/declined-change", "Decline a change that the person asked for, and say why"),
        [&gate](access::Granted<Write>& g, http::Request const& r) -> Result<http::Response> {
            TRY(decline_change(g, gate, TRY(id_of(r)), TRY(json::decode_text<TextIn>(r.body)).text));
            return no_content();
        });
    routes.guarded<Write>(act(person + "/{report}/sending", "Give an approved report to the person to read"),
        [&gate](access::Granted<Write>& g, http::Request const& r) -> Result<http::Response> {
            TRY(send(g, gate, TRY(id_of(r))));
            return no_content();
        });
    routes.guarded<Review>({ .pattern = person + "/{report}/review", .summary = "A report that waits for approval, to be read before it is approved", .audience = "staff", .purpose = "care",
                               .subject_param = "person", .response_schema = json::schema<ReportOut>() },
        [](access::Granted<Review>& g, http::Request const& r) -> Result<http::Response> {
            return http::Response::json(json::encode_text(out_of(TRY(review(g, TRY(id_of(r)))))));
        });
    routes.guarded<Approve>(act(person + "/{report}/approval", "Approve somebody else's report clinically"),
        [&gate](access::Granted<Approve>& g, http::Request const& r) -> Result<http::Response> {
            TRY(approve(g, gate, TRY(id_of(r))));
            return no_content();
        });
    auto releasing = act(person + "/{report}/release", "Release a report that the person has agreed to, to its one recipient");
    releasing.purpose = "report_release";
    routes.guarded<Release>(releasing, [&gate, rules](access::Granted<Release>& g, http::Request const& r) -> Result<http::Response> {
        TRY(release(g, gate, *rules, TRY(id_of(r))));
        return no_content();
    });
    routes.guarded<Recall>(with_text(person + "/{report}/recall", "Take a released report back, and say why"),
        [&gate](access::Granted<Recall>& g, http::Request const& r) -> Result<http::Response> {
            TRY(recall(g, gate, TRY(id_of(r)), TRY(json::decode_text<TextIn>(r.body)).text));
            return no_content();
        });
    routes.guarded_group<Queue>({ .pattern = "/care/reports", .summary = "Reports that wait for clinical approval", .audience = "staff", .purpose = "care",
                                    .response_schema = json::schema<QueueOut>(), .tenant = access::care_tenant },
        [](access::GrantedGroup<Queue>& g, http::Request const&) -> Result<http::Response> {
            QueueOut out;
            for (auto const& q : TRY(g.rows(store::to_approve()))) out.reports.push_back({ q.subject, q.report, q.kind, q.state, q.state_at });
            return http::Response::json(json::encode_text(out));
        });

    routes.guarded<ReadOwn>({ .pattern = "/care/you/reports", .summary = "Reports about the person, as they were given to them", .audience = "service_user", .purpose = "care",
                                .response_schema = json::schema<ReportsOut>() },
        [](access::Granted<ReadOwn>& g, http::Request const&) -> Result<http::Response> {
            ReportsOut out;
            for (auto const& one : TRY(all(g)))
                if (shown(one.state)) out.reports.push_back(out_of(one));
            return http::Response::json(json::encode_text(out));
        });
    routes.guarded<Answer>({ .method = Method::post, .pattern = "/care/you/reports/{report}/answer", .summary = "Agree to a report, ask for changes, attach one's views, or withdraw",
                               .audience = "service_user", .purpose = "care", .request_schema = json::schema<AnswerIn>(), .success_status = 204, .body_bytes_max = 512 * 1024 },
        [&gate](access::Granted<Answer>& g, http::Request const& r) { return answer(g, gate, r); });

    // Each reading stands in the person's own log: the list names them there, and nowhere in the answer.
    routes.guarded_group<Receive>({ .pattern = "/care/organisation/reports", .summary = "Reports that people agreed to release to the account that asks", .audience = "staff",
                                      .purpose = "report_release", .response_schema = json::schema<ReceivedAllOut>() },
        [&gate](access::GrantedGroup<Receive>& g, http::Request const&) -> Result<http::Response> {
            ReceivedAllOut out;
            for (auto const& d : TRY(g.rows(store::delivered_to(), g.actor().pseudonym))) {
                auto const l = TRY(json::decode_text<Letter>(TRY(gate.keys().open_for_tenant(g.tenant(), "reports.delivered/" + d.report.text(), d.body.data))));
                out.reports.push_back({ d.report, d.referral, l.kind, l.text, l.statement, d.at });
            }
            return http::Response::json(json::encode_text(out));
        });
}

} // namespace wellkept::reports
