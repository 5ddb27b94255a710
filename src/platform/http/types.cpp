#include "platform/http/http.h"
#include "platform/http/problem.h"
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cstdlib>

namespace wellkept::http {
namespace {

constexpr ProblemKind bad_input_kind { "bad_input", 400, "The request is malformed or breaks a rule" };
constexpr ProblemKind unauthenticated_kind { "unauthenticated", 401, "We do not know who asks" };
constexpr ProblemKind forbidden_kind { "forbidden", 403, "Not permitted" };
constexpr ProblemKind step_up_kind { "step_up", 403, "Confirm that it is you" };
constexpr ProblemKind not_found_kind { "not_found", 404, "Not found" };
constexpr ProblemKind conflict_kind { "conflict", 409, "The present state does not allow it" };
constexpr ProblemKind too_large_kind { "too_large", 413, "Over a size limit" };
constexpr ProblemKind unsupported_kind { "unsupported", 415, "Unsupported media type" };
constexpr ProblemKind too_many_kind { "too_many", 429, "Too many requests", 10 };
constexpr ProblemKind unavailable_kind { "unavailable", 503, "Try again later", 5 };
constexpr ProblemKind bug_kind { "bug", 500, "An error on our side" };

std::string_view trim(std::string_view s)
{
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
    return s;
}

} // namespace

ProblemKind const method_not_allowed { "method_not_allowed", 405, "Method not allowed" };
ProblemKind const request_timed_out { "request_timed_out", 408, "The request took too long to arrive" };
ProblemKind const header_too_large { "header_too_large", 431, "Header over a size limit" };

ProblemKind const& problem_kind(Code code)
{
    switch (code) {
    case Code::bad_input:
        return bad_input_kind;
    case Code::unauthenticated:
        return unauthenticated_kind;
    case Code::forbidden:
        return forbidden_kind;
    case Code::step_up:
        return step_up_kind;
    case Code::not_found:
        return not_found_kind;
    case Code::conflict:
        return conflict_kind;
    case Code::too_large:
        return too_large_kind;
    case Code::unsupported:
        return unsupported_kind;
    case Code::too_many:
        return too_many_kind;
    case Code::unavailable:
        return unavailable_kind;
    case Code::bug:
        return bug_kind;
    }
    return bug_kind;
}

std::span<ProblemKind const* const> all_problem_kinds()
{
    static constexpr ProblemKind const* all[] = { &bad_input_kind, &unauthenticated_kind, &forbidden_kind,
        &step_up_kind, &not_found_kind, &method_not_allowed, &request_timed_out, &conflict_kind, &too_large_kind, &unsupported_kind,
        &too_many_kind, &header_too_large, &bug_kind, &unavailable_kind };
    return all;
}

int status_of(Code code) { return problem_kind(code).status; }

std::string_view name(Method method)
{
    switch (method) {
    case Method::get:
        return "GET";
    case Method::head:
        return "HEAD";
    case Method::post:
        return "POST";
    case Method::put:
        return "PUT";
    case Method::patch:
        return "PATCH";
    case Method::del:
        return "DELETE";
    }
    return "GET";
}

std::optional<std::string_view> Request::header(std::string_view lower_case_name) const
{
    for (auto const& [key, value] : headers)
        if (key == lower_case_name) return value;
    return std::nullopt;
}

std::optional<std::string_view> Request::query_value(std::string_view wanted) const
{
    for (auto const& [key, value] : query)
        if (key == wanted) return value;
    return std::nullopt;
}

std::optional<std::string_view> Request::cookie(std::string_view wanted) const
{
    for (auto const& [key, value] : headers) {
        if (key != "cookie") continue;
        for (std::string_view rest = value; !rest.empty();) {
            auto const end = rest.find(';');
            auto const pair = trim(rest.substr(0, end));
            rest = end == std::string_view::npos ? std::string_view {} : rest.substr(end + 1);
            auto const equals = pair.find('=');
            if (equals == std::string_view::npos || pair.substr(0, equals) != wanted) continue;
            auto found = pair.substr(equals + 1);
            // RFC 6265 section 4.1.1: a cookie-value may stand in double quotes.
            if (found.size() >= 2 && found.front() == '"' && found.back() == '"')
                found = found.substr(1, found.size() - 2);
            return found;
        }
    }
    return std::nullopt;
}

std::string_view Request::param(std::string_view wanted) const
{
    auto const it = params.find(wanted);
    return it == params.end() ? std::string_view {} : std::string_view(it->second);
}

std::string_view Request::content_type() const
{
    auto const value = header("content-type");
    return value ? trim(value->substr(0, value->find(';'))) : std::string_view {};
}

Response Response::json(std::string body, int status)
{
    return { status, { { "Content-Type", "application/json" } }, std::move(body) };
}

Response Response::text(std::string body, int status)
{
    return { status, { { "Content-Type", "text/plain; charset=utf-8" } }, std::move(body) };
}

Response Response::redirect(std::string location, int status)
{
    return { status, { { "Location", std::move(location) } }, {} };
}

Response Response::problem(Error const& error, RequestId id)
{
    return problem_response(problem_kind(error.code), error.public_text.text, id);
}

Response problem_response(ProblemKind const& kind, std::string_view public_text, RequestId id)
{
    boost::json::object const body {
        { "type", "urn:wellkept:problem:" + std::string(kind.code) },
        { "title", boost::json::string_view(kind.title.data(), kind.title.size()) },
        { "status", kind.status },
        { "code", boost::json::string_view(kind.code.data(), kind.code.size()) },
        { "detail", boost::json::string_view(public_text.data(), public_text.size()) },
        { "request_id", id.text() },
    };
    Response out { kind.status, { { "Content-Type", "application/problem+json" } }, boost::json::serialize(body) };
    if (kind.status == 401) out.headers.emplace_back("WWW-Authenticate", "Bearer");
    if (kind.retry_after_seconds) out.headers.emplace_back("Retry-After", std::to_string(kind.retry_after_seconds));
    return out;
}

Responder::Responder(std::function<void(Response)> send)
    : m_send(std::move(send))
{
}

Responder::~Responder()
{
    if (!m_send) return;
    try {
        // The edge puts the problem, with the request's id, where an error has no body.
        m_send(Response { 500, {}, {} });
    } catch (...) {
        std::abort(); // only an allocation can fail in there
    }
}

void Responder::send(Response response) &&
{
    auto const send = std::exchange(m_send, nullptr);
    if (send) send(std::move(response));
}

} // namespace wellkept::http
