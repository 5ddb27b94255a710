// Whether a request grows dearer with what is there already: processor time of the server for one request.
#include "benches.h"
#include "turns.h"
#include <cstdio>

namespace wellkept::bench {
namespace {

struct Cost {
    double write_us, read_us;
};

Result<Cost> cost(ServerUnderTest const& s, Plan const& plan, Portal& portal)
{
    TRY(settle(s));
    Length const length { plan.seconds };
    auto const written = TRY(watched(s.process, [&] { return portal.run(16, length); }));
    TRY(settle(s));
    auto const read = TRY(watched(s.process, [&] {
        return portal.ask(16, length,
            [](std::string const& member, std::size_t) {
                return "/v1/members/" + member + "/samples?metric=heart_rate&limit=1000&from=2000-01-01T00:00:00Z&to=2000-01-01T12:00:00Z";
            },
            [](Answer const& a) -> Result<> {
                if (a.status == 200 && a.body.size() > 720 * 40) return {};
                return unavailable("The server did not answer with half a day.", std::to_string(a.status) + " " + a.body.substr(0, 300));
            });
    }));
    return Cost { written.per_batch_us(written.server_cpu), read.server_cpu * 1e6 / double(read.samples) };
}

void line(char const* what, std::size_t n, Cost const& c)
{
    std::printf("  %-22s %10s   write %7.0f us, read %7.0f us of the server's processor a request\n", what, thousands(double(n)).c_str(), c.write_us, c.read_us);
    std::fflush(stdout);
}

} // namespace

Findings growth(ServerUnderTest const& s, Plan const& plan)
{
    std::vector<std::size_t> const factors = plan.quick ? std::vector<std::size_t> { 1, 10 } : std::vector<std::size_t> { 1, 10, 100 };
    std::printf("growth: %zu Members and %zu batches each, then more of the one and of the other\n", plan.members, std::size_t(4));
    std::vector<Finding> out;
    auto add = [&](std::string const& what, std::size_t factor, double now, double first) {
        // A logarithm's worth: at ten times as much half as dear again, at a hundred times twice.
        Finding f { what + ", " + std::to_string(factor) + "x", "us", { now }, { first }, factor == 10 ? 1.5 : 2.0 };
        f.less = true;
        out.push_back(std::move(f));
    };
    std::optional<Cost> first;
    for (auto const factor : factors) {
        auto portal = TRY(Portal::set_up(s.address, s.credentials, "growth-m" + std::to_string(factor), plan.members * factor));
        TRY(portal.fill(4));
        auto const c = TRY(cost(s, plan, portal));
        line("Members", portal.members().size(), c);
        if (!first) first = c;
        else add("growth, write, Members", factor, c.write_us, first->write_us), add("growth, read, Members", factor, c.read_us, first->read_us);
    }
    first.reset();
    for (auto const factor : factors) {
        auto portal = TRY(Portal::set_up(s.address, s.credentials, "growth-s" + std::to_string(factor), 16));
        TRY(portal.fill(10 * factor));
        auto const c = TRY(cost(s, plan, portal));
        line("samples a stream", 10 * factor * batch_samples, c);
        if (!first) first = c;
        else add("growth, write, samples", factor, c.write_us, first->write_us), add("growth, read, samples", factor, c.read_us, first->read_us);
    }
    return out;
}

} // namespace wellkept::bench
