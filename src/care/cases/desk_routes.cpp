// Before and around the case file: the triage board, offers, the day, the wall.
#include "care/cases/case_file.h"
#include "keep/people/people.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::cases {
namespace {

struct OpenIn {
    std::string presenting;
    std::optional<std::string> service, channel;
    static constexpr json::Bounds bounds(std::string_view m) { return { .length_min = 1, .length_max = m == "presenting" ? 4'000u : 64u }; }
};
struct CaseId {
    Uuid case_id;
};
struct AssignmentId {
    Uuid assignment_id;
};
struct AssessIn {
    std::string service, risk, summary;
    std::optional<std::string> language, place, mode;
    std::optional<std::vector<std::string>> skills;
    static constexpr json::Bounds bounds(std::string_view m) { return { .length_min = 1, .length_max = m == "summary" ? 8'000u : 64u, .items_max = 20 }; }
};
struct EntitleIn {
    std::int32_t sessions;
    static constexpr json::Bounds bounds(std::string_view) { return { .min = 1, .max = 100 }; }
};
struct OfferIn {
    SubjectId account_id;
};
struct AnswerIn {
    bool accept;
};
struct WallIn {
    std::optional<SubjectId> account_id; // left out: everybody who is not assigned
    std::string reason;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 1'000 }; }
};
struct WallOut {
    std::optional<SubjectId> account_id; // left out: everybody who is not assigned
    SubjectId put_up_by;
    std::string reason;
    Instant since;
    std::optional<Instant> ended_at;
    std::optional<std::string> ended_reason;
};
struct WallsOut {
    std::vector<WallOut> walls;
};
struct BoardRow {
    SubjectId person_id;
    Uuid case_id;
    std::string reference, state, service, service_title, risk;
    bool risk_flag; // a questionnaire raised it
    std::string language, place, mode;
    std::vector<std::string> skills;
    Instant opened_at, changed_at;
    std::optional<Uuid> clinician_id, offered_to, manager_id;
    bool mine;
};
struct Load {
    Uuid account_id;
    std::int32_t cases;
};
struct BoardOut {
    std::vector<BoardRow> cases;
    std::vector<Load> loads; // of clinicians, among these
};
struct OfferRow {
    SubjectId person_id;
    Uuid case_id;
    std::string reference, service, service_title, risk, language, place, mode;
    std::vector<std::string> skills;
    Instant opened_at;
};
struct OffersOut {
    std::vector<OfferRow> offers;
};
struct CaseloadRow {
    SubjectId person_id;
    Uuid case_id;
    std::string reference, name, state, service, service_title, risk;
    bool risk_flag;
    Instant opened_at, changed_at;
};
struct DaySession {
    SubjectId person_id;
    Uuid case_id, session_id;
    std::string name;
    Instant starts_at;
    std::string local, zone, mode, attendance;
    std::int32_t minutes;
    bool supervision;
};
struct CaseloadOut {
    std::vector<CaseloadRow> cases;
    std::vector<DaySession> day;
};
struct RiskRow {
    SubjectId person_id;
    Uuid case_id;
    std::string reference, state, service, risk;
    bool risk_flag;
    Instant opened_at, changed_at;
    std::optional<Uuid> clinician_id, manager_id;
};
struct GovernOut {
    std::vector<RiskRow> at_risk;  // high or immediate, or raised by a questionnaire
    std::vector<RiskRow> unattended; // nobody holds it, and it has not moved for 2 days
    std::int32_t open;
};
BOOST_DESCRIBE_STRUCT(OpenIn, (), (presenting, service, channel))
BOOST_DESCRIBE_STRUCT(CaseId, (), (case_id))
BOOST_DESCRIBE_STRUCT(AssignmentId, (), (assignment_id))
BOOST_DESCRIBE_STRUCT(AssessIn, (), (service, risk, summary, language, place, mode, skills))
BOOST_DESCRIBE_STRUCT(EntitleIn, (), (sessions))
BOOST_DESCRIBE_STRUCT(OfferIn, (), (account_id))
BOOST_DESCRIBE_STRUCT(AnswerIn, (), (accept))
BOOST_DESCRIBE_STRUCT(WallIn, (), (account_id, reason))
BOOST_DESCRIBE_STRUCT(WallOut, (), (account_id, put_up_by, reason, since, ended_at, ended_reason))
BOOST_DESCRIBE_STRUCT(WallsOut, (), (walls))
BOOST_DESCRIBE_STRUCT(BoardRow, (),
    (person_id, case_id, reference, state, service, service_title, risk, risk_flag, language, place, mode, skills, opened_at, changed_at, clinician_id, offered_to,
        manager_id, mine))
BOOST_DESCRIBE_STRUCT(Load, (), (account_id, cases))
BOOST_DESCRIBE_STRUCT(BoardOut, (), (cases, loads))
BOOST_DESCRIBE_STRUCT(OfferRow, (), (person_id, case_id, reference, service, service_title, risk, language, place, mode, skills, opened_at))
BOOST_DESCRIBE_STRUCT(OffersOut, (), (offers))
BOOST_DESCRIBE_STRUCT(CaseloadRow, (), (person_id, case_id, reference, name, state, service, service_title, risk, risk_flag, opened_at, changed_at))
BOOST_DESCRIBE_STRUCT(DaySession, (), (person_id, case_id, session_id, name, starts_at, local, zone, mode, attendance, minutes, supervision))
BOOST_DESCRIBE_STRUCT(CaseloadOut, (), (cases, day))
BOOST_DESCRIBE_STRUCT(RiskRow, (), (person_id, case_id, reference, state, service, risk, risk_flag, opened_at, changed_at, clinician_id, manager_id))
BOOST_DESCRIBE_STRUCT(GovernOut, (), (at_risk, unattended, open))

template<typename T>
http::Response json_of(T const& v, int status = 200) { return http::Response::json(json::encode_text(v), status); }

// How staff name a case to each other: no more than enough to tell those of one day apart.
std::string reference_of(Uuid id)
{
    auto const text = id.text();
    return text.substr(text.size() - 8);
}

template<typename Permission>
Result<Details> details_of(access::GrantedGroup<Permission> const& group, store::BoardRow const& row)
{
    return parse_details(TRY(group.open_of(row.subject, case_scope(row.case_id), details_place(row.case_id), row.details.data)));
}

std::string title_of(Rules const& rules, std::string const& service)
{
    auto const* rule = rules.service(service);
    return rule ? rule->title : service;
}

Result<http::Response> board(access::GrantedGroup<ReadBoard>& group, Context const& context)
{
    BoardOut out;
    std::map<Uuid, std::int32_t> loads;
    for (auto const& row : TRY(group.rows(store::board()))) {
        auto const d = TRY(details_of(group, row));
        out.cases.push_back({ row.subject, row.case_id, reference_of(row.case_id), row.state, d.service, title_of(context.rules, d.service), d.risk,
            !d.risk_reasons.empty(), d.language, d.place, d.mode, d.skills, row.opened_at, row.changed_at, row.clinician, row.offered_to, row.manager,
            row.manager == group.actor().id || row.clinician == group.actor().id });
        if (row.clinician) ++loads[*row.clinician];
    }
    // What cannot wait stands first, then what has waited longest.
    std::stable_sort(out.cases.begin(), out.cases.end(), [](auto const& a, auto const& b) { return risk_rank(a.risk) > risk_rank(b.risk); });
    for (auto const& [account, n] : loads) out.loads.push_back({ account, n });
    return json_of(out);
}

Result<http::Response> govern(access::GrantedGroup<Govern>& group, access::Gate const& gate)
{
    GovernOut out { {}, {}, 0 };
    auto const now = gate.clock().now();
    for (auto const& row : TRY(group.rows(store::board()))) {
        auto const d = TRY(details_of(group, row));
        RiskRow const one { row.subject, row.case_id, reference_of(row.case_id), row.state, d.service, d.risk, !d.risk_reasons.empty(), row.opened_at, row.changed_at,
            row.clinician, row.manager };
        ++out.open;
        if (risk_rank(d.risk) >= risk_rank("high")) out.at_risk.push_back(one);
        if (!row.clinician && !row.manager && row.changed_at + std::chrono::hours(48) <= now) out.unattended.push_back(one);
    }
    return json_of(out);
}

Result<http::Response> offers(access::GrantedGroup<ReadOffers>& group, Context const& context)
{
    OffersOut out;
    for (auto const& row : TRY(group.rows(store::offers(), group.actor().id))) {
        auto const d = TRY(details_of(group, row));
        out.offers.push_back({ row.subject, row.case_id, reference_of(row.case_id), d.service, title_of(context.rules, d.service), d.risk, d.language, d.place, d.mode,
            d.skills, row.opened_at });
    }
    return json_of(out);
}

Result<http::Response> caseload(access::GrantedGroup<ReadCaseload>& group, Context const& context, http::Request const& request)
{
    CaseloadOut out;
    auto const rows = TRY(group.rows(store::caseload(), group.actor().id));
    std::vector<SubjectId> whom;
    for (auto const& row : rows) whom.push_back(row.subject);
    std::map<SubjectId, std::string> names;
    for (auto const& p : TRY(people::list_some(group, whom))) {
        auto const profile = people::open_listed(group, p);
        if (profile.ok() && profile->contact) names[p.subject] = profile->contact->name;
    }
    for (auto const& row : rows) {
        auto const d = TRY(details_of(group, row));
        out.cases.push_back({ row.subject, row.case_id, reference_of(row.case_id), names[row.subject], row.state, d.service, title_of(context.rules, d.service), d.risk,
            !d.risk_reasons.empty(), row.opened_at, row.changed_at });
    }
    auto const date = request.query_value("date");
    if (!date || date->empty()) return json_of(out);
    auto const [from, until] = TRY(day_of(std::string(*date), std::string(request.query_value("zone").value_or(""))));
    for (auto const& row : TRY(group.rows(store::day(), group.actor().id, from, until))) {
        auto const d = TRY(parse_session(TRY(group.open_of(row.subject, case_scope(row.case_id), session_place(row.session), row.details.data))));
        out.day.push_back({ row.subject, row.case_id, row.session, names[row.subject], row.starts_at, local_of(row.starts_at, d.zone), d.zone, d.mode, d.attendance, d.minutes,
            d.supervision });
    }
    return json_of(out);
}

} // namespace

void add_desk_routes(access::Routes& routes, Context const& context)
{
    using http::Method;
    using http::Request;
    using Out = Result<http::Response>;
    auto const& gate = context.gate;
    std::string const cases = "/care/people/{person}/cases";
    routes.guarded_group<ReadBoard>(spec(Method::get, "/care/board", "Open cases, with what triage and allocation need and no more", {}, json::schema<BoardOut>()),
        [&context](access::GrantedGroup<ReadBoard>& g, Request const&) { return board(g, context); });
    auto governing = spec(Method::get, "/care/governance", "Cases at risk, and those that nobody holds", {}, json::schema<GovernOut>());
    governing.purpose = "care_governance";
    routes.guarded_group<Govern>(std::move(governing), [&gate](access::GrantedGroup<Govern>& g, Request const&) { return govern(g, gate); });
    routes.guarded_group<ReadOffers>(spec(Method::get, "/care/offers", "Cases that are offered to me: what they need, and of whom nothing", {}, json::schema<OffersOut>()),
        [&context](access::GrantedGroup<ReadOffers>& g, Request const&) { return offers(g, context); });
    auto day = spec(Method::get, "/care/caseload", "My cases, and the sessions of a day", {}, json::schema<CaseloadOut>());
    day.query_parameters = { "date: string; YYYY-MM-DD", "zone: string; of that day, IANA" };
    routes.guarded_group<ReadCaseload>(std::move(day), [&context](access::GrantedGroup<ReadCaseload>& g, Request const& r) { return caseload(g, context, r); });

    routes.guarded<OpenCase>(spec(Method::post, cases, "Open a case: an enquiry", json::schema<OpenIn>(), json::schema<CaseId>(), 201),
        [&context](access::Granted<OpenCase>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<OpenIn>(r.body));
            if (in.service && !context.rules.service(*in.service)) return bad_input("There is no such service: policy/care.yaml lists them.");
            return json_of(CaseId { TRY(open_case(g, context.gate, { in.service.value_or(""), in.presenting, in.channel.value_or("") })) }, 201);
        });
    routes.guarded<OpenCase>(spec(Method::post, cases + "/{case}/reopening", "Somebody comes back: a new episode, which begins anew", json::schema<OpenIn>(), json::schema<CaseId>(), 201),
        [&context](access::Granted<OpenCase>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<OpenIn>(r.body));
            return json_of(CaseId { TRY(open_case(g, context.gate, { in.service.value_or(""), in.presenting, in.channel.value_or(""), TRY(param(r, "case")) })) }, 201);
        });
    routes.guarded<Assess>(spec(Method::put, cases + "/{case}/assessment", "Triage: service, risk, and what the person needs", json::schema<AssessIn>(), {}, 204),
        [&context](access::Granted<Assess>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<AssessIn>(r.body));
            TRY(assess(g, context, TRY(param(r, "case")),
                { in.service, in.risk, in.summary, in.language.value_or(""), in.place.value_or(""), in.mode.value_or(""), in.skills.value_or(std::vector<std::string> {}) }));
            return no_content();
        });
    routes.guarded<Take>(spec(Method::post, cases + "/{case}/taking", "Coordinate this case myself", {}, json::schema<AssignmentId>(), 201),
        [&gate](access::Granted<Take>& g, Request const& r) -> Out { return json_of(AssignmentId { TRY(take(g, gate, TRY(param(r, "case")))) }, 201); });
    routes.guarded<Allocate>(spec(Method::put, cases + "/{case}/entitlement", "How many sessions the case holds, within its service", json::schema<EntitleIn>(), {}, 204),
        [&context](access::Granted<Allocate>& g, Request const& r) -> Out {
            TRY(entitle(g, context, TRY(param(r, "case")), TRY(json::decode_text<EntitleIn>(r.body)).sessions));
            return no_content();
        });
    routes.guarded<Allocate>(spec(Method::post, cases + "/{case}/offers", "Offer the case to a clinician, who answers", json::schema<OfferIn>(), json::schema<AssignmentId>(), 201),
        [&gate](access::Granted<Allocate>& g, Request const& r) -> Out {
            return json_of(AssignmentId { TRY(offer(g, gate, TRY(param(r, "case")), TRY(json::decode_text<OfferIn>(r.body)).account_id)) }, 201);
        });
    routes.guarded<Allocate>(spec(Method::post, cases + "/{case}/assignments/{assignment}/end", "Take the case back from somebody; it is closed to them at once", {}, {}, 204),
        [&gate](access::Granted<Allocate>& g, Request const& r) -> Out {
            TRY(end_assignment(g, gate, TRY(param(r, "case")), TRY(param(r, "assignment"))));
            return no_content();
        });
    routes.guarded<AnswerOffer>(spec(Method::post, cases + "/{case}/answer", "Accept or decline a case that is offered to me", json::schema<AnswerIn>(), {}, 204),
        [&gate](access::Granted<AnswerOffer>& g, Request const& r) -> Out {
            TRY(answer(g, gate, TRY(param(r, "case")), TRY(json::decode_text<AnswerIn>(r.body)).accept));
            return no_content();
        });
    routes.guarded<ReadWalls>(spec(Method::get, "/care/people/{person}/walls", "Which walls stand before this person or stood, and why", {}, json::schema<WallsOut>()),
        [](access::Granted<ReadWalls>& g, Request const&) -> Out {
            WallsOut out;
            for (auto const& w : TRY(walls(g)))
                out.walls.push_back({ w.account == SubjectId {} ? std::nullopt : std::optional(w.account), w.by, w.why, w.since, w.ended_at, w.ended_why });
            return json_of(out);
        });
    for (bool const up : { true, false }) {
        routes.guarded<WallOff>(spec(up ? Method::put : Method::post, up ? "/care/people/{person}/wall" : "/care/people/{person}/wall/end",
                                    up ? "Wall this person off from a colleague, or from everybody who is not assigned" : "Take a wall down", json::schema<WallIn>(), {}, 204),
            [&gate, up](access::Granted<WallOff>& g, Request const& r) -> Out {
                auto const in = TRY(json::decode_text<WallIn>(r.body));
                TRY((up ? wall : end_wall)(g, gate, in.account_id.value_or(SubjectId {}), in.reason));
                return no_content();
            });
    }
}

} // namespace wellkept::cases
