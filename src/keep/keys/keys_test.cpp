// The keystore against a real database: one key a person and scope, gone for good once destroyed, and never silently
// wrong.
#include "keep/keys/testing_keys.h"
#include <filesystem>
#include <thread>

namespace wellkept::keys {
namespace {

using testing::Keys;

TEST_F(Keys, AreMadeOnceAndFoundAgainByAnyNode)
{
    auto const a = store(), b = store();
    EXPECT_EQ(a->find(tenant, ann, access::person_scope).error().code, Code::not_found);
    auto const made = a->find_or_make(tenant, ann, access::person_scope).release();
    auto const sealed = sealed_with(made);
    EXPECT_TRUE(opens(a->find_or_make(tenant, ann, access::person_scope).release(), sealed));
    EXPECT_TRUE(opens(b->find(tenant, ann, access::person_scope).release(), sealed));
    EXPECT_FALSE(opens(b->find_or_make(tenant, ben, access::person_scope).release(), sealed));
    EXPECT_FALSE(opens(b->find_or_make(tenant, ann, access::scope_of(connection)).release(), sealed));
}

TEST_F(Keys, AreTheSameForAllWhoMakeThemAtOnce)
{
    auto const a = store(), b = store();
    std::vector<access::KeyRing::Key> got(8);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < got.size(); ++i)
        threads.emplace_back([&, i] {
            auto k = (i % 2 ? a : b)->find_or_make(tenant, ann, access::person_scope);
            if (k.ok()) got[i] = k.release();
        });
    for (auto& t : threads) t.join();
    ASSERT_TRUE(got[0]);
    auto const sealed = sealed_with(got[0]);
    for (auto const& k : got) EXPECT_TRUE(k && opens(k, sealed));
}

TEST_F(Keys, DestroyingAScopeTakesWhatLiesBelowAndNothingElse)
{
    auto const s = store();
    auto const other = ConnectionId::fresh(clock, rng);
    for (auto const& scope :
        { access::person_scope, access::scope_of(connection), access::scope_of(connection, "heart"),
            access::scope_of(connection, "sleep"), access::scope_of(other, "heart") })
        ASSERT_TRUE(s->find_or_make(tenant, ann, scope).ok());
    ASSERT_TRUE(s->find_or_make(tenant, ben, access::scope_of(connection, "heart")).ok());
    EXPECT_EQ(s->destroy_scope(ann, access::scope_of(connection, "sleep"), tenant).value(), 1);
    EXPECT_EQ(s->find(tenant, ann, access::scope_of(connection, "sleep")).error().code, Code::not_found)
        << "still in the cache";
    EXPECT_TRUE(s->find(tenant, ann, access::scope_of(connection, "heart")).ok());
    EXPECT_EQ(s->destroy_scope(ann, access::scope_of(connection), tenant).value(), 2);
    EXPECT_FALSE(s->find(tenant, ann, access::scope_of(connection, "heart")).ok());
    EXPECT_TRUE(s->find(tenant, ann, access::person_scope).ok());
    EXPECT_TRUE(s->find(tenant, ann, access::scope_of(other, "heart")).ok());
    EXPECT_TRUE(s->find(tenant, ben, access::scope_of(connection, "heart")).ok());
    EXPECT_EQ(s->destroy_scope(ann, access::scope_of(connection), tenant).value(), 0) << "again changes nothing";
}

TEST_F(Keys, ADestroyedPersonNeverGetsAKeyAgain)
{
    auto const s = store(), node = store();
    auto const sealed = sealed_with(s->find_or_make(tenant, ann, access::person_scope).release());
    ASSERT_TRUE(s->find_or_make(tenant, ann, access::scope_of(connection)).ok());
    ASSERT_TRUE(node->find(tenant, ann, access::person_scope).ok());
    EXPECT_EQ(s->destroy_person(ann).value(), 2);
    EXPECT_FALSE(s->find(tenant, ann, access::person_scope).ok());
    EXPECT_FALSE(s->find_or_make(tenant, ann, access::person_scope).ok());
    EXPECT_FALSE(s->find_or_make(tenant, ann, access::scope_of(ConnectionId::fresh(clock, rng))).ok());
    node->forget(ann); // as the notice makes it
    EXPECT_FALSE(node->find(tenant, ann, access::person_scope).ok());
    EXPECT_TRUE(s->destroy_person(ann).ok()) << "again changes nothing";
    auto const nobody = SubjectId::fresh(clock, rng);
    EXPECT_EQ(s->destroy_person(nobody).value(), 0);
    EXPECT_FALSE(s->find_or_make(tenant, nobody, access::person_scope).ok())
        << "destroyed before the first key was made";
    EXPECT_TRUE(s->find_or_make(tenant, ben, access::person_scope).ok());
}

TEST_F(Keys, LeaveTheCacheInTime)
{
    auto const s = store();
    ASSERT_TRUE(s->find_or_make(tenant, ann, access::person_scope).ok());
    EXPECT_EQ(s->status()->cached, 1u);
    command("DELETE FROM keys.person_key");
    EXPECT_TRUE(s->find(tenant, ann, access::person_scope).ok());
    clock.advance(std::chrono::minutes(6));
    EXPECT_FALSE(s->find(tenant, ann, access::person_scope).ok());
}

TEST_F(Keys, VerifyFindsATamperedKeyAndAWrongRoot)
{
    auto const s = store();
    ASSERT_TRUE(s->find_or_make(tenant, ann, access::person_scope).ok());
    ASSERT_TRUE(s->find_or_make(tenant, ben, access::person_scope).ok());
    EXPECT_EQ(s->verify()->open, 4) << "two persons' keys, the tenant's wrap and index keys";
    EXPECT_EQ(store("another root")->verify()->closed, 4);
    EXPECT_FALSE(store("another root")->find(tenant, ann, access::person_scope).ok());
    // Moved to another person: the associated data do not fit.
    command("UPDATE keys.person_key a SET wrapped = b.wrapped FROM keys.person_key b WHERE a.subject_id = '"
        + ann.text() + "' AND b.subject_id = '" + ben.text() + "'");
    EXPECT_EQ(s->verify()->closed, 1);
    EXPECT_FALSE(store()->find(tenant, ann, access::person_scope).ok());
    command("DELETE FROM keys.person_key WHERE subject_id = '" + ann.text() + "'");
    EXPECT_EQ(s->verify()->closed, 0);
    command("UPDATE keys.person_key SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)");
    EXPECT_EQ(s->verify()->closed, 1);
}

TEST_F(Keys, TheRootKeyIsMadeOnceAndNotBesideExistingData)
{
    auto const directory = db::testing::temporary_directory();
    auto const file = directory + "/root.key";
    EXPECT_FALSE(Roots::open({ file }, *pool, false, rng).ok());
    auto made = Roots::open({ file }, *pool, true, rng);
    ASSERT_TRUE(made.ok()) << made.error().detail.text;
    {
        KeyStore first(made.release(), *pool, clock, rng);
        ASSERT_TRUE(first.blind(ClientId { Uuid::v4(rng) }, "user_key", "anna").ok());
    }
    EXPECT_TRUE(Roots::open({ file }, *pool, true, rng).ok());
    std::filesystem::permissions(file, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
    EXPECT_FALSE(Roots::open({ file }, *pool, true, rng).ok()) << "readable by others";
    // Lost, or another one: there are keys under the first, so nothing starts.
    std::filesystem::remove(file);
    EXPECT_FALSE(Roots::open({ file }, *pool, true, rng).ok());
    EXPECT_FALSE(std::filesystem::exists(file));
    ASSERT_TRUE(crypto::Key::fresh(rng).release().save(file).ok());
    EXPECT_FALSE(Roots::open({ file }, *pool, true, rng).ok());
    std::filesystem::remove_all(directory);
}

} // namespace
} // namespace wellkept::keys
