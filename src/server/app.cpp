#include "server/app.h"
#include "connect/clients/clients.h"
#include "connect/members/members.h"
#include "keep/people/people.h"
#include "platform/json/json.h"
#include "platform/log/log.h"
#include "server/documents.h"
#include "server/probes.h"
#include <filesystem>

namespace wellkept::server {
namespace {

namespace fs = std::filesystem;

struct AdvanceIn {
    std::int64_t seconds;
};
BOOST_DESCRIBE_STRUCT(AdvanceIn, (), (seconds))
struct HealthOut {
    std::string status;
};
struct VersionOut {
    std::string version, policy_version;
};
BOOST_DESCRIBE_STRUCT(HealthOut, (), (status))
BOOST_DESCRIBE_STRUCT(VersionOut, (), (version, policy_version))

} // namespace

std::string_view version() { return WELLKEPT_VERSION; }

std::vector<std::unique_ptr<access::RoomContract>> room_contracts()
{
    std::vector<std::unique_ptr<access::RoomContract>> rooms;
    rooms.push_back(consent::contract());
    rooms.push_back(people::contract());
    rooms.push_back(accounts::contract());
    rooms.push_back(connections::contract());
    rooms.push_back(timeseries::contract());
    rooms.push_back(ingest::contract());
    rooms.push_back(sharing::contract());
    return rooms;
}

Result<std::unique_ptr<App>> App::create(std::unique_ptr<Ground> ground)
{
    std::unique_ptr<App> app(new App);
    app->m_ground = std::move(ground);
    auto& g = *app->m_ground;
    auto const& c = g.config;
    app->m_metrics = TRY(timeseries::MetricTable::load(fs::path(c.policy.directory) / "metrics.yaml"));
    for (auto const& [program, urls] : c.programs.endpoint_overrides)
        for (auto const& [name, url] : urls) app->m_overrides.endpoints[program + "." + name] = url;
    app->m_overrides.allow_http = c.outgoing.allow_plain_http;
    app->m_catalogue = std::make_unique<programs::LiveCatalogue>(TRY(programs::Catalogue::load(c.programs.directory, app->m_metrics, app->m_overrides)));
    app->m_files = TRY(ingest::FilePrograms::load(c.programs.directory, app->m_metrics));
    app->m_outgoing = std::make_unique<http::Outgoing>(http::OutgoingConfig { c.outgoing.ca_file, c.outgoing.allow_private_addresses, c.outgoing.allow_plain_http });
    app->m_blobs = TRY(blob::files((fs::path(c.data.directory) / "blobs").string()));
    app->m_audit = std::make_unique<access::AuditWriter>(*g.pool);
    app->m_vendors = std::make_unique<connections::Vendors>(*app->m_catalogue, *app->m_outgoing, *g.gate, *g.pool, c.server.public_url);
    app->m_subscriptions = std::make_unique<connections::Subscriptions>(*app->m_vendors, *g.gate, *g.pool);
    app->m_ingest = std::make_unique<ingest::Ingest>(ingest::Parts { *g.gate, *g.pool, app->m_metrics, *app->m_vendors, *app->m_blobs, app->m_files });
    app->m_sharing = std::make_unique<sharing::Sharing>(*g.gate, *g.pool, *app->m_outgoing, app->m_metrics);
    app->m_eraser = std::make_unique<rights::Eraser>(*g.gate, *g.pool, *app->m_blobs, *g.receipt_key, room_contracts(),
        rights::Hooks { .sever = [v = app->m_vendors.get()](SubjectId s, access::ErasureScope const& scope) { return v->sever(s, scope); },
            .announce = [gate = g.gate.get()](db::Tx& tx, rights::Erasure const& e) {
                return e.kind == "account" ? Result<> {} : sharing::announce_erased(tx, *gate, e);
            } });
    auto const common = fs::path(c.policy.directory) / "common_passwords.txt";
    app->m_accounts = TRY(accounts::Accounts::create(*g.gate, *g.pool,
        { .public_url = c.server.public_url, .common_passwords = common.string(), .session_minutes = c.accounts.session_minutes,
            .idle_minutes = c.accounts.idle_minutes, .tries_per_account = c.accounts.tries_per_account,
            .tries_per_address = c.accounts.tries_per_address, .argon2_memory_kib = c.accounts.argon2_memory_kib,
            .argon2_passes = c.accounts.argon2_passes, .argon2_threads = c.accounts.argon2_threads,
            .argon2_queue_max = c.accounts.argon2_queue_max }));
    app->m_watch = std::make_unique<promises::Watch>(*g.pool, *g.clock, std::string(version()),
        TRY(promises::load_ledger(c.promises.directory)), TRY(promises::load_proofs(c.promises.proofs_file)), probes(g));
    app->m_runner = std::make_unique<jobs::Runner>(*g.pool, *g.clock, g.rng,
        // Short, for a lease is renewed while its handler runs: what a crash cut short goes on within this time.
        jobs::RunnerConfig { .threads = c.jobs.threads, .lease = std::chrono::seconds(20), .poll = std::chrono::milliseconds(c.jobs.poll_ms) });
    app->m_router = std::make_shared<http::Router>();
    app->m_routes = std::make_unique<access::Routes>(*app->m_router, *g.gate, *g.pool, *app->m_audit);
    app->add_routes();
    app->add_jobs();
    return app;
}

App::~App()
{
    drain();
    m_server.reset();
    m_runner.reset();
    m_listener.reset();
    m_audit.reset();
}

void App::add_routes()
{
    auto& routes = *m_routes;
    auto& g = *m_ground;
    clients::add_routes(routes);
    members::add_routes(routes, *m_eraser, g.config.server.public_url);
    connections::add_routes(routes, *m_vendors, *m_eraser);
    connections::add_webhook_routes(routes, *m_vendors);
    timeseries::add_routes(routes, m_metrics);
    m_ingest->add_routes(routes);
    sharing::add_routes(routes);
    m_eraser->add_routes(routes);
    m_watch->add_routes(routes);
    m_accounts->add_routes(routes, *m_eraser);

    http::RouteInfo health { .method = http::Method::get, .pattern = "/health", .summary = "Whether the server is up", .audience = "public",
        .open_reason = "says nothing of anybody", .response_schema = json::schema<HealthOut>(), .where = http::Where::inline_ };
    m_router->add(health, [](http::Request&, http::Responder r) { std::move(r).send(http::Response::json(R"({"status":"ok"})")); });
    http::RouteInfo about { .method = http::Method::get, .pattern = "/version", .summary = "Which version runs", .audience = "public",
        .open_reason = "says nothing of anybody", .response_schema = json::schema<VersionOut>(), .where = http::Where::inline_ };
    m_router->add(about, [&g](http::Request&, http::Responder r) {
        std::move(r).send(http::Response::json(json::encode_text(VersionOut { std::string(version()), g.policy->get()->version() })));
    });
    http::RouteInfo document { .method = http::Method::get, .pattern = "/openapi.json", .summary = "This interface, as OpenAPI 3.1", .audience = "public",
        .open_reason = "says nothing of anybody" };
    m_router->add(document, [this](http::Request&, http::Responder r) { std::move(r).send(http::Response::json(openapi(m_router->routes()))); });
    if (g.test_clock) {
        http::RouteInfo clock { .method = http::Method::post, .pattern = "/test/clock", .summary = "Moves the clock of a test installation on", .audience = "public",
            .open_reason = "exists only with test.clock, which no installation with people has", .request_schema = json::schema<AdvanceIn>(), .success_status = 204 };
        m_router->add(clock, [&g, this](http::Request& request, http::Responder r) {
            auto const in = json::decode_text<AdvanceIn>(request.body);
            if (!in.ok() || in->seconds < 0 || in->seconds > 400'000'000) {
                std::move(r).send(http::Response::problem(bad_input("Give seconds, 0 or more."), request.id));
                return;
            }
            g.test_clock->advance(std::chrono::seconds(in->seconds));
            m_runner->wake();
            http::Response done;
            done.status = 204;
            std::move(r).send(std::move(done));
        });
    }
}

void App::add_jobs()
{
    m_runner->handle(std::string(connections::pull_job), [this](jobs::Job const& j) { return m_ingest->pull(j); });
    m_runner->handle(std::string(ingest::import_job), [this](jobs::Job const& j) { return m_ingest->import(j); });
    m_runner->handle(std::string(ingest::compact_job), [this](jobs::Job const& j) { return m_ingest->compact(j); });
    m_runner->handle(std::string(rights::erase_job), [this](jobs::Job const& j) { return m_eraser->run(j); });
    m_runner->handle(std::string(connections::announce_job), [this](jobs::Job const& j) { return m_sharing->announce(j); });
    m_runner->handle(std::string(connections::subscribe_job), [this](jobs::Job const& j) { return m_subscriptions->subscribe(j); });
    m_runner->handle(std::string(connections::renew_job), [this](jobs::Job const& j) { return m_subscriptions->renew(j); });
    m_runner->schedule({ std::string(connections::renew_job), std::chrono::hours(1) });
    m_runner->handle("access.sweep_handles", [this](jobs::Job const&) -> Result<jobs::Outcome> {
        (void)TRY(access::sweep_handles(*m_ground->pool, *m_ground->clock));
        return jobs::Outcome(jobs::Done {});
    });
    m_runner->schedule({ "access.sweep_handles", std::chrono::hours(1) });
    m_runner->handle(std::string(promises::observe_job), [this](jobs::Job const& j) { return m_watch->run(j); });
    if (auto const minutes = m_ground->config.promises.observe_minutes)
        m_runner->schedule({ std::string(promises::observe_job), std::chrono::minutes(minutes) });
    m_runner->handle(std::string(accounts::sweep_job), [this](jobs::Job const& j) { return m_accounts->sweep(j); });
    m_runner->schedule({ std::string(accounts::sweep_job), std::chrono::hours(1) });
    m_runner->handle(std::string(sharing::deliver_job), [this](jobs::Job const& j) { return m_sharing->deliver(j); });
}

Result<> App::start()
{
    auto const& c = m_ground->config;
    http::ServerConfig s;
    s.address = c.server.address;
    s.port = c.server.port;
    s.plain_port = c.server.plain_port;
    s.certificate_file = c.server.certificate_file;
    s.key_file = c.server.key_file;
    s.io_threads = c.server.io_threads;
    s.workers = c.server.workers;
    s.worker_queue_max = c.server.worker_queue_max;
    s.connections_max = c.server.connections_max;
    s.body_bytes_in_flight_max = c.limits.body_bytes_in_flight_max;
    s.static_directory = fs::is_directory(c.server.static_directory) ? c.server.static_directory : "";
    s.drain_seconds_max = c.server.drain_seconds_max;
    m_listener = TRY(db::Listener::start(m_ground->urls.keys_app, { std::string(keys::forget_channel) }, [this](std::string_view, std::string_view payload) {
        if (auto const subject = SubjectId::parse(payload)) m_ground->keys->forget(*subject);
    }));
    m_runner->start();
    m_server = TRY(http::Server::start(s, m_router, *m_ground->clock, m_ground->rng));
    log::info("serving", { { "port", std::int64_t(m_server->port()) }, { "version", std::string(version()) } });
    return {};
}

std::uint16_t App::port() const { return m_server ? m_server->port() : 0; }

void App::drain()
{
    if (m_server) m_server->drain();
    if (m_runner) m_runner->stop();
}

Result<> App::reload()
{
    auto const& c = m_ground->config;
    auto policy = TRY(access::Policy::load(c.policy.directory));
    TRY(m_catalogue->reload(c.programs.directory, m_metrics, m_overrides));
    log::info("reloaded", { { "policy", policy->version() } });
    m_ground->policy->set(std::move(policy));
    return {};
}

} // namespace wellkept::server
