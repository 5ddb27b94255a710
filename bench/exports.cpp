// All samples of many Members: ours as NDJSON in pages, each decided and audited person by person; theirs by COPY TO.
#include "benches.h"
#include "rows.h"
#include "turns.h"
#include <cstdio>
#include <cstring>

namespace wellkept::bench {

Findings export_all(ServerUnderTest const& s, Plan const& plan)
{
    auto const members = plan.quick ? std::size_t(200) : std::size_t(1'000), batches = std::size_t(3);
    auto const samples = members * batches * batch_samples;
    std::printf("export: %zu Members with %zu samples each, one connection a side; %d rounds\n", members, batches * batch_samples, plan.rounds);
    std::fflush(stdout);
    // A Client of its own: what others here hold is not in it.
    auto portal = TRY(Portal::set_up(s.address, s.exporter, "export", members));
    auto table = TRY(RowTable::make(s.database_url, s.exporter.client_id, portal.members()));
    TRY(portal.fill(batches));
    TRY(table.fill(batches));
    TRY(settle(s));
    auto const headers = TRY(portal.token());
    auto once = [&](auto&& work) {
        return [work](Length) -> Result<Timed> { return side_by_side(1, Length(0), [&](std::size_t, std::size_t) { return work(); }); };
    };
    Side const ours { "NDJSON, audited", once([&]() -> Result<std::uint64_t> {
        auto https = TRY(Https::open(s.address));
        std::uint64_t lines = 0;
        for (std::string cursor = "start"; !cursor.empty();) {
            auto const a = TRY(https.ask("GET", "/v1/samples" + (cursor == "start" ? "" : "?cursor=" + cursor), headers, ""));
            if (a.status != 200) return unavailable("The export ended.", std::to_string(a.status) + " " + a.body.substr(0, 300));
            for (auto const* at = a.body.data(), *end = at + a.body.size(); (at = static_cast<char const*>(std::memchr(at, '\n', std::size_t(end - at)))); ++at) ++lines;
            cursor = a.next;
        }
        if (lines != samples) return unavailable("The export lacks samples.", std::to_string(lines) + " of " + std::to_string(samples));
        return lines;
    }) };
    Side const rows { "COPY TO", once([&]() -> Result<std::uint64_t> {
        (void)TRY(table.any_connection().copy_out("COPY sample TO STDOUT"));
        return samples;
    }) };
    return std::vector { TRY(in_turns(s, plan, { "export", "samples/s", {}, {}, 1.0 }, ours, rows)) };
}

} // namespace wellkept::bench
