// A witness: outside the operator's reach, it remembers the checkpoint of a log that it saw last, and co-signs a newer
// one only if the log has grown out of it.
#pragma once
#include "platform/tlog/tlog.h"
#include <functional>

namespace wellkept::witness {

// What is at a path below the log's URL: "checkpoint", "tile/0/000.p/12".
using Fetch = std::function<Result<std::string>(std::string const& path)>;

struct Keys {
    tlog::Verifier log;
    std::string name; // the witness's own
    crypto::SigningKey own;
};

// One look at the log. seen: the checkpoint co-signed last, empty at the first look. The new one with the log's
// signature and ours; the same as before if nothing is new. Code::conflict: the log is smaller than it was, or not the
// one it was; the detail holds both checkpoints' sizes.
Result<std::string> look(Fetch const&, Keys const&, std::string const& seen, Clock const&);

// The file of the co-signed checkpoint; whoever publishes it publishes what the witness says. Empty if it is not there.
Result<std::string> read_state(std::string const& file);
Result<> write_state(std::string const& file, std::string const& note); // whole or not at all, and durable

} // namespace wellkept::witness
