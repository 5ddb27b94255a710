#include "connect/timeseries/chunk.h"
#include "connect/timeseries/chunk_body.h"
#include <algorithm>
#include <bit>
#include <cfloat>
#include <climits>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <zstd.h>

namespace wellkept::timeseries {
namespace {

using testing::AllOf;
using testing::HasSubstr;
constexpr std::int64_t t0 = 1'700'000'040'000; // on a full minute
constexpr std::size_t full = limits::samples_per_chunk_max;

// == on doubles takes 0.0 for -0.0 and no NaN for itself: compare bits.
bool same(Sample const& a, Sample const& b)
{
    return a.start_ms == b.start_ms && a.end_ms == b.end_ms && a.offset_min == b.offset_min && a.deleted == b.deleted
        && a.record == b.record && std::bit_cast<std::uint64_t>(a.value) == std::bit_cast<std::uint64_t>(b.value);
}

bool same(std::vector<Sample> const& a, std::vector<Sample> const& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](auto& x, auto& y) { return same(x, y); });
}

std::string encoded(std::vector<Sample> const& samples)
{
    auto bytes = encode(samples);
    EXPECT_TRUE(bytes.ok()) << bytes.error().detail.text;
    return bytes.ok() ? bytes.release() : std::string();
}

void expect_round_trip(std::vector<Sample> const& samples)
{
    auto bytes = encoded(samples);
    auto decoded = decode(bytes);
    ASSERT_TRUE(decoded.ok()) << decoded.error().detail.text;
    ASSERT_TRUE(same(*decoded, samples));

    auto const from = samples[samples.size() / 3].start_ms, to = samples[samples.size() * 2 / 3].start_ms;
    auto const part = decode(bytes, from, to);
    ASSERT_TRUE(part.ok());
    std::vector<Sample> expected;
    for (auto const& s : samples)
        if (s.start_ms >= from && s.start_ms < to) expected.push_back(s);
    ASSERT_TRUE(same(*part, expected));

    Columns columns;
    ASSERT_TRUE(decode_into(bytes, columns).ok());
    ASSERT_EQ(columns.size(), samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) ASSERT_TRUE(same(columns.sample(i), samples[i])) << i;
    auto again = encode(columns);
    ASSERT_TRUE(again.ok());
    ASSERT_EQ(*again, bytes);
}

std::string detail_of_decoding(std::string_view bytes)
{
    auto r = decode(bytes);
    return r.ok() ? "" : r.error().detail.text;
}

// A chunk whose body zstd has not touched, so that a changed byte reaches the column readers.
std::string plain_chunk(std::vector<Sample> const& samples)
{
    Columns columns;
    EXPECT_TRUE(decode_into(encoded(samples), columns).ok());
    std::vector<std::uint8_t> body(body_bytes_max(samples.size()));
    BodyScratch scratch;
    auto* end = write_body(columns, scratch, body.data());
    return std::string("W\x01\0", 3) + std::string(body.data(), end);
}

std::string zstd_chunk(std::string const& frame) { return std::string("W\x01\x01", 3) + frame; }

std::string frame_of(std::string const& body, bool with_size = true)
{
    auto* context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, with_size);
    std::string frame(ZSTD_compressBound(body.size()), '\0');
    frame.resize(ZSTD_compress2(context, frame.data(), frame.size(), body.data(), body.size()));
    ZSTD_freeCCtx(context);
    return frame;
}

std::vector<Sample> heart_rate(std::size_t n, std::uint64_t seed = 1)
{
    std::mt19937_64 rng(seed);
    std::normal_distribution<double> step(0, 1.5);
    std::vector<Sample> samples;
    double bpm = 70;
    for (std::size_t i = 0; i < n; ++i) {
        bpm += step(rng) - (bpm - 70) * 0.05;
        auto t = t0 + static_cast<std::int64_t>(i) * 60'000;
        samples.push_back({ t, t, std::round(bpm), 60 });
    }
    return samples;
}

double any_double(std::mt19937_64& rng)
{
    static double const special[] = { 0.0, -0.0, 1, -1, INFINITY, -INFINITY, NAN, -NAN, DBL_MIN, DBL_MAX, -DBL_MAX,
        DBL_TRUE_MIN, -DBL_TRUE_MIN, DBL_EPSILON, 0.1, 0.3, 1e-6, 1e-7, 123456.789012, 0x1p50, 0x1p50 + 1, -0x1p53,
        0x1p53, 0x1p63, -0x1p63, std::bit_cast<double>(0x7ff0'0000'0000'0001u),
        std::bit_cast<double>(0xfff8'dead'beef'0001u) };
    if (rng() % 2) return special[rng() % std::size(special)];
    return std::bit_cast<double>(rng());
}

std::int64_t any_time(std::mt19937_64& rng)
{
    static std::int64_t const special[] = { INT64_MIN, INT64_MIN + 1, -1, 0, 1, INT64_MAX - 1, INT64_MAX, t0 };
    return rng() % 2 ? special[rng() % std::size(special)] : static_cast<std::int64_t>(rng());
}

std::string any_record(std::mt19937_64& rng)
{
    if (rng() % 4 == 0) return {};
    std::string record = "document-" + std::to_string(rng() % 50);
    if (rng() % 8 == 0) record.resize(limits::record_id_bytes_max, static_cast<char>(rng()));
    if (rng() % 8 == 0) record = std::string("\0\xff\n", 3);
    return record;
}

// A series of a random shape: regular or not, with or without each column, plain or adversarial.
std::vector<Sample> any_series(std::uint64_t seed)
{
    std::mt19937_64 rng(seed);
    std::size_t n = rng() % 20 == 0 ? full : 1 + rng() % 300;
    std::int64_t tick = std::array { 1, 1'000, 60'000, 7 }[rng() % 4];
    bool wild_times = rng() % 4 == 0, jitter = rng() % 2, wild_values = rng() % 3 == 0, records = rng() % 2;
    bool offsets = rng() % 2, deletions = rng() % 2;
    auto length = rng() % 4;
    double scale = std::pow(10, rng() % 8);
    std::int64_t t = t0 - static_cast<std::int64_t>(rng() % 1000);
    std::vector<Sample> samples(n);
    for (auto& s : samples) {
        s.start_ms = t += jitter ? static_cast<std::int64_t>(rng() % 5) * tick : tick;
        s.end_ms = s.start_ms + (length == 0 ? 0 : length == 1 ? tick : static_cast<std::int64_t>(rng() % 9) * tick);
        if (wild_times) {
            std::tie(s.start_ms, s.end_ms) = std::minmax({ any_time(rng), any_time(rng) });
        }
        s.value = wild_values ? any_double(rng) : std::round(static_cast<double>(rng() % 200'000)) / scale;
        if (offsets) s.offset_min = static_cast<std::int16_t>(rng() % 50 ? 60 : rng());
        if (deletions) s.deleted = rng() % 10 == 0;
        if (records) s.record = any_record(rng);
    }
    std::stable_sort(samples.begin(), samples.end(), earlier);
    return samples;
}

TEST(Chunk, ReturnsWhatWentInForManyRandomSeries)
{
    for (std::uint64_t seed = 0; seed < 600; ++seed) {
        SCOPED_TRACE(seed);
        ASSERT_NO_FATAL_FAILURE(expect_round_trip(any_series(seed)));
    }
}

TEST(Chunk, KeepsEveryKindOfDoubleBitByBit)
{
    std::mt19937_64 rng(7);
    for (int round = 0; round < 200; ++round) {
        std::vector<Sample> one { { t0, t0, any_double(rng) } };
        ASSERT_NO_FATAL_FAILURE(expect_round_trip(one));
    }
    for (int scale = 0; scale <= 8; ++scale) {
        std::vector<Sample> samples;
        for (int i = -500; i < 500; ++i) samples.push_back({ t0 + i, t0 + i, i * 37 / std::pow(10, scale) });
        ASSERT_NO_FATAL_FAILURE(expect_round_trip(samples));
    }
    // One sample that no scale fits must not harm the rest.
    auto samples = heart_rate(1440);
    samples[700].value = -0.0;
    ASSERT_NO_FATAL_FAILURE(expect_round_trip(samples));
}

TEST(Chunk, KeepsTimesFromOneEndOfTimeToTheOther)
{
    expect_round_trip({ { INT64_MIN, INT64_MAX, 1 } });
    expect_round_trip({ { INT64_MIN, INT64_MIN, 1 }, { INT64_MAX, INT64_MAX, 2 } });
    expect_round_trip({ { INT64_MIN, INT64_MAX, 1 }, { 0, 0, 1 }, { 1, 1, 1 }, { INT64_MAX, INT64_MAX, 2 } });
    expect_round_trip({ { INT64_MIN, 0, 1 }, { -1, INT64_MAX, 3 }, { INT64_MAX - 1, INT64_MAX, 2 } });
}

TEST(Chunk, TakesOneSampleAndAFullChunkAndDuplicates)
{
    expect_round_trip(heart_rate(1));
    expect_round_trip(heart_rate(full));
    expect_round_trip(std::vector<Sample>(full, Sample { t0, t0 + 5, 1.5, -300, true, "the same" }));
}

TEST(Chunk, RefusesWhatIsNoSortedRun)
{
    auto refusal = [](std::vector<Sample> const& samples) {
        auto r = encode(samples);
        return r.ok() ? "" : r.error().detail.text;
    };
    EXPECT_THAT(refusal({}), HasSubstr("8192"));
    EXPECT_THAT(refusal(std::vector<Sample>(full + 1)), HasSubstr("8192"));
    EXPECT_THAT(refusal({ { 2, 2 }, { 1, 1 } }), HasSubstr("order"));
    EXPECT_THAT(refusal({ { 1, 3 }, { 1, 2 } }), HasSubstr("order"));
    EXPECT_THAT(refusal({ { .record = "b" }, { .record = "a" } }), HasSubstr("order"));
    EXPECT_THAT(refusal({ { .record = "b" }, {} }), HasSubstr("order"));
    EXPECT_THAT(refusal({ { 2, 1 } }), HasSubstr("ends before"));
    EXPECT_THAT(refusal({ { 1, 1 }, { 2, 1 } }), HasSubstr("ends before"));
    EXPECT_THAT(refusal({ { .record = std::string(limits::record_id_bytes_max + 1, 'x') } }), HasSubstr("too long"));
    EXPECT_EQ(encode(std::vector<Sample> {}).error().code, Code::bug);
}

TEST(Chunk, RefusesColumnsThatDoNotFitTogether)
{
    Columns whole;
    ASSERT_TRUE(decode_into(encoded(heart_rate(3)), whole).ok());
    auto refusal = [&](auto change) {
        auto columns = whole;
        change(columns);
        auto r = encode(columns);
        return r.ok() ? "" : r.error().detail.text;
    };
    EXPECT_EQ(refusal([](Columns&) {}), "");
    EXPECT_THAT(refusal([](Columns& c) { c.end_ms.pop_back(); }), HasSubstr("different length"));
    EXPECT_THAT(refusal([](Columns& c) { c.value.pop_back(); }), HasSubstr("different length"));
    EXPECT_THAT(refusal([](Columns& c) { c.offset_min.pop_back(); }), HasSubstr("different length"));
    EXPECT_THAT(refusal([](Columns& c) { c.deleted.pop_back(); }), HasSubstr("different length"));
    EXPECT_THAT(refusal([](Columns& c) { c.deleted[1] = 2; }), HasSubstr("0 or 1"));
    EXPECT_THAT(refusal([](Columns& c) { c.record_bytes = "x"; }), HasSubstr("different length"));
    EXPECT_THAT(refusal([](Columns& c) { c.record_ends = { 0, 0, 1 }; }), HasSubstr("different length"));
    EXPECT_THAT(refusal([](Columns& c) { c.record_bytes = "xy", c.record_ends = { 2, 1, 2 }; }), HasSubstr("too long"));
}

TEST(Chunk, CutShortOrWithMoreAtTheEndIsRefusedAtEveryLength)
{
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        auto samples = any_series(seed);
        samples.resize(std::min<std::size_t>(samples.size(), 60));
        for (auto const& bytes : { encoded(samples), plain_chunk(samples) }) {
            for (std::size_t size = 0; size < bytes.size(); ++size)
                ASSERT_FALSE(decode(std::string_view(bytes).substr(0, size)).ok()) << seed << " cut at " << size;
            ASSERT_FALSE(decode(bytes + '\0').ok());
            ASSERT_FALSE(decode(bytes + bytes).ok());
        }
    }
}

TEST(Chunk, WithAnyByteChangedIsRefusedOrIsStillASortedRun)
{
    std::size_t refused = 0, read = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        auto samples = any_series(seed);
        samples.resize(std::min<std::size_t>(samples.size(), 40));
        for (auto const& whole : { encoded(samples), plain_chunk(samples) }) {
            for (std::size_t i = 0; i < whole.size(); ++i) {
                for (int flip : { 0x01, 0x80, 0xff, 0x10 }) {
                    auto bytes = whole;
                    bytes[i] = static_cast<char>(bytes[i] ^ flip);
                    auto decoded = decode(bytes);
                    if (!decoded.ok()) {
                        ++refused;
                        continue;
                    }
                    ++read;
                    auto again = decode(encoded(*decoded));
                    ASSERT_TRUE(again.ok() && same(*again, *decoded)) << seed << " byte " << i;
                }
            }
        }
    }
    // Both outcomes must have been seen, or this test has tried nothing.
    EXPECT_GT(refused, 1000u);
    EXPECT_GT(read, 1000u);
}

TEST(Chunk, RefusesForeignHeads)
{
    auto bytes = encoded(heart_rate(100));
    EXPECT_THAT(detail_of_decoding(""), HasSubstr("cut short"));
    EXPECT_THAT(detail_of_decoding("x" + bytes.substr(1)), HasSubstr("not a chunk"));
    EXPECT_THAT(detail_of_decoding("W\x02" + bytes.substr(2)), HasSubstr("version"));
    EXPECT_THAT(detail_of_decoding("W\x01\x02" + bytes.substr(3)), HasSubstr("packing"));
    EXPECT_EQ(decode("").error().code, Code::bug);
}

TEST(Chunk, RefusesZstdThatWouldSwellOrHoldsMoreThanOneFrame)
{
    auto body = plain_chunk(heart_rate(100)).substr(3);
    EXPECT_EQ(detail_of_decoding(zstd_chunk(frame_of(body))), "");
    EXPECT_THAT(
        detail_of_decoding(zstd_chunk(frame_of(std::string(body_bytes_max(full) + 1, '\0')))), HasSubstr("large"));
    EXPECT_THAT(detail_of_decoding(zstd_chunk(frame_of(std::string(100'000'000, '\0')))), HasSubstr("too large"));
    EXPECT_THAT(detail_of_decoding(zstd_chunk(frame_of(body, false))), HasSubstr("no size"));
    EXPECT_THAT(detail_of_decoding(zstd_chunk(frame_of(""))), HasSubstr("no size"));
    EXPECT_THAT(detail_of_decoding(zstd_chunk(frame_of(body) + frame_of(body))), HasSubstr("one frame"));
    std::string skippable("\x50\x2a\x4d\x18\x04\0\0\0abcd", 12);
    EXPECT_THAT(detail_of_decoding(zstd_chunk(skippable + frame_of(body))), HasSubstr("no size"));
    EXPECT_THAT(detail_of_decoding(zstd_chunk(frame_of(body) + skippable)), HasSubstr("one frame"));
}

TEST(Chunk, RefusesBodiesThatPromiseTooMuch)
{
    auto head = std::string("W\x01\0", 3);
    EXPECT_THAT(detail_of_decoding(head + '\0'), HasSubstr("8192"));
    EXPECT_THAT(detail_of_decoding(head + "\x81\x40"), HasSubstr("8192")); // 8193
    EXPECT_THAT(detail_of_decoding(head + std::string(9, '\xff') + "\x01"), HasSubstr("8192")); // 2^64 - 1
    EXPECT_THAT(detail_of_decoding(head + std::string(9, '\xff') + "\x7f"), HasSubstr("8192")); // over 64 bits
    EXPECT_THAT(detail_of_decoding(head + std::string(11, '\x80') + '\0'), HasSubstr("8192")); // endless
    // A start of 2^63, zigzag, fits; one bit more would be lost, and read as another time.
    std::string start_of_ten_bytes = std::string("\x01\0", 2) + std::string(9, '\x80');
    std::string rest("\0\0\x02\0\0\0", 6);
    EXPECT_EQ(detail_of_decoding(head + start_of_ten_bytes + '\x01' + rest), "");
    EXPECT_THAT(detail_of_decoding(head + start_of_ten_bytes + '\x02' + rest), HasSubstr("cut short"));
    // Times, ends and values in order, then runs that say more than there is.
    std::string to_offsets("\x02\0\x02\x02\0\0\x02\0", 8);
    EXPECT_EQ(detail_of_decoding(head + to_offsets + std::string("\0\0\0", 3)), "");
    EXPECT_THAT(detail_of_decoding(head + to_offsets + "\x01\x03"), HasSubstr("too many"));
    EXPECT_THAT(detail_of_decoding(head + to_offsets + "\x01\x01\x02\x03"), HasSubstr("out of bounds"));
    EXPECT_THAT(detail_of_decoding(head + to_offsets + std::string("\x01\x01\x02\0", 4)), HasSubstr("out of bounds"));
    EXPECT_THAT(detail_of_decoding(head + to_offsets + "\x01\x01\x02\x01"), HasSubstr("too few"));
    EXPECT_THAT(
        detail_of_decoding(head + to_offsets + "\x01\x01\x80\x80\x04\x02"), HasSubstr("out of bounds")); // offset
    EXPECT_THAT(
        detail_of_decoding(head + to_offsets + std::string("\0\x01\x01\x02\x02", 5)), HasSubstr("out of bounds"));
    // Records: too long, sharing more than there is, sharing and adding over the limit.
    std::string to_records = to_offsets + std::string("\0\0\x01", 3);
    EXPECT_THAT(detail_of_decoding(head + to_records + std::string("\x81\x01\0\0\0", 5)), HasSubstr("too long"));
    EXPECT_THAT(detail_of_decoding(head + to_records + std::string("\0\x02\x01\0a", 5)), HasSubstr("out of bounds"));
    EXPECT_THAT(detail_of_decoding(head + to_records + std::string("\0\x64\x64\x64", 4) + std::string(200, 'a')),
        HasSubstr("out of bounds"));
}

TEST(Chunk, LeavesColumnsEmptyAfterAnError)
{
    Columns columns;
    ASSERT_TRUE(decode_into(encoded(heart_rate(10)), columns).ok());
    auto broken = plain_chunk(heart_rate(10));
    broken.pop_back();
    ASSERT_FALSE(decode_into(broken, columns).ok());
    EXPECT_EQ(columns.size(), 0u);
    EXPECT_TRUE(columns.value.empty());
}

TEST(Chunk, RefusesFormsOfTheFuture)
{
    auto head = std::string("W\x01\0", 3);
    std::string body("\x01\0\0\0\0\x02\0\0\0", 9); // one sample, every column in its first form
    ASSERT_EQ(detail_of_decoding(head + body), "");
    struct {
        std::size_t at;
        int form;
        char const* says;
    } const unknown[] = { { 1, 2, "times" }, { 1, 0x30, "times" }, { 3, 4, "ends" }, { 4, 3, "values" },
        { 4, 0x70, "values" }, { 4, 0x12, "values" }, { 6, 2, "runs" }, { 7, 2, "runs" }, { 8, 2, "records" } };
    for (auto [at, form, says] : unknown) {
        auto changed = body;
        changed[at] = static_cast<char>(form);
        EXPECT_THAT(detail_of_decoding(head + changed), AllOf(HasSubstr(says), HasSubstr("unknown form"))) << at;
    }
}

TEST(Chunk, RefusesADamagedFrame)
{
    auto frame = frame_of(plain_chunk(heart_rate(100)).substr(3));
    ++frame[5]; // the size it states (RFC 8878, 3.1.1.1.4)
    EXPECT_THAT(detail_of_decoding(zstd_chunk(frame)), HasSubstr("damaged"));
}

// The format is on disk for years: these bytes must be read for ever, and written the same while the version stands.
void expect_layout(std::vector<Sample> const& samples, std::string const& body)
{
    auto golden = std::string("W\x01\0", 3) + body;
    auto decoded = decode(golden);
    ASSERT_TRUE(decoded.ok()) << decoded.error().detail.text;
    EXPECT_TRUE(same(*decoded, samples));
    EXPECT_EQ(plain_chunk(samples), golden);
}

std::string bytes(std::initializer_list<int> list)
{
    std::string out;
    for (int b : list) out += static_cast<char>(b);
    return out;
}

TEST(Chunk, KeepsItsLayout)
{
    // Decimals, a changing offset, a deletion, records with a common beginning.
    expect_layout({ { t0, t0 + 60'000, 36.5, 60 }, { t0 + 60'000, t0 + 120'000, 36.75, 60, true, "ab" },
                      { t0 + 180'000, t0 + 240'000, -1, -300, false, "ac" } },
        bytes({ 3 }) // samples
            + bytes({ 0x21, 0x80, 0x91, 0xb0, 0xfe, 0xf9, 0x62, 1, 2 }) // times, by the minute
            + bytes({ 1, 1 }) // ends
            + bytes({ 0x20, 0x84, 0x39, 0x32, 0xfd, 0x3a }) // values, in hundredths
            + bytes({ 1, 2, 0x78, 2, 0xd7, 4, 1 }) // offsets
            + bytes({ 1, 3, 0, 1, 1, 1, 0, 1 }) // deletions
            + bytes({ 1, 0, 0, 1, 0, 2, 1 }) + "abc"); // records
    // A night whose stages follow one another, in seconds; codes that jump.
    expect_layout({ { 0, 90'000, 1 }, { 90'000, 150'000, 0 }, { 150'000, 151'000, 2 }, { 160'000, 170'000, 0 } },
        bytes({ 4, 0x11, 0, 90, 59, 0x63 }) + bytes({ 3, 0, 0, 18, 10 }) + bytes({ 0x01, 2, 0, 4, 0 })
            + bytes({ 0, 0, 0 }));
    // Durations that tell nothing of the next start; one drifting value.
    expect_layout({ { -5, -3, 100 }, { 5, 105, 101 }, { 15, 15, 102 } },
        bytes({ 3, 0x00, 9, 10 }) + bytes({ 2, 2, 100, 0 }) + bytes({ 0x00, 0xc8, 1, 2, 2 }) + bytes({ 0, 0, 0 }));
    // Doubles that are no short decimals: 1/3 and -0.0, by planes.
    expect_layout({ { 0, 0, 1.0 / 3 }, { 1, 1, -0.0 } },
        bytes({ 2, 0x00, 0, 1 }) + bytes({ 0 }) + bytes({ 2 })
            + bytes({ 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0xd5, 0xd5, 0x3f, 0xbf })
            + bytes({ 0, 0, 0 }));
}

TEST(Chunk, KeepsARegularMinuteSeriesUnderSixTenthsOfAByteASample)
{
    for (std::size_t n : { std::size_t { 1440 }, full }) {
        double bytes = static_cast<double>(encoded(heart_rate(n)).size());
        EXPECT_LT(bytes / static_cast<double>(n), 0.6) << n;
    }
}

} // namespace
} // namespace wellkept::timeseries
