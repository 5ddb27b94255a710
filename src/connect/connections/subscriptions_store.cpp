#include "connect/connections/subscriptions_store.h"

namespace wellkept::connections::store {
namespace {

db::PlainQuery<Unit, ClientId, std::string, std::string, Instant, Instant> const claim_row {
    "connections/subscription_claim",
    "INSERT INTO connections.subscription AS s (client_id, program, topic, changed_at) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (client_id, program, topic) DO UPDATE SET subscription_id = NULL, expires_at = NULL, changed_at = $4"
    " WHERE (s.subscription_id IS NULL AND s.changed_at < $5) OR s.expires_at <= $4"
};
db::PlainQuery<Unit, ClientId, std::string, std::string, std::string, std::optional<Instant>, Instant> const made_row {
    "connections/subscription_made",
    "UPDATE connections.subscription SET subscription_id = $4, expires_at = $5, changed_at = $6"
    " WHERE client_id = $1 AND program = $2 AND topic = $3"
};
db::PlainQuery<Unit, ClientId, std::string, std::string> const forget_row { "connections/subscription_forget",
    "DELETE FROM connections.subscription WHERE client_id = $1 AND program = $2 AND topic = $3" };
db::PlainQuery<Subscription, Instant, Instant> const ending_rows {
    "connections/subscriptions_ending",
    "SELECT client_id, program, topic, coalesce(subscription_id, ''), coalesce(expires_at, changed_at)"
    "  FROM connections.subscription WHERE expires_at < $1 OR (subscription_id IS NULL AND changed_at < $2) ORDER BY 5"
};

} // namespace

Result<bool> claim(db::Tx& tx, Topic const& t, Instant now, Instant abandoned)
{
    return TRY(tx.run(claim_row, t.client, t.program, t.topic, now, abandoned)) > 0;
}
Result<> made(
    db::Tx& tx, Topic const& t, std::string const& subscription_id, std::optional<Instant> expires, Instant now)
{
    (void)TRY(tx.run(made_row, t.client, t.program, t.topic, subscription_id, expires, now));
    return {};
}
Result<> forget(db::Tx& tx, Topic const& t)
{
    (void)TRY(tx.run(forget_row, t.client, t.program, t.topic));
    return {};
}
Result<std::vector<Subscription>> ending(db::Tx& tx, Instant before, Instant abandoned)
{
    return tx.rows(ending_rows, before, abandoned);
}

} // namespace wellkept::connections::store
