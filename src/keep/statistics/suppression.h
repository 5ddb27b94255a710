// Which numbers about few people may be shown, and how exactly. Pure. Whoever shows counts of people goes by this.
#pragma once
#include <cstdint>
#include <vector>

namespace wellkept::statistics {

// The nearest multiple of step, halves upwards. n >= 0, step >= 1.
std::int64_t rounded(std::int64_t n, int step);

// Cells that share out one group of people, each of them in exactly one cell, while the group's size may be known.
// True: must not be shown. A cell below `least` is hidden, an empty one too; with the first one the smallest of those at
// or above `least` is hidden as well, so that whoever knows all the rest, and this rule, cannot tell which of the hidden is
// the small one. `ties` decides between cells of one size: as many random numbers as cells, or none where there are two
// cells at most.
std::vector<bool> hidden(std::vector<std::int64_t> const& cells, int least, std::vector<std::uint64_t> const& ties = {});

} // namespace wellkept::statistics
