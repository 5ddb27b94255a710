#include "platform/mail/mail.h"
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <yaml-cpp/yaml.h>

namespace wellkept::mail {

namespace fs = std::filesystem;

namespace {

Result<std::string> read(fs::path const& path)
{
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    if (!in) return bad_input(path.filename().string() + ": cannot be read");
    return text.str();
}

// Calls on_text and on_name in turn. False if a brace has no partner or a name is none.
template <typename Text, typename Name> bool walk(std::string_view text, Text on_text, Name on_name)
{
    while (!text.empty()) {
        auto const open = text.find_first_of("{}");
        on_text(text.substr(0, open));
        if (open == text.npos) return true;
        auto const close = text.find('}', open);
        if (text[open] == '}' || close == text.npos) return false;
        auto const name = text.substr(open + 1, close - open - 1);
        if (name.empty() || name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") != name.npos) return false;
        on_name(name);
        text.remove_prefix(close + 1);
    }
    return true;
}

std::optional<std::set<std::string>> placeholders(std::string_view text)
{
    std::set<std::string> out;
    if (!walk(
            text, [](auto) {}, [&](auto name) { out.emplace(name); }))
        return std::nullopt;
    return out;
}

std::string escaped(std::string_view text)
{
    std::string out;
    for (char const c : text) switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += c;
        }
    return out;
}

std::string filled(std::string_view text, std::map<std::string, std::string> const& values, bool html)
{
    std::string out;
    walk(
        text, [&](auto part) { out += part; },
        [&](auto name) {
            auto const& value = values.at(std::string(name));
            out += html ? escaped(value) : value;
        });
    return out;
}

} // namespace

Result<std::shared_ptr<Templates const>> Templates::load(std::string const& directory)
{
    auto out = std::make_shared<Templates>();
    std::map<std::string, std::set<std::string>> of_en;
    std::set<std::string> languages;
    std::error_code ec;
    for (auto const& entry : fs::directory_iterator(directory, ec))
        if (entry.is_directory()) languages.insert(entry.path().filename().string());
    if (ec || !languages.contains("en")) return bad_input("The folder of mail templates has no folder en.", directory);
    out->m_layout = TRY(read(fs::path(directory) / "layout.html"));
    if (placeholders(out->m_layout) != std::set<std::string> { "body", "language" })
        return bad_input("layout.html must have {body} and {language}, and no other braces.");
    languages.erase("en");
    std::vector<std::string> order { "en" };
    order.insert(order.end(), languages.begin(), languages.end());
    for (auto const& language : order) {
        auto& texts = out->m_texts[language];
        for (auto const& entry : fs::directory_iterator(fs::path(directory) / language, ec)) {
            if (entry.path().extension() != ".yaml") continue;
            auto const where = language + "/" + entry.path().filename().string();
            auto const name = entry.path().stem().string();
            Text text;
            try {
                auto const node = YAML::Load(TRY(read(entry.path())));
                for (auto const& member : node) {
                    auto const key = member.first.as<std::string>();
                    auto* const into = key == "subject" ? &text.subject
                        : key == "text"                 ? &text.text
                        : key == "html"                 ? &text.html
                                                        : nullptr;
                    if (!into) return bad_input(where + ": has a key besides subject, text and html");
                    *into = member.second.as<std::string>();
                }
            } catch (YAML::Exception const&) {
                return bad_input(where + ": is not well-formed YAML");
            }
            if (text.subject.empty() || text.text.empty() || text.subject.find('\n') != std::string::npos)
                return bad_input(where + ": needs a text, and a subject of one line");
            auto names = placeholders(text.subject);
            for (auto const* part : { &text.text, &text.html }) {
                auto const more = placeholders(*part);
                if (!names || !more) return bad_input(where + ": a brace is not part of a {placeholder}");
                names->insert(more->begin(), more->end());
            }
            if (language == "en")
                of_en[name] = *names;
            else if (!of_en.contains(name) || of_en[name] != *names)
                return bad_input(where + ": must have the placeholders of en/" + name + ".yaml");
            texts.emplace(name, std::move(text));
        }
        if (texts.size() != of_en.size()) return bad_input(language + ": must have every template that en has");
    }
    return std::shared_ptr<Templates const>(std::move(out));
}

Result<Message> Templates::render(
    std::string const& name, std::string const& language, std::map<std::string, std::string> const& values) const
{
    auto const used = m_texts.contains(language) ? language : "en";
    auto const& texts = m_texts.at(used);
    auto const found = texts.find(name);
    if (found == texts.end()) return bug("mail: there is no template " + name);
    auto const& t = found->second;
    std::set<std::string> wanted;
    for (auto const* part : { &t.subject, &t.text, &t.html }) wanted.merge(*placeholders(*part));
    std::set<std::string> given;
    for (auto const& [key, value] : values) given.insert(key);
    if (wanted != given) return bug("mail: template " + name + " wants other values");
    Message m { {}, filled(t.subject, values, false), filled(t.text, values, false), {}, name };
    if (!t.html.empty()) {
        auto const body = filled(t.html, values, true);
        walk(
            m_layout, [&](auto part) { m.html += part; }, [&](auto what) { m.html += what == "body" ? body : used; });
    }
    return m;
}

std::vector<std::string> Templates::languages() const
{
    std::vector<std::string> out;
    for (auto const& [language, texts] : m_texts) out.push_back(language);
    return out;
}

} // namespace wellkept::mail
