#include "access/routes.h"
#include "connect/sharing/outbox.h"
#include "connect/sharing/sharing.h"
#include "connect/sharing/store.h"
#include "platform/json/json.h"
#include <charconv>

namespace wellkept::sharing {
namespace {

struct EventOut {
    Uuid event_id;
    std::string type;
    Instant created_at;
    std::string state;
    std::int32_t attempts;
    std::optional<Instant> next_attempt_at;
    std::optional<std::int32_t> last_status;
    SubjectId member_id;
};
struct EventsOut {
    std::vector<EventOut> events;
    std::optional<std::string> next_cursor;
};
struct RetryOut {
    Uuid event_id;
    std::string state;
};
struct LogEntry {
    Instant at;
    std::string actor_kind, action, purpose, decision;
    std::optional<std::string> reason;
    Uuid request_id;
};
struct LogOut {
    std::vector<LogEntry> entries;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(
    EventOut, (), (event_id, type, created_at, state, attempts, next_attempt_at, last_status, member_id))
BOOST_DESCRIBE_STRUCT(EventsOut, (), (events, next_cursor))
BOOST_DESCRIBE_STRUCT(RetryOut, (), (event_id, state))
BOOST_DESCRIBE_STRUCT(LogEntry, (), (at, actor_kind, action, purpose, decision, reason, request_id))
BOOST_DESCRIBE_STRUCT(LogOut, (), (entries, next_cursor))

constexpr int page_size = 100;
constexpr Instant end_of_time = Instant(std::chrono::sys_days(std::chrono::year(2200) / 1 / 1));

// Where a page ended: time and id of its last row, newest first.
struct Cursor {
    Instant before = end_of_time;
    Uuid id {};
};

std::string cursor_text(Instant at, Uuid id) { return std::to_string(at.time_since_epoch().count()) + "." + id.text(); }

Result<Cursor> cursor_of(http::Request const& request)
{
    auto const text = request.query_value("cursor");
    if (!text) return Cursor {};
    if (auto const dot = text->find('.'); dot != text->npos) {
        std::int64_t us = -1;
        auto const end = text->data() + dot;
        auto const [read_to, error] = std::from_chars(text->data(), end, us);
        auto const id = Uuid::parse(text->substr(dot + 1));
        if (error == std::errc {} && read_to == end && id && us >= 0 && us <= end_of_time.time_since_epoch().count())
            return Cursor { Instant(Duration(us)), *id };
    }
    return bad_input("This cursor is not one of ours. Begin again without it.");
}

Result<http::Response> list_events(access::GrantedGroup<Deliveries>& group, http::Request const& request)
{
    auto const cursor = TRY(cursor_of(request));
    auto const rows = TRY(store::page(group.tx(), group.tenant(), cursor.before, cursor.id, page_size));
    EventsOut out;
    std::vector<SubjectId> people;
    for (auto const& e : rows) {
        out.events.push_back({ e.id, e.type, e.created_at, e.state, e.attempts, e.next_at, e.last_status, e.subject });
        people.push_back(e.subject);
    }
    (void)TRY(group.rows(store::people_among(), people)); // names each of them once in the audit
    if (rows.size() == page_size) out.next_cursor = cursor_text(rows.back().created_at, rows.back().id);
    return http::Response::json(json::encode_text(out));
}

Result<http::Response> retry_event(
    access::GrantedGroup<RetryDelivery>& group, access::Gate const& gate, http::Request const& request)
{
    auto const id = Uuid::parse(request.param("event"));
    if (!id) return not_found();
    auto& tx = group.tx();
    auto const event = TRY(store::find_visible(tx, group.tenant(), *id));
    if (!event) return not_found();
    if (event->state != "failed" && event->state != "waiting") {
        return Error { Code::conflict,
            PublicText("This event is " + event->state + ". Only one that failed or waits can be tried again.") };
    }
    TRY(store::wait_again(tx, event->id, gate.clock().now()));
    TRY(deliver_soon(tx, gate, event->id, event->type, event->subject));
    (void)TRY(group.rows(store::people_among(), { event->subject }));
    return http::Response::json(json::encode_text(RetryOut { event->id, "waiting" }), 202);
}

Result<http::Response> read_log(access::GrantedGroup<ReadLog>& group, http::Request const& request)
{
    auto const cursor = TRY(cursor_of(request));
    auto const rows = TRY(group.rows(store::log_page(), cursor.before, cursor.id, page_size));
    if (rows.size() != 1) return bug("the log page is one row");
    auto const& p = rows.front();
    LogOut out;
    for (std::size_t i = 0; i < p.at.size(); ++i) {
        LogEntry e { p.at[i], p.actor_kind[i], p.action[i], p.purpose[i], p.decision[i], {}, p.request[i] };
        if (!p.reason[i].empty()) e.reason = p.reason[i];
        out.entries.push_back(std::move(e));
    }
    if (p.at.size() == page_size) out.next_cursor = cursor_text(p.at.back(), p.id.back());
    return http::Response::json(json::encode_text(out));
}

} // namespace

void add_routes(access::Routes& routes)
{
    auto const& gate = routes.gate();
    std::vector<std::string> const paged { "cursor: string; next_cursor of the page before" };
    routes.guarded_group<Deliveries>({ .pattern = "/v1/webhook-events",
                                         .summary = "Webhook events of this Client, newest first",
                                         .audience = "client",
                                         .purpose = "provide_service",
                                         .response_schema = json::schema<EventsOut>(),
                                         .query_parameters = paged },
        [](access::GrantedGroup<Deliveries>& g, http::Request const& r) { return list_events(g, r); });
    routes.guarded_group<RetryDelivery>({ .method = http::Method::post,
                                            .pattern = "/v1/webhook-events/{event}/retry",
                                            .summary = "Try now to deliver an event that failed or waits",
                                            .audience = "client",
                                            .purpose = "provide_service",
                                            .response_schema = json::schema<RetryOut>(),
                                            .success_status = 202 },
        [&gate](access::GrantedGroup<RetryDelivery>& g, http::Request const& r) { return retry_event(g, gate, r); });
    routes.guarded_group<ReadLog>({ .pattern = "/v1/access-log",
                                      .summary = "What this Client asked for, and what was refused, newest first",
                                      .audience = "client",
                                      .purpose = "accountability",
                                      .response_schema = json::schema<LogOut>(),
                                      .query_parameters = paged },
        [](access::GrantedGroup<ReadLog>& g, http::Request const& r) { return read_log(g, r); });
}

} // namespace wellkept::sharing
