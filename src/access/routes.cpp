#include "access/routes.h"
#include "access/care_cookie.h"
#include "access/enforced.h"
#include "platform/log/log.h"

namespace wellkept::access {
namespace {

Enforces const cookies { "cookies.", "access/routes", "tests/gates/notices_test.cpp" };
Enforces const logged { "measures.logged_before_answer", "access/routes", "D13" };

http::RouteInfo info_of(Spec const& s)
{
    http::RouteInfo i;
    i.method = s.method;
    i.pattern = s.pattern;
    i.summary = s.summary;
    i.audience = s.audience;
    i.purpose = s.purpose;
    i.request_schema = s.request_schema;
    i.response_schema = s.response_schema;
    i.query_parameters = s.query_parameters;
    i.success_status = s.success_status;
    i.body_bytes_max = s.body_bytes_max;
    i.content_types = s.content_types;
    return i;
}

Error signed_out() { return { Code::unauthenticated, PublicText("Please sign in again."), Detail("no session") }; }

// A foreign site can make a browser send the cookie, but not this header.
bool same_site(http::Request const& r)
{
    bool const safe = r.method == http::Method::get || r.method == http::Method::head;
    return safe || r.header("x-wellkept") == "1";
}

// Cookies are set as policy/cookies.yaml registers them, or not at all.
bool registered_cookies(Policy const& policy, http::Response const& response)
{
    for (auto const& [name, value] : response.headers) {
        if (name != "set-cookie") continue;
        auto const* rule = policy.cookie(std::string_view(value).substr(0, value.find('=')));
        auto const* session = rule ? policy.session(rule->session) : nullptr;
        if (!session) return false;
        auto const at = value.find("Max-Age=");
        auto const age = at == value.npos ? 0 : std::strtoll(value.c_str() + at + 8, nullptr, 10);
        if (std::chrono::seconds(age) > session->life.about()) return false;
    }
    return true;
}

// The detail goes to the log once, here at the edge.
void log_error(RequestId id, Error const& e)
{
    if (e.code == Code::bug || e.code == Code::unavailable)
        log::error("request_failed", { { "request", id.text() }, { "detail", e.detail.text } });
    else log::debug("request_refused", { { "request", id.text() }, { "detail", e.detail.text } });
}

} // namespace

Routes::Routes(http::Router& router, Gate const& gate, db::Pool& pool, AuditWriter& audit)
    : m_router(router), m_gate(gate), m_pool(pool), m_audit(audit)
{
}

Result<Actor> Routes::authenticate(
    db::Tx& tx, Visit& visit, Spec const& spec, PermissionInfo const& permission, http::Request const& request) const
{
    Handles const handles(m_gate);
    auto const now = m_gate.clock().now();
    auto refused = [&](std::string_view why) {
        return m_gate.refuse(visit, permission.name, why, signed_out());
    };
    if (spec.audience == "member" || spec.audience == "service_user") {
        bool const care = spec.audience == "service_user";
        auto const cookie = request.cookie(care ? care_cookie : member_cookie);
        if (!cookie || cookie->empty()) return refused("no_session");
        if (!same_site(request)) {
            return m_gate.refuse(visit, permission.name, "cross_site",
                { Code::forbidden, PublicText("Send the header X-Wellkept: 1 with requests that change something.") });
        }
        auto const session = TRY(handles.find(tx, care ? "care_session" : "session", *cookie));
        if (!session || !session->subject || !session->tenant) return refused("unknown_session");
        if (session->expired(now)) return refused("expired_session");
        if (care) return Actor::service_user(*session->subject, *session->tenant, session->ref);
        return Actor::member(*session->subject, *session->tenant, session->ref, session->guardian());
    }
    bool const account = !request.header("authorization") && !request.cookie(staff_cookie).value_or("").empty();
    if (spec.audience == "staff" || (spec.audience == "client" && account)) {
        auto const cookie = request.cookie(staff_cookie);
        if (!cookie || cookie->empty()) return refused("no_session");
        if (!same_site(request)) {
            return m_gate.refuse(visit, permission.name, "cross_site",
                { Code::forbidden, PublicText("Send the header X-Wellkept: 1 with requests that change something.") });
        }
        auto const session = TRY(handles.find(tx, "staff_session", *cookie));
        if (!session || !session->subject || !session->tenant) return refused("unknown_session");
        if (session->expired(now)) return refused("expired_session");
        return Actor::staff(*session->subject, *session->tenant, session->ref);
    }
    if (spec.audience == "client") {
        auto const header = request.header("authorization");
        if (!header || !header->starts_with("Bearer ")) return refused("no_token");
        auto const token = TRY(handles.find(tx, "client_token", header->substr(7)));
        if (!token || !token->tenant) return refused("unknown_token");
        if (token->expired(now)) return refused("expired_token");
        return Actor::client(*token->tenant);
    }
    if (spec.audience == "organisation") {
        auto const header = request.header("authorization");
        if (!header || !header->starts_with("Bearer ")) return refused("no_token");
        auto const token = TRY(handles.find(tx, "organisation_token", header->substr(7)));
        if (!token || !token->tenant) return refused("unknown_token");
        if (token->expired(now)) return refused("expired_token");
        auto actor = Actor::client(*token->tenant);
        actor.label = "organisation";
        return actor;
    }
    // A telephone system of Care's own; its calls' room says which ones are its.
    if (spec.audience == "telephone") {
        auto const header = request.header("authorization");
        if (!header || !header->starts_with("Bearer ")) return refused("no_token");
        auto const token = TRY(handles.find(tx, "telephone_token", header->substr(7)));
        if (!token || !token->tenant) return refused("unknown_token");
        if (token->expired(now)) return refused("expired_token");
        auto actor = Actor::client(*token->tenant);
        actor.label = "telephone";
        actor.session = token->ref;
        return actor;
    }
    return bug("route without a known audience");
}

void Routes::add(Spec spec, PermissionInfo const& permission, std::function<Result<http::Response>(Call&)> run, std::vector<Door> const& doors)
{
    auto info = info_of(spec);
    info.permission = permission.name;
    for (std::size_t i = 1; i < doors.size(); ++i) {
        info.permission += ", " + std::string(doors[i].permission->name);
        info.purpose += ", " + doors[i].purpose;
    }
    bool const ahead = spec.audience == "client" && !spec.subject_param.empty() && doors.empty();
    m_router.add(std::move(info), [this, spec = std::move(spec), permission, run = std::move(run), ahead](http::Request& request, http::Responder responder) {
        if (m_audit.full()) {
            std::move(responder).send(spec.problem(unavailable("Too much is going on just now. Please try again in a moment."), request.id));
            return;
        }
        auto begun = db::Tx::begin(m_pool, permission.writes ? db::Tx::Mode::read_write : db::Tx::Mode::read_only);
        if (!begun.ok()) {
            log_error(request.id, begun.error());
            std::move(responder).send(spec.problem(begun.error(), request.id));
            return;
        }
        auto tx = begun.release();
        Visit visit { .actor = {}, .purpose = spec.purpose, .request = request.id };
        auto result = [&]() -> Result<http::Response> {
            if (ahead && request.header("authorization"))
                if (auto const named = SubjectId::parse(request.param(spec.subject_param))) m_gate.look_ahead(tx, visit, permission, *named);
            visit.actor = TRY(authenticate(tx, visit, spec, permission, request));
            SubjectId subject { visit.actor.id };
            if (!spec.subject_param.empty()) {
                auto const parsed = SubjectId::parse(request.param(spec.subject_param));
                if (!parsed) return m_gate.refuse(visit, permission.name, "unknown_subject", not_found());
                subject = *parsed;
            }
            auto tenant = visit.actor.tenant.value_or(ClientId {});
            if (spec.tenant != ClientId {}) tenant = spec.tenant;
            auto named = spec.tenant_param.empty() ? std::string_view() : request.param(spec.tenant_param);
            if (spec.audience == "client" && visit.actor.kind == ActorKind::staff && tenant == house_tenant)
                named = request.header(client_header).value_or("");
            // Service users are the care service's people, whosever staff asks.
            if (permission.about == "service_user") tenant = care_tenant;
            if (!named.empty()) {
                auto const parsed = ClientId::parse(named);
                if (!parsed) return m_gate.refuse(visit, permission.name, "unknown_tenant", not_found());
                tenant = *parsed;
            }
            Call call { request, tx, visit, subject, tenant };
            return run(call);
        }();
        answer(std::move(tx), std::move(visit), spec, permission.writes, std::move(result), std::move(responder));
    });
}

Result<bool> Asking::has_role(Door const& door) const
{
    return m_gate.has_role_for(m_tx, { .actor = m_visit.actor, .purpose = door.purpose, .request = m_visit.request }, *door.permission);
}

Result<> Asking::listed(PermissionInfo const& permission, std::string const& purpose) const
{
    for (auto const& d : m_doors)
        if (d.permission == &permission && d.purpose == purpose && !permission.writes) return {};
    return bug("a door that the route does not name: " + std::string(permission.name));
}

Error Asking::came_to_nothing(GrantCore const& grant, Visit& visit, std::string_view action, Error error) const
{
    bool const denied = error.code == Code::not_found || error.code == Code::forbidden;
    if (visit.actor.kind != ActorKind::staff || !denied || !visit.rows.empty()) return error;
    return m_gate.decline(grant, visit, action, std::move(error));
}

void Routes::guarded_each(Spec spec, std::vector<Door> doors, std::function<Result<http::Response>(Asking&)> handler)
{
    spec.purpose = doors.at(0).purpose;
    auto const& first = *doors.at(0).permission;
    auto const named = doors;
    add(std::move(spec), first,
        [this, doors = std::move(doors), handler = std::move(handler)](Call& call) -> Result<http::Response> {
            Asking asking(call.request, call.tx, call.visit, m_gate, doors);
            auto response = handler(asking);
            if (response.ok() && asking.m_permits == 0) return bug("an answer that no door was opened for");
            return response;
        },
        named);
}

Error Routes::came_to_nothing(GrantCore const& grant, Call& call, std::string_view action, Error error) const
{
    bool const denied = error.code == Code::not_found || error.code == Code::forbidden;
    if (call.visit.actor.kind != ActorKind::staff || !denied || !call.visit.rows.empty()) return error;
    return m_gate.decline(grant, call.visit, action, std::move(error));
}

void Routes::open(Spec spec, std::string reason, std::function<Result<http::Response>(OpenCall&)> run)
{
    auto info = info_of(spec);
    info.open_reason = std::move(reason);
    m_router.add(std::move(info), [this, spec = std::move(spec), run = std::move(run)](http::Request& request, http::Responder responder) {
        auto begun = db::Tx::begin(m_pool);
        if (!begun.ok()) {
            log_error(request.id, begun.error());
            std::move(responder).send(spec.problem(begun.error(), request.id));
            return;
        }
        auto tx = begun.release();
        Visit visit { .actor = {}, .purpose = spec.purpose, .request = request.id };
        OpenCall call { request, tx, visit, m_gate };
        auto result = run(call);
        answer(std::move(tx), std::move(visit), spec, true, std::move(result), std::move(responder));
    });
}

void Routes::answer(
    db::Tx&& tx, Visit&& visit, Spec const& spec, bool writes, Result<http::Response> result, http::Responder&& responder) const
{
    if (result.ok() && !registered_cookies(*m_gate.policy_now(), *result)) result = bug("a cookie that policy/cookies.yaml does not allow");
    if (result.ok() && writes) {
        auto const done = [&]() -> Result<> {
            TRY(append_audit(tx, visit.rows));
            return tx.commit();
        }();
        if (done.ok()) {
            std::move(responder).send(result.release());
            return;
        }
        log_error(visit.request, done.error());
        std::move(responder).send(spec.problem(done.error(), visit.request));
        return;
    }
    if (!result.ok()) {
        log_error(visit.request, result.error());
        // Nothing was done and nothing leaves: only refusals are owed to the log.
        std::erase_if(visit.rows, [](AuditRow const& r) { return r.decision != "refuse"; });
        { auto const rolled_back = std::move(tx); }
        auto response = spec.problem(result.error(), visit.request);
        if (visit.rows.empty()) {
            std::move(responder).send(std::move(response));
            return;
        }
        result = std::move(response);
    } else if (auto const ended = tx.commit(); !ended.ok()) {
        std::move(responder).send(spec.problem(ended.error(), visit.request));
        return;
    }
    auto waiting = std::make_shared<std::pair<http::Responder, http::Response>>(std::move(responder), result.release());
    m_audit.submit(std::move(visit.rows), [waiting, id = visit.request, problem = spec.problem](Result<> written) {
        if (written.ok()) std::move(waiting->first).send(std::move(waiting->second));
        else std::move(waiting->first).send(problem(written.error(), id));
    });
}

} // namespace wellkept::access
