// Texts with {placeholders}, and the HTTP calls made of them. Nothing is sent here.
#pragma once
#include "connect/programs/manifest.h"

namespace wellkept::programs {

using Vars = std::map<std::string, std::string, std::less<>>;

// The names between braces, in order. Refuses an open or empty brace.
Result<std::vector<std::string>> placeholders(std::string_view text);

// Nothing if a placeholder has no value.
std::optional<std::string> expand(std::string_view text, Vars const&);

// A call ready for an HTTP client, which encodes `params` as `encoding` says (query string, form body or JSON object of
// strings) and adds the authentication that `auth` names.
struct Call {
    std::string method, url;
    Request::Encoding encoding {};
    Request::Auth auth {};
    Fields params, headers;
};

// Fills a request; the manifest's endpoints are placeholders too. Signed requests need the variables client_id,
// client_secret, timestamp and, if the scheme fetches one first, nonce. What goes into a URL must be unreserved
// characters (RFC 3986), so that an id from outside cannot lead to another path: else bad_input.
Result<Call> fill(Manifest const&, Request const&, Vars const&);

// HMAC by OpenSSL in the written form a vendor wants: hex, HEX or base64.
Result<std::string> hmac_text(
    std::string_view hash, std::string_view key, std::string_view message, std::string_view encoding);

} // namespace wellkept::programs
