// Every address of Care's intake and organisations: as nobody, with the wrong credential, in the wrong role, untrained, as
// whoever may, and as a partner organisation, which reaches nobody. A new route without an example here fails the first test.
#include "house.h"
#include "access/tenants.h"
#include <algorithm>

namespace wellkept::gates {
namespace {

using http::RouteInfo;

struct Example {
    std::string role; // whoever may; organisation: its token
    std::string query {}, body {};
    int status = 200;
    std::string content_type = "application/json";
};

std::string const a_person = R"({"contact":{"name":"{planted}","address":[]},"other_phones":[],"safe":{"channels":["phone"],"voicemail":false},)"
                             R"("language":"en","territory":"ie","eligible_by":"unchecked","source":"helpline"})";
std::string const a_contract = R"({"reference":"C-2","starts_on":"2020-01-01","services":["eap_counselling"],"sessions":6,"covered_headcount":200})";
std::map<std::string, Example> const examples {
    { "GET /care/organisations", { .role = "helpline" } },
    { "POST /care/organisations", { .role = "partnerships", .body = R"({"name":"New Ltd","kind":"employer","territory":"ie","agreement_reference":"MA-9"})", .status = 201 } },
    { "GET /care/organisations/{organisation}/contracts", { .role = "case_manager" } },
    { "POST /care/organisations/{organisation}/contracts", { .role = "partnerships", .body = a_contract, .status = 201 } },
    { "PUT /care/organisations/{organisation}/contracts/{contract}", { .role = "partnerships", .body = a_contract } },
    { "POST /care/organisations/{organisation}/access-codes", { .role = "partnerships", .body = R"({"contract_id":"{contract}"})", .status = 201 } },
    { "POST /care/organisations/{organisation}/tokens", { .role = "partnerships", .status = 201 } },
    { "POST /care/eligibility-checks", { .role = "helpline", .body = R"({"access_code":"nobody-knows-it"})" } },
    { "GET /care/organisation/contracts", { .role = "org_manager" } },
    { "POST /care/organisation/eligibility-lists", { .role = "org_hr", .query = "?contract={contract}", .body = "number\nAB1234\n", .status = 201, .content_type = "text/csv" } },
    { "POST /care/organisation/usage-requests", { .role = "org_hr", .body = R"({"reference":"claim 7","number":"AB1234"})", .status = 202 } },
    { "GET /care/organisation/usage-requests", { .role = "org_hr" } },
    { "GET /care/api/contracts", { .role = "organisation" } },
    { "POST /care/api/eligibility-lists", { .role = "organisation", .query = "?contract={contract}", .body = "number\nAB1234\n", .status = 201, .content_type = "text/csv" } },
    { "POST /care/api/usage-requests", { .role = "organisation", .body = R"({"reference":"claim 8","number":"AB1234"})", .status = 202 } },
    { "GET /care/api/usage-requests", { .role = "organisation" } },
    { "POST /care/api/contacts", { .role = "organisation", .body = R"({"name":"Ada","text":"Please call","phone":"07700900778"})", .status = 202 } },
    { "POST /care/searches", { .role = "helpline", .body = R"({"name":"{planted}"})" } },
    { "GET /care/waiting", { .role = "helpline" } },
    { "POST /care/service-users", { .role = "helpline", .body = R"({"person":)" + a_person + "}", .status = 201 } },
    { "GET /care/service-users/{person}", { .role = "case_manager" } },
    { "PUT /care/service-users/{person}", { .role = "helpline", .body = R"({"version":1,"person":)" + a_person + "}", .status = 204 } },
    { "POST /care/service-users/{person}/contacts", { .role = "helpline", .body = R"({"channel":"telephone","text":"planted words of Ann"})", .status = 201 } },
    { "POST /care/service-users/{person}/contacts/{contact}/done", { .role = "helpline", .status = 204 } },
    { "POST /care/service-users/{person}/merges", { .role = "helpline", .body = R"({"from":"{other}"})", .status = 204 } },
    { "POST /care/service-users/{person}/unmerge", { .role = "helpline", .status = 409 } },
    { "GET /care/service-users/{person}/files/{file}", { .role = "case_manager", .status = 404 } },
    { "GET /care/quarantine", { .role = "helpline" } },
    { "GET /care/mailbox", { .role = "case_manager" } },
    { "GET /care/service-users/{person}/usage-requests", { .role = "helpline" } },
    { "PUT /care/service-users/{person}/usage-requests/{request}", { .role = "helpline", .body = R"({"state":"asked"})", .status = 404 } },
};

std::string name_of(RouteInfo const& r) { return std::string(http::name(r.method)) + " " + r.pattern; }

class CareGates : public ::testing::Test {
protected:
    House& house = House::the();
    struct Scene {
        std::string person = "00000000-0000-4000-8000-00000000000a", other = person, contact = person, organisation = person, contract = person, token;
    };
    std::vector<RouteInfo> routes() const
    {
        auto all = house.app().router().routes();
        std::erase_if(all, [](RouteInfo const& r) { return r.permission.empty() || !of_care(r); });
        return all;
    }
    static std::string filled(std::string text, Scene const& s)
    {
        for (auto const& [what, with] : std::initializer_list<std::pair<std::string, std::string>> { { "{person}", s.person }, { "{other}", s.other },
                 { "{contact}", s.contact }, { "{organisation}", s.organisation }, { "{contract}", s.contract }, { "{request}", s.contact }, { "{file}", s.contact }, { "{planted}", name } })
            if (auto const at = text.find(what); at != text.npos) text.replace(at, what.size(), with);
        return text;
    }
    Answer call(RouteInfo const& r, Scene const& s, std::vector<std::pair<std::string, std::string>> headers)
    {
        auto const& e = examples.at(name_of(r));
        headers.emplace_back("X-Wellkept", "1");
        return house.call(std::string(http::name(r.method)), filled(r.pattern + e.query, s), std::move(headers), filled(e.body, s), e.content_type);
    }
    Answer as(Colleague const& c, RouteInfo const& r, Scene const& s) { return call(r, s, { { "Cookie", c.cookie } }); }
    Scene scene()
    {
        Scene s;
        auto const desk = house.add_colleague({ "helpline" }), partners = house.add_colleague({ "partnerships" });
        auto made = [&](Colleague const& c, std::string const& path, std::string const& body, std::string const& member) {
            auto const a = house.as_staff(c, "POST", path, filled(body, s));
            EXPECT_EQ(a.status, 201) << path << " " << a.body;
            return text_at(a.body, member);
        };
        house.plant(name);
        house.plant("planted words of Ann");
        s.person = made(desk, "/care/service-users", R"({"person":)" + a_person + "}", "service_user_id");
        s.other = made(desk, "/care/service-users", R"({"person":)" + a_person + "}", "service_user_id");
        s.contact = made(desk, "/care/service-users/" + s.person + "/contacts", R"({"channel":"telephone","text":"planted words of Ann"})", "id");
        s.organisation = made(partners, "/care/organisations", R"({"name":"Mill Ltd","kind":"employer","territory":"ie","agreement_reference":"MA-1"})", "id");
        s.contract = made(partners, "/care/organisations/" + s.organisation + "/contracts", a_contract, "id");
        s.token = made(partners, "/care/organisations/" + s.organisation + "/tokens", "", "token");
        house.plant(s.token);
        return s;
    }
    Colleague of_organisation(std::string const& role, Scene const& s)
    {
        Portal const tenant { ClientId::parse(s.organisation).value(), "", "", "" };
        return house.add_colleague({ role }, false, &tenant);
    }
    void refused(std::string const& what, Answer const& a, std::set<int> const& statuses)
    {
        EXPECT_TRUE(statuses.contains(a.status)) << what << " answered " << a.status << " " << a.body;
        EXPECT_EQ(house.audit_rows(a, "refuse"), 1) << what << ": a refusal leaves exactly one row";
        EXPECT_EQ(house.audit_rows(a, "permit"), 0) << what;
        EXPECT_EQ(a.body.find("Planted"), std::string::npos) << what;
    }
    static inline std::string const name = "Anna Plantedsson";
};

TEST_F(CareGates, EachRouteHasAnExampleAndARoleThatMay)
{
    auto const policy = house.app().ground().policy->get();
    std::set<std::string> seen;
    for (auto const& r : routes()) {
        seen.insert(name_of(r));
        ASSERT_TRUE(examples.contains(name_of(r))) << name_of(r) << " needs an example in this test";
        EXPECT_NE(policy->title(r.permission), r.permission) << r.permission << " has no title in policy/access.yaml";
        auto const& role = examples.at(name_of(r)).role;
        EXPECT_TRUE(policy->matrix().at((r.audience == "staff" ? "staff." : "") + role).contains(r.permission)) << name_of(r);
    }
    for (auto const& [name, e] : examples) EXPECT_TRUE(seen.contains(name)) << name << " is no route any more";
}

TEST_F(CareGates, NobodyAndTheWrongCredentialGetNothing)
{
    auto const portal = house.add_portal("Not of Care");
    auto const person = house.add_person(portal);
    for (auto const& r : routes()) {
        refused(name_of(r), call(r, {}, {}), { 401 });
        refused(name_of(r), call(r, {}, { { "Cookie", person.cookie } }), { 401 });
        refused(name_of(r), call(r, {}, { { "Authorization", "Bearer " + portal.token } }), { 401 });
    }
}

TEST_F(CareGates, TheWrongRoleAndTheUntrainedAreRefused)
{
    auto const s = scene();
    auto const director = house.add_colleague({ "director", "support", "clinician" });
    auto const untrained = house.add_colleague({ "helpline", "case_manager" }, false);
    for (auto const& r : routes()) {
        if (r.audience != "staff") continue;
        refused(name_of(r), as(director, r, s), { 403, 404 });
        if (r.permission.starts_with("intake.")) refused(name_of(r), as(untrained, r, s), { 403 });
    }
}

TEST_F(CareGates, WhoeverMayGetsItAndTheAuditLogSaysSo)
{
    for (auto const& r : routes()) {
        auto const& e = examples.at(name_of(r));
        auto const s = scene();
        auto const a = r.audience == "organisation" ? call(r, s, { { "Authorization", "Bearer " + s.token } })
            : e.role.starts_with("org_")            ? as(of_organisation(e.role, s), r, s)
                                                    : as(house.add_colleague({ e.role }), r, s);
        EXPECT_EQ(a.status, e.status) << name_of(r) << " " << a.body;
        if (e.status < 300) {
            EXPECT_GE(house.audit_rows(a, "permit"), 1) << name_of(r);
            EXPECT_EQ(house.audit_rows(a, "refuse"), 0) << name_of(r);
        }
    }
}

TEST_F(CareGates, AnOrganisationReachesNobodyByAnyAddress)
{
    auto const s = scene();
    auto const manager = of_organisation("org_manager", s), hr = of_organisation("org_hr", s);
    for (auto const& r : house.app().router().routes()) {
        if (r.permission.empty() || !examples.contains(name_of(r))) continue;
        auto const& role = examples.at(name_of(r)).role;
        if (role.starts_with("org") || r.audience != "staff") continue;
        for (auto const& c : { manager, hr }) refused(name_of(r), as(c, r, s), { 403, 404 });
        refused(name_of(r), call(r, s, { { "Authorization", "Bearer " + s.token } }), { 401 });
    }
    // What it may call holds nothing of the person either.
    for (auto const& r : routes()) {
        auto const& role = examples.at(name_of(r)).role;
        if (!role.starts_with("org")) continue;
        auto const a = r.audience == "organisation" ? call(r, s, { { "Authorization", "Bearer " + s.token } }) : as(hr, r, s);
        EXPECT_EQ(a.body.find("Planted"), std::string::npos) << name_of(r);
        EXPECT_EQ(a.body.find(s.person), std::string::npos) << name_of(r);
    }
}

} // namespace
} // namespace wellkept::gates
