// The samples both sides store: heart rate by the minute, made from a member's and a batch's number alone, so that
// whoever makes them makes the same.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace wellkept::bench {

inline constexpr std::size_t batch_samples = 1'000;

struct Batch {
    std::int64_t first_minute; // since 1970; one sample a minute from there
    std::array<std::uint8_t, batch_samples> beats; // per minute, 40 to 200
};

// Batches of one member follow one another without a gap, from 2000 on. member and index: from 0.
Batch make_batch(std::size_t member, std::size_t index);

// The body of POST /v1/members/{member}/samples, into `out`, about 66 KB.
void write_json(Batch const&, std::string& out);

// The same of one part of it.
void write_json(Batch const&, std::size_t first, std::size_t count, std::string& out);

// 2000-01-01T00:00:00Z and so on, as both sides write it.
std::string minute_text(std::int64_t minute);

// The rows of PostgreSQL's binary COPY, without header and trailer, appended to `out`, 74 bytes each: client and member
// (16 bytes each), metric, time, value.
void append_rows(Batch const&, std::string const& client, std::string const& member, std::string& out);

// One row of the same form; client is the member's own id, for nobody asks for it here.
void append_row(std::string const& member, std::int64_t second, double value, std::string& out);

} // namespace wellkept::bench
