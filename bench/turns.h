// Two sides in turns: what every bench with a yardstick does. What a bench needs besides of the server stands here too.
#pragma once
#include "ingest.h"

namespace wellkept::bench {

using Length = std::chrono::duration<double>;

struct Side {
    char const* name;
    std::function<Result<Timed>(Length)> run;
};
// Both sides in turns; the first round warms up, and does not count. unit: of what Timed::samples counts.
Result<Finding> in_turns(ServerUnderTest const&, Plan const&, Finding, Side const& ours, Side const& theirs);

// Prints one side of a round: rate, p50, p99, processor time of the server for one of `unit`.
void print_turn(int round, char const* side, char const* unit, Timed const&);

// Runs, and notes what processor time the server's processes and this one took meanwhile.
template <typename Run> Result<Timed> watched(pid_t server, Run&& run)
{
    CpuWatch const watch(server);
    Timed t = TRY(run());
    watch.stop(t);
    return t;
}

// Jobs that the filling left behind end before the clock starts.
Result<> settle(ServerUnderTest const&);

std::size_t count(std::string_view text, std::string_view what);

// Resident memory of a process, in bytes (proc(5), VmRSS).
double resident_bytes(pid_t);

} // namespace wellkept::bench
