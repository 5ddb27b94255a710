// For this room's tests: a keystore over a real database, and its parts to look at and to break.
#pragma once
#include "keep/keys/keys.h"
#include "platform/db/connection.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include <filesystem>
#include <gtest/gtest.h>

namespace wellkept::keys::testing {

struct One {
    std::int64_t n;
};

class Keys : public ::testing::Test {
protected:
    void command(std::string const& text)
    {
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role));
        ASSERT_TRUE(c.ok());
        auto const done = c.value()->command(text, "test");
        ASSERT_TRUE(done.ok()) << done.error().detail.text;
    }
    // The first value of the first row, as the superuser sees it.
    std::int64_t count(std::string const& of)
    {
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role));
        auto const text = "SELECT count(*) FROM " + of;
        db::PlainQuery<One> const query { "test/count", text };
        auto const set = c.value()->execute(query, db::Parameters<0>().view());
        return set.ok() ? db::detail::read_rows<One>(set.value(), query.name).value().front().n : -1;
    }
    std::unique_ptr<KeyStore> store(std::string const& seed = "root")
    {
        auto key = crypto::derive(root, seed).release();
        return std::make_unique<KeyStore>(std::move(key), *pool, clock, rng);
    }
    // A text sealed by one store opens with what another finds.
    std::string sealed_with(access::KeyRing::Key const& k) { return crypto::seal(*k, "value", "place", rng).release(); }
    static bool opens(access::KeyRing::Key const& k, std::string const& sealed)
    {
        return crypto::open(*k, sealed, "place").ok();
    }

    SystemRng rng;
    TestClock clock;
    std::string database = db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema/keys");
    std::unique_ptr<db::Pool> pool =
        db::Pool::create({ .url = db::testing::url(database), .connections = 6 }).release();
    crypto::Key root = crypto::Key::fresh(rng).release();
    ClientId const tenant = ClientId::fresh(clock, rng);
    SubjectId const ann = SubjectId::fresh(clock, rng), ben = SubjectId::fresh(clock, rng);
    ConnectionId const connection = ConnectionId::fresh(clock, rng);
};

} // namespace wellkept::keys::testing
