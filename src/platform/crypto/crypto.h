// Cryptography, all of it OpenSSL 3's: sealing (AES-256-GCM), digests, key derivation (HKDF), signatures (Ed25519).
// Thread-safe throughout: what is kept for speed is kept per thread.
#pragma once
#include "base/result.h"
#include "base/rng.h"
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

struct evp_md_ctx_st;
struct evp_pkey_st;

namespace wellkept::crypto {

using Digest = std::array<std::uint8_t, 32>;

std::string_view view(Digest const&); // its 32 bytes; the digest must outlive the view

// ---- keys ----

// 256 secret bytes' worth of key, in locked memory that is left out of core dumps, wiped at destruction.
// Movable only: share one through std::shared_ptr<Key const>. A moved-from key may only be destroyed or assigned to.
class Key {
public:
    static constexpr std::size_t size = 32; // bytes

    // unavailable: the locked memory is full (room for about 100,000 keys)
    static Result<Key> fresh(Rng&);
    static Result<Key> from_bytes(std::string_view); // bad_input unless exactly 32 bytes; the caller wipes the source

    // A file of 64 hexadecimal digits. load refuses one that group or others may read or write, or that is no regular
    // file; save makes a new file 0600, durably, and never writes over one (conflict).
    static Result<Key> load(std::string const& path);
    Result<> save(std::string const& path) const;

    Key(Key&& other) noexcept
        : m_bytes(std::exchange(other.m_bytes, nullptr))
    {
    }
    Key& operator=(Key&& other) noexcept
    {
        std::swap(m_bytes, other.m_bytes);
        return *this;
    }
    ~Key();

    std::string_view bytes() const { return { reinterpret_cast<char const*>(m_bytes), size }; }

private:
    friend Result<Key> unwrap(Key const&, std::string_view, std::string_view);
    friend Result<Key> derive(Key const&, std::string_view);
    explicit Key(std::uint8_t* bytes)
        : m_bytes(bytes)
    {
    }
    static Result<Key> blank();
    std::uint8_t* m_bytes;
};

// Whether the kernel really locks keys in memory (RLIMIT_MEMLOCK may forbid it: keys are then still wiped and
// undumped).
bool key_memory_is_locked();

// ---- sealing ----

inline constexpr std::uint8_t seal_version = 1;
inline constexpr std::size_t seal_overhead = 1 + 12 + 16; // bytes a sealed text is longer than its plaintext
inline constexpr std::size_t seal_plaintext_max = 1024 * 1024 * 1024; // bytes

// version byte | 12 random bytes of nonce | ciphertext | 16-byte tag: AES-256-GCM, NIST SP 800-38D. aad is bound, not
// stored. Random nonces allow 2^32 seals under one key (section 8.3). too_large past seal_plaintext_max.
Result<std::string> seal(Key const&, std::string_view plaintext, std::string_view aad, Rng&);
// A wrong key, wrong aad or any changed bit is Code::bug with the detail "tag": our own data do not read back, and
// there is nothing the asker can do. An unknown version or a text too short has the detail "sealed form".
Result<std::string> open(Key const&, std::string_view sealed, std::string_view aad);

// Keys under keys, in the same sealed form; the inner key never lies in ordinary memory.
Result<std::string> wrap(Key const& outer, Key const& inner, std::string_view aad, Rng&);
Result<Key> unwrap(Key const& outer, std::string_view wrapped, std::string_view aad);

// ---- digests and derivation ----
// These cannot fail but by want of memory or a broken OpenSSL; then the process ends.

Digest sha256(std::string_view);
Digest hmac_sha256(Key const&, std::string_view message);
Digest hmac_sha256(std::string_view key, std::string_view message); // for secrets shared with others

// SHA-256 of what comes in pieces.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    void update(std::string_view);
    Digest finish(); // and begins anew

private:
    evp_md_ctx_st* m_context;
};

// HKDF-SHA256 (RFC 5869) without salt, the label as info: one independent key a label. unavailable as for Key::fresh.
Result<Key> derive(Key const&, std::string_view label);
// The whole of RFC 5869, for protocols that need salt or another length (at most 8160 bytes).
Result<std::string> hkdf_sha256(
    std::string_view secret, std::string_view salt, std::string_view info, std::size_t length);

// ---- signatures ----

// An Ed25519 key pair (RFC 8032).
class SigningKey {
public:
    static Result<SigningKey> generate(Rng&);
    static Result<SigningKey> from_seed(std::string_view seed); // the 32 secret bytes of RFC 8032
    // PEM, PKCS #8, not encrypted. The rules of Key::load and Key::save.
    static Result<SigningKey> load(std::string const& path);
    Result<> save(std::string const& path) const;

    std::array<std::uint8_t, 64> sign(std::string_view message) const;
    std::array<std::uint8_t, 32> public_key_raw() const { return m_public; }
    std::string key_id() const; // RFC 7638 thumbprint of the public key, as RFC 8037 appendix A.3: 43 characters

private:
    explicit SigningKey(std::shared_ptr<evp_pkey_st>);
    std::shared_ptr<evp_pkey_st> m_key;
    std::array<std::uint8_t, 32> m_public {};
};

// False for a wrong signature and for a key or signature of the wrong size.
bool verify(std::string_view public_key_raw, std::string_view message, std::string_view signature);

// ---- text forms ----
// Decoders take the one canonical form only: no blanks, no missing or spare padding, no stray last bits.

std::string hex(std::string_view bytes); // lower case
std::optional<std::string> hex_decode(std::string_view); // either case
std::string base64(std::string_view bytes); // RFC 4648 section 4, padded
std::optional<std::string> base64_decode(std::string_view);
std::string base64url(std::string_view bytes); // RFC 4648 section 5, without padding
std::optional<std::string> base64url_decode(std::string_view);

// ---- small change ----

bool equal(std::string_view, std::string_view); // takes as long for a near miss as for a match; lengths may show
void wipe(std::string&); // overwrites, then empties
std::string random_token(Rng&, std::size_t bytes = 32); // base64url

} // namespace wellkept::crypto
