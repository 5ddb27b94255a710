// Device data in care, on the whole server: who is let in, who is not, and that the Client of the Member sees, reads, counts and
// is sent the same whether they are in care or not, even by a link that it opens in the Member's name.
#include "access/handles.h"
#include "access/tenants.h"
#include "house.h"
#include "platform/crypto/crypto.h"
#include <algorithm>

namespace wellkept::gates {
namespace {

using http::RouteInfo;

struct Example {
    std::string role, body {}; // role: you, or of an account
    int status = 200;
};
std::map<std::string, Example> const examples {
    { "GET /care/you/devices", { "you" } },
    { "POST /care/you/devices", { "you", R"({"code":"NOBODYHASIT0"})", 409 } },
    { "POST /care/you/devices/{link}/shares", { "you", R"({"case_id":"{case}","metrics":["heart_rate"],"until":"{until}"})", 201 } },
    { "POST /care/you/devices/{link}/shares/{share}/withdrawal", { "you", {}, 204 } },
    { "DELETE /care/you/devices/{link}", { "you", {}, 204 } },
    { "GET /care/people/{person}/cases/{case}/devices", { "clinician" } },
    { "GET /care/you/access-log", { "you" } },
    { "GET /care/you/access-log/{entry}/proof", { "you", {}, 404 } },
};
std::string name_of(RouteInfo const& r) { return std::string(http::name(r.method)) + " " + r.pattern; }

struct Scene {
    std::string person, cookie;
    std::map<std::string, std::string> ids; // placeholder -> id
    Colleague clinician, manager;
    std::string file() const { return "/care/people/" + person + "/cases/" + ids.at("{case}"); }
};

class DeviceGates : public ::testing::Test {
protected:
    House& house = House::the();
    std::string day(int from_now = 0) const { return rfc3339(house.app().ground().clock->now() + std::chrono::hours(24 * from_now)).substr(0, 10); }
    std::vector<RouteInfo> routes() const
    {
        auto all = house.app().router().routes();
        std::erase_if(all, [](RouteInfo const& r) { return !of_devices(r); });
        return all;
    }
    static std::string filled(std::string text, std::map<std::string, std::string> const& ids)
    {
        for (auto const& [what, with] : ids)
            for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
        return text;
    }
    Answer call(RouteInfo const& r, Scene const& s, std::vector<std::pair<std::string, std::string>> headers, bool same_site = true)
    {
        if (same_site) headers.emplace_back("X-Wellkept", "1");
        return house.call(std::string(http::name(r.method)), filled(r.pattern, s.ids), std::move(headers), filled(examples.at(name_of(r)).body, s.ids));
    }
    Answer you(Scene const& s, std::string const& method, std::string const& path, std::string const& body = {})
    {
        return house.call(method, path, { { "Cookie", s.cookie }, { "X-Wellkept", "1" } }, body);
    }
    std::string must(Answer const& a, int status, std::string const& member = {})
    {
        EXPECT_EQ(a.status, status) << a.body;
        return member.empty() ? "" : text_at(a.body, member);
    }
    void refused(std::string const& what, Answer const& a, std::set<int> const& statuses)
    {
        EXPECT_TRUE(statuses.contains(a.status)) << what << " answered " << a.status << " " << a.body;
        EXPECT_EQ(house.audit_rows(a, "refuse"), 1) << what << ": a refusal leaves exactly one row";
        EXPECT_EQ(house.audit_rows(a, "permit"), 0) << what;
        EXPECT_EQ(a.body.find("heart_rate"), std::string::npos) << what;
    }
    std::string session_of(std::string const& person)
    {
        auto& g = house.app().ground();
        auto tx = db::Tx::begin(*g.pool).release();
        auto const secret = crypto::random_token(g.gate->rng());
        auto const visit = Uuid::v4(g.gate->rng());
        EXPECT_TRUE(access::Handles(*g.gate).put(tx, { .kind = "care_session", .value = secret, .subject = SubjectId::parse(person), .tenant = access::care_tenant, .ref = visit,
            .expires_at = g.clock->now() + std::chrono::minutes(30) }).ok());
        EXPECT_TRUE(tx.commit().ok());
        house.plant(secret);
        return "__Host-wellkept_you=" + secret;
    }
    // Somebody in care, with a case in a clinician's hands.
    Scene in_care()
    {
        Scene s;
        s.person = SubjectId { Uuid::v4(m_rng) }.text();
        house.data("INSERT INTO access.subject (subject_id, tenant_id, pseudonym, state, created_at, kind) VALUES ('" + s.person + "', '" + access::care_tenant.text()
            + "', gen_random_uuid(), 'active', now(), 'service_user')");
        s.cookie = session_of(s.person);
        s.manager = house.add_colleague({ "case_manager" });
        s.clinician = house.add_colleague({ "clinician" });
        auto const director = house.add_colleague({ "director" });
        auto const cases = "/care/people/" + s.person + "/cases";
        auto const id = must(house.as_staff(s.manager, "POST", cases, R"({"presenting":"cannot sleep"})"), 201, "case_id");
        s.ids = { { "{person}", s.person }, { "{case}", id }, { "{until}", day(30) }, { "{link}", "00000000-0000-4000-8000-00000000000a" },
            { "{share}", "00000000-0000-4000-8000-00000000000a" }, { "{entry}", "00000000-0000-4000-8000-00000000000a" } };
        must(house.as_staff(s.manager, "PUT", cases + "/" + id + "/assessment", R"({"service":"eap_counselling","risk":"low","summary":"sleepless"})"), 204);
        auto const profile = R"({"name":"Mary","skills":[],"languages":["en"],"places":[],"modes":["video"],"spaces":2,"zone":"Europe/Dublin","hours":[]})";
        must(house.as_staff(s.clinician, "PUT", "/care/clinicians/me", profile), 204);
        for (auto const* kind : { "registration", "insurance", "checks", "supervision", "review" })
            must(house.as_staff(director, "PUT", "/care/clinicians/" + s.clinician.id + "/credentials/" + kind, R"({"valid_until":"2035-01-01T00:00:00Z","issuer":"BACP","reference":"1"})"), 204);
        for (auto const* state : { "verified", "active" })
            must(house.as_staff(director, "PUT", "/care/clinicians/" + s.clinician.id + "/state", R"({"state":")" + std::string(state) + R"("})"), 204);
        must(house.as_staff(s.manager, "POST", cases + "/" + id + "/taking", "{}"), 201);
        must(house.as_staff(s.manager, "POST", cases + "/" + id + "/offers", R"({"account_id":")" + s.clinician.id + R"("})"), 201);
        must(house.as_staff(s.clinician, "POST", cases + "/" + id + "/answer", R"({"accept":true})"), 204);
        return s;
    }
    void join(Scene& s, Person const& member)
    {
        auto const code = must(house.as_person(member, "POST", "/me/code"), 201, "code");
        house.plant(code);
        s.ids["{link}"] = must(you(s, "POST", "/care/you/devices", R"({"code":")" + code + R"("})"), 201, "link_id");
    }
    void show(Scene& s)
    {
        s.ids["{share}"] = must(you(s, "POST", "/care/you/devices/" + s.ids["{link}"] + "/shares", filled(examples.at("POST /care/you/devices/{link}/shares").body, s.ids)), 201, "share_id");
    }
    void measured(Portal const& portal, Person const& member)
    {
        must(house.as_portal(portal, "POST", "/v1/members/" + member.id + "/samples",
                 R"({"samples":[{"metric":"heart_rate","start":")" + day() + R"(T00:00:01Z","value":61}]})"), 200);
    }
    SystemRng m_rng;
};

TEST_F(DeviceGates, EachRouteHasAnExampleAndARoleThatMay)
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

TEST_F(DeviceGates, WhoeverMayGetsItAndTheAuditLogSaysSo)
{
    auto const portal = house.add_portal("Devices that are shown");
    auto const member = house.add_person(portal);
    measured(portal, member);
    auto s = in_care();
    join(s, member);
    show(s);
    // What ends something comes last.
    auto all = routes();
    std::stable_sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return std::pair(a.method == http::Method::del, a.pattern.ends_with("withdrawal")) < std::pair(b.method == http::Method::del, b.pattern.ends_with("withdrawal")); });
    for (auto const& r : all) {
        auto const& e = examples.at(name_of(r));
        auto const a = call(r, s, { { "Cookie", e.role == "you" ? s.cookie : s.clinician.cookie } });
        EXPECT_EQ(a.status, e.status) << name_of(r) << " " << a.body;
        if (e.status >= 300) continue;
        EXPECT_GE(house.audit_rows(a, "permit"), 1) << name_of(r);
        EXPECT_EQ(house.audit_rows(a, "refuse"), 0) << name_of(r);
        if (name_of(r).ends_with("{case}/devices")) {
            EXPECT_NE(a.body.find("\"value\":61,"), std::string::npos) << a.body;
        }
    }
}

TEST_F(DeviceGates, TheWrongCredentialTheWrongRoleAndAStrangerGetNothing)
{
    auto const portal = house.add_portal("Devices of somebody");
    auto const member = house.add_person(portal);
    auto s = in_care();
    join(s, member);
    show(s);
    auto const stranger = in_care();
    auto const director = house.add_colleague({ "director" });
    for (auto const& r : routes()) {
        auto const role = examples.at(name_of(r)).role;
        refused(name_of(r), call(r, s, {}), { 401 });
        refused(name_of(r), call(r, s, { { "Cookie", member.cookie } }), { 401 });
        refused(name_of(r), call(r, s, { { "Authorization", "Bearer " + portal.token } }), { 401 });
        if (role == "you") {
            auto const a = call(r, s, { { "Cookie", stranger.cookie } });
            EXPECT_EQ(a.body.find(s.ids.at("{share}")), std::string::npos) << name_of(r);
            if (r.pattern.find('{') != std::string::npos) EXPECT_EQ(a.status, 404) << name_of(r) << " " << a.body;
            if (r.method != http::Method::get) refused(name_of(r), call(r, s, { { "Cookie", s.cookie } }, false), { 403 });
            continue;
        }
        refused(name_of(r), call(r, s, { { "Cookie", director.cookie } }), { 404 });
        refused(name_of(r), call(r, s, { { "Cookie", s.manager.cookie } }), { 403 }); // holds the case, and coordinates it
        refused(name_of(r), call(r, s, { { "Cookie", stranger.clinician.cookie } }), { 404 });
    }
}

// As Observations, by the same permission and consent, and none of them to anybody else.
TEST_F(DeviceGates, AsFhirTheyAreWhatThePageShows)
{
    auto const portal = house.add_portal("Devices as FHIR");
    auto const member = house.add_person(portal);
    measured(portal, member);
    auto s = in_care();
    auto const all = "/fhir/R4/Observation?patient=Patient/" + s.person;
    auto has = [&](Answer const& a) { return a.body.find("heart_rate") != std::string::npos; };
    auto const before = house.as_staff(s.clinician, "GET", all);
    EXPECT_EQ(before.status, 200) << before.body;
    EXPECT_FALSE(has(before)) << "nothing is shown yet";
    EXPECT_EQ(house.data("SELECT decision FROM access.audit_event WHERE request_id::text = '" + before.request + "' AND action = 'devices.read'"), (Rows { { "refuse" } }));
    join(s, member);
    show(s);
    auto const shown = house.as_staff(s.clinician, "GET", all);
    ASSERT_EQ(shown.status, 200) << shown.body;
    EXPECT_TRUE(has(shown));
    EXPECT_NE(shown.body.find("8867-4"), std::string::npos) << shown.body;
    EXPECT_NE(shown.body.find("\"effectiveDateTime\":\"" + day() + "\""), std::string::npos) << shown.body;
    EXPECT_EQ(house.data("SELECT decision FROM access.audit_event WHERE request_id::text = '" + shown.request + "' AND action = 'devices.read'"), (Rows { { "permit" } }));
    EXPECT_FALSE(has(house.as_staff(s.clinician, "GET", all + "&date=lt" + day())));
    EXPECT_TRUE(has(house.as_staff(s.clinician, "GET", all + "&date=ge2020-01-01"))) << "a stretch of more than a year is cut, not refused";
    auto const at = shown.body.find("Observation/day-");
    ASSERT_NE(at, std::string::npos);
    auto const one = "/fhir/R4/" + shown.body.substr(at, shown.body.find('"', at) - at);
    EXPECT_TRUE(has(house.as_staff(s.clinician, "GET", one)));
    auto const stranger = in_care();
    refused("whoever coordinates", house.as_staff(s.manager, "GET", one), { 403 });
    EXPECT_FALSE(has(house.as_staff(s.manager, "GET", all)));
    EXPECT_EQ(house.as_staff(stranger.clinician, "GET", all).status, 404);
    refused("a stranger", house.as_staff(stranger.clinician, "GET", one), { 404 });
    must(you(s, "POST", "/care/you/devices/" + s.ids["{link}"] + "/shares/" + s.ids["{share}"] + "/withdrawal"), 204);
    EXPECT_FALSE(has(house.as_staff(s.clinician, "GET", all)));
    refused("withdrawn", house.as_staff(s.clinician, "GET", one), { 403, 404 });
}

TEST_F(DeviceGates, EachEndShutsItAtOnceAndSaysSo)
{
    auto const portal = house.add_portal("Devices that end");
    auto const member = house.add_person(portal);
    measured(portal, member);
    auto s = in_care();
    auto const read = [&] { return house.as_staff(s.clinician, "GET", s.file() + "/devices"); };
    refused("before anything is shown", read(), { 403 });
    join(s, member);
    refused("joined, and nothing shown", read(), { 403 });
    show(s);
    EXPECT_EQ(read().status, 200);
    // An emergency opens the file, and not this.
    auto const lead = house.add_colleague({ "clinical_lead" });
    house.data("INSERT INTO access.vetting VALUES ('" + lead.id + "', now() + interval '3000 days')");
    must(house.as_staff(lead, "POST", "/staff/service-users/" + s.person + "/break-glass", R"({"reason":"danger_to_life","text":"They said they would not wake up.","minutes":30})"), 201);
    EXPECT_EQ(house.as_staff(lead, "GET", s.file()).status, 200);
    refused("through broken glass", house.as_staff(lead, "GET", s.file() + "/devices"), { 403 });
    must(you(s, "POST", "/care/you/devices/" + s.ids["{link}"] + "/shares/" + s.ids["{share}"] + "/withdrawal"), 204);
    refused("withdrawn", read(), { 403 });
    show(s);
    EXPECT_EQ(read().status, 200);
    house.set_status(portal, "suspended");
    EXPECT_EQ(read().status, 409);
    house.set_status(portal, "active");
    must(house.as_staff(s.clinician, "POST", s.file() + "/progress", R"({"what":"hand_back"})"), 200);
    refused("not theirs any more", read(), { 404 });
}

TEST_F(DeviceGates, AnErasedMemberShowsNothing)
{
    auto const portal = house.add_portal("Devices of the erased");
    auto const member = house.add_person(portal);
    measured(portal, member);
    auto s = in_care();
    join(s, member);
    show(s);
    EXPECT_EQ(house.as_staff(s.clinician, "GET", s.file() + "/devices").status, 200);
    must(house.as_person(member, "POST", "/me/revocation", R"({"confirm":"erase everything"})"), 202);
    auto const gone = house.as_staff(s.clinician, "GET", s.file() + "/devices");
    EXPECT_EQ(gone.status, 409) << gone.body;
    EXPECT_EQ(gone.body.find("heart_rate"), std::string::npos);
    auto const own = you(s, "GET", "/care/you/devices");
    EXPECT_NE(own.body.find("\"there\":false"), std::string::npos) << own.body;
}

// A Client can make a link and open the Member's pages by it: so what it can read there counts as told to it.
TEST_F(DeviceGates, TheClientLearnsNothingByAnyAddressLogCountOrReceipt)
{
    auto const portal = house.add_portal("A portal that is curious");
    auto const admin = house.add_colleague({ "client_admin" }, true, &portal);
    auto const in = house.add_person(portal), out = house.add_person(portal), young = house.add_person(portal, false, true);
    measured(portal, in);
    measured(portal, out);
    auto const opened = [&](Person const& p) {
        auto const token = text_at(house.as_portal(portal, "POST", "/v1/members/" + p.id + "/connect-tokens").body, "token");
        house.plant(token);
        auto const a = house.call("POST", "/connect/session", {}, R"({"token":")" + token + R"("})");
        EXPECT_EQ(a.status, 201) << a.body;
        return a.cookie.substr(0, a.cookie.find(';'));
    };
    // Both Members' pages show a code; one of the two uses it.
    auto s = in_care();
    join(s, in);
    must(house.as_person(out, "POST", "/me/code"), 201);
    show(s);
    for (int i = 0; i < 3; ++i) must(house.as_staff(s.clinician, "GET", s.file() + "/devices"), 200);
    must(you(s, "GET", "/care/you/devices"), 200);
    must(you(s, "POST", "/care/you/devices/" + s.ids["{link}"] + "/shares/" + s.ids["{share}"] + "/withdrawal"), 204);
    show(s);
    EXPECT_TRUE(house.wait_for("SELECT count(*) FROM jobs.job WHERE kind = 'sharing.announce'", "0")) << "the news of both are out";

    auto const objects = [](std::string const& text) { return std::count(text.begin(), text.end(), '{'); };
    auto const words = [](std::string const& text) {
        for (auto const* word : { "care_dev", "device_data", "devices.read", "devices.choose", "service_user", "in care", "your care", "clinician" })
            if (text.find(word) != text.npos) return std::string(word);
        return std::string();
    };
    int asked = 0;
    for (auto const& r : house.app().router().routes()) {
        if (r.method != http::Method::get || r.permission.empty() || (r.audience != "client" && r.audience != "member")) continue;
        if (r.pattern.find("stream") != std::string::npos) continue;
        auto const of = [&](Person const& p, std::string const& cookie) {
            auto const path = filled(r.pattern, { { "{member}", p.id }, { "{connection}", p.connection }, { "{import}", p.id }, { "{entry}", p.entry } })
                + (r.pattern.ends_with("/samples") || r.pattern.ends_with("/daily") ? "?metric=heart_rate&from=" + day(-3) + (r.pattern.ends_with("/daily") ? "&to=" : "T00:00:00Z&to=") + day() + (r.pattern.ends_with("/daily") ? "" : "T23:00:00Z") : "");
            return r.audience == "member" ? house.call("GET", path, { { "Cookie", cookie } }) : house.as_portal(portal, "GET", path);
        };
        auto const hers = of(in, opened(in)), others = of(out, opened(out));
        EXPECT_EQ(hers.status, others.status) << name_of(r);
        // What names permissions and purposes that anybody could have is no news; of the person themself there is none.
        if (r.pattern.find("notice") == std::string::npos) EXPECT_EQ(words(hers.body), "") << name_of(r) << " " << hers.body;
        // Nor by how long a list is.
        if (r.audience == "member" || r.pattern.find("{member}") != std::string::npos)
            EXPECT_EQ(objects(hers.body), objects(others.body)) << name_of(r) << "\n" << hers.body << "\n" << others.body;
        ++asked;
    }
    EXPECT_GT(asked, 15);
    for (auto const& r : house.app().router().routes())
        if (r.permission == "sharing.read_log") EXPECT_EQ(words(house.as_staff(admin, "GET", r.pattern).body), "") << r.pattern;
    auto const told = [&](Person const& p) { return house.data("SELECT DISTINCT type FROM sharing.event WHERE subject_id = '" + p.id + "' ORDER BY 1"); };
    EXPECT_EQ(told(in), told(out));
    // Somebody whose guardian looks in has no code at all.
    EXPECT_EQ(house.as_person(young, "POST", "/me/code").status, 403);
    // And the receipt of the end counts the same.
    auto const parts = [&](Person const& p) {
        auto const token = must(house.as_portal(portal, "DELETE", "/v1/members/" + p.id), 202, "receipt_token");
        EXPECT_TRUE(house.wait_for("SELECT count(*) FROM access.subject WHERE subject_id = '" + p.id + "'", "0"));
        EXPECT_TRUE(house.wait_for("SELECT count(*) FROM rights.erasure WHERE subject_id = '" + p.id + "' AND done_at IS NOT NULL AND connection_id IS NULL", "1"));
        auto const receipt = house.call("GET", "/receipts/" + token, {});
        auto const at = receipt.body.find("\"part\"");
        EXPECT_NE(at, std::string::npos) << receipt.body;
        std::string all;
        for (auto next = at; next != std::string::npos; next = receipt.body.find("\"part\"", next + 1)) {
            auto const one = receipt.body.substr(next, receipt.body.find('}', next) - next);
            // How many notices there are yet, and wait, is a matter of the moment: their kinds are compared above.
            if (one.find("\"jobs\"") == one.npos && one.find("\"sharing\"") == one.npos) all += one + " ";
        }
        return all;
    };
    EXPECT_EQ(parts(in), parts(out));
}

TEST_F(DeviceGates, TheirOwnLogTellsThePersonWhoRead)
{
    auto const portal = house.add_portal("Devices in one's own log");
    auto const member = house.add_person(portal);
    measured(portal, member);
    auto s = in_care();
    join(s, member);
    show(s);
    auto const read = house.as_staff(s.clinician, "GET", s.file() + "/devices");
    ASSERT_EQ(read.status, 200);
    auto const log = you(s, "GET", "/care/you/access-log");
    ASSERT_EQ(log.status, 200) << log.body;
    for (auto const* word : { "\"devices.read\"", "Clinician", "heart_rate", "\"name\":\"You\"" }) EXPECT_NE(log.body.find(word), std::string::npos) << word << "\n" << log.body;
    auto const entry = house.data("SELECT a.event_id FROM access.audit_event a JOIN access.subject x USING (pseudonym) WHERE x.subject_id = '" + s.person + "' AND a.action = 'devices.read'").at(0).at(0);
    ASSERT_TRUE(house.app().audit_log().sequence_all().ok());
    auto const proof = you(s, "GET", "/care/you/access-log/" + entry + "/proof");
    EXPECT_EQ(proof.status, 200) << proof.body;
    // The row of the same reading on the Member's side is there, and in no page of theirs.
    EXPECT_EQ(house.data("SELECT count(*) FROM access.audit_event a JOIN access.subject x USING (pseudonym) WHERE x.subject_id = '" + member.id + "' AND a.purpose = 'care_device_data' AND a.action = 'timeseries.read'"),
        (Rows { { "1" } }));
    EXPECT_EQ(house.as_person(member, "GET", "/me/access-log").body.find("care_device_data"), std::string::npos);
    // A decision to tell somebody of a danger is not told by a list.
    house.data("INSERT INTO access.audit_event (at, event_id, pseudonym, tenant_id, actor_kind, actor_label, action, purpose, decision, reason, request_id) SELECT now(), gen_random_uuid(), pseudonym, tenant_id,"
               " 'staff', 'clinician', 'safeguarding.propose', 'safeguarding', 'permit', '', gen_random_uuid() FROM access.subject WHERE subject_id = '" + s.person + "'");
    EXPECT_EQ(you(s, "GET", "/care/you/access-log").body.find("safeguarding"), std::string::npos);
}

} // namespace
} // namespace wellkept::gates
