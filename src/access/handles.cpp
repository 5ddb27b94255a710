#include "access/handles.h"

namespace wellkept::access {
namespace {

db::PersonalQuery<Handle, db::Bytes> const find_handle { "access/find_handle",
    "SELECT subject_id, tenant_id, ref, sealed, created_at, expires_at, used_at FROM access.handle WHERE handle = $1" };
db::PersonalQuery<Handle, db::Bytes, Instant> const use_handle { "access/use_handle",
    "UPDATE access.handle SET used_at = $2 WHERE handle = $1 AND used_at IS NULL AND (expires_at IS NULL OR expires_at > $2)"
    " RETURNING subject_id, tenant_id, ref, sealed, created_at, expires_at, used_at" };
db::PersonalQuery<Unit, db::Bytes, std::string, std::optional<SubjectId>, std::optional<ClientId>, Uuid,
    std::optional<db::Bytes>, Instant, std::optional<Instant>> const insert_handle { "access/insert_handle",
    "INSERT INTO access.handle (handle, kind, subject_id, tenant_id, ref, sealed, created_at, expires_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" };
db::PersonalQuery<Unit, db::Bytes> const delete_handle { "access/delete_handle",
    "DELETE FROM access.handle WHERE handle = $1" };
db::PersonalQuery<Unit, SubjectId, std::string, Uuid> const delete_of { "access/delete_handles_of",
    "DELETE FROM access.handle WHERE subject_id = $1 AND kind = $2 AND ref = $3" };

db::PersonalQuery<Unit, Instant> const delete_expired { "access/sweep_handles",
    "DELETE FROM access.handle WHERE expires_at < $1" };
struct ExpiredDay {
    Instant day;
    std::int64_t rows;
};
db::PersonalQuery<ExpiredDay, Instant> const count_expired { "access/expired_handles",
    "SELECT date_trunc('day', expires_at), count(*) FROM access.handle WHERE expires_at < $1 GROUP BY 1 ORDER BY 1" };

} // namespace

Result<db::Bytes> Handles::present(
    db::Tx& tx, std::string_view kind, std::string_view value, std::optional<ClientId> index) const
{
    auto blind = TRY(m_gate.keys().blind(index.value_or(ClientId {}), kind, value));
    TRY(tx.set_local("wellkept.handle", crypto::hex(blind)));
    return db::Bytes { std::move(blind) };
}

Result<std::optional<Handle>> Handles::find(
    db::Tx& tx, std::string_view kind, std::string_view value, std::optional<ClientId> index) const
{
    return tx.maybe(PassIssuer::pass(), find_handle, TRY(present(tx, kind, value, index)));
}

Result<std::optional<Handle>> Handles::use_once(
    db::Tx& tx, std::string_view kind, std::string_view value, std::optional<ClientId> index) const
{
    return tx.maybe(PassIssuer::pass(), use_handle, TRY(present(tx, kind, value, index)), m_gate.clock().now());
}

Result<> Handles::put(db::Tx& tx, NewHandle const& h) const
{
    std::optional<db::Bytes> sealed;
    if (!h.sealed.empty()) sealed = db::Bytes { h.sealed };
    (void)TRY(tx.run(PassIssuer::pass(), insert_handle, TRY(present(tx, h.kind, h.value, h.index)), std::string(h.kind),
        h.subject, h.tenant, h.ref, sealed, m_gate.clock().now(), h.expires_at));
    return {};
}

Result<bool> Handles::remove(
    db::Tx& tx, std::string_view kind, std::string_view value, std::optional<ClientId> index) const
{
    return TRY(tx.run(PassIssuer::pass(), delete_handle, TRY(present(tx, kind, value, index)))) > 0;
}

Result<std::int64_t> sweep_handles(db::Pool& pool, Clock const& clock)
{
    auto tx = TRY(db::Tx::begin(pool));
    auto const n = TRY(sweep_handles(tx, clock.now() - std::chrono::hours(24)));
    TRY(tx.commit());
    return n;
}

Result<std::int64_t> sweep_handles(db::Tx& tx, Instant before)
{
    TRY(tx.set_local("wellkept.sweep_before", rfc3339(before)));
    return tx.run(PassIssuer::pass(), delete_expired, before);
}

Result<std::vector<std::pair<Instant, std::int64_t>>> expired_handles(db::Tx& tx, Instant before)
{
    TRY(tx.set_local("wellkept.sweep_before", rfc3339(before)));
    std::vector<std::pair<Instant, std::int64_t>> out;
    for (auto const& r : TRY(tx.rows(PassIssuer::pass(), count_expired, before))) out.emplace_back(r.day, r.rows);
    return out;
}

Result<std::int64_t> drop_handles_of(GrantCore const& grant, std::string_view kind, Uuid ref)
{
    return grant.tx().run(PassIssuer::pass(), delete_of, grant.subject(), std::string(kind), ref);
}

} // namespace wellkept::access
