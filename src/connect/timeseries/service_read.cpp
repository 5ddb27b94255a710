#include "connect/timeseries/day_tally.h"
#include "connect/timeseries/sealed.h"
#include <algorithm>
#include <charconv>
#include <map>

namespace wellkept::timeseries {
namespace {

// Where a page ended: the start of its last sample, and how many of that start were given.
struct Cursor {
    std::int64_t start_ms = INT64_MIN;
    std::size_t skip = 0;
};

std::string cursor_text(Cursor c) { return std::to_string(c.start_ms) + "." + std::to_string(c.skip); }

Result<Cursor> parse_cursor(std::string_view text)
{
    Cursor c;
    if (text.empty()) return c;
    auto const dot = text.find('.');
    auto const end = text.data() + text.size();
    if (dot != text.npos) {
        auto const a = std::from_chars(text.data(), text.data() + dot, c.start_ms);
        auto const b = std::from_chars(text.data() + dot + 1, end, c.skip);
        if (a.ec == std::errc {} && a.ptr == text.data() + dot && b.ec == std::errc {} && b.ptr == end
            && c.skip < 1'000'000)
            return c;
    }
    return bad_input("This cursor is not one of ours. Begin again without it.");
}

Result<std::vector<Stream>> readable(access::Granted<ReadSamples> const& grant, std::string_view metric)
{
    std::vector<Stream> out;
    for (auto const& row : TRY(store::streams(grant))) {
        auto stream = TRY(open_stream(grant, row));
        if (!metric.empty() && stream.metric != metric) continue;
        if (grant.consented(stream.connection, stream.category)) out.push_back(std::move(stream));
    }
    return out;
}

} // namespace

Result<Run> run_of(access::Granted<ReadSamples> const& grant, Stream const& stream, std::int64_t from, std::int64_t to,
    std::size_t wanted)
{
    for (int segments = 8;; segments *= 4) {
        auto rows = TRY(store::segments(grant, stream.id, from, to, segments + 1));
        Run run { {}, to };
        if (rows.size() > static_cast<std::size_t>(segments)) {
            run.horizon_ms = std::min(to, rows.back().first_ms);
            rows.pop_back();
        }
        std::vector<Segment> opened;
        opened.reserve(rows.size());
        for (auto const& row : rows) opened.push_back(TRY(open_segment(grant, stream, row, from, run.horizon_ms)));
        run.samples = merge(std::move(opened), Tombstones::drop);
        if (run.horizon_ms == to || run.samples.size() >= wanted) return run;
    }
}

Result<std::vector<Stream>> streams(access::Granted<ReadSamples> const& grant) { return readable(grant, ""); }

Result<Page> read(access::Granted<ReadSamples> const& grant, Window const& window)
{
    auto const cursor = TRY(parse_cursor(window.cursor));
    auto const from = std::max(window.from_ms, cursor.start_ms);
    Page page;
    page.streams = TRY(readable(grant, window.metric));
    auto const wanted = window.limit + cursor.skip + 1;
    std::int64_t horizon = window.to_ms;
    for (std::size_t i = 0; i < page.streams.size(); ++i) {
        auto run = TRY(run_of(grant, page.streams[i], from, window.to_ms, wanted));
        horizon = std::min(horizon, run.horizon_ms);
        for (auto& s : run.samples) page.samples.push_back({ std::move(s), i });
    }
    // Streams keep their order at equal starts, so that a cursor means the same at each call.
    if (page.streams.size() > 1)
        std::stable_sort(page.samples.begin(), page.samples.end(),
            [](ReadSample const& a, ReadSample const& b) { return a.sample.start_ms < b.sample.start_ms; });
    std::erase_if(page.samples, [&](ReadSample const& s) { return s.sample.start_ms >= horizon; });
    std::size_t skip = 0;
    while (skip < cursor.skip && skip < page.samples.size() && page.samples[skip].sample.start_ms == cursor.start_ms)
        ++skip;
    page.samples.erase(page.samples.begin(), page.samples.begin() + static_cast<std::ptrdiff_t>(skip));
    bool const more = page.samples.size() > window.limit || horizon < window.to_ms;
    if (page.samples.size() > window.limit) page.samples.resize(window.limit);
    if (more && !page.samples.empty()) {
        auto const last = page.samples.back().sample.start_ms;
        std::size_t same = last == cursor.start_ms ? skip : 0;
        for (auto it = page.samples.rbegin(); it != page.samples.rend() && it->sample.start_ms == last; ++it) ++same;
        page.next_cursor = cursor_text({ last, same });
    }
    return page;
}

// A stream's days from its chunks as they lie. nothing: they overlap, and must be merged first.
static Result<std::optional<std::vector<DayValue>>> days_of_columns(access::Granted<ReadSamples> const& grant, Stream const& stream,
    Metric const& metric, std::int64_t from, std::int64_t to, std::int16_t fallback)
{
    constexpr int segments_max = 4096;
    auto const rows = TRY(store::segments(grant, stream.id, from, to, segments_max));
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (rows[i].first_ms <= rows[i - 1].last_ms) return std::optional<std::vector<DayValue>> {};
    if (rows.size() == segments_max || metric.daily == Daily::time_by_code) return std::optional<std::vector<DayValue>> {};
    DayTally tally(metric, fallback);
    thread_local Columns columns;
    for (auto const& row : rows) {
        TRY(open_columns(grant, stream, row, columns));
        TRY(tally.add(columns, from, to));
    }
    return std::optional(tally.release());
}

Result<DailyPage> daily(access::Granted<ReadSamples> const& grant, Metric const& metric, std::int64_t from,
    std::int64_t to, std::int16_t fallback)
{
    DailyPage page;
    page.streams = TRY(readable(grant, metric.code));
    std::map<std::string, std::pair<DayValue, std::size_t>> best;
    for (std::size_t i = 0; i < page.streams.size(); ++i) {
        auto quick = TRY(days_of_columns(grant, page.streams[i], metric, from, to, fallback));
        if (!quick) quick = TRY(by_day(TRY(run_of(grant, page.streams[i], from, to, SIZE_MAX)).samples, metric, fallback));
        for (auto& day : *quick) {
            auto& slot = best[day.day];
            if (day.count > slot.first.count) slot = { std::move(day), i };
        }
    }
    for (auto& [day, found] : best) {
        page.days.push_back(std::move(found.first));
        page.sources.push_back(found.second);
    }
    return page;
}

} // namespace wellkept::timeseries
