#include "platform/http/tls_probe.h"
#include <memory>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace wellkept::http {

Result<Handshake> shake_hands(std::string const& host, std::uint16_t port, Offer const& offer)
{
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
    if (!context) return bug("tls_probe: no context");
    SSL_CTX_set_security_level(context.get(), 0); // offers what we would never take
    SSL_CTX_set_min_proto_version(context.get(), offer.version_max && offer.version_max < TLS1_2_VERSION ? TLS1_VERSION : 0);
    if (offer.version_max) SSL_CTX_set_max_proto_version(context.get(), offer.version_max);
    if (SSL_CTX_set_cipher_list(context.get(), offer.ciphers.empty() ? "ALL:@SECLEVEL=0" : offer.ciphers.c_str()) != 1
        || (!offer.suites.empty() && SSL_CTX_set_ciphersuites(context.get(), offer.suites.c_str()) != 1))
        return bug("tls_probe: OpenSSL knows no such suite");

    ERR_clear_error();
    std::unique_ptr<BIO, decltype(&BIO_free_all)> connection(BIO_new_ssl_connect(context.get()), &BIO_free_all);
    if (!connection) return bug("tls_probe: no connection");
    auto const address = host + ":" + std::to_string(port);
    SSL* ssl = nullptr;
    BIO_get_ssl(connection.get(), &ssl);
    BIO_set_conn_hostname(connection.get(), address.c_str());
    if (!ssl || SSL_set_tlsext_host_name(ssl, host.c_str()) != 1) return bug("tls_probe: no connection");
    std::unique_ptr<BIO, decltype(&BIO_free_all)> plain(BIO_new_connect(address.c_str()), &BIO_free_all);
    if (!plain || BIO_do_connect(plain.get()) != 1)
        return unavailable("Nobody answers at the server's address.", "tls_probe: " + address);
    plain.reset();

    Handshake out;
    if (BIO_do_connect(connection.get()) != 1 || BIO_do_handshake(connection.get()) != 1) {
        ERR_clear_error();
        return out;
    }
    auto const* const cipher = SSL_get_current_cipher(ssl);
    out.agreed = true;
    out.version = SSL_get_version(ssl);
    out.cipher = cipher ? SSL_CIPHER_get_name(cipher) : "";
    out.key_bits = cipher ? SSL_CIPHER_get_bits(cipher, nullptr) : 0;
    return out;
}

} // namespace wellkept::http
