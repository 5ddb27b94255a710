// Which laws and articles a basis may name.
#pragma once
#include <string_view>

namespace wellkept::access {

bool known_law(std::string_view);
bool known_article(std::string_view law, std::string_view code);

} // namespace wellkept::access
