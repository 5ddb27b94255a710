// Every address of the door, of referrals and of reports: as nobody, with the wrong credential, in the wrong role, untrained,
// as another person, as whoever may, and as an organisation. A new route without an example here fails the first test.
#include "house.h"
#include "access/handles.h"
#include "access/tenants.h"
#include "platform/crypto/crypto.h"

namespace wellkept::gates {
namespace {

using http::RouteInfo;

struct Example {
    std::string role; // whoever may; you: the person
    std::string body {};
    int status = 200;
    std::string query {}, content_type = "application/json";
};

std::string const text_of_one = R"({"person":{"name":"{planted}","phone":"07700 900123","email":"planted@example.org"},"service":"psychological_services",)"
                                R"("reason":"planted words of Ruth","questions":"?","informed":true})";
std::map<std::string, Example> const examples {
    { "POST /care/service-users/{person}/links", { .role = "helpline", .body = R"({"check":"code"})", .status = 409 } }, // nobody has asked them what is safe
    { "GET /care/links/shut", { .role = "helpline" } },
    { "GET /care/you", { .role = "you" } },
    { "POST /care/you/messages", { .role = "you", .body = R"({"text":"planted words of Ann"})", .status = 204 } },
    { "GET /care/you/messages", { .role = "you" } },
    { "DELETE /care/you/session", { .role = "you", .status = 204 } },
    { "POST /care/organisation/referrals", { .role = "org_manager", .body = text_of_one, .status = 201 } },
    { "POST /care/organisation/referral-forms", { .role = "org_manager", .body = "planted words of Ruth", .status = 201, .query = "?service=psychological_services&name=form.pdf", .content_type = "application/octet-stream" } },
    { "GET /care/referrals/inbox/{referral}/form", { .role = "helpline", .status = 404 } },
    { "GET /care/service-users/{person}/referrals/{referral}/files/{file}", { .role = "clinician", .status = 404 } },
    { "GET /care/you/referrals/{referral}/files/{file}", { .role = "you", .status = 404 } },
    { "POST /care/organisation/referrals/{referral}/submission", { .role = "org_manager", .status = 404 } }, // submitted already
    { "GET /care/organisation/referrals/{referral}", { .role = "org_manager", .status = 404 } }, // not a draft any more
    { "PUT /care/organisation/referrals/{referral}", { .role = "org_manager", .body = text_of_one, .status = 404 } },
    { "DELETE /care/organisation/referrals/{referral}", { .role = "org_manager", .status = 404 } },
    { "POST /care/organisation/referrals/{referral}/taking-back", { .role = "org_manager", .status = 404 } }, // somebody else's
    { "GET /care/organisation/referrals", { .role = "org_hr" } },
    { "GET /care/referrals/inbox", { .role = "helpline" } },
    { "POST /care/referrals/inbox/{referral}/person", { .role = "helpline", .body = "{}", .status = 404 } }, // taken already
    { "DELETE /care/referrals/inbox/{referral}", { .role = "helpline", .status = 404 } },
    { "GET /care/referrals", { .role = "case_manager" } },
    { "POST /care/service-users/{person}/referrals",
        { .role = "helpline", .body = R"({"organisation_id":"{organisation}","source":"form","text":)" + text_of_one + "}", .status = 201 } },
    { "POST /care/service-users/{person}/referrals/{referral}/acceptance", { .role = "case_manager", .body = "{}", .status = 204 } },
    { "POST /care/service-users/{person}/referrals/{referral}/closing", { .role = "case_manager", .status = 204 } },
    { "GET /care/service-users/{person}/referrals", { .role = "clinician" } },
    { "GET /care/you/referrals", { .role = "you" } },
    { "POST /care/you/referrals/{referral}/answer",
        { .role = "you", .body = R"({"answer":"consent","wording":1,"organisation_may_know":false})", .status = 409 } }, // answered already
    { "POST /care/you/referrals/{referral}/withdrawal", { .role = "you", .status = 204 } },
    { "POST /care/service-users/{person}/reports",
        { .role = "clinician", .body = R"({"referral_id":"{referral}","kind":"session_report","text":"planted words of Clara"})", .status = 409 } }, // not accepted yet
    { "GET /care/service-users/{person}/reports", { .role = "clinician" } },
    { "POST /care/service-users/{person}/reports/{report}/text", { .role = "clinician", .body = R"({"text":"x"})", .status = 404 } },
    { "POST /care/service-users/{person}/reports/{report}/declined-change", { .role = "clinician", .body = R"({"text":"x"})", .status = 404 } },
    { "POST /care/service-users/{person}/reports/{report}/sending", { .role = "clinician", .status = 404 } },
    { "GET /care/service-users/{person}/reports/{report}/review", { .role = "clinical_lead", .status = 404 } },
    { "POST /care/service-users/{person}/reports/{report}/approval", { .role = "clinical_lead", .status = 404 } },
    { "POST /care/service-users/{person}/reports/{report}/release", { .role = "clinician", .status = 404 } },
    { "POST /care/service-users/{person}/reports/{report}/recall", { .role = "clinical_lead", .body = R"({"text":"x"})", .status = 404 } },
    { "GET /care/reports", { .role = "clinical_lead" } },
    { "GET /care/you/reports", { .role = "you" } },
    { "POST /care/you/reports/{report}/answer", { .role = "you", .body = R"({"answer":"agree","hash":"x"})", .status = 404 } },
    { "GET /care/organisation/reports", { .role = "org_manager" } },
    { "GET /care/you/disclosures", { .role = "you" } },
    { "GET /care/you/reminders", { .role = "you" } },
    { "PUT /care/you/reminders", { .role = "you", .body = R"({"wanted":false})", .status = 204 } },
    { "GET /care/service-users/{person}/reminders", { .role = "helpline" } },
    { "PUT /care/service-users/{person}/reminders", { .role = "helpline", .body = R"({"wanted":true})", .status = 204 } },
};

std::string name_of(RouteInfo const& r) { return std::string(http::name(r.method)) + " " + r.pattern; }

class ReferralGates : public ::testing::Test {
protected:
    House& house = House::the();
    struct Scene {
        std::string person = "00000000-0000-4000-8000-00000000000a", organisation = person, referral = person, report = person, cookie;
    };
    std::vector<RouteInfo> routes() const
    {
        auto all = house.app().router().routes();
        std::erase_if(all, [](RouteInfo const& r) { return !of_referrals(r); });
        return all;
    }
    static std::string filled(std::string text, Scene const& s)
    {
        for (auto const& [what, with] : std::initializer_list<std::pair<std::string, std::string>> { { "{person}", s.person },
                 { "{organisation}", s.organisation }, { "{referral}", s.referral }, { "{report}", s.report }, { "{file}", s.report }, { "{planted}", "Anna Plantedsson" } })
            if (auto const at = text.find(what); at != text.npos) text.replace(at, what.size(), with);
        return text;
    }
    Answer call(RouteInfo const& r, Scene const& s, std::vector<std::pair<std::string, std::string>> headers, bool ours = true)
    {
        if (ours) headers.emplace_back("X-Wellkept", "1");
        auto const& e = examples.at(name_of(r));
        return house.call(std::string(http::name(r.method)), filled(r.pattern + e.query, s), std::move(headers), filled(e.body, s), e.content_type);
    }
    // As the door lets a person in.
    std::string let_in(std::string const& person)
    {
        auto& g = house.app().ground();
        auto tx = db::Tx::begin(*g.pool).release();
        auto const secret = crypto::random_token(g.gate->rng());
        auto const visit = Uuid::v4(g.gate->rng());
        EXPECT_TRUE(access::Handles(*g.gate).put(tx, { .kind = "care_session", .value = secret, .subject = SubjectId::parse(person), .tenant = access::care_tenant, .ref = visit,
            .expires_at = g.clock->now() + std::chrono::hours(12) }).ok());
        EXPECT_TRUE(tx.commit().ok());
        house.data("INSERT INTO door.visit VALUES ('" + person + "', '" + visit.text() + "', '" + access::care_tenant.text() + "', 'opened', 'birth_date', NULL, 1, now(), now())");
        house.plant(secret);
        return "__Host-wellkept_you=" + secret;
    }
    Colleague of_organisation(std::string const& role, Scene const& s)
    {
        Portal const tenant { ClientId::parse(s.organisation).value(), "", "", "" };
        return house.add_colleague({ role }, false, &tenant);
    }
    // A referral that the person has agreed to, not accepted yet.
    Scene scene()
    {
        Scene s;
        auto const desk = house.add_colleague({ "helpline" }), partners = house.add_colleague({ "partnerships" });
        auto made = [&](Colleague const& c, std::string const& path, std::string const& body, std::string const& member) {
            auto const a = house.as_staff(c, "POST", path, filled(body, s));
            EXPECT_EQ(a.status, 201) << path << " " << a.body;
            return text_at(a.body, member);
        };
        for (auto const* secret : { "Anna Plantedsson", "planted words of Ruth", "planted words of Clara" }) house.plant(secret);
        s.organisation = made(partners, "/care/organisations", R"({"name":"Mill Ltd","kind":"employer","territory":"ie","agreement_reference":"MA-1"})", "id");
        (void)made(partners, "/care/organisations/" + s.organisation + "/contracts",
            R"({"reference":"C-2","starts_on":"2020-01-01","services":["psychological_services"],"sessions":6,"covered_headcount":200})", "id");
        auto const manager = of_organisation("org_manager", s);
        s.referral = made(manager, "/care/organisation/referrals", text_of_one, "referral_id");
        EXPECT_EQ(house.as_staff(manager, "POST", "/care/organisation/referrals/" + s.referral + "/submission").status, 204);
        s.person = made(desk, "/care/referrals/inbox/" + s.referral + "/person", "{}", "person_id");
        s.cookie = let_in(s.person);
        auto const yes = house.call("POST", "/care/you/referrals/" + s.referral + "/answer", { { "Cookie", s.cookie }, { "X-Wellkept", "1" } },
            R"({"answer":"consent","wording":1,"organisation_may_know":false})");
        EXPECT_EQ(yes.status, 204) << yes.body;
        return s;
    }
    Colleague worker(std::string const& role, Scene const& s)
    {
        auto const c = house.add_colleague({ role });
        if (role != "clinician" && role != "clinical_lead") return c;
        house.data("INSERT INTO access.vetting VALUES ('" + c.id + "', now() + interval '3000 days')");
        house.data("INSERT INTO access.assignment VALUES ('" + s.person + "', gen_random_uuid(), '" + c.id + "', 'assigned', gen_random_uuid(), now() - interval '1 day', NULL)");
        return c;
    }
    void refused(std::string const& what, Answer const& a, std::set<int> const& statuses)
    {
        EXPECT_TRUE(statuses.contains(a.status)) << what << " answered " << a.status << " " << a.body;
        EXPECT_EQ(house.audit_rows(a, "refuse"), 1) << what << ": a refusal leaves exactly one row";
        EXPECT_EQ(house.audit_rows(a, "permit"), 0) << what;
        EXPECT_EQ(a.body.find("lanted"), std::string::npos) << what;
    }
};

TEST_F(ReferralGates, EachRouteHasAnExampleAndARoleThatMay)
{
    auto const policy = house.app().ground().policy->get();
    std::set<std::string> seen;
    for (auto const& r : routes()) {
        seen.insert(name_of(r));
        ASSERT_TRUE(examples.contains(name_of(r))) << name_of(r) << " needs an example in this test";
        EXPECT_NE(policy->title(r.permission), r.permission) << r.permission << " has no title in policy/access.yaml";
        auto const& role = examples.at(name_of(r)).role;
        EXPECT_TRUE(policy->matrix().at(role == "you" ? "service_user" : "staff." + role).contains(r.permission)) << name_of(r);
    }
    for (auto const& [name, e] : examples) EXPECT_TRUE(seen.contains(name)) << name << " is no route any more";
}

TEST_F(ReferralGates, NobodyAndTheWrongCredentialGetNothing)
{
    auto const portal = house.add_portal("No referrals");
    auto const member = house.add_person(portal);
    auto const olga = house.add_colleague({});
    auto const s = scene();
    for (auto const& r : routes()) {
        refused(name_of(r), call(r, s, {}), { 401 });
        refused(name_of(r), call(r, s, { { "Cookie", member.cookie } }), { 401 });
        refused(name_of(r), call(r, s, { { "Authorization", "Bearer " + portal.token } }), { 401 });
        refused(name_of(r), call(r, s, { { "Cookie", r.audience == "staff" ? s.cookie : olga.cookie } }), { 401 });
        // One session is not another's by its name alone.
        auto const secret = [](std::string const& c) { return c.substr(c.find('=') + 1); };
        refused(name_of(r),
            call(r, s, { { "Cookie", r.audience == "staff" ? "__Host-wellkept_staff=" + secret(s.cookie) : "__Host-wellkept_you=" + secret(member.cookie) } }), { 401 });
        if (r.method != http::Method::get && r.audience == "service_user") refused(name_of(r), call(r, s, { { "Cookie", s.cookie } }, false), { 403 });
    }
}

TEST_F(ReferralGates, TheWrongRoleTheUnassignedAndAnotherPersonAreRefused)
{
    auto const s = scene();
    auto const director = house.add_colleague({ "director", "support" });
    auto const unassigned = house.add_colleague({ "clinician" });
    house.data("INSERT INTO access.vetting VALUES ('" + unassigned.id + "', now() + interval '3000 days')");
    auto const other = let_in(scene().person);
    for (auto const& r : routes()) {
        auto const& role = examples.at(name_of(r)).role;
        if (role == "you") {
            auto const a = call(r, s, { { "Cookie", other } });
            EXPECT_EQ(a.body.find(s.referral), std::string::npos) << name_of(r);
            if (r.pattern.find('{') != std::string::npos) {
                EXPECT_EQ(a.status, 404) << name_of(r) << " " << a.body;
            }
            continue;
        }
        refused(name_of(r), call(r, s, { { "Cookie", director.cookie } }), { 403, 404 });
        if (role == "clinician") refused(name_of(r), call(r, s, { { "Cookie", unassigned.cookie } }), { 403, 404 });
    }
}

TEST_F(ReferralGates, WhoeverMayGetsItAndTheAuditLogSaysSo)
{
    auto const untouched = scene();
    for (auto const& r : routes()) {
        auto const& e = examples.at(name_of(r));
        // What changes something has a person of its own.
        auto const s = r.method == http::Method::get || e.status >= 300 ? untouched : scene();
        auto const a = e.role == "you"         ? call(r, s, { { "Cookie", s.cookie } })
            : e.role.starts_with("org_")       ? call(r, s, { { "Cookie", of_organisation(e.role, s).cookie } })
                                               : call(r, s, { { "Cookie", worker(e.role, s).cookie } });
        EXPECT_EQ(a.status, e.status) << name_of(r) << " " << a.body;
        if (e.status < 300) {
            EXPECT_GE(house.audit_rows(a, "permit"), 1) << name_of(r);
            EXPECT_EQ(house.audit_rows(a, "refuse"), 0) << name_of(r);
        }
    }
}

TEST_F(ReferralGates, AnOrganisationReachesNobodyByAnyAddress)
{
    auto const s = scene();
    auto const manager = of_organisation("org_manager", s), hr = of_organisation("org_hr", s);
    for (auto const& r : routes()) {
        auto const& role = examples.at(name_of(r)).role;
        for (auto const& c : { manager, hr }) {
            auto const a = call(r, s, { { "Cookie", c.cookie } });
            if (!role.starts_with("org")) refused(name_of(r), a, { 401, 403, 404 });
            EXPECT_EQ(a.body.find("lanted"), std::string::npos) << name_of(r);
            EXPECT_EQ(a.body.find(s.person), std::string::npos) << name_of(r);
        }
    }
}

} // namespace
} // namespace wellkept::gates
