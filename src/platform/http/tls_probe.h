// What a stranger's TLS handshake with a server comes to. For probes of a running installation; nothing is sent over it.
#pragma once
#include "base/result.h"
#include <string>

namespace wellkept::http {

struct Offer {
    int version_max = 0;     // TLS1_VERSION ... TLS1_3_VERSION of OpenSSL; 0: whatever there is
    std::string ciphers {};  // OpenSSL's list for TLS 1.2 and before; empty: all, weak ones too
    std::string suites {};   // for TLS 1.3; empty: all
};
struct Handshake {
    bool agreed = false;
    std::string version, cipher; // "TLSv1.3", "TLS_AES_256_GCM_SHA384", if agreed
    int key_bits = 0;
};
// The certificate is not checked: it is the suites that are looked at. unavailable: nobody listens there.
Result<Handshake> shake_hands(std::string const& host, std::uint16_t port, Offer const&);

} // namespace wellkept::http
