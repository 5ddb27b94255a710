// Whatever bytes a portal sends: an answer, and within it only samples that the metric table allows.
#include "connect/ingest/sample_parser.h"
#include <cstdlib>

namespace {

void check(bool holds)
{
    if (!holds) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace wellkept;
    static auto const metrics = timeseries::MetricTable::load(WELLKEPT_SOURCE_DIR "/policy/metrics.yaml").release();
    std::string body(reinterpret_cast<char const*>(data), size);
    auto const parsed = ingest::parse_samples(body, metrics, 1'767'225'600'000);
    if (!parsed.ok()) {
        check(parsed.error().code == Code::bad_input || parsed.error().code == Code::too_large);
        return 0;
    }
    std::size_t taken = 0;
    for (auto const& [code, samples] : parsed->by_metric) {
        auto const* metric = metrics.find(code);
        check(metric && !samples.empty());
        for (auto const& s : samples) {
            check(s.end_ms >= s.start_ms && s.record.size() <= 128 && !s.deleted);
            if (metric->codes.empty())
                check(s.value >= metric->min && s.value <= metric->max);
            else
                check(s.value >= 0 && s.value < static_cast<double>(metric->codes.size()));
        }
        taken += samples.size();
    }
    check(taken + parsed->refused_total == parsed->total);
    return 0;
}
