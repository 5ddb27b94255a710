// JSON from outside and to outside. Include only in .cpp files: Boost.JSON is dear to compile.
#pragma once
#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace wellkept::json {

// RFC 8259, at most limits::json_depth_max deep and 20,000 members an object; duplicate keys, invalid UTF-8, trailing
// bytes, NUL in strings and numbers no double can hold are refused (bad_input). Doubles are correctly rounded. The
// caller bounds the size.
Result<boost::json::value> parse(std::string_view);

// The text of a value: doubles in their shortest form that reads back the same, non-finite ones as null.
std::string text(boost::json::value const&);

// What one member of a described struct may hold. A struct says so by a static member function
//     static constexpr json::Bounds bounds(std::string_view member) { return member == "note" ? json::Bounds {
//     .length_max = 4000 } : json::Bounds {}; }
// The bounds of a vector's or map's member hold for its elements too. Enforced by decode, shown by schema.
struct Bounds {
    std::size_t length_min = 0, length_max = 1'000; // of a string, in Unicode code points
    std::size_t items_min = 0, items_max = 10'000; // of a vector or map
    std::optional<double> min {}, max {}; // of a number, inclusive
};

// A described struct (BOOST_DESCRIBE_STRUCT) from a JSON object: unknown members refused, missing ones refused unless
// std::optional (null counts as left out). Members may be: bool, std::string, integers, double (finite), Id<T>, Uuid,
// Instant (RFC 3339), std::chrono::year_month_day (2026-01-31), enums by described name, std::optional, std::vector,
// std::map of string, described structs, and boost::json::value for anything at all. A described name's one trailing
// underscore is not part of its JSON name: `class_` is "class".
// The error names the member's path and the rule (bad_input), never the value, an unknown name or a map's key.
template <typename T> Result<T> decode(boost::json::value const&);
// parse, then decode
template <typename T> Result<T> decode_text(std::string_view);
// What may be decoded, and std::string_view. An empty optional is left out.
template <typename T> std::string encode_text(T const&);
template <typename T> boost::json::value encode(T const&);
// JSON Schema (2020-12 subset that OpenAPI 3.1 takes) of a described struct, which must not contain itself.
template <typename T> std::string schema();
template <typename T> boost::json::value schema_value();

} // namespace wellkept::json

#include "platform/json/describe.h" // the templates
