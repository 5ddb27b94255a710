#include "connect/programs/yaml_section.h"
#include <charconv>

namespace wellkept::programs {

void Faults::add(YAML::Mark const& mark, std::string const& what)
{
    if (m_lines.size() >= most) return;
    m_lines.push_back(m_file + (mark.is_null() ? "" : " line " + std::to_string(mark.line + 1)) + ": " + what + ".");
}

void Faults::add_line(std::string line)
{
    if (m_lines.size() < most) m_lines.push_back(std::move(line));
}

Result<> Faults::verdict() const
{
    if (m_lines.empty()) return {};
    std::string all;
    for (auto const& line : m_lines) all += (all.empty() ? "" : "\n") + line;
    return bad_input(all);
}

bool is_json_pointer(std::string_view p)
{
    if (p.empty()) return true;
    if (p.front() != '/') return false;
    for (std::size_t i = 0; i < p.size(); ++i) // RFC 6901 section 3: ~ only as ~0 or ~1
        if (p[i] == '~' && (i + 1 == p.size() || (p[i + 1] != '0' && p[i + 1] != '1'))) return false;
    return true;
}

Section::Section(Faults& faults, YAML::Node const& node, std::string what)
    : m_faults(faults)
    , m_mark(node.IsDefined() ? node.Mark() : YAML::Mark::null_mark())
    , m_what(std::move(what))
{
    if (!node.IsDefined() || !node.IsMap()) {
        fault("write key: value lines here");
        return;
    }
    for (auto const& member : node) {
        if (!member.first.IsScalar()) {
            m_faults.add(member.first.Mark(), m_what + ": a key must be a plain word");
            continue;
        }
        auto key = member.first.Scalar();
        if (has(key)) m_faults.add(member.first.Mark(), m_what + ": '" + key + "' stands twice; keep one");
        m_members.emplace_back(std::move(key), member.second);
    }
}

Section::~Section()
{
    for (auto const& [key, node] : m_members) {
        if (m_known.contains(key)) continue;
        std::string known;
        for (auto const& k : m_known) known += (known.empty() ? "" : ", ") + k;
        m_faults.add(node.Mark(), m_what + ": unknown key '" + key + "'; known here: " + known);
    }
}

bool Section::has(std::string_view key) const
{
    for (auto const& member : m_members)
        if (member.first == key) return true;
    return false;
}

YAML::Node Section::node(std::string_view key)
{
    m_known.emplace(key);
    for (auto const& member : m_members)
        if (member.first == key) return member.second;
    return YAML::Node(YAML::NodeType::Undefined);
}

YAML::Node Section::required(std::string_view key)
{
    auto out = node(key);
    if (!has(key)) fault("'" + std::string(key) + "' is missing; add it");
    return out;
}

std::string Section::text(std::string_view key)
{
    auto const n = required(key);
    if (!has(key)) return {};
    if (!n.IsScalar() || n.Scalar().empty()) {
        fault(key, "write one text value");
        return {};
    }
    return n.Scalar();
}

std::string Section::text_or(std::string_view key, std::string fallback)
{
    m_known.emplace(key);
    return has(key) ? text(key) : fallback;
}

int Section::number(std::string_view key, int min, int max)
{
    auto const word = text(key);
    if (word.empty()) return min;
    int out {};
    auto const [end, failed] = std::from_chars(word.data(), word.data() + word.size(), out);
    if (failed != std::errc() || end != word.data() + word.size() || out < min || out > max) {
        fault(key, "write a whole number from " + std::to_string(min) + " to " + std::to_string(max));
        return min;
    }
    return out;
}

int Section::number_or(std::string_view key, int min, int max, int fallback)
{
    m_known.emplace(key);
    return has(key) ? number(key, min, max) : fallback;
}

bool Section::flag_or(std::string_view key, bool fallback)
{
    m_known.emplace(key);
    if (!has(key)) return fallback;
    auto const word = text(key);
    if (word == "yes") return true;
    if (word != "no" && !word.empty()) fault(key, "write yes or no");
    return false;
}

std::vector<std::string> Section::texts(std::string_view key)
{
    auto const n = node(key);
    if (!has(key)) return {};
    if (n.IsScalar() && !n.Scalar().empty()) return { n.Scalar() };
    std::vector<std::string> out;
    if (n.IsSequence())
        for (auto const& item : n)
            if (item.IsScalar() && !item.Scalar().empty()) out.push_back(item.Scalar());
    if (!n.IsSequence() || out.size() != n.size()) fault(key, "write a list of texts, as in [a, b]");
    return out;
}

std::vector<std::pair<std::string, std::string>> Section::pairs(std::string_view key)
{
    auto const n = node(key);
    std::vector<std::pair<std::string, std::string>> out;
    if (!has(key)) return out;
    if (n.IsMap())
        for (auto const& member : n)
            if (member.first.IsScalar() && member.second.IsScalar())
                out.emplace_back(member.first.Scalar(), member.second.Scalar());
    if (!n.IsMap() || out.size() != n.size()) fault(key, "write name: text lines here");
    for (std::size_t i = 0; i < out.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (out[i].first == out[j].first) fault(key, "'" + out[i].first + "' stands twice; keep one");
    return out;
}

std::vector<YAML::Node> Section::list(std::string_view key)
{
    auto const n = node(key);
    std::vector<YAML::Node> out;
    if (!has(key)) return out;
    if (!n.IsSequence()) {
        fault(key, "write a list here, each item with a dash");
        return out;
    }
    for (auto const& item : n) out.push_back(item);
    return out;
}

std::string Section::pointer_or(std::string_view key, std::string fallback)
{
    auto out = text_or(key, std::move(fallback));
    if (!is_json_pointer(out)) {
        fault(key, "'" + out + "' is no JSON Pointer (RFC 6901); begin it with /");
        return {};
    }
    return out;
}

void Section::fault(std::string_view key, std::string const& what)
{
    for (auto const& member : m_members)
        if (member.first == key) {
            m_faults.add(member.second.Mark(), m_what + ", " + std::string(key) + ": " + what);
            return;
        }
    fault(std::string(key) + ": " + what);
}

} // namespace wellkept::programs
