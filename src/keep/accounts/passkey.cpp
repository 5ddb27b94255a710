#include "keep/accounts/passkey.h"
#include "platform/crypto/crypto.h"
#include "platform/json/json.h"
#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <memory>

namespace wellkept::accounts::passkey {
namespace {

constexpr int algorithms[] = { COSE_ES256, COSE_EDDSA, COSE_RS256 };
constexpr std::uint8_t user_present = 0x01, user_verified = 0x04; // section 6.1

Error refused(std::string_view why)
{
    return { Code::bad_input, PublicText("This passkey could not be checked. Please try again."), Detail(why) };
}

unsigned char const* bytes(std::string const& s) { return reinterpret_cast<unsigned char const*>(s.data()); }

Result<std::string> decoded(std::string const& text, std::string_view what)
{
    auto raw = crypto::base64url_decode(text);
    if (!raw || raw->empty()) return refused(what);
    return std::move(*raw);
}

// libfido2 reads its trace switch here; it must have been called once before anything else.
void ready()
{
    static bool const once = (fido_init(0), true);
    (void)once;
}

template<typename T, T* (*make)(), void (*destroy)(T**)>
auto held()
{
    return std::unique_ptr<T, void (*)(T*)>(make(), [](T* p) { destroy(&p); });
}

// One of the three kinds of key libfido2 knows, from its own form.
template<typename T, T* (*make)(), void (*destroy)(T**), int (*read)(T*, void const*, std::size_t)>
int check(fido_assert_t const* assertion, Key const& key)
{
    auto const pk = held<T, make, destroy>();
    if (!pk) return FIDO_ERR_INTERNAL;
    if (int const bad = read(pk.get(), key.public_key.data(), key.public_key.size()); bad != FIDO_OK) return bad;
    return fido_assert_verify(assertion, 0, key.algorithm, pk.get());
}

} // namespace

Site site_of(std::string const& public_url)
{
    auto host = public_url.substr(public_url.find("://") + 3);
    if (auto const colon = host.rfind(':'); colon != host.npos && host.find(']', colon) == host.npos) host.resize(colon);
    return { public_url, host };
}

Result<std::string> challenge_of(std::string_view client_data, std::string_view kind, Site const& site)
{
    auto const text = TRY(decoded(std::string(client_data), "client data"));
    auto const value = TRY(json::parse(text));
    auto member = [&](std::string_view name) -> std::string {
        auto const* o = value.if_object();
        auto const* v = o ? o->if_contains(name) : nullptr;
        return v && v->is_string() ? std::string(v->get_string()) : std::string();
    };
    if (member("type") != kind) return refused("client data type");
    if (member("origin") != site.origin) return refused("client data origin");
    if (auto const* cross = value.as_object().if_contains("crossOrigin"); cross && (!cross->is_bool() || cross->get_bool()))
        return refused("cross origin");
    auto challenge = member("challenge");
    if (challenge.empty()) return refused("client data challenge");
    return challenge;
}

Result<Key> verify_new(NewCredential const& c, Site const& site)
{
    ready();
    auto const data = TRY(decoded(c.authenticator_data, "authenticator data"));
    auto const id = TRY(decoded(c.id, "credential id"));
    auto const rp = crypto::sha256(site.id);
    if (data.size() < 37 || !crypto::equal(std::string_view(data).substr(0, 32), crypto::view(rp))) return refused("relying party");
    for (int const algorithm : algorithms) {
        auto const cred = held<fido_cred_t, fido_cred_new, fido_cred_free>();
        if (!cred) return bug("fido_cred_new");
        // It refuses a key of another algorithm, so that of the three one fits.
        if (fido_cred_set_type(cred.get(), algorithm) != FIDO_OK
            || fido_cred_set_authdata_raw(cred.get(), bytes(data), data.size()) != FIDO_OK)
            continue;
        auto const flags = fido_cred_flags(cred.get());
        if (!(flags & user_present) || !(flags & user_verified)) return refused("user verification");
        if (!fido_cred_id_ptr(cred.get()) || !fido_cred_pubkey_ptr(cred.get())) return refused("no credential in it");
        Key key { { reinterpret_cast<char const*>(fido_cred_id_ptr(cred.get())), fido_cred_id_len(cred.get()) },
            { reinterpret_cast<char const*>(fido_cred_pubkey_ptr(cred.get())), fido_cred_pubkey_len(cred.get()) }, algorithm,
            fido_cred_sigcount(cred.get()) };
        if (key.id != id) return refused("another credential's id");
        return key;
    }
    return refused("authenticator data do not read");
}

Result<std::uint32_t> verify(Assertion const& a, Key const& key, Site const& site)
{
    ready();
    auto const client_data = TRY(decoded(a.client_data_json, "client data"));
    auto const data = TRY(decoded(a.authenticator_data, "authenticator data"));
    auto const signature = TRY(decoded(a.signature, "signature"));
    auto const hash = crypto::sha256(client_data);
    auto const assertion = held<fido_assert_t, fido_assert_new, fido_assert_free>();
    auto* const f = assertion.get();
    if (!f) return bug("fido_assert_new");
    if (fido_assert_set_count(f, 1) != FIDO_OK || fido_assert_set_rp(f, site.id.c_str()) != FIDO_OK
        || fido_assert_set_clientdata_hash(f, hash.data(), hash.size()) != FIDO_OK
        || fido_assert_set_up(f, FIDO_OPT_TRUE) != FIDO_OK || fido_assert_set_uv(f, FIDO_OPT_TRUE) != FIDO_OK
        || fido_assert_set_authdata_raw(f, 0, bytes(data), data.size()) != FIDO_OK
        || fido_assert_set_sig(f, 0, bytes(signature), signature.size()) != FIDO_OK)
        return refused("the assertion does not read");
    int status = FIDO_ERR_UNSUPPORTED_OPTION;
    if (key.algorithm == COSE_ES256) status = check<es256_pk_t, es256_pk_new, es256_pk_free, es256_pk_from_ptr>(f, key);
    else if (key.algorithm == COSE_EDDSA) status = check<eddsa_pk_t, eddsa_pk_new, eddsa_pk_free, eddsa_pk_from_ptr>(f, key);
    else if (key.algorithm == COSE_RS256) status = check<rs256_pk_t, rs256_pk_new, rs256_pk_free, rs256_pk_from_ptr>(f, key);
    if (status != FIDO_OK) return refused(fido_strerr(status));
    return fido_assert_sigcount(f, 0);
}

} // namespace wellkept::accounts::passkey
