#include "connect/programs/file_front.h"
#include <algorithm>

namespace wellkept::programs {

Result<> FileFront::open(Take take)
{
    m_take = std::move(take);
    m_decoder = TRY(TextDecoder::open(m_file.encoding));
    m_reader = TRY(RowReader::open(m_file.delimiter, [this](FileRow const& r) { return row(r); }));
    return {};
}

Result<> FileFront::feed(std::string_view bytes)
{
    m_bytes += bytes.size();
    m_crc.process_bytes(bytes.data(), bytes.size());
    if (m_bytes > file_bytes_max)
        return Error(
            Code::too_large, PublicText("The file is larger than 512 MB. Export a shorter time and upload that."));
    // Small pieces keep the decoded text small too.
    for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), file_sniff_bytes_max))) {
        m_text.clear();
        TRY(m_decoder->feed(bytes.substr(0, file_sniff_bytes_max), m_text));
        TRY(m_reader->feed(m_text));
    }
    return {};
}

Result<> FileFront::finish()
{
    TRY(m_decoder->finish());
    return m_reader->finish();
}

Result<> FileFront::row(FileRow const& r)
{
    if (r.line <= m_file.header_line) return {};
    if (++m_rows > file_rows_max)
        return Error(Code::too_large, PublicText("The file has more than 10 million lines. Export a shorter time."));
    FrontRow out { r };
    m_unterminated = !r.terminated;
    auto const& places = m_file.places;
    auto const& layout = *m_file.layout;
    // Some exports end each line with one delimiter too many.
    bool const extra = r.cells.size() > m_file.columns
        && std::any_of(
            r.cells.begin() + std::ptrdiff_t(m_file.columns), r.cells.end(), [](auto c) { return !c.empty(); });
    if (r.cells.size() < m_file.columns)
        out.shape = r.terminated ? FrontRow::Shape::bad : FrontRow::Shape::cut_short;
    else if (extra)
        out.shape = FrontRow::Shape::bad;
    if (out.shape == FrontRow::Shape::good) {
        auto const at = [&](std::optional<std::size_t> column) {
            return column && !places[*column].empty() ? out.cell(places[*column][0]) : std::string_view();
        };
        out.person = at(layout.person);
        out.kind = at(layout.kind);
        if (out.person.size() > file_key_bytes_max || out.kind.size() > file_key_bytes_max
            || (layout.person && out.person.empty()))
            out.shape = FrontRow::Shape::bad;
        else
            out.time = layout.patterns.read(at(layout.time));
    }
    if (out.time) {
        auto key = std::string(out.person) + '\0' + std::string(out.kind);
        auto const next = std::uint32_t(m_sequences.size());
        auto const [found, fresh] = m_sequences.try_emplace(std::move(key), next);
        if (fresh && m_sequences.size() > file_sequences_max)
            return Error(
                Code::too_large, PublicText("The file holds the data of too many people. Upload your own export."));
        out.sequence = found->second;
    }
    return m_take(out);
}

} // namespace wellkept::programs
