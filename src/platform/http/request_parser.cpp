#include "platform/http/request_parser.h"
#include "platform/http/target.h"
#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <cstring>

namespace wellkept::http {
namespace {

namespace beast = boost::beast;
using beast::error_code;
using Bytes = beast::string_view;

constexpr std::size_t headers_max = 100;
constexpr std::size_t body_reserve_max = 256 * 1024; // what a Content-Length alone may make us set aside
// The shortest that can still follow inside a chunked body ("0\r\n\r\n"). Beast 1.81 asserts when it is given less.
constexpr std::size_t chunked_bytes_min = 5;

std::string_view plain(Bytes s) { return { s.data(), s.size() }; }

std::string lower(std::string_view s)
{
    std::string out(s);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    return out;
}

std::optional<Method> to_method(beast::http::verb verb)
{
    switch (verb) {
    case beast::http::verb::get:
        return Method::get;
    case beast::http::verb::head:
        return Method::head;
    case beast::http::verb::post:
        return Method::post;
    case beast::http::verb::put:
        return Method::put;
    case beast::http::verb::patch:
        return Method::patch;
    case beast::http::verb::delete_:
        return Method::del;
    default:
        return std::nullopt;
    }
}

class Parser final : public RequestParser, private beast::http::basic_parser<true> {
    using Base = beast::http::basic_parser<true>;

public:
    explicit Parser(std::size_t header_bytes_max)
        : m_header_bytes_max(header_bytes_max)
    {
        Base::eager(false);
        Base::header_limit(static_cast<std::uint32_t>(header_bytes_max));
        Base::body_limit(boost::none); // ours, by route
    }

    Step put(std::string_view& in) override
    {
        for (;;) {
            if (m_failure.kind) return Step::failed;
            if (Base::is_done()) return Step::done;
            if (in.empty()) return Step::need_more;
            bool const in_header = !Base::is_header_done();
            if (!in_header && m_chunked && in.size() < chunked_bytes_min) return Step::need_more;
            m_input = in;
            error_code error;
            auto const used = Base::put({ in.data(), in.size() }, error);
            in.remove_prefix(used);
            if (in_header) {
                // Beast's limit starts anew with every complete line.
                m_header_bytes += used;
                auto const waiting = Base::is_header_done() ? 0 : in.size();
                if (!m_failure.kind && m_header_bytes + waiting > m_header_bytes_max)
                    fail(header_too_large, "The header is too large.");
            }
            if (m_failure.kind) return Step::failed;
            if (error == beast::http::error::need_more) {
                // Inside a chunked body this is a chunk's header or the trailer.
                if (!in_header && in.size() > m_header_bytes_max)
                    fail(header_too_large, "A chunk's header is too large.");
                return m_failure.kind ? Step::failed : Step::need_more;
            }
            if (error) {
                if (error == beast::http::error::header_limit)
                    fail(header_too_large, "The header is too large.");
                else
                    fail(problem_kind(Code::bad_input), "The request is not valid HTTP/1.1.");
                return Step::failed;
            }
            if (in_header && Base::is_header_done()) {
                check_header();
                return m_failure.kind ? Step::failed : Step::header;
            }
        }
    }

    void set_body_bytes_max(std::size_t max) override
    {
        m_body_bytes_max = max;
        if (auto const length = m_chunked ? boost::none : Base::content_length(); length && *length > max) fail_body();
    }

    bool keep_alive() const override { return m_version == 11 && Base::is_header_done() && Base::keep_alive(); }

private:
    void fail(ProblemKind const& kind, std::string_view text)
    {
        if (!m_failure.kind) m_failure = { &kind, text };
    }
    void fail_body() { fail(problem_kind(Code::too_large), "The body is larger than is taken here."); }
    void stop(error_code& error, std::string_view text)
    {
        fail(problem_kind(Code::bad_input), text);
        error = beast::http::error::bad_field;
    }

    void on_request_impl(beast::http::verb verb, Bytes method, Bytes target, int version, error_code&) override
    {
        m_method = to_method(verb);
        m_method_text = plain(method);
        m_target = plain(target);
        m_version = version;
        m_request.headers.reserve(12);
    }

    // RFC 9112 section 5.2: obs-fold is refused. Beast joins the lines, either in a buffer of its own or by skipping
    // an empty first one.
    bool is_folded(Bytes name, Bytes value) const
    {
        auto const* const from = name.data() + name.size();
        if (value.data() < from || value.data() > m_input.data() + m_input.size()) return true;
        return std::memchr(from, '\n', static_cast<std::size_t>(value.data() - from)) != nullptr;
    }

    void on_field_impl(beast::http::field field, Bytes name, Bytes value, error_code& error) override
    {
        using enum beast::http::field;
        if (is_folded(name, value)) return stop(error, "A header is folded over lines.");
        if (m_header_checked) return; // a trailer: nothing here uses one
        if (m_request.headers.size() == headers_max) {
            fail(header_too_large, "There are too many headers.");
            error = beast::http::error::header_limit;
            return;
        }
        auto key = lower(plain(name));
        switch (field) {
        case host:
        case content_length:
        case content_type:
        case transfer_encoding:
        case authorization:
        case expect:
            // Two readers of a list, or of the same header twice, may each choose another.
            if (m_request.header(key)) return stop(error, "A header is there twice that may be there once.");
            break;
        default:
            break;
        }
        if (field == content_length && value.find(',') != Bytes::npos) return stop(error, "Content-Length is a list.");
        if (field == transfer_encoding) {
            if (m_version != 11 || !beast::iequals(value, "chunked"))
                return stop(error, "Only the transfer encoding chunked is taken, in HTTP/1.1.");
            m_chunked = true;
        }
        if (field == expect && beast::iequals(value, "100-continue")) m_expects_continue = m_version == 11;
        std::string text(plain(value));
        if (field == content_type) {
            auto const end = std::min(text.find(';'), text.size());
            text.replace(0, end, lower(std::string_view(text).substr(0, end)));
        }
        m_request.headers.emplace_back(std::move(key), std::move(text));
    }

    void check_header()
    {
        m_header_checked = true;
        auto const host = m_request.header("host");
        // RFC 9112 section 3.2: exactly one in HTTP/1.1.
        if ((!host && m_version == 11) || (host && !is_valid_host(*host)))
            fail(problem_kind(Code::bad_input), "The Host header is missing or not valid.");
        auto const length = m_chunked ? boost::none : Base::content_length();
        m_has_body = m_chunked || (length && *length > 0);
    }

    void on_body_init_impl(boost::optional<std::uint64_t> const& length, error_code&) override
    {
        if (length) m_request.body.reserve(std::min<std::uint64_t>(*length, body_reserve_max));
    }
    std::size_t on_body_impl(Bytes bytes, error_code&) override
    {
        m_request.body.append(bytes.data(), bytes.size());
        return bytes.size();
    }
    void on_chunk_header_impl(std::uint64_t size, Bytes, error_code& error) override
    {
        if (size <= m_body_bytes_max - m_request.body.size()) return;
        fail_body();
        error = beast::http::error::body_limit;
    }
    std::size_t on_chunk_body_impl(std::uint64_t, Bytes bytes, error_code& error) override
    {
        return on_body_impl(bytes, error);
    }
    void on_header_impl(error_code&) override { }
    void on_finish_impl(error_code&) override { }
    void on_response_impl(int, Bytes, int, error_code&) override { }

    std::size_t const m_header_bytes_max;
    std::size_t m_header_bytes = 0, m_body_bytes_max = 0;
    std::string_view m_input; // what put() is working on
    int m_version = 0;
    bool m_chunked = false, m_header_checked = false;
};

} // namespace

std::unique_ptr<RequestParser> RequestParser::make(std::size_t header_bytes_max)
{
    return std::make_unique<Parser>(header_bytes_max);
}

} // namespace wellkept::http
