#include "platform/db/db.h"
#include "platform/db/embedded_files.h"
#include "platform/db/supervisor.h"
#include "platform/log/log.h"
#include <algorithm>
#include <csignal>
#include <libpq-fe.h>
#include <unistd.h>

namespace wellkept::db {
namespace {

struct Found {
    bool yes {};
};
PlainQuery<Found, std::string> const role_exists { "db/role_exists",
    "select exists (select from pg_roles where rolname = $1)" };
PlainQuery<Found, std::string> const database_exists { "db/database_exists",
    "select exists (select from pg_database where datname = $1)" };

std::string socket_url(std::filesystem::path const& socket, std::string_view database, std::string_view role)
{
    std::string host;
    for (char const c : socket.string()) host += c == '/' ? std::string("%2F") : std::string(1, c);
    return "postgresql://" + std::string(role) + "@" + host + ":5432/" + std::string(database);
}

Result<bool> exists(Connection& c, PlainQuery<Found, std::string> const& q, std::string const& name)
{
    auto const set = TRY(c.execute(q, Parameters<1>(name).view()));
    return TRY(detail::read_rows<Found>(set, q.name)).front().yes;
}

// Roles and databases, whichever are missing. Fixed names of our own: nothing to escape.
Result<> provision(std::string const& url)
{
    auto const c = TRY(Connection::open(url));
    std::pair<char const*, std::string> const roles[] = {
        { owner_role, "login" },
        { app_role, "login" },
        { backup_role, "login bypassrls in role pg_read_all_data" },
    };
    for (auto const& [name, options] : roles) {
        if (TRY(exists(*c, role_exists, name))) continue;
        TRY(c->command("create role " + std::string(name) + " " + options, "provision"));
    }
    for (std::string const name : databases) {
        if (!TRY(exists(*c, database_exists, name))) {
            TRY(c->command("create database " + name + " owner " + owner_role + " template template0", "provision"));
        }
        TRY(c->command("revoke all on database " + name + " from public", "provision"));
        TRY(c->command("grant connect on database " + name + " to " + app_role + ", " + backup_role, "provision"));
    }
    return {};
}

} // namespace

struct Embedded::State {
    Layout layout;
    int lock = -1;
    std::unique_ptr<Supervisor> supervisor;

    ~State()
    {
        supervisor.reset();
        if (lock < 0) return; // another server's directory: what runs there is not ours to wait for
        // The log's process outlives the postmaster by a moment.
        for (int i = 0; i < 400 && !processes_in(layout.data).empty(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        ::close(lock);
    }
};

Embedded::Embedded(std::unique_ptr<State> s)
    : m_state(std::move(s))
{
}
Embedded::~Embedded() = default;

Result<std::unique_ptr<Embedded>> Embedded::start(EmbeddedConfig config)
{
    auto const started = std::chrono::steady_clock::now();
    auto const account = TRY(database_account(config.system_user));
    auto state = std::make_unique<State>();
    state->layout = TRY(prepare_layout(config.directory, account));
    auto const& layout = state->layout;
    state->lock = TRY(lock_directory(layout));
    TRY(take_over(layout));
    bool const sync = std::ranges::find(config.settings, std::pair<std::string, std::string>("fsync", "off"))
        == config.settings.end();
    TRY(run_initdb(layout, account, config.bin_directory, sync));
    TRY(write_configuration(layout, account, config.settings));

    auto const url = socket_url(layout.socket, "postgres", superuser_role);
    ChildProcess postgres { { config.bin_directory + "/postgres", "-D", layout.data.string() }, layout.data.string(),
        layout.output.string(), SIGINT };
    state->supervisor = std::make_unique<Supervisor>(std::move(postgres), account,
        [ping = url + "?connect_timeout=2"] { return ::PQping(ping.c_str()) == PQPING_OK; });
    auto ready = state->supervisor->wait_until_ready(std::chrono::minutes(5)); // recovery after a crash takes its time
    if (!ready) return std::move(ready).context("embedded database: " + last_output(layout)).release_error();
    TRY(provision(url));
    auto const ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started).count();
    log::info("postgres_ready", { { "ms", static_cast<std::int64_t>(ms) } });
    return std::unique_ptr<Embedded>(new Embedded(std::move(state)));
}

std::string Embedded::url(std::string_view database, std::string_view role) const
{
    return socket_url(m_state->layout.socket, database, role);
}

bool Embedded::running() const { return m_state->supervisor->running(); }

} // namespace wellkept::db
