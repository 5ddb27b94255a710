#include "care/critical/critical.h"
#include "care/critical/store.h"
#include "platform/json/json.h"

namespace wellkept::critical {
namespace {

using Request = http::Request;
using Out = Result<http::Response>;

struct WhatIn {
    std::string what, place, contact;
    std::optional<std::string> author;
    std::optional<ClientId> organisation_id; // at the desk
    static constexpr json::Bounds bounds(std::string_view m) { return { .length_max = m == "what" ? std::size_t(20'000) : std::size_t(1'000) }; }
};
struct IdOut {
    Uuid id;
};
struct ToldSessionOut {
    std::string state, place, zone, local; // local: starts_at at the place, with its offset
    Instant starts_at;
    std::optional<std::int32_t> headcount;
};
struct ReportOut {
    std::int32_t sessions;
    std::optional<std::int32_t> headcount;
    std::chrono::year_month_day closed_on;
};
struct OwnOut {
    Uuid incident_id;
    std::string state;
    std::chrono::year_month_day since;
    std::vector<ToldSessionOut> sessions;
    std::optional<ReportOut> report;
};
struct OwnsOut {
    std::vector<OwnOut> incidents;
    std::int32_t threshold; // fewer people are never told
};
struct SessionOut {
    Uuid session_id;
    Instant starts_at;
    std::int32_t minutes;
    std::string place, zone, local, state;
    std::optional<std::int32_t> headcount;
};
struct ResponderOut {
    SubjectId account_id;
    Instant since;
    std::optional<Instant> ended_at;
};
struct IncidentOut {
    Uuid incident_id;
    ClientId organisation_id;
    std::string organisation, source, state, what, place, contact;
    Instant reported_at, state_at;
    std::vector<SessionOut> sessions;
    std::vector<ResponderOut> responders;
};
struct IncidentsOut {
    std::vector<IncidentOut> incidents;
};
struct StateIn {
    std::string state;
};
struct SessionIn {
    std::string local, zone; // as it is said at the place; IANA
    std::optional<bool> later; // of the hour that comes twice, the second
    std::int32_t minutes;
    std::string place;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 200 }; }
};
struct HeadcountIn {
    std::int32_t headcount;
};
struct OpenIn {
    std::string presenting;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 20'000 }; }
};
struct IndividualOut {
    Uuid incident_id;
    std::string state;
    Instant offered_at, since;
    std::optional<Uuid> case_id;
};
struct AskedOut {
    std::int32_t version;
    std::string text;
};
struct IndividualsOut {
    std::vector<IndividualOut> incidents;
    std::optional<AskedOut> asked;
};
struct AnswerIn {
    std::string answer; // consent, decline
    std::int32_t wording;
};
BOOST_DESCRIBE_STRUCT(WhatIn, (), (what, place, contact, author, organisation_id))
BOOST_DESCRIBE_STRUCT(IdOut, (), (id))
BOOST_DESCRIBE_STRUCT(ToldSessionOut, (), (state, place, zone, local, starts_at, headcount))
BOOST_DESCRIBE_STRUCT(ReportOut, (), (sessions, headcount, closed_on))
BOOST_DESCRIBE_STRUCT(OwnOut, (), (incident_id, state, since, sessions, report))
BOOST_DESCRIBE_STRUCT(OwnsOut, (), (incidents, threshold))
BOOST_DESCRIBE_STRUCT(SessionOut, (), (session_id, starts_at, minutes, place, zone, local, state, headcount))
BOOST_DESCRIBE_STRUCT(ResponderOut, (), (account_id, since, ended_at))
BOOST_DESCRIBE_STRUCT(IncidentOut, (), (incident_id, organisation_id, organisation, source, state, what, place, contact, reported_at, state_at, sessions, responders))
BOOST_DESCRIBE_STRUCT(IncidentsOut, (), (incidents))
BOOST_DESCRIBE_STRUCT(StateIn, (), (state))
BOOST_DESCRIBE_STRUCT(SessionIn, (), (local, zone, later, minutes, place))
BOOST_DESCRIBE_STRUCT(HeadcountIn, (), (headcount))
BOOST_DESCRIBE_STRUCT(OpenIn, (), (presenting))
BOOST_DESCRIBE_STRUCT(IndividualOut, (), (incident_id, state, offered_at, since, case_id))
BOOST_DESCRIBE_STRUCT(AskedOut, (), (version, text))
BOOST_DESCRIBE_STRUCT(IndividualsOut, (), (incidents, asked))
BOOST_DESCRIBE_STRUCT(AnswerIn, (), (answer, wording))

template <typename T> http::Response json_of(T const& v, int status = 200) { return http::Response::json(json::encode_text(v), status); }
http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}
Result<Uuid> id_of(Request const& r, std::string_view name = "incident")
{
    auto const id = Uuid::parse(r.param(name));
    if (!id) return not_found();
    return *id;
}

Out track_out(access::GrantedGroup<Track>& g, access::Gate const& gate)
{
    OwnsOut out { {}, gate.policy_now()->statistics().cell_min };
    auto const all = TRY(track(g));
    for (auto const& t : all)
        if (t.kind == "incident") out.incidents.push_back({ t.incident, t.state, std::chrono::floor<std::chrono::days>(t.told_at), {}, {} });
    for (auto& i : out.incidents)
        for (auto const& t : all) {
            if (t.incident != i.incident_id) continue;
            if (t.kind == "session") {
                auto const zone = t.zone.value_or("UTC");
                auto const at = t.starts_at.value_or(Instant {});
                i.sessions.push_back({ t.state, t.place.value_or(""), zone, cases::local_of(at, zone), at, t.headcount });
            }
            if (t.kind == "report") i.report = ReportOut { t.sessions.value_or(0), t.headcount, std::chrono::floor<std::chrono::days>(t.told_at) };
        }
    return json_of(out);
}

Out incidents_out(access::GrantCore const& g, std::vector<Incident> const& all)
{
    IncidentsOut out;
    for (auto const& i : all) {
        auto const o = TRY(organisations::find(g.tx(), i.organisation));
        IncidentOut one { i.id, i.organisation, o ? o->name : "", i.source, i.state, i.what.what, i.what.place, i.what.contact, i.reported_at, i.state_at, {}, {} };
        for (auto const& s : TRY(store::sessions(g.tx(), i.id))) one.sessions.push_back({ s.id, s.starts_at, s.minutes, s.place, s.zone, cases::local_of(s.starts_at, s.zone), s.state, s.headcount });
        for (auto const& r : TRY(store::responders(g.tx(), i.id))) one.responders.push_back({ r.account, r.since, r.ended_at });
        out.incidents.push_back(std::move(one));
    }
    return json_of(out);
}

Out individuals_out(access::SubjectGrant const& g, std::optional<AskedOut> asked)
{
    IndividualsOut out { {}, std::move(asked) };
    for (auto const& i : TRY(individuals(g))) out.incidents.push_back({ i.incident, i.state, i.offered_at, i.state_at, i.case_id });
    return json_of(out);
}

access::Spec spec(http::Method m, std::string pattern, std::string summary, std::string in = {}, std::string out = {}, int status = 200)
{
    std::string const subject = pattern.find("{person}") == pattern.npos ? "" : "person";
    return { .method = m, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = "care", .subject_param = subject, .request_schema = std::move(in),
        .response_schema = std::move(out), .success_status = status, .body_bytes_max = 128 * 1024, .tenant = access::care_tenant };
}

void add_incident_routes(access::Routes& routes)
{
    using http::Method;
    auto const& gate = routes.gate();
    auto own_spec = [](Method m, std::string summary, std::string in, std::string out, int status) {
        auto s = spec(m, "/care/organisation/critical-incidents", std::move(summary), std::move(in), std::move(out), status);
        s.tenant = {};
        s.purpose = "eligibility";
        return s;
    };
    routes.guarded_group<Report>(own_spec(Method::post, "Ask for support after a critical incident", json::schema<WhatIn>(), json::schema<IdOut>(), 201),
        [&gate](access::GrantedGroup<Report>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<WhatIn>(r.body));
            return json_of(IdOut { TRY(report(g, gate, { in.what, in.place, in.contact, in.author })) }, 201);
        });
    routes.guarded_group<Track>(own_spec(Method::get, "One's incidents: state, group sessions, and numbers where enough people came", {}, json::schema<OwnsOut>(), 200),
        [&gate](access::GrantedGroup<Track>& g, Request const&) { return track_out(g, gate); });
    routes.guarded_group<Take>(spec(Method::post, "/care/critical-incidents", "Take an incident in that an organisation told of", json::schema<WhatIn>(), json::schema<IdOut>(), 201),
        [&gate](access::GrantedGroup<Take>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<WhatIn>(r.body));
            if (!in.organisation_id) return bad_input("Say which organisation it is: organisation_id.");
            return json_of(IdOut { TRY(take(g, gate, *in.organisation_id, { in.what, in.place, in.contact, in.author })) }, 201);
        });
    routes.guarded_group<List>(spec(Method::get, "/care/critical-incidents", "Incidents, open ones first", {}, json::schema<IncidentsOut>()),
        [&gate](access::GrantedGroup<List>& g, Request const&) -> Out { return incidents_out(g, TRY(incidents(g, gate))); });
    routes.guarded_group<Respond>(spec(Method::get, "/care/critical-incidents/mine", "Incidents of which one is a responder", {}, json::schema<IncidentsOut>()),
        [&gate](access::GrantedGroup<Respond>& g, Request const&) -> Out { return incidents_out(g, TRY(own(g, gate))); });
    std::string const one = "/care/critical-incidents/{incident}";
    routes.guarded_group<Manage>(spec(Method::put, one + "/state", "Accept, decline or close an incident", json::schema<StateIn>(), {}, 204), [&gate](access::GrantedGroup<Manage>& g, Request const& r) -> Out {
        TRY(decide(g, gate, TRY(id_of(r)), TRY(json::decode_text<StateIn>(r.body)).state));
        return no_content();
    });
    auto account_of = [](Request const& r) -> Result<SubjectId> { return SubjectId { TRY(id_of(r, "account")) }; };
    routes.guarded_group<Manage>(spec(Method::put, one + "/responders/{account}", "Make somebody who is vetted a responder", {}, {}, 204), [&gate, account_of](access::GrantedGroup<Manage>& g, Request const& r) -> Out {
        TRY(assign(g, gate, TRY(id_of(r)), TRY(account_of(r))));
        return no_content();
    });
    routes.guarded_group<Manage>(spec(Method::del, one + "/responders/{account}", "End somebody's part in it", {}, {}, 204), [&gate, account_of](access::GrantedGroup<Manage>& g, Request const& r) -> Out {
        TRY(release(g, gate, TRY(id_of(r)), TRY(account_of(r))));
        return no_content();
    });
    routes.guarded_group<Manage>(spec(Method::post, one + "/sessions", "Plan a group session", json::schema<SessionIn>(), json::schema<IdOut>(), 201), [&gate](access::GrantedGroup<Manage>& g, Request const& r) -> Out {
        auto const in = TRY(json::decode_text<SessionIn>(r.body));
        return json_of(IdOut { TRY(plan(g, gate, TRY(id_of(r)), { in.local, in.zone, in.later.value_or(false) }, in.minutes, in.place)) }, 201);
    });
    routes.guarded_group<Manage>(spec(Method::del, one + "/sessions/{session}", "Cancel a planned session", {}, {}, 204), [&gate](access::GrantedGroup<Manage>& g, Request const& r) -> Out {
        TRY(cancel(g, gate, TRY(id_of(r)), TRY(id_of(r, "session"))));
        return no_content();
    });
    routes.guarded_group<Respond>(spec(Method::put, one + "/sessions/{session}/headcount", "Note how many came; nobody's name", json::schema<HeadcountIn>(), {}, 204),
        [&gate](access::GrantedGroup<Respond>& g, Request const& r) -> Out {
            TRY(held(g, gate, TRY(id_of(r)), TRY(id_of(r, "session")), TRY(json::decode_text<HeadcountIn>(r.body)).headcount));
            return no_content();
        });
}

} // namespace

void add_routes(access::Routes& routes, Rules given)
{
    using http::Method;
    auto const& gate = routes.gate();
    auto const rules = std::make_shared<Rules const>(std::move(given));
    add_incident_routes(routes);
    std::string const person = "/care/service-users/{person}/critical-incidents";
    routes.guarded<Offer>(spec(Method::put, person + "/{incident}", "Offer somebody a case of their own after an incident", {}, {}, 204), [&gate](access::Granted<Offer>& g, Request const& r) -> Out {
        TRY(offer(g, gate, TRY(id_of(r))));
        return no_content();
    });
    routes.guarded<OpenIndividual>(spec(Method::post, person + "/{incident}/case", "Open the case that they agreed to", json::schema<OpenIn>(), json::schema<IdOut>(), 201),
        [&gate](access::Granted<OpenIndividual>& g, Request const& r) -> Out {
            return json_of(IdOut { TRY(open_individual(g, gate, TRY(id_of(r)), TRY(json::decode_text<OpenIn>(r.body)).presenting)) }, 201);
        });
    routes.guarded<ReadLink>(spec(Method::get, "/care/people/{person}/critical-incidents", "After which incidents a person one is assigned to was offered support", {}, json::schema<IndividualsOut>()),
        [](access::Granted<ReadLink>& g, Request const&) { return individuals_out(g, {}); });
    auto own = [](Method m, std::string pattern, std::string summary, std::string in, std::string out, int status) {
        auto s = spec(m, std::move(pattern), std::move(summary), std::move(in), std::move(out), status);
        s.audience = "service_user";
        s.tenant = {};
        return s;
    };
    routes.guarded<ReadOwn>(own(Method::get, "/care/you/critical-incidents", "What support was offered to the person after an incident, and what they are asked", {}, json::schema<IndividualsOut>(), 200),
        [rules](access::Granted<ReadOwn>& g, Request const&) { return individuals_out(g, AskedOut { rules->now().version, rules->now().text }); });
    routes.guarded<Answer>(own(Method::post, "/care/you/critical-incidents/{incident}/answer", "Agree to a case of one's own, or decline", json::schema<AnswerIn>(), {}, 204),
        [&gate, rules](access::Granted<Answer>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<AnswerIn>(r.body));
            if (in.answer != "consent" && in.answer != "decline") return bad_input("answer is consent or decline.");
            TRY(answer(g, gate, *rules, TRY(id_of(r)), in.answer == "consent", in.wording));
            return no_content();
        });
    routes.guarded<Answer>(own(Method::post, "/care/you/critical-incidents/{incident}/withdrawal", "Take one's agreement back before a case was opened", {}, {}, 204),
        [&gate](access::Granted<Answer>& g, Request const& r) -> Out {
            TRY(withdraw(g, gate, TRY(id_of(r))));
            return no_content();
        });
}

} // namespace wellkept::critical
