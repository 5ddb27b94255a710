// Imports whole texts in the way a server imports blobs. For file_*_test.cpp and fuzzing only.
#pragma once
#include "connect/programs/file_import.h"
#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <yaml-cpp/yaml.h>

namespace wellkept::programs::testing {

inline std::string read_all(std::string const& path)
{
    std::ifstream in(std::string(WELLKEPT_SOURCE_DIR) + "/" + path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

inline timeseries::MetricTable const& metrics()
{
    static auto const table =
        timeseries::MetricTable::load(std::string(WELLKEPT_SOURCE_DIR) + "/policy/metrics.yaml").release();
    return table;
}

// The two file Programs, libre first.
inline std::vector<FileFormat const*> formats()
{
    static auto const all = [] {
        std::vector<FileFormat> out;
        for (std::string const name : { "libre", "fitbit_export" }) {
            auto const yaml = YAML::Load(read_all("programs/" + name + ".yaml"));
            out.push_back(parse_file_section(yaml["file"], name + ".yaml", metrics()).release());
        }
        return out;
    }();
    std::vector<FileFormat const*> out;
    for (auto const& f : all) out.push_back(&f);
    return out;
}

struct Imported {
    ImportReport report;
    std::map<std::string, std::vector<timeseries::Sample>> samples;
    std::size_t people {};
};

struct How {
    std::string zone = "UTC";
    std::optional<std::string> person {};
    std::size_t piece = 4096; // bytes fed at a time
    Instant now = parse_rfc3339("2026-11-22T04:00:00Z").value();
};

inline Result<Imported> import(std::span<FileFormat const* const> with, std::string_view bytes, How const& how = {})
{
    auto const feed = [&](auto& reader) -> Result<> {
        for (std::size_t i = 0; i < bytes.size(); i += how.piece) TRY(reader.feed(bytes.substr(i, how.piece)));
        return {};
    };
    auto survey = TRY(FileSurvey::open(with, bytes.substr(0, file_sniff_bytes_max), { how.zone, how.person, how.now }));
    TRY(feed(survey));
    auto const plan = TRY(survey.finish());
    Imported out;
    auto reader = TRY(FileImport::open(plan, [&](std::string_view metric, std::vector<timeseries::Sample>&& some) {
        auto& all = out.samples[std::string(metric)];
        all.insert(all.end(), some.begin(), some.end());
        return Result<std::size_t>(std::size_t { 0 });
    }));
    TRY(feed(reader));
    TRY(reader.finish());
    out.report = reader.report();
    out.people = plan.people();
    return out;
}

inline Result<Imported> import(std::string_view bytes, How const& how = {}) { return import(formats(), bytes, how); }

} // namespace wellkept::programs::testing
