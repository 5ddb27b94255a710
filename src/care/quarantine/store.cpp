#include "care/quarantine/store.h"

namespace wellkept::quarantine::store {
namespace {

struct Id {
    Uuid id;
};
using Days = std::chrono::sys_days;

#define COLUMNS "file_id, ref, state, reason, bytes, details, at, state_at"
db::PersonalQuery<Unit, SubjectId, ClientId, Uuid, Uuid, std::string, std::optional<std::string>, std::int64_t, db::Bytes, Instant, Instant> const
    insert_one { "quarantine/insert",
        "INSERT INTO quarantine.file (subject_id, tenant_id, " COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)" };
db::PersonalQuery<Row, SubjectId, Uuid> const find_one { "quarantine/find",
    "SELECT " COLUMNS " FROM quarantine.file WHERE subject_id = $1 AND file_id = $2" };
db::PersonalQuery<Row, SubjectId> const all_of { "quarantine/all",
    "SELECT " COLUMNS " FROM quarantine.file WHERE subject_id = $1 ORDER BY at, file_id" };
db::PersonalQuery<Unit, SubjectId, Uuid> const delete_one { "quarantine/drop", "DELETE FROM quarantine.file WHERE subject_id = $1 AND file_id = $2" };
db::PersonalQuery<Unit, SubjectId, Uuid, std::string, std::optional<std::string>, db::Bytes, Instant> const settle_one { "quarantine/settle",
    "UPDATE quarantine.file SET state = $3, reason = $4, details = $5, state_at = $6"
    " WHERE subject_id = $1 AND file_id = $2 AND state IN ('waiting', 'held')" };
db::PersonalQuery<Unit, SubjectId> const note_all_gone { "quarantine/note_all_gone",
    "INSERT INTO quarantine.gone (file_id) SELECT file_id FROM quarantine.file WHERE subject_id = $1 ON CONFLICT DO NOTHING" };
db::PersonalQuery<Unit, SubjectId> const delete_all { "quarantine/delete", "DELETE FROM quarantine.file WHERE subject_id = $1" };
db::PersonalQuery<Closed, ClientId, Instant> const closed_ones { "quarantine/closed",
    "SELECT f.subject_id, s.pseudonym, f.file_id, f.ref, f.state, f.reason, f.bytes, f.details, f.state_at FROM quarantine.file f"
    "  JOIN access.subject s ON s.subject_id = f.subject_id"
    " WHERE f.tenant_id = $1 AND f.state IN ('held', 'infected') AND f.state_at >= $2 AND s.state = 'active' AND NOT s.restricted"
    " ORDER BY f.state_at DESC, f.file_id LIMIT 100" };

db::PlainQuery<Unit, ClientId, Uuid, Uuid, std::string, std::optional<std::string>, std::int64_t, db::Bytes, Instant, Instant> const insert_loose {
    "quarantine/insert_unbound", "INSERT INTO quarantine.unbound (tenant_id, " COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
};
db::PlainQuery<Row, ClientId, Uuid> const find_loose { "quarantine/find_unbound",
    "SELECT " COLUMNS " FROM quarantine.unbound WHERE tenant_id = $1 AND file_id = $2" };
db::PlainQuery<Row, ClientId, Uuid> const loose_of { "quarantine/unbound_of",
    "SELECT " COLUMNS " FROM quarantine.unbound WHERE tenant_id = $1 AND ref = $2 ORDER BY at, file_id" };
db::PlainQuery<Unit, ClientId, Uuid> const delete_loose { "quarantine/drop_unbound",
    "DELETE FROM quarantine.unbound WHERE tenant_id = $1 AND file_id = $2" };
db::PlainQuery<Unit, ClientId, Uuid, std::string, std::optional<std::string>, db::Bytes, Instant> const settle_loose { "quarantine/settle_unbound",
    "UPDATE quarantine.unbound SET state = $3, reason = $4, details = $5, state_at = $6"
    " WHERE tenant_id = $1 AND file_id = $2 AND state IN ('waiting', 'held')" };
#undef COLUMNS

db::PlainQuery<Unit, Days, std::string> const count_one { "quarantine/count",
    "INSERT INTO quarantine.tally (day, outcome, files) VALUES ($1, $2, 1)"
    " ON CONFLICT (day, outcome) DO UPDATE SET files = quarantine.tally.files + 1" };
db::PlainQuery<Count, Days> const counts_since { "quarantine/counts",
    "SELECT outcome, sum(files)::bigint FROM quarantine.tally WHERE day >= $1 GROUP BY outcome ORDER BY outcome" };
db::PlainQuery<Id> const gone_ones { "quarantine/gone", "SELECT file_id FROM quarantine.gone LIMIT 100" };
db::PlainQuery<Unit, Uuid> const put_gone { "quarantine/note_gone", "INSERT INTO quarantine.gone (file_id) VALUES ($1) ON CONFLICT DO NOTHING" };
db::PlainQuery<Unit, Uuid> const drop_gone { "quarantine/forget", "DELETE FROM quarantine.gone WHERE file_id = $1" };

Days day_of(Instant at) { return std::chrono::floor<std::chrono::days>(at); }

} // namespace

Result<> insert(access::SubjectGrant const& g, Row const& r)
{
    (void)TRY(g.run(insert_one, g.tenant(), r.id, r.ref, r.state, r.reason, r.bytes, r.details, r.at, r.state_at));
    return {};
}
Result<std::optional<Row>> find(access::SubjectGrant const& g, Uuid id) { return g.maybe(find_one, id); }
Result<std::vector<Row>> all(access::SubjectGrant const& g) { return g.rows(all_of); }
Result<> drop(access::SubjectGrant const& g, Uuid id)
{
    (void)TRY(g.run(delete_one, id));
    return {};
}
Result<bool> settle(access::SubjectGrant const& g, Row const& r) { return TRY(g.run(settle_one, r.id, r.state, r.reason, r.details, r.state_at)) == 1; }
Result<std::int64_t> erase(access::SubjectGrant const& g)
{
    (void)TRY(g.run(note_all_gone));
    return g.run(delete_all);
}

Result<> insert_unbound(db::Tx& tx, Row const& r)
{
    (void)TRY(tx.run(insert_loose, access::care_tenant, r.id, r.ref, r.state, r.reason, r.bytes, r.details, r.at, r.state_at));
    return {};
}
Result<std::optional<Row>> find_unbound(db::Tx& tx, Uuid id) { return tx.maybe(find_loose, access::care_tenant, id); }
Result<std::vector<Row>> unbound_of(db::Tx& tx, Uuid ref) { return tx.rows(loose_of, access::care_tenant, ref); }
Result<> drop_unbound(db::Tx& tx, Uuid id)
{
    (void)TRY(tx.run(delete_loose, access::care_tenant, id));
    return {};
}
Result<bool> settle_unbound(db::Tx& tx, Row const& r)
{
    return TRY(tx.run(settle_loose, access::care_tenant, r.id, r.state, r.reason, r.details, r.state_at)) == 1;
}

db::PersonalQuery<Closed, ClientId, Instant> const& closed() { return closed_ones; }
Result<> count(db::Tx& tx, Instant at, std::string const& outcome)
{
    (void)TRY(tx.run(count_one, day_of(at), outcome));
    return {};
}
Result<std::vector<Count>> counts(db::Tx& tx, Instant since) { return tx.rows(counts_since, day_of(since)); }
Result<std::vector<Uuid>> gone(db::Tx& tx)
{
    std::vector<Uuid> out;
    for (auto const& g : TRY(tx.rows(gone_ones))) out.push_back(g.id);
    return out;
}
Result<> forget(db::Tx& tx, Uuid id)
{
    (void)TRY(tx.run(drop_gone, id));
    return {};
}
Result<> note_gone(db::Tx& tx, Uuid id)
{
    (void)TRY(tx.run(put_gone, id));
    return {};
}

} // namespace wellkept::quarantine::store
