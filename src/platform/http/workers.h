// A fixed number of threads with a bounded queue before them.
#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace wellkept::http {

class Workers {
public:
    Workers(int threads, std::size_t queue_max);
    ~Workers(); // as stop()
    // False if the queue is full or stopped. Tasks must not throw.
    bool submit(std::function<void()> task);
    std::size_t queue_length() const;
    // Waits for the tasks that run; drops those that have not begun.
    void stop();

private:
    void run();

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_queue;
    std::size_t const m_queue_max;
    bool m_stopped = false;
    std::vector<std::thread> m_threads;
};

} // namespace wellkept::http
