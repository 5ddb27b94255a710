#include "care/organisations/store.h"
#include <algorithm>

namespace wellkept::organisations {
namespace {

template <typename... T> bool one_of(std::string_view s, T const&... t) { return ((s == t) || ...); }

Result<> check(Contract const& c)
{
    if (c.reference.empty() || c.reference.size() > 100) return bad_input("Give the contract's reference, of 1 to 100 characters.");
    if (!one_of(c.state, "draft", "active", "suspended", "ended")) return bad_input("A contract is draft, active, suspended or ended.");
    if (c.ends_on && *c.ends_on < c.starts_on) return bad_input("A contract ends on or after the day it starts.");
    if (c.services.empty()) return bad_input("A contract covers at least one service.");
    for (auto const& s : c.services)
        if (std::find(std::begin(services), std::end(services), s) == std::end(services))
            return bad_input("There is no such service: eap_counselling, psychological_services, fitness_to_work, critical_incident or management_support.");
    if (!one_of(c.session_model, "per_episode", "per_year", "clinical_need"))
        return bad_input("Sessions are counted per_episode, per_year, or by clinical_need.");
    if ((c.session_model == "clinical_need") == c.sessions.has_value())
        return bad_input("Give the number of sessions, unless clinical need decides.");
    if (c.sessions && (*c.sessions < 1 || *c.sessions > 200)) return bad_input("Sessions are 1 to 200.");
    if (c.covered_headcount < 1 || c.covered_headcount > 50'000'000) return bad_input("Give how many people the contract covers.");
    // A smaller one would let an employer work out who came.
    if (c.reporting_threshold < 5 || c.reporting_threshold > 1'000'000) return bad_input("The reporting threshold is 5 people or more.");
    return {};
}

} // namespace

bool Contract::covers(std::string_view service) const { return std::find(services.begin(), services.end(), service) != services.end(); }

Result<ClientId> add(access::Gate const& gate, db::Tx& tx, NewOrganisation const& n)
{
    if (n.name.empty() || n.name.size() > 200) return bad_input("Give the organisation's name, of 1 to 200 characters.");
    if (!one_of(n.kind, "employer", "insurer", "membership")) return bad_input("An organisation is an employer, an insurer or a membership group.");
    auto const* here = gate.policy_now()->territory_of_region(gate.region());
    if (!here || here->code != n.territory) return bad_input("This installation does not serve that territory.");
    if (n.agreement_reference.empty() || n.agreement_reference.size() > 200)
        return bad_input("Give the reference of the agreement on file: nothing is shared with whom none is made.");
    auto const now = gate.clock().now();
    if (n.agreement_until && *n.agreement_until <= now) return bad_input("That agreement has run out.");
    auto const id = ClientId::fresh(gate.clock(), gate.rng());
    TRY(access::save_tenant(tx, { id, gate.region(), "active", n.agreement_reference, n.agreement_until, {}, "organisation" }, now));
    TRY(store::insert(tx, { id, n.name, n.kind, n.territory, now }));
    return id;
}

Result<Uuid> add_contract(access::Gate const& gate, db::Tx& tx, ClientId organisation, NewContract const& n)
{
    auto const of = TRY(find(tx, organisation));
    if (!of) return not_found();
    if (n.territory != of->territory) return bad_input("A contract is of its organisation's territory.");
    Contract const c { organisation, Uuid::v7(gate.clock(), gate.rng()), n.reference, n.state, n.starts_on, n.ends_on, n.services,
        n.session_model, n.sessions, n.covered_headcount, n.reporting_threshold, n.territory, gate.clock().now() };
    TRY(check(c));
    TRY(store::save(tx, c));
    return c.id;
}

Result<> change_contract(db::Tx& tx, Contract const& c)
{
    auto const before = TRY(contract(tx, c.id));
    if (!before || before->organisation != c.organisation) return not_found();
    if (before->state == "ended" && c.state != "ended") return Error { Code::conflict, PublicText("An ended contract stays ended: add a new one.") };
    TRY(check(c));
    return store::save(tx, c);
}

} // namespace wellkept::organisations
