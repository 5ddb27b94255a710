#include "platform/http/answer.h"
#include <algorithm>
#include <cstdio>
#include <strings.h>

namespace wellkept::http {
namespace {

bool same(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

bool has(Response const& r, std::string_view name)
{
    return std::any_of(r.headers.begin(), r.headers.end(), [&](auto const& h) { return same(h.first, name); });
}

std::string_view reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    default:
        return ""; // RFC 9112 section 4: the phrase may be empty
    }
}

struct Fixed {
    std::string_view name, value;
};
// Passkeys need publickey-credentials-*, which is 'self' unless named here.
constexpr Fixed security_headers[] = {
    { "Strict-Transport-Security", "max-age=63072000; includeSubDomains" },
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "no-referrer" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Permissions-Policy",
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), "
        "usb=()" },
    { "X-Frame-Options", "DENY" },
};

constexpr std::string_view own_headers[] = { "content-length", "transfer-encoding", "connection", "date", "server",
    "x-request-id", "keep-alive", "upgrade", "trailer" };

bool is_token(std::string_view s)
{
    return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

bool without_content(int status) { return status / 100 == 1 || status == 204 || status == 304; }

} // namespace

bool is_sendable(Response const& response)
{
    if (response.status < 200 || response.status > 599) return false;
    return std::all_of(response.headers.begin(), response.headers.end(), [](auto const& header) {
        std::string_view const name = header.first, value = header.second;
        if (!is_token(name)) return false;
        if (std::any_of(std::begin(own_headers), std::end(own_headers), [&](auto own) { return same(own, name); }))
            return false;
        return std::none_of(value.begin(), value.end(), [](char c) {
            auto const byte = static_cast<unsigned char>(c);
            return (byte < 0x20 && byte != '\t') || byte == 0x7f;
        });
    });
}

bool has_content(Answer const& answer, AnswerFrame const& frame)
{
    return !frame.head_only && !without_content(answer.response.status) && !answer.body().empty();
}

void append_head(std::string& out, Answer const& answer, AnswerFrame const& frame)
{
    auto const& response = answer.response;
    auto header = [&](std::string_view name, std::string_view value) {
        out.append(name).append(": ").append(value).append("\r\n");
    };
    (out += "HTTP/1.1 ")
        .append(std::to_string(response.status))
        .append(" ")
        .append(reason(response.status))
        .append("\r\n");
    for (auto const& [name, value] : response.headers) header(name, value);
    // RFC 9110 section 8.6: none with 1xx and 204; with 304 it would speak of the other answer.
    if (!without_content(response.status)) header("Content-Length", std::to_string(answer.body().size()));
    header("Date", frame.date);
    header("X-Request-Id", frame.request_id);
    if (!frame.keep_alive) header("Connection", "close");
    if (!has(response, "Cache-Control")) header("Cache-Control", "no-store");
    if (!has(response, "Content-Security-Policy")) header("Content-Security-Policy", frame.content_security_policy);
    for (auto const& [name, value] : security_headers)
        if (!has(response, name)) header(name, value);
    out += "\r\n";
}

std::string imf_fixdate(Instant at)
{
    using namespace std::chrono;
    static constexpr char const* weekdays[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    static constexpr char const* months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
        "Nov", "Dec" };
    auto const day = floor<days>(at);
    year_month_day const date { day };
    hh_mm_ss const time { floor<seconds>(at - day) };
    char out[64];
    std::snprintf(out, sizeof out, "%s, %02u %s %04d %02d:%02d:%02d GMT", weekdays[weekday(day).c_encoding()],
        unsigned(date.day()), months[unsigned(date.month()) - 1], int(date.year()), int(time.hours().count()),
        int(time.minutes().count()), int(time.seconds().count()));
    return out;
}

} // namespace wellkept::http
