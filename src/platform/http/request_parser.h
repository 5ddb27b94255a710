// One request off the wire. Beast parses; this adds what Beast leaves open and an intermediary could read differently.
#pragma once
#include "platform/http/http.h"
#include "platform/http/problem.h"

namespace wellkept::http {

class RequestParser {
public:
    enum class Step {
        need_more, // all that can be used now has been used
        header, // the header is complete, said once; the body is read by further calls
        done, // the request is complete
        failed, // see failure(); the connection cannot go on
    };
    struct Failure {
        ProblemKind const* kind {};
        std::string_view text;
    };
    static std::unique_ptr<RequestParser> make(std::size_t header_bytes_max);
    virtual ~RequestParser() = default;

    // Takes what it uses off the front of in. What is left after need_more comes again, with more behind it.
    virtual Step put(std::string_view& in) = 0;
    // From header on. Bodies past it fail with too_large before they are read.
    virtual void set_body_bytes_max(std::size_t) = 0;
    virtual bool keep_alive() const = 0;

    Request& request() { return m_request; }
    std::string_view method_text() const { return m_method_text; }
    std::optional<Method> method() const { return m_method; } // nothing: one we do not know
    std::string_view target() const { return m_target; } // as it came
    bool has_body() const { return m_has_body; }
    bool expects_continue() const { return m_expects_continue; }
    Failure failure() const { return m_failure; }

protected:
    Request m_request; // headers and body only
    std::string m_method_text, m_target;
    std::optional<Method> m_method;
    bool m_has_body = false, m_expects_continue = false;
    Failure m_failure;
};

} // namespace wellkept::http
