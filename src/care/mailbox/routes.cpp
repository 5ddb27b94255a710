#include "access/routes.h"
#include "care/mailbox/store.h"
#include "platform/json/json.h"

namespace wellkept::mailbox {
namespace {

constexpr auto counted_for = std::chrono::hours(24 * 30);

struct StateOut { // held ones wait unread at the server
    bool configured;
    std::optional<Instant> read_at, tried_at, problem_since;
    std::optional<std::string> problem;
    std::int64_t stored, held_too_large, held_sender_limit, held_not_stored;
};
BOOST_DESCRIBE_STRUCT(StateOut, (), (configured, read_at, tried_at, problem_since, problem, stored, held_too_large, held_sender_limit, held_not_stored))

} // namespace

void add_routes(access::Routes& routes, std::string name)
{
    auto const& gate = routes.gate();
    routes.guarded_group<Look>({ .pattern = "/care/mailbox", .summary = "Whether the mailbox is read, and what waits there unread", .audience = "staff", .purpose = "care",
                                   .response_schema = json::schema<StateOut>(), .tenant = access::care_tenant },
        [&gate, name = std::move(name)](access::GrantedGroup<Look>& g, http::Request const&) -> Result<http::Response> {
            StateOut out {};
            out.configured = !name.empty();
            if (auto const s = TRY(store::state(g.tx(), name))) {
                out.read_at = s->read_at;
                out.tried_at = s->tried_at;
                out.problem = s->problem;
                out.problem_since = s->problem_since;
            }
            for (auto const& c : TRY(store::counts(g.tx(), name, gate.clock().now() - counted_for))) {
                if (c.state == "stored") out.stored += c.messages;
                if (c.reason == "too_large") out.held_too_large += c.messages;
                if (c.reason == "sender_limit") out.held_sender_limit += c.messages;
                if (c.reason == "not_stored") out.held_not_stored += c.messages;
            }
            return http::Response::json(json::encode_text(out));
        });
}

} // namespace wellkept::mailbox
