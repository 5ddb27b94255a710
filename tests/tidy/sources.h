// The repository as text, for rules over it.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace tidy {

struct File {
    std::string path; // from the repository's root
    std::string text;
    std::string code; // C++ only: comments and the insides of literals blanked, line by line as in text
    std::string literals; // C++ only: the insides of string literals, adjacent ones joined, one a line
};

File cpp(std::string path, std::string text);
// Every file of ours: what is built, fetched or written by a run is left out.
std::vector<File> const& repository();
// C++ of src/; tests and fuzzers only if asked for.
std::vector<File> sources(bool with_tests = false);
bool is_test(std::string const& path);

// Fails with all findings of a rule over files.
using Rule = std::function<std::vector<std::string>(File const&)>;
std::vector<std::string> findings(Rule const&, std::vector<File> const&);
// "path:line" of an offset.
std::string place(File const&, std::size_t offset);
// Findings for each match of a regular expression in a file's code.
std::vector<std::string> matches(File const&, std::string const& in, char const* pattern, std::string const& instead);

} // namespace tidy
