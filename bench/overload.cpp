// Twice the load that the server can take for long: what it acknowledges is kept, the rest is told to come back.
#include "benches.h"
#include "turns.h"
#include <atomic>
#include <cstdio>
#include <mutex>
#include <thread>

namespace wellkept::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t batch = 100; // samples a request
constexpr std::size_t senders = 1'000; // more than the server's queue holds

struct Storm {
    std::uint64_t accepted = 0, refused = 0, late = 0; // requests; late: sent after their time, for no sender was free
    std::vector<double> accepted_ms, refused_ms;
    double seconds = 0;
};

// Requests are due at fixed times, whatever became of those before: each sender takes the next one that is due.
Result<Storm> storm(Portal const& portal, Address const& address, std::string const& headers, double rate, Length length)
{
    std::vector<Https> open;
    for (std::size_t i = 0; i < senders; ++i) open.push_back(TRY(Https::open(address)));
    Storm out;
    std::mutex mutex;
    std::optional<Error> failure;
    std::atomic<std::size_t> next = 0;
    auto const began = Clock::now();
    auto const all = static_cast<std::size_t>(rate * length.count());
    auto const& members = portal.members();
    // Each sender has a Member of its own, past what was sent before.
    auto work = [&](std::size_t mine) -> Result<> {
        Storm part;
        std::string body;
        std::size_t index = 0, at = 0;
        for (std::size_t n; (n = next++) < all;) {
            auto const due = began + std::chrono::duration_cast<Clock::duration>(Length(double(n) / rate));
            if (Clock::now() > due + std::chrono::milliseconds(50)) ++part.late;
            std::this_thread::sleep_until(due);
            write_json(make_batch(mine, 1'000 + index), at, batch, body);
            if ((at += batch) >= batch_samples) at = 0, ++index;
            auto const sent = Clock::now();
            auto const a = TRY(open[mine].ask("POST", "/v1/members/" + members[mine] + "/samples", headers, body));
            auto const ms = std::chrono::duration<double, std::milli>(Clock::now() - sent).count();
            if (a.status == 200 && a.body.starts_with("{\"accepted\":" + std::to_string(batch) + ",")) {
                ++part.accepted;
                part.accepted_ms.push_back(ms);
            } else if (a.status == 503 && !a.retry_after.empty()) {
                ++part.refused;
                part.refused_ms.push_back(ms);
            } else return unavailable("Neither taken nor told to come back.", std::to_string(a.status) + " " + a.body.substr(0, 300));
        }
        std::lock_guard const lock(mutex);
        out.accepted += part.accepted, out.refused += part.refused, out.late += part.late;
        out.accepted_ms.insert(out.accepted_ms.end(), part.accepted_ms.begin(), part.accepted_ms.end());
        out.refused_ms.insert(out.refused_ms.end(), part.refused_ms.begin(), part.refused_ms.end());
        return {};
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < senders; ++i)
            threads.emplace_back([&, i] {
                if (auto done = work(i); !done.ok()) {
                    next = all;
                    std::lock_guard const lock(mutex);
                    failure = done.release_error();
                }
            });
    }
    out.seconds = Length(Clock::now() - began).count();
    if (failure) return std::move(*failure);
    return out;
}

} // namespace

Findings overload(ServerUnderTest const& s, Plan const& plan)
{
    Length const length { plan.quick ? 20.0 : 300.0 };
    auto portal = TRY(Portal::set_up(s.address, s.credentials, "overload", senders));
    auto data = TRY(Database::open(s.database_url, "wellkept_root", "wellkept"));
    auto stored = [&]() -> Result<std::uint64_t> {
        return std::stoull(TRY(data.value("SELECT coalesce(sum(samples), 0)::text FROM timeseries.stream")));
    };
    auto const headers = TRY(portal.token()) + "Content-Type: application/json\r\n";
    (void)TRY(portal.run(plan.connections, Length(1), batch));
    auto const steady = TRY(portal.run(plan.connections, Length(plan.seconds), batch));
    TRY(settle(s));
    auto const sustainable = steady.rate() / double(batch), usual = percentile(steady.answer_ms, 0.5), usual_p99 = percentile(steady.answer_ms, 0.99);
    std::printf("overload: sustainable are %s requests/s of %zu samples (p50 %.1f ms, p99 %.1f ms); twice that for %.0f s from %zu connections\n",
        thousands(sustainable).c_str(), batch, usual, usual_p99, length.count(), senders);
    std::fflush(stdout);

    auto const before = TRY(stored());
    double most = 0;
    Storm storm_seen;
    {
        std::jthread const watch([&](std::stop_token stop) {
            for (; !stop.stop_requested(); std::this_thread::sleep_for(std::chrono::milliseconds(100))) most = std::max(most, resident_bytes(s.process));
        });
        storm_seen = TRY(storm(portal, s.address, headers, 2 * sustainable, length));
    }
    auto const kept = TRY(stored()) - before;
    if (kept != storm_seen.accepted * batch)
        return unavailable("What was acknowledged is not what is stored.", std::to_string(storm_seen.accepted * batch) + " acknowledged, " + std::to_string(kept) + " found");
    TRY(settle(s));
    auto const p50 = percentile(storm_seen.accepted_ms, 0.5), p99 = percentile(storm_seen.accepted_ms, 0.99);
    std::printf("  %s taken (%s/s, p50 %.1f ms, p99 %.1f ms), %s told to come back (p50 %.1f ms), %s sent late; every acknowledged sample is stored; "
                "at most %.0f MB resident\n",
        thousands(double(storm_seen.accepted)).c_str(), thousands(double(storm_seen.accepted) / storm_seen.seconds).c_str(), p50, p99,
        thousands(double(storm_seen.refused)).c_str(), percentile(storm_seen.refused_ms, 0.5), thousands(double(storm_seen.late)).c_str(), most / 1024 / 1024);
    Finding latency { "overload, p50 of taken", "ms", { p50 }, { usual }, 5.0 }, tail { "overload, p99 of taken", "ms", { p99 }, { usual_p99 }, 5.0 },
        resident { "overload, memory", "MB", { most / 1024 / 1024 }, { 400 }, 1.0 };
    latency.less = tail.less = resident.less = true;
    return std::vector { latency, tail, resident };
}

} // namespace wellkept::bench
