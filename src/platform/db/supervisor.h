// Keeps one postmaster running: starts it, starts it again when it dies, stops it.
#pragma once
#include "platform/db/process.h"
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace wellkept::db {

class Supervisor {
public:
    // ready: whether the server answers; asked again and again while the process lives.
    Supervisor(ChildProcess, Account, std::function<bool()> ready);
    // Stops: fast shutdown (SIGINT), after 20 s an immediate one (SIGQUIT), after 5 s more SIGKILL.
    ~Supervisor();
    Supervisor(Supervisor const&) = delete;

    // Waits for the first start. An error if the process ended or was not ready in time.
    Result<> wait_until_ready(std::chrono::seconds);
    bool running() const { return m_running; }

private:
    void run();
    bool pause(std::chrono::milliseconds); // false: we are to stop
    int watch(pid_t);
    int stop_process(pid_t);

    ChildProcess const m_child;
    Account const m_account;
    std::function<bool()> const m_ready;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_stopping = false;
    bool m_first_ended = false;
    std::string m_why;
    std::atomic<bool> m_running { false };
    // PR_SET_PDEATHSIG follows the thread that forked: this one forks, and lives as long as the process is to live.
    std::thread m_thread;
};

} // namespace wellkept::db
