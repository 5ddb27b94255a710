#include "connect/timeseries/sample_text.h"
#include "platform/json/json.h"
#include <charconv>
#include <cmath>
#include <cstring>

namespace wellkept::timeseries {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

std::string json_string(std::string_view s) { return json::text(boost::json::value(boost::json::string_view(s.data(), s.size()))); }

void digits(char* to, std::int64_t value, int count)
{
    for (int i = count; i-- > 0; value /= 10) to[i] = static_cast<char>('0' + value % 10);
}

template <typename N> void append_number(std::string& out, N n)
{
    char buffer[32];
    out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, n).ptr);
}

void append_value(std::string& out, double d)
{
    if (!std::isfinite(d)) out += "null";
    else if (d == 0 && std::signbit(d)) out += "-0.0"; // a plain -0 would read back as the integer 0
    else append_number(out, d);
}

} // namespace

SampleText::SampleText(Metric const& metric, Stream const& stream, std::string_view member)
    : m_metric(&metric)
{
    m_head = "{";
    if (!member.empty()) m_head += "\"member_id\":" + json_string(member) + ",";
    m_head += "\"metric\":" + json_string(metric.code) + ",\"start\":\"";
    m_source = ",\"source\":{\"connection_id\":" + json_string(stream.connection.text()) + ",\"program\":" + json_string(stream.program) + "}";
}

void SampleText::append_time(std::string& out, std::int64_t ms)
{
    auto const day = ms >= 0 ? ms / day_ms : (ms + 1) / day_ms - 1;
    if (day != m_day) {
        std::chrono::year_month_day const ymd { std::chrono::sys_days(std::chrono::days(day)) };
        digits(m_date, int(ymd.year()), 4);
        m_date[4] = m_date[7] = '-';
        digits(m_date + 5, unsigned(ymd.month()), 2);
        digits(m_date + 8, unsigned(ymd.day()), 2);
        m_date[10] = 'T';
        m_day = day;
    }
    auto const rest = ms - day * day_ms;
    char text[24];
    std::memcpy(text, m_date, 11);
    digits(text + 11, rest / 3'600'000, 2);
    digits(text + 14, rest / 60'000 % 60, 2);
    digits(text + 17, rest / 1000 % 60, 2);
    digits(text + 20, rest % 1000, 3);
    text[13] = text[16] = ':';
    text[19] = '.';
    text[23] = 'Z';
    out.append(text, sizeof text);
}

void SampleText::append(std::string& out, std::int64_t start_ms, std::int64_t end_ms, double value, std::int16_t offset_min, std::string_view record)
{
    out += m_head;
    append_time(out, start_ms);
    if (end_ms != start_ms) {
        out += "\",\"end\":\"";
        append_time(out, end_ms);
    }
    out += '"';
    if (m_metric->codes.empty()) {
        out += ",\"value\":";
        append_value(out, value);
    } else if (value >= 0 && value < static_cast<double>(m_metric->codes.size()))
        out += ",\"code\":" + json_string(m_metric->codes[static_cast<std::size_t>(value)]);
    if (offset_min != offset_unknown) {
        out += ",\"offset_minutes\":";
        append_number(out, offset_min);
    }
    out += m_source;
    if (!record.empty()) out += ",\"record\":" + json_string(record);
    out += '}';
}

} // namespace wellkept::timeseries
