// SQL of the erasure ledger.
#pragma once
#include "keep/rights/rights.h"

namespace wellkept::rights::store {

Result<std::vector<keys::Destroyed>> destroyed(db::Tx&);
Result<> insert(db::Tx&, Erasure const&);
Result<std::optional<Erasure>> find(db::Tx&, Uuid erasure);
Result<> save(db::Tx&, Erasure const&);
Result<> mark_erasing(access::SubjectGrant const&);
Result<> drop_ways_in(access::SubjectGrant const&);

} // namespace wellkept::rights::store
