// The one erasure path, broken off at every step: run again, it ends, and nothing of the person is left.
#include "keep/rights/testing_house.h"

namespace wellkept::rights {
namespace {

using namespace testing;

TEST_F(Erasing, TakesEverythingAndLeavesASignedReceipt)
{
    auto const job = begin();
    {
        auto tx = db::Tx::begin(*pool).release();
        access::Visit visit { access::Actor::client(tenant), "provide_service", RequestId::fresh(clock, rng), {} };
        EXPECT_FALSE(gate.decide<Read>(tx, visit, person).ok()) << "from the commit on nothing else is decided";
        EXPECT_EQ(visit.rows.at(0).reason, "erasing");
    }
    auto const done = eraser->run(job);
    ASSERT_TRUE(done.ok()) << done.error().detail.text;
    EXPECT_TRUE(std::holds_alternative<jobs::Done>(done.value()));
    expect_gone(job);
    auto const receipt = *ledger(job).receipt;
    EXPECT_TRUE(eraser->run(job).ok()) << "the queue may deliver it twice";
    EXPECT_EQ(*ledger(job).receipt, receipt);
    EXPECT_EQ(severed, 1);
    EXPECT_EQ(announced, 1);
}

class Interrupted : public Erasing, public ::testing::WithParamInterface<char const*> { };

TEST_P(Interrupted, AndRunAgainItEnds)
{
    auto const job = begin();
    faults.next = GetParam();
    EXPECT_FALSE(eraser->run(job).ok());
    EXPECT_TRUE(faults.next.empty()) << "the step was never reached";
    EXPECT_FALSE(ledger(job).done_at) << "no receipt for work half done";
    auto const done = eraser->run(job);
    ASSERT_TRUE(done.ok()) << done.error().detail.text;
    expect_gone(job);
}

INSTANTIATE_TEST_SUITE_P(
    AtEachStep, Interrupted, ::testing::Values("vendors", "before keys", "after keys", "rows", "announce", "blobs"));

TEST_F(Erasing, DoesNotWaitForAVendorForever)
{
    unreachable = true;
    auto job = begin();
    int runs = 0;
    for (; runs < 10; ++runs, ++job.attempt) {
        auto const outcome = eraser->run(job);
        ASSERT_TRUE(outcome.ok());
        if (std::holds_alternative<jobs::Done>(outcome.value())) break;
        EXPECT_TRUE(std::holds_alternative<jobs::Retry>(outcome.value()));
        EXPECT_GT(rows_of(person), 0);
    }
    EXPECT_EQ(runs, 2);
    expect_gone(job);
    EXPECT_NE(ledger(job).receipt->find("unreachable"), std::string::npos)
        << "the receipt says what a vendor did not confirm";
}

TEST_F(Erasing, AnUnknownJobIsDead)
{
    jobs::Job const job { JobId::fresh(clock, rng), std::string(erase_job), {},
        R"({"erasure":")" + Uuid::v4(rng).text() + R"("})", 1 };
    auto const outcome = eraser->run(job);
    ASSERT_TRUE(outcome.ok());
    EXPECT_TRUE(std::holds_alternative<jobs::Dead>(outcome.value()));
}

} // namespace
} // namespace wellkept::rights
