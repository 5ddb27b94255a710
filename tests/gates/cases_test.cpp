// Every address of cases and clinicians: as nobody, as a Member, as a Client, as an organisation's user, in the wrong role, as
// somebody whose case it is not (any more), as somebody whose vetting ran out; then as whoever may. A new route without an
// example here fails the first test.
#include "access/tenants.h"
#include "house.h"
#include <algorithm>

namespace wellkept::gates {

bool of_cases(std::string const& pattern)
{
    for (auto const* mine : { "/care/board", "/care/governance", "/care/offers", "/care/caseload", "/care/clinicians", "/care/feedback", "/care/people/{person}/cases",
             "/care/people/{person}/wall", "/care/statements", "/care/affiliates", "/care/supervision", "/staff/service-users/{person}/break-glass" })
        if (pattern.starts_with(mine)) return true;
    return false;
}

namespace {

using http::RouteInfo;

struct Example {
    std::string name, role, body {};
    int status = 200;
    bool fresh = false; // on a case that nobody has assessed
    bool held = false;  // rests on an assignment
};

std::string const one = "/care/people/{person}/cases/{case}";
std::string const at_nine = R"({"local":"2026-04-01T09:00","zone":"Europe/Dublin","mode":"video","minutes":50)";
// In this order: what goes before makes possible what follows.
std::vector<Example> const examples {
    { "POST /care/people/{person}/cases", "helpline", R"({"presenting":"planted: cannot sleep"})", 201 },
    { "PUT " + one + "/assessment", "helpline", R"({"service":"eap_counselling","risk":"low","summary":"planted"})", 204, true },
    { "POST " + one + "/taking", "case_manager", "{}", 201, true },
    { "GET /care/board", "case_manager" },
    { "GET /care/governance", "clinical_lead" },
    { "GET /care/offers", "clinician" },
    { "GET /care/caseload", "clinician" },
    { "GET /care/feedback", "clinical_lead" },
    { "GET /care/clinicians", "case_manager" },
    { "GET /care/clinicians/proposals", "case_manager" },
    { "GET /care/clinicians/me", "clinician" },
    { "PUT /care/clinicians/me", "clinician",
        R"({"name":"Mary","skills":[],"languages":["en"],"places":[],"modes":["video"],"spaces":2,"zone":"Europe/Dublin","hours":[]})", 204 },
    { "PUT /care/clinicians/me/hours", "clinician",
        R"({"zone":"Europe/Dublin","hours":[{"weekday":1,"from":"09:00","to":"17:00"}],"off":[{"from":"2030-08-01","until":"2030-08-14"}]})", 204 },
    { "GET /care/clinicians/{account}", "clinical_lead" },
    { "PUT /care/clinicians/{account}/credentials/{kind}", "director", R"({"valid_until":"2030-01-01T00:00:00Z","issuer":"BACP","reference":"1"})", 204 },
    { "PUT /care/clinicians/{account}/state", "director", R"({"state":"suspended"})", 409 }, // it was only applied for
    { "POST " + one + "/offers", "case_manager", R"({"account_id":"{account}"})", 409, true }, // nobody assessed it
    { "POST " + one + "/answer", "clinician", R"({"accept":true})", 404 },
    { "PUT " + one + "/entitlement", "case_manager", R"({"sessions":7})", 204 },
    { "POST " + one + "/assignments/{assignment}/end", "case_manager", "{}", 404 },
    { "PUT /care/people/{person}/wall", "case_manager", R"({"account_id":"{account}","reason":"planted: a colleague"})", 204 },
    { "GET /care/people/{person}/walls", "case_manager" },
    { "POST /care/people/{person}/wall/end", "case_manager", R"({"account_id":"{account}","reason":"planted: left"})", 204 },
    { "GET " + one, "clinician", {}, 200, false, true },
    { "POST " + one + "/sessions", "clinician", at_nine + "}", 201, false, true },
    { "PUT " + one + "/sessions/{session}", "clinician", at_nine + R"(,"attendance":"attended","version":1})", 204, false, true },
    { "POST " + one + "/notes", "clinician", R"({"kind":"shared","body":"planted"})", 201, false, true },
    { "GET " + one + "/notes/{note}", "clinician", {}, 200, false, true },
    { "PUT " + one + "/notes/{note}/draft", "clinician", R"({"base_version":1,"body":"planted"})", 204, false, true },
    { "PUT " + one + "/notes/{note}", "clinician", R"({"base_version":1,"body":"planted"})", 200, false, true },
    { "POST " + one + "/tasks", "clinician", R"({"text":"planted"})", 201, false, true },
    { "PUT " + one + "/tasks/{task}", "clinician", R"({"done":true})", 204, false, true },
    { "POST " + one + "/responses", "clinician", R"({"instrument":"gad7","answers":[0,1,2,3,0,1,2]})", 201, false, true },
    { "POST " + one + "/progress", "clinician", R"({"what":"hold"})", 200, false, true },
    { "POST " + one + "/reopening", "helpline", R"({"presenting":"planted"})", 409 }, // it is open
    { "GET /care/statements/me", "affiliate" },
    { "GET /care/statements/me/rates", "affiliate" },
    { "GET /care/statements/me/{month}", "affiliate" },
    { "GET /care/statements/me/{month}/csv", "affiliate" },
    { "POST /care/statements/me/{month}/submission", "affiliate", R"({"total_minor":0,"count":0})", 409 }, // nothing was held
    { "GET /care/statements", "finance" },
    { "GET /care/statements/{account}/{month}", "finance", {}, 404 }, // nobody submitted it
    { "GET /care/statements/{account}/{month}/csv", "finance", {}, 404 },
    { "POST /care/statements/{account}/{month}/decision", "finance", R"({"approve":true})", 404 },
    { "POST /care/statements/{account}/{month}/payment", "finance", R"({"payment":"RUN-1"})", 404 },
    { "GET /care/affiliates/{account}/rates", "finance" },
    { "PUT /care/affiliates/{account}/rates", "clinical_lead", R"({"service":"eap_counselling","currency":"EUR","minor":6000,"valid_from":"2026-01-01"})", 204 },
    { "POST " + one + "/supervision", "clinician", R"({"question":"planted: I feel stuck."})", 201, false, true },
    { "GET " + one + "/supervision", "clinician", {}, 200, false, true },
    { "GET /care/supervision", "clinical_lead" },
    { "POST /care/supervision/{item}/discussion", "clinical_lead", R"({"on":"2026-01-01","outcome":"planted"})", 404 },
    { "GET /care/supervision/overdue", "clinical_lead" },
    { "GET /care/supervision/links", "director" },
    { "GET /care/supervision/me", "clinician" },
    { "PUT /care/clinicians/{account}/supervisor", "director", R"({"supervisor_id":"{lead}"})", 204 },
    { "POST /care/clinicians/{account}/supervisor/end", "director", "{}", 204 },
    { "POST /staff/service-users/{person}/break-glass", "clinical_lead", R"({"reason":"danger_to_life","text":"They said they would not wake up.","minutes":30})", 201 },
};

std::string name_of(RouteInfo const& r) { return std::string(http::name(r.method)) + " " + r.pattern; }

class CaseRoutes : public ::testing::Test {
protected:
    House& house = House::the();
    struct World {
        std::map<std::string, Colleague> who; // by role
        std::map<std::string, std::string> ids; // placeholder -> id
        std::string fresh; // of the same person
    };
    std::vector<RouteInfo> routes() const
    {
        auto all = house.app().router().routes();
        std::erase_if(all, [](RouteInfo const& r) { return r.permission.empty() || !of_cases(r.pattern) || of_devices(r); });
        return all;
    }
    static Example const* example(RouteInfo const& r)
    {
        auto const it = std::find_if(examples.begin(), examples.end(), [&](auto const& e) { return e.name == name_of(r); });
        return it == examples.end() ? nullptr : &*it;
    }
    static std::string filled(std::string text, std::map<std::string, std::string> const& ids)
    {
        for (auto const& [what, with] : ids)
            for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
        return text;
    }
    static std::map<std::string, std::string> nothing()
    {
        std::map<std::string, std::string> ids;
        for (auto const* what : { "{person}", "{case}", "{account}", "{session}", "{note}", "{task}", "{assignment}", "{item}", "{lead}" }) ids[what] = "00000000-0000-4000-8000-00000000000a";
        ids["{kind}"] = "review";
        ids["{month}"] = "2026-01";
        return ids;
    }
    Answer call(Example const& e, std::map<std::string, std::string> const& ids, std::vector<std::pair<std::string, std::string>> headers)
    {
        auto const blank = e.name.find(' ');
        return house.call(e.name.substr(0, blank), filled(e.name.substr(blank + 1), ids), std::move(headers), filled(e.body, ids));
    }
    Answer as(Colleague const& c, Example const& e, std::map<std::string, std::string> const& ids) { return call(e, ids, { { "Cookie", c.cookie }, { "X-Wellkept", "1" } }); }
    Answer must(Colleague const& c, std::string const& method, std::string const& path, std::string const& body, int status)
    {
        auto const a = house.as_staff(c, method, path, body);
        EXPECT_EQ(a.status, status) << method << " " << path << " " << a.body;
        return a;
    }
    void refused(std::string const& what, Answer const& a, std::set<int> const& statuses, std::string const& reason = {})
    {
        EXPECT_TRUE(statuses.contains(a.status)) << what << " answered " << a.status << " " << a.body;
        EXPECT_EQ(house.audit_rows(a, "refuse"), 1) << what << ": a refusal leaves exactly one row";
        EXPECT_EQ(house.audit_rows(a, "permit"), 0) << what;
        EXPECT_EQ(a.body.find("planted"), std::string::npos) << what;
        auto const rows = house.data("SELECT reason FROM access.audit_event WHERE request_id::text = '" + a.request + "'");
        EXPECT_TRUE(reason.empty() || (rows.size() == 1 && rows[0][0] == reason)) << what << ": " << (rows.empty() ? "" : rows[0][0]) << ", not " << reason;
    }
    std::string service_user()
    {
        auto const id = SubjectId { Uuid::v4(m_rng) }.text();
        house.data("INSERT INTO access.subject (subject_id, tenant_id, pseudonym, state, created_at, kind) VALUES ('" + id + "', '" + access::care_tenant.text()
            + "', gen_random_uuid(), 'active', now(), 'service_user')");
        return id;
    }
    void vet(Colleague const& director, Colleague const& c, std::string const& until = "2035-01-01T00:00:00Z")
    {
        must(c, "PUT", "/care/clinicians/me",
            R"({"name":"Mary","skills":[],"languages":["en"],"places":[],"modes":["video"],"spaces":2,"zone":"Europe/Dublin","hours":[]})", 204);
        for (auto const* kind : { "registration", "insurance", "checks", "supervision", "review" })
            must(director, "PUT", "/care/clinicians/" + c.id + "/credentials/" + kind, R"({"valid_until":")" + until + R"(","issuer":"BACP","reference":"1"})", 204);
        for (auto const* state : { "verified", "active" }) must(director, "PUT", "/care/clinicians/" + c.id + "/state", R"({"state":")" + std::string(state) + R"("})", 204);
    }
    // A case in a clinician's hands.
    World world(std::string const& until = "2035-01-01T00:00:00Z")
    {
        World w;
        for (auto const* role : { "director", "helpline", "case_manager", "clinician", "clinical_lead", "affiliate", "finance" }) w.who.emplace(role, house.add_colleague({ role }));
        vet(w.who.at("director"), w.who.at("clinician"), until);
        vet(w.who.at("director"), w.who.at("clinical_lead"), until);
        vet(w.who.at("director"), w.who.at("affiliate"), until);
        w.ids = nothing();
        w.ids["{lead}"] = w.who.at("clinical_lead").id;
        must(w.who.at("director"), "PUT", "/care/clinicians/" + w.who.at("clinician").id + "/supervisor", R"({"supervisor_id":")" + w.ids["{lead}"] + R"("})", 204);
        auto const other = house.add_colleague({ "clinician" });
        must(other, "PUT", "/care/clinicians/me",
            R"({"name":"Another","skills":[],"languages":[],"places":[],"modes":[],"spaces":0,"zone":"UTC","hours":[]})", 204);
        w.ids["{account}"] = other.id;
        auto const person = w.ids["{person}"] = service_user();
        auto const cases = "/care/people/" + person + "/cases";
        auto const opened = must(w.who.at("helpline"), "POST", cases, R"({"presenting":"planted: cannot sleep"})", 201);
        auto const mine = w.ids["{case}"] = text_at(opened.body, "case_id");
        must(w.who.at("helpline"), "PUT", cases + "/" + mine + "/assessment", R"({"service":"eap_counselling","risk":"low","summary":"planted"})", 204);
        must(w.who.at("case_manager"), "POST", cases + "/" + mine + "/offers", R"({"account_id":")" + w.who.at("clinician").id + R"("})", 201);
        must(w.who.at("clinician"), "POST", cases + "/" + mine + "/answer", R"({"accept":true})", 204);
        auto const file = cases + "/" + mine;
        w.ids["{note}"] = text_at(must(w.who.at("clinician"), "POST", file + "/notes", R"({"kind":"shared","body":"planted"})", 201).body, "note_id");
        w.ids["{task}"] = text_at(must(w.who.at("clinician"), "POST", file + "/tasks", R"({"text":"planted"})", 201).body, "task_id");
        w.ids["{session}"] = text_at(must(w.who.at("clinician"), "POST", file + "/sessions", at_nine + "}", 201).body, "session_id");
        w.fresh = text_at(must(w.who.at("helpline"), "POST", cases, R"({"presenting":"planted: something else"})", 201).body, "case_id");
        return w;
    }
    std::map<std::string, std::string> ids_for(World const& w, Example const& e)
    {
        auto ids = w.ids;
        if (e.fresh) ids["{case}"] = w.fresh;
        return ids;
    }
    SystemRng m_rng;
};

TEST_F(CaseRoutes, EachHasAnExampleAndARoleThatMay)
{
    auto const policy = house.app().ground().policy->get();
    std::set<std::string> seen;
    for (auto const& r : routes()) {
        seen.insert(name_of(r));
        auto const* e = example(r);
        ASSERT_TRUE(e) << name_of(r) << " needs an example in this test";
        EXPECT_NE(policy->title(r.permission), r.permission) << r.permission << " has no title in policy/access.yaml";
        EXPECT_TRUE(policy->matrix().at("staff." + e->role).contains(r.permission)) << e->name;
    }
    for (auto const& e : examples) EXPECT_TRUE(seen.contains(e.name)) << e.name << " is no route any more";
}

TEST_F(CaseRoutes, NobodyAMemberAClientAndAnOrganisationGetNothing)
{
    auto const w = world();
    auto const portal = house.add_portal("Not of care");
    auto const person = house.add_person(portal);
    auto const employer = house.add_portal("An employer");
    house.data("UPDATE access.tenant SET kind = 'organisation' WHERE tenant_id = '" + employer.id.text() + "'");
    std::vector<Colleague> const theirs { house.add_colleague({ "org_hr" }, false, &employer), house.add_colleague({ "org_manager" }, false, &employer) };
    // Even somebody who is written down as assigned.
    house.data("INSERT INTO access.assignment VALUES ('" + w.ids.at("{person}") + "', gen_random_uuid(), '" + theirs[0].id + "', 'assigned', '" + w.ids.at("{case}") + "', now(), NULL)");
    for (auto const& e : examples) {
        auto const ids = ids_for(w, e);
        refused(e.name, call(e, ids, { { "X-Wellkept", "1" } }), { 401 }, "no_session");
        refused(e.name, call(e, ids, { { "X-Wellkept", "1" }, { "Cookie", person.cookie } }), { 401 }, "no_session");
        refused(e.name, call(e, ids, { { "X-Wellkept", "1" }, { "Authorization", "Bearer " + portal.token } }), { 401 }, "no_session");
        for (auto const& c : theirs) refused(e.name, as(c, e, ids), { 403, 404 });
    }
    // And a portal's token reaches no service user.
    EXPECT_EQ(house.as_portal(portal, "GET", "/v1/members/" + w.ids.at("{person}")).status, 404);
}

TEST_F(CaseRoutes, ARoleThatWasNotGivenAndACaseThatIsNotTheirsAreNotThere)
{
    auto const w = world();
    auto const nobody_yet = house.add_colleague({});
    auto const stranger = house.add_colleague({ "clinician" });
    vet(w.who.at("director"), stranger);
    for (auto const& e : examples) {
        refused(e.name, as(nobody_yet, e, ids_for(w, e)), { 403, 404 });
        if (e.held) refused(e.name, as(stranger, e, ids_for(w, e)), { 404 }, "not_assigned");
        // Another case of the same person, whose assignment is for the first.
        auto ids = w.ids;
        ids["{case}"] = w.fresh;
        if (e.held) refused(e.name, as(w.who.at("clinician"), e, ids), { 404 });
        if (e.name.starts_with("GET")) continue;
        auto const cross = call(e, ids, { { "Cookie", w.who.at(e.role).cookie } });
        refused(e.name, cross, { 403 }, "cross_site");
    }
}

TEST_F(CaseRoutes, WhoeverMayGetsItAndTheAuditLogSaysSo)
{
    auto const w = world();
    for (auto const& e : examples) {
        auto const a = as(w.who.at(e.role), e, ids_for(w, e));
        EXPECT_EQ(a.status, e.status) << e.name << " " << a.body;
        if (e.status >= 300) continue;
        EXPECT_GE(house.audit_rows(a, "permit"), 1) << e.name;
        EXPECT_EQ(house.audit_rows(a, "refuse"), 0) << e.name;
    }
}

TEST_F(CaseRoutes, AfterTheEndOfAnAssignmentNothingIsThere)
{
    auto const w = world();
    auto const& mary = w.who.at("clinician");
    auto const file = "/care/people/" + w.ids.at("{person}") + "/cases/" + w.ids.at("{case}");
    must(mary, "POST", file + "/progress", R"({"what":"hand_back"})", 200);
    for (auto const& e : examples)
        if (e.held) refused(e.name, as(mary, e, w.ids), { 404 }, "not_assigned");
    EXPECT_EQ(house.as_staff(mary, "GET", "/care/caseload").body.find(w.ids.at("{case}")), std::string::npos);
}

TEST_F(CaseRoutes, AVettingThatRunsOutClosesEverythingAtOnce)
{
    auto const soon = house.app().ground().clock->now() + std::chrono::hours(2);
    auto const w = world(rfc3339(soon));
    auto const& mary = w.who.at("clinician");
    house.data("UPDATE access.account_session SET idle_until = ends_at WHERE subject_id = '" + mary.id + "'");
    EXPECT_EQ(house.as_staff(mary, "GET", "/care/caseload").status, 200);
    house.app().ground().test_clock->advance(std::chrono::hours(3));
    for (auto const& e : examples)
        if (e.role == "clinician" && e.name.find("/me") == std::string::npos) refused(e.name, as(mary, e, w.ids), { 403 }, "vetting_expired");
    EXPECT_EQ(house.as_staff(mary, "GET", "/care/clinicians/me").status, 200) << "they see what is missing";
}

TEST_F(CaseRoutes, BrokenGlassOpensOneCaseToReadIsToldAndReviewed)
{
    auto const w = world();
    auto const& lead = w.who.at("clinical_lead");
    auto const reviewer = house.add_colleague({ "clinical_lead" });
    vet(w.who.at("director"), reviewer);
    auto const person = w.ids.at("{person}");
    auto const file = "/care/people/" + person + "/cases/" + w.ids.at("{case}");
    refused("not assigned", house.as_staff(lead, "GET", file), { 404 }, "not_assigned");
    auto const opened = must(lead, "POST", "/staff/service-users/" + person + "/break-glass", R"({"reason":"danger_to_life","text":"They said they would not wake up.","minutes":30})", 201);
    auto const door = text_at(opened.body, "access_id");
    auto const read = must(lead, "GET", file, {}, 200);
    EXPECT_NE(read.body.find("planted: cannot sleep"), std::string::npos);
    EXPECT_EQ(house.data("SELECT purpose, reason FROM access.audit_event WHERE request_id::text = '" + read.request + "'"), (Rows { { "break_glass", door } }));
    refused("a change", house.as_staff(lead, "POST", file + "/notes", R"({"kind":"shared","body":"x"})"), { 403 }, "role");
    EXPECT_NE(house.as_staff(reviewer, "GET", "/staff/notices").body.find(door), std::string::npos) << "told at once";
    std::string const found = R"({"outcome":"justified","text":"The person was found in time."})";
    EXPECT_EQ(house.as_staff(lead, "POST", "/staff/exceptional-access/" + door + "/review", found).status, 403) << "nobody reviews themself";
    EXPECT_EQ(house.as_staff(reviewer, "POST", "/staff/exceptional-access/" + door + "/review", found).status, 204);
    // Behind a wall no glass breaks.
    must(w.who.at("case_manager"), "PUT", "/care/people/" + person + "/wall", R"({"account_id":")" + reviewer.id + R"(","reason":"a colleague"})", 204);
    refused("walled", house.as_staff(reviewer, "POST", "/staff/service-users/" + person + "/break-glass", R"({"reason":"danger_to_life","text":"They said they would not wake up.","minutes":30})"),
        { 404 }, "walled_off");
    // What was opened of a Client's people is not a clinical lead's to see.
    auto const portal = house.add_portal("Not a lead's");
    auto const member = house.add_person(portal);
    auto const other = must(w.who.at("director"), "POST", "/staff/members/" + member.id + "/break-glass", R"({"reason":"danger_to_life","text":"Somebody is in danger.","minutes":30})", 201);
    EXPECT_EQ(house.as_staff(reviewer, "GET", "/staff/exceptional-access").body.find(text_at(other.body, "access_id")), std::string::npos);
    EXPECT_NE(house.as_staff(reviewer, "GET", "/staff/exceptional-access").body.find(door), std::string::npos);
}

TEST_F(CaseRoutes, AnAnonymousAnswerLeadsToNobody)
{
    auto const w = world();
    auto const& mary = w.who.at("clinician");
    auto const person = w.ids.at("{person}");
    auto const file = "/care/people/" + person + "/cases/" + w.ids.at("{case}");
    must(mary, "POST", file + "/progress", R"({"what":"begin_closing"})", 200);
    auto const closed = must(mary, "POST", file + "/progress", R"({"what":"close","reason":"completed","summary":"planted"})", 200);
    auto const url = text_at(closed.body, "feedback_url");
    auto const token = url.substr(url.find("#token=") + 7);
    auto const before = house.data("SELECT count(*) FROM cases.feedback")[0][0];
    auto const rows = [&] { return house.data("SELECT count(*) FROM access.audit_event a JOIN access.subject s USING (pseudonym) WHERE s.subject_id = '" + person + "'"); };
    auto const log = rows();
    std::string const body = R"({"token":")" + token + R"(","anonymous":true,"answers":{"heard":5},"text":"It was good."})";
    EXPECT_EQ(house.call("POST", "/care/feedback", {}, body).status, 204);
    EXPECT_EQ(house.data("SELECT count(*) FROM cases.feedback")[0][0], std::to_string(std::stoi(before) + 1));
    EXPECT_EQ(house.data("SELECT count(*) FROM access.handle WHERE kind = 'care_feedback' AND subject_id = '" + person + "'"), (Rows { { "0" } }));
    EXPECT_EQ(house.data("SELECT count(*) FROM cases.named_feedback WHERE subject_id = '" + person + "'"), (Rows { { "0" } }));
    EXPECT_EQ(rows(), log) << "no row of the audit names the person";
    EXPECT_EQ(house.call("POST", "/care/feedback", {}, body).status, 401) << "once";
}

} // namespace
} // namespace wellkept::gates
