#include "platform/db/process.h"
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace wellkept::db {
namespace {

enum ChildExit { no_user = 120, no_directory = 121, no_program = 122, no_output = 123, orphaned = 124 };

std::optional<Account> account_of(passwd const* p)
{
    if (!p) return std::nullopt;
    Account a { p->pw_name, p->pw_uid, p->pw_gid };
    int count = 64;
    a.groups.resize(static_cast<std::size_t>(count));
    while (::getgrouplist(p->pw_name, p->pw_gid, a.groups.data(), &count) < 0)
        a.groups.resize(static_cast<std::size_t>(count));
    a.groups.resize(static_cast<std::size_t>(count));
    return a;
}

template <typename Lookup> std::optional<Account> look_up(Lookup lookup)
{
    std::vector<char> buffer(16 * 1024);
    passwd entry {};
    passwd* found = nullptr;
    while (lookup(&entry, buffer.data(), buffer.size(), &found) == ERANGE) buffer.resize(buffer.size() * 2);
    return account_of(found);
}

} // namespace

Result<std::string> own_user_name()
{
    auto const a = look_up([](auto... rest) { return ::getpwuid_r(::geteuid(), rest...); });
    if (!a) return bug("embedded database: the system has no name for user id " + std::to_string(::geteuid()));
    return a->name;
}

Result<Account> database_account(std::string const& system_user)
{
    if (::geteuid() != 0) {
        auto a = look_up([](auto... rest) { return ::getpwuid_r(::geteuid(), rest...); });
        if (!a) return bug("embedded database: the system has no name for user id " + std::to_string(::geteuid()));
        return std::move(*a);
    }
    auto a = look_up([&](auto... rest) { return ::getpwnam_r(system_user.c_str(), rest...); });
    if (!a || a->uid == 0)
        return bug("embedded database: PostgreSQL does not run as root, and there is no user " + system_user);
    a->drop = true;
    return std::move(*a);
}

Result<pid_t> spawn(ChildProcess const& child, Account const& account)
{
    std::vector<char*> arguments;
    for (auto const& a : child.command) arguments.push_back(const_cast<char*>(a.c_str()));
    arguments.push_back(nullptr);
    std::string path = "PATH=/usr/bin:/bin", locale = "LC_ALL=C.UTF-8", home = "HOME=" + child.directory;
    char* environment[] = { path.data(), locale.data(), home.data(), nullptr };
    auto const parent = ::getpid();

    pid_t const pid = ::fork();
    if (pid < 0) return unavailable("The database could not be started.", std::string("fork: ") + std::strerror(errno));
    if (pid > 0) return pid;

    // Other threads held locks when we forked: from here to execve only async-signal-safe calls.
    for (int s : { SIGINT, SIGTERM, SIGQUIT, SIGHUP, SIGPIPE, SIGCHLD, SIGUSR1, SIGUSR2, SIGALRM })
        ::signal(s, SIG_DFL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::setpgid(0, 0); // a terminal's Ctrl-C is for the server, which then stops the database in order
    ::umask(0077);
    if (account.drop
        && (::setgroups(account.groups.size(), account.groups.data()) != 0 || ::setgid(account.gid) != 0
            || ::setuid(account.uid) != 0)) {
        ::_exit(no_user);
    }
    ::prctl(PR_SET_PDEATHSIG, child.signal_at_our_end); // after setuid, which clears it
    if (::getppid() != parent) ::_exit(orphaned); // it died before the line above
    int const out = ::open(child.output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int const in = ::open("/dev/null", O_RDONLY);
    if (out < 0 || in < 0 || ::dup2(in, 0) < 0 || ::dup2(out, 1) < 0 || ::dup2(out, 2) < 0) ::_exit(no_output);
    if (::chdir(child.directory.c_str()) != 0) ::_exit(no_directory);
    ::close_range(3, ~0U, 0);
    ::execve(arguments[0], arguments.data(), environment);
    ::_exit(no_program);
}

int wait_for(pid_t pid)
{
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) return 0;
    }
    return status;
}

std::string describe_end(int status)
{
    if (WIFSIGNALED(status)) return "ended by signal " + std::to_string(WTERMSIG(status));
    switch (WEXITSTATUS(status)) {
    case 0:
        return {};
    case no_user:
        return "could not become the database's user";
    case no_directory:
        return "the database's user cannot enter the directory";
    case no_program:
        return "the program cannot be run";
    case no_output:
        return "the database's user cannot write in the directory";
    case orphaned:
        return "its parent ended";
    default:
        return "ended with status " + std::to_string(WEXITSTATUS(status));
    }
}

} // namespace wellkept::db
