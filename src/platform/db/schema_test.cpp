#include "platform/db/testing.h"
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mutex>
#include <set>
#include <thread>

namespace wellkept::db {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Names = std::vector<std::string>;

class Migrate : public ::testing::Test {
protected:
    std::string directory = testing::temporary_directory();
    std::string url = testing::url(testing::fresh_database(), "wellkept_owner");

    ~Migrate() override { fs::remove_all(directory); }
    void put(std::string const& name, std::string const& sql) const { std::ofstream(directory + "/" + name) << sql; }
    std::string refusal() const
    {
        auto const r = migrate(url, directory);
        EXPECT_FALSE(r.ok());
        return r.ok() ? "" : r.error().detail.text;
    }
};

TEST_F(Migrate, applies_each_file_once_and_in_order)
{
    put("0002_more.sql", "alter table a add column word text; comment on column a.word is 'category=operational';");
    put("0001_first.sql", "create table a (n int8 primary key);");
    put("notes.txt", "not sql");
    EXPECT_EQ(migrate(url, directory).value(), (Names { "0001_first.sql", "0002_more.sql" }));
    EXPECT_EQ(migrate(url, directory).value(), Names {});
    put("0003_third.sql", "create table b (n int8)");
    EXPECT_EQ(migrate(url, directory).value(), Names { "0003_third.sql" });
}

TEST_F(Migrate, a_failing_file_leaves_nothing_behind)
{
    put("0001_first.sql", "create table a (n int8)");
    put("0002_broken.sql", "create table half (n int8); create table a (n int8);");
    EXPECT_THAT(refusal(), HasSubstr("0002_broken.sql: SQLSTATE 42P07"));
    put("0002_broken.sql", "create table half (n int8);");
    EXPECT_EQ(migrate(url, directory).value(), Names { "0002_broken.sql" });
}

TEST_F(Migrate, changed_missing_late_double_and_unreadable_files_are_refused)
{
    put("0002_b.sql", "create table b (n int8)");
    ASSERT_TRUE(migrate(url, directory).ok());
    put("0002_b.sql", "create table b (n int4)");
    EXPECT_THAT(refusal(), HasSubstr("0002_b.sql was changed"));
    put("0002_b.sql", "create table b (n int8)");
    put("0001_a.sql", "create table a (n int8)");
    EXPECT_THAT(refusal(), HasSubstr("0001_a.sql sorts before"));
    fs::remove(directory + "/0001_a.sql");
    put("0002_c.sql", "create table c (n int8)");
    EXPECT_THAT(refusal(), HasSubstr("number 0002"));
    fs::remove(directory + "/0002_c.sql");
    fs::remove(directory + "/0002_b.sql");
    EXPECT_THAT(refusal(), HasSubstr("not among the files"));
    EXPECT_FALSE(migrate(url, directory + "/nowhere").ok());
}

TEST_F(Migrate, a_file_that_commits_by_itself_is_refused)
{
    put("0001_a.sql", "create table a (n int8); commit;");
    EXPECT_THAT(refusal(), HasSubstr("must not commit"));
}

TEST_F(Migrate, two_servers_at_once_apply_each_file_once)
{
    for (int i = 1; i <= 5; ++i)
        put("000" + std::to_string(i) + "_t.sql", "create table t" + std::to_string(i) + " (n int8)");
    std::vector<std::size_t> applied(4, 99);
    {
        std::vector<std::jthread> all;
        for (auto& n : applied) {
            all.emplace_back([&] {
                auto const r = migrate(url, directory);
                if (r.ok()) n = r.value().size();
            });
        }
    }
    EXPECT_THAT(applied, ::testing::UnorderedElementsAre(0, 0, 0, 5));
}

struct One {
    std::int64_t n {};
};

TEST(CheckQueries, names_every_mismatch)
{
    auto const url = testing::url(testing::fresh_database(), "wellkept_owner");
    auto const c = Connection::open(url);
    ASSERT_TRUE(c.ok());
    ASSERT_TRUE((*c)->command("create table thing (n int8, word text)", "test").ok());
    PlainQuery<One, std::int64_t> const good { "check/good", "select n from thing where n = $1" };
    PersonalQuery<One> const misspelt { "check/misspelt", "select nn from thing" };
    PlainQuery<One> const type { "check/type", "select word from thing" };
    PlainQuery<One, std::int64_t> const unused { "check/unused", "select n from thing" };
    PlainCopy<One> const copy { "check/copy", "thing", "word" };
    PlainCopy<One> const good_copy { "check/good_copy", "thing", "n" };
    PlainQuery<Unit, std::string> const nothing { "check/void", "select pg_notify('x', $1)" };
    PlainQuery<One> const twice { "check/good", "select 1::int8" };
    std::set<std::string> mine;
    auto const lines = check_queries(url);
    ASSERT_TRUE(lines.ok());
    for (auto const& line : lines.value()) {
        if (line.starts_with("check/")) mine.insert(line.substr(0, line.find(' ')));
    }
    EXPECT_THAT(mine, ElementsAre("check/copy", "check/good", "check/misspelt", "check/type", "check/unused"));
}

TEST(Registry, a_query_leaves_with_its_end)
{
    auto const known = [] {
        for (auto const& q : registered_queries()) {
            if (q.name == "registry/short" && q.personal && q.shape.parameter_count == 2 && q.shape.column_count == 1)
                return true;
        }
        return false;
    };
    {
        PersonalQuery<One, SubjectId, std::string> const q { "registry/short",
            "select 1::int8 where $1 = $1 and $2 = $2" };
        EXPECT_TRUE(known());
    }
    EXPECT_FALSE(known());
}

class Heard {
public:
    void note(std::string_view channel, std::string_view payload)
    {
        std::lock_guard const lock(m_mutex);
        m_all.push_back(std::string(channel) + ":" + std::string(payload));
        m_more.notify_all();
    }
    bool has(std::string const& s)
    {
        std::unique_lock lock(m_mutex);
        return m_more.wait_for(lock, 60s, [&] { return std::ranges::find(m_all, s) != m_all.end(); });
    }
    std::size_t count(std::string const& s)
    {
        std::lock_guard const lock(m_mutex);
        return static_cast<std::size_t>(std::ranges::count(m_all, s));
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_more;
    std::vector<std::string> m_all;
};

TEST(Listener, hears_what_was_committed_and_survives_its_connection)
{
    auto const url = testing::url(testing::fresh_database(), "wellkept_owner");
    Heard heard;
    auto listener = Listener::start(url, { "news", "Odd \"name\"" }, [&](auto c, auto p) { heard.note(c, p); });
    ASSERT_TRUE(listener.ok());
    auto pool = Pool::create({ url, 1 });
    ASSERT_TRUE(pool.ok());
    auto const send = [&](std::string const& payload, bool commit) {
        auto tx = Tx::begin(**pool);
        ASSERT_TRUE(tx.ok());
        PlainQuery<One> const touch { "listener/touch", "select 1::int8" };
        ASSERT_TRUE(tx->rows(touch).ok());
        tx->notify_after_commit("news", payload);
        tx->notify_after_commit("news", payload);
        if (!commit) return;
        ASSERT_TRUE(tx->commit().ok());
    };
    send("rolled back", false);
    send("first", true);
    EXPECT_TRUE(heard.has("news:first"));
    EXPECT_EQ(heard.count("news:first"), 1u);
    EXPECT_EQ(heard.count("news:rolled back"), 0u);

    // nothing was begun: the notification still goes out; one that cannot be sent does not undo the commit
    {
        auto tx = Tx::begin(**pool);
        tx->notify_after_commit("Odd \"name\"", "x");
        EXPECT_TRUE(tx->commit().ok());
        EXPECT_TRUE(heard.has("Odd \"name\":x"));
    }
    send(std::string(9'000, 'x'), true);

    auto const killer = Connection::open(testing::url("postgres", "wellkept_root"));
    ASSERT_TRUE(killer.ok());
    ASSERT_TRUE(
        (*killer)
            ->command(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'wellkept-listen'",
                "test")
            .ok());
    EXPECT_TRUE(heard.has("news:")); // back again, and something may have been missed
    send("second", true);
    EXPECT_TRUE(heard.has("news:second"));
}

TEST(Listener, without_a_server_it_does_not_start)
{
    EXPECT_FALSE(Listener::start("postgresql://nobody@%2Fno%2Fsuch%2Fplace/x", { "a" }, [](auto, auto) {}).ok());
}

} // namespace
} // namespace wellkept::db
