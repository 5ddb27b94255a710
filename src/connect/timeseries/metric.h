// The vocabulary: every metric the hub knows, from policy/metrics.yaml. Codes out of this table are refused everywhere.
#pragma once
#include "base/result.h"
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wellkept::timeseries {

// How samples of one day become one number.
enum class Daily { mean, sum, last, time_by_code };
std::string_view name(Daily);

struct Metric {
    std::string code; // ours: heart_rate, steps, glucose ...
    std::string title; // English, for people
    std::string category; // of policy/categories.yaml: the unit of consent
    std::string ucum; // https://ucum.org; empty for a coded metric
    std::string loinc; // empty where none fits
    bool interval {}; // true: the value belongs to [start, end); false: to an instant
    Daily daily = Daily::mean;
    double min {}, max {}; // plausible bounds, inclusive; outside them a sample is refused with a reason
    std::vector<std::string> codes; // for a coded metric (sleep_stage): value i means codes[i]
};

class MetricTable {
public:
    // Refuses the whole file if any row is incomplete, double, or out of form; says file, line and mend.
    static Result<MetricTable> load(std::filesystem::path const&);
    Metric const* find(std::string_view code) const; // nullptr if unknown
    std::vector<Metric> const& all() const { return m_all; }

private:
    std::vector<Metric> m_all;
    std::map<std::string, std::size_t, std::less<>> m_by_code;
};

} // namespace wellkept::timeseries
