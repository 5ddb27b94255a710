#include "keep/preferences/store.h"

namespace wellkept::preferences::store {
namespace {

db::PersonalQuery<Event, SubjectId> const latest_events { "preferences/latest",
    "SELECT DISTINCT ON (choice) choice, decision, method, notice_version, at FROM preferences.event"
    " WHERE subject_id = $1 ORDER BY choice, sequence DESC" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::string, std::string, std::string, std::string, std::string, Instant> const
    insert_event { "preferences/insert",
        "INSERT INTO preferences.event (subject_id, event_id, choice, decision, method, notice_version, language, at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" };
db::PersonalQuery<Unit, SubjectId> const delete_events { "preferences/delete",
    "DELETE FROM preferences.event WHERE subject_id = $1" };

db::PlainQuery<Event, db::Bytes, Instant> const latest_of_browser { "preferences/browser_latest",
    "SELECT DISTINCT ON (choice) choice, decision, method, notice_version, at FROM preferences.browser_event"
    " WHERE browser = $1 AND at > $2 ORDER BY choice, sequence DESC" };
db::PlainQuery<Unit, db::Bytes, Uuid, std::string, std::string, std::string, std::string, std::string,
    Instant> const insert_of_browser { "preferences/browser_insert",
    "INSERT INTO preferences.browser_event (browser, event_id, choice, decision, method, notice_version, language, at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" };
db::PlainQuery<Unit, db::Bytes> const forget_browser { "preferences/browser_forget",
    "DELETE FROM preferences.browser_event WHERE browser = $1" };
db::PlainQuery<Unit, Instant> const sweep_browsers { "preferences/sweep",
    "DELETE FROM preferences.browser_event WHERE at < $1" };

} // namespace

Result<std::vector<Event>> latest(access::SubjectGrant const& g) { return g.rows(latest_events); }
Result<> append(access::SubjectGrant const& g, NewEvent const& e)
{
    (void)TRY(g.run(insert_event, e.id, e.choice, e.decision, e.method, e.notice_version, e.language, e.at));
    return {};
}
Result<std::int64_t> erase(access::SubjectGrant const& g) { return g.run(delete_events); }

Result<std::vector<Event>> browser_latest(db::Tx& tx, std::string const& browser, Instant not_before)
{
    return tx.rows(latest_of_browser, { browser }, not_before);
}
Result<> browser_append(db::Tx& tx, std::string const& browser, NewEvent const& e)
{
    (void)TRY(tx.run(
        insert_of_browser, { browser }, e.id, e.choice, e.decision, e.method, e.notice_version, e.language, e.at));
    return {};
}
Result<> browser_forget(db::Tx& tx, std::string const& browser)
{
    (void)TRY(tx.run(forget_browser, { browser }));
    return {};
}
Result<std::int64_t> sweep(db::Tx& tx, Instant before) { return tx.run(sweep_browsers, before); }

} // namespace wellkept::preferences::store
