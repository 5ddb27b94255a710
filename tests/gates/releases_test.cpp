// Every address by which something leaves to somebody else (releases, safeguarding, misuse, support partners), and by which people
// ask something of their data (requests): as nobody, with
// the wrong credential, in the wrong role, unassigned, as another person, as whoever may, and as an organisation, which gets
// nothing. A new route without an example here fails the first test.
#include "access/handles.h"
#include "access/tenants.h"
#include "house.h"
#include "platform/crypto/crypto.h"

namespace wellkept::gates {
namespace {

using http::RouteInfo;

struct Example {
    std::string role; // whoever may; you: the person
    std::string body {};
    int status = 200;
    bool desk = false; // opens without an assignment
};

std::string const to_gp = R"({"kind":"gp","name":"Dr Byrne","role":"GP","address":"1 Mill Street"})";
std::string const person_at = "/care/service-users/{person}";
std::string const asked = R"({"kind":"access","how":"telephone","received_on":"{today}","words":"planted: what do you have of me?"})";
std::map<std::string, Example> const examples {
    { "POST " + person_at + "/release-forms",
        { .role = "clinician", .body = R"({"case_id":"{case}","recipient":)" + to_gp + R"(,"items":[{"content":"attendance"}],"purpose":"continuing_care","expires_at":"{soon}"})", .status = 201 } },
    { "GET " + person_at + "/release-forms", { .role = "clinician" } },
    { "GET " + person_at + "/release-words", { .role = "affiliate" } },
    { "POST " + person_at + "/release-forms/{form}/withdrawal", { .role = "clinician", .status = 204 } },
    { "POST " + person_at + "/release-forms/{form}/letters",
        { .role = "clinician", .body = R"({"recipient":)" + to_gp + R"(,"parts":[{"content":"attendance","text":"planted"}]})", .status = 409 } }, // nobody signed
    { "GET " + person_at + "/release-letters/{letter}", { .role = "clinician", .status = 404 } },
    { "POST " + person_at + "/release-letters/{letter}/posting", { .role = "clinician", .status = 404 } },
    { "POST " + person_at + "/release-letters/{letter}/offer", { .role = "clinician", .status = 404 } },
    { "GET /care/you/release-forms", { .role = "you" } },
    { "POST /care/you/release-forms/{form}/answer", { .role = "you", .body = R"({"answer":"decline"})", .status = 204 } },
    { "POST " + person_at + "/safeguarding",
        { .role = "clinician",
            .body = R"({"case_id":"{case}","emergency":false,"reason":"person","grounds":"planted","recipient":"police","to":"Desk","consulted":true,"consultation":"planted",)"
                    R"("fields":[{"code":"name","value":"planted","why":"x"}]})",
            .status = 201 } },
    { "GET " + person_at + "/safeguarding", { .role = "affiliate" } },
    { "GET " + person_at + "/safeguarding-words", { .role = "clinician" } },
    { "POST " + person_at + "/safeguarding/{disclosure}/withdrawal", { .role = "clinician", .status = 404 } },
    { "GET /care/safeguarding/waiting", { .role = "clinical_lead", .desk = true } },
    { "GET " + person_at + "/safeguarding/{disclosure}/proposal", { .role = "clinical_lead", .status = 404, .desk = true } },
    { "POST " + person_at + "/safeguarding/{disclosure}/second", { .role = "clinical_lead", .body = R"({"agree":true,"hash":"x","words":"x"})", .status = 404, .desk = true } },
    { "POST " + person_at + "/safeguarding/{disclosure}/release", { .role = "clinician", .body = R"({"way":"telephone"})", .status = 404 } },
    { "POST " + person_at + "/safeguarding/{disclosure}/notice", { .role = "clinician", .body = R"({"words":"x"})", .status = 404 } },
    { "GET /care/safeguarding/reviews", { .role = "clinical_lead", .desk = true } },
    { "GET " + person_at + "/safeguarding/{disclosure}/look-back", { .role = "director", .status = 404, .desk = true } },
    { "POST " + person_at + "/safeguarding/{disclosure}/review", { .role = "director", .body = R"({"outcome":"right","words":"x"})", .status = 404, .desk = true } },
    { "GET " + person_at + "/misuse", { .role = "clinician" } },
    { "POST " + person_at + "/misuse/measures", { .role = "case_manager", .body = R"({"kind":"conversation","text":"planted","taken_at":"2026-01-01T10:00:00Z"})", .status = 201 } },
    { "POST " + person_at + "/misuse/notices", { .role = "clinician", .status = 409 } }, // nothing was tried
    { "POST " + person_at + "/misuse/notices/{notice}/withdrawal", { .role = "clinician", .status = 404 } },
    { "POST " + person_at + "/misuse/notices/{notice}/told", { .role = "clinician", .body = R"({"text":"x"})", .status = 404 } },
    { "GET /care/misuse/waiting", { .role = "partnerships", .desk = true } },
    { "GET " + person_at + "/misuse/notices/{notice}", { .role = "director", .status = 404, .desk = true } },
    { "POST " + person_at + "/misuse/notices/{notice}/decision", { .role = "director", .body = R"({"approve":true})", .status = 404, .desk = true } },
    { "POST " + person_at + "/misuse/notices/{notice}/sending", { .role = "partnerships", .body = R"({"text":"x"})", .status = 404, .desk = true } },
    { "GET /care/partners", { .role = "helpline", .desk = true } },
    { "POST /care/partners", { .role = "partnerships", .body = R"({"kind":"debt","name":"Ledger","telephone":"0800","about":"Debts","languages":["en"]})", .status = 201, .desk = true } },
    { "PUT /care/partners/{partner}", { .role = "partnerships", .body = R"({"kind":"debt","name":"Ledger","telephone":"0800","about":"Debts","languages":["en"]})", .desk = true } },
    { "GET " + person_at + "/signposting", { .role = "case_manager" } },
    { "POST " + person_at + "/signposting", { .role = "clinician", .body = R"({"case_id":"{case}","partner_id":"{partner}"})", .status = 201 } },
    { "DELETE " + person_at + "/signposting/{signpost}", { .role = "clinician", .status = 404 } },
    { "POST " + person_at + "/partner-complaints",
        { .role = "clinician", .body = R"({"case_id":"{case}","partner_id":"{partner}","fields":[{"code":"name","value":"planted"}],"ends_at":"{soon}"})", .status = 409 } }, // no agreement on file
    { "POST " + person_at + "/partner-complaints/{complaint}/end", { .role = "clinician", .status = 409 } },
    { "POST " + person_at + "/requests", { .role = "affiliate", .body = asked, .status = 201 } },
    { "GET " + person_at + "/requests", { .role = "affiliate" } },
    { "POST /care/people/{person}/requests", { .role = "helpline", .body = asked, .status = 201, .desk = true } },
    { "GET /care/people/{person}/requests", { .role = "case_manager", .desk = true } },
    { "GET /care/requests", { .role = "privacy_officer", .desk = true } },
    { "GET " + person_at + "/requests/{request}", { .role = "privacy_officer", .desk = true } },
    { "POST " + person_at + "/requests/{request}/acknowledgement", { .role = "privacy_officer", .status = 204, .desk = true } },
    { "POST " + person_at + "/requests/{request}/answer",
        { .role = "privacy_officer", .body = R"({"outcome":"answered","on":"{today}","words":"planted"})", .status = 204, .desk = true } },
    { "GET /care/you/data-requests", { .role = "you" } },
    { "POST /care/you/data-requests", { .role = "you", .body = R"({"kind":"access","words":"planted"})", .status = 201 } },
};

std::string name_of(RouteInfo const& r) { return std::string(http::name(r.method)) + " " + r.pattern; }

class ReleaseGates : public ::testing::Test {
protected:
    House& house = House::the();
    using Scene = std::map<std::string, std::string>;
    std::vector<RouteInfo> routes() const
    {
        auto all = house.app().router().routes();
        std::erase_if(all, [](RouteInfo const& r) { return !of_releases(r); });
        return all;
    }
    static std::string filled(std::string text, Scene const& s)
    {
        for (auto const& [what, with] : s)
            for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
        return text;
    }
    Answer call(RouteInfo const& r, Scene const& s, std::vector<std::pair<std::string, std::string>> headers, bool ours = true)
    {
        if (ours) headers.emplace_back("X-Wellkept", "1");
        return house.call(std::string(http::name(r.method)), filled(r.pattern, s), std::move(headers), filled(examples.at(name_of(r)).body, s));
    }
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
    // Somebody with a case, a form that was prepared, and a partner without an agreement.
    Scene scene()
    {
        Scene s;
        for (auto const* what : { "{letter}", "{disclosure}", "{notice}", "{signpost}", "{complaint}" }) s[what] = "00000000-0000-4000-8000-00000000000a";
        s["{soon}"] = rfc3339(house.app().ground().clock->now() + std::chrono::hours(24 * 20));
        s["{today}"] = rfc3339(house.app().ground().clock->now()).substr(0, 10);
        auto const desk = house.add_colleague({ "helpline" }), partners = house.add_colleague({ "partnerships" });
        auto made = [&](Colleague const& c, std::string const& path, std::string const& body, std::string const& member) {
            auto const a = house.as_staff(c, "POST", filled(path, s), filled(body, s));
            EXPECT_EQ(a.status, 201) << path << " " << a.body;
            return text_at(a.body, member);
        };
        s["{person}"] = made(desk, "/care/service-users",
            R"({"person":{"contact":{"name":"Anna Plantedsson","address":[]},"other_phones":[],"safe":{"channels":["phone"],"voicemail":false},"language":"en","territory":"ie",)"
            R"("eligible_by":"unchecked","source":"helpline"}})",
            "service_user_id");
        s["{case}"] = made(desk, "/care/people/{person}/cases", R"({"presenting":"planted"})", "case_id");
        s["{partner}"] = made(partners, "/care/partners", R"({"kind":"debt","name":"Ledger","telephone":"0800","about":"Debts","languages":["en"]})", "id");
        auto const clinician = worker("clinician", s);
        s["{form}"] = made(clinician, person_at + "/release-forms", examples.at("POST " + person_at + "/release-forms").body, "id");
        s["{request}"] = made(desk, "/care/people/{person}/requests", asked, "request_id");
        s["{cookie}"] = let_in(s["{person}"]);
        return s;
    }
    Colleague worker(std::string const& role, Scene const& s)
    {
        auto const c = house.add_colleague({ role });
        if (role == "clinician" || role == "affiliate" || role == "clinical_lead") house.data("INSERT INTO access.vetting VALUES ('" + c.id + "', now() + interval '3000 days')");
        if (role != "director" && role != "partnerships" && role != "helpline" && role != "privacy_officer")
            house.data("INSERT INTO access.assignment VALUES ('" + s.at("{person}") + "', gen_random_uuid(), '" + c.id + "', 'assigned', '" + s.at("{case}") + "', now() - interval '1 day', NULL)");
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

TEST_F(ReleaseGates, EachRouteHasAnExampleAndARoleThatMay)
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

TEST_F(ReleaseGates, NobodyTheWrongRoleAndAnotherPersonGetNothing)
{
    auto const portal = house.add_portal("No releases");
    auto const member = house.add_person(portal);
    auto const s = scene();
    auto const support = house.add_colleague({ "support" });
    auto const unassigned = house.add_colleague({ "clinician" });
    house.data("INSERT INTO access.vetting VALUES ('" + unassigned.id + "', now() + interval '3000 days')");
    auto const other = let_in(scene().at("{person}"));
    for (auto const& r : routes()) {
        auto const& e = examples.at(name_of(r));
        refused(name_of(r), call(r, s, {}), { 401 });
        refused(name_of(r), call(r, s, { { "Cookie", member.cookie } }), { 401 });
        refused(name_of(r), call(r, s, { { "Authorization", "Bearer " + portal.token } }), { 401 });
        if (e.role == "you") {
            auto const a = call(r, s, { { "Cookie", other } });
            EXPECT_EQ(a.body.find(s.at("{form}")), std::string::npos) << name_of(r);
            if (r.pattern.find('{') != std::string::npos) {
                EXPECT_EQ(a.status, 404) << name_of(r) << " " << a.body;
            }
            continue;
        }
        refused(name_of(r), call(r, s, { { "Cookie", support.cookie } }), { 403, 404 });
        if (!e.desk) refused(name_of(r), call(r, s, { { "Cookie", unassigned.cookie } }), { 403, 404 });
    }
}

TEST_F(ReleaseGates, WhoeverMayGetsItAndTheAuditLogSaysSo)
{
    auto const untouched = scene();
    for (auto const& r : routes()) {
        auto const& e = examples.at(name_of(r));
        auto const s = r.method == http::Method::get || e.status >= 300 ? untouched : scene();
        auto const a = call(r, s, { { "Cookie", e.role == "you" ? s.at("{cookie}") : worker(e.role, s).cookie } });
        EXPECT_EQ(a.status, e.status) << name_of(r) << " " << a.body;
        if (e.status >= 300) continue;
        EXPECT_GE(house.audit_rows(a, "permit"), 1) << name_of(r);
        EXPECT_EQ(house.audit_rows(a, "refuse"), 0) << name_of(r);
    }
}

TEST_F(ReleaseGates, OnlyThePrivacyOfficerAnswersARequest)
{
    auto const& g = house.app().ground();
    for (auto const& [role, row] : g.policy->get()->matrix()) {
        for (auto const* what : { "requests.answer", "requests.open", "requests.list" }) EXPECT_EQ(row.contains(what), role == "staff.privacy_officer") << role << " " << what;
    }
    auto const s = scene();
    for (auto const* role : { "affiliate", "clinician", "clinical_lead", "case_manager", "helpline", "director" }) {
        auto const colleague = worker(role, s);
        for (auto const& r : routes()) {
            if (r.permission != "requests.answer" && r.permission != "requests.open") continue;
            refused(std::string(role) + " " + name_of(r), call(r, s, { { "Cookie", colleague.cookie } }), { 403 });
        }
    }
    auto const waits = house.as_staff(worker("privacy_officer", s), "GET", filled(person_at + "/requests/{request}", s));
    EXPECT_EQ(text_at(waits.body, "state"), "passed_on") << waits.body;
    // Whoever passed it on sees how far it is, and not a word of it.
    auto const followed = house.as_staff(worker("affiliate", s), "GET", filled(person_at + "/requests", s));
    EXPECT_NE(followed.body.find(s.at("{request}")), std::string::npos);
    EXPECT_EQ(followed.body.find("lanted"), std::string::npos) << followed.body;
}

TEST_F(ReleaseGates, AnOrganisationAndAnOutsiderReachNothingByAnyAddress)
{
    auto const s = scene();
    auto const partners = house.add_colleague({ "partnerships" });
    auto const made = house.as_staff(partners, "POST", "/care/organisations", R"({"name":"Mill Ltd","kind":"employer","territory":"ie","agreement_reference":"MA-1"})");
    Portal const tenant { ClientId::parse(text_at(made.body, "id")).value(), "", "", "" };
    for (auto const* role : { "org_manager", "org_hr" }) {
        auto const c = house.add_colleague({ role }, false, &tenant);
        for (auto const& r : routes()) refused(name_of(r), call(r, s, { { "Cookie", c.cookie } }), { 401, 403, 404 });
    }
    for (auto const* address : { "/care/handed-over/letter", "/care/handed-over/complaint" }) {
        auto const a = house.call("POST", address, {}, R"({"token":"guessed","code":"00000000"})");
        refused(address, a, { 401 });
    }
}

} // namespace
} // namespace wellkept::gates
