#include "keep/statistics/store.h"

namespace wellkept::statistics {
namespace store {
namespace {

db::PlainQuery<Unit, std::string, std::string, std::string, std::string, std::string, Instant, std::optional<std::int64_t>,
    std::optional<double>, std::int32_t, std::int32_t, std::int32_t, std::int32_t, std::string> const insert_release {
    "statistics/insert_release",
    "INSERT INTO statistics.release (table_code, period, title, unit, dimension, published_at, people, mean, cell_min, round_to,"
    "  population_min, epsilon_milli, policy_version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
    " ON CONFLICT DO NOTHING"
};
db::PlainQuery<Unit, std::string, std::string, std::string, std::string, std::optional<std::int64_t>, std::optional<double>,
    bool> const insert_cell { "statistics/insert_cell",
    "INSERT INTO statistics.cell (table_code, period, value, title, people, mean, suppressed)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)" };
struct PeriodRow {
    std::string period;
};
db::PlainQuery<PeriodRow, std::string> const newest_period { "statistics/newest",
    "SELECT period FROM statistics.release WHERE table_code = $1 ORDER BY period DESC LIMIT 1" };

struct ReleaseRow {
    std::string table, period, title, unit, dimension;
    Instant at;
    std::optional<std::int64_t> people;
    std::optional<double> mean;
    std::int32_t cell_min, round_to, population_min, epsilon_milli;
};
db::PlainQuery<ReleaseRow, std::string> const releases { "statistics/releases",
    "SELECT table_code, period, title, unit, dimension, published_at, people, mean, cell_min, round_to, population_min,"
    "  epsilon_milli FROM statistics.release WHERE $1 IN ('', table_code) ORDER BY table_code, period DESC" };
struct CellRow {
    std::string table, period, value, title;
    std::optional<std::int64_t> people;
    std::optional<double> mean;
    bool suppressed;
};
db::PlainQuery<CellRow, std::string> const cells { "statistics/cells",
    "SELECT table_code, period, value, title, people, mean, suppressed FROM statistics.cell WHERE $1 IN ('', table_code)"
    " ORDER BY table_code, period DESC, title, value" };
struct Count {
    std::int64_t n;
};
// An id, bytes, or a kind of data that is of a person.
db::PlainQuery<Count> const personal { "statistics/personal_columns",
    "SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
    "  WHERE c.relnamespace = to_regnamespace('statistics') AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped"
    "  AND (a.atttypid IN ('uuid'::regtype, 'bytea'::regtype, 'json'::regtype, 'jsonb'::regtype)"
    "    OR coalesce(col_description(c.oid, a.attnum), '') NOT LIKE 'category=operational%')" };

} // namespace

Result<bool> insert(db::Tx& tx, access::StatisticsTable const& t, access::StatisticsRule const& rule, Month month, Release const& r,
    Instant now, std::string const& policy_version)
{
    auto const period = text(month);
    if (TRY(tx.run(insert_release, t.code, period, t.title, t.unit, t.dimension, now, r.people, r.mean, rule.cell_min, rule.round_to,
            rule.population_min, rule.epsilon_milli, policy_version))
        == 0)
        return false;
    for (auto const& c : r.cells) (void)TRY(tx.run(insert_cell, t.code, period, c.value, c.title, c.people, c.mean, c.suppressed));
    return true;
}

Result<std::optional<Month>> newest(db::Tx& tx, std::string const& table)
{
    auto const row = TRY(tx.maybe(newest_period, table));
    return row ? month(row->period) : std::nullopt;
}

} // namespace store

Result<std::vector<Published>> published(db::Tx& tx, std::string_view table)
{
    std::string const wanted(table);
    std::vector<Published> out;
    for (auto& r : TRY(tx.rows(store::releases, wanted)))
        out.push_back({ std::move(r.table), std::move(r.period), std::move(r.title), std::move(r.unit), std::move(r.dimension), r.at, r.people,
            r.mean, r.cell_min, r.round_to, r.population_min, r.epsilon_milli, {} });
    std::size_t at = 0;
    for (auto& c : TRY(tx.rows(store::cells, wanted))) { // in the order of the releases
        while (at < out.size() && (out[at].table != c.table || out[at].period != c.period)) ++at;
        if (at < out.size()) out[at].cells.push_back({ std::move(c.value), std::move(c.title), c.people, c.mean, c.suppressed });
    }
    return out;
}

Result<std::int64_t> personal_columns(db::Tx& tx) { return TRY(tx.one(store::personal)).n; }

} // namespace wellkept::statistics
