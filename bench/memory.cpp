// Resident memory of the server's process; PostgreSQL's is its own.
#include "benches.h"
#include "turns.h"
#include <atomic>
#include <cstdio>
#include <mutex>
#include <sys/resource.h>
#include <thread>

namespace wellkept::bench {
namespace {

constexpr double megabyte = 1024 * 1024;

Result<std::vector<Https>> idle(Address const& address, std::size_t wanted)
{
    std::vector<Https> open;
    std::mutex mutex;
    std::atomic<std::size_t> left = wanted;
    std::optional<Error> failure;
    auto work = [&] {
        while (left.load() > 0 && left.fetch_sub(1) <= wanted) {
            auto one = Https::open(address);
            // Asked once, so that nothing is left out that a connection in use has.
            auto asked = one.ok() ? one->ask("GET", "/health", "", "") : Result<Answer>(one.release_error());
            std::lock_guard const lock(mutex);
            if (!asked.ok()) {
                failure = asked.release_error();
                left = 0;
                return;
            }
            open.push_back(std::move(*one));
        }
    };
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) threads.emplace_back(work);
    }
    if (failure) return std::move(*failure);
    return open;
}

} // namespace

Findings memory(ServerUnderTest const& s, Plan const& plan)
{
    auto const connections = plan.quick ? std::size_t(2'000) : std::size_t(10'000);
    std::printf("memory: while ingesting for %.0f s, and %s idle TLS connections\n", plan.seconds * 2, thousands(double(connections)).c_str());
    std::fflush(stdout);
    rlimit files {};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_max < connections + 100) return unavailable("This shell may open too few files: raise ulimit -Hn.", "memory");

    auto const before = resident_bytes(s.process);
    auto open = TRY(idle(s.address, connections));
    auto const with = resident_bytes(s.process);
    Finding each { "memory, a connection", "kB", { (with - before) / double(connections) / 1024 }, { 30 }, 1.0 };
    each.less = true;
    std::printf("  %s connections: %.1f MB before, %.1f MB with them\n", thousands(double(open.size())).c_str(), before / megabyte, with / megabyte);
    open.clear();

    auto portal = TRY(Portal::set_up(s.address, s.credentials, "memory", plan.members));
    double most = 0;
    {
        std::jthread const watch([&](std::stop_token stop) {
            for (; !stop.stop_requested(); std::this_thread::sleep_for(std::chrono::milliseconds(50))) most = std::max(most, resident_bytes(s.process));
        });
        (void)TRY(portal.run(plan.connections, Length(plan.seconds * 2)));
        TRY(settle(s));
    }
    std::printf("  ingesting: at most %.1f MB resident\n", most / megabyte);
    Finding ingesting { "memory, ingesting", "MB", { most / megabyte }, { 400 }, 1.0 };
    ingesting.less = true;
    return std::vector { ingesting, each };
}

} // namespace wellkept::bench
