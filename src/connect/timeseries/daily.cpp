#include "connect/timeseries/daily.h"
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

class Aggregation {
public:
    explicit Aggregation(Metric const& metric)
        : m_metric(metric)
    {
    }

    void add(Sample const& s, int offset_min)
    {
        LocalTime start { milliseconds(s.start_ms) + std::chrono::minutes(offset_min) };
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
        if (!m_last || m_last->first != day) m_last = &*m_days.try_emplace(day).first;
        auto& tally = m_last->second;
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
};

} // namespace

Result<std::vector<DayValue>> by_day(
    std::span<Sample const> samples, Metric const& metric, std::int16_t fallback_offset_min)
{
    if (metric.daily == Daily::time_by_code && metric.codes.empty()) return bug("by_day: time_by_code without codes");
    Aggregation aggregation(metric);
    for (auto const& s : samples) {
        if (s.deleted) continue;
        int offset = s.offset_min == offset_unknown ? fallback_offset_min : s.offset_min;
        if (auto fault = fault_in(s, metric, offset)) return bad_input(fault);
        aggregation.add(s, offset);
    }
    return aggregation.release();
}

} // namespace wellkept::timeseries
