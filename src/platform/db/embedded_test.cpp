#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace wellkept::db {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char const* directory_variable = "WELLKEPT_TEST_EMBEDDED";

struct Number {
    std::int64_t n {};
};
PlainQuery<Unit> const make_table { "embedded_test/make", "create table if not exists kept (n int8 primary key)" };
PlainQuery<Unit, std::int64_t> const keep { "embedded_test/keep", "insert into kept values ($1)" };
PlainQuery<Number> const count { "embedded_test/count", "select count(*) from kept" };

EmbeddedConfig config_for(std::string const& directory)
{
    return { directory, "/usr/lib/postgresql/15/bin", "postgres", { { "shared_buffers", "32MB" } } };
}

template <typename F> bool becomes(F condition, std::chrono::seconds limit = 60s)
{
    auto const until = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

// One cluster, used by all tests in turn: each starts it and leaves it stopped.
class EmbeddedTest : public ::testing::Test {
protected:
    static std::string& top()
    {
        static std::string path;
        return path;
    }
    static void SetUpTestSuite() { top() = testing::temporary_directory(); }
    static void TearDownTestSuite()
    {
        std::error_code ignored;
        fs::remove_all(top(), ignored);
    }
    static std::string directory() { return top() + "/embedded"; }
    static fs::path data() { return fs::path(directory()) / "data"; }
    static std::unique_ptr<Embedded> start()
    {
        auto e = Embedded::start(config_for(directory()));
        EXPECT_TRUE(e.ok()) << e.error().detail.text;
        return e.ok() ? e.release() : nullptr;
    }
    static Result<std::int64_t> rows(Embedded const& e)
    {
        auto pool = TRY(Pool::create({ e.url("wellkept", "wellkept_owner"), 1 }));
        auto tx = TRY(Tx::begin(*pool));
        return TRY(tx.one(count)).n;
    }
    static Result<> add(Embedded const& e, std::int64_t n)
    {
        auto pool = TRY(Pool::create({ e.url("wellkept", "wellkept_owner"), 1 }));
        auto tx = TRY(Tx::begin(*pool));
        TRY(tx.run(make_table));
        TRY(tx.run(keep, n));
        return tx.commit();
    }
};

// Not a test: the process that the tests below start and kill.
TEST(EmbeddedHelper, DISABLED_start_and_wait)
{
    char const* directory = std::getenv(directory_variable);
    if (!directory) GTEST_SKIP();
    auto e = Embedded::start(config_for(directory));
    if (!e.ok()) std::_Exit(1);
    for (;;) ::pause();
}

TEST_F(EmbeddedTest, starts_stops_and_starts_again_with_its_data)
{
    {
        auto e = start();
        ASSERT_TRUE(e);
        EXPECT_TRUE(e->running());
        EXPECT_TRUE(add(*e, 1).ok());
        EXPECT_EQ(fs::status(directory()).permissions(), fs::perms::owner_all);
        for (auto const* database : { "wellkept", "wellkept_keys" }) {
            for (auto const* role : { "wellkept_owner", "wellkept_app", "wellkept_backup" }) {
                EXPECT_TRUE(Connection::open(e->url(database, role)).ok()) << database << role;
            }
        }
        EXPECT_FALSE(Connection::open(e->url("wellkept", "postgres")).ok());
    }
    EXPECT_TRUE(processes_in(data()).empty());
    auto e = start();
    ASSERT_TRUE(e);
    EXPECT_EQ(rows(*e).value(), 1);
}

TEST_F(EmbeddedTest, the_application_role_owns_nothing_and_cannot_make_tables)
{
    auto e = start();
    ASSERT_TRUE(e);
    auto c = Connection::open(e->url("wellkept", "wellkept_app"));
    ASSERT_TRUE(c.ok());
    EXPECT_FALSE((*c)->command("create table mine (n int8)", "test").ok());
    EXPECT_FALSE((*c)->command("create schema mine", "test").ok());
    EXPECT_FALSE((*c)->command("create role mine", "test").ok());
    EXPECT_FALSE((*c)->command("set role wellkept_owner", "test").ok());
}

TEST_F(EmbeddedTest, two_servers_cannot_share_a_directory)
{
    auto e = start();
    ASSERT_TRUE(e);
    auto const second = Embedded::start(config_for(directory()));
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code, Code::conflict);
    EXPECT_TRUE(rows(*e).ok());
}

TEST_F(EmbeddedTest, a_killed_server_leaves_no_postgres_and_the_next_takes_over)
{
    for (int round = 0; round < 2; ++round) {
        auto const own = fs::read_symlink("/proc/self/exe").string();
        pid_t const helper = ::fork();
        ASSERT_GE(helper, 0);
        if (helper == 0) {
            ::setenv(directory_variable, directory().c_str(), 1);
            ::execl(own.c_str(), own.c_str(), "--gtest_also_run_disabled_tests", "--gtest_filter=EmbeddedHelper.*",
                nullptr);
            std::_Exit(2);
        }
        // ready when our own server could not have the directory and a postmaster answers
        auto const layout_url = "postgresql://wellkept_owner@" + [] {
            std::string host;
            for (char const c : directory() + "/socket") host += c == '/' ? std::string("%2F") : std::string(1, c);
            return host;
        }() + "/wellkept";
        ASSERT_TRUE(becomes([&] { return Connection::open(layout_url).ok(); }));
        EXPECT_FALSE(processes_in(data()).empty());
        ::kill(helper, SIGKILL);
        int status = 0;
        ::waitpid(helper, &status, 0);
        // the second round does not wait: the next server meets the postmaster on its way down
        if (round == 0) {
            EXPECT_TRUE(becomes([] { return processes_in(data()).empty(); }));
        }
        auto e = start();
        ASSERT_TRUE(e);
        EXPECT_TRUE(rows(*e).ok());
    }
}

TEST_F(EmbeddedTest, a_postmaster_that_dies_is_started_again)
{
    auto e = start();
    ASSERT_TRUE(e);
    auto const before = rows(*e).value();
    pid_t postmaster = 0;
    std::ifstream(data() / "postmaster.pid") >> postmaster;
    ASSERT_GT(postmaster, 1);
    ::kill(postmaster, SIGKILL);
    EXPECT_TRUE(becomes([&] { return !e->running(); }));
    EXPECT_TRUE(becomes([&] { return e->running(); }));
    EXPECT_EQ(rows(*e).value(), before);
}

TEST_F(EmbeddedTest, a_stale_pid_file_is_no_obstacle)
{
    {
        auto e = start();
        ASSERT_TRUE(e);
    }
    std::ofstream(data() / "postmaster.pid") << ::getppid() << "\n"
                                             << data().string() << "\n1\n5432\n\n\n"; // a reused process id
    EXPECT_TRUE(start());
}

TEST_F(EmbeddedTest, a_long_path_gets_its_socket_elsewhere)
{
    auto const deep = top() + "/" + std::string(100, 'd') + "/embedded";
    fs::create_directories(fs::path(deep).parent_path());
    std::string socket;
    for (int round = 0; round < 2; ++round) {
        auto config = config_for(deep);
        config.settings.emplace_back("fsync", "off");
        auto e = Embedded::start(config);
        ASSERT_TRUE(e.ok()) << e.error().detail.text;
        EXPECT_TRUE(Connection::open((*e)->url("wellkept", "wellkept_app")).ok());
        std::string now;
        std::getline(std::ifstream(deep + "/socket_path"), now);
        EXPECT_EQ(fs::status(now).permissions(), fs::perms::owner_all);
        EXPECT_TRUE(round == 0 || now == socket);
        socket = now;
    }
    fs::remove_all(socket);
}

TEST_F(EmbeddedTest, what_it_cannot_use_is_refused_with_a_reason)
{
    auto config = config_for(directory());
    config.bin_directory = "/nowhere";
    auto e = Embedded::start(config);
    ASSERT_FALSE(e.ok());
    EXPECT_EQ(e.error().code, Code::unavailable);
    EXPECT_THAT(e.error().detail.text, HasSubstr("cannot be run"));

    auto const used = top() + "/used";
    fs::create_directories(used + "/data");
    std::ofstream(used + "/data/letter") << "mine";
    EXPECT_FALSE(Embedded::start(config_for(used)).ok());
    EXPECT_TRUE(fs::exists(used + "/data/letter"));

    config = config_for(directory());
    config.settings.emplace_back("no_such_setting", "1");
    EXPECT_FALSE(Embedded::start(config).ok());
}

TEST_F(EmbeddedTest, values_stay_out_of_postgresqls_log)
{
    {
        auto e = start();
        ASSERT_TRUE(e);
        auto pool = Pool::create({ e->url("wellkept", "wellkept_owner"), 1, {}, 20 });
        ASSERT_TRUE(pool.ok());
        PlainQuery<Number, std::string> const cast { "embedded_test/cast", "select $1::int8" };
        PlainQuery<Number, std::string> const slow { "embedded_test/slow", "select length($1)::int8 from pg_sleep(5)" };
        for (auto const* q : { &cast, &slow }) {
            auto tx = Tx::begin(**pool);
            ASSERT_TRUE(tx.ok());
            EXPECT_FALSE(tx->rows(*q, "Beeblebrox").ok());
        }
        EXPECT_FALSE(add(*e, 1).ok()); // a duplicate key
        auto c = Connection::open(e->url("wellkept", "wellkept_owner"));
        ASSERT_TRUE(c.ok());
        EXPECT_FALSE((*c)->command("select 'Beeblebrox'::int8", "test").ok());
    }
    std::ostringstream all;
    for (auto const& f : fs::directory_iterator(directory() + "/log")) all << std::ifstream(f.path()).rdbuf();
    all << std::ifstream(directory() + "/start.log").rdbuf();
    EXPECT_THAT(all.str(), HasSubstr("ready to accept connections"));
    EXPECT_THAT(all.str(), Not(HasSubstr("Beeblebrox")));
    EXPECT_THAT(all.str(), Not(HasSubstr("(n)=(1)")));
}

} // namespace
} // namespace wellkept::db
