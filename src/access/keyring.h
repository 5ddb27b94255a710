// Keys as access needs them. keep/keys implements it; only a grant hands its use to a room.
#pragma once
#include "base/ids.h"
#include "base/result.h"
#include "platform/crypto/crypto.h"
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wellkept::access {

// What a key covers, within one person. Destroying a scope's key makes what lies under it unreadable at once.
//   "person"                        contact data, audit payloads
//   "connection/<id>"               vendor tokens, uploads
//   "connection/<id>/<category>"    samples of that category from that source
using Scope = std::string;
inline Scope const person_scope = "person";
inline Scope scope_of(ConnectionId c) { return "connection/" + c.text(); }
inline Scope scope_of(ConnectionId c, std::string_view category) { return scope_of(c) + "/" + std::string(category); }

class KeyRing {
public:
    virtual ~KeyRing() = default;
    using Key = std::shared_ptr<crypto::Key const>;
    virtual Result<Key> find(ClientId tenant, SubjectId, Scope const&) = 0; // not_found: never made, or destroyed
    virtual Result<Key> find_or_make(ClientId tenant, SubjectId, Scope const&) = 0; // refused for a destroyed person
    // HMAC-SHA256 under the tenant's index key: equal values of one kind and tenant are equal, nothing else shows.
    virtual Result<std::string> blind(ClientId tenant, std::string_view kind, std::string_view value) = 0;
    // For a tenant's own secrets (vendor credentials, webhook secret).
    virtual Result<std::string> seal_for_tenant(ClientId, std::string_view place, std::string_view plaintext) = 0;
    virtual Result<std::string> open_for_tenant(ClientId, std::string_view place, std::string_view sealed) = 0;

    // Erasure. How many keys are gone; tombstoned, so that their ids never return.
    virtual Result<int> destroy_scope(SubjectId, Scope const&, ClientId tenant) = 0; // with every scope below it
    virtual Result<int> destroy_person(SubjectId) = 0;
    // All but these scopes, while a hold or a law keeps what lies under them.
    virtual Result<int> destroy_others(SubjectId, std::vector<Scope> const& kept, ClientId tenant)
    {
        (void)kept, (void)tenant;
        return bug("this keyring cannot keep a part");
    }
};

} // namespace wellkept::access
