// What is said of the interface, and of what goes wrong.
#include "keep/fhir/fhir.h"
#include "platform/json/json.h"

namespace wellkept::fhir {
namespace {

namespace bj = boost::json;

// http://hl7.org/fhir/R4/valueset-issue-type.html
char const* issue_of(Code code)
{
    switch (code) {
    case Code::bad_input: return "invalid";
    case Code::unauthenticated:
    case Code::step_up: return "login";
    case Code::forbidden: return "forbidden";
    case Code::not_found: return "not-found";
    case Code::conflict: return "conflict";
    case Code::too_large: return "too-long";
    case Code::unsupported: return "not-supported";
    case Code::too_many: return "throttled";
    case Code::unavailable: return "transient";
    case Code::bug: break;
    }
    return "exception";
}

bj::array parameters_of(Type const& t)
{
    bj::array out;
    auto add = [&](std::string const& name, std::string const& type, std::string const& text) {
        out.push_back(bj::object { { "name", name }, { "type", type }, { "documentation", text } });
    };
    for (auto const& p : t.parameters) add(p.name, p.type, p.text);
    if (t.ledgers.empty()) add("_id", "token", "Ids of one person's, by comma");
    if (t.of_a_patient) add("patient", "reference", "Whose; needed unless _id is given");
    if (t.with_status) add("status", "token", "By comma");
    if (t.with_date) add("date", "date", "A day (UTC) or a moment, with eq, ge, gt, le or lt before it; all that are given must fit");
    return out;
}

} // namespace

http::Response problem(Error const& error, RequestId id)
{
    auto out = http::Response::problem(error, id);
    auto const said = json::parse(out.body);
    bj::object details { { "text", error.public_text.text } };
    if (said.ok() && said->is_object() && said->as_object().contains("code"))
        details["coding"] = bj::array { bj::object { { "system", "urn:wellkept:problem" }, { "code", said->as_object().at("code") } } };
    bj::object issue { { "severity", "error" }, { "code", issue_of(error.code) }, { "details", std::move(details) }, { "diagnostics", "request " + id.text() } };
    out.body = json::text(bj::object { { "resourceType", "OperationOutcome" }, { "issue", bj::array { std::move(issue) } } });
    for (auto& [name, value] : out.headers)
        if (name == "Content-Type") value = std::string(media_type) + "; charset=utf-8";
    return out;
}

std::string metadata(std::vector<Type> const& types, About const& about, Instant since)
{
    bj::array resources;
    for (auto const& t : types)
        resources.push_back(bj::object { { "type", t.name },
            { "interaction", bj::array { bj::object { { "code", "read" } }, bj::object { { "code", "search-type" } } } },
            { "versioning", "no-version" }, { "searchParam", parameters_of(t) } });
    bj::object const rest { { "mode", "server" },
        { "security", bj::object { { "description", "The session of an account of the house. Each read is decided, and written down, as on the pages of the same record." } } },
        { "resource", std::move(resources) } };
    return json::text(bj::object { { "resourceType", "CapabilityStatement" }, { "status", "active" }, { "date", rfc3339(since) }, { "kind", "instance" },
        { "software", bj::object { { "name", "Wellkept" }, { "version", about.software_version } } },
        { "implementation", bj::object { { "description", "Wellkept" }, { "url", about.public_url + std::string(root) } } },
        { "fhirVersion", bj::string_view(release.data(), release.size()) }, { "format", bj::array { "json" } }, { "rest", bj::array { rest } } });
}

std::string table(std::vector<Type> const& types, access::Policy const& policy)
{
    auto who = [&](access::Door const& door) {
        std::string out;
        for (auto const& [role, row] : policy.matrix()) {
            auto const it = row.find(door.permission->name);
            if (it == row.end() || !role.starts_with("staff.")) continue;
            for (auto const& purpose : it->second)
                if (purpose == door.purpose) out += (out.empty() ? "" : ", ") + role.substr(6);
        }
        return "`" + std::string(door.permission->name) + "`: " + out;
    };
    std::string out = "| of ours | resource | elements | who may |\n|---|---|---|---|\n";
    auto row = [&](Type const& t, auto const& p) {
        std::string may;
        for (auto const& w : p.ways) may += (may.empty() ? "" : "; ") + who(w.door);
        if (!p.ways.empty()) out += "| " + p.entity + " | " + t.name + " | " + p.fields + " | " + may + " |\n";
    };
    for (auto const& t : types) {
        for (auto const& p : t.parts) row(t, p);
        row(t, t.all);
        for (auto const& l : t.ledgers) row(t, l);
    }
    return out;
}

} // namespace wellkept::fhir
