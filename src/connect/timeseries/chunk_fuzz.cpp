// Any bytes are refused or decode to a run that survives another round, bit by bit.
#include "connect/timeseries/chunk.h"
#include <cstdlib>
#include <cstring>

using namespace wellkept::timeseries;

namespace {

bool same_bits(std::vector<double> const& a, std::vector<double> const& b)
{
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0);
}

void check(std::string_view bytes)
{
    static Columns once, twice;
    if (!decode_into(bytes, once).ok()) {
        if (once.size() != 0) std::abort();
        return;
    }
    auto again = encode(once);
    if (!again.ok() || !decode_into(*again, twice).ok()) std::abort();
    if (once.start_ms != twice.start_ms || once.end_ms != twice.end_ms || !same_bits(once.value, twice.value)
        || once.offset_min != twice.offset_min || once.deleted != twice.deleted)
        std::abort();
    for (std::size_t i = 0; i < once.size(); ++i)
        if (once.record(i) != twice.record(i)) std::abort();
    auto samples = decode(bytes);
    if (!samples.ok() || samples->size() != once.size() || !encode(*samples).ok()) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view bytes(reinterpret_cast<char const*>(data), size);
    check(bytes);
    // The same as an unpacked body, so that the column readers are reached without guessing a zstd frame.
    static std::string plain;
    plain.assign("W\x01\0", 3);
    plain += bytes;
    check(plain);
    return 0;
}
