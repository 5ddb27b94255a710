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

// Runs fn inside one transaction with a grant over the subject; the audit row is part of it and durable when this
// returns. A refusal is written on a transaction of its own. fn: Result<T>(Granted<Permission>&).
template<typename Permission, typename F>
auto as_system(Gate const& gate, db::Pool& pool, std::string_view task, std::string_view purpose, SubjectId subject, F&& fn)
    -> decltype(fn(std::declval<Granted<Permission>&>()))
{
    Visit visit { .actor = Actor::system(task), .purpose = std::string(purpose), .request = RequestId::fresh(gate.clock(), gate.rng()) };
    auto result = [&]() -> decltype(fn(std::declval<Granted<Permission>&>())) {
        auto tx = TRY(db::Tx::begin(pool));
        auto grant = TRY(gate.decide<Permission>(tx, visit, subject));
        auto value = TRY(fn(grant));
        TRY(gate.finish(grant, visit));
        TRY(append_audit(tx, visit.rows));
        TRY(tx.commit());
        return value;
    }();
    if (!result.ok()) TRY(append_refusals(pool, visit));
    return result;
}

// The same over all people of one Client.
template<typename Permission, typename F>
auto as_system_group(Gate const& gate, db::Pool& pool, std::string_view task, std::string_view purpose, ClientId tenant, F&& fn)
    -> decltype(fn(std::declval<GrantedGroup<Permission>&>()))
{
    auto actor = Actor::system(task);
    actor.tenant = tenant;
    Visit visit { .actor = std::move(actor), .purpose = std::string(purpose), .request = RequestId::fresh(gate.clock(), gate.rng()) };
    auto result = [&]() -> decltype(fn(std::declval<GrantedGroup<Permission>&>())) {
        auto tx = TRY(db::Tx::begin(pool));
        auto grant = TRY(gate.decide_group<Permission>(tx, visit, tenant));
        auto value = TRY(fn(grant));
        TRY(gate.finish(grant, visit));
        TRY(append_audit(tx, visit.rows));
        TRY(tx.commit());
        return value;
    }();
    if (!result.ok()) TRY(append_refusals(pool, visit));
    return result;
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
        TRY(check(grant));
        return tx;
    }();
    if (!held.ok()) TRY(append_refusals(pool, visit));
    return held;
}

} // namespace wellkept::access
