// What rooms and the operator do with the queue, each within the caller's transaction.
#include "platform/jobs/store.h"

namespace wellkept::jobs {
namespace {

constexpr std::size_t payload_bytes_max = 64 * 1024;

struct Identified {
    JobId id;
};
struct Named {
    std::string kind, unique_key;
};
struct DeadRow {
    JobId id;
    std::string kind, reason_code;
    std::int32_t attempts {};
    Instant since;
};
struct StateRow {
    std::int64_t waiting {}, running {}, dead {};
    std::optional<Instant> oldest_due;
};

db::PlainQuery<Identified, JobId, std::string, std::optional<SubjectId>, std::string, Instant, std::int32_t,
    std::string, Instant> const insert { "jobs/insert",
    "insert into jobs.job (id, kind, subject_id, payload, state, run_at, attempt, attempts_max, unique_key, "
    "created_at, changed_at)"
    " values ($1, $2, $3, $4, 'waiting', $5, 0, $6, $7, $8, $8)"
    " on conflict (kind, unique_key) where state = 'waiting' and unique_key <> ''"
    " do update set run_at = least(job.run_at, excluded.run_at) returning id" };

db::PlainQuery<Unit, JobId, std::string, std::optional<SubjectId>, std::string, Instant, std::int32_t, std::string, Instant> const
    insert_folding { "jobs/insert_folding",
        "insert into jobs.job (id, kind, subject_id, payload, state, run_at, attempt, attempts_max, unique_key, "
        "created_at, changed_at)"
        " values ($1, $2, $3, $4, 'waiting', $5, 0, $6, $7, $8, $8)"
        " on conflict (kind, unique_key) where state = 'waiting' and unique_key <> ''"
        " do update set run_at = least(job.run_at, excluded.run_at), payload = case when left(job.unique_key, 1) <> '+' then job.payload else ("
        "  select jsonb_object_agg(n.key, case when jsonb_typeof(n.value) <> 'number' then n.value"
        "    when n.key like 'first\\_%' then to_jsonb(least((o.value #>> '{}')::bigint, (n.value #>> '{}')::bigint))"
        "    when n.key like 'last\\_%' then to_jsonb(greatest((o.value #>> '{}')::bigint, (n.value #>> '{}')::bigint))"
        "    else to_jsonb(coalesce((o.value #>> '{}')::bigint, 0) + (n.value #>> '{}')::bigint) end)::text"
        "   from jsonb_each(excluded.payload::jsonb) n left join jsonb_each(job.payload::jsonb) o on o.key = n.key) end" };

db::PlainQuery<Unit, SubjectId> const drop_subject { "jobs/drop_for_subject",
    "delete from jobs.job where subject_id = $1" };

db::PlainQuery<DeadRow, std::int64_t> const list_dead { "jobs/list_dead",
    "select id, kind, coalesce(reason_code, ''), attempt, changed_at from jobs.job where state = 'dead'"
    " order by changed_at desc limit $1" };

db::PlainQuery<Named, JobId> const lock_dead { "jobs/lock_dead",
    "select kind, unique_key from jobs.job where id = $1 and state = 'dead' for update" };
db::PlainQuery<Unit, std::string, std::string> const drop_twin { "jobs/drop_twin",
    "delete from jobs.job where kind = $1 and unique_key = $2 and unique_key <> '' and state = 'waiting'" };
// One whose payload adds up waits beside its twin.
db::PlainQuery<Unit, JobId, Instant> const revive_dead { "jobs/revive",
    "update jobs.job set state = 'waiting', attempt = 0, run_at = $2, changed_at = $2,"
    " unique_key = case when left(unique_key, 1) = '+' then '' else unique_key end where id = $1" };
db::PlainQuery<Unit, JobId> const drop_dead { "jobs/drop_dead",
    "delete from jobs.job where id = $1 and state = 'dead'" };

db::PlainQuery<StateRow, Instant> const count_states { "jobs/count_states",
    "select count(*) filter (where state = 'waiting'), count(*) filter (where state = 'running'),"
    " count(*) filter (where state = 'dead'), min(run_at) filter (where state = 'waiting' and run_at <= $1) from "
    "jobs.job" };

} // namespace

static Result<> check(NewJob const& job)
{
    if (job.kind.empty() || job.attempts_max < 1) return bug("enqueue: a job needs a kind and at least one attempt");
    if (job.payload.size() > payload_bytes_max) return bug("enqueue: the payload of " + job.kind + " is over 64 KiB");
    return {};
}

Result<> enqueue_quietly(db::Tx& tx, Clock const& clock, Rng& rng, NewJob const& job)
{
    TRY(check(job));
    auto const now = clock.now();
    tx.batch().add(insert_folding, JobId::fresh(clock, rng), job.kind, job.subject, job.payload, job.run_at.value_or(now),
        job.attempts_max, job.unique_key, now);
    return {};
}

Result<JobId> enqueue(db::Tx& tx, Clock const& clock, Rng& rng, NewJob const& job)
{
    TRY(check(job));
    if (job.unique_key.starts_with('+')) return bug("enqueue: a payload that adds up goes by enqueue_quietly");
    auto const now = clock.now();
    auto const run_at = job.run_at.value_or(now);
    auto const row = TRY(tx.one(insert, JobId::fresh(clock, rng), job.kind, job.subject, job.payload, run_at,
        job.attempts_max, job.unique_key, now));
    if (run_at <= now) tx.notify_after_commit(wake_channel);
    return row.id;
}

Result<std::int64_t> drop_for_subject(db::Tx& tx, SubjectId subject) { return tx.run(drop_subject, subject); }

Result<std::vector<DeadJob>> dead(db::Tx& tx, int limit)
{
    std::vector<DeadJob> all;
    for (auto& r : TRY(tx.rows(list_dead, limit))) {
        all.push_back({ r.id, std::move(r.kind), std::move(r.reason_code), r.attempts, r.since });
    }
    return all;
}

Result<bool> revive(db::Tx& tx, Clock const& clock, JobId id)
{
    auto const job = TRY(tx.maybe(lock_dead, id));
    if (!job) return false;
    if (!job->unique_key.starts_with('+')) TRY(tx.run(drop_twin, job->kind, job->unique_key));
    TRY(tx.run(revive_dead, id, clock.now()));
    tx.notify_after_commit(wake_channel);
    return true;
}

Result<bool> drop(db::Tx& tx, JobId id) { return TRY(tx.run(drop_dead, id)) == 1; }

Result<QueueState> state(db::Tx& tx, Clock const& clock)
{
    auto const r = TRY(tx.one(count_states, clock.now()));
    return QueueState { r.waiting, r.running, r.dead, r.oldest_due };
}

} // namespace wellkept::jobs
