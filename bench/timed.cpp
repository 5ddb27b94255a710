#include "timed.h"
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include "samples.h"
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <sys/resource.h>
#include <unistd.h>

namespace wellkept::bench {
namespace {

struct Process {
    pid_t parent;
    double cpu;
};

// proc(5): fields 4 (parent) and 14 to 17 (own and waited-for children's time, in ticks) of /proc/PID/stat.
std::map<pid_t, Process> processes()
{
    std::map<pid_t, Process> out;
    std::error_code ignored;
    for (auto const& entry : std::filesystem::directory_iterator("/proc", ignored)) {
        auto const name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != name.npos) continue;
        std::ifstream file(entry.path() / "stat");
        std::string line;
        if (!std::getline(file, line)) continue;
        std::istringstream rest(line.substr(line.rfind(')') + 2));
        std::string skipped;
        pid_t parent = 0;
        rest >> skipped >> parent;
        for (int i = 5; i < 14; ++i) rest >> skipped;
        double ticks = 0, one = 0;
        for (int i = 0; i < 4 && rest >> one; ++i) ticks += one;
        out[static_cast<pid_t>(std::stol(name))] = { parent, ticks / static_cast<double>(sysconf(_SC_CLK_TCK)) };
    }
    return out;
}

} // namespace

double cpu_seconds_of_tree(pid_t root)
{
    auto const all = processes();
    double sum = 0;
    for (auto const& [pid, process] : all) {
        auto at = pid;
        for (auto it = all.find(at); at != root && it != all.end(); it = all.find(at)) at = it->second.parent;
        if (at == root) sum += process.cpu;
    }
    return sum;
}

double cpu_seconds_of_this()
{
    rusage u {};
    ::getrusage(RUSAGE_SELF, &u);
    auto seconds = [](timeval const& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(u.ru_utime) + seconds(u.ru_stime);
}

double Timed::per_batch_us(double cpu) const
{
    return samples ? cpu * 1e6 * static_cast<double>(batch_samples) / static_cast<double>(samples) : 0;
}

double percentile(std::vector<double> v, double share)
{
    if (v.empty()) return 0;
    std::sort(v.begin(), v.end());
    auto const rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(v.size())));
    return v[std::clamp<std::size_t>(rank, 1, v.size()) - 1];
}

Result<Timed> side_by_side(std::size_t workers, std::chrono::duration<double> length,
    std::function<Result<std::uint64_t>(std::size_t worker, std::size_t n)> const& once)
{
    using Clock = std::chrono::steady_clock;
    Timed total;
    std::mutex mutex;
    std::optional<Error> failure;
    std::atomic<bool> failed = false;
    auto const began = Clock::now();
    auto const until = began + std::chrono::duration_cast<Clock::duration>(length);
    auto work = [&](std::size_t worker) -> Result<> {
        std::uint64_t done = 0;
        std::vector<double> answer_ms;
        for (std::size_t n = 0; (n == 0 || Clock::now() < until) && !failed; ++n) {
            auto const asked = Clock::now();
            done += TRY(once(worker, n));
            answer_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - asked).count());
        }
        std::lock_guard const lock(mutex);
        total.samples += done;
        total.answer_ms.insert(total.answer_ms.end(), answer_ms.begin(), answer_ms.end());
        return {};
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < workers; ++i)
            threads.emplace_back([&, i] {
                if (auto done = work(i); !done.ok()) {
                    failed = true;
                    std::lock_guard const lock(mutex);
                    failure = done.release_error();
                }
            });
    }
    total.seconds = std::chrono::duration<double>(Clock::now() - began).count();
    if (failure) return std::move(*failure);
    return total;
}

double median(std::vector<double> v)
{
    if (v.empty()) return 0;
    std::sort(v.begin(), v.end());
    auto const middle = v.size() / 2;
    return v.size() % 2 ? v[middle] : (v[middle - 1] + v[middle]) / 2;
}

} // namespace wellkept::bench
