// Which layout of which Program a file follows: by its header, in whatever encoding and with whatever delimiter.
#include "connect/programs/file_format.h"
#include "connect/programs/file_rows.h"
#include <algorithm>

namespace wellkept::programs {
namespace {

// Case of ASCII letters, runs of blanks and no-break spaces do not tell headers apart.
std::string normal(std::string_view header)
{
    std::string out;
    header = trimmed(header);
    for (std::size_t i = 0; i < header.size(); ++i) {
        char c = header[i];
        if (header.substr(i, 2) == "\xc2\xa0") {
            c = ' ';
            ++i;
        }
        if (c == '\t') c = ' ';
        if (c == ' ' && out.ends_with(' ')) continue;
        out += c >= 'A' && c <= 'Z' ? char(c + 32) : c;
    }
    return out;
}

std::string with(std::string text, std::string_view mark, std::string_view value)
{
    if (auto const at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), value);
    return text;
}

std::string two_digits(std::size_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

struct Header {
    std::uint64_t line;
    std::vector<std::string> cells; // normalised
};

std::optional<std::size_t> place_of(Header const& h, std::string const& name)
{
    auto const wanted = normal(name);
    auto const at = std::find(h.cells.begin(), h.cells.end(), wanted);
    // A header that stands twice names nothing for certain.
    if (at == h.cells.end() || std::find(at + 1, h.cells.end(), wanted) != h.cells.end()) return std::nullopt;
    return std::size_t(at - h.cells.begin());
}

std::vector<std::size_t> places_of(Header const& h, FileColumn const& c, std::string const& header)
{
    std::vector<std::size_t> out;
    for (std::size_t n = 0; n < c.repeat; ++n) {
        auto const place = place_of(h, c.repeat > 1 ? with(header, "{n}", two_digits(n)) : header);
        if (!place) return {};
        out.push_back(*place);
    }
    return out;
}

// Finds the column under one of its names; which unit that name holds goes to `unit`.
std::vector<std::size_t> find_column(Header const& h, FileColumn const& c, std::string& unit)
{
    for (auto const& header : c.headers) {
        if (c.units.empty()) {
            if (auto places = places_of(h, c, header); !places.empty()) return places;
            continue;
        }
        for (auto const& [word, ucum] : c.units)
            if (auto places = places_of(h, c, with(header, "{unit}", word)); !places.empty()) {
                unit = ucum;
                return places;
            }
    }
    return {};
}

std::optional<RecognisedFile> match(FileLayout const& layout, Header const& h)
{
    RecognisedFile out;
    out.layout = &layout;
    out.header_line = h.line;
    out.columns = h.cells.size();
    for (auto const& column : layout.columns) {
        std::string unit;
        auto places = find_column(h, column, unit);
        if (places.empty() && !column.optional) return std::nullopt;
        out.places.push_back(std::move(places));
        out.units.push_back(std::move(unit));
    }
    bool const any = std::any_of(
        layout.samples.begin(), layout.samples.end(), [&](auto const& s) { return !out.places[s.column].empty(); });
    if (!any) return std::nullopt;
    return out;
}

std::size_t found(RecognisedFile const& r)
{
    return std::size_t(std::count_if(r.places.begin(), r.places.end(), [](auto const& p) { return !p.empty(); }));
}

} // namespace

Result<RecognisedFile> recognise_file(std::span<FileFormat const* const> formats, std::string_view first_bytes)
{
    first_bytes = first_bytes.substr(0, file_sniff_bytes_max);
    auto const encoding = TRY(sniff_encoding(first_bytes));
    std::string text;
    auto decoder = TRY(TextDecoder::open(encoding));
    TRY(decoder.feed(first_bytes, text));

    std::optional<RecognisedFile> best;
    bool twice = false;
    for (char const delimiter : { '\t', ',', ';' }) {
        std::vector<Header> lines;
        auto rows = TRY(RowReader::open(delimiter, [&](FileRow const& row) -> Result<> {
            if (lines.size() > file_title_lines_max) return {};
            Header h { row.line, {} };
            for (auto const cell : row.cells) h.cells.push_back(normal(cell));
            lines.push_back(std::move(h));
            return {};
        }));
        // Under the wrong delimiter a quotation mark may look unclosed: that is no verdict on the file.
        if (rows.feed(text).ok() && first_bytes.size() < file_sniff_bytes_max) (void)rows.finish().ok();
        for (std::size_t f = 0; f < formats.size(); ++f)
            for (auto const& layout : formats[f]->layouts) {
                if (std::find(layout.delimiters.begin(), layout.delimiters.end(), delimiter) == layout.delimiters.end())
                    continue;
                for (std::size_t i = 0; i < std::min(lines.size(), layout.title_lines + 1); ++i) {
                    auto r = match(layout, lines[i]);
                    if (!r) continue;
                    r->format = f;
                    r->encoding = encoding;
                    r->delimiter = delimiter;
                    if (best && found(*r) == found(*best)) twice = true;
                    if (!best || found(*r) > found(*best)) {
                        best = std::move(r);
                        twice = false;
                    }
                    break;
                }
            }
    }
    if (!best) {
        std::string known;
        for (auto const* format : formats)
            for (auto const& layout : format->layouts) known += (known.empty() ? "" : "; ") + layout.title;
        return Error(Code::unsupported,
            PublicText(
                "The headings of this file are none we know. Upload the file as the vendor exported it. We read: "
                + known + "."));
    }
    if (twice)
        return Error(Code::unsupported,
            PublicText("The headings of this file fit more than one kind of export. Upload the file as the vendor "
                       "exported it."));
    return *best;
}

} // namespace wellkept::programs
