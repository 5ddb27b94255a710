// Grants that work without a person asking at that moment: jobs. Each is named in policy/access.yaml under system.
#pragma once
#include "access/gate.h"

namespace wellkept::access {

// A refusal's row, on a transaction of its own.
inline Result<> append_refusals(db::Pool& pool, Visit& visit)
{
    std::erase_if(visit.rows, [](AuditRow const& r) { return r.decision != "refuse"; });
    if (visit.rows.empty()) return {};
    auto tx = TRY(db::Tx::begin(pool));
    TRY(append_audit(tx, visit.rows));
    return tx.commit();
}

// Runs work inside one transaction; its audit rows are part of it and durable when this returns. A refusal is written on
// a transaction of its own.
template<typename Work>
auto audited(db::Pool& pool, Visit& visit, Work&& work) -> decltype(work(std::declval<db::Tx&>()))
{
    auto result = [&]() -> decltype(work(std::declval<db::Tx&>())) {
        auto tx = TRY(db::Tx::begin(pool));
        auto value = TRY(work(tx));
        TRY(append_audit(tx, visit.rows));
        TRY(tx.commit());
        return value;
    }();
    if (!result.ok()) TRY(append_refusals(pool, visit));
    return result;
}

// fn: Result<T>(Granted<Permission>&), over one person.
template<typename Permission, typename F>
auto as_actor(Gate const& gate, db::Pool& pool, Actor actor, std::string_view purpose, SubjectId subject, F&& fn)
    -> decltype(fn(std::declval<Granted<Permission>&>()))
{
    Visit visit { .actor = std::move(actor), .purpose = std::string(purpose), .request = RequestId::fresh(gate.clock(), gate.rng()) };
    return audited(pool, visit, [&](db::Tx& tx) -> decltype(fn(std::declval<Granted<Permission>&>())) {
        auto grant = TRY(gate.decide<Permission>(tx, visit, subject));
        auto value = TRY(fn(grant));
        TRY(gate.finish(grant, visit));
        return value;
    });
}

template<typename Permission, typename F>
auto as_system(Gate const& gate, db::Pool& pool, std::string_view task, std::string_view purpose, SubjectId subject, F&& fn)
    -> decltype(fn(std::declval<Granted<Permission>&>()))
{
    return as_actor<Permission>(gate, pool, Actor::system(task), purpose, subject, std::forward<F>(fn));
}

// fn: Result<T>(GrantedGroup<Permission>&), over all people of one Client.
template<typename Permission, typename F>
auto over_client(Gate const& gate, db::Pool& pool, Actor actor, std::string_view purpose, ClientId tenant, F&& fn)
    -> decltype(fn(std::declval<GrantedGroup<Permission>&>()))
{
    actor.tenant = tenant;
    Visit visit { .actor = std::move(actor), .purpose = std::string(purpose), .request = RequestId::fresh(gate.clock(), gate.rng()) };
    return audited(pool, visit, [&](db::Tx& tx) -> decltype(fn(std::declval<GrantedGroup<Permission>&>())) {
        auto grant = TRY(gate.decide_group<Permission>(tx, visit, tenant));
        auto value = TRY(fn(grant));
        TRY(gate.finish(grant, visit));
        return value;
    });
}

template<typename Permission, typename F>
auto as_system_group(Gate const& gate, db::Pool& pool, std::string_view task, std::string_view purpose, ClientId tenant, F&& fn)
    -> decltype(fn(std::declval<GrantedGroup<Permission>&>()))
{
    return over_client<Permission>(gate, pool, Actor::system(task), purpose, tenant, std::forward<F>(fn));
}

// Whoever asks, over another tenant besides: decided anew, on a transaction and with an audit row of its own.
template<typename Permission, typename F>
auto beside_group(Gate const& gate, db::Pool& pool, GrantCore const& asking, std::string_view purpose, ClientId tenant, F&& fn)
    -> decltype(fn(std::declval<GrantedGroup<Permission>&>()))
{
    Visit visit { .actor = asking.actor(), .purpose = std::string(purpose), .request = asking.request() };
    return audited(pool, visit, [&](db::Tx& tx) -> decltype(fn(std::declval<GrantedGroup<Permission>&>())) {
        auto grant = TRY(gate.decide_group<Permission>(tx, visit, tenant));
        auto value = TRY(fn(grant));
        TRY(gate.finish(grant, visit));
        return value;
    });
}

// A last look, for what as_system has permitted and audited and is about to leave: holds the person's lock while it lives,
// so that a withdrawal is answered only after it has left, and nothing leaves after that answer. The transaction
// is for the lock alone; a refusal (or check's error) gives none. check: Result<>(Granted<Permission>&).
template<typename Permission, typename Check>
Result<std::unique_ptr<db::Tx>> hold_permitted(
    Gate const& gate, db::Pool& pool, std::string_view task, std::string_view purpose, SubjectId subject, Check&& check)
{
    static_assert(Permission::info.writes, "only a writing permission takes the person's lock");
    Visit visit { .actor = Actor::system(task), .purpose = std::string(purpose), .request = RequestId::fresh(gate.clock(), gate.rng()) };
    auto held = [&]() -> Result<std::unique_ptr<db::Tx>> {
        auto tx = std::make_unique<db::Tx>(TRY(db::Tx::begin(pool)));
        auto grant = TRY(gate.decide<Permission>(*tx, visit, subject));
        if (auto const still = check(grant); !still.ok())
            return gate.refuse(visit, Permission::info.name, "held_back", still.error(), grant.tenant().value);
        return tx;
    }();
    if (!held.ok()) TRY(append_refusals(pool, visit));
    return held;
}

// An operator's act over one tenant's people, or one of them. The command line is the operator's; what it may is in
// policy/access.yaml.
template<typename Permission, typename F>
auto as_operator(Gate const& gate, db::Pool& pool, std::string_view purpose, ClientId tenant, F&& fn)
    -> decltype(fn(std::declval<GrantedGroup<Permission>&>()))
{
    return over_client<Permission>(gate, pool, Actor::operator_("command line"), purpose, tenant, std::forward<F>(fn));
}
template<typename Permission, typename F>
auto as_operator(Gate const& gate, db::Pool& pool, std::string_view purpose, ClientId tenant, SubjectId subject, F&& fn)
    -> decltype(fn(std::declval<Granted<Permission>&>()))
{
    auto actor = Actor::operator_("command line");
    actor.tenant = tenant;
    return as_actor<Permission>(gate, pool, std::move(actor), purpose, subject, std::forward<F>(fn));
}

} // namespace wellkept::access
