// SQL of the clients schema. No personal data live here.
#pragma once
#include "connect/clients/clients.h"

namespace wellkept::clients::store {

struct Secrets {
    db::Bytes secret_hash;
    std::optional<std::string> webhook_url;
    std::optional<db::Bytes> webhook_secret;
};
struct Sealed {
    db::Bytes sealed;
};

Result<> insert(db::Tx&, Client const&, std::optional<db::Bytes> const& webhook_secret, std::string const& secret_hash);
Result<std::vector<Client>> list(db::Tx&);
Result<std::optional<Client>> find(db::Tx&, ClientId);
Result<std::optional<Secrets>> secrets(db::Tx&, ClientId);
Result<> save_credential(db::Tx&, ClientId, std::string const& program, std::string const& sealed, Instant);
Result<std::optional<Sealed>> credential(db::Tx&, ClientId, std::string const& program);
Result<std::vector<ClientId>> clients_of(db::Tx&, std::string const& program);

} // namespace wellkept::clients::store
