#include "connect/programs/mapping.h"
#include "base/limits.h"
#include "connect/programs/document.h"
#include "connect/programs/envelope.h"
#include "connect/programs/mapping_time.h"
#include "connect/programs/units.h"
#include "platform/json/json.h"
#include <algorithm>
#include <charconv>
#include <cmath>

namespace wellkept::programs {
namespace {

namespace js = boost::json;

class Walk {
public:
    Walk(Manifest const& manifest, DataRequest const& request, MapContext const& context, MapReport& report)
        : m_manifest(manifest)
        , m_request(request)
        , m_context(context)
        , m_report(report)
        , m_times(context.zone, context.now_ms)
    {
    }

    Result<> run(js::value const& body)
    {
        for (auto const& rule : m_request.rules) {
            m_frames = { { &body, {}, 0 } };
            m_where = { m_manifest.envelope.body };
            if (!level(rule, 0))
                return Error(Code::too_large, PublicText("The vendor sent more readings in one answer than we take."),
                    Detail(m_manifest.code + " " + m_request.name));
        }
        return {};
    }

private:
    // False once there are too many samples.
    bool level(Rule const& rule, std::size_t at)
    {
        if (at == rule.each.size()) return element(rule);
        auto const& step = rule.each[at];
        auto const where = m_where[step.in.level] + step.in.pointer;
        auto visit = [&](js::value const& v, std::string_view key, std::size_t index, std::string place) {
            m_frames.push_back({ &v, key, index });
            m_where.push_back(std::move(place));
            bool const go_on = level(rule, at + 1);
            m_frames.pop_back();
            m_where.pop_back();
            return go_on;
        };
        if (at == 0 && m_context.by_object) return visit(*m_frames[0].value, {}, 0, m_where[0]);
        auto const* in = look_up(m_frames, step.in);
        if (!in) return true;
        std::size_t index = 0;
        if (step.map && in->is_object()) {
            for (auto const& member : in->get_object()) {
                auto const position = index++;
                if (!visit(member.value(), member.key(), position, where + "/@" + std::to_string(position)))
                    return false;
            }
            return true;
        }
        // Some vendors write an empty map as [].
        if (in->is_array() && (!step.map || in->get_array().empty())) {
            for (auto const& v : in->get_array()) {
                auto const position = index++;
                if (!visit(v, {}, position, where + "/" + std::to_string(position))) return false;
            }
            return true;
        }
        refuse("shape", "", where);
        return true;
    }

    bool element(Rule const& rule)
    {
        if (!holds(m_frames, rule.when)) return skip();
        std::string record;
        for (auto const& part : rule.record) {
            auto const text = part.at ? text_at(m_frames, *part.at) : part.text;
            if (!text || text->empty()) {
                refuse("record_missing", "", m_where.back());
                return true;
            }
            record += *text;
        }
        if (record.size() > limits::record_id_bytes_max) {
            refuse("record_too_long", "", m_where.back());
            return true;
        }
        if (!record.empty() && rule.whole && m_whole_seen.insert(record).second)
            m_report.whole_records.push_back(record);
        if (!rule.withdrawn.empty() && holds(m_frames, rule.withdrawn)) return true;

        bool any = false;
        for (auto const& emit : rule.emit) {
            if (m_context.categories && !m_context.categories->contains(emit.category)) continue;
            if (!holds(m_frames, emit.when)) continue;
            any = true;
            bool const room = emit.series ? series(rule, emit, record) : single(rule, emit, record);
            if (!room) return false;
        }
        return any || skip();
    }

    bool skip()
    {
        ++m_report.skipped;
        return true;
    }

    void refuse(std::string reason, std::string metric, std::string where)
    {
        ++m_report.refused_total;
        if (m_report.refused.size() < refusals_listed_max)
            m_report.refused.push_back({ std::move(reason), std::move(metric), std::move(where) });
    }

    std::string place(std::optional<Path> const& path) const
    {
        if (!path) return m_where.back();
        return m_where[path->level] + path->pointer;
    }

    bool take(Emit const& emit, Times const& t, double value, std::string const& record)
    {
        if (m_report.samples.size() >= samples_per_response_max) return false;
        m_report.samples.push_back({ emit.metric, { t.start_ms, t.end_ms, value, t.offset_min, false, record } });
        return true;
    }

    bool single(Rule const&, Emit const& emit, std::string const& record)
    {
        auto const where = place(emit.value.at);
        auto const* metric = m_context.metrics.find(emit.metric);
        if (!metric) {
            refuse("metric_unknown", emit.metric, where);
            return true;
        }
        double value {};
        if (metric->codes.empty()) {
            auto const n = emit.value.constant ? Number { *emit.value.constant, std::nullopt }
                                               : number_at(m_frames, *emit.value.at, emit.value.number_text);
            if (n.fault == NumberFault::absent) return skip();
            if (emit.value.at && !emit.value.skip.empty())
                if (auto const text = text_at(m_frames, *emit.value.at); text && emit.value.skip.contains(*text))
                    return skip();
            if (auto const bad = numeric(emit, *metric, n, value)) {
                refuse(*bad, emit.metric, where);
                return true;
            }
        } else {
            auto const word = emit.value.at ? text_at(m_frames, *emit.value.at) : number_text(*emit.value.constant);
            if (!word || emit.value.skip.contains(*word)) return skip();
            auto const code = emit.value.code_of(*word);
            if (!code) {
                refuse("code_unknown", emit.metric, where);
                return true;
            }
            value = double(*code);
        }
        Times t;
        auto bad = m_times.read(m_frames, emit.time, t);
        if (!bad && metric->interval && t.end_ms == t.start_ms) bad = "interval_empty";
        if (bad) {
            refuse(*bad, emit.metric, place(emit.time.start));
            return true;
        }
        return take(emit, t, value, record);
    }

    // Scale, unit and bounds; the reason if it fails.
    std::optional<std::string> numeric(Emit const& emit, timeseries::Metric const& metric, Number n, double& out)
    {
        if (n.fault) return n.fault == NumberFault::not_finite ? "not_finite" : "not_a_number";
        if (emit.value.scale10) {
            auto const e = number_at(m_frames, *emit.value.scale10, true);
            auto const scaled = e.fault || e.value != std::floor(e.value) || std::fabs(e.value) > 15
                ? std::nullopt
                : scale10(n.value, int(e.value));
            if (!scaled) return "scale_invalid";
            n.value = *scaled;
        }
        auto unit = emit.value.unit;
        if (emit.value.unit_at) {
            auto const named = text_at(m_frames, *emit.value.unit_at);
            auto const row = named ? emit.value.unit_table.find(*named) : emit.value.unit_table.end();
            if (row == emit.value.unit_table.end()) return "unit_unknown";
            unit = row->second;
        }
        auto const ours = convert(n.value, unit, metric.ucum);
        if (!ours) return "unit_unknown";
        if (!std::isfinite(*ours)) return "not_finite";
        if (*ours < metric.min || *ours > metric.max) return "out_of_range";
        out = *ours;
        return std::nullopt;
    }

    bool series(Rule const& rule, Emit const& emit, std::string const& record)
    {
        auto const where = place(emit.series->items);
        auto const* metric = m_context.metrics.find(emit.metric);
        auto const* items = look_up(m_frames, emit.series->items);
        if (!items) return skip();
        if (!metric) {
            refuse("metric_unknown", emit.metric, where);
            return true;
        }
        if (emit.series->digits ? !items->is_string() : !items->is_array()) {
            refuse("shape", emit.metric, where);
            return true;
        }
        Times start;
        if (auto const bad = m_times.read(m_frames, emit.time, start)) {
            refuse(*bad, emit.metric, place(emit.time.start));
            return true;
        }
        auto const step = TimeReader::span_ms(m_frames, emit.series->step);
        if (!step || *step <= 0 || *step > 31LL * 86'400'000) {
            refuse("step_invalid", emit.metric, place(emit.series->step.at));
            return true;
        }
        return emit.series->digits ? digits(emit, start, *step, items->get_string(), where, record)
                                   : numbers(rule, emit, *metric, start, *step, items->get_array(), where, record);
    }

    // Times of item i; false if they are implausible, which is refused once: what follows is later still.
    bool step_times(Times const& start, std::int64_t step, std::size_t from, std::size_t to, Times& t)
    {
        t = start;
        std::int64_t begin {}, end {};
        if (__builtin_mul_overflow(std::int64_t(from), step, &begin)
            || __builtin_mul_overflow(std::int64_t(to), step, &end)
            || __builtin_add_overflow(start.start_ms, begin, &t.start_ms)
            || __builtin_add_overflow(start.start_ms, end, &t.end_ms))
            return false;
        return !m_times.check(t);
    }

    bool numbers(Rule const&, Emit const& emit, timeseries::Metric const& metric, Times const& start, std::int64_t step,
        js::array const& items, std::string const& where, std::string const& record)
    {
        for (std::size_t i = 0; i < items.size(); ++i) {
            auto const n = number_of(&items[i], emit.value.number_text);
            if (n.fault == NumberFault::absent) continue; // a hole in the series
            auto const here = where + "/" + std::to_string(i);
            double value {};
            if (metric.codes.empty()) {
                if (auto const bad = numeric(emit, metric, n, value)) {
                    refuse(*bad, emit.metric, here);
                    continue;
                }
            } else {
                auto const word = text_of(items[i]);
                if (word && emit.value.skip.contains(*word)) continue;
                auto const code = word ? emit.value.code_of(*word) : std::nullopt;
                if (!code) {
                    refuse("code_unknown", emit.metric, here);
                    continue;
                }
                value = double(*code);
            }
            Times t;
            if (!step_times(start, step, i, metric.interval ? i + 1 : i, t)) {
                refuse("time_implausible", emit.metric, here);
                break;
            }
            if (!take(emit, t, value, record)) return false;
        }
        return true;
    }

    bool digits(Emit const& emit, Times const& start, std::int64_t step, std::string_view text,
        std::string const& where, std::string const& record)
    {
        for (std::size_t from = 0; from < text.size();) {
            auto to = from;
            while (to < text.size() && text[to] == text[from]) ++to;
            auto const word = text.substr(from, 1);
            bool const no_value = emit.value.skip.contains(word);
            auto const code = no_value ? std::nullopt : emit.value.code_of(word);
            if (!code) {
                if (!no_value) refuse("code_unknown", emit.metric, where);
                from = to;
                continue;
            }
            // Two digits may mean one code of ours; such neighbours are one run.
            while (to < text.size()) {
                auto const next = text.substr(to, 1);
                if (emit.value.skip.contains(next) || emit.value.code_of(next) != code) break;
                ++to;
            }
            Times t;
            if (!step_times(start, step, from, to, t)) {
                refuse("time_implausible", emit.metric, where);
                break;
            }
            if (!take(emit, t, double(*code), record)) return false;
            from = to;
        }
        return true;
    }

    Manifest const& m_manifest;
    DataRequest const& m_request;
    MapContext const& m_context;
    MapReport& m_report;
    TimeReader m_times;
    Frames m_frames;
    std::vector<std::string> m_where; // JSON Pointer of each frame
    std::set<std::string> m_whole_seen;
};

Result<std::optional<std::string>> next_cursor(Paging const& paging, js::value const& body, std::string const& cursor)
{
    std::optional<std::string> next;
    if (paging.kind == Paging::Kind::page) {
        auto const* items = look_up(body, paging.items);
        std::int64_t page = 1;
        if (!cursor.empty()) {
            auto const [end, failed] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), page);
            if (failed != std::errc() || end != cursor.data() + cursor.size() || page < 1 || page > 1'000'000)
                return bug("a page cursor that is no page number");
        }
        if (items && items->is_array() && items->get_array().size() >= std::size_t(paging.size))
            next = std::to_string(page + 1);
    } else if (paging.kind != Paging::Kind::none) {
        if (paging.kind == Paging::Kind::more_offset) {
            auto const* more = look_up(body, paging.more);
            auto const flag = more ? text_of(*more) : std::nullopt;
            if (!flag || *flag == "false" || *flag == "0" || flag->empty()) return next;
        }
        auto const* found = look_up(body, paging.cursor);
        auto text = found ? text_of(*found) : std::nullopt;
        if (text && !text->empty()) next = std::move(text);
        if (!next && paging.kind == Paging::Kind::more_offset)
            return bad_input("The vendor says there is more but not where it begins.");
    }
    if (next && (*next == cursor || next->size() > 4096))
        return bad_input("The vendor's next page is the page we asked for, so reading would never end.");
    return next;
}

} // namespace

Result<MapReport> map_response(
    Manifest const& manifest, DataRequest const& request, std::string_view json, MapContext const& context)
try {
    auto const id = manifest.code + " " + request.name;
    if (json.size() > limits::vendor_body_bytes_max)
        return Error(Code::too_large, PublicText("The vendor's answer is larger than we take."), Detail(id));
    auto const answer = TRY(json::parse(json).context(id));
    TRY(error_of(envelope_outcome(manifest.envelope, answer), id));
    auto const* body = look_up(answer, manifest.envelope.body);
    if (!body || !(body->is_object() || body->is_array()))
        return bad_input("The vendor's answer is not in the form its manifest says.", id);
    MapReport report;
    TRY(Walk(manifest, request, context, report).run(*body));
    if (!context.by_object) report.next_cursor = TRY(next_cursor(request.paging, *body, context.cursor).context(id));
    return report;
} catch (std::exception const& e) {
    return bug(manifest.code + " " + request.name + ": " + e.what());
}

} // namespace wellkept::programs
