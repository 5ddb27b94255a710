// Rows of access.account and of this room. No decisions.
#pragma once
#include "access/grant.h"
#include "keep/accounts/accounts.h"

namespace wellkept::accounts::store {

struct Account {
    ClientId tenant;
    std::string status;
    std::vector<std::string> roles, purposes, categories;
    Instant starts_at;
    std::optional<Instant> ends_at;
};
struct Credential {
    db::Bytes profile;
    std::optional<db::Bytes> password;
    std::optional<Instant> password_at;
    std::optional<db::Bytes> totp, totp_next;
    std::int64_t totp_step;
};
struct Session {
    Uuid id;
    Instant second_factor_at;
    std::string method;
    Instant idle_until, ends_at;
    db::Bytes device;
    Instant created_at;
};
struct Passkey {
    Uuid id;
    db::Bytes sealed;
    std::int64_t sign_count;
    Instant created_at;
    std::optional<Instant> used_at;
};
struct Training {
    Uuid id;
    std::string course;
    std::chrono::sys_days completed_on;
    Instant valid_until, recorded_at;
};
struct ListedRow {
    SubjectId subject;
    Uuid pseudonym;
    std::string status;
    std::vector<std::string> roles, purposes, categories;
    Instant starts_at;
    std::optional<Instant> ends_at;
    db::Bytes profile;
    std::optional<Instant> trained_until;
};

using Grant = access::SubjectGrant;
Result<> insert(Grant const&, Account const&, std::string const& profile, Instant now);
Result<std::optional<Account>> account(Grant const&);
Result<> update(Grant const&, Account const&);
Result<std::optional<Credential>> credential(Grant const&);
Result<> set_password(Grant const&, std::string const& sealed, Instant now);
Result<> offer_totp(Grant const&, std::string const& sealed);
Result<> take_totp(Grant const&, std::int64_t step); // the one on offer, whose code of this step was shown
// false: this step or a later one was used already
Result<bool> advance_totp(Grant const&, std::int64_t step);
Result<> clear_factors(Grant const&);

Result<> insert_session(Grant const&, Session const&);
Result<std::vector<Session>> sessions(Grant const&);
Result<bool> end_session(Grant const&, Uuid id);
Result<> end_other_sessions(Grant const&, Uuid keep); // nil: all
Result<> renew_session(Grant const&, Uuid id, Instant idle_until);
Result<> step_up(Grant const&, Uuid id, Instant now);
// kind: of access.handle; all of them of this account
Result<> drop_handles(Grant const&, std::vector<std::string> const& kinds);

Result<> insert_passkey(Grant const&, Uuid id, std::string const& tag, std::string const& sealed, std::int64_t count, Instant now);
Result<std::vector<Passkey>> passkeys(Grant const&);
Result<std::optional<Passkey>> passkey(Grant const&, std::string const& tag);
Result<bool> use_passkey(Grant const&, Uuid id, std::int64_t count, Instant now); // false: the count went back
Result<bool> remove_passkey(Grant const&, Uuid id);

Result<> replace_recovery_codes(Grant const&, std::vector<std::string> const& tags);
Result<bool> use_recovery_code(Grant const&, std::string const& tag, Instant now);
Result<std::int64_t> recovery_codes_left(Grant const&);

Result<> insert_training(Grant const&, Uuid id, std::string const& course, std::chrono::sys_days completed, Instant valid_until, Uuid by, Instant now);
Result<std::vector<Training>> trainings(Grant const&);

db::PersonalQuery<ListedRow, ClientId, SubjectId, std::int32_t, std::vector<std::string>> const& page();

// How often it was tried in the running window, this time included.
struct Tries {
    std::int32_t tries;
    Instant since;
};
Result<Tries> count_try(db::Tx&, std::string const& key, Instant now, Instant window_began);
Result<> forget_tries(db::Tx&, std::string const& key);
Result<> sweep_tries(db::Tx&, Instant before);

struct Agreement {
    Uuid id;
    ClientId tenant;
    std::string kind, reference;
    std::chrono::sys_days signed_on;
    std::optional<Instant> valid_until;
    Instant recorded_at;
};
Result<> insert_agreement(db::Tx&, Agreement const&, Uuid by);
Result<std::vector<Agreement>> agreements(db::Tx&);

struct Notice {
    Uuid id;
    std::string role, kind;
    Uuid ref;
    Instant at;
    std::optional<Instant> seen_at;
};
Result<> insert_notice(db::Tx&, Notice const&);
Result<std::vector<Notice>> notices(db::Tx&, std::vector<std::string> const& roles, int limit);
Result<bool> see_notice(db::Tx&, Uuid id, std::vector<std::string> const& roles, Uuid by, Instant now);

struct Opened {
    Uuid id;
    std::string kind;
    ClientId tenant;
    std::optional<SubjectId> account, opened_by;
    Uuid actor_pseudonym, opener_pseudonym;
    std::string role;
    std::optional<SubjectId> subject;
    std::string reason;
    std::optional<db::Bytes> words;
    Instant opened_at, expires_at;
    std::optional<Instant> ended_at, review_by, reviewed_at;
    std::optional<Uuid> reviewer_pseudonym;
    std::optional<std::string> outcome;
};
Result<> insert_opened(db::Tx&, Opened const&);
Result<std::optional<Opened>> opened(db::Tx&, Uuid id);
Result<std::vector<Opened>> all_opened(db::Tx&, int limit);
Result<std::vector<Opened>> opened_of(db::Tx&, ClientId tenant, int limit);
Result<> end_opened(db::Tx&, Uuid id, Instant now);
Result<> end_opened_of(db::Tx&, SubjectId account, Instant now);
Result<> review_opened(db::Tx&, Uuid id, Uuid reviewer, std::string const& outcome, std::string const& words, Instant now);
Result<bool> owes_review(db::Tx&, SubjectId account, Instant now);

Result<std::int64_t> erase(Grant const&);

} // namespace wellkept::accounts::store
