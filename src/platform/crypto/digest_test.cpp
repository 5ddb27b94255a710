#include "platform/crypto/crypto.h"
#include <gtest/gtest.h>

using namespace wellkept;
using namespace wellkept::crypto;

namespace {

std::string bytes(std::string_view hex_text) { return hex_decode(hex_text).value(); }

// FIPS 180-4's examples.
TEST(Sha256, MatchesPublishedVectors)
{
    EXPECT_EQ(hex(view(sha256(""))), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex(view(sha256("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(view(sha256(std::string(1'000'000, 'a')))),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, PiecesMakeTheSameWhole)
{
    std::string const text(1000, 'q');
    for (std::size_t step : { 1, 7, 63, 64, 65, 1000 }) {
        Sha256 hasher;
        for (std::size_t at = 0; at < text.size(); at += step) hasher.update(std::string_view(text).substr(at, step));
        EXPECT_EQ(hasher.finish(), sha256(text)) << step;
        EXPECT_EQ(hasher.finish(), sha256("")) << "begins anew";
    }
}

TEST(Sha256, MovesWithItsState)
{
    Sha256 a;
    a.update("ab");
    Sha256 b = std::move(a);
    b.update("c");
    EXPECT_EQ(b.finish(), sha256("abc"));
}

// RFC 4231 sections 4.2, 4.3 and 4.7.
TEST(Hmac, MatchesPublishedVectors)
{
    EXPECT_EQ(hex(view(hmac_sha256(std::string(20, '\x0b'), "Hi There"))),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(hex(view(hmac_sha256("Jefe", "what do ya want for nothing?"))),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(
        hex(view(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"))),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Hmac, AnEmptyKeyDoesNotKeepTheLastOne)
{
    static_cast<void>(hmac_sha256("Jefe", "what do ya want for nothing?"));
    EXPECT_EQ(hex(view(hmac_sha256(std::string_view(), ""))),
        "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Hmac, AKeyCountsAsItsBytes)
{
    Key const key = Key::from_bytes(std::string(32, '\x0b')).release();
    EXPECT_EQ(hmac_sha256(key, "m"), hmac_sha256(std::string(32, '\x0b'), "m"));
    EXPECT_NE(hmac_sha256(key, "m"), hmac_sha256(key, "n"));
}

// RFC 5869 appendices A.1 and A.3.
TEST(Hkdf, MatchesPublishedVectors)
{
    std::string const secret(22, '\x0b');
    EXPECT_EQ(hex(hkdf_sha256(secret, bytes("000102030405060708090a0b0c"), bytes("f0f1f2f3f4f5f6f7f8f9"), 42).value()),
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    EXPECT_EQ(hex(hkdf_sha256(secret, "", "", 42).value()),
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    EXPECT_FALSE(hkdf_sha256(secret, "", "", 0).ok());
    EXPECT_TRUE(hkdf_sha256(secret, "", "", 8160).ok());
    EXPECT_FALSE(hkdf_sha256(secret, "", "", 8161).ok());
}

TEST(Derive, LabelsAndKeysGiveIndependentKeys)
{
    SeededRng rng(11);
    Key const key = Key::fresh(rng).release();
    Key const other = Key::fresh(rng).release();
    EXPECT_EQ(derive(key, "blind index")->bytes(), derive(key, "blind index")->bytes());
    EXPECT_NE(derive(key, "blind index")->bytes(), derive(key, "audit")->bytes());
    EXPECT_NE(derive(key, "blind index")->bytes(), derive(other, "blind index")->bytes());
    EXPECT_EQ(derive(key, "x")->bytes(), hkdf_sha256(key.bytes(), "", "x", 32).value());
}

} // namespace
