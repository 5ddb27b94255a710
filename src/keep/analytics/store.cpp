#include "keep/analytics/store.h"

namespace wellkept::analytics {
namespace store {
namespace {

struct SaltRow {
    db::Bytes salt;
};
struct DayOnly {
    Day day;
};
struct Count {
    std::int64_t n;
};
db::PlainQuery<Unit, Day, db::Bytes> const make_salt { "analytics/make_salt",
    "INSERT INTO analytics.salt (day, salt) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING" };
db::PlainQuery<SaltRow, Day> const find_salt { "analytics/find_salt",
    "SELECT salt FROM analytics.salt WHERE day = $1" };
db::PlainQuery<DayOnly, Day> const salts_before { "analytics/salts_before",
    "SELECT day FROM analytics.salt WHERE day < $1 ORDER BY day" };
db::PlainQuery<Unit, Day> const delete_salt { "analytics/delete_salt", "DELETE FROM analytics.salt WHERE day = $1" };

db::PlainQuery<Unit, Uuid, Day, std::string, std::string, db::Bytes, db::Bytes> const insert_visit {
    "analytics/insert_visit",
    "INSERT INTO analytics.visit (visit_id, day, page, referrer, visitor, withdrawal) VALUES ($1, $2, $3, $4, $5, $6)"
};
db::PlainQuery<Count, db::Bytes> const count_withdrawal { "analytics/count_of",
    "SELECT count(*) FROM analytics.visit WHERE withdrawal = $1" };
db::PlainQuery<Unit, std::vector<db::Bytes>> const delete_withdrawn { "analytics/forget",
    "DELETE FROM analytics.visit WHERE withdrawal = ANY ($1)" };
db::PlainQuery<Unit, Day> const delete_old { "analytics/delete_old", "DELETE FROM analytics.visit WHERE day < $1" };

db::PlainQuery<Cell, Day> const cells_by_page { "analytics/by_page",
    "SELECT page, count(*), count(DISTINCT visitor) FROM analytics.visit WHERE day = $1 GROUP BY page" };
db::PlainQuery<Cell, Day> const cells_by_referrer { "analytics/by_referrer",
    "SELECT referrer, count(*), count(DISTINCT visitor) FROM analytics.visit WHERE day = $1 AND referrer <> '' GROUP "
    "BY referrer" };
db::PlainQuery<Cell, Day> const cell_of_day { "analytics/in_all",
    "SELECT ''::text, count(*), count(DISTINCT visitor) FROM analytics.visit WHERE day = $1" };
db::PlainQuery<Unit, Day, std::string, std::string, std::int64_t, std::int64_t> const save_row {
    "analytics/save",
    "INSERT INTO analytics.daily (day, kind, name, views, visitors) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"
};
db::PlainQuery<DayRow, Day, Day> const rows_between { "analytics/report",
    "SELECT day, kind, name, views, visitors FROM analytics.daily WHERE day BETWEEN $1 AND $2 ORDER BY day, kind, "
    "visitors DESC, name" };

} // namespace

Result<std::string> salt(db::Tx& tx, Day day, std::string const& fresh)
{
    (void)TRY(tx.run(make_salt, day, { fresh }));
    return TRY(tx.one(find_salt, day)).salt.data;
}
Result<std::vector<Day>> open_days(db::Tx& tx, Day before)
{
    std::vector<Day> out;
    for (auto const& r : TRY(tx.rows(salts_before, before))) out.push_back(r.day);
    return out;
}
Result<> destroy_salt(db::Tx& tx, Day day)
{
    (void)TRY(tx.run(delete_salt, day));
    return {};
}
Result<> insert(db::Tx& tx, Uuid id, Day day, std::string const& page, std::string const& referrer,
    std::string const& visitor, std::string const& withdrawal)
{
    (void)TRY(tx.run(insert_visit, id, day, page, referrer, { visitor }, { withdrawal }));
    return {};
}
Result<std::int64_t> count_of(db::Tx& tx, std::string const& withdrawal)
{
    return TRY(tx.one(count_withdrawal, { withdrawal })).n;
}
Result<> forget(db::Tx& tx, std::vector<db::Bytes> const& withdrawals)
{
    (void)TRY(tx.run(delete_withdrawn, withdrawals));
    return {};
}
Result<> delete_before(db::Tx& tx, Day day)
{
    (void)TRY(tx.run(delete_old, day));
    return {};
}
Result<std::vector<Cell>> by_page(db::Tx& tx, Day day) { return tx.rows(cells_by_page, day); }
Result<std::vector<Cell>> by_referrer(db::Tx& tx, Day day) { return tx.rows(cells_by_referrer, day); }
Result<std::vector<Cell>> in_all(db::Tx& tx, Day day) { return tx.rows(cell_of_day, day); }
Result<> save(db::Tx& tx, DayRow const& r)
{
    (void)TRY(tx.run(save_row, r.day, r.kind, r.name, r.views, r.visitors));
    return {};
}

} // namespace store

Result<std::vector<DayRow>> report(db::Tx& tx, std::chrono::sys_days from, std::chrono::sys_days to)
{
    return tx.rows(store::rows_between, from, to);
}

} // namespace wellkept::analytics
