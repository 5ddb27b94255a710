#include "platform/json/json.h"
#include <charconv>
#include <cmath>
#include <cstdio>

namespace wellkept::json {

namespace bj = boost::json;

namespace detail {

bj::value write(Instant t) { return bj::value(rfc3339(t)); }

bj::value write(Date d)
{
    char out[40];
    std::snprintf(out, sizeof out, "%04d-%02u-%02u", int(d.year()), unsigned(d.month()), unsigned(d.day()));
    return bj::value(out);
}

bj::value write_object(void const* object, std::span<Writer const> members)
{
    bj::object out;
    out.reserve(members.size());
    for (auto const& member : members) {
        bj::value value;
        if (member.write(object, value)) out.emplace(member.name, std::move(value));
    }
    return out;
}

} // namespace detail

static void append_string(std::string& out, bj::string_view s, bj::serializer& serializer)
{
    serializer.reset(s);
    char buffer[512];
    while (!serializer.done()) {
        auto const part = serializer.read(buffer);
        out.append(part.data(), part.size());
    }
}

template <typename N> static void append_number(std::string& out, N n)
{
    char buffer[32];
    auto const end = std::to_chars(buffer, buffer + sizeof buffer, n).ptr;
    out.append(buffer, end);
}

// boost::json::serialize writes 36.6 as 3.66E1; people read our answers too.
static void append(std::string& out, bj::value const& v, bj::serializer& serializer)
{
    switch (v.kind()) {
    case bj::kind::null:
        out += "null";
        break;
    case bj::kind::bool_:
        out += v.get_bool() ? "true" : "false";
        break;
    case bj::kind::int64:
        append_number(out, v.get_int64());
        break;
    case bj::kind::uint64:
        append_number(out, v.get_uint64());
        break;
    case bj::kind::double_:
        if (!std::isfinite(v.get_double()))
            out += "null";
        else if (v.get_double() == 0 && std::signbit(v.get_double()))
            out += "-0.0"; // a plain -0 would read back as the integer 0
        else
            append_number(out, v.get_double());
        break;
    case bj::kind::string:
        append_string(out, v.get_string(), serializer);
        break;
    case bj::kind::array: {
        char before = '[';
        for (auto const& item : v.get_array()) {
            out += before;
            append(out, item, serializer);
            before = ',';
        }
        if (before == '[') out += before;
        out += ']';
        break;
    }
    case bj::kind::object: {
        char before = '{';
        for (auto const& member : v.get_object()) {
            out += before;
            append_string(out, member.key(), serializer);
            out += ':';
            append(out, member.value(), serializer);
            before = ',';
        }
        if (before == '{') out += before;
        out += '}';
        break;
    }
    }
}

std::string text(bj::value const& v)
{
    std::string out;
    bj::serializer serializer; // for the strings
    append(out, v, serializer);
    return out;
}

} // namespace wellkept::json
