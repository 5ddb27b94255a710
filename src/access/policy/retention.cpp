#include "access/policy/retention.h"
#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <sstream>
#include <yaml-cpp/yaml.h>

namespace wellkept::access {
namespace {

constexpr std::array<std::string_view, 5> triggers { "created", "event", "last_contact", "contract_end",
    "permission_withdrawn" };
constexpr std::array<std::string_view, 3> actions { "destroy", "anonymise", "review" };

struct Fault {
    int line;
    std::string mend;
};

// Reads one row; the first fault ends it.
class Reader {
public:
    explicit Reader(YAML::Node row)
        : m_row(std::move(row))
    {
    }
    [[noreturn]] void fault(std::string mend) const { throw Fault { m_row.Mark().line + 1, std::move(mend) }; }
    void only(std::set<std::string_view> const& keys) const
    {
        if (!m_row.IsMap()) fault("write the row as `key: value`");
        std::set<std::string> seen;
        for (auto const& pair : m_row) {
            auto const key = pair.first.Scalar();
            if (!keys.contains(key)) fault("remove the unknown key `" + key + "`");
            if (!seen.insert(key).second) fault("`" + key + "` stands twice");
        }
    }
    std::string text(char const* key) const
    {
        if (!m_row[key] || !m_row[key].IsScalar() || m_row[key].Scalar().empty())
            fault(std::string("give `") + key + "`");
        return m_row[key].Scalar();
    }
    template <std::size_t N> std::size_t one_of(char const* key, std::array<std::string_view, N> const& words) const
    {
        auto const word = text(key);
        auto const it = std::find(words.begin(), words.end(), word);
        if (it != words.end()) return static_cast<std::size_t>(it - words.begin());
        std::string list;
        for (auto const w : words) list += (list.empty() ? "" : ", ") + std::string(w);
        fault("`" + std::string(key) + "` is one of " + list);
    }
    bool yes(char const* key) const
    {
        auto const word = text(key);
        if (word != "true" && word != "false") fault(std::string("`") + key + "` is true or false");
        return word == "true";
    }
    Period period(char const* key) const
    {
        auto const p = Period::parse(text(key));
        if (!p) fault(std::string("give `") + key + "` as an ISO 8601 duration such as P6Y, P1M or P60D");
        return *p;
    }
    bool has(char const* key) const { return bool(m_row[key]); }

private:
    YAML::Node m_row;
};

RecordClass record_class(Reader const& row)
{
    row.only({ "code", "title", "trigger", "period", "begin_before", "action", "statutory", "room", "basis" });
    RecordClass c;
    c.code = row.text("code");
    c.title = row.text("title");
    c.trigger = static_cast<Trigger>(row.one_of("trigger", triggers));
    c.period = row.period("period");
    c.action = static_cast<RetentionAction>(row.one_of("action", actions));
    c.statutory = row.yes("statutory");
    c.basis = row.text("basis");
    c.room = row.text("room");
    if (row.has("begin_before")) {
        c.begin_before = row.period("begin_before");
        if (c.begin_before.about() >= c.period.about()) row.fault("`begin_before` must be shorter than `period`");
    }
    // Nothing is kept no time by default: that is what consent withdrawn means, and nothing else.
    if (c.period.none() && c.trigger != Trigger::permission_withdrawn)
        row.fault("a `period` of no time goes with `trigger: permission_withdrawn` alone");
    return c;
}

} // namespace

std::string_view name(Trigger t) { return triggers[static_cast<std::size_t>(t)]; }
std::string_view name(RetentionAction a) { return actions[static_cast<std::size_t>(a)]; }

Result<RetentionRules> RetentionRules::load(std::filesystem::path const& file)
{
    std::stringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return read(text.str());
}

Result<RetentionRules> RetentionRules::read(std::string const& yaml)
{
    RetentionRules out;
    auto refused = [&](int line, std::string const& mend) {
        return bad_input("The policy was refused; the one in force stays.",
            "retention.yaml:" + std::to_string(line) + ": " + mend);
    };
    try {
        auto const root = YAML::Load(yaml);
        if (!root["classes"] || !root["classes"].IsSequence() || root["classes"].size() == 0)
            return refused(1, "list the record classes under `classes`");
        for (auto const& node : root["classes"]) {
            Reader const row(node);
            auto c = record_class(row);
            if (out.find(c.code)) row.fault("`" + c.code + "` stands twice");
            out.m_classes.push_back(std::move(c));
        }
        for (auto const& pair : root["time_zones"]) out.m_zones[pair.first.Scalar()] = pair.second.Scalar();
    } catch (Fault const& f) {
        return refused(f.line, f.mend);
    } catch (YAML::Exception const& e) {
        return refused(e.mark.line + 1, e.msg);
    }
    return out;
}

RecordClass const* RetentionRules::find(std::string_view code) const
{
    for (auto const& c : m_classes)
        if (c.code == code) return &c;
    return nullptr;
}

std::string RetentionRules::zone(std::string_view region) const
{
    auto const it = m_zones.find(region);
    return it == m_zones.end() ? "UTC" : it->second;
}

} // namespace wellkept::access
