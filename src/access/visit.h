// One request, or one run of a job: who, what for, and the audit rows it owes before anything leaves.
#pragma once
#include "access/actor.h"
#include "access/audit.h"
#include <memory>
#include <string>
#include <vector>

namespace wellkept::access {

struct FactsAhead; // gate.cpp

struct Visit {
    Actor actor;
    std::string purpose;
    RequestId request;
    std::string under {};          // the exceptional access by which an account acts; the Gate fills it in
    std::vector<AuditRow> rows {}; // what the Gate decided so far, permits and refusals
    std::shared_ptr<FactsAhead> ahead {}; // Gate::look_ahead
};

} // namespace wellkept::access
