#include "keep/retention/calendar.h"
#include "keep/retention/retention.h"
#include "keep/retention/store.h"

namespace wellkept::retention {

Decision decide(Standing const& s)
{
    if (s.legal_hold) return s.due || s.erasure_asked ? Decision::hold : Decision::keep;
    if (s.erasure_asked) return s.statutory && !s.due ? Decision::statutory : Decision::erase;
    if (!s.due) return Decision::keep;
    // What is restricted is stored and nothing else: destroying it is the person's to ask for, not time's to do.
    if (s.restricted) return Decision::restricted;
    return s.open_request ? Decision::request : Decision::expire;
}

Result<std::vector<Kept>> in_the_way(access::SubjectGrant const& grant, access::Gate const& gate, Rooms const& rooms)
{
    std::vector<Kept> out;
    std::set<std::string> here;
    for (auto const& room : rooms)
        for (auto& c : room->record_classes()) here.insert(std::move(c));
    for (auto const& h : TRY(store::holds(grant))) {
        if (h.kind != "legal" || h.released_at) continue;
        if (!h.record_class) return std::vector<Kept> { { "", {}, "legal hold", {} } };
        if (here.contains(*h.record_class))
            out.push_back({ *h.record_class, { h.record.value_or(Uuid {}) }, "legal hold", {} });
    }
    auto const policy = gate.policy_now();
    auto const& rules = policy->retention();
    auto const zone = rules.zone(gate.region());
    for (auto const& clock : TRY(store::clocks(grant))) {
        auto const* rule = rules.find(clock.record_class);
        if (!rule || !rule->statutory || !here.contains(rule->code)) continue;
        auto const until = end_of(clock.trigger_at, rule->period, zone);
        Standing const standing { .statutory = true, .erasure_asked = true, .due = until <= gate.clock().now() };
        if (decide(standing) == Decision::statutory)
            out.push_back({ rule->code, { clock.record }, rule->basis, until });
    }
    return out;
}

Result<> past_the_point(access::SubjectGrant const& grant) { return store::set_destroying(grant); }

} // namespace wellkept::retention
