// From a Response to the bytes of HTTP/1.1.
#pragma once
#include "platform/http/http.h"

namespace wellkept::http {

struct Answer {
    Response response;
    // Instead of response.body: bytes that live as long as the server (static files).
    std::optional<std::string_view> shared_body;

    std::string_view body() const { return shared_body ? *shared_body : std::string_view(response.body); }
};

struct AnswerFrame {
    bool head_only = false; // the request was a HEAD
    bool keep_alive = true;
    std::string_view request_id;
    std::string_view date; // IMF-fixdate
    std::string_view content_security_policy;
};

// False if a header could change the framing or end early: a name that is no token, a control character in a value,
// or one of the headers that are the edge's own (Content-Length, Transfer-Encoding, Connection, Date, Server,
// X-Request-Id).
bool is_sendable(Response const&);

// Appends status line and headers, security headers among them unless the response has its own.
void append_head(std::string& out, Answer const&, AnswerFrame const&);
// Whether the body is sent at all.
bool has_content(Answer const&, AnswerFrame const&);

// RFC 9110 section 5.6.7.
std::string imf_fixdate(Instant);

} // namespace wellkept::http
