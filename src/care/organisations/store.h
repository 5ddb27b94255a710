// SQL of this room.
#pragma once
#include "care/organisations/organisations.h"

namespace wellkept::organisations::store {

Result<> insert(db::Tx&, Organisation const&);
Result<> save(db::Tx&, Contract const&); // new, or changed

} // namespace wellkept::organisations::store
