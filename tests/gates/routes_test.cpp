// Every route, called over HTTPS as nobody, as a stranger, with a right, after suspension, withdrawal and erasure. A
// new route without an example here fails the first test.
#include "house.h"
#include <algorithm>

namespace wellkept::gates {
namespace {

using http::RouteInfo;

struct Example {
    std::string query {}, body {}; // {member}, {connection}, {import}, {event} are filled in
    int status = 200; // for whoever may
    std::string content_type = "application/json";
    bool consent = false; // rests on a switch: refused once all are off
    bool erasing = false; // allowed while an erasure runs
    bool rights = false; // owed by a suspended Client too
    bool whole = false; // over a Client's people, not over one
    bool young = false; // about a young Member, for whom a guardian decides
};

std::map<std::string, Example> const examples {
    { "POST /v1/members", { .body = R"({"user_key":"{fresh}"})", .status = 201, .whole = true } },
    { "GET /v1/members", { .whole = true } },
    { "GET /v1/client", { .whole = true } },
    { "GET /v1/access-log", { .whole = true } },
    { "GET /v1/support-access", { .whole = true } },
    { "GET /v1/webhook-events", { .whole = true } },
    { "POST /v1/webhook-events/{event}/retry", { .status = 202, .whole = true } },
    { "GET /v1/members/{member}", {} },
    { "DELETE /v1/members/{member}", { .status = 202, .rights = true } },
    { "POST /v1/members/{member}/connect-tokens", { .status = 201 } },
    { "POST /v1/members/{member}/guardian-links",
        { .body = R"({"relationship":"parent","evidence":"planted-evidence-77"})", .status = 201, .young = true } },
    { "PUT /v1/members/{member}/birth-date", { .body = R"({"birth_date":"1961-03-17"})" } },
    { "GET /v1/members/{member}/contact", {} },
    { "PUT /v1/members/{member}/contact", { .body = R"({"name":"Ann","phone":"+353 1 234 5678"})" } },
    { "GET /v1/members/{member}/consents", {} },
    { "GET /v1/members/{member}/connections", {} },
    { "GET /v1/members/{member}/samples", { .query = "?metric=heart_rate", .consent = true } },
    { "GET /v1/members/{member}/daily",
        { .query = "?metric=heart_rate&from=2026-01-01&to=2026-01-31", .consent = true } },
    { "GET /v1/members/{member}/metrics", { .consent = true } },
    { "GET /v1/samples", { .whole = true } },
    { "POST /v1/members/{member}/samples",
        { .body = R"({"samples":[{"metric":"heart_rate","start":"2026-01-06T08:00:00Z","value":61}]})",
            .consent = true } },
    { "GET /me", { .erasing = true } },
    { "DELETE /connect/session", { .status = 204, .erasing = true } },
    { "GET /me/access-log", {} },
    { "GET /me/access-log/{entry}/proof", {} },
    { "GET /me/contact", {} },
    { "PUT /me/contact", { .body = R"({"name":"Ann"})" } },
    { "GET /me/connections", {} },
    { "POST /me/connections",
        { .body = R"({"program":"libre","grants":[{"category":"glucose","purpose":"self"}]})", .status = 201 } },
    { "DELETE /me/connections/{connection}", { .status = 202, .rights = true } },
    { "GET /me/consents", {} },
    { "GET /me/daily", { .query = "?metric=heart_rate&from=2026-01-01&to=2026-01-31", .consent = true } },
    { "POST /me/code", { .status = 201 } },
    { "GET /me/imports", {} },
    { "GET /me/imports/{import}", {} },
    { "POST /me/imports",
        { .query = "?program=fitbit_export&zone=Europe%2FDublin",
            .body = "Id,Time,Value\n1,4/12/2016 7:21:00 AM,97\n",
            .status = 202,
            .content_type = "text/csv",
            .consent = true } },
    { "GET /me/metrics", { .consent = true } },
    { "GET /me/notice", {} },
    { "POST /me/notice/seen", { .body = R"({"notice_id":"{notice}"})", .status = 204 } },
    { "GET /me/permissions", {} },
    { "PUT /me/permissions",
        { .body = R"({"connection_id":"{connection}","category":"heart","purpose":"self","granted":false})" } },
    { "GET /me/preferences", {} },
    { "PUT /me/preferences", { .body = R"({"choices":{"analytics":false},"method":"reject_all"})" } },
    { "GET /me/programs", {} },
    { "POST /me/revocation", { .body = R"({"confirm":"erase everything"})", .status = 202, .rights = true } },
    { "GET /me/samples", { .query = "?metric=heart_rate", .consent = true } },
};

// Open routes, and what somebody without any credential gets of them.
std::map<std::string, int> const open_to_nobody {
    { "GET /.well-known/wellkept.json", 200 },
    { "GET /v1/trust", 200 },
    { "POST /care/telephone/{system}/events", 404 },
    { "GET /v1/statistics", 200 },
    { "GET /v1/statistics/{table}", 404 },
    { "GET /v1/statistics/{table}/csv", 404 },
    { "GET /v1/preferences", 200 },
    { "PUT /v1/preferences", 200 },
    { "DELETE /v1/preferences", 204 },
    { "POST /v1/page-views", 204 },
    { "GET /health", 200 },
    { "GET /fhir/R4/metadata", 200 },
    { "GET /fhir/R4/{type}", 404 },
    { "GET /fhir/R4/{type}/{id}", 404 },
    { "GET /care/vocabulary", 200 },
    { "POST /care/feedback", 401 },
    { "POST /care/handed-over/letter", 401 },
    { "POST /care/handed-over/complaint", 401 },
    { "GET /version", 200 },
    { "GET /openapi.json", 200 },
    { "GET /connect/oauth/callback", 303 }, // to a page that says that the link is used up
    { "POST /connect/session", 401 },
    { "POST /oauth/token", 401 },
    { "GET /receipts/{token}", 404 },
    { "GET /tlog/checkpoint", 200 },
    { "GET /tlog/tile/{level}/{a}", 404 },
    { "GET /tlog/tile/{level}/{a}/{b}", 404 },
    { "GET /tlog/tile/{level}/{a}/{b}/{c}", 404 },
    { "GET /tlog/tile/{level}/{a}/{b}/{c}/{d}", 404 },
    { "GET /privacy", 200 },
    { "GET /privacy/{service}/{territory}", 200 },
    { "GET /privacy/{service}/{territory}/history", 200 },
    { "GET /cookies", 200 },
    { "GET /cookies/history", 200 },
    { "GET /v1/notices", 200 },
    { "GET /v1/notices/{service}/{territory}", 200 },
    { "GET /v1/notices/{service}/{territory}/history", 200 },
    { "GET /webhooks/{program}/{client}", 404 },
    { "POST /webhooks/{program}/{client}", 404 },
    { "POST /test/clock", 204 },
    { "POST /care/contact-form", 202 },
    { "POST /care/you/question", 401 },
    { "POST /care/you/session", 401 },
    { "POST /staff/invitation", 401 },
    { "POST /staff/invitation/acceptance", 401 },
    { "POST /staff/sign-in", 401 },
    { "POST /staff/sign-in/second-factor", 401 },
};
std::map<std::string, std::pair<std::string, std::string>> const open_bodies {
    { "POST /connect/session", { R"({"token":"nobody-knows-it"})", "application/json" } },
    { "POST /oauth/token",
        { "grant_type=client_credentials&client_id=x&client_secret=y", "application/x-www-form-urlencoded" } },
    { "POST /test/clock", { R"({"seconds":0})", "application/json" } },
    { "POST /care/feedback", { R"({"token":"nobody-knows-it","anonymous":true,"answers":{"heard":5}})", "application/json" } },
    { "POST /staff/invitation", { R"({"token":"nobody-knows-it"})", "application/json" } },
    { "POST /staff/invitation/acceptance",
        { R"({"token":"nobody-knows-it","password":"Grey-walnut-kite-9-Lantern","totp_code":"123456"})", "application/json" } },
    { "POST /staff/sign-in", { R"({"email":"nobody@example.org","password":"x"})", "application/json" } },
    { "POST /staff/sign-in/second-factor", { R"({"totp_code":"123456"})", "application/json" } },
    { "POST /care/you/question", { R"({"token":"nobody-knows-it"})", "application/json" } },
    { "POST /care/you/session", { R"({"token":"nobody-knows-it","answer":"1"})", "application/json" } },
    { "POST /care/handed-over/letter", { R"({"token":"nobody-knows-it","code":"12345678"})", "application/json" } },
    { "POST /care/handed-over/complaint", { R"({"token":"nobody-knows-it","code":"12345678"})", "application/json" } },
    { "POST /care/contact-form", { R"({"name":"Ada","text":"Please call me","phone":"07700900777"})", "application/json" } },
    { "PUT /v1/preferences", { R"({"choices":{"analytics":false},"method":"reject_all"})", "application/json" } },
    { "POST /v1/page-views", { R"({"page":"/"})", "application/json" } },
};

std::string name_of(RouteInfo const& r) { return std::string(http::name(r.method)) + " " + r.pattern; }

class Gates : public ::testing::Test {
protected:
    House& house = House::the();
    std::vector<RouteInfo> guarded() const
    {
        auto all = house.app().router().routes();
        std::erase_if(all, [](RouteInfo const& r) { return r.permission.empty() || r.audience == "staff" || of_care(r) || of_referrals(r) || of_calls(r) || of_releases(r) || of_devices(r); });
        return all; // those of accounts are in staff_test.cpp, those of Care in care_test.cpp
    }
    Example const& example(RouteInfo const& r) const
    {
        static Example const none {};
        auto const it = examples.find(name_of(r));
        return it == examples.end() ? none : it->second;
    }
    static std::string filled(std::string text, Person const& p, std::string const& event)
    {
        static int fresh = 0;
        auto put = [&](std::string const& what, std::string const& with) {
            if (auto const at = text.find(what); at != text.npos) text.replace(at, what.size(), with);
        };
        put("{member}", p.id);
        put("{connection}", p.connection);
        put("{import}", p.import);
        put("{event}", event);
        put("{entry}", p.entry);
        put("{token}", "nobody-knows-it");
        put("{service}", "connect");
        put("{territory}", "uk");
        auto const notices = House::the().data("SELECT notice_id FROM notices.edition LIMIT 1");
        put("{notice}", notices.empty() ? "" : notices[0][0]);
        put("{fresh}", "gate-" + std::to_string(++fresh));
        return text;
    }
    struct Who {
        Portal const* portal = nullptr;
        Person const* person = nullptr; // the caller, for a Member's route
    };
    // Calls a route about `target` with the credentials of `who`.
    Answer call(RouteInfo const& r, Who who, Person const& target, std::string const& event = {}) const
    {
        auto const& e = example(r);
        auto const path = filled(r.pattern, target, event) + e.query;
        auto const body = filled(e.body, target, event);
        std::string const method { http::name(r.method) };
        if (who.portal) return house.as_portal(*who.portal, method, path, body, e.content_type);
        if (who.person) return house.as_person(*who.person, method, path, body, e.content_type);
        return house.call(method, path, { { "X-Wellkept", "1" } }, body, e.content_type);
    }
    Answer rightly(RouteInfo const& r, Portal const& portal, Person const& target, std::string const& event = {}) const
    {
        return r.audience == "client" ? call(r, { &portal, nullptr }, target, event)
                                      : call(r, { nullptr, &target }, target, event);
    }
    std::string event_of(Portal const& portal) const
    {
        auto const of =
            " FROM sharing.event WHERE tenant_id = '" + portal.id.text() + "' AND state = 'waiting' LIMIT 1";
        EXPECT_TRUE(house.wait_for(
            "SELECT count(*) > 0 FROM sharing.event WHERE tenant_id = '" + portal.id.text() + "' AND state = 'waiting'",
            "t"));
        auto const rows = house.data("SELECT event_id" + of);
        return rows.empty() ? "" : rows[0][0];
    }
    void refused(RouteInfo const& r, Answer const& a, std::set<int> const& statuses, bool with_row = true) const
    {
        EXPECT_TRUE(statuses.contains(a.status)) << name_of(r) << " answered " << a.status << " " << a.body;
        if (with_row) {
            EXPECT_EQ(house.audit_rows(a, "refuse"), 1) << name_of(r) << ": a refusal leaves exactly one row";
        }
        EXPECT_EQ(house.audit_rows(a, "permit"), 0) << name_of(r);
        EXPECT_EQ(a.body.find(planted_value), std::string::npos) << name_of(r);
        EXPECT_EQ(a.body.find("planted-user-key"), std::string::npos) << name_of(r);
    }
};

TEST_F(Gates, EachRouteIsGuardedOrOpenForAReasonAndHasAnExample)
{
    auto const policy = house.app().ground().policy->get();
    std::set<std::string> seen;
    for (auto const& r : house.app().router().routes()) {
        seen.insert(name_of(r));
        EXPECT_NE(r.permission.empty(), r.open_reason.empty())
            << name_of(r) << ": exactly one of permission and open reason";
        if (r.permission.empty()) {
            EXPECT_TRUE(open_to_nobody.contains(name_of(r)))
                << name_of(r) << " is open: say in open_to_nobody what nobody gets of it";
            continue;
        }
        if (r.audience == "staff" || of_care(r) || of_referrals(r) || of_calls(r) || of_releases(r) || of_devices(r)) continue;
        EXPECT_TRUE(examples.contains(name_of(r))) << name_of(r) << " needs an example in this test";
        EXPECT_NE(policy->title(r.permission), r.permission) << r.permission << " has no title in policy/access.yaml";
        auto const role = policy->matrix().find(r.audience);
        ASSERT_NE(role, policy->matrix().end()) << name_of(r) << ": nobody has the role " << r.audience;
        EXPECT_TRUE(role->second.contains(r.permission))
            << name_of(r) << " is for " << r.audience << ", who may not " << r.permission;
    }
    for (auto const& [name, e] : examples) EXPECT_TRUE(seen.contains(name)) << name << " is no route any more";
    for (auto const& [name, e] : open_to_nobody) EXPECT_TRUE(seen.contains(name)) << name << " is no route any more";
}

TEST_F(Gates, NobodyGetsNothing)
{
    Person const somebody { "00000000-0000-4000-8000-000000000001", "", "", "00000000-0000-4000-8000-000000000002",
        "00000000-0000-4000-8000-000000000003", "00000000-0000-4000-8000-000000000004" };
    for (auto const& r : guarded()) refused(r, call(r, {}, somebody, somebody.import), { 401 });
    for (auto const& [name, status] : open_to_nobody) {
        auto const blank = name.find(' ');
        auto const body = open_bodies.contains(name) ? open_bodies.at(name) : std::pair<std::string, std::string> {};
        auto const a = house.call(
            name.substr(0, blank), filled(name.substr(blank + 1), somebody, ""), {}, body.first, body.second);
        EXPECT_EQ(a.status, status) << name << " " << a.body;
        if (status == 303) {
            EXPECT_EQ(a.location, "/app/programs?problem=expired");
        }
        if (status >= 300 && name != "GET /receipts/{token}" && !name.starts_with("GET /tlog/") && !name.starts_with("GET /v1/statistics/")
            && !name.starts_with("GET /fhir/R4/{")) {
            EXPECT_EQ(house.audit_rows(a, "refuse"), 1) << name;
        }
    }
}

TEST_F(Gates, TheWrongKindOfCredentialIsNone)
{
    auto const portal = house.add_portal("Wrong kind");
    auto const person = house.add_person(portal, true);
    for (auto const& r : guarded()) {
        Who const wrong = r.audience == "client" ? Who { nullptr, &person } : Who { &portal, nullptr };
        refused(r, call(r, wrong, person, person.connection), { 401 });
    }
}

TEST_F(Gates, AForeignSiteCannotUseTheCookie)
{
    auto const portal = house.add_portal("Foreign site");
    auto const person = house.add_person(portal);
    for (auto const& r : guarded()) {
        if (r.audience != "member" || r.method == http::Method::get) continue;
        auto const& e = example(r);
        refused(r,
            house.call(std::string(http::name(r.method)), filled(r.pattern, person, "") + e.query,
                { { "Cookie", person.cookie } }, filled(e.body, person, ""), e.content_type),
            { 403 });
    }
}

TEST_F(Gates, AStrangerFindsNothing)
{
    auto const mine = house.add_portal("Mine"), theirs = house.add_portal("Theirs");
    auto const person = house.add_person(mine, true), neighbour = house.add_person(mine),
               stranger = house.add_person(theirs);
    auto const event = event_of(mine);
    for (auto const& r : guarded()) {
        if (r.pattern.find('{') == std::string::npos && example(r).body.find("{connection}") == std::string::npos)
            continue;
        bool const about_member = r.pattern.find("{member}") != std::string::npos;
        if (r.audience == "client") {
            refused(r, call(r, { &theirs, nullptr }, person, event), { 404 }, about_member);
            // Another Member's id of one's own Client is no stranger's; an id of nobody is.
            Person nobody = person;
            nobody.id = "ffffffff-0000-4000-8000-000000000001";
            if (about_member) refused(r, call(r, { &mine, nullptr }, nobody, event), { 404 });
            nobody.id = "not-an-id";
            if (about_member) refused(r, call(r, { &mine, nullptr }, nobody, event), { 404 });
        } else {
            refused(r, call(r, { nullptr, &stranger }, person), { 404 }, false);
            refused(r, call(r, { nullptr, &neighbour }, person), { 404 }, false);
        }
    }
    // What was tried changed nothing.
    EXPECT_EQ(
        house.data("SELECT state FROM access.subject WHERE subject_id = '" + person.id + "'"), (Rows { { "active" } }));
    EXPECT_EQ(house.data("SELECT count(*) FROM connections.connection WHERE state = 'connected' AND subject_id = '"
                  + person.id + "'"),
        (Rows { { "2" } }));
}

TEST_F(Gates, WhoeverMayGetsItAndTheAuditLogSaysSo)
{
    auto const portal = house.add_portal("Rightful");
    for (auto const& r : guarded()) {
        auto const person = house.add_person(portal, r.pattern.find("imports") != std::string::npos, example(r).young);
        auto const event = r.pattern.find("{event}") != std::string::npos ? event_of(portal) : "";
        auto const a = rightly(r, portal, person, event);
        EXPECT_EQ(a.status, example(r).status) << name_of(r) << " " << a.body;
        EXPECT_GE(house.audit_rows(a, "permit"), 1) << name_of(r);
        EXPECT_EQ(house.audit_rows(a, "refuse"), 0) << name_of(r);
        // Whoever ended their membership may be gone by now, and the pseudonym with them.
        if (example(r).whole || r.permission == "members.erase") continue;
        auto const own = "SELECT count(*) FROM access.audit_event a JOIN access.subject s ON s.pseudonym = a.pseudonym"
                         " WHERE a.request_id::text = '"
            + a.request + "' AND s.subject_id = '" + person.id + "'";
        EXPECT_EQ(house.data(own), (Rows { { "1" } })) << name_of(r) << ": the row stands under the person's pseudonym";
    }
}

TEST_F(Gates, ASuspendedClientIsRefusedAllButErasure)
{
    auto const portal = house.add_portal("Suspended");
    std::map<std::string, Person> people;
    for (auto const& r : guarded())
        people.emplace(name_of(r), house.add_person(portal, r.pattern.find("imports") != std::string::npos));
    auto const event = event_of(portal);
    house.set_status(portal, "suspended");
    for (auto const& r : guarded()) {
        auto const a = rightly(r, portal, people.at(name_of(r)), event);
        if (example(r).rights)
            EXPECT_EQ(a.status, example(r).status) << name_of(r) << ": erasing is owed even then " << a.body;
        else
            refused(r, a, { 403, 404 });
    }
    EXPECT_EQ(house
                  .call("POST", "/oauth/token", {},
                      "grant_type=client_credentials&client_id=" + portal.id.text() + "&client_secret=" + portal.secret,
                      "application/x-www-form-urlencoded")
                  .status,
        401);
}

TEST_F(Gates, AfterWithdrawalNothingThatRestsOnConsentIsGiven)
{
    auto const portal = house.add_portal("Withdrawn");
    auto const person = house.add_person(portal);
    auto off = [&](std::string const& purpose) {
        auto const a = house.as_person(person, "PUT", "/me/permissions",
            R"({"connection_id":")" + person.connection + R"(","category":"heart","purpose":")" + purpose
                + R"(","granted":false})");
        EXPECT_EQ(a.status, 200) << a.body;
    };
    auto const policy = house.app().ground().policy->get();
    // Sharing off: the portal reads nothing from the next request on, the person still does.
    off("share_with_client");
    for (auto const& r : guarded()) {
        if (!example(r).consent || r.method != http::Method::get) continue;
        auto const a = rightly(r, portal, person);
        if (r.audience == "client")
            refused(r, a, { 404 });
        else
            EXPECT_EQ(a.status, 200) << name_of(r) << " " << a.body;
    }
    off("self");
    for (auto const& r : guarded()) {
        if (!example(r).consent) continue;
        refused(r, rightly(r, portal, person), { 404 });
    }
    // What was collected has gone with the last switch.
    EXPECT_TRUE(house.wait_for("SELECT count(*) FROM timeseries.segment WHERE subject_id = '" + person.id + "'", "0"));
    // Purposes that rest on a switch belong to routes that are marked so. A person may always read the reports of what they uploaded;
    // the export of all is decided on person by person (export_test.cpp).
    std::set<std::string> const checked_later { "imports.read", "timeseries.export" };
    for (auto const& r : guarded()) {
        if (example(r).consent || checked_later.contains(r.permission)) continue;
        for (auto const& purpose : policy->matrix().at(r.audience).at(r.permission))
            EXPECT_EQ(policy->purpose(purpose)->consent, access::Consent::none)
                << name_of(r) << " rests on consent: mark it";
    }
}

TEST_F(Gates, AnUploadIsRefusedOnceNothingMayBeDoneWithIt)
{
    auto const portal = house.add_portal("No upload");
    auto const person = house.add_person(portal, true);
    auto const connection =
        house.data("SELECT connection_id FROM ingest.upload WHERE subject_id = '" + person.id + "'").at(0).at(0);
    for (auto const* purpose : { "self", "share_with_client" })
        EXPECT_EQ(house
                      .as_person(person, "PUT", "/me/permissions",
                          R"({"connection_id":")" + connection + R"(","category":"heart","purpose":")" + purpose
                              + R"(","granted":false})")
                      .status,
            200);
    auto const a = house.as_person(person, "POST", "/me/imports?program=fitbit_export&zone=Europe%2FDublin",
        "Id,Time,Value\n1,4/12/2016 7:21:00 AM,97\n", "text/csv");
    EXPECT_TRUE(a.status == 403 || a.status == 404 || a.status == 409) << a.status << " " << a.body;
}

TEST_F(Gates, WhileErasingAllElseIsRefusedAndAfterwardsNobodyIsThere)
{
    auto const portal = house.add_portal("Erased");
    auto const person = house.add_person(portal, true);
    house.data("UPDATE access.subject SET state = 'erasing' WHERE subject_id = '" + person.id + "'");
    auto by_end = guarded(); // the one that ends the session last
    std::stable_sort(by_end.begin(), by_end.end(), [](auto const& a, auto const& b) {
        return (a.permission == "members.end_session") < (b.permission == "members.end_session");
    });
    for (auto const& r : by_end) {
        if (example(r).whole) continue;
        auto const a = rightly(r, portal, person);
        if (example(r).erasing)
            EXPECT_EQ(a.status, example(r).status) << name_of(r) << " " << a.body;
        else
            refused(r, a, { 404 });
    }

    auto const gone = house.add_person(portal, true);
    auto const begun = house.as_portal(portal, "DELETE", "/v1/members/" + gone.id);
    ASSERT_EQ(begun.status, 202) << begun.body;
    auto const receipt = text_at(begun.body, "receipt_token");
    house.plant(receipt);
    ASSERT_TRUE(house.wait_for(
        "SELECT count(*) FROM rights.erasure WHERE done_at IS NOT NULL AND subject_id = '" + gone.id + "'", "1"));
    for (auto const& r : guarded()) {
        if (example(r).whole) continue;
        refused(r, rightly(r, portal, gone), { r.audience == "client" ? 404 : 401 });
    }
    auto const shown = house.call("GET", "/receipts/" + receipt, {});
    EXPECT_EQ(shown.status, 200);
    EXPECT_EQ(text_at(shown.body, "state"), "done");
    for (auto const& room : server::room_contracts())
        for (auto const& table : room->personal_tables()) {
            auto const left = house.data("SELECT count(*) FROM " + table + " WHERE subject_id = '" + gone.id + "'"
                + (table == "sharing.event" ? " AND type <> 'member.erased'" : ""));
            EXPECT_EQ(left, (Rows { { "0" } })) << table;
        }
    // Whoever acted stands in the log under a pseudonym: no row of it leads to the person any more.
    EXPECT_EQ(
        house.data("SELECT count(*) FROM access.audit_event WHERE actor_id = '" + gone.id + "'"), (Rows { { "0" } }));
    EXPECT_EQ(sql(house.url("wellkept_keys", "wellkept_app"),
                  "SELECT count(*) FROM keys.person_key WHERE subject_id = '" + gone.id + "'"),
        (Rows { { "0" } }));
}

TEST_F(Gates, AGuardianSeesAndTurnsWhatIsAllowedAndReadsNoData)
{
    auto const portal = house.add_portal("Guardians");
    auto const child = house.add_person(portal, false, true);
    auto const policy = house.app().ground().policy->get();
    for (auto const& r : guarded()) {
        if (r.audience != "member" || r.pattern.find("{import}") != std::string::npos) continue;
        if (r.permission == "members.erase" || r.permission == "members.end_session" || r.permission == "connections.revoke") continue;
        auto const a = call(r, { nullptr, &child }, child);
        bool const may = policy->matrix().at("guardian").contains(r.permission);
        if (may)
            EXPECT_EQ(a.status, example(r).status) << name_of(r) << " " << a.body;
        else
            refused(r, a, { 403 });
    }
    EXPECT_FALSE(policy->matrix().at("guardian").contains("timeseries.read"));
    EXPECT_EQ(house.as_person(child, "GET", "/me/samples?metric=heart_rate").status, 403);
}

} // namespace
} // namespace wellkept::gates
