#include "keep/keys/keys.h"

namespace wellkept::keys {
namespace {

struct Row {
    Uuid erasure;
    SubjectId subject;
    ClientId tenant;
    std::optional<ConnectionId> connection;
    std::optional<db::Bytes> category;
    std::string requested_by;
    Instant requested_at;
};
struct Id {
    Uuid id;
};
db::PlainQuery<Unit, Uuid, SubjectId, ClientId, std::optional<ConnectionId>, std::optional<db::Bytes>, std::string, Instant> const
    insert_erasure { "keys/insert_erasure",
        "INSERT INTO keys.erasure (erasure_id, subject_id, tenant_id, connection_id, category, requested_by, requested_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING" };
db::PlainQuery<Row, Uuid, std::int32_t> const erasure_page { "keys/erasure_page",
    "SELECT erasure_id, subject_id, tenant_id, connection_id, category, requested_by, requested_at FROM keys.erasure"
    " WHERE erasure_id > $1 ORDER BY erasure_id LIMIT $2" };
db::PlainQuery<Id, std::vector<Uuid>> const erasures_known { "keys/erasures_known",
    "SELECT erasure_id FROM keys.erasure WHERE erasure_id = ANY ($1)" };

std::string place(Uuid erasure) { return "keys.erasure/category/" + erasure.text(); }

} // namespace

Result<> ErasureLedger::note(Entry const& e)
{
    std::optional<db::Bytes> sealed;
    if (e.category) sealed = db::Bytes { TRY(m_keys.seal_for_tenant(e.tenant, place(e.erasure), *e.category)) };
    auto tx = TRY(db::Tx::begin(m_pool));
    (void)TRY(tx.run(insert_erasure, e.erasure, e.subject, e.tenant, e.connection, sealed, e.requested_by, e.requested_at));
    return tx.commit();
}

Result<std::vector<ErasureLedger::Entry>> ErasureLedger::page(Uuid after, int limit)
{
    auto const rows = [&]() -> Result<std::vector<Row>> {
        auto tx = TRY(db::Tx::begin(m_pool, db::Tx::Mode::read_only));
        return tx.rows(erasure_page, after, limit);
    }();
    if (!rows.ok()) return rows.error();
    std::vector<Entry> out;
    for (auto const& r : rows.value()) {
        Entry e { r.erasure, r.subject, r.tenant, r.connection, {}, r.requested_by, r.requested_at };
        if (r.category) e.category = TRY(m_keys.open_for_tenant(r.tenant, place(r.erasure), r.category->data));
        out.push_back(std::move(e));
    }
    return out;
}

Result<std::set<Uuid>> ErasureLedger::known(std::vector<Uuid> const& ids)
{
    auto tx = TRY(db::Tx::begin(m_pool, db::Tx::Mode::read_only));
    std::set<Uuid> out;
    for (auto const& r : TRY(tx.rows(erasures_known, ids))) out.insert(r.id);
    return out;
}

} // namespace wellkept::keys
