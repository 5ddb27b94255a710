// First-party statistics of visits, by consent alone. No address, no id, no person.
#pragma once
#include "keep/preferences/preferences.h"

namespace wellkept::analytics {

// policy/analytics.yaml
struct Counting {
    std::vector<std::string> pages;
    int keep_days = 30, visits_max_per_day = 200, cell_min = 8, round_to = 5;

    static Result<Counting> load(std::filesystem::path const& file);
};

// The first 24 bits of an IPv4 address, the first 48 of an IPv6 one, as bytes; empty for what is no address.
std::string truncated(std::string const& address);
// A host name as browsers write it, in lower case; empty for anything else.
std::string host_of(std::string const& referrer);

struct Cell {
    std::string name;
    std::int64_t views, visitors;
};
// What may be shown: cells with fewer visitors than cell_min are left out, the rest is rounded to a multiple of
// round_to.
std::vector<Cell> shown(std::vector<Cell> const&, Counting const&);

struct DayRow {
    std::chrono::sys_days day;
    std::string kind, name; // all, page, referrer
    std::int64_t views, visitors;
};

class Analytics {
public:
    Analytics(access::Gate const&, db::Pool&, Counting, preferences::Preferences const&);

    void follow(Counting c) { m_counting.set(std::move(c)); } // from now on
    void add_routes(access::Routes&) const; // POST /v1/page-views
    // False if it was not to be counted.
    Result<bool> count(db::Tx&, http::Request const&, std::string const& page, std::string const& referrer) const;
    // All that the browser's value leads to.
    Result<> forget(db::Tx&, std::string_view browser_value) const;
    // Days that are over: numbers made, salts destroyed, old visits deleted. Kind close_job.
    Result<jobs::Outcome> close_days(jobs::Job const&) const;

private:
    access::Gate const& m_gate;
    db::Pool& m_pool;
    Live<Counting> m_counting;
    preferences::Preferences const& m_preferences;
};

// The numbers of the days in [from, to], oldest first.
Result<std::vector<DayRow>> report(db::Tx&, std::chrono::sys_days from, std::chrono::sys_days to);

inline constexpr std::string_view close_job = "analytics.close_days";

} // namespace wellkept::analytics
