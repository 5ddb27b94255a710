// OAuth as a manifest tells it (RFC 6749, PKCE of RFC 7636): which calls to make and how to read what comes back.
// Nothing is sent or kept here.
#pragma once
#include "connect/programs/template.h"

namespace wellkept::programs {

// Where to send the person, and the query for it.
struct Authorize {
    std::string url;
    Fields query;
};
// `code_challenge` is the S256 challenge, used only where the manifest says pkce.
Result<Authorize> authorize(Manifest const&, std::string const& client_id, std::string const& redirect_uri,
    std::string const& state, std::set<std::string> const& categories, std::string const& code_challenge);

// `vars` must hold client_id, client_secret and code, redirect_uri, code_verifier (exchange) or refresh_token
// (refresh).
Result<Call> exchange_call(Manifest const&, Vars vars);
Result<Call> refresh_call(Manifest const&, Vars vars);

struct Tokens {
    std::string access_token, refresh_token; // the latter empty if the vendor sent none: keep the old one
    int expires_in_s {}; // 0 if the vendor does not say
    std::optional<std::vector<std::string>> scopes; // what was really granted, if the vendor says
    std::string user; // empty if another call tells it
};
// Errors as of map_response: the envelope counts. At the token call, whatever is neither retry nor rate_limited means
// that the grant is gone and the person must connect again.
Result<Tokens> read_tokens(Manifest const&, std::string_view body);
// The scalar or the list of scalars at a lookup's place.
Result<std::vector<std::string>> read_lookup(Manifest const&, Lookup const&, std::string_view body);

// The data requests worth making: a consented category, and its scopes granted (nullopt: the vendor does not say).
std::vector<DataRequest const*> requests_for(
    Manifest const&, std::set<std::string> const& categories, std::optional<std::vector<std::string>> const& granted);
// What {select} stands for: the words of the consented categories; nothing if the request selects none of them.
std::optional<std::string> select_for(DataRequest const&, std::set<std::string> const& categories);

} // namespace wellkept::programs
