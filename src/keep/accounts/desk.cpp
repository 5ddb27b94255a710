// Joiner, mover, leaver: accounts made, changed and ended by whoever may.
#include "access/tenants.h"
#include "keep/accounts/state.h"
#include "keep/retention/retention.h"
#include <algorithm>

namespace wellkept::accounts {
namespace {

constexpr Duration year = std::chrono::hours(24 * 365);

bool has(std::vector<std::string> const& list, std::string_view what) { return std::find(list.begin(), list.end(), what) != list.end(); }

// Years after its end an account names nobody any more.
Result<> ends(access::SubjectGrant const& grant, access::Gate const& gate, store::Account const& a)
{
    return a.ends_at ? retention::started(grant, gate, record_class, {}, *a.ends_at) : Result<> {};
}

// Known roles of this side; limited ones with an end, purposes and categories.
Result<> check(db::Tx& tx, access::Policy const& policy, ClientId tenant, store::Account const& a, Instant now)
{
    auto const found = TRY(access::find_tenant(tx, tenant));
    if (!found) return bad_input("There is no such Client.");
    bool limited = false;
    for (auto const& code : a.roles) {
        auto const* role = policy.account_role(code);
        if (!role || role->side != found->kind) return bad_input("There is no such role here: GET /staff/vocabulary lists them.");
        limited = limited || role->limited;
    }
    if (limited && a.roles.size() > 1) return bad_input("A contractor has no other role.");
    for (auto const& p : a.purposes)
        if (!policy.purpose(p)) return bad_input("There is no such purpose: GET /staff/vocabulary lists them.");
    for (auto const& c : a.categories)
        if (!policy.category(c)) return bad_input("There is no such category of data: GET /staff/vocabulary lists them.");
    if (limited && (!a.ends_at || *a.ends_at > now + year || a.purposes.empty() || a.categories.empty()))
        return bad_input("A contractor's account has purposes, categories of data and an end within a year.");
    if (!limited && (!a.purposes.empty() || !a.categories.empty())) return bad_input("Purposes and categories are for contractors.");
    if (a.ends_at && *a.ends_at <= a.starts_at) return bad_input("The account would end before it begins.");
    return {};
}

// Nobody makes a director but a director, or an operator at the server itself.
Result<> may_appoint(access::GrantCore const& grant, access::Gate const& gate, std::vector<std::string> const& before, std::vector<std::string> const& after)
{
    if (grant.actor().kind != access::ActorKind::staff || has(before, "director") == has(after, "director")) return {};
    auto const standing = TRY(gate.standing(grant, grant.actor()));
    if (standing && standing->has_role("director")) return {};
    return Error { Code::forbidden, PublicText("Only a director appoints or dismisses a director.") };
}

Result<> not_oneself(access::SubjectGrant const& grant)
{
    if (grant.actor().kind != access::ActorKind::staff || grant.actor().id != grant.subject().value) return {};
    return Error { Code::forbidden, PublicText("Somebody else must do this for your own account.") };
}

std::vector<std::string> unique(std::vector<std::string> v)
{
    std::vector<std::string> out;
    for (auto& s : v)
        if (!has(out, s)) out.push_back(std::move(s));
    return out;
}

} // namespace

Result<> ensure_house(access::Gate const& gate, db::Pool& pool)
{
    auto tx = TRY(db::Tx::begin(pool));
    access::Tenant const ours[] = { { access::house_tenant, gate.region(), "active", "the house itself", {}, {}, "house" },
        { access::care_tenant, gate.region(), "active", "the house itself", {}, {}, "care" } };
    for (auto const& t : ours)
        if (!TRY(access::find_tenant(tx, t.id))) TRY(access::save_tenant(tx, t, gate.clock().now()));
    return tx.commit();
}

Result<std::optional<Found>> find(db::Tx& tx, access::Gate const& gate, std::string const& email)
{
    auto const known = TRY(access::Handles(gate).find(tx, "staff_email", TRY(normal_email(email))));
    if (!known || !known->subject || !known->tenant) return std::optional<Found> {};
    return std::optional(Found { *known->subject, *known->tenant });
}

Result<Invitation> invite(access::GrantedGroup<Invite>& group, access::Gate const& gate, std::string const& public_url, NewAccount const& given)
{
    auto const now = gate.clock().now();
    auto const email = TRY(normal_email(given.email));
    if (given.name.empty() || given.name.size() > 200) return bad_input("Give the person's name, of 1 to 200 characters.");
    store::Account const account { group.tenant(), "invited", unique(given.roles), given.purposes, given.categories, given.starts_at.value_or(now), given.ends_at };
    TRY(check(group.tx(), *gate.policy_now(), group.tenant(), account, now));
    TRY(may_appoint(group, gate, {}, account.roles));
    access::Handles const handles(gate);
    if (TRY(handles.find(group.tx(), "staff_email", email)))
        return Error { Code::conflict, PublicText("There is an account with this e-mail address already.") };
    access::Visit unused { group.actor(), group.purpose(), group.request() };
    auto grant = TRY(gate.admit(group, unused, SubjectId { Uuid::v4(gate.rng()) }));
    TRY(store::insert(grant, account, TRY(grant.seal(access::person_scope, profile_place, profile_json({ given.name, email }))), now));
    TRY(handles.put(grant.tx(), { .kind = "staff_email", .value = email, .subject = grant.subject(), .tenant = group.tenant(), .ref = grant.subject().value }));
    TRY(ends(grant, gate, account));
    auto out = TRY(make_invitation(grant, gate, public_url));
    group.admitted(grant);
    return out;
}

namespace {

template<typename Permission>
Result<std::vector<Listed>> page_of(access::GrantedGroup<Permission>& group, access::Gate const& gate, SubjectId after, int limit)
{
    std::vector<Listed> out;
    for (auto const& r : TRY(group.rows(store::page(), after, limit, gate.policy_now()->required_courses()))) {
        auto const text = group.open_of(r.subject, access::person_scope, profile_place, r.profile.data);
        auto profile = text.ok() ? parse_profile(text.value()) : Result<Profile>(not_found());
        auto const known = profile.ok() ? profile.release() : Profile {}; // being erased
        bool const over = r.ends_at && *r.ends_at <= gate.clock().now();
        out.push_back({ r.subject, known.name, known.email, over ? "ended" : r.status, r.roles, r.purposes, r.categories, r.starts_at, r.ends_at, r.trained_until });
    }
    return out;
}

} // namespace

Result<std::vector<Listed>> list(access::GrantedGroup<List>& group, access::Gate const& gate, SubjectId after, int limit) { return page_of(group, gate, after, limit); }

Result<std::vector<Listed>> colleagues(access::GrantedGroup<SeeColleagues>& group, access::Gate const& gate)
{
    constexpr int page = 500;
    std::vector<Listed> out;
    for (SubjectId after {};;) {
        auto const some = TRY(page_of(group, gate, after, page));
        for (auto const& one : some)
            if (one.status == "active") out.push_back(one);
        if (some.size() < page) return out;
        after = some.back().account_id;
    }
}

Result<> change(access::Granted<ChangeAccount> const& grant, access::Gate const& gate, Change const& c)
{
    TRY(not_oneself(grant));
    auto account = TRY(store::account(grant));
    if (!account) return not_found();
    if (account->status == "ended") return Error { Code::conflict, PublicText("This account has ended. Invite the person anew.") };
    auto const before = account->roles;
    if (c.roles) account->roles = unique(*c.roles);
    if (c.purposes) account->purposes = *c.purposes;
    if (c.categories) account->categories = *c.categories;
    if (c.ends_at) account->ends_at = c.ends_at;
    TRY(check(grant.tx(), *gate.policy_now(), grant.tenant(), *account, gate.clock().now()));
    TRY(may_appoint(grant, gate, before, account->roles));
    TRY(store::update(grant, *account));
    TRY(ends(grant, gate, *account));
    // Whoever may no longer open doors leaves none open behind them.
    if (has(before, "director") && !has(account->roles, "director")) TRY(store::end_opened_of(grant.tx(), grant.subject(), gate.clock().now()));
    std::string roles;
    for (auto const& r : account->roles) (roles += roles.empty() ? "" : ", ") += r;
    grant.note("roles", roles.empty() ? "none" : roles);
    return {};
}

Result<Invitation> reset(access::Granted<Reset> const& grant, access::Gate const& gate, std::string const& public_url)
{
    TRY(not_oneself(grant));
    auto account = TRY(store::account(grant));
    if (!account) return not_found();
    if (account->status == "ended") return Error { Code::conflict, PublicText("This account has ended. Invite the person anew.") };
    // Who could reset a director could become one.
    TRY(may_appoint(grant, gate, {}, account->roles));
    TRY(close_all_ways(grant));
    TRY(store::clear_factors(grant));
    account->status = "invited";
    TRY(store::update(grant, *account));
    return make_invitation(grant, gate, public_url);
}

Result<> end(access::Granted<EndAccount> const& grant, access::Gate const& gate)
{
    TRY(not_oneself(grant));
    auto account = TRY(store::account(grant));
    if (!account) return not_found();
    TRY(may_appoint(grant, gate, account->roles, {}));
    auto const now = gate.clock().now();
    account->status = "ended";
    account->ends_at = account->ends_at && *account->ends_at < now ? account->ends_at : now;
    TRY(close_all_ways(grant));
    TRY(store::clear_factors(grant));
    TRY(store::end_opened_of(grant.tx(), grant.subject(), now));
    TRY(ends(grant, gate, *account));
    return store::update(grant, *account);
}

Result<> record_training(access::Granted<RecordTraining> const& grant, access::Gate const& gate, NewTraining const& t)
{
    auto const policy = gate.policy_now();
    auto const now = gate.clock().now();
    auto const course = std::find_if(policy->courses().begin(), policy->courses().end(), [&](auto const& c) { return c.code == t.course; });
    if (course == policy->courses().end()) return bad_input("There is no such course: GET /staff/vocabulary lists them.");
    auto const longest = std::chrono::sys_days(t.completed_on + std::chrono::months(course->months));
    auto const completed = std::chrono::sys_days(t.completed_on);
    if (completed > now) return bad_input("This day has not come yet.");
    Instant const until = t.valid_until.value_or(longest);
    if (until > longest || until <= completed) return bad_input("It holds no longer than the course says, from the day it was completed.");
    auto const by = grant.actor().kind == access::ActorKind::staff ? grant.actor().pseudonym : Uuid {};
    TRY(not_oneself(grant));
    TRY(store::insert_training(grant, Uuid::v7(gate.clock(), gate.rng()), t.course, completed, until, by, now));
    grant.note("course", t.course);
    return {};
}

} // namespace wellkept::accounts
