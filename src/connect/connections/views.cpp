#include "connect/connections/views.h"

namespace wellkept::connections {
namespace {

std::string_view kind_name(programs::Kind k)
{
    switch (k) {
    case programs::Kind::oauth: return "oauth";
    case programs::Kind::direct: return "direct";
    case programs::Kind::file: return "file";
    }
    return "oauth";
}

std::string problem_text(std::string const& code)
{
    if (code == "access_ended") return "The vendor ended our access. Connect again to go on.";
    return "Something went wrong at the vendor. Connect again to go on.";
}

std::map<ConnectionId, std::string> titles(std::vector<Connection> const& all, Vendors const& vendors)
{
    auto const catalogue = vendors.catalogue();
    std::map<ConnectionId, std::string> out;
    for (auto const& c : all) {
        auto const* m = catalogue->find(c.profile.program);
        out[c.id] = m ? m->title : c.profile.program;
    }
    return out;
}

std::string title_of(std::map<ConnectionId, std::string> const& titles, ConnectionId id)
{
    auto const it = titles.find(id);
    return it == titles.end() ? "A Program you disconnected" : it->second;
}

} // namespace

std::string recipient_title(std::string const& recipient, std::string const& client_name)
{
    if (recipient == "self") return "You";
    if (recipient.starts_with("client")) return client_name;
    return "Nobody else";
}

Result<shape::ConnectionsOut> connections_out(access::SubjectGrant const& grant, Vendors const& vendors, bool with_grants)
{
    auto const all = TRY(list(grant));
    auto const switches = with_grants ? TRY(consent::switches(grant)) : std::vector<consent::Switch> {};
    auto const catalogue = vendors.catalogue();
    shape::ConnectionsOut out;
    for (auto const& c : all) {
        auto const* m = catalogue->find(c.profile.program);
        shape::ConnectionOut o { c.id, c.profile.program, m ? m->title : c.profile.program, std::string(m ? kind_name(m->kind) : ""),
            c.state, c.created_at, c.connected_at, c.last_data_at, {},
            { c.history_state, c.history_from, c.history_percent, c.history_samples }, c.live_samples, {} };
        if (c.problem) o.problem = shape::ProblemOut { *c.problem, problem_text(*c.problem) };
        for (auto const& s : switches) {
            if (s.connection == c.id)
                o.grants.push_back({ s.category, s.purpose, s.purpose == "self" ? "self" : s.purpose == "share_with_client" ? "client" : "none", s.granted, s.since });
        }
        out.connections.push_back(std::move(o));
    }
    return out;
}

Result<shape::PermissionsOut> permissions_out(
    access::SubjectGrant const& grant, access::Gate const& gate, consent::Rules const& rules, Vendors const& vendors, std::string const& client_name)
{
    auto const all = TRY(list(grant));
    auto const profile = people::load(grant);
    if (!profile.ok() && profile.error().code != Code::not_found) return profile.error();
    auto const standing = rules.standing(profile.ok() ? profile.value() : people::Profile {}, gate.clock().now());
    auto const switches = TRY(consent::switches(grant));
    auto const policy = gate.policy_now();
    auto const catalogue = vendors.catalogue();
    shape::PermissionsOut out;
    // Every switch there could be, set or not, in the order of the Program and the policy.
    for (auto const& c : all) {
        auto const* m = catalogue->find(c.profile.program);
        if (!m || c.state == "revoking" || c.state == "revoked") continue;
        for (auto const& collects : m->collects) {
            auto const* category = policy->category(collects.category);
            for (auto const& purpose : policy->purposes()) {
                if (!purpose.switched()) continue;
                shape::PermissionOut o { c.id, m->title, collects.category, category ? category->title : collects.category, purpose.code,
                    purpose.title, purpose.recipient, recipient_title(purpose.recipient, client_name), false, c.created_at, {}, {} };
                if (purpose.consent == access::Consent::extra) o.apart = purpose.description;
                for (auto const& s : switches)
                    if (s.connection == c.id && s.category == o.category && s.purpose == o.purpose) {
                        o.granted = s.granted;
                        o.since = s.since;
                        if (auto why = consent::ask_again(s, rules, standing); !why.empty()) o.ask_again = std::move(why);
                    }
                out.permissions.push_back(std::move(o));
            }
        }
    }
    return out;
}

Result<shape::ConsentsOut> consents_out(access::SubjectGrant const& grant, Vendors const& vendors, bool of_client_only)
{
    auto const names = titles(TRY(list(grant)), vendors);
    shape::ConsentsOut out;
    for (auto const& e : TRY(consent::history(grant))) {
        if (of_client_only && e.recipient != "client:" + grant.tenant().text()) continue;
        out.events.push_back({ e.at, e.connection, title_of(names, e.connection), e.category, e.purpose, e.recipient, e.decision, e.wording_version,
            e.channel, e.language, e.captured_by });
    }
    return out;
}

Result<shape::ProgramsOut> programs_out(access::SubjectGrant const& grant, access::Gate const& gate, Vendors const& vendors,
    std::string const& client_name, std::set<std::string> const& set_up)
{
    auto const policy = gate.policy_now();
    auto const catalogue = vendors.catalogue();
    std::set<std::string> connected;
    for (auto const& c : TRY(list(grant)))
        if (c.state == "connected") connected.insert(c.profile.program);
    shape::ProgramsOut out;
    for (auto const& m : catalogue->all()) {
        if (m.kind == programs::Kind::oauth && !set_up.contains(m.code)) continue;
        shape::ProgramOut p { m.code, m.title, m.description, {}, std::string(kind_name(m.kind)), m.history_days, connected.contains(m.code), {} };
        if (!m.homepage.empty()) p.homepage = m.homepage;
        for (auto const& collects : m.collects) {
            auto const* category = policy->category(collects.category);
            if (!category) continue;
            shape::CategoryOut c { category->code, category->title, category->description, collects.says, {} };
            for (auto const& purpose : policy->purposes()) {
                if (purpose.consent != access::Consent::switch_) continue;
                c.purposes.push_back({ purpose.code, purpose.title, purpose.description,
                    { purpose.recipient, recipient_title(purpose.recipient, client_name) }, purpose.lawful_basis, purpose.retention });
            }
            p.categories.push_back(std::move(c));
        }
        out.programs.push_back(std::move(p));
    }
    return out;
}

} // namespace wellkept::connections
