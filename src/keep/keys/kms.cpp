#include "keep/keys/kms.h"
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace wellkept::keys {
namespace {

constexpr std::size_t answer_bytes_max = 64 * 1024;

struct Descriptor {
    int fd = -1;
    Descriptor() = default;
    explicit Descriptor(int f)
        : fd(f)
    {
    }
    Descriptor(Descriptor const&) = delete;
    ~Descriptor() { close(); }
    void close()
    {
        if (fd >= 0) ::close(std::exchange(fd, -1));
    }
};

Error failed(std::string_view why)
{
    return unavailable(
        "The program of keys.kms_command did not wrap or unwrap the root key. Run it by hand as the README "
        "of src/keep/keys shows, see that it reaches its key service, and start again; no key was changed.",
        "kms: " + std::string(why));
}

bool make_pipe(Descriptor& read_end, Descriptor& write_end)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    read_end.fd = ends[0];
    write_end.fd = ends[1];
    return true;
}

// Ends the program if it has not ended.
struct Child {
    pid_t pid;
    int status = 0;
    bool waited = false;
    explicit Child(pid_t p)
        : pid(p)
    {
    }
    Child(Child const&) = delete;
    bool try_wait() { return waited = waited || ::waitpid(pid, &status, WNOHANG) == pid; }
    ~Child()
    {
        if (waited) return;
        ::kill(pid, SIGKILL);
        while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) { }
    }
};

} // namespace

Result<std::string> run_kms(RootConfig const& config, std::string_view word, std::string_view input)
{
    Descriptor in_read, in_write, out_read, out_write;
    if (!make_pipe(in_read, in_write) || !make_pipe(out_read, out_write)) return failed(std::strerror(errno));
    // A pipe holds 64 KiB: written before there is a reader, it can neither block nor raise SIGPIPE.
    ::fcntl(in_write.fd, F_SETFL, O_NONBLOCK);
    if (::write(in_write.fd, input.data(), input.size()) != static_cast<ssize_t>(input.size()))
        return failed("its input is too long");
    in_write.close();
    std::vector<std::string> words = config.kms_command;
    words.emplace_back(word);
    std::vector<char*> argv;
    for (auto& w : words) argv.push_back(w.data());
    argv.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawn_file_actions_adddup2(&actions, in_read.fd, 0);
    ::posix_spawn_file_actions_adddup2(&actions, out_write.fd, 1);
    sigset_t none, all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes, &none); // the server blocks signals, which a child would inherit
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    pid_t pid = 0;
    int const error = ::posix_spawn(&pid, argv[0], &actions, &attributes, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (error != 0) return failed(std::string("it cannot be run: ") + std::strerror(error));
    Child child(pid);
    in_read.close();
    out_write.close();
    ::fcntl(out_read.fd, F_SETFL, O_NONBLOCK);

    using Steady = std::chrono::steady_clock;
    auto const until = Steady::now() + std::chrono::seconds(config.kms_seconds_max);
    std::string out;
    for (bool open = true; open || !child.try_wait();) {
        auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Steady::now()).count();
        if (left <= 0) return failed("it took longer than keys.kms_seconds_max");
        if (!open) {
            ::poll(nullptr, 0, 5); // it has closed its output and is about to end
            continue;
        }
        pollfd polled { out_read.fd, POLLIN, 0 };
        if (::poll(&polled, 1, static_cast<int>(left)) < 0 && errno != EINTR) return failed(std::strerror(errno));
        if (polled.revents) {
            char bytes[4096];
            auto const n = ::read(out_read.fd, bytes, sizeof bytes);
            if (n > 0) out.append(bytes, static_cast<std::size_t>(n));
            if (n == 0) open = false;
            if (out.size() > answer_bytes_max) return failed("it printed more than 64 KiB");
        }
    }
    if (!WIFEXITED(child.status) || WEXITSTATUS(child.status) != 0) {
        crypto::wipe(out);
        return failed(WIFEXITED(child.status) ? "it ended with status " + std::to_string(WEXITSTATUS(child.status))
                                              : "it was ended by signal " + std::to_string(WTERMSIG(child.status)));
    }
    return out;
}

Result<> write_new_file(std::string const& path, std::string_view bytes)
{
    Descriptor const file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.fd < 0 && errno == EEXIST)
        return Error { Code::conflict, PublicText("The file exists already and is not written over."), Detail(path) };
    if (file.fd < 0) return unavailable("The file cannot be written.", path + ": " + std::strerror(errno));
    while (!bytes.empty()) {
        auto const n = ::write(file.fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return unavailable("The file cannot be written.", path + ": " + std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    if (::fsync(file.fd) != 0) return unavailable("The file cannot be written.", path + ": " + std::strerror(errno));
    return {};
}

Result<> rename_durably(std::string const& from, std::string const& to)
{
    if (::rename(from.c_str(), to.c_str()) != 0)
        return unavailable("The file cannot be renamed.", from + ": " + std::strerror(errno));
    auto const parent = std::filesystem::path(to).parent_path().string();
    Descriptor const folder(::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.fd < 0 || ::fsync(folder.fd) != 0) return unavailable("The folder cannot be written.", parent);
    return {};
}

} // namespace wellkept::keys
