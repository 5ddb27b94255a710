#include "platform/db/supervisor.h"
#include "platform/log/log.h"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <sys/wait.h>

namespace wellkept::db {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

namespace {

constexpr auto look_every = 20ms;
constexpr auto fast_stop_within = 20s, immediate_stop_within = 5s;
constexpr auto back_off_first = 100ms, back_off_most = 10'000ms, steady_after = 60'000ms;

// The wait status once it has ended, -1 while it runs.
int ended(pid_t pid)
{
    int status = 0;
    auto const r = ::waitpid(pid, &status, WNOHANG);
    if (r == pid) return status;
    if (r < 0 && errno != EINTR) return 0;
    return -1;
}

} // namespace

Supervisor::Supervisor(ChildProcess child, Account account, std::function<bool()> ready)
    : m_child(std::move(child))
    , m_account(std::move(account))
    , m_ready(std::move(ready))
    , m_thread([this] { run(); })
{
}

Supervisor::~Supervisor()
{
    {
        std::lock_guard const lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

Result<> Supervisor::wait_until_ready(std::chrono::seconds limit)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, limit, [&] { return m_running || m_first_ended; });
    if (m_running) return {};
    return unavailable(
        "The database could not be started.", m_why.empty() ? "postgres: not ready in time" : "postgres: " + m_why);
}

bool Supervisor::pause(std::chrono::milliseconds t)
{
    std::unique_lock lock(m_mutex);
    return !m_changed.wait_for(lock, t, [&] { return m_stopping; });
}

int Supervisor::stop_process(pid_t pid)
{
    auto const wait = [&](SteadyClock::duration limit) {
        auto const until = SteadyClock::now() + limit;
        int status = -1;
        while ((status = ended(pid)) == -1 && SteadyClock::now() < until) std::this_thread::sleep_for(5ms);
        return status;
    };
    ::kill(pid, SIGINT);
    int status = wait(fast_stop_within);
    if (status != -1) return status;
    log::warn("postgres_stop_immediate");
    ::kill(pid, SIGQUIT);
    status = wait(immediate_stop_within);
    if (status != -1) return status;
    log::error("postgres_killed");
    ::kill(pid, SIGKILL);
    return wait_for(pid);
}

// Until it ends or we are to stop.
int Supervisor::watch(pid_t pid)
{
    for (int status = ended(pid);; status = ended(pid)) {
        if (status != -1) return status;
        if (!m_running && m_ready()) {
            std::lock_guard const lock(m_mutex);
            m_running = true;
            m_changed.notify_all();
        }
        if (!pause(look_every)) return stop_process(pid);
    }
}

void Supervisor::run()
{
    auto back_off = std::chrono::milliseconds(back_off_first);
    for (;;) {
        auto const started = SteadyClock::now();
        std::string why;
        auto pid = spawn(m_child, m_account);
        if (pid)
            why = describe_end(watch(*pid));
        else
            why = pid.error().detail.text;
        bool stopping = false;
        {
            std::lock_guard const lock(m_mutex);
            m_running = false;
            m_first_ended = true;
            m_why = why.empty() ? "ended" : why;
            stopping = m_stopping;
        }
        m_changed.notify_all();
        if (stopping) return;
        log::error("postgres_ended", { { "why", m_why } });
        if (SteadyClock::now() - started > steady_after) back_off = back_off_first;
        if (!pause(back_off)) return;
        back_off = std::min(back_off * 2, std::chrono::milliseconds(back_off_most));
    }
}

} // namespace wellkept::db
