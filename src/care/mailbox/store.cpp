#include "care/mailbox/store.h"

namespace wellkept::mailbox::store {
namespace {

using Days = std::chrono::sys_days;
struct Id {
    std::int64_t uid;
};

db::PlainQuery<Known, std::string, std::int64_t, std::vector<std::int64_t>> const known_ones { "mailbox/known",
    "SELECT uid, state, reason, at FROM mailbox.message WHERE mailbox = $1 AND uid_validity = $2 AND uid = ANY ($3)" };
db::PlainQuery<Unit, std::string, std::int64_t, std::int64_t, std::string, std::optional<std::string>, std::optional<db::Bytes>, Instant> const note_one {
    "mailbox/note",
    "INSERT INTO mailbox.message (mailbox, uid_validity, uid, state, reason, fingerprint, at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
    " ON CONFLICT (mailbox, uid_validity, uid) DO UPDATE SET state = excluded.state, reason = excluded.reason,"
    " fingerprint = excluded.fingerprint, at = excluded.at WHERE mailbox.message.state = 'held'"
};
db::PlainQuery<Id, db::Bytes> const same_before { "mailbox/stored_before", "SELECT uid FROM mailbox.message WHERE fingerprint = $1 AND state = 'stored'" };
db::PlainQuery<Sender, db::Bytes, Days> const count_one { "mailbox/count_sender",
    "INSERT INTO mailbox.sender (sender, day, messages, answered) VALUES ($1, $2, 1, false)"
    " ON CONFLICT (sender, day) DO UPDATE SET messages = mailbox.sender.messages + 1 RETURNING messages, answered" };
db::PlainQuery<Unit, db::Bytes, Days> const set_answered { "mailbox/answered", "UPDATE mailbox.sender SET answered = true WHERE sender = $1 AND day = $2" };
db::PlainQuery<Unit, Days> const old_senders { "mailbox/sweep_senders", "DELETE FROM mailbox.sender WHERE day < $1" };
db::PlainQuery<Unit, Instant> const old_messages { "mailbox/sweep_messages", "DELETE FROM mailbox.message WHERE at < $1" };
db::PlainQuery<Unit, std::string, Instant, std::optional<std::string>> const note_try { "mailbox/tried",
    "INSERT INTO mailbox.state (mailbox, tried_at, read_at, problem, problem_since)"
    " VALUES ($1, $2, CASE WHEN $3 IS NULL THEN $2 END, $3, CASE WHEN $3 IS NOT NULL THEN $2 END)"
    " ON CONFLICT (mailbox) DO UPDATE SET tried_at = excluded.tried_at, read_at = coalesce(excluded.read_at, mailbox.state.read_at),"
    " problem = excluded.problem, problem_since = CASE WHEN excluded.problem IS NULL THEN NULL ELSE coalesce(mailbox.state.problem_since, excluded.tried_at) END" };
db::PlainQuery<State, std::string> const the_state { "mailbox/state", "SELECT tried_at, read_at, problem, problem_since FROM mailbox.state WHERE mailbox = $1" };
db::PlainQuery<Count, std::string, Instant> const counts_since { "mailbox/counts",
    "SELECT state, reason, count(*) FROM mailbox.message WHERE mailbox = $1 AND at >= $2 GROUP BY state, reason ORDER BY state, reason" };

Days day_of(Instant at) { return std::chrono::floor<std::chrono::days>(at); }

} // namespace

Result<std::vector<Known>> known(db::Tx& tx, std::string const& mailbox, std::int64_t validity, std::vector<std::int64_t> const& uids) { return tx.rows(known_ones, mailbox, validity, uids); }
Result<bool> note(db::Tx& tx, Message const& m) { return TRY(tx.run(note_one, m.mailbox, m.uid_validity, m.uid, m.state, m.reason, m.fingerprint, m.at)) == 1; }
Result<bool> stored_before(db::Tx& tx, db::Bytes const& fingerprint) { return TRY(tx.maybe(same_before, fingerprint)).has_value(); }
Result<Sender> count_sender(db::Tx& tx, db::Bytes const& sender, Instant at)
{
    auto const row = TRY(tx.maybe(count_one, sender, day_of(at)));
    if (!row) return bug("mailbox: no count");
    return *row;
}
Result<> answered(db::Tx& tx, db::Bytes const& sender, Instant at)
{
    (void)TRY(tx.run(set_answered, sender, day_of(at)));
    return {};
}
Result<> sweep(db::Tx& tx, Instant now)
{
    (void)TRY(tx.run(old_senders, day_of(now) - std::chrono::days(1)));
    (void)TRY(tx.run(old_messages, now - std::chrono::hours(24 * 400)));
    return {};
}
Result<> tried(db::Tx& tx, std::string const& mailbox, Instant at, std::optional<std::string> const& problem)
{
    (void)TRY(tx.run(note_try, mailbox, at, problem));
    return {};
}
Result<std::optional<State>> state(db::Tx& tx, std::string const& mailbox) { return tx.maybe(the_state, mailbox); }
Result<std::vector<Count>> counts(db::Tx& tx, std::string const& mailbox, Instant since) { return tx.rows(counts_since, mailbox, since); }

} // namespace wellkept::mailbox::store
