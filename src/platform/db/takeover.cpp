// A predecessor that was killed leaves its postmaster to PR_SET_PDEATHSIG. We wait for that, help if it does not come,
// and only then start our own: two postmasters on one directory would destroy it.
#include "platform/db/embedded_files.h"
#include "platform/log/log.h"
#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

namespace wellkept::db {
namespace fs = std::filesystem;
using namespace std::chrono_literals;
// Every process of a cluster works in its data directory. We hold the directory's lock, so none of them can be a
// living server's; and a reused process id, which postmaster.pid alone cannot tell, has another directory.
std::vector<pid_t> processes_in(fs::path const& data)
{
    std::vector<pid_t> found;
    std::error_code error;
    auto const real = fs::canonical(data, error);
    if (error) return found;
    for (auto const& entry : fs::directory_iterator("/proc", error)) {
        auto const name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != name.npos) continue;
        auto const current = fs::read_symlink(entry.path() / "cwd", error);
        if (error || current != real) continue;
        std::string program;
        std::getline(std::ifstream(entry.path() / "comm"), program);
        if (program == "postgres") found.push_back(static_cast<pid_t>(std::stol(name)));
    }
    return found;
}

namespace {

bool gone_within(fs::path const& data, std::chrono::milliseconds limit)
{
    auto const until = std::chrono::steady_clock::now() + limit;
    while (!processes_in(data).empty()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(20ms);
    }
    return true;
}

pid_t recorded_postmaster(fs::path const& data)
{
    pid_t pid = 0;
    std::ifstream(data / "postmaster.pid") >> pid;
    return pid;
}

} // namespace

Result<> take_over(Layout const& l)
{
    std::error_code error;
    auto const pid_file = l.data / "postmaster.pid";
    if (!fs::exists(pid_file, error)) return {};
    log::info("postgres_takeover");
    if (!gone_within(l.data, 3s)) {
        auto const postmaster = recorded_postmaster(l.data);
        for (auto const& [signal, limit] : { std::pair(SIGINT, 30'000ms), std::pair(SIGQUIT, 10'000ms) }) {
            for (auto const pid : processes_in(l.data)) {
                if (pid == postmaster) ::kill(pid, signal);
            }
            if (gone_within(l.data, limit)) break;
        }
        if (!processes_in(l.data).empty()) {
            return unavailable(
                "The database could not be started.", "embedded database: a predecessor's processes do not end");
        }
    }
    fs::remove(pid_file, error);
    return {};
}

} // namespace wellkept::db
