#include "platform/mail/store.h"

namespace wellkept::mail::store {
namespace {

db::PlainQuery<Unit, Uuid, std::string, db::Bytes, Instant> const insert_message { "mail/insert",
    "INSERT INTO mail.message (message_id, kind, state, sealed, created_at, changed_at) VALUES ($1, $2, 'waiting', $3, "
    "$4, $4)" };
db::PlainQuery<Row, Uuid> const one_message { "mail/one",
    "SELECT kind, state, sealed, attempt, created_at FROM mail.message WHERE message_id = $1" };
db::PlainQuery<Unit, Uuid, std::string, std::optional<std::int32_t>, std::optional<std::string>, Instant> const
    settle_message { "mail/settle",
        "UPDATE mail.message SET state = $2, reply_code = $3, reason_code = $4, changed_at = $5, attempt = attempt + 1,"
        " sealed = CASE WHEN $2 = 'sent' THEN NULL ELSE sealed END WHERE message_id = $1 AND state <> 'sent'" };
db::PlainQuery<Unit, Instant> const delete_settled { "mail/sweep",
    "DELETE FROM mail.message WHERE state <> 'waiting' AND changed_at < $1" };
db::PlainQuery<Mailer::State> const states { "mail/states",
    "SELECT count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'sent'),"
    " count(*) FILTER (WHERE state = 'dead'), min(created_at) FILTER (WHERE state = 'waiting') FROM mail.message" };

} // namespace

Result<> insert(db::Tx& tx, Uuid id, std::string const& kind, std::string const& sealed, Instant at)
{
    (void)TRY(tx.run(insert_message, id, kind, { sealed }, at));
    return {};
}
Result<std::optional<Row>> find(db::Tx& tx, Uuid id) { return tx.maybe(one_message, id); }
Result<> settle(db::Tx& tx, Uuid id, Settled const& s, Instant at)
{
    (void)TRY(tx.run(settle_message, id, s.state, s.reply_code, s.reason, at));
    return {};
}
Result<std::int64_t> sweep(db::Tx& tx, Instant before) { return tx.run(delete_settled, before); }
Result<Mailer::State> count(db::Tx& tx) { return tx.one(states); }

} // namespace wellkept::mail::store
