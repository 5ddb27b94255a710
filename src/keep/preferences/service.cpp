#include "keep/preferences/service.h"
#include "access/system.h"

namespace wellkept::preferences {
namespace {

store::Event const* latest_of(std::vector<store::Event> const& events, std::string_view choice)
{
    for (auto const& e : events)
        if (e.choice == choice) return &e;
    return nullptr;
}

class Contract final : public access::RoomContract {
    std::string_view room() const override { return "preferences"; }
    std::vector<std::string> personal_tables() const override { return { "preferences.event" }; }
    Result<std::int64_t> erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const override
    {
        if (!scope.whole()) return 0;
        return store::erase(grant);
    }
};

} // namespace

Result<std::string> browser_key(access::Gate const& gate, std::string_view value)
{
    return gate.keys().blind(ClientId {}, "browser", value);
}

bool speaks_gpc(http::Request const& request) { return request.header("sec-gpc") == "1"; }

Preferences::States states(Catalogue const& catalogue, std::vector<store::Event> const& events, bool gpc)
{
    Preferences::States out;
    for (auto const& choice : catalogue.choices) {
        auto& state = out[choice.code];
        if (auto const* e = latest_of(events, choice.code)) {
            bool const yes = e->decision == "granted";
            // A no holds whatever the wording says now.
            if (!yes || e->notice_version == std::to_string(choice.notice))
                state = { yes ? Decision::granted : Decision::refused, e->method, e->at };
        }
        if (gpc && choice.gpc_refuses && state.decision != Decision::refused) state = { Decision::refused, "gpc", {} };
    }
    return out;
}

Result<std::vector<store::NewEvent>> events_of(access::Gate const& gate, Catalogue const& catalogue,
    std::vector<store::Event> const& latest, Wish const& wish, bool gpc, bool Choice::*who)
{
    if (wish.method != "accept_all" && wish.method != "reject_all" && wish.method != "save")
        return bad_input("The method is accept_all, reject_all or save.");
    for (auto const& [code, yes] : wish.choices) {
        auto const* choice = catalogue.find(code);
        if (!choice || !(choice->*who)) return bad_input("One of these choices is not offered here.");
    }
    std::vector<store::NewEvent> out;
    for (auto const& choice : catalogue.choices) {
        if (!(choice.*who)) continue;
        auto const wished = wish.choices.find(choice.code);
        bool const overruled = gpc && choice.gpc_refuses;
        if (wished == wish.choices.end() && !overruled) continue;
        bool const yes = !overruled && wished->second;
        std::string const decision = yes ? "granted" : "refused";
        auto const notice = std::to_string(choice.notice);
        if (auto const* e = latest_of(latest, choice.code); e && e->decision == decision && e->notice_version == notice)
            continue;
        out.push_back({ Uuid::v7(gate.clock(), gate.rng()), choice.code, decision, overruled ? "gpc" : wish.method,
            notice, wish.language, gate.clock().now() });
    }
    return out;
}

Preferences::Preferences(access::Gate const& gate, db::Pool& pool, Catalogue catalogue, Withdrawn withdrawn)
    : m_gate(gate)
    , m_pool(pool)
    , m_catalogue(std::move(catalogue))
    , m_withdrawn(std::move(withdrawn))
{
}

Result<std::optional<std::string>> Preferences::allowed_browser(
    db::Tx& tx, http::Request const& request, std::string_view choice) const
{
    std::optional<std::string> const nobody;
    auto const value = request.cookie(browser_cookie);
    if (!value || value->empty()) return nobody;
    auto const key = TRY(browser_key(m_gate, *value));
    auto const since = m_gate.clock().now() - std::chrono::hours(24) * m_catalogue.now()->browser_days;
    auto const events = TRY(store::browser_latest(tx, key, since));
    bool const gpc = speaks_gpc(request);
    if (gpc && !events.empty()) {
        // A yes of before that the browser itself now speaks against.
        for (auto const& e : TRY(events_of(m_gate, *m_catalogue.now(), events, { {}, "save" }, true, &Choice::visitor))) {
            TRY(store::browser_append(tx, key, e));
            if (e.choice == analytics_choice) TRY(m_withdrawn(tx, *value));
        }
    }
    auto const now = states(*m_catalogue.now(), events, gpc);
    auto const it = now.find(std::string(choice));
    if (it == now.end() || it->second.decision != Decision::granted) return nobody;
    return std::optional(std::string(*value));
}

Result<bool> Preferences::allows(access::SubjectGrant const& grant, std::string_view choice) const
{
    auto const now = states(*m_catalogue.now(), TRY(store::latest(grant)), false);
    auto const it = now.find(std::string(choice));
    return it != now.end() && it->second.decision == Decision::granted;
}

Result<jobs::Outcome> Preferences::sweep(jobs::Job const&) const
{
    auto tx = TRY(db::Tx::begin(m_pool));
    (void)TRY(store::sweep(tx, m_gate.clock().now() - std::chrono::hours(24) * m_catalogue.now()->browser_days));
    TRY(tx.commit());
    return jobs::Outcome(jobs::Done {});
}

std::unique_ptr<access::RoomContract> contract() { return std::make_unique<Contract>(); }

} // namespace wellkept::preferences
