// Elements that many resources have, and the mappings themselves: pure, one for each kind of record. Private to the room; only
// for .cpp files. What is absent of ours is absent there: FHIR has no empty lists, texts or objects.
#pragma once
#include "care/calls/calls.h"
#include "care/clinicians/clinicians.h"
#include "care/devices/devices.h"
#include "care/fhir/fhir.h"
#include "care/intake/intake.h"
#include "care/misuse/misuse.h"
#include "care/organisations/organisations.h"
#include "care/referrals/referrals.h"
#include "care/releases/releases.h"
#include "care/reports/reports.h"
#include "care/safeguarding/safeguarding.h"
#include "keep/accounts/accounts.h"
#include "keep/audit_log/audit_log.h"
#include "platform/json/json.h"

namespace wellkept::care_fhir {

namespace bj = boost::json;
using fhir::Resource;
using Resources = std::vector<Resource>;

// Of ours: urn:wellkept:<what>
bj::object coding(std::string const& system, std::string_view code, std::string_view display = {});
bj::object concept_of(std::string const& system, std::string_view code, std::string_view text = {}); // CodeableConcept
bj::object text_only(std::string_view);
bj::object reference(std::string_view type, std::string_view id, std::string_view display = {});
bj::object patient(SubjectId);
bj::object practitioner(SubjectId account);
bj::object period(std::optional<Instant> start, std::optional<Instant> end);
bj::object plain_text(std::string_view body, std::string_view title, Instant made); // Attachment
std::string hl7(std::string_view); // http://terminology.hl7.org/CodeSystem/...
std::string ours(std::string_view); // urn:wellkept:...
// With the zone's offset at that moment: 2026-07-01T09:00:00+01:00. In UTC where there is no such zone.
std::string local_time(Instant, std::string const& zone);
void put(bj::object&, bj::string_view name, std::string_view text); // unless it is empty
Resource made(std::string type, std::string id, std::string status, std::optional<Instant> from, bj::object rest);

// ---- people.cpp ----
Resource patient_of(SubjectId, intake::Record const&);
Resource patient_by_name(SubjectId, std::string const& name); // what a case file shows of them
std::optional<Resource> next_of_kin(SubjectId, intake::Record const&);
std::optional<Resource> coverage(SubjectId, intake::Record const&, std::optional<organisations::Contract> const&, Instant now);
Resource organisation(organisations::Organisation const&);
Resource practitioner_of(clinicians::Record const&);
Resource practitioner_of(clinicians::Listed const&);
Resource practitioner_role(clinicians::Record const&);

// ---- file.cpp ----
Resource episode(SubjectId, cases::File const&);
std::optional<Resource> issue(SubjectId, cases::File const&); // none: nobody wrote why they came
std::optional<Resource> risk(SubjectId, cases::File const&);  // none: no risk was seen
std::optional<Resource> team(SubjectId, cases::File const&);  // none: nobody is or was assigned
Resource session(SubjectId, cases::File const&, cases::File::Session const&);
Resource note(SubjectId, cases::File const&, cases::File::Note const&);
Resource answers(SubjectId, cases::File::Response const&);
Resource score(SubjectId, cases::File::Response const&);

// ---- letters.cpp ----
bool readable(referrals::State); // while the person's consent holds
Resource referral(SubjectId, referrals::Referral const&);
Resource referral_task(SubjectId, referrals::Referral const&);
Resource referral_consent(SubjectId, referrals::Referral const&);
Resource report(SubjectId, reports::Report const&);
Resource release_form(SubjectId, releases::Form const&);
Resource release_consent(SubjectId, releases::Form const&);
Resource report_task(SubjectId, reports::Report const&);
Resource call(SubjectId, calls::OneCall const&);
Resource recording(SubjectId, calls::OneCall const&, calls::OneCall::Recording const&);


// ---- dangers.cpp ----
Resource safeguarding_flag(SubjectId, safeguarding::One const&);
Resource telling(SubjectId, safeguarding::One const&);                         // who was told what
std::optional<Resource> telling_notice(SubjectId, safeguarding::One const&);   // that the person is told of it; none: nobody was told
std::optional<Resource> telling_decision(SubjectId, safeguarding::One const&); // by whom; none: nobody was told
std::optional<Resource> misuse_flag(SubjectId, std::vector<misuse::Measure> const&, std::vector<misuse::Notice> const&); // none: nothing was done about it
Resource misuse_measure(SubjectId, misuse::Measure const&);
Resource misuse_notice(SubjectId, misuse::Notice const&);

// ---- days.cpp ----
Resource day(SubjectId, Uuid case_id, timeseries::Metric const&, timeseries::DayValue const&);
std::optional<std::chrono::sys_days> day_of(fhir::Place const&); // which day such an id is of
fhir::Way days_way(devices::Context const*);

// ---- log.cpp ----
Resource entry(audit_log::LogRow const&);
Resource override_started(accounts::OpenedDoor const&);
fhir::Type audit_events(access::Gate const*);

} // namespace wellkept::care_fhir
