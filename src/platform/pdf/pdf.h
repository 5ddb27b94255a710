// A letter as PDF, for people: text in any script, nothing else.
#pragma once
#include "base/clock.h"
#include "base/result.h"
#include <string>
#include <vector>

namespace wellkept::pdf {

struct Block {
    enum class Kind { title, heading, paragraph, small, new_page } kind;
    std::string text {}; // UTF-8; line breaks stay
};
struct Document {
    std::string title; // of the file; shown by readers
    std::string language; // BCP 47: how a screen reader pronounces it
    std::vector<Block> blocks;
    std::string stamp; // at the foot of each page, one line, cut if it is too long
    Instant made_at;
};

inline constexpr std::size_t text_bytes_max = 400'000; // of all blocks together

// bad_input: too much text, text that is not UTF-8, or a character that no installed font has. unavailable: the library failed.
Result<std::string> render(Document const&);

} // namespace wellkept::pdf
