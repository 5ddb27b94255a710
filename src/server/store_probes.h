// What the probes ask of PostgreSQL's own catalogue.
#pragma once
#include "platform/db/db.h"
#include <string>

namespace wellkept::server::store {

// Row security is on and forced for this table, and the application's role does not own it.
Result<bool> is_guarded(db::Tx&, std::string const& table);
// The database takes no row without a value in this column.
Result<bool> cannot_be_empty(db::Tx&, std::string const& table, std::string const& column);
// The application's role could pass by row security.
Result<bool> may_bypass(db::Tx&);

} // namespace wellkept::server::store
