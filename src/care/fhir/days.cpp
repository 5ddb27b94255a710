// What a person shows of their devices in a case: one Observation a day and metric, as on the page of care/devices.
#include "care/fhir/build.h"
#include "platform/crypto/crypto.h"
#include <algorithm>

namespace wellkept::care_fhir {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

sys_days floor_of(Instant t) { return std::chrono::floor<days>(t); }

// Twelve bytes of the case and the metric, four of the day: nothing is looked up to know where to look.
Uuid record_of(Uuid case_id, std::string const& metric, sys_days day)
{
    auto const hash = crypto::sha256(case_id.text() + "/" + metric);
    Uuid out {};
    std::copy_n(hash.begin(), 12, out.bytes.begin());
    auto const n = static_cast<std::uint32_t>(day.time_since_epoch().count());
    for (std::size_t i = 0; i < 4; ++i) out.bytes[12 + i] = static_cast<std::uint8_t>(n >> (8 * (3 - i)));
    return out;
}

bj::object quantity(double value, std::string const& ucum)
{
    bj::object out { { "value", value } };
    put(out, "unit", ucum);
    if (!ucum.empty()) {
        out["system"] = "http://unitsofmeasure.org";
        out["code"] = ucum;
    }
    return out;
}
bj::object statistic(std::string_view what) { return concept_of(hl7("observation-statistics"), what); }
bj::object component(bj::object code, bj::object value) { return { { "code", std::move(code) }, { "valueQuantity", std::move(value) } }; }

std::string_view method_of(timeseries::Daily d)
{
    return d == timeseries::Daily::mean ? "average" : d == timeseries::Daily::sum ? "sum" : "";
}

Result<Resources> shown_days(access::Granted<devices::ReadShown>& g, devices::Context const& context, fhir::Wanted const& wanted)
{
    devices::Window window;
    if (!wanted.only.empty()) {
        auto const place = fhir::place_of(wanted.only);
        window.from = window.to = place ? day_of(*place) : std::nullopt;
        if (!window.from) return Resources {};
    } else {
        if (wanted.from) window.from = floor_of(*wanted.from);
        if (wanted.until) window.to = floor_of(*wanted.until);
        if (window.from) {
            // A year at most, as on the page; a search may ask for more, for the sake of other Observations.
            auto const to = window.to.value_or(floor_of(context.gate.clock().now()));
            if (*window.from > to) return Resources {};
            window.from = std::max(*window.from, to - devices::days_asked_max);
        }
    }
    Resources out;
    for (auto const& c : TRY(cases::episodes(g))) {
        if (c.state == "closed" || c.clinician != SubjectId { g.actor().id }) continue;
        auto const shown = devices::shown(g, context, c.id, window);
        if (!shown.ok()) {
            // Another case may have something; that this one has not says its page too.
            if (shown.error().code == Code::forbidden || shown.error().code == Code::conflict) continue;
            return shown.error();
        }
        for (auto const& m : shown->metrics)
            for (auto const& d : m.days) out.push_back(day(g.subject(), c.id, *m.metric, d));
    }
    return out;
}

} // namespace

std::optional<sys_days> day_of(fhir::Place const& place)
{
    if (place.kind != "day") return std::nullopt;
    std::uint32_t n = 0;
    for (std::size_t i = 12; i < 16; ++i) n = n << 8 | place.record.bytes[i];
    auto const day = static_cast<std::int32_t>(n);
    if (day < 0 || day > 84'000) return std::nullopt; // until 2199
    return sys_days(days(day));
}

Resource day(SubjectId s, Uuid case_id, timeseries::Metric const& m, timeseries::DayValue const& d)
{
    auto const at = parse_rfc3339(d.day + "T00:00:00Z").value_or(Instant {});
    bj::array codes { coding(ours("metric"), m.code, m.title) };
    if (!m.loinc.empty()) codes.push_back(coding("http://loinc.org", m.loinc));
    bj::object code { { "coding", std::move(codes) } };
    put(code, "text", m.title);
    bj::object out { { "status", "final" }, { "category", bj::array { concept_of(ours("category"), m.category) } }, { "code", std::move(code) }, { "subject", patient(s) }, { "effectiveDateTime", d.day } };
    bj::array parts;
    if (m.daily == timeseries::Daily::time_by_code) {
        for (std::size_t i = 0; i < m.codes.size() && i < d.minutes_by_code.size(); ++i)
            parts.push_back(component(concept_of(ours("metric:" + m.code), m.codes[i]), quantity(d.minutes_by_code[i], "min")));
        out["valueQuantity"] = quantity(d.value, "min");
    } else {
        out["valueQuantity"] = quantity(d.value, m.ucum);
        if (auto const how = method_of(m.daily); !how.empty()) out["method"] = statistic(how);
        if (m.daily == timeseries::Daily::mean && d.count > 1) {
            parts.push_back(component(statistic("minimum"), quantity(d.min, m.ucum)));
            parts.push_back(component(statistic("maximum"), quantity(d.max, m.ucum)));
        }
    }
    if (!parts.empty()) out["component"] = std::move(parts);
    auto one = made("Observation", fhir::id_of("day", s, record_of(case_id, m.code, floor_of(at))), "final", at, std::move(out));
    one.until = at + days(1) - Duration(1);
    return one;
}

fhir::Way days_way(devices::Context const* context)
{
    return fhir::way_within<devices::ReadShown>(std::string(devices::purpose),
        [context](access::Granted<devices::ReadShown>& g, fhir::Wanted const& wanted) { return shown_days(g, *context, wanted); });
}

} // namespace wellkept::care_fhir
