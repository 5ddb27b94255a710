#include "keep/accounts/state.h"

namespace wellkept::accounts {
namespace {

constexpr auto window = std::chrono::minutes(15);

Result<std::string> key_of(Accounts::State const& s, std::string_view kind, std::string_view value)
{
    return s.gate.keys().blind(ClientId {}, "throttle/" + std::string(kind), value);
}

} // namespace

Result<> count_try(Accounts::State const& s, std::string_view kind, std::string_view value, int tries_max)
{
    auto const key = TRY(key_of(s, kind, value));
    auto tx = TRY(db::Tx::begin(s.pool));
    auto const counted = TRY(store::count_try(tx, key, s.now(), s.now() - window));
    TRY(tx.commit());
    if (counted.tries <= tries_max) return {};
    return Error { Code::too_many, PublicText("Too many tries. Please wait a quarter of an hour; nothing is lost."), Detail("throttled") };
}

Result<> forget_tries(Accounts::State const& s, std::string_view kind, std::string_view value)
{
    auto const key = TRY(key_of(s, kind, value));
    auto tx = TRY(db::Tx::begin(s.pool));
    TRY(store::forget_tries(tx, key));
    return tx.commit();
}

} // namespace wellkept::accounts
