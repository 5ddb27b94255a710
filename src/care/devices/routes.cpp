#include "care/devices/devices.h"
#include "platform/json/json.h"
#include <map>

namespace wellkept::devices {
namespace {

using std::chrono::year_month_day;

struct CodeIn {
    std::string code;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 40 }; }
};
struct JoinedOut {
    Uuid link_id;
};
struct MetricOut {
    std::string metric, title, category, category_title;
    std::optional<Instant> last; // of the newest sample
};
struct LinkOut {
    Uuid link_id;
    Instant joined_at;
    bool there; // false: the membership ended, or nothing of it is shown to the Member themself
    std::vector<MetricOut> metrics;
};
struct CaseOut {
    Uuid case_id;
    std::string title;
    Instant opened_at;
};
struct ShareOut {
    Uuid share_id, link_id, case_id;
    std::string state; // live, over, ended (with the case), withdrawn
    std::vector<MetricOut> metrics;
    Instant since;
    year_month_day until; // the last day
    std::optional<Instant> ended_at;
};
struct AskedOut {
    std::string title, text, basis;
};
struct OwnOut {
    AskedOut asked;
    year_month_day until_default, until_max;
    std::int64_t days_before_case;
    std::vector<LinkOut> links;
    std::vector<CaseOut> cases; // those that are open
    std::vector<ShareOut> shares; // the newest first
};
struct ShareIn {
    Uuid case_id;
    std::vector<std::string> metrics;
    year_month_day until;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 64, .items_max = metrics_max }; }
};
struct ShareId {
    Uuid share_id;
};
struct DayOut {
    std::string day;
    double value;
    std::int64_t count;
    double min, max;
    std::optional<std::map<std::string, double>> minutes_by_code;
};
struct ShownMetricOut {
    std::string metric, title, category, category_title, unit, daily;
    std::optional<std::vector<std::string>> codes;
    std::vector<DayOut> days;
};
struct ShownOut {
    year_month_day earliest, from, to, until;
    Instant since;
    std::vector<ShownMetricOut> metrics;
};
BOOST_DESCRIBE_STRUCT(CodeIn, (), (code))
BOOST_DESCRIBE_STRUCT(JoinedOut, (), (link_id))
BOOST_DESCRIBE_STRUCT(MetricOut, (), (metric, title, category, category_title, last))
BOOST_DESCRIBE_STRUCT(LinkOut, (), (link_id, joined_at, there, metrics))
BOOST_DESCRIBE_STRUCT(CaseOut, (), (case_id, title, opened_at))
BOOST_DESCRIBE_STRUCT(ShareOut, (), (share_id, link_id, case_id, state, metrics, since, until, ended_at))
BOOST_DESCRIBE_STRUCT(AskedOut, (), (title, text, basis))
BOOST_DESCRIBE_STRUCT(OwnOut, (), (asked, until_default, until_max, days_before_case, links, cases, shares))
BOOST_DESCRIBE_STRUCT(ShareIn, (), (case_id, metrics, until))
BOOST_DESCRIBE_STRUCT(ShareId, (), (share_id))
BOOST_DESCRIBE_STRUCT(DayOut, (), (day, value, count, min, max, minutes_by_code))
BOOST_DESCRIBE_STRUCT(ShownMetricOut, (), (metric, title, category, category_title, unit, daily, codes, days))
BOOST_DESCRIBE_STRUCT(ShownOut, (), (earliest, from, to, until, since, metrics))

// The same day some months on, or the last one of a month that has it not.
year_month_day later(year_month_day day, std::chrono::months by)
{
    auto const moved = day + by;
    return moved.ok() ? moved : year_month_day(moved.year() / moved.month() / std::chrono::last);
}
year_month_day last_day(Instant until) { return year_month_day(std::chrono::floor<std::chrono::days>(until - std::chrono::seconds(1))); }

std::string category_title(access::Policy const& policy, std::string const& code)
{
    auto const* c = policy.category(code);
    return c ? c->title : code;
}

Result<http::Response> own(access::Granted<ReadOwn> const& grant, Context const& context)
{
    auto const policy = context.gate.policy_now();
    auto const now = context.gate.clock().now();
    auto const* asked = policy->purpose(purpose);
    if (!asked) return bug("no purpose care_device_data");
    year_month_day const today(std::chrono::floor<std::chrono::days>(now));
    OwnOut out { { asked->title, asked->description, asked->lawful_basis }, later(today, months_default), later(today, months_max), days_before_case.count(), {}, {}, {} };
    auto metric = [&](std::string const& code, std::optional<Instant> last) {
        auto const* m = context.metrics.find(code);
        return MetricOut { code, m ? m->title : code, m ? m->category : "", m ? category_title(*policy, m->category) : "", last };
    };
    for (auto const& l : TRY(links(grant))) {
        LinkOut one { l.id, l.joined_at, false, {} };
        if (auto const there = TRY(offered(grant, context, l.member))) {
            one.there = true;
            for (auto const& o : *there) one.metrics.push_back(metric(o.metric, o.last));
        }
        out.links.push_back(std::move(one));
    }
    std::map<Uuid, cases::Facts> known;
    for (auto const& c : TRY(cases::episodes(grant))) {
        known.emplace(c.id, c);
        auto const* service = context.cases.rules.service(c.service);
        if (c.state != "closed") out.cases.push_back({ c.id, service ? service->title : "", c.opened_at });
    }
    for (auto const& s : TRY(shares(grant))) {
        if (s.state == "replaced") continue;
        auto const c = known.find(s.case_id);
        ShareOut one { s.id, s.link, s.case_id, s.state, {}, s.since, last_day(s.until), {} };
        if (s.state == "withdrawn") one.ended_at = s.state_at;
        else if (s.until <= now) one.state = "over";
        else if (c == known.end() || c->second.state == "closed") one.state = "ended";
        for (auto const& m : s.metrics) one.metrics.push_back(metric(m, {}));
        out.shares.push_back(std::move(one));
    }
    return http::Response::json(json::encode_text(out));
}

Result<std::optional<std::chrono::sys_days>> day_of(http::Request const& request, std::string_view name)
{
    auto const text = request.query_value(name);
    if (!text) return std::optional<std::chrono::sys_days> {};
    auto const t = parse_rfc3339(std::string(*text) + "T00:00:00Z");
    if (!t) return bad_input("Give " + std::string(name) + " as a date such as 2026-01-31.");
    return std::optional(std::chrono::floor<std::chrono::days>(*t));
}

Result<http::Response> read_shown(access::Granted<ReadShown> const& grant, Context const& context, Uuid case_id, http::Request const& request)
{
    auto const policy = context.gate.policy_now();
    auto const found = TRY(shown(grant, context, case_id, { TRY(day_of(request, "from")), TRY(day_of(request, "to")) }));
    ShownOut out { found.earliest, found.from, found.to, last_day(found.until), found.since, {} };
    for (auto const& m : found.metrics) {
        ShownMetricOut one { m.metric->code, m.metric->title, m.metric->category, category_title(*policy, m.metric->category), m.metric->ucum,
            std::string(timeseries::name(m.metric->daily)), {}, {} };
        if (!m.metric->codes.empty()) one.codes = m.metric->codes;
        for (auto const& d : m.days) {
            DayOut day { d.day, d.value, static_cast<std::int64_t>(d.count), d.min, d.max, {} };
            if (!d.minutes_by_code.empty()) {
                day.minutes_by_code.emplace();
                for (std::size_t i = 0; i < d.minutes_by_code.size(); ++i)
                    if (d.minutes_by_code[i] > 0) (*day.minutes_by_code)[m.metric->codes[i]] = d.minutes_by_code[i];
            }
            one.days.push_back(std::move(day));
        }
        out.metrics.push_back(std::move(one));
    }
    return http::Response::json(json::encode_text(out));
}

Result<Uuid> param(http::Request const& request, std::string_view name)
{
    auto const id = Uuid::parse(request.param(name));
    if (!id) return not_found();
    return *id;
}

http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}

} // namespace

void add_routes(access::Routes& routes, Context const& context)
{
    using http::Method;
    using http::Request;
    using Out = Result<http::Response>;
    auto spec = [](Method method, std::string pattern, std::string summary, std::string request = {}, std::string response = {}, int status = 200) {
        return access::Spec { .method = method, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "service_user", .purpose = std::string(purpose),
            .request_schema = std::move(request), .response_schema = std::move(response), .success_status = status, .body_bytes_max = 16 * 1024 };
    };
    routes.guarded<ReadOwn>(spec(Method::get, "/care/you/devices", "What of my devices I could show in my care, and what I show", {}, json::schema<OwnOut>()),
        [&context](access::Granted<ReadOwn>& g, Request const&) { return own(g, context); });
    routes.guarded<Choose>(spec(Method::post, "/care/you/devices", "Join the data of my devices, by the code that stands on their page", json::schema<CodeIn>(), json::schema<JoinedOut>(), 201),
        [&context](access::Granted<Choose>& g, Request const& r) -> Out {
            return http::Response::json(json::encode_text(JoinedOut { TRY(join(g, context, TRY(json::decode_text<CodeIn>(r.body)).code)) }), 201);
        });
    routes.guarded<Choose>(spec(Method::del, "/care/you/devices/{link}", "Part them again; whatever is shown from there ends", {}, {}, 204),
        [&context](access::Granted<Choose>& g, Request const& r) -> Out {
            TRY(part(g, context, TRY(param(r, "link"))));
            return no_content();
        });
    routes.guarded<Choose>(spec(Method::post, "/care/you/devices/{link}/shares", "Show some metrics to the clinician of a case, until a day", json::schema<ShareIn>(), json::schema<ShareId>(), 201),
        [&context](access::Granted<Choose>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<ShareIn>(r.body));
            return http::Response::json(json::encode_text(ShareId { TRY(choose(g, context, { TRY(param(r, "link")), in.case_id, in.metrics, std::chrono::sys_days(in.until) })) }), 201);
        });
    routes.guarded<Choose>(spec(Method::post, "/care/you/devices/{link}/shares/{share}/withdrawal", "Show it no more, from now on", {}, {}, 204),
        [&context](access::Granted<Choose>& g, Request const& r) -> Out {
            TRY(withdraw(g, context, TRY(param(r, "share"))));
            return no_content();
        });
    auto reading = spec(Method::get, "/care/people/{person}/cases/{case}/devices", "What the person shows of their devices in this case, by day", {}, json::schema<ShownOut>());
    reading.audience = "staff";
    reading.subject_param = "person";
    reading.query_parameters = { "from: date; first local day", "to: date; last local day" };
    routes.guarded<ReadShown>(reading, [&context](access::Granted<ReadShown>& g, Request const& r) -> Out { return read_shown(g, context, TRY(param(r, "case")), r); });
}

} // namespace wellkept::devices
