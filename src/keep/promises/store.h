#pragma once
#include "keep/promises/promises.h"

namespace wellkept::promises::store {

Result<std::vector<Stretch>> latest(db::Tx&);
Result<bool> go_on(db::Tx&, std::string const& probe, std::string const& outcome, std::string const& words, Instant now);
Result<> begin(db::Tx&, std::string const& probe, std::string const& outcome, std::string const& words, Instant now);

} // namespace wellkept::promises::store
