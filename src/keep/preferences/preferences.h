// What people choose beside their data permissions: visits counted, beacons in messages, news. Off until somebody said
// yes.
#pragma once
#include "access/gate.h"
#include "access/room_contract.h"
#include "base/live.h"
#include "platform/http/http.h"
#include "platform/jobs/jobs.h"
#include <filesystem>
#include <functional>
#include <memory>

namespace wellkept::access {
class Routes;
}

namespace wellkept::preferences {

struct ReadPreferences {
    static constexpr access::PermissionInfo info { .name = "preferences.read" };
};
struct ChangePreferences {
    static constexpr access::PermissionInfo info { .name = "preferences.change", .writes = true, .exclusive = true };
};

// A row of policy/preferences.yaml.
struct Choice {
    std::string code, title, description;
    bool visitor {}, person {}; // who is asked
    bool gpc_refuses {};
    int notice = 1; // number of the wording; a yes to another one counts no more
};
struct Catalogue {
    std::vector<Choice> choices;
    int browser_days = 365; // how long a browser's choice is remembered

    static Result<Catalogue> load(std::filesystem::path const& file);
    Choice const* find(std::string_view code) const;
};

enum class Decision { none, granted, refused };

inline constexpr std::string_view browser_cookie = "__Host-wellkept_choice";
inline constexpr std::string_view analytics_choice = "analytics";
inline constexpr std::string_view sweep_job = "preferences.sweep";

class Preferences {
public:
    // What is known by the value of a browser's cookie and rests on analytics is to go.
    using Withdrawn = std::function<Result<>(db::Tx&, std::string_view browser_value)>;
    Preferences(access::Gate const&, db::Pool&, Catalogue, Withdrawn);

    void follow(Catalogue c) { m_catalogue.set(std::move(c)); } // from now on

    // The value of the asking browser's cookie if its owner said yes, and still does.
    Result<std::optional<std::string>> allowed_browser(db::Tx&, http::Request const&, std::string_view choice) const;
    // For mail: did the person say yes, and still does?
    Result<bool> allows(access::SubjectGrant const&, std::string_view choice) const;

    // GET, PUT, DELETE /v1/preferences for a browser, GET, PUT /me/preferences for a Member.
    void add_routes(access::Routes&) const;
    Result<jobs::Outcome> sweep(jobs::Job const&) const; // forgets browsers' choices past their time

    struct State {
        Decision decision = Decision::none;
        std::string method;
        std::optional<Instant> since;
    };
    using States = std::map<std::string, State>;

private:
    friend struct Handlers;
    access::Gate const& m_gate;
    db::Pool& m_pool;
    Live<Catalogue> m_catalogue;
    Withdrawn m_withdrawn;
};

std::unique_ptr<access::RoomContract> contract();

} // namespace wellkept::preferences
