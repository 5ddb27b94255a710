#include "platform/crypto/crypto.h"
#include "platform/crypto/openssl.h"
#include <algorithm>
#include <openssl/evp.h>

namespace wellkept::crypto {

std::string hex(std::string_view bytes)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (auto const c : bytes) {
        auto const b = static_cast<std::uint8_t>(c);
        out += digits[b >> 4];
        out += digits[b & 15];
    }
    return out;
}

static int nibble(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::optional<std::string> hex_decode(std::string_view text)
{
    if (text.size() % 2) return std::nullopt;
    std::string out;
    out.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        int const high = nibble(text[i]), low = nibble(text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        out += static_cast<char>(high << 4 | low);
    }
    return out;
}

// EVP_EncodeBlock and EVP_DecodeBlock count in int; pieces divisible by 3 and 4 join without a seam.
static constexpr std::size_t piece = 3 * 4 * 1024 * 1024;

std::string base64(std::string_view bytes)
{
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0'); // EVP_EncodeBlock ends with a NUL
    std::size_t at = 0;
    while (!bytes.empty()) {
        auto const part = bytes.substr(0, piece);
        at += std::size_t(
            EVP_EncodeBlock(reinterpret_cast<std::uint8_t*>(out.data() + at), data(part), int(part.size())));
        bytes.remove_prefix(part.size());
    }
    out.resize(at);
    return out;
}

std::optional<std::string> base64_decode(std::string_view text)
{
    if (text.size() % 4) return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
    std::string out(text.size() / 4 * 3, '\0');
    std::size_t at = 0;
    for (auto rest = text; !rest.empty();) {
        auto const part = rest.substr(0, piece);
        int const n = EVP_DecodeBlock(reinterpret_cast<std::uint8_t*>(out.data() + at), data(part), int(part.size()));
        if (n < 0) return std::nullopt;
        at += std::size_t(n);
        rest.remove_prefix(part.size());
    }
    if (at < padding) return std::nullopt;
    out.resize(at - padding); // EVP_DecodeBlock counts padding as zero bytes
    // It also forgives blanks at the ends, '=' in the middle and stray last bits: only what we would write ourselves is
    // taken.
    if (base64(out) != text) return std::nullopt;
    return out;
}

std::string base64url(std::string_view bytes)
{
    auto out = base64(bytes);
    while (!out.empty() && out.back() == '=') out.pop_back();
    std::replace(out.begin(), out.end(), '+', '-');
    std::replace(out.begin(), out.end(), '/', '_');
    return out;
}

std::optional<std::string> base64url_decode(std::string_view text)
{
    if (text.find_first_of("+/=") != std::string_view::npos) return std::nullopt;
    std::string padded(text);
    std::replace(padded.begin(), padded.end(), '-', '+');
    std::replace(padded.begin(), padded.end(), '_', '/');
    padded.append((4 - padded.size() % 4) % 4, '=');
    return base64_decode(padded);
}

std::string random_token(Rng& rng, std::size_t bytes)
{
    std::string secret(bytes, '\0');
    rng.fill({ reinterpret_cast<std::uint8_t*>(secret.data()), secret.size() });
    auto out = base64url(secret);
    wipe(secret);
    return out;
}

} // namespace wellkept::crypto
