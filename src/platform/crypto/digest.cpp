#include "platform/crypto/crypto.h"
#include "platform/crypto/openssl.h"
#include <cstdio>
#include <cstdlib>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

namespace wellkept::crypto {

std::string openssl_error()
{
    auto const code = ERR_peek_last_error();
    ERR_clear_error();
    if (code == 0) return "unknown";
    char text[160];
    ERR_error_string_n(code, text, sizeof text);
    return text;
}

void give_up(char const* what)
{
    std::fprintf(stderr, "wellkept: OpenSSL failed at %s: %s\n", what, openssl_error().c_str());
    std::abort();
}

std::string_view view(Digest const& d) { return { reinterpret_cast<char const*>(d.data()), d.size() }; }

static EVP_MD const* sha256_algorithm()
{
    static EVP_MD* const fetched = need(EVP_MD_fetch(nullptr, "SHA256", nullptr), "SHA256");
    return fetched;
}

Sha256::Sha256()
    : m_context(need(EVP_MD_CTX_new(), "EVP_MD_CTX_new"))
{
    need(EVP_DigestInit_ex2(m_context, sha256_algorithm(), nullptr) == 1, "EVP_DigestInit_ex2");
}
Sha256::~Sha256() { EVP_MD_CTX_free(m_context); }
Sha256::Sha256(Sha256&& other) noexcept
    : m_context(std::exchange(other.m_context, nullptr))
{
}
Sha256& Sha256::operator=(Sha256&& other) noexcept
{
    std::swap(m_context, other.m_context);
    return *this;
}

void Sha256::update(std::string_view bytes)
{
    need(EVP_DigestUpdate(m_context, bytes.data(), bytes.size()) == 1, "EVP_DigestUpdate");
}

Digest Sha256::finish()
{
    Digest out;
    need(EVP_DigestFinal_ex(m_context, out.data(), nullptr) == 1, "EVP_DigestFinal_ex");
    need(EVP_DigestInit_ex2(m_context, sha256_algorithm(), nullptr) == 1, "EVP_DigestInit_ex2");
    return out;
}

Digest sha256(std::string_view bytes)
{
    thread_local Sha256 hasher;
    hasher.update(bytes);
    return hasher.finish();
}

Digest hmac_sha256(std::string_view key, std::string_view message)
{
    // A context that knows its digest, copied for each use: the copy dies, wiped, with its key.
    static EVP_MAC_CTX* const pattern = [] {
        auto* const algorithm = need(EVP_MAC_fetch(nullptr, "HMAC", nullptr), "HMAC");
        auto* const context = need(EVP_MAC_CTX_new(algorithm), "EVP_MAC_CTX_new");
        char name[] = "SHA256";
        OSSL_PARAM const params[] = { OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
            OSSL_PARAM_construct_end() };
        need(EVP_MAC_CTX_set_params(context, params) == 1, "HMAC-SHA256");
        EVP_MAC_free(algorithm);
        return context;
    }();
    std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> const context(
        need(EVP_MAC_CTX_dup(pattern), "EVP_MAC_CTX_dup"), &EVP_MAC_CTX_free);
    // An empty key is legal in RFC 2104, but a null one tells OpenSSL to keep the old.
    auto const* const key_bytes = key.empty() ? data(std::string_view("", 0)) : data(key);
    Digest out;
    std::size_t n = 0;
    need(EVP_MAC_init(context.get(), key_bytes, key.size(), nullptr) == 1, "EVP_MAC_init");
    need(EVP_MAC_update(context.get(), data(message), message.size()) == 1, "EVP_MAC_update");
    need(EVP_MAC_final(context.get(), out.data(), &n, out.size()) == 1 && n == out.size(), "EVP_MAC_final");
    return out;
}

Digest hmac_sha256(Key const& key, std::string_view message) { return hmac_sha256(key.bytes(), message); }

static bool hkdf(
    std::string_view secret, std::string_view salt, std::string_view info, std::uint8_t* out, std::size_t n)
{
    static EVP_KDF* const algorithm = need(EVP_KDF_fetch(nullptr, "HKDF", nullptr), "HKDF");
    std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> const context(
        need(EVP_KDF_CTX_new(algorithm), "EVP_KDF_CTX_new"), &EVP_KDF_CTX_free);
    auto octets = [](char const* name, std::string_view s) {
        return OSSL_PARAM_construct_octet_string(name, const_cast<char*>(s.empty() ? "" : s.data()), s.size());
    };
    char digest[] = "SHA256";
    OSSL_PARAM const params[] = { OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        octets(OSSL_KDF_PARAM_KEY, secret), octets(OSSL_KDF_PARAM_SALT, salt), octets(OSSL_KDF_PARAM_INFO, info),
        OSSL_PARAM_construct_end() };
    return EVP_KDF_derive(context.get(), out, n, params) == 1;
}

Result<Key> derive(Key const& key, std::string_view label)
{
    Key out = TRY(Key::blank());
    if (!hkdf(key.bytes(), {}, label, out.m_bytes, Key::size)) return bug("hkdf: " + openssl_error());
    return out;
}

Result<std::string> hkdf_sha256(std::string_view secret, std::string_view salt, std::string_view info, std::size_t n)
{
    if (n == 0 || n > 255 * sizeof(Digest)) return bug("hkdf: length out of range");
    std::string out(n, '\0');
    if (!hkdf(secret, salt, info, reinterpret_cast<std::uint8_t*>(out.data()), n))
        return bug("hkdf: " + openssl_error());
    return out;
}

} // namespace wellkept::crypto
