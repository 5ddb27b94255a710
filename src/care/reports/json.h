// What is sealed and sent. Private to the room; only for .cpp files.
#pragma once
#include "platform/json/json.h"

namespace wellkept::reports {
struct Letter { // the recipient's copy
    std::string kind, text;
    std::optional<std::string> statement;
};
BOOST_DESCRIBE_STRUCT(Letter, (), (kind, text, statement))
} // namespace wellkept::reports
