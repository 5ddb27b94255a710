// Grants that work without a person asking at that moment: jobs. Each is named in policy/access.yaml under system.
#pragma once
#include "access/gate.h"

namespace wellkept::access {

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
    if (!result.ok()) {
        std::erase_if(visit.rows, [](AuditRow const& r) { return r.decision != "refuse"; });
        if (!visit.rows.empty()) {
            auto tx = TRY(db::Tx::begin(pool));
            TRY(append_audit(tx, visit.rows));
            TRY(tx.commit());
        }
    }
    return result;
}

// An operator's act over one tenant's people, or one of them: one transaction, its audit row inside. The command line is
// the operator's; what it may is in policy/access.yaml. fn: Result<T>(GrantedGroup<Permission>&).
template<typename Permission, typename F>
auto as_operator(Gate const& gate, db::Pool& pool, std::string_view purpose, ClientId tenant, F&& fn)
    -> decltype(fn(std::declval<GrantedGroup<Permission>&>()))
{
    Visit visit { .actor = Actor::operator_("command line"), .purpose = std::string(purpose), .request = RequestId::fresh(gate.clock(), gate.rng()) };
    visit.actor.tenant = tenant;
    auto tx = TRY(db::Tx::begin(pool));
    auto grant = TRY(gate.decide_group<Permission>(tx, visit, tenant));
    auto value = TRY(fn(grant));
    TRY(gate.finish(grant, visit));
    TRY(append_audit(tx, visit.rows));
    TRY(tx.commit());
    return value;
}

// fn: Result<T>(Granted<Permission>&).
template<typename Permission, typename F>
auto as_operator(Gate const& gate, db::Pool& pool, std::string_view purpose, ClientId tenant, SubjectId subject, F&& fn)
    -> decltype(fn(std::declval<Granted<Permission>&>()))
{
    Visit visit { .actor = Actor::operator_("command line"), .purpose = std::string(purpose), .request = RequestId::fresh(gate.clock(), gate.rng()) };
    visit.actor.tenant = tenant;
    auto tx = TRY(db::Tx::begin(pool));
    auto grant = TRY(gate.decide<Permission>(tx, visit, subject));
    auto value = TRY(fn(grant));
    TRY(gate.finish(grant, visit));
    TRY(append_audit(tx, visit.rows));
    TRY(tx.commit());
    return value;
}

} // namespace wellkept::access
