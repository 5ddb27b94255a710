// Who is who: service users, their next of kin and their cover; organisations; clinicians.
#include "care/fhir/build.h"
#include <algorithm>

namespace wellkept::care_fhir {
namespace {

using Date = organisations::Date;

bj::object point(char const* system, std::string_view value, char const* use = nullptr)
{
    bj::object out { { "system", system } };
    put(out, "value", value);
    if (use) out["use"] = use;
    return out;
}

bj::object human_name(std::string_view text, char const* use = nullptr)
{
    bj::object out;
    if (use) out["use"] = use;
    put(out, "text", text);
    return out;
}

bool allows(intake::SafeContact const& safe, std::string_view channel)
{
    return std::find(safe.channels.begin(), safe.channels.end(), channel) != safe.channels.end();
}

// Only by what they may be reached: whoever reads a number here might call it.
bj::array telecom(intake::ServiceUser const& p)
{
    bj::array out;
    bool const call = allows(p.safe, "phone"), text = allows(p.safe, "sms");
    if (p.contact.phone && call) out.push_back(point("phone", *p.contact.phone));
    if (p.contact.phone && text) out.push_back(point("sms", *p.contact.phone));
    for (auto const& n : p.other_phones)
        if (call) out.push_back(point("phone", n));
    if (p.contact.email && allows(p.safe, "email")) out.push_back(point("email", *p.contact.email));
    return out;
}

bj::object language(std::string_view tag)
{
    return { { "coding", bj::array { coding("urn:ietf:bcp:47", tag) } } };
}

std::string day(Date d)
{
    return rfc3339(Instant(d)).substr(0, 10);
}

bj::array kin_telecom(intake::NextOfKin const& k)
{
    bj::array out;
    if (k.phone) out.push_back(point("phone", *k.phone));
    return out;
}

bj::object qualification(clinicians::Credential const& c)
{
    bj::object out { { "code", concept_of(ours("credential"), c.kind) }, { "period", bj::object { { "end", rfc3339(c.valid_until) } } } };
    if (!c.reference.empty()) out["identifier"] = bj::array { bj::object { { "value", c.reference } } };
    if (!c.issuer.empty()) out["issuer"] = bj::object { { "display", c.issuer } };
    return out;
}

} // namespace

Resource patient_of(SubjectId s, intake::Record const& r)
{
    auto const& p = r.person;
    bj::object out { { "active", r.state == "active" || r.state == "restricted" } };
    bj::array names;
    if (auto n = human_name(p.contact.name, "official"); n.contains("text")) names.push_back(std::move(n));
    if (p.known_as)
        if (auto n = human_name(*p.known_as, "usual"); n.contains("text")) names.push_back(std::move(n));
    if (!names.empty()) out["name"] = std::move(names);
    if (auto t = telecom(p); !t.empty()) out["telecom"] = std::move(t);
    if (p.birth_date) put(out, "birthDate", *p.birth_date);
    if (r.state == "deceased") out["deceasedBoolean"] = true;
    if ((!p.contact.address.empty() || p.postcode) && allows(p.safe, "post")) {
        bj::object address;
        bj::array lines;
        for (auto const& l : p.contact.address)
            if (!l.empty()) lines.push_back(bj::value(l));
        if (!lines.empty()) address["line"] = std::move(lines);
        if (p.postcode) put(address, "postalCode", *p.postcode);
        if (!address.empty()) out["address"] = bj::array { std::move(address) };
    }
    if (!p.language.empty()) out["communication"] = bj::array { bj::object { { "language", language(p.language) }, { "preferred", true } } };
    if (p.next_of_kin) {
        bj::object kin { { "name", human_name(p.next_of_kin->name) } };
        if (auto t = text_only(p.next_of_kin->relationship); !t.empty()) kin["relationship"] = bj::array { std::move(t) };
        if (auto t = kin_telecom(*p.next_of_kin); !t.empty()) kin["telecom"] = std::move(t);
        out["contact"] = bj::array { std::move(kin) };
    }
    if (r.merged_into) out["link"] = bj::array { bj::object { { "other", patient(*r.merged_into) }, { "type", "replaced-by" } } };
    return made("Patient", s.text(), "", {}, std::move(out));
}

Resource patient_by_name(SubjectId s, std::string const& name)
{
    bj::object out { { "meta", bj::object { { "tag", bj::array { coding(hl7("v3-ObservationValue"), "SUBSETTED") } } } } };
    if (auto n = human_name(name, "official"); n.contains("text")) out["name"] = bj::array { std::move(n) };
    return made("Patient", s.text(), "", {}, std::move(out));
}

std::optional<Resource> next_of_kin(SubjectId s, intake::Record const& r)
{
    auto const& kin = r.person.next_of_kin;
    if (!kin) return std::nullopt;
    bj::object out { { "active", true }, { "patient", patient(s) }, { "name", bj::array { human_name(kin->name) } } };
    if (auto t = text_only(kin->relationship); !t.empty()) out["relationship"] = bj::array { std::move(t) };
    if (auto t = kin_telecom(*kin); !t.empty()) out["telecom"] = std::move(t);
    return made("RelatedPerson", fhir::id_of("kin", s, {}), "", {}, std::move(out));
}

std::optional<Resource> coverage(SubjectId s, intake::Record const& r, std::optional<organisations::Contract> const& contract, Instant now)
{
    auto const& p = r.person;
    if (!p.organisation) return std::nullopt;
    auto const today = std::chrono::floor<std::chrono::days>(now);
    std::string const status = contract ? (contract->in_force(today) ? "active" : contract->state == "draft" ? "draft" : "cancelled") : "draft";
    bj::object out { { "status", status }, { "type", concept_of(ours("eligible-by"), p.eligible_by) }, { "beneficiary", patient(s) },
        { "payor", bj::array { reference("Organization", p.organisation->text()) } } };
    if (p.number) put(out, "subscriberId", *p.number);
    std::optional<Instant> from;
    if (contract) {
        from = Instant(contract->starts_on);
        bj::object of { { "start", day(contract->starts_on) } };
        if (contract->ends_on) of["end"] = day(*contract->ends_on);
        out["period"] = std::move(of);
        out["class"] = bj::array { bj::object { { "type", concept_of(hl7("coverage-class"), "plan") }, { "value", contract->reference } } };
    }
    auto made_one = made("Coverage", fhir::id_of("cover", s, contract ? contract->id : Uuid {}), status, from, std::move(out));
    if (contract && contract->ends_on) made_one.until = Instant(*contract->ends_on) + std::chrono::hours(24) - Duration(1);
    return made_one;
}

Resource organisation(organisations::Organisation const& o)
{
    return made("Organization", o.id.text(), "", o.created_at,
        { { "active", true }, { "type", bj::array { concept_of(ours("organisation-kind"), o.kind) } }, { "name", o.name } });
}

Resource practitioner_of(clinicians::Record const& r)
{
    bj::object out { { "active", r.state == "active" } };
    if (!r.profile.name.empty()) out["name"] = bj::array { human_name(r.profile.name) };
    bj::array speaks;
    for (auto const& l : r.profile.languages) speaks.push_back(language(l));
    if (!speaks.empty()) out["communication"] = std::move(speaks);
    bj::array qualified;
    for (auto const& c : r.credentials) qualified.push_back(qualification(c));
    if (!qualified.empty()) out["qualification"] = std::move(qualified);
    return made("Practitioner", r.account.text(), "", {}, std::move(out));
}

Resource practitioner_of(clinicians::Listed const& l)
{
    bj::object out { { "meta", bj::object { { "tag", bj::array { coding(hl7("v3-ObservationValue"), "SUBSETTED") } } } }, { "active", l.state == "active" } };
    if (!l.name.empty()) out["name"] = bj::array { human_name(l.name) };
    bj::array qualified;
    for (auto const& [kind, until] : l.until) qualified.push_back(qualification({ kind, until, {}, {} }));
    if (!qualified.empty()) out["qualification"] = std::move(qualified);
    return made("Practitioner", l.account.text(), "", {}, std::move(out));
}

Resource practitioner_role(clinicians::Record const& r)
{
    static constexpr char const* days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
    bj::object out { { "active", r.state == "active" }, { "practitioner", practitioner(r.account) }, { "code", bj::array { concept_of(ours("clinician-state"), r.state) } } };
    if (r.vetted_until) out["period"] = bj::object { { "end", rfc3339(*r.vetted_until) } };
    bj::array skills, hours;
    for (auto const& s : r.profile.skills) skills.push_back(concept_of(ours("skill"), s));
    if (!skills.empty()) out["specialty"] = std::move(skills);
    for (auto const& h : r.profile.hours)
        if (h.weekday >= 1 && h.weekday <= 7)
            hours.push_back(bj::object { { "daysOfWeek", bj::array { days[h.weekday - 1] } }, { "availableStartTime", h.from + ":00" }, { "availableEndTime", h.to + ":00" } });
    if (!hours.empty()) out["availableTime"] = std::move(hours);
    // FHIR's times of day have no zone.
    if (!r.profile.hours.empty()) put(out, "availabilityExceptions", "Times are of the zone " + r.profile.zone + ".");
    return made("PractitionerRole", r.account.text(), "", {}, std::move(out));
}

} // namespace wellkept::care_fhir
