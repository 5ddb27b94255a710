#include "base/rng.h"
#include <cerrno>
#include <cstdlib>
#include <sys/random.h>

namespace wellkept {

void SystemRng::fill(std::span<std::uint8_t> out)
{
    while (!out.empty()) {
        auto const n = getrandom(out.data(), out.size(), 0);
        if (n < 0) {
            if (errno == EINTR) continue;
            std::abort();
        }
        out = out.subspan(static_cast<std::size_t>(n));
    }
}

void SeededRng::fill(std::span<std::uint8_t> out)
{
    std::lock_guard const lock(m_mutex);
    for (auto& b : out) b = static_cast<std::uint8_t>(m_engine());
}

} // namespace wellkept
