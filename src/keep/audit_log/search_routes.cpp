// The log for those who answer for it: search (what stands in a row's plain columns, never its sealed part), and
// whether the log is whole.
#include "access/audit_read.h"
#include "access/routes.h"
#include "access/tenants.h"
#include "keep/audit_log/state.h"
#include "keep/audit_log/store.h"
#include "platform/json/json.h"
#include <algorithm>
#include <charconv>

namespace wellkept::audit_log {
BOOST_DESCRIBE_STRUCT(LogRow, (), (event_id, at, role, role_title, actor_id, action, title, purpose, decision, reason, person, client_id, request_id))

namespace {

struct FoundOut {
    std::vector<LogRow> entries;
    std::optional<std::string> next_cursor;
};
struct WitnessOut {
    std::string name, url;
};
struct IntegrityOut {
    std::string log_key;
    std::int64_t signed_rows, waiting_rows, cosigned_rows, anomalies;
    std::optional<Instant> signed_at;
    std::vector<WitnessOut> witnesses;
    std::vector<std::string> noticed; // kinds of what was noticed
};
BOOST_DESCRIBE_STRUCT(FoundOut, (), (entries, next_cursor))
BOOST_DESCRIBE_STRUCT(WitnessOut, (), (name, url))
BOOST_DESCRIBE_STRUCT(
    IntegrityOut, (), (log_key, signed_rows, waiting_rows, cosigned_rows, anomalies, signed_at, witnesses, noticed))

constexpr int page_size = 50;

std::string cursor_of(LogRow const& r)
{
    return std::to_string(r.at.time_since_epoch().count()) + "." + r.event_id.text();
}

Result<access::AuditKey> key_of(std::string_view cursor)
{
    auto const no = bad_input("This cursor is not one of ours. Begin again without it.");
    auto const dot = cursor.find('.');
    if (dot == cursor.npos) return no;
    std::int64_t us = 0;
    auto const [end, error] = std::from_chars(cursor.data(), cursor.data() + dot, us);
    auto const id = Uuid::parse(cursor.substr(dot + 1));
    if (error != std::errc() || end != cursor.data() + dot || !id) return no;
    return access::AuditKey { Instant(Duration(us)), *id };
}

Result<std::optional<Uuid>> id_of(http::Request const& request, std::string_view name)
{
    auto const given = request.query_value(name);
    if (!given || given->empty()) return std::optional<Uuid> {};
    auto const id = Uuid::parse(*given);
    if (!id) return bad_input("Give " + std::string(name) + " as an id of 36 characters.");
    return std::optional(*id);
}

Result<std::optional<Instant>> moment_of(http::Request const& request, std::string_view name)
{
    auto const given = request.query_value(name);
    if (!given || given->empty()) return std::optional<Instant> {};
    auto const at = parse_rfc3339(*given);
    if (!at) return bad_input("Give " + std::string(name) + " as a moment, such as 2026-11-22T00:00:00Z.");
    return std::optional(*at);
}

Result<access::AuditSearch> search_of(http::Request const& request, access::Gate const& gate)
{
    auto text = [&](std::string_view name) {
        auto const given = request.query_value(name);
        return given && !given->empty() ? std::optional(std::string(*given)) : std::nullopt;
    };
    access::AuditSearch s { .before = { gate.clock().now() + std::chrono::hours(1), {} }, .limit = page_size };
    if (auto const until = TRY(moment_of(request, "until"))) s.before = { *until, {} };
    if (auto const cursor = text("cursor")) s.before = TRY(key_of(*cursor));
    s.from = TRY(moment_of(request, "from"));
    s.action = text("action");
    s.purpose = text("purpose");
    s.decision = text("decision");
    s.request = TRY(id_of(request, "request"));
    s.tenant = TRY(id_of(request, "client"));
    if (auto const role = text("role")) of_role(s, *role);
    return s;
}

std::string role_of(access::AuditRecord const& r)
{
    if (r.actor_kind == "member") return r.actor_label == "guardian" ? "guardian" : "member";
    if (r.actor_kind == "staff" || r.actor_kind == "system")
        return r.actor_kind + (r.actor_label.empty() ? "" : "." + r.actor_label);
    return r.actor_kind;
}

// Codes of the log are codes of ours; a title only where the policy has one.
std::string role_title(access::AuditRecord const& r, access::Policy const& policy)
{
    if (r.actor_kind == "staff")
        if (auto const* role = policy.account_role(r.actor_label)) return role->title;
    return role_of(r);
}

Result<std::vector<LogRow>> found(access::GrantCore const& grant, access::Gate const& gate, access::AuditSearch const& search)
{
    auto const policy = gate.policy_now();
    std::vector<LogRow> out;
    for (auto const& r : TRY(access::search_audit(grant, search))) {
        auto const tenant =
            r.tenant && *r.tenant != access::house_tenant.value ? std::optional(ClientId { *r.tenant }) : std::nullopt;
        out.push_back({ r.event_id, r.at, role_of(r), role_title(r, *policy), r.actor_id, r.action, policy->title(r.action), r.purpose,
            r.decision, r.reason.empty() ? std::nullopt : std::optional(r.reason), r.pseudonym, tenant, r.request });
    }
    return out;
}

http::Response page_of(std::vector<LogRow> entries)
{
    FoundOut out { std::move(entries), {} };
    if (out.entries.size() == static_cast<std::size_t>(page_size)) out.next_cursor = cursor_of(out.entries.back());
    return http::Response::json(json::encode_text(out));
}

} // namespace

void of_role(access::AuditSearch& search, std::string_view role)
{
    auto const dot = role.find('.');
    search.actor_kind = role.substr(0, dot);
    if (dot != role.npos)
        search.actor_label = role.substr(dot + 1);
    else if (role == "member")
        search.actor_label = ""; // a guardian is another role
}

Result<std::vector<LogRow>> entries(access::GrantedGroup<Search> const& grant, access::Gate const& gate, access::AuditSearch const& search)
{
    return found(grant, gate, search);
}

Result<std::vector<LogRow>> entries(access::GrantedGroup<SearchRefused> const& grant, access::Gate const& gate, access::AuditSearch search)
{
    search.decision = "refuse";
    return found(grant, gate, search);
}

void Log::add_search_routes(access::Routes& routes)
{
    auto const& gate = routes.gate();
    std::vector<std::string> const filters { "from: string; a moment, the earliest",
        "until: string; a moment, before which it was", "action: string; a permission's name, such as timeseries.read",
        "purpose: string", "role: string; such as client, member, staff.director", "decision: string; permit or refuse",
        "request: string; a request's id", "client: string; a Client's id",
        "cursor: string; next_cursor of the page before" };
    auto spec = [&](std::string pattern, std::string summary, std::string schema, std::vector<std::string> query) {
        return access::Spec { .pattern = std::move(pattern),
            .summary = std::move(summary),
            .audience = "staff",
            .purpose = "accountability",
            .response_schema = std::move(schema),
            .query_parameters = std::move(query) };
    };
    routes.guarded_group<Search>(
        spec("/staff/audit", "Search the log of accesses, newest first", json::schema<FoundOut>(), filters),
        [&gate](access::GrantedGroup<Search>& g, http::Request const& r) -> Result<http::Response> {
            return page_of(TRY(entries(g, gate, TRY(search_of(r, gate)))));
        });
    auto refused_filters = filters;
    std::erase_if(refused_filters, [](auto const& f) { return f.starts_with("decision"); });
    routes.guarded_group<SearchRefused>(spec("/staff/audit/refused", "Search what was refused, newest first",
                                            json::schema<FoundOut>(), refused_filters),
        [&gate](access::GrantedGroup<SearchRefused>& g, http::Request const& r) -> Result<http::Response> {
            return page_of(TRY(entries(g, gate, TRY(search_of(r, gate)))));
        });
    routes.guarded_group<ReadIntegrity>(
        spec("/staff/audit/integrity",
            "Whether the log of accesses is signed, co-signed and whole, as far as was noticed",
            json::schema<IntegrityOut>(), {}),
        [this](access::GrantedGroup<ReadIntegrity>& g, http::Request const&) -> Result<http::Response> {
            auto const s = TRY(status());
            IntegrityOut out { s.log_key, s.entries, s.waiting, s.cosigned, s.anomalies, s.signed_at, {}, {} };
            for (auto const& w : m_state->config.witnesses) out.witnesses.push_back({ w.key.name, w.url });
            for (auto const& a : TRY(store::anomalies(g.tx()))) out.noticed.push_back(a.kind);
            return http::Response::json(json::encode_text(out));
        });
}

} // namespace wellkept::audit_log
