#include "connect/programs/file_rows.h"
#include <csv.h>
#include <optional>
#include <string>

namespace wellkept::programs {

std::string_view trimmed(std::string_view s)
{
    for (;;) {
        if (!s.empty() && (s.front() == ' ' || s.front() == '\t'))
            s.remove_prefix(1);
        else if (!s.empty() && (s.back() == ' ' || s.back() == '\t'))
            s.remove_suffix(1);
        else if (s.starts_with("\xc2\xa0"))
            s.remove_prefix(2);
        else if (s.ends_with("\xc2\xa0"))
            s.remove_suffix(2);
        else
            return s;
    }
}

struct RowReader::Parser {
    csv_parser csv {};
    bool open {};
    Take take;
    std::optional<Error> failed;
    std::string text; // the cells of the row, end to end
    std::vector<std::size_t> ends; // of each cell in `text`
    std::vector<std::string_view> cells;
    std::uint64_t line = 1, row_line = 1;
    std::size_t row_bytes {};
    bool terminated = true, after_cr = false, too_wide = false;

    ~Parser()
    {
        if (open) csv_free(&csv);
    }

    Error at_line(Code code, std::string_view what) const
    {
        return { code, PublicText("Line " + std::to_string(row_line) + " " + std::string(what)) };
    }

    void cell(char const* s, std::size_t size)
    {
        if (ends.size() >= file_columns_max) {
            too_wide = true;
            return;
        }
        text.append(s, size);
        ends.push_back(text.size());
    }

    void row()
    {
        if (too_wide && !failed)
            failed = at_line(Code::too_large, "has more than 512 columns. Upload the file as the vendor exported it.");
        cells.clear();
        std::size_t from = 0;
        for (auto const end : ends) {
            cells.push_back(trimmed(std::string_view(text).substr(from, end - from)));
            from = end;
        }
        bool const blank = cells.size() == 1 && cells[0].empty();
        if (!failed && !cells.empty() && !blank)
            if (auto done = take({ row_line, cells, terminated }); !done) failed = done.release_error();
        text.clear();
        ends.clear();
        row_bytes = 0;
    }

    static void on_cell(void* s, std::size_t size, void* self)
    {
        static_cast<Parser*>(self)->cell(static_cast<char const*>(s), size);
    }
    static void on_row(int, void* self) { static_cast<Parser*>(self)->row(); }
};

RowReader::RowReader(std::unique_ptr<Parser> p)
    : m(std::move(p))
{
}
RowReader::~RowReader() = default;
RowReader::RowReader(RowReader&&) noexcept = default;
RowReader& RowReader::operator=(RowReader&&) noexcept = default;

Result<RowReader> RowReader::open(char delimiter, Take take)
{
    auto p = std::make_unique<Parser>();
    p->take = std::move(take);
    if (csv_init(&p->csv, 0) != 0) return bug("csv_init failed");
    p->open = true;
    csv_set_delim(&p->csv, static_cast<unsigned char>(delimiter));
    // Blanks are ours to cut: libcsv would eat an empty cell where the delimiter is a tab.
    csv_set_space_func(&p->csv, [](unsigned char) { return 0; });
    return RowReader(std::move(p));
}

Result<> RowReader::feed(std::string_view s)
{
    auto& p = *m;
    while (!s.empty()) {
        // One line at a time, so that a row knows where it starts and no buffer outgrows the bound.
        auto const end = s.find_first_of("\r\n");
        auto const size = std::min(end == std::string_view::npos ? s.size() : end + 1, file_row_bytes_max);
        auto const piece = s.substr(0, size);
        bool const second_half = p.after_cr && piece == "\n"; // of a CR LF cut in two
        bool const between = p.row_bytes == 0;
        if (between && !second_half) p.row_line = p.line;
        if (!between || !second_half) p.row_bytes += size;
        if (p.row_bytes > file_row_bytes_max)
            return p.at_line(Code::too_large,
                "starts a row of more than 64 kB. A quotation mark there may not be closed; upload the file as "
                "exported.");
        if (csv_parse(&p.csv, piece.data(), piece.size(), Parser::on_cell, Parser::on_row, &p) != piece.size())
            return bug(std::string("libcsv: ") + csv_strerror(csv_error(&p.csv)));
        if (p.failed) return *p.failed;
        if (p.csv.pstate == 0) p.row_bytes = 0; // between rows, also after a blank line
        char const last = piece.back();
        if (last == '\r' || (last == '\n' && !second_half)) ++p.line;
        p.after_cr = last == '\r';
        s.remove_prefix(size);
    }
    return {};
}

Result<> RowReader::finish()
{
    auto& p = *m;
    p.terminated = p.row_bytes == 0;
    // Strict only here: within the file a stray quotation mark belongs to the text.
    csv_set_opts(&p.csv, CSV_STRICT | CSV_STRICT_FINI);
    if (csv_fini(&p.csv, Parser::on_cell, Parser::on_row, &p) != 0)
        return p.at_line(
            Code::bad_input, "opens a quotation mark that is not closed before the file ends. Export it again.");
    if (p.failed) return *p.failed;
    return {};
}

} // namespace wellkept::programs
