// From one contribution a person to what is published. Pure but for the randomness it is given.
#pragma once
#include "access/policy.h"
#include "base/clock.h"
#include "base/rng.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace wellkept::statistics {

using Month = std::chrono::year_month; // of local days
std::string text(Month);               // 2026-10
std::optional<Month> month(std::string_view);
// From when on the month's totals are made: settle_days after its end, by UTC.
Instant due(Month, int settle_days);
// The last month that is due.
Month last_due(Instant now, int settle_days);

// What one person adds to one table: their mean a day, and in which of the dimension's cells.
struct Contribution {
    std::string value; // of the dimension; empty where there is none
    double number = 0;
};
struct Value { // that the dimension of a table can have, whether or not anybody is there
    std::string code, title;
};

struct Cell {
    std::string value, title;
    std::optional<std::int64_t> people; // rounded
    std::optional<double> mean;         // rounded
    bool suppressed = false;
};
struct Release {
    std::optional<std::int64_t> people; // rounded; empty: below population_min, and nothing is published
    std::optional<double> mean;
    std::vector<Cell> cells; // empty where the table has no dimension
};

// Sums up, clipping each person. A contribution to a value that is not one of `values` counts under the last of them.
Release release(access::StatisticsTable const&, access::StatisticsRule const&, std::vector<Value> const& values,
    std::vector<Contribution> const&, Rng&);

// A draw of the Laplace distribution around 0.
double laplace(double scale, Rng&);

} // namespace wellkept::statistics
