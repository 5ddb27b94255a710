#include "connect/programs/units.h"
#include <array>

namespace wellkept::programs {
namespace {

struct Row {
    std::string_view from, to;
    double num, den; // exact in binary; multiplied, then divided: one rounding each
    double before = 0; // added first
};

// Definitions: the international yard and pound (1959), SI, the thermochemical calorie; mean molar mass of glucose
// 180.156 g/mol (IUPAC weights), so 1 mmol/L = 18.0156 mg/dL.
constexpr std::array rows {
    Row { "g", "kg", 1, 1000 },
    Row { "[lb_av]", "kg", 45359237, 100000000 },
    Row { "[stone_av]", "kg", 635029318, 100000000 },
    Row { "mg", "kg", 1, 1000000 },
    Row { "mm", "m", 1, 1000 },
    Row { "cm", "m", 1, 100 },
    Row { "dm", "m", 1, 10 },
    Row { "km", "m", 1000, 1 },
    Row { "[mi_i]", "m", 1609344, 1000 },
    Row { "[yd_i]", "m", 9144, 10000 },
    Row { "[ft_i]", "m", 3048, 10000 },
    Row { "[in_i]", "m", 254, 10000 },
    Row { "m", "cm", 100, 1 },
    Row { "mm", "cm", 1, 10 },
    Row { "[in_i]", "cm", 254, 100 },
    Row { "[ft_i]", "cm", 3048, 100 },
    Row { "m", "km", 1, 1000 },
    Row { "[degF]", "Cel", 5, 9, -32 },
    Row { "K", "Cel", 1, 1, -273.15 },
    Row { "mmol/L", "mg/dL", 180156, 10000 },
    Row { "mg/dL", "mmol/L", 10000, 180156 },
    Row { "ms", "s", 1, 1000 },
    Row { "ms", "min", 1, 60000 },
    Row { "s", "ms", 1000, 1 },
    Row { "s", "min", 1, 60 },
    Row { "s", "h", 1, 3600 },
    Row { "min", "s", 60, 1 },
    Row { "min", "h", 1, 60 },
    Row { "h", "min", 60, 1 },
    Row { "h", "s", 3600, 1 },
    Row { "cal", "kcal", 1, 1000 },
    Row { "J", "kcal", 1, 4184 },
    Row { "kJ", "kcal", 1000, 4184 },
    Row { "1", "%", 100, 1 },
    Row { "/s", "/min", 60, 1 },
    Row { "Hz", "/min", 60, 1 },
    Row { "kPa", "mm[Hg]", 1000000, 133322 },
    Row { "mL", "L", 1, 1000 },
    Row { "L/s", "L/min", 60, 1 },
    Row { "m/s", "km/h", 36, 10 },
};

constexpr std::array<double, 16> powers { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
    1e14, 1e15 };

} // namespace

std::optional<double> convert(double value, std::string_view from, std::string_view to)
{
    if (from == to) return value;
    for (auto const& row : rows)
        if (row.from == from && row.to == to) return (value + row.before) * row.num / row.den;
    return std::nullopt;
}

std::optional<double> scale10(double value, int exponent)
{
    if (exponent < -15 || exponent > 15) return std::nullopt;
    // Dividing by an exact power rounds once; multiplying by 0.1 would round twice.
    return exponent < 0 ? value / powers[std::size_t(-exponent)] : value * powers[std::size_t(exponent)];
}

} // namespace wellkept::programs
