#include "keep/promises/store.h"
#include "platform/log/log.h"
#include <algorithm>

namespace wellkept::promises {
namespace {

bool contains(std::vector<std::string> const& list, std::string const& id) { return std::find(list.begin(), list.end(), id) != list.end(); }

} // namespace

std::string_view name(Outcome o)
{
    switch (o) {
    case Outcome::kept: return "kept";
    case Outcome::broken: return "broken";
    case Outcome::cannot_look: return "cannot_look";
    }
    return "cannot_look";
}

Seen look(Probe const& probe)
{
    auto seen = probe.look();
    if (!seen.ok()) log::warn("probe_failed", { { "probe", probe.id }, { "detail", seen.error().detail.text } });
    return { probe.id, probe.title, probe.promises,
        seen.ok() ? std::move(seen.value()) : cannot_look("The look itself failed: " + seen.error().public_text.text) };
}

Watch::Watch(db::Pool& pool, Clock const& clock, std::string version, std::vector<Promise> promises,
    std::optional<Proofs> proofs, std::vector<Probe> probes)
    : m_pool(pool), m_clock(clock), m_version(std::move(version)), m_promises(std::move(promises)), m_proofs(std::move(proofs)),
      m_probes(std::move(probes))
{
}

Result<> Watch::record(Seen const& seen) const
{
    auto const outcome = std::string(name(seen.observation.outcome));
    auto tx = TRY(db::Tx::begin(m_pool));
    auto const now = m_clock.now();
    if (!TRY(store::go_on(tx, seen.probe, outcome, seen.observation.words, now)))
        TRY(store::begin(tx, seen.probe, outcome, seen.observation.words, now));
    return tx.commit();
}

Result<std::vector<Stretch>> Watch::latest() const
{
    auto tx = TRY(db::Tx::begin(m_pool, db::Tx::Mode::read_only));
    return store::latest(tx);
}

Result<jobs::Outcome> Watch::run(jobs::Job const&) const
{
    auto const before = TRY(latest());
    auto is_fresh = [&](Probe const& probe) {
        return std::any_of(before.begin(), before.end(),
            [&](Stretch const& s) { return s.probe == probe.id && m_clock.now() - s.last_seen < probe.every; });
    };
    for (auto const& probe : m_probes) {
        if (is_fresh(probe)) continue;
        auto const seen = look(probe);
        if (seen.observation.outcome == Outcome::broken)
            log::error("promise_broken", { { "probe", seen.probe }, { "words", seen.observation.words } });
        TRY(record(seen));
    }
    return jobs::Outcome(jobs::Done {});
}

std::string standing(Promise const& promise, std::optional<Proofs> const& proofs, std::vector<Probe> const& probes,
    std::vector<Stretch> const& stretches)
{
    bool seen_kept = false;
    for (auto const& probe : probes) {
        if (!contains(probe.promises, promise.id)) continue;
        for (auto const& s : stretches) {
            if (s.probe != probe.id) continue;
            if (s.outcome == "broken") return "broken";
            seen_kept = seen_kept || s.outcome == "kept";
        }
    }
    if (proofs && contains(proofs->failing, promise.id)) return "failing";
    if (promise.in_work) return "in_work";
    bool const proven = proofs && contains(proofs->proven, promise.id);
    if (!proven) return "unproven";
    return seen_kept ? "kept" : "proven";
}

} // namespace wellkept::promises
