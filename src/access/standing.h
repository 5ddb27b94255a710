// What an account is at this moment: one row, read at each decision, so that whatever changes holds from the next
// request on.
#pragma once
#include "access/grant.h"
#include "access/policy.h"
#include "access/tenants.h"

namespace wellkept::access {

struct Standing {
    ClientId tenant;
    Uuid pseudonym;
    std::string status;
    std::vector<std::string> roles, purposes, categories;
    Instant starts_at;
    std::optional<Instant> ends_at;
    std::optional<Instant> second_factor_at, idle_until, session_ends_at; // of the session; empty: there is none
    std::int64_t courses; // how many of the required ones hold now
    std::string tenant_kind;
    std::optional<Instant> vetted_until; // empty: never vetted
    // Exceptional accesses that are open now, side by side. subject is nil where the whole Client's people are meant.
    std::vector<Uuid> access;
    std::vector<std::string> access_kind;
    std::vector<ClientId> access_tenant;
    std::vector<SubjectId> access_subject;

    std::string_view side() const { return tenant_kind; } // house, client, organisation
    bool has_role(std::string_view role) const;
};

db::PersonalQuery<Standing, SubjectId, Uuid, Instant, std::vector<std::string>> const& standing_query();

struct Refusal {
    std::string reason; // a code, for the audit
    Error error;
};

// Whether the account as such may act: active, within its dates, with a living session and a second factor, shown
// lately enough for a permission that asks for it.
std::optional<Refusal> refuse_account(Standing const&, PermissionInfo const&, Instant now);

// What ties an account to a service user at this moment.
struct Relation {
    bool assigned = false, walled = false;
};
db::PersonalQuery<Relation, SubjectId, Uuid, Instant> const& relation_query();
// Those whom an account is assigned to at this moment.
struct OnCaseload {
    SubjectId subject;
};
db::PlainQuery<OnCaseload, Uuid, Instant> const& caseload_query();
// Those whom a wall keeps from it at this moment.
db::PlainQuery<OnCaseload, Uuid, Instant> const& walled_query();

// Where the permission is over people of a Client or of Care: that our own staff are trained and have a door opened to
// them, or, in Care, an assignment. Sets purpose and `under` where an exceptional access is what it rests on. subject: nil
// for all of a tenant, where relation says nothing.
std::optional<Refusal> refuse_reach(Standing const&, PermissionInfo const&, Policy const&, ClientId target,
    SubjectId subject, Relation, std::string& purpose, std::string& under);

} // namespace wellkept::access
