#include "connect/members/contact.h"
#include <gtest/gtest.h>

namespace wellkept::members {
namespace {

TEST(CardNumber, IsFoundHoweverItIsSpaced)
{
    for (auto const* text : { "4000000000000002", "4000 0000 0000 0002", "pay with 4000-0000-0000-0002, please", "378282246310005", "6304000000000000" })
        EXPECT_TRUE(holds_card_number(text)) << text;
    for (auto const* text : { "", "+353 1 234 5678", "4000 0000 0000 0003", "tok_1MZx", "12 Harbour Road, D04 X2X2", "400000000000", "2026-11-22 10:00" })
        EXPECT_FALSE(holds_card_number(text)) << text;
}

} // namespace
} // namespace wellkept::members
