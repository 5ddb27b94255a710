#include "platform/crypto/crypto.h"
#include <gtest/gtest.h>

using namespace wellkept;
using namespace wellkept::crypto;

namespace {

struct Pair {
    std::string_view plain, coded;
};
// RFC 4648 section 10.
constexpr Pair pairs[] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" }, { "foob", "Zm9vYg==" },
    { "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" } };

TEST(Encoding, Base64MatchesTheStandard)
{
    for (auto const& [plain, coded] : pairs) {
        EXPECT_EQ(base64(plain), coded);
        EXPECT_EQ(base64_decode(coded).value(), plain);
        auto const bare = std::string(coded.substr(0, coded.find('=')));
        EXPECT_EQ(base64url(plain), bare);
        EXPECT_EQ(base64url_decode(bare).value(), plain);
    }
    EXPECT_EQ(base64("\xfb\xff\xfe"), "+//+");
    EXPECT_EQ(base64url("\xfb\xff\xfe"), "-__-");
    EXPECT_EQ(base64url_decode("-__-").value(), "\xfb\xff\xfe");
}

TEST(Encoding, EveryByteAndLengthComesBack)
{
    SeededRng rng(14);
    for (std::size_t n = 0; n < 300; ++n) {
        std::string s(n, '\0');
        rng.fill({ reinterpret_cast<std::uint8_t*>(s.data()), n });
        EXPECT_EQ(base64_decode(base64(s)).value(), s);
        EXPECT_EQ(base64url_decode(base64url(s)).value(), s);
        EXPECT_EQ(hex_decode(hex(s)).value(), s);
    }
    std::string const large(13 * 1024 * 1024 + 1, '\xa5'); // longer than one piece
    EXPECT_EQ(base64_decode(base64(large)).value(), large);
}

TEST(Encoding, Base64TakesTheCanonicalFormOnly)
{
    for (auto const* bad : { "Z", "Zg", "Zg=", "Zg===", "====", "=", "==", "Z===", "Zh==", "Zm9=", "Zg== ", " Zg==",
             "Zg==\n", "\nZg==", "Zm 9v", "Zm9\n", "Zg==Zg==", "Z=g=", "Zm9v=", "Zm9-", "Zm9_", "Zm9\x80", "Zg=\0" })
        EXPECT_FALSE(base64_decode(bad)) << bad;
    EXPECT_FALSE(base64_decode(std::string_view("Zg=\0", 4)));
    EXPECT_FALSE(base64_decode("    "));
    for (auto const* bad : { "Z", "Zg==", "Zh", "Zm9=", "Zm9+", "Zm9/", "Zg ", " Zg", "Zg\n", "Zm9vY" })
        EXPECT_FALSE(base64url_decode(bad)) << bad;
}

TEST(Encoding, HexTakesWholeBytesInEitherCase)
{
    EXPECT_EQ(hex(std::string_view("\x00\x7f\x80\xff", 4)), "007f80ff");
    EXPECT_EQ(hex_decode("aBcD").value(), "\xab\xcd");
    EXPECT_EQ(hex_decode("").value(), "");
    for (auto const* bad : { "a", "abc", "0x", "ag", "g0", " a", "a ", "a:", "ab:cd" })
        EXPECT_FALSE(hex_decode(bad)) << bad;
}

TEST(Encoding, EqualComparesContentAndLength)
{
    EXPECT_TRUE(equal("", ""));
    EXPECT_TRUE(equal("abc", "abc"));
    EXPECT_FALSE(equal("abc", "abd"));
    EXPECT_FALSE(equal("abc", "abcd"));
    EXPECT_FALSE(equal("abc", ""));
}

TEST(Encoding, TokensAreLongUnlikeAndSafeInUrls)
{
    SystemRng rng;
    auto const a = random_token(rng), b = random_token(rng);
    EXPECT_NE(a, b);
    EXPECT_EQ(a.size(), 43u);
    EXPECT_EQ(base64url_decode(a)->size(), 32u);
    EXPECT_EQ(base64url_decode(random_token(rng, 16))->size(), 16u);
}

TEST(Encoding, WipeLeavesNothing)
{
    std::string secret(100, 's');
    char const* const place = secret.data();
    wipe(secret);
    EXPECT_TRUE(secret.empty());
    EXPECT_EQ(secret.data(), place); // the buffer is still its own, and may be looked at
    EXPECT_EQ(std::string_view(place, 100).find('s'), std::string_view::npos);
}

} // namespace
