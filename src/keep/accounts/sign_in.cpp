// Coming in: by invitation the first time, by password and second factor after that. Nobody is known yet on these
// routes, so each finds out whom it is about and then asks the Gate itself.
#include "keep/accounts/totp.h"
#include "keep/accounts/wire.h"

namespace wellkept::accounts {
namespace {

constexpr auto pending_life = std::chrono::minutes(5);
constexpr auto device_life = std::chrono::hours(24 * 90);
constexpr std::string_view purpose = "administer";

struct TokenIn {
    std::string token;
};
struct TotpOffer {
    std::string secret, uri;
};
struct InvitationOut {
    std::string name, email;
    std::vector<std::string> roles;
    Instant expires_at;
    TotpOffer totp;
    PasskeyCreation passkey;
};
struct AcceptIn {
    std::string token, password;
    std::optional<std::string> totp_code;
    std::optional<NewPasskeyBody> passkey;
    std::optional<std::string> passkey_label;
    static constexpr json::Bounds bounds(std::string_view m)
    {
        return { .length_max = m == "totp_code" ? std::size_t(6) : m == "passkey_label" ? std::size_t(60) : std::size_t(1'000) };
    }
};
struct SessionOut {
    SubjectId account_id;
    std::string second_factor;
    Instant idle_until, ends_at;
};
struct JoinedOut {
    SessionOut session;
    std::vector<std::string> recovery_codes;
};
struct SignInIn {
    std::string email, password;
};
struct SignInOut {
    std::vector<std::string> methods;
    std::optional<PasskeyRequest> passkey;
    Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(TokenIn, (), (token))
BOOST_DESCRIBE_STRUCT(TotpOffer, (), (secret, uri))
BOOST_DESCRIBE_STRUCT(InvitationOut, (), (name, email, roles, expires_at, totp, passkey))
BOOST_DESCRIBE_STRUCT(AcceptIn, (), (token, password, totp_code, passkey, passkey_label))
BOOST_DESCRIBE_STRUCT(SessionOut, (), (account_id, second_factor, idle_until, ends_at))
BOOST_DESCRIBE_STRUCT(JoinedOut, (), (session, recovery_codes))
BOOST_DESCRIBE_STRUCT(SignInIn, (), (email, password))
BOOST_DESCRIBE_STRUCT(SignInOut, (), (methods, passkey, expires_at))

Error wrong_link() { return signed_out("invitation", "This link cannot be used (any more). Ask whoever invited you for a new one."); }
// One answer for every reason: whether there is such an account is nobody's business.
Error wrong_sign_in(std::string_view why) { return signed_out(why, "The e-mail address or the password is not right."); }

std::int64_t seconds(Duration d) { return std::chrono::duration_cast<std::chrono::seconds>(d).count(); }

void set_session_cookie(http::Response& r, Accounts::State const& s, OpenedSession const& opened)
{
    r.headers.emplace_back("set-cookie", cookie(access::staff_cookie, opened.secret, seconds(opened.ends_at - s.now())));
}

Result<http::Response> look_at_invitation(access::OpenCall& call, Accounts::State const& s)
{
    auto const in = TRY(json::decode_text<TokenIn>(call.request.body));
    auto const known = TRY(access::Handles(s.gate).find(call.tx, "staff_invitation", in.token));
    if (!known || !known->subject || !known->tenant || known->used_at || known->expired(s.now()))
        return s.gate.refuse(call.visit, Join::info.name, known ? "expired_invitation" : "unknown_invitation", wrong_link());
    call.visit.actor = access::Actor::staff(*known->subject, *known->tenant, {});
    auto grant = TRY(s.gate.decide<Join>(call.tx, call.visit, *known->subject));
    auto const account = TRY(store::account(grant));
    auto const profile = TRY(profile_of(grant));
    auto const secret = TRY(pending_totp_secret(grant, s.gate));
    InvitationOut out { profile.name, profile.email, account ? account->roles : std::vector<std::string> {},
        known->expires_at.value_or(s.now()), { TRY(totp::base32(secret)), TRY(totp::uri(secret, "Wellkept", profile.email)) },
        TRY(passkey_creation(s, grant, known->ref)) };
    TRY(s.gate.finish(grant, call.visit));
    return json_of(out);
}

Result<http::Response> accept_invitation(access::OpenCall& call, Accounts::State const& s)
{
    auto in = TRY(json::decode_text<AcceptIn>(call.request.body));
    // In this transaction: whoever chose a password that is too weak tries again with the same link.
    auto const used = TRY(access::Handles(s.gate).use_once(call.tx, "staff_invitation", in.token));
    if (!used || !used->subject || !used->tenant)
        return s.gate.refuse(call.visit, Join::info.name, "unknown_invitation", wrong_link());
    call.visit.actor = access::Actor::staff(*used->subject, *used->tenant, {});
    auto grant = TRY(s.gate.decide<Join>(call.tx, call.visit, *used->subject));
    auto account = TRY(store::account(grant));
    if (!account) return not_found();
    auto const profile = TRY(profile_of(grant));
    TRY(check_new_password(in.password, { profile.name, profile.email }, s.common));
    if (in.totp_code.has_value() == in.passkey.has_value()) return bad_input("Set up one second factor: send totp_code or passkey.");
    std::string method;
    if (in.totp_code) method = TRY(set_totp_from_code(s, grant, *in.totp_code));
    else {
        (void)TRY(add_passkey(s, grant, *in.passkey, in.passkey_label.value_or(""), used->ref));
        method = "passkey";
    }
    TRY(store::set_password(grant, TRY(grant.seal(access::person_scope, password_place, TRY(s.hasher->hash(in.password)))), s.now()));
    crypto::wipe(in.password);
    account->status = "active";
    TRY(store::update(grant, *account));
    JoinedOut out { {}, TRY(make_recovery_codes(grant, s.gate)) };
    auto const opened = TRY(open_session(s, grant, method, call.request));
    out.session = { grant.subject(), method, opened.idle_until, opened.ends_at };
    TRY(s.gate.finish(grant, call.visit));
    auto response = json_of(out, 201);
    set_session_cookie(response, s, opened);
    return response;
}

// A browser that somebody signed in from before has its own count of tries, so that strangers who try an address of
// mail hold up themselves and not its owner.
Result<> count_sign_in(access::OpenCall& call, Accounts::State const& s, std::string const& email, std::optional<SubjectId> subject)
{
    TRY(count_try(s, "address", call.request.peer, s.settings.tries_per_address));
    auto const device = call.request.cookie(device_cookie).value_or("");
    if (subject && !device.empty()) {
        auto const known = TRY(access::Handles(s.gate).find(call.tx, "staff_device", device));
        if (known && known->subject == subject && !known->expired(s.now()))
            return count_try(s, "device", device, s.settings.tries_per_account);
    }
    return count_try(s, "account", email, s.settings.tries_per_account);
}

Result<http::Response> sign_in(access::OpenCall& call, Accounts::State const& s)
{
    auto in = TRY(json::decode_text<SignInIn>(call.request.body));
    auto const normal = normal_email(in.email);
    auto const email = normal.ok() ? normal.value() : std::string("-");
    access::Handles const handles(s.gate);
    auto const known = TRY(handles.find(call.tx, "staff_email", email));
    auto refused = [&](std::string_view why, Uuid tenant = {}) {
        return s.gate.refuse(call.visit, SignIn::info.name, why, wrong_sign_in(why), tenant);
    };
    if (auto const counted = count_sign_in(call, s, email, known ? known->subject : std::nullopt); !counted.ok()) {
        if (counted.error().code != Code::too_many) return counted.error();
        return s.gate.refuse(call.visit, SignIn::info.name, "throttled", counted.error());
    }
    if (!known || !known->subject || !known->tenant) {
        TRY(s.hasher->pretend(in.password));
        return refused("unknown_account");
    }
    call.visit.actor = access::Actor::staff(*known->subject, *known->tenant, {});
    auto decided = s.gate.decide<SignIn>(call.tx, call.visit, *known->subject);
    auto const credential = decided.ok() ? TRY(store::credential(decided.value())) : std::optional<store::Credential> {};
    if (!credential || !credential->password) {
        TRY(s.hasher->pretend(in.password));
        if (!decided.ok()) return wrong_sign_in(decided.error().detail.text); // the Gate has written its row
        return refused("not_joined", known->tenant->value);
    }
    auto grant = decided.release();
    auto const encoded = TRY(grant.open(access::person_scope, password_place, credential->password->data));
    if (!TRY(s.hasher->verify(encoded, in.password))) return refused("wrong_password", known->tenant->value);
    if (s.hasher->outdated(encoded))
        TRY(store::set_password(grant, TRY(grant.seal(access::person_scope, password_place, TRY(s.hasher->hash(in.password)))),
            credential->password_at.value_or(s.now())));
    crypto::wipe(in.password);

    auto const pending = s.fresh();
    auto const secret = crypto::random_token(s.gate.rng());
    SignInOut out { {}, TRY(passkey_request(s, grant, pending)), s.now() + pending_life };
    if (out.passkey) out.methods.push_back("passkey");
    if (credential->totp) out.methods.push_back("totp");
    if (TRY(store::recovery_codes_left(grant)) > 0) out.methods.push_back("recovery_code");
    TRY(handles.put(call.tx,
        { .kind = "staff_pending", .value = secret, .subject = grant.subject(), .tenant = grant.tenant(), .ref = pending, .expires_at = out.expires_at }));
    grant.note("step", "password");
    TRY(s.gate.finish(grant, call.visit));
    auto response = json_of(out);
    response.headers.emplace_back("set-cookie", cookie(pending_cookie, secret, seconds(pending_life)));
    return response;
}

Result<http::Response> second_factor(access::OpenCall& call, Accounts::State const& s)
{
    auto const in = factor_of(TRY(json::decode_text<FactorBody>(call.request.body)));
    access::Handles const handles(s.gate);
    auto const secret = std::string(call.request.cookie(pending_cookie).value_or(""));
    auto const pending = TRY(handles.find(call.tx, "staff_pending", secret));
    if (!pending || !pending->subject || !pending->tenant || pending->expired(s.now()))
        return s.gate.refuse(call.visit, SignIn::info.name, "no_pending_sign_in", signed_out("pending", "Please begin again with your password."));
    call.visit.actor = access::Actor::staff(*pending->subject, *pending->tenant, {});
    auto grant = TRY(s.gate.decide<SignIn>(call.tx, call.visit, *pending->subject));
    auto const shown = check_factor(s, grant, in, pending->ref);
    if (!shown.ok()) {
        auto const code = shown.error().code;
        if (code != Code::unauthenticated && code != Code::too_many) return shown.error();
        return s.gate.refuse(call.visit, SignIn::info.name, code == Code::too_many ? "throttled" : "wrong_second_factor", shown.error(), pending->tenant->value);
    }
    (void)TRY(handles.remove(call.tx, "staff_pending", secret));
    auto const opened = TRY(open_session(s, grant, shown.value(), call.request));
    auto const device = crypto::random_token(s.gate.rng());
    TRY(handles.put(call.tx, { .kind = "staff_device", .value = device, .subject = grant.subject(), .tenant = grant.tenant(),
                                 .ref = s.fresh(), .expires_at = s.now() + device_life }));
    TRY(forget_tries(s, "account", TRY(profile_of(grant)).email));
    TRY(s.gate.finish(grant, call.visit));
    auto response = json_of(SessionOut { grant.subject(), shown.value(), opened.idle_until, opened.ends_at }, 201);
    set_session_cookie(response, s, opened);
    response.headers.emplace_back("set-cookie", cookie(device_cookie, device, seconds(device_life)));
    response.headers.emplace_back("set-cookie", cookie(pending_cookie, "", 0));
    return response;
}

} // namespace

Error signed_out(std::string_view why, std::string_view text) { return { Code::unauthenticated, PublicText(text), Detail(why) }; }

std::string cookie(std::string_view name, std::string_view value, std::int64_t max_age_s)
{
    return std::string(name) + "=" + std::string(value) + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(max_age_s);
}

Result<OpenedSession> open_session(Accounts::State const& s, access::SubjectGrant const& grant, std::string const& method, http::Request const& request)
{
    auto const now = s.now();
    auto const id = s.fresh();
    OpenedSession out { crypto::random_token(s.gate.rng()), now + std::chrono::minutes(s.settings.idle_minutes),
        now + std::chrono::minutes(s.settings.session_minutes) };
    auto const device = std::string(request.header("user-agent").value_or("")).substr(0, 200);
    TRY(store::insert_session(grant, { id, now, method, out.idle_until, out.ends_at,
        { TRY(grant.seal(access::person_scope, { "access.account_session", "device", id }, device)) }, now }));
    TRY(access::Handles(s.gate).put(grant.tx(), { .kind = "staff_session", .value = out.secret, .subject = grant.subject(),
                                                    .tenant = grant.tenant(), .ref = id, .expires_at = out.ends_at }));
    return out;
}

void add_sign_in_routes(access::Routes& routes, Accounts::State const& s)
{
    auto const post = [&](std::string pattern, std::string summary, std::string request, std::string response, int status) {
        return access::Spec { .method = http::Method::post, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff",
            .purpose = std::string(purpose), .request_schema = std::move(request), .response_schema = std::move(response),
            .success_status = status, .body_bytes_max = 64 * 1024 };
    };
    routes.open(post("/staff/invitation", "What an invitation is for, and what its second factor is set up with", json::schema<TokenIn>(), json::schema<InvitationOut>(), 200),
        "the single-use token in the body is the credential", [&s](access::OpenCall& c) { return look_at_invitation(c, s); });
    routes.open(post("/staff/invitation/acceptance", "Accept an invitation: sets password and second factor, begins a session, shows the recovery codes once",
                    json::schema<AcceptIn>(), json::schema<JoinedOut>(), 201),
        "the single-use token in the body is the credential", [&s](access::OpenCall& c) { return accept_invitation(c, s); });
    routes.open(post("/staff/sign-in", "E-mail and password: the first half of signing in", json::schema<SignInIn>(), json::schema<SignInOut>(), 200),
        "e-mail and password are what is checked", [&s](access::OpenCall& c) { return sign_in(c, s); });
    routes.open(post("/staff/sign-in/second-factor", "The second factor: begins the session", json::schema<FactorBody>(), json::schema<SessionOut>(), 201),
        "the second factor is what is checked, after the first", [&s](access::OpenCall& c) { return second_factor(c, s); });
}

} // namespace wellkept::accounts
