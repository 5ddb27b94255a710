// Bytes of an uploaded file to UTF-8 text, piece by piece. The conversion is the C library's iconv.
#pragma once
#include "base/result.h"
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace wellkept::programs {

enum class TextEncoding { utf8, utf16le, utf16be, windows1252 };

// Decides by byte order mark, by the zero bytes of UTF-16, by validity as UTF-8, else Windows-1252.
// Code::bad_input for an empty file and for what is no text: archives, pictures, PDF.
Result<TextEncoding> sniff_encoding(std::string_view first_bytes);

// Move-only. Strips a byte order mark; a zero character or what the encoding does not know ends with Code::bad_input.
class TextDecoder {
public:
    static Result<TextDecoder> open(TextEncoding);
    ~TextDecoder();
    TextDecoder(TextDecoder&&) noexcept;
    TextDecoder& operator=(TextDecoder&&) noexcept;

    Result<> feed(std::string_view bytes, std::string& utf8); // appends
    Result<> finish(); // refuses a character cut in half

private:
    struct Converter;
    explicit TextDecoder(std::unique_ptr<Converter>);
    std::unique_ptr<Converter> m;
};

} // namespace wellkept::programs
