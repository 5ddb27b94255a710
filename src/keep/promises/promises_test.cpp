// The ledger as it is committed, what is written down of a look, and how a promise then stands.
#include "keep/promises/promises.h"
#include "platform/db/testing.h"
#include <fstream>
#include <gtest/gtest.h>

namespace wellkept::promises {
namespace {

using namespace std::chrono_literals;

TEST(Ledger, HoldsEveryPromiseInPlainWords)
{
    auto const all = load_ledger(WELLKEPT_SOURCE_DIR "/promises");
    ASSERT_TRUE(all.ok()) << all.error().public_text.text;
    EXPECT_EQ(all->size(), 77u);
    for (auto const& p : *all) {
        EXPECT_FALSE(p.title.empty()) << p.id;
        EXPECT_FALSE(p.scenarios.empty()) << p.id;
    }
    EXPECT_EQ(all->front().id, "D1");
    EXPECT_FALSE(load_ledger("/nowhere").ok());
}

TEST(Ledger, NoProofsAreNoError)
{
    EXPECT_FALSE(load_proofs("")->has_value());
    EXPECT_FALSE(load_proofs("/nowhere/proofs.json")->has_value());
}

class WatchTest : public ::testing::Test {
protected:
    Stretch last(std::string const& probe)
    {
        auto const all = watch().latest();
        EXPECT_TRUE(all.ok());
        for (auto const& s : *all)
            if (s.probe == probe) return s;
        ADD_FAILURE() << "no stretch of " << probe;
        return {};
    }
    Watch watch() { return Watch(*pool, clock, "1", { { "S1", "t", "t", false, { "s" } } }, {}, { probe }); }
    void look_now()
    {
        auto const done = watch().run({});
        ASSERT_TRUE(done.ok()) << done.error().detail.text;
    }
    std::int64_t rows()
    {
        auto tx = db::Tx::begin(*pool).release();
        return tx.one(stretches)->n;
    }
    struct Count {
        std::int64_t n;
    };
    static inline db::PlainQuery<Count> const stretches { "promises_test/rows", "SELECT count(*) FROM promises.observation" };

    TestClock clock;
    std::unique_ptr<db::Pool> pool =
        db::Pool::create({ .url = db::testing::url(db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema")), .connections = 2 }).release();
    Result<Observation> next = kept("fine");
    int looks = 0;
    Probe probe { "tls", "Handshakes", { "S1" }, [this]() -> Result<Observation> {
                     ++looks;
                     return next.ok() ? Result<Observation>(next.value()) : Result<Observation>(next.error());
                 } };
};

TEST_F(WatchTest, AStretchGoesOnUntilTheOutcomeChanges)
{
    look_now();
    auto const began = last("tls").since;
    clock.advance(1h);
    next = kept("fine still");
    look_now();
    EXPECT_EQ(rows(), 1);
    EXPECT_EQ(last("tls").since, began);
    EXPECT_GE(last("tls").last_seen, began + 1h);
    EXPECT_EQ(last("tls").words, "fine still");
    clock.advance(1h);
    next = broken("AES-128 was agreed");
    look_now();
    EXPECT_EQ(rows(), 2);
    EXPECT_EQ(last("tls").outcome, "broken");
    clock.advance(1h);
    next = kept("mended");
    look_now();
    EXPECT_EQ(rows(), 3) << "what was broken stays on record";
    EXPECT_EQ(last("tls").outcome, "kept");
}

TEST_F(WatchTest, ALookThatFailsIsNotKept)
{
    next = unavailable("The database does not answer.", "secret detail");
    look_now();
    EXPECT_EQ(last("tls").outcome, "cannot_look");
    EXPECT_EQ(last("tls").words.find("secret"), std::string::npos);
}

TEST_F(WatchTest, ADearProbeLooksSeldom)
{
    probe.every = 24h;
    look_now();
    clock.advance(1h);
    look_now();
    EXPECT_EQ(looks, 1);
    clock.advance(24h);
    look_now();
    EXPECT_EQ(looks, 2);
}

TEST(Standing, NothingIsGreenByDefault)
{
    Promise const promise { "S1", "", "", false, {} };
    std::vector<Probe> const probes { { "tls", "", { "S1" }, {} } };
    Proofs const proven { {}, "1", { "S1" }, {} }, failing { {}, "1", {}, { "S1" } };
    auto stretch = [](std::string outcome) { return std::vector<Stretch> { { "tls", std::move(outcome), "", {}, {} } }; };
    EXPECT_EQ(standing(promise, {}, probes, {}), "unproven");
    EXPECT_EQ(standing(promise, {}, probes, stretch("kept")), "unproven");
    EXPECT_EQ(standing(promise, proven, probes, {}), "proven");
    EXPECT_EQ(standing(promise, proven, probes, stretch("cannot_look")), "proven");
    EXPECT_EQ(standing(promise, proven, probes, stretch("kept")), "kept");
    EXPECT_EQ(standing(promise, proven, probes, stretch("broken")), "broken");
    EXPECT_EQ(standing(promise, failing, probes, stretch("kept")), "failing");
    EXPECT_EQ(standing({ "S1", "", "", true, {} }, {}, probes, stretch("broken")), "broken");
    EXPECT_EQ(standing({ "S1", "", "", true, {} }, proven, probes, stretch("kept")), "in_work");
}

} // namespace
} // namespace wellkept::promises
