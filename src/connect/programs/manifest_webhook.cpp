// The webhook part of a manifest: subscriptions, proof of origin, and what an event sets going.
#include "connect/programs/manifest_parts.h"
#include "connect/programs/template.h"
#include <algorithm>

namespace wellkept::programs {
namespace {

// "body", "'text'", "header NAME" or "header NAME field F"; header names are lower-cased, as HTTP compares them.
WebhookPart part(Section& s, std::string_view key, std::string const& text)
{
    WebhookPart out;
    using From = WebhookPart::From;
    if (text == "body") {
        out.from = From::body;
        return out;
    }
    if (text.size() > 2 && text.front() == '\'' && text.back() == '\'') {
        out.name = text.substr(1, text.size() - 2);
        return out;
    }
    auto const header = std::string_view("header ");
    if (text.substr(0, header.size()) != header) {
        s.fault(key, "write body, 'text' in quotes, or header NAME, or header NAME field F");
        return out;
    }
    auto rest = text.substr(header.size());
    out.from = From::header;
    if (auto const at = rest.find(" field "); at != std::string::npos) {
        out.from = From::header_field;
        out.field = rest.substr(at + 7);
        rest.resize(at);
    }
    std::transform(rest.begin(), rest.end(), rest.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    if (rest.empty() || rest.find(' ') != std::string::npos || (out.from == From::header_field && out.field.empty()))
        s.fault(key, "name one header, and one field of it at most");
    out.name = rest;
    return out;
}

WebhookScheme read_scheme(ReadContext& context, YAML::Node const& node)
{
    WebhookScheme out;
    Section s(context.faults, node, "webhook signature");
    using K = WebhookScheme::Kind;
    s.required("kind");
    out.kind = s.choice_or<K>(
        "kind", { { "none", K::none }, { "hmac", K::hmac }, { "header_equals", K::header_equals } }, K::none);
    if (out.kind == K::none) return out;
    using S = WebhookScheme::Secret;
    out.secret = s.choice_or<S>("secret",
        { { "client_secret", S::client_secret }, { "client_id", S::client_id }, { "subscription", S::subscription } },
        S::client_secret);
    out.signature = part(s, "signature", s.text("signature"));
    if (out.signature.from != WebhookPart::From::header && out.signature.from != WebhookPart::From::header_field)
        s.fault("signature", "a signature stands in a header");
    out.prefix = s.text_or("prefix", "");
    if (out.kind == K::header_equals) return out;
    if (out.secret == S::client_id) s.fault("secret", "a client id is public; it proves nothing as a key");
    out.hash = s.choice_or<std::string>(
        "hash", { { "sha256", "sha256" }, { "sha1", "sha1" }, { "sha512", "sha512" } }, "sha256");
    out.encoding =
        s.choice_or<std::string>("encoding", { { "hex", "hex" }, { "HEX", "HEX" }, { "base64", "base64" } }, "hex");
    out.key_suffix = s.text_or("key_suffix", "");
    for (auto const& text : s.texts("over")) out.over.push_back(part(s, "over", text));
    if (std::none_of(out.over.begin(), out.over.end(), [](auto const& p) { return p.from == WebhookPart::From::body; }))
        s.fault("over", "a signature that does not cover the body proves nothing; add body");
    if (auto const node_ts = s.node("timestamp"); s.has("timestamp")) {
        out.timestamp = part(s, "timestamp", s.text("timestamp"));
        bool const covered = std::any_of(out.over.begin(), out.over.end(), [&](auto const& p) {
            return p.from == out.timestamp->from && p.name == out.timestamp->name && p.field == out.timestamp->field;
        });
        if (!covered) s.fault("timestamp", "the signature does not cover it, so it stops no replay; add it to over");
        out.timestamp_ms = s.flag_or("timestamp_ms", false);
        out.tolerance_seconds = s.number_or("tolerance_seconds", 1, 86'400, 300);
    }
    return out;
}

void read_topics(ReadContext& context, Section& s, Webhook& out)
{
    std::string multiplied;
    std::vector<std::string> words;
    if (auto const node = s.node("topics_times"); s.has("topics_times")) {
        Section m(context.faults, node, "webhook topics_times");
        multiplied = m.text("value");
        words = m.texts("of");
        if (words.empty()) m.fault("of", "list the words");
    }
    for (auto const& node : s.list("topics")) {
        Section t(context.faults, node, "webhook topic");
        WebhookTopic topic;
        topic.name = t.text("name");
        for (auto const& [name, value] : t.pairs("values")) topic.values.emplace_back("topic." + name, value);
        for (auto& category : t.texts("categories")) {
            if (!context.manifest.find_category(category))
                t.fault("categories", "'" + category + "' is not under collects");
            topic.categories.insert(std::move(category));
        }
        if (words.empty()) out.topics.push_back(topic);
        for (auto const& word : words) {
            auto one = topic;
            one.name += "." + word;
            one.values.emplace_back("topic." + multiplied, word);
            out.topics.push_back(std::move(one));
        }
    }
    if (out.subscribe && out.topics.empty()) s.fault("topics is missing; say what to subscribe to");
    for (auto const* request : { &out.subscribe, &out.renew, &out.unsubscribe }) {
        if (!*request) continue;
        for (auto const& [name, text] : (*request)->params) {
            auto const names = placeholders(text);
            if (!names) continue;
            for (auto const& placeholder : *names)
                for (auto const& topic : out.topics)
                    if (placeholder.starts_with("topic.")
                        && std::none_of(topic.values.begin(), topic.values.end(),
                            [&](auto const& v) { return v.first == placeholder; }))
                        s.fault("topics", "the topic " + topic.name + " has no value for {" + placeholder + "}");
        }
    }
}

} // namespace

Webhook read_webhook_section(ReadContext& context, YAML::Node const& node)
{
    Webhook out;
    Section s(context.faults, node, "webhook");
    s.required("format"), s.required("per");
    out.form = s.choice_or<bool>("format", { { "form", true }, { "json", false } }, false);
    out.per_user = s.choice_or<bool>("per", { { "user", true }, { "app", false } }, false);
    if (auto const challenge = s.node("challenge"); s.has("challenge")) {
        Section c(context.faults, challenge, "webhook challenge");
        c.required("style");
        out.challenge = c.choice_or<std::string>("style",
            { { "none", "none" }, { "head_ok", "head_ok" }, { "get_challenge", "get_challenge" },
                { "get_code", "get_code" }, { "two_posts", "two_posts" } },
            "none");
        out.challenge_param = c.text_or("param", "");
        out.token_param = c.text_or("token_param", "");
        out.challenge_reply = c.text_or("reply", "");
        if (out.challenge == "get_challenge" && (out.challenge_param.empty() || out.challenge_reply.empty()))
            c.fault("a get_challenge needs param and reply");
        if (out.challenge == "get_code" && out.token_param.empty()) c.fault("a get_code needs token_param");
    } else {
        out.challenge = "none";
    }
    out.signature = read_scheme(context, s.required("signature"));
    auto call = [&](std::string const& key) -> std::optional<Request> {
        auto const n = s.node(key);
        if (!s.has(key)) return std::nullopt;
        return read_request(context, n, "webhook " + key, Use::subscription);
    };
    out.subscribe = call("subscribe");
    out.renew = call("renew");
    out.unsubscribe = call("unsubscribe");
    read_topics(context, s, out);
    out.subscription_at = s.pointer_or("subscription_at", "");
    out.expires_at = s.pointer_or("expires_at", "");
    if (out.renew && out.expires_at.empty()) s.fault("renew", "say by expires_at when a subscription ends");
    out.answer_seconds = s.number_or("answer_seconds", 1, 60, 10);

    Section e(context.faults, s.required("event"), "webhook event");
    out.each = e.pointer_or("each", "");
    out.user = e.pointer_or("user", e.text("user"));
    out.type = e.pointer_or("type", e.text("type"));
    out.object = e.pointer_or("object", "");
    out.action = e.pointer_or("action", "");
    out.from = e.pointer_or("from", "");
    out.to = e.pointer_or("to", "");
    if (e.has("from") || e.has("to")) e.required("as");
    out.range_as = e.choice_or("as", time_forms, TimeForm::epoch_s);
    if (out.range_as == TimeForm::local) e.fault("as", "a range on the person's clock is no range; use another form");
    for (auto& [theirs, ours] : e.pairs("actions")) {
        if (ours != "upsert" && ours != "delete" && ours != "disconnect")
            e.fault("actions", "'" + ours + "' is none of upsert, delete, disconnect");
        out.actions.emplace(std::move(theirs), std::move(ours));
    }
    if (out.action.empty() != out.actions.empty()) e.fault("actions", "action and actions need each other");

    for (auto const& item : s.list("run")) {
        Section r(context.faults, item, "webhook run");
        WebhookRun run;
        run.type = r.text("type");
        run.requests = r.texts("requests");
        run.by_object = r.flag_or("by_object", false);
        run.withdrawn_record = r.text_or("withdrawn_record", "");
        for (auto const& name : run.requests) {
            auto const* request = context.manifest.find_request(name);
            if (!request) r.fault("requests", "no data request '" + name + "'");
            if (request && run.by_object && !request->by_object)
                r.fault("by_object", "the request '" + name + "' has no by_object call");
        }
        if (run.by_object && out.object.empty()) r.fault("by_object", "say by event object where the id stands");
        if (!run.withdrawn_record.empty() && run.withdrawn_record.find("{object_id}") == std::string::npos)
            r.fault("withdrawn_record", "it must hold {object_id}");
        if (out.run_for(run.type)) r.fault("type", "'" + run.type + "' stands twice");
        out.run.push_back(std::move(run));
    }
    return out;
}

} // namespace wellkept::programs
