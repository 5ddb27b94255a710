// Documents made from what runs, committed under docs/ and checked by a test: they cannot drift from the code.
#pragma once
#include "access/policy.h"
#include "platform/http/http.h"
#include <string>
#include <vector>

namespace wellkept::server {

std::string openapi(std::vector<http::RouteInfo> const&); // OpenAPI 3.1
std::string route_list(std::vector<http::RouteInfo> const&);
std::string access_matrix(access::Policy const&);

} // namespace wellkept::server
