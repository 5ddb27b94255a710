#include "platform/config/settings.h"
#include <algorithm>
#include <yaml-cpp/yaml.h>

namespace wellkept::config {

static constexpr std::size_t width = 110;

static void comment(std::string& out, std::string_view indent, std::string_view text)
{
    while (!text.empty()) {
        auto line = text.substr(0, width);
        if (line.size() < text.size()) line = line.substr(0, line.rfind(' '));
        out.append(indent).append("# ").append(line).append("\n");
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
}

static std::string value_of(Setting const& setting)
{
    struct {
        std::string operator()(Text const& t) const { return quoted(*t.value); }
        std::string operator()(Path const& p) const { return quoted(*p.value); }
        std::string operator()(Number const& n) const { return std::to_string(n.value); }
        std::string operator()(Flag const& f) const { return *f.value ? "true" : "false"; }
        std::string operator()(Words const&) const { return "[]"; }
        std::string operator()(Overrides const&) const { return "{}"; }
        static std::string quoted(std::string const& s)
        {
            YAML::Emitter emitter;
            emitter << s;
            return emitter.c_str();
        }
    } const print;
    return std::visit(print, setting.kind);
}

std::string documented_defaults()
{
    Config defaults;
    std::string out;
    comment(out, "",
        "Wellkept's settings. What is left out has the value shown here. Paths are relative to this file's folder. "
        "A variable WELLKEPT_<SECTION>_<KEY>, as WELLKEPT_SERVER_PORT, goes before the file. Secrets stand in files of "
        "their own, never here.");
    std::string_view section;
    for (auto const& setting : settings(defaults)) {
        if (setting.section != section) {
            section = setting.section;
            out += '\n';
            comment(out, "", section_comment(section));
            out.append(section).append(":\n");
        }
        std::string text(setting.comment);
        if (auto const* const n = std::get_if<Number>(&setting.kind))
            text += " From " + std::to_string(n->min) + " to " + std::to_string(n->max) + ".";
        comment(out, "  ", text);
        out.append("  ").append(setting.key).append(": ").append(value_of(setting)).append("\n");
    }
    return out;
}

} // namespace wellkept::config
