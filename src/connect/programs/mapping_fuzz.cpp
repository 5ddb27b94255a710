// Bytes from a vendor against every data request of the shipped manifests. Whatever they are: no crash, and no sample
// that the rest of the house may not hold.
#include "base/limits.h"
#include "connect/programs/catalogue.h"
#include "connect/programs/grant.h"
#include "connect/programs/mapping.h"
#include "connect/programs/webhook_event.h"
#include <cmath>
#include <cstdlib>

using namespace wellkept;
using namespace wellkept::programs;

namespace {

struct World {
    timeseries::MetricTable metrics;
    Catalogue catalogue;
};

World const& world()
{
    static World const w = [] {
        std::filesystem::path const root = WELLKEPT_SOURCE_DIR;
        World out { timeseries::MetricTable::load(root / "policy/metrics.yaml").release(), {} };
        out.catalogue = Catalogue::load(root / "programs", out.metrics).release();
        return out;
    }();
    return w;
}

void require(bool holds)
{
    if (!holds) std::abort();
}

void check(MapReport const& report, timeseries::MetricTable const& metrics)
{
    require(report.samples.size() <= samples_per_response_max);
    require(report.refused.size() <= refusals_listed_max && report.refused_total >= report.refused.size());
    for (auto const& m : report.samples) {
        auto const* metric = metrics.find(m.metric);
        require(metric != nullptr);
        auto const& s = m.sample;
        require(std::isfinite(s.value));
        if (metric->codes.empty())
            require(s.value >= metric->min && s.value <= metric->max);
        else
            require(s.value >= 0 && s.value < double(metric->codes.size()) && s.value == std::floor(s.value));
        require(metric->interval ? s.start_ms < s.end_ms : s.start_ms == s.end_ms);
        require(s.offset_min == timeseries::offset_unknown || (s.offset_min >= -720 && s.offset_min <= 840));
        require(s.record.size() <= limits::record_id_bytes_max);
    }
    for (auto const& record : report.whole_records)
        require(!record.empty() && record.size() <= limits::record_id_bytes_max);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    if (size < 2) return 0;
    std::string_view const text(reinterpret_cast<char const*>(data) + 1, size - 1);
    auto const& w = world();
    for (auto const& manifest : w.catalogue.all()) {
        if (manifest.kind != Kind::oauth) continue;
        auto const& request = manifest.requests[data[0] % manifest.requests.size()];
        MapContext context { w.metrics, 1'767'225'600'000, data[0] & 64 ? "Europe/Berlin" : "" };
        context.by_object = data[0] & 128;
        if (auto const report = map_response(manifest, request, text, context); report.ok()) check(*report, w.metrics);
        (void)outcome_of(manifest, 200, text);
        (void)read_tokens(manifest, text).ok();
        if (manifest.webhook && !manifest.webhook->form) (void)read_webhook_json(manifest, text).ok();
    }
    return 0;
}
