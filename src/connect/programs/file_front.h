// What both passes of an import do alike: bytes to rows, and of each row whose it is and when. For file_*.cpp only.
#pragma once
#include "connect/programs/file_dates.h"
#include "connect/programs/file_import.h"
#include "connect/programs/file_rows.h"
#include "connect/programs/file_text.h"
#include "connect/programs/file_zone.h"
#include <boost/crc.hpp>
#include <map>

namespace wellkept::programs {

inline constexpr std::size_t file_sequences_max = 10'000;
inline constexpr std::size_t file_key_bytes_max = 128;

struct FrontRow {
    enum class Shape { good, bad, cut_short };
    FileRow const& row;
    Shape shape = Shape::good;
    std::string_view person, kind; // empty where the format has no such column
    std::optional<TimeText> time;
    std::uint32_t sequence {}; // if there is a time

    std::string_view cell(std::size_t place) const
    {
        return place < row.cells.size() ? row.cells[place] : std::string_view();
    }
};

class FileFront {
public:
    using Take = std::function<Result<>(FrontRow const&)>;
    explicit FileFront(RecognisedFile const& file)
        : m_file(file)
    {
    }
    FileFront(FileFront const&) = delete;
    FileFront& operator=(FileFront const&) = delete;

    Result<> open(Take);
    Result<> feed(std::string_view bytes);
    Result<> finish();
    std::uint64_t bytes() const { return m_bytes; }
    std::uint64_t rows() const { return m_rows; } // after the header
    std::uint32_t checksum() const { return m_crc.checksum(); } // tells other bytes, not an attacker's
    bool unterminated() const { return m_unterminated; }

private:
    Result<> row(FileRow const&);

    RecognisedFile const& m_file;
    Take m_take;
    std::optional<TextDecoder> m_decoder;
    std::optional<RowReader> m_reader;
    std::string m_text;
    std::map<std::string, std::uint32_t, std::less<>> m_sequences; // person and kind -> number
    boost::crc_32_type m_crc;
    std::uint64_t m_bytes {}, m_rows {};
    bool m_unterminated {};
};

struct FilePlan::Data {
    RecognisedFile file;
    LocalZone zone;
    std::optional<std::string> person;
    DateDecisions dates;
    std::size_t people = 1;
    std::uint64_t rows {}, bytes {};
    std::uint32_t checksum {};
};

} // namespace wellkept::programs
