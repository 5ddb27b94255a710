// The mapping rules of a manifest: `map:` below a data request.
#include "connect/programs/manifest_parts.h"
#include "connect/programs/template.h"
#include "connect/programs/units.h"
#include <algorithm>
#include <charconv>
#include <cmath>

namespace wellkept::programs {
namespace {

struct Reading {
    ReadContext& context;
    std::vector<std::string> levels { "body" };

    // An unknown level or a bad pointer is a fault; what it returns then is never used.
    Path path(YAML::Mark const& mark, std::string const& what, std::string const& text)
    {
        Path out;
        auto const end = std::min(text.find_first_of("/#"), text.size());
        auto const level = std::find(levels.begin(), levels.end(), text.substr(0, end));
        if (level == levels.end()) {
            std::string known;
            for (auto const& l : levels) known += (known.empty() ? "" : ", ") + l;
            context.faults.add(mark, what + ": '" + text + "' does not begin with a level; known here: " + known);
            return out;
        }
        out.level = std::size_t(level - levels.begin());
        auto const rest = text.substr(end);
        if (rest == "#" && out.level > 0)
            out.key = true;
        else if (is_json_pointer(rest))
            out.pointer = rest;
        else
            context.faults.add(mark, what + ": '" + text + "' is no place; write level/json/pointer or level#");
        return out;
    }
    Path path(Section& s, std::string_view key, std::string const& what)
    {
        auto const text = s.text(key);
        return text.empty() ? Path {} : path(s.node(key).Mark(), what, text);
    }
    std::optional<Path> path_if(Section& s, std::string_view key, std::string const& what)
    {
        s.node(key);
        if (!s.has(key)) return std::nullopt;
        return path(s, key, what);
    }

    // "<number or place> <unit>", as in "300 s" or "night/hrv/interval s".
    Span span(Section& s, std::string_view key, std::string const& what)
    {
        Span out;
        auto const text = s.text(key);
        auto const gap = text.rfind(' ');
        static std::map<std::string, double, std::less<>> const units { { "ms", 1 }, { "s", 1000 }, { "min", 60'000 },
            { "h", 3'600'000 } };
        auto const unit = gap == std::string::npos ? units.end() : units.find(text.substr(gap + 1));
        if (unit == units.end()) {
            s.fault(key, "write a number or a place, a space, and one of ms, s, min, h");
            return out;
        }
        out.to_ms = unit->second;
        auto const amount = text.substr(0, gap);
        auto const [end, failed] = std::from_chars(amount.data(), amount.data() + amount.size(), out.constant);
        if (failed != std::errc() || end != amount.data() + amount.size() || !std::isfinite(out.constant))
            out.at = path(s.node(key).Mark(), what, amount);
        return out;
    }
    std::optional<Span> span_if(Section& s, std::string_view key, std::string const& what)
    {
        s.node(key);
        if (!s.has(key)) return std::nullopt;
        return span(s, key, what);
    }

    std::vector<Condition> conditions(Section& s, std::string_view key, std::string const& what)
    {
        std::vector<Condition> out;
        auto const node = s.node(key);
        if (!s.has(key)) return out;
        if (!node.IsMap()) {
            s.fault(key, "write place: value lines here");
            return out;
        }
        for (auto const& member : node) {
            Condition c;
            c.at = path(member.first.Mark(), what, member.first.IsScalar() ? member.first.Scalar() : "");
            auto const& is = member.second;
            auto take = [&](YAML::Node const& n) {
                if (n.IsScalar()) c.values.push_back(n.Scalar());
                if (n.IsSequence())
                    for (auto const& v : n)
                        if (v.IsScalar()) c.values.push_back(v.Scalar());
            };
            if (is.IsScalar() && is.Tag() != "!" && is.Scalar() == "present") {
                c.is = Condition::Is::present;
            } else if (is.IsScalar() && is.Tag() != "!" && is.Scalar() == "absent") {
                c.is = Condition::Is::absent;
            } else if (is.IsMap() && is.size() == 1 && is["not"]) {
                c.is = Condition::Is::none_of;
                take(is["not"]);
            } else {
                take(is);
            }
            if ((c.is == Condition::Is::one_of || c.is == Condition::Is::none_of) && c.values.empty())
                s.fault(key, "write a value, a list of values, {not: ...}, present or absent");
            out.push_back(std::move(c));
        }
        return out;
    }

    TimeRule time(YAML::Node const& node, std::string const& what)
    {
        TimeRule out;
        Section s(context.faults, node, what);
        out.start = path(s, "start", what);
        s.required("as");
        out.as = s.choice_or("as", time_forms, TimeForm::epoch_s);
        out.end = path_if(s, "end", what);
        out.duration = span_if(s, "duration", what);
        out.plus = span_if(s, "plus", what);
        out.zone = path_if(s, "zone", what);
        out.offset = span_if(s, "offset", what);
        out.local_clock = path_if(s, "local_clock", what);
        if (out.end && out.duration) s.fault("duration", "there is an end already; keep one of the two");
        if (out.as == TimeForm::day && (out.end || out.duration || out.plus))
            s.fault("as", "a day is a whole interval; drop end, duration and plus");
        if (int(bool(out.zone)) + int(bool(out.offset)) + int(bool(out.local_clock)) > 1)
            s.fault("keep one of zone, offset and local_clock");
        return out;
    }

    ValueRule value(YAML::Node const& node, std::string const& what)
    {
        ValueRule out;
        if (node.IsScalar()) {
            out.at = path(node.Mark(), what, node.Scalar());
            return out;
        }
        Section s(context.faults, node, what);
        out.at = path_if(s, "at", what);
        out.scale10 = path_if(s, "scale10", what);
        out.number_text = s.flag_or("number_text", false);
        if (auto const n = s.node("constant"); s.has("constant")) {
            auto const text = s.text("constant");
            double number {};
            auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
            if (failed != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
                s.fault("constant", "write a number");
            out.constant = number;
        }
        if (bool(out.at) == bool(out.constant)) s.fault("write either at or constant");
        return out;
    }

    void unit(Section& s, ValueRule& out, timeseries::Metric const& metric, std::string const& what)
    {
        auto const node = s.node("unit");
        if (!s.has("unit")) {
            s.fault("unit is missing; write the vendor's unit in UCUM (ours is " + metric.ucum + ")");
            return;
        }
        auto check = [&](std::string const& ucum) {
            if (!convert(0, ucum, metric.ucum))
                s.fault("unit", "no exact way from '" + ucum + "' to '" + metric.ucum + "'; use a unit of units.cpp");
        };
        if (node.IsScalar()) {
            out.unit = node.Scalar();
            check(out.unit);
            return;
        }
        Section u(context.faults, node, what + " unit");
        out.unit_at = path(u, "at", what);
        for (auto const& [name, ucum] : u.pairs("table")) {
            out.unit_table.emplace(name, ucum);
            check(ucum);
        }
        if (out.unit_table.empty()) u.fault("table is missing; write the vendor's unit: UCUM lines");
    }

    void codes(Section& s, ValueRule& out, timeseries::Metric const& metric)
    {
        auto const rows = s.pairs("codes");
        if (rows.empty()) s.fault("codes is missing; write the vendor's value: our code lines");
        for (auto const& [theirs, ours] : rows) {
            auto const code = std::find(metric.codes.begin(), metric.codes.end(), ours);
            if (code == metric.codes.end())
                s.fault("codes", "'" + ours + "' is no code of " + metric.code);
            else if (theirs == "*")
                out.otherwise = std::size_t(code - metric.codes.begin());
            else
                out.codes.emplace(theirs, std::size_t(code - metric.codes.begin()));
        }
    }

    std::optional<Series> series(Section& s, std::string const& what)
    {
        std::optional<Series> out;
        for (auto const* key : { "series", "digits" }) {
            auto const node = s.node(key);
            if (!s.has(key)) continue;
            if (out) s.fault(key, "keep one of series and digits");
            Section part(context.faults, node, what + " " + key);
            out = Series { path(part, "items", what), span(part, "step", what), std::string_view(key) == "digits" };
            if (!out->step.at && out->step.constant <= 0) part.fault("step", "write a step above 0");
        }
        return out;
    }

    Emit emit(
        YAML::Node const& node, std::string const& rule, YAML::Node const& rule_time, YAML::Node const& rule_value)
    {
        Emit out;
        Section s(context.faults, node, rule + " emit");
        out.metric = s.text("metric");
        auto const what = rule + " " + out.metric;
        out.when = conditions(s, "when", what);
        auto const own_time = s.node("time");
        auto const own_value = s.node("value");
        if (s.has("time") || rule_time.IsDefined())
            out.time = time(s.has("time") ? own_time : rule_time, what + " time");
        else
            s.fault("time is missing, here or in the rule");
        out.series = series(s, what);
        if (!out.series && (s.has("value") || rule_value.IsDefined()))
            out.value = value(s.has("value") ? own_value : rule_value, what + " value");
        else if (out.series && s.has("value"))
            s.fault("value", "the series gives the values; drop this");
        else if (!out.series)
            s.fault("value is missing, here or in the rule");
        for (auto& word : s.texts("skip")) out.value.skip.insert(std::move(word));

        auto const* metric = context.metrics.find(out.metric);
        if (!metric) {
            if (!out.metric.empty()) s.fault("metric", "'" + out.metric + "' is not in policy/metrics.yaml");
            s.node("unit"), s.node("codes");
            return out;
        }
        out.category = metric->category;
        if (!context.manifest.find_category(out.category))
            s.fault("metric",
                "its category '" + out.category + "' is not under collects; say there what is collected, or drop it");
        s.node(metric->codes.empty() ? "unit" : "codes");
        if (metric->codes.empty())
            unit(s, out.value, *metric, what);
        else
            codes(s, out.value, *metric);
        if (!out.series && metric->interval && !out.time.interval())
            s.fault("this metric belongs to an interval; give its time an end, a duration or as: day");
        if ((!metric->interval || out.series) && out.time.interval())
            s.fault(out.series ? "a series starts at an instant; drop the end of its time"
                               : "this metric belongs to an instant; give it a time without end");
        if (out.series && out.series->digits && (metric->codes.empty() || !metric->interval))
            s.fault("digits", "only a coded metric of intervals can be read from digits");
        return out;
    }

    std::vector<TemplatePart> record(Section& s, std::string const& what)
    {
        std::vector<TemplatePart> out;
        auto text = std::string_view();
        auto const whole = s.text_or("record", "");
        if (auto const names = placeholders(whole); !names) {
            s.fault("record", names.error().public_text.text);
            return out;
        }
        for (text = whole; !text.empty();) {
            auto const open = text.find('{');
            if (open > 0) out.push_back({ std::string(text.substr(0, open)), std::nullopt });
            if (open == std::string_view::npos) break;
            auto const close = text.find('}', open);
            auto const place = std::string(text.substr(open + 1, close - open - 1));
            out.push_back({ place, path(s.node("record").Mark(), what, place) });
            text.remove_prefix(close + 1);
        }
        if (!out.empty() && std::none_of(out.begin(), out.end(), [](auto const& p) { return p.at.has_value(); }))
            s.fault("record", "without a place in braces every record has the same id");
        return out;
    }
};

} // namespace

Rule read_rule(ReadContext& context, YAML::Node const& node)
{
    Rule out;
    Section s(context.faults, node, "rule");
    out.name = s.text("rule");
    Reading reading { context };
    auto const what = "rule " + out.name;
    for (auto const& item : s.list("each")) {
        if (!item.IsMap() || item.size() != 1 || !item.begin()->first.IsScalar()) {
            s.fault("each", "write a list of one-line items, as in - group: body/measuregrps");
            continue;
        }
        Level level { item.begin()->first.Scalar(), {}, false };
        auto const in = item.begin()->second;
        if (in.IsScalar()) {
            level.in = reading.path(in.Mark(), what, in.Scalar());
        } else {
            Section map(context.faults, in, what + " each");
            level.in = reading.path(map, "map", what);
            level.map = true;
        }
        if (level.in.key) s.fault("each", "a key cannot be walked through");
        if (level.name.empty() || level.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") != std::string::npos)
            s.fault("each", "name the level in small letters");
        if (std::find(reading.levels.begin(), reading.levels.end(), level.name) != reading.levels.end())
            s.fault("each", "the level '" + level.name + "' stands twice; rename one");
        reading.levels.push_back(level.name);
        out.each.push_back(std::move(level));
    }
    out.when = reading.conditions(s, "when", what);
    out.withdrawn = reading.conditions(s, "withdrawn", what);
    out.record = reading.record(s, what);
    out.whole = s.flag_or("whole", true);
    if (!out.withdrawn.empty() && (out.record.empty() || !out.whole))
        s.fault("withdrawn", "a deletion needs a whole record; write record");
    auto const time = s.node("time");
    auto const value = s.node("value");
    for (auto const& item : s.list("emit")) out.emit.push_back(reading.emit(item, what, time, value));
    if (out.emit.empty()) s.fault("emit is missing; say which metrics it gives");
    return out;
}

} // namespace wellkept::programs
