// The server under measure, as it is, and beside its routes one that reads a person's samples with no Gate and no audit:
// what a decision and its row cost is the difference. Lives here alone; nothing of it is linked into `wellkept`.
#include "access/handles.h"
#include "connect/timeseries/samples_json.h"
#include "platform/log/log.h"
#include "server/app.h"
#include <csignal>
#include <iostream>
#include <mutex>

namespace wellkept::access {

// A grant that nobody gave, over the same transaction and keys, so that the very same code reads with it. A friend of the
// grants by name; tests/tidy refuses that name elsewhere.
class Ungated {
public:
    template<typename Permission>
    static Granted<Permission> grant(db::Tx& tx, server::Ground& g, ClientId tenant, SubjectId subject, std::set<ConsentedScope> all)
    {
        GrantCore core;
        core.m_tx = &tx;
        core.m_keys = g.keys.get();
        core.m_rng = &g.rng;
        core.m_tenant = tenant;
        core.m_subject = subject;
        core.m_consented = std::move(all);
        return Granted<Permission>(std::move(core));
    }
};

} // namespace wellkept::access

namespace wellkept::bench {
namespace {

using server::Ground;

struct Scope {
    ConnectionId connection;
};
db::PlainQuery<Scope, SubjectId> const connections_of { "bench/connections",
    "SELECT DISTINCT connection_id FROM access.consent_event WHERE subject_id = $1" };

class Route {
public:
    Route(Ground& g, timeseries::MetricTable const& metrics) : m_ground(g), m_metric(*metrics.find("heart_rate")) {}

    Result<http::Response> operator()(http::Request const& request)
    {
        auto tx = TRY(db::Tx::begin(*m_ground.pool, db::Tx::Mode::read_only));
        // Who asks, as the server itself finds out: that is not what is measured.
        auto const header = request.header("authorization");
        if (!header || !header->starts_with("Bearer ")) return not_found();
        auto const token = TRY(access::Handles(*m_ground.gate).find(tx, "client_token", header->substr(7)));
        auto const subject = SubjectId::parse(request.param("member"));
        if (!token || !token->tenant || !subject) return not_found();
        TRY(tx.set_local("wellkept.subject", subject->text())); // the second lock is a part of the query
        auto const grant = access::Ungated::grant<timeseries::ReadSamples>(tx, m_ground, *token->tenant, *subject, TRY(all_of(tx, *subject)));
        timeseries::Window window { .metric = m_metric.code };
        for (auto const& [name, at] : { std::pair("from", &window.from_ms), { "to", &window.to_ms } }) {
            auto const t = parse_rfc3339(request.query_value(name).value_or(""));
            if (!t) return bad_input("from and to");
            *at = std::chrono::floor<std::chrono::milliseconds>(*t).time_since_epoch().count();
        }
        if (auto const limit = request.query_value("limit")) window.limit = std::stoul(std::string(*limit));
        auto response = http::Response::json(timeseries::samples_json(TRY(timeseries::read(grant, window)), m_metric));
        TRY(tx.commit());
        return response;
    }

private:
    // Asked once a person: what is switched on is the Gate's question.
    Result<std::set<access::ConsentedScope>> all_of(db::Tx& tx, SubjectId subject)
    {
        std::lock_guard const lock(m_mutex);
        auto& found = m_all[subject];
        if (found.empty())
            for (auto const& s : TRY(tx.rows(connections_of, subject))) found.insert({ s.connection, m_metric.category });
        return found;
    }
    Ground& m_ground;
    timeseries::Metric const& m_metric;
    std::mutex m_mutex;
    std::map<SubjectId, std::set<access::ConsentedScope>> m_all;
};

Result<> serve(std::string const& file)
{
    sigset_t signals;
    sigemptyset(&signals);
    for (int const s : { SIGINT, SIGTERM }) sigaddset(&signals, s);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    auto const config = TRY(config::load(file));
    log::start(log::Level::warn, "");
    auto app = TRY(server::App::create(TRY(server::Ground::open(config, server::Ground::As::server))));
    auto const metrics = TRY(timeseries::MetricTable::load(std::filesystem::path(config.policy.directory) / "metrics.yaml"));
    Route route(app->ground(), metrics);
    http::RouteInfo info;
    info.method = http::Method::get;
    info.pattern = "/bench/ungated/{member}/samples";
    info.open_reason = "a bench";
    app->router().add(std::move(info), [&route](http::Request& request, http::Responder responder) {
        auto answer = route(request);
        std::move(responder).send(answer.ok() ? answer.release() : http::Response::problem(answer.error(), request.id));
    });
    TRY(app->start());
    int signal = 0;
    sigwait(&signals, &signal);
    app->drain();
    return {};
}

} // namespace
} // namespace wellkept::bench

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    if (auto const done = wellkept::bench::serve(argc == 2 ? argv[1] : "wellkept.yaml"); !done.ok()) {
        std::cerr << done.error().public_text.text << " (" << done.error().detail.text << ")\n";
        return 1;
    }
    return 0;
}
