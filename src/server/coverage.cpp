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
    auto columns = access::schema_columns(schema);
    for (auto& c : columns) c.file = "schema/" + c.file;
    auto out = access::check_columns(policy, columns);
    auto more = access::check_routes(policy, routes);
    out.insert(out.end(), more.begin(), more.end());
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
