// For tests: an authenticator in software, so that what the server takes is made by the book and can be spoilt at will.
#pragma once
#include "platform/crypto/crypto.h"
#include <memory>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <string>

namespace wellkept::accounts::testing {

class Authenticator {
public:
    std::string rp_id = "localhost", origin = "https://localhost:8443";
    unsigned char flags = 0x05; // user present and verified (WebAuthn section 6.1)
    std::uint32_t count = 0;
    std::string credential_id = std::string(32, '\x2a');

    Authenticator()
        : m_key(EVP_EC_gen("P-256"), &EVP_PKEY_free)
    {
    }

    std::string client_data(std::string const& type, std::string const& challenge) const
    {
        return R"({"type":")" + type + R"(","challenge":")" + challenge + R"(","origin":")" + origin + R"(","crossOrigin":false})";
    }
    std::string data(bool with_key) const
    {
        auto const rp = crypto::sha256(rp_id);
        std::string out(crypto::view(rp));
        out += static_cast<char>(flags | (with_key ? 0x40 : 0));
        for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(count >> shift & 0xff);
        if (!with_key) return out;
        out += std::string(16, '\0'); // AAGUID
        out += std::string { '\0', static_cast<char>(credential_id.size()) } + credential_id;
        // COSE_Key of RFC 9053 section 7.1.1: {1: 2, 3: -7, -1: 1, -2: x, -3: y}
        return out + std::string("\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", 10) + coordinate(0) + std::string("\x22\x58\x20", 3) + coordinate(1);
    }
    std::string sign(std::string const& message) const
    {
        std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> const c(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
        std::size_t size = 0;
        auto const* m = reinterpret_cast<unsigned char const*>(message.data());
        EVP_DigestSignInit(c.get(), nullptr, EVP_sha256(), nullptr, m_key.get());
        EVP_DigestSign(c.get(), nullptr, &size, m, message.size());
        std::string out(size, '\0');
        EVP_DigestSign(c.get(), reinterpret_cast<unsigned char*>(out.data()), &size, m, message.size());
        out.resize(size);
        return out;
    }
    // The JSON that a page would send.
    std::string create(std::string const& challenge) const
    {
        return R"({"id":")" + crypto::base64url(credential_id) + R"(","client_data_json":")" + crypto::base64url(client_data("webauthn.create", challenge))
            + R"(","authenticator_data":")" + crypto::base64url(data(true)) + "\"}";
    }
    std::string get(std::string const& challenge)
    {
        ++count;
        auto const text = client_data("webauthn.get", challenge);
        auto const hash = crypto::sha256(text);
        return R"({"id":")" + crypto::base64url(credential_id) + R"(","client_data_json":")" + crypto::base64url(text) + R"(","authenticator_data":")"
            + crypto::base64url(data(false)) + R"(","signature":")" + crypto::base64url(sign(data(false) + std::string(crypto::view(hash)))) + "\"}";
    }

private:
    std::string coordinate(std::size_t which) const
    {
        std::string point(65, '\0');
        std::size_t size = 0;
        EVP_PKEY_get_octet_string_param(m_key.get(), "pub", reinterpret_cast<unsigned char*>(point.data()), point.size(), &size);
        return point.substr(1 + 32 * which, 32);
    }
    std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> m_key;
};

} // namespace wellkept::accounts::testing
