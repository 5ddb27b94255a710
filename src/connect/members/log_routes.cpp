// "Who has seen my data": the person's own view of the audit log.
#include "access/handles.h"
#include "access/routes.h"
#include "connect/clients/clients.h"
#include "connect/members/members.h"
#include "keep/audit_log/own_log.h"

namespace wellkept::members {
namespace {

Result<http::Response> own_log(access::Granted<ReadOwnLog> const& grant, access::Gate const& gate, http::Request const& request)
{
    auto const policy = gate.policy_now();
    auto const client = TRY(clients::find(grant.tx(), grant.tenant()));
    auto who = [&](access::OwnAudit const& r) -> std::string {
        if (r.actor_kind == "client" && client) return client->name;
        if (r.actor_kind == "member") {
            bool const by_guardian = r.actor_label == access::guardian_mark;
            if (by_guardian == grant.actor().guardian()) return "You";
            return by_guardian ? "Your guardian" : "The Member";
        }
        if (auto const* role = r.actor_kind == "staff" ? policy->account_role(r.actor_label) : nullptr)
            return role->title + (role->side == "client" && client ? " at " + client->name : " of the operator");
        return r.actor_label;
    };
    // The way in here is a link that the Client makes, and a guardian's as well: neither learns that somebody is in care.
    // What was read for that stands in the person's log there, beside the account that read it.
    return audit_log::own_log_page(grant, gate, { { .purposes = { std::string(care_purpose) } }, who }, request);
}

} // namespace

void add_log_routes(access::Routes& routes)
{
    auto const& gate = routes.gate();
    routes.guarded<ReadOwnLog>({ .pattern = "/me/access-log", .summary = "Who looked at my data, when and why", .audience = "member", .purpose = "accountability",
                                   .response_schema = audit_log::own_log_schema(), .query_parameters = { "cursor: string; next_cursor of the page before" } },
        [&gate](access::Granted<ReadOwnLog>& g, http::Request const& r) { return own_log(g, gate, r); });
}

} // namespace wellkept::members
