#include "server/app.h"
#include "access/enforced.h"
#include "care/calls/calls.h"
#include "care/cases/cases.h"
#include "care/clinicians/clinicians.h"
#include "care/critical/critical.h"
#include "care/devices/devices.h"
#include "care/door/door.h"
#include "care/fhir/fhir.h"
#include "care/handover/handover.h"
#include "care/intake/intake.h"
#include "care/misuse/misuse.h"
#include "care/partners/partners.h"
#include "care/mailbox/mailbox.h"
#include "care/referrals/referrals.h"
#include "care/releases/releases.h"
#include "care/requests/requests.h"
#include "care/reports/reports.h"
#include "care/safeguarding/safeguarding.h"
#include "care/organisations/organisations.h"
#include "connect/clients/clients.h"
#include "connect/members/members.h"
#include "keep/disclosures/disclosures.h"
#include "keep/notices/notices.h"
#include "keep/people/people.h"
#include "platform/json/json.h"
#include "platform/log/log.h"
#include "server/documents.h"
#include "server/probes.h"
#include "server/mail_open.h"
#include <filesystem>

namespace wellkept::server {
namespace {

namespace fs = std::filesystem;

access::Enforces const in_transit { "measures.encrypted_in_transit", "platform/http", "S1" };
access::Enforces const own_pages { "measures.no_third_party_requests", "platform/http", "D16" };

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
    rooms.push_back(retention::contract());
    rooms.push_back(accounts::contract());
    rooms.push_back(notices::contract());
    rooms.push_back(preferences::contract());
    rooms.push_back(clinicians::contract());
    rooms.push_back(cases::contract());
    rooms.push_back(connections::contract());
    rooms.push_back(timeseries::contract());
    rooms.push_back(ingest::contract());
    rooms.push_back(sharing::contract());
    rooms.push_back(intake::contract());
    rooms.push_back(quarantine::contract());
    rooms.push_back(door::contract());
    rooms.push_back(devices::contract());
    rooms.push_back(calls::contract());
    rooms.push_back(critical::contract());
    rooms.push_back(referrals::contract());
    rooms.push_back(reports::contract());
    rooms.push_back(disclosures::contract());
    rooms.push_back(handover::contract());
    rooms.push_back(releases::contract());
    rooms.push_back(safeguarding::contract());
    rooms.push_back(misuse::contract());
    rooms.push_back(partners::contract());
    rooms.push_back(statements::contract());
    rooms.push_back(supervision::contract());
    rooms.push_back(reminders::contract());
    rooms.push_back(requests::contract());
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
    app->m_log = std::make_unique<audit_log::Log>(*g.pool, *g.keys, *g.clock, g.rng,
        audit_log::LogConfig { .origin = audit_log::origin_of(c.server.public_url), .witnesses = TRY(audit_log::read_witnesses(c.audit.witness_file)) });
    app->m_eraser = std::make_unique<rights::Eraser>(*g.gate, *g.pool, *app->m_blobs, *g.receipt_key, room_contracts(),
        rights::Hooks { .sever = [v = app->m_vendors.get()](SubjectId s, access::ErasureScope const& scope) { return v->sever(s, scope); },
            .announce = [gate = g.gate.get()](db::Tx& tx, rights::Erasure const& e) {
                return e.kind == "account" ? Result<> {} : sharing::announce_erased(tx, *gate, e);
            },
            .audit_log_key = [log = app->m_log.get()]() -> Result<std::string> { return TRY(log->verifier()).text(); },
            .ledger = g.ledger.get() });
    TRY(retention::Engine::check(g.policy->get()->retention(), app->m_eraser->contracts()));
    app->m_retention = std::make_unique<retention::Engine>(*g.gate, *g.pool, *app->m_blobs, *g.receipt_key, app->m_eraser->contracts());
    app->m_watch = std::make_unique<promises::Watch>(*g.pool, *g.clock, std::string(version()),
        TRY(promises::load_ledger(c.promises.directory)), TRY(promises::load_proofs(c.promises.proofs_file)), probes(g));
    app->m_mailer = open_mailer(TRY(mail_config(c)), g);
    app->m_mail_templates = TRY(mail_templates());
    auto const common = fs::path(c.policy.directory) / "common_passwords.txt";
    auto const* session = g.policy->get()->session("staff");
    if (!session) return bad_input("The policy says nothing of staff's sessions.", "credentials.yaml: add sessions: staff");
    app->m_accounts = TRY(accounts::Accounts::create(*g.gate, *g.pool,
        { .public_url = c.server.public_url, .common_passwords = common.string(),
            .session_minutes = static_cast<int>(session->life.about().count()), .idle_minutes = static_cast<int>(session->idle.about().count()),
            .tries_per_account = g.policy->get()->credentials().lockout.attempts,
            .tries_per_address = c.accounts.tries_per_address, .argon2_memory_kib = c.accounts.argon2_memory_kib,
            .argon2_passes = c.accounts.argon2_passes, .argon2_threads = c.accounts.argon2_threads,
            .argon2_queue_max = c.accounts.argon2_queue_max }));
    auto const policy_at = fs::path(c.policy.directory);
    app->m_rules = std::make_unique<consent::LiveRules>(TRY(consent::Rules::load(policy_at, c.region.name)));
    // Those that come with the product, and those that a deployer has a licence for.
    app->m_cases = std::make_unique<cases::Context>(cases::Context { *g.pool, *g.gate, TRY(cases::Rules::load(policy_at / "care.yaml")),
        TRY(cases::Instruments::load({ policy_at / "questionnaires", fs::path(c.data.directory) / "questionnaires" })), c.server.public_url });
    app->m_devices = std::make_unique<devices::Context>(devices::Context { *g.pool, *g.gate, *app->m_cases, *app->m_rules, app->m_metrics });
    app->m_minors = std::make_unique<members::Minors>(*g.gate, *g.pool, *app->m_rules, app->m_eraser.get());
    app->m_preferences = std::make_unique<preferences::Preferences>(*g.gate, *g.pool, TRY(preferences::Catalogue::load(policy_at / "preferences.yaml")),
        [a = app.get()](db::Tx& tx, std::string_view browser) { return a->m_analytics->forget(tx, browser); });
    app->m_analytics = std::make_unique<analytics::Analytics>(*g.gate, *g.pool, TRY(analytics::Counting::load(policy_at / "analytics.yaml")), *app->m_preferences);
    app->m_statistics = std::make_unique<statistics::Statistics>(*g.gate, *g.pool, app->contributors());
    app->m_runner = std::make_unique<jobs::Runner>(*g.pool, *g.clock, g.rng,
        // Short, for a lease is renewed while its handler runs: what a crash cut short goes on within this time.
        jobs::RunnerConfig { .threads = c.jobs.threads, .lease = std::chrono::seconds(20), .poll = std::chrono::milliseconds(c.jobs.poll_ms) });
    app->m_router = std::make_shared<http::Router>();
    app->m_routes = std::make_unique<access::Routes>(*app->m_router, *g.gate, *g.pool, *app->m_audit);
    TRY(app->open_mailbox());
    TRY(app->add_care_routes());
    app->add_routes();
    app->add_jobs();
    app->add_care_jobs();
    g.policy->set(TRY(app->load_policy())); // now that there are routes to hold it against
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

Result<> App::add_care_routes()
{
    auto const& c = m_ground->config;
    door::add_routes(*m_routes, { { *m_mailer, *m_mail_templates }, c.server.public_url });
    auto const& gate = *m_ground->gate;
    referrals::add_routes(*m_routes, TRY(referrals::Rules::load(c.policy.directory)),
        [&gate](access::SubjectGrant const& grant, Uuid referral) { return reports::stop(grant, gate, referral); }, *m_blobs);
    reports::add_routes(*m_routes, TRY(reports::Rules::load(c.policy.directory)));
    disclosures::add_routes(*m_routes);
    calls::add_routes(*m_routes, *m_ground->pool, *m_blobs);
    critical::add_routes(*m_routes, TRY(critical::Rules::load(c.policy.directory)));
    handover::Post const post { *m_mailer, *m_mail_templates, c.server.public_url };
    releases::add_routes(*m_routes, { TRY(releases::Rules::load(c.policy.directory)), *m_blobs, post });
    safeguarding::add_routes(*m_routes, TRY(safeguarding::Rules::load(c.policy.directory)));
    misuse::add_routes(*m_routes, TRY(misuse::Rules::load(c.policy.directory)));
    partners::add_routes(*m_routes, { TRY(partners::Rules::load(c.policy.directory)), post });
    m_statements = std::make_unique<statements::Context>(statements::Context { *m_ground->pool, gate, TRY(statements::Rules::load(c.policy.directory)) });
    statements::add_routes(*m_routes, *m_statements);
    m_supervision = std::make_unique<supervision::Context>(supervision::Context { *m_ground->pool, gate, TRY(supervision::Rules::load(c.policy.directory)) });
    supervision::add_routes(*m_routes, *m_supervision);
    m_reminders = std::make_unique<reminders::Reminders>(gate, *m_ground->pool, notify::Letter { *m_mailer, *m_mail_templates }, TRY(reminders::Rules::load(c.policy.directory)));
    reminders::add_routes(*m_routes);
    requests::add_routes(*m_routes);
    quarantine::add_routes(*m_routes, *m_blobs);
    mailbox::add_routes(*m_routes, c.mailbox.url.empty() ? "" : mailbox::name_of(mailbox_config(c)));
    return {};
}

void App::add_routes()
{
    auto& routes = *m_routes;
    auto& g = *m_ground;
    clients::add_routes(routes);
    members::add_routes(routes, *m_eraser, *m_rules, g.config.server.public_url);
    connections::add_routes(routes, *m_vendors, *m_eraser, *m_rules, g.config.server.public_url);
    connections::add_webhook_routes(routes, *m_vendors);
    timeseries::add_routes(routes, m_metrics);
    m_ingest->add_routes(routes);
    sharing::add_routes(routes);
    m_eraser->add_routes(routes);
    m_watch->add_routes(routes);
    m_log->add_routes(routes);
    m_log->add_search_routes(routes);
    m_accounts->add_routes(routes, *m_eraser);
    keys::add_routes(routes, *g.keys, { g.config.keys.backup_directory, g.config.keys.backup_days, g.config.keys.retire_days });
    retention::add_routes(routes, *m_retention, *g.pool, m_eraser->contracts());
    notices::add_routes(routes);
    notices::add_policy_routes(routes);
    consent::add_count_routes(routes, *g.pool);
    clinicians::add_routes(routes);
    cases::add_routes(routes, *m_cases);
    devices::add_routes(routes, *m_devices);
    m_preferences->add_routes(routes);
    m_analytics->add_routes(routes);
    m_statistics->add_routes(routes);
    organisations::add_routes(routes);
    intake::add_routes(routes, *g.pool);
    fhir::add_routes(routes, care_fhir::types({ m_cases.get(), m_devices.get(), g.gate.get() }), { g.config.server.public_url, std::string(version()) });

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
            g.leave_test_clock();
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
    m_runner->handle(std::string(retention::run_job), [this](jobs::Job const& j) { return m_retention->run(j); });
    m_runner->schedule({ std::string(retention::run_job), retention::run_every });
    m_runner->handle(std::string(retention::resume_job), [this](jobs::Job const& j) { return m_eraser->resume(j); });
    m_runner->handle(std::string(retention::end_of_use_job), [this](jobs::Job const& j) { return m_eraser->end_of_use(j); });
    m_runner->handle(std::string(retention::lifted_job), [this](jobs::Job const& j) -> Result<jobs::Outcome> {
        auto const fetching = TRY(m_ingest->after_restriction(j)); // of a Member; what follows, of a service user
        TRY(m_reminders->changed(j));
        return fetching;
    });
    m_runner->handle(std::string(rights::erase_job), [this](jobs::Job const& j) { return m_eraser->run(j); });
    m_runner->handle(std::string(connections::announce_job), [this](jobs::Job const& j) { return m_sharing->announce(j); });
    m_runner->handle(std::string(connections::subscribe_job), [this](jobs::Job const& j) { return m_subscriptions->subscribe(j); });
    m_runner->handle(std::string(connections::renew_job), [this](jobs::Job const& j) { return m_subscriptions->renew(j); });
    m_runner->schedule({ std::string(connections::renew_job), std::chrono::hours(1) });
    m_runner->handle(std::string(audit_log::sequence_job), [this](jobs::Job const&) -> Result<jobs::Outcome> {
        (void)TRY(m_log->sequence_all());
        return jobs::Outcome(jobs::Done {});
    });
    m_runner->schedule({ std::string(audit_log::sequence_job), std::chrono::seconds(m_ground->config.audit.sequence_seconds) });
    m_runner->handle(std::string(audit_log::witness_job), [this](jobs::Job const&) -> Result<jobs::Outcome> {
        (void)TRY(m_log->collect_cosignatures(*m_outgoing));
        return jobs::Outcome(jobs::Done {});
    });
    if (!m_ground->config.audit.witness_file.empty()) m_runner->schedule({ std::string(audit_log::witness_job), std::chrono::minutes(1) });
    m_runner->handle(std::string(audit_log::partitions_job), [this](jobs::Job const&) -> Result<jobs::Outcome> {
        TRY(m_ground->tend_audit_partitions());
        return jobs::Outcome(jobs::Done {});
    });
    m_runner->schedule({ std::string(audit_log::partitions_job), std::chrono::hours(24) });
    m_runner->handle("access.sweep_handles", [this](jobs::Job const&) -> Result<jobs::Outcome> {
        (void)TRY(access::sweep_handles(*m_ground->pool, *m_ground->clock));
        return jobs::Outcome(jobs::Done {});
    });
    m_runner->schedule({ "access.sweep_handles", std::chrono::hours(1) });
    m_runner->handle(std::string(calls::sweep_job), [this](jobs::Job const&) { return calls::sweep(*m_ground->pool, *m_blobs); });
    m_runner->schedule({ std::string(calls::sweep_job), std::chrono::minutes(10) });
    m_runner->handle(std::string(members::minors_job), [this](jobs::Job const& j) { return m_minors->run(j); });
    m_runner->schedule({ std::string(members::minors_job), std::chrono::hours(6) });
    m_runner->handle(std::string(preferences::sweep_job), [this](jobs::Job const& j) { return m_preferences->sweep(j); });
    m_runner->schedule({ std::string(preferences::sweep_job), std::chrono::hours(24) });
    m_runner->handle(std::string(analytics::close_job), [this](jobs::Job const& j) { return m_analytics->close_days(j); });
    m_runner->schedule({ std::string(analytics::close_job), std::chrono::hours(1) });
    m_runner->handle(std::string(statistics::gather_job), [this](jobs::Job const& j) { return m_statistics->gather(j); });
    m_runner->schedule({ std::string(statistics::gather_job), std::chrono::hours(6) });
    m_runner->handle(std::string(promises::observe_job), [this](jobs::Job const& j) { return m_watch->run(j); });
    if (auto const minutes = m_ground->config.promises.observe_minutes)
        m_runner->schedule({ std::string(promises::observe_job), std::chrono::minutes(minutes) });
    m_runner->handle(std::string(mail::send_job), [this](jobs::Job const& j) { return m_mailer->send(j); });
    m_runner->handle(std::string(mail::sweep_job), [this](jobs::Job const&) -> Result<jobs::Outcome> {
        (void)TRY(m_mailer->sweep(std::chrono::hours(24 * 30)));
        return jobs::Outcome(jobs::Done {});
    });
    m_runner->schedule({ std::string(mail::sweep_job), std::chrono::hours(24) });
    m_runner->handle(std::string(keys::tend_job), [this](jobs::Job const&) { return tend_keys(); });
    m_runner->schedule({ std::string(keys::tend_job), std::chrono::hours(1) });
    m_runner->handle(std::string(keys::rotate_job), [this](jobs::Job const& j) -> Result<jobs::Outcome> {
        // In rotation already: then it goes on.
        if (auto const v = m_ground->keys->rotate_tenant(TRY(keys::rotation_of(j.payload))); !v.ok() && v.error().code != Code::conflict) return v.error();
        auto tx = TRY(db::Tx::begin(*m_ground->pool));
        (void)TRY(jobs::enqueue(tx, *m_ground->clock, m_ground->rng, { .kind = std::string(keys::tend_job), .unique_key = "schedule" }));
        TRY(tx.commit());
        return jobs::Outcome(jobs::Done {});
    });
    if (!m_ground->config.keys.backup_directory.empty()) {
        m_runner->handle(std::string(keys::backup_job), [this](jobs::Job const&) { return back_up_keys(); });
        m_runner->schedule({ std::string(keys::backup_job), std::chrono::hours(24) });
    }
    m_runner->handle(std::string(accounts::sweep_job), [this](jobs::Job const& j) { return m_accounts->sweep(j); });
    m_runner->schedule({ std::string(accounts::sweep_job), std::chrono::hours(1) });
    m_runner->handle(std::string(accounts::tell_job), [this](jobs::Job const& j) { return m_accounts->tell(j, *m_mailer, *m_mail_templates); });
    m_runner->handle(std::string(sharing::deliver_job), [this](jobs::Job const& j) { return m_sharing->deliver(j); });
}

// Rooms that have data to add up.
std::vector<std::unique_ptr<statistics::Contributor>> App::contributors() const
{
    std::vector<std::unique_ptr<statistics::Contributor>> out;
    out.push_back(timeseries::contributor(*m_ground->gate, *m_ground->pool, m_metrics, [this](std::string_view category) {
        std::vector<statistics::Value> values;
        for (auto const& m : m_catalogue->current()->all())
            for (auto const& collects : m.collects)
                if (collects.category == category) values.push_back({ m.code, m.title });
        values.push_back({ "other", "Another Program" });
        return values;
    }));
    return out;
}

// In slices, so that a server that is to stop need not wait.
Result<jobs::Outcome> App::tend_keys()
{
    auto& g = *m_ground;
    TRY(g.keys->wrap_under_roots());
    auto const progress = TRY(g.keys->rewrap(std::chrono::seconds(5)));
    if (!progress.through) return jobs::Outcome(jobs::Again { g.clock->now(), "{}" });
    TRY(g.keys->retire_tenant_keys(std::chrono::hours(24) * g.config.keys.retire_days));
    return jobs::Outcome(jobs::Done {});
}

Result<jobs::Outcome> App::back_up_keys()
{
    auto& g = *m_ground;
    auto const& c = g.config.keys;
    auto const key = TRY(keys::open_backup_key(c.backup_key_file, true, g.rng));
    TRY(g.keys->back_up(c.backup_directory, key));
    TRY(keys::prune_backups(c.backup_directory, std::chrono::hours(24) * c.backup_days, *g.clock));
    return jobs::Outcome(jobs::Done {});
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
    s.content_security_policy += "; media-src 'self'"; // recordings are heard in the page
    TRY(notices::in_force(*m_ground->gate, *m_ground->pool, *m_ground->policy->get(), "start"));
    m_listener = TRY(db::Listener::start(m_ground->urls.keys_app, { std::string(keys::forget_channel), std::string(reload_channel) }, [this](std::string_view channel, std::string_view payload) {
        if (channel == reload_channel) {
            if (auto const done = reload(); !done.ok()) log::error("reload_refused", { { "detail", done.error().detail.text } });
            return;
        }
        m_ground->keys->notice(payload);
    }));
    // Nobody who was erased is served again, whatever was restored.
    auto const replayed = TRY(m_eraser->replay());
    log::info("erasures_replayed", { { "entries", replayed.entries }, { "erased", replayed.erased }, { "keys", replayed.keys } });
    // There is a checkpoint from the start. A damaged log is noted and keeps nobody from their data.
    if (auto const step = m_log->sequence_all(); !step.ok()) log::error("audit_log_not_signed", { { "detail", step.error().detail.text } });
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

Result<std::shared_ptr<access::Policy const>> App::load_policy() const
{
    auto policy = TRY(access::Policy::load(m_ground->config.policy.directory));
    std::string all;
    for (auto const& f : check_coverage(*policy, m_router->routes()))
        if (!f.warning) all += (all.empty() ? "" : "\n") + f.text();
    if (!all.empty()) return bad_input("The policy was refused; the one in force stays.", all);
    return policy;
}

Result<> App::reload()
{
    std::lock_guard const one_at_a_time(m_reloading);
    auto const& c = m_ground->config;
    auto loaded = load_policy();
    if (!loaded.ok()) {
        TRY(notices::refused(*m_ground->gate, *m_ground->pool, "did_not_check"));
        return loaded.error();
    }
    auto policy = loaded.release();
    // Tables that rooms hold for as long as the server runs.
    auto const before = m_ground->policy->get();
    for (auto const* file : { "metrics.yaml", "care.yaml", "referrals.yaml", "reports.yaml", "critical.yaml" })
        if (before->files().at(file) != policy->files().at(file)) {
            TRY(notices::refused(*m_ground->gate, *m_ground->pool, "needs_a_start"));
            return bad_input(std::string(file) + " has changed, which is taken at the next start of the server. Until then the whole policy stays as it was.");
        }
    auto const at = fs::path(c.policy.directory);
    auto rules = TRY(consent::Rules::load(at, c.region.name));
    auto preferences = TRY(preferences::Catalogue::load(at / "preferences.yaml"));
    auto counting = TRY(analytics::Counting::load(at / "analytics.yaml"));
    TRY(retention::Engine::check(policy->retention(), m_eraser->contracts()));
    TRY(m_catalogue->reload(c.programs.directory, m_metrics, m_overrides));
    TRY(notices::in_force(*m_ground->gate, *m_ground->pool, *policy, "reload"));
    log::info("reloaded", { { "policy", policy->version() } });
    m_ground->policy->set(std::move(policy));
    m_rules->set(std::move(rules));
    m_preferences->follow(std::move(preferences));
    m_analytics->follow(std::move(counting));
    return {};
}

} // namespace wellkept::server
