#include "connect/timeseries/chunk.h"
#include "connect/timeseries/chunk_body.h"
#include <algorithm>
#include <memory>
#include <tuple>
#include <zstd.h>

namespace wellkept::timeseries {

namespace {

// The layout is described in README.md; these numbers are on disk and never change their meaning.
constexpr char magic = 0x57;
constexpr char format_version = 1;
constexpr std::size_t head_bytes = 3;
enum Packing : char { packing_plain = 0, packing_zstd = 1 };
constexpr int zstd_level = 1;

struct ContextFree {
    void operator()(ZSTD_CCtx* c) const { ZSTD_freeCCtx(c); }
    void operator()(ZSTD_DCtx* c) const { ZSTD_freeDCtx(c); }
};

// What a thread keeps between calls: allocating these would cost more than the coding itself.
struct Workspace {
    std::unique_ptr<ZSTD_CCtx, ContextFree> compressor { ZSTD_createCCtx() };
    std::unique_ptr<ZSTD_DCtx, ContextFree> decompressor { ZSTD_createDCtx() };
    std::vector<std::uint8_t> body;
    BodyScratch scratch;
    Columns columns;

    std::uint8_t* body_of(std::size_t size)
    {
        if (body.size() < size) body.resize(size);
        return body.data();
    }
};

Workspace& workspace()
{
    static thread_local Workspace w;
    return w;
}

Error out_of_memory()
{
    return unavailable("The server is short of memory. Try again later.", "chunk: no zstd context");
}
Error broken(std::string_view what) { return bug("chunk: " + std::string(what)); }

void gather(std::span<Sample const> samples, Columns& c)
{
    std::size_t n = samples.size();
    c.clear();
    c.start_ms.resize(n);
    c.end_ms.resize(n);
    c.value.resize(n);
    c.offset_min.resize(n);
    c.deleted.resize(n);
    bool has_records = false;
    for (std::size_t i = 0; i < n; ++i) {
        auto const& s = samples[i];
        c.start_ms[i] = s.start_ms;
        c.end_ms[i] = s.end_ms;
        c.value[i] = s.value;
        c.offset_min[i] = s.offset_min;
        c.deleted[i] = s.deleted;
        has_records |= !s.record.empty();
    }
    if (!has_records) return;
    c.record_ends.reserve(n);
    for (auto const& s : samples) {
        c.record_bytes += s.record;
        c.record_ends.push_back(static_cast<std::uint32_t>(c.record_bytes.size()));
    }
}

// The body out of its packing, in the chunk itself or in the workspace.
Result<std::span<std::uint8_t const>> unpack(std::string_view bytes, Workspace& w)
{
    if (bytes.size() <= head_bytes) return broken("cut short");
    if (bytes[0] != magic) return broken("not a chunk");
    if (bytes[1] != format_version) return broken("of an unknown version");
    auto packed = bytes.substr(head_bytes);
    if (bytes[2] == packing_plain)
        return std::span(reinterpret_cast<std::uint8_t const*>(packed.data()), packed.size());
    if (bytes[2] != packing_zstd) return broken("of an unknown packing");

    // zstd's own error codes are above any bound we set, so one comparison refuses unknown sizes and bombs alike.
    auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == 0 || size > body_bytes_max(limits::samples_per_chunk_max)) return broken("zstd: no size, or too large");
    // One frame and nothing else: the decompressor would take several.
    if (ZSTD_findFrameCompressedSize(packed.data(), packed.size()) != packed.size())
        return broken("zstd: not exactly one frame");
    if (!w.decompressor) return out_of_memory();
    std::uint8_t* body = w.body_of(size);
    std::size_t got = ZSTD_decompressDCtx(w.decompressor.get(), body, size, packed.data(), packed.size());
    if (ZSTD_isError(got) || got != size) return broken("zstd: damaged");
    return std::span<std::uint8_t const>(body, size);
}

} // namespace

bool earlier(Sample const& a, Sample const& b)
{
    return std::tie(a.start_ms, a.end_ms, a.record) < std::tie(b.start_ms, b.end_ms, b.record);
}

bool same_slot(Sample const& a, Sample const& b)
{
    return a.start_ms == b.start_ms && a.end_ms == b.end_ms && a.record == b.record;
}

std::string_view Columns::record(std::size_t i) const
{
    if (record_ends.empty()) return {};
    std::uint32_t begin = i ? record_ends[i - 1] : 0;
    return std::string_view(record_bytes).substr(begin, record_ends[i] - begin);
}

Sample Columns::sample(std::size_t i) const
{
    return { start_ms[i], end_ms[i], value[i], offset_min[i], deleted[i] != 0, std::string(record(i)) };
}

void Columns::clear()
{
    start_ms.clear();
    end_ms.clear();
    value.clear();
    offset_min.clear();
    deleted.clear();
    record_bytes.clear();
    record_ends.clear();
}

Result<std::string> encode(Columns const& columns)
{
    if (auto fault = fault_in(columns)) return broken(fault);
    auto& w = workspace();
    if (!w.compressor) return out_of_memory();
    std::uint8_t* body = w.body_of(body_bytes_max(columns.size()));
    auto size = static_cast<std::size_t>(write_body(columns, w.scratch, body) - body);

    // Only a packing that saves something is worth its name, so the body's own size is room enough.
    std::string bytes(head_bytes + size, '\0');
    bytes[0] = magic;
    bytes[1] = format_version;
    std::size_t packed = ZSTD_compressCCtx(w.compressor.get(), bytes.data() + head_bytes, size, body, size, zstd_level);
    if (ZSTD_isError(packed) || packed >= size) {
        bytes[2] = packing_plain;
        std::copy(body, body + size, bytes.begin() + head_bytes);
        return bytes;
    }
    bytes[2] = packing_zstd;
    bytes.resize(head_bytes + packed);
    bytes.shrink_to_fit();
    return bytes;
}

Result<std::string> encode(std::span<Sample const> samples)
{
    if (samples.size() > limits::samples_per_chunk_max) return broken("not 1 to 8192 samples");
    auto& columns = workspace().columns;
    gather(samples, columns);
    return encode(columns);
}

Result<> decode_into(std::string_view bytes, Columns& columns)
{
    auto& w = workspace();
    columns.clear();
    auto body = TRY(unpack(bytes, w));
    if (auto fault = read_body(body.data(), body.size(), columns, w.scratch)) {
        columns.clear();
        return broken(fault);
    }
    return Unit {};
}

namespace {

std::vector<Sample> samples_of(Columns const& columns, std::size_t first, std::size_t last)
{
    std::vector<Sample> samples;
    samples.reserve(last - first);
    for (std::size_t i = first; i < last; ++i) samples.push_back(columns.sample(i));
    return samples;
}

} // namespace

Result<std::vector<Sample>> decode(std::string_view bytes)
{
    auto& columns = workspace().columns;
    TRY(decode_into(bytes, columns));
    return samples_of(columns, 0, columns.size());
}

Result<std::vector<Sample>> decode(std::string_view bytes, std::int64_t from_ms, std::int64_t to_ms)
{
    auto& columns = workspace().columns;
    TRY(decode_into(bytes, columns));
    auto const at = [&](std::int64_t ms) { // they lie in the order of their starts
        return static_cast<std::size_t>(std::ranges::lower_bound(columns.start_ms, ms) - columns.start_ms.begin());
    };
    auto const first = at(from_ms);
    return samples_of(columns, first, std::max(first, at(to_ms)));
}

} // namespace wellkept::timeseries
