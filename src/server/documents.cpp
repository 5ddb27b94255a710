#include "server/documents.h"
#include "platform/json/json.h"
#include <algorithm>
#include <cctype>
#include <set>

namespace wellkept::server {
namespace {

namespace bj = boost::json;

bj::value parsed(std::string const& schema) { return bj::parse(schema); }

bj::object parameter(std::string const& name, std::string_view in, bool required, bj::value schema, std::string const& text)
{
    bj::object p { { "name", name }, { "in", in }, { "required", required }, { "schema", std::move(schema) } };
    if (!text.empty()) p["description"] = text;
    return p;
}

// "from: date-time; samples from here on"
bj::object query_parameter(std::string const& line)
{
    auto const colon = line.find(": "), semicolon = line.find("; ");
    auto const name = line.substr(0, colon);
    auto type = line.substr(colon + 2, semicolon - colon - 2);
    bj::object schema;
    if (type == "date-time" || type == "date") schema = { { "type", "string" }, { "format", type } };
    else schema = { { "type", type } };
    return parameter(name, "query", false, std::move(schema), semicolon == line.npos ? "" : line.substr(semicolon + 2));
}

std::string operation_id(http::RouteInfo const& r)
{
    std::string out { http::name(r.method) };
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
    bool up = true;
    for (char const c : r.pattern) {
        if (!std::isalnum(static_cast<unsigned char>(c))) {
            up = true;
            continue;
        }
        out += up ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
        up = false;
    }
    return out;
}

} // namespace

std::string openapi(std::vector<http::RouteInfo> const& routes)
{
    bj::object paths;
    for (auto const& r : routes) {
        if (r.pattern.starts_with("/test/")) continue;
        bj::object op { { "operationId", operation_id(r) }, { "summary", r.summary }, { "tags", bj::array { bj::value(r.audience) } } };
        bj::array parameters;
        for (std::size_t at = r.pattern.find('{'); at != r.pattern.npos; at = r.pattern.find('{', at + 1)) {
            auto const name = r.pattern.substr(at + 1, r.pattern.find('}', at) - at - 1);
            parameters.push_back(parameter(name, "path", true, bj::object { { "type", "string" } }, ""));
        }
        for (auto const& q : r.query_parameters) parameters.push_back(query_parameter(q));
        if (!parameters.empty()) op["parameters"] = std::move(parameters);
        bool const body = r.method == http::Method::post || r.method == http::Method::put || r.method == http::Method::patch;
        if (!r.request_schema.empty())
            op["requestBody"] = bj::object { { "required", true }, { "content", bj::object { { "application/json", bj::object { { "schema", parsed(r.request_schema) } } } } } };
        else if (body && r.content_types.front() != "application/json") {
            bj::object content;
            for (auto const& type : r.content_types) content[type] = bj::object { { "schema", bj::object { { "type", "string" }, { "format", "binary" } } } };
            op["requestBody"] = bj::object { { "required", true }, { "content", std::move(content) } };
        }
        bj::object ok { { "description", r.success_status == 303 ? "Go on there" : "Done" } };
        if (!r.response_schema.empty()) ok["content"] = bj::object { { "application/json", bj::object { { "schema", parsed(r.response_schema) } } } };
        op["responses"] = bj::object { { std::to_string(r.success_status), std::move(ok) },
            { "default", bj::object { { "$ref", "#/components/responses/Problem" } } } };
        if (r.permission.empty()) {
            op["security"] = bj::array {};
            op["x-open-because"] = r.open_reason;
        } else {
            op["security"] = bj::array { bj::object { { r.audience == "client" ? "client_token" : r.audience == "staff" ? "staff_session" : r.audience == "service_user" ? "care_session" : "member_session", bj::array {} } } };
            op["x-permission"] = r.permission;
        }
        std::string method { http::name(r.method) };
        std::transform(method.begin(), method.end(), method.begin(), [](unsigned char c) { return std::tolower(c); });
        if (!paths.contains(r.pattern)) paths[r.pattern] = bj::object {};
        paths[r.pattern].as_object()[method] = std::move(op);
    }
    bj::object problem { { "type", "object" }, { "required", bj::array { "type", "title", "status", "detail", "request_id" } },
        { "properties", bj::object { { "type", bj::object { { "type", "string" } } }, { "title", bj::object { { "type", "string" } } }, { "status", bj::object { { "type", "integer" } } },
                            { "detail", bj::object { { "type", "string" } } }, { "request_id", bj::object { { "type", "string" }, { "format", "uuid" } } } } } };
    bj::object document { { "openapi", "3.1.0" },
        { "info", bj::object { { "title", "Wellkept" }, { "version", "1" }, { "license", bj::object { { "name", "Apache-2.0" }, { "identifier", "Apache-2.0" } } } } },
        { "paths", std::move(paths) },
        { "components", bj::object { { "schemas", bj::object { { "Problem", std::move(problem) } } },
                            { "responses", bj::object { { "Problem", bj::object { { "description", "What went wrong, and what to do (RFC 9457)" },
                                                                        { "content", bj::object { { "application/problem+json", bj::object { { "schema", bj::object { { "$ref", "#/components/schemas/Problem" } } } } } } } } } } },
                            { "securitySchemes", bj::object { { "client_token", bj::object { { "type", "http" }, { "scheme", "bearer" } } },
                                                     { "member_session", bj::object { { "type", "apiKey" }, { "in", "cookie" }, { "name", "__Host-wellkept_member" } } },
                                                     { "care_session", bj::object { { "type", "apiKey" }, { "in", "cookie" }, { "name", "__Host-wellkept_you" } } },
                                                     { "staff_session", bj::object { { "type", "apiKey" }, { "in", "cookie" }, { "name", "__Host-wellkept_staff" } } } } } } } };
    return json::text(document);
}

std::string route_list(std::vector<http::RouteInfo> const& routes)
{
    std::string out = "# Routes\n\nMade by `wellkept docs`; a test compares. Each asks the Gate for a permission, or says why it need not.\n\n"
                      "| method | path | audience | purpose | permission, or why open |\n|---|---|---|---|---|\n";
    for (auto const& r : routes) {
        if (r.pattern.starts_with("/test/")) continue;
        out += "| " + std::string(http::name(r.method)) + " | `" + r.pattern + "` | " + r.audience + " | " + (r.permission.empty() ? "" : r.purpose) + " | " + (r.permission.empty() ? "open: " + r.open_reason : "`" + r.permission + "`") + " |\n";
    }
    return out;
}

std::string access_matrix(access::Policy const& policy)
{
    std::set<std::string> permissions;
    for (auto const& [role, row] : policy.matrix())
        for (auto const& [permission, purposes] : row) permissions.insert(permission);
    std::string out = "# Access matrix\n\nMade by `wellkept docs` from policy/access.yaml; a test compares. A cell names the purposes; an empty one is a refusal.\n\n| permission |";
    for (auto const& [role, row] : policy.matrix()) out += " " + role + " |";
    out += "\n|---|";
    for (std::size_t i = 0; i < policy.matrix().size(); ++i) out += "---|";
    out += "\n";
    for (auto const& permission : permissions) {
        out += "| `" + permission + "` |";
        for (auto const& [role, row] : policy.matrix()) {
            out += " ";
            if (auto const it = row.find(permission); it != row.end()) {
                bool first = true;
                for (auto const& purpose : it->second) out += (std::exchange(first, false) ? "" : ", ") + purpose;
            }
            out += " |";
        }
        out += "\n";
    }
    return out;
}

} // namespace wellkept::server
