#include "platform/crypto/crypto.h"
#include "platform/crypto/secret_file.h"
#include "platform/mail/header.h"
#include <algorithm>
#include <arpa/inet.h>
#include <cstring>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace wellkept::mail {
namespace {

constexpr long connect_ms_max = 10'000;

using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;
using Mime = std::unique_ptr<curl_mime, decltype(&curl_mime_free)>;
using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

std::string host_of(std::string const& url)
{
    std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> const parsed(curl_url(), &curl_url_cleanup);
    char* text = nullptr;
    if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK
        || curl_url_get(parsed.get(), CURLUPART_HOST, &text, 0) != CURLUE_OK)
        return {};
    std::string host(text);
    curl_free(text);
    return host;
}

bool means_this_machine(std::string const& host)
{
    in_addr v4 {};
    return host == "localhost" || host == "[::1]"
        || (inet_pton(AF_INET, host.c_str(), &v4) == 1 && (ntohl(v4.s_addr) >> 24) == 127);
}

// Where TLS may be missing, the address that is connected to counts, not the name that led there.
curl_socket_t open_loopback(void*, curlsocktype, curl_sockaddr* address)
{
    bool here = false;
    if (address->family == AF_INET) {
        sockaddr_in in;
        std::memcpy(&in, &address->addr, sizeof in);
        here = (ntohl(in.sin_addr.s_addr) >> 24) == 127;
    } else if (address->family == AF_INET6) {
        sockaddr_in6 in;
        std::memcpy(&in, &address->addr, sizeof in);
        here = IN6_IS_ADDR_LOOPBACK(&in.sin6_addr);
    }
    return here ? socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol) : CURL_SOCKET_BAD;
}

// RFC 5322 section 2.3: lines end with CRLF, and neither stands alone.
std::string with_line_ends(std::string_view text)
{
    std::string out;
    for (char const c : text)
        if (c == '\n')
            out += "\r\n";
        else if (c != '\r')
            out += c;
    return out;
}

bool add_part(curl_mime* mime, std::string const& plain, char const* type)
{
    auto const text = with_line_ends(plain);
    auto* const part = curl_mime_addpart(mime);
    return part && curl_mime_data(part, text.data(), text.size()) == CURLE_OK && curl_mime_type(part, type) == CURLE_OK
        && curl_mime_encoder(part, "quoted-printable") == CURLE_OK;
}

std::string reason_of(CURLcode code, long reply)
{
    switch (code) {
    case CURLE_OK:
        return {};
    case CURLE_COULDNT_RESOLVE_HOST:
        return "host_not_found";
    case CURLE_COULDNT_CONNECT:
        return "not_reached";
    case CURLE_OPERATION_TIMEDOUT:
        return "timed_out";
    case CURLE_USE_SSL_FAILED:
        return "no_tls_offered";
    case CURLE_PEER_FAILED_VERIFICATION:
        return "certificate_not_trusted";
    case CURLE_SSL_CONNECT_ERROR:
        return "tls_failed";
    case CURLE_LOGIN_DENIED:
        return "login_denied";
    default:
        break;
    }
    return reply >= 400 ? "reply_" + std::to_string(reply) : "curl_" + std::to_string(int(code));
}

} // namespace

Smtp::Smtp(Config config)
    : m_config(std::move(config))
{
    static auto const started = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(started);
}

Result<Outcome> Smtp::send(Message const& m, Uuid id, Instant at) const
{
    auto const& c = m_config;
    TRY(check(m));
    TRY(check(c.from).context("mail.from"));
    if (c.url.empty()) return unavailable("No mail server is set: mail.url is empty.", "mail.url");
    Handle const handle(curl_easy_init(), &curl_easy_cleanup);
    if (!handle) return unavailable("The service is busy. Please try again shortly.", "mail: out of memory");
    auto set = [&](CURLoption option, auto value) { return curl_easy_setopt(handle.get(), option, value) == CURLE_OK; };

    List lines(nullptr, &curl_slist_free_all);
    auto append = [](List& list, std::string const& line) {
        auto* const head = curl_slist_append(list.get(), line.c_str());
        if (head && !list) list.reset(head);
        return head != nullptr;
    };
    bool good = true;
    for (auto const& line : headers(c.from, m, id, at)) good = good && append(lines, line);
    List to(nullptr, &curl_slist_free_all);
    good = good && append(to, "<" + m.to.address + ">");
    Mime const mime(curl_mime_init(handle.get()), &curl_mime_free);
    // Of the alternatives the last is the richest, RFC 2046 section 5.1.4.
    good = good && append(lines, "Content-Type: multipart/alternative")
        && add_part(mime.get(), m.text, "text/plain; charset=utf-8")
        && (m.html.empty() || add_part(mime.get(), m.html, "text/html; charset=utf-8"));

    bool const here = means_this_machine(host_of(c.url));
    auto const domain = c.from.address.substr(c.from.address.find('@') + 1);
    auto const url = c.url + "/" + domain; // the path is what we greet with: not this machine's own name
    auto const from = "<" + c.from.address + ">";
    std::string secret = c.user.empty() ? std::string() : TRY(crypto::secret_line(c.password_file, "mail.password_file"));
    good = good && set(CURLOPT_URL, url.c_str()) && set(CURLOPT_PROTOCOLS_STR, "smtp,smtps") && set(CURLOPT_PROXY, "")
        && set(CURLOPT_NETRC, long(CURL_NETRC_IGNORED)) && set(CURLOPT_NOSIGNAL, 1L)
        && set(CURLOPT_USE_SSL, long(here && c.user.empty() ? CURLUSESSL_TRY : CURLUSESSL_ALL))
        && set(CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2)) && set(CURLOPT_SSL_VERIFYPEER, 1L)
        && set(CURLOPT_SSL_VERIFYHOST, 2L) && set(CURLOPT_CONNECTTIMEOUT_MS, connect_ms_max)
        && set(CURLOPT_TIMEOUT_MS, long(c.timeout_ms))
        && set(CURLOPT_SERVER_RESPONSE_TIMEOUT, long(c.timeout_ms / 1000 + 1)) && set(CURLOPT_HTTPHEADER, lines.get())
        && set(CURLOPT_MIMEPOST, mime.get()) && set(CURLOPT_MAIL_FROM, from.c_str())
        && set(CURLOPT_MAIL_RCPT, to.get());
    if (here) good = good && set(CURLOPT_OPENSOCKETFUNCTION, &open_loopback);
    if (!c.ca_file.empty()) {
        good = good && set(CURLOPT_CAINFO, c.ca_file.c_str());
        if (auto const* const built = curl_version_info(CURLVERSION_NOW); built->capath)
            good = good && set(CURLOPT_CAPATH, built->capath);
    }
    if (!c.user.empty()) good = good && set(CURLOPT_USERNAME, c.user.c_str()) && set(CURLOPT_PASSWORD, secret.c_str());
    if (!good) return bug("mail: libcurl does not take an option");

    auto const code = curl_easy_perform(handle.get());
    crypto::wipe(secret);
    long reply = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &reply);
    if (code == CURLE_OK) return Outcome { Outcome::What::sent, int(reply), {} };
    // A 5xx to sender, recipient or content stays so (RFC 5321 section 4.2.1); one to our greeting or login is the
    // operator's to mend, and the mail leaves then.
    curl_off_t uploaded = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_SIZE_UPLOAD_T, &uploaded);
    bool const final_reply = reply >= 500 && reply < 600 && reply != 530
        && (code == CURLE_SEND_ERROR || (code == CURLE_WEIRD_SERVER_REPLY && uploaded > 0));
    return Outcome { final_reply ? Outcome::What::refused : Outcome::What::later, int(reply), reason_of(code, reply) };
}

} // namespace wellkept::mail
