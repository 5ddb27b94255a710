// The policy at the desk: which version was in force when, and what a change between two of them means for people.
#include "access/audit_read.h"
#include "access/routes.h"
#include "keep/notices/store.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::notices {
namespace {

struct VersionOut {
    std::string version;
    Instant first_at;
    bool in_force;
};
struct TakenOut { // a start or a reload, as the log of accesses has it
    Instant at;
    std::string how; // start, reload
    std::string decision; // permit; refuse: it did not check, and the one in force stayed
    std::optional<std::string> version;
};
struct HistoryOut {
    std::string in_force;
    std::vector<VersionOut> versions; // newest first
    std::vector<TakenOut> taken; // newest first, at most 100
};
struct ChangeOut {
    std::string rule, words, needs; // needs: nothing, notice, consent
};
struct DifferenceOut {
    std::string from, to;
    bool
        readable; // false: one of them was written for an earlier form of these files, and only their names can be told
    std::vector<ChangeOut> changes;
    std::vector<std::string> files; // whose text differs
};
BOOST_DESCRIBE_STRUCT(VersionOut, (), (version, first_at, in_force))
BOOST_DESCRIBE_STRUCT(TakenOut, (), (at, how, decision, version))
BOOST_DESCRIBE_STRUCT(HistoryOut, (), (in_force, versions, taken))
BOOST_DESCRIBE_STRUCT(ChangeOut, (), (rule, words, needs))
BOOST_DESCRIBE_STRUCT(DifferenceOut, (), (from, to, readable, changes, files))

constexpr int taken_max = 100;

Result<http::Response> history(access::GrantCore const& grant, access::Gate const& gate)
{
    HistoryOut out { gate.policy_now()->version(), {}, {} };
    for (auto const& v : TRY(store::policies(grant.tx())))
        out.versions.push_back({ v.version, v.first_at, v.version == out.in_force });
    access::AuditSearch const taken {
        .before = { gate.clock().now() + std::chrono::hours(1), {} }, .action = "policy.in_force", .limit = taken_max
    };
    for (auto const& r : TRY(access::search_audit(grant, taken))) {
        auto const dot = r.actor_label.find('.');
        bool const permit = r.decision == "permit";
        out.taken.push_back({ r.at, dot == std::string::npos ? r.actor_label : r.actor_label.substr(dot + 1),
            r.decision, permit ? std::optional(r.reason) : std::nullopt });
    }
    return http::Response::json(json::encode_text(out));
}

Result<std::map<std::string, std::string>> files_of(
    db::Tx& tx, http::Request const& request, std::string_view which, std::string& version)
{
    version = request.query_value(which).value_or("");
    auto const text = TRY(store::policy_files(tx, version));
    if (!text) return bad_input("Give " + std::string(which) + " as a version that GET /staff/policy lists.");
    std::map<std::string, std::string> files;
    auto const all = TRY(json::parse(*text));
    for (auto const& [name, value] : all.as_object()) files[name] = value.as_string();
    return files;
}

Result<http::Response> difference_of(access::GrantCore const& grant, http::Request const& request)
{
    DifferenceOut out {};
    auto const from = TRY(files_of(grant.tx(), request, "from", out.from));
    auto const to = TRY(files_of(grant.tx(), request, "to", out.to));
    for (auto const& [name, text] : to)
        if (auto const before = from.find(name); before == from.end() || before->second != text)
            out.files.push_back(name);
    for (auto const& [name, text] : from)
        if (!to.contains(name)) out.files.push_back(name);
    auto const a = access::Policy::check(from), b = access::Policy::check(to);
    out.readable = a.ok() && b.ok();
    if (out.readable)
        for (auto const& c : access::changes(*a.policy, *b.policy))
            out.changes.push_back({ c.rule, c.words, std::string(name(c.needs)) });
    return http::Response::json(json::encode_text(out));
}

} // namespace

void add_policy_routes(access::Routes& routes)
{
    auto const& gate = routes.gate();
    routes.guarded_group<ReadPolicy>({ .pattern = "/staff/policy",
                                         .summary = "Which policy was in force when, and which were refused",
                                         .audience = "staff",
                                         .purpose = "accountability",
                                         .response_schema = json::schema<HistoryOut>() },
        [&gate](access::GrantedGroup<ReadPolicy>& g, http::Request const&) { return history(g, gate); });
    routes.guarded_group<ReadPolicy>(
        { .pattern = "/staff/policy/changes",
            .summary = "What the change from one version to another means for people, in plain words",
            .audience = "staff",
            .purpose = "accountability",
            .response_schema = json::schema<DifferenceOut>(),
            .query_parameters = { "from: string; a version", "to: string; a version" } },
        [](access::GrantedGroup<ReadPolicy>& g, http::Request const& r) { return difference_of(g, r); });
}

} // namespace wellkept::notices
