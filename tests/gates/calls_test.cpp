// Every address of calls and critical incidents: as nobody, with the wrong credential, in the wrong role, untrained, as whoever
// may, and as a partner organisation. A new route without an example here fails the first test.
#include "access/tenants.h"
#include "house.h"
#include <algorithm>

namespace wellkept::gates {
namespace {

using http::RouteInfo;

struct Example {
    std::string role; // whoever may; telephone: its token; you: the person behind the care door
    std::string body {};
    int status = 200;
    std::string content_type = "application/json";
};

std::string const a_reason = R"({"recording_id":"{other}","reason":"planted: to prepare the session"})";
std::string const happened = R"("what":"planted: an accident in the yard","place":"Yard 3","contact":"planted contact","organisation_id":"{organisation}"})";
std::map<std::string, Example> const examples {
    { "POST /care/telephone-systems", { "security_administrator", R"({"name":"Exchange"})", 201 } },
    { "POST /care/telephone/calls/{call}/recordings", { "telephone", {}, 400 } }, // what is sent right is in care/calls
    { "HEAD /care/telephone/recordings/{recording}", { "telephone", {}, 400 } },
    { "PATCH /care/telephone/recordings/{recording}", { "telephone", "planted", 400, "application/offset+octet-stream" } },
    { "DELETE /care/telephone/recordings/{recording}", { "telephone", {}, 400 } },
    { "GET /care/calls", { "helpline" } },
    { "GET /care/callbacks", { "helpline" } },
    { "POST /care/service-users/{person}/callbacks", { "helpline", R"({"why":"planted: asked about sessions"})", 201 } },
    { "POST /care/service-users/{person}/callbacks/{callback}/attempts", { "helpline", R"({"outcome":"no_answer"})", 404 } },
    { "POST /care/service-users/{person}/calls/{call}/person", { "helpline", R"({"person_id":"{other}"})", 404 } },
    { "GET /care/people/{person}/calls", { "clinician" } },
    { "POST /care/people/{person}/playbacks", { "clinician", a_reason, 404 } },
    { "GET /care/people/{person}/playbacks/{playback}/sound", { "clinician", {}, 404 } },
    { "GET /care/reviews/{person}/calls", { "case_manager" } },
    { "POST /care/reviews/{person}/playbacks", { "case_manager", a_reason, 404 } },
    { "GET /care/reviews/{person}/playbacks/{playback}/sound", { "clinical_lead", {}, 404 } },
    { "POST /care/organisation/critical-incidents", { "org_hr", R"({"what":"An accident","place":"Yard 3","contact":"Ruth"})", 201 } },
    { "GET /care/organisation/critical-incidents", { "org_manager" } },
    { "POST /care/critical-incidents", { "helpline", "{" + happened, 201 } },
    { "GET /care/critical-incidents", { "case_manager" } },
    { "GET /care/critical-incidents/mine", { "clinician" } },
    { "PUT /care/critical-incidents/{incident}/state", { "case_manager", R"({"state":"accepted"})", 204 } },
    { "PUT /care/critical-incidents/{incident}/responders/{account}", { "case_manager", {}, 409 } },
    { "DELETE /care/critical-incidents/{incident}/responders/{account}", { "case_manager", {}, 404 } },
    { "POST /care/critical-incidents/{incident}/sessions", { "case_manager", R"({"local":"2026-01-01T09:00","zone":"Europe/Dublin","minutes":60,"place":"Hall"})", 409 } },
    { "DELETE /care/critical-incidents/{incident}/sessions/{session}", { "case_manager", {}, 409 } },
    { "PUT /care/critical-incidents/{incident}/sessions/{session}/headcount", { "clinician", R"({"headcount":12})", 409 } },
    { "PUT /care/service-users/{person}/critical-incidents/{incident}", { "helpline", {}, 409 } }, // it is only reported
    { "POST /care/service-users/{person}/critical-incidents/{incident}/case", { "case_manager", R"({"presenting":"planted"})", 404 } },
    { "GET /care/people/{person}/critical-incidents", { "clinician" } },
    { "GET /care/you/critical-incidents", { "you" } },
    { "POST /care/you/critical-incidents/{incident}/answer", { "you", R"({"answer":"consent","wording":1})", 404 } },
    { "POST /care/you/critical-incidents/{incident}/withdrawal", { "you", {}, 404 } },
};

std::string name_of(RouteInfo const& r) { return std::string(http::name(r.method)) + " " + r.pattern; }
bool vetted(std::string const& role) { return role == "clinician" || role == "clinical_lead" || role == "affiliate"; }

class CallGates : public ::testing::Test {
protected:
    House& house = House::the();
    struct Scene {
        std::string person = "00000000-0000-4000-8000-00000000000a", organisation = person, incident = person, token, cookie;
    };
    std::vector<RouteInfo> routes() const
    {
        auto all = house.app().router().routes();
        std::erase_if(all, [](RouteInfo const& r) { return !of_calls(r); });
        return all;
    }
    static std::string filled(std::string text, Scene const& s)
    {
        for (auto const& [what, with] : std::initializer_list<std::pair<std::string, std::string>> { { "{person}", s.person }, { "{organisation}", s.organisation },
                 { "{incident}", s.incident }, { "{call}", Scene {}.person }, { "{recording}", Scene {}.person }, { "{callback}", Scene {}.person }, { "{playback}", Scene {}.person },
                 { "{account}", Scene {}.person }, { "{session}", Scene {}.person }, { "{other}", Scene {}.person } })
            for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
        return text;
    }
    Answer call(RouteInfo const& r, Scene const& s, std::vector<std::pair<std::string, std::string>> headers)
    {
        auto const& e = examples.at(name_of(r));
        headers.emplace_back("X-Wellkept", "1");
        if (r.method == http::Method::patch) headers.emplace_back("Content-Type", e.content_type);
        return house.call(std::string(http::name(r.method)), filled(r.pattern, s), std::move(headers), filled(e.body, s), e.content_type);
    }
    Answer as(Colleague const& c, RouteInfo const& r, Scene const& s) { return call(r, s, { { "Cookie", c.cookie } }); }
    Colleague colleague(std::string const& role, Scene const& s)
    {
        if (role.starts_with("org_")) {
            Portal const tenant { ClientId::parse(s.organisation).value(), "", "", "" };
            return house.add_colleague({ role }, false, &tenant);
        }
        auto const c = house.add_colleague({ role });
        if (vetted(role)) {
            house.data("INSERT INTO access.vetting VALUES ('" + c.id + "', now() + interval '9000 days')");
            if (s.person != Scene {}.person)
                house.data("INSERT INTO access.assignment VALUES ('" + s.person + "', gen_random_uuid(), '" + c.id + "', 'assigned', gen_random_uuid(), now() - interval '1 hour', NULL)");
        }
        return c;
    }
    Scene scene()
    {
        Scene s;
        for (auto const* secret : { "planted: an accident", "planted contact", "planted: asked", "planted: to prepare" }) house.plant(secret);
        auto const desk = house.add_colleague({ "helpline" }), partners = house.add_colleague({ "partnerships" });
        auto made = [&](Colleague const& c, std::string const& path, std::string const& body, std::string const& member) {
            auto const a = house.as_staff(c, "POST", path, body);
            EXPECT_EQ(a.status, 201) << path << " " << a.body;
            return text_at(a.body, member);
        };
        s.person = made(desk, "/care/service-users",
            R"({"person":{"contact":{"name":"Ann","address":[]},"other_phones":[],"safe":{"channels":["phone"],"voicemail":false},"language":"en","territory":"ie","eligible_by":"unchecked","source":"helpline"}})",
            "service_user_id");
        s.organisation = made(partners, "/care/organisations", R"({"name":"Yard Ltd","kind":"employer","territory":"ie","agreement_reference":"MA-1"})", "id");
        (void)made(partners, "/care/organisations/" + s.organisation + "/contracts",
            R"({"reference":"C-2","starts_on":"2020-01-01","services":["critical_incident"],"sessions":6,"covered_headcount":200})", "id");
        s.incident = made(desk, "/care/critical-incidents", filled("{" + happened, s), "id");
        s.token = made(house.add_colleague({ "security_administrator" }), "/care/telephone-systems", R"({"name":"Exchange"})", "token");
        house.plant(s.token);
        return s;
    }
    // Behind the care door.
    std::string door(Scene const& s)
    {
        auto tx = db::Tx::begin(*house.app().ground().pool).release();
        auto const value = "gates-" + s.person;
        auto const put = access::Handles(*house.app().ground().gate)
                             .put(tx, { .kind = "care_session", .value = value, .subject = SubjectId::parse(s.person), .tenant = access::care_tenant, .ref = Uuid::parse(s.person).value(),
                                          .expires_at = house.app().ground().clock->now() + std::chrono::hours(1) });
        EXPECT_TRUE(put.ok());
        EXPECT_TRUE(tx.commit().ok());
        return "__Host-wellkept_you=" + value;
    }
    Answer by(std::string const& role, RouteInfo const& r, Scene const& s)
    {
        if (role == "telephone") return call(r, s, { { "Authorization", "Bearer " + s.token } });
        if (role == "you") return call(r, s, { { "Cookie", door(s) } });
        return as(colleague(role, s), r, s);
    }
    void refused(std::string const& what, Answer const& a, std::set<int> const& statuses)
    {
        EXPECT_TRUE(statuses.contains(a.status)) << what << " answered " << a.status << " " << a.body;
        EXPECT_EQ(house.audit_rows(a, "refuse"), 1) << what << ": a refusal leaves exactly one row";
        EXPECT_EQ(house.audit_rows(a, "permit"), 0) << what;
        EXPECT_EQ(a.body.find("planted"), std::string::npos) << what;
    }
};

TEST_F(CallGates, EachRouteHasAnExampleAndARoleThatMay)
{
    auto const policy = house.app().ground().policy->get();
    std::set<std::string> seen;
    for (auto const& r : routes()) {
        seen.insert(name_of(r));
        ASSERT_TRUE(examples.contains(name_of(r))) << name_of(r) << " needs an example in this test";
        EXPECT_NE(policy->title(r.permission), r.permission) << r.permission << " has no title in policy/access.yaml";
        auto const& role = examples.at(name_of(r)).role;
        EXPECT_TRUE(policy->matrix().at(role == "you" ? "service_user" : r.audience == "staff" ? "staff." + role : role).contains(r.permission)) << name_of(r);
    }
    for (auto const& [name, e] : examples) EXPECT_TRUE(seen.contains(name)) << name << " is no route any more";
}

TEST_F(CallGates, NobodyAndTheWrongCredentialGetNothing)
{
    auto const portal = house.add_portal("Not of calls");
    auto const person = house.add_person(portal);
    for (auto const& r : routes()) {
        refused(name_of(r), call(r, {}, {}), { 401 });
        refused(name_of(r), call(r, {}, { { "Cookie", person.cookie } }), { 401 });
        refused(name_of(r), call(r, {}, { { "Authorization", "Bearer " + portal.token } }), { 401 });
    }
}

TEST_F(CallGates, TheWrongRoleTheUntrainedAndPartnersAreRefused)
{
    auto const s = scene();
    auto const director = house.add_colleague({ "director", "support", "partnerships" });
    auto const untrained = house.add_colleague({ "helpline", "case_manager" }, false);
    auto const manager = colleague("org_manager", s), hr = colleague("org_hr", s);
    for (auto const& r : routes()) {
        if (r.audience != "staff") continue;
        auto const& role = examples.at(name_of(r)).role;
        refused(name_of(r), as(director, r, s), { 403, 404 });
        if (role.starts_with("org_")) continue;
        if (role != "security_administrator") refused(name_of(r), as(untrained, r, s), { 403 });
        for (auto const& c : { manager, hr }) refused(name_of(r), as(c, r, s), { 403, 404 });
        refused(name_of(r), call(r, s, { { "Authorization", "Bearer " + s.token } }), { 401 });
    }
}

TEST_F(CallGates, WhoeverMayGetsItAndTheAuditLogSaysSo)
{
    for (auto const& r : routes()) {
        auto const& e = examples.at(name_of(r));
        auto const s = scene();
        auto const a = by(e.role, r, s);
        EXPECT_EQ(a.status, e.status) << name_of(r) << " " << a.body;
        if (e.status < 300) {
            EXPECT_GE(house.audit_rows(a, "permit"), 1) << name_of(r);
            EXPECT_EQ(house.audit_rows(a, "refuse"), 0) << name_of(r);
        }
        if (e.role.starts_with("org_")) {
            EXPECT_EQ(a.body.find("planted"), std::string::npos) << name_of(r) << ": what the desk wrote";
        }
    }
}

} // namespace
} // namespace wellkept::gates
