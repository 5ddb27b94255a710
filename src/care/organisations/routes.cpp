#include "access/routes.h"
#include "care/organisations/organisations.h"
#include "platform/crypto/crypto.h"
#include "platform/json/json.h"

namespace wellkept::organisations {
BOOST_DESCRIBE_STRUCT(RefusedRow, (), (line, why))
BOOST_DESCRIBE_STRUCT(ListReport, (), (list_id, accepted, refused, ended, rows))

namespace {

using Day = std::chrono::year_month_day;

struct OrganisationIn {
    std::string name, kind, territory, agreement_reference;
    std::optional<Instant> agreement_until;
};
struct OrganisationOut {
    ClientId organisation_id;
    std::string name, kind, territory, status;
    std::optional<std::string> agreement_reference;
    std::optional<Instant> agreement_until;
};
struct OrganisationsOut {
    std::vector<OrganisationOut> organisations;
};
struct ContractIn {
    std::string reference;
    std::optional<std::string> state, session_model;
    Day starts_on;
    std::optional<Day> ends_on;
    std::vector<std::string> services;
    std::optional<std::int32_t> sessions;
    std::int32_t covered_headcount;
    std::optional<std::int32_t> reporting_threshold;
};
struct ContractOut {
    Uuid contract_id;
    std::string reference, state;
    Day starts_on;
    std::optional<Day> ends_on;
    std::vector<std::string> services;
    std::string session_model;
    std::optional<std::int32_t> sessions;
    std::int32_t covered_headcount, reporting_threshold;
    std::string territory;
    bool in_force;
};
struct ContractsOut {
    std::vector<ContractOut> contracts;
};
struct IdOut {
    Uuid id;
};
struct CodeIn {
    Uuid contract_id;
    std::optional<std::string> code;
    std::optional<Instant> until;
};
struct CodeOut {
    std::string code;
};
struct TokenOut {
    std::string token;
    Instant expires_at;
};
struct CheckIn {
    std::optional<std::string> access_code;
    std::optional<ClientId> organisation_id;
    std::optional<std::string> number;
};
struct CheckOut {
    bool eligible;
    std::optional<ClientId> organisation_id;
    std::optional<std::string> organisation;
    std::optional<Uuid> contract_id;
    std::optional<std::vector<std::string>> services;
};
struct UsageIn {
    std::string reference, number;
};
struct UsageOut {
    Uuid request_id;
    std::string reference;
    Instant asked_at;
    std::optional<Day> confirmed_on;
};
struct UsagesOut {
    std::vector<UsageOut> requests;
};
BOOST_DESCRIBE_STRUCT(OrganisationIn, (), (name, kind, territory, agreement_reference, agreement_until))
BOOST_DESCRIBE_STRUCT(OrganisationOut, (), (organisation_id, name, kind, territory, status, agreement_reference, agreement_until))
BOOST_DESCRIBE_STRUCT(OrganisationsOut, (), (organisations))
BOOST_DESCRIBE_STRUCT(ContractIn, (), (reference, state, session_model, starts_on, ends_on, services, sessions, covered_headcount, reporting_threshold))
BOOST_DESCRIBE_STRUCT(ContractOut, (), (contract_id, reference, state, starts_on, ends_on, services, session_model, sessions, covered_headcount, reporting_threshold, territory, in_force))
BOOST_DESCRIBE_STRUCT(ContractsOut, (), (contracts))
BOOST_DESCRIBE_STRUCT(IdOut, (), (id))
BOOST_DESCRIBE_STRUCT(CodeIn, (), (contract_id, code, until))
BOOST_DESCRIBE_STRUCT(CodeOut, (), (code))
BOOST_DESCRIBE_STRUCT(TokenOut, (), (token, expires_at))
BOOST_DESCRIBE_STRUCT(CheckIn, (), (access_code, organisation_id, number))
BOOST_DESCRIBE_STRUCT(CheckOut, (), (eligible, organisation_id, organisation, contract_id, services))
BOOST_DESCRIBE_STRUCT(UsageIn, (), (reference, number))
BOOST_DESCRIBE_STRUCT(UsageOut, (), (request_id, reference, asked_at, confirmed_on))
BOOST_DESCRIBE_STRUCT(UsagesOut, (), (requests))

using Out = Result<http::Response>;

template <typename T> http::Response json_of(T const& v, int status = 200) { return http::Response::json(json::encode_text(v), status); }

Result<ClientId> organisation_of(http::Request const& r)
{
    auto const id = ClientId::parse(r.param("organisation"));
    if (!id) return not_found();
    return *id;
}

std::optional<Date> date(std::optional<Day> const& d) { return d ? std::optional<Date>(Date(*d)) : std::nullopt; }
std::optional<Day> day(std::optional<Date> const& d) { return d ? std::optional<Day>(Day(*d)) : std::nullopt; }

ContractOut shown(Contract const& c, Instant now)
{
    return { c.id, c.reference, c.state, Day(c.starts_on), day(c.ends_on), c.services, c.session_model, c.sessions, c.covered_headcount,
        c.reporting_threshold, c.territory, c.in_force(std::chrono::floor<std::chrono::days>(now)) };
}

Out contracts_out(db::Tx& tx, ClientId organisation, Instant now)
{
    ContractsOut out;
    for (auto const& c : TRY(contracts(tx, organisation))) out.contracts.push_back(shown(c, now));
    return json_of(out);
}

Out list_all(db::Tx& tx)
{
    OrganisationsOut out;
    for (auto const& o : TRY(list(tx))) {
        auto const t = TRY(access::find_tenant(tx, o.id));
        if (t) out.organisations.push_back({ o.id, o.name, o.kind, o.territory, t->status, t->agreement_reference, t->agreement_until });
    }
    return json_of(out);
}

Out save_contract(access::GrantedGroup<Manage>& g, access::Gate const& gate, http::Request const& r)
{
    auto const organisation = TRY(organisation_of(r));
    auto const in = TRY(json::decode_text<ContractIn>(r.body));
    auto const o = TRY(find(g.tx(), organisation));
    if (!o) return not_found();
    if (r.param("contract").empty()) {
        auto const id = TRY(add_contract(gate, g.tx(), organisation,
            { in.reference, in.state.value_or("active"), Date(in.starts_on), date(in.ends_on), in.services, in.session_model.value_or("per_episode"),
                in.sessions, in.covered_headcount, in.reporting_threshold.value_or(10), o->territory }));
        return json_of(IdOut { id }, 201);
    }
    auto const id = Uuid::parse(r.param("contract"));
    auto before = id ? TRY(contract(g.tx(), *id)) : std::optional<Contract> {};
    if (!before || before->organisation != organisation) return not_found();
    auto const was = *before;
    TRY(change_contract(g.tx(), { organisation, was.id, in.reference, in.state.value_or(was.state), Date(in.starts_on), date(in.ends_on), in.services,
        in.session_model.value_or(was.session_model), in.sessions, in.covered_headcount, in.reporting_threshold.value_or(was.reporting_threshold),
        was.territory, was.created_at }));
    return json_of(IdOut { was.id });
}

Out make_token(access::GrantedGroup<Manage>& g, access::Gate const& gate, http::Request const& r)
{
    auto const organisation = TRY(organisation_of(r));
    if (!TRY(find(g.tx(), organisation))) return not_found();
    TokenOut out { crypto::random_token(gate.rng()), gate.clock().now() + std::chrono::hours(24 * 365) };
    TRY(access::Handles(gate).put(g.tx(),
        { .kind = "organisation_token", .value = out.token, .tenant = organisation, .ref = Uuid::v7(gate.clock(), gate.rng()), .expires_at = out.expires_at }));
    return json_of(out, 201);
}

Out check(access::GrantedGroup<CheckEligibility>& g, access::Gate const& gate, http::Request const& r)
{
    auto const in = TRY(json::decode_text<CheckIn>(r.body));
    auto& tx = g.tx();
    TRY(may_try(gate, tx, g.actor().id));
    std::optional<Eligibility> found;
    if (in.access_code) found = TRY(eligible_by_code(gate, tx, *in.access_code));
    else if (in.organisation_id && in.number) found = TRY(eligible_by_number(gate, tx, *in.organisation_id, *in.number));
    else return bad_input("Give access_code, or organisation_id and number.");
    if (!found) {
        TRY(missed(gate, tx, g.actor().id));
        return json_of(CheckOut { false, {}, {}, {}, {} });
    }
    return json_of(CheckOut { true, found->organisation, found->name, found->contract, found->services });
}

Out take(access::GrantedGroup<SendList>& g, access::Gate const& gate, http::Request const& r, std::string const& source)
{
    auto const contract_id = Uuid::parse(r.query_value("contract").value_or(""));
    if (!contract_id) return bad_input("Say which contract the list is for: ?contract=");
    return json_of(TRY(take_list(g, gate, *contract_id, r.body, source)), 201);
}

Out usage(access::GrantedGroup<ReadOwn>& g, access::Gate const& gate)
{
    UsagesOut out;
    for (auto const& s : TRY(usage_states(g, gate))) out.requests.push_back({ s.request_id, s.reference, s.asked_at, day(s.confirmed_on) });
    return json_of(out);
}

Out ask(access::GrantedGroup<AskUsage>& g, access::Gate const& gate, http::Request const& r)
{
    auto const in = TRY(json::decode_text<UsageIn>(r.body));
    return json_of(IdOut { TRY(ask_usage(g, gate, in.reference, in.number)) }, 202);
}

// The same addresses twice: for the organisation's people, who sign in, and for its systems, which have a token.
void add_own_routes(access::Routes& routes, std::string const& audience, std::string const& at, std::string const& source)
{
    using http::Method;
    using http::Request;
    auto const& gate = routes.gate();
    routes.guarded_group<ReadOwn>({ .pattern = at + "/contracts", .summary = "My organisation's contracts", .audience = audience, .purpose = "eligibility",
                                      .response_schema = json::schema<ContractsOut>() },
        [&gate](access::GrantedGroup<ReadOwn>& g, Request const&) { return contracts_out(g.tx(), g.tenant(), gate.clock().now()); });
    routes.guarded_group<SendList>({ .method = Method::post, .pattern = at + "/eligibility-lists", .summary = "Send who may come: CSV with number and until; it takes the earlier list's place",
                                       .audience = audience, .purpose = "eligibility", .response_schema = json::schema<ListReport>(),
                                       .query_parameters = { "contract: string; the contract's id" }, .success_status = 201,
                                       .body_bytes_max = list_bytes_max, .content_types = { "text/csv" } },
        [&gate, source](access::GrantedGroup<SendList>& g, Request const& r) { return take(g, gate, r, source); });
    routes.guarded_group<AskUsage>({ .method = Method::post, .pattern = at + "/usage-requests", .summary = "Ask for a confirmation of use; it comes after the person's consent, or never",
                                       .audience = audience, .purpose = "eligibility", .request_schema = json::schema<UsageIn>(),
                                       .response_schema = json::schema<IdOut>(), .success_status = 202, .body_bytes_max = 4 * 1024 },
        [&gate](access::GrantedGroup<AskUsage>& g, Request const& r) { return ask(g, gate, r); });
    routes.guarded_group<ReadOwn>({ .pattern = at + "/usage-requests", .summary = "What was asked, and what is confirmed", .audience = audience,
                                      .purpose = "eligibility", .response_schema = json::schema<UsagesOut>() },
        [&gate](access::GrantedGroup<ReadOwn>& g, Request const&) { return usage(g, gate); });
}

} // namespace

void add_routes(access::Routes& routes)
{
    using http::Method;
    using http::Request;
    auto const& gate = routes.gate();
    auto spec = [](Method m, std::string pattern, std::string summary, std::string in, std::string out, int status) {
        return access::Spec { .method = m, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = "administer",
            .request_schema = std::move(in), .response_schema = std::move(out), .success_status = status, .body_bytes_max = 64 * 1024 };
    };
    routes.guarded_group<List>(spec(Method::get, "/care/organisations", "Partner organisations", {}, json::schema<OrganisationsOut>(), 200),
        [](access::GrantedGroup<List>& g, Request const&) { return list_all(g.tx()); });
    routes.guarded_group<Manage>(spec(Method::post, "/care/organisations", "Add an organisation, with its agreement on file", json::schema<OrganisationIn>(), json::schema<IdOut>(), 201),
        [&gate](access::GrantedGroup<Manage>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<OrganisationIn>(r.body));
            return json_of(IdOut { TRY(add(gate, g.tx(), { in.name, in.kind, in.territory, in.agreement_reference, in.agreement_until })).value }, 201);
        });
    routes.guarded_group<List>(spec(Method::get, "/care/organisations/{organisation}/contracts", "An organisation's contracts", {}, json::schema<ContractsOut>(), 200),
        [&gate](access::GrantedGroup<List>& g, Request const& r) -> Out { return contracts_out(g.tx(), TRY(organisation_of(r)), gate.clock().now()); });
    auto const save = [&gate](access::GrantedGroup<Manage>& g, Request const& r) { return save_contract(g, gate, r); };
    routes.guarded_group<Manage>(spec(Method::post, "/care/organisations/{organisation}/contracts", "Add a contract", json::schema<ContractIn>(), json::schema<IdOut>(), 201), save);
    routes.guarded_group<Manage>(spec(Method::put, "/care/organisations/{organisation}/contracts/{contract}", "Change or end a contract", json::schema<ContractIn>(), json::schema<IdOut>(), 200), save);
    routes.guarded_group<Manage>(spec(Method::post, "/care/organisations/{organisation}/access-codes", "A code by which people may come; shown this once", json::schema<CodeIn>(), json::schema<CodeOut>(), 201),
        [&gate](access::GrantedGroup<Manage>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<CodeIn>(r.body));
            return json_of(CodeOut { TRY(add_access_code(gate, g.tx(), TRY(organisation_of(r)), in.contract_id, in.code.value_or(""), in.until)) }, 201);
        });
    routes.guarded_group<Manage>(spec(Method::post, "/care/organisations/{organisation}/tokens", "A year's token for an organisation's systems; shown this once", {}, json::schema<TokenOut>(), 201),
        [&gate](access::GrantedGroup<Manage>& g, Request const& r) { return make_token(g, gate, r); });
    auto checking = spec(Method::post, "/care/eligibility-checks", "Whether a code or number lets somebody come today", json::schema<CheckIn>(), json::schema<CheckOut>(), 200);
    checking.purpose = "eligibility";
    checking.tenant = access::care_tenant;
    routes.guarded_group<CheckEligibility>(std::move(checking), [&gate](access::GrantedGroup<CheckEligibility>& g, Request const& r) { return check(g, gate, r); });
    add_own_routes(routes, "staff", "/care/organisation", "portal");
    add_own_routes(routes, "organisation", "/care/api", "api");
}

} // namespace wellkept::organisations
