#include "connect/programs/template.h"
#include <algorithm>

namespace wellkept::programs {

Result<std::vector<std::string>> placeholders(std::string_view text)
{
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '}') return bad_input("there is a } without its {");
        if (text[at] != '{') continue;
        auto const end = text.find_first_of("{}", at + 1);
        if (end == std::string_view::npos || text[end] == '{' || end == at + 1)
            return bad_input("close each { with a }, with a name between");
        out.emplace_back(text.substr(at + 1, end - at - 1));
        at = end;
    }
    return out;
}

namespace {

// Calls `plain` for literal text and `named` for each placeholder; the text has been checked at load.
template <typename Plain, typename Named> bool each_part(std::string_view text, Plain plain, Named named)
{
    while (!text.empty()) {
        auto const open = text.find('{');
        plain(text.substr(0, open));
        if (open == std::string_view::npos) return true;
        auto const close = text.find('}', open);
        if (close == std::string_view::npos) return false;
        if (!named(text.substr(open + 1, close - open - 1))) return false;
        text.remove_prefix(close + 1);
    }
    return true;
}

bool unreserved(std::string_view s)
{
    return !s.empty() && s != "." && s != ".." && std::all_of(s.begin(), s.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.'
            || c == '_' || c == '~';
    });
}

Result<std::string> expand_url(Manifest const& manifest, std::string_view text, Vars const& vars)
{
    std::string out;
    bool unsafe = false;
    bool const whole = each_part(
        text, [&](auto plain) { out += plain; },
        [&](auto name) {
            if (auto const it = manifest.endpoints.find(name); it != manifest.endpoints.end()) {
                out += it->second;
                return true;
            }
            auto const it = vars.find(name);
            if (it == vars.end()) return false;
            unsafe = unsafe || !unreserved(it->second);
            out += it->second;
            return true;
        });
    if (!whole) return bug("a placeholder of the address has no value: " + std::string(text));
    if (unsafe) return bad_input("The id from the vendor cannot stand in an address.", manifest.code);
    return out;
}

void put(Fields& fields, std::string const& name, std::string value)
{
    for (auto& field : fields)
        if (field.first == name) {
            field.second = std::move(value);
            return;
        }
    fields.emplace_back(name, std::move(value));
}

} // namespace

std::optional<std::string> expand(std::string_view text, Vars const& vars)
{
    std::string out;
    bool const whole = each_part(
        text, [&](auto plain) { out += plain; },
        [&](auto name) {
            auto const it = vars.find(name);
            if (it == vars.end()) return false;
            out += it->second;
            return true;
        });
    if (!whole) return std::nullopt;
    return out;
}

Result<Call> fill(Manifest const& manifest, Request const& request, Vars const& vars)
{
    Call call { request.method, TRY(expand_url(manifest, request.url, vars)), request.encoding, request.auth, {}, {} };
    for (auto const& [name, text] : request.params)
        if (auto value = expand(text, vars)) call.params.emplace_back(name, std::move(*value));
    for (auto const& [name, text] : request.headers) {
        auto value = expand(text, vars);
        if (value && value->find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
            return bad_input("A value for a header holds a line break.", manifest.code);
        if (value) call.headers.emplace_back(name, std::move(*value));
    }
    if (request.sign.empty()) return call;

    auto const* scheme = manifest.find_signing(request.sign);
    if (!scheme) return bug("no signing scheme " + request.sign + " in " + manifest.code);
    Vars with = vars;
    for (auto const& [name, value] : call.params) with.insert_or_assign("param." + name, value);
    auto const message = expand(scheme->message, with);
    auto const key = expand(scheme->key, with);
    if (!message || !key) return bug("signing " + request.sign + " of " + manifest.code + " lacks a variable");
    put(call.params, scheme->into, TRY(hmac_text(scheme->hash, *key, *message, scheme->encoding)));
    return call;
}

} // namespace wellkept::programs
