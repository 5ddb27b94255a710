#include "platform/crypto/crypto.h"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>

using namespace wellkept;
using namespace wellkept::crypto;

namespace {

std::string bytes(std::string_view hex_text) { return hex_decode(hex_text).value(); }
template <std::size_t N> std::string text(std::array<std::uint8_t, N> const& a)
{
    return { reinterpret_cast<char const*>(a.data()), N };
}

// RFC 8032 section 7.1, tests 1 and 2.
TEST(Signing, MatchesPublishedVectors)
{
    auto const one =
        SigningKey::from_seed(bytes("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")).release();
    EXPECT_EQ(hex(text(one.public_key_raw())), "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    EXPECT_EQ(hex(text(one.sign(""))),
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe"
        "24"
        "655141438e7a100b");
    auto const two =
        SigningKey::from_seed(bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")).release();
    EXPECT_EQ(hex(text(two.public_key_raw())), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    EXPECT_EQ(hex(text(two.sign("\x72"))),
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302a"
        "eeb"
        "00d291612bb0c00");
}

// RFC 8037 appendix A.3: the same key as RFC 8032's test 1.
TEST(Signing, KeyIdIsTheStandardThumbprint)
{
    auto const key =
        SigningKey::from_seed(bytes("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")).release();
    EXPECT_EQ(key.key_id(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

TEST(Signing, OnlyTheTrueSignatureVerifies)
{
    SeededRng rng(12);
    auto const key = SigningKey::generate(rng).release();
    auto const other = SigningKey::generate(rng).release();
    auto const who = text(key.public_key_raw());
    auto const signature = text(key.sign("checkpoint"));
    EXPECT_TRUE(verify(who, "checkpoint", signature));
    EXPECT_FALSE(verify(who, "checkpoint2", signature));
    EXPECT_FALSE(verify(who, "", signature));
    EXPECT_FALSE(verify(text(other.public_key_raw()), "checkpoint", signature));
    for (std::size_t i = 0; i < signature.size(); ++i) {
        auto tampered = signature;
        tampered[i] = static_cast<char>(tampered[i] ^ 1);
        EXPECT_FALSE(verify(who, "checkpoint", tampered)) << i;
    }
    EXPECT_FALSE(verify(who, "checkpoint", signature.substr(1)));
    EXPECT_FALSE(verify(who, "checkpoint", signature + "x"));
    EXPECT_FALSE(verify(who.substr(1), "checkpoint", signature));
    EXPECT_FALSE(verify("", "checkpoint", ""));
    EXPECT_FALSE(verify(std::string(32, '\xff'), "checkpoint", signature));
    EXPECT_TRUE(verify(who, "checkpoint", signature)) << "errors before leave no trace";
}

class SigningFile : public testing::Test {
protected:
    std::string directory = [] {
        std::string pattern = testing::TempDir() + "signXXXXXX";
        return std::string(mkdtemp(pattern.data()));
    }();
    std::string path = directory + "/log.pem";
    SeededRng rng { 13 };
    ~SigningFile() override { std::filesystem::remove_all(directory); }
};

TEST_F(SigningFile, RoundTripsAndIsPrivate)
{
    auto const key = SigningKey::generate(rng).release();
    ASSERT_TRUE(key.save(path).ok());
    struct stat about { };
    ASSERT_EQ(stat(path.c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 07777, 0600u);
    auto const again = SigningKey::load(path).release();
    EXPECT_EQ(again.public_key_raw(), key.public_key_raw());
    EXPECT_EQ(again.sign("m"), key.sign("m"));
    EXPECT_EQ(key.save(path).error().code, Code::conflict);
    ASSERT_EQ(chmod(path.c_str(), 0640), 0);
    EXPECT_FALSE(SigningKey::load(path).ok());
}

// Made with the openssl command: another algorithm, and an Ed25519 key under a password.
TEST_F(SigningFile, OtherKeysAreRefusedWithoutAskingForAPassword)
{
    auto refuse = [&](std::string_view pem) {
        std::ofstream(path) << pem;
        ASSERT_EQ(chmod(path.c_str(), 0600), 0);
        auto const key = SigningKey::load(path);
        ASSERT_FALSE(key.ok());
        EXPECT_EQ(key.error().code, Code::bug);
    };
    refuse("");
    refuse("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    refuse(R"(-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VuBCIEIJA1fUizQJcX0RF0oh/V5pMyg4DMy6ntcz8KmrZ8Nt5F
-----END PRIVATE KEY-----
)");
    refuse(R"(-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjg1dikLME6OwICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEN7LxPOtu9MnQsfC2pGF4LUEQHLG
S3pAEC9CVFzbqVKIlMjLt6npqjjcNoP9i61e6s9JYt+i6GWNxWqisoAja1TwIn2U
5cm69LNHACWCaXuAb3I=
-----END ENCRYPTED PRIVATE KEY-----
)");
}

TEST(Signing, ASeedHasThirtyTwoBytes)
{
    EXPECT_FALSE(SigningKey::from_seed("").ok());
    EXPECT_FALSE(SigningKey::from_seed(std::string(31, 's')).ok());
    EXPECT_FALSE(SigningKey::from_seed(std::string(33, 's')).ok());
}

} // namespace
