// Second factors: one-time codes, passkeys, recovery codes.
#include "keep/accounts/state.h"
#include "keep/accounts/totp.h"
#include "platform/json/json.h"

namespace wellkept::accounts {
BOOST_DESCRIBE_STRUCT(PasskeyLabel, (), (id, public_key, label, algorithm))

namespace {

constexpr auto challenge_life = std::chrono::minutes(5);
constexpr std::int32_t passkey_timeout_ms = 300'000;
constexpr int passkeys_max = 20;
constexpr int recovery_codes = 10;
constexpr std::size_t recovery_bytes = 10; // 16 characters of base32

std::string passkey_tag_text(std::string_view id) { return "passkey|" + std::string(id); }

Error wrong(std::string_view why)
{
    return { Code::unauthenticated, PublicText("This is not right, or was used already. Please try again."), Detail(why) };
}

// As people type them: case, blanks and dashes do not matter.
std::string normal_code(std::string_view given)
{
    std::string out;
    for (char c : given) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
        if (c != ' ' && c != '-') out += c;
    }
    return out;
}

Result<> check_totp(Accounts::State const& s, access::SubjectGrant const& grant, std::string const& code)
{
    auto const row = TRY(store::credential(grant));
    if (!row || !row->totp) return wrong("no totp");
    auto const secret = TRY(grant.open(access::person_scope, totp_place, row->totp->data));
    auto const step = totp::step_of(secret, code, s.now());
    if (!step) return wrong("totp");
    if (!TRY(store::advance_totp(grant, *step))) return wrong("totp replayed");
    return {};
}

Result<> check_passkey(Accounts::State const& s, access::SubjectGrant const& grant, passkey::Assertion const& a, Uuid bound_to)
{
    auto const challenge = passkey::challenge_of(a.client_data_json, "webauthn.get", s.site);
    if (!challenge.ok()) return wrong(challenge.error().detail.text);
    TRY(burn_challenge(s, challenge.value(), grant.subject(), bound_to));
    auto const id = crypto::base64url_decode(a.id);
    if (!id) return wrong("credential id");
    auto const row = TRY(store::passkey(grant, TRY(grant.tag(access::person_scope, passkey_tag_text(*id)))));
    if (!row) return wrong("unknown passkey");
    auto const kept = TRY(open_passkey(grant, *row));
    passkey::Key const key { *id, crypto::base64url_decode(kept.public_key).value_or(""), kept.algorithm, 0 };
    auto const count = passkey::verify(a, key, s.site);
    if (!count.ok()) return wrong(count.error().detail.text);
    if (!TRY(store::use_passkey(grant, row->id, count.value(), s.now()))) return wrong("sign count went back");
    return {};
}

} // namespace

Result<std::string> new_challenge(access::SubjectGrant const& grant, access::Gate const& gate, Uuid bound_to)
{
    auto challenge = crypto::random_token(gate.rng());
    TRY(access::Handles(gate).put(grant.tx(),
        { .kind = "staff_challenge", .value = challenge, .subject = grant.subject(), .tenant = grant.tenant(), .ref = bound_to,
            .expires_at = gate.clock().now() + challenge_life }));
    return challenge;
}

Result<> burn_challenge(Accounts::State const& s, std::string_view challenge, SubjectId subject, Uuid bound_to)
{
    auto tx = TRY(db::Tx::begin(s.pool));
    auto const handle = TRY(access::Handles(s.gate).use_once(tx, "staff_challenge", challenge));
    TRY(tx.commit());
    if (!handle || handle->subject != subject || handle->ref != bound_to) return wrong("challenge");
    return {};
}

Result<std::string> check_factor(Accounts::State const& s, access::SubjectGrant const& grant, FactorIn const& in, Uuid bound_to)
{
    int const given = int(in.totp_code.has_value()) + int(in.passkey.has_value()) + int(in.recovery_code.has_value());
    if (given != 1) return bad_input("Give one of totp_code, passkey and recovery_code.");
    auto const who = grant.subject().text();
    TRY(count_try(s, "factor", who, s.settings.tries_per_account));
    std::string method;
    if (in.totp_code) {
        TRY(check_totp(s, grant, *in.totp_code));
        method = "totp";
    } else if (in.passkey) {
        TRY(check_passkey(s, grant, *in.passkey, bound_to));
        method = "passkey";
    } else {
        auto const tag = TRY(grant.tag(access::person_scope, "recovery|" + normal_code(*in.recovery_code)));
        if (!TRY(store::use_recovery_code(grant, tag, s.now()))) return wrong("recovery code");
        method = "recovery_code";
    }
    TRY(forget_tries(s, "factor", who));
    grant.note("factor", method);
    return method;
}

Result<std::string> pending_totp_secret(access::SubjectGrant const& grant, access::Gate const& gate)
{
    auto const row = TRY(store::credential(grant));
    if (!row) return not_found();
    if (row->totp_next) return grant.open(access::person_scope, totp_place, row->totp_next->data);
    std::string secret(totp::secret_bytes, '\0');
    gate.rng().fill({ reinterpret_cast<std::uint8_t*>(secret.data()), secret.size() });
    TRY(store::offer_totp(grant, TRY(grant.seal(access::person_scope, totp_place, secret))));
    return secret;
}

Result<std::string> set_totp_from_code(Accounts::State const& s, access::SubjectGrant const& grant, std::string const& code)
{
    auto const row = TRY(store::credential(grant));
    if (!row || !row->totp_next) return Error { Code::conflict, PublicText("Ask for a new secret first.") };
    auto const secret = TRY(grant.open(access::person_scope, totp_place, row->totp_next->data));
    auto const step = totp::step_of(secret, code, s.now());
    if (!step) return bad_input("This code does not belong to the secret shown. Is the clock of your phone right?");
    TRY(store::take_totp(grant, *step));
    return std::string("totp");
}

Result<Uuid> add_passkey(Accounts::State const& s, access::SubjectGrant const& grant, passkey::NewCredential const& c,
    std::string const& label, Uuid bound_to)
{
    auto const challenge = TRY(passkey::challenge_of(c.client_data_json, "webauthn.create", s.site));
    auto const burnt = burn_challenge(s, challenge, grant.subject(), bound_to);
    if (!burnt.ok()) return bad_input("This passkey was made for another request. Please begin again.");
    auto const key = TRY(passkey::verify_new(c, s.site));
    if (TRY(store::passkeys(grant)).size() >= passkeys_max) return Error { Code::conflict, PublicText("An account has at most 20 passkeys.") };
    auto const id = s.fresh();
    PasskeyLabel const kept { crypto::base64url(key.id), crypto::base64url(key.public_key), label.empty() ? "Passkey" : label, key.algorithm };
    auto const sealed = TRY(grant.seal(access::person_scope, { "accounts.passkey", "sealed", id }, json::encode_text(kept)));
    auto const tag = TRY(grant.tag(access::person_scope, passkey_tag_text(key.id)));
    if (TRY(store::passkey(grant, tag))) return Error { Code::conflict, PublicText("This passkey is here already.") };
    TRY(store::insert_passkey(grant, id, tag, sealed, key.sign_count, s.now()));
    return id;
}

Result<PasskeyLabel> open_passkey(access::SubjectGrant const& grant, store::Passkey const& row)
{
    return json::decode_text<PasskeyLabel>(TRY(grant.open(access::person_scope, { "accounts.passkey", "sealed", row.id }, row.sealed.data)));
}

Result<std::vector<std::string>> make_recovery_codes(access::SubjectGrant const& grant, access::Gate const& gate)
{
    std::vector<std::string> codes, tags;
    for (int i = 0; i < recovery_codes; ++i) {
        std::string raw(recovery_bytes, '\0');
        gate.rng().fill({ reinterpret_cast<std::uint8_t*>(raw.data()), raw.size() });
        auto const text = TRY(totp::base32(raw));
        tags.push_back(TRY(grant.tag(access::person_scope, "recovery|" + text)));
        codes.push_back(text.substr(0, 4) + "-" + text.substr(4, 4) + "-" + text.substr(8, 4) + "-" + text.substr(12));
    }
    TRY(store::replace_recovery_codes(grant, tags));
    return codes;
}

Result<PasskeyCreation> passkey_creation(Accounts::State const& s, access::SubjectGrant const& grant, Uuid bound_to)
{
    auto const profile = TRY(profile_of(grant));
    std::string const id(reinterpret_cast<char const*>(grant.subject().value.bytes.data()), 16);
    PasskeyCreation out { TRY(new_challenge(grant, s.gate, bound_to)), s.site.id, "Wellkept", crypto::base64url(id), profile.email,
        profile.name, { -7, -8, -257 }, {}, passkey_timeout_ms };
    for (auto const& row : TRY(store::passkeys(grant))) out.exclude_ids.push_back(TRY(open_passkey(grant, row)).id);
    return out;
}

Result<std::optional<PasskeyRequest>> passkey_request(Accounts::State const& s, access::SubjectGrant const& grant, Uuid bound_to)
{
    std::vector<std::string> ids;
    for (auto const& row : TRY(store::passkeys(grant))) ids.push_back(TRY(open_passkey(grant, row)).id);
    if (ids.empty()) return std::optional<PasskeyRequest> {};
    return std::optional(PasskeyRequest { TRY(new_challenge(grant, s.gate, bound_to)), s.site.id, std::move(ids), passkey_timeout_ms });
}

} // namespace wellkept::accounts
