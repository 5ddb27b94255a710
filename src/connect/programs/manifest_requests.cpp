// Requests, their placeholders and addresses, and the data requests of a manifest.
#include "connect/programs/manifest_parts.h"
#include "connect/programs/template.h"
#include <algorithm>

namespace wellkept::programs {
namespace {

using Names = std::set<std::string, std::less<>>;

Names const& allowed(Use use)
{
    static Names const authorize {};
    static Names const token { "client_id", "client_secret", "timestamp", "nonce" };
    static Names const account { "client_id", "client_secret", "access_token", "refresh_token", "vendor_user", "member",
        "timestamp", "nonce" };
    static Names const data { "vendor_user", "cursor", "select", "from_epoch", "to_epoch", "from_epoch_ms",
        "to_epoch_ms", "from_date", "to_date", "from_rfc3339", "to_rfc3339", "from_utc", "to_utc", "since_epoch",
        "since_rfc3339" };
    static Names const object { "vendor_user", "object_id" };
    static Names const subscription { "client_id", "client_secret", "callback_url", "verification_token",
        "subscription_id", "vendor_user", "timestamp", "nonce" };
    static Names const signing { "client_id", "client_secret", "timestamp", "nonce" };
    switch (use) {
    case Use::authorize:
        return authorize;
    case Use::token:
        return token;
    case Use::account:
        return account;
    case Use::data:
        return data;
    case Use::object:
        return object;
    case Use::subscription:
        return subscription;
    case Use::signing:
        return signing;
    }
    return authorize;
}

bool prefixed(std::string_view name, std::string_view prefix)
{
    return name.size() > prefix.size() && name.substr(0, prefix.size()) == prefix;
}

void check_names(ReadContext& context, YAML::Mark const& mark, std::string const& what, std::string const& text,
    Use use, bool in_url)
{
    auto const names = placeholders(text);
    if (!names) {
        context.faults.add(mark, what + ": " + names.error().public_text.text);
        return;
    }
    auto const& may = allowed(use);
    for (auto const& name : *names) {
        if (in_url && context.manifest.endpoints.contains(name)) continue;
        if (use == Use::subscription && prefixed(name, "topic.")) continue;
        if (use == Use::signing && prefixed(name, "param.")) continue;
        if (!may.contains(name)) {
            std::string known;
            for (auto const& m : may) known += (known.empty() ? "" : ", ") + m;
            context.faults.add(
                mark, what + ": {" + name + "} has no value here; known: " + (known.empty() ? "none" : known));
        } else if (in_url && (prefixed(name, "client_") || name.find("token") != std::string::npos)) {
            context.faults.add(
                mark, what + ": {" + name + "} would stand in an address that gets logged; move it to params");
        }
    }
}

Paging read_paging(ReadContext& context, YAML::Node const& node, std::string const& what)
{
    Paging out;
    Section s(context.faults, node, what + " paging");
    s.required("kind");
    using K = Paging::Kind;
    out.kind = s.choice_or<K>("kind",
        { { "none", K::none }, { "more_offset", K::more_offset }, { "next_token", K::next_token },
            { "page", K::page } },
        K::none);
    if (out.kind == K::more_offset) out.more = s.pointer_or("more", s.text("more"));
    if (out.kind == K::more_offset || out.kind == K::next_token) out.cursor = s.pointer_or("cursor", s.text("cursor"));
    if (out.kind == K::page) {
        out.items = s.pointer_or("items", s.text("items"));
        out.size = s.number("size", 1, 10'000);
    }
    return out;
}

} // namespace

void check_template(
    ReadContext& context, YAML::Mark const& mark, std::string const& what, std::string const& text, Use use)
{
    check_names(context, mark, what, text, use, false);
}

void check_url(ReadContext& context, YAML::Mark const& mark, std::string const& what, std::string const& url, Use use)
{
    auto const close = url.find('}');
    bool const begins = !url.empty() && url.front() == '{' && close != std::string::npos
        && context.manifest.endpoints.contains(url.substr(1, close - 1));
    if (!begins || (close + 1 < url.size() && url[close + 1] != '/')) {
        context.faults.add(mark,
            what + ": begin the address with an endpoint, as in {base}/path, so that a test can point it elsewhere");
        return;
    }
    if (url.find_first_of("?# \t") != std::string::npos)
        context.faults.add(mark, what + ": no query, fragment or blank in an address; write params");
    check_names(context, mark, what, url, use, true);
}

Request read_request(ReadContext& context, YAML::Node const& node, std::string const& what, Use use)
{
    Request out;
    Section s(context.faults, node, what);
    out.method = s.choice_or<std::string>(
        "method", { { "GET", "GET" }, { "POST", "POST" }, { "PUT", "PUT" }, { "DELETE", "DELETE" } }, "GET");
    out.url = s.text("url");
    if (!out.url.empty()) check_url(context, s.node("url").Mark(), what, out.url, use);
    using E = Request::Encoding;
    bool const in_body = out.method == "POST" || out.method == "PUT";
    out.encoding = s.choice_or<E>(
        "encoding", { { "query", E::query }, { "form", E::form }, { "json", E::json } }, in_body ? E::form : E::query);
    if (!in_body && out.encoding != E::query)
        s.fault("encoding", "a " + out.method + " carries its params in the query");
    using A = Request::Auth;
    auto const usual = use == Use::token ? A::none : A::bearer;
    out.auth = s.choice_or<A>(
        "auth", { { "bearer", A::bearer }, { "client_basic", A::client_basic }, { "none", A::none } }, usual);
    out.params = s.pairs("params");
    out.headers = s.pairs("headers");
    for (auto const& [name, text] : out.params)
        check_template(context, s.node("params").Mark(), what + " params " + name, text, use);
    for (auto const& [name, text] : out.headers)
        check_template(context, s.node("headers").Mark(), what + " headers " + name, text, use);
    out.sign = s.text_or("sign", "");
    if (!out.sign.empty() && !context.manifest.find_signing(out.sign))
        s.fault("sign", "no scheme '" + out.sign + "' under signing; add it there");
    return out;
}

DataRequest read_data_request(ReadContext& context, YAML::Node const& node)
{
    DataRequest out;
    Section s(context.faults, node, "request");
    out.name = s.text("name");
    auto const what = "request " + out.name;
    if (out.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos)
        s.fault("name", "write small letters, digits and _");
    out.title = s.text("title");
    out.scopes = s.texts("scopes");
    for (auto const& scope : out.scopes) {
        auto const& all = context.manifest.collects;
        bool const asked = std::any_of(all.begin(), all.end(),
            [&](auto const& c) { return std::find(c.scopes.begin(), c.scopes.end(), scope) != c.scopes.end(); });
        if (!asked) s.fault("scopes", "no category under collects asks for the scope '" + scope + "'; add it there");
    }
    out.request = read_request(context, s.required("call"), what + " call", Use::data);
    out.window_days = s.number("window_days", 1, 3660);
    if (auto const paging = s.node("paging"); s.has("paging")) out.paging = read_paging(context, paging, what);
    if (auto const object = s.node("by_object"); s.has("by_object"))
        out.by_object = read_request(context, object, what + " by_object", Use::object);
    for (auto const& rule : s.list("map")) {
        out.rules.push_back(read_rule(context, rule));
        for (auto const& emit : out.rules.back().emit)
            if (!emit.category.empty()) out.categories.insert(emit.category);
    }
    if (out.rules.empty()) s.fault("map is missing; say how the answer becomes samples");

    auto const select = s.node("select");
    if (s.has("select")) {
        Section words(context.faults, select, what + " select");
        for (auto const& category : out.categories)
            if (auto list = words.texts(category); !list.empty()) out.select.emplace(category, std::move(list));
    }
    auto uses = [&](std::string_view placeholder) {
        return std::any_of(out.request.params.begin(), out.request.params.end(), [&](auto const& p) {
            return p.second.find(placeholder) != std::string::npos;
        }) || out.request.url.find(placeholder) != std::string::npos;
    };
    if (uses("{select}") != !out.select.empty())
        s.fault("select", "select and the placeholder {select} need each other");
    if (uses("{cursor}") != (out.paging.kind != Paging::Kind::none))
        s.fault("paging", "paging and the placeholder {cursor} need each other");
    return out;
}

} // namespace wellkept::programs
