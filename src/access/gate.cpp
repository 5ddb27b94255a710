#include "access/gate.h"
#include "access/enforced.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::access {
namespace {

Enforces const purposes { "purposes.", "access/gate", "D13" };
Enforces const categories { "categories.", "access/gate", "D13" };
Enforces const roles { "access.", "access/gate", "src/access/gate_test.cpp" };
Enforces const recipients { "recipients.", "access/gate", "C5" };
Enforces const territories { "territories.", "access/gate", "C9" };
Enforces const decided_once { "measures.decided_once", "access/gate", "D13" };

struct Facts {
    ClientId tenant;
    Uuid pseudonym;
    std::string state;
    bool restricted;
    std::string kind;
    std::string tenant_region;
    std::string tenant_status;
    bool agreement;
    std::vector<std::string> switches; // "connection/category/purpose", those that are on, if asked for
};
// One row says all that a decision needs of the person and their Client. Of each switch the latest event decides.
// Two queries and not one with a parameter: where that was false PostgreSQL planned it anew each time, for the saving.
#define FACTS                                                                                                          \
    "SELECT s.tenant_id, s.pseudonym, s.state, s.restricted, s.kind, t.region, t.status,"                              \
    "       t.agreement_reference IS NOT NULL AND (t.agreement_until IS NULL OR t.agreement_until > $2), "
#define OF_SUBJECT "  FROM access.subject s JOIN access.tenant t ON t.tenant_id = s.tenant_id WHERE s.subject_id = $1"
db::PersonalQuery<Facts, SubjectId, Instant> const subject_facts { "access/subject_facts", FACTS "'{}'::text[]" OF_SUBJECT };
db::PersonalQuery<Facts, SubjectId, Instant> const subject_facts_and_switches { "access/subject_facts_and_switches",
    FACTS "ARRAY(SELECT connection_id || '/' || category || '/' || purpose FROM ("
    "         SELECT DISTINCT ON (connection_id, category, purpose) connection_id, category, purpose, decision, until"
    "           FROM access.consent_event WHERE subject_id = $1"
    "          ORDER BY connection_id, category, purpose, sequence DESC) latest"
    "        WHERE decision = 'granted' AND (until IS NULL OR until > $2))" OF_SUBJECT };
#undef FACTS
#undef OF_SUBJECT

} // namespace

struct FactsAhead {
    SubjectId subject;
    std::string permission;
    db::Tx::Ahead<Facts> facts;
};

namespace {

struct Locked {
    bool yes;
};
// Writes on one person run side by side; a withdrawal or an erasure waits for them and holds back the next, so that no
// write decided before it lands after it. Taken before the facts are read.
db::PlainQuery<Locked, std::int64_t> const lock_shared { "access/lock_shared",
    "SELECT true FROM pg_advisory_xact_lock_shared($1)" };
db::PlainQuery<Locked, std::int64_t> const lock_exclusive { "access/lock_exclusive",
    "SELECT true FROM pg_advisory_xact_lock($1)" };

struct TenantFacts {
    std::string region;
    std::string status;
    bool agreement;
};
db::PlainQuery<TenantFacts, ClientId, Instant> const tenant_facts { "access/tenant_facts",
    "SELECT region, status, agreement_reference IS NOT NULL AND (agreement_until IS NULL OR agreement_until > $2)"
    "  FROM access.tenant WHERE tenant_id = $1" };

struct Switch {
    ConnectionId connection;
    std::string_view category, purpose;
};
Result<Switch> parse_switch(std::string_view text)
{
    auto const first = text.find('/'), second = text.rfind('/');
    auto const connection = ConnectionId::parse(text.substr(0, first));
    if (!connection || second <= first) return bug("a consent that is none");
    return Switch { *connection, text.substr(first + 1, second - first - 1), text.substr(second + 1) };
}

db::PersonalQuery<Unit, SubjectId, ClientId, Uuid, Instant, std::string> const insert_subject { "access/insert_subject",
    "INSERT INTO access.subject (subject_id, tenant_id, pseudonym, state, created_at, kind)"
    " VALUES ($1, $2, $3, 'active', $4, $5)" };

// Owed to the person or the law, whatever the Client's standing.
bool owed(std::string_view purpose) { return purpose == "rights" || purpose == "legal_claims" || purpose == "retention"; }
// GDPR Article 18(2): a restricted person's data are kept, and used for these alone.
bool despite_restriction(std::string_view purpose) { return purpose == "rights" || purpose == "legal_claims"; }

std::string notes_json(std::vector<std::pair<std::string, std::string>> const& notes)
{
    boost::json::object o;
    for (auto const& [key, value] : notes) o[key] = value;
    return boost::json::serialize(o);
}

Error hidden(std::string_view why)
{
    auto e = not_found();
    e.detail = Detail(why);
    return e;
}

// Whoever asks, and the recipient of what is done for a purpose, must be registered for it, and in the territory of the person; and the
// territory must be one that the policy knows, for controller and regulator follow it.
std::string_view unregistered(Policy const& policy, std::string_view role, std::string_view purpose, std::string_view region)
{
    auto const* territory = policy.territory_of_region(region);
    if (!territory) return "no_territory";
    auto const* p = policy.purpose(purpose);
    if (!p) return "no_purpose";
    auto may = [&](Recipient const* r) -> std::string_view {
        if (!r || !r->receives.contains(purpose)) return "recipient_unregistered";
        return r->territories.contains(territory->code) ? "" : "recipient_territory";
    };
    if (auto const* asking = policy.recipient_of_role(role))
        if (auto const why = may(asking); !why.empty()) return why;
    return p->recipient == "none" ? "" : may(policy.recipient(p->recipient));
}

} // namespace

AuditRow Gate::row(
    Visit const& visit, std::string_view action, std::string_view decision, std::string_view reason) const
{
    return { .event_id = Uuid::v7(m_clock, m_rng),
        .at = m_clock.now(),
        .pseudonym = {},
        .tenant = visit.actor.tenant ? visit.actor.tenant->value : Uuid {},
        .actor_kind = std::string(name(visit.actor.kind)),
        // A Member stands in the row by their pseudonym alone, which leads nowhere once they are erased.
        .actor_id = visit.actor.kind == ActorKind::member ? Uuid {}
            : visit.actor.kind == ActorKind::staff        ? visit.actor.pseudonym
                                                          : visit.actor.id,
        .actor_label = visit.actor.label,
        .action = std::string(action),
        .purpose = visit.purpose,
        .decision = std::string(decision),
        .reason = std::string(reason),
        .request = visit.request,
        .payload = {} };
}

Error Gate::refuse(Visit& visit, std::string_view action, std::string_view reason, Error error, Uuid tenant) const
{
    auto r = row(visit, action, "refuse", reason);
    if (!tenant.is_nil()) r.tenant = tenant;
    visit.rows.push_back(std::move(r));
    return error;
}

Error Gate::decline(GrantCore const& grant, Visit& visit, std::string_view action, Error error) const
{
    auto r = row(visit, action, "refuse", grant.limited() ? "outside_categories" : "nothing_there");
    r.pseudonym = grant.pseudonym();
    r.tenant = grant.tenant().value;
    visit.rows.push_back(std::move(r));
    return error;
}

Result<db::Tx::Ahead<Standing>> Gate::standing_of(db::Tx& tx, Actor const& account) const
{
    SubjectId const id { account.id };
    TRY(tx.set_local("wellkept.actor", id.text()));
    // Its own row in access.subject is open to it alone until the decision names somebody else.
    TRY(tx.set_local("wellkept.subject", id.text()));
    return tx.ahead(PassIssuer::pass(), standing_query(), id, account.session, m_clock.now(), m_policy.get()->required_courses());
}

Result<std::optional<Standing>> Gate::known_account(
    std::optional<db::Tx::Ahead<Standing>> const& asked, Visit& visit, PermissionInfo const& permission) const
{
    if (!asked) return std::optional<Standing> {};
    auto found = TRY(asked->maybe());
    if (!found || !visit.actor.tenant || found->tenant != *visit.actor.tenant)
        return refuse(visit, permission.name, "unknown_account",
            { Code::unauthenticated, PublicText("Please sign in again."), Detail("unknown_account") });
    visit.actor.pseudonym = found->pseudonym;
    if (auto no = refuse_account(*found, permission, m_clock.now()))
        return refuse(visit, permission.name, no->reason, std::move(no->error));
    return found;
}

std::shared_ptr<FactsAhead> Gate::ask_facts(db::Tx& tx, PermissionInfo const& permission, SubjectId subject) const
{
    if (!tx.set_local("wellkept.subject", subject.text())) return {};
    if (permission.writes) {
        auto const key = static_cast<std::int64_t>(std::hash<SubjectId> {}(subject));
        tx.batch().add(permission.exclusive ? lock_exclusive : lock_shared, key); // before the facts
    }
    return std::make_shared<FactsAhead>(FactsAhead { subject, std::string(permission.name),
        tx.ahead(PassIssuer::pass(), permission.needs_consent ? subject_facts_and_switches : subject_facts, subject, m_clock.now()) });
}

void Gate::look_ahead(db::Tx& tx, Visit& visit, PermissionInfo const& permission, SubjectId subject) const
{
    // Alone with a person is nobody before it is known who they are.
    if (!permission.exclusive) visit.ahead = ask_facts(tx, permission, subject);
}

Result<bool> Gate::has_role_for(db::Tx& tx, Visit const& visit, PermissionInfo const& permission) const
{
    if (visit.actor.kind != ActorKind::staff) return false;
    auto const found = TRY(TRY(standing_of(tx, visit.actor)).maybe());
    auto const policy = m_policy.get();
    for (auto const& purpose : { visit.purpose, std::string("break_glass") })
        if (found && !policy->allowing_role(found->roles, found->side(), false, permission.name, purpose).empty()) return true;
    return false;
}

Result<> Gate::reach(Visit& visit, PermissionInfo const& permission, Standing const& account, ClientId tenant,
    SubjectId subject, Uuid pseudonym, Relation relation) const
{
    auto const policy = m_policy.get();
    auto no = [&](std::string_view reason, Error error) -> Error {
        auto r = row(visit, permission.name, "refuse", reason);
        r.pseudonym = pseudonym;
        r.tenant = tenant.value;
        visit.rows.push_back(std::move(r));
        return error;
    };
    bool const own = subject.value == visit.actor.id;
    auto refused = refuse_reach(account, permission, *policy, tenant, subject, relation, visit.purpose, visit.under);
    auto role = policy->allowing_role(account.roles, account.side(), own, permission.name, visit.purpose);
    // Whoever has no such role learns that first: what else is missing is none of their business.
    if (refused && refused->reason != "untrained" && refused->reason != "no_open_access") return no(refused->reason, std::move(refused->error));
    if (role.empty() && refused)
        for (auto const* purpose : { "support", "break_glass" })
            if (role.empty()) role = policy->allowing_role(account.roles, account.side(), own, permission.name, purpose);
    if (role.empty())
        return no("role", { Code::forbidden, PublicText("Your role does not include this."), Detail(permission.name) });
    visit.actor.label = role;
    if (refused) return no(refused->reason, std::move(refused->error));
    auto const* limited = policy->account_role(role);
    if (limited && limited->vetted && subject.value != visit.actor.id && (!account.vetted_until || *account.vetted_until <= m_clock.now()))
        return no("vetting_expired",
            { Code::forbidden, PublicText("Your registration, insurance, checks or review have run out, so that cases are closed to you.") });
    if (limited && limited->limited
        && std::find(account.purposes.begin(), account.purposes.end(), visit.purpose) == account.purposes.end())
        return no("outside_purpose", { Code::forbidden, PublicText("Your account was not made for this purpose.") });
    return {};
}

void Gate::record(Visit& visit, std::string_view action, Uuid tenant) const
{
    auto r = row(visit, action, "permit", "");
    r.tenant = tenant;
    visit.rows.push_back(std::move(r));
}

Result<GrantCore> Gate::core(db::Tx& tx, Visit& visit, PermissionInfo const& permission, SubjectId subject) const
{
    auto const& actor = visit.actor;
    auto const policy = m_policy.get();
    auto no = [&](std::string_view reason, Uuid pseudonym = {}) {
        auto r = row(visit, permission.name, "refuse", reason);
        r.pseudonym = pseudonym;
        visit.rows.push_back(std::move(r));
        return hidden(reason);
    };
    if (actor.kind == ActorKind::nobody) {
        return refuse(visit, permission.name, "unauthenticated",
            { Code::unauthenticated, PublicText("Please sign in."), Detail("nobody") });
    }
    auto ahead = std::move(visit.ahead);
    if (ahead && (ahead->subject != subject || ahead->permission != permission.name)) ahead.reset();
    // What does not wait for each other travels together. Looked at in this order, whether there is such a person or not: by how
    // long a refusal takes, nobody learns who was here.
    bool const staff = actor.kind == ActorKind::staff;
    bool const of_care = staff && permission.about == "service_user";
    std::optional<db::Tx::Ahead<Standing>> standing;
    std::optional<db::Tx::Ahead<Relation>> related;
    if (staff) {
        standing = TRY(standing_of(tx, actor));
        ahead.reset(); // whose row is open has changed
    }
    if (!permission.exclusive && !ahead) ahead = ask_facts(tx, permission, subject);
    if (of_care && ahead) related = tx.ahead(PassIssuer::pass(), relation_query(), subject, actor.id, m_clock.now());
    auto const account = TRY(known_account(standing, visit, permission));
    if (!account && !policy->allows(actor.role(), permission.name, visit.purpose)) {
        return refuse(visit, permission.name, "role",
            { Code::forbidden, PublicText("Your role does not include this."), Detail(permission.name) });
    }
    if (!ahead) ahead = ask_facts(tx, permission, subject);
    if (!ahead) return bug("no facts were asked for");
    if (of_care && !related) related = tx.ahead(PassIssuer::pass(), relation_query(), subject, actor.id, m_clock.now());
    auto const facts = TRY(ahead->facts.maybe());
    Relation relation;
    if (related) relation = TRY(related->one());
    if (!facts) return no("unknown_subject");
    if (!permission.about.empty() && facts->kind != permission.about) return no("other_kind");
    if (actor.kind == ActorKind::member && actor.id != subject.value) return no("not_own", {});
    if (account) {
        if (!of_care && facts->tenant == care_tenant) relation = TRY(tx.one(PassIssuer::pass(), relation_query(), subject, actor.id, m_clock.now()));
        TRY(reach(visit, permission, *account, facts->tenant, subject, facts->pseudonym, relation));
    }
    else if (actor.tenant && *actor.tenant != facts->tenant) return no("foreign_tenant");
    if (facts->tenant_region != m_region) return no("region", facts->pseudonym);
    if (facts->state != "active" && !permission.while_erasing) return no("erasing", facts->pseudonym);
    if (facts->restricted && !despite_restriction(visit.purpose)) return no("restricted", facts->pseudonym);
    if (!owed(visit.purpose)) {
        if (facts->tenant_status != "active") return no("tenant_" + facts->tenant_status, facts->pseudonym);
        if (!facts->agreement) return no("no_agreement", facts->pseudonym);
        if (auto const why = unregistered(*policy, actor.role(), visit.purpose, facts->tenant_region); !why.empty()) return no(why, facts->pseudonym);
    }

    TRY(tx.set_local("wellkept.pseudonym", facts->pseudonym.text()));
    GrantCore g;
    g.m_tx = &tx;
    g.m_keys = &m_keys;
    g.m_rng = &m_rng;
    g.m_subject = subject;
    g.m_pseudonym = facts->pseudonym;
    g.m_kind = facts->kind;
    g.m_tenant = facts->tenant;
    g.m_actor = actor;
    g.m_purpose = visit.purpose;
    g.m_request = visit.request;
    if (permission.needs_consent) {
        auto const* purpose = policy->purpose(visit.purpose);
        if (!purpose || purpose->consent == Consent::none || purpose->consent == Consent::asked) return no("purpose_without_consent", facts->pseudonym);
        auto const* asking = policy->recipient_of_role(actor.role());
        bool const by_other = purpose->consent == Consent::follows || (purpose->consent == Consent::joined && facts->kind == "member");
        std::string_view const switched = by_other ? std::string_view(purpose->follows) : std::string_view(visit.purpose);
        for (auto const& text : facts->switches) {
            auto const s = TRY(parse_switch(text));
            if ((purpose->consent == Consent::any_switch || s.purpose == switched)
                && (purpose->recipient == "none" || policy->may_receive(purpose->recipient, purpose->code, s.category))
                && (!asking || asking->may_have(s.category)))
                g.m_consented.insert({ s.connection, std::string(s.category) });
        }
        if (g.m_consented.empty()) {
            auto hide = no("no_consent", facts->pseudonym);
            // Whoever is let in to somebody's care may know that they are there, and so why this is shut.
            if (of_care) return Error { Code::forbidden, PublicText("The person does not share this with you (any more)."), Detail("no_consent") };
            return hide;
        }
        auto const* role = account ? policy->account_role(visit.actor.label) : nullptr;
        if (role && role->limited) {
            g.m_limited = true;
            auto const& may = g.m_categories = account->categories;
            std::erase_if(g.m_consented, [&](auto const& s) { return std::find(may.begin(), may.end(), s.category) == may.end(); });
            if (g.m_consented.empty()) return no("outside_categories", facts->pseudonym);
        }
    }
    return g;
}

Result<GrantCore> Gate::group_core(db::Tx& tx, Visit& visit, PermissionInfo const& permission, ClientId tenant) const
{
    auto const& actor = visit.actor; // whose role and pseudonym the decision fills in
    auto const policy = m_policy.get();
    if (actor.kind == ActorKind::nobody) {
        return refuse(visit, permission.name, "unauthenticated",
            { Code::unauthenticated, PublicText("Please sign in."), Detail("nobody") });
    }
    bool const care_staff = actor.kind == ActorKind::staff && tenant == care_tenant;
    std::optional<db::Tx::Ahead<Standing>> standing;
    std::optional<db::Tx::Ahead<OnCaseload>> caseload, walled;
    if (actor.kind == ActorKind::staff) standing = TRY(standing_of(tx, actor));
    auto const asked = tx.ahead(tenant_facts, tenant, m_clock.now());
    if (care_staff && permission.need == Need::assignment) caseload = tx.ahead(caseload_query(), actor.id, m_clock.now());
    if (care_staff) walled = tx.ahead(walled_query(), actor.id, m_clock.now());
    auto const account = TRY(known_account(standing, visit, permission));
    if (!account && !policy->allows(actor.role(), permission.name, visit.purpose)) {
        return refuse(visit, permission.name, "role",
            { Code::forbidden, PublicText("Your role does not include this."), Detail(permission.name) });
    }
    if (account) TRY(reach(visit, permission, *account, tenant, {}, {}, {}));
    else if (!actor.tenant || *actor.tenant != tenant)
        return refuse(visit, permission.name, "foreign_tenant", hidden("foreign_tenant"));
    auto const facts = TRY(asked.maybe());
    if (!facts) return refuse(visit, permission.name, "unknown_tenant", hidden("unknown_tenant"));
    if (facts->region != m_region) return refuse(visit, permission.name, "region", hidden("region"));
    if (!owed(visit.purpose) && facts->status != "active") {
        return refuse(visit, permission.name, "tenant_" + facts->status,
            { Code::forbidden, PublicText("This Client is not active here.") });
    }
    if (!owed(visit.purpose) && !facts->agreement) {
        return refuse(visit, permission.name, "no_agreement",
            { Code::forbidden, PublicText("There is no data processing agreement on file for this Client.") });
    }
    if (auto const why = unregistered(*policy, actor.role(), visit.purpose, facts->region); visit.purpose != "rights" && !why.empty())
        return refuse(visit, permission.name, why, hidden(why));
    std::optional<std::set<SubjectId>> only;
    if (caseload && visit.under.empty()) {
        only.emplace();
        for (auto const& s : TRY(caseload->rows())) only->insert(s.subject);
    }
    std::set<SubjectId> never;
    if (walled)
        for (auto const& s : TRY(walled->rows())) never.insert(s.subject);
    TRY(tx.set_local("wellkept.tenant", tenant.text()));

    GrantCore g;
    g.m_only = std::move(only);
    g.m_never = std::move(never);
    g.m_tx = &tx;
    g.m_keys = &m_keys;
    g.m_rng = &m_rng;
    g.m_tenant = tenant;
    g.m_actor = actor;
    g.m_purpose = visit.purpose;
    g.m_request = visit.request;
    return g;
}

Result<GrantCore> Gate::admit_core(GrantCore const& group, Visit&, SubjectId fresh, std::string_view about) const
{
    auto& tx = group.tx();
    TRY(tx.set_local("wellkept.subject", fresh.text()));
    GrantCore g;
    g.m_tx = &tx;
    g.m_keys = &m_keys;
    g.m_rng = &m_rng;
    g.m_subject = fresh;
    g.m_pseudonym = Uuid::v4(m_rng);
    g.m_kind = about;
    g.m_tenant = group.m_tenant;
    g.m_actor = group.m_actor;
    g.m_purpose = group.m_purpose;
    g.m_request = group.m_request;
    (void)TRY(tx.run(PassIssuer::pass(), insert_subject, fresh, group.m_tenant, g.m_pseudonym, m_clock.now(), std::string(about)));
    return g;
}

Result<> Gate::permit(GrantCore const& g, Visit& visit, std::string_view action) const
{
    auto r = row(visit, action, "permit", visit.under);
    r.pseudonym = g.m_pseudonym;
    r.tenant = g.m_tenant.value;
    if (!g.m_notes->empty()) {
        r.payload = TRY(g.seal(
            person_scope, { "access.audit_event", "payload", r.event_id }, notes_json(*g.m_notes)));
    }
    visit.rows.push_back(std::move(r));
    return {};
}

Result<> Gate::permit_group(GrantCore const& g, Visit& visit, std::string_view action,
    std::vector<std::pair<SubjectId, Uuid>> const& people) const
{
    auto r = row(visit, action, "permit", visit.under);
    r.tenant = g.m_tenant.value;
    if (people.empty()) visit.rows.push_back(r);
    // Once each, by however many lists of one answer they were found.
    std::set<Uuid> named;
    for (auto const& [subject, pseudonym] : people) {
        if (!named.insert(pseudonym).second) continue;
        r.event_id = Uuid::v7(m_clock, m_rng);
        r.pseudonym = pseudonym;
        visit.rows.push_back(r);
    }
    return {};
}

} // namespace wellkept::access
