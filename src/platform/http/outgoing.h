// Requests to others (vendors, Clients' webhook endpoints) through libcurl: bounded, verified, never to where they must not go.
#pragma once
#include "base/result.h"
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wellkept::http {

struct OutgoingConfig {
    std::string ca_file;                 // besides the system's; for a simulator's own certificate
    bool allow_private_addresses = false; // loopback, link-local, RFC 1918 ...: only a demo or a test sets it (SSRF)
    bool allow_plain_http = false;
};

struct OutgoingRequest {
    std::string method = "GET";
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    int timeout_ms = 30'000;
    std::size_t response_bytes_max = 16 * 1024 * 1024;
    // Asked each time a connection stands and the first byte is about to leave; false: nothing leaves.
    std::function<bool()> may_leave {};
    // Told about a second after the last byte left, or when the answer came, or there will be none.
    std::function<void()> has_left {};
};

struct OutgoingResponse {
    int status {};
    std::map<std::string, std::string, std::less<>> headers; // names in lower case
    std::string body;
};

// Thread-safe; keeps connections. Redirects are not followed. An answer of any status is a value;
// no answer (refused, hung, too large, bad certificate, forbidden address) is Code::unavailable with the reason in detail, never the URL's query.
class Outgoing {
public:
    explicit Outgoing(OutgoingConfig);
    ~Outgoing();
    // A malformed URL, or one of a scheme we do not speak or with a password in it, is bad_input.
    Result<OutgoingResponse> send(OutgoingRequest const&);
    // What send would say of the URL before it looks up the name: for an address that is only being stored.
    Result<> check(std::string const& url) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Whether a numeric address, v4 or v6, may be reached over the public Internet; false for what is no numeric address.
bool is_public_address(std::string_view);

std::string url_encode(std::string_view); // RFC 3986 section 2.3: all but unreserved characters
std::string form_encode(std::vector<std::pair<std::string, std::string>> const&);
// application/x-www-form-urlencoded. bad_input: broken percent signs, invalid UTF-8, control characters, too many fields.
Result<std::vector<std::pair<std::string, std::string>>> form_decode(std::string_view);

} // namespace wellkept::http
