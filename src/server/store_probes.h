// What the probes ask of PostgreSQL's own catalogue.
#pragma once
#include "platform/db/db.h"
#include <string>

namespace wellkept::server::store {

// Row security is on and forced for this table, and the application's role does not own it.
Result<bool> is_guarded(db::Tx&, std::string const& table);
// The application's role could pass by row security.
Result<bool> may_bypass(db::Tx&);

} // namespace wellkept::server::store
