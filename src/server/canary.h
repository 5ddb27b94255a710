// A made-up Member of a Client of our own goes through the whole life here, over HTTPS like everybody: registered under
// a planted value, searched for on disk, erased, and searched for as a Member. So S6 and D15 are seen, not assumed.
#pragma once
#include "keep/promises/promises.h"
#include "server/store_open.h"

namespace wellkept::server {

Result<promises::Observation> canary_life(Ground&);

} // namespace wellkept::server
