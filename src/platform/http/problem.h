// The one table of refusals: what docs/status-codes.md says, and what RFC 9457 problems are made of.
#pragma once
#include "platform/http/http.h"
#include <span>

namespace wellkept::http {

struct ProblemKind {
    std::string_view code; // ends the problem's type: urn:wellkept:problem:<code>
    int status {};
    std::string_view title;
    int retry_after_seconds {}; // 0: no Retry-After
};

ProblemKind const& problem_kind(Code);
// Refusals that only the edge makes; no Code stands for them.
extern ProblemKind const method_not_allowed, request_timed_out, header_too_large;
std::span<ProblemKind const* const> all_problem_kinds();

Response problem_response(ProblemKind const&, std::string_view public_text, RequestId);

} // namespace wellkept::http
