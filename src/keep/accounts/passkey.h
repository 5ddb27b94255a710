// Passkeys (W3C WebAuthn level 2), the server's side. CBOR and COSE go through libfido2 alone. What the browser's
// PublicKeyCredential holds comes as base64url text.
#pragma once
#include "base/result.h"
#include <cstdint>
#include <string>
#include <string_view>

namespace wellkept::accounts::passkey {

struct Site {
    std::string origin; // https://care.example.org
    std::string id;     // its host: the relying party
};
Site site_of(std::string const& public_url);

struct NewCredential { // as the browser gives it
    std::string id, client_data_json, authenticator_data;
};
struct Key {
    std::string id;         // raw
    std::string public_key; // as libfido2 holds it
    int algorithm;          // COSE: -7 ES256, -8 EdDSA, -257 RS256
    std::uint32_t sign_count;
};
struct Assertion {
    std::string id, client_data_json, authenticator_data, signature;
};

// The challenge that the browser answered, for the caller to look up and burn before anything is verified. It checks
// that the text is what a browser writes for this kind ("webauthn.create", "webauthn.get") at this origin.
Result<std::string> challenge_of(std::string_view client_data_base64url, std::string_view kind, Site const&);

// Section 7.1 without attestation: which make of authenticator it is, is not asked. User verification is required.
Result<Key> verify_new(NewCredential const&, Site const&);
// Section 7.2. The new sign count; comparing it is the caller's.
Result<std::uint32_t> verify(Assertion const&, Key const&, Site const&);

} // namespace wellkept::accounts::passkey
