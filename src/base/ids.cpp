#include "base/ids.h"
#include <cstring>

namespace wellkept {

std::string Uuid::text() const
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string out(36, '-');
    std::size_t at = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) ++at;
        out[at++] = digits[bytes[i] >> 4];
        out[at++] = digits[bytes[i] & 15];
    }
    return out;
}

std::optional<Uuid> Uuid::parse(std::string_view s)
{
    if (s.size() != 36) return std::nullopt;
    auto nibble = [](char c) -> int {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        if (c >= 'A' && c <= 'F') return c - 'A' + 10;
        return -1;
    };
    Uuid out;
    std::size_t at = 0;
    for (std::size_t i = 0; i < 36;) {
        if (i == 8 || i == 13 || i == 18 || i == 23) {
            if (s[i++] != '-') return std::nullopt;
            continue;
        }
        int const high = nibble(s[i]), low = nibble(s[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        out.bytes[at++] = static_cast<std::uint8_t>(high << 4 | low);
        i += 2;
    }
    return out;
}

Uuid Uuid::v7(Clock const& clock, Rng& rng)
{
    Uuid out;
    rng.fill(out.bytes);
    auto const ms = std::chrono::duration_cast<std::chrono::milliseconds>(clock.now().time_since_epoch()).count();
    for (int i = 0; i < 6; ++i) out.bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
    out.bytes[6] = static_cast<std::uint8_t>((out.bytes[6] & 0x0f) | 0x70);
    out.bytes[8] = static_cast<std::uint8_t>((out.bytes[8] & 0x3f) | 0x80);
    return out;
}

Uuid Uuid::v4(Rng& rng)
{
    Uuid out;
    rng.fill(out.bytes);
    out.bytes[6] = static_cast<std::uint8_t>((out.bytes[6] & 0x0f) | 0x40);
    out.bytes[8] = static_cast<std::uint8_t>((out.bytes[8] & 0x3f) | 0x80);
    return out;
}

} // namespace wellkept

std::size_t std::hash<wellkept::Uuid>::operator()(wellkept::Uuid const& u) const noexcept
{
    std::size_t out;
    static_assert(sizeof out <= 8);
    std::memcpy(&out, u.bytes.data() + 8, sizeof out); // the random half
    return out;
}
