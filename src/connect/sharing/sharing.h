// Sharing: news for a Client, from an outbox to its webhook endpoint (Standard Webhooks), and the Client's view of
// that.
#pragma once
#include "access/gate.h"
#include "access/room_contract.h"
#include "connect/timeseries/timeseries.h"
#include "keep/rights/rights.h"
#include "platform/http/outgoing.h"
#include "platform/jobs/jobs.h"

namespace wellkept::access {
class Routes;
}

namespace wellkept::sharing {

struct AnnounceNews {
    static constexpr access::PermissionInfo info { .name = "sharing.announce", .writes = true };
};
// Writes, and so waits for a withdrawal under way: nothing is sent on a consent that is just ending.
struct PushSamples {
    static constexpr access::PermissionInfo info { .name = "sharing.push", .writes = true, .needs_consent = true };
};
struct Deliveries {
    static constexpr access::PermissionInfo info { .name = "clients.deliveries" };
};
struct RetryDelivery {
    static constexpr access::PermissionInfo info { .name = "clients.deliveries", .writes = true };
};
struct ReadLog {
    static constexpr access::PermissionInfo info { .name = "sharing.read_log" };
};

// Payload: {"event_id": ...}. The kind of the job before it is connections::announce_job.
inline constexpr std::string_view deliver_job = "sharing.deliver";

// Both are handlers of jobs, idempotent. All arguments must outlive it.
class Sharing {
public:
    Sharing(access::Gate const&, db::Pool&, http::Outgoing&, timeseries::MetricTable const&);

    // connections::News of the job's subject -> events and their deliveries, in one transaction.
    Result<jobs::Outcome> announce(jobs::Job const&) const;
    // One attempt to deliver one event. What is no longer permitted is dropped, and nothing is sent.
    Result<jobs::Outcome> deliver(jobs::Job const&) const;

private:
    access::Gate const& m_gate;
    db::Pool& m_pool;
    http::Outgoing& m_outgoing;
    timeseries::MetricTable const& m_metrics;
};

// For rights::Hooks::announce: removes what else was noted of the person (or of the connection's samples) and leaves
// member.erased (or connection.erased) to be delivered.
Result<> announce_erased(db::Tx&, access::Gate const&, rights::Erasure const&);

// For the Client: GET /v1/webhook-events, POST /v1/webhook-events/{event}/retry, GET /v1/access-log.
void add_routes(access::Routes&);

std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::sharing
