#include "care/fhir/build.h"
#include "platform/crypto/crypto.h"
#include <cctz/time_zone.h>

namespace wellkept::care_fhir {
namespace {

bj::string_view sv(std::string_view s) { return { s.data(), s.size() }; }

} // namespace

std::string hl7(std::string_view name) { return "http://terminology.hl7.org/CodeSystem/" + std::string(name); }
std::string ours(std::string_view name) { return "urn:wellkept:" + std::string(name); }

void put(bj::object& o, bj::string_view name, std::string_view text)
{
    // FHIR's strings are not blank, neither are ours that say something.
    if (text.find_first_not_of(" \t\r\n") != text.npos) o[name] = sv(text);
}

bj::object coding(std::string const& system, std::string_view code, std::string_view display)
{
    bj::object out { { "system", system }, { "code", sv(code) } };
    put(out, "display", display);
    return out;
}

bj::object concept_of(std::string const& system, std::string_view code, std::string_view text)
{
    bj::object out;
    if (!code.empty()) out["coding"] = bj::array { coding(system, code) };
    put(out, "text", text);
    return out;
}

bj::object text_only(std::string_view text) { return concept_of("", "", text); }

bj::object reference(std::string_view type, std::string_view id, std::string_view display)
{
    bj::object out { { "reference", std::string(type) + "/" + std::string(id) } };
    put(out, "display", display);
    return out;
}

bj::object patient(SubjectId s) { return reference("Patient", s.text()); }
bj::object practitioner(SubjectId account) { return reference("Practitioner", account.text()); }

bj::object period(std::optional<Instant> start, std::optional<Instant> end)
{
    bj::object out;
    if (start) out["start"] = rfc3339(*start);
    if (end) out["end"] = rfc3339(*end);
    return out;
}

bj::object plain_text(std::string_view body, std::string_view title, Instant at)
{
    bj::object out { { "contentType", "text/plain; charset=utf-8" }, { "data", crypto::base64(body) }, { "creation", rfc3339(at) } };
    put(out, "title", title);
    return out;
}

std::string local_time(Instant at, std::string const& zone)
{
    cctz::time_zone z;
    if (zone.empty() || !cctz::load_time_zone(zone, &z)) return rfc3339(at);
    return cctz::format("%Y-%m-%dT%H:%M:%S%Ez", std::chrono::time_point_cast<cctz::seconds>(at), z);
}

Resource made(std::string type, std::string id, std::string status, std::optional<Instant> from, bj::object rest)
{
    bj::object body { { "resourceType", type }, { "id", id } };
    for (auto& m : rest) body[m.key()] = std::move(m.value());
    return { std::move(type), std::move(id), std::move(status), from, from, std::make_shared<bj::object const>(std::move(body)) };
}

} // namespace wellkept::care_fhir
