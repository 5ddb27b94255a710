// Varints and zigzag for the chunk format. Internal to chunk.cpp and its tests.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace wellkept::timeseries {

inline constexpr std::size_t varint_bytes_max = 10;

// Folds the sign into the lowest bit, so that small negative numbers are short. Works modulo 2^64.
inline std::uint64_t zigzag(std::uint64_t x) { return (x << 1) ^ (0 - (x >> 63)); }
inline std::uint64_t unzigzag(std::uint64_t z) { return (z >> 1) ^ (0 - (z & 1)); }

// Writes without bounds: the caller has made room for the worst case.
class ByteWriter {
public:
    explicit ByteWriter(std::uint8_t* at)
        : m_at(at)
    {
    }
    std::uint8_t* at() const { return m_at; }
    void byte(std::uint8_t b) { *m_at++ = b; }
    void block(std::string_view bytes) { std::memcpy(skip(bytes.size()), bytes.data(), bytes.size()); }
    // Leaves `size` bytes for the caller to fill, and returns where.
    std::uint8_t* skip(std::size_t size)
    {
        auto* start = m_at;
        m_at += size;
        return start;
    }
    void varint(std::uint64_t x)
    {
        while (x >= 0x80) {
            *m_at++ = static_cast<std::uint8_t>(x | 0x80);
            x >>= 7;
        }
        *m_at++ = static_cast<std::uint8_t>(x);
    }

private:
    std::uint8_t* m_at;
};

// Reads bytes nobody vouches for. The first read past the end, or of a varint over 64 bits, makes ok() false for good
// and yields 0, so that a loop need ask only once.
class ByteReader {
public:
    ByteReader(std::uint8_t const* at, std::size_t size)
        : m_at(at)
        , m_end(at + size)
    {
    }
    bool ok() const { return m_ok; }
    std::size_t left() const { return static_cast<std::size_t>(m_end - m_at); }
    std::uint8_t byte()
    {
        if (m_at == m_end) return fail();
        return *m_at++;
    }
    std::uint64_t varint()
    {
        if (m_at != m_end && *m_at < 0x80) return *m_at++;
        return long_varint();
    }
    // The next `size` bytes, or nullptr.
    std::uint8_t const* block(std::size_t size)
    {
        if (size > left()) {
            fail();
            return nullptr;
        }
        auto* start = m_at;
        m_at += size;
        return start;
    }

private:
    std::uint8_t fail()
    {
        m_ok = false;
        m_at = m_end;
        return 0;
    }
    std::uint64_t long_varint()
    {
        std::uint64_t x = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (m_at == m_end) return fail();
            std::uint8_t b = *m_at++;
            if (shift == 63 && b > 1) return fail();
            x |= static_cast<std::uint64_t>(b & 0x7f) << shift;
            if (b < 0x80) return x;
        }
        return fail();
    }

    std::uint8_t const* m_at;
    std::uint8_t const* m_end;
    bool m_ok = true;
};

} // namespace wellkept::timeseries
