// What each account may about itself: who it is here, its sessions, its password and second factors.
#include "keep/accounts/totp.h"
#include "keep/accounts/wire.h"

namespace wellkept::accounts {
namespace {

constexpr char const* purpose = "administer";

struct RoleOut {
    std::string code, title;
};
struct TrainingOut {
    Uuid training_id;
    std::string course;
    std::chrono::year_month_day completed_on;
    Instant valid_until;
};
struct MeOut {
    SubjectId account_id;
    std::string name, email, side;
    std::optional<ClientId> client_id;
    std::vector<RoleOut> roles;
    std::map<std::string, std::vector<std::string>> permissions; // permission -> purposes
    std::vector<std::string> purposes, categories;
    Instant second_factor_at, step_up_until, idle_until, ends_at;
    bool trained;
    std::vector<TrainingOut> trainings;
};
struct RenewedOut {
    Instant idle_until;
};
struct SessionRow {
    Uuid session_id;
    bool current;
    Instant created_at, second_factor_at, idle_until, ends_at;
    std::string second_factor, device;
};
struct SessionsOut {
    std::vector<SessionRow> sessions;
};
struct ChallengeOut {
    std::vector<std::string> methods;
    std::optional<PasskeyRequest> passkey;
};
struct SteppedUpOut {
    Instant second_factor_at, step_up_until;
};
struct PasswordIn {
    std::string current, new_;
};
struct PasskeyOut {
    Uuid passkey_id;
    std::string label;
    Instant created_at;
    std::optional<Instant> used_at;
};
struct FactorsOut {
    bool totp;
    std::vector<PasskeyOut> passkeys;
    std::int64_t recovery_codes_left;
    std::optional<Instant> password_at;
};
struct TotpOut {
    std::string secret, uri;
};
struct CodeIn {
    std::string totp_code;
};
struct NewPasskeyIn {
    std::string label;
    NewPasskeyBody passkey;
    static constexpr json::Bounds bounds(std::string_view) { return { .length_max = 60 }; }
};
struct PasskeyAdded {
    Uuid passkey_id;
};
struct CodesOut {
    std::vector<std::string> recovery_codes;
};
struct VocabularyCourse {
    std::string code, title;
    std::int32_t months;
    bool required;
};
struct VocabularyRole {
    std::string code, title, side;
    bool limited;
};
struct VocabularyReasons {
    std::string kind;
    std::int32_t minutes_max;
    std::vector<RoleOut> reasons;
};
struct VocabularyOut {
    std::vector<VocabularyRole> roles;
    std::vector<VocabularyCourse> courses;
    std::vector<VocabularyReasons> access;
    std::vector<RoleOut> purposes, categories;
    std::vector<RoleOut> actions; // permissions' names, and what they are
};
BOOST_DESCRIBE_STRUCT(RoleOut, (), (code, title))
BOOST_DESCRIBE_STRUCT(TrainingOut, (), (training_id, course, completed_on, valid_until))
BOOST_DESCRIBE_STRUCT(MeOut, (),
    (account_id, name, email, side, client_id, roles, permissions, purposes, categories, second_factor_at, step_up_until, idle_until,
        ends_at, trained, trainings))
BOOST_DESCRIBE_STRUCT(RenewedOut, (), (idle_until))
BOOST_DESCRIBE_STRUCT(SessionRow, (), (session_id, current, created_at, second_factor_at, idle_until, ends_at, second_factor, device))
BOOST_DESCRIBE_STRUCT(SessionsOut, (), (sessions))
BOOST_DESCRIBE_STRUCT(ChallengeOut, (), (methods, passkey))
BOOST_DESCRIBE_STRUCT(SteppedUpOut, (), (second_factor_at, step_up_until))
BOOST_DESCRIBE_STRUCT(PasswordIn, (), (current, new_))
BOOST_DESCRIBE_STRUCT(PasskeyOut, (), (passkey_id, label, created_at, used_at))
BOOST_DESCRIBE_STRUCT(FactorsOut, (), (totp, passkeys, recovery_codes_left, password_at))
BOOST_DESCRIBE_STRUCT(TotpOut, (), (secret, uri))
BOOST_DESCRIBE_STRUCT(CodeIn, (), (totp_code))
BOOST_DESCRIBE_STRUCT(NewPasskeyIn, (), (label, passkey))
BOOST_DESCRIBE_STRUCT(PasskeyAdded, (), (passkey_id))
BOOST_DESCRIBE_STRUCT(CodesOut, (), (recovery_codes))
BOOST_DESCRIBE_STRUCT(VocabularyCourse, (), (code, title, months, required))
BOOST_DESCRIBE_STRUCT(VocabularyRole, (), (code, title, side, limited))
BOOST_DESCRIBE_STRUCT(VocabularyReasons, (), (kind, minutes_max, reasons))
BOOST_DESCRIBE_STRUCT(VocabularyOut, (), (roles, courses, access, purposes, categories, actions))

constexpr auto step_up_life = std::chrono::minutes(step_up_minutes);

Result<http::Response> read_me(access::Granted<ReadSelf> const& grant, Accounts::State const& s)
{
    auto const standing = TRY(s.gate.standing(grant, grant.actor()));
    if (!standing || !standing->second_factor_at) return not_found();
    auto const policy = s.gate.policy_now();
    auto const profile = TRY(profile_of(grant));
    MeOut out {};
    out.account_id = grant.subject();
    out.name = profile.name;
    out.email = profile.email;
    out.side = standing->side();
    if (out.side == "client") out.client_id = standing->tenant;
    auto add = [&](std::string const& role) {
        if (auto const row = policy->matrix().find("staff." + role); row != policy->matrix().end())
            for (auto const& [permission, purposes] : row->second) {
                auto& all = out.permissions[permission];
                for (auto const& p : purposes)
                    if (std::find(all.begin(), all.end(), p) == all.end()) all.push_back(p);
            }
    };
    add("everyone");
    for (auto const& code : standing->roles)
        if (auto const* role = policy->account_role(code); role && role->side == out.side) {
            out.roles.push_back({ role->code, role->title });
            add(code);
        }
    out.purposes = standing->purposes;
    out.categories = standing->categories;
    out.second_factor_at = *standing->second_factor_at;
    out.step_up_until = out.second_factor_at + step_up_life;
    out.idle_until = *standing->idle_until;
    out.ends_at = *standing->session_ends_at;
    out.trained = standing->courses >= static_cast<std::int64_t>(policy->required_courses().size());
    for (auto const& t : TRY(store::trainings(grant))) out.trainings.push_back({ t.id, t.course, t.completed_on, t.valid_until });
    return json_of(out);
}

Result<http::Response> list_sessions(access::Granted<ReadSelf> const& grant, Accounts::State const& s)
{
    SessionsOut out;
    for (auto const& row : TRY(store::sessions(grant))) {
        if (row.ends_at <= s.now() || row.idle_until <= s.now()) continue;
        auto const device = TRY(grant.open(access::person_scope, { "access.account_session", "device", row.id }, row.device.data));
        out.sessions.push_back({ row.id, row.id == grant.actor().session, row.created_at, row.second_factor_at, row.idle_until, row.ends_at, row.method, device });
    }
    return json_of(out);
}

Result<http::Response> factor_challenge(access::Granted<StepUp> const& grant, Accounts::State const& s)
{
    ChallengeOut out { {}, TRY(passkey_request(s, grant, grant.actor().session)) };
    auto const row = TRY(store::credential(grant));
    if (out.passkey) out.methods.push_back("passkey");
    if (row && row->totp) out.methods.push_back("totp");
    return json_of(out);
}

Result<http::Response> step_up(access::Granted<StepUp> const& grant, Accounts::State const& s, http::Request const& request)
{
    auto const in = factor_of(TRY(json::decode_text<FactorBody>(request.body)));
    // A recovery code opens one session, to mend what was lost; it is no way to go on without the factor.
    if (in.recovery_code) return bad_input("Confirm with a one-time code or a passkey.");
    auto const shown = check_factor(s, grant, in, grant.actor().session);
    if (!shown.ok()) {
        // The session stands; only this was wrong.
        if (shown.error().code == Code::unauthenticated) return Error { Code::forbidden, shown.error().public_text, shown.error().detail };
        return shown.error();
    }
    auto const now = s.now();
    TRY(store::step_up(grant, grant.actor().session, now));
    return json_of(SteppedUpOut { now, now + step_up_life });
}

Result<http::Response> change_password(access::Granted<ChangePassword> const& grant, Accounts::State const& s, http::Request const& request)
{
    auto in = TRY(json::decode_text<PasswordIn>(request.body));
    TRY(count_try(s, "factor", grant.subject().text(), s.settings.tries_per_account));
    auto const row = TRY(store::credential(grant));
    if (!row || !row->password) return not_found();
    auto const encoded = TRY(grant.open(access::person_scope, password_place, row->password->data));
    if (!TRY(s.hasher->verify(encoded, in.current))) return bad_input("The present password is not right.");
    auto const profile = TRY(profile_of(grant));
    TRY(check_new_password(in.new_, { profile.name, profile.email }, s.common));
    if (in.current == in.new_) return bad_input("The new password is the present one.");
    TRY(store::set_password(grant, TRY(grant.seal(access::person_scope, password_place, TRY(s.hasher->hash(in.new_)))), s.now()));
    crypto::wipe(in.current);
    crypto::wipe(in.new_);
    TRY(store::end_other_sessions(grant, grant.actor().session));
    TRY(store::drop_handles(grant, { "staff_pending", "staff_device" }));
    TRY(forget_tries(s, "factor", grant.subject().text()));
    return no_content();
}

Result<http::Response> read_factors(access::Granted<ReadSelf> const& grant)
{
    auto const row = TRY(store::credential(grant));
    FactorsOut out { row && row->totp.has_value(), {}, TRY(store::recovery_codes_left(grant)), row ? row->password_at : std::nullopt };
    for (auto const& p : TRY(store::passkeys(grant)))
        out.passkeys.push_back({ p.id, TRY(open_passkey(grant, p)).label, p.created_at, p.used_at });
    return json_of(out);
}

Result<http::Response> new_totp(access::Granted<ManageFactors> const& grant, Accounts::State const& s)
{
    auto const secret = TRY(pending_totp_secret(grant, s.gate));
    return json_of(TotpOut { TRY(totp::base32(secret)), TRY(totp::uri(secret, "Wellkept", TRY(profile_of(grant)).email)) }, 201);
}

Result<http::Response> remove_passkey(access::Granted<ManageFactors> const& grant, http::Request const& request)
{
    auto const id = Uuid::parse(request.param("passkey"));
    if (!id || !TRY(store::remove_passkey(grant, *id))) return not_found();
    auto const row = TRY(store::credential(grant));
    if (TRY(store::passkeys(grant)).empty() && !(row && row->totp))
        return Error { Code::conflict, PublicText("This is your last second factor. Set up another one first.") };
    return no_content();
}

Result<http::Response> vocabulary(Accounts::State const& s)
{
    auto const policy = s.gate.policy_now();
    VocabularyOut out;
    for (auto const& r : policy->account_roles()) out.roles.push_back({ r.code, r.title, r.side, r.limited });
    for (auto const& c : policy->courses()) out.courses.push_back({ c.code, c.title, c.months, c.required });
    for (auto const* kind : { "support", "break_glass" }) {
        auto const* e = policy->exceptional(kind);
        VocabularyReasons row { kind, e->minutes_max, {} };
        for (auto const& r : e->reasons) row.reasons.push_back({ r.code, r.title });
        out.access.push_back(std::move(row));
    }
    for (auto const& p : policy->purposes()) out.purposes.push_back({ p.code, p.title });
    for (auto const& c : policy->categories()) out.categories.push_back({ c.code, c.title });
    for (auto const& [name, title] : policy->titles()) out.actions.push_back({ name, title });
    return json_of(out);
}

access::Spec spec(http::Method method, std::string pattern, std::string summary, std::string request = {}, std::string response = {}, int status = 200)
{
    return { .method = method, .pattern = std::move(pattern), .summary = std::move(summary), .audience = "staff", .purpose = purpose,
        .request_schema = std::move(request), .response_schema = std::move(response), .success_status = status, .body_bytes_max = 64 * 1024 };
}

} // namespace

http::Response no_content()
{
    http::Response r;
    r.status = 204;
    return r;
}

void add_self_routes(access::Routes& routes, Accounts::State const& s)
{
    using http::Method;
    using http::Request;
    using Out = Result<http::Response>;
    routes.guarded<ReadSelf>(spec(Method::get, "/staff/me", "Who am I here, and what may I", {}, json::schema<MeOut>()),
        [&s](access::Granted<ReadSelf>& g, Request const&) { return read_me(g, s); });
    routes.guarded<Vocabulary>(spec(Method::get, "/staff/vocabulary", "Roles, courses, reasons, purposes and categories, with their words", {}, json::schema<VocabularyOut>()),
        [&s](access::Granted<Vocabulary>&, Request const&) { return vocabulary(s); });
    routes.guarded<EndSession>(spec(Method::del, "/staff/session", "Sign out", {}, {}, 204), [](access::Granted<EndSession>& g, Request const&) -> Out {
        (void)TRY(store::end_session(g, g.actor().session));
        auto response = no_content();
        response.headers.emplace_back("set-cookie", cookie(access::staff_cookie, "", 0));
        return response;
    });
    routes.guarded<RenewSession>(spec(Method::post, "/staff/session/renewal", "Somebody is still there: moves the end of the silence on", {}, json::schema<RenewedOut>()),
        [&s](access::Granted<RenewSession>& g, Request const&) -> Out {
            auto const until = s.now() + std::chrono::minutes(s.settings.idle_minutes);
            TRY(store::renew_session(g, g.actor().session, until));
            return json_of(RenewedOut { until });
        });
    routes.guarded<ReadSelf>(spec(Method::get, "/staff/sessions", "My sessions", {}, json::schema<SessionsOut>()),
        [&s](access::Granted<ReadSelf>& g, Request const&) { return list_sessions(g, s); });
    routes.guarded<EndSession>(spec(Method::del, "/staff/sessions/{session}", "End one of my sessions", {}, {}, 204),
        [](access::Granted<EndSession>& g, Request const& r) -> Out {
            auto const id = Uuid::parse(r.param("session"));
            if (!id || !TRY(store::end_session(g, *id))) return not_found();
            return no_content();
        });
    routes.guarded<StepUp>(spec(Method::post, "/staff/step-up/challenge", "What the second factor can be confirmed with", {}, json::schema<ChallengeOut>()),
        [&s](access::Granted<StepUp>& g, Request const&) { return factor_challenge(g, s); });
    routes.guarded<StepUp>(spec(Method::post, "/staff/step-up", "Show the second factor again, before something dangerous", json::schema<FactorBody>(), json::schema<SteppedUpOut>()),
        [&s](access::Granted<StepUp>& g, Request const& r) { return step_up(g, s, r); });
    routes.guarded<ChangePassword>(spec(Method::put, "/staff/password", "Change my password; ends my other sessions", json::schema<PasswordIn>(), {}, 204),
        [&s](access::Granted<ChangePassword>& g, Request const& r) { return change_password(g, s, r); });
    routes.guarded<ReadSelf>(spec(Method::get, "/staff/factors", "My second factors", {}, json::schema<FactorsOut>()),
        [](access::Granted<ReadSelf>& g, Request const&) { return read_factors(g); });
    routes.guarded<ManageFactors>(spec(Method::post, "/staff/totp", "A new secret for the authenticator app; the old one holds until a code of the new one was shown", {}, json::schema<TotpOut>(), 201),
        [&s](access::Granted<ManageFactors>& g, Request const&) { return new_totp(g, s); });
    routes.guarded<ManageFactors>(spec(Method::put, "/staff/totp", "Put the new secret into use by a first code of it", json::schema<CodeIn>(), {}, 204),
        [&s](access::Granted<ManageFactors>& g, Request const& r) -> Out {
            (void)TRY(set_totp_from_code(s, g, TRY(json::decode_text<CodeIn>(r.body)).totp_code));
            return no_content();
        });
    routes.guarded<ManageFactors>(spec(Method::post, "/staff/passkeys/challenge", "What a new passkey is made with", {}, json::schema<PasskeyCreation>()),
        [&s](access::Granted<ManageFactors>& g, Request const&) -> Out { return json_of(TRY(passkey_creation(s, g, g.actor().session))); });
    routes.guarded<ManageFactors>(spec(Method::post, "/staff/passkeys", "Add a passkey", json::schema<NewPasskeyIn>(), json::schema<PasskeyAdded>(), 201),
        [&s](access::Granted<ManageFactors>& g, Request const& r) -> Out {
            auto const in = TRY(json::decode_text<NewPasskeyIn>(r.body));
            return json_of(PasskeyAdded { TRY(add_passkey(s, g, in.passkey, in.label, g.actor().session)) }, 201);
        });
    routes.guarded<ManageFactors>(spec(Method::del, "/staff/passkeys/{passkey}", "Remove a passkey", {}, {}, 204),
        [](access::Granted<ManageFactors>& g, Request const& r) { return remove_passkey(g, r); });
    routes.guarded<ManageFactors>(spec(Method::post, "/staff/recovery-codes", "New recovery codes, shown once; the old ones stop", {}, json::schema<CodesOut>(), 201),
        [&s](access::Granted<ManageFactors>& g, Request const&) -> Out { return json_of(CodesOut { TRY(make_recovery_codes(g, s.gate)) }, 201); });
}

} // namespace wellkept::accounts
