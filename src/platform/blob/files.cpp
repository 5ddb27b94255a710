#include "platform/blob/blob.h"
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <mutex>
#include <shared_mutex>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace wellkept::blob {

static constexpr std::size_t key_bytes_max = 200;
static constexpr off_t blob_bytes_max = off_t(1) << 30; // what get hands over in one string
static constexpr int tries_max = 16; // a put whose folder another process sweeps away begins again
static constexpr std::time_t left_over_seconds = 3600;
// No key has a dot: a file never stands where a folder of that name must, and half-written files are no keys.
static constexpr std::string_view suffix = ".blob";
static constexpr char const* half_written = ".half";

namespace {

class Fd {
public:
    Fd() = default;
    explicit Fd(int fd)
        : m_fd(fd)
    {
    }
    Fd(Fd&& o) noexcept
        : m_fd(std::exchange(o.m_fd, -1))
    {
    }
    Fd& operator=(Fd&& o) noexcept
    {
        std::swap(m_fd, o.m_fd);
        return *this;
    }
    ~Fd()
    {
        if (m_fd >= 0) close(m_fd);
    }
    int get() const { return m_fd; }
    explicit operator bool() const { return m_fd >= 0; }

private:
    int m_fd = -1;
};

Error failure(std::string_view doing)
{
    int const why = errno;
    std::string const detail = std::string("blob ") + std::string(doing) + ": " + std::strerror(why);
    if (why == ENOSPC || why == EDQUOT || why == EFBIG)
        return unavailable("There is no room to store this now. Please try again later.", detail);
    return bug(detail);
}

bool is_key(std::string_view key)
{
    if (key.empty() || key.size() > key_bytes_max || key.front() == '/' || key.back() == '/') return false;
    if (key.find("//") != std::string_view::npos) return false;
    return std::all_of(key.begin(), key.end(),
        [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '-'; });
}

struct Parts {
    std::vector<std::string> folders;
    std::string name;
};

Parts split(std::string_view key)
{
    Parts out;
    for (auto slash = key.find('/'); slash != std::string_view::npos; slash = key.find('/')) {
        out.folders.emplace_back(key.substr(0, slash));
        key.remove_prefix(slash + 1);
    }
    out.name = key;
    return out;
}

// Folder by folder and never through a link, so that nothing outside the store's directory can be reached.
Fd open_folder(int at, std::string const& name)
{
    return Fd(openat(at, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

Fd walk(int root, std::vector<std::string> const& folders)
{
    Fd at = open_folder(root, ".");
    for (auto const& folder : folders) {
        if (!at) break;
        at = open_folder(at.get(), folder);
    }
    return at;
}

Fd walk_and_make(int root, std::vector<std::string> const& folders)
{
    Fd at = open_folder(root, ".");
    for (auto const& folder : folders) {
        if (!at) break;
        if (mkdirat(at.get(), folder.c_str(), 0700) == 0) {
            if (fsync(at.get()) != 0) return {};
        } else if (errno != EEXIST) {
            return {};
        }
        at = open_folder(at.get(), folder);
    }
    return at;
}

bool write_all(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const n = write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        bytes.remove_prefix(std::size_t(n));
    }
    return true;
}

template <typename F>
bool for_each_entry(int folder, F visit) // visit(name, is_folder); false: the folder could not be read
{
    int const copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (copy < 0) return false;
    auto* const stream = fdopendir(copy);
    if (!stream) {
        close(copy);
        return false;
    }
    while (auto const* const entry = readdir(stream)) {
        std::string const name = entry->d_name;
        if (name == "." || name == "..") continue;
        struct stat about { };
        if (fstatat(folder, name.c_str(), &about, AT_SYMLINK_NOFOLLOW) == 0) visit(name, S_ISDIR(about.st_mode), about);
    }
    closedir(stream);
    return true;
}

class Files final : public Store {
public:
    explicit Files(Fd root, Fd half)
        : m_root(std::move(root))
        , m_half(std::move(half))
    {
    }

    Result<> put(std::string_view key, std::string_view bytes) override
    {
        if (!is_key(key)) return bug("blob: not a key");
        auto const parts = split(key);
        std::string const target = parts.name + std::string(suffix);
        std::string half;
        Fd file;
        do { // the name may be a left-over of an earlier process of our number
            static std::atomic<std::uint64_t> count { 0 };
            half = std::to_string(getpid()) + "-" + std::to_string(++count);
            file = Fd(openat(m_half.get(), half.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        } while (!file && errno == EEXIST);
        if (!file) return failure("create");
        auto give_up = [&](std::string_view doing) {
            auto error = failure(doing);
            unlinkat(m_half.get(), half.c_str(), 0);
            return error;
        };
        if (!write_all(file.get(), bytes)) return give_up("write");
        if (fsync(file.get()) != 0) return give_up("fsync");
        auto move_into = [&](Fd folder) {
            if (!folder || renameat(m_half.get(), half.c_str(), folder.get(), target.c_str()) != 0) return Fd();
            return folder;
        };
        for (int i = 0; i < tries_max; ++i) {
            Fd folder;
            {
                std::shared_lock const lock(m_folders);
                folder = move_into(walk(m_root.get(), parts.folders));
            }
            if (!folder && errno == ENOENT) {
                std::lock_guard const lock(m_folders);
                folder = move_into(walk_and_make(m_root.get(), parts.folders));
            }
            if (folder && fsync(folder.get()) == 0) return {};
            if (folder) return failure("fsync of the folder");
            if (errno != ENOENT) break;
        }
        return give_up("rename");
    }

    Result<std::string> get(std::string_view key) override
    {
        if (!is_key(key)) return bug("blob: not a key");
        auto const parts = split(key);
        Fd const folder = walk(m_root.get(), parts.folders);
        if (!folder) return errno == ENOENT ? not_found() : failure("open a folder");
        Fd const file(openat(
            folder.get(), (parts.name + std::string(suffix)).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
        if (!file) return errno == ENOENT ? not_found() : failure("open");
        struct stat about { };
        if (fstat(file.get(), &about) != 0) return failure("stat");
        if (!S_ISREG(about.st_mode)) return bug("blob: not a regular file");
        if (about.st_size > blob_bytes_max)
            return Error(Code::too_large, PublicText("This is too large to be read at once."), Detail("blob get"));
        std::string out(std::size_t(about.st_size), '\0');
        for (std::size_t at = 0; at < out.size();) {
            auto const n = read(file.get(), out.data() + at, out.size() - at);
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) return failure("read");
            if (n == 0) return bug("blob: shorter than it was"); // never: files are replaced, not changed
            at += std::size_t(n);
        }
        return out;
    }

    Result<> remove(std::string_view key) override
    {
        if (!is_key(key)) return bug("blob: not a key");
        auto const parts = split(key);
        Fd const folder = walk(m_root.get(), parts.folders);
        if (!folder) {
            if (errno == ENOENT) return {};
            return failure("open a folder");
        }
        if (unlinkat(folder.get(), (parts.name + std::string(suffix)).c_str(), 0) != 0 && errno != ENOENT)
            return failure("unlink");
        if (fsync(folder.get()) != 0) return failure("fsync of the folder");
        return prune(parts.folders);
    }

    Result<std::size_t> remove_all(std::string_view prefix) override
    {
        if (!is_key(prefix)) return bug("blob: not a key");
        auto folders = split(prefix).folders;
        folders.push_back(split(prefix).name);
        Fd const top = walk(m_root.get(), folders);
        if (!top) return errno == ENOENT ? Result<std::size_t>(0) : failure("open a folder");
        std::size_t removed = 0;
        TRY(empty(top.get(), removed));
        if (fsync(top.get()) != 0) return failure("fsync of the folder");
        TRY(prune(std::move(folders)));
        return removed;
    }

private:
    Result<> empty(int folder, std::size_t& removed)
    {
        std::vector<std::string> files, folders;
        if (!for_each_entry(folder, [&](std::string const& name, bool is_folder, struct stat const&) {
                (is_folder ? folders : files).push_back(name);
            }))
            return failure("list");
        for (auto const& name : files) {
            if (unlinkat(folder, name.c_str(), 0) == 0)
                removed += name.ends_with(suffix) ? 1 : 0;
            else if (errno != ENOENT)
                return failure("unlink");
        }
        for (auto const& name : folders) {
            Fd const inner = open_folder(folder, name);
            if (!inner && errno == ENOENT) continue;
            if (!inner) return failure("open a folder");
            TRY(empty(inner.get(), removed));
            // A blob put meanwhile came after us, and may stay.
            std::lock_guard const lock(m_folders);
            if (unlinkat(folder, name.c_str(), AT_REMOVEDIR) != 0 && errno != ENOTEMPTY && errno != ENOENT)
                return failure("rmdir");
        }
        return {};
    }

    // Drops folders that have become empty, innermost first: a folder's name is a trace too.
    Result<> prune(std::vector<std::string> folders)
    {
        while (!folders.empty()) {
            std::string const name = folders.back();
            folders.pop_back();
            Fd const parent = walk(m_root.get(), folders);
            if (!parent && errno == ENOENT) continue;
            if (!parent) return failure("open a folder");
            std::lock_guard const lock(m_folders);
            if (unlinkat(parent.get(), name.c_str(), AT_REMOVEDIR) != 0) {
                if (errno == ENOENT) continue;
                if (errno == ENOTEMPTY || errno == EEXIST) return {};
                return failure("rmdir");
            }
            if (fsync(parent.get()) != 0) return failure("fsync of the folder");
        }
        return {};
    }

    Fd m_root, m_half;
    // Held alone to make a folder durable or to drop one: a put neither builds upon a folder that a power cut could
    // still take back, nor loses the one it is about to use. Another process's drop is met by trying again.
    std::shared_mutex m_folders;
};

} // namespace

Result<std::unique_ptr<Store>> files(std::string directory)
{
    if (mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) return failure("create " + directory);
    Fd root(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root) return failure("open " + directory);
    if (fchmod(root.get(), 0700) != 0) return failure("chmod " + directory);
    if (mkdirat(root.get(), half_written, 0700) != 0 && errno != EEXIST) return failure("create in " + directory);
    Fd half = open_folder(root.get(), half_written);
    if (!half) return failure("open in " + directory);
    // What a crash left half written. Younger files may be another process's, at work.
    auto const now = std::time(nullptr);
    std::vector<std::string> left_over;
    bool const listed = for_each_entry(half.get(), [&](std::string const& name, bool, struct stat const& about) {
        if (now - about.st_mtime > left_over_seconds) left_over.push_back(name);
    });
    if (!listed) return failure("list " + directory);
    for (auto const& name : left_over) unlinkat(half.get(), name.c_str(), 0);
    return std::unique_ptr<Store>(std::make_unique<Files>(std::move(root), std::move(half)));
}

} // namespace wellkept::blob
