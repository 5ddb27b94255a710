#include "platform/db/testing.h"
#include <gtest/gtest.h>

namespace wellkept::db {
namespace {

struct Number {
    std::int64_t n {};
};
struct Word {
    std::string word;
};
PlainQuery<Number> const two { "test/ahead_two", "select * from (values (1::int8), (2::int8)) v order by 1" };
PlainQuery<Word> const setting { "test/ahead_setting", "select current_setting('wellkept.x', true)" };
PlainQuery<Number, std::int64_t> const divide { "test/ahead_divide", "select 10 / $1::int8" };
PlainQuery<Unit, std::int64_t> const put { "test/ahead_put", "insert into kept values ($1)" };
PlainQuery<Number> const count { "test/ahead_count", "select count(*) from kept" };

class Ahead : public ::testing::Test {
protected:
    void SetUp() override
    {
        pool = Pool::create({ testing::url(testing::fresh_database(), "wellkept_owner"), 2 }).release();
        ASSERT_TRUE(pool->lease()->connection().command("create table kept (n int8)", "test").ok());
    }
    Tx begin(Tx::Mode mode = Tx::Mode::read_write) { return Tx::begin(*pool, mode).release(); }
    std::unique_ptr<Pool> pool;
};

TEST_F(Ahead, questions_are_answered_with_what_goes_out_next_under_the_settings_of_their_place)
{
    auto tx = begin();
    ASSERT_TRUE(tx.set_local("wellkept.x", "first").ok());
    auto const early = tx.ahead(setting);
    ASSERT_TRUE(tx.set_local("wellkept.x", "second").ok());
    auto const late = tx.ahead(setting);
    auto const quotient = tx.ahead(divide, 5);
    EXPECT_EQ(tx.rows(two)->size(), 2U) << "and is not given their answers";
    EXPECT_EQ(early.one()->word, "first");
    EXPECT_EQ(late.one()->word, "second");
    EXPECT_EQ(quotient.maybe()->value().n, 2);
    EXPECT_EQ(quotient.one()->n, 2) << "as often as one asks";
}

TEST_F(Ahead, nothing_need_go_out_for_an_answer_and_a_batch_counts_its_own)
{
    auto tx = begin();
    EXPECT_EQ(tx.ahead(divide, 2).one()->n, 5);
    auto const early = tx.ahead(divide, 10);
    auto batch = tx.batch();
    EXPECT_EQ(batch.add(put, 1).add(put, 2).finish().release(), (std::vector<std::int64_t> { 1, 1 }));
    EXPECT_EQ(early.one()->n, 1);
    auto const unheard = tx.ahead(divide, 1);
    ASSERT_TRUE(tx.commit().ok());
    EXPECT_EQ(begin().one(count)->n, 2);
}

TEST_F(Ahead, a_wrong_question_spoils_what_it_travels_with)
{
    auto tx = begin();
    ASSERT_TRUE(tx.run(put, 1).ok());
    auto const early = tx.ahead(divide, 0);
    EXPECT_FALSE(tx.run(put, 2).ok());
    EXPECT_FALSE(early.one().ok());
    EXPECT_FALSE(tx.commit().ok());
    auto other = begin();
    EXPECT_EQ(other.ahead(two).maybe().error().code, Code::bug) << "two where one is the most";
    EXPECT_EQ(other.one(count)->n, 0);
}

TEST_F(Ahead, a_reading_transaction_is_ended_though_nobody_waits_for_it)
{
    int backend = 0;
    for (int i = 0; i < 20; ++i) {
        auto reads = begin(Tx::Mode::read_only);
        ASSERT_TRUE(reads.set_local("wellkept.x", "of this one").ok());
        EXPECT_EQ(reads.one(count)->n, i) << "no older sight of it";
        EXPECT_EQ(reads.one(setting)->word, "of this one");
        backend = reads.connection().backend_pid();
        ASSERT_TRUE(reads.commit().ok());
        auto writes = begin();
        EXPECT_EQ(writes.connection().backend_pid(), backend) << "the same connection goes on";
        EXPECT_EQ(writes.one(setting)->word, "");
        ASSERT_TRUE(writes.run(put, i).ok()) << "and may write";
        ASSERT_TRUE(writes.commit().ok());
    }
    {
        auto reads = begin(Tx::Mode::read_only);
        EXPECT_EQ(reads.one(count)->n, 20);
        ASSERT_TRUE(reads.commit().ok());
    }
    auto held = pool->lease();
    EXPECT_TRUE(held->connection().command("set application_name = 'x'", "test").ok()) << "outside a transaction, too";
    EXPECT_FALSE(held->connection().in_transaction());
}

TEST_F(Ahead, a_connection_that_was_closed_after_reading_is_not_used_again)
{
    auto reads = begin(Tx::Mode::read_only);
    auto const backend = reads.connection().backend_pid();
    EXPECT_EQ(reads.one(count)->n, 0);
    auto killer = begin();
    ASSERT_TRUE(killer.one(count).ok());
    ASSERT_TRUE(reads.commit().ok());
    ASSERT_TRUE(killer.rows(PlainQuery<Word, std::int64_t> { "test/ahead_kill", "select pg_terminate_backend($1::int4, 5000)::text" }, backend).ok());
    auto next = begin();
    EXPECT_NE(next.connection().backend_pid(), backend);
    EXPECT_EQ(next.one(count)->n, 0);
}

} // namespace
} // namespace wellkept::db
