#include "platform/jobs/store.h"
#include "platform/log/log.h"
#include <algorithm>
#include <map>

namespace wellkept::jobs {
namespace {

using Kinds = std::vector<std::string>;

struct Lapsed {
    JobId id;
    std::string kind;
};
struct When {
    Instant at;
};
struct Due {
    std::string kind;
    Instant next_at;
};

db::PlainQuery<Claimed, Instant, Instant, Uuid, Kinds, std::int64_t> const claim_waiting { "jobs/claim",
    "with due as materialized (select id from jobs.job where state = 'waiting' and run_at <= $1 and kind = any ($4)"
    " order by run_at limit $5 for update skip locked)"
    " update jobs.job j set state = 'running', attempt = j.attempt + 1, lease_token = $3, lease_until = $2, changed_at "
    "= $1"
    " from due where j.id = due.id"
    " returning j.id, j.kind, j.subject_id, j.payload, j.attempt, j.attempts_max, j.unique_key" };

db::PlainQuery<Lapsed, Instant, Kinds, std::vector<JobId>> const bury_lapsed { "jobs/bury_lapsed",
    "update jobs.job set state = 'dead', lease_token = null, lease_until = null, reason_code = 'lease_lapsed', "
    "changed_at = $1"
    " where state = 'running' and lease_until <= $1 and attempt >= attempts_max and kind = any ($2) and id <> all ($3)"
    " returning id, kind" };

db::PlainQuery<Claimed, Instant, Instant, Uuid, Kinds, std::vector<JobId>, std::int64_t> const claim_lapsed_jobs {
    "jobs/claim_lapsed",
    "with due as materialized (select id from jobs.job where state = 'running' and lease_until <= $1 and kind = any "
    "($4)"
    " and id <> all ($5) order by lease_until limit $6 for update skip locked)"
    " update jobs.job j set attempt = j.attempt + 1, lease_token = $3, lease_until = $2, changed_at = $1"
    " from due where j.id = due.id"
    " returning j.id, j.kind, j.subject_id, j.payload, j.attempt, j.attempts_max, j.unique_key"
};

db::PlainQuery<Unit, Instant, Uuid, std::vector<JobId>> const renew_leases { "jobs/renew",
    "update jobs.job set lease_until = $1 where state = 'running' and lease_token = $2 and id = any ($3)" };

db::PlainQuery<Unit, JobId, Uuid, std::int32_t> const delete_done { "jobs/done",
    "delete from jobs.job where id = $1 and lease_token = $2 and attempt = $3" };

db::PlainQuery<Unit, JobId, Uuid, std::int32_t, Instant, std::string> const bury { "jobs/dead",
    "update jobs.job set state = 'dead', lease_token = null, lease_until = null, reason_code = $5, changed_at = $4"
    " where id = $1 and lease_token = $2 and attempt = $3" };

// A job of the same kind and key that was enqueued meanwhile folds into the one that waits again.
db::PlainQuery<When, std::string, std::string> const take_twin { "jobs/take_twin",
    "delete from jobs.job where kind = $1 and unique_key = $2 and unique_key <> '' and state = 'waiting' returning "
    "run_at" };
db::PlainQuery<Unit, JobId, Uuid, std::int32_t> const hold { "jobs/hold",
    "select from jobs.job where id = $1 and lease_token = $2 and attempt = $3 for update" };
db::PlainQuery<Unit, JobId, Instant, std::int32_t, std::optional<std::string>, std::optional<std::string>,
    Instant> const wait_again_at { "jobs/wait_again",
    "update jobs.job set state = 'waiting', lease_token = null, lease_until = null, run_at = $2, attempt = $3,"
    " payload = coalesce($4, payload), reason_code = $5, changed_at = $6,"
    " unique_key = case when left(unique_key, 1) = '+' then '' else unique_key end where id = $1" };

db::PlainQuery<Due, Kinds> const read_schedules { "jobs/schedules",
    "select kind, next_at from jobs.schedule where kind = any ($1)" };
db::PlainQuery<Unit, std::string, Instant> const add_schedule { "jobs/add_schedule",
    "insert into jobs.schedule (kind, next_at) values ($1, $2) on conflict (kind) do nothing" };
db::PlainQuery<Unit, std::string, Instant, Instant> const sooner { "jobs/schedule_sooner",
    "update jobs.schedule set next_at = $3 where kind = $1 and next_at > $3 and next_at > $2" };
// The row's lock makes it once: the second node finds next_at moved on.
db::PlainQuery<Unit, std::string, Instant, Instant, Instant> const advance { "jobs/schedule_advance",
    "update jobs.schedule set next_at = $3 where kind = $1 and next_at <= $2 and next_at = $4" };

Result<db::Tx> begin(db::Pool& pool)
{
    auto tx = TRY(db::Tx::begin(pool));
    TRY(tx.set_local("synchronous_commit", "off"));
    return tx;
}

} // namespace

Result<std::vector<Claimed>> Store::claim(
    Instant now, Instant lease_until, Uuid token, Kinds const& kinds, std::int64_t limit)
{
    auto tx = TRY(begin(m_pool));
    auto claimed = TRY(tx.rows(claim_waiting, now, lease_until, token, kinds, limit));
    TRY(tx.commit());
    return claimed;
}

Result<std::vector<Claimed>> Store::claim_lapsed(
    Instant now, Instant lease_until, Uuid token, Kinds const& kinds, std::vector<JobId> const& own, std::int64_t limit)
{
    auto tx = TRY(begin(m_pool));
    auto const buried = TRY(tx.rows(bury_lapsed, now, kinds, own));
    auto claimed = TRY(tx.rows(claim_lapsed_jobs, now, lease_until, token, kinds, own, limit));
    TRY(tx.commit());
    for (auto const& b : buried) {
        log::error(
            "job_dead", { { "job", b.id.text() }, { "kind", b.kind }, { "reason", std::string("lease_lapsed") } });
    }
    return claimed;
}

Result<std::int64_t> Store::renew(Instant lease_until, Uuid token, std::vector<JobId> const& ids)
{
    auto tx = TRY(begin(m_pool));
    auto const renewed = TRY(tx.run(renew_leases, lease_until, token, ids));
    TRY(tx.commit());
    return renewed;
}

Result<bool> Store::done(Holding const& h)
{
    auto tx = TRY(begin(m_pool));
    auto const n = TRY(tx.run(delete_done, h.id, h.token, h.attempt));
    TRY(tx.commit());
    return n == 1;
}

Result<bool> Store::dead(Holding const& h, Instant now, std::string const& reason_code)
{
    auto tx = TRY(begin(m_pool));
    auto const n = TRY(tx.run(bury, h.id, h.token, h.attempt, now, clean_reason(reason_code)));
    TRY(tx.commit());
    return n == 1;
}

Result<bool> Store::wait_again(Holding const& h, Claimed const& job, Instant now, Next const& next)
{
    auto tx = TRY(begin(m_pool));
    if (TRY(tx.run(hold, h.id, h.token, h.attempt)) != 1) return false;
    auto at = next.at;
    // What adds up has begun to be used: what came meanwhile waits beside it, or a part could be lost, or counted twice.
    if (!job.unique_key.starts_with('+'))
        for (auto const& twin : TRY(tx.rows(take_twin, job.kind, job.unique_key))) at = std::min(at, twin.at);
    std::optional<std::string> reason;
    if (next.reason_code) reason = clean_reason(*next.reason_code);
    TRY(tx.run(wait_again_at, h.id, at, next.attempt, next.payload, reason, now));
    if (at <= now) tx.notify_after_commit(wake_channel);
    TRY(tx.commit());
    return true;
}

Result<> Store::run_schedules(Clock const& clock, Rng& rng, std::span<Schedule const> schedules)
{
    Kinds kinds;
    for (auto const& s : schedules) kinds.push_back(s.kind);
    std::map<std::string, Instant> known;
    {
        auto tx = TRY(db::Tx::begin(m_pool, db::Tx::Mode::read_only));
        for (auto const& r : TRY(tx.rows(read_schedules, kinds))) known.emplace(r.kind, r.next_at);
        TRY(tx.commit());
    }
    for (auto const& s : schedules) {
        auto const now = clock.now();
        auto const found = known.find(s.kind);
        if (found != known.end() && found->second > now && found->second <= now + s.every) continue;
        auto tx = TRY(db::Tx::begin(m_pool));
        if (found == known.end()) {
            TRY(tx.run(add_schedule, s.kind, now));
            TRY(tx.commit()); // due at once: the next look finds it
        } else if (found->second > now) {
            TRY(tx.run(sooner, s.kind, now, now + s.every)); // the interval was made shorter
            TRY(tx.commit());
        } else {
            auto const on_time = found->second + s.every;
            auto const next = on_time > now ? on_time : now + s.every; // what was missed is not made up for
            if (TRY(tx.run(advance, s.kind, now, next, found->second)) != 1) continue;
            TRY(enqueue(tx, clock, rng, { .kind = s.kind, .unique_key = "schedule" }));
            TRY(tx.commit());
        }
    }
    return {};
}

Duration back_off(int attempt, Rng& rng)
{
    constexpr Duration first = std::chrono::seconds(2), most = std::chrono::hours(1);
    auto const full =
        attempt > 11 ? most : std::min<Duration>(first * (std::int64_t { 1 } << std::max(attempt - 1, 0)), most);
    std::uint8_t bytes[4];
    rng.fill(bytes);
    std::uint32_t r = 0;
    for (auto const b : bytes) r = r << 8 | b;
    return full / 2 + Duration(static_cast<std::int64_t>(static_cast<double>(full.count() / 2) * (r / 4294967296.0)));
}

std::string_view code_name(Code c)
{
    switch (c) {
    case Code::bad_input:
        return "bad_input";
    case Code::unauthenticated:
        return "unauthenticated";
    case Code::forbidden:
        return "forbidden";
    case Code::step_up:
        return "step_up";
    case Code::not_found:
        return "not_found";
    case Code::conflict:
        return "conflict";
    case Code::too_large:
        return "too_large";
    case Code::unsupported:
        return "unsupported";
    case Code::too_many:
        return "too_many";
    case Code::unavailable:
        return "unavailable";
    case Code::bug:
        return "bug";
    }
    return "bug";
}

std::string clean_reason(std::string_view reason)
{
    auto const plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
    };
    if (reason.empty() || reason.size() > 64 || !std::ranges::all_of(reason, plain)) return "unnamed";
    return std::string(reason);
}

} // namespace wellkept::jobs
