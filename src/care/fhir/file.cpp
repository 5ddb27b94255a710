// The case file: the episode, why and how grave, who works on it, sessions, shared notes and questionnaires.
#include "care/fhir/build.h"
#include <algorithm>

namespace wellkept::care_fhir {
namespace {

using cases::File;

std::string case_id(SubjectId s, File const& f) { return fhir::id_of("case", s, f.facts.id); }
bj::object episode_ref(SubjectId s, File const& f) { return reference("EpisodeOfCare", case_id(s, f)); }
bj::object answers_ref(SubjectId s, File::Response const& r) { return reference("QuestionnaireResponse", fhir::id_of("answers", s, r.id)); }
bool closed(File const& f) { return f.facts.state == "closed"; }
bool said(std::string const& text) { return text.find_first_not_of(" \t\r\n") != text.npos; }

char const* episode_status(std::string const& state)
{
    if (state == "enquiry" || state == "triage") return "planned";
    if (state == "awaiting_allocation") return "waitlist";
    if (state == "on_hold") return "onhold";
    return state == "closed" ? "finished" : "active";
}

char const* encounter_status(std::string const& attendance)
{
    if (attendance == "planned") return "planned";
    return attendance == "attended" ? "finished" : "cancelled"; // R4 has no word for who did not come: the type says it
}

bool took(File::Holder const& h) { return h.held == "accepted" || h.held == "active" || (h.held == "ended" && (h.answered_at || h.part == "manager")); }
bool holds(File::Holder const& h) { return h.held == "accepted" || h.held == "active"; }

// Total scores; other instruments have no code here.
char const* loinc_of(std::string const& instrument)
{
    return instrument == "phq9" ? "44261-6" : instrument == "gad7" ? "70274-6" : nullptr;
}

} // namespace

Resource episode(SubjectId s, File const& f)
{
    auto const* status = episode_status(f.facts.state);
    bj::object out { { "status", status }, { "patient", patient(s) }, { "period", period(f.facts.opened_at, f.facts.closed_at) } };
    if (!f.facts.service.empty()) out["type"] = bj::array { concept_of(ours("service"), f.facts.service, f.service_title) };
    if (said(f.presenting)) out["diagnosis"] = bj::array { bj::object { { "condition", reference("Condition", fhir::id_of("issue", s, f.facts.id)) } } };
    for (auto const& h : f.holders)
        if (h.part == "manager" && holds(h)) out["careManager"] = practitioner(h.account);
    if (std::any_of(f.holders.begin(), f.holders.end(), took)) out["team"] = bj::array { reference("CareTeam", fhir::id_of("team", s, f.facts.id)) };
    auto one = made("EpisodeOfCare", case_id(s, f), status, f.facts.opened_at, std::move(out));
    one.until = f.facts.closed_at.value_or(Instant::max());
    return one;
}

std::optional<Resource> issue(SubjectId s, File const& f)
{
    if (!said(f.presenting)) return std::nullopt;
    bj::object out { { "clinicalStatus", concept_of(hl7("condition-clinical"), closed(f) ? "inactive" : "active") },
        { "verificationStatus", concept_of(hl7("condition-ver-status"), "unconfirmed") }, // in the caller's words, and nobody's diagnosis
        { "category", bj::array { concept_of(hl7("condition-category"), "problem-list-item") } }, { "code", text_only(f.presenting) }, { "subject", patient(s) },
        { "recordedDate", rfc3339(f.facts.opened_at) } };
    if (said(f.summary)) out["note"] = bj::array { bj::object { { "text", f.summary } } };
    return made("Condition", fhir::id_of("issue", s, f.facts.id), "", f.facts.opened_at, std::move(out));
}

std::optional<Resource> risk(SubjectId s, File const& f)
{
    if (f.facts.risk.empty() || f.facts.risk == "none") return std::nullopt;
    std::string const status = closed(f) ? "inactive" : "active";
    bj::object out { { "status", status }, { "category", bj::array { concept_of(hl7("flag-category"), "safety") } },
        { "code", concept_of(ours("risk"), f.facts.risk, "Risk: " + f.facts.risk) }, { "subject", patient(s) }, { "period", period(f.facts.opened_at, f.facts.closed_at) } };
    auto one = made("Flag", fhir::id_of("risk", s, f.facts.id), status, f.facts.opened_at, std::move(out));
    one.until = f.facts.closed_at.value_or(Instant::max());
    return one;
}

// Whoever was offered a case and has not taken it is not of the team.
std::optional<Resource> team(SubjectId s, File const& f)
{
    bj::array members;
    bool now = false;
    std::optional<Instant> first;
    for (auto const& h : f.holders) {
        if (!took(h)) continue;
        now = now || holds(h);
        auto const since = h.answered_at.value_or(h.offered_at);
        if (!first || since < *first) first = since;
        members.push_back(bj::object { { "role", bj::array { concept_of(ours("part"), h.part) } }, { "member", practitioner(h.account) }, { "period", period(since, h.ended_at) } });
    }
    if (members.empty()) return std::nullopt;
    std::string const status = now ? "active" : "inactive";
    auto one = made("CareTeam", fhir::id_of("team", s, f.facts.id), status, first,
        { { "status", status }, { "subject", patient(s) }, { "period", period(first, f.facts.closed_at) }, { "participant", std::move(members) } });
    one.until = f.facts.closed_at.value_or(Instant::max());
    return one;
}

Resource session(SubjectId s, File const& f, File::Session const& x)
{
    auto const end = x.starts_at + std::chrono::minutes(x.minutes);
    auto const* status = encounter_status(x.attendance);
    bj::object out { { "status", status }, { "class", coding(hl7("v3-ActCode"), x.mode == "in_person" ? "AMB" : "VR") },
        { "type", bj::array { concept_of(ours("attendance"), x.attendance), concept_of(ours("mode"), x.mode) } }, { "subject", patient(s) },
        { "episodeOfCare", bj::array { episode_ref(s, f) } }, { "participant", bj::array { bj::object { { "individual", practitioner(x.account) } } } },
        { "period", bj::object { { "start", local_time(x.starts_at, x.zone) }, { "end", local_time(end, x.zone) } } } };
    if (x.attendance == "attended")
        out["length"] = bj::object { { "value", x.minutes }, { "unit", "min" }, { "system", "http://unitsofmeasure.org" }, { "code", "min" } };
    auto one = made("Encounter", fhir::id_of("session", s, x.id), status, x.starts_at, std::move(out));
    one.until = end;
    return one;
}

Resource note(SubjectId s, File const& f, File::Note const& n)
{
    auto const* title = n.kind == "plan" ? "Care plan" : "Session note";
    bj::array around;
    if (n.session) around.push_back(reference("Encounter", fhir::id_of("session", s, *n.session)));
    around.push_back(episode_ref(s, f));
    return made("DocumentReference", fhir::id_of("note", s, n.id), "current", n.at,
        { { "status", "current" }, { "docStatus", n.version > 1 ? "amended" : "final" }, { "type", concept_of(ours("note"), n.kind, title) }, { "subject", patient(s) },
            { "date", rfc3339(n.at) }, { "author", bj::array { practitioner(n.author) } },
            { "content", bj::array { bj::object { { "attachment", plain_text(n.body, title, n.at) } } } }, { "context", bj::object { { "encounter", std::move(around) } } } });
}

Resource answers(SubjectId s, File::Response const& r)
{
    bj::array items;
    for (std::size_t i = 0; i < r.answers.size(); ++i) {
        bj::object item { { "linkId", std::to_string(i + 1) } };
        if (r.answers[i]) item["answer"] = bj::array { bj::object { { "valueInteger", *r.answers[i] } } };
        items.push_back(std::move(item));
    }
    bj::object out { { "questionnaire", ours("questionnaire:" + r.instrument) + "|" + r.version }, { "status", "completed" }, { "subject", patient(s) },
        { "authored", rfc3339(r.at) }, { "author", practitioner(r.account) }, { "source", patient(s) } };
    if (!items.empty()) out["item"] = std::move(items);
    return made("QuestionnaireResponse", fhir::id_of("answers", s, r.id), "completed", r.at, std::move(out));
}

Resource score(SubjectId s, File::Response const& r)
{
    bj::array codes { coding(ours("score"), r.instrument) };
    if (auto const* loinc = loinc_of(r.instrument)) codes.push_back(coding("http://loinc.org", loinc));
    bj::object code { { "coding", std::move(codes) } };
    put(code, "text", r.title);
    bj::object out { { "status", "final" }, { "category", bj::array { concept_of(hl7("observation-category"), "survey") } }, { "code", std::move(code) }, { "subject", patient(s) },
        { "effectiveDateTime", rfc3339(r.at) }, { "performer", bj::array { practitioner(r.account) } },
        { "valueQuantity", bj::object { { "value", r.sum }, { "unit", "{score}" }, { "system", "http://unitsofmeasure.org" }, { "code", "{score}" } } },
        { "derivedFrom", bj::array { answers_ref(s, r) } } };
    if (!r.band.empty()) out["interpretation"] = bj::array { concept_of(ours("band"), r.band, r.band_title) };
    return made("Observation", fhir::id_of("score", s, r.id), "final", r.at, std::move(out));
}

} // namespace wellkept::care_fhir
