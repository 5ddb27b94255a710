// What was told of somebody because of a danger, and what was done about misuse.
#include "care/fhir/build.h"
#include <algorithm>

namespace wellkept::care_fhir {
namespace {

bj::object kind_of(std::string_view what) { return concept_of(ours("communication"), what); }
bj::object by_name(std::string_view name)
{
    bj::object out;
    put(out, "display", name);
    return out;
}
bj::object note_of(std::string text) { return { { "text", std::move(text) } }; }
std::string telling_id(SubjectId s, safeguarding::One const& o) { return fhir::id_of("telling", s, o.id); }
bool open(misuse::Notice const& n) { return n.state == "proposed" || n.state == "approved"; }

} // namespace

// That there is one, why and since when; what was told to whom stays on its page.
Resource safeguarding_flag(SubjectId s, safeguarding::One const& o)
{
    std::string const status = o.state == "proposed" || o.state == "agreed" || o.state == "released" ? "active" : "inactive";
    bj::object out { { "status", status }, { "category", bj::array { concept_of(hl7("flag-category"), "safety") } },
        { "code", concept_of(ours("safeguarding-reason"), o.proposal.reason, "Safeguarding") }, { "subject", patient(s) },
        { "period", period(o.proposed_at, status == "active" ? std::nullopt : std::optional(o.state_at)) }, { "author", practitioner(o.first) } };
    auto one = made("Flag", fhir::id_of("danger", s, o.id), status, o.proposed_at, std::move(out));
    one.until = status == "active" ? Instant::max() : o.state_at;
    return one;
}

// All that its page has: what was told to whom, why, and whether the person was asked first.
Resource telling(SubjectId s, safeguarding::One const& o)
{
    auto const& p = o.proposal;
    std::string const status = o.released_at ? "completed" : o.state == "proposed" || o.state == "agreed" ? "preparation" : "not-done";
    bj::array payload, notes;
    for (auto const& f : p.fields) {
        payload.push_back(bj::object { { "contentString", f.code + ": " + f.value } });
        notes.push_back(note_of(f.code + ": " + f.why));
    }
    if (auto asked = text_only(p.consultation_note); !asked.empty()) notes.push_back(note_of(p.consultation_note));
    bj::object out { { "status", status }, { "category", bj::array { kind_of("safeguarding"), concept_of(ours("consultation"), p.consulted ? "asked" : p.consultation) } },
        { "priority", p.emergency ? "urgent" : "routine" }, { "subject", patient(s) }, { "sender", practitioner(o.first) },
        { "reasonCode", bj::array { concept_of(ours("safeguarding-reason"), p.reason, p.grounds) } } };
    if (status == "not-done") out["statusReason"] = concept_of(ours("safeguarding-state"), o.state);
    if (o.released_at) out["sent"] = rfc3339(*o.released_at);
    if (auto to = by_name(p.recipient + ": " + p.to); !p.to.empty()) out["recipient"] = bj::array { std::move(to) };
    if (!payload.empty()) out["payload"] = std::move(payload);
    if (!notes.empty()) out["note"] = std::move(notes);
    return made("Communication", telling_id(s, o), status, o.released_at.value_or(o.proposed_at), std::move(out));
}

// When they were told is not kept apart from later steps, so there is no `sent`.
std::optional<Resource> telling_notice(SubjectId s, safeguarding::One const& o)
{
    if (!o.released_at) return std::nullopt;
    std::string const status = o.notice == "given" ? "completed" : o.notice == "deferred" ? "on-hold" : "preparation";
    bj::object out { { "status", status }, { "category", bj::array { kind_of("safeguarding-notice") } }, { "subject", patient(s) },
        { "about", bj::array { reference("Communication", telling_id(s, o)) } }, { "recipient", bj::array { patient(s) } } };
    if (o.notice_text) {
        if (status == "on-hold") out["statusReason"] = text_only(*o.notice_text);
        else out["note"] = bj::array { note_of(*o.notice_text) };
    }
    return made("Communication", fhir::id_of("told", s, o.id), status, o.released_at, std::move(out));
}

std::optional<Resource> telling_decision(SubjectId s, safeguarding::One const& o)
{
    if (!o.released_at || !o.second) return std::nullopt;
    auto agent = [](char const* part, SubjectId account) {
        return bj::object { { "type", concept_of(hl7("provenance-participant-type"), part) }, { "who", practitioner(account) } };
    };
    return made("Provenance", fhir::id_of("decision", s, o.id), "", o.released_at,
        { { "target", bj::array { reference("Communication", telling_id(s, o)) } }, { "occurredDateTime", rfc3339(*o.released_at) }, { "recorded", rfc3339(*o.released_at) },
            { "policy", bj::array { ours("policy:safeguarding") } }, { "reason", bj::array { concept_of(ours("safeguarding-reason"), o.proposal.reason) } },
            { "agent", bj::array { agent("author", o.first), agent("verifier", *o.second) } } });
}

// That something is done about it: until a notice is settled, and nothing was done after that.
std::optional<Resource> misuse_flag(SubjectId s, std::vector<misuse::Measure> const& measures, std::vector<misuse::Notice> const& notices)
{
    if (measures.empty()) return std::nullopt;
    auto const earlier = [](auto const& a, auto const& b) { return a.taken_at < b.taken_at; };
    auto const first = std::min_element(measures.begin(), measures.end(), earlier)->taken_at, last = std::max_element(measures.begin(), measures.end(), earlier)->taken_at;
    std::optional<Instant> settled;
    for (auto const& n : notices)
        if (!open(n) && (!settled || n.state_at > *settled)) settled = n.state_at;
    bool const active = !settled || last > *settled || std::any_of(notices.begin(), notices.end(), open);
    std::string const status = active ? "active" : "inactive";
    auto one = made("Flag", fhir::id_of("misuse", s, {}), status, first,
        { { "status", status }, { "category", bj::array { concept_of(hl7("flag-category"), "admin") } }, { "code", concept_of(ours("flag"), "misuse", "Misuse of the service") },
            { "subject", patient(s) }, { "period", period(first, active ? std::nullopt : settled) } });
    one.until = active ? Instant::max() : *settled;
    return one;
}

Resource misuse_measure(SubjectId s, misuse::Measure const& m)
{
    bj::object out { { "status", "completed" }, { "category", bj::array { kind_of("misuse-measure"), concept_of(ours("misuse-measure"), m.kind) } }, { "subject", patient(s) },
        { "sent", rfc3339(m.taken_at) }, { "recipient", bj::array { patient(s) } }, { "sender", practitioner(m.author) } };
    if (!text_only(m.text).empty()) out["payload"] = bj::array { bj::object { { "contentString", m.text } } };
    return made("Communication", fhir::id_of("measure", s, m.id), "completed", m.taken_at, std::move(out));
}

Resource misuse_notice(SubjectId s, misuse::Notice const& n)
{
    std::string const status = n.state == "sent" ? "completed" : open(n) ? "preparation" : "not-done";
    bj::object out { { "status", status }, { "category", bj::array { kind_of("misuse-notice") } }, { "subject", patient(s) },
        { "recipient", bj::array { reference("Organization", n.organisation.text()) } }, { "sender", practitioner(n.proposer) },
        { "payload", bj::array { bj::object { { "contentString", n.text } } } } };
    if (status == "not-done") out["statusReason"] = concept_of(ours("misuse-state"), n.state);
    if (status == "completed") out["sent"] = rfc3339(n.state_at);
    if (n.told_at) out["note"] = bj::array { bj::object { { "time", rfc3339(*n.told_at) }, { "text", "The person was told first." } } };
    return made("Communication", fhir::id_of("notice", s, n.id), status, status == "completed" ? n.state_at : n.proposed_at, std::move(out));
}

} // namespace wellkept::care_fhir
