// The one list of settings, which reading, bounds and documentation all go by. For this room only.
#pragma once
#include "platform/config/config.h"
#include <functional>
#include <variant>

namespace wellkept::config {

struct Text {
    std::string* value;
    char const* (*refuse)(std::string const&); // what it must be instead, or nothing
};
struct Path {
    std::string* value;
};
struct Number {
    std::int64_t value, min, max;
    std::function<void(std::int64_t)> set;
};
struct Flag {
    bool* value;
};
struct Words { // a program and its arguments
    std::vector<std::string>* value;
};
struct Overrides {
    std::map<std::string, std::map<std::string, std::string>>* value;
};

struct Setting {
    std::string_view section, key, comment;
    std::variant<Text, Path, Number, Flag, Words, Overrides> kind;

    std::string name() const { return std::string(section) + "." + std::string(key); }
    std::string variable() const; // WELLKEPT_SERVER_PORT
};

std::vector<Setting> settings(Config&);
std::string_view section_comment(std::string_view section);

// What no single setting shows: settings that contradict each other. Empty if none do.
std::string contradiction(Config const&);

} // namespace wellkept::config
