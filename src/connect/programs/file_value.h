// Numbers and ids as cells of exports write them.
#pragma once
#include "connect/programs/file_format.h"
#include "connect/programs/file_report.h"
#include <string_view>
#include <variant>

namespace wellkept::programs {

// The cell's value in the metric's unit, or why there is none. `header_unit` counts where the rule names no unit.
std::variant<double, FileReason> read_value(
    std::string_view cell, FileSampleRule const&, std::string_view header_unit, FileLayout::Decimal);

// The vendor's record id, or empty: spreadsheets turn long ids into 1.46223E+12, which many rows share.
std::string_view read_record(std::string_view cell);

} // namespace wellkept::programs
