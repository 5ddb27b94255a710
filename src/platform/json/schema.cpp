#include "platform/json/json.h"
#include <algorithm>
#include <cmath>

namespace wellkept::json::detail {

// Whole numbers are written as such: "maximum":250, not 250.0.
static bj::value number(double d)
{
    if (std::trunc(d) == d && std::abs(d) < 1e15) return bj::value(static_cast<std::int64_t>(d));
    return bj::value(d);
}

bj::value schema_of_string(Bounds const& bounds)
{
    bj::object out { { "type", "string" } };
    if (bounds.length_min > 0) out["minLength"] = bounds.length_min;
    out["maxLength"] = bounds.length_max;
    return out;
}

bj::value schema_of_format(std::string_view format)
{
    return bj::object { { "type", "string" }, { "format", format } };
}

static void add_range(bj::object& out, Bounds const& bounds)
{
    if (bounds.min) out["minimum"] = number(*bounds.min);
    if (bounds.max) out["maximum"] = number(*bounds.max);
}

bj::value schema_of_integer(std::int64_t least, std::int64_t most, Bounds const& bounds)
{
    bj::object out { { "type", "integer" } };
    // The two formats OpenAPI knows; narrower types say their range.
    if (least == INT32_MIN && most == INT32_MAX) {
        out["format"] = "int32";
    } else if (least == INT64_MIN && most == INT64_MAX) {
        out["format"] = "int64";
    } else {
        out["minimum"] = least;
        out["maximum"] = most;
    }
    if (bounds.min && *bounds.min > double(least)) out["minimum"] = number(*bounds.min);
    if (bounds.max && *bounds.max < double(most)) out["maximum"] = number(*bounds.max);
    return out;
}

bj::value schema_of_number(Bounds const& bounds)
{
    bj::object out { { "type", "number" } };
    add_range(out, bounds);
    return out;
}

bj::value schema_of_names(std::span<std::string_view const> names)
{
    bj::array list;
    for (auto const& name : names) list.emplace_back(name);
    return bj::object { { "type", "string" }, { "enum", std::move(list) } };
}

bj::value schema_of_array(bj::value items, Bounds const& bounds)
{
    bj::object out { { "type", "array" }, { "items", std::move(items) } };
    if (bounds.items_min > 0) out["minItems"] = bounds.items_min;
    out["maxItems"] = bounds.items_max;
    return out;
}

bj::value schema_of_map(bj::value values, Bounds const& bounds)
{
    bj::object out { { "type", "object" }, { "additionalProperties", std::move(values) },
        { "propertyNames", bj::object { { "maxLength", map_key_length_max } } } };
    if (bounds.items_min > 0) out["minProperties"] = bounds.items_min;
    out["maxProperties"] = bounds.items_max;
    return out;
}

bj::value schema_of_object(std::span<Describer const> members)
{
    bj::object properties;
    bj::array required;
    for (auto const& member : members) {
        properties.emplace(member.name, member.describe(member.bounds));
        if (member.required) required.emplace_back(member.name);
    }
    bj::object out { { "type", "object" }, { "properties", std::move(properties) } };
    if (!required.empty()) out["required"] = std::move(required);
    out["additionalProperties"] = false;
    return out;
}

} // namespace wellkept::json::detail
