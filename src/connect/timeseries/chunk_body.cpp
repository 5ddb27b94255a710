#include "connect/timeseries/chunk_body.h"
#include "connect/timeseries/chunk_bytes.h"
#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <optional>

namespace wellkept::timeseries {

namespace {

// The layout is described in README.md; these numbers are on disk and never change their meaning.
enum TimesForm : std::uint8_t { times_regular = 0, times_delta_of_delta = 1 };
enum EndsForm : std::uint8_t { ends_instant = 0, ends_constant = 1, ends_durations = 2, ends_gaps = 3 };
enum ValuesForm : std::uint8_t { values_deltas = 0, values_direct = 1, values_xor = 2 };
enum RunsForm : std::uint8_t { runs_absent = 0, runs_present = 1 };
enum RecordsForm : std::uint8_t { records_absent = 0, records_front_coded = 1 };

constexpr std::array<std::uint64_t, 3> ticks_ms { 1, 1'000, 60'000 };
constexpr std::array<double, 7> powers_of_ten { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6 };
// Below this the rounding in to_scaled() is exact and a delta of two scaled values cannot overflow.
constexpr double scaled_max = 0x1p50;

// All arithmetic on times is modulo 2^64: differences of extreme times do not fit a signed number.
std::uint64_t difference_of(std::int64_t later, std::int64_t sooner)
{
    return static_cast<std::uint64_t>(later) - static_cast<std::uint64_t>(sooner);
}

// ---- times and ends ----

// Leaves deltas and durations in ticks; returns the index of the tick.
std::uint8_t measure_times(Columns const& c, BodyScratch& w)
{
    std::size_t n = c.size();
    w.deltas.resize(n - 1);
    w.durations.resize(n);
    for (std::size_t i = 0; i + 1 < n; ++i) w.deltas[i] = difference_of(c.start_ms[i + 1], c.start_ms[i]);
    for (std::size_t i = 0; i < n; ++i) w.durations[i] = difference_of(c.end_ms[i], c.start_ms[i]);
    for (std::uint8_t t = ticks_ms.size() - 1; t > 0; --t) {
        auto divides = [tick = ticks_ms[t]](std::uint64_t x) { return x % tick == 0; };
        if (!std::all_of(w.deltas.begin(), w.deltas.end(), divides)) continue;
        if (!std::all_of(w.durations.begin(), w.durations.end(), divides)) continue;
        for (auto& x : w.deltas) x /= ticks_ms[t];
        for (auto& x : w.durations) x /= ticks_ms[t];
        return t;
    }
    return 0;
}

template <typename T> bool all_equal(std::vector<T> const& v)
{
    return std::adjacent_find(v.begin(), v.end(), std::not_equal_to<> {}) == v.end();
}

void write_times(Columns const& c, BodyScratch& w, std::uint8_t tick, ByteWriter& out)
{
    auto form = all_equal(w.deltas) ? times_regular : times_delta_of_delta;
    out.byte(static_cast<std::uint8_t>(form | tick << 4));
    out.varint(zigzag(static_cast<std::uint64_t>(c.start_ms[0])));
    if (w.deltas.empty()) return;
    out.varint(w.deltas[0]);
    if (form == times_regular) return;
    for (std::size_t i = 1; i < w.deltas.size(); ++i) out.varint(zigzag(w.deltas[i] - w.deltas[i - 1]));
}

void write_ends(BodyScratch& w, ByteWriter& out)
{
    if (all_equal(w.durations)) {
        bool instant = w.durations[0] == 0;
        out.byte(instant ? ends_instant : ends_constant);
        if (!instant) out.varint(w.durations[0]);
        return;
    }
    // Stages of a night follow one another without a gap: then the starts already tell the ends.
    std::size_t contiguous = 0;
    for (std::size_t i = 0; i < w.deltas.size(); ++i) contiguous += w.deltas[i] == w.durations[i];
    if (contiguous * 2 < w.deltas.size()) {
        out.byte(ends_durations);
        for (auto d : w.durations) out.varint(d);
        return;
    }
    out.byte(ends_gaps);
    for (std::size_t i = 0; i < w.deltas.size(); ++i) out.varint(zigzag(w.deltas[i] - w.durations[i]));
    out.varint(w.durations.back());
}

char const* read_times(ByteReader& in, std::size_t n, Columns& c, BodyScratch& w)
{
    std::uint8_t head = in.byte();
    std::uint8_t form = head & 0x0f, tick_index = head >> 4;
    if (form > times_delta_of_delta || tick_index >= ticks_ms.size()) return "times: unknown form";
    std::uint64_t tick = ticks_ms[tick_index];
    std::uint64_t at = unzigzag(in.varint());
    std::uint64_t delta = n > 1 ? in.varint() : 0;
    c.start_ms.resize(n);
    w.deltas.resize(n - 1);
    c.start_ms[0] = static_cast<std::int64_t>(at);
    for (std::size_t i = 1; i < n; ++i) {
        if (form == times_delta_of_delta && i > 1) delta += unzigzag(in.varint());
        w.deltas[i - 1] = delta;
        at += delta * tick;
        c.start_ms[i] = static_cast<std::int64_t>(at);
    }

    form = in.byte();
    if (form > ends_gaps) return "ends: unknown form";
    c.end_ms.resize(n);
    std::uint64_t constant = form == ends_constant ? in.varint() : 0;
    for (std::size_t i = 0; i < n; ++i) {
        std::uint64_t duration = constant;
        if (form == ends_gaps && i + 1 < n)
            duration = w.deltas[i] - unzigzag(in.varint());
        else if (form >= ends_durations)
            duration = in.varint();
        c.end_ms[i] = static_cast<std::int64_t>(static_cast<std::uint64_t>(c.start_ms[i]) + duration * tick);
    }
    return in.ok() ? nullptr : "times: cut short";
}

// ---- values ----

// The integer that, divided by the power of ten, gives exactly this double back; nothing for -0.0, NaN, infinities
// and whatever is no short decimal.
std::optional<std::int64_t> to_scaled(double value, double power)
{
    double x = value * power;
    if (!(x <= scaled_max && x >= -scaled_max)) return std::nullopt;
    double rounded = (x + 0x1.8p52) - 0x1.8p52; // to the nearest integer, without a call
    if (std::bit_cast<std::uint64_t>(rounded / power) != std::bit_cast<std::uint64_t>(value)) return std::nullopt;
    return static_cast<std::int64_t>(rounded);
}

// Fills `scaled` at the smallest scale that is exact for all; false if there is none.
bool find_scale(std::vector<double> const& values, std::vector<std::int64_t>& scaled, std::uint8_t& scale)
{
    scaled.resize(values.size());
    scale = 0;
    std::size_t done_at_this_scale_from = 0;
    for (std::size_t i = 0; i < values.size();) {
        if (auto s = to_scaled(values[i], powers_of_ten[scale])) {
            scaled[i++] = *s;
            continue;
        }
        if (++scale == powers_of_ten.size()) return false;
        done_at_this_scale_from = i;
    }
    for (std::size_t i = 0; i < done_at_this_scale_from; ++i) {
        auto s = to_scaled(values[i], powers_of_ten[scale]);
        if (!s) return false;
        scaled[i] = *s;
    }
    return true;
}

void write_values(Columns const& c, BodyScratch& w, ByteWriter& out)
{
    std::size_t n = c.size();
    std::uint8_t scale = 0;
    if (!find_scale(c.value, w.scaled, scale)) {
        // Byte planes rather than bit packing: neighbours agree in sign, exponent and high digits, and zstd finds that.
        out.byte(values_xor);
        std::uint64_t previous = 0;
        std::uint8_t* planes = out.skip(8 * n);
        for (std::size_t i = 0; i < n; ++i) {
            auto bits = std::bit_cast<std::uint64_t>(c.value[i]);
            std::uint64_t x = bits ^ previous;
            previous = bits;
            for (std::size_t plane = 0; plane < 8; ++plane)
                planes[plane * n + i] = static_cast<std::uint8_t>(x >> (8 * plane));
        }
        return;
    }
    // Deltas suit what drifts (pulse, weight), plain numbers what jumps up from zero and back (steps).
    std::uint64_t bits_as_deltas = 0, bits_direct = 0;
    std::int64_t previous = 0;
    for (auto s : w.scaled) {
        bits_as_deltas += std::bit_width(zigzag(static_cast<std::uint64_t>(s - previous)));
        bits_direct += std::bit_width(zigzag(static_cast<std::uint64_t>(s)));
        previous = s;
    }
    auto form = bits_direct < bits_as_deltas ? values_direct : values_deltas;
    out.byte(static_cast<std::uint8_t>(form | scale << 4));
    previous = 0;
    for (auto s : w.scaled) {
        out.varint(zigzag(static_cast<std::uint64_t>(s - previous)));
        if (form == values_deltas) previous = s;
    }
}

char const* read_values(ByteReader& in, std::size_t n, Columns& c)
{
    std::uint8_t head = in.byte();
    std::uint8_t form = head & 0x0f, scale = head >> 4;
    c.value.resize(n);
    if (form == values_xor && scale == 0) {
        std::uint8_t const* planes = in.block(8 * n);
        if (!planes) return "values: cut short";
        std::uint64_t bits = 0;
        for (std::size_t i = 0; i < n; ++i) {
            std::uint64_t x = 0;
            for (std::size_t plane = 0; plane < 8; ++plane)
                x |= static_cast<std::uint64_t>(planes[plane * n + i]) << (8 * plane);
            bits ^= x;
            c.value[i] = std::bit_cast<double>(bits);
        }
        return nullptr;
    }
    if (form > values_direct || scale >= powers_of_ten.size()) return "values: unknown form";
    double power = powers_of_ten[scale];
    std::uint64_t at = 0;
    for (std::size_t i = 0; i < n; ++i) {
        std::uint64_t x = unzigzag(in.varint());
        at = form == values_deltas ? at + x : x;
        c.value[i] = static_cast<double>(static_cast<std::int64_t>(at));
    }
    if (scale)
        for (auto& v : c.value) v /= power;
    return in.ok() ? nullptr : "values: cut short";
}

// ---- offsets, deletions, records ----

// Runs as (content, length) pairs, preceded by their number.
template <typename T, typename Coded>
void write_runs(std::vector<T> const& column, T absent, Coded coded, ByteWriter& out)
{
    std::size_t runs = 1;
    for (std::size_t i = 1; i < column.size(); ++i) runs += column[i] != column[i - 1];
    if (runs == 1 && column[0] == absent) return out.byte(runs_absent);
    out.byte(runs_present);
    out.varint(runs);
    for (std::size_t i = 0; i < column.size();) {
        std::size_t begin = i;
        while (i < column.size() && column[i] == column[begin]) ++i;
        out.varint(coded(column[begin]));
        out.varint(i - begin);
    }
}

// `plain` gives the content of a coded run, or nothing if there can be no such content.
template <typename T, typename Plain>
char const* read_runs(ByteReader& in, std::size_t n, std::vector<T>& column, T absent, Plain plain)
{
    std::uint8_t form = in.byte();
    if (form == runs_absent && in.ok()) {
        column.assign(n, absent);
        return nullptr;
    }
    if (form != runs_present) return "runs: unknown form";
    column.clear();
    column.reserve(n);
    std::uint64_t runs = in.varint();
    if (runs > n) return "runs: too many";
    for (std::uint64_t run = 0; run < runs; ++run) {
        std::optional<T> content = plain(in.varint());
        std::uint64_t length = in.varint();
        if (!content || !in.ok() || length == 0 || length > n - column.size()) return "runs: out of bounds";
        column.insert(column.end(), length, *content);
    }
    return column.size() == n ? nullptr : "runs: too few";
}

std::uint64_t code_offset(std::int16_t offset)
{
    return zigzag(static_cast<std::uint64_t>(static_cast<std::int64_t>(offset)));
}
std::optional<std::int16_t> plain_offset(std::uint64_t coded)
{
    if (coded > UINT16_MAX) return std::nullopt;
    return static_cast<std::int16_t>(static_cast<std::int64_t>(unzigzag(coded)));
}
std::uint64_t code_flag(std::uint8_t flag) { return flag; }
std::optional<std::uint8_t> plain_flag(std::uint64_t coded)
{
    if (coded > 1) return std::nullopt;
    return static_cast<std::uint8_t>(coded);
}

void write_records(Columns const& c, BodyScratch& w, ByteWriter& out)
{
    if (c.record_bytes.empty()) return out.byte(records_absent);
    out.byte(records_front_coded);
    w.shared.clear();
    std::string_view previous;
    for (std::size_t i = 0; i < c.size(); ++i) {
        auto record = c.record(i);
        auto differ = std::mismatch(previous.begin(), previous.end(), record.begin(), record.end()).first;
        w.shared.push_back(static_cast<std::uint8_t>(differ - previous.begin()));
        previous = record;
    }
    for (auto shared : w.shared) out.varint(shared);
    for (std::size_t i = 0; i < c.size(); ++i) out.varint(c.record(i).size() - w.shared[i]);
    for (std::size_t i = 0; i < c.size(); ++i) out.block(c.record(i).substr(w.shared[i]));
}

char const* read_records(ByteReader& in, std::size_t n, Columns& c, BodyScratch& w)
{
    std::uint8_t form = in.byte();
    if (form == records_absent && in.ok()) return nullptr;
    if (form != records_front_coded) return "records: unknown form";
    for (auto* lengths : { &w.shared, &w.rest }) {
        lengths->resize(n);
        for (auto& length : *lengths) {
            std::uint64_t x = in.varint();
            if (x > limits::record_id_bytes_max) return "records: too long";
            length = static_cast<std::uint8_t>(x);
        }
    }
    std::size_t begin = 0, previous = 0; // of the record before the one in hand
    c.record_ends.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
        std::size_t shared = w.shared[i], rest = w.rest[i];
        if (shared > previous || shared + rest > limits::record_id_bytes_max) return "records: out of bounds";
        std::uint8_t const* bytes = in.block(rest);
        if (!bytes) return "records: cut short";
        std::size_t at = c.record_bytes.size();
        c.record_bytes.append(c.record_bytes, begin, shared);
        c.record_bytes.append(reinterpret_cast<char const*>(bytes), rest);
        begin = at;
        previous = shared + rest;
        c.record_ends[i] = static_cast<std::uint32_t>(c.record_bytes.size());
    }
    return nullptr;
}

} // namespace

// Why these columns may not be a chunk, or nullptr if they may.
char const* fault_in(Columns const& c)
{
    std::size_t n = c.size();
    if (n == 0 || n > limits::samples_per_chunk_max) return "not 1 to 8192 samples";
    if (c.end_ms.size() != n || c.value.size() != n || c.offset_min.size() != n || c.deleted.size() != n)
        return "columns of different length";
    if (std::any_of(c.deleted.begin(), c.deleted.end(), [](std::uint8_t d) { return d > 1; }))
        return "deleted is not 0 or 1";
    bool has_records = !c.record_ends.empty();
    if (!has_records && !c.record_bytes.empty()) return "columns of different length";
    if (has_records) {
        if (c.record_ends.size() != n || c.record_ends.back() != c.record_bytes.size())
            return "columns of different length";
        for (std::size_t i = 0; i < n; ++i) {
            std::uint32_t begin = i ? c.record_ends[i - 1] : 0;
            if (c.record_ends[i] < begin || c.record_ends[i] - begin > limits::record_id_bytes_max)
                return "a record id is too long";
        }
    }
    if (c.end_ms[0] < c.start_ms[0]) return "a sample ends before it starts";
    for (std::size_t i = 1; i < n; ++i) {
        if (c.end_ms[i] < c.start_ms[i]) return "a sample ends before it starts";
        if (c.start_ms[i] > c.start_ms[i - 1]) continue;
        if (c.start_ms[i] < c.start_ms[i - 1] || c.end_ms[i] < c.end_ms[i - 1]) return "samples out of order";
        if (c.end_ms[i] == c.end_ms[i - 1] && has_records && c.record(i) < c.record(i - 1))
            return "samples out of order";
    }
    return nullptr;
}

std::uint8_t* write_body(Columns const& c, BodyScratch& w, std::uint8_t* at)
{
    ByteWriter out(at);
    out.varint(c.size());
    auto tick = measure_times(c, w);
    write_times(c, w, tick, out);
    write_ends(w, out);
    write_values(c, w, out);
    write_runs(c.offset_min, offset_unknown, code_offset, out);
    write_runs(c.deleted, std::uint8_t { 0 }, code_flag, out);
    write_records(c, w, out);
    return out.at();
}

char const* read_body(std::uint8_t const* at, std::size_t size, Columns& c, BodyScratch& w)
{
    ByteReader in(at, size);
    c.clear();
    std::uint64_t n = in.varint();
    if (n == 0 || n > limits::samples_per_chunk_max) return "not 1 to 8192 samples";
    if (auto fault = read_times(in, n, c, w)) return fault;
    if (auto fault = read_values(in, n, c)) return fault;
    if (auto fault = read_runs(in, n, c.offset_min, offset_unknown, plain_offset)) return fault;
    if (auto fault = read_runs(in, n, c.deleted, std::uint8_t { 0 }, plain_flag)) return fault;
    if (auto fault = read_records(in, n, c, w)) return fault;
    if (!in.ok()) return "cut short";
    if (in.left()) return "bytes after the end";
    return fault_in(c);
}

} // namespace wellkept::timeseries
