#include "access/routes.h"
#include "access/tenants.h"
#include "care/clinicians/taken.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::clinicians {
namespace {

struct HoursBody {
    std::int32_t weekday;
    std::string from, to;
    static constexpr json::Bounds bounds(std::string_view m) { return m == "weekday" ? json::Bounds { .min = 1, .max = 7 } : json::Bounds { .length_min = 5, .length_max = 5 }; }
};
struct DaysOffBody {
    std::string from, until;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 10, .length_max = 10 }; }
};
struct ProfileBody {
    std::string name;
    std::vector<std::string> skills, languages, places, modes;
    std::int32_t spaces;
    std::string zone;
    std::vector<HoursBody> hours;
    std::optional<std::vector<DaysOffBody>> off;
    static constexpr json::Bounds bounds(std::string_view m)
    {
        if (m == "spaces") return { .min = 0, .max = 200 };
        return { .length_min = 1, .length_max = m == "name" ? 200u : 64u, .items_max = 50 };
    }
};
struct FreeIn {
    std::string zone;
    std::vector<HoursBody> hours;
    std::vector<DaysOffBody> off;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 64, .items_max = 200 }; }
};
struct FreeOut { // by the clock on their wall
    Instant from, until;
    std::string local_from, local_until;
};
struct CredentialIn {
    Instant valid_until;
    std::string issuer, reference;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 200 }; }
};
struct CredentialOut {
    std::string kind;
    Instant valid_until;
    std::string issuer, reference;
};
struct StateIn {
    std::string state;
};
struct RecordOut {
    SubjectId account_id;
    std::string state;
    ProfileBody profile;
    std::vector<CredentialOut> credentials;
    std::vector<std::string> missing;
    std::optional<Instant> vetted_until;
    std::vector<FreeOut> free, taken; // of the next 14 days; taken by what is planned, and with whom is not said
};
struct DueOut {
    std::string kind;
    std::optional<Instant> valid_until; // left out: it is not on record
};
struct ListRow {
    SubjectId account_id;
    std::string name, state;
    bool open; // cases are open to them at this moment
    std::optional<Instant> vetted_until;
    std::vector<DueOut> due; // missing, run out, or ending within 60 days; the earliest first
};
struct ListOut {
    std::vector<ListRow> clinicians;
};
struct ProposalRow {
    SubjectId account_id;
    std::string name;
    std::int32_t fit, spaces;
    std::vector<std::string> skills, languages, places, modes;
    bool says_hours;
    std::int32_t free_minutes; // of the next 14 days, if they say their hours
    std::optional<Instant> next_free;
    std::optional<std::string> next_free_local;
};
struct ProposalsOut {
    std::vector<ProposalRow> proposals;
};
BOOST_DESCRIBE_STRUCT(HoursBody, (), (weekday, from, to))
BOOST_DESCRIBE_STRUCT(DaysOffBody, (), (from, until))
BOOST_DESCRIBE_STRUCT(ProfileBody, (), (name, skills, languages, places, modes, spaces, zone, hours, off))
BOOST_DESCRIBE_STRUCT(FreeIn, (), (zone, hours, off))
BOOST_DESCRIBE_STRUCT(FreeOut, (), (from, until, local_from, local_until))
BOOST_DESCRIBE_STRUCT(CredentialIn, (), (valid_until, issuer, reference))
BOOST_DESCRIBE_STRUCT(CredentialOut, (), (kind, valid_until, issuer, reference))
BOOST_DESCRIBE_STRUCT(StateIn, (), (state))
BOOST_DESCRIBE_STRUCT(RecordOut, (), (account_id, state, profile, credentials, missing, vetted_until, free, taken))
BOOST_DESCRIBE_STRUCT(DueOut, (), (kind, valid_until))
BOOST_DESCRIBE_STRUCT(ListRow, (), (account_id, name, state, open, vetted_until, due))
BOOST_DESCRIBE_STRUCT(ListOut, (), (clinicians))
BOOST_DESCRIBE_STRUCT(ProposalRow, (), (account_id, name, fit, spaces, skills, languages, places, modes, says_hours, free_minutes, next_free, next_free_local))
BOOST_DESCRIBE_STRUCT(ProposalsOut, (), (proposals))

constexpr auto ahead = std::chrono::hours(24 * 60);

template<typename T>
http::Response json_of(T const& v, int status = 200) { return http::Response::json(json::encode_text(v), status); }
http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}

std::vector<Hours> hours_of(std::vector<HoursBody> in)
{
    std::vector<Hours> out;
    for (auto& h : in) out.push_back({ h.weekday, std::move(h.from), std::move(h.to) });
    return out;
}
std::vector<DaysOff> off_of(std::vector<DaysOffBody> in)
{
    std::vector<DaysOff> out;
    for (auto& o : in) out.push_back({ std::move(o.from), std::move(o.until) });
    return out;
}

Profile profile_of(ProfileBody b)
{
    Profile p { std::move(b.name), std::move(b.skills), std::move(b.languages), std::move(b.places), std::move(b.modes), b.spaces, std::move(b.zone), hours_of(std::move(b.hours)) };
    if (b.off) p.off = off_of(std::move(*b.off));
    return p;
}

Result<http::Response> read(access::SubjectGrant const& grant, access::Gate const& gate)
{
    auto const found = TRY(record(grant));
    if (!found) return not_found();
    auto const& p = found->profile;
    RecordOut out { found->account, found->state, { p.name, p.skills, p.languages, p.places, p.modes, p.spaces, p.zone, {}, {} }, {}, {}, found->vetted_until, {}, {} };
    for (auto const& h : p.hours) out.profile.hours.push_back({ h.weekday, h.from, h.to });
    if (p.off) out.profile.off.emplace();
    for (auto const& o : p.off.value_or(std::vector<DaysOff> {})) out.profile.off->push_back({ o.from, o.until });
    auto const now = gate.clock().now();
    auto const taken = joined(TRY(taken_of(grant.tx(), gate, found->account, now, now + looked_ahead)));
    auto list = [&](std::vector<Span> const& spans, std::vector<FreeOut>& into) {
        for (auto const& s : spans) into.push_back({ s.from, s.until, local_of(p, s.from), local_of(p, s.until) });
    };
    list(free_hours(p, now, now + looked_ahead, taken), out.free);
    list(taken, out.taken);
    for (auto const& c : found->credentials) out.credentials.push_back({ c.kind, c.valid_until, c.issuer, c.reference });
    for (auto const kind : kinds)
        if (std::none_of(found->credentials.begin(), found->credentials.end(), [&](auto const& c) { return c.kind == kind; })) out.missing.emplace_back(kind);
    return json_of(out);
}

Result<http::Response> list_all(access::GrantedGroup<ListClinicians>& group, access::Gate const& gate)
{
    auto const now = gate.clock().now();
    ListOut out;
    for (auto const& c : TRY(list(group))) {
        ListRow row { c.account, c.name, c.state, c.vetted_until && *c.vetted_until > now, c.vetted_until, {} };
        if (c.state != "offboarded") {
            for (auto const kind : kinds) {
                auto const it = c.until.find(std::string(kind));
                if (it == c.until.end()) row.due.push_back({ std::string(kind), {} });
                else if (it->second <= now + ahead) row.due.push_back({ std::string(kind), it->second });
            }
            std::stable_sort(row.due.begin(), row.due.end(), [](auto const& a, auto const& b) { return a.valid_until < b.valid_until; });
        }
        out.clinicians.push_back(std::move(row));
    }
    return json_of(out);
}

Result<http::Response> proposals(access::GrantedGroup<Propose>& group, access::Gate const& gate, http::Request const& request)
{
    auto given = [&](std::string_view name) { return std::string(request.query_value(name).value_or("")); };
    Wanted wanted { {}, given("language"), given("place"), given("mode") };
    auto const skills = given("skills");
    for (std::size_t at = 0; at < skills.size();) {
        auto const end = std::min(skills.find(',', at), skills.size());
        if (end > at) wanted.skills.push_back(skills.substr(at, end - at));
        at = end + 1;
    }
    ProposalsOut out;
    for (auto const& p : TRY(propose(group, gate, wanted)))
        out.proposals.push_back({ p.account, p.name, p.fit, p.spaces, p.skills, p.languages, p.places, p.modes, p.free.said, p.free.said ? p.free.minutes : 0, p.free.next,
            p.next_local.empty() ? std::nullopt : std::optional(p.next_local) });
    return json_of(out);
}

access::Spec spec(http::Method method, std::string pattern, std::string summary, std::string request = {}, std::string response = {}, int status = 200)
{
    std::string const subject = pattern.find("{account}") == pattern.npos ? "" : "account";
    return { .method = method, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = "care_governance",
        .subject_param = subject, .request_schema = std::move(request), .response_schema = std::move(response), .success_status = status, .body_bytes_max = 64 * 1024 };
}

} // namespace

void add_routes(access::Routes& routes)
{
    using http::Method;
    using http::Request;
    using Out = Result<http::Response>;
    auto const& gate = routes.gate();
    routes.guarded_group<ListClinicians>(spec(Method::get, "/care/clinicians", "Who works with service users, and what of theirs is missing or runs out", {}, json::schema<ListOut>()),
        [&gate](access::GrantedGroup<ListClinicians>& g, Request const&) { return list_all(g, gate); });
    auto proposing = spec(Method::get, "/care/clinicians/proposals", "Who could take a case on, by what it needs; the best fit first", {}, json::schema<ProposalsOut>());
    proposing.purpose = "care";
    proposing.query_parameters = { "skills: string; codes, by comma", "language: string", "place: string", "mode: string; in_person, phone, video" };
    routes.guarded_group<Propose>(std::move(proposing), [&gate](access::GrantedGroup<Propose>& g, Request const& r) { return proposals(g, gate, r); });
    routes.guarded<ReadOwn>(spec(Method::get, "/care/clinicians/me", "My own record as a clinician", {}, json::schema<RecordOut>()),
        [&gate](access::Granted<ReadOwn>& g, Request const&) { return read(g, gate); });
    routes.guarded<ChangeOwn>(spec(Method::put, "/care/clinicians/me/hours", "Say when I am free: the hours of my week, and the days I am away", json::schema<FreeIn>(), {}, 204),
        [&gate](access::Granted<ChangeOwn>& g, Request const& r) -> Out {
            auto in = TRY(json::decode_text<FreeIn>(r.body));
            TRY(save_hours(g, gate, in.zone, hours_of(std::move(in.hours)), off_of(std::move(in.off))));
            return no_content();
        });
    routes.guarded<ChangeOwn>(spec(Method::put, "/care/clinicians/me", "Say what I can do, and when; the first time, apply", json::schema<ProfileBody>(), {}, 204),
        [&gate](access::Granted<ChangeOwn>& g, Request const& r) -> Out {
            TRY(save(g, gate, profile_of(TRY(json::decode_text<ProfileBody>(r.body)))));
            return no_content();
        });
    routes.guarded<ReadRecord>(spec(Method::get, "/care/clinicians/{account}", "One clinician's record", {}, json::schema<RecordOut>()),
        [&gate](access::Granted<ReadRecord>& g, Request const&) { return read(g, gate); });
    auto own = [](access::SubjectGrant const& g) -> Result<> {
        if (g.subject().value == g.actor().id) return Error { Code::forbidden, PublicText("Somebody else must look at your own registration and checks.") };
        return {};
    };
    routes.guarded<Vet>(spec(Method::put, "/care/clinicians/{account}/credentials/{kind}", "Record or renew a registration, insurance, check, supervision or review", json::schema<CredentialIn>(), {}, 204),
        [&gate, own](access::Granted<Vet>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<CredentialIn>(r.body));
            TRY(own(g));
            TRY(renew(g, gate, { std::string(r.param("kind")), in.valid_until, in.issuer, in.reference }));
            return no_content();
        });
    routes.guarded<Vet>(spec(Method::put, "/care/clinicians/{account}/state", "Verify, activate, suspend or offboard; it holds from the next request on", json::schema<StateIn>(), {}, 204),
        [&gate, own](access::Granted<Vet>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<StateIn>(r.body));
            TRY(own(g));
            TRY(set_state(g, gate, in.state));
            return no_content();
        });
}

} // namespace wellkept::clinicians
