#include "connect/timeseries/metric.h"
#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>
#include <set>
#include <yaml-cpp/yaml.h>

namespace wellkept::timeseries {

namespace {

constexpr std::size_t text_bytes_max = 200;

bool is_lower_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// snake_case, as it stands in URLs and in stored streams.
bool is_code(std::string_view s)
{
    return !s.empty() && s.size() <= 64 && s[0] >= 'a' && s[0] <= 'z' && s.back() != '_'
        && std::all_of(s.begin(), s.end(), [](char c) { return c == '_' || is_lower_or_digit(c); });
}

// LOINC Users' Guide: up to seven digits, a hyphen, and a mod-10 (Luhn) check digit.
bool is_loinc(std::string_view s)
{
    if (s.size() < 3 || s.size() > 9 || s[s.size() - 2] != '-') return false;
    auto number = s.substr(0, s.size() - 2);
    int sum = 0;
    bool doubled = true;
    for (auto it = number.rbegin(); it != number.rend(); ++it, doubled = !doubled) {
        if (*it < '0' || *it > '9') return false;
        int digit = *it - '0';
        sum += doubled ? digit * 2 / 10 + digit * 2 % 10 : digit;
    }
    return s.back() == '0' + (10 - sum % 10) % 10;
}

// UCUM is case-sensitive ASCII without spaces (UCUM section 2.1).
bool is_ucum(std::string_view s)
{
    return !s.empty() && s.size() <= 32 && std::all_of(s.begin(), s.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

std::optional<Daily> daily_of(std::string_view s)
{
    if (s == "mean") return Daily::mean;
    if (s == "sum") return Daily::sum;
    if (s == "last") return Daily::last;
    if (s == "time_by_code") return Daily::time_by_code;
    return std::nullopt;
}

// One row of the file, and where it stands, for the message.
class Row {
public:
    Row(std::string file, YAML::Node node)
        : m_file(std::move(file))
        , m_node(std::move(node))
    {
    }

    Error refuse(YAML::Node const& at, std::string const& mend) const
    {
        return bad_input(m_file + " line " + std::to_string(at.Mark().line + 1) + ": " + mend);
    }
    Error refuse(std::string const& mend) const { return refuse(m_node, mend); }

    bool has(char const* key) const { return m_node[key].IsDefined(); }
    YAML::Node at(char const* key) const { return m_node[key]; }

    Result<> check_keys(std::set<std::string> const& known) const
    {
        if (!m_node.IsMap()) return refuse("must be a map of fields to values.");
        std::set<std::string> seen;
        for (auto const& field : m_node) {
            if (!field.first.IsScalar()) return refuse(field.first, "a field's name must be a plain word.");
            auto const& key = field.first.Scalar();
            if (!known.contains(key)) return refuse(field.first, "'" + key + "' is not a field here; remove it.");
            if (!seen.insert(key).second) return refuse(field.first, "'" + key + "' stands twice; keep one.");
        }
        return Unit {};
    }

    Result<std::string> text(char const* key) const
    {
        if (!has(key)) return refuse(std::string("'") + key + "' is missing; add it.");
        auto node = at(key);
        if (!node.IsScalar()) return refuse(node, std::string("'") + key + "' must be one value.");
        if (node.Scalar().size() > text_bytes_max)
            return refuse(node, std::string("'") + key + "' must not be longer than 200 bytes.");
        return node.Scalar();
    }

    Result<double> number(char const* key) const
    {
        auto scalar = TRY(text(key));
        double x {};
        if (!YAML::convert<double>::decode(at(key), x) || !std::isfinite(x))
            return refuse(at(key), std::string("'") + key + "' must be a finite number.");
        return x;
    }

private:
    std::string m_file;
    YAML::Node m_node;
};

Result<std::vector<std::string>> read_codes(Row const& row)
{
    auto node = row.at("codes");
    if (!node.IsSequence() || node.size() == 0) return row.refuse(node, "'codes' must be a list of at least one code.");
    std::vector<std::string> codes;
    for (auto const& item : node) {
        if (!item.IsScalar() || !is_code(item.Scalar()))
            return row.refuse(item, "each of 'codes' must be snake_case: small letters, digits and underscores.");
        if (std::find(codes.begin(), codes.end(), item.Scalar()) != codes.end())
            return row.refuse(item, "'" + item.Scalar() + "' stands twice among 'codes'; remove one.");
        codes.push_back(item.Scalar());
    }
    return codes;
}

Result<Metric> read_metric(Row const& row)
{
    TRY(row.check_keys({ "code", "title", "category", "ucum", "loinc", "time", "daily", "min", "max", "codes" }));
    Metric m;
    m.code = TRY(row.text("code"));
    if (!is_code(m.code))
        return row.refuse(row.at("code"), "'code' must be snake_case: small letters, digits and underscores.");
    m.title = TRY(row.text("title"));
    if (m.title.empty()) return row.refuse(row.at("title"), "'title' is empty; write what people call this metric.");
    m.category = TRY(row.text("category"));
    if (!is_code(m.category)) return row.refuse(row.at("category"), "'category' must be a code of categories.yaml.");
    m.loinc = TRY(row.text("loinc"));
    if (!m.loinc.empty() && !is_loinc(m.loinc))
        return row.refuse(row.at("loinc"), "'loinc' is no LOINC code (its check digit is wrong); correct it, or \"\".");
    auto time = TRY(row.text("time"));
    if (time != "instant" && time != "interval")
        return row.refuse(row.at("time"), "'time' must be instant or interval.");
    m.interval = time == "interval";
    auto daily = daily_of(TRY(row.text("daily")));
    if (!daily) return row.refuse(row.at("daily"), "'daily' must be mean, sum, last or time_by_code.");
    m.daily = *daily;

    if (row.has("codes")) {
        for (auto key : { "ucum", "min", "max" })
            if (row.has(key))
                return row.refuse(row.at(key), std::string("a metric with 'codes' has no '") + key + "'; remove one.");
        m.codes = TRY(read_codes(row));
        m.max = static_cast<double>(m.codes.size() - 1);
        if (m.daily == Daily::mean || m.daily == Daily::sum)
            return row.refuse(row.at("daily"), "codes have no mean or sum; 'daily' must be last or time_by_code.");
        if (m.daily == Daily::time_by_code && !m.interval)
            return row.refuse(row.at("daily"), "an instant takes no time; 'time' must be interval, or 'daily' last.");
        return m;
    }
    if (m.daily == Daily::time_by_code)
        return row.refuse(row.at("daily"), "time_by_code needs 'codes'; add them, or choose mean, sum or last.");
    m.ucum = TRY(row.text("ucum"));
    if (!is_ucum(m.ucum)) return row.refuse(row.at("ucum"), "'ucum' must be a UCUM unit, like /min or mg/dL.");
    m.min = TRY(row.number("min"));
    m.max = TRY(row.number("max"));
    if (m.min > m.max) return row.refuse(row.at("min"), "'min' is above 'max'; swap or correct them.");
    return m;
}

Result<std::vector<Metric>> read_all(std::string const& file, YAML::Node const& root)
{
    if (!root.IsMap()) return bad_input(file + " line 1: the file must have one field, 'metrics', with a list.");
    Row whole(file, root);
    TRY(whole.check_keys({ "metrics" }));
    auto list = whole.at("metrics");
    if (!list.IsDefined() || !list.IsSequence() || list.size() == 0)
        return whole.refuse("'metrics' must be a list of at least one metric.");
    std::vector<Metric> metrics;
    std::set<std::string> codes, loincs;
    for (auto const& item : list) {
        Row row(file, item);
        auto metric = TRY(read_metric(row));
        if (!codes.insert(metric.code).second)
            return row.refuse(
                row.at("code"), "the code '" + metric.code + "' is taken by an earlier metric; rename one.");
        // Whoever searches by a LOINC code must get one thing.
        if (!metric.loinc.empty() && !loincs.insert(metric.loinc).second)
            return row.refuse(row.at("loinc"), "'" + metric.loinc + "' is taken by an earlier metric; keep it on one.");
        metrics.push_back(std::move(metric));
    }
    return metrics;
}

} // namespace

Result<MetricTable> MetricTable::load(std::filesystem::path const& path)
{
    auto file = path.filename().string();
    auto unreadable = [&](std::string_view why) {
        return bad_input(file + " cannot be read; check that it exists and who may read it.",
            path.string() + ": " + std::string(why));
    };
    try {
        std::error_code ignored; // the stream says the same
        std::ifstream in(path);
        if (!in || !std::filesystem::is_regular_file(path, ignored)) return unreadable("no file, or no permission");
        MetricTable table;
        table.m_all = TRY(read_all(file, YAML::Load(in)).context(path.string()));
        for (std::size_t i = 0; i < table.m_all.size(); ++i) table.m_by_code.emplace(table.m_all[i].code, i);
        return table;
    } catch (YAML::Exception const& e) {
        return bad_input(file + " line " + std::to_string(e.mark.line + 1) + ": this is not YAML; correct it.",
            path.string() + ": " + e.msg);
    } catch (std::ios_base::failure const& e) {
        return unreadable(e.what());
    }
}

Metric const* MetricTable::find(std::string_view code) const
{
    auto it = m_by_code.find(code);
    return it == m_by_code.end() ? nullptr : &m_all[it->second];
}

std::string_view name(Daily d)
{
    switch (d) {
    case Daily::mean:
        return "mean";
    case Daily::sum:
        return "sum";
    case Daily::last:
        return "last";
    case Daily::time_by_code:
        return "time_by_code";
    }
    return "mean";
}

} // namespace wellkept::timeseries
