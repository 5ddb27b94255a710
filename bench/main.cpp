// Measures a server that bench/run has started for it.
#include "benches.h"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <sstream>

namespace wellkept::bench {
namespace {

std::vector<std::pair<std::string, Result<std::vector<Finding>> (*)(ServerUnderTest const&, Plan const&)>> const benches {
    { "ingest", ingest }, { "small", ingest_small }, { "store", store }, { "access", access }, { "read", read }, { "year", read_year }, { "export", export_all },
    { "edge", edge }, { "erase", erase }, { "memory", memory }, { "care", care }, { "growth", growth }, { "nodes", nodes }, { "overload", overload } };

struct Options {
    std::vector<std::string> benches;
    bool quick = false;
    std::uint16_t port = 0;
    pid_t process = 0;
    std::uint16_t nginx = 0, other = 0;
    std::string certificate, client, exporter, urls, results, history, revision, nginx_files, plant, recordings;
    int rounds = 0;
    double seconds = 0;
    std::size_t members = 64, connections = 64, people = 0;
};

Result<std::string> member_of(std::string const& file, std::string_view name)
{
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    boost::system::error_code error;
    auto const value = boost::json::parse(text.str(), error);
    auto const* object = error ? nullptr : value.if_object();
    auto const* found = object ? object->if_contains(name) : nullptr;
    if (!found || !found->is_string())
        return unavailable("A file lacks what is needed.", file + ": " + std::string(name));
    return std::string(found->as_string());
}

Result<> measure(Options const& o)
{
    ServerUnderTest subject { TRY(Address::make(o.port, o.certificate)),
        { TRY(member_of(o.client, "client_id")), TRY(member_of(o.client, "client_secret")) },
        { TRY(member_of(o.exporter, "client_id")), TRY(member_of(o.exporter, "client_secret")) }, TRY(member_of(o.urls, "owner")), o.process, {}, {},
        o.nginx_files, o.plant, o.recordings };
    if (o.other) subject.other = TRY(Address::make(o.other, o.certificate));
    if (o.nginx) subject.nginx = TRY(Address::make(o.nginx, o.certificate));
    Plan plan {
        .rounds = o.quick ? 3 : 5, .seconds = o.quick ? 2.0 : 10.0, .members = o.members, .connections = o.connections, .quick = o.quick, .people = o.people
    };
    if (o.rounds > 0) plan.rounds = o.rounds;
    if (o.seconds > 0) plan.seconds = o.seconds;
    std::vector<Finding> all;
    for (auto const& [name, run] : benches)
        if (std::find(o.benches.begin(), o.benches.end(), name) != o.benches.end())
            for (auto& f : TRY(run(subject, plan))) all.push_back(std::move(f));
    print_table(all);
    TRY(write_json(all, o.results));
    if (!o.history.empty()) TRY(append_history(all, o.history, o.revision));
    return {};
}

} // namespace
} // namespace wellkept::bench

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    std::setvbuf(stdout, nullptr, _IOLBF, 0); // what is under way shows also where it is written to a file
    wellkept::bench::Options o;
    CLI::App app { "Measures a running Wellkept server against its yardsticks. bench/run starts both." };
    app.add_option("bench", o.benches, "What to measure")->required();
    app.add_flag("--quick", o.quick, "Fewer and shorter rounds");
    app.add_option("--port", o.port, "The server's port on 127.0.0.1")->required();
    app.add_option("--process", o.process, "The server's process id")->required();
    app.add_option("--certificate", o.certificate, "The server's certificate, PEM")->required();
    app.add_option("--client", o.client, "What `wellkept client add --json` printed")->required();
    app.add_option("--exporter", o.exporter, "Another Client, in the same form")->required();
    app.add_option("--other", o.other, "The port of a second server over the same databases");
    app.add_option("--nginx", o.nginx, "nginx's port with the same certificate");
    app.add_option("--nginx-files", o.nginx_files, "The folder it serves");
    app.add_option("--plant", o.plant, "The command that plants service users");
    app.add_option("--recordings", o.recordings, "Real recordings, gzipped CSV");
    app.add_option("--urls", o.urls, "The server's urls.json")->required();
    app.add_option("--results", o.results, "Where the results go, JSON")->required();
    app.add_option("--history", o.history, "Where a line a finding is appended");
    app.add_option("--revision", o.revision, "What is measured, for the history");
    app.add_option("--rounds", o.rounds, "Rounds that count")->check(CLI::Range(1, 100));
    app.add_option("--seconds", o.seconds, "Seconds a side and round")->check(CLI::Range(1.0, 600.0));
    app.add_option("--members", o.members, "Members whose samples are sent")->check(CLI::Range(1, 100'000));
    app.add_option("--people", o.people, "Service users of `care`")->check(CLI::Range(100, 10'000'000));
    app.add_option("--connections", o.connections, "Connections to the server at once")->check(CLI::Range(1, 1'000));
    CLI11_PARSE(app, argc, argv);
    if (auto const done = wellkept::bench::measure(o); !done.ok()) {
        std::fprintf(
            stderr, "bench: %s\n  (%s)\n", done.error().public_text.text.c_str(), done.error().detail.text.c_str());
        return 1;
    }
    return 0;
}
