// What a request costs before any work is done: small answers over TLS, beside nginx with a file of that size.
#include "benches.h"
#include "turns.h"
#include <cstdio>
#include <fstream>

namespace wellkept::bench {
namespace {

Result<std::size_t> answer_bytes(Address const& address, std::string const& path, std::string const& headers)
{
    auto https = TRY(Https::open(address));
    auto const a = TRY(https.ask("GET", path, headers, ""));
    if (a.status != 200) return unavailable("Not 200.", path + ": " + std::to_string(a.status) + " " + a.body.substr(0, 300));
    return a.body.size();
}

} // namespace

Findings edge(ServerUnderTest const& s, Plan const& plan)
{
    if (!s.nginx) return unavailable("nginx is missing: packages.txt names it in the group bench.", "edge");
    auto portal = TRY(Portal::set_up(s.address, s.credentials, "edge", plan.members));
    TRY(portal.fill(1));
    TRY(settle(s));
    auto const headers = TRY(portal.token());
    auto file = [&](std::string const& name, std::size_t bytes) -> Result<> {
        std::ofstream out(s.nginx_files + "/" + name);
        out << std::string(bytes, 'x');
        out.close();
        if (!out) return unavailable("nginx's file could not be written.", name);
        return {};
    };
    auto const path = [](std::string const& member) { return "/v1/members/" + member; };
    auto const small = TRY(answer_bytes(s.address, path(portal.members()[0]), headers));
    auto const health = TRY(answer_bytes(s.address, "/health", ""));
    TRY(file("small", small));
    TRY(file("health", health));
    std::printf("edge: an audited answer of %zu bytes and the health check (%zu bytes) over %zu connections, nginx with files of that size; "
                "%d rounds of %.0f s a side\n", small, health, plan.connections, plan.rounds, plan.seconds);
    Side const ours { "a Member, audited", [&](Length length) {
        return portal.ask(plan.connections, length, [&](std::string const& member, std::size_t) { return path(member); },
            [small](Answer const& a) -> Result<> {
                if (a.status == 200 && a.body.size() + 40 > small) return {};
                return unavailable("Not the Member.", std::to_string(a.status) + " " + a.body.substr(0, 300));
            });
    } };
    auto nginx = [&](char const* name) {
        return Side { "nginx", [&, path = std::string("/") + name](Length length) { return ask_for(*s.nginx, plan.connections, length, path, headers); } };
    };
    Side const alive { "health check", [&](Length length) { return ask_for(s.address, plan.connections, length, "/health", ""); } };
    std::vector<Finding> out;
    out.push_back(TRY(in_turns(s, plan, { "edge, audited GET", "requests/s", {}, {}, 0.5 }, ours, nginx("small"))));
    out.push_back(TRY(in_turns(s, plan, { "edge, health check", "requests/s", {}, {}, 0.8 }, alive, nginx("health"))));
    return out;
}

} // namespace wellkept::bench
