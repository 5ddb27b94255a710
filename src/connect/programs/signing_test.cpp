#include "connect/programs/signing.h"
#include "connect/programs/template.h"
#include <gtest/gtest.h>

namespace wellkept::programs {
namespace {

using From = WebhookPart::From;
constexpr std::int64_t now_ms = 1'767'225'600'000; // 2026-01-01
std::string const body = R"({"event_type":"create"})";

struct Delivery {
    std::map<std::string, std::string, std::less<>> headers;
    HeaderLookup lookup() const
    {
        return [this](std::string_view name) -> std::optional<std::string_view> {
            auto const it = headers.find(name);
            if (it == headers.end()) return std::nullopt;
            return it->second;
        };
    }
};

WebhookScheme oura()
{
    WebhookScheme s;
    s.kind = WebhookScheme::Kind::hmac;
    s.encoding = "HEX";
    s.over = { { From::header, "x-oura-timestamp", "" }, { From::body, "", "" } };
    s.signature = { From::header, "x-oura-signature", "" };
    s.timestamp = s.over[0];
    return s;
}

Delivery signed_at(std::int64_t seconds, std::string const& secret = "secret")
{
    auto const time = std::to_string(seconds);
    return { { { "x-oura-timestamp", time },
        { "x-oura-signature", *hmac_text("sha256", secret, time + body, "HEX") } } };
}

TEST(Hmac, KnownAnswers) // RFC 4231 section 4.3, test case 2
{
    EXPECT_EQ(*hmac_text("sha256", "Jefe", "what do ya want for nothing?", "hex"),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(*hmac_text("sha256", "Jefe", "what do ya want for nothing?", "HEX"),
        "5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843");
    // RFC 2202 section 3, test case 2
    EXPECT_EQ(
        *hmac_text("sha1", "Jefe", "what do ya want for nothing?", "hex"), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    EXPECT_EQ(*hmac_text("sha1", "Jefe", "what do ya want for nothing?", "base64"), "7/zfauXrL6LSdBbV8YTfnCWafHk=");
    EXPECT_FALSE(hmac_text("sha256", "", "x", "hex").ok()) << "a signature under no key proves nothing";
    EXPECT_FALSE(hmac_text("nosuchhash", "k", "x", "hex").ok());
}

TEST(Webhook, ATrueSignatureIsAccepted)
{
    EXPECT_TRUE(verify_webhook(oura(), signed_at(now_ms / 1000).lookup(), body, "secret", now_ms).ok());
}

TEST(Webhook, AnyChangeIsRefused)
{
    auto const good = signed_at(now_ms / 1000);
    auto refused = [&](Delivery const& d, std::string_view text, std::string_view secret) {
        auto const r = verify_webhook(oura(), d.lookup(), text, secret, now_ms);
        return !r.ok() && r.error().code == Code::unauthenticated;
    };
    EXPECT_TRUE(refused(good, body + " ", "secret"));
    EXPECT_TRUE(refused(good, body, "Secret"));
    auto bad = good;
    auto& signature = bad.headers["x-oura-signature"];
    for (std::size_t i = 0; i < signature.size(); ++i) {
        auto const was = signature[i];
        signature[i] = was == '0' ? '1' : '0';
        EXPECT_TRUE(refused(bad, body, "secret")) << i;
        signature[i] = was;
    }
    signature.pop_back();
    EXPECT_TRUE(refused(bad, body, "secret"));
    signature.clear();
    EXPECT_TRUE(refused(bad, body, "secret"));
    auto moved = good;
    moved.headers["x-oura-timestamp"] = std::to_string(now_ms / 1000 + 1);
    EXPECT_TRUE(refused(moved, body, "secret")) << "the time is signed";
}

TEST(Webhook, AMissingHeaderIsRefused)
{
    for (auto const* name : { "x-oura-signature", "x-oura-timestamp" }) {
        auto d = signed_at(now_ms / 1000);
        d.headers.erase(name);
        EXPECT_FALSE(verify_webhook(oura(), d.lookup(), body, "secret", now_ms).ok()) << name;
    }
}

TEST(Webhook, AReplayIsRefused)
{
    auto at = [](std::int64_t seconds) {
        return verify_webhook(oura(), signed_at(seconds).lookup(), body, "secret", now_ms).ok();
    };
    EXPECT_TRUE(at(now_ms / 1000 - 300));
    EXPECT_FALSE(at(now_ms / 1000 - 301));
    EXPECT_TRUE(at(now_ms / 1000 + 300));
    EXPECT_FALSE(at(now_ms / 1000 + 301));
    EXPECT_FALSE(at(0));
    EXPECT_FALSE(at(INT64_MAX));
    EXPECT_FALSE(at(-1));
    Delivery words { { { "x-oura-timestamp", "soon" },
        { "x-oura-signature", *hmac_text("sha256", "secret", "soon" + body, "HEX") } } };
    EXPECT_FALSE(verify_webhook(oura(), words.lookup(), body, "secret", now_ms).ok());
}

TEST(Webhook, AnEmptySecretIsOurFaultAndNeverAccepts)
{
    auto const r = verify_webhook(oura(), signed_at(now_ms / 1000).lookup(), body, "", now_ms);
    ASSERT_FALSE(r.ok());
    EXPECT_EQ(r.error().code, Code::bug);
}

TEST(Webhook, OtherVendorsSchemesAreData)
{
    // A header of fields: t=...,v1=hex over "t.body".
    WebhookScheme fields;
    fields.kind = WebhookScheme::Kind::hmac;
    fields.signature = { From::header_field, "x-sig", "v1" };
    fields.timestamp = WebhookPart { From::header_field, "x-sig", "t" };
    fields.over = { *fields.timestamp, { From::text, ".", "" }, { From::body, "", "" } };
    auto const time = std::to_string(now_ms / 1000);
    Delivery d { { { "x-sig", "t=" + time + ", v1=" + *hmac_text("sha256", "k", time + "." + body, "hex") } } };
    EXPECT_TRUE(verify_webhook(fields, d.lookup(), body, "k", now_ms).ok());
    EXPECT_FALSE(verify_webhook(fields, d.lookup(), body, "k", now_ms + 600'000).ok());
    // base64 of SHA-1 under secret + "&".
    WebhookScheme old;
    old.kind = WebhookScheme::Kind::hmac;
    old.hash = "sha1";
    old.encoding = "base64";
    old.key_suffix = "&";
    old.over = { { From::body, "", "" } };
    old.signature = { From::header, "x-sig", "" };
    Delivery o { { { "x-sig", *hmac_text("sha1", "k&", body, "base64") } } };
    EXPECT_TRUE(verify_webhook(old, o.lookup(), body, "k", now_ms).ok());
    EXPECT_FALSE(verify_webhook(old, o.lookup(), body, "k&", now_ms).ok());
    // A bearer secret.
    WebhookScheme bearer;
    bearer.kind = WebhookScheme::Kind::header_equals;
    bearer.signature = { From::header, "authorization", "" };
    bearer.prefix = "Bearer ";
    EXPECT_TRUE(
        verify_webhook(bearer, Delivery { { { "authorization", "Bearer s3" } } }.lookup(), body, "s3", now_ms).ok());
    EXPECT_FALSE(
        verify_webhook(bearer, Delivery { { { "authorization", "Bearer s4" } } }.lookup(), body, "s3", now_ms).ok());
    EXPECT_FALSE(verify_webhook(bearer, Delivery { { { "authorization", "s3" } } }.lookup(), body, "s3", now_ms).ok());
    // None: accepted, for a fetch only.
    EXPECT_TRUE(verify_webhook({}, Delivery {}.lookup(), body, "", now_ms).ok());
}

} // namespace
} // namespace wellkept::programs
