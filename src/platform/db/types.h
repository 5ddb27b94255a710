// The C++ types a column or parameter may have, and their binary form (PostgreSQL 15, "send" functions of each type).
#pragma once
#include "base/clock.h"
#include "base/ids.h"
#include <array>
#include <bit>
#include <boost/pfr/core.hpp>
#include <boost/pfr/tuple_size.hpp>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wellkept {
struct Unit;
}

namespace wellkept::db {

struct Bytes {
    std::string data;
    auto operator<=>(Bytes const&) const = default;
};

using TypeOid = std::uint32_t; // pg_type.oid; those of built-in types never change
inline constexpr TypeOid void_oid = 2278;

namespace wire {

template <std::integral T> void append(std::string& out, T value)
{
    auto u = static_cast<std::make_unsigned_t<T>>(value);
    char bytes[sizeof(T)];
    for (std::size_t i = sizeof(T); i-- > 0; u = static_cast<decltype(u)>(sizeof(T) > 1 ? u >> 8 : 0))
        bytes[i] = static_cast<char>(u & 0xff);
    out.append(bytes, sizeof(T));
}

// Takes an integer off the front. False if there are too few bytes.
template <std::integral T> bool take(std::string_view& in, T& value)
{
    if (in.size() < sizeof(T)) return false;
    std::make_unsigned_t<T> u = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        u = static_cast<decltype(u)>((static_cast<std::uint64_t>(u) << 8) | static_cast<unsigned char>(in[i]));
    }
    in.remove_prefix(sizeof(T));
    value = static_cast<T>(u);
    return true;
}

template <std::integral T> bool exactly(std::string_view in, T& value)
{
    return in.size() == sizeof(T) && take(in, value);
}

} // namespace wire

// Codec<T>: oid, array_oid, append(out, value), decode(in, value&) -> false if the bytes are no T.
template <typename T> struct Codec;

template <> struct Codec<bool> {
    static constexpr TypeOid oid = 16, array_oid = 1000;
    static void append(std::string& out, bool v) { out += v ? '\1' : '\0'; }
    static bool decode(std::string_view in, bool& v) { return in.size() == 1 && (v = in[0] != 0, true); }
};

template <typename T, TypeOid Oid, TypeOid ArrayOid> struct IntegerCodec {
    static constexpr TypeOid oid = Oid, array_oid = ArrayOid;
    static void append(std::string& out, T v) { wire::append(out, v); }
    static bool decode(std::string_view in, T& v) { return wire::exactly(in, v); }
};
template <> struct Codec<std::int16_t> : IntegerCodec<std::int16_t, 21, 1005> {
};
template <> struct Codec<std::int32_t> : IntegerCodec<std::int32_t, 23, 1007> {
};
template <> struct Codec<std::int64_t> : IntegerCodec<std::int64_t, 20, 1016> {
};

template <> struct Codec<double> {
    static constexpr TypeOid oid = 701, array_oid = 1022;
    static void append(std::string& out, double v) { wire::append(out, std::bit_cast<std::int64_t>(v)); }
    static bool decode(std::string_view in, double& v)
    {
        std::int64_t raw {};
        if (!wire::exactly(in, raw)) return false;
        v = std::bit_cast<double>(raw);
        return true;
    }
};

template <> struct Codec<std::string> {
    static constexpr TypeOid oid = 25, array_oid = 1009;
    static void append(std::string& out, std::string const& v) { out += v; }
    static std::string_view borrow(std::string const& v) { return v; }
    static bool decode(std::string_view in, std::string& v) { return v.assign(in), true; }
};

template <> struct Codec<Bytes> {
    static constexpr TypeOid oid = 17, array_oid = 1001;
    static void append(std::string& out, Bytes const& v) { out += v.data; }
    static std::string_view borrow(Bytes const& v) { return v.data; }
    static bool decode(std::string_view in, Bytes& v) { return v.data.assign(in), true; }
};

template <> struct Codec<Uuid> {
    static constexpr TypeOid oid = 2950, array_oid = 2951;
    static void append(std::string& out, Uuid const& v)
    {
        out.append(reinterpret_cast<char const*>(v.bytes.data()), 16);
    }
    static bool decode(std::string_view in, Uuid& v)
    {
        if (in.size() != 16) return false;
        std::memcpy(v.bytes.data(), in.data(), 16);
        return true;
    }
};

template <typename Tag> struct Codec<Id<Tag>> {
    static constexpr TypeOid oid = Codec<Uuid>::oid, array_oid = Codec<Uuid>::array_oid;
    static void append(std::string& out, Id<Tag> const& v) { Codec<Uuid>::append(out, v.value); }
    static bool decode(std::string_view in, Id<Tag>& v) { return Codec<Uuid>::decode(in, v.value); }
};

// timestamptz: microseconds since 2000-01-01 UTC. -infinity and infinity are refused; an Instant outside PostgreSQL's
// range is refused by the server (SQLSTATE 22008).
template <> struct Codec<Instant> {
    static constexpr TypeOid oid = 1184, array_oid = 1185;
    static constexpr std::int64_t epoch_us = 946'684'800'000'000;
    using Limits = std::numeric_limits<std::int64_t>;
    static void append(std::string& out, Instant const& v)
    {
        auto const unix_us = v.time_since_epoch().count();
        wire::append<std::int64_t>(out, unix_us <= Limits::min() + epoch_us ? Limits::min() + 1 : unix_us - epoch_us);
    }
    static bool decode(std::string_view in, Instant& v)
    {
        std::int64_t us {};
        if (!wire::exactly(in, us) || us == Limits::min() || us > Limits::max() - epoch_us) return false;
        v = Instant(Duration(us + epoch_us));
        return true;
    }
};

// date: days since 2000-01-01; infinities are refused.
template <> struct Codec<std::chrono::sys_days> {
    static constexpr TypeOid oid = 1082, array_oid = 1182;
    static constexpr std::int32_t epoch_days = 10'957;
    static void append(std::string& out, std::chrono::sys_days const& v)
    {
        wire::append<std::int32_t>(out, static_cast<std::int32_t>(v.time_since_epoch().count() - epoch_days));
    }
    static bool decode(std::string_view in, std::chrono::sys_days& v)
    {
        std::int32_t days {};
        using Limits = std::numeric_limits<std::int32_t>;
        if (!wire::exactly(in, days) || days == Limits::min() || days > Limits::max() - epoch_days) return false;
        v = std::chrono::sys_days(std::chrono::days(days + epoch_days));
        return true;
    }
};

// One-dimensional arrays without NULL elements; anything else is refused.
template <typename T> struct Codec<std::vector<T>> {
    static constexpr TypeOid oid = Codec<T>::array_oid;
    static void append(std::string& out, std::vector<T> const& v)
    {
        wire::append<std::int32_t>(out, v.empty() ? 0 : 1);
        wire::append<std::int32_t>(out, 0);
        wire::append<std::uint32_t>(out, Codec<T>::oid);
        if (v.empty()) return;
        wire::append<std::int32_t>(out, static_cast<std::int32_t>(v.size()));
        wire::append<std::int32_t>(out, 1);
        for (auto const& e : v) {
            auto const at = out.size();
            out.append(4, '\0');
            Codec<T>::append(out, e);
            auto const size = static_cast<std::uint32_t>(out.size() - at - 4);
            for (int i = 0; i < 4; ++i) out[at + i] = static_cast<char>(size >> (24 - 8 * i) & 0xff);
        }
    }
    static bool decode(std::string_view in, std::vector<T>& v)
    {
        std::int32_t dimensions {}, has_nulls {}, count {}, lower {}, size {};
        std::uint32_t element {};
        v.clear();
        if (!wire::take(in, dimensions) || !wire::take(in, has_nulls) || !wire::take(in, element)) return false;
        if (dimensions == 0) return in.empty();
        if (dimensions != 1 || !wire::take(in, count) || !wire::take(in, lower)) return false;
        if (count < 0 || static_cast<std::size_t>(count) > in.size() / 4) return false; // 4 bytes of length each
        v.reserve(static_cast<std::size_t>(count));
        for (std::int32_t i = 0; i < count; ++i) {
            T e {};
            if (!wire::take(in, size) || size < 0 || static_cast<std::size_t>(size) > in.size()) return false;
            if (!Codec<T>::decode(in.substr(0, static_cast<std::size_t>(size)), e)) return false;
            v.push_back(std::move(e));
            in.remove_prefix(static_cast<std::size_t>(size));
        }
        return in.empty();
    }
};

template <typename T> struct Codec<std::optional<T>> {
    static constexpr TypeOid oid = Codec<T>::oid;
    static bool decode(std::string_view in, std::optional<T>& v) { return Codec<T>::decode(in, v.emplace()); }
};

template <typename T>
concept Column = requires
{
    Codec<T>::oid;
};
template <typename T> inline constexpr bool is_nullable = false;
template <typename T> inline constexpr bool is_nullable<std::optional<T>> = true;

// ---- what a query's Row and parameters come to ----

struct QueryShape {
    TypeOid const* parameters;
    std::size_t parameter_count;
    TypeOid const* columns;
    std::size_t column_count;
};

template <typename Row> consteval auto column_oids()
{
    if constexpr (std::is_same_v<Row, Unit>) {
        return std::array<TypeOid, 0> {};
    } else {
        static_assert(std::is_aggregate_v<Row> && !Column<Row>, "a Row is a struct whose members are the columns");
        return []<std::size_t... I>(std::index_sequence<I...>)
        {
            return std::array<TypeOid, sizeof...(I)> { Codec<boost::pfr::tuple_element_t<I, Row>>::oid... };
        }
        (std::make_index_sequence<boost::pfr::tuple_size_v<Row>> {});
    }
}

template <typename... P> inline constexpr std::array<TypeOid, sizeof...(P)> parameter_oids_of { Codec<P>::oid... };
template <typename Row> inline constexpr auto column_oids_of = column_oids<Row>();

template <typename Row, typename... P> constexpr QueryShape shape_of()
{
    return { parameter_oids_of<P...>.data(), sizeof...(P), column_oids_of<Row>.data(), column_oids_of<Row>.size() };
}

} // namespace wellkept::db
