#include "platform/json/json.h"
#include <algorithm>
#include <charconv>
#include <cmath>

namespace wellkept::json::detail {

static constexpr double exact_integers = 9007199254740992.0; // 2^53: beyond it a double is no sure integer

static void spell(Place const& place, std::string& out)
{
    if (place.parent) spell(*place.parent, out);
    switch (place.kind) {
    case Place::root:
        break;
    case Place::in_object:
        if (!out.empty()) out += '.';
        out += place.member;
        break;
    case Place::in_array:
        out += '[' + std::to_string(place.index) + ']';
        break;
    case Place::in_map:
        out += "[*]";
        break; // the key came from outside
    }
}

bool Fault::set(Place const& place, std::string_view what)
{
    text.clear();
    spell(place, text);
    if (text.empty()) text = "The JSON";
    text += ' ';
    text += what;
    text += '.';
    return false;
}

static std::string shown(double d)
{
    char out[32];
    auto const end = std::to_chars(out, out + sizeof out, d).ptr;
    return { out, end };
}

static std::size_t code_points(std::string_view s)
{
    return std::size_t(std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

static std::optional<double> number(bj::value const& v)
{
    if (auto const* const d = v.if_double()) return *d;
    if (auto const* const i = v.if_int64()) return double(*i);
    if (auto const* const u = v.if_uint64()) return double(*u);
    return std::nullopt;
}

static bool in_bounds(double d, Place const& place, Bounds const& bounds, Fault& fault)
{
    if (bounds.min && d < *bounds.min) return fault.set(place, "is less than " + shown(*bounds.min));
    if (bounds.max && d > *bounds.max) return fault.set(place, "is more than " + shown(*bounds.max));
    return true;
}

static bool count_in_bounds(std::size_t n, Place const& place, Bounds const& bounds, Fault& fault)
{
    if (n > bounds.items_max) return fault.set(place, "has more than " + std::to_string(bounds.items_max) + " items");
    if (n < bounds.items_min) return fault.set(place, "has fewer than " + std::to_string(bounds.items_min) + " items");
    return true;
}

bool read(bj::value const& from, bool& to, Place const& place, Bounds const&, Fault& fault)
{
    if (!from.is_bool()) return fault.set(place, "is not true or false");
    to = from.get_bool();
    return true;
}

bool read(bj::value const& from, std::string& to, Place const& place, Bounds const& bounds, Fault& fault)
{
    auto const* const s = from.if_string();
    if (!s) return fault.set(place, "is not a string");
    auto const n = code_points({ s->data(), s->size() });
    if (n > bounds.length_max)
        return fault.set(place, "is longer than " + std::to_string(bounds.length_max) + " characters");
    if (n < bounds.length_min)
        return fault.set(place,
            n == 0 ? std::string("is empty") : "is shorter than " + std::to_string(bounds.length_min) + " characters");
    to.assign(s->data(), s->size());
    return true;
}

bool read(bj::value const& from, double& to, Place const& place, Bounds const& bounds, Fault& fault)
{
    auto const d = number(from);
    if (!d || !std::isfinite(*d)) return fault.set(place, "is not a number");
    to = *d;
    return in_bounds(to, place, bounds, fault);
}

bool read(bj::value const& from, Uuid& to, Place const& place, Bounds const&, Fault& fault)
{
    auto const* const s = from.if_string();
    auto const id = s ? Uuid::parse({ s->data(), s->size() }) : std::nullopt;
    if (!id) return fault.set(place, "is not an id of 36 characters like 01890a5d-ac96-774b-bcce-b302099a8057");
    to = *id;
    return true;
}

bool read(bj::value const& from, Instant& to, Place const& place, Bounds const&, Fault& fault)
{
    auto const* const s = from.if_string();
    auto const t = s ? parse_rfc3339({ s->data(), s->size() }) : std::nullopt;
    if (!t) return fault.set(place, "is not a date-time like 2026-01-31T08:00:00Z");
    to = *t;
    return true;
}

bool read(bj::value const& from, Date& to, Place const& place, Bounds const&, Fault& fault)
{
    auto const* const s = from.if_string();
    auto const t =
        s && s->size() == 10 ? parse_rfc3339(std::string(s->data(), s->size()) + "T00:00:00Z") : std::nullopt;
    if (!t) return fault.set(place, "is not a date like 2026-01-31");
    to = Date(std::chrono::floor<std::chrono::days>(*t));
    return true;
}

bool read(bj::value const& from, bj::value& to, Place const&, Bounds const&, Fault&)
{
    to = from;
    return true;
}

bool read_integer(bj::value const& from, std::int64_t& out, std::int64_t least, std::int64_t most, Place const& place,
    Bounds const& bounds, Fault& fault)
{
    if (auto const* const i = from.if_int64()) {
        out = *i;
    } else if (auto const* const d = from.if_double(); d && std::trunc(*d) == *d && std::abs(*d) <= exact_integers) {
        out = static_cast<std::int64_t>(*d); // 5.0 is an integer to JSON Schema
    } else {
        return fault.set(place, number(from) ? "is not a whole number in range" : "is not a number");
    }
    if (out < least || out > most) return fault.set(place, "is not a whole number in range");
    return in_bounds(double(out), place, bounds, fault);
}

static std::string listed(std::string_view before, auto const& items, auto name_of)
{
    std::string out(before);
    char const* between = "";
    for (auto const& item : items) {
        out += between;
        out += '"';
        out += name_of(item);
        out += '"';
        between = ", ";
    }
    return out;
}

bool read_name(bj::value const& from, std::span<std::string_view const> names, std::size_t& index, Place const& place,
    Fault& fault)
{
    if (auto const* const s = from.if_string()) {
        auto const at = std::find(names.begin(), names.end(), std::string_view(s->data(), s->size()));
        if (at != names.end()) {
            index = std::size_t(at - names.begin());
            return true;
        }
    }
    return fault.set(place, listed("is not one of ", names, [](auto const& n) { return n; }));
}

bj::array const* read_array(bj::value const& from, Place const& place, Bounds const& bounds, Fault& fault)
{
    auto const* const array = from.if_array();
    if (!array) {
        fault.set(place, "is not an array");
        return nullptr;
    }
    return count_in_bounds(array->size(), place, bounds, fault) ? array : nullptr;
}

bj::object const* read_map(bj::value const& from, Place const& place, Bounds const& bounds, Fault& fault)
{
    auto const* const object = from.if_object();
    if (!object) {
        fault.set(place, "is not an object");
        return nullptr;
    }
    if (!count_in_bounds(object->size(), place, bounds, fault)) return nullptr;
    for (auto const& member : *object)
        if (code_points({ member.key().data(), member.key().size() }) > map_key_length_max) {
            fault.set(place, "has a name longer than " + std::to_string(map_key_length_max) + " characters");
            return nullptr;
        }
    return object;
}

bool read_object(bj::value const& from, void* object, std::span<Reader const> members, Place const& place, Fault& fault)
{
    auto const* const given = from.if_object();
    if (!given) return fault.set(place, "is not an object");
    std::size_t used = 0;
    for (auto const& member : members) {
        Place const here { &place, member.name, 0, Place::in_object };
        auto const* const value = given->if_contains(member.name);
        if (value) {
            ++used;
            if (!member.read(*value, object, here, member.bounds, fault)) return false;
        } else if (member.required) {
            return fault.set(here, "is missing");
        }
    }
    if (used != given->size())
        return fault.set(place,
            members.empty() ? std::string("has a member, and none is known here")
                            : listed("has a member that is not known here; known are ", members,
                                [](Reader const& m) { return m.name; }));
    return true;
}

} // namespace wellkept::json::detail
