#include "keep/accounts/totp.h"
#include <algorithm>
#include <cstdlib>
#include <liboath/oath.h>

namespace wellkept::accounts::totp {
namespace {

constexpr unsigned step_seconds = 30;

std::string escaped(std::string_view text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (unsigned char const c : text) {
        bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
        if (plain) out += static_cast<char>(c);
        else ((out += '%') += digits[c >> 4]) += digits[c & 15];
    }
    return out;
}

} // namespace

Result<std::string> base32(std::string_view secret)
{
    char* text = nullptr;
    std::size_t length = 0;
    if (oath_base32_encode(secret.data(), secret.size(), &text, &length) != OATH_OK) return bug("oath_base32_encode");
    std::string out(text, length);
    std::free(text);
    out.erase(out.find_last_not_of('=') + 1);
    return out;
}

Result<std::string> uri(std::string_view secret, std::string_view issuer, std::string_view account)
{
    return "otpauth://totp/" + escaped(issuer) + ":" + escaped(account) + "?secret=" + TRY(base32(secret))
        + "&issuer=" + escaped(issuer) + "&algorithm=SHA1&digits=6&period=30";
}

std::optional<std::int64_t> step_of(std::string_view secret, std::string_view code, Instant now)
{
    if (code.size() != 6 || !std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; })) return {};
    auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    int position = 0;
    std::string const text(code);
    int const found = oath_totp_validate2(secret.data(), secret.size(), seconds, step_seconds, 0, 1, &position, text.c_str());
    if (found < 0) return {};
    return seconds / step_seconds + position;
}

} // namespace wellkept::accounts::totp
