#include "access/enforced.h"
#include "access/routes.h"
#include "keep/preferences/service.h"
#include "platform/json/json.h"

namespace wellkept::preferences {
namespace {

access::Enforces const choice_kept { "sessions.browser_choice", "keep/preferences", "D6" };


struct ChoiceOut {
    std::string code, title, description, decision;
    std::optional<std::string> method;
    std::optional<Instant> since;
};
struct PreferencesOut {
    bool ask, gpc;
    std::vector<ChoiceOut> choices;
};
struct PreferencesIn {
    std::map<std::string, bool> choices;
    std::string method;
    static constexpr json::Bounds bounds(std::string_view m)
    {
        return m == "choices" ? json::Bounds { .items_max = 20 } : json::Bounds { .length_max = 20 };
    }
};
BOOST_DESCRIBE_STRUCT(ChoiceOut, (), (code, title, description, decision, method, since))
BOOST_DESCRIBE_STRUCT(PreferencesOut, (), (ask, gpc, choices))
BOOST_DESCRIBE_STRUCT(PreferencesIn, (), (choices, method))

std::string word(Decision d)
{
    switch (d) {
    case Decision::granted: return "granted";
    case Decision::refused: return "refused";
    case Decision::none: break;
    }
    return "none";
}

http::Response shown(Catalogue const& catalogue, Preferences::States const& states, bool gpc, bool Choice::*who)
{
    PreferencesOut out { false, gpc, {} };
    for (auto const& choice : catalogue.choices) {
        if (!(choice.*who)) continue;
        auto const& s = states.at(choice.code);
        if (s.decision == Decision::none) out.ask = true;
        ChoiceOut one { choice.code, choice.title, choice.description, word(s.decision), {}, s.since };
        if (s.decision != Decision::none) one.method = s.method;
        out.choices.push_back(std::move(one));
    }
    auto response = http::Response::json(json::encode_text(out));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

std::string cookie_header(std::string_view value, std::int64_t max_age_s)
{
    return std::string(browser_cookie) + "=" + std::string(value) + "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(max_age_s);
}

std::vector<store::Event> after(std::vector<store::Event> events, std::vector<store::NewEvent> const& added)
{
    for (auto const& n : added) {
        std::erase_if(events, [&](store::Event const& e) { return e.choice == n.choice; });
        events.push_back({ n.choice, n.decision, n.method, n.notice_version, n.at });
    }
    return events;
}

} // namespace

struct Handlers {
    Preferences const& p;

    Instant not_before() const { return p.m_gate.clock().now() - std::chrono::hours(24) * p.m_catalogue.now()->browser_days; }

    struct Browser {
        std::string value, key;
        std::vector<store::Event> events;
    };
    // With no events: nobody we know, and its value is worth nothing.
    Result<Browser> browser(db::Tx& tx, http::Request const& request) const
    {
        Browser b { std::string(request.cookie(browser_cookie).value_or("")), {}, {} };
        if (b.value.empty()) return b;
        b.key = TRY(browser_key(p.m_gate, b.value));
        b.events = TRY(store::browser_latest(tx, b.key, not_before()));
        return b;
    }

    struct Kept {
        std::string cookie; // empty when there was nothing to keep
        std::vector<store::Event> events;
    };
    Result<Kept> keep(db::Tx& tx, http::Request const& request, Wish const& wish) const
    {
        auto b = TRY(browser(tx, request));
        auto const added = TRY(events_of(p.m_gate, *p.m_catalogue.now(), b.events, wish, speaks_gpc(request), &Choice::visitor));
        if (b.events.empty()) {
            if (added.empty()) return Kept {};
            b.value = crypto::random_token(p.m_gate.rng()); // never one that came from outside
            b.key = TRY(browser_key(p.m_gate, b.value));
        }
        for (auto const& e : added) {
            TRY(store::browser_append(tx, b.key, e));
            if (e.choice == analytics_choice && e.decision == "refused") TRY(p.m_withdrawn(tx, b.value));
        }
        return Kept { cookie_header(b.value, std::int64_t(p.m_catalogue.now()->browser_days) * 86'400), after(std::move(b.events), added) };
    }
};

namespace {

Result<Wish> wish_of(http::Request const& request)
{
    auto in = TRY(json::decode_text<PreferencesIn>(request.body));
    return Wish { std::move(in.choices), std::move(in.method) };
}

} // namespace

void Preferences::add_routes(access::Routes& routes) const
{
    using http::Method;
    Handlers const h { *this };
    auto spec = [](Method method, std::string pattern, std::string summary, std::string audience) {
        return access::Spec { .method = method, .pattern = std::move(pattern), .summary = std::move(summary), .audience = std::move(audience),
            .purpose = "provide_service", .response_schema = json::schema<PreferencesOut>(), .body_bytes_max = 4 * 1024 };
    };
    routes.open(spec(Method::get, "/v1/preferences", "What this browser's owner chose, and whether there is something to ask", "public"),
        "shows a browser its own choices; without a cookie there are none, and none is set",
        [this, h](access::OpenCall& call) -> Result<http::Response> {
            auto const b = TRY(h.browser(call.tx, call.request));
            bool const gpc = speaks_gpc(call.request);
            return shown(*m_catalogue.now(), states(*m_catalogue.now(), b.events, gpc), gpc, &Choice::visitor);
        });
    auto put = spec(Method::put, "/v1/preferences", "Choose, for this browser; a no is as easy as a yes", "public");
    put.request_schema = json::schema<PreferencesIn>();
    routes.open(put, "whoever uses a browser chooses for it; the random value in the cookie leads to nobody",
        [this, h](access::OpenCall& call) -> Result<http::Response> {
            auto const kept = TRY(h.keep(call.tx, call.request, TRY(wish_of(call.request))));
            bool const gpc = speaks_gpc(call.request);
            auto response = shown(*m_catalogue.now(), states(*m_catalogue.now(), kept.events, gpc), gpc, &Choice::visitor);
            if (!kept.cookie.empty()) response.headers.emplace_back("set-cookie", kept.cookie);
            return response;
        });
    access::Spec forget { .method = Method::del, .pattern = "/v1/preferences", .summary = "Forget this browser: its choices, and what was counted of it",
        .audience = "public", .purpose = "provide_service", .success_status = 204 };
    routes.open(forget, "removes only what the cookie's own value leads to",
        [this](access::OpenCall& call) -> Result<http::Response> {
            http::Response done;
            done.status = 204;
            if (auto const value = call.request.cookie(browser_cookie); value && !value->empty()) {
                TRY(m_withdrawn(call.tx, *value));
                TRY(store::browser_forget(call.tx, TRY(browser_key(m_gate, *value))));
                done.headers.emplace_back("set-cookie", cookie_header("", 0));
            }
            return done;
        });

    routes.guarded<ReadPreferences>(spec(Method::get, "/me/preferences", "What I chose beside my data permissions", "member"),
        [this](access::Granted<ReadPreferences>& grant, http::Request const& request) -> Result<http::Response> {
            bool const gpc = speaks_gpc(request);
            return shown(*m_catalogue.now(), states(*m_catalogue.now(), TRY(store::latest(grant)), gpc), gpc, &Choice::person);
        });
    auto change = spec(Method::put, "/me/preferences", "Choose for myself; what is counted of visits holds for this browser too", "member");
    change.request_schema = json::schema<PreferencesIn>();
    routes.guarded<ChangePreferences>(change,
        [this, h](access::Granted<ChangePreferences>& grant, http::Request const& request) -> Result<http::Response> {
            auto const wish = TRY(wish_of(request));
            bool const gpc = speaks_gpc(request);
            auto const before = TRY(store::latest(grant));
            auto const added = TRY(events_of(m_gate, *m_catalogue.now(), before, wish, gpc, &Choice::person));
            for (auto const& e : added) {
                TRY(store::append(grant, e));
                grant.note(e.choice, e.decision + (e.method == "gpc" ? " (gpc)" : ""));
            }
            auto response = shown(*m_catalogue.now(), states(*m_catalogue.now(), after(before, added), gpc), gpc, &Choice::person);
            Wish of_browser { {}, wish.method, wish.language };
            for (auto const& [code, yes] : wish.choices)
                if (m_catalogue.now()->find(code)->visitor) of_browser.choices[code] = yes;
            if (!of_browser.choices.empty()) {
                auto const kept = TRY(h.keep(grant.tx(), request, of_browser));
                if (!kept.cookie.empty()) response.headers.emplace_back("set-cookie", kept.cookie);
            }
            return response;
        });
}

} // namespace wellkept::preferences
