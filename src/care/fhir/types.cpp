// Which resource is read from which room, by which of its permissions, and for what.
#include "care/fhir/build.h"
#include "keep/people/people.h"

namespace wellkept::care_fhir {
namespace {

using access::Granted;
using fhir::Part;
using fhir::Type;
using fhir::way;
using Out = Result<Resources>;

void add(Resources& to, std::optional<Resource> one)
{
    if (one) to.push_back(std::move(*one));
}

// A part of the case file. of: what is made of one case, as a function of the person, the case and where to put it.
template<typename F>
std::vector<fhir::Way> by_case(cases::Context const* context, F of)
{
    return { way<cases::ReadCase>("care", [context, of](Granted<cases::ReadCase>& g) -> Out {
        Resources out;
        for (auto const& f : TRY(cases::files(g, *context))) of(g.subject(), f, out);
        return out;
    }) };
}

template<typename F>
fhir::Way by_record(F of)
{
    return way<intake::Read>("care", [of](Granted<intake::Read>& g) -> Out {
        Resources out;
        TRY(of(g, TRY(intake::load(g)), out));
        return out;
    });
}

template<typename F>
std::vector<fhir::Way> by_referral(F of)
{
    return { way<referrals::Read>("referral", [of](Granted<referrals::Read>& g) -> Out {
        Resources out;
        for (auto const& r : TRY(referrals::all(g)))
            if (readable(r.state)) out.push_back(of(g.subject(), r));
        return out;
    }) };
}

template<typename F>
std::vector<fhir::Way> by_form(access::Gate const* gate, F of)
{
    return { way<releases::Read>("third_party_release", [gate, of](Granted<releases::Read>& g) -> Out {
        Resources out;
        for (auto const& f : TRY(releases::all(g, *gate))) out.push_back(of(g.subject(), f));
        return out;
    }) };
}

template<typename F>
std::vector<fhir::Way> by_call(F of)
{
    return { way<calls::Read>("care", [of](Granted<calls::Read>& g) -> Out {
        Resources out;
        for (auto const& c : TRY(calls::all(g))) of(g.subject(), c, out);
        return out;
    }) };
}

template<typename F>
std::vector<fhir::Way> by_clinician(F of)
{
    return { way<clinicians::ReadRecord>("care_governance", [of](Granted<clinicians::ReadRecord>& g) -> Out {
        auto const r = TRY(clinicians::record(g));
        if (!r) return not_found();
        return Resources { of(*r) };
    }) };
}

template<typename F>
std::vector<fhir::Way> by_report(F of)
{
    return { way<reports::Read>("care", [of](Granted<reports::Read>& g) -> Out {
        Resources out;
        for (auto const& r : TRY(reports::all(g))) out.push_back(of(g.subject(), r));
        return out;
    }) };
}

template<typename F>
std::vector<fhir::Way> by_danger(F of)
{
    return { way<safeguarding::Read>("safeguarding", [of](Granted<safeguarding::Read>& g) -> Out {
        Resources out;
        for (auto const& o : TRY(safeguarding::all(g))) of(g.subject(), o, out);
        return out;
    }) };
}

template<typename F>
std::vector<fhir::Way> by_misuse(F of)
{
    return { way<misuse::Read>("misuse_notice", [of](Granted<misuse::Read>& g) -> Out {
        Resources out;
        TRY(of(g, out));
        return out;
    }) };
}

std::vector<Type> of_people(access::Gate const* gate)
{
    auto whole = by_record([](auto& g, intake::Record const& r, Resources& out) -> Result<> {
        out.push_back(patient_of(g.subject(), r));
        return {};
    });
    // Whoever is assigned knows a person by the name on the case file.
    auto by_name = way<cases::ReadCase>("care", [](Granted<cases::ReadCase>& g) -> Out {
        auto const profile = people::load(g);
        if (!profile.ok() && profile.error().code != Code::not_found) return profile.error();
        return Resources { patient_by_name(g.subject(), profile.ok() && profile->contact ? profile->contact->name : "") };
    });
    auto kin = by_record([](auto& g, intake::Record const& r, Resources& out) -> Result<> {
        add(out, next_of_kin(g.subject(), r));
        return {};
    });
    auto cover = by_record([gate](auto& g, intake::Record const& r, Resources& out) -> Result<> {
        std::optional<organisations::Contract> contract;
        if (r.person.contract) contract = TRY(organisations::contract(g.tx(), *r.person.contract));
        add(out, coverage(g.subject(), r, contract, gate->clock().now()));
        return {};
    });
    Part organisations_all { "", "partner organisation", "type, name", { fhir::way_over_all<organisations::List>("administer", [](auto& g) -> Out {
        Resources out;
        for (auto const& o : TRY(organisations::list(g.tx()))) out.push_back(organisation(o));
        return out;
    }) } };
    Part clinicians_all { "", "clinicians, as a list", "active, name, qualification (kinds and ends); SUBSETTED", { fhir::way_over_all<clinicians::ListClinicians>("care_governance", [](auto& g) -> Out {
        Resources out;
        for (auto const& c : TRY(clinicians::list(g))) out.push_back(practitioner_of(c));
        return out;
    }) } };
    return {
        { "Patient", { { "", "service user", "active, name, telecom and address as far as their safe contact allows, birthDate, deceased, communication, contact (next of kin), link; by `cases.read` the name alone, SUBSETTED", { whole, by_name } } }, {}, false },
        { "RelatedPerson", { { "kin", "next of kin", "patient, relationship, name, telecom", { kin } } } },
        { "Coverage", { { "cover", "eligibility under a contract", "status, type, subscriberId, beneficiary, period, payor, class", { cover } } }, {}, true, true, true },
        { "Organization", {}, organisations_all, false },
        { "Practitioner", { { "", "clinician", "active, name, communication, qualification (registration, insurance, checks, supervision, review)",
                                by_clinician([](auto const& r) { return practitioner_of(r); }) } }, clinicians_all, false },
        { "PractitionerRole", { { "", "clinician's work", "active, period (vetted until), code (state), specialty, availableTime", by_clinician([](auto const& r) { return practitioner_role(r); }) } }, {}, false },
    };
}

std::vector<Type> of_cases(cases::Context const* c, devices::Context const* d)
{
    using cases::File;
    return {
        { "EpisodeOfCare", { { "case", "case", "status, type (service), diagnosis, patient, period, careManager, team",
                                 by_case(c, [](SubjectId s, File const& f, Resources& out) { out.push_back(episode(s, f)); }) } }, {}, true, true, true },
        { "Condition", { { "issue", "presenting issue, in the caller's words", "clinicalStatus, verificationStatus (unconfirmed), category, code.text, recordedDate, note (assessment)",
                             by_case(c, [](SubjectId s, File const& f, Resources& out) { add(out, issue(s, f)); }) } }, {}, true, false, true },
        { "CareTeam", { { "team", "assignments of a case", "status, period, participant (role, member, period)",
                            by_case(c, [](SubjectId s, File const& f, Resources& out) { add(out, team(s, f)); }) } }, {}, true, true, true },
        { "QuestionnaireResponse", { { "answers", "answered questionnaire", "questionnaire, status, authored, author, source, item",
                                         by_case(c, [](SubjectId s, File const& f, Resources& out) { for (auto const& r : f.responses) out.push_back(answers(s, r)); }) } }, {}, true, true, true },
        { "Observation", { { "score", "its score", "status, category, code (LOINC of the total for PHQ-9 and GAD-7), effective, performer, valueQuantity, interpretation, derivedFrom",
                               by_case(c, [](SubjectId s, File const& f, Resources& out) { for (auto const& r : f.responses) out.push_back(score(s, r)); }) },
                             { "day", "what the person shows of their devices in the case, by day (the last 90; by date, a year at most)", "status, category, code (LOINC where policy/metrics.yaml has one), effective (the local day), valueQuantity, method, component",
                                 { days_way(d) } } }, {}, true, true, true },
    };
}

std::vector<Type> of_more(cases::Context const* c, access::Gate const* gate)
{
    using cases::File;
    using calls::OneCall;
    auto reports_of = by_report([](SubjectId s, reports::Report const& r) { return report(s, r); });
    auto writing = by_report([](SubjectId s, reports::Report const& r) { return report_task(s, r); });
    auto dangers = by_danger([](SubjectId s, safeguarding::One const& o, Resources& out) { out.push_back(safeguarding_flag(s, o)); });
    auto tellings = by_danger([](SubjectId s, safeguarding::One const& o, Resources& out) { out.push_back(telling(s, o)); });
    auto told = by_danger([](SubjectId s, safeguarding::One const& o, Resources& out) { add(out, telling_notice(s, o)); });
    auto decided = by_danger([](SubjectId s, safeguarding::One const& o, Resources& out) { add(out, telling_decision(s, o)); });
    auto misused = by_misuse([](Granted<misuse::Read>& g, Resources& out) -> Result<> {
        add(out, misuse_flag(g.subject(), TRY(misuse::measures(g, false)), TRY(misuse::notices(g))));
        return {};
    });
    auto measures = by_misuse([](Granted<misuse::Read>& g, Resources& out) -> Result<> {
        for (auto const& m : TRY(misuse::measures(g, true))) out.push_back(misuse_measure(g.subject(), m));
        return {};
    });
    auto notices = by_misuse([](Granted<misuse::Read>& g, Resources& out) -> Result<> {
        for (auto const& n : TRY(misuse::notices(g))) out.push_back(misuse_notice(g.subject(), n));
        return {};
    });
    return {
        { "Encounter",
            { { "session", "session", "status, class (AMB, VR), type (attendance, mode), episodeOfCare, participant, period in the session's zone, length",
                  by_case(c, [](SubjectId s, File const& f, Resources& out) { for (auto const& x : f.timetable) out.push_back(session(s, f, x)); }) },
                { "call", "call to the helpline", "status, class (VR), type (direction), period", by_call([](SubjectId s, OneCall const& x, Resources& out) { out.push_back(call(s, x)); }) } },
            {}, true, true, true },
        { "Media", { { "recording", "recording of a call", "status, type, encounter, created, content without sound or address",
                         by_call([](SubjectId s, OneCall const& x, Resources& out) { for (auto const& r : x.recordings) out.push_back(recording(s, x, r)); }) } }, {}, true, true, true },
        { "DocumentReference",
            { { "note", "shared note or care plan; a private note never", "status, docStatus, type, date, author, content, context",
                  by_case(c, [](SubjectId s, File const& f, Resources& out) { for (auto const& n : f.notes) out.push_back(note(s, f, n)); }) },
                { "report", "report", "status, docStatus (final once agreed to), type, category (state), date, content, context", reports_of },
                { "form", "release form", "status, docStatus, type, date, content (what the person was shown)", by_form(gate, [](SubjectId s, releases::Form const& f) { return release_form(s, f); }) } },
            {}, true, true, true },
        { "Flag",
            { { "risk", "risk of a case", "status, category, code, period", by_case(c, [](SubjectId s, File const& f, Resources& out) { add(out, risk(s, f)); }) },
                { "danger", "safeguarding", "status, category, code (reason), period, author; not what was told", dangers },
                { "misuse", "what is done about misuse of the service", "status, category, code, period", misused } },
            {}, true, true, true },
        { "ServiceRequest", { { "referral", "management referral, while the person's consent holds", "status, intent, code (service), authoredOn, requester, reasonCode, note, supportingInfo",
                                  by_referral([](SubjectId s, referrals::Referral const& r) { return referral(s, r); }) } }, {}, true, true, true },
        { "Task", { { "work", "the work of a referral", "status, intent, focus, for, authoredOn, lastModified",
                        by_referral([](SubjectId s, referrals::Referral const& r) { return referral_task(s, r); }) },
                      { "writing", "where a report stands", "basedOn, status, businessStatus (draft ... released, recalled), intent, code, focus, for, authoredOn, lastModified, note (what was asked for and answered), restriction (until when changes can be)", writing } },
            {}, true, true, true },
        { "Communication",
            { { "telling", "what was told of somebody because of a danger", "status, statusReason, category (safeguarding; asked first, or why not), priority, sent, recipient, sender, reasonCode, payload (field by field), note (why each; what the person said)", tellings },
                { "told", "that the person is told of that, or not yet", "status, statusReason (why it is put off), category, about, recipient, note", told },
                { "measure", "what was done about misuse", "status, category, sent, recipient, sender, payload", measures },
                { "notice", "notice of misuse to an organisation", "status, statusReason, category, sent, recipient, sender, payload, note (that the person was told first)", notices } },
            {}, true, true, true },
        { "Provenance", { { "decision", "by which two clinicians it was told", "target, occurred, recorded, policy, reason, agent (author, verifier)", decided } }, {}, true, false, true },
        { "Consent",
            { { "agreed", "consent to a referral", "status, scope, category, organization, policyRule, provision", by_referral([](SubjectId s, referrals::Referral const& r) { return referral_consent(s, r); }) },
                { "release", "consent of a release form", "status, scope, category, dateTime, sourceReference, policyRule, provision (period, actor, purpose, code)",
                    by_form(gate, [](SubjectId s, releases::Form const& f) { return release_consent(s, f); }) } },
            {}, true, true, true },
    };
}

} // namespace

std::vector<Type> types(Sources const& from)
{
    auto out = of_people(from.gate);
    for (auto& t : of_cases(from.cases, from.devices)) out.push_back(std::move(t));
    for (auto& t : of_more(from.cases, from.gate)) out.push_back(std::move(t));
    out.push_back(audit_events(from.gate));
    return out;
}

} // namespace wellkept::care_fhir
