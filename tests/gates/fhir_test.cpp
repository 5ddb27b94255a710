// Every FHIR address: as nobody, with the wrong credential, as a partner organisation, in the wrong role, as somebody whose case
// it is not (any more); then as whoever may. What a resource opens is what its record's own pages open, and no more.
#include "access/tenants.h"
#include "house.h"
#include "care/cases/cases.h"
#include "care/intake/intake.h"
#include "keep/fhir/fhir.h"
#include <boost/json.hpp>
#include <future>
#include <sstream>

namespace wellkept::gates {
namespace {

namespace bj = boost::json;

std::string const nobodys = "00000000-0000-4000-8000-00000000000a";
std::vector<std::string> words(std::string const& list)
{
    std::vector<std::string> out;
    for (std::size_t at = 0; at < list.size();) {
        auto const end = std::min(list.find(", ", at), list.size());
        out.push_back(list.substr(at, end - at));
        at = end + 2;
    }
    return out;
}

class FhirGates : public ::testing::Test {
protected:
    House& house = House::the();
    struct World {
        Colleague director, helpline, manager, clinician;
        std::string person, file, case_id;
        std::map<std::string, std::string> ids; // kind of id -> one that exists
    };
    std::vector<http::RouteInfo> routes() const
    {
        auto all = house.app().router().routes();
        std::erase_if(all, [](auto const& r) { return !of_fhir(r) || r.permission.empty(); });
        return all;
    }
    Answer must(Colleague const& c, std::string const& method, std::string const& path, std::string const& body, int status)
    {
        auto const a = house.as_staff(c, method, path, body);
        EXPECT_EQ(a.status, status) << method << " " << path << " " << a.body;
        return a;
    }
    Answer get(Colleague const& c, std::string const& path) { return house.as_staff(c, "GET", "/fhir/R4/" + path); }
    void vet(Colleague const& director, Colleague const& c)
    {
        must(c, "PUT", "/care/clinicians/me", R"({"name":"Mary","skills":["trauma"],"languages":["en"],"places":[],"modes":["video"],"spaces":2,"zone":"Europe/Dublin","hours":[]})", 204);
        for (auto const* kind : { "registration", "insurance", "checks", "supervision", "review" })
            must(director, "PUT", "/care/clinicians/" + c.id + "/credentials/" + kind, R"({"valid_until":"2035-01-01T00:00:00Z","issuer":"BACP","reference":"1"})", 204);
        for (auto const* state : { "verified", "active" }) must(director, "PUT", "/care/clinicians/" + c.id + "/state", R"({"state":")" + std::string(state) + R"("})", 204);
    }
    World world()
    {
        World w { house.add_colleague({ "director" }), house.add_colleague({ "helpline" }), house.add_colleague({ "case_manager" }), house.add_colleague({ "clinician" }), {}, {}, {}, {} };
        vet(w.director, w.clinician);
        w.person = text_at(must(w.helpline, "POST", "/care/service-users",
                               R"({"person":{"contact":{"name":"Mila Plantedsson","phone":"+353 1 000","address":[]},"other_phones":[],"safe":{"channels":["phone"],"voicemail":false},"language":"en","territory":"ie",)"
                               R"("next_of_kin":{"name":"Jordan Plantedsson","relationship":"brother"},"eligible_by":"unchecked","source":"helpline"}})",
                               201)
                               .body,
            "service_user_id");
        auto const cases = "/care/people/" + w.person + "/cases";
        w.case_id = text_at(must(w.helpline, "POST", cases, R"({"presenting":"planted: cannot sleep"})", 201).body, "case_id");
        w.file = cases + "/" + w.case_id;
        must(w.helpline, "PUT", w.file + "/assessment", R"({"service":"eap_counselling","risk":"low","summary":"planted"})", 204);
        must(w.manager, "POST", w.file + "/offers", R"({"account_id":")" + w.clinician.id + R"("})", 201);
        must(w.clinician, "POST", w.file + "/answer", R"({"accept":true})", 204);
        must(w.clinician, "POST", w.file + "/notes", R"({"kind":"shared","body":"planted shared words"})", 201);
        must(w.clinician, "POST", w.file + "/notes", R"({"kind":"private","body":"planted private words"})", 201);
        must(w.clinician, "POST", w.file + "/sessions", R"({"local":"2026-07-01T09:00","zone":"Europe/Dublin","mode":"video","minutes":50})", 201);
        must(w.clinician, "POST", w.file + "/responses", R"({"instrument":"gad7","answers":[0,1,2,3,0,1,2]})", 201);
        for (auto const* words : { "planted shared words", "planted private words", "Plantedsson" }) house.plant(words);
        return w;
    }
    // Told of in a danger, and warned for misuse, beside what is in the case file.
    void in_danger(World& w)
    {
        auto const of = "/care/service-users/" + w.person;
        w.ids["telling"] = text_at(must(w.clinician, "POST", of + "/safeguarding",
                                       R"({"case_id":")" + w.case_id
                                           + R"(","emergency":false,"reason":"person","grounds":"planted grounds","recipient":"gp","to":"planted recipient","consulted":true,"consultation":"planted answer","fields":[{"code":"name","value":"Mila Plantedsson","why":"So that they know who"}]})",
                                       201).body, "id");
        w.ids["measure"] = text_at(must(w.clinician, "POST", of + "/misuse/measures", R"({"kind":"conversation","text":"planted talk","taken_at":"2026-01-01T10:00:00Z"})", 201).body, "id");
    }
    static bj::object body(Answer const& a) { return bj::parse(a.body).as_object(); }
    static std::vector<std::string> ids_in(Answer const& a)
    {
        std::vector<std::string> out;
        auto const b = body(a);
        if (auto const* entries = b.if_contains("entry"))
            for (auto const& e : entries->as_array()) out.emplace_back(e.as_object().at("resource").as_object().at("id").as_string());
        return out;
    }
    // But for the request's own id.
    static std::string said(Answer const& a)
    {
        auto text = a.body;
        if (auto const at = text.find(a.request); !a.request.empty() && at != text.npos) text.replace(at, a.request.size(), "-");
        return std::to_string(a.status) + " " + text;
    }
    void refused(std::string const& what, Answer const& a, std::set<int> const& statuses)
    {
        EXPECT_TRUE(statuses.contains(a.status)) << what << " answered " << a.status << " " << a.body;
        EXPECT_GE(house.audit_rows(a, "refuse"), 1) << what << ": a refusal leaves a row";
        EXPECT_EQ(house.audit_rows(a, "permit"), 0) << what;
        EXPECT_EQ(a.body.find("lanted"), std::string::npos) << what;
        auto const o = body(a);
        EXPECT_EQ(o.at("resourceType"), "OperationOutcome") << what;
    }
    std::set<std::string> types() const
    {
        std::set<std::string> out;
        for (auto const& r : routes()) {
            auto const rest = r.pattern.substr(9);
            out.insert(rest.substr(0, rest.find('/')));
        }
        return out;
    }
    // Everything there is of one person, by type, as somebody who reads it.
    std::map<std::string, std::vector<std::string>> all_of(Colleague const& c, World const& w)
    {
        std::map<std::string, std::vector<std::string>> out;
        for (auto const& t : types()) {
            auto const a = get(c, t + (t == "Patient" ? "?_id=" + w.person : t.starts_with("Practitioner") ? "?_id=" + c.id : "?patient=Patient/" + w.person));
            if (a.status == 200) out[t] = ids_in(a);
        }
        return out;
    }
};

TEST_F(FhirGates, EachHasDoorsThatAreSomebodysAndIsSaidInTheMetadata)
{
    auto const policy = house.app().ground().policy->get();
    auto const metadata = house.call("GET", "/fhir/R4/metadata", {});
    EXPECT_EQ(metadata.status, 200);
    ASSERT_GE(routes().size(), 30u);
    for (auto const& r : routes()) {
        auto const permissions = words(r.permission), purposes = words(r.purpose);
        ASSERT_EQ(permissions.size(), purposes.size()) << r.pattern;
        for (std::size_t i = 0; i < permissions.size(); ++i) {
            bool anybody = false;
            for (auto const& [role, row] : policy->matrix()) anybody = anybody || (role.starts_with("staff.") && policy->allows(role, permissions[i], purposes[i]));
            EXPECT_TRUE(anybody) << r.pattern << " " << permissions[i];
        }
    }
    std::set<std::string> said;
    auto const statement = body(metadata);
    for (auto const& t : statement.at("rest").as_array().at(0).as_object().at("resource").as_array()) said.emplace(t.as_object().at("type").as_string());
    EXPECT_EQ(said, types());
    auto const none = house.call("GET", "/fhir/R4/Sorcery", {});
    EXPECT_EQ(none.status, 404);
    EXPECT_EQ(body(none).at("resourceType"), "OperationOutcome");
}

TEST_F(FhirGates, NobodyAMemberAndAClientGetNothing)
{
    auto const w = world();
    auto const portal = house.add_portal("No care here");
    auto const member = house.add_person(portal);
    for (auto const& t : types())
        for (auto const& path : { "/fhir/R4/" + t + "/" + w.person, "/fhir/R4/" + t + "?patient=" + w.person }) {
            refused(path, house.call("GET", path, {}), { 401 });
            refused(path, house.call("GET", path, { { "Cookie", member.cookie } }), { 401 });
            refused(path, house.call("GET", path, { { "Authorization", "Bearer " + portal.token } }), { 401 });
        }
}

TEST_F(FhirGates, WhoeverIsAssignedReadsTheFileButNoPrivateNote)
{
    auto const w = world();
    auto const all = all_of(w.clinician, w);
    for (auto const* t : { "Patient", "EpisodeOfCare", "Condition", "CareTeam", "Encounter", "DocumentReference", "QuestionnaireResponse", "Observation", "Flag" }) {
        ASSERT_TRUE(all.contains(t)) << t;
        EXPECT_EQ(all.at(t).size(), 1u) << t;
    }
    for (auto const& [t, ids] : all)
        for (auto const& id : ids) {
            auto const a = get(w.clinician, t + "/" + id);
            EXPECT_EQ(a.status, t.starts_with("Practitioner") ? 403 : 200) << t << "/" << id << " " << a.body;
            EXPECT_EQ(a.body.find("private"), std::string::npos);
            EXPECT_EQ(house.audit_rows(a, "permit"), a.status == 200 ? 1 : 0) << t;
        }
    auto const patient = get(w.clinician, "Patient/" + w.person);
    EXPECT_NE(patient.body.find("SUBSETTED"), std::string::npos) << "a case file has their name, not how to reach them";
    EXPECT_EQ(patient.body.find("telecom"), std::string::npos);
    EXPECT_EQ(get(w.clinician, "RelatedPerson?patient=" + w.person).status, 403);
    EXPECT_EQ(get(w.clinician, "Encounter?patient=" + w.person + "&date=ge2026-07-02").status, 200);
    EXPECT_TRUE(ids_in(get(w.clinician, "Encounter?patient=" + w.person + "&date=ge2026-07-02")).empty());
    EXPECT_EQ(ids_in(get(w.clinician, "Encounter?patient=" + w.person + "&date=2026-07-01&status=planned")).size(), 1u);
    EXPECT_EQ(get(w.clinician, "Encounter").status, 400);
    EXPECT_EQ(get(w.clinician, "Encounter?patient=" + w.person + "&_format=xml").status, 415);
}

TEST_F(FhirGates, WhoeverIsNotAssignedAnyMoreOrNeverWasFindsNothing)
{
    auto w = world();
    in_danger(w);
    auto const all = all_of(w.clinician, w);
    auto const stranger = house.add_colleague({ "clinician" });
    vet(w.director, stranger);
    auto nothing = [&](Colleague const& c) {
        for (auto const& [t, ids] : all) {
            if (t == "Organization" || t.starts_with("Practitioner")) continue;
            for (auto const& id : ids) refused(t + "/" + id, get(c, t + "/" + id), { 403, 404 });
            refused(t, get(c, t + (t == "Patient" ? "?_id=" : "?patient=") + w.person), { 403, 404 });
        }
    };
    nothing(stranger);
    must(w.clinician, "POST", w.file + "/progress", R"({"what":"hand_back"})", 200);
    nothing(w.clinician);
}

TEST_F(FhirGates, TheDeskReadsWhatADeskMay)
{
    auto const w = world();
    auto const patient = get(w.helpline, "Patient/" + w.person);
    EXPECT_EQ(patient.status, 200);
    EXPECT_NE(patient.body.find("+353 1 000"), std::string::npos);
    EXPECT_EQ(house.audit_rows(patient, "permit"), 1);
    EXPECT_EQ(ids_in(get(w.helpline, "RelatedPerson?patient=" + w.person)).size(), 1u);
    EXPECT_EQ(get(w.helpline, "Organization").status, 200);
    auto const clinical = all_of(w.clinician, w);
    for (auto const* t : { "EpisodeOfCare", "Condition", "CareTeam", "Encounter", "DocumentReference", "QuestionnaireResponse", "Observation", "Flag", "Consent", "ServiceRequest", "Task", "Media", "Communication", "Provenance" })
        refused(t, get(w.helpline, std::string(t) + "?patient=" + w.person), { 404 });
    for (auto const& [t, ids] : clinical)
        if (t != "Patient" && t != "Organization" && !t.starts_with("Practitioner"))
            for (auto const& id : ids) refused(t, get(w.helpline, t + "/" + id), { 404 });
    EXPECT_EQ(get(w.director, "Practitioner/" + w.clinician.id).status, 200);
    refused("a practitioner", get(w.helpline, "Practitioner/" + w.clinician.id), { 403, 404 });
}

// By no answer, of any type, does anybody of a partner learn whether there is such a person or record.
TEST_F(FhirGates, APartnerHearsTheSameWhetherItIsThereOrNot)
{
    auto w = world();
    in_danger(w);
    auto const all = all_of(w.clinician, w);
    EXPECT_EQ(all.at("Communication").size(), 2u);
    auto const employer = house.add_portal("Another employer");
    house.data("UPDATE access.tenant SET kind = 'organisation' WHERE tenant_id = '" + employer.id.text() + "'");
    SubjectId const stranger { *Uuid::parse(nobodys) };
    for (auto const* role : { "org_hr", "org_manager" }) {
        auto const c = house.add_colleague({ role }, false, &employer);
        for (auto const& t : types()) {
            std::vector<std::string> real { w.person, w.case_id, w.clinician.id };
            if (all.contains(t)) real.insert(real.end(), all.at(t).begin(), all.at(t).end());
            auto const by_id = get(c, t + "/" + nobodys), none = get(c, t + "?patient=Patient/" + nobodys), by_search = get(c, t + "?_id=" + nobodys);
            refused(t, by_id, { 403, 404 });
            for (auto const& id : real) {
                auto const there = get(c, t + "/" + id);
                refused(t + "/" + id, there, { 403, 404 });
                EXPECT_EQ(said(there), said(by_id)) << t << "/" << id;
                EXPECT_EQ(said(get(c, t + "?_id=" + id)), said(by_search)) << t << "?_id=" << id;
            }
            // Of the same shape as what there is, and of nobody.
            EXPECT_EQ(said(get(c, t + "/" + fhir::id_of("session", stranger, stranger.value))), said(by_id)) << t;
            EXPECT_EQ(said(get(c, t + "?patient=Patient/" + w.person)), said(none)) << t;
            EXPECT_NE(none.status, 200) << t;
        }
    }
}

// A danger and a misuse are read by the permissions of their own pages, each with its row; whoever coordinates a case reads what was
// done about misuse, and nothing of the danger.
TEST_F(FhirGates, WhatWasToldIsReadByThePermissionOfItsPage)
{
    auto w = world();
    in_danger(w);
    auto const about = "?patient=Patient/" + w.person;
    auto const all = get(w.clinician, "Communication" + about);
    EXPECT_EQ(all.status, 200) << all.body;
    for (auto const* word : { "planted grounds", "planted recipient", "planted answer", "planted talk" }) EXPECT_NE(all.body.find(word), std::string::npos) << word;
    EXPECT_EQ(ids_in(all).size(), 2u);
    auto const doors = house.data("SELECT DISTINCT action FROM access.audit_event WHERE request_id::text = '" + all.request + "' AND decision = 'permit' ORDER BY 1");
    EXPECT_EQ(doors, (Rows { { "misuse.read" }, { "safeguarding.read" } }));
    EXPECT_EQ(get(w.clinician, "Provenance" + about).status, 200);
    EXPECT_TRUE(ids_in(get(w.clinician, "Provenance" + about)).empty()) << "nobody was told yet";
    EXPECT_EQ(ids_in(get(w.clinician, "Flag" + about)).size(), 3u);
    EXPECT_EQ(get(w.clinician, "Flag" + about).body.find("planted"), std::string::npos) << "that there is something, not what";

    must(w.manager, "POST", w.file + "/taking", "{}", 201);
    auto const coordinated = get(w.manager, "Communication" + about);
    EXPECT_EQ(coordinated.status, 200) << coordinated.body;
    EXPECT_NE(coordinated.body.find("planted talk"), std::string::npos);
    for (auto const* word : { "grounds", "recipient", "planted answer" }) EXPECT_EQ(coordinated.body.find("planted " + std::string(word)), std::string::npos) << word;
    refused("the telling", get(w.manager, "Communication/" + fhir::id_of("telling", SubjectId::parse(w.person).value(), *Uuid::parse(w.ids.at("telling")))), { 403, 404 });
    refused("its decision", get(w.manager, "Provenance" + about), { 403, 404 });
    refused("a director", get(w.director, "Communication" + about), { 403, 404 });
}

TEST_F(FhirGates, TheLogIsWhatItsPageShowsToTheRolesThatSearchItThere)
{
    auto const w = world();
    auto const officer = house.add_colleague({ "privacy_officer" }), security = house.add_colleague({ "security_administrator" }), lead = house.add_colleague({ "clinical_lead" });
    auto const one = get(w.clinician, "Encounter?patient=" + w.person);
    auto const no = get(w.director, "Encounter?patient=" + w.person);
    EXPECT_EQ(one.status, 200);
    refused("a director and a case", no, { 403, 404 });
    for (auto const* who : { &officer, &w.director }) {
        for (auto const* a : { &one, &no }) {
            auto const found = get(*who, "AuditEvent?request=" + a->request);
            ASSERT_EQ(found.status, 200) << found.body;
            EXPECT_EQ(house.audit_rows(found, "permit"), 1) << "each reading leaves its own row";
            auto const page = bj::parse(must(*who, "GET", "/staff/audit?request=" + a->request, {}, 200).body).as_object().at("entries").as_array();
            ASSERT_EQ(ids_in(found).size(), page.size());
            auto const event = body(found).at("entry").at(0).at("resource");
            EXPECT_EQ(event.at("subtype").at(0).at("code"), page.at(0).at("action"));
            EXPECT_EQ(event.at("recorded"), page.at(0).at("at"));
            EXPECT_EQ(event.at("outcome"), a == &one ? "0" : "4");
            EXPECT_EQ(found.body.find("lanted"), std::string::npos);
            EXPECT_EQ(found.body.find(w.person), std::string::npos) << "by pseudonym alone";
            auto const again = get(*who, "AuditEvent/" + ids_in(found).at(0));
            EXPECT_EQ(again.status, 200);
            EXPECT_EQ(bj::parse(again.body), event);
        }
    }
    auto const permitted = ids_in(get(officer, "AuditEvent?request=" + one.request)).at(0), refusal = ids_in(get(officer, "AuditEvent?request=" + no.request)).at(0);
    // Whose page has the refusals alone reads no more here.
    EXPECT_TRUE(ids_in(get(security, "AuditEvent?request=" + one.request)).empty());
    EXPECT_TRUE(ids_in(get(security, "AuditEvent?outcome=0&request=" + no.request)).empty() || body(get(security, "AuditEvent?outcome=0&request=" + no.request)).at("entry").at(0).at("resource").at("outcome") == "4");
    EXPECT_EQ(ids_in(get(security, "AuditEvent?request=" + no.request)), (std::vector<std::string> { refusal }));
    EXPECT_EQ(get(security, "AuditEvent/" + refusal).status, 200);
    refused("a permitted row", get(security, "AuditEvent/" + permitted), { 404 });
    for (auto const* who : { &w.clinician, &w.helpline, &w.manager, &lead }) {
        refused("the log", get(*who, "AuditEvent"), { 403, 404 });
        refused("one row", get(*who, "AuditEvent/" + permitted), { 403, 404 });
    }
    EXPECT_EQ(get(officer, "AuditEvent?_summary=count").status, 400) << "it is not counted";
    EXPECT_EQ(get(officer, "AuditEvent?outcome=8").status, 400);
}

TEST_F(FhirGates, TheLogLeadsOnLeafByLeaf)
{
    auto const w = world();
    auto const officer = house.add_colleague({ "privacy_officer" });
    std::set<std::string> wanted;
    for (auto const& row : house.data("SELECT event_id::text FROM access.audit_event WHERE actor_label = 'clinician' AND action = 'cases.write' ORDER BY at DESC, event_id DESC LIMIT 7")) wanted.insert(row[0]);
    ASSERT_GE(wanted.size(), 3u);
    std::vector<std::string> seen;
    std::string next = "AuditEvent?agent-role=staff.clinician&subtype=cases.write&_count=2";
    while (!next.empty() && seen.size() < wanted.size()) {
        auto const a = get(officer, next);
        ASSERT_EQ(a.status, 200) << a.body;
        auto const ids = ids_in(a);
        EXPECT_LE(ids.size(), 2u);
        for (auto const& id : ids) {
            auto const event = fhir::place_of(id)->record.text();
            if (seen.size() < wanted.size()) { EXPECT_TRUE(wanted.contains(event)) << event; }
            EXPECT_EQ(std::count(seen.begin(), seen.end(), event), 0);
            seen.push_back(event);
        }
        next.clear();
        auto const bundle = body(a); // it outlives the loop over its links
        for (auto const& l : bundle.at("link").as_array())
            if (l.at("relation") == "next") {
                std::string const url(l.at("url").as_string());
                next = url.substr(url.find("AuditEvent"));
            }
    }
    EXPECT_GE(seen.size(), wanted.size());
    EXPECT_TRUE(ids_in(get(officer, "AuditEvent?subtype=cases.write&date=lt1990-01-01")).empty());
    EXPECT_EQ(get(officer, "AuditEvent?_cursor=nothing").status, 400);
    EXPECT_EQ(get(officer, "AuditEvent/" + fhir::id_of("entry", {}, {})).status, 404);
}

TEST_F(FhirGates, EmergencyOpeningsAreReadByWhoeverReviewsThem)
{
    auto const w = world();
    auto const lead = house.add_colleague({ "clinical_lead" }), reviewer = house.add_colleague({ "clinical_lead" }), officer = house.add_colleague({ "privacy_officer" });
    vet(w.director, lead);
    vet(w.director, reviewer);
    auto const door = text_at(must(lead, "POST", "/staff/service-users/" + w.person + "/break-glass", R"({"reason":"danger_to_life","text":"They said they would not wake up.","minutes":30})", 201).body, "access_id");
    auto const id = fhir::id_of("override", {}, *Uuid::parse(door));
    auto const portal = house.add_portal("Another's members");
    auto const member = house.add_person(portal);
    auto const other = text_at(must(w.director, "POST", "/staff/members/" + member.id + "/break-glass", R"({"reason":"danger_to_life","text":"Somebody is in danger.","minutes":30})", 201).body, "access_id");
    auto const other_id = fhir::id_of("override", {}, *Uuid::parse(other));
    for (auto const* who : { &reviewer, &officer }) {
        auto const found = get(*who, "AuditEvent?subtype=110127&_count=200");
        ASSERT_EQ(found.status, 200) << found.body;
        auto const ids = ids_in(found);
        EXPECT_EQ(std::count(ids.begin(), ids.end(), id), 1);
        EXPECT_EQ(std::count(ids.begin(), ids.end(), other_id), who == &officer ? 1 : 0) << "a lead's are those of Care";
        auto const one = get(*who, "AuditEvent/" + id);
        EXPECT_EQ(one.status, 200);
        EXPECT_NE(one.body.find("They said they would not wake up."), std::string::npos);
        EXPECT_EQ(house.audit_rows(one, "permit"), 1);
        EXPECT_TRUE(ids_in(get(*who, "AuditEvent?subtype=110127&date=lt1990-01-01")).empty());
    }
    refused("another's", get(reviewer, "AuditEvent/" + other_id), { 404 });
    for (auto const* who : { &w.clinician, &w.helpline, &w.manager }) {
        refused("openings", get(*who, "AuditEvent?subtype=110127"), { 403, 404 });
        refused("an opening", get(*who, "AuditEvent/" + id), { 403, 404 });
    }
}

// Of an address with several doors: what a handler does not ask for, or may not ask for here, it does not answer with.
TEST_F(FhirGates, WithoutAYesFromADoorOfItsOwnNoAnswerLeaves)
{
    auto const w = world();
    auto const whom = SubjectId::parse(w.person).value();
    auto& ground = house.app().ground();
    access::AuditWriter audit(*ground.pool);
    http::Router router;
    access::Routes routes(router, *ground.gate, *ground.pool, audit);
    using Out = Result<http::Response>;
    auto const hello = [](auto&) -> Out { return http::Response::json("{}"); };
    auto add = [&](std::string path, std::function<Out(access::Asking&)> handler) {
        routes.guarded_each({ .pattern = std::move(path), .summary = "A test", .audience = "staff", .purpose = {} },
            { { &cases::ReadCase::info, "care" }, { &intake::Read::info, "care" } }, std::move(handler));
    };
    add("/asks", [&](access::Asking& a) { return a.over<cases::ReadCase>("care", whom, hello); });
    add("/asks-at-both", [&](access::Asking& a) -> Out {
        (void)a.over<intake::Read>("care", whom, hello);
        return a.over<cases::ReadCase>("care", whom, hello);
    });
    add("/asks-nobody", [](access::Asking&) -> Out { return http::Response::json("{}"); });
    add("/asks-for-something-else", [&](access::Asking& a) { return a.over<cases::ReadCase>("break_glass", whom, hello); });
    add("/asks-elsewhere", [&](access::Asking& a) { return a.over_all<intake::Search>("care", access::care_tenant, hello); });
    add("/does-not-take-no", [&](access::Asking& a) -> Out {
        (void)a.over<intake::Read>("care", whom, hello);
        return http::Response::json("{}");
    });
    auto call = [&](std::string const& path) {
        http::Request request;
        request.path = path;
        request.id = RequestId::fresh(*ground.clock, ground.rng);
        request.headers.emplace_back("cookie", w.clinician.cookie);
        std::promise<http::Response> answered;
        std::get<http::Router::Match>(router.match(http::Method::get, path)).handler->operator()(request, http::Responder([&](http::Response r) { answered.set_value(std::move(r)); }));
        auto const r = answered.get_future().get();
        auto rows = house.data("SELECT action || ' ' || decision FROM access.audit_event WHERE request_id::text = '" + request.id.text() + "' ORDER BY 1");
        std::string said = std::to_string(r.status);
        for (auto const& row : rows) said += ", " + row[0];
        return said;
    };
    EXPECT_EQ(call("/asks"), "200, cases.read permit");
    EXPECT_EQ(call("/asks-at-both"), "200, cases.read permit, intake.read refuse");
    EXPECT_EQ(call("/asks-nobody"), "500");
    EXPECT_EQ(call("/asks-for-something-else"), "500");
    EXPECT_EQ(call("/asks-elsewhere"), "500");
    EXPECT_EQ(call("/does-not-take-no"), "500, intake.read refuse");
}

} // namespace
} // namespace wellkept::gates
