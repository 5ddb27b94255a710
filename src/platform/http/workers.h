// A fixed number of threads with a bounded queue before them.
#pragma once
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace wellkept::http {

class Workers {
public:
    // While more than long_queue wait, and the first of them has waited wait_max, the queue counts as full.
    Workers(int threads, std::size_t queue_max, std::size_t long_queue = SIZE_MAX, std::chrono::milliseconds wait_max = {});
    ~Workers(); // as stop()
    // False if the queue is full or stopped. Tasks must not throw.
    bool submit(std::function<void()> task);
    std::size_t queue_length() const;
    // Waits for the tasks that run; drops those that have not begun.
    void stop();

private:
    struct Waiting {
        std::function<void()> task;
        std::chrono::steady_clock::time_point since;
    };
    void run();

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Waiting> m_queue;
    std::size_t const m_queue_max, m_long_queue;
    std::chrono::milliseconds const m_wait_max;
    bool m_stopped = false;
    std::vector<std::thread> m_threads;
};

} // namespace wellkept::http
