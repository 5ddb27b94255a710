#include "connect/connections/exchange.h"

namespace wellkept::connections {

Result<Exchanged> exchange(Vendors& vendors, ClientId client, programs::Manifest const& manifest, std::string code, std::string const& verifier)
{
    auto const answer = TRY(vendors.token(client, manifest,
        { { "code", std::move(code) }, { "redirect_uri", vendors.redirect_uri() }, { "code_verifier", verifier } }, Vendors::TokenCall::exchange));
    if (answer.outcome == programs::Outcome::retry || answer.outcome == programs::Outcome::rate_limited)
        return unavailable("The vendor does not answer just now.", "token exchange");
    Exchanged out { TRY(programs::read_tokens(manifest, answer.body)), {} };
    out.vendor_user = out.tokens.user;
    auto call = [&](programs::Request const& request) -> Result<std::string> {
        auto a = TRY(vendors.send(client, manifest, request, { { "vendor_user", out.vendor_user } }, out.tokens.access_token));
        if (a.outcome != programs::Outcome::ok) return unavailable("The vendor does not answer just now.", "after token exchange");
        return std::move(a.body);
    };
    if (out.vendor_user.empty() && manifest.oauth->user) {
        auto const found = TRY(programs::read_lookup(manifest, *manifest.oauth->user, TRY(call(manifest.oauth->user->request))));
        if (!found.empty()) out.vendor_user = found.front();
    }
    if (manifest.oauth->granted) out.tokens.scopes = TRY(programs::read_lookup(manifest, *manifest.oauth->granted, TRY(call(manifest.oauth->granted->request))));
    if (manifest.oauth->register_user) (void)TRY(call(*manifest.oauth->register_user));
    return out;
}

} // namespace wellkept::connections
