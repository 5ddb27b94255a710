#include "connect/programs/mapping_time.h"
#include "base/clock.h"
#include <cmath>

namespace wellkept::programs {
namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t earliest_ms = 631'152'000'000; // 1990-01-01T00:00:00Z: before it no device of this kind measured
constexpr std::int64_t interval_max_ms = 31 * day_ms;
constexpr double exact_max = 9'007'199'254'740'992.0; // 2^53: above it doubles skip integers

std::optional<std::int64_t> whole(double ms)
{
    if (!std::isfinite(ms) || std::fabs(ms) > exact_max) return std::nullopt;
    return std::llround(ms);
}

std::optional<std::int16_t> offset_of(std::int64_t minutes)
{
    if (minutes < -12 * 60 || minutes > 14 * 60) return std::nullopt; // the offsets in use on Earth
    return std::int16_t(minutes);
}

// The clock reading of a date-time, with or without an offset behind it.
std::optional<Civil> clock_reading(std::string_view text)
{
    auto const zone = text.find_last_of("+-Zz");
    return parse_civil(zone != std::string_view::npos && zone > 10 ? text.substr(0, zone) : text);
}

// "Z" says only which instant it is (RFC 9557 section 2); a numeric offset is the clock of the place.
std::optional<std::int16_t> written_offset(std::string const& text, std::int64_t ms)
{
    if (text.empty() || text.back() == 'Z' || text.back() == 'z') return std::nullopt;
    auto const local = clock_reading(text);
    if (!local) return std::nullopt;
    return offset_of((utc_ms(*local) - ms) / 60'000);
}

} // namespace

Zone const* TimeReader::zone(std::string const& name)
{
    auto it = m_zones.find(name);
    if (it == m_zones.end()) {
        if (m_zones.size() >= 64) m_zones.clear(); // one answer names few zones; garbage must not pile up
        it = m_zones.emplace(name, Zone::find(name)).first;
    }
    return it->second ? &*it->second : nullptr;
}

std::optional<std::int64_t> TimeReader::span_ms(Frames const& frames, Span const& span)
{
    double amount = span.constant;
    if (span.at) {
        auto const n = number_at(frames, *span.at, true);
        if (n.fault) return std::nullopt;
        amount = n.value;
    }
    return whole(amount * span.to_ms);
}

std::optional<std::string> TimeReader::instant(
    Frames const& frames, TimeRule const& rule, Path const& at, std::int64_t& ms, Times& out)
{
    if (rule.as == TimeForm::epoch_s || rule.as == TimeForm::epoch_ms) {
        auto const n = number_at(frames, at, true);
        if (n.fault) return n.fault == NumberFault::absent ? "time_missing" : "time_invalid";
        auto const exact = whole(n.value * (rule.as == TimeForm::epoch_s ? 1000 : 1));
        if (!exact) return "time_invalid";
        ms = *exact;
        return std::nullopt;
    }
    auto const text = text_at(frames, at);
    if (!text) return "time_missing";
    auto const rfc = parse_rfc3339(*text);
    auto const rfc_ms = [&] { return std::chrono::floor<std::chrono::milliseconds>(rfc->time_since_epoch()).count(); };
    if (rule.as == TimeForm::rfc3339 || rule.as == TimeForm::rfc3339_utc) {
        if (!rfc) return "time_invalid";
        ms = rfc_ms();
        if (rule.as == TimeForm::rfc3339 && out.offset_min == timeseries::offset_unknown)
            out.offset_min = written_offset(*text, ms).value_or(timeseries::offset_unknown);
        return std::nullopt;
    }
    if (rule.as == TimeForm::utc && rfc) {
        ms = rfc_ms();
        return std::nullopt;
    }
    auto const civil = parse_civil(*text);
    if (!civil) return "time_invalid";
    if (rule.as == TimeForm::utc) {
        ms = utc_ms(*civil);
        return std::nullopt;
    }
    if (rule.offset) {
        auto const offset = span_ms(frames, *rule.offset);
        if (!offset) return "zone_unknown";
        ms = utc_ms(*civil) - *offset;
        return std::nullopt;
    }
    auto const named = rule.zone ? text_at(frames, *rule.zone) : std::nullopt;
    auto const* z = named ? zone(*named) : nullptr;
    if (!z && !m_fallback.empty()) z = zone(m_fallback);
    if (!z) return "zone_unknown";
    ms = z->to_ms(*civil);
    return std::nullopt;
}

std::optional<std::string> TimeReader::read(Frames const& frames, TimeRule const& rule, Times& out)
{
    auto const named = rule.zone ? text_at(frames, *rule.zone) : std::nullopt;
    if (rule.as == TimeForm::day) {
        auto const text = text_at(frames, rule.start);
        if (!text) return "time_missing";
        auto const day = parse_day(*text);
        if (!day) return "time_invalid";
        if (auto const offset = rule.offset ? span_ms(frames, *rule.offset) : std::nullopt) {
            out.start_ms = utc_ms(*day) - *offset;
            out.end_ms = out.start_ms + day_ms;
        } else {
            auto const* z = named ? zone(*named) : nullptr;
            if (!z && !m_fallback.empty()) z = zone(m_fallback);
            if (!z) return "zone_unknown";
            auto const span = z->day_of(*day);
            out.start_ms = span.start_ms, out.end_ms = span.end_ms;
        }
    } else {
        if (auto bad = instant(frames, rule, rule.start, out.start_ms, out)) return bad;
        if (rule.plus) {
            auto const plus = span_ms(frames, *rule.plus);
            if (!plus || std::llabs(*plus) > interval_max_ms) return "time_invalid";
            if (__builtin_add_overflow(out.start_ms, *plus, &out.start_ms)) return "time_invalid";
        }
        out.end_ms = out.start_ms;
        if (rule.end)
            if (auto bad = instant(frames, rule, *rule.end, out.end_ms, out)) return bad;
        if (rule.duration) {
            auto const length = span_ms(frames, *rule.duration);
            if (!length) return "time_missing";
            if (__builtin_add_overflow(out.start_ms, *length, &out.end_ms)) return "time_invalid";
        }
    }
    if (auto bad = check(out)) return bad;
    if (rule.offset) {
        if (auto const offset = span_ms(frames, *rule.offset))
            out.offset_min = offset_of(*offset / 60'000).value_or(timeseries::offset_unknown);
    } else if (rule.local_clock) {
        auto const text = text_at(frames, *rule.local_clock);
        // Clock drift of the device is not offset: the difference counts to the half hour.
        if (auto const shown = text ? clock_reading(*text) : std::nullopt)
            out.offset_min = offset_of(std::llround(double(utc_ms(*shown) - out.start_ms) / 1'800'000) * 30)
                                 .value_or(timeseries::offset_unknown);
    } else if (named) {
        if (auto const* z = zone(*named))
            out.offset_min = offset_of(z->offset_min(out.start_ms)).value_or(timeseries::offset_unknown);
    }
    return std::nullopt;
}

std::optional<std::string> TimeReader::check(Times const& t) const
{
    if (t.start_ms < earliest_ms || t.start_ms > m_now_ms + day_ms) return "time_implausible";
    if (t.end_ms < t.start_ms) return "interval_reversed";
    if (t.end_ms - t.start_ms > interval_max_ms) return "interval_too_long";
    // A summary of the present day ends tonight; nothing ends later than that.
    if (t.end_ms > m_now_ms + 2 * day_ms) return "time_implausible";
    return std::nullopt;
}

} // namespace wellkept::programs
