#include "access/policy/row.h"
#include <algorithm>
#include <charconv>

namespace wellkept::access {

Row::Row(std::string file, YAML::Node node, std::vector<Finding>& findings)
    : m_file(std::move(file))
    , m_node(std::move(node))
    , m_findings(&findings)
    , m_line(std::max(1, m_node.Mark().line + 1))
{
}

void Row::fault(std::string what, std::string mend) const
{
    m_findings->push_back({ m_file, m_line, std::move(what), std::move(mend) });
}

void Row::fault_at(char const* key, std::string what, std::string mend) const
{
    m_findings->push_back({ m_file, line_of(key), std::move(what), std::move(mend) });
}

YAML::Node Row::at(char const* key) const
{
    // A const look: operator[] on a mutable node would add the key.
    if (!m_node.IsMap()) return YAML::Node(YAML::NodeType::Undefined);
    for (auto const& pair : m_node)
        if (pair.first.IsScalar() && pair.first.Scalar() == key) return pair.second;
    return YAML::Node(YAML::NodeType::Undefined);
}

int Row::line_of(char const* key) const
{
    if (m_node.IsMap())
        for (auto const& pair : m_node)
            if (pair.first.IsScalar() && pair.first.Scalar() == key) return pair.first.Mark().line + 1;
    return m_line;
}

bool Row::has(char const* key) const { return at(key).IsDefined(); }

YAML::Node Row::needed(char const* key, char const* as) const
{
    auto const n = at(key);
    if (!n.IsDefined() || n.IsNull()) fault(std::string("`") + key + "` is missing", std::string("give it as ") + as);
    return n;
}

void Row::only(std::initializer_list<std::string_view> keys) const
{
    if (!m_node.IsMap()) {
        fault("this is no mapping", "write it as `key: value` lines");
        return;
    }
    for (auto const& pair : m_node)
        if (std::find(keys.begin(), keys.end(), pair.first.Scalar()) == keys.end())
            m_findings->push_back({ m_file, pair.first.Mark().line + 1, "unknown key `" + pair.first.Scalar() + "`", "remove it" });
}

std::string Row::text(char const* key) const
{
    auto const n = needed(key, "text");
    if (!n.IsDefined() || n.IsNull()) return {};
    if (n.IsScalar() && !n.Scalar().empty()) return n.Scalar();
    fault_at(key, std::string("`") + key + "` is no text", "give it as text");
    return {};
}

std::string Row::text_or(char const* key, std::string otherwise) const { return has(key) ? text(key) : otherwise; }

std::string Row::one_of(char const* key, std::initializer_list<std::string_view> words) const
{
    auto const word = text(key);
    if (word.empty() || std::find(words.begin(), words.end(), word) != words.end()) return word;
    std::string all;
    for (auto const& w : words) all += (all.empty() ? "" : ", ") + std::string(w);
    fault_at(key, std::string("`") + key + "` is `" + word + "`", "give one of " + all);
    return {};
}

bool Row::yes(char const* key) const { return one_of(key, { "yes", "no" }) == "yes"; }

int Row::whole(char const* key, int min, int max) const
{
    auto const t = text(key);
    if (t.empty()) return 0;
    int n = 0;
    auto const [end, error] = std::from_chars(t.data(), t.data() + t.size(), n);
    if (error == std::errc() && end == t.data() + t.size() && n >= min && n <= max) return n;
    fault_at(key, std::string("`") + key + "` is `" + t + "`",
        "give a whole number from " + std::to_string(min) + " to " + std::to_string(max));
    return 0;
}

Period Row::period(char const* key) const
{
    auto const t = text(key);
    if (t.empty()) return {};
    if (auto const p = Period::parse(t)) return *p;
    fault_at(key, std::string("`") + key + "` is `" + t + "`", "give an ISO 8601 duration such as P6Y, P30D or PT72H");
    return {};
}

Codes Row::words(char const* key, bool may_be_empty) const
{
    Codes out;
    auto const n = needed(key, "a list in [ ]");
    if (!n.IsDefined() || n.IsNull()) return out;
    if (!n.IsSequence()) {
        fault_at(key, std::string("`") + key + "` is no list", "write its words in [ ]");
        return out;
    }
    for (auto const& w : n)
        if (w.IsScalar()) out.insert(w.Scalar());
    if (out.empty() && !may_be_empty) fault_at(key, std::string("`") + key + "` is empty", "name at least one");
    return out;
}

Row Row::row(char const* key) const
{
    auto const n = needed(key, "`key: value` lines");
    if (n.IsDefined() && !n.IsNull() && !n.IsMap())
        fault_at(key, std::string("`") + key + "` is no mapping", "write it as `key: value` lines");
    Row out(m_file, n.IsDefined() && n.IsMap() ? n : YAML::Node(YAML::NodeType::Map), *m_findings);
    out.m_line = line_of(key);
    return out;
}

std::vector<Row> Row::rows(char const* key) const
{
    std::vector<Row> out;
    auto const n = needed(key, "rows, each beginning with `- `");
    if (!n.IsDefined() || n.IsNull()) return out;
    if (!n.IsSequence() || n.size() == 0) {
        fault_at(key, std::string("`") + key + "` has no rows", "list at least one, each beginning with `- `");
        return out;
    }
    for (auto const& r : n) out.emplace_back(m_file, r, *m_findings);
    return out;
}

std::vector<std::pair<std::string, Row>> Row::entries() const
{
    std::vector<std::pair<std::string, Row>> out;
    if (!m_node.IsMap()) {
        if (!m_node.IsNull()) fault("this is no mapping", "write it as `key: value` lines");
        return out;
    }
    for (auto const& pair : m_node) {
        Row r(m_file, pair.second, *m_findings);
        r.m_line = pair.first.Mark().line + 1;
        out.emplace_back(pair.first.Scalar(), std::move(r));
    }
    return out;
}

Result<> read_room_file(std::filesystem::path const& directory, std::string const& file, std::function<void(Row const&)> const& read)
{
    std::vector<Finding> findings;
    try {
        auto const root = YAML::LoadFile((directory / file).string());
        find_doubles(file, root, findings);
        read(Row(file, root, findings));
    } catch (YAML::Exception const& e) {
        findings.push_back({ file, e.mark.line + 1, "not YAML: " + e.msg, "correct it" });
    }
    std::string all;
    for (auto const& f : findings) all += (all.empty() ? "" : "\n") + f.text();
    if (all.empty()) return {};
    return bad_input("A file of the policy was refused.", all);
}

void find_doubles(std::string const& file, YAML::Node const& node, std::vector<Finding>& findings)
{
    if (node.IsSequence())
        for (auto const& n : node) find_doubles(file, n, findings);
    if (!node.IsMap()) return;
    std::map<std::string, int> seen;
    for (auto const& pair : node) {
        auto const line = pair.first.Mark().line + 1;
        if (auto const [it, fresh] = seen.emplace(pair.first.Scalar(), line); !fresh)
            findings.push_back({ file, line, "`" + pair.first.Scalar() + "` stands here twice, first in line " + std::to_string(it->second),
                "keep one of the two" });
        find_doubles(file, pair.second, findings);
    }
}

} // namespace wellkept::access
