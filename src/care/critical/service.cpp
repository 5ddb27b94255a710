#include "care/cases/cases.h"
#include "care/clinicians/clinicians.h"
#include "care/critical/store.h"
#include "keep/retention/records.h"
#include "keep/retention/retention.h"
#include "platform/crypto/crypto.h"
#include "platform/json/json.h"
#include <algorithm>
#include <yaml-cpp/yaml.h>

namespace wellkept::critical {
BOOST_DESCRIBE_STRUCT(What, (), (what, place, contact, author))
namespace {


constexpr std::string_view service = "critical_incident";

std::string place_of(Uuid id) { return "critical.incident/" + id.text(); }
Error conflict(std::string_view why) { return { Code::conflict, PublicText(why) }; }

Result<> check(What const& w)
{
    if (w.what.empty() || w.what.size() > 20'000) return bad_input("Say what happened, in at most 20000 characters.");
    if (w.place.size() > 1'000 || w.contact.empty() || w.contact.size() > 1'000) return bad_input("Say whom we speak with, in at most 1000 characters.");
    return {};
}

Result<Uuid> contract_for(db::Tx& tx, ClientId organisation, Instant now)
{
    auto const today = std::chrono::floor<std::chrono::days>(now);
    for (auto const& c : TRY(organisations::contracts(tx, organisation)))
        if (c.in_force(today) && c.covers(service)) return c.id;
    return conflict("No contract that is in force covers support after a critical incident.");
}

Result<> tell(access::GrantCore const& g, access::Gate const& gate, ClientId organisation, Told t)
{
    t.told_at = gate.clock().now();
    return store::tell(g.tx(), organisation, Uuid::v7(gate.clock(), gate.rng()), t);
}

Result<Uuid> insert(access::GrantCore const& g, access::Gate const& gate, ClientId organisation, std::string source, What const& what)
{
    TRY(check(what));
    auto const now = gate.clock().now();
    auto const contract = TRY(contract_for(g.tx(), organisation, now));
    auto const id = Uuid::v4(gate.rng());
    TRY(store::insert(g.tx(),
        { id, organisation, contract, std::move(source), "reported", { TRY(gate.keys().seal_for_tenant(access::care_tenant, place_of(id), json::encode_text(what))) }, now, now }));
    TRY(tell(g, gate, organisation, { id, "incident", id, "reported", {}, {}, {}, {}, {}, {} }));
    return id;
}

Result<Incident> opened(access::Gate const& gate, store::Row const& r)
{
    return Incident { r.id, r.organisation, r.contract, r.source, r.state,
        TRY(json::decode_text<What>(TRY(gate.keys().open_for_tenant(access::care_tenant, place_of(r.id), r.body.data)))), r.reported_at, r.state_at };
}

Result<store::Row> row_of(access::GrantCore const& g, Uuid id)
{
    auto row = TRY(store::find(g.tx(), id));
    if (!row) return not_found();
    return std::move(*row);
}
Result<store::Row> open_row(access::GrantCore const& g, Uuid id)
{
    auto row = TRY(row_of(g, id));
    if (row.state != "accepted") return conflict("Support of this incident is not under way.");
    return row;
}

Result<organisations::Contract> contract_of(access::GrantCore const& g, store::Row const& row)
{
    auto c = TRY(organisations::contract(g.tx(), row.contract));
    if (!c) return bug("an incident without its contract");
    return std::move(*c);
}

// Totals are told only where each part of them is: nothing is worked out from the difference.
Result<> close(access::GrantedGroup<Manage>& g, access::Gate const& gate, store::Row const& row)
{
    auto const contract = TRY(contract_of(g, row));
    auto const& rule = gate.policy_now()->statistics();
    std::int32_t sessions = 0, people = 0;
    bool all_told = true;
    for (auto const& s : TRY(store::sessions(g.tx(), row.id))) {
        if (s.state == "planned") return conflict("A session is still planned: note how many came, or cancel it.");
        if (s.state != "held") continue;
        ++sessions;
        people += *s.headcount;
        all_told = all_told && told_count(*s.headcount, rule, contract);
    }
    for (auto const& r : TRY(store::responders(g.tx(), row.id)))
        if (!r.ended_at) (void)TRY(store::release(g.tx(), row.id, r.account, gate.clock().now()));
    return tell(g, gate, row.organisation,
        { row.id, "report", row.id, "closed", {}, {}, {}, all_told ? told_count(people, rule, contract) : std::nullopt, sessions, {} });
}

Result<store::IndividualRow> individual_of(access::SubjectGrant const& grant, Uuid incident)
{
    auto row = TRY(store::individual(grant, incident));
    if (!row) return not_found();
    return std::move(*row);
}

class Contract final : public retention::RecordContract {
public:
    Contract() : RecordContract(record_class) {} // a record is the incident's id

private:
    std::string_view room() const override { return "critical"; }
    std::vector<std::string> personal_tables() const override { return { "critical.individual" }; }
    Result<std::vector<Uuid>> records(access::SubjectGrant const& grant) const override
    {
        std::vector<Uuid> out;
        for (auto const& r : TRY(store::individuals(grant))) out.push_back(r.incident);
        return out;
    }
    Result<std::int64_t> drop(access::SubjectGrant const& grant, std::vector<Uuid> const& records) const override { return store::erase(grant, records); }
    // Nothing of it is sealed.
    Result<std::vector<access::Scope>> scopes_kept(access::SubjectGrant const&, access::ErasureScope const&) const override { return std::vector<access::Scope> {}; }
};

} // namespace

Result<Rules> Rules::load(std::filesystem::path const& directory)
{
    auto refused = [](YAML::Node const& at, std::string const& mend) {
        return bad_input("critical.yaml line " + std::to_string(at.Mark().line + 1) + ": " + mend);
    };
    try {
        auto const root = YAML::LoadFile((directory / "critical.yaml").string());
        Rules out;
        for (auto const& row : root["consent"]) {
            if (!row["version"] || !row["text"] || row.size() != 2) return refused(row, "give `version` and `text`, and nothing else");
            Wording const w { row["version"].as<int>(), row["text"].Scalar() };
            if (w.version != static_cast<int>(out.consent.size()) + 1) return refused(row, "versions are 1, 2, 3 ... in order");
            out.consent.push_back(w);
        }
        if (out.consent.empty()) return refused(root, "give `consent`: what a person is asked");
        return out;
    } catch (YAML::Exception const& e) {
        return bad_input("critical.yaml line " + std::to_string(e.mark.line + 1) + " cannot be read; correct it.", e.msg);
    }
}

std::optional<std::int32_t> told_count(std::int32_t people, access::StatisticsRule const& rule, organisations::Contract const& contract)
{
    if (contract.covered_headcount < rule.population_min) return std::nullopt;
    if (people < std::max(rule.cell_min, static_cast<int>(contract.reporting_threshold))) return std::nullopt;
    return (people + rule.round_to / 2) / rule.round_to * rule.round_to;
}

Result<Uuid> report(access::GrantedGroup<Report>& g, access::Gate const& gate, What const& what) { return insert(g, gate, g.tenant(), "portal", what); }
Result<Uuid> take(access::GrantedGroup<Take>& g, access::Gate const& gate, ClientId organisation, What const& what)
{
    if (!TRY(organisations::find(g.tx(), organisation))) return not_found();
    return insert(g, gate, organisation, "desk", what);
}

Result<std::vector<Told>> track(access::GrantedGroup<Track>& g)
{
    auto out = TRY(store::told(g.tx(), g.tenant()));
    std::stable_sort(out.begin(), out.end(), [](Told const& a, Told const& b) { return a.told_at > b.told_at; });
    return out;
}

Result<std::vector<Incident>> incidents(access::GrantCore const& g, access::Gate const& gate)
{
    std::vector<Incident> out;
    for (auto const& r : TRY(store::all(g.tx()))) out.push_back(TRY(opened(gate, r)));
    return out;
}
Result<std::vector<Incident>> own(access::GrantedGroup<Respond>& g, access::Gate const& gate)
{
    std::vector<Incident> out;
    for (auto const& r : TRY(store::of_responder(g.tx(), { g.actor().id }))) out.push_back(TRY(opened(gate, r)));
    return out;
}
Result<Incident> find(access::GrantCore const& g, access::Gate const& gate, Uuid id) { return opened(gate, TRY(row_of(g, id))); }

Result<> decide(access::GrantedGroup<Manage>& g, access::Gate const& gate, Uuid id, std::string const& state)
{
    auto const row = TRY(row_of(g, id));
    bool const may = row.state == "reported" ? state == "accepted" || state == "declined" : row.state == "accepted" && state == "closed";
    if (!may) return conflict("An incident is accepted or declined once it is reported, and closed once it was accepted.");
    if (state == "closed") TRY(close(g, gate, row));
    if (!TRY(store::move(g.tx(), id, row.state, state, gate.clock().now()))) return conflict("Somebody else was quicker.");
    return tell(g, gate, row.organisation, { id, "incident", id, state, {}, {}, {}, {}, {}, {} });
}

Result<> assign(access::GrantedGroup<Manage>& g, access::Gate const& gate, Uuid id, SubjectId account)
{
    TRY(open_row(g, id));
    // Their record is looked at as that of any clinician: a row in their own log, by the reader's own right to it.
    auto const vetted = TRY(gate.beside<clinicians::ReadRecord>(g, "care_governance", account, [&](access::Granted<clinicians::ReadRecord> const& them) -> Result<bool> {
        auto const record = TRY(clinicians::record(them));
        return record && record->state == "active" && record->vetted_until && *record->vetted_until > gate.clock().now();
    }));
    if (!vetted) return Error { Code::forbidden, PublicText("Their registration, insurance, checks or review are not on file, or have run out.") };
    return store::respond(g.tx(), id, account, gate.clock().now());
}
Result<> release(access::GrantedGroup<Manage>& g, access::Gate const& gate, Uuid id, SubjectId account)
{
    if (!TRY(store::release(g.tx(), id, account, gate.clock().now()))) return not_found();
    return {};
}

Result<Uuid> plan(access::GrantedGroup<Manage>& g, access::Gate const& gate, Uuid id, cases::LocalTime const& starts, std::int32_t minutes, std::string const& place)
{
    auto const row = TRY(open_row(g, id));
    if (minutes < 10 || minutes > 480) return bad_input("A session lasts 10 to 480 minutes.");
    if (place.empty() || place.size() > 200) return bad_input("Say where, in at most 200 characters.");
    auto const starts_at = TRY(cases::instant_of(starts));
    auto const now = gate.clock().now();
    if (starts_at < now - std::chrono::hours(24 * 7) || starts_at > now + std::chrono::hours(24 * 365)) return bad_input("A session begins within a year.");
    Session const s { Uuid::v7(gate.clock(), gate.rng()), starts_at, minutes, place, starts.zone, "planned", {} };
    TRY(store::insert(g.tx(), id, s));
    TRY(tell(g, gate, row.organisation, { id, "session", s.id, "planned", starts_at, place, starts.zone, {}, {}, {} }));
    return s.id;
}

namespace {
Result<Session> session_of(access::GrantCore const& g, Uuid incident, Uuid id)
{
    for (auto& s : TRY(store::sessions(g.tx(), incident)))
        if (s.id == id) return std::move(s);
    return not_found();
}
} // namespace

Result<> cancel(access::GrantedGroup<Manage>& g, access::Gate const& gate, Uuid id, Uuid session)
{
    auto const row = TRY(open_row(g, id));
    auto const s = TRY(session_of(g, id, session));
    if (!TRY(store::settle(g.tx(), id, session, "cancelled", {}))) return conflict("This session is over.");
    return tell(g, gate, row.organisation, { id, "session", session, "cancelled", s.starts_at, s.place, s.zone, {}, {}, {} });
}

Result<> held(access::GrantedGroup<Respond>& g, access::Gate const& gate, Uuid id, Uuid session, std::int32_t headcount)
{
    auto const row = TRY(open_row(g, id));
    auto const all = TRY(store::responders(g.tx(), id));
    if (std::none_of(all.begin(), all.end(), [&](Responder const& r) { return r.account.value == g.actor().id && !r.ended_at; })) return not_found();
    auto const s = TRY(session_of(g, id, session));
    if (headcount < 0 || headcount > 10'000) return bad_input("Say how many came: 0 to 10000.");
    if (s.starts_at > gate.clock().now()) return conflict("This session has not begun.");
    if (!TRY(store::settle(g.tx(), id, session, "held", headcount))) return conflict("How many came has been noted already.");
    return tell(g, gate, row.organisation,
        { id, "session", session, "held", s.starts_at, s.place, s.zone, told_count(headcount, gate.policy_now()->statistics(), TRY(contract_of(g, row))), {}, {} });
}

Result<> offer(access::Granted<Offer> const& grant, access::Gate const& gate, Uuid incident)
{
    TRY(open_row(grant, incident));
    auto const now = gate.clock().now();
    if (!TRY(store::insert(grant, { incident, "offered", {}, {}, {}, now, now }))) return conflict("They were asked already.");
    return retention::started(grant, gate, record_class, incident, now);
}

Result<> answer(access::Granted<Answer> const& grant, access::Gate const& gate, Rules const& rules, Uuid incident, bool yes, int wording)
{
    auto row = TRY(individual_of(grant, incident));
    if (row.state != "offered" && row.state != "declined") return conflict("This was answered already.");
    auto const& asked = rules.now();
    if (wording != asked.version) return conflict("The text has changed meanwhile. Please read it again.");
    row.state = yes ? "consented" : "declined";
    row.wording = asked.version;
    row.wording_hash = db::Bytes { std::string(crypto::view(crypto::sha256(asked.text))) };
    row.state_at = gate.clock().now();
    grant.note("answer", row.state);
    return store::update(grant, row);
}

Result<> withdraw(access::Granted<Answer> const& grant, access::Gate const& gate, Uuid incident)
{
    auto row = TRY(individual_of(grant, incident));
    if (row.state != "consented") return conflict("There is nothing to withdraw. A case that is open is closed with whoever works on it.");
    row.state = "withdrawn";
    row.state_at = gate.clock().now();
    grant.note("answer", row.state);
    return store::update(grant, row);
}

Result<Uuid> open_individual(access::Granted<OpenIndividual> const& grant, access::Gate const& gate, Uuid incident, std::string const& presenting)
{
    auto row = TRY(individual_of(grant, incident));
    if (row.state != "consented") return conflict("They have not agreed to a case of their own.");
    row.case_id = TRY(cases::open_case(grant, gate, { std::string(service), presenting, "critical_incident", {} }));
    row.state = "opened";
    row.state_at = gate.clock().now();
    TRY(store::update(grant, row));
    TRY(retention::started(grant, gate, record_class, incident, row.state_at));
    return *row.case_id;
}

Result<std::vector<Individual>> individuals(access::SubjectGrant const& grant)
{
    std::vector<Individual> out;
    for (auto const& r : TRY(store::individuals(grant))) out.push_back({ r.incident, r.state, r.case_id, r.wording, r.offered_at, r.state_at });
    return out;
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::critical
