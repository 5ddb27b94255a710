// How a vendor lets people in and out: OAuth, envelopes, signed calls and rate limits of a manifest.
#include "connect/programs/manifest_parts.h"
#include "connect/programs/template.h"
#include <charconv>

namespace wellkept::programs {
namespace {

std::initializer_list<std::pair<std::string_view, Outcome>> const outcomes {
    { "retry", Outcome::retry },
    { "rate_limited", Outcome::rate_limited },
    { "token_invalid", Outcome::token_invalid },
    { "refused", Outcome::refused },
};

Lookup read_lookup(ReadContext& context, YAML::Node const& node, std::string const& what)
{
    Lookup out;
    Section s(context.faults, node, what);
    out.request = read_request(context, s.required("call"), what + " call", Use::account);
    out.at = s.pointer_or("at", s.text("at"));
    return out;
}

} // namespace

SigningScheme read_signing(ReadContext& context, YAML::Node const& node)
{
    SigningScheme out;
    Section s(context.faults, node, "signing");
    out.name = s.text("name");
    auto const what = "signing " + out.name;
    out.message = s.text("message");
    out.into = s.text("into");
    out.hash = s.choice_or<std::string>(
        "hash", { { "sha256", "sha256" }, { "sha1", "sha1" }, { "sha512", "sha512" } }, "sha256");
    out.encoding =
        s.choice_or<std::string>("encoding", { { "hex", "hex" }, { "HEX", "HEX" }, { "base64", "base64" } }, "hex");
    out.key = s.text_or("key", out.key);
    check_template(context, s.node("message").Mark(), what, out.message, Use::signing);
    check_template(context, s.node("key").Mark(), what, out.key, Use::signing);
    if (auto const nonce = s.node("nonce"); s.has("nonce")) {
        Section n(context.faults, nonce, what + " nonce");
        out.nonce = read_request(context, n.required("call"), what + " nonce call", Use::account);
        out.nonce_at = n.pointer_or("at", n.text("at"));
    }
    return out;
}

Envelope read_envelope(ReadContext& context, YAML::Node const& node)
{
    Envelope out;
    Section s(context.faults, node, "envelope");
    out.body = s.pointer_or("body", "");
    out.status = s.pointer_or("status", "");
    for (auto& word : s.texts("ok")) out.ok.insert(std::move(word));
    if (out.status.empty() != out.ok.empty()) s.fault("ok", "status and ok need each other");
    out.otherwise = s.choice_or("otherwise", outcomes, Outcome::retry);
    auto const errors = s.node("errors");
    if (s.has("errors")) {
        Section e(context.faults, errors, "envelope errors");
        for (auto const& [name, outcome] : outcomes)
            for (auto& word : e.texts(name))
                if (!out.statuses.emplace(std::move(word), outcome).second) e.fault(name, "a status stands twice");
    }
    auto const http = s.node("http");
    if (s.has("http")) {
        Section h(context.faults, http, "envelope http");
        for (auto const& [name, outcome] : outcomes)
            for (auto const& word : h.texts(name)) {
                int status {};
                auto const [end, failed] = std::from_chars(word.data(), word.data() + word.size(), status);
                if (failed != std::errc() || end != word.data() + word.size() || status < 200 || status > 599)
                    h.fault(name, "write HTTP statuses, 200 to 599");
                else if (!out.http.emplace(status, outcome).second)
                    h.fault(name, "a status stands twice");
            }
    }
    return out;
}

RateLimit read_rate_limit(ReadContext& context, YAML::Node const& node)
{
    RateLimit out;
    Section s(context.faults, node, "rate limit");
    s.required("per");
    out.per_user = s.choice_or<bool>("per", { { "user", true }, { "app", false } }, false);
    out.requests = s.number("requests", 0, 10'000'000);
    out.requests_per_user = s.number_or("requests_per_user", 0, 100'000, 0);
    out.seconds = s.number("seconds", 1, 31 * 86'400);
    out.aligned = s.flag_or("aligned", false);
    out.remaining_header = s.text_or("remaining_header", "");
    out.reset_header = s.text_or("reset_header", "");
    if (out.requests + out.requests_per_user <= 0) s.fault("requests", "a limit of none would stop the Program");
    return out;
}

OAuth read_oauth(ReadContext& context, YAML::Node const& node)
{
    OAuth out;
    Section s(context.faults, node, "oauth");
    {
        Section a(context.faults, s.required("authorize"), "oauth authorize");
        out.authorize_url = a.text("url");
        if (!out.authorize_url.empty())
            check_url(context, a.node("url").Mark(), "oauth authorize", out.authorize_url, Use::authorize);
        out.authorize_params = a.pairs("params");
        for (auto const& [name, text] : out.authorize_params)
            check_template(context, a.node("params").Mark(), "oauth authorize params " + name, text, Use::authorize);
        out.scope_separator = a.choice_or<std::string>("scope_separator", { { "space", " " }, { "comma", "," } }, " ");
        out.code_seconds = a.number_or("code_seconds", 10, 3600, 60);
    }
    out.base_scopes = s.texts("base_scopes");
    out.pkce = s.choice_or<bool>("pkce", { { "S256", true }, { "none", false } }, true);
    out.client_basic = s.choice_or<bool>("client_auth", { { "basic", true }, { "body", false } }, false);
    out.token = read_request(context, s.required("token"), "oauth token", Use::token);
    if (out.token.method != "POST") s.fault("token", "RFC 6749 section 3.2: tokens are asked for by POST");
    {
        Section r(context.faults, s.required("refresh"), "oauth refresh");
        r.required("rotation");
        out.rotation = r.choice_or<Rotation>("rotation",
            { { "fixed", Rotation::fixed }, { "rotating", Rotation::rotating },
                { "single_use", Rotation::single_use } },
            Rotation::single_use);
        out.old_refresh_seconds = r.number_or("old_valid_seconds", 0, 90 * 86'400, 0);
        if (out.rotation != Rotation::rotating && out.old_refresh_seconds)
            r.fault("old_valid_seconds", "only a rotating token has an old one that still works");
    }
    if (auto const reply = s.node("reply"); s.has("reply")) {
        Section r(context.faults, reply, "oauth reply");
        out.reply.access_token = r.pointer_or("access_token", out.reply.access_token);
        out.reply.refresh_token = r.pointer_or("refresh_token", out.reply.refresh_token);
        out.reply.expires_in = r.pointer_or("expires_in", out.reply.expires_in);
        out.reply.scope = r.pointer_or("scope", "");
        out.reply.user = r.pointer_or("user", "");
    }
    if (auto const user = s.node("user"); s.has("user")) out.user = read_lookup(context, user, "oauth user");
    if (out.user && !out.reply.user.empty()) s.fault("user", "the token reply names the user already; keep one");
    if (!out.user && out.reply.user.empty())
        s.fault("say where the vendor's user id comes from: reply user, or user with a call of its own");
    if (auto const granted = s.node("granted"); s.has("granted"))
        out.granted = read_lookup(context, granted, "oauth granted");
    if (auto const reg = s.node("register"); s.has("register"))
        out.register_user = read_request(context, reg, "oauth register", Use::account);
    if (auto const revoke = s.node("revoke"); s.has("revoke"))
        out.revoke = read_request(context, revoke, "oauth revoke", Use::account);
    return out;
}

} // namespace wellkept::programs
