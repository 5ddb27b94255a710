// Documents made from what runs, committed under docs/ and checked by a test: they cannot drift from the code.
#pragma once
#include "access/policy.h"
#include "platform/http/http.h"
#include <map>
#include <string>
#include <vector>

namespace wellkept::server {

std::string openapi(std::vector<http::RouteInfo> const&); // OpenAPI 3.1
std::string route_list(std::vector<http::RouteInfo> const&);
std::string access_matrix(access::Policy const&);
// name below docs/ -> text, of everything that is generated and committed
std::map<std::string, std::string> documents(std::vector<http::RouteInfo> const&, access::Policy const&);

// The policy against the schema and the routes, without a database: schema/ and docs/routes.md of the share directory.
std::vector<access::Finding> check_coverage(access::Policy const&);
// The same against the routes that really are.
std::vector<access::Finding> check_coverage(access::Policy const&, std::vector<http::RouteInfo> const&);
// What a committed route list says; a test holds it against the routes.
std::vector<access::RouteUse> listed_routes(std::string const& markdown);
std::vector<access::RouteUse> uses(std::vector<http::RouteInfo> const&);

} // namespace wellkept::server
