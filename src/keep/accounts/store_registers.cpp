// The registers of the house: agreements, notices, opened doors. Nobody's personal rows; texts in them are sealed.
#include "keep/accounts/store.h"

namespace wellkept::accounts::store {
namespace {

using MaybeInstant = std::optional<Instant>;

db::PlainQuery<Unit, Uuid, ClientId, std::string, std::string, std::chrono::sys_days, MaybeInstant, Uuid, Instant> const
    add_agreement { "accounts/insert_agreement",
        "INSERT INTO accounts.agreement (agreement_id, tenant_id, kind, reference, signed_on, valid_until, recorded_by, recorded_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" };
db::PlainQuery<Agreement> const all_agreements { "accounts/agreements",
    "SELECT agreement_id, tenant_id, kind, reference, signed_on, valid_until, recorded_at FROM accounts.agreement"
    " ORDER BY tenant_id, recorded_at DESC LIMIT 1000" };

db::PlainQuery<Unit, Uuid, std::string, std::string, Uuid, Instant> const add_notice { "accounts/insert_notice",
    "INSERT INTO accounts.notice (notice_id, role, kind, ref, at) VALUES ($1, $2, $3, $4, $5)" };
db::PlainQuery<Notice, std::vector<std::string>, std::int32_t> const some_notices { "accounts/notices",
    "SELECT notice_id, role, kind, ref, at, seen_at FROM accounts.notice WHERE role = ANY ($1)"
    " ORDER BY seen_at IS NOT NULL, at DESC LIMIT $2" };
db::PlainQuery<Unit, Uuid, std::vector<std::string>, Uuid, Instant> const mark_seen { "accounts/see_notice",
    "UPDATE accounts.notice SET seen_at = coalesce(seen_at, $4), seen_by = coalesce(seen_by, $3)"
    " WHERE notice_id = $1 AND role = ANY ($2)" };

db::PlainQuery<Unit, Uuid, std::string, ClientId, std::optional<SubjectId>, std::optional<SubjectId>, Uuid, Uuid, std::string,
    std::optional<SubjectId>, std::string, std::optional<db::Bytes>, Instant, Instant, MaybeInstant> const add_opened {
    "accounts/insert_opened",
    "INSERT INTO access.exceptional_access (access_id, kind, tenant_id, account_id, opened_by, actor_pseudonym,"
    "  opener_pseudonym, role, subject_id, reason, words, opened_at, expires_at, review_by)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)" };
#define OPENED                                                                                                         \
    "SELECT access_id, kind, tenant_id, account_id, opened_by, actor_pseudonym, opener_pseudonym, role, subject_id,"   \
    "  reason, words, opened_at, expires_at, ended_at, review_by, reviewed_at, reviewer_pseudonym, outcome"            \
    "  FROM access.exceptional_access"
db::PlainQuery<Opened, Uuid> const one_opened { "accounts/opened", OPENED " WHERE access_id = $1 FOR UPDATE" };
db::PlainQuery<Opened, std::int32_t> const newest_opened { "accounts/all_opened",
    OPENED " ORDER BY (review_by IS NOT NULL AND reviewed_at IS NULL) DESC, opened_at DESC LIMIT $1" };
db::PlainQuery<Opened, ClientId, std::int32_t> const of_tenant { "accounts/opened_of",
    OPENED " WHERE tenant_id = $1 ORDER BY opened_at DESC LIMIT $2" };
db::PlainQuery<Unit, Uuid, Instant> const close_opened { "accounts/end_opened",
    "UPDATE access.exceptional_access SET ended_at = $2 WHERE access_id = $1 AND ended_at IS NULL" };
db::PlainQuery<Unit, SubjectId, Instant> const close_all { "accounts/end_opened_of",
    "UPDATE access.exceptional_access SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL AND expires_at > $2" };
db::PlainQuery<Unit, Uuid, Uuid, std::string, db::Bytes, Instant> const set_review { "accounts/review",
    "UPDATE access.exceptional_access SET reviewer_pseudonym = $2, outcome = $3, words = $4, reviewed_at = $5"
    " WHERE access_id = $1 AND reviewed_at IS NULL" };
struct Yes {
    bool yes;
};
db::PlainQuery<Yes, SubjectId, Instant> const unreviewed { "accounts/owes_review",
    "SELECT EXISTS (SELECT FROM access.exceptional_access WHERE (account_id = $1 OR opened_by = $1)"
    "  AND review_by < $2 AND reviewed_at IS NULL)" };
struct Number {
    std::int64_t n;
};
db::PlainQuery<Number, Instant> const late_reviews { "accounts/reviews_late",
    "SELECT count(*) FROM access.exceptional_access WHERE review_by < $1 AND reviewed_at IS NULL" };

} // namespace

Result<> insert_agreement(db::Tx& tx, Agreement const& a, Uuid by)
{
    (void)TRY(tx.run(add_agreement, a.id, a.tenant, a.kind, a.reference, a.signed_on, a.valid_until, by, a.recorded_at));
    return {};
}
Result<std::vector<Agreement>> agreements(db::Tx& tx) { return tx.rows(all_agreements); }

Result<> insert_notice(db::Tx& tx, Notice const& n)
{
    (void)TRY(tx.run(add_notice, n.id, n.role, n.kind, n.ref, n.at));
    return {};
}
Result<std::vector<Notice>> notices(db::Tx& tx, std::vector<std::string> const& roles, int limit)
{
    return tx.rows(some_notices, roles, limit);
}
Result<bool> see_notice(db::Tx& tx, Uuid id, std::vector<std::string> const& roles, Uuid by, Instant now)
{
    return TRY(tx.run(mark_seen, id, roles, by, now)) == 1;
}

Result<> insert_opened(db::Tx& tx, Opened const& o)
{
    (void)TRY(tx.run(add_opened, o.id, o.kind, o.tenant, o.account, o.opened_by, o.actor_pseudonym, o.opener_pseudonym,
        o.role, o.subject, o.reason, o.words, o.opened_at, o.expires_at, o.review_by));
    return {};
}
Result<std::optional<Opened>> opened(db::Tx& tx, Uuid id) { return tx.maybe(one_opened, id); }
Result<std::vector<Opened>> all_opened(db::Tx& tx, int limit) { return tx.rows(newest_opened, limit); }
Result<std::vector<Opened>> opened_of(db::Tx& tx, ClientId tenant, int limit) { return tx.rows(of_tenant, tenant, limit); }
Result<> end_opened(db::Tx& tx, Uuid id, Instant now)
{
    (void)TRY(tx.run(close_opened, id, now));
    return {};
}
Result<> end_opened_of(db::Tx& tx, SubjectId account, Instant now)
{
    (void)TRY(tx.run(close_all, account, now));
    return {};
}
Result<> review_opened(db::Tx& tx, Uuid id, Uuid reviewer, std::string const& outcome, std::string const& words, Instant now)
{
    if (TRY(tx.run(set_review, id, reviewer, outcome, { words }, now)) != 1)
        return Error { Code::conflict, PublicText("This was reviewed already.") };
    return {};
}
Result<bool> owes_review(db::Tx& tx, SubjectId account, Instant now) { return TRY(tx.one(unreviewed, account, now)).yes; }

} // namespace wellkept::accounts::store

namespace wellkept::accounts {
Result<std::int64_t> reviews_late(db::Tx& tx, Instant now) { return TRY(tx.one(store::late_reviews, now)).n; }
} // namespace wellkept::accounts
