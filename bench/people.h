// The made-up service users of `care`, told from their number alone: whoever plants them and whoever looks for them says
// the same.
#pragma once
#include <cstdio>
#include <cstddef>
#include <string>

namespace wellkept::bench {

struct MadeUp {
    std::string first, last, birth_date, phone, postcode, email;
    std::string name() const { return first + " " + last; }
};

inline MadeUp made_up(std::size_t n)
{
    auto syllables = [](std::size_t of, int count) {
        static constexpr char const* parts[] = { "ba", "den", "fi", "gor", "hal", "in", "ka", "lem", "mo", "nu", "per", "ras", "si", "tol", "ve", "wen" };
        std::string out;
        for (int i = 0; i < count; ++i, of /= 16) out += parts[of % 16];
        out[0] = static_cast<char>(out[0] - 'a' + 'A');
        return out;
    };
    auto const mixed = n * 0x9e3779b97f4a7c15ull;
    char text[40];
    MadeUp out;
    out.first = syllables(mixed >> 52, 2); // 256 first names
    out.last = syllables(mixed >> 36, 4); // 65,536 family names
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", int(1940 + mixed % 65), int(1 + (mixed >> 8) % 12), int(1 + (mixed >> 16) % 28));
    out.birth_date = text;
    std::snprintf(text, sizeof text, "077%08zu", n);
    out.phone = text;
    std::snprintf(text, sizeof text, "D%02d %c%c%02d", int((mixed >> 24) % 24), int('A' + (mixed >> 28) % 26), int('A' + (mixed >> 30) % 26), int((mixed >> 32) % 100));
    out.postcode = text;
    out.email = "person" + std::to_string(n) + "@example.org";
    return out;
}

} // namespace wellkept::bench
