// For this room's tests: a throw-away certificate, and a client that sends exactly the bytes it is told to.
#pragma once
#include "platform/http/http.h"
#include <arpa/inet.h>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

namespace wellkept::http::test {

class TemporaryDirectory {
public:
    TemporaryDirectory()
    {
        std::string name = (std::filesystem::temp_directory_path() / "wellkept-http-XXXXXX").string();
        m_path = mkdtemp(name.data());
    }
    ~TemporaryDirectory()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    std::filesystem::path const& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

// Self-signed, P-256, one hour.
inline void write_certificate(std::string const& certificate_file, std::string const& key_file)
{
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    auto* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(
        name, "CN", MBSTRING_ASC, reinterpret_cast<unsigned char const*>("localhost"), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, key, EVP_sha256());
    auto* out = std::fopen(certificate_file.c_str(), "w");
    PEM_write_X509(out, certificate);
    std::fclose(out);
    out = std::fopen(key_file.c_str(), "w");
    PEM_write_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(out);
    X509_free(certificate);
    EVP_PKEY_free(key);
}

struct Received {
    int status = 0; // 0: the connection ended instead
    std::map<std::string, std::string> headers; // names in lower case; a repeated one is joined with '|'
    std::string body;
    std::string header(std::string const& name) const { return headers.contains(name) ? headers.at(name) : ""; }
};

class Client {
public:
    struct Options {
        bool tls = true;
        int version_min = 0, version_max = 0;
        char const* ciphers = nullptr; // TLS 1.2 and below
        char const* ciphersuites = nullptr; // TLS 1.3
        std::string alpn; // wire form
        int receive_timeout_ms = 5000;
    };

    explicit Client(std::uint16_t port)
        : Client(port, Options {})
    {
    }
    Client(std::uint16_t port, Options const& options)
    {
        m_socket = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in to {};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        timeval const timeout { options.receive_timeout_ms / 1000, options.receive_timeout_ms % 1000 * 1000 };
        setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
        int const on = 1;
        setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        m_connected = ::connect(m_socket, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
        if (!m_connected || !options.tls) return;
        SSL_CTX* context = SSL_CTX_new(TLS_client_method());
        SSL_CTX_set_security_level(context, 0); // so that what the server must refuse can be offered
        SSL_CTX_set_options(context, SSL_OP_IGNORE_UNEXPECTED_EOF);
        if (options.version_min) SSL_CTX_set_min_proto_version(context, options.version_min);
        if (options.version_max) SSL_CTX_set_max_proto_version(context, options.version_max);
        if (options.ciphers) SSL_CTX_set_cipher_list(context, options.ciphers);
        if (options.ciphersuites) SSL_CTX_set_ciphersuites(context, options.ciphersuites);
        if (!options.alpn.empty())
            SSL_CTX_set_alpn_protos(context, reinterpret_cast<unsigned char const*>(options.alpn.data()),
                static_cast<unsigned>(options.alpn.size()));
        m_ssl = SSL_new(context);
        SSL_CTX_free(context);
        SSL_set_fd(m_ssl, m_socket);
        ERR_clear_error();
        m_connected = SSL_connect(m_ssl) == 1;
    }
    ~Client()
    {
        SSL_free(m_ssl);
        if (m_socket >= 0) ::close(m_socket);
    }
    Client(Client const&) = delete;
    Client& operator=(Client const&) = delete;

    bool connected() const { return m_connected; }
    SSL* ssl() { return m_ssl; }
    void shut_down_sending()
    {
        if (m_ssl) SSL_shutdown(m_ssl);
        ::shutdown(m_socket, SHUT_WR);
    }

    bool send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            ERR_clear_error();
            auto const n = m_ssl ? SSL_write(m_ssl, bytes.data(), static_cast<int>(bytes.size()))
                                 : static_cast<int>(::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL));
            if (n <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
        return true;
    }

    // The next answer, interim ones included; head_only after a HEAD.
    Received receive(bool head_only = false)
    {
        Received out;
        std::size_t end;
        while ((end = m_buffer.find("\r\n\r\n")) == std::string::npos)
            if (!fill()) return out;
        std::string const head = m_buffer.substr(0, end + 2);
        m_buffer.erase(0, end + 4);
        out.status = std::atoi(head.c_str() + 9);
        for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
            auto const line_end = head.find("\r\n", at);
            auto const colon = head.find(": ", at);
            std::string key = head.substr(at, colon - at);
            for (char& c : key) c = static_cast<char>(std::tolower(c));
            auto& value = out.headers[key];
            value += (value.empty() ? "" : "|") + head.substr(colon + 2, line_end - colon - 2);
            at = line_end + 2;
        }
        if (head_only || !out.headers.contains("content-length")) return out;
        auto const length = static_cast<std::size_t>(std::stoul(out.headers["content-length"]));
        while (m_buffer.size() < length)
            if (!fill()) return {};
        out.body = m_buffer.substr(0, length);
        m_buffer.erase(0, length);
        return out;
    }

    // Whether the server ends the connection before anything more comes.
    bool ended() { return m_buffer.empty() && !fill() && !m_timed_out; }

    Received ask(std::string_view request)
    {
        send(request);
        return receive(request.starts_with("HEAD"));
    }
    Received get(std::string const& path, std::string const& headers = {})
    {
        return ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
    }
    Received post(std::string const& path, std::string const& body, std::string const& type = "application/json")
    {
        return ask("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
            + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    }

private:
    bool fill()
    {
        char bytes[16 * 1024];
        ERR_clear_error();
        auto const n =
            m_ssl ? SSL_read(m_ssl, bytes, sizeof bytes) : static_cast<int>(::recv(m_socket, bytes, sizeof bytes, 0));
        if (n <= 0) {
            m_timed_out = errno == EAGAIN && (!m_ssl || SSL_get_error(m_ssl, n) == SSL_ERROR_WANT_READ);
            return false;
        }
        m_buffer.append(bytes, static_cast<std::size_t>(n));
        return true;
    }

    int m_socket = -1;
    SSL* m_ssl = nullptr;
    bool m_connected = false, m_timed_out = false;
    std::string m_buffer;
};

// A server on a free port with the routes a test gives it.
class ServerTest : public testing::Test {
protected:
    void SetUp() override
    {
        config.port = 0;
        config.io_threads = 2;
        config.workers = 4;
        config.drain_seconds_max = 5;
        config.certificate_file = (directory.path() / "certificate.pem").string();
        config.key_file = (directory.path() / "key.pem").string();
        write_certificate(config.certificate_file, config.key_file);
    }

    void route(Method method, std::string pattern, Handler handler, Where where = Where::worker,
        std::size_t body_bytes_max = 64 * 1024)
    {
        RouteInfo info;
        info.method = method;
        info.pattern = std::move(pattern);
        info.where = where;
        info.body_bytes_max = body_bytes_max;
        router->add(std::move(info), std::move(handler));
    }

    void start()
    {
        auto started = Server::start(config, router, clock, rng);
        ASSERT_TRUE(started.ok()) << started.error().detail.text;
        server = started.release();
    }

    std::uint16_t port() const { return server->port(); }

    TemporaryDirectory directory;
    SystemClock clock;
    SystemRng rng;
    ServerConfig config;
    std::shared_ptr<Router> router = std::make_shared<Router>();
    std::unique_ptr<Server> server;
};

} // namespace wellkept::http::test
