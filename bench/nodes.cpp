// Two server processes over one PostgreSQL: what is gained where the server's own processor time was the bound.
#include "benches.h"
#include "turns.h"
#include <cstdio>
#include <future>

namespace wellkept::bench {
namespace {

// Both at once, half of the connections each.
Result<Timed> together(Portal& a, Portal& b, std::size_t connections, Length length)
{
    auto other = std::async(std::launch::async, [&] { return b.run(connections / 2, length); });
    auto mine = a.run(connections / 2, length);
    auto theirs = other.get();
    Timed both = TRY(std::move(mine));
    auto const t = TRY(std::move(theirs));
    both.seconds = std::max(both.seconds, t.seconds);
    both.samples += t.samples;
    both.answer_ms.insert(both.answer_ms.end(), t.answer_ms.begin(), t.answer_ms.end());
    return both;
}

} // namespace

Findings nodes(ServerUnderTest const& s, Plan const& plan)
{
    if (!s.other) {
        std::printf("nodes: left out, there is no second server\n");
        return std::vector<Finding> {};
    }
    std::printf("nodes: batches of %zu over %zu connections, to two servers and to one; %d rounds of %.0f s a side\n", batch_samples, plan.connections,
        plan.rounds, plan.seconds);
    auto const half = std::max<std::size_t>(1, plan.members / 2);
    auto first = TRY(Portal::set_up(s.address, s.credentials, "nodes-1", half));
    auto one = TRY(Portal::set_up(s.address, s.credentials, "nodes-2", half));
    auto two = TRY(Portal::set_up(*s.other, s.credentials, "nodes-3", half));
    TRY(settle(s));
    return std::vector { TRY(in_turns(s, plan, { "nodes, two beside one", "samples/s", {}, {} },
        { "two servers", [&](Length length) { return together(first, two, plan.connections, length); } },
        { "one server", [&](Length length) { return together(first, one, plan.connections, length); } })) };
}

} // namespace wellkept::bench
