// What a round of either side measures.
#pragma once
#include "base/result.h"
#include <chrono>
#include <cstdint>
#include <functional>
#include <sys/types.h>
#include <vector>

namespace wellkept::bench {

struct Timed {
    double seconds = 0; // from the first request to the last answer
    std::uint64_t samples = 0; // acknowledged: durable when the answer came
    std::vector<double> answer_ms; // of each request or transaction
    double server_cpu = 0, generator_cpu = 0; // seconds of processor; the server's with its PostgreSQL

    double rate() const { return seconds > 0 ? static_cast<double>(samples) / seconds : 0; }
    double per_batch_us(double cpu) const;
};

// Processor time used so far by a process and all below it, those that ended included; and by this program.
double cpu_seconds_of_tree(pid_t root);
double cpu_seconds_of_this();

// Starts two clocks of processor time; stop() puts what they ran into the round.
class CpuWatch {
public:
    explicit CpuWatch(pid_t server)
        : m_server(server)
        , m_server_from(cpu_seconds_of_tree(server))
        , m_this_from(cpu_seconds_of_this())
    {
    }
    void stop(Timed& t) const
    {
        t.server_cpu = cpu_seconds_of_tree(m_server) - m_server_from;
        t.generator_cpu = cpu_seconds_of_this() - m_this_from;
    }

private:
    pid_t m_server;
    double m_server_from, m_this_from;
};

// So many workers side by side until the time is up, each once at least; each calls once(worker, n) for n = 0, 1, ..., which says how much it got
// done (samples, requests). The first error ends all.
Result<Timed> side_by_side(std::size_t workers, std::chrono::duration<double>,
    std::function<Result<std::uint64_t>(std::size_t worker, std::size_t n)> const& once);

double median(std::vector<double>);
double percentile(std::vector<double>, double); // nearest rank; 0 to 1

} // namespace wellkept::bench
