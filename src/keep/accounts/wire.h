// JSON forms that several of the room's route files use.
#pragma once
#include "keep/accounts/state.h"
#include "platform/json/json.h"

namespace wellkept::accounts {

namespace passkey {
BOOST_DESCRIBE_STRUCT(NewCredential, (), (id, client_data_json, authenticator_data))
BOOST_DESCRIBE_STRUCT(Assertion, (), (id, client_data_json, authenticator_data, signature))
} // namespace passkey
BOOST_DESCRIBE_STRUCT(PasskeyCreation, (),
    (challenge, rp_id, rp_name, user_id, user_name, user_display_name, algorithms, exclude_ids, timeout_ms))
BOOST_DESCRIBE_STRUCT(PasskeyRequest, (), (challenge, rp_id, allow_ids, timeout_ms))
BOOST_DESCRIBE_STRUCT(Invitation, (), (account_id, url, expires_at))
BOOST_DESCRIBE_STRUCT(Listed, (),
    (account_id, name, email, status, roles, purposes, categories, starts_at, ends_at, trained_until))

// base64url of at most some kilobytes
struct NewPasskeyBody : passkey::NewCredential {
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 8'000 }; }
};
struct PasskeyBody : passkey::Assertion {
    static constexpr json::Bounds bounds(std::string_view) { return { .length_min = 1, .length_max = 8'000 }; }
};
struct FactorBody {
    std::optional<std::string> totp_code;
    std::optional<PasskeyBody> passkey;
    std::optional<std::string> recovery_code;
    static constexpr json::Bounds bounds(std::string_view m)
    {
        return { .length_max = m == "totp_code" ? std::size_t(6) : std::size_t(40) };
    }
};
BOOST_DESCRIBE_STRUCT(NewPasskeyBody, (passkey::NewCredential), ())
BOOST_DESCRIBE_STRUCT(PasskeyBody, (passkey::Assertion), ())
BOOST_DESCRIBE_STRUCT(FactorBody, (), (totp_code, passkey, recovery_code))
inline FactorIn factor_of(FactorBody b) { return { std::move(b.totp_code), std::move(b.passkey), std::move(b.recovery_code) }; }

template<typename T>
http::Response json_of(T const& value, int status = 200)
{
    return http::Response::json(json::encode_text(value), status);
}

} // namespace wellkept::accounts
