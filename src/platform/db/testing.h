// A real, empty database for tests: one embedded cluster a process, in a temporary directory, without disk flushes.
#pragma once
#include "platform/db/db.h"

namespace wellkept::db::testing {

// Started on first use, stopped and removed when the process exits. Ends the process if it cannot be started.
Embedded& server();
// A new database owned by wellkept_owner, from nothing or migrated with the files of a directory. Its name.
std::string fresh_database(std::string const& migrations = {});
std::string url(std::string_view database, std::string_view role = "wellkept_app");
// A directory under the system's temporary one that the database's user can pass through. The caller removes it.
std::string temporary_directory();

} // namespace wellkept::db::testing
