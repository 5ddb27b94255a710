#include "platform/http/target.h"
#include <algorithm>
#include <cstdint>
#include <optional>

namespace wellkept::http {
namespace {

int hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// Well-formed UTF-8 (Unicode 15, table 3-7) without control characters.
bool is_clean_text(std::string_view s)
{
    for (std::size_t i = 0; i < s.size();) {
        auto const byte = [&](std::size_t at) -> unsigned {
            return at < s.size() ? static_cast<std::uint8_t>(s[at]) : 0;
        };
        unsigned const first = byte(i);
        if (first < 0x20 || first == 0x7f) return false;
        std::size_t more = 0;
        unsigned low = 0x80, high = 0xbf;
        if (first < 0x80) {
            ++i;
            continue;
        }
        if (first >= 0xc2 && first <= 0xdf)
            more = 1;
        else if (first >= 0xe0 && first <= 0xef)
            more = 2;
        else if (first >= 0xf0 && first <= 0xf4)
            more = 3;
        else
            return false;
        if (first == 0xe0) low = 0xa0;
        if (first == 0xed) high = 0x9f; // surrogates
        if (first == 0xf0) low = 0x90;
        if (first == 0xf4) high = 0x8f;
        for (std::size_t k = 1; k <= more; ++k) {
            unsigned const next = byte(i + k);
            if (next < low || next > high) return false;
            low = 0x80;
            high = 0xbf;
        }
        i += more + 1;
    }
    return true;
}

std::optional<std::string> decode(std::string_view s, bool plus_is_space)
{
    std::string out;
    out.reserve(s.size());
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (s[i] == '%') {
            if (i + 2 >= s.size()) return std::nullopt;
            int const high = hex(s[i + 1]), low = hex(s[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high << 4 | low);
            i += 2;
        } else if (s[i] == '+' && plus_is_space) {
            out += ' ';
        } else {
            out += s[i];
        }
    }
    if (!is_clean_text(out)) return std::nullopt;
    return out;
}

Error bad_target(std::string_view detail) { return bad_input("The address of the request is not valid.", detail); }

Result<std::string> decode_path(std::string_view raw)
{
    std::string path;
    path.reserve(raw.size());
    for (std::size_t at = 1; at <= raw.size();) {
        auto const end = std::min(raw.find('/', at), raw.size());
        auto segment = decode(raw.substr(at, end - at), false);
        if (!segment) return bad_target("path encoding");
        if (segment->find_first_of("/\\") != std::string::npos) return bad_target("encoded slash");
        if (*segment == "." || *segment == "..") return bad_target("dot segment");
        (path += '/') += *segment;
        at = end + 1;
    }
    return path;
}

} // namespace

Result<Target> parse_target(std::string_view raw)
{
    if (raw.starts_with("https://") || raw.starts_with("http://")) {
        auto const slash = raw.find('/', raw.find("://") + 3);
        raw = slash == std::string_view::npos ? std::string_view("/") : raw.substr(slash);
    }
    if (raw.empty() || raw.front() != '/') return bad_target("form");
    bool const ascii = std::all_of(raw.begin(), raw.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (!ascii || raw.find('#') != std::string_view::npos) return bad_target("character");

    auto const mark = raw.find('?');
    Target out;
    out.path = TRY(decode_path(raw.substr(0, mark)));
    if (mark == std::string_view::npos) return out;
    for (auto rest = raw.substr(mark + 1); !rest.empty();) {
        auto const end = rest.find('&');
        auto const pair = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view {} : rest.substr(end + 1);
        if (pair.empty()) continue;
        if (out.query.size() == query_pairs_max) return bad_target("query pairs");
        auto const equals = pair.find('=');
        auto key = decode(pair.substr(0, equals), true);
        auto value =
            equals == std::string_view::npos ? std::optional<std::string>("") : decode(pair.substr(equals + 1), true);
        if (!key || !value) return bad_target("query encoding");
        out.query.emplace_back(std::move(*key), std::move(*value));
    }
    return out;
}

bool is_valid_host(std::string_view host)
{
    if (host.empty() || host.size() > 261) return false; // 255 octets of name (RFC 1035), colon and port
    auto digits = [](std::string_view s) {
        return !s.empty() && s.size() <= 5
            && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (host.front() == '[') {
        auto const close = host.find(']');
        if (close == std::string_view::npos || close < 3) return false;
        auto const address = host.substr(1, close - 1);
        if (!std::all_of(address.begin(), address.end(), [](char c) { return hex(c) >= 0 || c == ':' || c == '.'; }))
            return false;
        auto const rest = host.substr(close + 1);
        return rest.empty() || (rest.front() == ':' && digits(rest.substr(1)));
    }
    auto const colon = host.find(':');
    auto const label = host.substr(0, colon);
    if (label.empty() || (colon != std::string_view::npos && !digits(host.substr(colon + 1)))) return false;
    return std::all_of(label.begin(), label.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.'
            || c == '_';
    });
}

} // namespace wellkept::http
