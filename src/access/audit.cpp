#include "access/audit.h"
#include "access/audit_read.h"
#include "platform/log/log.h"
#include <condition_variable>
#include <mutex>
#include <thread>

namespace wellkept::access {
namespace {

// Rows as columns: one statement whatever their number. Nil ids and empty payloads become NULL.
db::PlainQuery<Unit, std::vector<Instant>, std::vector<Uuid>, std::vector<Uuid>, std::vector<Uuid>,
    std::vector<std::string>, std::vector<Uuid>, std::vector<std::string>, std::vector<std::string>,
    std::vector<std::string>, std::vector<std::string>, std::vector<std::string>, std::vector<Uuid>,
    std::vector<db::Bytes>, std::vector<db::Bytes>, std::vector<db::Bytes>> const insert_rows { "access/insert_audit",
    "WITH waits AS (INSERT INTO access.audit_pending (at, event_id, commitment)"
    "  SELECT p.at, p.event_id, p.commitment FROM unnest($1::timestamptz[], $2::uuid[], $15::bytea[]) AS p(at, event_id, commitment))"
    " INSERT INTO access.audit_event (at, event_id, pseudonym, tenant_id, actor_kind, actor_id, actor_label, action,"
    "  purpose, decision, reason, request_id, payload, salt, commitment)"
    " SELECT a.at, a.event_id, nullif(a.pseudonym, '00000000-0000-0000-0000-000000000000'),"
    "  nullif(a.tenant_id, '00000000-0000-0000-0000-000000000000'), a.actor_kind,"
    "  nullif(a.actor_id, '00000000-0000-0000-0000-000000000000'), a.actor_label, a.action, a.purpose, a.decision,"
    "  a.reason, a.request_id, nullif(a.payload, ''), a.salt, a.commitment"
    " FROM unnest($1::timestamptz[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::text[],"
    "  $9::text[], $10::text[], $11::text[], $12::uuid[], $13::bytea[], $14::bytea[], $15::bytea[])"
    "  AS a(at, event_id, pseudonym, tenant_id, actor_kind, actor_id, actor_label, action, purpose, decision, reason,"
    "       request_id, payload, salt, commitment)" };

constexpr std::size_t queue_rows_max = 20'000;
constexpr std::size_t batch_rows_max = 2'000;

} // namespace

Result<> append_audit(db::Tx& tx, std::vector<AuditRow> const& rows)
{
    if (rows.empty()) return {};
    std::vector<Instant> at;
    std::vector<Uuid> id, pseudonym, tenant, actor, request;
    std::vector<std::string> kind, label, action, purpose, decision, reason;
    std::vector<db::Bytes> payload, salt, commitment;
    // Drawn here, all at once, so that no row can be appended without one. Nothing depends on their values.
    static SystemRng rng;
    std::string salts(rows.size() * audit_salt_size, '\0');
    rng.fill({ reinterpret_cast<std::uint8_t*>(salts.data()), salts.size() });
    for (auto const& r : rows) {
        at.push_back(r.at);
        id.push_back(r.event_id);
        pseudonym.push_back(r.pseudonym);
        tenant.push_back(r.tenant);
        kind.push_back(r.actor_kind);
        actor.push_back(r.actor_id);
        label.push_back(r.actor_label);
        action.push_back(r.action);
        purpose.push_back(r.purpose);
        decision.push_back(r.decision);
        reason.push_back(r.reason);
        request.push_back(r.request.value);
        payload.push_back({ r.payload });
        salt.push_back({ salts.substr(salt.size() * audit_salt_size, audit_salt_size) });
        commitment.push_back({ std::string(crypto::view(audit_commitment(salt.back().data, canonical_text(r)))) });
    }
    // With the commit, in its round trip: a row that row security does not take is an error there.
    tx.batch().add(insert_rows, at, id, pseudonym, tenant, kind, actor, label, action, purpose, decision, reason, request,
        payload, salt, commitment);
    return {};
}

struct AuditWriter::State {
    struct Item {
        std::vector<AuditRow> rows;
        std::function<void(Result<>)> then;
    };
    db::Pool& pool;
    std::mutex mutex;
    std::condition_variable more;
    std::vector<Item> queue;
    std::size_t queued_rows = 0;
    bool stopping = false;
    std::thread thread;

    Result<> write(std::vector<AuditRow> const& rows)
    {
        auto tx = TRY(db::Tx::begin(pool));
        TRY(append_audit(tx, rows));
        return tx.commit();
    }

    void loop()
    {
        std::unique_lock lock(mutex);
        while (true) {
            more.wait(lock, [&] { return stopping || !queue.empty(); });
            if (queue.empty()) return;
            std::vector<Item> batch;
            std::size_t n = 0;
            while (n < queue.size() && (n == 0 || batch_size(batch) + queue[n].rows.size() <= batch_rows_max))
                batch.push_back(std::move(queue[n++]));
            queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(n));
            std::vector<AuditRow> rows;
            for (auto& item : batch) {
                queued_rows -= item.rows.size();
                std::move(item.rows.begin(), item.rows.end(), std::back_inserter(rows));
            }
            lock.unlock();
            auto result = write(rows);
            if (!result.ok()) result = write(rows); // once more, on another connection
            if (!result.ok()) log::error("audit_write_failed", { { "detail", result.error().detail.text } });
            for (auto& item : batch) {
                if (result.ok()) item.then({});
                else item.then(unavailable("We could not record this access, so we did not carry it out. Please try again.", "audit"));
            }
            lock.lock();
        }
    }
    static std::size_t batch_size(std::vector<Item> const& b)
    {
        std::size_t n = 0;
        for (auto const& i : b) n += i.rows.size();
        return n;
    }
};

AuditWriter::AuditWriter(db::Pool& pool) : m_state(new State { pool, {}, {}, {}, 0, false, {} })
{
    m_state->thread = std::thread([s = m_state.get()] { s->loop(); });
}

AuditWriter::~AuditWriter()
{
    {
        std::lock_guard const lock(m_state->mutex);
        m_state->stopping = true;
    }
    m_state->more.notify_all();
    m_state->thread.join();
}

void AuditWriter::submit(std::vector<AuditRow> rows, std::function<void(Result<>)> then)
{
    {
        std::lock_guard const lock(m_state->mutex);
        m_state->queued_rows += rows.size();
        m_state->queue.push_back({ std::move(rows), std::move(then) });
    }
    m_state->more.notify_one();
}

bool AuditWriter::full() const
{
    std::lock_guard const lock(m_state->mutex);
    return m_state->queued_rows >= queue_rows_max;
}

} // namespace wellkept::access
