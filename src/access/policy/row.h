// One mapping of a policy file, read with every fault noted and none thrown: a whole file is judged in one go.
#pragma once
#include "access/policy/rules.h"
#include "base/result.h"
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <optional>
#include <yaml-cpp/yaml.h>

namespace wellkept::access {

class Row {
public:
    Row(std::string file, YAML::Node node, std::vector<Finding>& findings);

    int line() const { return m_line; }
    std::string const& file() const { return m_file; }
    bool has(char const* key) const;
    // Notes keys that are not among these.
    void only(std::initializer_list<std::string_view> keys) const;
    std::string text(char const* key) const; // noted and empty if it is not there
    std::string text_or(char const* key, std::string otherwise) const;
    std::string one_of(char const* key, std::initializer_list<std::string_view> words) const;
    bool yes(char const* key) const;
    int whole(char const* key, int min, int max) const;
    Period period(char const* key) const;
    Codes words(char const* key, bool may_be_empty = false) const;
    Row row(char const* key) const;               // an empty row, noted, if it is not there
    std::vector<Row> rows(char const* key) const; // at least one, or noted
    std::vector<std::pair<std::string, Row>> entries() const; // key and value of each line
    int line_of(char const* key) const;
    YAML::Node const& node() const { return m_node; }

    void fault(std::string what, std::string mend) const;
    void fault_at(char const* key, std::string what, std::string mend) const;

private:
    YAML::Node at(char const* key) const;
    YAML::Node needed(char const* key, char const* as) const;
    std::string m_file;
    YAML::Node m_node;
    std::vector<Finding>* m_findings;
    int m_line;
};

// A policy file that a room reads for itself. bad_input holds every fault that was noted, each with its line.
Result<> read_room_file(std::filesystem::path const& directory, std::string const& file, std::function<void(Row const&)> const& read);

// Adds a finding for each key that stands twice in one mapping: YAML would let one of them win in silence.
void find_doubles(std::string const& file, YAML::Node const&, std::vector<Finding>&);

} // namespace wellkept::access
