// Reads a YAML mapping key by key and gathers faults with their line, so that an author sees all of them at once.
// Include only in .cpp files.
#pragma once
#include "base/result.h"
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <yaml-cpp/yaml.h>

namespace wellkept::programs {

class Faults {
public:
    explicit Faults(std::string file)
        : m_file(std::move(file))
    {
    }
    // `what` says what is wrong and the mend, as a sentence.
    void add(YAML::Mark const&, std::string const& what);
    void add_line(std::string line); // already with file and line
    bool any() const { return !m_lines.empty(); }
    Result<> verdict() const; // all faults, one a line

private:
    static constexpr std::size_t most = 10;
    std::string m_file;
    std::vector<std::string> m_lines;
};

// Each getter marks its key as known; the destructor reports the keys nobody asked for.
class Section {
public:
    Section(Faults&, YAML::Node const&, std::string what);
    ~Section();
    Section(Section const&) = delete;
    Section& operator=(Section const&) = delete;

    bool has(std::string_view key) const;
    YAML::Node node(std::string_view key); // undefined node if absent
    YAML::Node required(std::string_view key);
    std::string text(std::string_view key); // required, not empty
    std::string text_or(std::string_view key, std::string fallback);
    int number(std::string_view key, int min, int max);
    int number_or(std::string_view key, int min, int max, int fallback);
    bool flag_or(std::string_view key, bool fallback);
    std::vector<std::string> texts(std::string_view key); // a list or one scalar; empty if absent
    std::vector<std::pair<std::string, std::string>> pairs(std::string_view key); // in the file's order
    std::vector<YAML::Node> list(std::string_view key);
    // "" or a JSON Pointer
    std::string pointer_or(std::string_view key, std::string fallback);

    template <typename T>
    T choice_or(std::string_view key, std::initializer_list<std::pair<std::string_view, T>> of, T fallback)
    {
        if (!has(key)) return fallback;
        auto const word = text(key);
        std::string known;
        for (auto const& [name, value] : of) {
            if (name == word) return value;
            known += (known.empty() ? "" : ", ") + std::string(name);
        }
        fault(key, "'" + word + "' is not one of " + known);
        return fallback;
    }

    void fault(std::string_view key, std::string const& what); // at the key, or at the section if it is absent
    void fault(std::string const& what) { m_faults.add(m_mark, m_what + ": " + what); }
    Faults& faults() { return m_faults; }

private:
    Faults& m_faults;
    YAML::Mark m_mark;
    std::string m_what;
    std::vector<std::pair<std::string, YAML::Node>> m_members;
    std::set<std::string, std::less<>> m_known;
};

bool is_json_pointer(std::string_view);

} // namespace wellkept::programs
