// What the embedded server writes before PostgreSQL starts, and how it takes over what a killed predecessor left.
#pragma once
#include "platform/db/process.h"
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace wellkept::db {

inline constexpr char const* superuser_role = "wellkept_root"; // made by initdb; used for provisioning only
inline constexpr char const* owner_role = "wellkept_owner"; // owns the databases; migrations run as it
inline constexpr char const* app_role = "wellkept_app"; // what the server works as
inline constexpr char const* backup_role = "wellkept_backup"; // reads everything, past row security; for pg_dump
inline constexpr char const* databases[] = { "wellkept", "wellkept_keys" };

struct Layout {
    std::filesystem::path root; // 0700
    std::filesystem::path data; // PGDATA
    std::filesystem::path log; // PostgreSQL's log, seven days of it
    std::filesystem::path socket; // 0700; elsewhere if root's path is too long for a socket
    std::filesystem::path output; // what initdb and postgres print before the log is open
};

// Makes the directories, owned by the account. Refuses a directory that belongs to somebody else.
Result<Layout> prepare_layout(std::string const& directory, Account const&);
// Held as long as the descriptor is open. Code::conflict if another server has the directory.
Result<int> lock_directory(Layout const&);
// The postgres processes that work in a data directory, whoever started them.
std::vector<pid_t> processes_in(std::filesystem::path const& data);
// Waits for, or stops, processes of a predecessor that still work in the data directory, then drops its postmaster.pid.
Result<> take_over(Layout const&);
Result<> run_initdb(Layout const&, Account const&, std::string const& bin_directory, bool sync);
// postgresql.conf, pg_hba.conf and pg_ident.conf, anew at each start.
Result<> write_configuration(
    Layout const&, Account const&, std::vector<std::pair<std::string, std::string>> const& overrides);
// The last line of what the process printed, for the log.
std::string last_output(Layout const&);

} // namespace wellkept::db
