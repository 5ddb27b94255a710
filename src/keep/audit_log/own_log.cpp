#include "keep/audit_log/own_log.h"
#include "platform/json/json.h"
#include <map>

namespace wellkept::audit_log {
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

Result<access::AuditKey> parse_cursor(std::optional<std::string_view> text)
{
    Uuid last;
    last.bytes.fill(0xff);
    if (!text) return access::AuditKey { end_of_time, last };
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
        if (id && digits) return access::AuditKey { Instant(Duration(us)), *id };
    }
    return bad_input("This cursor is not one of ours. Begin again without it.");
}

std::map<std::string, std::string> details_of(access::SubjectGrant const& grant, access::OwnAudit const& row)
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

} // namespace

std::string own_log_schema() { return json::schema<LogOut>(); }

Result<http::Response> own_log_page(access::SubjectGrant const& grant, access::Gate const& gate, OwnLog const& own, http::Request const& request)
{
    auto const rows = TRY(access::own_audit(grant, TRY(parse_cursor(request.query_value("cursor"))), own.withheld, page_size));
    auto const policy = gate.policy_now();
    LogOut out;
    for (auto const& r : rows) {
        auto const* purpose = policy->purpose(r.purpose);
        out.entries.push_back({ r.event_id, r.at, { r.actor_kind, own.who(r) }, r.action, policy->title(r.action), r.purpose,
            purpose ? purpose->title : r.purpose, r.decision, details_of(grant, r) });
    }
    if (rows.size() == page_size)
        out.next_cursor = std::to_string(rows.back().at.time_since_epoch().count()) + "." + rows.back().event_id.text();
    grant.note("count", std::to_string(rows.size()));
    return http::Response::json(json::encode_text(out));
}

} // namespace wellkept::audit_log
