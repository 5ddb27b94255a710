#include "keep/notices/notices.h"
#include "platform/config/config.h"
#include "server/app.h"
#include "server/documents.h"
#include "server/store_open.h"
#include <filesystem>
#include <fstream>
#include <sstream>

namespace wellkept::server {
namespace {

std::vector<access::Finding> check(access::Policy const& policy, std::vector<access::RouteUse> const& routes)
{
    auto const schema = std::filesystem::path(share_directory()) / "schema";
    auto templates = notices::check_templates(policy);
    auto columns = access::schema_columns(schema);
    for (auto& c : columns) c.file = "schema/" + c.file;
    auto out = access::check_columns(policy, columns);
    auto more = access::check_routes(policy, routes);
    out.insert(out.end(), more.begin(), more.end());
    out.insert(out.end(), templates.begin(), templates.end());
    if (columns.empty()) out.push_back({ schema.string(), 1, "there is no schema to hold the policy against", "set WELLKEPT_SHARE to where schema/ stands" });
    return out;
}

} // namespace

std::vector<access::RouteUse> uses(std::vector<http::RouteInfo> const& routes)
{
    std::vector<access::RouteUse> out;
    for (auto const& r : routes)
        out.push_back({ std::string(http::name(r.method)), r.pattern, r.audience, r.permission, r.permission.empty() ? "" : r.purpose, r.open_reason });
    return out;
}

std::vector<access::RouteUse> listed_routes(std::string const& markdown)
{
    std::vector<access::RouteUse> out;
    std::istringstream in(markdown);
    for (std::string line; std::getline(in, line);) {
        if (!line.starts_with("| ") || line.starts_with("| method ")) continue;
        std::vector<std::string> cells;
        for (std::size_t from = 2, to; (to = line.find(" |", from)) != line.npos; from = std::min(to + 3, line.size())) {
            auto cell = line.substr(from, to - from);
            std::erase(cell, '`');
            cells.push_back(cell);
        }
        if (cells.size() != 5) continue;
        bool const open = cells[4].starts_with("open: ");
        out.push_back({ cells[0], cells[1], cells[2], open ? "" : cells[4], cells[3], open ? cells[4].substr(6) : "" });
    }
    return out;
}

std::map<std::string, std::string> documents(std::vector<http::RouteInfo> const& routes, access::Policy const& policy)
{
    std::map<std::string, std::string> out { { "openapi.json", openapi(routes) + "\n" }, { "routes.md", route_list(routes) }, { "access-matrix.md", access_matrix(policy) },
        { "configuration.yaml", config::documented_defaults() } };
    auto const enforced = access::enforcements();
    for (auto const& [service, territory] : notices::kinds_of_notice(policy))
        if (auto const d = notices::render(policy, enforced, service, territory); d.ok())
            out["notices/" + service + (territory == "all" ? "" : "-" + territory) + ".md"] = notices::markdown(*d);
    out["record-of-processing.md"] = notices::record_of_processing(policy, enforced);
    std::vector<notices::DataTable> personal;
    for (auto const& room : room_contracts())
        for (auto const& table : room->personal_tables()) personal.push_back({ table, std::string(room->room()) });
    out["personal-data-map.md"] = notices::data_map(policy, access::schema_columns(std::filesystem::path(share_directory()) / "schema"), personal);
    return out;
}

std::vector<access::Finding> check_coverage(access::Policy const& policy)
{
    std::stringstream text;
    text << std::ifstream(std::filesystem::path(share_directory()) / "docs" / "routes.md").rdbuf();
    return check(policy, listed_routes(text.str()));
}

std::vector<access::Finding> check_coverage(access::Policy const& policy, std::vector<http::RouteInfo> const& routes)
{
    return check(policy, uses(routes));
}

} // namespace wellkept::server
