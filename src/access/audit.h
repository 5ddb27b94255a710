// The audit log's writing side. No row, no data: reads too (DESIGN section 2).
#pragma once
#include "access/actor.h"
#include "base/clock.h"
#include "base/result.h"
#include "platform/db/db.h"
#include <functional>
#include <memory>
#include <vector>

namespace wellkept::access {

struct AuditRow {
    Uuid event_id;
    Instant at;
    Uuid pseudonym;          // nil: no known person
    Uuid tenant;             // nil: none
    std::string actor_kind;
    Uuid actor_id;
    std::string actor_label;
    std::string action;      // the permission's name
    std::string purpose;
    std::string decision;    // permit, refuse
    std::string reason;      // a code, for a refusal; the exceptional access a permit rests on, if any
    RequestId request;
    std::string payload;     // sealed under the person's key; empty if none
};

// One thread, one connection, one flush for all rows handed over meanwhile.
class AuditWriter {
public:
    explicit AuditWriter(db::Pool&);
    ~AuditWriter(); // writes what is queued, then stops
    // `then` runs on the writer's thread once the rows are durable, or with the error that kept them from it.
    void submit(std::vector<AuditRow>, std::function<void(Result<>)> then);
    // Past this the caller must refuse work.
    bool full() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// For a write's permit: in the caller's own transaction.
Result<> append_audit(db::Tx&, std::vector<AuditRow> const&);

} // namespace wellkept::access
