// Child processes of the embedded server: started as another user, ended with the thread that started them.
#pragma once
#include "base/result.h"
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace wellkept::db {

// Whom the database's processes run as. drop: we are root and must become that user first.
struct Account {
    std::string name;
    uid_t uid {};
    gid_t gid {};
    std::vector<gid_t> groups {};
    bool drop = false;
};
// Our own account, or as root that of system_user.
Result<Account> database_account(std::string const& system_user);
// The name of the user we are, as peer authentication will see it.
Result<std::string> own_user_name();

struct ChildProcess {
    std::vector<std::string> command; // [0] is the program's full path
    std::string directory; // made current
    std::string output; // standard output and error, truncated
    int signal_at_our_end; // PR_SET_PDEATHSIG: sent when the *thread* that called spawn() ends
};
Result<pid_t> spawn(ChildProcess const&, Account const&);
// Words for a wait status; empty for a clean end.
std::string describe_end(int status);
// Waits for it to end. The wait status.
int wait_for(pid_t);

} // namespace wellkept::db
