// "Who has seen my data": a page of a person's own log, in words. The rooms where people come in offer it.
#pragma once
#include "access/audit_read.h"
#include "access/gate.h"
#include "platform/http/http.h"
#include <functional>

namespace wellkept::audit_log {

struct OwnLog {
    access::Withheld withheld {};
    // Whoever it was, as this person knows them; what it is without is the log's label.
    std::function<std::string(access::OwnAudit const&)> who;
};
// Reads the query parameter cursor; bad_input if it is none of ours.
Result<http::Response> own_log_page(access::SubjectGrant const&, access::Gate const&, OwnLog const&, http::Request const&);
std::string own_log_schema();

} // namespace wellkept::audit_log
