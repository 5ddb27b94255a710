// What is asked, agreed to and written: referrals, releases, reports; calls.
#include "care/fhir/build.h"

namespace wellkept::care_fhir {
namespace {

std::string referral_id(SubjectId s, Uuid referral) { return fhir::id_of("referral", s, referral); }

char const* request_status(referrals::State state)
{
    using S = referrals::State;
    switch (state) {
    case S::accepted: return "active";
    case S::closed: return "completed";
    case S::declined:
    case S::withdrawn: return "revoked";
    case S::drafted:
    case S::submitted:
    case S::awaiting_service_user:
    case S::consented: break;
    }
    return "draft";
}

char const* form_status(releases::Form const& f)
{
    using S = releases::State;
    switch (f.state) {
    case S::prepared: return "proposed";
    case S::signed_: return f.in_force ? "active" : "inactive"; // its end has come
    case S::declined: return "rejected";
    case S::revoked: return "inactive";
    case S::withdrawn: break;
    }
    return "entered-in-error"; // taken back before the person answered
}

// Consent must say whose rule it is (ppc-1).
bj::object consent(SubjectId s, std::string const& status, std::string const& rule)
{
    return { { "status", status }, { "scope", concept_of(hl7("consentscope"), "patient-privacy") }, { "category", bj::array { concept_of(hl7("v3-ActCode"), "IDSCL") } },
        { "patient", patient(s) }, { "performer", bj::array { patient(s) } }, { "policyRule", concept_of(ours("policy"), rule) } };
}

char const* writing_status(reports::State state)
{
    using S = reports::State;
    switch (state) {
    case S::draft: return "draft";
    case S::clinically_approved: return "ready";
    case S::with_service_user:
    case S::amendment_declined: return "requested"; // of the person: their answer
    case S::amendment_requested:
    case S::revised: return "in-progress";
    case S::agreed: return "accepted";
    case S::released: return "completed";
    case S::consent_withdrawn:
    case S::recalled:
    case S::superseded: break;
    }
    return "cancelled";
}

bj::object recipient(bj::object who)
{
    return { { "role", concept_of(hl7("v3-ParticipationType"), "IRCP") }, { "reference", std::move(who) } };
}

} // namespace

bool readable(referrals::State s) { return referrals::work_allowed(s) || s == referrals::State::closed; }

Resource referral(SubjectId s, referrals::Referral const& r)
{
    auto const* status = request_status(r.state);
    bj::object out { { "status", status }, { "intent", "order" }, { "code", concept_of(ours("service"), r.service) }, { "subject", patient(s) }, { "authoredOn", rfc3339(r.written_at) },
        { "requester", reference("Organization", r.organisation.text()) }, { "supportingInfo", bj::array { reference("Consent", fhir::id_of("agreed", s, r.id)) } } };
    if (auto why = text_only(r.text.reason); !why.empty()) out["reasonCode"] = bj::array { std::move(why) };
    if (auto asked = text_only(r.text.questions); !asked.empty()) out["note"] = bj::array { bj::object { { "text", r.text.questions } } };
    return made("ServiceRequest", referral_id(s, r.id), status, r.written_at, std::move(out));
}

Resource referral_task(SubjectId s, referrals::Referral const& r)
{
    std::string const status = r.state == referrals::State::closed ? "completed" : "in-progress";
    bj::object out { { "status", status }, { "intent", "order" }, { "focus", reference("ServiceRequest", referral_id(s, r.id)) }, { "for", patient(s) },
        { "authoredOn", rfc3339(r.written_at) }, { "lastModified", rfc3339(r.state_at) } };
    return made("Task", fhir::id_of("work", s, r.id), status, r.state_at, std::move(out));
}

// While it can be read at all, it holds: see readable().
Resource referral_consent(SubjectId s, referrals::Referral const& r)
{
    auto out = consent(s, "active", "referral");
    out["organization"] = bj::array { reference("Organization", r.organisation.text()) };
    out["provision"] = bj::object { { "type", "permit" }, { "data", bj::array { bj::object { { "meaning", "related" }, { "reference", reference("ServiceRequest", referral_id(s, r.id)) } } } } };
    return made("Consent", fhir::id_of("agreed", s, r.id), "active", {}, std::move(out));
}

Resource report(SubjectId s, reports::Report const& r)
{
    using S = reports::State;
    bool const final = r.state == S::agreed || r.state == S::released;
    bool const gone = r.state == S::recalled || r.state == S::consent_withdrawn || r.state == S::superseded;
    std::string const status = gone ? "superseded" : "current";
    bj::array content { bj::object { { "attachment", plain_text(r.text, r.kind, r.created_at) } } };
    if (r.statement) content.push_back(bj::object { { "attachment", plain_text(*r.statement, "The person's own views", r.state_at) } });
    bj::object out { { "status", status }, { "docStatus", final ? "final" : gone && r.state != S::consent_withdrawn ? "amended" : "preliminary" },
        { "type", concept_of(ours("report"), r.kind) }, { "category", bj::array { concept_of(ours("report-state"), reports::name(r.state)) } }, { "subject", patient(s) },
        { "date", rfc3339(r.created_at) }, { "content", std::move(content) },
        { "context", bj::object { { "related", bj::array { reference("ServiceRequest", referral_id(s, r.referral)) } } } } };
    return made("DocumentReference", fhir::id_of("report", s, r.id), status, r.created_at, std::move(out));
}

// Where a report stands on its way to whoever asked for it; R4's states are fewer, so ours is the business status.
Resource report_task(SubjectId s, reports::Report const& r)
{
    std::string const status = writing_status(r.state);
    bj::object out { { "basedOn", bj::array { reference("ServiceRequest", referral_id(s, r.referral)) } }, { "status", status },
        { "businessStatus", concept_of(ours("report-state"), reports::name(r.state)) }, { "intent", "order" }, { "code", concept_of(ours("report"), r.kind) },
        { "focus", reference("DocumentReference", fhir::id_of("report", s, r.id)) }, { "for", patient(s) }, { "authoredOn", rfc3339(r.created_at) }, { "lastModified", rfc3339(r.state_at) } };
    bj::array notes;
    for (auto const& x : r.said)
        if (auto n = text_only(x.text); !n.empty()) notes.push_back(bj::object { { "time", rfc3339(x.at) }, { "text", x.text } });
    if (!notes.empty()) out["note"] = std::move(notes);
    if (r.review_until) out["restriction"] = bj::object { { "period", period({}, r.review_until) } };
    return made("Task", fhir::id_of("writing", s, r.id), status, r.state_at, std::move(out));
}

Resource release_form(SubjectId s, releases::Form const& f)
{
    using S = releases::State;
    std::string const status = f.state == S::withdrawn ? "entered-in-error" : f.state == S::signed_ && f.in_force ? "current" : f.state == S::prepared ? "current" : "superseded";
    bj::object out { { "status", status }, { "docStatus", f.state == S::withdrawn ? "entered-in-error" : f.signature ? "final" : "preliminary" },
        { "type", concept_of(ours("document"), "release_form", "Release of information consent") }, { "subject", patient(s) }, { "date", rfc3339(f.prepared_at) },
        { "content", bj::array { bj::object { { "attachment", plain_text(f.shown, "What the person was shown", f.prepared_at) } } } } };
    return made("DocumentReference", fhir::id_of("form", s, f.id), status, f.prepared_at, std::move(out));
}

Resource release_consent(SubjectId s, releases::Form const& f)
{
    std::string const status = form_status(f);
    auto out = consent(s, status, "third_party_release");
    auto const& w = f.wanted;
    auto const since = f.signature ? std::optional(f.signature->at) : std::nullopt;
    out["dateTime"] = rfc3339(since.value_or(f.prepared_at));
    out["sourceReference"] = reference("DocumentReference", fhir::id_of("form", s, f.id));
    bj::object provision { { "type", "permit" }, { "period", period(since, w.expires_at) } };
    bj::object who;
    put(who, "display", w.recipient.role.empty() ? w.recipient.name : w.recipient.name + ", " + w.recipient.role);
    if (!who.empty()) provision["actor"] = bj::array { recipient(std::move(who)) };
    provision["purpose"] = bj::array { coding(ours("release-purpose"), w.purpose) };
    bj::array items;
    for (auto const& i : w.items) items.push_back(concept_of(ours("release-content"), i.content));
    if (!items.empty()) provision["code"] = std::move(items);
    out["provision"] = std::move(provision);
    return made("Consent", fhir::id_of("release", s, f.id), status, since.value_or(f.prepared_at), std::move(out));
}

Resource call(SubjectId s, calls::OneCall const& c)
{
    std::string const status = c.state == "ended" ? "finished" : c.state == "missed" ? "cancelled" : c.state == "talking" ? "in-progress" : "arrived";
    auto one = made("Encounter", fhir::id_of("call", s, c.id), status, c.started_at,
        { { "status", status }, { "class", coding(hl7("v3-ActCode"), "VR") }, { "type", bj::array { concept_of(ours("call"), c.direction) } }, { "subject", patient(s) },
            { "period", period(c.started_at, c.ended_at) } });
    one.until = c.ended_at.value_or(Instant::max());
    return one;
}

// Without sound and without an address of it: a recording is heard on its page, for a reason that is written down.
Resource recording(SubjectId s, calls::OneCall const& c, calls::OneCall::Recording const& r)
{
    std::string const status = r.whole ? "completed" : "in-progress";
    return made("Media", fhir::id_of("recording", s, r.id), status, r.at,
        { { "status", status }, { "type", concept_of(hl7("media-type"), "audio") }, { "subject", patient(s) }, { "encounter", reference("Encounter", fhir::id_of("call", s, c.id)) },
            { "createdDateTime", rfc3339(c.started_at) }, { "content", bj::object { { "contentType", r.type.empty() ? "application/octet-stream" : r.type }, { "title", "Recording of a call" } } } });
}

} // namespace wellkept::care_fhir
