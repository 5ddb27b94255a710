// All Programs of an installation, loaded together and replaced together.
#pragma once
#include "connect/programs/manifest.h"
#include <memory>
#include <mutex>

namespace wellkept::programs {

class Catalogue {
public:
    // Every *.yaml of the folder. One manifest that does not check refuses all of them.
    static Result<Catalogue> load(
        std::filesystem::path const& dir, timeseries::MetricTable const&, Overrides const& = {});
    Manifest const* find(std::string_view code) const; // nullptr if unknown
    std::vector<Manifest> const& all() const { return m_all; } // by code

private:
    std::vector<Manifest> m_all;
};

// The catalogue of a running server. Thread-safe; a reader keeps the catalogue it took while it works.
class LiveCatalogue {
public:
    explicit LiveCatalogue(Catalogue);
    std::shared_ptr<Catalogue const> current() const;
    // Reads the folder again; on an error the present catalogue stays.
    Result<> reload(std::filesystem::path const& dir, timeseries::MetricTable const&, Overrides const& = {});

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<Catalogue const> m_current;
};

} // namespace wellkept::programs
