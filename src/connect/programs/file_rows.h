// Delimited text to rows, piece by piece and bounded. The parser is libcsv (RFC 4180 quoting, any delimiter).
#pragma once
#include "base/result.h"
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace wellkept::programs {

inline constexpr std::size_t file_row_bytes_max = 64 * 1024;
inline constexpr std::size_t file_columns_max = 512;

struct FileRow {
    std::uint64_t line {}; // 1-based, where the row starts
    std::vector<std::string_view> const& cells; // alive during the call only; spaces around are cut
    bool terminated = true; // false: the file ended without a line end
};

// Move-only. Blank lines are no rows.
class RowReader {
public:
    using Take = std::function<Result<>(FileRow const&)>;
    static Result<RowReader> open(char delimiter, Take);
    ~RowReader();
    RowReader(RowReader&&) noexcept;
    RowReader& operator=(RowReader&&) noexcept;

    // Code::too_large past a bound (also for a quotation mark that never closes), or the error of `Take`.
    Result<> feed(std::string_view utf8);
    Result<> finish();

private:
    struct Parser;
    explicit RowReader(std::unique_ptr<Parser>);
    std::unique_ptr<Parser> m;
};

// Cuts blanks at both ends, no-break spaces too.
std::string_view trimmed(std::string_view);

} // namespace wellkept::programs
