#include "connect/programs/grant.h"
#include "connect/programs/document.h"
#include "connect/programs/envelope.h"
#include "platform/json/json.h"
#include <algorithm>

namespace wellkept::programs {
namespace {

Result<Call> token_call(Manifest const& manifest, Fields fields, Vars const& vars)
{
    if (!manifest.oauth) return bug(manifest.code + " has no OAuth");
    Request request = manifest.oauth->token;
    // RFC 6749 section 2.3.1: the client proves itself by Basic or in the body, never both.
    if (manifest.oauth->client_basic) {
        request.auth = Request::Auth::client_basic;
    } else {
        fields.emplace_back("client_id", "{client_id}");
        fields.emplace_back("client_secret", "{client_secret}");
    }
    for (auto const& [name, text] : fields)
        if (!expand(text, vars)) return bug("the token call of " + manifest.code + " lacks " + name);
    request.params.insert(request.params.end(), fields.begin(), fields.end());
    return fill(manifest, request, vars);
}

std::vector<std::string> split(std::string_view text, std::string const& separator)
{
    std::vector<std::string> out;
    while (!text.empty()) {
        auto const end = text.find_first_of(separator + " ");
        if (auto const part = text.substr(0, end); !part.empty()) out.emplace_back(part);
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return out;
}

Result<boost::json::value> body_of(Manifest const& manifest, std::string_view text)
{
    auto answer = TRY(json::parse(text).context(manifest.code));
    TRY(error_of(envelope_outcome(manifest.envelope, answer), manifest.code));
    auto const* body = look_up(answer, manifest.envelope.body);
    if (!body || !body->is_object())
        return bad_input("The vendor's answer is not in the form its manifest says.", manifest.code);
    return boost::json::value(*body);
}

} // namespace

Result<Authorize> authorize(Manifest const& manifest, std::string const& client_id, std::string const& redirect_uri,
    std::string const& state, std::set<std::string> const& categories, std::string const& code_challenge)
{
    if (!manifest.oauth) return bug(manifest.code + " has no OAuth");
    auto const& oauth = *manifest.oauth;
    Request request;
    request.url = oauth.authorize_url;
    auto const call = TRY(fill(manifest, request, {}));
    std::string scope;
    for (auto const& s : manifest.scopes_for(categories)) scope += (scope.empty() ? "" : oauth.scope_separator) + s;
    Authorize out { call.url,
        { { "response_type", "code" }, { "client_id", client_id }, { "redirect_uri", redirect_uri },
            { "state", state } } };
    if (!scope.empty()) out.query.emplace_back("scope", scope);
    if (oauth.pkce) {
        if (code_challenge.empty()) return bug(manifest.code + " needs a PKCE challenge");
        out.query.emplace_back("code_challenge", code_challenge);
        out.query.emplace_back("code_challenge_method", "S256");
    }
    out.query.insert(out.query.end(), oauth.authorize_params.begin(), oauth.authorize_params.end());
    return out;
}

Result<Call> exchange_call(Manifest const& manifest, Vars vars)
{
    Fields fields { { "grant_type", "authorization_code" }, { "code", "{code}" },
        { "redirect_uri", "{redirect_uri}" } };
    if (manifest.oauth && manifest.oauth->pkce) fields.emplace_back("code_verifier", "{code_verifier}");
    return token_call(manifest, std::move(fields), vars);
}

Result<Call> refresh_call(Manifest const& manifest, Vars vars)
{
    return token_call(manifest, { { "grant_type", "refresh_token" }, { "refresh_token", "{refresh_token}" } }, vars);
}

Result<Tokens> read_tokens(Manifest const& manifest, std::string_view text)
try {
    if (!manifest.oauth) return bug(manifest.code + " has no OAuth");
    auto const& reply = manifest.oauth->reply;
    auto const body = TRY(body_of(manifest, text));
    auto scalar = [&](std::string const& pointer) -> std::string {
        auto const* found = pointer.empty() ? nullptr : look_up(body, pointer);
        return found ? text_of(*found).value_or("") : "";
    };
    Tokens out;
    out.access_token = scalar(reply.access_token);
    out.refresh_token = scalar(reply.refresh_token);
    out.user = scalar(reply.user);
    if (out.access_token.empty()) return bad_input("The vendor's answer holds no access token.", manifest.code);
    if (auto const n = number_of(look_up(body, reply.expires_in), true); !n.fault && n.value > 0 && n.value < 1e9)
        out.expires_in_s = int(n.value);
    if (!reply.scope.empty() && look_up(body, reply.scope))
        out.scopes = split(scalar(reply.scope), manifest.oauth->scope_separator);
    return out;
} catch (std::exception const& e) {
    return bug(manifest.code + " tokens: " + e.what());
}

Result<std::vector<std::string>> read_lookup(Manifest const& manifest, Lookup const& lookup, std::string_view text)
try {
    auto const body = TRY(body_of(manifest, text));
    auto const* found = look_up(body, lookup.at);
    std::vector<std::string> out;
    if (found && found->is_array()) {
        for (auto const& item : found->get_array())
            if (auto word = text_of(item)) out.push_back(std::move(*word));
        return out;
    }
    auto word = found ? text_of(*found) : std::nullopt;
    if (!word || word->empty()) return bad_input("The vendor's answer lacks what we asked for.", manifest.code);
    out.push_back(std::move(*word));
    return out;
} catch (std::exception const& e) {
    return bug(manifest.code + " lookup: " + e.what());
}

std::vector<DataRequest const*> requests_for(Manifest const& manifest, std::set<std::string> const& categories,
    std::optional<std::vector<std::string>> const& granted)
{
    std::vector<DataRequest const*> out;
    for (auto const& request : manifest.requests) {
        bool const consented = std::any_of(request.categories.begin(), request.categories.end(),
            [&](auto const& c) { return categories.contains(c); });
        bool const allowed =
            !granted || std::all_of(request.scopes.begin(), request.scopes.end(), [&](auto const& scope) {
                return std::find(granted->begin(), granted->end(), scope) != granted->end();
            });
        if (consented && allowed) out.push_back(&request);
    }
    return out;
}

std::optional<std::string> select_for(DataRequest const& request, std::set<std::string> const& categories)
{
    std::string out;
    for (auto const& [category, words] : request.select) {
        if (!categories.contains(category)) continue;
        for (auto const& word : words) out += (out.empty() ? "" : ",") + word;
    }
    if (out.empty()) return std::nullopt;
    return out;
}

} // namespace wellkept::programs
