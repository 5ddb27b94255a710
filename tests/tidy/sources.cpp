#include "sources.h"
#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace tidy {
namespace {

namespace fs = std::filesystem;

struct Scanner {
    std::string const& text;
    std::string code, literals;
    std::size_t i = 0, literal_end = std::string::npos; // of the last literal, while only blanks follow it

    void blank(std::size_t to)
    {
        for (; i < to && i < text.size(); ++i) code += text[i] == '\n' ? '\n' : ' ';
    }
    void literal(std::size_t from, std::size_t to)
    {
        if (literal_end == std::string::npos) literals += '\n';
        literals.append(text, from, to - from);
    }
    bool word_before() const
    {
        return i > 0 && (std::isalnum(static_cast<unsigned char>(text[i - 1])) || text[i - 1] == '_');
    }

    void run()
    {
        while (i < text.size()) {
            auto const rest = std::string_view(text).substr(i);
            if (rest.starts_with("//"))
                blank(std::min(text.find('\n', i), text.size()));
            else if (rest.starts_with("/*"))
                blank(std::min(text.find("*/", i + 2), text.size() - 2) + 2);
            else if (rest.starts_with("R\"") && !word_before()) {
                auto const open = text.find('(', i);
                auto const end = text.find(")" + text.substr(i + 2, open - i - 2) + "\"", open);
                literal(open + 1, end);
                blank(end + open - i);
                literal_end = i;
            } else if (text[i] == '"' || (text[i] == '\'' && !word_before())) {
                char const quote = text[i];
                auto end = i + 1;
                while (end < text.size() && text[end] != quote && text[end] != '\n') end += text[end] == '\\' ? 2 : 1;
                if (quote == '"') literal(i + 1, std::min(end, text.size()));
                code += quote, ++i;
                blank(end);
                if (i < text.size() && text[i] == quote) code += quote, ++i;
                if (quote == '"') literal_end = i;
            } else {
                if (!std::isspace(static_cast<unsigned char>(text[i]))) literal_end = std::string::npos;
                code += text[i++];
            }
        }
    }
};

std::string read(fs::path const& path)
{
    std::stringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
}

bool is_cpp(std::string const& path) { return path.ends_with(".cpp") || path.ends_with(".h"); }

} // namespace

File cpp(std::string path, std::string text)
{
    Scanner s { text, {}, {} };
    s.run();
    return { std::move(path), text, std::move(s.code), std::move(s.literals) };
}

std::vector<File> const& repository()
{
    static auto const all = [] {
        static std::set<std::string> const left_out { ".git", "build", ".wellkept", "node_modules", "dist", "output",
            ".vite" };
        std::vector<File> out;
        fs::path const root = WELLKEPT_SOURCE_DIR;
        for (auto it = fs::recursive_directory_iterator(root, fs::directory_options::skip_permission_denied);
             it != fs::end(it); ++it) {
            if (it->is_directory()) {
                if (left_out.contains(it->path().filename())) it.disable_recursion_pending();
                continue;
            }
            if (!it->is_regular_file()) continue;
            auto const path = it->path().lexically_relative(root).string();
            auto text = read(it->path());
            if (text.substr(0, 8000).find('\0') != text.npos) continue; // binary
            out.push_back(is_cpp(path) ? cpp(path, std::move(text)) : File { path, std::move(text), {}, {} });
        }
        std::sort(out.begin(), out.end(), [](auto const& a, auto const& b) { return a.path < b.path; });
        return out;
    }();
    return all;
}

bool is_test(std::string const& path)
{
    return path.find("_test.") != path.npos || path.find("_fuzz.") != path.npos || path.find("testing") != path.npos
        || path.find("test_client") != path.npos || path.find("simulation") != path.npos;
}

std::vector<File> sources(bool with_tests)
{
    std::vector<File> out;
    for (auto const& f : repository())
        if (f.path.starts_with("src/") && is_cpp(f.path) && (with_tests || !is_test(f.path))) out.push_back(f);
    return out;
}

std::vector<std::string> findings(Rule const& rule, std::vector<File> const& files)
{
    std::vector<std::string> out;
    for (auto const& f : files)
        for (auto& finding : rule(f)) out.push_back(std::move(finding));
    return out;
}

std::string place(File const& f, std::size_t offset)
{
    return f.path + ":"
        + std::to_string(1
            + std::count(
                f.text.begin(), f.text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, f.text.size())), '\n'));
}

std::vector<std::string> matches(File const& f, std::string const& in, char const* pattern, std::string const& instead)
{
    std::vector<std::string> out;
    std::regex const expression(pattern);
    for (std::sregex_iterator it(in.begin(), in.end(), expression), end; it != end; ++it)
        out.push_back((&in == &f.literals ? f.path : place(f, static_cast<std::size_t>(it->position()))) + " "
            + it->str() + ": " + instead);
    return out;
}

} // namespace tidy
