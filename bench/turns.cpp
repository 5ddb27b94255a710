#include "turns.h"
#include <cstdio>
#include <fstream>

namespace wellkept::bench {

std::size_t count(std::string_view text, std::string_view what)
{
    std::size_t n = 0;
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + what.size())) ++n;
    return n;
}

void print_turn(int round, char const* side, char const* unit, Timed const& t)
{
    std::printf("  round %d  %-26s %10s %s  p50 %7.2f ms  p99 %7.2f ms   CPU each: server %6.1f us\n", round, side,
        thousands(t.rate()).c_str(), unit, percentile(t.answer_ms, 0.5), percentile(t.answer_ms, 0.99),
        t.samples ? t.server_cpu * 1e6 / static_cast<double>(t.samples) : 0.0);
    std::fflush(stdout);
}

Result<> settle(ServerUnderTest const& s)
{
    auto data = TRY(Database::open(s.database_url, "wellkept_root", "wellkept"));
    (void)TRY(settle_jobs(data));
    return {};
}

Result<Finding> in_turns(ServerUnderTest const& s, Plan const& plan, Finding finding, Side const& ours, Side const& theirs)
{
    for (int round = 0; round <= plan.rounds; ++round) {
        Length const length { round == 0 ? plan.seconds / 4 : plan.seconds };
        for (auto const* side : { &ours, &theirs }) {
            auto const t = TRY(watched(s.process, [&] { return side->run(length); }));
            if (round == 0) continue;
            print_turn(round, side->name, finding.unit.c_str(), t);
            auto const p99 = percentile(t.answer_ms, 0.99);
            (side == &ours ? finding.ours : finding.yardstick).push_back(t.rate());
            (side == &ours ? finding.ours_p99 : finding.yardstick_p99).push_back(p99);
        }
    }
    return finding;
}

double resident_bytes(pid_t process)
{
    std::ifstream file("/proc/" + std::to_string(process) + "/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) * 1024;
    return 0;
}

} // namespace wellkept::bench
