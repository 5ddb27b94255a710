// What accounts can be, what they must have learnt, how closed doors are opened: staff.yaml, and who may what of them.
#include "access/policy/reader.h"
#include <algorithm>

namespace wellkept::access {

void PolicyReader::staff()
{
    auto const file = open("staff.yaml");
    file.only({ "roles", "courses", "access" });
    for (auto const& r : file.rows("roles")) {
        r.only({ "code", "title", "side", "limited", "vetted" });
        AccountRole role { r.text("code"), r.text("title"), r.one_of("side", { "house", "client", "organisation" }),
            r.has("limited") && r.yes("limited"), r.has("vetted") && r.yes("vetted") };
        if (rule(r, "staff", role.code)) m_policy->m_account_roles.push_back(std::move(role));
    }
    for (auto const& r : file.rows("courses")) {
        r.only({ "code", "title", "months", "required" });
        Course course { r.text("code"), r.text("title"), r.whole("months", 1, 120), r.yes("required") };
        if (course.required) m_policy->m_required_courses.push_back(course.code);
        if (rule(r, "courses", course.code)) m_policy->m_courses.push_back(std::move(course));
    }
    if (m_policy->m_required_courses.empty())
        file.fault_at("courses", "no course is required", "require one: whoever handles health information must be trained");
    for (auto const& r : file.rows("access")) {
        r.only({ "kind", "minutes_max", "review_days", "reasons" });
        Exceptional e { r.text("kind"), r.whole("minutes_max", 1, 24 * 60), r.whole("review_days", 0, 90), {} };
        if (!m_policy->purpose(e.kind)) r.fault_at("kind", "`" + e.kind + "` is no purpose of purposes.yaml", "correct it, or add the purpose");
        for (auto const& reason : r.rows("reasons")) {
            reason.only({ "code", "title" });
            e.reasons.push_back({ reason.text("code"), reason.text("title") });
        }
        if (rule(r, "exceptional", e.kind)) m_policy->m_exceptional.push_back(std::move(e));
    }
    for (auto const* kind : { "support", "break_glass" })
        if (!m_policy->exceptional(kind))
            file.fault_at("access", std::string("nothing is said of ") + kind, "add a row with its bounds and reasons");
}

void PolicyReader::accounts_have_roles(Row const& access) const
{
    if (!access.has("accounts")) return;
    for (auto const& [role, value] : access.row("accounts").entries())
        if (role != "everyone" && !m_policy->account_role(role))
            value.fault("`" + role + "` is no role of staff.yaml", "correct it, or add the role there");
}

AccountRole const* Policy::account_role(std::string_view code) const
{
    auto const it = std::find_if(m_account_roles.begin(), m_account_roles.end(), [&](auto const& r) { return r.code == code; });
    return it == m_account_roles.end() ? nullptr : &*it;
}

Exceptional const* Policy::exceptional(std::string_view kind) const
{
    auto const it = std::find_if(m_exceptional.begin(), m_exceptional.end(), [&](auto const& e) { return e.kind == kind; });
    return it == m_exceptional.end() ? nullptr : &*it;
}

std::string Policy::allowing_role(std::vector<std::string> const& roles, std::string_view side, bool own,
    std::string_view permission, std::string_view purpose) const
{
    if (own && allows("staff.everyone", permission, purpose)) return "everyone";
    for (auto const& code : roles) {
        auto const* role = account_role(code);
        if (role && role->side == side && allows("staff." + code, permission, purpose)) return code;
    }
    return {};
}

} // namespace wellkept::access
