// What is looked at on the running system, one probe a question. The rooms give the facts; here they are asked.
#pragma once
#include "keep/promises/promises.h"
#include "server/store_open.h"

namespace wellkept::server {

// The Ground must outlive them.
std::vector<promises::Probe> probes(Ground&);

} // namespace wellkept::server
