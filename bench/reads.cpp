#include "benches.h"
#include "rows.h"
#include "samples.h"
#include "turns.h"
#include <cstdio>
#include <memory>

namespace wellkept::bench {
namespace {

constexpr std::size_t day_batches = 16; // some more than 11 days of minutes
constexpr std::size_t days = 10;
constexpr std::size_t day_minutes = 1440;
constexpr std::size_t year_members = 4, year_days = 365, year_batches = year_days * day_minutes / batch_samples + 1;
constexpr std::size_t readers_max = 16; // connections to PostgreSQL: more of them made its rate no higher

std::string january(std::size_t day) // from 0
{
    char text[32];
    std::snprintf(text, sizeof text, "2000-01-%02zuT00:00:00Z", day + 1);
    return text;
}
std::string day_of(std::string const& prefix, std::string const& member, std::size_t n)
{
    return prefix + member + "/samples?metric=heart_rate&limit=5000&from=" + january(n % days) + "&to=" + january(n % days + 1);
}

// Not each answer is counted through: the reading is what is measured, and a wrong length shows as well.
Result<> check_day(Answer const& a)
{
    if (a.status == 200 && a.body.size() > day_minutes * 40) return {};
    return unavailable("The server did not answer with a day of samples.", std::to_string(a.status) + " " + a.body.substr(0, 300));
}

} // namespace

Result<std::vector<Finding>> access(ServerUnderTest const& s, Plan const& plan)
{
    std::printf("access: a Member's day (1,440 samples), and 10 samples, %zu connections; %d rounds of %.0f s a side\n",
        plan.connections, plan.rounds, plan.seconds);
    auto portal = TRY(Portal::set_up(s.address, s.credentials, "access", plan.members));
    TRY(portal.fill(day_batches));
    TRY(settle(s));
    auto side = [&](char const* name, std::string const& prefix, bool few) {
        return Side { name, [&portal, &plan, prefix, few](Length length) {
            return portal.ask(plan.connections, length,
                [prefix, few](std::string const& member, std::size_t n) {
                    auto out = day_of(prefix, member, n);
                    if (few) out.replace(out.find("limit=5000"), 10, "limit=10");
                    return out;
                },
                [few](Answer const& a) -> Result<> {
                    if (!few) return check_day(a);
                    if (a.status == 200 && count(a.body, "\"value\"") == 10) return {};
                    return unavailable("The server did not answer with ten samples.", a.body.substr(0, 300));
                });
        } };
    };
    std::vector<Finding> out;
    for (bool const few : { false, true })
        out.push_back(TRY(in_turns(s, plan, { few ? "access, 10 samples" : "access", "requests/s", {}, {}, few ? std::nullopt : std::optional(0.85) },
            side("decided and audited", "/v1/members/", few), side("no Gate, no audit", "/bench/ungated/", few))));
    return out;
}

Result<std::vector<Finding>> read(ServerUnderTest const& s, Plan const& plan)
{
    std::printf("read: a Member's day as JSON, %zu connections a side; %d rounds of %.0f s a side\n",
        readers_max, plan.rounds, plan.seconds);
    auto portal = TRY(Portal::set_up(s.address, s.credentials, "read", plan.members));
    TRY(portal.fill(day_batches));
    auto table = TRY(RowTable::make(s.database_url, s.credentials.client_id, portal.members()));
    TRY(table.fill(day_batches));
    TRY(settle(s));
    Side const ours { "ours", [&](Length length) { // as many under way as there: or the queue would be measured, not the answer
        return portal.ask(readers_max, length,
            [](std::string const& member, std::size_t n) { return day_of("/v1/members/", member, n); }, check_day);
    } };
    Side const rows { "json_agg over rows", [&](Length length) {
        return table.ask(readers_max, length,
            "SELECT json_build_object('samples', json_agg(json_build_object('metric', 'heart_rate', 'start', t, 'value', value) ORDER BY t))::text"
            " FROM sample WHERE member = $1::uuid AND metric = 1 AND t >= $2::timestamptz AND t < $3::timestamptz",
            [](std::string const& member, std::size_t n) { return std::vector { member, january(n % days), january(n % days + 1) }; },
            [](std::string const& answer) -> Result<> {
                if (answer.size() > day_minutes * 40) return {};
                return unavailable("The rows are not all there.", answer.substr(0, 200));
            });
    } };
    auto found = TRY(in_turns(s, plan, { "read, a day", "requests/s", {}, {}, 1.0 }, ours, rows));
    return std::vector { found, p99_of(found) };
}

Result<std::vector<Finding>> read_year(ServerUnderTest const& s, Plan const& plan)
{
    std::printf("read, year: 365 daily values of %zu minutes, 16 connections a side; %d rounds of %.0f s a side\n",
        year_days * day_minutes, plan.rounds, plan.seconds);
    auto portal = TRY(Portal::set_up(s.address, s.credentials, "year", year_members));
    TRY(portal.fill(year_batches));
    auto table = TRY(RowTable::make(s.database_url, s.credentials.client_id, portal.members()));
    TRY(table.fill(year_batches));
    TRY(settle(s));
    Side const ours { "ours", [&](Length length) {
        return portal.ask(readers_max, length,
            [](std::string const& member, std::size_t) { return "/v1/members/" + member + "/daily?metric=heart_rate&from=2000-01-01&to=2000-12-30"; },
            [](Answer const& a) -> Result<> {
                if (a.status == 200 && count(a.body, "\"day\"") == year_days) return {};
                return unavailable("The server did not answer with a year of days.", std::to_string(a.status) + " " + a.body.substr(0, 300));
            });
    } };
    Side const rows { "GROUP BY over rows", [&](Length length) {
        return table.ask(readers_max, length,
            "SELECT json_agg(d)::text FROM (SELECT (t AT TIME ZONE 'UTC')::date AS day, avg(value) AS value, count(*), min(value), max(value)"
            " FROM sample WHERE member = $1::uuid AND metric = 1 AND t >= '2000-01-01Z' AND t < '2000-12-31Z' GROUP BY 1 ORDER BY 1) d",
            [](std::string const& member, std::size_t) { return std::vector { member }; },
            [](std::string const& answer) -> Result<> {
                if (count(answer, "\"day\"") == year_days) return {};
                return unavailable("The rows are not all there.", answer.substr(0, 200));
            });
    } };
    return std::vector { TRY(in_turns(s, plan, { "read, a year of days", "requests/s", {}, {}, 10.0 }, ours, rows)) };
}

} // namespace wellkept::bench
