// The calls to a vendor that turn a code into tokens. Private to the room.
#pragma once
#include "connect/connections/connections.h"

namespace wellkept::connections {

struct Exchanged {
    programs::Tokens tokens;
    std::string vendor_user; // empty if the vendor tells it nowhere
};
// unavailable: the vendor does not answer; anything else: it refused.
Result<Exchanged> exchange(Vendors&, ClientId, programs::Manifest const&, std::string code, std::string const& verifier);

} // namespace wellkept::connections
