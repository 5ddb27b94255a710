// What is asked of anybody: which services and questionnaires there are, and, after a case, how it was.
#include "access/system.h"
#include "access/tenants.h"
#include "care/cases/case_file.h"
#include "platform/json/json.h"

namespace wellkept::cases {
namespace {

struct ReportOut {
    std::string code, title, to, needs;
};
struct ServiceOut {
    std::string code, title;
    std::int32_t sessions, sessions_max;
    std::vector<std::string> modes;
    std::vector<ReportOut> reports;
};
struct BandOut {
    std::int32_t from;
    std::string code, title;
};
struct InstrumentOut {
    std::string code, version, title, licence, intro;
    std::vector<std::string> answers, items;
    std::vector<BandOut> bands;
    std::int32_t caseness, reliable_change, sum_max, missing_max;
    bool lower_is_worse;
};
struct QuestionOut {
    std::string code, title;
};
struct VocabularyOut {
    std::vector<ServiceOut> services;
    std::vector<InstrumentOut> questionnaires;
    std::vector<QuestionOut> feedback;
};
struct FeedbackIn {
    std::string token;
    bool anonymous;
    std::map<std::string, std::int32_t> answers;
    std::optional<std::string> text;
    static constexpr json::Bounds bounds(std::string_view m) { return { .length_min = 1, .length_max = m == "text" ? 4'000u : 200u, .items_max = 50, .min = 1, .max = 5 }; }
};
struct Kept { // sealed
    std::map<std::string, std::int32_t> answers;
    std::optional<std::string> text;
};
struct AverageOut {
    std::string code, title;
    std::int32_t answers;
    double mean;
};
struct FeedbackOut {
    std::int32_t answers;
    bool shown; // false: too few of them, which would show who gave them
    std::vector<AverageOut> averages;
    std::vector<std::string> texts;
};
BOOST_DESCRIBE_STRUCT(ReportOut, (), (code, title, to, needs))
BOOST_DESCRIBE_STRUCT(ServiceOut, (), (code, title, sessions, sessions_max, modes, reports))
BOOST_DESCRIBE_STRUCT(BandOut, (), (from, code, title))
BOOST_DESCRIBE_STRUCT(InstrumentOut, (), (code, version, title, licence, intro, answers, items, bands, caseness, reliable_change, sum_max, missing_max, lower_is_worse))
BOOST_DESCRIBE_STRUCT(QuestionOut, (), (code, title))
BOOST_DESCRIBE_STRUCT(VocabularyOut, (), (services, questionnaires, feedback))
BOOST_DESCRIBE_STRUCT(FeedbackIn, (), (token, anonymous, answers, text))
BOOST_DESCRIBE_STRUCT(Kept, (), (answers, text))
BOOST_DESCRIBE_STRUCT(AverageOut, (), (code, title, answers, mean))
BOOST_DESCRIBE_STRUCT(FeedbackOut, (), (answers, shown, averages, texts))

constexpr std::string_view link_kind = "care_feedback";
std::string place_of(Uuid id) { return "cases.feedback/" + id.text(); }

VocabularyOut vocabulary(Context const& context)
{
    VocabularyOut out;
    for (auto const& s : context.rules.services) {
        ServiceOut one { s.code, s.title, s.sessions, s.sessions_max, s.modes, {} };
        for (auto const& r : s.reports) one.reports.push_back({ r.code, r.title, r.to, r.needs });
        out.services.push_back(std::move(one));
    }
    for (auto const& i : context.instruments.all()) {
        InstrumentOut one { i.code, i.version, i.title, i.licence, i.intro, i.answers, {}, {}, i.caseness, i.reliable_change,
            static_cast<std::int32_t>(i.items.size() * (i.answers.size() - 1)) * i.multiply, i.missing_max, i.lower_is_worse };
        for (auto const& item : i.items) one.items.push_back(item.text);
        for (auto const& b : i.bands) one.bands.push_back({ b.from, b.code, b.title });
        out.questionnaires.push_back(std::move(one));
    }
    for (auto const& q : context.rules.feedback) out.feedback.push_back({ q.code, q.title });
    return out;
}

Result<http::Response> give(access::OpenCall& call, Context const& context, db::Pool& pool)
{
    auto const in = TRY(json::decode_text<FeedbackIn>(call.request.body));
    for (auto const& [code, value] : in.answers)
        if (std::none_of(context.rules.feedback.begin(), context.rules.feedback.end(), [&](auto const& q) { return q.code == code; }))
            return bad_input("One of these questions is not asked.");
    if (in.answers.empty() && !in.text) return bad_input("There is no answer in it.");
    auto const& gate = call.gate;
    access::Handles const handles(gate);
    auto const now = gate.clock().now();
    auto const known = TRY(handles.find(call.tx, link_kind, in.token));
    if (!known || !known->subject || known->used_at || known->expired(now))
        return gate.refuse(call.visit, GiveFeedback::info.name, "unknown_token", { Code::unauthenticated, PublicText("This link cannot be used (any more). Thank you all the same.") });
    auto const kept = json::encode_text(Kept { in.answers, in.text });
    auto const id = Uuid::v4(gate.rng());
    if (in.anonymous) {
        // Nothing leads back: the link is gone and not marked as used, no row names the person, and the day is not kept.
        if (!TRY(handles.remove(call.tx, link_kind, in.token))) return not_found(); // two at once: one counts
        std::chrono::year_month_day const today { std::chrono::floor<std::chrono::days>(now) };
        std::chrono::sys_days const month { today.year() / today.month() / 1 };
        TRY(store::insert_feedback(call.tx, id, month, TRY(gate.keys().seal_for_tenant(access::care_tenant, place_of(id), kept))));
        return no_content();
    }
    TRY(access::as_actor<GiveFeedback>(gate, pool, access::Actor::service_user(*known->subject, access::care_tenant, known->ref), "care", *known->subject,
        [&](access::Granted<GiveFeedback>& grant) -> Result<> {
            if (!TRY(access::Handles(gate).use_once(grant.tx(), link_kind, in.token))) return not_found();
            auto const sealed = TRY(grant.seal(case_scope(known->ref), { "cases.named_feedback", "answers", id }, kept));
            return store::insert_named_feedback(grant, id, known->ref, sealed, now);
        }));
    return no_content();
}

Result<http::Response> read_all(access::GrantedGroup<ReadFeedback>& group, Context const& context)
{
    auto const rows = TRY(store::feedback(group.tx(), 5000));
    FeedbackOut out { static_cast<std::int32_t>(rows.size()), static_cast<int>(rows.size()) >= context.rules.feedback_shown_from, {}, {} };
    if (!out.shown) {
        out.answers = 0;
        return http::Response::json(json::encode_text(out));
    }
    std::map<std::string, std::pair<double, int>> sums;
    for (auto const& row : rows) {
        auto const kept = TRY(json::decode_text<Kept>(TRY(context.gate.keys().open_for_tenant(access::care_tenant, place_of(row.id), row.answers.data))));
        for (auto const& [code, value] : kept.answers) {
            sums[code].first += value;
            ++sums[code].second;
        }
        if (kept.text) out.texts.push_back(*kept.text);
    }
    for (auto const& q : context.rules.feedback) {
        auto const& [sum, n] = sums[q.code];
        if (n >= context.rules.feedback_shown_from) out.averages.push_back({ q.code, q.title, n, sum / n });
    }
    return http::Response::json(json::encode_text(out));
}

} // namespace

void add_feedback_routes(access::Routes& routes, Context const& context)
{
    using http::Method;
    using http::Request;
    auto words = spec(Method::get, "/care/vocabulary", "Services, questionnaires with their licences, and what is asked afterwards", {}, json::schema<VocabularyOut>());
    words.audience = "public";
    routes.open(std::move(words), "says nothing of anybody",
        [&context](access::OpenCall&) -> Result<http::Response> { return http::Response::json(json::encode_text(vocabulary(context))); });
    auto giving = spec(Method::post, "/care/feedback", "Say how it was, with or without your name", json::schema<FeedbackIn>(), {}, 204);
    giving.audience = "public";
    routes.open(std::move(giving), "the single-use token in the body is the credential",
        [&context](access::OpenCall& call) -> Result<http::Response> { return give(call, context, context.pool); });
    auto reading = spec(Method::get, "/care/feedback", "What people said of the service without their name, once enough did", {}, json::schema<FeedbackOut>());
    reading.purpose = "care_governance";
    routes.guarded_group<ReadFeedback>(std::move(reading), [&context](access::GrantedGroup<ReadFeedback>& g, Request const&) { return read_all(g, context); });
}

} // namespace wellkept::cases
