#include "access/system.h"
#include "connect/clients/clients.h"
#include "connect/sharing/outbox.h"
#include "connect/sharing/sharing.h"
#include "connect/sharing/store.h"

namespace wellkept::sharing {
namespace {

// Far above attempts_max: the event decides when it has failed, the job only carries it.
constexpr int job_attempts_max = 100;

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "sharing"; }
    std::vector<std::string> personal_tables() const override { return {}; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        return store::forget(grant.tx(), grant.subject(), scope);
    }
    // Settled ones only: what waits is still owed. Rows about an erased person outlive them, so no person's clock has them.
    std::vector<std::string> record_classes() const override { return { "delivery" }; }
    Result<std::vector<access::DueDay>> due(db::Tx& tx, std::string_view, Instant before) const override
    {
        return store::settled_before(tx, before);
    }
    Result<std::int64_t> sweep(db::Tx& tx, std::string_view, Instant before, int limit, std::vector<SubjectId> const& spared) const override
    {
        return store::sweep(tx, before, limit, spared);
    }
};

} // namespace

Result<> put_in_outbox(db::Tx& tx, access::Gate const& gate, ClientId tenant, SubjectId subject, NewEvent const& e)
{
    bool const fresh = TRY(store::insert(tx,
        { .id = e.id,
            .tenant = tenant,
            .subject = subject,
            .connection = e.connection,
            .type = e.type,
            .payload = details_text(e.details),
            .created_at = gate.clock().now() }));
    if (!fresh) return {};
    return deliver_soon(tx, gate, e.id, e.type, subject);
}

Result<> deliver_soon(db::Tx& tx, access::Gate const& gate, Uuid event, std::string_view type, SubjectId subject)
{
    jobs::NewJob job { .kind = std::string(deliver_job),
        .payload = deliver_payload(event),
        .attempts_max = job_attempts_max,
        .unique_key = event.text() };
    if (!is_erasure(type)) job.subject = subject; // an erasure drops its person's jobs, but not the news of itself
    (void)TRY(jobs::enqueue(tx, gate.clock(), gate.rng(), job));
    return {};
}

Sharing::Sharing(
    access::Gate const& gate, db::Pool& pool, http::Outgoing& outgoing, timeseries::MetricTable const& metrics)
    : m_gate(gate)
    , m_pool(pool)
    , m_outgoing(outgoing)
    , m_metrics(metrics)
{
}

Result<jobs::Outcome> Sharing::announce(jobs::Job const& job) const
{
    if (!job.subject) return jobs::Outcome(jobs::Dead { "no_subject" });
    auto const news = connections::parse_news(job.payload);
    if (!news.ok()) return jobs::Outcome(jobs::Dead { "unreadable_news" });
    auto const events = events_of(news.value(), job.id);
    if (!events.ok()) return jobs::Outcome(jobs::Dead { "unreadable_news" });
    if (events->empty()) return jobs::Outcome(jobs::Done {});
    auto const done = access::as_system<AnnounceNews>(m_gate, m_pool, "webhook_deliver", "provide_service",
        *job.subject, [&](access::Granted<AnnounceNews>& grant) -> Result<> {
            // A Client without an address is told nothing; what would be dropped on its way is not made.
            if (news->type == "samples.changed" && !TRY(clients::webhook_target(m_gate, grant.tx(), grant.tenant()))) return {};
            for (auto const& e : events.value())
                TRY(put_in_outbox(grant.tx(), m_gate, grant.tenant(), grant.subject(), e));
            return {};
        });
    // Refused: the person is gone or going, or their Client is. There is nobody to tell, or nothing to tell of.
    if (!done.ok() && done.error().code != Code::not_found) return done.error();
    return jobs::Outcome(jobs::Done {});
}

Result<> announce_erased(db::Tx& tx, access::Gate const& gate, rights::Erasure const& erasure)
{
    (void)TRY(store::forget(tx, erasure.subject, erasure.scope()));
    NewEvent event { erasure.id, erasure.connection ? "connection.erased" : "member.erased", erasure.connection, {} };
    if (erasure.connection) event.details.part = erasure.category.has_value();
    return put_in_outbox(tx, gate, erasure.tenant, erasure.subject, event);
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::sharing
