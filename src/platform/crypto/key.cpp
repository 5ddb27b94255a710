#include "platform/crypto/crypto.h"
#include "platform/crypto/private_file.h"
#include <cstring>
#include <openssl/crypto.h>

namespace wellkept::crypto {

// Half of the usual RLIMIT_MEMLOCK of 8 MiB; OpenSSL keeps its own private keys there too.
static constexpr std::size_t locked_bytes = 4 * 1024 * 1024;

// 1: locked; 2: usable but not locked; 0: the arena could not be made, and keys lie in ordinary memory, still wiped.
static int prepare_key_memory()
{
    static int const state = CRYPTO_secure_malloc_init(locked_bytes, Key::size);
    return state;
}

bool key_memory_is_locked() { return prepare_key_memory() == 1; }

Result<Key> Key::blank()
{
    prepare_key_memory();
    auto* bytes = static_cast<std::uint8_t*>(OPENSSL_secure_zalloc(size));
    if (!bytes) return unavailable("The service is busy. Please try again shortly.", "locked key memory is full");
    return Key(bytes);
}

Key::~Key() { OPENSSL_secure_clear_free(m_bytes, size); }

Result<Key> Key::fresh(Rng& rng)
{
    Key key = TRY(blank());
    rng.fill({ key.m_bytes, size });
    return key;
}

Result<Key> Key::from_bytes(std::string_view bytes)
{
    if (bytes.size() != size) return bad_input("A key must have exactly 32 bytes.");
    Key key = TRY(blank());
    std::memcpy(key.m_bytes, bytes.data(), size);
    return key;
}

Result<Key> Key::load(std::string const& path)
{
    std::string text = TRY(read_private_file(path));
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    auto bytes = hex_decode(text);
    wipe(text);
    if (!bytes || bytes->size() != size) return bug("key file is not 64 hexadecimal digits: " + path);
    auto key = from_bytes(*bytes);
    wipe(*bytes);
    return key;
}

Result<> Key::save(std::string const& path) const
{
    std::string text = hex(bytes()); // exactly sized, so that no copy is left behind unwiped
    auto done = write_private_file(path, text);
    wipe(text);
    return done;
}

void wipe(std::string& s)
{
    OPENSSL_cleanse(s.data(), s.size());
    s.clear();
}

bool equal(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace wellkept::crypto
