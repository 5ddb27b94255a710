#include "connect/programs/file_text.h"
#include <algorithm>
#include <array>
#include <cerrno>
#include <iconv.h>

namespace wellkept::programs {
namespace {

bool starts(std::string_view bytes, std::string_view with) { return bytes.substr(0, with.size()) == with; }

// A sequence cut by the end of the piece counts as valid.
bool valid_utf8(std::string_view s)
{
    for (std::size_t i = 0; i < s.size();) {
        auto const c = static_cast<unsigned char>(s[i]);
        std::size_t const more = c < 0x80 ? 0
            : (c & 0xe0) == 0xc0          ? 1
            : (c & 0xf0) == 0xe0          ? 2
            : (c & 0xf8) == 0xf0          ? 3
                                          : 9;
        if (more == 9 || c == 0xc0 || c == 0xc1 || c > 0xf4) return false;
        for (std::size_t k = 1; k <= more; ++k) {
            if (i + k == s.size()) return true;
            if ((static_cast<unsigned char>(s[i + k]) & 0xc0) != 0x80) return false;
        }
        i += more + 1;
    }
    return true;
}

char const* name_of(TextEncoding e)
{
    switch (e) {
    case TextEncoding::utf16le:
        return "UTF-16LE";
    case TextEncoding::utf16be:
        return "UTF-16BE";
    case TextEncoding::windows1252:
        return "WINDOWS-1252";
    case TextEncoding::utf8:
        break;
    }
    return "UTF-8";
}

Error not_text()
{
    return bad_input("This file is not a text file, or it is damaged. Export it again as CSV or TXT and upload that.");
}

} // namespace

Result<TextEncoding> sniff_encoding(std::string_view s)
{
    using namespace std::string_view_literals;
    if (s.empty()) return bad_input("The file is empty. Export it again and upload the new file.");
    if (starts(s, "PK\x03\x04"sv) || starts(s, "\xd0\xcf\x11\xe0"sv))
        return bad_input(
            "This is an Excel file or a ZIP archive. Unpack it, or save the sheet as CSV, and upload that.");
    if (starts(s, "\x1f\x8b"sv) || starts(s, "\x28\xb5\x2f\xfd"sv))
        return bad_input("This is a compressed file. Unpack it and upload what is inside.");
    if (starts(s, "%PDF"sv)) return bad_input("This is a PDF. Export the data as CSV or TXT and upload that.");
    if (starts(s, "\xff\xfe"sv)) return TextEncoding::utf16le;
    if (starts(s, "\xfe\xff"sv)) return TextEncoding::utf16be;
    auto const part = s.substr(0, 4096);
    std::array<std::size_t, 2> zeros {}; // at even and odd places
    for (std::size_t i = 0; i < part.size(); ++i)
        if (part[i] == 0) ++zeros[i % 2];
    // Header lines are mostly ASCII, of which every second byte in UTF-16 is zero.
    if (zeros[1] * 4 > part.size() && zeros[0] == 0) return TextEncoding::utf16le;
    if (zeros[0] * 4 > part.size() && zeros[1] == 0) return TextEncoding::utf16be;
    bool const control = std::any_of(s.begin(), s.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
    });
    if (control) return not_text();
    return valid_utf8(s) ? TextEncoding::utf8 : TextEncoding::windows1252;
}

struct TextDecoder::Converter {
    TextEncoding encoding {};
    iconv_t handle = reinterpret_cast<iconv_t>(-1);
    std::string rest; // of a character cut by the end of a piece
    std::string mark; // the first bytes, until a byte order mark is ruled out
    bool begun {};

    ~Converter()
    {
        if (handle != reinterpret_cast<iconv_t>(-1)) iconv_close(handle);
    }
};

TextDecoder::TextDecoder(std::unique_ptr<Converter> c)
    : m(std::move(c))
{
}
TextDecoder::~TextDecoder() = default;
TextDecoder::TextDecoder(TextDecoder&&) noexcept = default;
TextDecoder& TextDecoder::operator=(TextDecoder&&) noexcept = default;

Result<TextDecoder> TextDecoder::open(TextEncoding encoding)
{
    auto c = std::make_unique<Converter>();
    c->encoding = encoding;
    if (encoding != TextEncoding::utf8) {
        c->handle = iconv_open("UTF-8", name_of(encoding));
        if (c->handle == reinterpret_cast<iconv_t>(-1))
            return bug(std::string("iconv cannot read ") + name_of(encoding) + "; are libc's gconv modules installed?");
    }
    return TextDecoder(std::move(c));
}

Result<> TextDecoder::feed(std::string_view bytes, std::string& utf8)
{
    if (!m->begun) {
        m->mark += bytes;
        if (m->mark.size() < 3) return {};
        bytes = m->mark;
    }
    auto const before = utf8.size();
    if (m->encoding == TextEncoding::utf8) {
        utf8 += bytes;
    } else {
        m->rest += bytes;
        auto* in = m->rest.data();
        auto left = m->rest.size();
        std::array<char, 16384> out;
        while (left > 0) {
            auto* to = out.data();
            auto room = out.size();
            auto const done = iconv(m->handle, &in, &left, &to, &room);
            utf8.append(out.data(), out.size() - room);
            if (done != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
            if (errno == EINVAL) break; // the rest of the character comes with the next piece
            return not_text();
        }
        m->rest.erase(0, m->rest.size() - left);
    }
    if (!m->begun) {
        m->begun = true;
        m->mark.clear();
        if (std::string_view(utf8).substr(before, 3) == "\xef\xbb\xbf") utf8.erase(before, 3);
    }
    if (utf8.find('\0', before) != std::string::npos) return not_text();
    return {};
}

Result<> TextDecoder::finish()
{
    if (!m->rest.empty() || (!m->begun && m->mark.size() % 2 && m->encoding != TextEncoding::utf8))
        return bad_input(
            "The file ends within a character: it was cut short. Export it again and upload the new file.");
    return {};
}

} // namespace wellkept::programs
