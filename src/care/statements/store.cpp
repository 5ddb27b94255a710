#include "care/statements/store.h"

namespace wellkept::statements::store {
namespace {

using std::chrono::sys_days;
db::PersonalQuery<Unit, SubjectId, std::string, sys_days, ClientId, db::Bytes, Uuid, Instant> const upsert_rate { "statements/put_rate",
    "INSERT INTO statements.rate (subject_id, service, valid_from, tenant_id, details, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
    " ON CONFLICT (subject_id, service, valid_from) DO UPDATE SET details = excluded.details, set_by = excluded.set_by, set_at = excluded.set_at" };
db::PersonalQuery<RateRow, SubjectId> const all_rates { "statements/rates",
    "SELECT service, valid_from, details FROM statements.rate WHERE subject_id = $1 ORDER BY service, valid_from DESC" };
#define STATEMENT "statement_id, month, state, details, submitted_at, changed_at"
db::PersonalQuery<Unit, SubjectId, Uuid, sys_days, ClientId, std::string, db::Bytes, Instant> const insert_statement { "statements/insert",
    "INSERT INTO statements.statement (subject_id, statement_id, month, tenant_id, state, details, submitted_at, changed_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $7)" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::string, db::Bytes, Instant, Instant, std::string> const update_statement { "statements/update",
    "UPDATE statements.statement SET state = $3, details = $4, submitted_at = $5, changed_at = $6 WHERE subject_id = $1 AND statement_id = $2 AND state = $7" };
db::PersonalQuery<StatementRow, SubjectId> const all_statements { "statements/statements",
    "SELECT " STATEMENT " FROM statements.statement WHERE subject_id = $1 ORDER BY month DESC" };
db::PersonalQuery<ListRow, ClientId> const of_everybody { "statements/everybody",
    "SELECT t.subject_id, s.pseudonym, t.statement_id, t.month, t.state, t.details, t.submitted_at, t.changed_at FROM statements.statement t"
    " JOIN access.subject s ON s.subject_id = t.subject_id WHERE t.tenant_id = $1 AND s.state = 'active' AND NOT s.restricted"
    " ORDER BY t.month DESC, t.submitted_at, t.statement_id LIMIT 2000" };
#undef STATEMENT
db::PersonalQuery<Unit, SubjectId, Uuid, Uuid, db::Bytes, db::Bytes> const insert_line { "statements/insert_line",
    "INSERT INTO statements.line (subject_id, line_id, statement_id, mark, details) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (subject_id, mark) DO NOTHING" };
db::PersonalQuery<LineRow, SubjectId> const all_lines { "statements/lines",
    "SELECT line_id, statement_id, mark, details FROM statements.line WHERE subject_id = $1" };
using Drop = db::PersonalQuery<Unit, SubjectId, std::vector<Uuid>>;
Drop const delete_lines { "statements/drop_lines", "DELETE FROM statements.line WHERE subject_id = $1 AND statement_id = ANY ($2)" };
Drop const delete_statements { "statements/drop", "DELETE FROM statements.statement WHERE subject_id = $1 AND statement_id = ANY ($2)" };
db::PersonalQuery<Unit, SubjectId> const delete_rates { "statements/drop_rates", "DELETE FROM statements.rate WHERE subject_id = $1" };

} // namespace

Result<> put_rate(Grant const& g, RateRow const& r, Uuid by, Instant now)
{
    (void)TRY(g.run(upsert_rate, r.service, r.valid_from, g.tenant(), r.details, by, now));
    return {};
}
Result<std::vector<RateRow>> rates(Grant const& g) { return g.rows(all_rates); }
Result<> insert(Grant const& g, StatementRow const& s)
{
    (void)TRY(g.run(insert_statement, s.id, s.month, g.tenant(), s.state, s.details, s.submitted_at));
    return {};
}
Result<bool> update(Grant const& g, StatementRow const& s, std::string const& from)
{
    return TRY(g.run(update_statement, s.id, s.state, s.details, s.submitted_at, s.changed_at, from)) == 1;
}
Result<std::vector<StatementRow>> statements(Grant const& g) { return g.rows(all_statements); }
db::PersonalQuery<ListRow, ClientId> const& everybody() { return of_everybody; }
Result<bool> insert(Grant const& g, LineRow const& l) { return TRY(g.run(insert_line, l.id, l.statement, l.mark, l.details)) == 1; }
Result<std::vector<LineRow>> lines(Grant const& g) { return g.rows(all_lines); }
Result<std::int64_t> drop_lines(Grant const& g, std::vector<Uuid> const& statements) { return g.run(delete_lines, statements); }
Result<std::int64_t> drop(Grant const& g, std::vector<Uuid> const& statements)
{
    return TRY(g.run(delete_lines, statements)) + TRY(g.run(delete_statements, statements));
}
Result<std::int64_t> drop_rates(Grant const& g) { return g.run(delete_rates); }

} // namespace wellkept::statements::store
