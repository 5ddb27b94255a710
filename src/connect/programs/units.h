// Exact conversion between the units vendors use, in UCUM (https://ucum.org) notation.
#pragma once
#include <optional>
#include <string_view>

namespace wellkept::programs {

// Nothing if there is no row for the pair. The same unit gives the same value, bit for bit.
std::optional<double> convert(double value, std::string_view from, std::string_view to);

// value x 10^exponent, correctly rounded for exact powers; nothing outside -15 to 15.
std::optional<double> scale10(double value, int exponent);

} // namespace wellkept::programs
