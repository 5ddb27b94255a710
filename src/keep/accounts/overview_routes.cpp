// Who may do what, now: accounts, their roles with what each may, their open doors, training, and when they last did
// something.
#include "access/audit_read.h"
#include "access/tenants.h"
#include "keep/accounts/wire.h"
#include <algorithm>
#include <map>

namespace wellkept::accounts {
namespace {

struct DoorOut {
    Uuid access_id;
    std::string kind;
    ClientId client_id;
    std::optional<SubjectId> member_id;
    Instant expires_at;
};
struct AccountOut {
    SubjectId account_id;
    Uuid log_id; // how the account stands in the log of accesses
    std::string name, status;
    std::vector<std::string> roles, purposes, categories;
    std::optional<Instant> ends_at, trained_until, last_act_at;
    std::vector<DoorOut> doors;
};
struct RoleOut {
    std::string code, title;
    bool limited;
    std::map<std::string, std::vector<std::string>> permissions; // name -> purposes
};
struct PermissionOut {
    std::string name, title, room;
};
struct OverviewOut {
    std::vector<AccountOut> accounts;
    std::vector<RoleOut> roles;
    std::vector<PermissionOut> permissions; // those that at least one of the roles has
};
BOOST_DESCRIBE_STRUCT(DoorOut, (), (access_id, kind, client_id, member_id, expires_at))
BOOST_DESCRIBE_STRUCT(AccountOut, (),
    (account_id, log_id, name, status, roles, purposes, categories, ends_at, trained_until, last_act_at, doors))
BOOST_DESCRIBE_STRUCT(RoleOut, (), (code, title, limited, permissions))
BOOST_DESCRIBE_STRUCT(PermissionOut, (), (name, title, room))
BOOST_DESCRIBE_STRUCT(OverviewOut, (), (accounts, roles, permissions))

constexpr int page_size = 200, accounts_max = 2'000, doors_max = 500;
constexpr auto looked_back = std::chrono::hours(24 * 400); // for the last act: what is older is as good as never

std::vector<RoleOut> roles_of(
    access::Policy const& policy, std::string_view side, std::vector<PermissionOut>& permissions)
{
    std::map<std::string, bool> known;
    std::vector<RoleOut> out;
    for (auto const& role : policy.account_roles()) {
        if (role.side != side) continue;
        RoleOut r { role.code, role.title, role.limited, {} };
        if (auto const row = policy.matrix().find("staff." + role.code); row != policy.matrix().end())
            for (auto const& [permission, purposes] : row->second) {
                r.permissions[permission].assign(purposes.begin(), purposes.end());
                known[permission] = true;
            }
        out.push_back(std::move(r));
    }
    for (auto const& [name, yes] : known)
        permissions.push_back({ name, policy.title(name), name.substr(0, name.find('.')) });
    return out;
}

Result<http::Response> overview(access::GrantedGroup<List>& group, access::Gate const& gate)
{
    auto const policy = gate.policy_now();
    auto const now = gate.clock().now();
    OverviewOut out;
    out.roles = roles_of(*policy, group.tenant() == access::house_tenant ? "house" : "client", out.permissions);
    std::map<Uuid, Instant> last;
    for (auto const& a : TRY(access::last_acts(group, now - looked_back))) last[a.actor] = a.at;
    SubjectId after {};
    for (bool more = true; more && out.accounts.size() < accounts_max;) {
        auto const rows = TRY(group.rows(store::page(), after, page_size, policy->required_courses()));
        more = rows.size() == page_size;
        for (auto const& r : rows) {
            after = r.subject;
            auto const text = group.open_of(r.subject, access::person_scope, profile_place, r.profile.data);
            auto const profile = text.ok() ? parse_profile(text.value()) : Result<Profile>(not_found());
            bool const over = r.ends_at && *r.ends_at <= now;
            auto const acted = last.find(r.pseudonym);
            out.accounts.push_back({ r.subject, r.pseudonym, profile.ok() ? profile->name : "",
                over ? "ended" : r.status, r.roles, r.purposes, r.categories, r.ends_at, r.trained_until,
                acted == last.end() ? std::nullopt : std::optional(acted->second), {} });
        }
    }
    for (auto const& o : TRY(store::all_opened(group.tx(), doors_max))) {
        if (!o.account || o.ended_at || o.expires_at <= now) continue;
        auto const whose = std::find_if(
            out.accounts.begin(), out.accounts.end(), [&](auto const& a) { return a.account_id == *o.account; });
        if (whose != out.accounts.end()) whose->doors.push_back({ o.id, o.kind, o.tenant, o.subject, o.expires_at });
    }
    return json_of(out);
}

} // namespace

void add_overview_routes(access::Routes& routes, Accounts::State const& s)
{
    routes.guarded_group<List>({ .pattern = "/staff/access",
                                   .summary = "Who may do what now: accounts, roles, open doors, training, last act",
                                   .audience = "staff",
                                   .purpose = "administer",
                                   .response_schema = json::schema<OverviewOut>() },
        [&gate = s.gate](access::GrantedGroup<List>& g, http::Request const&) { return overview(g, gate); });
}

} // namespace wellkept::accounts
