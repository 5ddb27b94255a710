// What a bench found, as a table for people and as results/latest.json.
#pragma once
#include "base/result.h"
#include <optional>
#include <string>
#include <vector>

namespace wellkept::bench {

struct Finding {
    std::string bench;
    std::string unit; // of ours and yardstick
    std::vector<double> ours, yardstick; // one a round
    std::optional<double> goal {}; // the ratio wanted
    std::vector<double> ours_p99 {}, yardstick_p99 {}; // milliseconds
    bool less = false; // less is better: the goal is the most that the ratio may be

    double ratio() const; // of the medians
    bool met() const;
};

// The same rounds by their slowest answers: answers a second of the slowest in a hundred, so that more is better here too.
Finding p99_of(Finding const&);

std::string thousands(double); // 123456.7 -> 123,457, 1.2345 -> 1.23
// median (least-most)
std::string spread(std::vector<double> const&);

void print_table(std::vector<Finding> const&);
Result<> write_json(std::vector<Finding> const&, std::string const& file);
// One line a finding, below what is there. revision: of the source that was measured.
Result<> append_history(std::vector<Finding> const&, std::string const& file, std::string const& revision);

} // namespace wellkept::bench
