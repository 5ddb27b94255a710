// What a value is found by, however it was written. Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wellkept::intake {

// The words of a name without case, accents and punctuation (Unicode NFKC case folding); at most 12.
std::vector<std::string> words_of(std::string_view name);
// Besides these, the same in Latin letters, so that a name written in another script is found by ear.
std::vector<std::string> words_to_store(std::string_view name);
// Its last nine digits: with or without the country's prefix it is the same telephone. None: fewer than six digits.
std::optional<std::string> phone_key(std::string_view);
std::optional<std::string> postcode_key(std::string_view); // letters and digits, lower case; none: fewer than three
std::optional<std::string> email_key(std::string_view);

} // namespace wellkept::intake
