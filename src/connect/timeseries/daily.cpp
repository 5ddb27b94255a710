#include "connect/timeseries/day_tally.h"
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>

namespace wellkept::timeseries {

namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using LocalTime = std::chrono::local_time<milliseconds>;
using LocalDay = std::chrono::local_days;

struct Tally {
    DayValue out;
    double total = 0; // for the mean
};

std::string iso(LocalDay day)
{
    std::chrono::year_month_day ymd(day);
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
        static_cast<unsigned>(ymd.day()));
    return text;
}

// Why a sample cannot be counted, or nullptr.
char const* fault_in(Sample const& s, Metric const& metric, int offset_min)
{
    if (s.start_ms < sample_time_ms_min || s.end_ms >= sample_time_ms_end || s.end_ms < s.start_ms)
        return "A sample's times must lie between 1900 and 2199, the end not before the start.";
    if (s.end_ms - s.start_ms > milliseconds(days(interval_days_max)).count())
        return "A sample's interval must not be longer than 366 days.";
    if (offset_min < -offset_min_max || offset_min > offset_min_max) return "A UTC offset must lie within 18 hours.";
    if (!std::isfinite(s.value)) return "A sample's value must be a finite number.";
    bool is_code = s.value >= 0 && s.value < static_cast<double>(metric.codes.size()) && s.value == std::floor(s.value);
    if (!metric.codes.empty() && !is_code) return "A coded sample's value must be one of the metric's codes.";
    return nullptr;
}

} // namespace

class DayTally::Aggregation {
public:
    explicit Aggregation(Metric const& metric)
        : m_metric(metric)
    {
    }

    Metric const& metric() const { return m_metric; }

    void add(Sample const& s, int offset_min)
    {
        LocalTime start { milliseconds(s.start_ms) + std::chrono::minutes(offset_min) };
        // The usual case: the day of the one before, and whole within it.
        if (m_last && start >= m_from && start + milliseconds(s.end_ms - s.start_ms) < m_to)
            return tally(s, m_last->second, s.value, milliseconds(s.end_ms - s.start_ms));
        LocalTime end = start + milliseconds(s.end_ms - s.start_ms);
        bool split = m_metric.daily == Daily::sum || m_metric.daily == Daily::time_by_code;
        auto day = std::chrono::floor<days>(start);
        if (!split || end <= LocalTime(day + days(1))) return add_part(s, day, s.value, end - start);

        for (auto from = start; from < end; ++day) {
            LocalTime to = std::min(end, LocalTime(day + days(1)));
            double part = static_cast<double>((to - from).count()) / static_cast<double>((end - start).count());
            add_part(s, day, s.value * part, to - from);
            from = to;
        }
    }

    std::vector<DayValue> release()
    {
        std::vector<DayValue> out;
        out.reserve(m_days.size());
        for (auto& [day, tally] : m_days) {
            if (m_metric.daily == Daily::mean) tally.out.value = tally.total / static_cast<double>(tally.out.count);
            tally.out.day = iso(day);
            out.push_back(std::move(tally.out));
        }
        return out;
    }

private:
    void add_part(Sample const& s, LocalDay day, double share, milliseconds time)
    {
        // Samples come in order, so the day in hand is nearly always the one before.
        if (!m_last || m_last->first != day) {
            m_last = &*m_days.try_emplace(day).first;
            m_from = LocalTime(day);
            m_to = LocalTime(day + days(1));
        }
        tally(s, m_last->second, share, time);
    }

    void tally(Sample const& s, Tally& tally, double share, milliseconds time)
    {
        auto& out = tally.out;
        out.min = out.count ? std::min(out.min, s.value) : s.value;
        out.max = out.count ? std::max(out.max, s.value) : s.value;
        ++out.count;
        switch (m_metric.daily) {
        case Daily::mean:
            tally.total += s.value;
            break;
        case Daily::sum:
            out.value += share;
            break;
        case Daily::last:
            out.value = s.value;
            break;
        case Daily::time_by_code:
            double minutes = std::chrono::duration<double, std::ratio<60>>(time).count();
            out.minutes_by_code.resize(m_metric.codes.size());
            out.minutes_by_code[static_cast<std::size_t>(s.value)] += minutes;
            out.value += minutes;
            break;
        }
    }

    Metric const& m_metric;
    std::map<LocalDay, Tally> m_days;
    std::pair<LocalDay const, Tally>* m_last = nullptr;
    LocalTime m_from {}, m_to {}; // of m_last's day
};

Result<std::vector<DayValue>> by_day(
    std::span<Sample const> samples, Metric const& metric, std::int16_t fallback_offset_min)
{
    if (metric.daily == Daily::time_by_code && metric.codes.empty()) return bug("by_day: time_by_code without codes");
    DayTally tally(metric, fallback_offset_min);
    for (auto const& s : samples) TRY(tally.add(s));
    return tally.release();
}

DayTally::DayTally(Metric const& metric, std::int16_t fallback)
    : m_aggregation(std::make_unique<Aggregation>(metric))
    , m_fallback_offset_min(fallback)
{
}
DayTally::~DayTally() = default;

Result<> DayTally::add(Sample const& s)
{
    if (s.deleted) return {};
    int const offset = s.offset_min == offset_unknown ? m_fallback_offset_min : s.offset_min;
    if (auto fault = fault_in(s, m_aggregation->metric(), offset)) return bad_input(fault);
    m_aggregation->add(s, offset);
    return {};
}

Result<> DayTally::add(Columns const& c, std::int64_t from_ms, std::int64_t to_ms)
{
    Sample s;
    for (std::size_t i = 0; i < c.size(); ++i) {
        if (c.start_ms[i] < from_ms || c.start_ms[i] >= to_ms) continue;
        s.start_ms = c.start_ms[i];
        s.end_ms = c.end_ms[i];
        s.value = c.value[i];
        s.offset_min = c.offset_min[i];
        s.deleted = c.deleted[i] != 0;
        TRY(add(s));
    }
    return {};
}

std::vector<DayValue> DayTally::release() { return m_aggregation->release(); }

} // namespace wellkept::timeseries
