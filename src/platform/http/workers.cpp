#include "platform/http/workers.h"
#include <algorithm>

namespace wellkept::http {

Workers::Workers(int threads, std::size_t queue_max, std::size_t long_queue, std::chrono::milliseconds wait_max)
    : m_queue_max(queue_max)
    , m_long_queue(long_queue)
    , m_wait_max(wait_max)
{
    for (int i = 0; i < std::max(threads, 1); ++i) m_threads.emplace_back([this] { run(); });
}

Workers::~Workers() { stop(); }

bool Workers::submit(std::function<void()> task)
{
    {
        std::lock_guard const lock(m_mutex);
        auto const now = std::chrono::steady_clock::now();
        if (m_stopped || m_queue.size() >= m_queue_max) return false;
        if (m_queue.size() > m_long_queue && now - m_queue.front().since > m_wait_max) return false;
        m_queue.push_back({ std::move(task), now });
    }
    m_wake.notify_one();
    return true;
}

std::size_t Workers::queue_length() const
{
    std::lock_guard const lock(m_mutex);
    return m_queue.size();
}

void Workers::stop()
{
    std::deque<Waiting> dropped;
    {
        std::lock_guard const lock(m_mutex);
        m_stopped = true;
        dropped.swap(m_queue);
    }
    m_wake.notify_all();
    for (auto& thread : m_threads)
        if (thread.joinable()) thread.join();
}

void Workers::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopped || !m_queue.empty(); });
        if (m_queue.empty()) return;
        auto task = std::move(m_queue.front().task);
        m_queue.pop_front();
        lock.unlock();
        task();
        task = nullptr; // its captures go before the lock is taken again
        lock.lock();
    }
}

} // namespace wellkept::http
