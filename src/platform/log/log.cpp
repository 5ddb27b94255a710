#include "platform/log/log.h"
#include "base/clock.h"
#include <fmt/format.h>
#include <memory>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace wellkept::log {
namespace {

std::shared_ptr<spdlog::logger>& logger()
{
    static auto instance = [] {
        auto l = std::make_shared<spdlog::logger>("wellkept", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        l->set_pattern("%v");
        return l;
    }();
    return instance;
}

void append_escaped(std::string& out, std::string_view s)
{
    for (unsigned char const c : s) {
        if (c == '"' || c == '\\') (out += '\\') += static_cast<char>(c);
        else if (c < 0x20) out += fmt::format("\\u{:04x}", c);
        else out += static_cast<char>(c);
    }
}

spdlog::level::level_enum to_spdlog(Level l)
{
    switch (l) {
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warn: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
    }
    return spdlog::level::err;
}

} // namespace

void start(Level level, std::string const& file)
{
    std::vector<spdlog::sink_ptr> sinks { std::make_shared<spdlog::sinks::stderr_sink_mt>() };
    if (!file.empty()) {
        sinks = { std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file, 64u << 20, 5) };
    }
    auto l = std::make_shared<spdlog::logger>("wellkept", sinks.begin(), sinks.end());
    l->set_pattern("%v");
    l->set_level(to_spdlog(level));
    l->flush_on(spdlog::level::info);
    logger() = std::move(l);
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields)
{
    auto& l = *logger();
    if (!l.should_log(to_spdlog(level))) return;
    static constexpr std::string_view names[] = { "debug", "info", "warn", "error" };
    std::string line = fmt::format(R"({{"at":"{}","level":"{}","event":")", rfc3339(SystemClock {}.now()),
        names[static_cast<int>(level)]);
    append_escaped(line, event);
    line += '"';
    for (auto const& f : fields) {
        line += ",\"";
        append_escaped(line, f.key);
        line += "\":";
        if (auto const* s = std::get_if<std::string>(&f.value)) {
            line += '"';
            append_escaped(line, *s);
            line += '"';
        } else if (auto const* i = std::get_if<std::int64_t>(&f.value)) {
            line += std::to_string(*i);
        } else if (auto const* d = std::get_if<double>(&f.value)) {
            line += fmt::format("{:.3f}", *d);
        } else {
            line += std::get<bool>(f.value) ? "true" : "false";
        }
    }
    line += '}';
    l.log(to_spdlog(level), line);
}

} // namespace wellkept::log
