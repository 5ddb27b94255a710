// Totals about many people, for research and for making the product better: published once a month, never row by row.
#pragma once
#include "access/gate.h"
#include "keep/statistics/release.h"
#include "keep/statistics/suppression.h"
#include "platform/jobs/jobs.h"
#include <memory>

namespace wellkept::access {
class Routes;
}

namespace wellkept::statistics {

// Over a Client: who has a switch of the purpose on. The Gate is asked about each of them before anything is read.
struct Find {
    static constexpr access::PermissionInfo info { .name = "statistics.find" };
};
struct Plan {
    static constexpr access::PermissionInfo info { .name = "statistics.plan" };
};

inline constexpr std::string_view task = "statistics"; // of policy/access.yaml, under system
inline constexpr std::string_view gather_job = "statistics.gather";

// A room that has data to add up. It asks the Gate itself, as `task`, for the table's purpose, about each person.
class Contributor {
public:
    virtual ~Contributor() = default;
    virtual std::string_view room() const = 0; // `source` in policy/statistics.yaml
    // Every value the table's dimension can have, whoever is there; where it has none, one without a code.
    virtual std::vector<Value> values(access::StatisticsTable const&) const = 0;
    // By table's code; a table without data of this person is left out. The Gate's refusal is this function's error.
    virtual Result<std::map<std::string, Contribution>> contribute(
        SubjectId, std::vector<access::StatisticsTable> const&, Month) const = 0;
};

class Statistics {
public:
    Statistics(access::Gate const&, db::Pool&, std::vector<std::unique_ptr<Contributor>>);

    // Every table and month that is due and was not published yet. Cut short, it starts over: nothing is kept between.
    Result<jobs::Outcome> gather(jobs::Job const&) const;
    // GET /v1/statistics, /v1/statistics/{table}, /v1/statistics/{table}/csv, /staff/statistics
    void add_routes(access::Routes&) const;

private:
    Result<> publish(Month, std::vector<access::StatisticsTable> const&) const;
    using Contributions = std::map<SubjectId, std::map<std::string, Contribution>>;
    Result<std::vector<SubjectId>> people(std::string_view purpose) const;
    Contributor const* contributor(std::string_view room) const;

    access::Gate const& m_gate;
    db::Pool& m_pool;
    std::vector<std::unique_ptr<Contributor>> m_contributors;
};

struct Published {
    std::string table, period, title, unit, dimension;
    Instant at;
    std::optional<std::int64_t> people;
    std::optional<double> mean;
    std::int32_t cell_min {}, round_to {}, population_min {}, epsilon_milli {};
    std::vector<Cell> cells;
};
// Newest month first; of one table, or of all.
Result<std::vector<Published>> published(db::Tx&, std::string_view table = {});
// What the release rows say against the rules they were made by; empty: all is well. For `wellkept verify`.
std::string fault(Published const&);
// How many columns of the room's tables could lead to a person.
Result<std::int64_t> personal_columns(db::Tx&);

} // namespace wellkept::statistics
