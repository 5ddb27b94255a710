#include "access/standing.h"
#include "access/enforced.h"
#include <algorithm>

namespace wellkept::access {
namespace {

Enforces const account_roles { "staff.", "access/standing", "D10" };
Enforces const courses { "courses.", "access/standing", "S20" };
Enforces const opened_doors { "exceptional.", "access/standing", "S5" };


#define OPEN_NOW                                                                                                       \
    " FROM access.exceptional_access e WHERE e.account_id = $1 AND e.ended_at IS NULL AND e.opened_at <= $3"           \
    " AND e.expires_at > $3 AND (e.kind = 'support' OR e.subject_id IS NOT NULL) ORDER BY e.access_id)"

db::PersonalQuery<Standing, SubjectId, Uuid, Instant, std::vector<std::string>> const standing_now { "access/standing",
    "SELECT a.tenant_id, s.pseudonym, a.status, a.roles, a.purposes, a.categories, a.starts_at, a.ends_at,"
    "  x.second_factor_at, x.idle_until, x.ends_at,"
    "  (SELECT count(DISTINCT t.course) FROM access.training t WHERE t.subject_id = $1 AND t.course = ANY ($4)"
    "    AND t.completed_on <= $3::date AND t.valid_until > $3),"
    "  n.kind, (SELECT v.valid_until FROM access.vetting v WHERE v.subject_id = $1),"
    "  ARRAY(SELECT e.access_id" OPEN_NOW ", ARRAY(SELECT e.kind" OPEN_NOW ","
    "  ARRAY(SELECT e.tenant_id" OPEN_NOW ","
    "  ARRAY(SELECT coalesce(e.subject_id, '00000000-0000-0000-0000-000000000000')" OPEN_NOW
    "  FROM access.account a JOIN access.subject s ON s.subject_id = a.subject_id"
    "  JOIN access.tenant n ON n.tenant_id = a.tenant_id"
    "  LEFT JOIN access.account_session x ON x.subject_id = a.subject_id AND x.session_id = $2"
    " WHERE a.subject_id = $1" };

#define HOLDS_NOW " AND starts_at <= $3 AND (ends_at IS NULL OR ends_at > $3)"
db::PersonalQuery<Relation, SubjectId, Uuid, Instant> const relation_now { "access/relation",
    "SELECT coalesce(bool_or(relation = 'assigned' AND account_id = $2), false),"
    "  coalesce(bool_or(relation = 'walled'), false)"
    "  FROM access.assignment WHERE subject_id = $1"
    "   AND account_id IN ($2, '00000000-0000-0000-0000-000000000000')" HOLDS_NOW };
db::PlainQuery<OnCaseload, Uuid, Instant> const caseload_now { "access/caseload",
    "SELECT DISTINCT subject_id FROM access.assignment WHERE account_id = $1 AND relation = 'assigned'"
    "   AND starts_at <= $2 AND (ends_at IS NULL OR ends_at > $2)" };
#define HOLDS_AT " AND starts_at <= $2 AND (ends_at IS NULL OR ends_at > $2)"
db::PlainQuery<OnCaseload, Uuid, Instant> const walled_now { "access/walled",
    "SELECT subject_id FROM access.assignment WHERE relation = 'walled'"
    "   AND account_id IN ($1, '00000000-0000-0000-0000-000000000000')" HOLDS_AT
    " EXCEPT SELECT subject_id FROM access.assignment WHERE account_id = $1 AND relation = 'assigned'" HOLDS_AT };

Error signed_out(std::string_view why)
{
    return { Code::unauthenticated, PublicText("Please sign in again."), Detail(why) };
}

} // namespace

db::PersonalQuery<Standing, SubjectId, Uuid, Instant, std::vector<std::string>> const& standing_query()
{
    return standing_now;
}

db::PersonalQuery<Relation, SubjectId, Uuid, Instant> const& relation_query() { return relation_now; }
db::PlainQuery<OnCaseload, Uuid, Instant> const& caseload_query() { return caseload_now; }
db::PlainQuery<OnCaseload, Uuid, Instant> const& walled_query() { return walled_now; }

bool Standing::has_role(std::string_view role) const { return std::find(roles.begin(), roles.end(), role) != roles.end(); }

std::optional<Refusal> refuse_account(Standing const& s, PermissionInfo const& permission, Instant now)
{
    auto out = [](std::string reason) { return Refusal { reason, signed_out(reason) }; };
    if (s.status == "ended" || (s.ends_at && *s.ends_at <= now)) return out("account_ended");
    if (s.starts_at > now) return out("account_not_begun");
    if (permission.signing_in) return std::nullopt;
    if (s.status != "active") return out("account_" + s.status);
    if (!s.second_factor_at) return out("ended_session");
    if (*s.session_ends_at <= now || *s.idle_until <= now) return out("expired_session");
    if (permission.step_up_minutes > 0 && *s.second_factor_at + std::chrono::minutes(permission.step_up_minutes) <= now) {
        return Refusal { "step_up",
            { Code::step_up, PublicText("Please show your second factor once more; then this goes on."), Detail("step_up") } };
    }
    return std::nullopt;
}

std::optional<Refusal> refuse_reach(Standing const& s, PermissionInfo const& permission, Policy const& policy,
    ClientId target, SubjectId subject, Relation relation, std::string& purpose, std::string& under)
{
    if (s.side() != "house") {
        if (target == s.tenant) return std::nullopt;
        return Refusal { "foreign_tenant", not_found() };
    }
    if (permission.about != "account" && s.courses < static_cast<std::int64_t>(policy.required_courses().size())) {
        return Refusal { "untrained",
            { Code::forbidden, PublicText("Your training on handling health information is not on file, or has run out.") } };
    }
    if (target == house_tenant || permission.opens_access) return std::nullopt;
    // A colleague who seeks help here themself, or somebody's own family: no emergency opens that to them.
    if (relation.walled && !relation.assigned) return Refusal { "walled_off", not_found() };
    if (target == care_tenant && (relation.assigned || permission.need == Need::desk || subject == SubjectId {})) return std::nullopt;
    for (bool const whole : { true, false })
        for (std::size_t i = 0; i < s.access.size(); ++i) {
            bool const fits = whole ? s.access_kind[i] == "support" && target != care_tenant && s.access_tenant[i] == target
                                    : s.access_kind[i] == "break_glass" && subject != SubjectId {} && s.access_subject[i] == subject;
            if (!fits) continue;
            purpose = s.access_kind[i];
            under = s.access[i].text();
            return std::nullopt;
        }
    if (subject != SubjectId {}) return Refusal { target == care_tenant ? "not_assigned" : "no_open_access", not_found() };
    return Refusal { "no_open_access",
        { Code::forbidden, PublicText("You have no support access to this Client at this moment.") } };
}

} // namespace wellkept::access
