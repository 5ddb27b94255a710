#include "keep/accounts/store.h"
#include "access/handles.h"

namespace wellkept::accounts::store {
namespace {

using Texts = std::vector<std::string>;
using MaybeInstant = std::optional<Instant>;

db::PersonalQuery<Unit, SubjectId, ClientId, std::string, Texts, Texts, Texts, Instant, MaybeInstant, Instant> const
    insert_account { "accounts/insert",
        "INSERT INTO access.account (subject_id, tenant_id, status, roles, purposes, categories, starts_at, ends_at, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)" };
db::PersonalQuery<Unit, SubjectId, ClientId, db::Bytes> const insert_credential { "accounts/insert_credential",
    "INSERT INTO accounts.credential (subject_id, tenant_id, profile, totp_step) VALUES ($1, $2, $3, 0)" };
db::PersonalQuery<Account, SubjectId> const one_account { "accounts/one",
    "SELECT tenant_id, status, roles, purposes, categories, starts_at, ends_at FROM access.account WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, std::string, Texts, Texts, Texts, MaybeInstant> const update_account { "accounts/update",
    "UPDATE access.account SET status = $2, roles = $3, purposes = $4, categories = $5, ends_at = $6 WHERE subject_id = $1" };
db::PersonalQuery<Credential, SubjectId> const one_credential { "accounts/credential",
    "SELECT profile, password, password_at, totp, totp_next, totp_step FROM accounts.credential WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, db::Bytes, Instant> const save_password { "accounts/set_password",
    "UPDATE accounts.credential SET password = $2, password_at = $3 WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, db::Bytes> const save_next_totp { "accounts/offer_totp",
    "UPDATE accounts.credential SET totp_next = $2 WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, std::int64_t> const move_next_totp { "accounts/take_totp",
    "UPDATE accounts.credential SET totp = totp_next, totp_next = NULL, totp_step = greatest(totp_step, $2)"
    " WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId, std::int64_t> const move_totp { "accounts/advance_totp",
    "UPDATE accounts.credential SET totp_step = $2 WHERE subject_id = $1 AND totp_step < $2" };
db::PersonalQuery<Unit, SubjectId> const clear_credential { "accounts/clear_credential",
    "UPDATE accounts.credential SET password = NULL, password_at = NULL, totp = NULL, totp_next = NULL WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const delete_passkeys { "accounts/delete_passkeys",
    "DELETE FROM accounts.passkey WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const delete_codes { "accounts/delete_codes",
    "DELETE FROM accounts.recovery_code WHERE subject_id = $1" };

db::PersonalQuery<Unit, SubjectId, Uuid, Instant, std::string, Instant, Instant, db::Bytes, Instant> const add_session {
    "accounts/insert_session",
    "INSERT INTO access.account_session (subject_id, session_id, second_factor_at, method, idle_until, ends_at, device, created_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" };
db::PersonalQuery<Session, SubjectId> const all_sessions { "accounts/sessions",
    "SELECT session_id, second_factor_at, method, idle_until, ends_at, device, created_at FROM access.account_session"
    " WHERE subject_id = $1 ORDER BY created_at DESC" };
db::PersonalQuery<Unit, SubjectId, Uuid> const delete_session { "accounts/end_session",
    "DELETE FROM access.account_session WHERE subject_id = $1 AND session_id = $2" };
db::PersonalQuery<Unit, SubjectId, Uuid> const delete_other_sessions { "accounts/end_other_sessions",
    "DELETE FROM access.account_session WHERE subject_id = $1 AND session_id <> $2" };
db::PersonalQuery<Unit, SubjectId, Uuid> const drop_other_handles { "accounts/drop_session_handles",
    "DELETE FROM access.handle WHERE subject_id = $1 AND kind = 'staff_session' AND ref <> $2" };
db::PersonalQuery<Unit, SubjectId, Uuid, Instant> const prolong_session { "accounts/renew_session",
    "UPDATE access.account_session SET idle_until = least($3, ends_at) WHERE subject_id = $1 AND session_id = $2" };
db::PersonalQuery<Unit, SubjectId, Uuid, Instant> const confirm_session { "accounts/step_up",
    "UPDATE access.account_session SET second_factor_at = $3 WHERE subject_id = $1 AND session_id = $2" };
db::PersonalQuery<Unit, SubjectId, Texts> const drop_handles_of_kinds { "accounts/drop_handles",
    "DELETE FROM access.handle WHERE subject_id = $1 AND kind = ANY ($2)" };

db::PersonalQuery<Unit, SubjectId, Uuid, db::Bytes, db::Bytes, std::int64_t, Instant> const add_passkey { "accounts/insert_passkey",
    "INSERT INTO accounts.passkey (subject_id, passkey_id, tag, sealed, sign_count, created_at) VALUES ($1, $2, $3, $4, $5, $6)" };
#define PASSKEY "SELECT passkey_id, sealed, sign_count, created_at, used_at FROM accounts.passkey WHERE subject_id = $1"
db::PersonalQuery<Passkey, SubjectId> const all_passkeys { "accounts/passkeys", PASSKEY " ORDER BY created_at" };
db::PersonalQuery<Passkey, SubjectId, db::Bytes> const one_passkey { "accounts/passkey", PASSKEY " AND tag = $2" };
// A count that does not grow tells of a copy (WebAuthn section 7.2, step 22); authenticators that do not count stay at 0.
db::PersonalQuery<Unit, SubjectId, Uuid, std::int64_t, Instant> const count_passkey { "accounts/use_passkey",
    "UPDATE accounts.passkey SET sign_count = $3, used_at = $4"
    " WHERE subject_id = $1 AND passkey_id = $2 AND (sign_count < $3 OR (sign_count = 0 AND $3 = 0))" };
db::PersonalQuery<Unit, SubjectId, Uuid> const delete_passkey { "accounts/remove_passkey",
    "DELETE FROM accounts.passkey WHERE subject_id = $1 AND passkey_id = $2" };

db::PersonalQuery<Unit, SubjectId, std::vector<db::Bytes>> const add_codes { "accounts/insert_codes",
    "INSERT INTO accounts.recovery_code (subject_id, tag) SELECT $1, t FROM unnest($2::bytea[]) AS t" };
db::PersonalQuery<Unit, SubjectId, db::Bytes, Instant> const use_code { "accounts/use_code",
    "UPDATE accounts.recovery_code SET used_at = $3 WHERE subject_id = $1 AND tag = $2 AND used_at IS NULL" };
struct Count {
    std::int64_t n;
};
db::PersonalQuery<Count, SubjectId> const codes_left { "accounts/codes_left",
    "SELECT count(*) FROM accounts.recovery_code WHERE subject_id = $1 AND used_at IS NULL" };

db::PersonalQuery<Unit, SubjectId, Uuid, ClientId, std::string, std::chrono::sys_days, Instant, Uuid, Instant> const add_training {
    "accounts/insert_training",
    "INSERT INTO access.training (subject_id, training_id, tenant_id, course, completed_on, valid_until, recorded_by, recorded_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" };
db::PersonalQuery<Training, SubjectId> const all_trainings { "accounts/trainings",
    "SELECT training_id, course, completed_on, valid_until, recorded_at FROM access.training WHERE subject_id = $1"
    " ORDER BY completed_on DESC, recorded_at DESC" };

db::PersonalQuery<ListedRow, ClientId, SubjectId, std::int32_t, Texts> const accounts_page { "accounts/page",
    "SELECT a.subject_id, s.pseudonym, a.status, a.roles, a.purposes, a.categories, a.starts_at, a.ends_at, c.profile,"
    "  (SELECT CASE WHEN count(*) = cardinality($4::text[]) THEN min(g.until) END FROM (SELECT max(t.valid_until) AS until"
    "    FROM access.training t WHERE t.subject_id = a.subject_id AND t.course = ANY ($4) GROUP BY t.course) g)"
    "  FROM access.account a JOIN access.subject s ON s.subject_id = a.subject_id"
    "  JOIN accounts.credential c ON c.subject_id = a.subject_id"
    " WHERE a.tenant_id = $1 AND a.subject_id > $2 ORDER BY a.subject_id LIMIT $3" };

db::PlainQuery<Tries, db::Bytes, Instant, Instant> const add_try { "accounts/count_try",
    "INSERT INTO accounts.throttle AS t (key, tries, since) VALUES ($1, 1, $2) ON CONFLICT (key) DO UPDATE SET"
    " tries = CASE WHEN t.since < $3 THEN 1 ELSE t.tries + 1 END, since = CASE WHEN t.since < $3 THEN $2 ELSE t.since END"
    " RETURNING tries, since" };
db::PlainQuery<Unit, db::Bytes> const delete_tries { "accounts/forget_tries", "DELETE FROM accounts.throttle WHERE key = $1" };
db::PlainQuery<Unit, Instant> const delete_old_tries { "accounts/sweep_tries", "DELETE FROM accounts.throttle WHERE since < $1" };

db::PersonalQuery<Unit, SubjectId> const delete_training { "accounts/delete_training",
    "DELETE FROM access.training WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const delete_vetting { "accounts/delete_vetting",
    "DELETE FROM access.vetting WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const delete_all_sessions { "accounts/delete_sessions",
    "DELETE FROM access.account_session WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const delete_credential { "accounts/delete_credential",
    "DELETE FROM accounts.credential WHERE subject_id = $1" };
db::PersonalQuery<Unit, SubjectId> const delete_account { "accounts/delete",
    "DELETE FROM access.account WHERE subject_id = $1" };
// The register stays and names nobody: whoever is erased is taken out of it, with what was said of them in words.
db::PersonalQuery<Unit, SubjectId> const leave_register { "accounts/leave_register",
    "UPDATE access.exceptional_access SET words = NULL, ended_at = coalesce(ended_at, now()),"
    "  account_id = nullif(account_id, $1), opened_by = nullif(opened_by, $1), subject_id = nullif(subject_id, $1)"
    " WHERE account_id = $1 OR opened_by = $1 OR subject_id = $1" };

} // namespace

Result<> insert(Grant const& g, Account const& a, std::string const& profile, Instant now)
{
    (void)TRY(g.run(insert_account, a.tenant, a.status, a.roles, a.purposes, a.categories, a.starts_at, a.ends_at, now));
    (void)TRY(g.run(insert_credential, a.tenant, { profile }));
    return {};
}
Result<std::optional<Account>> account(Grant const& g) { return g.maybe(one_account); }
Result<> update(Grant const& g, Account const& a)
{
    (void)TRY(g.run(update_account, a.status, a.roles, a.purposes, a.categories, a.ends_at));
    return {};
}
Result<std::optional<Credential>> credential(Grant const& g) { return g.maybe(one_credential); }
Result<> set_password(Grant const& g, std::string const& sealed, Instant now)
{
    (void)TRY(g.run(save_password, { sealed }, now));
    return {};
}
Result<> offer_totp(Grant const& g, std::string const& sealed)
{
    (void)TRY(g.run(save_next_totp, { sealed }));
    return {};
}
Result<> take_totp(Grant const& g, std::int64_t step)
{
    (void)TRY(g.run(move_next_totp, step));
    return {};
}
Result<bool> advance_totp(Grant const& g, std::int64_t step) { return TRY(g.run(move_totp, step)) == 1; }
Result<> clear_factors(Grant const& g)
{
    (void)TRY(g.run(clear_credential));
    (void)TRY(g.run(delete_passkeys));
    (void)TRY(g.run(delete_codes));
    return {};
}

Result<> insert_session(Grant const& g, Session const& s)
{
    (void)TRY(g.run(add_session, s.id, s.second_factor_at, s.method, s.idle_until, s.ends_at, s.device, s.created_at));
    return {};
}
Result<std::vector<Session>> sessions(Grant const& g) { return g.rows(all_sessions); }
Result<bool> end_session(Grant const& g, Uuid id)
{
    (void)TRY(access::drop_handles_of(g, "staff_session", id));
    return TRY(g.run(delete_session, id)) > 0;
}
Result<> end_other_sessions(Grant const& g, Uuid keep)
{
    (void)TRY(g.run(drop_other_handles, keep));
    (void)TRY(g.run(delete_other_sessions, keep));
    return {};
}
Result<> renew_session(Grant const& g, Uuid id, Instant idle_until)
{
    (void)TRY(g.run(prolong_session, id, idle_until));
    return {};
}
Result<> step_up(Grant const& g, Uuid id, Instant now)
{
    (void)TRY(g.run(confirm_session, id, now));
    return {};
}
Result<> drop_handles(Grant const& g, std::vector<std::string> const& kinds)
{
    (void)TRY(g.run(drop_handles_of_kinds, kinds));
    return {};
}

Result<> insert_passkey(Grant const& g, Uuid id, std::string const& tag, std::string const& sealed, std::int64_t count, Instant now)
{
    (void)TRY(g.run(add_passkey, id, { tag }, { sealed }, count, now));
    return {};
}
Result<std::vector<Passkey>> passkeys(Grant const& g) { return g.rows(all_passkeys); }
Result<std::optional<Passkey>> passkey(Grant const& g, std::string const& tag) { return g.maybe(one_passkey, { tag }); }
Result<bool> use_passkey(Grant const& g, Uuid id, std::int64_t count, Instant now)
{
    return TRY(g.run(count_passkey, id, count, now)) == 1;
}
Result<bool> remove_passkey(Grant const& g, Uuid id) { return TRY(g.run(delete_passkey, id)) == 1; }

Result<> replace_recovery_codes(Grant const& g, std::vector<std::string> const& tags)
{
    std::vector<db::Bytes> all;
    for (auto const& t : tags) all.push_back({ t });
    (void)TRY(g.run(delete_codes));
    (void)TRY(g.run(add_codes, all));
    return {};
}
Result<bool> use_recovery_code(Grant const& g, std::string const& tag, Instant now)
{
    return TRY(g.run(use_code, { tag }, now)) == 1;
}
Result<std::int64_t> recovery_codes_left(Grant const& g)
{
    auto const row = TRY(g.maybe(codes_left));
    return row ? row->n : 0;
}

Result<> insert_training(Grant const& g, Uuid id, std::string const& course, std::chrono::sys_days completed,
    Instant valid_until, Uuid by, Instant now)
{
    (void)TRY(g.run(add_training, id, g.tenant(), course, completed, valid_until, by, now));
    return {};
}
Result<std::vector<Training>> trainings(Grant const& g) { return g.rows(all_trainings); }

db::PersonalQuery<ListedRow, ClientId, SubjectId, std::int32_t, std::vector<std::string>> const& page() { return accounts_page; }

Result<Tries> count_try(db::Tx& tx, std::string const& key, Instant now, Instant window_began)
{
    return tx.one(add_try, { key }, now, window_began);
}
Result<> forget_tries(db::Tx& tx, std::string const& key)
{
    (void)TRY(tx.run(delete_tries, { key }));
    return {};
}
Result<> sweep_tries(db::Tx& tx, Instant before)
{
    (void)TRY(tx.run(delete_old_tries, before));
    return {};
}

Result<std::int64_t> erase(Grant const& g)
{
    std::int64_t n = TRY(g.run(leave_register));
    for (auto const* q : { &delete_passkeys, &delete_codes, &delete_training, &delete_vetting, &delete_all_sessions, &delete_credential, &delete_account })
        n += TRY(g.run(*q));
    return n;
}

} // namespace wellkept::accounts::store
