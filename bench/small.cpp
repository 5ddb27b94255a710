// Batches as devices send them: one sample, and twenty. Both sides pay a commit for each answer.
#include "benches.h"
#include "rows.h"
#include "turns.h"
#include <cstdio>

namespace wellkept::bench {

Findings ingest_small(ServerUnderTest const& s, Plan const& plan)
{
    std::printf("ingest, small: batches of 1 and of 20 over %zu connections; single-row INSERTs over as many; %d rounds of %.0f s a side\n",
        plan.connections, plan.rounds, plan.seconds);
    auto portal = TRY(Portal::set_up(s.address, s.credentials, "small", plan.members));
    auto table = TRY(RowTable::make(s.database_url, s.credentials.client_id, portal.members()));
    std::vector<Finding> out;
    for (std::size_t const batch : { std::size_t(1), std::size_t(20) }) {
        Side const ours { "ours", [&](Length length) -> Result<Timed> {
            auto t = TRY(portal.run(plan.connections, length, batch));
            TRY(settle(s));
            return t;
        } };
        Side const rows { "INSERT, commit", [&](Length length) { return table.insert(std::min(plan.connections, plan.members), length); } };
        out.push_back(TRY(in_turns(s, plan, { "ingest, " + std::to_string(batch) + " a batch", "samples/s", {}, {}, 2.0 }, ours, rows)));
    }
    return out;
}

} // namespace wellkept::bench
