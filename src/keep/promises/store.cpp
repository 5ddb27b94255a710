#include "keep/promises/store.h"

namespace wellkept::promises::store {
namespace {

db::PlainQuery<Stretch> const latest_stretches { "promises/latest",
    "SELECT DISTINCT ON (probe) probe, outcome, words, since, last_seen FROM promises.observation"
    " ORDER BY probe, since DESC" };
// Only the last stretch goes on. The words of the same outcome may differ from look to look ("3 of 3", "4 of 4").
db::PlainQuery<Unit, std::string, std::string, std::string, Instant> const extend { "promises/extend",
    "UPDATE promises.observation SET last_seen = greatest(last_seen, $4), words = $3"
    " WHERE probe = $1 AND outcome = $2"
    "   AND since = (SELECT max(since) FROM promises.observation WHERE probe = $1)" };
db::PlainQuery<Unit, std::string, std::string, std::string, Instant> const insert { "promises/insert",
    "INSERT INTO promises.observation (probe, outcome, words, since, last_seen) VALUES ($1, $2, $3, $4, $4)"
    " ON CONFLICT (probe, since) DO NOTHING" };

} // namespace

Result<std::vector<Stretch>> latest(db::Tx& tx) { return tx.rows(latest_stretches); }
Result<bool> go_on(db::Tx& tx, std::string const& probe, std::string const& outcome, std::string const& words, Instant now)
{
    return TRY(tx.run(extend, probe, outcome, words, now)) > 0;
}
Result<> begin(db::Tx& tx, std::string const& probe, std::string const& outcome, std::string const& words, Instant now)
{
    (void)TRY(tx.run(insert, probe, outcome, words, now));
    return {};
}

} // namespace wellkept::promises::store
