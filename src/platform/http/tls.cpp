#include "platform/http/tls.h"
#include <algorithm>
#include <cerrno>
#include <climits>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

namespace wellkept::http {
namespace {

// One read(2) then takes four full records off the socket instead of a header or a record at a time.
constexpr std::size_t tls_read_bytes = 66 * 1024;

Error tls_error(std::string_view doing)
{
    auto const code = ERR_peek_last_error();
    auto const* reason = ERR_reason_error_string(code);
    ERR_clear_error();
    return unavailable(
        "The server's certificate or key cannot be used.", std::string(doing) + ": " + (reason ? reason : "refused"));
}

int choose_protocol(
    SSL*, unsigned char const** out, unsigned char* out_size, unsigned char const* offered, unsigned int size, void*)
{
    static constexpr unsigned char http11[] = { 8, 'h', 't', 't', 'p', '/', '1', '.', '1' };
    unsigned char* chosen = nullptr;
    if (SSL_select_next_proto(&chosen, out_size, http11, sizeof http11, offered, size) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

} // namespace

void TlsContextFree::operator()(ssl_ctx_st* context) const { SSL_CTX_free(context); }

Result<TlsContext> make_tls_context(std::string const& certificate_file, std::string const& key_file)
{
    ERR_clear_error();
    TlsContext context(SSL_CTX_new(TLS_server_method()));
    auto* const c = context.get();
    if (!c) return tls_error("context");
    if (!SSL_CTX_set_min_proto_version(c, TLS1_2_VERSION) || !SSL_CTX_set_ciphersuites(c, "TLS_AES_256_GCM_SHA384")
        || !SSL_CTX_set_cipher_list(c, "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384")
        || !SSL_CTX_set1_groups_list(c, "X25519:P-256:P-384"))
        return tls_error("suites");
    SSL_CTX_set_options(c,
        SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE
            | SSL_OP_IGNORE_UNEXPECTED_EOF);
    // An idle connection then holds no record buffers: 20,000 of them are cheap.
    SSL_CTX_set_mode(c, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_read_ahead(c, 1);
    SSL_CTX_set_default_read_buffer_len(c, tls_read_bytes);
    SSL_CTX_set_session_cache_mode(c, SSL_SESS_CACHE_OFF); // tickets carry the session instead
    SSL_CTX_set_num_tickets(c, 1);
    SSL_CTX_set_alpn_select_cb(c, choose_protocol, nullptr);
    if (SSL_CTX_use_certificate_chain_file(c, certificate_file.c_str()) != 1) return tls_error("certificate");
    if (SSL_CTX_use_PrivateKey_file(c, key_file.c_str(), SSL_FILETYPE_PEM) != 1) return tls_error("key");
    if (SSL_CTX_check_private_key(c) != 1) return tls_error("key of another certificate");
    return context;
}

Transport::Transport(int socket, ssl_ctx_st* context)
    : m_socket(socket)
{
    if (!context) return;
    m_ssl = SSL_new(context);
    if (!m_ssl || SSL_set_fd(m_ssl, socket) != 1) m_broken = true;
    if (m_ssl) SSL_set_accept_state(m_ssl);
}

Transport::~Transport() { SSL_free(m_ssl); }

Transport::Io Transport::outcome(int result)
{
    switch (SSL_get_error(m_ssl, result)) {
    case SSL_ERROR_WANT_READ:
        return Io::want_read;
    case SSL_ERROR_WANT_WRITE:
        return Io::want_write;
    case SSL_ERROR_ZERO_RETURN:
        return Io::end;
    default:
        m_broken = true;
        return Io::failed;
    }
}

Transport::Io Transport::handshake()
{
    if (m_broken) return Io::failed;
    if (!m_ssl) return Io::ok;
    ERR_clear_error();
    int const result = SSL_do_handshake(m_ssl);
    return result == 1 ? Io::ok : outcome(result);
}

Transport::Io Transport::read(char* to, std::size_t max, std::size_t& got)
{
    got = 0;
    if (m_broken) return Io::failed;
    if (m_ssl) {
        ERR_clear_error();
        return SSL_read_ex(m_ssl, to, max, &got) == 1 ? Io::ok : outcome(0);
    }
    auto const n = ::recv(m_socket, to, max, 0);
    if (n > 0) return got = static_cast<std::size_t>(n), Io::ok;
    if (n == 0) return Io::end;
    return errno == EAGAIN || errno == EINTR ? Io::want_read : Io::failed;
}

Transport::Io Transport::write(char const* from, std::size_t size, std::size_t& sent)
{
    sent = 0;
    if (m_broken) return Io::failed;
    if (m_ssl) {
        ERR_clear_error();
        return SSL_write_ex(m_ssl, from, size, &sent) == 1 ? Io::ok : outcome(0);
    }
    auto const n = ::send(m_socket, from, size, MSG_NOSIGNAL);
    if (n >= 0) return sent = static_cast<std::size_t>(n), Io::ok;
    return errno == EAGAIN || errno == EINTR ? Io::want_write : Io::failed;
}

bool Transport::has_buffered() const { return m_ssl && SSL_has_pending(m_ssl) == 1; }

void Transport::say_end()
{
    if (m_ssl && !m_broken) {
        ERR_clear_error();
        (void)SSL_shutdown(m_ssl);
        ERR_clear_error();
    }
    ::shutdown(m_socket, SHUT_WR);
}

} // namespace wellkept::http
