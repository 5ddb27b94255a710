#include "platform/crypto/private_file.h"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace wellkept::crypto {

static constexpr std::size_t private_file_bytes_max = 64 * 1024;

namespace {
struct File {
    int fd;
    explicit File(int f)
        : fd(f)
    {
    }
    File(File const&) = delete;
    ~File()
    {
        if (fd >= 0) close(fd);
    }
};
} // namespace

static Error failure(std::string_view doing, std::string const& path)
{
    return bug(std::string(doing) + " " + path + ": " + std::strerror(errno));
}

Result<std::string> read_private_file(std::string const& path)
{
    // O_NONBLOCK: a pipe put in the file's place must not hang us.
    File const file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (file.fd < 0) {
        if (errno == ENOENT) return Error(Code::not_found, PublicText("The file does not exist."), Detail(path));
        return failure("open", path);
    }
    struct stat about { };
    if (fstat(file.fd, &about) != 0) return failure("stat", path);
    if (!S_ISREG(about.st_mode)) return bug("not a regular file: " + path);
    if (about.st_mode & 077) return bug("readable or writable by others than its owner, wants mode 0600: " + path);
    if (static_cast<std::size_t>(about.st_size) > private_file_bytes_max) return bug("too large for a key: " + path);
    std::string out(static_cast<std::size_t>(about.st_size), '\0');
    std::size_t at = 0;
    while (at < out.size()) {
        auto const n = read(file.fd, out.data() + at, out.size() - at);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return failure("read", path);
        if (n == 0) break;
        at += static_cast<std::size_t>(n);
    }
    out.resize(at);
    return out;
}

Result<> write_private_file(std::string const& path, std::string_view bytes)
{
    File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.fd < 0) {
        if (errno == EEXIST)
            return Error(Code::conflict, PublicText("The file exists already and is not written over."), Detail(path));
        return failure("create", path);
    }
    auto give_up = [&](std::string_view doing) {
        auto error = failure(doing, path);
        unlink(path.c_str());
        return error;
    };
    if (fchmod(file.fd, 0600) != 0) return give_up("chmod"); // a strange umask may have taken our own rights
    while (!bytes.empty()) {
        auto const n = write(file.fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return give_up("write");
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    if (fsync(file.fd) != 0) return give_up("fsync");
    auto const parent = std::filesystem::path(path).parent_path();
    File const folder(::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.fd < 0 || fsync(folder.fd) != 0) return give_up("fsync the folder of");
    return {};
}

} // namespace wellkept::crypto
