#include "connect/programs/file_import.h"
#include "connect/programs/file_front.h"
#include "connect/programs/file_value.h"
#include <algorithm>

namespace wellkept::programs {
namespace {

constexpr std::size_t held_rows_max = 20'000; // two hours of one row a second, and more
constexpr std::int64_t second_ms = 1000;

using Span = FileSampleRule::Span;

FileReason reason_of(DateDecisions::Why why)
{
    switch (why) {
    case DateDecisions::Why::undecided:
        return FileReason::ambiguous_date;
    case DateDecisions::Why::out_of_order:
        return FileReason::date_out_of_order;
    case DateDecisions::Why::implausible:
    case DateDecisions::Why::decided:
        break;
    }
    return FileReason::implausible_time;
}

struct Value {
    FileSampleRule const* rule;
    std::int64_t plus_ms; // after the row's start: the place of a repeated column
    double value;
};

struct ReadRow {
    std::uint64_t line {};
    std::chrono::sys_days day;
    int second_of_day {};
    std::string record;
    std::vector<Value> values;

    std::int64_t local_s() const { return day.time_since_epoch().count() * 86'400 + second_of_day; }
    bool has(bool days) const
    {
        return std::any_of(
            values.begin(), values.end(), [&](auto const& v) { return (v.rule->span == Span::day) == days; });
    }
};

// A row whose clock time came twice as clocks went back: its place among the others will tell which time it was.
struct HeldRow {
    ReadRow row;
    LocalZone::Moment moment;
};

} // namespace

struct FileImport::Work {
    std::shared_ptr<FilePlan::Data const> plan;
    SampleSink sink;
    FileFront front { plan->file };
    FileLayout const& layout = *plan->file.layout;
    DateRuns runs;
    ImportReport report;
    std::map<std::string_view, std::vector<timeseries::Sample>> batches;
    std::map<std::uint32_t, std::vector<HeldRow>> held; // by sequence
    std::size_t held_rows {};

    Work(std::shared_ptr<FilePlan::Data const> p, SampleSink s)
        : plan(std::move(p))
        , sink(std::move(s))
    {
        report.layout = layout.code;
        report.title = layout.title;
    }

    FileRefusal& refusal(FileReason reason, std::uint64_t line)
    {
        auto& r = report.refused[reason];
        if (r.lines.size() < ImportReport::lines_max && (r.lines.empty() || r.lines.back() != line))
            r.lines.push_back(line);
        return r;
    }

    void refuse_row(FileReason reason, std::uint64_t line)
    {
        ++refusal(reason, line).rows;
        ++report.rows_refused;
    }

    Result<> take(FrontRow const& row)
    {
        report.bytes = front.bytes();
        ++report.rows;
        report.unterminated = front.unterminated();
        // Everybody's rows count for the numbering of runs, as in the survey.
        auto const run = row.time && row.shape == FrontRow::Shape::good ? runs.step(row.sequence, *row.time).run : 0;
        if (row.shape != FrontRow::Shape::good) {
            refuse_row(row.shape == FrontRow::Shape::bad ? FileReason::bad_row : FileReason::cut_short, row.row.line);
            return {};
        }
        if (plan->person && layout.person && row.person != *plan->person) {
            ++report.rows_of_others;
            return {};
        }
        auto const rules = rules_for(row);
        if (rules.empty()) return {};
        if (!row.time) {
            refuse_row(FileReason::bad_time, row.row.line);
            return {};
        }
        auto const date = plan->dates.day(run, *row.time);
        if (date.why != DateDecisions::Why::decided) {
            refuse_row(reason_of(date.why), row.row.line);
            return {};
        }
        ReadRow out { row.row.line, date.day, row.time->second_of_day, {}, {} };
        if (layout.record && !plan->file.places[*layout.record].empty())
            out.record = read_record(row.cell(plan->file.places[*layout.record][0]));
        read_values(row, rules, out);
        if (out.values.empty()) {
            ++report.rows_refused; // the reasons stand with its values
            return {};
        }
        return place(row.sequence, std::move(out));
    }

    // What the row may give; counts it as ignored if that is nothing.
    std::vector<FileSampleRule const*> rules_for(FrontRow const& row)
    {
        auto const holds = [&](FileCondition const& c) {
            auto const& places = plan->file.places[c.column];
            return !places.empty() && c.holds(row.cell(places[0]));
        };
        for (auto const& ignored : layout.ignored)
            if (holds(ignored.when)) {
                ++report.ignored[ignored.says];
                return {};
            }
        std::vector<FileSampleRule const*> out;
        bool kind = false;
        for (auto const& rule : layout.samples) {
            if (!std::all_of(rule.when.begin(), rule.when.end(), holds)) continue;
            kind = true;
            auto const& places = plan->file.places[rule.column];
            if (std::any_of(places.begin(), places.end(), [&](auto p) { return !row.cell(p).empty(); }))
                out.push_back(&rule);
        }
        if (out.empty()) ++report.ignored[kind ? "lines without a value" : "lines of another kind"];
        return out;
    }

    void read_values(FrontRow const& row, std::vector<FileSampleRule const*> const& rules, ReadRow& out)
    {
        for (auto const* rule : rules) {
            auto const& places = plan->file.places[rule->column];
            for (std::size_t i = 0; i < places.size(); ++i) {
                auto const cell = row.cell(places[i]);
                if (cell.empty()) continue;
                auto value = read_value(cell, *rule, plan->file.units[rule->column], layout.decimal);
                if (rule->span == Span::day && out.second_of_day != 0) value = FileReason::not_midnight;
                if (auto const* reason = std::get_if<FileReason>(&value))
                    ++refusal(*reason, out.line).values;
                else
                    out.values.push_back({ rule, std::int64_t(i) * rule->lasts_ms, std::get<double>(value) });
            }
        }
    }

    Result<> place(std::uint32_t sequence, ReadRow row)
    {
        LocalZone::Moment moment;
        if (row.has(false)) {
            moment = plan->zone.at(row.day, row.second_of_day);
            if (moment.kind == LocalZone::Moment::Kind::never) {
                refuse_row(FileReason::nonexistent_local_time, row.line);
                return {};
            }
        }
        auto const waiting = held.find(sequence);
        if (moment.kind != LocalZone::Moment::Kind::twice) {
            if (waiting != held.end()) TRY(release(waiting));
            return emit(row, moment.first_ms);
        }
        bool const other_change = waiting != held.end()
            && std::abs(waiting->second.front().moment.first_ms - moment.first_ms) >= 24 * 3600 * second_ms;
        if (other_change) TRY(release(waiting));
        if (held_rows >= held_rows_max) {
            refuse_row(FileReason::ambiguous_local_time, row.line);
            return {};
        }
        ++held_rows;
        held[sequence].push_back({ std::move(row), moment });
        return {};
    }

    Result<> release(std::map<std::uint32_t, std::vector<HeldRow>>::iterator at)
    {
        auto rows = std::move(at->second);
        held.erase(at);
        held_rows -= rows.size();
        auto const direction = plan->dates.direction();
        std::size_t steps = 0, split = 0;
        for (std::size_t i = 1; i < rows.size(); ++i) {
            auto const moved = rows[i].row.local_s() - rows[i - 1].row.local_s();
            auto const overlap_ms = rows[i].moment.second_ms - rows[i].moment.first_ms;
            // An hourly file shows the hour that came twice as two rows with one time.
            bool const again = moved == 0 && rows[i].row.values[0].rule->lasts_ms >= overlap_ms;
            if (!again && (direction == TimeDirection::forward ? moved >= 0 : moved <= 0)) continue;
            ++steps;
            split = i;
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (steps != 1 || direction == TimeDirection::unknown) {
                refuse_row(FileReason::ambiguous_local_time, rows[i].row.line);
                continue;
            }
            bool const first = (i < split) == (direction == TimeDirection::forward);
            TRY(emit(rows[i].row, first ? rows[i].moment.first_ms : rows[i].moment.second_ms));
        }
        return {};
    }

    Result<> emit(ReadRow const& row, std::int64_t start_ms)
    {
        ++report.rows_used;
        for (auto const& v : row.values) {
            timeseries::Sample s;
            auto const span = v.rule->span;
            s.start_ms = span == Span::day ? plan->zone.day_start_ms(row.day) : start_ms + v.plus_ms;
            s.end_ms = span == Span::day ? plan->zone.day_start_ms(row.day + std::chrono::days(1))
                : span == Span::lasts    ? s.start_ms + v.rule->lasts_ms
                                         : s.start_ms;
            s.value = v.value;
            s.offset_min = plan->zone.offset_min(s.start_ms);
            // The samples of repeated columns would all carry the row's id.
            if (plan->file.places[v.rule->column].size() == 1) s.record = row.record;
            report.first_ms = std::min(report.first_ms.value_or(s.start_ms), s.start_ms);
            report.last_ms = std::max(report.last_ms.value_or(s.start_ms), s.start_ms);
            auto& batch = batches[v.rule->metric];
            batch.push_back(std::move(s));
            if (batch.size() >= file_batch_samples_max) TRY(flush(v.rule->metric, batch));
        }
        return {};
    }

    Result<> flush(std::string_view metric, std::vector<timeseries::Sample>& batch)
    {
        if (batch.empty()) return {};
        auto const count = batch.size();
        auto const known = TRY(sink(metric, std::exchange(batch, {})));
        auto& total = report.metrics[std::string(metric)];
        total.samples += count;
        total.known += known;
        return {};
    }
};

FileImport::FileImport(std::unique_ptr<Work> w)
    : m(std::move(w))
{
}
FileImport::FileImport(FileImport&&) noexcept = default;
FileImport& FileImport::operator=(FileImport&&) noexcept = default;
FileImport::~FileImport() = default;

Result<FileImport> FileImport::open(FilePlan const& plan, SampleSink sink)
{
    auto work = std::make_unique<Work>(plan.m, std::move(sink));
    TRY(work->front.open([w = work.get()](FrontRow const& row) { return w->take(row); }));
    return FileImport(std::move(work));
}

Result<> FileImport::feed(std::string_view bytes) { return m->front.feed(bytes); }

Result<> FileImport::finish()
{
    auto& w = *m;
    TRY(w.front.finish());
    w.report.bytes = w.front.bytes();
    while (!w.held.empty()) TRY(w.release(w.held.begin()));
    for (auto& [metric, batch] : w.batches) TRY(w.flush(metric, batch));
    if (w.front.bytes() != w.plan->bytes || w.front.checksum() != w.plan->checksum)
        return Error(Code::conflict, PublicText("The file changed while it was read. Upload it again."));
    return {};
}

ImportReport const& FileImport::report() const { return m->report; }

} // namespace wellkept::programs
