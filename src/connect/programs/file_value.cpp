#include "connect/programs/file_value.h"
#include "base/limits.h"
#include "connect/programs/units.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace wellkept::programs {
namespace {

// Fixed notation only: an exponent in an export is a spreadsheet's rounding.
std::variant<double, FileReason> number(std::string_view cell, FileLayout::Decimal decimal)
{
    std::string text(cell.substr(0, 64));
    auto const comma = text.find(',');
    if (comma != std::string::npos) {
        if (decimal == FileLayout::Decimal::point) return FileReason::not_a_number;
        bool const only = text.find(',', comma + 1) == std::string::npos && text.find('.') == std::string::npos;
        if (!only || (decimal == FileLayout::Decimal::either && text.size() - comma == 4))
            return FileReason::ambiguous_number;
        text[comma] = '.';
    } else if (decimal == FileLayout::Decimal::comma && text.find('.') != std::string::npos) {
        return FileReason::ambiguous_number;
    }
    double out {};
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out, std::chars_format::fixed);
    if (failed != std::errc() || end != text.data() + text.size() || !std::isfinite(out) || cell.size() > 64)
        return FileReason::not_a_number;
    return out;
}

} // namespace

std::variant<double, FileReason> read_value(
    std::string_view cell, FileSampleRule const& rule, std::string_view header_unit, FileLayout::Decimal decimal)
{
    if (!rule.codes.empty()) {
        auto const code = rule.codes.find(cell);
        if (code == rule.codes.end()) return FileReason::unknown_code;
        return code->second;
    }
    auto const read = number(cell, decimal);
    if (!std::holds_alternative<double>(read)) return read;
    auto const raw = std::get<double>(read);
    if (rule.whole && raw != std::floor(raw)) return FileReason::not_whole;
    auto const value = convert(raw, rule.unit.empty() ? header_unit : std::string_view(rule.unit), rule.ucum);
    if (!value || *value < rule.min || *value > rule.max) return FileReason::implausible_value;
    return *value;
}

std::string_view read_record(std::string_view cell)
{
    bool const plain = std::all_of(cell.begin(), cell.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
    if (!plain || cell.size() > limits::record_id_bytes_max) return {};
    return cell;
}

} // namespace wellkept::programs
