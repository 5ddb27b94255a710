#include "house.h"

// After all gates: whatever was asked, nothing personal and no secret stands in the log.
class LogsHoldNothingPersonal final : public ::testing::Environment {
    void TearDown() override
    {
        auto& house = wellkept::gates::House::the();
        auto const log = house.log_text();
        EXPECT_NE(log.find("request_refused"), log.npos) << "the log was not captured";
        for (auto const& secret : house.planted()) {
            auto const at = log.find(secret);
            if (at == log.npos) continue;
            auto const from = log.rfind('\n', at) + 1;
            ADD_FAILURE() << "the log holds a planted personal value or secret, in: "
                          << log.substr(from, log.find('\n', at) - from);
        }
    }
};

int main(int argc, char** argv)
{
    ::testing::InitGoogleTest(&argc, argv);
    (void)::testing::AddGlobalTestEnvironment(new LogsHoldNothingPersonal); // GoogleTest deletes it
    return RUN_ALL_TESTS();
}
