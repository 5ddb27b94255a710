#include "keep/rights/store.h"

namespace wellkept::rights::store {
namespace {

#define ERASURE_COLUMNS                                                                                                \
    "erasure_id, subject_id, tenant_id, connection_id, category, requested_by, requested_at, severed_at, vendors,"     \
    " keys_at, keys_destroyed, rows_at, rows_erased, blobs_at, done_at, receipt, signature, noted_at, held_at, kept,"  \
    " parts, replayed_at, kind"
db::PlainQuery<Unit, Uuid, SubjectId, ClientId, std::optional<ConnectionId>, std::optional<std::string>, std::string, Instant, std::string> const
    insert_erasure { "rights/insert_erasure",
        "INSERT INTO rights.erasure (erasure_id, subject_id, tenant_id, connection_id, category, requested_by, requested_at, kind)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (erasure_id) DO NOTHING" };
db::PlainQuery<Erasure, Uuid> const one_erasure { "rights/one_erasure",
    "SELECT " ERASURE_COLUMNS " FROM rights.erasure WHERE erasure_id = $1" };
db::PlainQuery<Erasure, std::optional<SubjectId>, std::int32_t> const open_erasures { "rights/open_erasures",
    "SELECT " ERASURE_COLUMNS " FROM rights.erasure WHERE done_at IS NULL AND ($1::uuid IS NULL OR subject_id = $1)"
    " ORDER BY requested_at LIMIT $2" };
db::PlainQuery<Erasure, Uuid, std::int32_t> const erasure_page { "rights/erasure_page",
    "SELECT " ERASURE_COLUMNS " FROM rights.erasure WHERE erasure_id > $1 ORDER BY erasure_id LIMIT $2" };
db::PlainQuery<Unit, Uuid, std::optional<Instant>, std::optional<std::string>, std::optional<Instant>, std::int32_t,
    std::optional<Instant>, std::int64_t, std::optional<Instant>, std::optional<Instant>, std::optional<std::string>,
    std::optional<db::Bytes>, std::optional<Instant>, std::optional<Instant>, std::optional<std::string>, std::optional<std::string>,
    std::optional<Instant>> const save_erasure { "rights/save_erasure",
    "UPDATE rights.erasure SET severed_at = $2, vendors = $3, keys_at = $4, keys_destroyed = $5, rows_at = $6,"
    "  rows_erased = $7, blobs_at = $8, done_at = $9, receipt = $10, signature = $11, noted_at = $12, held_at = $13,"
    "  kept = $14, parts = $15, replayed_at = $16 WHERE erasure_id = $1" };
db::PlainQuery<Unit, Uuid, Instant, std::string, db::Bytes> const insert_receipt { "rights/add_receipt",
    "INSERT INTO rights.receipt (erasure_id, issued_at, receipt, signature) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING" };

struct Id {
    Uuid id;
};
db::PlainQuery<Id, SubjectId> const whole_person_done { "rights/whole_done",
    "SELECT erasure_id FROM rights.erasure WHERE subject_id = $1 AND connection_id IS NULL AND rows_at IS NOT NULL LIMIT 1" };

#define NOBODY "'00000000-0000-0000-0000-000000000000'::uuid, '00000000-0000-0000-0000-000000000000'::uuid"
db::PersonalQuery<People, ClientId, std::vector<SubjectId>> const present_people { "rights/present_among",
    "SELECT " NOBODY ", coalesce(array_agg(subject_id), '{}') FROM access.subject WHERE tenant_id = $1 AND subject_id = ANY ($2)" };
db::PersonalQuery<Member, ClientId, SubjectId, std::int32_t> const page_of_members { "rights/members_page",
    "SELECT subject_id, pseudonym, state FROM access.subject WHERE tenant_id = $1 AND subject_id > $2 ORDER BY subject_id LIMIT $3" };

db::PlainQuery<Unit, ClientId, Instant, Instant> const insert_end { "rights/begin_end",
    "INSERT INTO rights.end_of_use (tenant_id, ended_at, begun_at) VALUES ($1, $2, $3) ON CONFLICT (tenant_id) DO UPDATE"
    " SET ended_at = $2, begun_at = $3, members = 0, done_at = NULL, receipt = NULL, signature = NULL WHERE end_of_use.ended_at <> $2" };
db::PlainQuery<ClientReceipt, ClientId> const one_end { "rights/find_end",
    "SELECT ended_at, begun_at, members, done_at, receipt, signature FROM rights.end_of_use WHERE tenant_id = $1" };
db::PlainQuery<Unit, ClientId> const one_member_more { "rights/count_member",
    "UPDATE rights.end_of_use SET members = members + 1 WHERE tenant_id = $1" };
db::PlainQuery<Unit, ClientId, std::optional<Instant>, std::optional<std::string>, std::optional<db::Bytes>> const sign_end { "rights/finish_end",
    "UPDATE rights.end_of_use SET done_at = $2, receipt = $3, signature = $4 WHERE tenant_id = $1" };
db::PlainQuery<Tally, ClientId, Instant> const tally_of { "rights/tally",
    "SELECT count(*) FILTER (WHERE done_at IS NOT NULL AND requested_at >= $2), count(*) FILTER (WHERE done_at IS NULL AND coalesce(kept, '') <> ''),"
    "  count(*) FILTER (WHERE done_at IS NULL AND coalesce(kept, '') = '')"
    "  FROM rights.erasure WHERE tenant_id = $1 AND connection_id IS NULL" };
db::PersonalQuery<Unit, SubjectId> const set_erasing { "rights/set_erasing",
    "UPDATE access.subject SET state = 'erasing' WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const delete_ways_in { "rights/drop_ways_in",
    "DELETE FROM access.handle WHERE subject_id = $1 AND kind IN ('connect_token', 'oauth_state', 'vendor_account')" };
struct Count {
    std::int64_t n;
};
db::PlainQuery<Count, Instant> const open_before { "rights/open_before",
    "SELECT count(*) FROM rights.erasure WHERE done_at IS NULL AND held_at IS NULL AND requested_at < $1" };

struct LedgerRow {
    SubjectId subject;
    ClientId tenant;
    std::optional<ConnectionId> connection;
    std::optional<std::string> category;
    Instant at;
};
db::PlainQuery<LedgerRow> const ledger { "rights/ledger",
    "SELECT subject_id, tenant_id, connection_id, category, coalesce(keys_at, requested_at) FROM rights.erasure"
    " WHERE held_at IS NULL OR done_at IS NOT NULL" }; // what a hold keeps may still be opened

} // namespace

Result<std::vector<keys::Destroyed>> destroyed(db::Tx& tx)
{
    std::vector<keys::Destroyed> out;
    for (auto const& r : TRY(tx.rows(ledger))) {
        access::Scope scope;
        if (r.connection)
            scope = r.category ? access::scope_of(*r.connection, *r.category) : access::scope_of(*r.connection);
        out.push_back({ r.subject, r.tenant, std::move(scope), r.at });
    }
    return out;
}
Result<> insert(db::Tx& tx, Erasure const& e)
{
    (void)TRY(tx.run(insert_erasure, e.id, e.subject, e.tenant, e.connection, e.category, e.requested_by, e.requested_at, e.kind));
    return {};
}
Result<std::optional<Erasure>> find(db::Tx& tx, Uuid id) { return tx.maybe(one_erasure, id); }
Result<> save(db::Tx& tx, Erasure const& e)
{
    (void)TRY(tx.run(save_erasure, e.id, e.severed_at, e.vendors, e.keys_at, e.keys_destroyed, e.rows_at, e.rows_erased,
        e.blobs_at, e.done_at, e.receipt, e.signature, e.noted_at, e.held_at, e.kept, e.parts, e.replayed_at));
    return {};
}
Result<> add_receipt(db::Tx& tx, Erasure const& e, Instant at)
{
    (void)TRY(tx.run(insert_receipt, e.id, at, e.receipt.value_or(""), e.signature.value_or(db::Bytes {})));
    return {};
}
Result<std::vector<Erasure>> open(db::Tx& tx, std::optional<SubjectId> subject, int limit) { return tx.rows(open_erasures, subject, limit); }
Result<std::vector<Erasure>> page(db::Tx& tx, Uuid after, int limit) { return tx.rows(erasure_page, after, limit); }
Result<std::optional<Uuid>> whole_done(db::Tx& tx, SubjectId subject)
{
    auto const row = TRY(tx.maybe(whole_person_done, subject));
    return row ? std::optional(row->id) : std::nullopt;
}
Result<> mark_erasing(access::SubjectGrant const& grant)
{
    (void)TRY(grant.run(set_erasing));
    return {};
}
Result<> drop_ways_in(access::SubjectGrant const& grant)
{
    (void)TRY(grant.run(delete_ways_in));
    return {};
}


db::PersonalQuery<People, ClientId, std::vector<SubjectId>> const& present_among() { return present_people; }
db::PersonalQuery<Member, ClientId, SubjectId, std::int32_t> const& members_page() { return page_of_members; }

Result<> begin_end(db::Tx& tx, ClientId t, Instant ended_at, Instant now)
{
    (void)TRY(tx.run(insert_end, t, ended_at, now));
    return {};
}
Result<std::optional<ClientReceipt>> find_end(db::Tx& tx, ClientId t) { return tx.maybe(one_end, t); }
Result<> count_member(db::Tx& tx, ClientId t)
{
    (void)TRY(tx.run(one_member_more, t));
    return {};
}
Result<> finish_end(db::Tx& tx, ClientId t, ClientReceipt const& r)
{
    (void)TRY(tx.run(sign_end, t, r.done_at, r.receipt, r.signature));
    return {};
}
Result<Tally> tally(db::Tx& tx, ClientId t, Instant since) { return TRY(tx.one(tally_of, t, since)); }

} // namespace wellkept::rights::store

namespace wellkept::rights {
Result<std::int64_t> open_erasures(db::Tx& tx, Instant before) { return TRY(tx.one(store::open_before, before)).n; }
} // namespace wellkept::rights
