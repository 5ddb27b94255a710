// "Who has seen my data": the person's own view of the audit log.
#include "access/handles.h"
#include "access/routes.h"
#include "connect/clients/clients.h"
#include "connect/members/members.h"
#include "connect/members/store.h"
#include "platform/json/json.h"
#include <map>

namespace wellkept::members {
namespace {

struct Who {
    std::string kind, name;
};
struct Entry {
    Uuid id;
    Instant at;
    Who who;
    std::string action, action_title, purpose, purpose_title, decision;
    std::map<std::string, std::string> details;
};
struct LogOut {
    std::vector<Entry> entries;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(Who, (), (kind, name))
BOOST_DESCRIBE_STRUCT(Entry, (), (id, at, who, action, action_title, purpose, purpose_title, decision, details))
BOOST_DESCRIBE_STRUCT(LogOut, (), (entries, next_cursor))

constexpr int page_size = 100;
constexpr Instant end_of_time = Instant(std::chrono::sys_days(std::chrono::year(2200) / 1 / 1));

Result<std::pair<Instant, Uuid>> parse_cursor(std::optional<std::string_view> text)
{
    Uuid last;
    last.bytes.fill(0xff);
    if (!text) return std::pair(end_of_time, last);
    auto const dot = text->find('.');
    if (dot != text->npos && dot < 20) {
        auto const id = Uuid::parse(text->substr(dot + 1));
        std::int64_t us = 0;
        bool digits = dot > 0;
        for (char const c : text->substr(0, dot)) {
            digits = digits && c >= '0' && c <= '9';
            us = us * 10 + (c - '0');
            if (us > end_of_time.time_since_epoch().count()) digits = false;
            if (!digits) break;
        }
        if (id && digits) return std::pair(Instant(Duration(us)), *id);
    }
    return bad_input("This cursor is not one of ours. Begin again without it.");
}

std::map<std::string, std::string> details_of(access::SubjectGrant const& grant, store::LogRow const& row)
{
    std::map<std::string, std::string> out;
    if (!row.payload) return out;
    auto const text = grant.open(access::person_scope, { "access.audit_event", "payload", row.event_id }, row.payload->data);
    if (!text.ok()) return out;
    auto parsed = json::parse(text.value());
    if (!parsed.ok() || !parsed->is_object()) return out;
    for (auto const& [key, value] : parsed->get_object())
        if (value.is_string()) out[key] = value.get_string();
    return out;
}

Result<http::Response> own_log(access::Granted<ReadOwnLog> const& grant, access::Gate const& gate, http::Request const& request)
{
    auto const [before, before_id] = TRY(parse_cursor(request.query_value("cursor")));
    auto const rows = TRY(store::log(grant, before, before_id, page_size));
    auto const policy = gate.policy_now();
    auto const client = TRY(clients::find(grant.tx(), grant.tenant()));
    LogOut out;
    for (auto const& r : rows) {
        std::string who = r.actor_label;
        if (r.actor_kind == "client" && client) who = client->name;
        if (r.actor_kind == "member") {
            bool const by_guardian = r.actor_label == access::guardian_mark;
            if (by_guardian == grant.actor().guardian()) who = "You";
            else who = by_guardian ? "Your guardian" : "The Member";
        }
        if (auto const* role = r.actor_kind == "staff" ? policy->account_role(r.actor_label) : nullptr)
            who = role->title + (role->side == "client" && client ? " at " + client->name : " of the operator");
        auto const* purpose = policy->purpose(r.purpose);
        out.entries.push_back({ r.event_id, r.at, { r.actor_kind, who }, r.action, policy->title(r.action), r.purpose,
            purpose ? purpose->title : r.purpose, r.decision, details_of(grant, r) });
    }
    if (rows.size() == page_size)
        out.next_cursor = std::to_string(rows.back().at.time_since_epoch().count()) + "." + rows.back().event_id.text();
    grant.note("count", std::to_string(rows.size()));
    return http::Response::json(json::encode_text(out));
}

} // namespace

void add_log_routes(access::Routes& routes)
{
    auto const& gate = routes.gate();
    routes.guarded<ReadOwnLog>({ .pattern = "/me/access-log", .summary = "Who looked at my data, when and why", .audience = "member", .purpose = "accountability",
                                   .response_schema = json::schema<LogOut>(), .query_parameters = { "cursor: string; next_cursor of the page before" } },
        [&gate](access::Granted<ReadOwnLog>& g, http::Request const& r) { return own_log(g, gate, r); });
}

} // namespace wellkept::members
