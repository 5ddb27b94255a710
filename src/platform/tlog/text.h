// The small text forms that several of this room's formats share.
#pragma once
#include "platform/tlog/tlog.h"
#include <charconv>

namespace wellkept::tlog {

// ASCII decimal without sign and leading zeroes.
inline std::optional<std::uint64_t> decimal(std::string_view s)
{
    std::uint64_t v = 0;
    if (s.empty() || (s[0] == '0' && s.size() > 1)) return {};
    auto const [end, error] = std::from_chars(s.data(), s.data() + s.size(), v);
    if (error != std::errc() || end != s.data() + s.size() || s[0] == '-') return {};
    return v;
}

// The text up to the next newline, taken off the front; none if there is no newline.
inline std::optional<std::string_view> take_line(std::string_view& in)
{
    auto const end = in.find('\n');
    if (end == in.npos) return {};
    auto const out = in.substr(0, end);
    in.remove_prefix(end + 1);
    return out;
}

inline std::optional<Hash> hash_from_base64(std::string_view s)
{
    auto const bytes = crypto::base64_decode(s);
    if (!bytes || bytes->size() != hash_size) return {};
    Hash h;
    std::copy(bytes->begin(), bytes->end(), h.begin());
    return h;
}

bool valid_name(std::string_view);
// Valid UTF-8 without control characters other than newline.
bool valid_text(std::string_view);

} // namespace wellkept::tlog
