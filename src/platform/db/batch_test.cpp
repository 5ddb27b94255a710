#include "platform/db/testing.h"
#include <gtest/gtest.h>
#include <stdexcept>

namespace wellkept::db {
namespace {

#define EXPECT_OK(expr)                                                                                                \
    ({                                                                                                                 \
        auto expect_ok_ = (expr);                                                                                      \
        EXPECT_TRUE(expect_ok_.ok()) << expect_ok_.error().detail.text;                                                \
        if (!expect_ok_.ok()) throw std::runtime_error("see above");                                                   \
        expect_ok_.release();                                                                                          \
    })

struct Number {
    std::int64_t n {};
};
PlainQuery<Number> const count_pairs { "test/count_pairs", "select count(*) from pair" };
PlainQuery<Unit, std::int64_t, std::string> const add_pair { "test/put_pair", "insert into pair (id, word) values ($1, $2)" };

TEST(Batch, a_batch_that_nobody_finishes_goes_with_what_comes_next)
{
    auto const pool = Pool::create({ testing::url(testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema"), "wellkept_owner"), 2 }).release();
    auto begin = [&] { return Tx::begin(*pool).release(); };
    {
        auto lease = pool->lease();
        ASSERT_TRUE(lease->connection().command("create table pair (id int8 primary key, word text not null)", "test").ok());
    }
    auto count = [&] {
        auto tx = begin();
        return EXPECT_OK(tx.one(count_pairs)).n;
    };
    PlainQuery<Unit, std::string> const upper { "test/rename_all", "update pair set word = $1" };
    {
        auto tx = begin();
        tx.batch().add(add_pair, 1, "a").add(add_pair, 2, "b");
        EXPECT_EQ(EXPECT_OK(tx.run(upper, "c")), 2) << "before the next statement";
        tx.batch().add(add_pair, 3, "d");
        auto b = tx.batch();
        EXPECT_EQ(EXPECT_OK(b.add(upper, "e").finish()), std::vector<std::int64_t> { 3 }) << "and not counted with it";
        tx.batch().add(add_pair, 4, "f");
        EXPECT_OK(tx.commit());
    }
    EXPECT_EQ(count(), 4);
    {
        auto tx = begin();
        tx.batch().add(add_pair, 5, "with the commit alone");
        EXPECT_OK(tx.commit());
    }
    EXPECT_EQ(count(), 5);
    {
        auto tx = begin();
        tx.batch().add(add_pair, 1, "double");
        EXPECT_EQ(tx.run(add_pair, 6, "g").error().code, Code::conflict);
        EXPECT_FALSE(tx.commit().ok());
    }
    {
        auto tx = begin();
        EXPECT_OK(tx.run(add_pair, 7, "h"));
        tx.batch().add(add_pair, 1, "double");
        EXPECT_EQ(tx.commit().error().code, Code::conflict);
    }
    {
        auto tx = begin();
        EXPECT_OK(tx.run(add_pair, 8, "i"));
        tx.batch().add(add_pair, 1, "double");
        tx.notify_after_commit("nobody_listens");
        EXPECT_EQ(tx.commit().error().code, Code::conflict);
    }
    EXPECT_EQ(count(), 5) << "all or nothing";
}

} // namespace
} // namespace wellkept::db
