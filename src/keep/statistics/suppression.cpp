#include "keep/statistics/suppression.h"
#include <algorithm>
#include <optional>

namespace wellkept::statistics {

std::int64_t rounded(std::int64_t n, int step) { return (n + step / 2) / step * step; }

std::vector<bool> hidden(std::vector<std::int64_t> const& cells, int least, std::vector<std::uint64_t> const& ties)
{
    std::vector<bool> out(cells.size());
    std::transform(cells.begin(), cells.end(), out.begin(), [&](std::int64_t n) { return n < least; });
    if (std::none_of(out.begin(), out.end(), [](bool b) { return b; })) return out;
    // The hidden together are at least `least` then, and two: never one that is the total less its siblings.
    std::optional<std::size_t> companion;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (out[i]) continue;
        bool const smaller = !companion || cells[i] < cells[*companion]
            || (cells[i] == cells[*companion] && i < ties.size() && ties[i] < ties[*companion]);
        if (smaller) companion = i;
    }
    if (companion) out[*companion] = true;
    return out;
}

} // namespace wellkept::statistics
