// The log of accesses as AuditEvents: for whoever may search it, as they see it there, and emergency openings for whoever reviews them.
// After IHE's Basic Audit Log Patterns (https://profiles.ihe.net/ITI/BALP): its constraints on agents as references do not fit, for
// the log has pseudonyms.
#include "access/tenants.h"
#include "care/fhir/build.h"
#include <algorithm>
#include <bit>

namespace wellkept::care_fhir {
namespace {

constexpr std::string_view dicom = "http://dicom.nema.org/resources/ontology/DCM", override_code = "110127";
constexpr std::string_view balp = "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType";
std::string hl7_audit(char const* name) { return "http://terminology.hl7.org/CodeSystem/" + std::string(name); }

// The person of an id is nobody's here: those bytes are the moment, by which the log is in order.
std::string entry_id(Instant at, Uuid event)
{
    auto const us = static_cast<std::uint64_t>(at.time_since_epoch().count());
    SubjectId moment {};
    for (std::size_t i = 0; i < 8; ++i) moment.value.bytes[8 + i] = static_cast<std::uint8_t>(us >> (8 * (7 - i)));
    return fhir::id_of("entry", moment, event);
}
std::optional<access::AuditKey> key_of(std::string const& id)
{
    auto const place = fhir::place_of(id);
    if (!place || place->kind != "entry") return std::nullopt;
    std::uint64_t us = 0;
    for (std::size_t i = 8; i < 16; ++i) us = us << 8 | place->subject.value.bytes[i];
    Instant const at { Duration(static_cast<std::int64_t>(us)) };
    if (us > 7'258'118'400'000'000 || entry_id(at, place->record) != id) return std::nullopt; // 2200
    return access::AuditKey { at, place->record };
}
Uuid after(Uuid id)
{
    for (auto i = id.bytes.size(); i-- > 0;)
        if (++id.bytes[i] != 0) break;
    return id;
}

bj::object by_identifier(std::string_view system, std::string const& value) { return { { "identifier", bj::object { { "system", ours(system) }, { "value", value } } } }; }
bj::object source() { return { { "observer", bj::object { { "display", "Wellkept" } } }, { "type", bj::array { coding(hl7_audit("security-source-type"), "4", "Application Server") } } }; }

// The log says what was decided, and not how it was done: reading is told from the permission's name.
bool reads(std::string const& action)
{
    auto const verb = action.substr(action.rfind('.') + 1);
    return verb.starts_with("read") || verb.starts_with("list") || verb.starts_with("search");
}

// A parameter's code, with its system or without.
std::string code_of(std::string const& token) { return token.substr(token.find('|') + 1); }

Result<access::AuditSearch> search_of(access::Gate const& gate, fhir::Wanted const& wanted)
{
    access::AuditSearch s { .before = { wanted.until.value_or(gate.clock().now() + std::chrono::hours(1)), {} }, .from = wanted.from, .limit = static_cast<int>(wanted.count) };
    for (auto const& [name, value] : wanted.given) {
        if (name == "subtype") s.action = code_of(value);
        else if (name == "purpose") s.purpose = code_of(value);
        else if (name == "agent-role") audit_log::of_role(s, code_of(value));
        else if (name == "outcome") {
            if (value != "0" && value != "4") return bad_input("outcome is 0 (permitted) or 4 (refused) here.");
            s.decision = value == "0" ? "permit" : "refuse";
        } else {
            auto const id = Uuid::parse(value);
            if (!id) return bad_input("Give " + name + " as an id of 36 characters.");
            (name == "client" ? s.tenant : s.request) = *id;
        }
    }
    if (!wanted.after.empty()) {
        auto const key = key_of(wanted.after);
        if (!key) return bad_input("This page is not one of ours. Begin again with the first.");
        if (s.before.at > key->at) s.before = *key;
    }
    return s;
}

template<typename Permission>
fhir::LedgerWay log_way(access::Gate const* gate)
{
    return fhir::ledger_way<Permission>("accountability", [gate](access::GrantedGroup<Permission>& g, fhir::Wanted const& wanted) -> Result<fhir::Leaf> {
        auto search = TRY(search_of(*gate, wanted));
        if (!wanted.only.empty()) {
            auto const key = key_of(wanted.only);
            if (!key) return fhir::Leaf {};
            search.before = { key->at, after(key->event_id) };
            search.from = key->at;
        }
        fhir::Leaf out;
        for (auto const& e : TRY(audit_log::entries(g, *gate, search))) out.resources.push_back(entry(e));
        if (out.resources.size() == wanted.count) out.next = out.resources.back().id;
        return out;
    });
}

fhir::LedgerWay doors_way(access::Gate const* gate)
{
    return fhir::ledger_way<accounts::ReadOpened>("accountability", [gate](access::GrantedGroup<accounts::ReadOpened>& g, fhir::Wanted const& wanted) -> Result<fhir::Leaf> {
        for (auto const& [name, value] : wanted.given)
            if (name != "subtype") return bad_input("Emergency openings are found by date.");
        std::vector<accounts::OpenedDoor> all;
        for (auto& d : TRY(accounts::opened(g, *gate))) // no more than its page lists
            if (d.kind == "break_glass" && (!wanted.from || d.opened_at >= *wanted.from) && (!wanted.until || d.opened_at < *wanted.until)) all.push_back(std::move(d));
        std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return std::tie(b.opened_at, b.access_id) < std::tie(a.opened_at, a.access_id); });
        fhir::Leaf out;
        bool begun = wanted.after.empty();
        for (auto const& d : all) {
            auto one = override_started(d);
            if (!begun) begun = one.id == wanted.after;
            else if (!wanted.only.empty() && one.id != wanted.only) continue;
            else if (out.resources.size() == wanted.count) {
                out.next = out.resources.back().id;
                break;
            } else out.resources.push_back(std::move(one));
        }
        if (!begun) return bad_input("This page is not one of ours. Begin again with the first.");
        return out;
    });
}

} // namespace

Resource entry(audit_log::LogRow const& e)
{
    bool const house = e.role.starts_with("system"), permitted = e.decision == "permit";
    bj::object agent { { "role", bj::array { concept_of(ours("role"), e.role, e.role_title) } }, { "requestor", true } };
    if (e.actor_id) agent["who"] = by_identifier(e.role == "client" ? "client" : "log-id", e.actor_id->text());
    bj::array about;
    if (e.person)
        about.push_back(bj::object { { "what", by_identifier("pseudonym", e.person->text()) }, { "type", coding(hl7_audit("audit-entity-type"), "1", "Person") },
            { "role", coding(hl7_audit("object-role"), "1", "Patient") } });
    if (e.client_id) about.push_back(bj::object { { "what", by_identifier("client", e.client_id->text()) }, { "type", coding(hl7_audit("audit-entity-type"), "3", "Organization") } });
    about.push_back(bj::object { { "what", by_identifier("request", e.request_id.text()) }, { "type", coding(std::string(balp), "XrequestId") } });
    bj::object out { { "type", house ? coding(std::string(dicom), "110100", "Application Activity") : coding(hl7_audit("audit-event-type"), "rest", "RESTful Operation") },
        { "subtype", bj::array { coding(ours("permission"), e.action, e.title) } }, { "action", reads(e.action) ? "R" : "E" }, { "recorded", rfc3339(e.at) }, { "outcome", permitted ? "0" : "4" },
        { "purposeOfEvent", bj::array { concept_of(ours("purpose"), e.purpose) } }, { "agent", bj::array { std::move(agent) } }, { "source", source() }, { "entity", std::move(about) } };
    if (e.reason) put(out, "outcomeDesc", *e.reason);
    return made("AuditEvent", entry_id(e.at, e.event_id), "", e.at, std::move(out));
}

Resource override_started(accounts::OpenedDoor const& d)
{
    auto agent = [](std::optional<std::string> const& name, bool requestor) {
        bj::object who;
        put(who, "display", name.value_or(""));
        bj::object out { { "requestor", requestor } };
        if (!who.empty()) out["who"] = std::move(who);
        return out;
    };
    auto opener = agent(d.opened_by, true);
    opener["role"] = bj::array { concept_of(ours("role"), "staff." + d.role) };
    bj::array agents { std::move(opener) };
    if (d.used_by && d.used_by != d.opened_by) agents.push_back(agent(d.used_by, false));
    bj::array said;
    auto say = [&](char const* what, std::optional<std::string> const& text) {
        if (text && !text_only(*text).empty()) said.push_back(bj::object { { "type", what }, { "valueString", *text } });
    };
    say("reason", d.text);
    say("outcome", d.outcome);
    say("review", d.review);
    bj::object whom { { "type", coding(hl7_audit("audit-entity-type"), "1", "Person") } };
    if (d.member_id) whom["what"] = d.client_id == access::care_tenant ? patient(*d.member_id) : by_identifier("member", d.member_id->text());
    if (!said.empty()) whom["detail"] = std::move(said);
    bj::object reason = concept_of(ours("break-glass-reason"), d.reason, d.reason_title);
    auto one = made("AuditEvent", fhir::id_of("override", {}, d.access_id), "", d.opened_at,
        { { "type", coding(std::string(dicom), "110113", "Security Alert") }, { "subtype", bj::array { coding(std::string(dicom), override_code, "Emergency Override Started") } }, { "action", "E" },
            { "period", period(d.opened_at, d.ended_at.value_or(d.expires_at)) }, { "recorded", rfc3339(d.opened_at) }, { "outcome", "0" },
            { "purposeOfEvent", bj::array { concept_of(hl7("v3-ActReason"), "BTG"), std::move(reason) } }, { "agent", std::move(agents) }, { "source", source() },
            { "entity", bj::array { std::move(whom) } } });
    return one;
}

fhir::Type audit_events(access::Gate const* gate)
{
    fhir::Type out { "AuditEvent", {}, {}, false, false, true };
    out.ledgers = { { "override", "emergency opening of somebody's record (break-glass), by subtype 110127", "type, subtype, action, period, recorded, outcome, purposeOfEvent, agent, source, entity (whom, the words, the review)",
                        { doors_way(gate) }, std::string(override_code) },
        { "entry", "row of the log of accesses; who it was about by pseudonym", "type, subtype (permission), action, recorded, outcome (0 or 4), outcomeDesc, purposeOfEvent, agent (role, pseudonym), source, entity (pseudonym, Client, request)",
            { log_way<audit_log::Search>(gate), log_way<audit_log::SearchRefused>(gate) } } };
    out.parameters = { { "subtype", "token", "a permission's name, such as cases.read; or 110127, for emergency openings" }, { "outcome", "token", "0 (permitted) or 4 (refused)" },
        { "agent-role", "token", "such as client, member, staff.director" }, { "purpose", "token", "a purpose" }, { "client", "token", "a Client's id" }, { "request", "token", "a request's id" },
    };
    return out;
}

} // namespace wellkept::care_fhir
