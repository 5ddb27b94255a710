#include "platform/db/embedded_files.h"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace wellkept::db {
namespace fs = std::filesystem;
namespace {

Error cannot(std::string_view doing, fs::path const& path, int error)
{
    return unavailable(
        "The database could not be started.", std::string(doing) + " " + path.string() + ": " + std::strerror(error));
}

Result<> own_directory(fs::path const& path, Account const& account)
{
    bool const made = ::mkdir(path.c_str(), 0700) == 0;
    if (!made && errno != EEXIST) return cannot("make", path, errno);
    struct stat info { };
    if (::stat(path.c_str(), &info) != 0) return cannot("look at", path, errno);
    if (!S_ISDIR(info.st_mode)) return cannot("enter", path, ENOTDIR);
    if (info.st_uid != account.uid) {
        // As root we may give away what is ours and empty, nothing else.
        std::error_code ignored;
        if (!account.drop || info.st_uid != 0 || !fs::is_empty(path, ignored)) return cannot("own", path, EPERM);
        if (::chown(path.c_str(), account.uid, account.gid) != 0) return cannot("give away", path, errno);
    }
    if (::chmod(path.c_str(), 0700) != 0) return cannot("protect", path, errno);
    return {};
}

// sun_path holds 107 bytes; libpq splits hosts at commas, and a plain name needs no quoting anywhere.
bool fits_socket(fs::path const& directory)
{
    auto const s = directory.string();
    return s.size() + std::strlen("/.s.PGSQL.5432") <= 107
        && std::ranges::all_of(s, [](unsigned char c) { return std::isalnum(c) || std::strchr("/._-", c); });
}

Result<> write_file(fs::path const& path, std::string const& content, Account const& account)
{
    auto const draft = path.string() + ".new";
    int const fd = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return cannot("write", draft, errno);
    bool const good = ::write(fd, content.data(), content.size()) == static_cast<ssize_t>(content.size())
        && (!account.drop || ::fchown(fd, account.uid, account.gid) == 0) && ::fsync(fd) == 0;
    int const error = errno;
    ::close(fd);
    if (!good) return cannot("write", draft, error);
    if (::rename(draft.c_str(), path.c_str()) != 0) return cannot("write", path, errno);
    return {};
}

Result<fs::path> socket_directory(fs::path const& root, Account const& account)
{
    if (auto inside = root / "socket"; fits_socket(inside)) {
        TRY(own_directory(inside, account));
        return inside;
    }
    auto const record = root / "socket_path";
    std::string recorded;
    std::getline(std::ifstream(record) >> std::ws, recorded);
    struct stat info { };
    if (!recorded.empty() && fits_socket(recorded) && ::lstat(recorded.c_str(), &info) == 0 && S_ISDIR(info.st_mode)
        && info.st_uid == account.uid && (info.st_mode & 0777) == 0700) {
        return fs::path(recorded);
    }
    std::string made =
        (::geteuid() == 0 && ::access("/run", W_OK) == 0) ? "/run/wellkept-XXXXXX" : "/tmp/wellkept-XXXXXX";
    if (!::mkdtemp(made.data())) return cannot("make", made, errno);
    TRY(own_directory(made, account));
    TRY(write_file(record, made + "\n", account));
    return fs::path(made);
}

std::string conf_value(std::string_view value) // of postgresql.conf
{
    std::string out = "'";
    for (char const c : value) {
        if (c == '\'' || c == '\\') out += c;
        if (c != '\n') out += c;
    }
    return out + "'";
}

} // namespace

Result<Layout> prepare_layout(std::string const& directory, Account const& account)
{
    std::error_code error;
    Layout l;
    l.root = fs::absolute(directory, error).lexically_normal();
    if (error || directory.empty()) return bug("embedded database: no directory");
    if (!l.root.has_filename()) l.root = l.root.parent_path();
    fs::create_directories(l.root.parent_path(), error);
    TRY(own_directory(l.root, account));
    l.data = l.root / "data";
    l.log = l.root / "log";
    l.output = l.root / "start.log";
    TRY(own_directory(l.log, account));
    l.socket = TRY(socket_directory(l.root, account));
    return l;
}

Result<int> lock_directory(Layout const& l)
{
    auto const path = l.root / "lock";
    int const fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return cannot("lock", path, errno);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        ::close(fd);
        return Error(Code::conflict, PublicText("The database is in use by another server."),
            Detail("embedded database: locked by another process: " + l.root.string()));
    }
    return fd;
}

Result<> run_initdb(Layout const& l, Account const& account, std::string const& bin_directory, bool sync)
{
    std::error_code error;
    if (fs::exists(l.data / "PG_VERSION", error)) return {};
    if (fs::exists(l.data, error)) return cannot("use", l.data, ENOTEMPTY);
    // Made aside and renamed when whole: a kill in the middle leaves nothing that looks like a cluster.
    auto const draft = l.root / "data.new";
    fs::remove_all(draft, error);
    ChildProcess initdb { { bin_directory + "/initdb", "-D", draft.string(), "-U", superuser_role, "--auth-local=peer",
                              "--auth-host=reject", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
                              "--no-instructions" },
        l.root.string(), l.output.string(), SIGTERM };
    if (!sync) initdb.command.emplace_back("--no-sync");
    auto const why = describe_end(wait_for(TRY(spawn(initdb, account))));
    if (!why.empty())
        return unavailable("The database could not be started.", "initdb: " + why + ": " + last_output(l));
    if (::rename(draft.c_str(), l.data.c_str()) != 0) return cannot("rename", draft, errno);
    return {};
}

Result<> write_configuration(
    Layout const& l, Account const& account, std::vector<std::pair<std::string, std::string>> const& overrides)
{
    std::vector<std::pair<std::string, std::string>> settings {
        { "listen_addresses", "" },
        { "port", "5432" },
        { "unix_socket_directories", l.socket.string() },
        { "unix_socket_permissions", "0700" },
        { "max_connections", "100" },
        { "shared_buffers", "128MB" },
        { "fsync", "on" },
        { "synchronous_commit", "on" },
        { "full_page_writes", "on" },
        { "wal_level", "replica" },
        { "wal_compression", "on" },
        { "jit", "off" },
        { "password_encryption", "scram-sha-256" },
        { "timezone", "UTC" },
        { "log_timezone", "UTC" },
        // PostgreSQL's own log must not hold a value: an ERROR's message, DETAIL and statement can, so errors stay out
        // of it (in log_min_messages, LOG ranks above ERROR); ours has SQLSTATE and the query's name.
        { "logging_collector", "on" },
        { "log_directory", l.log.string() },
        { "log_filename", "postgresql-%a.log" },
        { "log_rotation_age", "1d" },
        { "log_rotation_size", "0" },
        { "log_truncate_on_rotation", "on" },
        { "log_file_mode", "0600" },
        { "log_min_messages", "log" },
        { "log_min_error_statement", "panic" },
        { "log_error_verbosity", "terse" },
        { "log_parameter_max_length", "0" },
        { "log_parameter_max_length_on_error", "0" },
        { "log_statement", "none" },
        { "log_min_duration_statement", "-1" },
    };
    for (auto const& [name, value] : overrides) {
        auto const at = std::ranges::find(settings, name, [](auto const& s) { return s.first; });
        if (at != settings.end())
            at->second = value;
        else
            settings.emplace_back(name, value);
    }
    std::string conf = "# Written by wellkept at each start.\n";
    for (auto const& [name, value] : settings) conf += name + " = " + conf_value(value) + "\n";
    TRY(write_file(l.data / "postgresql.conf", conf, account));

    std::string const roles = std::string(superuser_role) + "," + owner_role + "," + app_role + "," + backup_role;
    TRY(write_file(l.data / "pg_hba.conf",
        "# Written by wellkept at each start. Nobody comes in but over the socket, as the user they are.\n"
        "local all "
            + roles + " peer map=wellkept\n",
        account));

    std::string ident = "# Written by wellkept at each start.\n";
    auto const own = TRY(own_user_name());
    for (auto const& user : own == account.name ? std::vector { own } : std::vector { own, account.name }) {
        for (auto const* role : { superuser_role, owner_role, app_role, backup_role }) {
            ident += "wellkept \"" + user + "\" " + role + "\n";
        }
    }
    return write_file(l.data / "pg_ident.conf", ident, account);
}

std::string last_output(Layout const& l)
{
    std::ifstream in(l.output);
    std::string line, last;
    while (std::getline(in, line)) {
        if (!line.empty()) last = line;
    }
    return last.substr(0, 300);
}

} // namespace wellkept::db
