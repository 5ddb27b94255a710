#include "connect/programs/catalogue.h"
#include <algorithm>

namespace wellkept::programs {

Result<Catalogue> Catalogue::load(
    std::filesystem::path const& dir, timeseries::MetricTable const& metrics, Overrides const& overrides)
{
    std::error_code failed;
    std::vector<std::filesystem::path> files;
    for (auto it = std::filesystem::directory_iterator(dir, failed);
         !failed && it != std::filesystem::directory_iterator(); it.increment(failed))
        if (it->path().extension() == ".yaml") files.push_back(it->path());
    if (failed)
        return bad_input("The folder of Program manifests cannot be read: " + dir.string() + ".", failed.message());
    std::sort(files.begin(), files.end());
    Catalogue out;
    for (auto const& file : files) {
        auto manifest = TRY(load_manifest(file, metrics, overrides));
        if (file.stem() != manifest.code)
            return bad_input(
                file.string() + ": its code is " + manifest.code + "; name the file " + manifest.code + ".yaml.");
        out.m_all.push_back(std::move(manifest));
    }
    for (auto const& [name, url] : overrides.endpoints) {
        auto const* manifest = out.find(name.substr(0, name.find('.')));
        auto const endpoint = name.find('.') == std::string::npos ? std::string() : name.substr(name.find('.') + 1);
        if (!manifest || !manifest->endpoints.contains(endpoint))
            return bad_input(
                "The endpoint override " + name + " names no endpoint; write program.endpoint, as in withings.base.");
    }
    return out;
}

Manifest const* Catalogue::find(std::string_view code) const
{
    auto const it = std::find_if(m_all.begin(), m_all.end(), [&](auto const& m) { return m.code == code; });
    return it == m_all.end() ? nullptr : &*it;
}

LiveCatalogue::LiveCatalogue(Catalogue first)
    : m_current(std::make_shared<Catalogue const>(std::move(first)))
{
}

std::shared_ptr<Catalogue const> LiveCatalogue::current() const
{
    std::lock_guard const lock(m_mutex);
    return m_current;
}

Result<> LiveCatalogue::reload(
    std::filesystem::path const& dir, timeseries::MetricTable const& metrics, Overrides const& overrides)
{
    auto next = std::make_shared<Catalogue const>(TRY(Catalogue::load(dir, metrics, overrides)));
    std::lock_guard const lock(m_mutex);
    m_current = std::move(next);
    return {};
}

} // namespace wellkept::programs
