// Gate::decide: the one place where "may this happen?" is answered. It intersects role and purpose (policy/access.yaml),
// assignment (whose person is it), the person's consent, the Client's agreement and status, the region, and erasure.
// What is not configured is refused. A refusal looks like "nothing here" where existence itself is private.
#pragma once
#include "access/grant.h"
#include "access/policy.h"
#include "access/standing.h"
#include "access/visit.h"
#include <atomic>

namespace wellkept::access {

// The policy in force; swapped whole on reload.
class PolicyHolder {
public:
    explicit PolicyHolder(std::shared_ptr<Policy const> p) : m_policy(std::move(p)) {}
    std::shared_ptr<Policy const> get() const { return std::atomic_load(&m_policy); }
    void set(std::shared_ptr<Policy const> p) { std::atomic_store(&m_policy, std::move(p)); }

private:
    std::shared_ptr<Policy const> m_policy;
};

class Gate {
public:
    Gate(PolicyHolder const& policy, KeyRing& keys, Clock const& clock, Rng& rng, std::string region)
        : m_policy(policy), m_keys(keys), m_clock(clock), m_rng(rng), m_region(std::move(region))
    {
    }

    // Asks what a decision over that person begins with, to travel with what is asked before it (whose token this is). Decides
    // nothing and shows nobody anything; decide(), of the same visit, person and permission, goes on from there.
    void look_ahead(db::Tx&, Visit&, PermissionInfo const&, SubjectId) const;
    // Over one person. The decision is appended to visit.rows by finish() (permit) or here (refusal).
    template<typename Permission>
    Result<Granted<Permission>> decide(db::Tx& tx, Visit& visit, SubjectId subject) const
    {
        return Granted<Permission>(TRY(core(tx, visit, Permission::info, subject)));
    }
    // Over all people of one tenant.
    template<typename Permission>
    Result<GrantedGroup<Permission>> decide_group(db::Tx& tx, Visit& visit, ClientId tenant) const
    {
        return GrantedGroup<Permission>(TRY(group_core(tx, visit, Permission::info, tenant)));
    }
    // A new person of the group's tenant, and the grant over them.
    template<typename Permission>
    Result<Granted<Permission>> admit(GrantedGroup<Permission> const& group, Visit& visit, SubjectId fresh) const
    {
        return Granted<Permission>(TRY(admit_core(group, visit, fresh, Permission::info.about)));
    }

    // Writes the grant's permit, with what was noted, into visit.rows. Call once the work is done, before the commit.
    template<typename Permission>
    Result<> finish(Granted<Permission> const& grant, Visit& visit) const
    {
        return permit(grant, visit, Permission::info.name);
    }
    template<typename Permission>
    Result<> finish(GrantedGroup<Permission> const& grant, Visit& visit) const
    {
        return permit_group(grant, visit, Permission::info.name, grant.m_people);
    }
    // A granted visit that came to nothing: the person, or what was asked of them, is not there for this actor.
    Error decline(GrantCore const& grant, Visit& visit, std::string_view action, Error error) const;
    // What an account is at this moment, for rooms that must know more of it than the Gate asks. The grant goes on as it was.
    Result<std::optional<Standing>> standing(GrantCore const& grant, Actor const& account) const
    {
        auto out = TRY(TRY(standing_of(grant.tx(), account)).maybe());
        TRY(grant.tx().set_local("wellkept.subject", grant.subject().text()));
        return out;
    }
    // Whether a role of the account that asks includes it at all, about whomever. For choosing between two doors to one
    // thing; it opens neither. Whoever is no account has none.
    Result<bool> has_role_for(db::Tx&, Visit const&, PermissionInfo const&) const;
    // Another person, for a moment and within a write: the same actor is decided upon anew, with a row of its own.
    // fn: Result<T>(Granted<Permission> const&).
    template<typename Permission, typename F>
    auto beside(GrantCore const& grant, std::string_view purpose, SubjectId other, F&& fn) const
        -> decltype(fn(std::declval<Granted<Permission> const&>()))
    {
        Visit visit { .actor = grant.actor(), .purpose = std::string(purpose), .request = grant.request() };
        auto const granted = TRY(decide<Permission>(grant.tx(), visit, other));
        auto out = TRY(fn(granted));
        TRY(finish(granted, visit));
        TRY(append_audit(grant.tx(), visit.rows));
        TRY(grant.tx().set_local("wellkept.subject", grant.subject().text()));
        return out;
    }
    // A refusal decided elsewhere (an unknown token, an expired link). Always leads to an audit row.
    Error refuse(Visit& visit, std::string_view action, std::string_view reason, Error error, Uuid tenant = {}) const;

    // An operator's act on a tenant, done outside any grant (the command line). Leaves a permit row.
    void record(Visit& visit, std::string_view action, Uuid tenant) const;

    Clock const& clock() const { return m_clock; }
    Rng& rng() const { return m_rng; }
    KeyRing& keys() const { return m_keys; }
    std::shared_ptr<Policy const> policy_now() const { return m_policy.get(); }
    std::string const& region() const { return m_region; }

private:
    Result<GrantCore> core(db::Tx&, Visit&, PermissionInfo const&, SubjectId) const;
    Result<GrantCore> group_core(db::Tx&, Visit&, PermissionInfo const&, ClientId) const;
    Result<GrantCore> admit_core(GrantCore const&, Visit&, SubjectId, std::string_view about) const;
    Result<> permit(GrantCore const&, Visit&, std::string_view action) const;
    Result<> permit_group(
        GrantCore const&, Visit&, std::string_view action, std::vector<std::pair<SubjectId, Uuid>> const&) const;
    Result<db::Tx::Ahead<Standing>> standing_of(db::Tx&, Actor const& account) const;
    std::shared_ptr<FactsAhead> ask_facts(db::Tx&, PermissionInfo const&, SubjectId) const;
    // The account that asks: who it is, and whether it may act at all.
    Result<std::optional<Standing>> known_account(std::optional<db::Tx::Ahead<Standing>> const&, Visit&, PermissionInfo const&) const;
    // Whether its roles and limits let it do this to that person (nil: to a whole tenant).
    Result<> reach(Visit&, PermissionInfo const&, Standing const&, ClientId tenant, SubjectId, Uuid pseudonym, Relation) const;
    AuditRow row(Visit const&, std::string_view action, std::string_view decision, std::string_view reason) const;

    PolicyHolder const& m_policy;
    KeyRing& m_keys;
    Clock const& m_clock;
    Rng& m_rng;
    std::string m_region;
};

} // namespace wellkept::access
