// How a room offers its work over HTTP: guarded<Permission>(...), guarded_each(...) where one address has several doors, or
// open("reason"). There is no other kind.
// The router decodes, authenticates, opens the transaction, asks the Gate, calls the handler, sees the audit rows
// durable, commits, and only then answers.
#pragma once
#include "access/gate.h"
#include "access/handles.h"
#include "platform/http/http.h"

namespace wellkept::access {

struct Spec {
    http::Method method = http::Method::get;
    std::string pattern;
    std::string summary;
    // client (bearer token; or the cookie of an account, held to its roles), member (session cookie), staff (an account's)
    std::string audience;
    std::string purpose;
    std::string subject_param {};       // names the {param} that holds the subject; empty: the member themself
    std::string request_schema {}, response_schema {};
    std::vector<std::string> query_parameters {};
    int success_status = 200;
    std::string tenant_param {};        // of a group: names the {param} that holds the Client; empty: the asking actor's own
    std::size_t body_bytes_max = limits::http_body_bytes_default;
    std::vector<std::string> content_types = { "application/json" };
    ClientId tenant {};                 // of a group: always this one (care_tenant); nil: as tenant_param says
    http::Response (*problem)(Error const&, RequestId) = &http::Response::problem; // how this address says what went wrong
};

// One way to an address that has several: a permission of a reader's, and what for.
struct Door {
    PermissionInfo const* permission;
    std::string purpose;
};

// A request to an address with several doors. Each is asked for on its own, over one person or one tenant, and leaves a
// row of its own; without a yes no answer leaves.
class Asking {
public:
    http::Request const& request() const { return m_request; }
    Actor const& actor() const { return m_visit.actor; }
    // Gate::has_role_for.
    Result<bool> has_role(Door const&) const;
    // fn: Result<T>(Granted<Permission>&)
    template<typename Permission, typename F>
    auto over(std::string const& purpose, SubjectId subject, F&& fn) -> decltype(fn(std::declval<Granted<Permission>&>()))
    {
        return asked(Permission::info, purpose, fn, [&](Visit& v) { return m_gate.decide<Permission>(m_tx, v, subject); });
    }
    // fn: Result<T>(GrantedGroup<Permission>&)
    template<typename Permission, typename F>
    auto over_all(std::string const& purpose, ClientId tenant, F&& fn) -> decltype(fn(std::declval<GrantedGroup<Permission>&>()))
    {
        return asked(Permission::info, purpose, fn, [&](Visit& v) { return m_gate.decide_group<Permission>(m_tx, v, tenant); });
    }

private:
    friend class Routes;
    Asking(http::Request const& request, db::Tx& tx, Visit& visit, Gate const& gate, std::vector<Door> const& doors)
        : m_request(request), m_tx(tx), m_visit(visit), m_gate(gate), m_doors(doors)
    {
    }
    template<typename F, typename D>
    auto asked(PermissionInfo const& permission, std::string const& purpose, F& fn, D&& decide)
        -> decltype(fn(*std::declval<decltype(decide(std::declval<Visit&>()))&>()))
    {
        using Out = decltype(fn(*std::declval<decltype(decide(std::declval<Visit&>()))&>()));
        Visit visit { .actor = m_visit.actor, .purpose = purpose, .request = m_visit.request };
        auto out = [&]() -> Out {
            TRY(listed(permission, purpose));
            auto grant = TRY(decide(visit));
            Out found = fn(grant);
            if (!found.ok()) return came_to_nothing(grant, visit, permission.name, found.release_error());
            TRY(m_gate.finish(grant, visit));
            ++m_permits;
            return found;
        }();
        for (auto& row : visit.rows) m_visit.rows.push_back(std::move(row));
        return out;
    }
    Result<> listed(PermissionInfo const&, std::string const& purpose) const; // bug: the route did not say so
    Error came_to_nothing(GrantCore const&, Visit&, std::string_view action, Error) const;
    http::Request const& m_request;
    db::Tx& m_tx;
    Visit& m_visit;
    Gate const& m_gate;
    std::vector<Door> const& m_doors;
    int m_permits = 0;
};

// For an open route: nobody is known yet. It may resolve a handle, and then ask the Gate itself.
struct OpenCall {
    http::Request const& request;
    db::Tx& tx;
    Visit& visit;
    Gate const& gate;
};

inline constexpr std::string_view member_cookie = "__Host-wellkept_member";
inline constexpr std::string_view staff_cookie = "__Host-wellkept_staff";
// By which our own staff name the Client whose address they call, under an open support access.
inline constexpr std::string_view client_header = "x-wellkept-client";

class Routes {
public:
    Routes(http::Router&, Gate const&, db::Pool&, AuditWriter&);

    template<typename Permission>
    using On = std::function<Result<http::Response>(Granted<Permission>&, http::Request const&)>;
    template<typename Permission>
    using OnGroup = std::function<Result<http::Response>(GrantedGroup<Permission>&, http::Request const&)>;

    template<typename Permission>
    void guarded(Spec spec, On<Permission> handler)
    {
        add(std::move(spec), Permission::info,
            [this, handler = std::move(handler)](Call& call) -> Result<http::Response> {
                auto grant = TRY(m_gate.decide<Permission>(call.tx, call.visit, call.subject));
                auto response = handler(grant, call.request);
                if (!response.ok()) return came_to_nothing(grant, call, Permission::info.name, response.release_error());
                TRY(m_gate.finish(grant, call.visit));
                return response;
            });
    }
    // Over all people of the asking Client.
    template<typename Permission>
    void guarded_group(Spec spec, OnGroup<Permission> handler)
    {
        add(std::move(spec), Permission::info,
            [this, handler = std::move(handler)](Call& call) -> Result<http::Response> {
                auto grant = TRY(m_gate.decide_group<Permission>(call.tx, call.visit, call.tenant));
                auto response = handler(grant, call.request);
                if (!response.ok()) return came_to_nothing(grant, call, Permission::info.name, response.release_error());
                TRY(m_gate.finish(grant, call.visit));
                return response;
            });
    }
    // Reads, by whichever of the doors the handler asks at. Spec::purpose is left out: each door has its own.
    void guarded_each(Spec, std::vector<Door>, std::function<Result<http::Response>(Asking&)>);
    // No permission is asked, and reason says why none is needed. Its writes commit only if it answers without an error.
    void open(Spec, std::string reason, std::function<Result<http::Response>(OpenCall&)>);

    Gate const& gate() const { return m_gate; }

private:
    struct Call {
        http::Request const& request;
        db::Tx& tx;
        Visit& visit;
        SubjectId subject;
        ClientId tenant;
    };
    // An account that was let in and found nothing has tried all the same: that is on record too.
    Error came_to_nothing(GrantCore const&, Call&, std::string_view action, Error) const;
    void add(Spec, PermissionInfo const&, std::function<Result<http::Response>(Call&)>, std::vector<Door> const& = {});
    Result<Actor> authenticate(db::Tx&, Visit&, Spec const&, PermissionInfo const&, http::Request const&) const;
    void answer(db::Tx&&, Visit&&, Spec const&, bool writes, Result<http::Response>, http::Responder&&) const;

    http::Router& m_router;
    Gate const& m_gate;
    db::Pool& m_pool;
    AuditWriter& m_audit;
};

} // namespace wellkept::access
