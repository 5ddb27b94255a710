#include "ingest.h"
#include "database.h"
#include "rows.h"
#include "samples.h"
#include <cstdio>
#include <thread>

namespace wellkept::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr Seconds follow_up_max { 300 };
// Smaller transactions are what the batches are; larger ones are what COPY likes best. The faster is the yardstick.
constexpr std::size_t rows_small = batch_samples, rows_large = 50 * batch_samples;

void print_round(int round, char const* what, Timed const& t)
{
    std::printf("  round %d  %-26s %10s samples/s  p50 %6.1f ms  p99 %6.1f ms   CPU a 1,000 samples: server %5.0f us, "
                "generator %4.0f us\n",
        round, what, thousands(t.rate()).c_str(), percentile(t.answer_ms, 0.5), percentile(t.answer_ms, 0.99),
        t.per_batch_us(t.server_cpu), t.per_batch_us(t.generator_cpu));
    std::fflush(stdout);
}

template <typename Run> Result<Timed> watched(pid_t server, Run&& run)
{
    CpuWatch const watch(server);
    Timed t = TRY(run());
    watch.stop(t);
    return t;
}

} // namespace

Result<double> settle_jobs(Database& data)
{
    double seconds = 0;
    auto const began = Clock::now();
    for (auto last = began;;) {
        auto const left =
            TRY(data.value("SELECT CASE WHEN count(*) = 0 THEN 'none'"
                           " WHEN bool_or(state = 'running' OR run_at <= now()) THEN 'due' ELSE 'later' END"
                           " FROM jobs.job WHERE state <> 'dead' AND run_at < now() + interval '1 minute'"));
        auto const now = Clock::now();
        if (left == "none") return seconds;
        if (left == "due") seconds += Seconds(now - last).count();
        last = now;
        if (now - began > follow_up_max)
            return unavailable("The server's jobs do not come to an end.", "follow-up");
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
}

namespace {

// What ingestion leaves to jobs (news for the Client, merging of segments) must not run into the other side's time.
// The seconds in which there was such work, without those in which it was not due yet; and the processor's.
Result<Timed> follow_up(Database& data, pid_t server)
{
    return watched(server, [&]() -> Result<Timed> {
        Timed work;
        work.seconds = TRY(settle_jobs(data));
        return work;
    });
}

Result<> check_count(Database& data, std::string const& what, std::string const& sql, std::uint64_t expected)
{
    auto const found = TRY(data.value(sql));
    if (found == std::to_string(expected)) return {};
    return unavailable("What was acknowledged is not what is stored.",
        what + ": " + std::to_string(expected) + " acknowledged, " + found + " found");
}

} // namespace

Result<std::vector<Finding>> ingest(ServerUnderTest const& s, Plan const& plan)
{
    std::printf("ingest: %zu Members, %zu connections, batches of %zu; %d rounds of %.0f s a side\n", plan.members,
        plan.connections, batch_samples, plan.rounds, plan.seconds);
    std::fflush(stdout);
    auto portal = TRY(Portal::set_up(s.address, s.credentials, "ingest", plan.members));
    auto table = TRY(RowTable::make(s.database_url, s.credentials.client_id, portal.members()));
    auto data = TRY(Database::open(s.database_url, "wellkept_root", "wellkept"));

    Finding accepted { "ingest", "samples/s", {}, {}, 8.0 }, sustained { "ingest, with its jobs", "samples/s", {}, {} };
    std::vector<double> small, large;
    std::uint64_t acknowledged = 0, copied = 0;
    for (int round = 0; round <= plan.rounds; ++round) { // the first is to warm up, and does not count
        Seconds const length { round == 0 ? plan.seconds / 4 : plan.seconds };
        TRY(data.run("CHECKPOINT"));
        auto const ours = TRY(watched(s.process, [&] { return portal.run(plan.connections, length); }));
        auto const after = TRY(follow_up(data, s.process));
        acknowledged += ours.samples;
        TRY(data.run("CHECKPOINT"));
        auto const rows = TRY(watched(s.process, [&] { return table.run(rows_small, length); }));
        TRY(data.run("CHECKPOINT"));
        auto const many = TRY(watched(s.process, [&] { return table.run(rows_large, length); }));
        copied += rows.samples + many.samples;
        if (round == 0) continue;
        print_round(round, "ours", ours);
        std::printf("           then its jobs: %.1f s more, CPU a 1,000 samples: %.0f us\n", after.seconds,
            after.server_cpu * 1e6 * double(batch_samples) / double(ours.samples));
        print_round(round, "COPY, 1,000 a transaction", rows);
        print_round(round, "COPY, 50,000 a transaction", many);
        accepted.ours.push_back(ours.rate());
        sustained.ours.push_back(static_cast<double>(ours.samples) / (ours.seconds + after.seconds));
        small.push_back(rows.rate());
        large.push_back(many.rate());
    }
    TRY(check_count(data, "samples", "SELECT coalesce(sum(samples), 0) FROM timeseries.stream", acknowledged));
    TRY(check_count(data, "audit rows",
        "SELECT count(*) FROM access.audit_event WHERE action = 'timeseries.write' AND decision = 'permit'",
        acknowledged / batch_samples));
    TRY(check_count(table.any_connection(), "rows", "SELECT count(*) FROM sample", copied));
    std::printf("  every acknowledged sample is stored once (%s), every request is in the audit log\n",
        thousands(double(acknowledged)).c_str());
    std::printf("  yardstick: COPY BINARY on two connections, 1,000 rows a transaction %s rows/s, 50,000 rows %s "
                "rows/s; the faster counts\n",
        spread(small).c_str(), spread(large).c_str());
    accepted.yardstick = sustained.yardstick = median(small) > median(large) ? small : large;
    return std::vector { accepted, sustained };
}

} // namespace wellkept::bench
