// What the desk does for those who answer for the house: holds and restriction, the search of the log, keys, who may do
// what, the policy's history, and numbers about consent.
#include "house.h"
#include "platform/db/embedded_files.h"
#include <thread>

namespace wellkept::gates {
namespace {

class DeskGates : public ::testing::Test {
protected:
    House& house = House::the();
    // Sets the second factor's time to now: what needs it fresh goes through.
    void fresh(Colleague const& c)
    {
        EXPECT_EQ(
            house.as_staff(c, "POST", "/staff/step-up", R"({"totp_code":")" + house.code_of(c) + R"("})").status, 200);
    }
    bool has(Answer const& a, std::string const& what) const { return a.body.find(what) != std::string::npos; }
    std::string reason_of(Answer const& a) const
    {
        auto const rows =
            house.data("SELECT reason FROM access.audit_event WHERE request_id::text = '" + a.request + "'");
        return rows.empty() || rows[0].empty() ? "" : rows[0][0];
    }
};

TEST_F(DeskGates, AHoldIsPlacedSeenAndReleasedWithoutADoor)
{
    auto const portal = house.add_portal("Desk holds");
    auto const person = house.add_person(portal);
    auto const petra = house.add_colleague({ "privacy_officer" }), olga = house.add_colleague({ "director" }),
               sam = house.add_colleague({ "security_administrator" });
    auto const holds = "/staff/members/" + person.id + "/holds";
    std::string const body = R"({"reason":"Claim of a former Member","owner":"Counsel","review_on":"2031-05-01"})";
    EXPECT_EQ(house.as_staff(sam, "POST", holds, body).status, 403) << "not their duty";
    EXPECT_EQ(house.as_staff(olga, "POST", holds, body).status, 403) << "a director reads, and no more";
    EXPECT_EQ(house.as_staff(house.add_colleague({ "privacy_officer" }, false), "POST", holds, body).status, 403)
        << "untrained";
    EXPECT_EQ(
        house.as_staff(petra, "POST", holds, R"({"reason":"x","owner":"y","review_on":"2001-05-01"})").status, 400)
        << "a review that is past";
    auto const placed = house.as_staff(petra, "POST", holds, body);
    ASSERT_EQ(placed.status, 201) << placed.body;
    auto const id = text_at(placed.body, "hold_id");
    for (auto const* who : { &petra, &olga }) {
        auto const seen = house.as_staff(*who, "GET", "/staff/retention/waiting");
        EXPECT_TRUE(has(seen, id) && has(seen, "Claim of a former Member") && has(seen, portal.id.text())) << seen.body;
        EXPECT_GE(house.data("SELECT count(*) FROM access.audit_event a JOIN access.subject s USING (pseudonym) WHERE "
                             "a.request_id::text = '"
                      + seen.request + "' AND s.subject_id = '" + person.id + "'"),
            (Rows { { "1" } }))
            << "the list names whom it showed";
    }
    EXPECT_EQ(house.as_staff(petra, "GET", "/v1/members/" + person.id).status, 403) << "the duty opens no data";
    EXPECT_TRUE(has(house.as_person(person, "GET", "/me/access-log"), "retention.hold")) << "the person sees it";
    auto const release = holds + "/" + id + "/release";
    house.app().ground().test_clock->advance(std::chrono::minutes(10));
    EXPECT_EQ(text_at(house.as_staff(petra, "POST", release, R"({"why":"settled"})").body, "code"), "step_up");
    fresh(petra);
    EXPECT_EQ(house.as_staff(petra, "POST", release, R"({"why":"The claim was settled"})").status, 204);
    EXPECT_EQ(house.as_staff(petra, "POST", release, R"({"why":"again"})").status, 409);
    EXPECT_FALSE(has(house.as_staff(petra, "GET", "/staff/retention/waiting"), id));
    EXPECT_TRUE(
        has(house.as_staff(petra, "GET", "/staff/members/" + person.id + "/retention"), "The claim was settled"));
}

TEST_F(DeskGates, ARestrictionHoldsFromTheNextRequestOn)
{
    auto const portal = house.add_portal("Desk restriction");
    auto const person = house.add_person(portal);
    auto const petra = house.add_colleague({ "privacy_officer" });
    auto const samples = "/v1/members/" + person.id + "/samples?metric=heart_rate";
    auto const at = "/staff/members/" + person.id + "/restriction";
    ASSERT_EQ(house.as_portal(portal, "GET", samples).status, 200);
    ASSERT_EQ(house.as_staff(petra, "PUT", at).status, 204);
    EXPECT_EQ(reason_of(house.as_portal(portal, "GET", samples)), "restricted");
    EXPECT_TRUE(has(house.as_staff(petra, "GET", "/staff/retention/waiting"), person.id));
    ASSERT_EQ(house.as_staff(petra, "DELETE", at).status, 204);
    EXPECT_EQ(house.as_portal(portal, "GET", samples).status, 200);
}

TEST_F(DeskGates, AReviewIsDecidedOnce)
{
    auto const portal = house.add_portal("Desk review");
    auto const person = house.add_person(portal, true);
    auto const petra = house.add_colleague({ "privacy_officer" });
    house.data("INSERT INTO retention.review (subject_id, record_class, record_id, tenant_id, opened_at) VALUES ('"
        + person.id + "', 'upload', '" + person.import + "', '" + portal.id.text() + "', now())");
    EXPECT_TRUE(has(house.as_staff(petra, "GET", "/staff/retention/waiting"), person.import));
    auto const at = "/staff/members/" + person.id + "/reviews";
    auto const keep = R"({"record_class":"upload","record_id":")" + person.import + R"(","decision":"keep"})";
    EXPECT_EQ(house.as_staff(petra, "POST", at, keep).status, 204);
    EXPECT_EQ(house.as_staff(petra, "POST", at, keep).status, 404) << "once";
    EXPECT_FALSE(has(house.as_staff(petra, "GET", "/staff/retention/waiting"), person.import));
}

TEST_F(DeskGates, TheCalendarCountsWithoutNames)
{
    auto const portal = house.add_portal("Desk calendar");
    auto const person = house.add_person(portal, true);
    auto const seen = house.as_staff(house.add_colleague({ "privacy_officer" }), "GET", "/staff/retention/calendar");
    ASSERT_EQ(seen.status, 200) << seen.body;
    EXPECT_TRUE(has(seen, "Report on an uploaded file") && has(seen, portal.id.text()));
    EXPECT_FALSE(has(seen, person.id));
}

TEST_F(DeskGates, TheLogIsSearchedByWhatIsOpenInItAndEachSearchIsARow)
{
    auto const portal = house.add_portal("Desk log"), other = house.add_portal("Desk log elsewhere");
    auto const person = house.add_person(portal);
    auto const petra = house.add_colleague({ "privacy_officer" }),
               sam = house.add_colleague({ "security_administrator" });
    auto const read = house.as_portal(portal, "GET", "/v1/members/" + person.id + "/samples?metric=heart_rate");
    auto const refused = house.as_portal(other, "GET", "/v1/members/" + person.id);
    auto const found =
        house.as_staff(petra, "GET", "/staff/audit?action=timeseries.read&decision=permit&client=" + portal.id.text());
    ASSERT_EQ(found.status, 200) << found.body;
    EXPECT_TRUE(has(found, read.request) && has(found, "read measurements")) << found.body;
    EXPECT_FALSE(has(found, refused.request));
    EXPECT_FALSE(has(found, "planted") || has(found, "payload") || has(found, person.id) || has(found, "metric"));
    EXPECT_EQ(house.audit_rows(found, "permit"), 1) << "the search is on record";
    EXPECT_TRUE(has(house.as_staff(petra, "GET", "/staff/audit?request=" + refused.request), "foreign_tenant"));
    EXPECT_TRUE(has(
        house.as_staff(petra, "GET", "/staff/audit?role=staff.privacy_officer&purpose=accountability"), found.request));
    EXPECT_FALSE(
        has(house.as_staff(petra, "GET", "/staff/audit?role=member&client=" + portal.id.text()), read.request));
    // Whoever guards the doors sees what was refused, and no more.
    EXPECT_EQ(house.as_staff(sam, "GET", "/staff/audit").status, 403);
    EXPECT_TRUE(has(house.as_staff(sam, "GET", "/staff/audit/refused?request=" + refused.request), "foreign_tenant"));
    EXPECT_FALSE(
        has(house.as_staff(sam, "GET", "/staff/audit/refused?decision=permit&request=" + read.request), read.request));
    for (auto const* wrong : { "from=yesterday", "request=7", "cursor=x" })
        EXPECT_EQ(house.as_staff(petra, "GET", std::string("/staff/audit?") + wrong).status, 400);
}

TEST_F(DeskGates, PagesOfTheLogFollowOneAnother)
{
    auto const portal = house.add_portal("Desk pages");
    auto const petra = house.add_colleague({ "privacy_officer" });
    for (int i = 0; i < 60; ++i) ASSERT_EQ(house.as_portal(portal, "GET", "/v1/members").status, 200);
    auto const path = "/staff/audit?action=members.list&client=" + portal.id.text();
    auto const first = house.as_staff(petra, "GET", path);
    auto const cursor = text_at(first.body, "next_cursor");
    ASSERT_FALSE(cursor.empty());
    auto const second = house.as_staff(petra, "GET", path + "&cursor=" + cursor);
    auto ids = [](std::string const& body) {
        std::set<std::string> out;
        for (std::size_t at = 0; (at = body.find("\"event_id\":\"", at)) != body.npos; at += 12)
            out.insert(body.substr(at + 12, 36));
        return out;
    };
    auto all = ids(first.body);
    EXPECT_EQ(all.size(), 50u);
    EXPECT_EQ(ids(second.body).size(), 10u);
    all.merge(ids(second.body));
    EXPECT_EQ(all.size(), 60u);
}

TEST_F(DeskGates, WhetherTheLogIsWholeIsToldWithoutARow)
{
    auto const seen =
        house.as_staff(house.add_colleague({ "security_administrator" }), "GET", "/staff/audit/integrity");
    EXPECT_TRUE(has(seen, "\"signed_rows\"") && has(seen, "\"log_key\"")) << seen.body;
}

TEST_F(DeskGates, AKeyIsRenewedFromTheDesk)
{
    auto const portal = house.add_portal("Desk keys");
    auto const person = house.add_person(portal);
    auto const sam = house.add_colleague({ "security_administrator" });
    auto const before = house.as_staff(sam, "GET", "/staff/keys");
    ASSERT_TRUE(has(before, portal.id.text())) << before.body;
    ASSERT_EQ(house
                  .as_staff(house.add_colleague({ "director" }), "POST",
                      "/staff/clients/" + portal.id.text() + "/key-rotation")
                  .status,
        403);
    auto const asked = house.as_staff(sam, "POST", "/staff/clients/" + portal.id.text() + "/key-rotation");
    ASSERT_EQ(asked.status, 204) << asked.body;
    EXPECT_EQ(house.audit_rows(asked, "permit"), 1);
    bool renewed = false;
    for (int i = 0; i < 200 && !renewed; ++i) {
        auto const rows = sql(house.url("wellkept_keys", db::superuser_role),
            "SELECT max(version) FROM keys.tenant_key WHERE purpose = 'wrap' AND tenant_id = '" + portal.id.text()
                + "'");
        renewed = !rows.empty() && rows[0][0] == "2";
        if (!renewed) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    EXPECT_TRUE(renewed);
    EXPECT_EQ(house.as_portal(portal, "GET", "/v1/members/" + person.id + "/samples?metric=heart_rate").status, 200)
        << "nobody notices";
}

TEST_F(DeskGates, WhoMayDoWhatShowsOpenDoorsAndTheLastAct)
{
    auto const portal = house.add_portal("Desk access");
    auto const olga = house.add_colleague({ "director" }), petra = house.add_colleague({ "privacy_officer" });
    auto const opened = house.as_staff(olga, "POST", "/staff/clients/" + portal.id.text() + "/support-access",
        R"({"reason":"troubleshooting","text":"The nightly import stands still.","minutes":30})");
    ASSERT_EQ(opened.status, 201) << opened.body;
    auto const seen = house.as_staff(petra, "GET", "/staff/access");
    ASSERT_EQ(seen.status, 200);
    EXPECT_TRUE(has(seen, text_at(opened.body, "access_id")) && has(seen, olga.id) && has(seen, "last_act_at"));
    EXPECT_TRUE(has(seen, R"("retention.hold":["legal_claims"])"));
    EXPECT_TRUE(
        has(seen, house.data("SELECT pseudonym FROM access.subject WHERE subject_id = '" + olga.id + "'").at(0).at(0)));
    // A Client's administrator sees their own Client's, and no role of the house.
    auto const admin = house.add_colleague({ "client_admin" }, false, &portal);
    auto const own = house.as_staff(admin, "GET", "/staff/access");
    EXPECT_TRUE(has(own, admin.id) && !has(own, olga.id) && !has(own, "break_glass.open")) << own.body;
}

TEST_F(DeskGates, ThePolicysHistoryIsThereInPlainWords)
{
    auto const petra = house.add_colleague({ "privacy_officer" });
    auto const now = house.app().ground().policy->get()->version();
    house.data("INSERT INTO notices.policy_version SELECT 'an-older-one', replace(files, 'cell_min: 8 ', 'cell_min: 20 "
               "'), first_at - interval '1 day'"
               " FROM notices.policy_version WHERE version = '"
        + now + "' ON CONFLICT DO NOTHING");
    auto const history = house.as_staff(petra, "GET", "/staff/policy");
    EXPECT_TRUE(has(history, now) && has(history, "an-older-one") && has(history, "\"how\":\"start\"")) << history.body;
    auto const changed = house.as_staff(petra, "GET", "/staff/policy/changes?from=an-older-one&to=" + now);
    EXPECT_TRUE(
        has(changed, "over fewer people") && has(changed, "statistics.yaml") && has(changed, "\"needs\":\"notice\""))
        << changed.body;
    EXPECT_TRUE(
        has(house.as_staff(petra, "GET", "/staff/policy/changes?from=" + now + "&to=" + now), "\"changes\":[]"));
    EXPECT_EQ(house.as_staff(petra, "GET", "/staff/policy/changes?from=no&to=" + now).status, 400);
    house.data("DELETE FROM notices.policy_version WHERE version = 'an-older-one'");
}

TEST_F(DeskGates, NumbersAboutConsentNameNobody)
{
    auto const portal = house.add_portal("Desk consents");
    auto const person = house.add_person(portal);
    auto const seen = house.as_staff(house.add_colleague({ "director" }), "GET", "/staff/consents");
    ASSERT_EQ(seen.status, 200) << seen.body;
    EXPECT_TRUE(has(seen, "\"population_min\":50"));
    EXPECT_FALSE(has(seen, person.id));
    EXPECT_EQ(house.data("SELECT count(*) FROM access.audit_event WHERE request_id::text = '" + seen.request
                  + "' AND pseudonym IS NOT NULL"),
        (Rows { { "0" } }));
    EXPECT_EQ(house.as_staff(house.add_colleague({ "support" }), "GET", "/staff/consents").status, 403);
}

} // namespace
} // namespace wellkept::gates
