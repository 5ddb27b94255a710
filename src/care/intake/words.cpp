#include "care/intake/words.h"
#include <algorithm>
#include <memory>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace wellkept::intake {
namespace {

using icu::UnicodeString;

constexpr std::size_t words_max = 12;

UnicodeString folded(UnicodeString const& in)
{
    UErrorCode status = U_ZERO_ERROR;
    auto const* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    auto const* apart = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) return in;
    auto text = apart->normalize(fold->normalize(in, status), status);
    UnicodeString out;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        auto const c = text.char32At(i);
        if (u_charType(c) != U_NON_SPACING_MARK) out.append(c);
    }
    // Scripts whose letters are composed (Hangul) come together again.
    auto const* together = icu::Normalizer2::getNFCInstance(status);
    return U_FAILURE(status) ? in : together->normalize(out, status);
}

void add_words(UnicodeString const& text, std::vector<std::string>& out)
{
    UnicodeString word;
    auto end = [&] {
        if (word.isEmpty()) return;
        std::string utf8;
        word.toUTF8String(utf8);
        if (out.size() < words_max && std::find(out.begin(), out.end(), utf8) == out.end()) out.push_back(std::move(utf8));
        word.remove();
    };
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        auto const c = text.char32At(i);
        // O'Brien is one word however the apostrophe is typed, Anne-Marie is two.
        if (c == '\'' || c == 0x2019 || c == 0x02BC || c == 0x02B9 || c == 0x02BE || c == 0x02BF || c == '`') continue;
        if (u_isalnum(c) || u_charType(c) == U_COMBINING_SPACING_MARK) word.append(c);
        else end();
    }
    end();
}

UnicodeString in_latin(UnicodeString text)
{
    // Built once a thread: its making reads rules, and one object is not for two threads.
    thread_local auto const to_latin = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
        return U_FAILURE(status) ? nullptr : std::move(made);
    }();
    if (to_latin) to_latin->transliterate(text);
    return text;
}

std::string only(std::string_view in, bool letters)
{
    std::string out;
    for (unsigned char const c : in) {
        if (c >= '0' && c <= '9') out += static_cast<char>(c);
        else if (letters && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) out += static_cast<char>(c | 0x20);
    }
    return out;
}

} // namespace

std::vector<std::string> words_of(std::string_view name)
{
    std::vector<std::string> out;
    add_words(folded(UnicodeString::fromUTF8({ name.data(), static_cast<int32_t>(name.size()) })), out);
    return out;
}

std::vector<std::string> words_to_store(std::string_view name)
{
    auto out = words_of(name);
    auto const text = UnicodeString::fromUTF8({ name.data(), static_cast<int32_t>(name.size()) });
    add_words(folded(in_latin(text)), out);
    return out;
}

std::optional<std::string> phone_key(std::string_view phone)
{
    auto const digits = only(phone, false);
    if (digits.size() < 6) return std::nullopt;
    return digits.size() > 9 ? digits.substr(digits.size() - 9) : digits;
}

std::optional<std::string> postcode_key(std::string_view postcode)
{
    auto out = only(postcode, true);
    if (out.size() < 3 || out.size() > 12) return std::nullopt;
    return out;
}

std::optional<std::string> email_key(std::string_view email)
{
    auto const begin = email.find_first_not_of(" \t"), end = email.find_last_not_of(" \t");
    if (begin == email.npos || email.find('@') == email.npos) return std::nullopt;
    std::string out;
    folded(UnicodeString::fromUTF8({ email.data() + begin, static_cast<int32_t>(end - begin + 1) })).toUTF8String(out);
    return out;
}

} // namespace wellkept::intake
