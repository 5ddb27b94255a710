// Structured logs: one JSON line an event, to standard error and, if configured, a file. Ids only, never personal values.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace wellkept::log {

enum class Level { debug, info, warn, error };
struct Field {
    std::string_view key;
    std::variant<std::string, std::int64_t, double, bool> value;
};

void start(Level, std::string const& file); // file empty: standard error only
// event: a constant in snake_case ("request_done"); fields: ids, counts, codes, milliseconds.
void write(Level, std::string_view event, std::initializer_list<Field> = {});
inline void debug(std::string_view e, std::initializer_list<Field> f = {}) { write(Level::debug, e, f); }
inline void info(std::string_view e, std::initializer_list<Field> f = {}) { write(Level::info, e, f); }
inline void warn(std::string_view e, std::initializer_list<Field> f = {}) { write(Level::warn, e, f); }
inline void error(std::string_view e, std::initializer_list<Field> f = {}) { write(Level::error, e, f); }

} // namespace wellkept::log
