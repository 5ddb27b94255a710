#include "connect/programs/signing.h"
#include "connect/programs/template.h"
#include <array>
#include <charconv>
#include <memory>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace wellkept::programs {
namespace {

struct MacFree {
    void operator()(EVP_MAC* p) const { EVP_MAC_free(p); }
    void operator()(EVP_MAC_CTX* p) const { EVP_MAC_CTX_free(p); }
};

Error refused(std::string_view why)
{
    return { Code::unauthenticated, PublicText("This delivery is not signed as it must be."), Detail(why) };
}

bool same(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

// "t=12,v1=ab": the first field of that name.
std::optional<std::string_view> field_of(std::string_view header, std::string_view field)
{
    while (!header.empty()) {
        auto const comma = header.find(',');
        auto part = header.substr(0, comma);
        while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
        if (part.size() > field.size() && part.substr(0, field.size()) == field && part[field.size()] == '=')
            return part.substr(field.size() + 1);
        if (comma == std::string_view::npos) break;
        header.remove_prefix(comma + 1);
    }
    return std::nullopt;
}

std::optional<std::string_view> part_of(WebhookPart const& part, HeaderLookup const& headers, std::string_view body)
{
    using From = WebhookPart::From;
    if (part.from == From::text) return part.name;
    if (part.from == From::body) return body;
    auto const value = headers(part.name);
    if (!value || part.from == From::header) return value;
    return field_of(*value, part.field);
}

Result<> check_time(WebhookScheme const& scheme, std::string_view text, std::int64_t now_ms)
{
    std::int64_t then {};
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), then);
    constexpr std::int64_t most = 100'000'000'000'000; // far beyond any clock, so that the sums below stay exact
    if (failed != std::errc() || end != text.data() + text.size() || then < 0 || then > most)
        return refused("timestamp is no number");
    auto const then_ms = scheme.timestamp_ms ? then : then * 1000;
    if (std::llabs(now_ms - then_ms) > std::int64_t(scheme.tolerance_seconds) * 1000)
        return refused("timestamp outside tolerance");
    return {};
}

} // namespace

Result<std::string> hmac_text(
    std::string_view hash, std::string_view key, std::string_view message, std::string_view encoding)
{
    std::unique_ptr<EVP_MAC, MacFree> const mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
    std::unique_ptr<EVP_MAC_CTX, MacFree> const ctx(mac ? EVP_MAC_CTX_new(mac.get()) : nullptr);
    std::string digest_name(hash);
    std::array const params { OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest_name.data(), 0),
        OSSL_PARAM_construct_end() };
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest {};
    std::size_t size {};
    auto bytes = [](std::string_view s) { return reinterpret_cast<unsigned char const*>(s.data()); };
    // A key of no bytes would make EVP keep the previous one; there is none here, and it proves nothing anyway.
    if (!ctx || key.empty() || EVP_MAC_init(ctx.get(), bytes(key), key.size(), params.data()) != 1
        || EVP_MAC_update(ctx.get(), bytes(message), message.size()) != 1
        || EVP_MAC_final(ctx.get(), digest.data(), &size, digest.size()) != 1)
        return bug("HMAC failed");
    if (encoding == "base64") {
        std::string out(4 * ((size + 2) / 3) + 1, '\0');
        out.resize(
            std::size_t(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), digest.data(), int(size))));
        return out;
    }
    auto const* digits = encoding == "HEX" ? "0123456789ABCDEF" : "0123456789abcdef";
    std::string out;
    for (std::size_t i = 0; i < size; ++i) {
        out += digits[digest[i] >> 4];
        out += digits[digest[i] & 15];
    }
    return out;
}

Result<> verify_webhook(WebhookScheme const& scheme, HeaderLookup const& headers, std::string_view body,
    std::string_view secret, std::int64_t now_ms)
{
    using Kind = WebhookScheme::Kind;
    if (scheme.kind == Kind::none) return {};
    if (secret.empty()) return bug("a webhook signature to check, but no secret");
    auto given = part_of(scheme.signature, headers, body);
    if (!given) return refused("signature header is missing");
    if (given->substr(0, scheme.prefix.size()) != scheme.prefix) return refused("signature prefix is missing");
    given->remove_prefix(scheme.prefix.size());
    if (scheme.kind == Kind::header_equals) return same(*given, secret) ? Result<>() : refused("secret differs");

    std::string message;
    for (auto const& part : scheme.over) {
        auto const text = part_of(part, headers, body);
        if (!text) return refused("signed header " + part.name + " is missing");
        message += *text;
    }
    auto const expected =
        TRY(hmac_text(scheme.hash, std::string(secret) + scheme.key_suffix, message, scheme.encoding));
    if (!same(*given, expected)) return refused("signature differs");
    if (scheme.timestamp) {
        auto const text = part_of(*scheme.timestamp, headers, body);
        if (!text) return refused("timestamp is missing");
        TRY(check_time(scheme, *text, now_ms));
    }
    return {};
}

} // namespace wellkept::programs
