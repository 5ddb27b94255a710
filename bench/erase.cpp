// Erasing somebody must not take longer because they have been here for long: what is destroyed first is a key.
#include "benches.h"
#include "turns.h"
#include <boost/json.hpp>
#include <cstdio>
#include <thread>

namespace wellkept::bench {
namespace {

using Clock = std::chrono::steady_clock;

// From the request to the signed receipt, in milliseconds.
Result<double> erased(ServerUnderTest const& s, Portal const& portal, std::size_t member)
{
    auto https = TRY(Https::open(s.address));
    auto const began = Clock::now();
    auto const path = "/receipts/" + TRY(portal.erase(member));
    while (Clock::now() - began < std::chrono::minutes(2)) {
        auto const a = TRY(https.ask("GET", path, "", ""));
        if (TRY(text_of(TRY(expect(a, 200, "receipt")), "state")) == "done") return std::chrono::duration<double, std::milli>(Clock::now() - began).count();
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return unavailable("The erasure does not come to an end.", path);
}

} // namespace

Findings erase(ServerUnderTest const& s, Plan const& plan)
{
    auto const batches = plan.quick ? std::size_t(1'000) : std::size_t(10'000);
    auto const rounds = static_cast<std::size_t>(std::min(plan.rounds, 3));
    std::printf("erase: a Member with 1,000 samples, one with %s; %zu rounds; from the request to the signed receipt\n",
        thousands(double(batches * batch_samples)).c_str(), rounds);
    std::fflush(stdout);
    auto portal = TRY(Portal::set_up(s.address, s.credentials, "erase", 2 * rounds + 1));
    TRY(portal.fill(1));
    for (std::size_t i = 0; i < rounds; ++i) TRY(portal.fill_one(i, batches));
    TRY(settle(s));
    TRY(erased(s, portal, 2 * rounds)); // the first prepares its statements, and does not count
    Finding f { "erase, many beside few", "ms", {}, {}, 1.5 };
    f.less = true;
    for (std::size_t i = 0; i < rounds; ++i) {
        f.yardstick.push_back(TRY(erased(s, portal, rounds + i)));
        f.ours.push_back(TRY(erased(s, portal, i)));
        std::printf("  round %zu  few %.1f ms, many %.1f ms\n", i + 1, f.yardstick.back(), f.ours.back());
        std::fflush(stdout);
    }
    return std::vector { f };
}

} // namespace wellkept::bench
