// The parts that need no database: passwords, one-time codes, passkeys. The flow itself is in tests/gates.
#include "keep/accounts/passkey.h"
#include "keep/accounts/password.h"
#include "keep/accounts/testing_authenticator.h"
#include "keep/accounts/totp.h"
#include "platform/json/json.h"
#include <fstream>
#include <future>
#include <gtest/gtest.h>

namespace wellkept::accounts {
namespace {

CommonPasswords common() { return CommonPasswords::load(WELLKEPT_SOURCE_DIR "/policy/common_passwords.txt").release(); }

TEST(Password, EachRuleIsKept)
{
    auto const list = common();
    auto refused = [&](std::string_view p) { return !check_new_password(p, { "Olga Novak", "olga.novak@example.org" }, list).ok(); };
    EXPECT_TRUE(refused("Short1!"));
    EXPECT_TRUE(refused("Walnut-k1te")) << "11 characters";
    EXPECT_TRUE(refused("grey-walnut-kite-7"));
    EXPECT_TRUE(refused("GREY-WALNUT-KITE-7"));
    EXPECT_TRUE(refused("Grey-walnut-kite-x"));
    EXPECT_TRUE(refused("GreyWalnutKite7x"));
    EXPECT_TRUE(refused("Password123!")) << "a frequent word with what everybody adds";
    EXPECT_TRUE(refused("P@ssw0rd1234!"));
    EXPECT_TRUE(refused("Qwertyuiop123!"));
    EXPECT_TRUE(refused("Olga.Novak.1!")) << "made of the person's own name";
    EXPECT_TRUE(refused("Aaaaaaaaaaa1!"));
    EXPECT_TRUE(refused(std::string("Grey-walnut-kite-7\0", 19)));
    EXPECT_TRUE(refused("Aa1!" + std::string(200, 'x')));
    EXPECT_FALSE(refused("Grey-walnut-kite-7"));
    EXPECT_FALSE(refused("Größe-und-Weite-44-Kamel"));
}

TEST(Password, TheListIsReadAndAMissingOneIsAnError)
{
    EXPECT_TRUE(common().contains("password"));
    EXPECT_TRUE(common().contains("Dragon2024!"));
    EXPECT_FALSE(common().contains("Grey-walnut-kite-7"));
    EXPECT_FALSE(CommonPasswords::load("/nonexistent").ok());
    EXPECT_FALSE(CommonPasswords::load("")->contains("password"));
}

TEST(Password, HashesAreArgon2idAndOldOnesShow)
{
    SystemRng rng;
    PasswordHasher hasher(rng, 19'456, 1, 2, 64), stronger(rng, 19'456, 2, 1, 64);
    auto const one = hasher.hash("Grey-walnut-kite-7"), two = hasher.hash("Grey-walnut-kite-7");
    ASSERT_TRUE(one.ok() && two.ok());
    EXPECT_TRUE(one->starts_with("$argon2id$v=19$m=19456,t=1,p=1$")) << *one;
    EXPECT_NE(*one, *two) << "salted";
    EXPECT_TRUE(*hasher.verify(*one, "Grey-walnut-kite-7"));
    EXPECT_FALSE(*hasher.verify(*one, "Grey-walnut-kite-8"));
    EXPECT_TRUE(*stronger.verify(*one, "Grey-walnut-kite-7"));
    EXPECT_FALSE(hasher.outdated(*one));
    EXPECT_TRUE(stronger.outdated(*one));
    EXPECT_TRUE(hasher.pretend("whatever").ok());
    EXPECT_FALSE(hasher.verify("not an encoded hash", "x").ok());
}

TEST(Password, PastTheQueueTheAnswerIsLater)
{
    SystemRng rng;
    PasswordHasher hasher(rng, 65'536, 4, 1, 1);
    std::vector<std::future<bool>> all;
    for (int i = 0; i < 12; ++i)
        all.push_back(std::async(std::launch::async, [&] {
            auto const r = hasher.hash("Grey-walnut-kite-7");
            return !r.ok() && r.error().code == Code::unavailable;
        }));
    int refused = 0;
    for (auto& f : all) refused += f.get();
    EXPECT_GT(refused, 0);
    EXPECT_LT(refused, 12);
}

Instant at(std::int64_t seconds) { return Instant(std::chrono::seconds(seconds)); }

TEST(Totp, AgreesWithTheStandard)
{
    // RFC 6238 appendix B, SHA-1, cut to 6 digits as RFC 4226 section 5.3 does.
    std::string const secret = "12345678901234567890";
    EXPECT_EQ(totp::step_of(secret, "287082", at(59)), 1);
    EXPECT_EQ(totp::step_of(secret, "081804", at(1'111'111'109)), 1'111'111'109 / 30);
    EXPECT_EQ(totp::step_of(secret, "353130", at(20'000'000'000)), 20'000'000'000 / 30);
    EXPECT_EQ(totp::step_of(secret, "287082", at(59 + 30)), 1) << "one step late";
    EXPECT_EQ(totp::step_of(secret, "287082", at(29)), 1) << "one step early";
    EXPECT_FALSE(totp::step_of(secret, "287082", at(59 + 61)));
    for (auto const* bad : { "287083", "", "28708", "2870822", "28708a", " 287082" }) EXPECT_FALSE(totp::step_of(secret, bad, at(59))) << bad;
    EXPECT_EQ(*totp::base32(secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    EXPECT_EQ(*totp::uri("12345678901234567890", "Wellkept", "a b@example.org"),
        "otpauth://totp/Wellkept:a%20b%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Wellkept&algorithm=SHA1&digits=6&period=30");
}

using testing::Authenticator;

std::string member(std::string const& json, char const* name) { return std::string(json::parse(json)->at(name).as_string()); }
passkey::NewCredential made(std::string const& json) { return { member(json, "id"), member(json, "client_data_json"), member(json, "authenticator_data") }; }
passkey::Assertion shown(std::string const& json)
{
    return { member(json, "id"), member(json, "client_data_json"), member(json, "authenticator_data"), member(json, "signature") };
}

struct Passkey : ::testing::Test {
    Authenticator device;
    passkey::Site const site = passkey::site_of("https://localhost:8443");
    passkey::Key key() { return passkey::verify_new(made(device.create("Y2hhbGxlbmdl")), site).release(); }
};

TEST_F(Passkey, OneThatIsMadeByTheBookIsTakenAndShown)
{
    EXPECT_EQ(site.id, "localhost");
    auto const k = key();
    EXPECT_EQ(k.id, device.credential_id);
    EXPECT_EQ(k.algorithm, -7);
    auto const a = shown(device.get("Y2hhbGxlbmdl"));
    auto const count = passkey::verify(a, k, site);
    ASSERT_TRUE(count.ok()) << count.error().detail.text;
    EXPECT_EQ(*count, 1u);
    EXPECT_EQ(*passkey::challenge_of(a.client_data_json, "webauthn.get", site), "Y2hhbGxlbmdl");
}

TEST_F(Passkey, WhatIsNotVerifiedByTheUserIsNot)
{
    auto const k = key();
    for (unsigned char const flags : { 0x00, 0x01, 0x04 }) {
        device.flags = flags;
        EXPECT_FALSE(passkey::verify_new(made(device.create("eA")), site).ok()) << int(flags);
        EXPECT_FALSE(passkey::verify(shown(device.get("eA")), k, site).ok()) << int(flags);
    }
}

TEST_F(Passkey, AnotherSiteOriginKindOrKeyIsRefused)
{
    auto const k = key();
    auto const a = shown(device.get("eA"));
    EXPECT_FALSE(passkey::challenge_of(a.client_data_json, "webauthn.create", site).ok());
    EXPECT_FALSE(passkey::challenge_of(a.client_data_json, "webauthn.get", passkey::site_of("https://localhost:9443")).ok());
    EXPECT_FALSE(passkey::verify(a, k, passkey::site_of("https://evil.example")).ok());
    Authenticator other;
    EXPECT_FALSE(passkey::verify(shown(other.get("eA")), k, site).ok());
    other.rp_id = "evil.example";
    EXPECT_FALSE(passkey::verify_new(made(other.create("eA")), site).ok());
    auto bent = a;
    bent.signature = crypto::base64url(*crypto::base64url_decode(a.signature) + "x");
    EXPECT_FALSE(passkey::verify(bent, k, site).ok());
    auto replaced = a;
    replaced.client_data_json = crypto::base64url(device.client_data("webauthn.get", "other"));
    EXPECT_FALSE(passkey::verify(replaced, k, site).ok());
    auto claimed = made(device.create("eA"));
    claimed.id = crypto::base64url("another credential");
    EXPECT_FALSE(passkey::verify_new(claimed, site).ok());
}

TEST_F(Passkey, HostileBytesAreRefusedNotRead)
{
    auto const whole = device.data(true);
    for (std::size_t n = 0; n < whole.size(); ++n) {
        auto cut = made(device.create("eA"));
        cut.authenticator_data = crypto::base64url(whole.substr(0, n));
        EXPECT_FALSE(passkey::verify_new(cut, site).ok()) << n;
    }
    std::mt19937 random(7);
    auto const k = key();
    auto const good = shown(device.get("eA"));
    auto const signed_data = *crypto::base64url_decode(good.authenticator_data);
    for (int i = 0; i < 200; ++i) {
        auto bytes = whole;
        bytes[32 + random() % (bytes.size() - 32)] ^= static_cast<char>(1 + random() % 255);
        auto bent = made(device.create("eA"));
        bent.authenticator_data = crypto::base64url(bytes);
        (void)passkey::verify_new(bent, site).ok(); // some bits say nothing; none may crash
        auto data = signed_data;
        data[random() % data.size()] ^= static_cast<char>(1 + random() % 255);
        auto assertion = good;
        assertion.authenticator_data = crypto::base64url(data);
        EXPECT_FALSE(passkey::verify(assertion, k, site).ok());
    }
    for (auto const* text : { "", "[]", "null", "{", R"({"type":"webauthn.get"})", R"({"type":1,"challenge":[],"origin":{}})",
             R"({"type":"webauthn.get","challenge":"x","origin":"https://localhost:8443","crossOrigin":true})" })
        EXPECT_FALSE(passkey::challenge_of(crypto::base64url(text), "webauthn.get", site).ok()) << text;
    EXPECT_FALSE(passkey::challenge_of("!!", "webauthn.get", site).ok());
}

} // namespace
} // namespace wellkept::accounts
