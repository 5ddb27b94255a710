// The templates of json.h. Kept lean: a described type becomes a constant table of small functions, and everything
// that need not know the type is in decode.cpp, encode.cpp and schema.cpp.
#pragma once
#include "platform/json/json.h"
#include <array>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace wellkept::json::detail {

namespace bj = boost::json;
using Date = std::chrono::year_month_day;

// ---- where we are in a document, written out only for an error ----

struct Place {
    Place const* parent = nullptr;
    std::string_view member {}; // a name of ours
    std::size_t index = 0;
    enum { root, in_object, in_array, in_map } kind = root;
};

// The first thing found wrong. All of these return false, so that a reader can end with them.
struct Fault {
    std::string text;
    bool set(Place const&, std::string_view what); // "<path> <what>."
};

// ---- what needs no template ----

inline constexpr std::size_t map_key_length_max = 200; // code points

bool read(bj::value const&, bool&, Place const&, Bounds const&, Fault&);
bool read(bj::value const&, std::string&, Place const&, Bounds const&, Fault&);
bool read(bj::value const&, double&, Place const&, Bounds const&, Fault&);
bool read(bj::value const&, Uuid&, Place const&, Bounds const&, Fault&);
bool read(bj::value const&, Instant&, Place const&, Bounds const&, Fault&);
bool read(bj::value const&, Date&, Place const&, Bounds const&, Fault&);
bool read(bj::value const&, bj::value&, Place const&, Bounds const&, Fault&);
bool read_integer(
    bj::value const&, std::int64_t& out, std::int64_t least, std::int64_t most, Place const&, Bounds const&, Fault&);
bool read_name(bj::value const&, std::span<std::string_view const> names, std::size_t& index, Place const&, Fault&);
bj::array const* read_array(bj::value const&, Place const&, Bounds const&, Fault&);
bj::object const* read_map(bj::value const&, Place const&, Bounds const&, Fault&);

void write(std::string& out, std::string_view);
void write(std::string& out, bool);
void write(std::string& out, double);
void write(std::string& out, std::int64_t);
void write(std::string& out, Uuid);
void write(std::string& out, Instant);
void write(std::string& out, Date);
void write(std::string& out, bj::value const&);

bj::value schema_of_string(Bounds const&);
bj::value schema_of_format(std::string_view format);
bj::value schema_of_integer(std::int64_t least, std::int64_t most, Bounds const&);
bj::value schema_of_number(Bounds const&);
bj::value schema_of_names(std::span<std::string_view const>);
bj::value schema_of_array(bj::value items, Bounds const&);
bj::value schema_of_map(bj::value values, Bounds const&);

// ---- described types as tables ----

constexpr std::string_view wire_name(char const* described)
{
    std::string_view s(described);
    if (s.size() > 1 && s.back() == '_') s.remove_suffix(1);
    return s;
}

struct Reader {
    std::string_view name;
    bool required;
    Bounds bounds;
    bool (*read)(bj::value const&, void* object, Place const&, Bounds const&, Fault&);
};
bool read_object(bj::value const&, void* object, std::span<Reader const>, Place const&, Fault&);

struct Writer {
    std::string_view name;
    bool (*filled)(void const* object); // false: leave it out
    void (*write)(void const* object, std::string& out);
};
void write_object(std::string& out, void const* object, std::span<Writer const>);

struct Describer {
    std::string_view name;
    bool required;
    Bounds bounds;
    bj::value (*describe)(Bounds const&);
};
bj::value schema_of_object(std::span<Describer const>);

// ---- kinds of type ----

template <typename T, template <typename...> class Of> inline constexpr bool is_a = false;
template <template <typename...> class Of, typename... A> inline constexpr bool is_a<Of<A...>, Of> = true;

template <typename T> inline constexpr bool is_optional = is_a<T, std::optional>;
template <typename T> inline constexpr bool is_id = is_a<T, Id>;
template <typename T>
concept Direct = std::same_as<T, bool> || std::same_as<T, std::string> || std::same_as<T, double> || std::same_as<T,
    Uuid> || std::same_as<T, Instant> || std::same_as<T, Date> || std::same_as<T, bj::value>;
template <typename T>
concept Integer =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, std::uint64_t>;
template <typename T>
concept StringMap = is_a<T, std::map> && std::same_as<typename T::key_type, std::string>;
template <typename T>
concept Enumeration = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;
template <typename T>
concept Object = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

template <typename T> constexpr Bounds bounds_of(std::string_view member)
{
    if constexpr (requires {
                      {
                          T::bounds(member)
                          } -> std::convertible_to<Bounds>;
                  })
        return T::bounds(member);
    else
        return {};
}

template <typename T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
template <typename T, auto Pointer> using MemberType = std::remove_cvref_t<decltype(std::declval<T&>().*Pointer)>;

template <typename E> struct Names {
    template <template <typename...> class L, typename... D>
    static constexpr std::array<std::string_view, sizeof...(D)> names(L<D...>)
    {
        return { wire_name(D::name)... };
    }
    template <template <typename...> class L, typename... D>
    static constexpr std::array<E, sizeof...(D)> values(L<D...>)
    {
        return { D::value... };
    }
    static constexpr auto name = names(boost::describe::describe_enumerators<E> {});
    static constexpr auto value = values(boost::describe::describe_enumerators<E> {});
};

template <Integer T> inline constexpr std::int64_t least = std::numeric_limits<T>::min();
template <Integer T> inline constexpr std::int64_t most = std::numeric_limits<T>::max();

template <typename T> inline constexpr bool unsupported = false;

// ---- decode ----

template <typename T> struct Readers;

template <typename T>
bool read_any(bj::value const& from, T& to, Place const& place, Bounds const& bounds, Fault& fault)
{
    if constexpr (Direct<T>) {
        return read(from, to, place, bounds, fault);
    } else if constexpr (Integer<T>) {
        std::int64_t wide = 0;
        if (!read_integer(from, wide, least<T>, most<T>, place, bounds, fault)) return false;
        to = static_cast<T>(wide);
        return true;
    } else if constexpr (is_id<T>) {
        return read(from, to.value, place, bounds, fault);
    } else if constexpr (Enumeration<T>) {
        std::size_t index = 0;
        if (!read_name(from, Names<T>::name, index, place, fault)) return false;
        to = Names<T>::value[index];
        return true;
    } else if constexpr (is_optional<T>) {
        if (from.is_null()) return true;
        return read_any(from, to.emplace(), place, bounds, fault);
    } else if constexpr (is_a<T, std::vector>) {
        auto const* const array = read_array(from, place, bounds, fault);
        if (!array) return false;
        to.reserve(array->size());
        for (std::size_t i = 0; i < array->size(); ++i) {
            typename T::value_type item {}; // not emplace_back(): std::vector<bool> has no references
            if (!read_any((*array)[i], item, Place { &place, {}, i, Place::in_array }, bounds, fault)) return false;
            to.push_back(std::move(item));
        }
        return true;
    } else if constexpr (StringMap<T>) {
        auto const* const object = read_map(from, place, bounds, fault);
        if (!object) return false;
        Place const inside { &place, {}, 0, Place::in_map };
        for (auto const& [key, value] : *object)
            if (!read_any(value, to[std::string(key)], inside, bounds, fault)) return false;
        return true;
    } else if constexpr (Object<T>) {
        return read_object(from, &to, Readers<T>::table, place, fault);
    } else {
        static_assert(unsupported<T>, "not a type that JSON is decoded to; see json.h");
    }
}

template <typename T, auto Pointer>
bool read_member(bj::value const& from, void* object, Place const& place, Bounds const& bounds, Fault& fault)
{
    return read_any(from, static_cast<T*>(object)->*Pointer, place, bounds, fault);
}

template <typename T> struct Readers {
    template <template <typename...> class L, typename... D>
    static constexpr std::array<Reader, sizeof...(D)> make(L<D...>)
    {
        return { Reader { wire_name(D::name), !is_optional<MemberType<T, D::pointer>>, bounds_of<T>(wire_name(D::name)),
            &read_member<T, D::pointer> }... };
    }
    static constexpr auto table = make(Members<T> {});
};

// ---- encode: straight to text, since answers are long and nothing reads the tree between ----

template <typename T> struct Writers;

template <typename T> void write_any(std::string& out, T const& v)
{
    if constexpr (std::same_as<T, std::string> || std::same_as<T, std::string_view>) {
        write(out, std::string_view(v));
    } else if constexpr (Direct<T>) {
        write(out, v);
    } else if constexpr (is_id<T>) {
        write(out, v.value);
    } else if constexpr (Integer<T>) {
        write(out, static_cast<std::int64_t>(v));
    } else if constexpr (Enumeration<T>) {
        for (std::size_t i = 0; i < Names<T>::value.size(); ++i)
            if (Names<T>::value[i] == v) return write(out, Names<T>::name[i]);
        out += "null";
    } else if constexpr (is_optional<T>) {
        if (v)
            write_any(out, *v);
        else
            out += "null";
    } else if constexpr (is_a<T, std::vector>) {
        char before = '[';
        for (auto const& item : v) {
            out += before;
            write_any<typename T::value_type>(out, item);
            before = ',';
        }
        out += before == '[' ? "[]" : "]";
    } else if constexpr (StringMap<T>) {
        char before = '{';
        for (auto const& [key, value] : v) {
            out += before;
            write(out, std::string_view(key));
            out += ':';
            write_any(out, value);
            before = ',';
        }
        out += before == '{' ? "{}" : "}";
    } else if constexpr (Object<T>) {
        write_object(out, &v, Writers<T>::table);
    } else {
        static_assert(unsupported<T>, "not a type that JSON is encoded from; see json.h");
    }
}

template <typename T, auto Pointer> bool filled(void const* object)
{
    if constexpr (is_optional<MemberType<T, Pointer>>) return (static_cast<T const*>(object)->*Pointer).has_value();
    return true;
}
template <typename T, auto Pointer> void write_member(void const* object, std::string& out)
{
    write_any(out, static_cast<T const*>(object)->*Pointer);
}

template <typename T> struct Writers {
    template <template <typename...> class L, typename... D>
    static constexpr std::array<Writer, sizeof...(D)> make(L<D...>)
    {
        return { Writer { wire_name(D::name), &filled<T, D::pointer>, &write_member<T, D::pointer> }... };
    }
    static constexpr auto table = make(Members<T> {});
};

// ---- schema ----

template <typename T> struct Describers;

template <typename T> bj::value schema_of(Bounds const& bounds)
{
    if constexpr (std::same_as<T, bool>)
        return bj::object { { "type", "boolean" } };
    else if constexpr (std::same_as<T, std::string> || std::same_as<T, std::string_view>)
        return schema_of_string(bounds);
    else if constexpr (std::same_as<T, double>)
        return schema_of_number(bounds);
    else if constexpr (std::same_as<T, Uuid> || is_id<T>)
        return schema_of_format("uuid");
    else if constexpr (std::same_as<T, Instant>)
        return schema_of_format("date-time");
    else if constexpr (std::same_as<T, Date>)
        return schema_of_format("date");
    else if constexpr (std::same_as<T, bj::value>)
        return bj::object {};
    else if constexpr (Integer<T>)
        return schema_of_integer(least<T>, most<T>, bounds);
    else if constexpr (Enumeration<T>)
        return schema_of_names(Names<T>::name);
    else if constexpr (is_optional<T>)
        return schema_of<typename T::value_type>(bounds);
    else if constexpr (is_a<T, std::vector>)
        return schema_of_array(schema_of<typename T::value_type>(bounds), bounds);
    else if constexpr (StringMap<T>)
        return schema_of_map(schema_of<typename T::mapped_type>(bounds), bounds);
    else if constexpr (Object<T>)
        return schema_of_object(Describers<T>::table);
    else
        static_assert(unsupported<T>, "not a type that JSON is decoded to; see json.h");
}

template <typename T> struct Describers {
    template <template <typename...> class L, typename... D>
    static constexpr std::array<Describer, sizeof...(D)> make(L<D...>)
    {
        return { Describer { wire_name(D::name), !is_optional<MemberType<T, D::pointer>>,
            bounds_of<T>(wire_name(D::name)), &schema_of<MemberType<T, D::pointer>> }... };
    }
    static constexpr auto table = make(Members<T> {});
};

} // namespace wellkept::json::detail

namespace wellkept::json {

template <typename T> Result<T> decode(boost::json::value const& from)
{
    T out {};
    detail::Fault fault;
    if (!detail::read_any(from, out, detail::Place {}, Bounds {}, fault)) return bad_input(fault.text);
    return out;
}

template <typename T> Result<T> decode_text(std::string_view text) { return decode<T>(TRY(parse(text))); }

template <typename T> std::string encode_text(T const& v)
{
    std::string out;
    detail::write_any(out, v);
    return out;
}

template <typename T> boost::json::value encode(T const& v) { return boost::json::parse(encode_text(v)); }

template <typename T> boost::json::value schema_value() { return detail::schema_of<T>(Bounds {}); }

template <typename T> std::string schema() { return text(schema_value<T>()); }

} // namespace wellkept::json
