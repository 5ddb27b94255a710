#include "platform/db/testing.h"
#include "platform/db/embedded_files.h"
#include "platform/log/log.h"
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace wellkept::db::testing {
namespace {

[[noreturn]] void give_up(Error const& e)
{
    log::error("test_database", { { "detail", e.detail.text } });
    std::abort();
}

struct Server {
    std::string directory = temporary_directory();
    std::unique_ptr<Embedded> embedded;

    Server()
    {
        auto started = Embedded::start({ directory + "/db", "/usr/lib/postgresql/15/bin", "postgres",
            { { "fsync", "off" }, { "full_page_writes", "off" }, { "shared_buffers", "32MB" },
                { "max_connections", "60" } } });
        if (!started) give_up(started.error());
        embedded = started.release();
    }
    ~Server()
    {
        embedded.reset();
        std::error_code ignored;
        std::filesystem::remove_all(directory, ignored);
    }
};

} // namespace

std::string temporary_directory()
{
    auto path = (std::filesystem::temp_directory_path() / "wk-XXXXXX").string();
    if (!::mkdtemp(path.data()) || ::chmod(path.c_str(), 0711) != 0) give_up(bug("no temporary directory"));
    return path;
}

Embedded& server()
{
    static Server instance;
    return *instance.embedded;
}

std::string url(std::string_view database, std::string_view role) { return server().url(database, role); }

std::string fresh_database(std::string const& migrations)
{
    static std::atomic<int> count = 0;
    auto const name = "test_" + std::to_string(++count);
    auto const make = [&]() -> Result<> {
        auto const c = TRY(Connection::open(url("postgres", superuser_role)));
        TRY(c->command("create database " + name + " owner " + owner_role + " template template0", "test"));
        if (!migrations.empty()) TRY(migrate(url(name, owner_role), migrations));
        return {};
    };
    if (auto made = make(); !made) give_up(made.error());
    return name;
}

} // namespace wellkept::db::testing
