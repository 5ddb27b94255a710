// What a wrapped key is bound to: it opens only as what it was made for.
#pragma once
#include "keep/keys/keys.h"
#include "keep/keys/store.h"

namespace wellkept::keys {

std::string tenant_aad(ClientId, std::string_view purpose, int version);
std::string person_aad(SubjectId, KeyId);
std::string root_id_of(crypto::Key const&);

// Opens a wrapping with whichever of the roots it is under; one without a mark is tried with all.
Result<crypto::Key> unwrap_with(std::vector<Roots::Held> const&, store::Wrapping const&);
Result<store::Wrapping> wrap_for(
    Roots::Held const&, store::ListedTenantKey const&, crypto::Key const&, Instant now, Rng&);

} // namespace wellkept::keys
