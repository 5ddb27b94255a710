// Switches and their history against a real database.
#include "access/testing.h"
#include "keep/consent/consent.h"
#include "platform/db/connection.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include <algorithm>
#include <gtest/gtest.h>

namespace wellkept::consent {
namespace {

class Consent : public ::testing::Test {
protected:
    void SetUp() override
    {
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role));
        ASSERT_TRUE(c.ok());
        for (auto const& text :
            { "INSERT INTO access.tenant VALUES ('" + tenant.text() + "', 'eu', 'active', 'A-1', NULL, now())",
                "INSERT INTO access.subject VALUES ('" + person.text() + "', '" + tenant.text()
                    + "', gen_random_uuid(), 'active', now())" })
            ASSERT_TRUE(c.value()->command(text, "test").ok());
    }
    template <typename F> auto with(F&& fn)
    {
        auto tx = db::Tx::begin(*pool).release();
        access::Visit visit { access::Actor::member(person, tenant, {}), "provide_service",
            RequestId::fresh(clock, rng), {} };
        auto const grant = gate.decide<ChangeConsent>(tx, visit, person).release();
        auto out = fn(grant);
        if (out.ok()) EXPECT_TRUE(tx.commit().ok());
        return out;
    }
    Result<std::vector<std::string>> turn(std::vector<Change> changes)
    {
        return with([&](access::SubjectGrant const& g) { return change(g, gate, changes, "web"); });
    }
    std::vector<Event> events()
    {
        return with([](access::SubjectGrant const& g) { return history(g); }).release();
    }
    std::vector<Switch> now()
    {
        return with([](access::SubjectGrant const& g) { return switches(g); }).release();
    }

    SystemRng rng;
    TestClock clock;
    std::string database = db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema");
    std::unique_ptr<db::Pool> pool =
        db::Pool::create({ .url = db::testing::url(database), .connections = 2 }).release();
    access::testing::MemoryKeys keys { rng };
    access::PolicyHolder policy { access::Policy::load(WELLKEPT_SOURCE_DIR "/policy").release() };
    access::Gate gate { policy, keys, clock, rng, "eu" };
    ClientId const tenant = ClientId::fresh(clock, rng);
    SubjectId const person = SubjectId::fresh(clock, rng);
    ConnectionId const a = ConnectionId::fresh(clock, rng), b = ConnectionId::fresh(clock, rng);
};

TEST_F(Consent, EachTurnIsAnEventAndARepeatIsNone)
{
    EXPECT_TRUE(turn({ { a, "heart", "self", false } })->empty()) << "nothing was collected, so nothing is emptied";
    EXPECT_TRUE(turn({ { a, "heart", "self", true }, { a, "heart", "self", true } })->empty());
    EXPECT_TRUE(turn({ { a, "heart", "self", true } })->empty());
    EXPECT_EQ(turn({ { a, "heart", "self", false } }).value(), (std::vector<std::string> { "heart" }));
    EXPECT_TRUE(turn({ { a, "heart", "self", false } }).ok());
    auto const log = events();
    ASSERT_EQ(log.size(), 3u);
    EXPECT_EQ(log[0].decision, "withdrawn");
    EXPECT_EQ(log[1].decision, "granted");
    EXPECT_EQ(log[2].decision, "refused");
    EXPECT_EQ(log[0].wording_version, policy.get()->version());
    EXPECT_EQ(log[0].channel, "web");
    ASSERT_EQ(now().size(), 1u);
    EXPECT_FALSE(now()[0].granted);
}

TEST_F(Consent, ACategoryIsEmptiedOnlyWithItsLastPurposeAndForItsConnection)
{
    ASSERT_TRUE(turn({ { a, "heart", "self", true }, { a, "heart", "share_with_client", true },
                         { b, "heart", "self", true }, { a, "sleep", "self", true } })
                    .ok());
    EXPECT_TRUE(turn({ { a, "heart", "share_with_client", false } })->empty());
    EXPECT_EQ(turn({ { a, "heart", "self", false } }).value(), (std::vector<std::string> { "heart" }));
    auto const s = now();
    EXPECT_EQ(std::count_if(s.begin(), s.end(), [](auto const& x) { return x.granted; }), 2);
}

TEST_F(Consent, TheRecipientIsWrittenOut)
{
    ASSERT_TRUE(turn({ { a, "heart", "share_with_client", true }, { a, "heart", "self", true } }).ok());
    for (auto const& e : events()) EXPECT_EQ(e.recipient, e.purpose == "self" ? "self" : "client:" + tenant.text());
}

TEST_F(Consent, WhatIsNoSwitchIsRefusedWhole)
{
    for (auto const* purpose : { "collect", "provide_service", "rights", "nonsense" })
        EXPECT_FALSE(turn({ { a, "heart", "self", true }, { a, "heart", purpose, true } }).ok()) << purpose;
    EXPECT_FALSE(turn({ { a, "mood", "self", true } }).ok());
    EXPECT_TRUE(events().empty());
}

TEST_F(Consent, WithdrawingAllTurnsOffOneConnection)
{
    ASSERT_TRUE(
        turn({ { a, "heart", "self", true }, { a, "sleep", "share_with_client", true }, { b, "heart", "self", true } })
            .ok());
    ASSERT_TRUE(with([&](access::SubjectGrant const& g) { return withdraw_all(g, gate, a, "web"); }).ok());
    for (auto const& s : now()) EXPECT_EQ(s.granted, s.connection == b);
}

} // namespace
} // namespace wellkept::consent
