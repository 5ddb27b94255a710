// Every address of accounts, as nobody, as a Member, as a Client, half signed in, in the wrong role, untrained, ended,
// from another tenant, without the second factor at hand; then as whoever may. And a Client's own addresses, called by
// accounts. A new route without an example here fails the first test.
#include "house.h"
#include "access/tenants.h"
#include <algorithm>

namespace wellkept::gates {
namespace {

using http::RouteInfo;

struct Example {
    std::string role; // whoever may; empty: everybody
    std::string body {};
    int status = 200;
    bool step_up = false;
};

std::string const because = R"(,"text":"The nightly import stands still.","minutes":30})";
std::map<std::string, Example> const examples {
    { "GET /staff/me", {} },
    { "GET /staff/vocabulary", {} },
    { "DELETE /staff/session", { .status = 204 } },
    { "POST /staff/session/renewal", {} },
    { "GET /staff/sessions", {} },
    { "DELETE /staff/sessions/{session}", { .status = 204 } },
    { "POST /staff/step-up/challenge", {} },
    { "POST /staff/step-up", { .body = R"({"totp_code":"{code}"})" } },
    { "PUT /staff/password", { .body = R"({"current":"{password}","new":"Amber-violin-48-Harvest"})", .status = 204, .step_up = true } },
    { "GET /staff/factors", {} },
    { "POST /staff/totp", { .status = 201, .step_up = true } },
    { "PUT /staff/totp", { .body = R"({"totp_code":"000000"})", .status = 409, .step_up = true } }, // none is on offer
    { "POST /staff/passkeys/challenge", { .step_up = true } },
    { "POST /staff/passkeys",
        { .body = R"({"label":"key","passkey":{"id":"AA","client_data_json":"AA","authenticator_data":"AA"}})", .status = 400, .step_up = true } },
    { "DELETE /staff/passkeys/{passkey}", { .status = 404, .step_up = true } },
    { "POST /staff/recovery-codes", { .status = 201, .step_up = true } },
    { "GET /staff/accounts", { .role = "director" } },
    { "GET /staff/colleagues", { .role = "case_manager" } },
    { "POST /staff/accounts",
        { .role = "security_administrator", .body = R"({"name":"New","email":"{fresh}@example.org","roles":[]})", .status = 201, .step_up = true } },
    { "POST /staff/clients/{client}/accounts",
        { .role = "director", .body = R"({"name":"New","email":"{fresh}@example.org","roles":["client_admin"]})", .status = 201, .step_up = true } },
    { "GET /staff/accounts/{account}", { .role = "director" } },
    { "PUT /staff/accounts/{account}", { .role = "security_administrator", .body = R"({"roles":["support"]})", .status = 204, .step_up = true } },
    { "POST /staff/accounts/{account}/invitation", { .role = "security_administrator", .status = 201, .step_up = true } },
    { "POST /staff/accounts/{account}/end", { .role = "director", .status = 204, .step_up = true } },
    { "DELETE /staff/accounts/{account}", { .role = "security_administrator", .status = 409, .step_up = true } }, // it has not ended
    { "GET /staff/accounts/{account}/training", { .role = "privacy_officer" } },
    { "POST /staff/accounts/{account}/training",
        { .role = "privacy_officer", .body = R"({"course":"health_privacy","completed_on":"2026-01-05"})", .status = 204 } },
    { "GET /staff/agreements", { .role = "privacy_officer" } },
    { "POST /staff/agreements",
        { .role = "director", .body = R"({"client_id":"{client}","kind":"dpa","reference":"DPA-2","signed_on":"2026-01-05"})", .status = 201, .step_up = true } },
    { "GET /staff/notices", { .role = "privacy_officer" } },
    { "POST /staff/notices/{notice}/seen", { .role = "privacy_officer", .status = 204 } },
    { "GET /staff/clients", { .role = "support" } },
    { "POST /staff/clients/{client}/support-access", { .role = "director", .body = R"({"reason":"troubleshooting")" + because, .status = 201, .step_up = true } },
    { "POST /staff/members/{member}/break-glass", { .role = "director", .body = R"({"reason":"danger_to_life")" + because, .status = 201, .step_up = true } },
    { "GET /staff/exceptional-access", { .role = "privacy_officer" } },
    { "POST /staff/exceptional-access/{access}/end", { .role = "privacy_officer", .status = 204 } },
    { "GET /staff/access", { .role = "privacy_officer" } },
    { "GET /staff/retention/calendar", { .role = "director" } },
    { "GET /staff/retention/waiting", { .role = "privacy_officer" } },
    { "GET /staff/members/{member}/retention", { .role = "privacy_officer" } },
    { "POST /staff/members/{member}/holds",
        { .role = "privacy_officer", .body = R"({"reason":"planted claim","owner":"Counsel","review_on":"2030-01-01"})", .status = 201 } },
    { "POST /staff/members/{member}/holds/{hold}/release", { .role = "privacy_officer", .body = R"({"why":"settled"})", .status = 404, .step_up = true } },
    { "PUT /staff/members/{member}/restriction", { .role = "privacy_officer", .status = 204, .step_up = true } },
    { "DELETE /staff/members/{member}/restriction", { .role = "privacy_officer", .status = 204, .step_up = true } },
    { "POST /staff/members/{member}/reviews", // none waits
        { .role = "privacy_officer", .body = R"({"record_class":"upload","record_id":"{notice}","decision":"keep"})", .status = 404, .step_up = true } },
    { "GET /staff/audit", { .role = "privacy_officer" } },
    { "GET /staff/audit/refused", { .role = "security_administrator" } },
    { "GET /staff/audit/integrity", { .role = "director" } },
    { "GET /staff/statistics", { .role = "privacy_officer" } },
    { "GET /staff/keys", { .role = "security_administrator" } },
    { "POST /staff/clients/{client}/key-rotation", { .role = "security_administrator", .status = 204, .step_up = true } },
    { "GET /staff/policy", { .role = "privacy_officer" } },
    { "GET /staff/policy/changes", { .role = "security_administrator", .status = 400 } }, // of which versions?
    { "GET /staff/consents", { .role = "privacy_officer" } },
    { "POST /staff/exceptional-access/{access}/review",
        { .role = "privacy_officer", .body = R"({"outcome":"justified","text":"The caller was found in time."})", .status = 204, .step_up = true } },
};

std::string name_of(RouteInfo const& r) { return std::string(http::name(r.method)) + " " + r.pattern; }

class Staff : public ::testing::Test {
protected:
    House& house = House::the();
    struct Target {
        std::string account = "00000000-0000-4000-8000-00000000000a", client = account, member = account, access = account,
                    notice = account, session = account, code = "000000", password = "x";
    };
    std::vector<RouteInfo> routes() const
    {
        auto all = house.app().router().routes();
        // The rooms of Care have tests of their own beside this one.
        std::erase_if(all, [](RouteInfo const& r) { return r.permission.empty() || r.audience != "staff" || of_cases(r.pattern) || of_care(r) || of_referrals(r) || of_calls(r) || of_releases(r) || of_devices(r) || of_fhir(r); });
        return all;
    }
    static std::string filled(std::string text, Target const& t)
    {
        static int fresh = 0;
        for (auto const& [what, with] : std::initializer_list<std::pair<std::string, std::string>> { { "{account}", t.account }, { "{client}", t.client },
                 { "{member}", t.member }, { "{access}", t.access }, { "{notice}", t.notice }, { "{session}", t.session },
                 { "{passkey}", t.notice }, { "{hold}", t.notice }, { "{code}", t.code }, { "{password}", t.password }, { "{fresh}", "planted-fresh-" + std::to_string(++fresh) } })
            if (auto const at = text.find(what); at != text.npos) text.replace(at, what.size(), with);
        return text;
    }
    Answer call(RouteInfo const& r, Target const& t, std::vector<std::pair<std::string, std::string>> headers)
    {
        return house.call(std::string(http::name(r.method)), filled(r.pattern, t), std::move(headers), filled(examples.at(name_of(r)).body, t));
    }
    Answer as(Colleague const& c, RouteInfo const& r, Target const& t) { return call(r, t, { { "Cookie", c.cookie }, { "X-Wellkept", "1" } }); }
    void refused(std::string const& what, Answer const& a, std::set<int> const& statuses, std::string const& reason = {})
    {
        EXPECT_TRUE(statuses.contains(a.status)) << what << " answered " << a.status << " " << a.body;
        EXPECT_EQ(house.audit_rows(a, "refuse"), 1) << what << ": a refusal leaves exactly one row";
        EXPECT_EQ(house.audit_rows(a, "permit"), 0) << what;
        EXPECT_EQ(a.body.find("planted"), std::string::npos) << what;
        if (!reason.empty()) {
            EXPECT_EQ(reason_of(a), reason) << what;
        }
    }
    std::string reason_of(Answer const& a) const
    {
        auto const rows = house.data("SELECT reason FROM access.audit_event WHERE request_id::text = '" + a.request + "'");
        return rows.empty() || rows[0].empty() ? "" : rows[0][0];
    }
    std::string purpose_of(Answer const& a) const
    {
        auto const rows = house.data("SELECT DISTINCT purpose FROM access.audit_event WHERE request_id::text = '" + a.request + "'");
        return rows.size() == 1 ? rows[0][0] : "";
    }
    void pass(std::chrono::seconds d) { house.app().ground().test_clock->advance(d); }
    std::string open_support(Colleague const& director, Portal const& portal, std::string const& more = {})
    {
        auto const a = house.as_staff(director, "POST", "/staff/clients/" + portal.id.text() + "/support-access",
            R"({"reason":"troubleshooting","text":"The nightly import stands still.","minutes":30)" + more + "}");
        EXPECT_EQ(a.status, 201) << a.body;
        return text_at(a.body, "access_id");
    }
    std::string break_glass(Colleague const& director, Person const& person)
    {
        auto const a = house.as_staff(director, "POST", "/staff/members/" + person.id + "/break-glass", R"({"reason":"danger_to_life")" + because);
        EXPECT_EQ(a.status, 201) << a.body;
        return text_at(a.body, "access_id");
    }
    std::vector<std::pair<std::string, std::string>> about(Portal const& p) { return { { "X-Wellkept-Client", p.id.text() } }; }
};

TEST_F(Staff, EachRouteHasAnExampleAndARoleThatMay)
{
    auto const policy = house.app().ground().policy->get();
    std::set<std::string> seen;
    for (auto const& r : routes()) {
        seen.insert(name_of(r));
        ASSERT_TRUE(examples.contains(name_of(r))) << name_of(r) << " needs an example in this test";
        EXPECT_NE(policy->title(r.permission), r.permission) << r.permission << " has no title in policy/access.yaml";
        auto const role = examples.at(name_of(r)).role;
        EXPECT_TRUE(policy->matrix().at("staff." + (role.empty() ? "everyone" : role)).contains(r.permission)) << name_of(r);
    }
    for (auto const& [name, e] : examples) EXPECT_TRUE(seen.contains(name)) << name << " is no route any more";
}

TEST_F(Staff, NobodyAMemberAndAClientGetNothing)
{
    auto const portal = house.add_portal("Not staff");
    auto const person = house.add_person(portal);
    for (auto const& r : routes()) {
        refused(name_of(r), call(r, {}, { { "X-Wellkept", "1" } }), { 401 }, "no_session");
        refused(name_of(r), call(r, {}, { { "X-Wellkept", "1" }, { "Cookie", person.cookie } }), { 401 }, "no_session");
        refused(name_of(r), call(r, {}, { { "X-Wellkept", "1" }, { "Authorization", "Bearer " + portal.token } }), { 401 }, "no_session");
        auto const session = person.cookie.substr(person.cookie.find('=') + 1);
        refused(name_of(r), call(r, {}, { { "X-Wellkept", "1" }, { "Cookie", "__Host-wellkept_staff=" + session } }), { 401 }, "unknown_session");
    }
}

TEST_F(Staff, ThePasswordAloneIsNoSession)
{
    auto const olga = house.add_colleague({ "director", "security_administrator", "privacy_officer" });
    auto const half = house.call("POST", "/staff/sign-in", {}, R"({"email":")" + olga.email + R"(","password":")" + olga.password + R"("})");
    ASSERT_EQ(half.status, 200) << half.body;
    ASSERT_TRUE(half.cookie.starts_with("__Host-wellkept_pending=")) << half.cookie;
    auto const secret = half.cookie.substr(half.cookie.find('=') + 1, half.cookie.find(';') - half.cookie.find('=') - 1);
    house.plant(secret);
    for (auto const& r : routes()) {
        refused(name_of(r), call(r, {}, { { "X-Wellkept", "1" }, { "Cookie", "__Host-wellkept_pending=" + secret } }), { 401 }, "no_session");
        refused(name_of(r), call(r, {}, { { "X-Wellkept", "1" }, { "Cookie", "__Host-wellkept_staff=" + secret } }), { 401 }, "unknown_session");
    }
}

TEST_F(Staff, AForeignSiteCannotUseTheCookie)
{
    auto const olga = house.add_colleague({ "director", "security_administrator", "privacy_officer" });
    for (auto const& r : routes())
        if (r.method != http::Method::get) refused(name_of(r), call(r, {}, { { "Cookie", olga.cookie } }), { 403 }, "cross_site");
}

TEST_F(Staff, ARoleThatWasNotGivenIsNotThere)
{
    auto const nobody_yet = house.add_colleague({});
    auto const portal = house.add_portal("No role");
    Target t;
    t.client = portal.id.text();
    t.member = house.add_person(portal).id;
    t.account = house.add_colleague({}).id;
    auto const admin = house.add_colleague({ "client_admin" }, false, &portal);
    for (auto const& r : routes()) {
        if (examples.at(name_of(r)).role.empty()) continue;
        refused(name_of(r), as(nobody_yet, r, t), { 403, 404 }, "role");
        // A Client's administrator has a desk of their own, which ends at the Client.
        auto const a = as(admin, r, t);
        if (r.pattern == "/staff/accounts" || r.pattern == "/staff/clients/{client}/accounts" || r.pattern == "/staff/access") continue;
        refused(name_of(r), a, { 403, 404 });
    }
}

TEST_F(Staff, WhoeverMayGetsItAndTheAuditLogSaysSo)
{
    auto const portal = house.add_portal("Rightful staff");
    auto const person = house.add_person(portal);
    for (auto const& r : routes()) {
        auto const& e = examples.at(name_of(r));
        auto const olga = e.role.empty() ? house.add_colleague({}) : house.add_colleague({ e.role });
        Target t { .account = house.add_colleague({}).id, .client = portal.id.text(), .member = person.id };
        t.password = olga.password;
        if (r.pattern.find("{access}") != std::string::npos || r.pattern.find("{notice}") != std::string::npos) {
            t.access = break_glass(house.add_colleague({ "director" }), person);
            t.notice = house.data("SELECT notice_id FROM accounts.notice WHERE ref = '" + t.access + "'").at(0).at(0);
        }
        if (r.pattern == "/staff/clients/{client}/accounts") open_support(olga, portal);
        if (r.pattern.find("{session}") != std::string::npos)
            t.session = house.data("SELECT session_id FROM access.account_session WHERE subject_id = '" + olga.id + "'").at(0).at(0);
        if (r.pattern == "/staff/step-up") t.code = house.code_of(olga);
        if (e.step_up) {
            // Ten minutes after the second factor was shown it is asked for again, and only then.
            pass(std::chrono::minutes(10));
            auto const asked = as(olga, r, t);
            refused(name_of(r), asked, { 403 }, "step_up");
            EXPECT_EQ(text_at(asked.body, "code"), "step_up") << name_of(r);
            auto const shown = house.as_staff(olga, "POST", "/staff/step-up", R"({"totp_code":")" + house.code_of(olga) + R"("})");
            EXPECT_EQ(shown.status, 200) << shown.body;
        }
        auto const a = as(olga, r, t);
        EXPECT_EQ(a.status, e.status) << name_of(r) << " " << a.body;
        if (e.status < 300) {
            EXPECT_GE(house.audit_rows(a, "permit"), 1) << name_of(r);
            EXPECT_EQ(house.audit_rows(a, "refuse"), 0) << name_of(r);
        }
        EXPECT_EQ(house.data("SELECT count(*) FROM access.audit_event WHERE actor_id::text = '" + olga.id + "'"), (Rows { { "0" } }))
            << "whoever acts stands in the log by a pseudonym";
    }
}

TEST_F(Staff, AnEndedAccountGetsNothingAtOnce)
{
    auto const olga = house.add_colleague({ "director", "security_administrator", "privacy_officer" });
    auto const tomas = house.add_colleague({ "director", "security_administrator", "privacy_officer", "support" });
    auto const portal = house.add_portal("Ended");
    (void)open_support(tomas, portal);
    ASSERT_EQ(house.as_staff(tomas, "GET", "/v1/members", {}, about(portal)).status, 200);
    ASSERT_EQ(house.as_staff(olga, "POST", "/staff/accounts/" + tomas.id + "/end").status, 204);
    for (auto const& r : routes()) refused(name_of(r), as(tomas, r, {}), { 401 });
    refused("a Client's address", house.as_staff(tomas, "GET", "/v1/members", {}, about(portal)), { 401 });
    auto const again = house.call("POST", "/staff/sign-in", {}, R"({"email":")" + tomas.email + R"(","password":")" + tomas.password + R"("})");
    refused("sign-in", again, { 401 });
    // An end that was set beforehand needs nobody to carry it out.
    auto const until = house.app().ground().clock->now() + std::chrono::hours(1);
    auto const ines = house.add_colleague({ "support" }, true, nullptr, {}, {}, until);
    ASSERT_EQ(house.as_staff(ines, "GET", "/staff/clients").status, 200);
    house.data("UPDATE access.account_session SET idle_until = ends_at WHERE subject_id = '" + ines.id + "'");
    pass(std::chrono::minutes(61));
    for (auto const& r : routes()) refused(name_of(r), as(ines, r, {}), { 401 }, "account_ended");
}

TEST_F(Staff, AnotherTenantsAccountsAreNotThere)
{
    auto const mine = house.add_portal("Staff mine"), theirs = house.add_portal("Staff theirs");
    auto const admin = house.add_colleague({ "client_admin" }, false, &mine), stranger = house.add_colleague({ "client_admin" }, false, &theirs);
    auto const olga = house.add_colleague({ "director", "security_administrator" });
    auto const person = house.add_person(mine);
    for (auto const& r : routes()) {
        if (r.pattern.find("{account}") == std::string::npos) continue;
        for (auto const& other : { stranger.id, olga.id, person.id, std::string("ffffffff-0000-4000-8000-000000000001") }) {
            Target t;
            t.account = other;
            if (r.permission.starts_with("training.")) continue; // no role of a Client's has it
            refused(name_of(r), as(admin, r, t), { 404 });
        }
        Target t; // our own staff without an open door neither
        t.account = admin.id;
        refused(name_of(r), as(olga, r, t), { 403, 404 });
    }
    EXPECT_EQ(house.as_staff(admin, "GET", "/staff/accounts").body.find(stranger.id), std::string::npos);
    EXPECT_NE(house.as_staff(admin, "GET", "/staff/accounts").body.find(admin.id), std::string::npos);
    // The portal's token is over its Members, not over its users' accounts.
    EXPECT_EQ(house.as_portal(mine, "GET", "/v1/members/" + admin.id).status, 404);
    EXPECT_EQ(house.as_portal(mine, "DELETE", "/v1/members/" + admin.id).status, 404);
    EXPECT_EQ(house.as_portal(mine, "GET", "/v1/members").body.find(admin.id), std::string::npos);
}

TEST_F(Staff, AClientsUserActsWithinTheirClientAndRole)
{
    auto const mine = house.add_portal("Users"), theirs = house.add_portal("Users elsewhere");
    auto const admin = house.add_colleague({ "client_admin" }, false, &mine), viewer = house.add_colleague({ "client_viewer" }, false, &mine);
    auto const person = house.add_person(mine), other = house.add_person(theirs);
    auto const samples = "/v1/members/" + person.id + "/samples?metric=heart_rate";
    EXPECT_NE(house.as_staff(viewer, "GET", samples).body.find(planted_value), std::string::npos);
    EXPECT_EQ(house.as_staff(admin, "POST", "/v1/members", R"({"user_key":"planted-by-admin"})").status, 201);
    refused("viewer provisions", house.as_staff(viewer, "POST", "/v1/members", R"({"user_key":"x"})"), { 403 }, "role");
    refused("viewer erases", house.as_staff(viewer, "DELETE", "/v1/members/" + person.id), { 403 }, "role");
    refused("another Client's member", house.as_staff(admin, "GET", "/v1/members/" + other.id), { 404 }, "foreign_tenant");
    // The header is for our own staff; theirs changes nothing for a Client's user.
    EXPECT_EQ(house.as_staff(admin, "GET", "/v1/members", {}, about(theirs)).body.find(other.id), std::string::npos);
    refused("foreign site", house.call("POST", "/v1/members", { { "Cookie", admin.cookie } }, R"({"user_key":"x"})"), { 403 }, "cross_site");
    house.set_status(mine, "suspended");
    refused("suspended", house.as_staff(admin, "GET", "/v1/members"), { 403 }, "tenant_suspended");
}

TEST_F(Staff, OurOwnStaffReachAClientsPeopleOnlyThroughAnOpenDoor)
{
    auto const portal = house.add_portal("Support"), other = house.add_portal("Support elsewhere");
    auto const person = house.add_person(portal), stranger = house.add_person(other);
    auto const olga = house.add_colleague({ "director" }), helper = house.add_colleague({ "support" });
    auto const samples = "/v1/members/" + person.id + "/samples?metric=heart_rate";
    for (auto const* path : { "/v1/members", "/v1/client", "/v1/access-log", "/v1/webhook-events" }) {
        refused(path, house.as_staff(helper, "GET", path, {}, about(portal)), { 403 }, "role");
        refused(path, house.as_staff(olga, "GET", path, {}, about(portal)), { 403 }, "no_open_access");
    }
    refused("no door", house.as_staff(olga, "GET", samples), { 404 }, "no_open_access");
    auto const door = open_support(olga, portal);
    auto const read = house.as_staff(olga, "GET", samples);
    EXPECT_NE(read.body.find(planted_value), std::string::npos) << read.body;
    EXPECT_EQ(reason_of(read), door) << "the row names the door";
    EXPECT_EQ(purpose_of(read), "support");
    EXPECT_EQ(house.as_staff(olga, "GET", "/v1/members", {}, about(portal)).status, 200);
    refused("another Client", house.as_staff(olga, "GET", "/v1/members/" + stranger.id), { 404 }, "no_open_access");
    refused("a change", house.as_staff(olga, "DELETE", "/v1/members/" + person.id), { 403 }, "role");
    refused("somebody else's door", house.as_staff(house.add_colleague({ "director" }), "GET", samples), { 404 }, "no_open_access");
    // What the Client may not see, support does not see for it.
    EXPECT_EQ(house.as_person(person, "PUT", "/me/permissions",
                      R"({"connection_id":")" + person.connection + R"(","category":"heart","purpose":"share_with_client","granted":false})").status, 200);
    refused("withdrawn", house.as_staff(olga, "GET", samples), { 404 }, "no_consent");
    // The Client sees it, during and after.
    auto const seen = house.as_portal(portal, "GET", "/v1/support-access");
    EXPECT_NE(seen.body.find(door), std::string::npos) << seen.body;
    EXPECT_NE(seen.body.find("The nightly import stands still."), std::string::npos);
    EXPECT_EQ(house.as_portal(other, "GET", "/v1/support-access").body.find(door), std::string::npos);
    pass(std::chrono::minutes(30));
    house.data("UPDATE access.account_session SET idle_until = ends_at WHERE subject_id = '" + olga.id + "'");
    refused("its time is over", house.as_staff(olga, "GET", "/v1/members/" + person.id), { 404 }, "no_open_access");
}

TEST_F(Staff, WithoutTrainingNoDataOfAPersonAreOpened)
{
    auto const portal = house.add_portal("Untrained");
    auto const person = house.add_person(portal);
    auto const olga = house.add_colleague({ "director" }, false);
    auto const door = "/staff/clients/" + portal.id.text() + "/support-access";
    auto const body = R"({"reason":"support")" + because;
    refused("untrained", house.as_staff(olga, "POST", door, body), { 403 }, "untrained");
    refused("untrained", house.as_staff(olga, "POST", "/staff/members/" + person.id + "/break-glass", R"({"reason":"danger_to_life")" + because), { 403 }, "untrained");
    EXPECT_EQ(house.as_staff(olga, "GET", "/staff/accounts").status, 200) << "what is no health data stays open";
    house.train(olga, house.app().ground().clock->now() + std::chrono::minutes(5));
    EXPECT_EQ(house.as_staff(olga, "POST", door, body).status, 201);
    EXPECT_EQ(house.as_staff(olga, "GET", "/v1/members/" + person.id).status, 200);
    pass(std::chrono::minutes(6));
    refused("run out", house.as_staff(olga, "GET", "/v1/members/" + person.id), { 403, 404 }, "untrained");
}

TEST_F(Staff, BrokenGlassOpensOnePersonTellsAndIsReviewedBySomebodyElse)
{
    auto const portal = house.add_portal("Glass");
    auto const person = house.add_person(portal), neighbour = house.add_person(portal);
    auto const olga = house.add_colleague({ "director", "privacy_officer" }), petra = house.add_colleague({ "privacy_officer" });
    auto const door = break_glass(olga, person);
    auto const read = house.as_staff(olga, "GET", "/v1/members/" + person.id + "/samples?metric=heart_rate");
    EXPECT_EQ(read.status, 200) << read.body;
    EXPECT_EQ(purpose_of(read), "break_glass");
    refused("one person", house.as_staff(olga, "GET", "/v1/members/" + neighbour.id), { 404 }, "no_open_access");
    refused("not the whole Client", house.as_staff(olga, "GET", "/v1/members", {}, about(portal)), { 403 }, "no_open_access");
    EXPECT_NE(house.as_staff(petra, "GET", "/staff/notices").body.find(door), std::string::npos) << "told at once";
    EXPECT_NE(house.as_person(person, "GET", "/me/access-log").body.find("break_glass"), std::string::npos) << "the person sees it";
    auto const review = "/staff/exceptional-access/" + door + "/review";
    std::string const found = R"({"outcome":"not_justified","text":"Nobody was in danger that day."})";
    auto const own = house.as_staff(olga, "POST", review, found);
    EXPECT_EQ(own.status, 403) << "nobody reviews themself";
    EXPECT_EQ(house.data("SELECT count(*) FROM access.exceptional_access WHERE access_id = '" + door + "' AND reviewed_at IS NULL"), (Rows { { "1" } }));
    // Three days unreviewed, and no further door opens to them.
    pass(std::chrono::hours(73));
    auto fresh = [&](Colleague const& c) {
        house.data("UPDATE access.account_session SET second_factor_at = now() + interval '10 years', idle_until = now() + interval '10 years', ends_at = now() + interval '10 years' WHERE subject_id = '" + c.id + "'");
        house.data("UPDATE access.handle SET expires_at = now() + interval '10 years' WHERE kind = 'staff_session' AND subject_id = '" + c.id + "'");
    };
    fresh(olga);
    fresh(petra);
    auto const more = house.as_staff(olga, "POST", "/staff/members/" + person.id + "/break-glass", R"({"reason":"danger_to_life")" + because);
    EXPECT_EQ(more.status, 409) << more.body;
    EXPECT_EQ(house.as_staff(petra, "POST", review, found).status, 204);
    EXPECT_EQ(house.as_staff(petra, "POST", review, found).status, 409) << "once";
    (void)break_glass(olga, person);
}

TEST_F(Staff, AContractorIsHeldToPurposeCategoriesAndEnd)
{
    auto const portal = house.add_portal("Contract");
    auto const person = house.add_person(portal);
    auto const olga = house.add_colleague({ "director" });
    auto const until = house.app().ground().clock->now() + std::chrono::hours(2);
    auto const tomas = house.add_colleague({ "contractor" }, true, nullptr, { "support" }, { "activity" }, until);
    auto const heart = house.add_colleague({ "contractor" }, true, nullptr, { "support" }, { "heart" }, until);
    auto const other = house.add_colleague({ "contractor" }, true, nullptr, { "collect" }, { "heart" }, until);
    for (auto const* c : { &tomas, &heart, &other }) (void)open_support(olga, portal, R"(,"for_account":")" + c->id + "\"");
    auto const samples = "/v1/members/" + person.id + "/samples?metric=heart_rate";
    EXPECT_EQ(house.as_staff(heart, "GET", samples).status, 200);
    refused("another category", house.as_staff(tomas, "GET", samples), { 404 }, "outside_categories");
    refused("another purpose", house.as_staff(other, "GET", samples), { 403 }, "outside_purpose");
    refused("another permission", house.as_staff(heart, "GET", "/v1/members", {}, about(portal)), { 403 }, "role");
    refused("another category by name", house.as_staff(heart, "GET", "/v1/members/" + person.id + "/samples?metric=weight"), { 403 }, "outside_categories");
    pass(std::chrono::hours(2));
    for (auto const* c : { &tomas, &heart }) {
        house.data("UPDATE access.account_session SET idle_until = ends_at WHERE subject_id = '" + c->id + "'");
        refused("after the end", house.as_staff(*c, "GET", samples), { 401 }, "account_ended");
    }
}

TEST_F(Staff, AMoverHasTheNewRoleWithTheNextRequest)
{
    auto const olga = house.add_colleague({ "security_administrator" }), tomas = house.add_colleague({ "support" });
    EXPECT_EQ(house.as_staff(tomas, "GET", "/staff/clients").status, 200);
    auto const path = "/staff/accounts/" + tomas.id;
    EXPECT_EQ(house.as_staff(olga, "PUT", path, R"({"roles":["privacy_officer"]})").status, 204);
    EXPECT_EQ(house.as_staff(tomas, "GET", "/staff/agreements").status, 200);
    EXPECT_EQ(house.as_staff(olga, "PUT", path, R"({"roles":[]})").status, 204);
    refused("no role left", house.as_staff(tomas, "GET", "/staff/clients"), { 403 }, "role");
    EXPECT_EQ(house.as_staff(olga, "PUT", path, R"({"roles":["director"]})").status, 403) << "only a director makes a director";
    EXPECT_EQ(house.as_staff(olga, "PUT", "/staff/accounts/" + olga.id, R"({"roles":["support"]})").status, 403) << "nobody changes themself";
    EXPECT_EQ(house.as_staff(olga, "PUT", path, R"({"roles":["client_admin"]})").status, 400) << "a Client's role is not for the house";
    EXPECT_EQ(house.as_staff(olga, "PUT", path, R"({"roles":["contractor"]})").status, 400) << "without purpose, categories and end";
}

TEST_F(Staff, AnErasedAccountLeavesNothingThatNamesIt)
{
    auto const portal = house.add_portal("Erased account");
    auto const olga = house.add_colleague({ "director", "security_administrator" }), tomas = house.add_colleague({ "director" });
    auto const door = open_support(tomas, portal);
    ASSERT_EQ(house.as_staff(olga, "POST", "/staff/accounts/" + tomas.id + "/end").status, 204);
    auto const begun = house.as_staff(olga, "DELETE", "/staff/accounts/" + tomas.id);
    ASSERT_EQ(begun.status, 202) << begun.body;
    ASSERT_TRUE(house.wait_for("SELECT count(*) FROM rights.erasure WHERE done_at IS NOT NULL AND subject_id = '" + tomas.id + "'", "1"));
    for (auto const& room : server::room_contracts())
        for (auto const& table : room->personal_tables())
            EXPECT_EQ(house.data("SELECT count(*) FROM " + table + " WHERE subject_id = '" + tomas.id + "'"), (Rows { { "0" } })) << table;
    EXPECT_EQ(house.data("SELECT account_id IS NULL AND opened_by IS NULL AND words IS NULL FROM access.exceptional_access WHERE access_id = '" + door + "'"), (Rows { { "t" } }));
    EXPECT_NE(house.as_portal(portal, "GET", "/v1/support-access").body.find(door), std::string::npos) << "the Client's record stays";
    EXPECT_EQ(house.data("SELECT count(*) FROM sharing.event WHERE subject_id = '" + tomas.id + "'"), (Rows { { "0" } })) << "no portal is told";
    house.invite(tomas.email, {}); // the address is free again
}

} // namespace
} // namespace wellkept::gates
