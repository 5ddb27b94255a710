#include "connect/programs/file_format.h"
#include "connect/programs/units.h"
#include "connect/programs/yaml_section.h"
#include <algorithm>
#include <charconv>

namespace wellkept::programs {
namespace {

constexpr std::int64_t second_ms = 1000, day_ms = 86'400'000;

// "15 min" in milliseconds; "day" is a local day, of no fixed length.
std::optional<std::int64_t> duration_ms(std::string_view text)
{
    int count {};
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), count);
    auto const unit = std::string_view(end, std::size_t(text.data() + text.size() - end));
    if (failed != std::errc() || count < 1 || count > 86'400) return std::nullopt;
    auto const one = unit == " s" ? second_ms : unit == " min" ? 60 * second_ms : unit == " h" ? 3600 * second_ms : 0;
    if (one == 0 || count * one > day_ms) return std::nullopt;
    return count * one;
}

struct Reading {
    Faults& faults;
    timeseries::MetricTable const& metrics;
    FileFormat& format;
    FileLayout layout;

    std::optional<std::size_t> column(Section& s, std::string_view key, std::string const& name)
    {
        auto const found = layout.column(name);
        if (!found) s.fault(key, "'" + name + "' is not under columns");
        return found;
    }

    std::optional<std::size_t> column_if(Section& s, std::string_view key)
    {
        auto const name = s.text_or(key, "");
        return name.empty() ? std::nullopt : column(s, key, name);
    }

    void columns(Section& s)
    {
        auto const node = s.required("columns");
        if (!node.IsDefined() || !node.IsMap()) {
            s.fault("columns", "write our name of a column, and its headers");
            return;
        }
        for (auto const& member : node) {
            FileColumn c;
            c.name = member.first.Scalar();
            Section part(faults, member.second, "column " + c.name);
            c.headers = part.texts("headers");
            c.optional = part.flag_or("optional", false);
            c.repeat = std::size_t(part.number_or("repeat", 2, 1440, 1));
            for (auto& [word, ucum] : part.pairs("units")) c.units.emplace(word, ucum);
            if (c.headers.empty()) part.fault("headers is missing; write how files head this column");
            for (auto const& header : c.headers) {
                if ((header.find("{unit}") != std::string::npos) != !c.units.empty())
                    part.fault("headers", "{unit} and units belong together, in every header");
                if ((header.find("{n}") != std::string::npos) != (c.repeat > 1))
                    part.fault("headers", "{n} and repeat belong together, in every header");
            }
            if (layout.column(c.name)) part.fault("the column stands twice; keep one");
            layout.columns.push_back(std::move(c));
        }
    }

    std::vector<FileCondition> conditions(Section& s, std::string_view key)
    {
        std::vector<FileCondition> out;
        auto const node = s.node(key);
        if (!s.has(key)) return out;
        if (!node.IsMap()) {
            s.fault(key, "write column: value, or column: [values]");
            return out;
        }
        for (auto const& member : node) {
            FileCondition c;
            auto const found = column(s, key, member.first.Scalar());
            c.column = found.value_or(0);
            if (member.second.IsScalar()) c.one_of.insert(member.second.Scalar());
            for (auto const& v : member.second)
                if (member.second.IsSequence() && v.IsScalar()) c.one_of.insert(v.Scalar());
            if (c.one_of.empty()) s.fault(key, "write a value or a list of values");
            out.push_back(std::move(c));
        }
        return out;
    }

    void time(Section& s)
    {
        Section t(faults, s.required("time"), layout.code + " time");
        layout.time = column(t, "column", t.text("column")).value_or(0);
        if (auto patterns = TimePatterns::compile(t.texts("patterns")); patterns)
            layout.patterns = patterns.release();
        else
            t.fault("patterns", patterns.error().public_text.text);
        if (auto const vendor = t.text_or("vendor", ""); !vendor.empty()) {
            layout.vendor = layout.patterns.find(vendor);
            if (!layout.vendor) t.fault("vendor", "the pattern is not under patterns");
        }
        layout.daily = t.flag_or("daily", false);
    }

    void unit(Section& s, FileSampleRule& rule, timeseries::Metric const& metric)
    {
        rule.unit = s.text_or("unit", "");
        auto const& column = layout.columns[rule.column];
        auto const check = [&](std::string const& ucum) {
            if (!convert(0, ucum, metric.ucum))
                s.fault("unit", "no exact way from '" + ucum + "' to '" + metric.ucum + "'; use a unit of units.cpp");
        };
        if (rule.unit.empty() == column.units.empty())
            s.fault("unit", "say it here, or in the column's headers by {unit}");
        if (!rule.unit.empty()) check(rule.unit);
        for (auto const& [word, ucum] : column.units) check(ucum);
    }

    void codes(Section& s, FileSampleRule& rule, timeseries::Metric const& metric)
    {
        for (auto const& [theirs, ours] : s.pairs("codes")) {
            auto const code = std::find(metric.codes.begin(), metric.codes.end(), ours);
            if (code == metric.codes.end())
                s.fault("codes", "'" + ours + "' is no code of " + metric.code);
            else
                rule.codes.emplace(theirs, double(code - metric.codes.begin()));
        }
        if (rule.codes.empty()) s.fault("codes is missing; write the file's value: our code lines");
    }

    void sample(YAML::Node const& node)
    {
        FileSampleRule rule;
        Section s(faults, node, layout.code + " sample");
        rule.metric = s.text("metric");
        rule.when = conditions(s, "when");
        auto const value = column(s, "value", s.text("value"));
        rule.whole = s.flag_or("whole", false);
        auto const span = s.text_or("lasts", "");
        if (span == "day") {
            rule.span = FileSampleRule::Span::day;
        } else if (!span.empty()) {
            rule.span = FileSampleRule::Span::lasts;
            auto const ms = duration_ms(span);
            if (!ms) s.fault("lasts", "write day, or a count and s, min or h, as in 15 min");
            rule.lasts_ms = ms.value_or(0);
        }
        auto const* metric = metrics.find(rule.metric);
        if (!metric) s.fault("metric", "'" + rule.metric + "' is not in policy/metrics.yaml");
        if (!metric || !value) {
            s.node("unit"), s.node("codes");
            return;
        }
        rule.column = *value;
        rule.ucum = metric->ucum;
        rule.min = metric->min;
        rule.max = metric->max;
        if (metric->codes.empty())
            unit(s, rule, *metric);
        else
            codes(s, rule, *metric);
        if (metric->interval != (rule.span != FileSampleRule::Span::instant))
            s.fault("lasts",
                metric->interval ? "this metric belongs to an interval; say how long"
                                 : "this metric belongs to an instant; drop it");
        if (layout.columns[rule.column].repeat > 1 && rule.span != FileSampleRule::Span::lasts)
            s.fault("lasts", "say how long each of the repeated columns lasts");
        format.categories.insert(metric->category);
        layout.samples.push_back(std::move(rule));
    }

    void ignored(YAML::Node const& node)
    {
        Section s(faults, node, layout.code + " ignore");
        auto when = conditions(s, "when");
        if (when.size() != 1) s.fault("when", "write exactly one column and its values");
        auto says = s.text("says");
        if (when.size() == 1) layout.ignored.push_back({ std::move(when[0]), std::move(says) });
    }

    void read(YAML::Node const& node)
    {
        Section s(faults, node, "layout");
        layout.code = s.text("layout");
        layout.title = s.text("title");
        for (auto const& word : s.texts("delimiters")) {
            char const c = word == "tab" ? '\t' : word == "comma" ? ',' : word == "semicolon" ? ';' : '\0';
            if (c)
                layout.delimiters.push_back(c);
            else
                s.fault("delimiters", "'" + word + "' is not one of tab, comma, semicolon");
        }
        if (layout.delimiters.empty()) s.fault("delimiters", "write tab, comma or semicolon");
        layout.title_lines = std::size_t(s.number_or("title_lines", 0, int(file_title_lines_max), 0));
        layout.decimal = s.choice_or<FileLayout::Decimal>("decimal",
            { { "point", FileLayout::Decimal::point }, { "comma", FileLayout::Decimal::comma },
                { "either", FileLayout::Decimal::either } },
            FileLayout::Decimal::point);
        columns(s);
        layout.person = column_if(s, "person");
        layout.record = column_if(s, "record");
        layout.kind = column_if(s, "kind");
        time(s);
        for (auto const& item : s.list("samples")) sample(item);
        if (layout.samples.empty()) s.fault("samples", "a file without samples brings nothing");
        for (auto const& item : s.list("ignore")) ignored(item);
        for (auto const& other : format.layouts)
            if (other.code == layout.code) s.fault("layout", "'" + layout.code + "' stands twice; rename one");
    }
};

} // namespace

std::optional<std::size_t> FileLayout::column(std::string_view name) const
{
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].name == name) return i;
    return std::nullopt;
}

Result<FileFormat> parse_file_section(
    YAML::Node const& node, std::string const& file, timeseries::MetricTable const& metrics)
try {
    FileFormat out;
    Faults faults(file);
    {
        Section s(faults, node, "file");
        for (auto const& item : s.list("layouts")) {
            Reading reading { faults, metrics, out, {} };
            reading.read(item);
            out.layouts.push_back(std::move(reading.layout));
        }
        if (out.layouts.empty()) s.fault("layouts", "describe at least one kind of file");
    }
    TRY(faults.verdict());
    return out;
} catch (YAML::Exception const& e) {
    return bad_input(file + ": the file section is not as expected: " + e.msg + ".");
}

} // namespace wellkept::programs
