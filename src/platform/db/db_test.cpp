#include "platform/db/testing.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <thread>

namespace wellkept::access {
class PassIssuer { // stands in for the real one, which only access has
public:
    static db::PersonalPass issue() { return {}; }
};
}

namespace wellkept::db {
namespace {

using namespace std::chrono_literals;
using testing::fresh_database;
using ::testing::HasSubstr;
using ::testing::Not;

struct Everything {
    bool yes {};
    std::int16_t small {};
    std::int32_t medium {};
    std::int64_t large {};
    double real {};
    std::string text;
    Bytes bytes;
    Uuid uuid;
    SubjectId subject;
    Instant at;
    std::chrono::sys_days day;
    bool operator==(Everything const&) const = default;
};
struct Optionals {
    std::optional<std::string> text;
    std::optional<std::int64_t> number;
    std::optional<Instant> at;
    std::optional<SubjectId> subject;
    std::optional<std::vector<std::string>> list;
    bool operator==(Optionals const&) const = default;
};
struct Arrays {
    std::vector<bool> flags;
    std::vector<std::int64_t> numbers;
    std::vector<double> reals;
    std::vector<std::string> texts;
    std::vector<Bytes> blobs;
    std::vector<SubjectId> subjects;
    std::vector<Instant> times;
    bool operator==(Arrays const&) const = default;
};
struct Number {
    std::int64_t n {};
};
struct Word {
    std::string word;
};
struct Pair {
    std::int64_t id {};
    std::string word;
};

class Db : public ::testing::Test {
protected:
    void SetUp() override
    {
        PoolConfig config { testing::url(database(), "wellkept_owner"), 2 };
        auto made = Pool::create(config);
        ASSERT_TRUE(made.ok());
        pool = made.release();
        execute("drop table if exists pair; create table pair (id int8 primary key, word text not null)");
    }
    static std::string const& database()
    {
        static std::string const name = fresh_database();
        return name;
    }
    void execute(std::string const& sql)
    {
        auto lease = pool->lease();
        ASSERT_TRUE(lease.ok()) << lease.error().detail.text;
        auto done = lease->connection().command(sql, "test");
        ASSERT_TRUE(done.ok()) << done.error().detail.text;
    }
    Tx begin(Tx::Mode mode = Tx::Mode::read_write)
    {
        auto tx = Tx::begin(*pool, mode);
        EXPECT_TRUE(tx.ok()) << tx.error().detail.text;
        return tx.release();
    }
    std::int64_t count()
    {
        PlainQuery<Number> const q { "test/count", "select count(*) from pair" };
        auto tx = begin();
        auto r = tx.one(q);
        EXPECT_TRUE(r.ok());
        return r.ok() ? r->n : -1;
    }
    std::unique_ptr<Pool> pool;
};

PlainQuery<Unit, std::int64_t, std::string> const add_pair { "test/add_pair",
    "insert into pair (id, word) values ($1, $2)" };

#define EXPECT_OK(expr)                                                                                                \
    ({                                                                                                                 \
        auto expect_ok_ = (expr);                                                                                      \
        EXPECT_TRUE(expect_ok_.ok()) << expect_ok_.error().detail.text;                                                \
        if (!expect_ok_.ok()) throw std::runtime_error("see above");                                                   \
        expect_ok_.release();                                                                                          \
    })

TEST_F(Db, every_type_comes_back_as_it_went)
{
    using E = Everything;
    PlainQuery<E, bool, std::int16_t, std::int32_t, std::int64_t, double, std::string, Bytes, Uuid, SubjectId, Instant,
        std::chrono::sys_days> const q { "test/everything", "select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11" };
    auto const nan_free = [](auto v) { return std::numeric_limits<decltype(v)>::lowest(); };
    SeededRng rng(1);
    E const cases[] = {
        { true, 1, 2, 3, 0.1, "gr\u00fc\u00df\u20ac", { std::string("\0\xff\x01", 3) }, Uuid::v4(rng),
            { Uuid::v4(rng) }, Instant(1us), std::chrono::sys_days(std::chrono::days(20'000)) },
        { false, nan_free(std::int16_t {}), nan_free(std::int32_t {}), nan_free(std::int64_t {}), nan_free(double {}),
            "", {}, {}, {}, Instant(-1us), std::chrono::sys_days(std::chrono::days(-1)) },
        { true, 32767, 2147483647, 9223372036854775807, 5e-324, std::string(100'000, 'x'),
            { std::string(100'000, '\0') }, {}, {}, Instant(Codec<Instant>::epoch_us * 1us),
            std::chrono::sys_days(std::chrono::days(10'957)) },
    };
    auto tx = begin();
    for (auto const& e : cases) {
        auto const back = EXPECT_OK(
            tx.one(q, e.yes, e.small, e.medium, e.large, e.real, e.text, e.bytes, e.uuid, e.subject, e.at, e.day));
        EXPECT_EQ(back, e);
    }
    // ... and PostgreSQL reads the same in them
    PlainQuery<Word, Instant, std::chrono::sys_days, double, Uuid> const seen { "test/seen",
        "select $1::text || '|' || $2::text || '|' || $3::text || '|' || $4::text" };
    auto const u = *Uuid::parse("0190a0b0-1234-7abc-8def-0123456789ab");
    auto const text = EXPECT_OK(
        tx.one(seen, *parse_rfc3339("2026-11-22T04:17:00.123Z"), std::chrono::sys_days(2024y / 2 / 29), -1.5, u));
    EXPECT_EQ(text.word, "2026-11-22 04:17:00.123+00|2024-02-29|-1.5|" + u.text());
}

TEST_F(Db, nulls_and_arrays)
{
    PlainQuery<Optionals, std::optional<std::string>, std::optional<std::int64_t>, std::optional<Instant>,
        std::optional<SubjectId>, std::optional<std::vector<std::string>>> const o { "test/optionals",
        "select $1, $2, $3, $4, $5" };
    SeededRng rng(2);
    auto tx = begin();
    Optionals const none {};
    Optionals const all { "", 0, Instant(5s), SubjectId { Uuid::v4(rng) }, std::vector<std::string> { "a", "" } };
    for (auto const& v : { none, all }) EXPECT_EQ(EXPECT_OK(tx.one(o, v.text, v.number, v.at, v.subject, v.list)), v);

    PlainQuery<Arrays, std::vector<bool>, std::vector<std::int64_t>, std::vector<double>, std::vector<std::string>,
        std::vector<Bytes>, std::vector<SubjectId>, std::vector<Instant>> const a { "test/arrays",
        "select $1, $2, $3, $4, $5, $6, $7" };
    Arrays const empty {};
    Arrays const full { { true, false }, { -1, 1 }, { 0.5 }, { "a,\"}{", "", "NULL" }, { { "\1" }, {} },
        { { Uuid::v4(rng) } }, { Instant(7us) } };
    for (auto const& v : { empty, full }) {
        EXPECT_EQ(EXPECT_OK(tx.one(a, v.flags, v.numbers, v.reals, v.texts, v.blobs, v.subjects, v.times)), v);
    }
}

TEST_F(Db, what_a_type_cannot_hold_is_a_bug_and_names_the_query)
{
    struct Case {
        char const *name, *sql;
    };
    for (auto const& [name, sql] :
        { Case { "test/null", "select null::int8" }, { "test/type", "select 'secret'::text" },
            { "test/int4", "select 1::int4" }, { "test/none", "select 1::int8 where false and 1 / 0 = 1 limit 'x'" },
            { "test/columns", "select 1::int8, 2::int8" }, { "test/parameters", "select $1::int8" } }) {
        PlainQuery<Number> const q { name, sql };
        auto tx = begin();
        auto const r = tx.rows(q);
        ASSERT_FALSE(r.ok()) << name;
        EXPECT_EQ(r.error().code, Code::bug);
        EXPECT_THAT(r.error().detail.text, HasSubstr(name));
        EXPECT_THAT(r.error().detail.text, Not(HasSubstr("secret")));
        EXPECT_FALSE(tx.commit().ok());
    }
    for (char const* sql :
        { "select 'infinity'::timestamptz", "select '-infinity'::timestamptz", "select '294246-12-31'::timestamptz" }) {
        struct When {
            Instant at;
        };
        PlainQuery<When> const q { "test/infinity", sql };
        EXPECT_EQ(begin().rows(q).ok(), sql[8] == '2') << sql;
        pool = EXPECT_OK(Pool::create(pool->config())); // the name is taken on this connection
    }
    PlainQuery<Arrays> const two { "test/two_dimensions",
        "select '{{t},{f}}'::bool[], '{}'::int8[], '{}'::float8[], '{}'::text[], '{}'::bytea[], '{}'::uuid[], "
        "'{}'::timestamptz[]" };
    EXPECT_FALSE(begin().rows(two).ok());
    PlainQuery<Arrays> const null { "test/null_element",
        "select '{t,null}'::bool[], '{}'::int8[], '{}'::float8[], '{}'::text[], '{}'::bytea[], '{}'::uuid[], "
        "'{}'::timestamptz[]" };
    EXPECT_FALSE(begin().rows(null).ok());
}

TEST_F(Db, one_name_is_one_query)
{
    PlainQuery<Number> const first { "test/same", "select 1::int8" };
    PlainQuery<Number> const second { "test/same", "select 2::int8" };
    auto tx = begin();
    EXPECT_TRUE(tx.rows(first).ok());
    EXPECT_EQ(tx.rows(second).error().code, Code::bug);
}

TEST_F(Db, commit_keeps_and_destruction_rolls_back)
{
    int hooks = 0;
    {
        auto tx = begin();
        tx.after_commit([&] { ++hooks; });
        EXPECT_EQ(EXPECT_OK(tx.run(add_pair, 1, "kept")), 1);
        EXPECT_OK(tx.commit());
        EXPECT_EQ(hooks, 1);
        EXPECT_EQ(tx.commit().error().code, Code::bug);
        EXPECT_EQ(tx.run(add_pair, 9, "late").error().code, Code::bug);
    }
    {
        auto tx = begin();
        tx.after_commit([&] { ++hooks; });
        EXPECT_OK(tx.run(add_pair, 2, "gone"));
    }
    EXPECT_EQ(hooks, 1);
    EXPECT_EQ(count(), 1);
    EXPECT_OK(begin().commit()); // nothing was done: nothing is sent
}

TEST_F(Db, conflict_spoils_the_transaction_and_the_connection_is_clean_again)
{
    std::string const secret = "Zaphod";
    {
        auto tx = begin();
        EXPECT_OK(tx.run(add_pair, 1, secret));
        auto const again = tx.run(add_pair, 1, secret);
        ASSERT_FALSE(again.ok());
        EXPECT_EQ(again.error().code, Code::conflict);
        EXPECT_THAT(again.error().detail.text, HasSubstr("test/add_pair: SQLSTATE 23505 constraint pair_pkey"));
        EXPECT_THAT(again.error().detail.text, Not(HasSubstr(secret)));
        EXPECT_EQ(tx.run(add_pair, 2, "x").error().code, Code::bug);
        EXPECT_FALSE(tx.commit().ok());
    }
    for (int i = 0; i < 4; ++i) EXPECT_EQ(count(), 0);
    auto tx = begin();
    auto const bad = tx.run(add_pair, 1, std::string("a\0b", 3));
    ASSERT_FALSE(bad.ok());
    EXPECT_EQ(bad.error().code, Code::bad_input);
    EXPECT_EQ(begin().run(add_pair, 1, "\xff\xfe").error().code, Code::bad_input);
}

TEST_F(Db, read_only_cannot_write_and_maybe_is_none_or_one)
{
    auto writer = begin();
    EXPECT_OK(writer.run(add_pair, 1, "a"));
    EXPECT_OK(writer.run(add_pair, 2, "b"));
    EXPECT_OK(writer.commit());
    PlainQuery<Pair, std::int64_t> const at_least { "test/at_least",
        "select id, word from pair where id >= $1 order by id" };
    auto tx = begin(Tx::Mode::read_only);
    EXPECT_EQ(EXPECT_OK(tx.rows(at_least, 0)).size(), 2u);
    EXPECT_EQ(EXPECT_OK(tx.maybe(at_least, 2))->word, "b");
    EXPECT_FALSE(EXPECT_OK(tx.maybe(at_least, 3)).has_value());
    EXPECT_EQ(tx.maybe(at_least, 1).error().code, Code::bug);
    EXPECT_EQ(tx.one(at_least, 3).error().code, Code::bug);
    EXPECT_EQ(tx.run(add_pair, 3, "c").error().code, Code::bug);
}

TEST_F(Db, batch_is_one_round_trip_and_stops_at_the_first_error)
{
    PlainQuery<Unit, std::string> const upper { "test/rename", "update pair set word = $1" };
    {
        auto tx = begin();
        auto b = tx.batch();
        for (int i = 0; i < 5'000; ++i) b.add(add_pair, i, std::string(200, 'w'));
        b.add(upper, "same");
        EXPECT_EQ(tx.run(add_pair, -1, "x").error().code, Code::bug); // the batch is open
        EXPECT_EQ(tx.commit().error().code, Code::bug);
        auto const affected = EXPECT_OK(b.finish());
        ASSERT_EQ(affected.size(), 5'001u);
        EXPECT_EQ(affected.front(), 1);
        EXPECT_EQ(affected.back(), 5'000);
        EXPECT_OK(tx.commit());
    }
    EXPECT_EQ(count(), 5'000);
    {
        auto tx = begin();
        auto b = tx.batch();
        b.add(add_pair, 9'000, "a").add(add_pair, 1, "double").add(add_pair, 9'001, "c");
        EXPECT_EQ(b.finish().error().code, Code::conflict);
        EXPECT_FALSE(tx.commit().ok());
    }
    {
        auto tx = begin();
        auto b = tx.batch();
        b.add(add_pair, 9'002, "not waited for");
    }
    EXPECT_EQ(count(), 5'000) << "what was rolled back was not done";
}

TEST_F(Db, batch_with_large_answers_does_not_lock_up)
{
    PlainQuery<Word, std::string> const echo { "test/echo", "select $1" };
    auto tx = begin();
    auto b = tx.batch();
    for (int i = 0; i < 200; ++i) b.add(echo, std::string(1 << 18, 'e'));
    EXPECT_EQ(EXPECT_OK(b.finish()).size(), 200u);
    EXPECT_OK(tx.commit());
}

TEST_F(Db, copy_binary)
{
    PlainCopy<Pair> const target { "test/copy_pair", "pair", "id, word" };
    std::vector<Pair> all;
    for (int i = 0; i < 20'000; ++i) all.push_back({ i, "word " + std::to_string(i) });
    {
        auto tx = begin();
        EXPECT_EQ(EXPECT_OK(tx.copy(target, all)), 20'000);
        EXPECT_OK(tx.run(add_pair, -1, "after"));
        EXPECT_OK(tx.commit());
    }
    EXPECT_EQ(count(), 20'001);
    {
        auto tx = begin();
        EXPECT_EQ(tx.copy(target, all).error().code, Code::conflict);
        EXPECT_FALSE(tx.commit().ok());
    }
    {
        auto tx = begin();
        auto writer = EXPECT_OK(tx.copy_in(target));
        EXPECT_OK(writer.write({ 77'777, "x" }));
        EXPECT_EQ(tx.run(add_pair, 5, "x").error().code, Code::bug);
    }
    PlainCopy<Number> const wrong { "test/copy_wrong", "pair", "word" };
    EXPECT_EQ(begin().copy(wrong, std::vector<Number> { { 1 } }).error().code, Code::bug);
    EXPECT_EQ(count(), 20'001);
}

TEST_F(Db, a_killed_connection_is_replaced)
{
    struct Killed {
        bool killed {};
    };
    PlainQuery<Killed, std::int32_t> const kill { "test/kill", "select pg_terminate_backend($1)" };
    PlainQuery<Number, std::int32_t> const backends { "test/backends",
        "select count(*) from pg_stat_activity where pid = $1" };
    auto victim = begin();
    EXPECT_OK(victim.run(add_pair, 1, "x"));
    {
        auto killer = begin();
        EXPECT_TRUE(EXPECT_OK(killer.one(kill, victim.connection().backend_pid())).killed);
    }
    auto const r = victim.run(add_pair, 2, "y");
    ASSERT_FALSE(r.ok());
    EXPECT_EQ(r.error().code, Code::unavailable);
    EXPECT_FALSE(victim.commit().ok());

    // one that dies while idle in the pool is never handed out
    auto one = EXPECT_OK(Pool::create({ pool->config().url, 1 }));
    for (int i = 0; i < 3; ++i) {
        auto const pid = EXPECT_OK(one->lease()).connection().backend_pid();
        EXPECT_TRUE(EXPECT_OK(begin().one(kill, pid)).killed);
        while (EXPECT_OK(begin().one(backends, pid)).n > 0) std::this_thread::sleep_for(1ms);
        auto tx = EXPECT_OK(Tx::begin(*one));
        EXPECT_TRUE(tx.run(add_pair, i, "z").ok());
    }
}

TEST_F(Db, the_pool_is_bounded_and_waits)
{
    auto a = EXPECT_OK(pool->lease());
    auto b = std::optional(EXPECT_OK(pool->lease()));
    auto const none = pool->lease(10ms);
    ASSERT_FALSE(none.ok());
    EXPECT_EQ(none.error().code, Code::unavailable);
    std::jthread const giver([&] { b.reset(); });
    EXPECT_TRUE(pool->lease(10s).ok());
}

TEST_F(Db, no_server_is_unavailable_and_a_bad_url_a_bug)
{
    auto nowhere = EXPECT_OK(Pool::create({ "postgresql://nobody@%2Fno%2Fsuch%2Fplace/x", 1 }));
    for (int i = 0; i < 3; ++i) EXPECT_EQ(Tx::begin(*nowhere).error().code, Code::unavailable);
    auto nonsense = EXPECT_OK(Pool::create({ "host='unclosed password=hunter2", 1 }));
    auto const r = Tx::begin(*nonsense);
    EXPECT_EQ(r.error().code, Code::bug);
    EXPECT_THAT(r.error().detail.text, Not(HasSubstr("hunter2")));
}

TEST_F(Db, session_settings_and_role_apply)
{
    PoolConfig config { testing::url(database(), "wellkept_root"), 2, "wellkept_app", 50 };
    auto app = EXPECT_OK(Pool::create(config));
    PlainQuery<Word> const who { "test/who",
        "select current_user::text || ' ' || current_setting('synchronous_commit')" };
    PlainQuery<Unit> const sleep { "test/sleep", "select pg_sleep(20)" };
    auto tx = EXPECT_OK(Tx::begin(*app));
    EXPECT_EQ(EXPECT_OK(tx.one(who)).word, "wellkept_app on");
    auto const slow = tx.run(sleep);
    ASSERT_FALSE(slow.ok());
    EXPECT_EQ(slow.error().code, Code::unavailable);
    auto denied = EXPECT_OK(Tx::begin(*app)).run(add_pair, 1, "x");
    ASSERT_FALSE(denied.ok());
    EXPECT_EQ(denied.error().code, Code::bug);
    EXPECT_THAT(denied.error().detail.text, HasSubstr("42501"));
}

TEST_F(Db, row_security_follows_the_transactions_setting)
{
    execute(
        "drop table if exists diary; create table diary (subject_id uuid, word text, primary key (subject_id, word));"
        "alter table diary enable row level security; alter table diary force row level security;"
        "create policy own on diary using (subject_id = nullif(current_setting('wellkept.subject', true), '')::uuid);"
        "grant select, insert on diary to wellkept_app");
    auto app = EXPECT_OK(Pool::create({ testing::url(database(), "wellkept_app"), 1 }));
    PersonalQuery<Unit, SubjectId, std::string> const add { "test/diary_add", "insert into diary values ($1, $2)" };
    PersonalQuery<Word, SubjectId> const read { "test/diary_read", "select word from diary where $1 is not null" };
    SeededRng rng(3);
    SubjectId const ann { Uuid::v4(rng) }, bob { Uuid::v4(rng) };
    auto const pass = access::PassIssuer::issue();
    for (auto const& who : { ann, bob }) {
        auto tx = EXPECT_OK(Tx::begin(*app));
        EXPECT_OK(tx.set_local("wellkept.subject", who.text()));
        EXPECT_OK(tx.run(pass, add, who, "of " + who.text()));
        EXPECT_OK(tx.commit());
    }
    {
        auto tx = EXPECT_OK(Tx::begin(*app, Tx::Mode::read_only));
        EXPECT_OK(tx.set_local("wellkept.subject", ann.text()));
        auto const words = EXPECT_OK(tx.rows(pass, read, ann));
        ASSERT_EQ(words.size(), 1u);
        EXPECT_EQ(words[0].word, "of " + ann.text());
    }
    // the setting ended with the transaction, and without one nothing is seen or written
    EXPECT_TRUE(EXPECT_OK(EXPECT_OK(Tx::begin(*app)).rows(pass, read, ann)).empty());
    EXPECT_EQ(EXPECT_OK(Tx::begin(*app)).run(pass, add, ann, "x").error().code, Code::bug);
    auto tx = EXPECT_OK(Tx::begin(*app));
    EXPECT_FALSE(tx.set_local("role; drop table diary", "x").ok());
    EXPECT_OK(tx.set_local("wellkept.subject", "'; drop table diary; --\\"));
    EXPECT_FALSE(tx.rows(pass, read, ann).ok()); // no uuid
}

TEST_F(Db, serialization_failures_are_told_apart_and_tried_again)
{
    {
        auto tx = begin();
        EXPECT_OK(tx.run(add_pair, 1, "0"));
        EXPECT_OK(tx.commit());
    }
    PlainQuery<Word> const look { "test/look", "select word from pair where id = 1" };
    PlainQuery<Unit> const change { "test/change", "update pair set word = word || 'x' where id = 1" };
    int tries = 0;
    auto const r = retry_serialization(3, [&]() -> Result<> {
        auto tx = TRY(Tx::begin(*pool, Tx::Mode::read_write, Tx::Isolation::repeatable_read));
        TRY(tx.one(look));
        if (++tries == 1) {
            auto rival = TRY(Tx::begin(*pool));
            TRY(rival.run(change));
            TRY(rival.commit());
        }
        TRY(tx.run(change));
        return tx.commit();
    });
    EXPECT_TRUE(r.ok());
    EXPECT_EQ(tries, 2);
    EXPECT_EQ(EXPECT_OK(begin().one(look)).word, "0xx");
}

TEST_F(Db, a_changed_table_does_not_break_prepared_statements_for_good)
{
    PlainQuery<Pair> const all { "test/star", "select * from pair" };
    auto one = EXPECT_OK(Pool::create({ testing::url(database(), "wellkept_owner"), 1 }));
    auto const read = [&] { return EXPECT_OK(Tx::begin(*one)).rows(all); };
    EXPECT_TRUE(read().ok());
    execute("alter table pair add column extra int8");
    EXPECT_EQ(read().error().code, Code::unavailable); // come back: it is prepared anew
    EXPECT_EQ(read().error().code, Code::bug); // three columns
    execute("alter table pair drop column extra");
    EXPECT_EQ(read().error().code, Code::unavailable);
    EXPECT_TRUE(read().ok());
}

} // namespace
} // namespace wellkept::db
