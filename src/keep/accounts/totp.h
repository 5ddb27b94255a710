// One-time codes of an authenticator app (RFC 6238, SHA-1, 6 digits, 30 seconds: what the apps take), by liboath.
#pragma once
#include "base/clock.h"
#include "base/result.h"
#include <optional>
#include <string>
#include <string_view>

namespace wellkept::accounts::totp {

inline constexpr std::size_t secret_bytes = 20; // RFC 4226 section 4, R6
Result<std::string> base32(std::string_view secret); // without padding
// otpauth:// for a QR code.
Result<std::string> uri(std::string_view secret, std::string_view issuer, std::string_view account);
// The time step that the code belongs to, one step early or late allowed; none if it is wrong.
std::optional<std::int64_t> step_of(std::string_view secret, std::string_view code, Instant now);

} // namespace wellkept::accounts::totp
