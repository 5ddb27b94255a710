// What people allow, as numbers that point to nobody: counted over all Clients, and shown as policy/statistics.yaml
// says.
#include "access/consent_counts.h"
#include "access/routes.h"
#include "access/system.h"
#include "access/tenants.h"
#include "keep/consent/consent.h"
#include "keep/statistics/statistics.h"
#include "platform/json/json.h"
#include <map>

namespace wellkept::consent {
namespace {

struct CellOut {
    std::string purpose, category;
    std::optional<std::int64_t> people; // rounded; none: too few, or all but too few
};
struct NamedOut {
    std::string code, title;
    std::optional<std::string> recipient; // of a purpose: who receives
};
struct RuleOut {
    std::int32_t cell_min, round_to, population_min;
};
struct CountOut {
    bool shown; // false: fewer people than population_min, and no number leaves
    std::optional<std::int64_t> people;
    std::vector<CellOut> cells; // of every purpose and category that can be switched
    std::vector<NamedOut> purposes, categories;
    RuleOut rule;
};
BOOST_DESCRIBE_STRUCT(CellOut, (), (purpose, category, people))
BOOST_DESCRIBE_STRUCT(NamedOut, (), (code, title, recipient))
BOOST_DESCRIBE_STRUCT(RuleOut, (), (cell_min, round_to, population_min))
BOOST_DESCRIBE_STRUCT(CountOut, (), (shown, people, cells, purposes, categories, rule))

// Who is counted: people of Clients that are served.
bool served(access::Tenant const& t, access::Gate const& gate)
{
    auto const now = gate.clock().now();
    return t.id != access::house_tenant && t.region == gate.region() && t.status == "active" && t.agreement_reference
        && (!t.agreement_until || *t.agreement_until > now);
}

Result<http::Response> count(access::GrantCore const& grant, access::Gate const& gate, db::Pool& pool)
{
    std::map<std::pair<std::string, std::string>, std::int64_t> sum;
    std::int64_t people = 0;
    for (auto const& t : TRY(access::all_tenants(grant.tx()))) {
        if (!served(t, gate)) continue;
        TRY(access::beside_group<Count>(
            gate, pool, grant, "accountability", t.id, [&](access::GrantedGroup<Count>& group) -> Result<> {
                for (auto const& c : TRY(access::count_consents(group, people)))
                    sum[{ c.purpose, c.category }] += c.people;
                return {};
            }));
    }
    auto const policy = gate.policy_now();
    return http::Response::json(shown_counts(*policy, people, sum));
}

} // namespace

std::string shown_counts(access::Policy const& policy, std::int64_t people,
    std::map<std::pair<std::string, std::string>, std::int64_t> const& sum)
{
    auto const& rule = policy.statistics();
    auto rounded = [&](std::int64_t n) { return statistics::rounded(n, rule.round_to); };
    CountOut out { people >= rule.population_min, {}, {}, {}, {},
        { rule.cell_min, rule.round_to, rule.population_min } };
    for (auto const& p : policy.purposes()) {
        if (!p.switched()) continue;
        auto const* who = policy.recipient(p.recipient);
        out.purposes.push_back({ p.code, p.title, who ? std::optional(who->title) : std::nullopt });
    }
    for (auto const& c : policy.categories()) out.categories.push_back({ c.code, c.title, {} });
    if (out.shown) {
        out.people = rounded(people);
        for (auto const& p : out.purposes)
            for (auto const& c : out.categories) {
                auto const found = sum.find({ p.code, c.code });
                auto const n = found == sum.end() ? 0 : found->second;
                // Who does not allow it is a small group, too, where nearly all do.
                bool const tell = !statistics::hidden({ n, people - n }, rule.cell_min)[0];
                out.cells.push_back({ p.code, c.code, tell ? std::optional(rounded(n)) : std::nullopt });
            }
    }
    return json::encode_text(out);
}

void add_count_routes(access::Routes& routes, db::Pool& pool)
{
    auto const& gate = routes.gate();
    routes.guarded_group<Count>(
        { .pattern = "/staff/consents",
            .summary = "How many people allow what, by purpose and kind of data; small numbers are not shown",
            .audience = "staff",
            .purpose = "accountability",
            .response_schema = json::schema<CountOut>() },
        [&gate, &pool](access::GrantedGroup<Count>& g, http::Request const&) { return count(g, gate, pool); });
}

} // namespace wellkept::consent
