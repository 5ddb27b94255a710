#include "server/store_open.h"
#include "access/tenants.h"
#include "keep/audit_log/audit_log.h"
#include "platform/json/json.h"
#include "platform/log/log.h"
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/stat.h>

namespace wellkept::server {
BOOST_DESCRIBE_STRUCT(Urls, (), (owner, app, keys_owner, keys_app))

namespace {

namespace fs = std::filesystem;

struct Made {
    std::int32_t n;
};
db::PlainQuery<Made, std::chrono::sys_days, std::int32_t> const make_partitions { "server/make_audit_partitions",
    "SELECT access.make_audit_partitions($1::date, $2)" };

// A running server leaves its socket's URLs here, so that commands beside it can find them. No secret in it.
fs::path urls_file(config::Config const& c) { return fs::path(c.data.directory) / "urls.json"; }

fs::path test_clock_file(config::Config const& c) { return fs::path(c.data.directory) / "test-clock"; }

Result<Urls> read_urls(config::Config const& c)
{
    std::ifstream in(urls_file(c));
    std::stringstream text;
    text << in.rdbuf();
    auto urls = json::decode_text<Urls>(text.str());
    if (!urls.ok()) return unavailable("The server holds the database, but its address is unknown. Is it still starting?", "urls.json");
    return urls;
}

Result<> write_urls(config::Config const& c, Urls const& urls)
{
    auto const file = urls_file(c);
    std::ofstream out(file, std::ios::trunc);
    out << json::encode_text(urls);
    out.close();
    if (!out || ::chmod(file.c_str(), 0600) != 0) return bug("cannot write urls.json");
    return {};
}

// Audit partitions are the owner's work: the server's own role owns nothing.
Result<> make_audit_partitions(db::Pool& owner, Clock const& clock)
{
    auto tx = TRY(db::Tx::begin(owner));
    (void)TRY(tx.rows(make_partitions, std::chrono::floor<std::chrono::days>(clock.now()), 24));
    return tx.commit();
}

// New keys beside data whose keys are lost would hide the loss, and stand in the way of a backup.
Result<> refuse_lost_keystore(Ground& g)
{
    if (TRY(g.keys->status()).tenant_keys > 0) return {};
    auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
    if (!TRY(access::has_tenants(tx))) return {};
    return Error { Code::conflict,
        PublicText("The keystore is empty, and there are data whose keys it held. Restore it: `wellkept keys restore FILE`."),
        Detail("wellkept_keys") };
}

} // namespace

void Ground::leave_test_clock() const
{
    if (test_clock) std::ofstream(test_clock_file(config), std::ios::trunc) << (test_clock->now() - SystemClock {}.now()).count();
}

std::string share_directory()
{
    auto const* set = std::getenv("WELLKEPT_SHARE");
    return set && *set ? set : WELLKEPT_SHARE;
}

Ground::~Ground()
{
    // Everything that holds a connection ends before the cluster does.
    gate.reset();
    ledger.reset();
    keys.reset();
    pool.reset();
    keys_pool.reset();
    embedded.reset();
}

Result<std::unique_ptr<Ground>> Ground::open(config::Config const& config, As as)
{
    std::unique_ptr<Ground> g(new Ground);
    g->config = config;
    if (config.test.clock) {
        auto clock = std::make_unique<TestClock>();
        g->test_clock = clock.get();
        g->clock = std::move(clock);
    } else g->clock = std::make_unique<SystemClock>();

    std::error_code ec;
    if (g->test_clock && as == As::command) {
        std::int64_t ahead = 0;
        if (std::ifstream in(test_clock_file(config)); in >> ahead) g->test_clock->advance(Duration(ahead));
    } else if (g->test_clock) fs::remove(test_clock_file(config), ec);
    fs::create_directories(config.data.directory, ec);
    if (ec) return unavailable("The data directory cannot be made.", ec.message());
    bool attached = false;
    if (config.database.url.empty()) {
        auto started = db::Embedded::start({ .directory = (fs::path(config.data.directory) / "pg").string() });
        if (!started.ok() && started.error().code == Code::conflict && as == As::command) {
            g->urls = TRY(read_urls(config));
            attached = true;
        } else {
            g->embedded = TRY(std::move(started));
            auto const& e = *g->embedded;
            g->urls = { e.url("wellkept", "wellkept_owner"), e.url("wellkept", "wellkept_app"), e.url("wellkept_keys", "wellkept_owner"), e.url("wellkept_keys", "wellkept_app") };
            TRY(write_urls(config, g->urls));
        }
    } else {
        g->urls = { config.database.owner_url, config.database.url, config.database.keys_url, config.database.keys_url };
        attached = as == As::command;
    }
    if (!attached) {
        auto const schema = fs::path(share_directory()) / "schema";
        for (auto const& [url, directory] : { std::pair(g->urls.owner, schema), std::pair(g->urls.keys_owner, schema / "keys") })
            (void)TRY(db::migrate(url, directory.string()));
        auto const owner = TRY(db::Pool::create({ .url = g->urls.owner, .connections = 1 }));
        TRY(make_audit_partitions(*owner, *g->clock));
    }
    // A worker or a job may hold two: its own transaction and, within it, a look at a Client's credentials.
    int const needed = 2 * (config.server.workers + config.jobs.threads) + 4;
    g->pool = TRY(db::Pool::create({ .url = g->urls.app, .connections = as == As::server ? std::max(config.database.pool_connections, needed) : 2 }));
    g->keys_pool = TRY(db::Pool::create({ .url = g->urls.keys_app, .connections = as == As::server ? 8 : 2 }));
    auto roots = TRY(keys::Roots::open({ config.keys.root_key_file, config.keys.kms_command, config.keys.kms_seconds_max },
        *g->keys_pool, as == As::server, g->rng));
    g->keys = std::make_unique<keys::KeyStore>(std::move(roots), *g->keys_pool, *g->clock, g->rng,
        keys::CacheConfig { .life = std::chrono::seconds(config.limits.key_cache_seconds_max) });
    if (as == As::server) TRY(refuse_lost_keystore(*g));
    g->ledger = std::make_unique<keys::ErasureLedger>(*g->keys_pool, *g->keys);
    auto const receipt_file = (fs::path(config.keys.root_key_file).parent_path() / "receipt.pem").string();
    auto receipt_key = crypto::SigningKey::load(receipt_file);
    if (!receipt_key.ok() && receipt_key.error().code == Code::not_found && as == As::server) {
        auto fresh = TRY(crypto::SigningKey::generate(g->rng));
        TRY(fresh.save(receipt_file));
        receipt_key = std::move(fresh);
    }
    if (receipt_key.ok()) g->receipt_key = std::make_unique<crypto::SigningKey>(receipt_key.release());
    else if (as == As::server) return receipt_key.release_error();
    g->policy = std::make_unique<access::PolicyHolder>(TRY(access::Policy::load(config.policy.directory)));
    g->gate = std::make_unique<access::Gate>(*g->policy, *g->keys, *g->clock, g->rng, config.region.name);
    return g;
}

Result<> Ground::tend_audit_partitions()
{
    auto const owner = TRY(db::Pool::create({ .url = urls.owner, .connections = 1 }));
    TRY(make_audit_partitions(*owner, *clock));
    auto const retired = TRY(audit_log::retire_partitions(*owner, TRY(audit_log::retention_period(config.policy.directory)), *clock));
    if (retired == 0) return {};
    log::info("audit_partitions_retired", { { "count", std::int64_t(retired) } });
    access::Visit visit { .actor = access::Actor::system("audit_retention"), .purpose = "accountability", .request = RequestId::fresh(*clock, rng) };
    gate->record(visit, "audit.retire", {});
    auto tx = TRY(db::Tx::begin(*pool));
    TRY(access::append_audit(tx, visit.rows));
    return tx.commit();
}

} // namespace wellkept::server
