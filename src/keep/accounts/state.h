// What the room's own files share. Private to it.
#pragma once
#include "access/handles.h"
#include "access/routes.h"
#include "keep/accounts/accounts.h"
#include "keep/accounts/passkey.h"
#include "keep/accounts/password.h"
#include "keep/accounts/store.h"

namespace wellkept::accounts {

struct Accounts::State {
    access::Gate const& gate;
    db::Pool& pool;
    Settings settings;
    CommonPasswords common;
    std::unique_ptr<PasswordHasher> hasher;
    passkey::Site site;

    Instant now() const { return gate.clock().now(); }
    Uuid fresh() const { return Uuid::v7(gate.clock(), gate.rng()); }
};

struct Profile {
    std::string name, email;
};

// ---- profile.cpp ----
std::string profile_json(Profile const&);
Result<Profile> parse_profile(std::string_view json);
Result<Profile> profile_of(access::SubjectGrant const&);
inline constexpr access::Place profile_place { "accounts.credential", "profile" };
inline constexpr access::Place password_place { "accounts.credential", "password" };
inline constexpr access::Place totp_place { "accounts.credential", "totp" };
// Lower case, one @ with something on both sides, at most 254 characters; else bad_input.
Result<std::string> normal_email(std::string_view);
Result<Invitation> make_invitation(access::SubjectGrant const&, access::Gate const&, std::string const& public_url);
// Session, pending sign-in, invitation, known browsers: all ways in.
Result<> close_all_ways(access::SubjectGrant const&);

// ---- desk.cpp ----
inline constexpr std::string_view record_class = "account";

// ---- throttle.cpp ----
// Counts one more try on a transaction of its own, so that a refusal does not undo it; too_many past the bound. What is
// bounded is the rate of a quarter of an hour, so nobody is shut out for good.
Result<> count_try(Accounts::State const&, std::string_view kind, std::string_view value, int tries_max);
Result<> forget_tries(Accounts::State const&, std::string_view kind, std::string_view value);

// ---- factors.cpp ----
struct FactorIn { // exactly one of them
    std::optional<std::string> totp_code;
    std::optional<passkey::Assertion> passkey;
    std::optional<std::string> recovery_code;
};
// A new single-use challenge, bound to what it is for (a pending sign-in, a session, an invitation).
Result<std::string> new_challenge(access::SubjectGrant const&, access::Gate const&, Uuid bound_to);
// Burns the challenge on a transaction of its own, whatever comes after.
Result<> burn_challenge(Accounts::State const&, std::string_view challenge, SubjectId, Uuid bound_to);
// The method that was shown: totp, passkey, recovery_code. unauthenticated if it is not right; the tries are counted.
Result<std::string> check_factor(Accounts::State const&, access::SubjectGrant const&, FactorIn const&, Uuid bound_to);
Result<std::string> set_totp_from_code(Accounts::State const&, access::SubjectGrant const&, std::string const& code); // "totp"
Result<Uuid> add_passkey(Accounts::State const&, access::SubjectGrant const&, passkey::NewCredential const&, std::string const& label, Uuid bound_to);
struct PasskeyLabel {
    std::string id, public_key, label; // id, key: base64url
    std::int32_t algorithm;
};
Result<PasskeyLabel> open_passkey(access::SubjectGrant const&, store::Passkey const&);
Result<std::vector<std::string>> make_recovery_codes(access::SubjectGrant const&, access::Gate const&);
Result<std::string> pending_totp_secret(access::SubjectGrant const&, access::Gate const&); // raw; made if there is none yet

// What the browser needs to make, or to use, a passkey; user verification is always "required".
struct PasskeyCreation {
    std::string challenge, rp_id, rp_name, user_id, user_name, user_display_name;
    std::vector<std::int32_t> algorithms;
    std::vector<std::string> exclude_ids;
    std::int32_t timeout_ms;
};
struct PasskeyRequest {
    std::string challenge, rp_id;
    std::vector<std::string> allow_ids;
    std::int32_t timeout_ms;
};
Result<PasskeyCreation> passkey_creation(Accounts::State const&, access::SubjectGrant const&, Uuid bound_to);
Result<std::optional<PasskeyRequest>> passkey_request(Accounts::State const&, access::SubjectGrant const&, Uuid bound_to);

// ---- sessions ----
struct OpenedSession {
    std::string secret;
    Instant idle_until, ends_at;
};
Result<OpenedSession> open_session(Accounts::State const&, access::SubjectGrant const&, std::string const& method, http::Request const&);
std::string cookie(std::string_view name, std::string_view value, std::int64_t max_age_s);
inline constexpr std::string_view pending_cookie = "__Host-wellkept_pending", device_cookie = "__Host-wellkept_device";

http::Response no_content();
Error signed_out(std::string_view why, std::string_view text);

// ---- routes, a file each ----
void add_sign_in_routes(access::Routes&, Accounts::State const&);
void add_self_routes(access::Routes&, Accounts::State const&);
void add_desk_routes(access::Routes&, Accounts::State const&, rights::Eraser const&);
void add_register_routes(access::Routes&, Accounts::State const&);
void add_exceptional_routes(access::Routes&, Accounts::State const&);
void add_overview_routes(access::Routes&, Accounts::State const&);

} // namespace wellkept::accounts
