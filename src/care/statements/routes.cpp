#include "access/routes.h"
#include "care/statements/statements.h"
#include "platform/json/json.h"

namespace wellkept::statements {
namespace {

struct LineOut {
    std::string reference, date;
    std::optional<std::string> time; // of a draft, for whoever held the session
    std::int32_t minutes;
    std::string service, service_title;
    std::optional<std::int64_t> minor; // left out: there is no rate yet
    bool late;
};
struct StatementOut {
    SubjectId account_id;
    std::string name, month, state, currency;
    std::int32_t decimals;
    std::int64_t total_minor;
    std::int32_t count;
    std::vector<LineOut> lines;
    std::optional<std::string> reason, payment;
    std::optional<Instant> submitted_at, changed_at;
    bool may_submit;
};
struct ListedOut {
    SubjectId account_id;
    std::string name, month, state, currency;
    std::int32_t decimals;
    std::int64_t total_minor;
    std::int32_t count;
    std::optional<Instant> submitted_at, changed_at;
};
struct ListOut {
    std::vector<ListedOut> statements;
};
struct SubmitIn {
    std::int64_t total_minor;
    std::int32_t count;
};
struct DecisionIn {
    bool approve;
    std::optional<std::string> reason;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 1'000 }; }
};
struct PaymentIn {
    std::string payment; // the bank's or the run's own reference
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 100 }; }
};
struct RateIn {
    std::string service, currency;
    std::int64_t minor;
    std::chrono::year_month_day valid_from;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 64 }; }
};
struct RateOut {
    std::string service, service_title, currency;
    std::int32_t decimals;
    std::int64_t minor;
    std::chrono::year_month_day valid_from;
};
struct NamedOut {
    std::string code, title;
};
struct CurrencyOut {
    std::string code;
    std::int32_t decimals;
};
struct RatesOut {
    std::vector<RateOut> rates;
    std::vector<NamedOut> services;
    std::vector<CurrencyOut> currencies;
};
BOOST_DESCRIBE_STRUCT(LineOut, (), (reference, date, time, minutes, service, service_title, minor, late))
BOOST_DESCRIBE_STRUCT(StatementOut, (), (account_id, name, month, state, currency, decimals, total_minor, count, lines, reason, payment, submitted_at, changed_at, may_submit))
BOOST_DESCRIBE_STRUCT(ListedOut, (), (account_id, name, month, state, currency, decimals, total_minor, count, submitted_at, changed_at))
BOOST_DESCRIBE_STRUCT(ListOut, (), (statements))
BOOST_DESCRIBE_STRUCT(SubmitIn, (), (total_minor, count))
BOOST_DESCRIBE_STRUCT(DecisionIn, (), (approve, reason))
BOOST_DESCRIBE_STRUCT(PaymentIn, (), (payment))
BOOST_DESCRIBE_STRUCT(RateIn, (), (service, currency, minor, valid_from))
BOOST_DESCRIBE_STRUCT(RateOut, (), (service, service_title, currency, decimals, minor, valid_from))
BOOST_DESCRIBE_STRUCT(NamedOut, (), (code, title))
BOOST_DESCRIBE_STRUCT(CurrencyOut, (), (code, decimals))
BOOST_DESCRIBE_STRUCT(RatesOut, (), (rates, services, currencies))

http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}
template<typename T>
http::Response json_of(T const& v) { return http::Response::json(json::encode_text(v)); }

Result<Month> month_in(http::Request const& r)
{
    auto const m = month_of(r.param("month"));
    if (!m) return not_found();
    return *m;
}
std::int32_t decimals(Rules const& rules, std::string const& currency) { return rules.currencies.contains(currency) ? rules.currencies.at(currency) : 2; }
std::string title(Rules const& rules, std::string const& service) { return rules.services.contains(service) ? rules.services.at(service) : service; }

StatementOut shown(Statement const& s, Rules const& rules)
{
    StatementOut out { s.account, s.name, text(s.month), s.state, s.currency, decimals(rules, s.currency), s.total, s.count, {}, s.reason, s.payment, s.submitted_at, s.changed_at,
        s.over && !s.lines.empty() && may_become(s.state, "submitted") };
    for (auto const& l : s.lines) {
        out.lines.push_back({ l.reference, l.date, l.time.empty() ? std::nullopt : std::optional(l.time), l.minutes, l.service, title(rules, l.service), l.minor, l.late });
        if (!l.minor) out.may_submit = false;
    }
    return out;
}
ListOut shown(std::vector<Statement> const& all, Rules const& rules)
{
    ListOut out;
    for (auto const& s : all)
        out.statements.push_back({ s.account, s.name, text(s.month), s.state, s.currency, decimals(rules, s.currency), s.total, s.count, s.submitted_at, s.changed_at });
    return out;
}
http::Response as_csv(Statement const& s, Rules const& rules)
{
    http::Response r;
    r.headers.emplace_back("content-type", "text/csv; charset=utf-8; header=present");
    r.headers.emplace_back("content-disposition", "attachment; filename=\"statement-" + text(s.month) + ".csv\"");
    r.body = csv(s, rules);
    return r;
}
Result<http::Response> show_rates(access::SubjectGrant const& g, Rules const& rules)
{
    RatesOut out;
    for (auto const& r : TRY(rates(g)))
        out.rates.push_back({ r.service, title(rules, r.service), r.currency, decimals(rules, r.currency), r.minor, std::chrono::year_month_day(r.valid_from) });
    for (auto const& [code, name] : rules.services) out.services.push_back({ code, name });
    for (auto const& [code, n] : rules.currencies) out.currencies.push_back({ code, n });
    return json_of(out);
}
// Nobody sets their own rate, approves or pays their own statement.
Result<> another(access::GrantCore const& g, SubjectId account)
{
    if (account.value == g.actor().id) return Error { Code::forbidden, PublicText("Somebody else must decide on your own statements and rates.") };
    return {};
}

access::Spec spec(http::Method method, std::string pattern, std::string summary, std::string request = {}, std::string response = {}, int status = 200)
{
    std::string const subject = pattern.find("{account}") == pattern.npos ? "" : "account";
    return { .method = method, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = std::string(purpose), .subject_param = subject,
        .request_schema = std::move(request), .response_schema = std::move(response), .success_status = status };
}

} // namespace

void add_routes(access::Routes& routes, Context const& context)
{
    using http::Method;
    using http::Request;
    using Out = Result<http::Response>;
    auto const& rules = context.rules;
    std::string const one = "/care/statements/{account}/{month}";
    routes.guarded<ReadOwn>(spec(Method::get, "/care/statements/me", "My statements that have left, and what became of them", {}, json::schema<ListOut>()),
        [&rules](access::Granted<ReadOwn>& g, Request const&) -> Out { return json_of(shown(TRY(submitted(g)), rules)); });
    routes.guarded<ReadOwn>(spec(Method::get, "/care/statements/me/rates", "What I am paid a session", {}, json::schema<RatesOut>()),
        [&rules](access::Granted<ReadOwn>& g, Request const&) -> Out { return show_rates(g, rules); });
    routes.guarded<ReadOwn>(spec(Method::get, "/care/statements/me/{month}", "My statement of a month; until it leaves, a draft from the sessions as they stand", {}, json::schema<StatementOut>()),
        [&context](access::Granted<ReadOwn>& g, Request const& r) -> Out { return json_of(shown(TRY(own(g, context, TRY(month_in(r)))), context.rules)); });
    routes.guarded<ReadOwn>(spec(Method::get, "/care/statements/me/{month}/csv", "The same as CSV (RFC 4180)"),
        [&context](access::Granted<ReadOwn>& g, Request const& r) -> Out { return as_csv(TRY(own(g, context, TRY(month_in(r)))), context.rules); });
    routes.guarded<Submit>(spec(Method::post, "/care/statements/me/{month}/submission", "Confirm the statement, as it was seen", json::schema<SubmitIn>(), {}, 204),
        [&context](access::Granted<Submit>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<SubmitIn>(r.body));
            TRY(submit(g, context, TRY(month_in(r)), in.total_minor, in.count));
            return no_content();
        });
    routes.guarded_group<List>(spec(Method::get, "/care/statements", "Statements of affiliates, for whoever approves and pays", {}, json::schema<ListOut>()),
        [&rules](access::GrantedGroup<List>& g, Request const&) -> Out { return json_of(shown(TRY(list(g)), rules)); });
    routes.guarded<Read>(spec(Method::get, one, "One statement: dates, services, fees, and of whom nothing", {}, json::schema<StatementOut>()),
        [&rules](access::Granted<Read>& g, Request const& r) -> Out { return json_of(shown(TRY(read(g, TRY(month_in(r)))), rules)); });
    routes.guarded<Read>(spec(Method::get, one + "/csv", "The same as CSV (RFC 4180)"),
        [&rules](access::Granted<Read>& g, Request const& r) -> Out { return as_csv(TRY(read(g, TRY(month_in(r)))), rules); });
    routes.guarded<Decide>(spec(Method::post, one + "/decision", "Approve a statement, or give it back with a reason", json::schema<DecisionIn>(), {}, 204),
        [&context](access::Granted<Decide>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<DecisionIn>(r.body));
            TRY(another(g, g.subject()));
            TRY(decide(g, context, TRY(month_in(r)), in.approve, in.reason));
            return no_content();
        });
    routes.guarded<Pay>(spec(Method::post, one + "/payment", "Mark an approved statement as paid", json::schema<PaymentIn>(), {}, 204),
        [&context](access::Granted<Pay>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<PaymentIn>(r.body));
            TRY(another(g, g.subject()));
            TRY(pay(g, context, TRY(month_in(r)), in.payment));
            return no_content();
        });
    routes.guarded<ReadRates>(spec(Method::get, "/care/affiliates/{account}/rates", "What an affiliate is paid a session", {}, json::schema<RatesOut>()),
        [&rules](access::Granted<ReadRates>& g, Request const&) -> Out { return show_rates(g, rules); });
    routes.guarded<SetRate>(spec(Method::put, "/care/affiliates/{account}/rates", "Set what an affiliate is paid a session of a service, from a day on", json::schema<RateIn>(), {}, 204),
        [&context](access::Granted<SetRate>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<RateIn>(r.body));
            TRY(another(g, g.subject()));
            TRY(set_rate(g, context, { in.service, std::chrono::sys_days(in.valid_from), in.minor, in.currency }));
            return no_content();
        });
}

} // namespace wellkept::statements
