#include "platform/json/json.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace wellkept::json {

namespace bj = boost::json;

namespace {

// Unquoted text of numbers and the like: boost::json::serialize writes 36.6 as 3.66E1, and people read our answers too.
template <typename N> void append_number(std::string& out, N n)
{
    char buffer[32];
    auto const end = std::to_chars(buffer, buffer + sizeof buffer, n).ptr;
    out.append(buffer, end);
}

void append_quoted(std::string& out, std::string_view plain)
{
    out += '"';
    out += plain;
    out += '"';
}

bool needs_escape(std::string_view s)
{
    return std::any_of(
        s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; });
}

} // namespace

namespace detail {

void write(std::string& out, std::string_view s)
{
    if (!needs_escape(s)) return append_quoted(out, s);
    bj::serializer serializer;
    serializer.reset(bj::string_view(s.data(), s.size()));
    char buffer[512];
    while (!serializer.done()) {
        auto const part = serializer.read(buffer);
        out.append(part.data(), part.size());
    }
}

void write(std::string& out, bool b) { out += b ? "true" : "false"; }

void write(std::string& out, double d)
{
    if (!std::isfinite(d))
        out += "null";
    else if (d == 0 && std::signbit(d))
        out += "-0.0"; // a plain -0 would read back as the integer 0
    else
        append_number(out, d);
}

void write(std::string& out, std::int64_t n) { append_number(out, n); }
void write(std::string& out, Uuid id) { append_quoted(out, id.text()); }
void write(std::string& out, Instant t) { append_quoted(out, rfc3339(t)); }

void write(std::string& out, Date d)
{
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", int(d.year()), unsigned(d.month()), unsigned(d.day()));
    append_quoted(out, text);
}

void write(std::string& out, bj::value const& v)
{
    switch (v.kind()) {
    case bj::kind::null:
        out += "null";
        break;
    case bj::kind::bool_:
        write(out, v.get_bool());
        break;
    case bj::kind::int64:
        write(out, v.get_int64());
        break;
    case bj::kind::uint64:
        append_number(out, v.get_uint64());
        break;
    case bj::kind::double_:
        write(out, v.get_double());
        break;
    case bj::kind::string:
        write(out, std::string_view(v.get_string()));
        break;
    case bj::kind::array: {
        char before = '[';
        for (auto const& item : v.get_array()) {
            out += before;
            write(out, item);
            before = ',';
        }
        out += before == '[' ? "[]" : "]";
        break;
    }
    case bj::kind::object: {
        char before = '{';
        for (auto const& member : v.get_object()) {
            out += before;
            write(out, std::string_view(member.key()));
            out += ':';
            write(out, member.value());
            before = ',';
        }
        out += before == '{' ? "{}" : "}";
        break;
    }
    }
}

void write_object(std::string& out, void const* object, std::span<Writer const> members)
{
    char before = '{';
    for (auto const& member : members) {
        if (!member.filled(object)) continue;
        out += before;
        append_quoted(out, member.name);
        out += ':';
        member.write(object, out);
        before = ',';
    }
    out += before == '{' ? "{}" : "}";
}

} // namespace detail

std::string text(bj::value const& v)
{
    std::string out;
    detail::write(out, v);
    return out;
}

} // namespace wellkept::json
