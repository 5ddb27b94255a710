#include "platform/crypto/crypto.h"
#include "platform/crypto/openssl.h"
#include <climits>
#include <cstring>
#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace wellkept::crypto {

static constexpr std::size_t nonce_bytes = 12, tag_bytes = 16;
static_assert(seal_overhead == 1 + nonce_bytes + tag_bytes && seal_plaintext_max < INT_MAX);

namespace {

// One context a thread and direction, its cipher fetched once: fetching costs more than sealing a small value.
class Context {
public:
    explicit Context(bool encrypts)
        : m_context(need(EVP_CIPHER_CTX_new(), "EVP_CIPHER_CTX_new"))
        , m_encrypts(encrypts)
    {
        static EVP_CIPHER* const cipher = need(EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr), "AES-256-GCM");
        need(EVP_CipherInit_ex2(m_context, cipher, nullptr, nullptr, m_encrypts, nullptr) == 1, "EVP_CipherInit_ex2");
    }
    ~Context() { EVP_CIPHER_CTX_free(m_context); }
    Context(Context const&) = delete;

    EVP_CIPHER_CTX* get() const { return m_context; }
    bool begin(Key const& key, std::uint8_t const* nonce, std::string_view aad)
    {
        int n = 0;
        return EVP_CipherInit_ex2(m_context, nullptr, data(key.bytes()), nonce, m_encrypts, nullptr) == 1
            && (aad.empty() || EVP_CipherUpdate(m_context, nullptr, &n, data(aad), int(aad.size())) == 1);
    }
    // Puts a meaningless key in place of the real one: an erased person's key must not live on in an idle thread.
    void forget()
    {
        static constexpr std::uint8_t nothing[Key::size] = {};
        EVP_CipherInit_ex2(m_context, nullptr, nothing, nothing, m_encrypts, nullptr);
    }

private:
    EVP_CIPHER_CTX* m_context;
    bool m_encrypts;
};

struct Forget {
    Context& context;
    ~Forget() { context.forget(); }
};

} // namespace

Result<std::string> seal(Key const& key, std::string_view plaintext, std::string_view aad, Rng& rng)
{
    if (plaintext.size() > seal_plaintext_max || aad.size() > seal_plaintext_max)
        return Error(Code::too_large, PublicText("This is too large to be stored."), Detail("seal"));
    thread_local Context context(true);
    std::string out(plaintext.size() + seal_overhead, '\0');
    auto* const bytes = reinterpret_cast<std::uint8_t*>(out.data());
    bytes[0] = seal_version;
    rng.fill({ bytes + 1, nonce_bytes });
    auto* const body = bytes + 1 + nonce_bytes;
    Forget const forget { context };
    int n = 0, last = 0;
    if (!context.begin(key, bytes + 1, aad)
        || (!plaintext.empty()
            && EVP_EncryptUpdate(context.get(), body, &n, data(plaintext), int(plaintext.size())) != 1)
        || EVP_EncryptFinal_ex(context.get(), body + n, &last) != 1
        || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, int(tag_bytes), body + plaintext.size()) != 1)
        return bug("seal: " + openssl_error());
    return out;
}

// Opens into `out`, which has room for the plaintext. The caller must not use `out` unless this succeeds.
static Result<> open_into(Key const& key, std::string_view sealed, std::string_view aad, std::uint8_t* out)
{
    thread_local Context context(false);
    auto const* const bytes = data(sealed);
    auto const length = sealed.size() - seal_overhead;
    auto const* const body = bytes + 1 + nonce_bytes;
    std::uint8_t tag[tag_bytes];
    std::memcpy(tag, body + length, tag_bytes);
    Forget const forget { context };
    int n = 0, last = 0;
    if (!context.begin(key, bytes + 1, aad)
        || (length > 0 && EVP_DecryptUpdate(context.get(), out, &n, body, int(length)) != 1)
        || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, int(tag_bytes), tag) != 1)
        return bug("open: " + openssl_error());
    if (EVP_DecryptFinal_ex(context.get(), out + n, &last) != 1) {
        OPENSSL_cleanse(out, length); // what did not authenticate must not be read
        return bug("tag");
    }
    return {};
}

static Result<std::size_t> plaintext_size(std::string_view sealed, std::string_view aad)
{
    if (sealed.size() < seal_overhead || sealed.size() > seal_plaintext_max + seal_overhead
        || static_cast<std::uint8_t>(sealed[0]) != seal_version || aad.size() > seal_plaintext_max)
        return bug("sealed form");
    return sealed.size() - seal_overhead;
}

Result<std::string> open(Key const& key, std::string_view sealed, std::string_view aad)
{
    std::string out(TRY(plaintext_size(sealed, aad)), '\0');
    TRY(open_into(key, sealed, aad, reinterpret_cast<std::uint8_t*>(out.data())));
    return out;
}

Result<std::string> wrap(Key const& outer, Key const& inner, std::string_view aad, Rng& rng)
{
    return seal(outer, inner.bytes(), aad, rng);
}

Result<Key> unwrap(Key const& outer, std::string_view wrapped, std::string_view aad)
{
    if (TRY(plaintext_size(wrapped, aad)) != Key::size) return bug("sealed form");
    Key key = TRY(Key::blank());
    TRY(open_into(outer, wrapped, aad, key.m_bytes));
    return key;
}

} // namespace wellkept::crypto
