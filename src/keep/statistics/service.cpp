#include "access/consent_counts.h"
#include "access/enforced.h"
#include "access/system.h"
#include "access/tenants.h"
#include "keep/statistics/store.h"
#include "keep/statistics/suppression.h"
#include "platform/log/log.h"
#include <algorithm>
#include <set>

namespace wellkept::statistics {
namespace {

access::Enforces const totals { "statistics.", "keep/statistics", "D8" };

// Refused, or gone: not an error of the whole.
bool passed_over(Error const& e) { return e.code == Code::forbidden || e.code == Code::not_found; }

constexpr int months_back_max = 12; // after a long stop

} // namespace

Statistics::Statistics(access::Gate const& gate, db::Pool& pool, std::vector<std::unique_ptr<Contributor>> contributors)
    : m_gate(gate)
    , m_pool(pool)
    , m_contributors(std::move(contributors))
{
}

Contributor const* Statistics::contributor(std::string_view room) const
{
    for (auto const& c : m_contributors)
        if (c->room() == room) return c.get();
    return nullptr;
}

Result<std::vector<SubjectId>> Statistics::people(std::string_view purpose) const
{
    std::vector<SubjectId> out;
    auto const tenants = [&]() -> Result<std::vector<access::Tenant>> {
        auto tx = TRY(db::Tx::begin(m_pool, db::Tx::Mode::read_only));
        return access::all_tenants(tx);
    }();
    if (!tenants.ok()) return tenants.error();
    for (auto const& t : tenants.value()) {
        if (t.kind != "client" || t.status != "active") continue;
        auto found = access::as_system_group<Find>(m_gate, m_pool, task, purpose, t.id,
            [&](access::GrantedGroup<Find>& group) { return access::people_who_let(group, purpose); });
        if (!found.ok() && !passed_over(found.error())) return found.error();
        if (found.ok()) out.insert(out.end(), found->begin(), found->end());
    }
    return out;
}

Result<> Statistics::publish(Month month, std::vector<access::StatisticsTable> const& tables) const
{
    auto const policy = m_gate.policy_now();
    auto const& rule = policy->statistics();
    // Each source is asked about a person once for a purpose, and the Gate with it.
    std::map<std::pair<std::string, std::string>, std::vector<access::StatisticsTable>> by_source;
    for (auto const& t : tables) by_source[{ t.source, t.purpose }].push_back(t);
    for (auto const& [key, wanted] : by_source) {
        auto const& [source, purpose] = key;
        auto const* from = contributor(source);
        if (!from) return bug("no room contributes as " + source);
        Contributions gathered;
        for (auto const subject : TRY(people(purpose))) {
            auto one = from->contribute(subject, wanted, month);
            if (!one.ok() && !passed_over(one.error())) return one.error();
            if (one.ok() && !one->empty()) gathered.emplace(subject, one.release());
        }
        // Gathering takes its time: whoever has withdrawn, left or been restricted meanwhile is not counted.
        auto const still_there = TRY(people(purpose));
        std::set<SubjectId> const still(still_there.begin(), still_there.end());
        std::erase_if(gathered, [&](auto const& g) { return !still.contains(g.first); });
        auto tx = TRY(db::Tx::begin(m_pool));
        for (auto const& t : wanted) {
            std::vector<Contribution> all;
            for (auto const& [subject, theirs] : gathered)
                if (auto const it = theirs.find(t.code); it != theirs.end()) all.push_back(it->second);
            auto const r = release(t, rule, from->values(t), all, m_gate.rng());
            bool const fresh = TRY(store::insert(tx, t, rule, month, r, m_gate.clock().now(), policy->version()));
            // No count in the log: it would be one that was not rounded.
            log::info("totals_published", { { "table", t.code }, { "period", text(month) }, { "shown", fresh && r.people.has_value() } });
        }
        TRY(tx.commit());
    }
    return {};
}

Result<jobs::Outcome> Statistics::gather(jobs::Job const&) const
{
    auto const policy = m_gate.policy_now();
    auto const& rule = policy->statistics();
    auto const last = last_due(m_gate.clock().now(), rule.settle_days);
    std::map<Month, std::vector<access::StatisticsTable>> waiting;
    {
        auto tx = TRY(db::Tx::begin(m_pool, db::Tx::Mode::read_only));
        for (auto const& t : rule.tables) {
            auto const newest = TRY(store::newest(tx, t.code));
            // A table that is new begins with the last month: what went before was gathered for no such table.
            auto m = newest ? std::max(*newest + std::chrono::months(1), last - std::chrono::months(months_back_max - 1)) : last;
            for (; m <= last; m += std::chrono::months(1)) waiting[m].push_back(t);
        }
    }
    for (auto const& [m, tables] : waiting) TRY(publish(m, tables));
    return jobs::Outcome(jobs::Done {});
}

std::string fault(Published const& p)
{
    auto const name = p.table + " of " + p.period;
    if (!p.people) return p.cells.empty() ? "" : name + " has cells below its smallest population.";
    if (*p.people < rounded(p.population_min, p.round_to)) return name + " is about fewer people than allowed.";
    std::int64_t hidden_cells = 0, shown = 0;
    for (auto const& c : p.cells) {
        hidden_cells += c.suppressed;
        if (c.suppressed) continue;
        shown += *c.people;
        if (*c.people < rounded(p.cell_min, p.round_to)) return name + " shows a cell that is too small.";
        if (*c.people % p.round_to != 0) return name + " shows a count that is not rounded.";
    }
    if (*p.people % p.round_to != 0) return name + " shows a count that is not rounded.";
    if (hidden_cells == 1) return name + " hides exactly one cell, which its total gives away.";
    return "";
}

} // namespace wellkept::statistics
