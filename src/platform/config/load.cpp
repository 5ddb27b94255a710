#include "platform/config/settings.h"
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <unistd.h>
#include <yaml-cpp/yaml.h>

namespace wellkept::config {

namespace fs = std::filesystem;

static constexpr std::size_t file_bytes_max = 1024 * 1024;
static constexpr std::size_t text_bytes_max = 4096;

namespace {

// Where a value stands: a line of the file, or a variable of the environment.
struct Origin {
    std::string text;
    Error refuse(std::string_view what) const { return bad_input(text + ": " + std::string(what)); }
};

// Optimal string alignment: an exchange of neighbours counts as one slip.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j) {
            d[i][j] = std::min({ d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]) });
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

std::string shown(std::string_view name) // what the file's author wrote, if it can be a name at all
{
    bool const plain = !name.empty() && name.size() <= 64
        && std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7f; });
    return plain ? std::string(name) : std::string("this");
}

std::string unknown(std::string const& name, std::vector<std::string> const& known)
{
    std::string const* nearest = nullptr;
    std::size_t best = std::max<std::size_t>(2, name.size() / 3) + 1;
    if (name.size() <= 64)
        for (auto const& k : known)
            if (auto const d = distance(name, k); d < best) {
                best = d;
                nearest = &k;
            }
    return shown(name) + " is not a setting" + (nearest ? "; the nearest is " + *nearest : "");
}

// A setting written at the left margin, without its section.
std::optional<std::string> misplaced(std::string const& name, std::vector<Setting> const& all)
{
    auto const at = std::find_if(all.begin(), all.end(), [&](Setting const& s) { return s.key == name; });
    if (at == all.end()) return std::nullopt;
    return name + " is not a section; the nearest is " + at->name();
}

bool is_plain_text(std::string const& s)
{
    return s.size() <= text_bytes_max
        && std::none_of(s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20) || c == 0x7f; });
}

// A setting's value from what stands in the file, or from a variable read as the same notation.
class Assign {
public:
    Assign(Setting const& setting, YAML::Node const& node, Origin const& origin)
        : m_setting(setting)
        , m_node(node)
        , m_origin(origin)
    {
    }

    Result<> operator()(Text const& text) const
    {
        auto const value = TRY(scalar());
        if (auto const* const wanted = text.refuse(value)) return wants(wanted);
        *text.value = value;
        return {};
    }
    Result<> operator()(Path const& path) const
    {
        *path.value = TRY(scalar());
        return {};
    }
    Result<> operator()(Number const& number) const
    {
        auto const value = TRY(scalar());
        std::int64_t n = 0;
        auto const [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
        if (error != std::errc {} || end != value.data() + value.size() || n < number.min || n > number.max)
            return wants("a whole number from " + std::to_string(number.min) + " to " + std::to_string(number.max));
        number.set(n);
        return {};
    }
    Result<> operator()(Flag const& flag) const
    {
        auto const value = TRY(scalar());
        if (value != "true" && value != "false") return wants("true or false");
        *flag.value = value == "true";
        return {};
    }
    Result<> operator()(Words const& words) const
    {
        constexpr char const* form = "a list of words: [/usr/local/bin/program, argument]";
        std::vector<std::string> out;
        if (!m_node.IsSequence() && !m_node.IsNull() && !(m_node.IsScalar() && m_node.Scalar().empty())) return wants(form);
        for (auto const& word : m_node) {
            if (!word.IsScalar() || !is_plain_text(word.Scalar()) || out.size() == 64) return wants(form);
            out.push_back(word.Scalar());
        }
        if (!out.empty() && !out.front().starts_with('/')) return wants("a list that begins with a program's full path");
        *words.value = std::move(out);
        return {};
    }
    Result<> operator()(Overrides const& overrides) const
    {
        constexpr char const* form =
            "a map of programs, each a map of names to URLs: {withings: {token_url: https://...}}";
        if (!m_node.IsMap() && !m_node.IsNull()) return wants(form);
        std::map<std::string, std::map<std::string, std::string>> out;
        for (auto const& program : m_node) {
            if (!program.first.IsScalar() || !program.second.IsMap()) return wants(form);
            for (auto const& url : program.second) {
                if (!url.first.IsScalar() || !url.second.IsScalar()) return wants(form);
                auto const text = url.second.Scalar();
                if (!is_plain_text(text) || !(text.starts_with("https://") || text.starts_with("http://")))
                    return wants(form);
                if (!out[program.first.Scalar()].emplace(url.first.Scalar(), text).second)
                    return m_origin.refuse(m_setting.name() + " names something twice");
            }
        }
        *overrides.value = std::move(out);
        return {};
    }

private:
    Error wants(std::string_view what) const
    {
        return m_origin.refuse(m_setting.name() + " must be " + std::string(what));
    }
    Result<std::string> scalar() const
    {
        if (m_node.IsNull()) return std::string(); // `file:` with nothing behind it
        if (!m_node.IsScalar() || !is_plain_text(m_node.Scalar())) return wants("a single value on one line");
        return m_node.Scalar();
    }

    Setting const& m_setting;
    YAML::Node const& m_node;
    Origin const& m_origin;
};

Origin line_of(std::string const& file, YAML::Node const& node)
{
    auto const mark = node.Mark();
    return { file + (mark.is_null() ? "" : ":" + std::to_string(mark.line + 1)) };
}

Result<> take_file(std::vector<Setting> const& all, std::string_view yaml, std::string const& file)
{
    auto const documents = YAML::LoadAll(std::string(yaml));
    if (documents.size() > 1) return bad_input(file + ": holds more than one YAML document");
    if (documents.empty() || documents[0].IsNull()) return {};
    auto const& root = documents[0];
    if (!root.IsMap()) return line_of(file, root).refuse("must be a map of sections");
    std::vector<std::string> sections, names;
    for (auto const& s : all) {
        names.push_back(s.name());
        if (sections.empty() || sections.back() != s.section) sections.emplace_back(s.section);
    }
    std::set<std::string> seen;
    for (auto const& section : root) {
        auto const origin = line_of(file, section.first);
        if (!section.first.IsScalar()) return origin.refuse("a section's name must be a word");
        auto const section_name = section.first.Scalar();
        if (std::find(sections.begin(), sections.end(), section_name) == sections.end())
            return origin.refuse(misplaced(section_name, all).value_or(unknown(section_name, sections)));
        if (!seen.insert(section_name).second) return origin.refuse(section_name + " stands here a second time");
        if (section.second.IsNull()) continue;
        if (!section.second.IsMap()) return origin.refuse(section_name + " must be a map of settings");
        for (auto const& entry : section.second) {
            auto const here = line_of(file, entry.first);
            if (!entry.first.IsScalar()) return here.refuse("a setting's name must be a word");
            auto const name = section_name + "." + entry.first.Scalar();
            auto const setting = std::find(names.begin(), names.end(), name);
            if (setting == names.end()) return here.refuse(unknown(name, names));
            if (!seen.insert(name).second) return here.refuse(name + " stands here a second time");
            auto const& known = all[std::size_t(setting - names.begin())];
            TRY(std::visit(Assign(known, entry.second, here), known.kind));
        }
    }
    return {};
}

Result<> take_environment(std::vector<Setting> const& all, Environment const& environment)
{
    std::vector<std::string> variables;
    for (auto const& s : all) variables.push_back(s.variable());
    for (auto const& entry : environment) {
        std::string const &name = entry.first, &value = entry.second; // Clang 14 captures no structured binding
        auto const at = std::find(variables.begin(), variables.end(), name);
        if (at == variables.end()) {
            // Of our prefix, only what begins like a section can be a slip; the rest is other programs'.
            bool const ours = std::any_of(all.begin(), all.end(), [&](Setting const& s) {
                auto const variable = s.variable();
                return name.starts_with(variable.substr(0, variable.size() - s.key.size()));
            });
            if (ours) return bad_input("environment: " + unknown(name, variables));
            continue;
        }
        auto const& setting = all[std::size_t(at - variables.begin())];
        Origin const origin { "environment variable " + name };
        bool const is_yaml
            = std::holds_alternative<Overrides>(setting.kind) || std::holds_alternative<Words>(setting.kind);
        YAML::Node const node = is_yaml ? YAML::Load(value) : YAML::Node(value);
        TRY(std::visit(Assign(setting, node, origin), setting.kind));
    }
    return {};
}

} // namespace

Result<Config> parse(std::string_view yaml, std::string const& file, Environment const& environment)
{
    if (yaml.size() > file_bytes_max) return bad_input(file + ": is larger than 1 MiB");
    Config config;
    auto const all = settings(config);
    try {
        TRY(take_file(all, yaml, file));
        TRY(take_environment(all, environment));
        auto const folder = file.empty() ? fs::current_path() : fs::absolute(file).parent_path();
        for (auto const& setting : all)
            if (auto const* const path = std::get_if<Path>(&setting.kind); path && !path->value->empty())
                *path->value = (folder / *path->value).lexically_normal().string();
        if (auto const why = contradiction(config); !why.empty())
            return bad_input((file.empty() ? "environment" : file) + ": " + why);
    } catch (YAML::Exception const& e) { // its text may quote the file, its place does not
        return bad_input(
            file + (e.mark.is_null() ? "" : ":" + std::to_string(e.mark.line + 1)) + ": is not well-formed YAML");
    } catch (std::exception const& e) {
        return bug(std::string("config: ") + e.what());
    }
    return config;
}

Result<Config> load(std::string const& path)
{
    Environment environment;
    for (char** at = environ; at && *at; ++at) {
        std::string_view const entry(*at);
        auto const equals = entry.find('=');
        if (equals != std::string_view::npos && entry.starts_with("WELLKEPT_"))
            environment.emplace_back(entry.substr(0, equals), entry.substr(equals + 1));
    }
    if (path.empty()) return parse("", "", environment);
    std::ifstream in(path, std::ios::binary);
    if (!in) return bad_input(path + ": cannot be read");
    std::string yaml(file_bytes_max + 1, '\0');
    in.read(yaml.data(), std::streamsize(yaml.size()));
    if (in.bad()) return bad_input(path + ": cannot be read");
    yaml.resize(std::size_t(in.gcount()));
    return parse(yaml, path, environment);
}

} // namespace wellkept::config
