// The inside of a chunk: each column in its own code, before zstd. Internal to chunk.cpp. README.md gives the layout.
#pragma once
#include "connect/timeseries/chunk.h"
#include "connect/timeseries/chunk_bytes.h"

namespace wellkept::timeseries {

// Scratch space that a thread keeps between calls.
struct BodyScratch {
    std::vector<std::uint64_t> deltas, durations; // in ticks
    std::vector<std::int64_t> scaled;
    std::vector<std::uint8_t> shared, rest; // lengths of record ids: what they share with the one before, and the rest
    static_assert(limits::record_id_bytes_max <= UINT8_MAX);
};

// The longest body of n samples: times, ends and values by varints, then offsets, deletions and records.
constexpr std::size_t body_bytes_max(std::size_t n)
{
    return 64 + n * (3 * varint_bytes_max + 5 + 2 + 4 + limits::record_id_bytes_max);
}

// Why these columns may not be a chunk, in words for the log, or nullptr if they may.
char const* fault_in(Columns const&);

// Writes the body and returns its end. Preconditions: no fault, and room for body_bytes_max(size) bytes.
std::uint8_t* write_body(Columns const&, BodyScratch&, std::uint8_t* at);

// Reads a body nobody vouches for. Returns the fault, or nullptr; only then are the columns whole.
char const* read_body(std::uint8_t const* at, std::size_t size, Columns&, BodyScratch&);

} // namespace wellkept::timeseries
