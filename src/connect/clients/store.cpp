#include "connect/clients/store.h"

namespace wellkept::clients::store {
namespace {

db::PlainQuery<Unit, ClientId, std::string, std::optional<std::string>, std::optional<std::string>, std::optional<db::Bytes>,
    db::Bytes, Instant> const insert_client { "clients/insert",
    "INSERT INTO clients.client (client_id, name, return_url, webhook_url, webhook_secret, secret_hash, created_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)" };
db::PlainQuery<Client> const all_clients { "clients/list",
    "SELECT client_id, name, return_url, webhook_url, created_at FROM clients.client ORDER BY created_at" };
db::PlainQuery<Client, ClientId> const one_client { "clients/one",
    "SELECT client_id, name, return_url, webhook_url, created_at FROM clients.client WHERE client_id = $1" };
db::PlainQuery<Secrets, ClientId> const client_secrets { "clients/secrets",
    "SELECT secret_hash, webhook_url, webhook_secret FROM clients.client WHERE client_id = $1" };
db::PlainQuery<Unit, ClientId, std::string, db::Bytes, Instant> const upsert_credential { "clients/upsert_credential",
    "INSERT INTO clients.vendor_credential (client_id, program, sealed, updated_at) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (client_id, program) DO UPDATE SET sealed = excluded.sealed, updated_at = excluded.updated_at" };
db::PlainQuery<Sealed, ClientId, std::string> const one_credential { "clients/one_credential",
    "SELECT sealed FROM clients.vendor_credential WHERE client_id = $1 AND program = $2" };
struct ClientRow {
    ClientId client;
};
db::PlainQuery<ClientRow, std::string> const of_program { "clients/of_program",
    "SELECT client_id FROM clients.vendor_credential WHERE program = $1 ORDER BY client_id" };

} // namespace

Result<> insert(db::Tx& tx, Client const& c, std::optional<db::Bytes> const& webhook_secret, std::string const& secret_hash)
{
    (void)TRY(tx.run(insert_client, c.id, c.name, c.return_url, c.webhook_url, webhook_secret, { secret_hash }, c.created_at));
    return {};
}
Result<std::vector<Client>> list(db::Tx& tx) { return tx.rows(all_clients); }
Result<std::optional<Client>> find(db::Tx& tx, ClientId id) { return tx.maybe(one_client, id); }
Result<std::optional<Secrets>> secrets(db::Tx& tx, ClientId id) { return tx.maybe(client_secrets, id); }
Result<> save_credential(db::Tx& tx, ClientId id, std::string const& program, std::string const& sealed, Instant now)
{
    (void)TRY(tx.run(upsert_credential, id, program, { sealed }, now));
    return {};
}
Result<std::optional<Sealed>> credential(db::Tx& tx, ClientId id, std::string const& program)
{
    return tx.maybe(one_credential, id, program);
}
Result<std::vector<ClientId>> clients_of(db::Tx& tx, std::string const& program)
{
    std::vector<ClientId> out;
    for (auto const& r : TRY(tx.rows(of_program, program))) out.push_back(r.client);
    return out;
}

} // namespace wellkept::clients::store
