// Places of a rule looked up in a parsed answer. Include only in .cpp files: Boost.JSON is dear to compile.
#pragma once
#include "base/result.h"
#include "connect/programs/rule.h"
#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wellkept::programs {

// The elements a rule stands in while it walks: frames[0] is the body, each further one an element of a level.
struct Frame {
    boost::json::value const* value;
    std::string_view key; // if its container is an object
    std::size_t index {};
};
using Frames = std::vector<Frame>;

// nullptr if there is nothing, or JSON null.
boost::json::value const* look_up(boost::json::value const&, std::string_view pointer);
boost::json::value const* look_up(Frames const&, Path const&);

// The scalar at the place, numbers in their shortest form and strings bare; nothing for null, absent, arrays and
// objects.
std::optional<std::string> text_at(Frames const&, Path const&);
std::optional<std::string> text_of(boost::json::value const&);

std::string number_text(double); // the shortest that reads back as the same number; 5.0 is "5"

enum class NumberFault { absent, not_a_number, not_finite };
struct Number {
    double value {};
    std::optional<NumberFault> fault;
};
Number number_of(boost::json::value const*, bool from_text);
Number number_at(Frames const&, Path const&, bool from_text);
std::optional<double> number_in(std::string_view text); // the whole text, finite

bool holds(Frames const&, std::vector<Condition> const&);

} // namespace wellkept::programs
