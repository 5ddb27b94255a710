#include "samples.h"
#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdio>
#include <string_view>

namespace wellkept::bench {
namespace {

using namespace std::chrono;

constexpr std::int64_t first_minute = 946'684'800 / 60; // 2000-01-01T00:00Z
constexpr std::int64_t postgres_epoch_minute = first_minute; // its timestamps count from the same day
constexpr std::int32_t metric_number = 1;

std::uint64_t mixed(std::uint64_t x) // the finaliser of SplitMix64
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

template <typename T> void append_big_endian(T value, std::string& out)
{
    for (int shift = int(sizeof value) * 8 - 8; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift);
}

void append_two_digits(int n, std::string& out)
{
    out += static_cast<char>('0' + n / 10);
    out += static_cast<char>('0' + n % 10);
}

} // namespace

Batch make_batch(std::size_t member, std::size_t index)
{
    Batch b;
    b.first_minute = first_minute + static_cast<std::int64_t>(index * batch_samples);
    std::uint64_t random = mixed(member * 0x9e3779b97f4a7c15 + index + 1);
    int beats = 60 + static_cast<int>(random % 30);
    for (auto& sample : b.beats) {
        random += 0x9e3779b97f4a7c15;
        beats = std::clamp(beats + static_cast<int>(mixed(random) % 7) - 3, 40, 200);
        sample = static_cast<std::uint8_t>(beats);
    }
    return b;
}

void write_json(Batch const& b, std::string& out) { write_json(b, 0, batch_samples, out); }

std::string minute_text(std::int64_t minute)
{
    year_month_day const date { sys_days(days(minute / 1440)) };
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:00Z", int(date.year()), unsigned(date.month()),
        unsigned(date.day()), int(minute % 1440 / 60), int(minute % 60));
    return text;
}

void write_json(Batch const& b, std::size_t first, std::size_t count, std::string& out)
{
    out = R"({"samples":[)";
    out.reserve(count * 70);
    std::string day;
    std::int64_t day_number = -1;
    for (std::size_t i = first; i < first + count; ++i) {
        auto const minute = b.first_minute + static_cast<std::int64_t>(i);
        if (minute / 1440 != day_number) {
            day_number = minute / 1440;
            year_month_day const date { sys_days(days(day_number)) };
            char text[64];
            std::snprintf(text, sizeof text, R"({"metric":"heart_rate","start":"%04d-%02u-%02uT)", int(date.year()),
                unsigned(date.month()), unsigned(date.day()));
            day = text;
        }
        if (i > first) out += ',';
        out += day;
        append_two_digits(static_cast<int>(minute % 1440 / 60), out);
        out += ':';
        append_two_digits(static_cast<int>(minute % 60), out);
        out += R"(:00Z","value":)";
        out += std::to_string(b.beats[i]);
        out += '}';
    }
    out += "]}";
}

static void append_row(std::string const& client, std::string const& member, std::int64_t second, double value, std::string& out)
{
    append_big_endian(std::uint16_t(5), out);
    append_big_endian(std::uint32_t(16), out);
    out += client;
    append_big_endian(std::uint32_t(16), out);
    out += member;
    append_big_endian(std::uint32_t(4), out);
    append_big_endian(static_cast<std::uint32_t>(metric_number), out);
    append_big_endian(std::uint32_t(8), out);
    append_big_endian(static_cast<std::uint64_t>((second - postgres_epoch_minute * 60) * 1'000'000), out);
    append_big_endian(std::uint32_t(8), out);
    append_big_endian(std::bit_cast<std::uint64_t>(value), out);
}

void append_row(std::string const& member, std::int64_t second, double value, std::string& out) { append_row(member, member, second, value, out); }

void append_rows(Batch const& b, std::string const& client, std::string const& member, std::string& out)
{
    for (std::size_t i = 0; i < batch_samples; ++i)
        append_row(client, member, (b.first_minute + static_cast<std::int64_t>(i)) * 60, double(b.beats[i]), out);
}

} // namespace wellkept::bench
