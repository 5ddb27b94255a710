// FHIR R4 Consent (hl7.org/fhir/R4/consent.html): the latest decision of each switch as a resource of its own.
#include "keep/consent/consent.h"
#include "platform/json/json.h"
#include <set>

namespace wellkept::consent {
namespace {

using boost::json::array;
using boost::json::object;

object coding(std::string_view system, std::string_view code, std::string_view display = {})
{
    object c { { "system", system }, { "code", code } };
    if (!display.empty()) c["display"] = display;
    return c;
}
object concept_(object one) { return { { "coding", array { std::move(one) } } }; }

std::string_view status_of(std::string_view decision)
{
    if (decision == "granted") return "active";
    return decision == "withdrawn" ? "inactive" : "rejected";
}

struct Names {
    std::string base, member, client;
};
// Not under the address of an installation: what was sent out keeps its meaning when that changes, and nothing is promised there.
std::string ours(std::string_view what) { return "urn:wellkept:" + std::string(what); }

object consent_of(
    Event const& e, std::optional<Capture> const& capture, access::Policy const& policy, Names const& names)
{
    auto const* category = policy.category(e.category);
    auto const* purpose = policy.purpose(e.purpose);
    bool const to_client = e.recipient.starts_with("client");
    object const patient { { "reference", "Patient/" + names.member } };
    object const recipient { { "reference", to_client ? "Organization/" + names.client : "Patient/" + names.member } };

    object provision { { "type", e.decision == "granted" ? "permit" : "deny" },
        { "period", object { { "start", rfc3339(e.at) } } } };
    provision["actor"] =
        array { object { { "role",
                             concept_(coding("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP",
                                 "information recipient")) },
            { "reference", recipient } } };
    provision["action"] = array { concept_(
        coding("http://terminology.hl7.org/CodeSystem/consentaction", to_client ? "disclose" : "access")) };
    provision["purpose"] = array { coding(ours("purpose"), e.purpose, purpose ? purpose->title : "") };
    provision["class"] = array { coding(ours("category"), e.category, category ? category->title : "") };
    provision["data"] = array { object {
        { "meaning", "related" }, { "reference", object { { "reference", "Device/" + e.connection.text() } } } } };

    object out { { "resourceType", "Consent" }, { "id", e.id.text() },
        { "meta", object { { "lastUpdated", rfc3339(e.at) } } }, { "status", status_of(e.decision) },
        { "scope",
            concept_(
                coding("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy", "Privacy Consent")) },
        { "category", array { concept_(coding("http://loinc.org", "59284-0", "Patient Consent")) } },
        { "patient", patient }, { "dateTime", rfc3339(e.at) } };
    if (e.captured_by == "guardian") {
        object who { { "type", "RelatedPerson" },
            { "display", capture ? capture->relationship : std::string("guardian") } };
        out["performer"] = array { who };
        object verified { { "verified", true }, { "verifiedWith", who }, { "verificationDate", rfc3339(e.at) } };
        if (capture)
            verified["extension"] = array { object {
                { "url", names.base + "/fhir/StructureDefinition/evidence" }, { "valueString", capture->evidence } } };
        out["verification"] = array { std::move(verified) };
    } else {
        out["performer"] = array { patient };
    }
    out["organization"] = array { object { { "reference", "Organization/" + names.client } } };
    // ppc-1: a policy or a rule. The words that were read are those of this version and language.
    out["policy"] = array { object { { "uri", names.base + "/policy/" + e.wording_version + "/" + e.language } } };
    out["provision"] = std::move(provision);
    return out;
}

} // namespace

Result<std::string> fhir(
    access::SubjectGrant const& grant, access::Gate const& gate, bool of_client_only, std::string const& base_url)
{
    auto const policy = gate.policy_now();
    Names const names { base_url, grant.subject().text(), grant.tenant().text() };
    std::set<std::tuple<ConnectionId, std::string, std::string>> seen;
    array entries;
    for (auto const& e : TRY(history(grant))) { // newest first
        if (of_client_only && e.recipient != "client:" + names.client) continue;
        if (!seen.insert({ e.connection, e.category, e.purpose }).second) continue;
        entries.push_back(object { { "fullUrl", "urn:uuid:" + e.id.text() },
            { "resource", consent_of(e, TRY(capture_of(grant, e)), *policy, names) } });
    }
    grant.note("count", std::to_string(entries.size()));
    auto const total = entries.size();
    object out { { "resourceType", "Bundle" }, { "type", "searchset" }, { "total", total } };
    if (total > 0) out["entry"] = std::move(entries); // no list is empty in FHIR
    return json::text(out);
}

} // namespace wellkept::consent
