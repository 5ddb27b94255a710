#include "platform/crypto/crypto.h"
#include "platform/crypto/openssl.h"
#include "platform/crypto/private_file.h"
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace wellkept::crypto {

namespace {
using PKey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using MdContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
} // namespace

SigningKey::SigningKey(std::shared_ptr<evp_pkey_st> key)
    : m_key(std::move(key))
{
    std::size_t n = m_public.size();
    need(EVP_PKEY_get_raw_public_key(m_key.get(), m_public.data(), &n) == 1, "EVP_PKEY_get_raw_public_key");
}

Result<SigningKey> SigningKey::from_seed(std::string_view seed)
{
    if (seed.size() != 32) return bad_input("A signing key's seed must have exactly 32 bytes.");
    key_memory_is_locked(); // OpenSSL keeps private keys in the locked memory, once it is there
    auto* const key = EVP_PKEY_new_raw_private_key_ex(nullptr, "ED25519", nullptr, data(seed), seed.size());
    if (!key) return bug("signing key: " + openssl_error());
    return SigningKey(std::shared_ptr<evp_pkey_st>(key, &EVP_PKEY_free));
}

Result<SigningKey> SigningKey::generate(Rng& rng)
{
    Key const seed = TRY(Key::fresh(rng));
    return from_seed(seed.bytes());
}

Result<SigningKey> SigningKey::load(std::string const& path)
{
    key_memory_is_locked();
    std::string text = TRY(read_private_file(path));
    Bio const bio(need(BIO_new_mem_buf(text.data(), int(text.size())), "BIO_new_mem_buf"), &BIO_free);
    // Without a callback OpenSSL would ask the terminal for a password.
    auto no_password = [](char*, int, int, void*) { return -1; };
    PKey key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr), &EVP_PKEY_free);
    wipe(text);
    if (!key) return bug("not an unencrypted PEM private key: " + path + ": " + openssl_error());
    if (EVP_PKEY_is_a(key.get(), "ED25519") != 1) return bug("not an Ed25519 key: " + path);
    return SigningKey(std::shared_ptr<evp_pkey_st>(std::move(key)));
}

Result<> SigningKey::save(std::string const& path) const
{
    Bio const bio(need(BIO_new(BIO_s_secmem()), "BIO_s_secmem"), &BIO_free);
    if (PEM_write_bio_PKCS8PrivateKey(bio.get(), m_key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return bug("write PEM: " + openssl_error());
    char* text = nullptr;
    auto const n = BIO_get_mem_data(bio.get(), &text);
    return write_private_file(path, { text, static_cast<std::size_t>(n) });
}

std::array<std::uint8_t, 64> SigningKey::sign(std::string_view message) const
{
    MdContext const context(need(EVP_MD_CTX_new(), "EVP_MD_CTX_new"), &EVP_MD_CTX_free);
    std::array<std::uint8_t, 64> out;
    std::size_t n = out.size();
    need(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, m_key.get()) == 1
            && EVP_DigestSign(context.get(), out.data(), &n, data(message), message.size()) == 1 && n == out.size(),
        "Ed25519");
    return out;
}

std::string SigningKey::key_id() const
{
    // RFC 7638 section 3: the required members, in lexicographic order, without white space.
    auto const x = base64url({ reinterpret_cast<char const*>(m_public.data()), m_public.size() });
    return base64url(view(sha256(R"({"crv":"Ed25519","kty":"OKP","x":")" + x + R"("})")));
}

bool verify(std::string_view public_key_raw, std::string_view message, std::string_view signature)
{
    if (public_key_raw.size() != 32 || signature.size() != 64) return false;
    PKey const key(
        EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, data(public_key_raw), public_key_raw.size()),
        &EVP_PKEY_free);
    MdContext const context(need(EVP_MD_CTX_new(), "EVP_MD_CTX_new"), &EVP_MD_CTX_free);
    bool const good = key && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1
        && EVP_DigestVerify(context.get(), data(signature), signature.size(), data(message), message.size()) == 1;
    if (!good) openssl_error(); // leaves no stale error to be taken for another call's
    return good;
}

} // namespace wellkept::crypto
