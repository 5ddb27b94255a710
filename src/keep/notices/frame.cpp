#include "keep/notices/frame.h"
#include <algorithm>
#include <regex>
#include <set>
#include <yaml-cpp/yaml.h>

namespace wellkept::notices {
namespace {

std::regex const& value_form()
{
    static std::regex const form(R"(\{(\w+)\})");
    return form;
}

std::set<std::string> values_in(std::string const& clause)
{
    std::set<std::string> out;
    for (std::sregex_iterator it(clause.begin(), clause.end(), value_form()), end; it != end; ++it) out.insert((*it)[1]);
    return out;
}

} // namespace

std::string promising_word(std::string const& text)
{
    static std::regex const words(
        R"(\b(never|always|all|every|only|guarantee\w*|secure\w*|safe\w*|encrypt\w*|protect(?!ion officer)\w*|delet\w*|eras\w*|destroy\w*|will|must|cannot|nobody|none|without|promise\w*|ensure\w*|anonym\w*|confidential\w*|\d+)\b)",
        std::regex::icase);
    auto const plain = std::regex_replace(text, value_form(), "");
    std::smatch m;
    return std::regex_search(plain, m, words) ? m[1].str() : "";
}

std::vector<std::string> bare_sentences(std::string const& clause)
{
    std::vector<std::string> out;
    static std::regex const end_of_sentence(R"([.!?;](\s+|$))");
    for (std::sregex_token_iterator it(clause.begin(), clause.end(), end_of_sentence, -1), end; it != end; ++it)
        if (!it->str().empty() && values_in(it->str()).empty()) out.push_back(it->str());
    return out;
}

std::string filled(std::string const& clause, std::map<std::string, std::string, std::less<>> const& values)
{
    std::string out;
    std::size_t from = 0;
    for (std::sregex_iterator it(clause.begin(), clause.end(), value_form()), end; it != end; ++it) {
        auto const at = static_cast<std::size_t>(it->position());
        out += clause.substr(from, at - from);
        auto const value = values.find((*it)[1].str());
        if (value != values.end()) out += value->second;
        from = at + static_cast<std::size_t>(it->length());
    }
    out += clause.substr(from);
    while (out.ends_with(' ')) out.pop_back();
    // A value that is a sentence brings its own stop.
    for (auto at = out.find(".."); at != out.npos; at = out.find("..", at)) out.erase(at, 1);
    return out;
}

Frame read_frame(access::Policy const& policy, std::string const& file, std::vector<access::Finding>& findings)
{
    Frame frame { file, {}, {} };
    auto wrong = [&](int line, std::string what, std::string mend) { findings.push_back({ file, line, std::move(what), std::move(mend) }); };
    auto const it = policy.files().find(file);
    if (it == policy.files().end()) {
        wrong(1, "this template is missing", "add it; the notice is made with it");
        return frame;
    }
    YAML::Node root;
    try {
        root = YAML::Load(it->second);
        frame.title = root["title"].as<std::string>("");
        for (auto const& s : root["sections"]) {
            FrameSection section { s["heading"].as<std::string>(""), s["lead"].as<std::string>(""), s["each"].as<std::string>(""),
                s["clause"].as<std::string>(""), s["short"].as<std::string>(""), s.Mark().line + 1 };
            for (auto const& pair : s) {
                static std::set<std::string> const keys { "heading", "lead", "each", "clause", "short" };
                if (!keys.contains(pair.first.Scalar())) wrong(pair.first.Mark().line + 1, "unknown key `" + pair.first.Scalar() + "`", "remove it: a text that no rule fills would be a claim");
            }
            frame.sections.push_back(std::move(section));
        }
    } catch (YAML::Exception const& e) {
        wrong(e.mark.line + 1, "not a template: " + e.msg, "correct it");
        return frame;
    }
    for (auto const& pair : root)
        if (pair.first.Scalar() != "title" && pair.first.Scalar() != "sections")
            wrong(pair.first.Mark().line + 1, "unknown key `" + pair.first.Scalar() + "`", "remove it: a text that no rule fills would be a claim");
    if (frame.title.empty()) wrong(1, "`title` is missing", "give it");
    if (frame.sections.empty()) wrong(1, "there are no sections", "add one");
    auto connective = [&](std::string const& text, int line, char const* what) {
        if (auto const word = promising_word(text); !word.empty())
            wrong(line, std::string(what) + " \"" + text + "\" promises something (`" + word + "`) and no rule stands behind it", "leave the word out, or say it in a clause of a rule");
        if (text.find_first_of(".!?") != text.npos) wrong(line, std::string(what) + " \"" + text + "\" is a sentence of its own", "say it in a clause of a rule");
        if (std::count(text.begin(), text.end(), ' ') > 11) wrong(line, std::string(what) + " \"" + text + "\" is too long to lead up to something", "shorten it");
    };
    connective(frame.title, 1, "the title");
    for (auto const& s : frame.sections) {
        if (s.heading.empty()) wrong(s.line, "a section has no heading", "give it one");
        if (s.clause.empty()) wrong(s.line, "the section \"" + s.heading + "\" has no clause", "give it one, or remove the section");
        connective(s.heading, s.line, "the heading");
        connective(s.lead, s.line, "the lead");
        if (std::find(rule_sets().begin(), rule_sets().end(), s.each) == rule_sets().end()) {
            wrong(s.line, "`" + s.each + "` is no set of rules", "a clause comes from a rule: name the set in `each`");
            continue;
        }
        std::set<std::string> known;
        for (auto const& t : policy.territories())
            for (auto const* service : { "connect", "care" })
                for (auto const& r : rules_of(policy, s.each, service, t))
                    for (auto const& [name, value] : r.values) known.insert(name);
        for (auto const& text : { s.clause, s.short_clause }) {
            for (auto const& sentence : bare_sentences(text))
                wrong(s.line, "the sentence \"" + sentence + "\" holds nothing of a rule: it could claim what nobody enforces", "put a {value} of `" + s.each + "` into it, or remove it");
            for (auto const& value : values_in(text))
                if (!known.empty() && !known.contains(value)) wrong(s.line, "rules of `" + s.each + "` have no {" + value + "}", "use one they have");
            if (auto const word = promising_word(text); !word.empty())
                wrong(s.line, "the clause \"" + text + "\" promises something (`" + word + "`) in words of its own", "let the rule say it");
        }
    }
    return frame;
}

} // namespace wellkept::notices
