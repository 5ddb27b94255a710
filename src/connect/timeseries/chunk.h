// The chunk: a sorted run of samples of one stream as a few bytes, without loss. README.md gives the byte layout.
// Everything here is pure and thread-safe; each thread keeps its own zstd contexts and scratch space.
#pragma once
#include "base/limits.h"
#include "base/result.h"
#include "connect/timeseries/sample.h"
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wellkept::timeseries {

// The order of a stream: by start, then end, then record. Samples equal in all three take the same slot.
bool earlier(Sample const&, Sample const&);
bool same_slot(Sample const&, Sample const&);

// The same samples column by column, for readers that want no string per sample. All columns have the same length,
// but for the two of records, which are empty when no sample has a record.
struct Columns {
    std::vector<std::int64_t> start_ms, end_ms;
    std::vector<double> value;
    std::vector<std::int16_t> offset_min;
    std::vector<std::uint8_t> deleted; // 0 or 1
    std::string record_bytes; // all records, one after another
    std::vector<std::uint32_t> record_ends; // where the i-th record ends in record_bytes

    std::size_t size() const { return start_ms.size(); }
    // Precondition: i < size().
    std::string_view record(std::size_t i) const;
    Sample sample(std::size_t i) const;
    void clear(); // keeps the memory
};

// 1 to limits::samples_per_chunk_max samples in the order of `earlier` (equal ones allowed), none ending before it
// starts, no record over limits::record_id_bytes_max. Anything else is Code::bug: the caller broke the contract.
Result<std::string> encode(std::span<Sample const>);
Result<std::string> encode(Columns const&);

// What encode() made. Any other bytes give Code::bug, with the reason in the detail, or samples that fulfil the
// conditions above; never more memory than a full chunk takes.
Result<std::vector<Sample>> decode(std::string_view bytes);
// Of them, those that start at or after from_ms and before to_ms.
Result<std::vector<Sample>> decode(std::string_view bytes, std::int64_t from_ms, std::int64_t to_ms);

// The same into columns the caller keeps and reuses. After an error the columns are empty.
Result<> decode_into(std::string_view bytes, Columns&);

} // namespace wellkept::timeseries
