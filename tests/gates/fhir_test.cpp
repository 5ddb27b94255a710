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
    auto const w = world();
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
    for (auto const* t : { "EpisodeOfCare", "Condition", "CareTeam", "Encounter", "DocumentReference", "QuestionnaireResponse", "Observation", "Flag", "Consent", "ServiceRequest", "Task", "Media" })
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
    auto const w = world();
    auto const all = all_of(w.clinician, w);
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
