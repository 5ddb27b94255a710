// Switches and their history against a real database.
#include "access/testing.h"
#include "keep/consent/consent.h"
#include "platform/db/connection.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include "platform/json/json.h"
#include <algorithm>
#include <gtest/gtest.h>

namespace wellkept::consent {
namespace {

class Consent : public ::testing::Test {
protected:
    void SetUp() override
    {
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role));
        ASSERT_TRUE(c.ok());
        for (auto const& text :
            { "INSERT INTO access.tenant VALUES ('" + tenant.text() + "', 'eu', 'active', 'A-1', NULL, now())",
                "INSERT INTO access.subject VALUES ('" + person.text() + "', '" + tenant.text()
                    + "', gen_random_uuid(), 'active', now())" })
            ASSERT_TRUE(c.value()->command(text, "test").ok());
    }
    template <typename F> auto with(F&& fn)
    {
        auto tx = db::Tx::begin(*pool).release();
        access::Visit visit { access::Actor::member(person, tenant, {}, by_guardian), "provide_service",
            RequestId::fresh(clock, rng), {} };
        auto const grant = gate.decide<ChangeConsent>(tx, visit, person).release();
        auto out = fn(grant);
        if (out.ok()) EXPECT_TRUE(tx.commit().ok());
        return out;
    }
    Result<std::vector<std::string>> turn(std::vector<Change> changes)
    {
        return with([&](access::SubjectGrant const& g) { return change(g, gate, rules, changes, "web"); });
    }
    void born(std::string const& date, bool guarded = false)
    {
        people::Profile p { "key", date, "Europe/Dublin", {} };
        if (guarded) p.guardian = people::Guardian { "parent", "form 12", clock.now() };
        ASSERT_TRUE(with([&](access::SubjectGrant const& g) { return people::save(g, p, clock.now()); }).ok());
    }
    std::string years_ago(int years, int days = 0)
    {
        auto const today = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(clock.now()));
        auto const birthday = std::chrono::sys_days(std::chrono::year_month_day(today.year() - std::chrono::years(years), today.month(),
            today.day() == std::chrono::day(29) ? std::chrono::day(28) : today.day())) + std::chrono::days(days);
        return rfc3339(Instant(birthday)).substr(0, 10);
    }
    std::vector<Event> events()
    {
        return with([](access::SubjectGrant const& g) { return history(g); }).release();
    }
    std::vector<Switch> now()
    {
        return with([](access::SubjectGrant const& g) { return switches(g); }).release();
    }

    SystemRng rng;
    TestClock clock;
    std::string database = db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema");
    std::unique_ptr<db::Pool> pool =
        db::Pool::create({ .url = db::testing::url(database), .connections = 2 }).release();
    access::testing::MemoryKeys keys { rng };
    access::PolicyHolder policy { access::Policy::load(WELLKEPT_SOURCE_DIR "/policy").release() };
    access::Gate gate { policy, keys, clock, rng, "eu" };
    Rules rules = Rules::load(WELLKEPT_SOURCE_DIR "/policy", "eu").release();
    bool by_guardian = false;
    ClientId const tenant = ClientId::fresh(clock, rng);
    SubjectId const person = SubjectId::fresh(clock, rng);
    ConnectionId const a = ConnectionId::fresh(clock, rng), b = ConnectionId::fresh(clock, rng);
};

TEST_F(Consent, EachTurnIsAnEventAndARepeatIsNone)
{
    EXPECT_TRUE(turn({ { a, "heart", "self", false } })->empty()) << "nothing was collected, so nothing is emptied";
    EXPECT_TRUE(turn({ { a, "heart", "self", true }, { a, "heart", "self", true } })->empty());
    EXPECT_TRUE(turn({ { a, "heart", "self", true } })->empty());
    EXPECT_EQ(turn({ { a, "heart", "self", false } }).value(), (std::vector<std::string> { "heart" }));
    EXPECT_TRUE(turn({ { a, "heart", "self", false } }).ok());
    auto const log = events();
    ASSERT_EQ(log.size(), 3u);
    EXPECT_EQ(log[0].decision, "withdrawn");
    EXPECT_EQ(log[1].decision, "granted");
    EXPECT_EQ(log[2].decision, "refused");
    EXPECT_EQ(log[0].wording_version, policy.get()->version());
    EXPECT_EQ(log[0].channel, "web");
    ASSERT_EQ(now().size(), 1u);
    EXPECT_FALSE(now()[0].granted);
}

TEST_F(Consent, ACategoryIsEmptiedOnlyWithItsLastPurposeAndForItsConnection)
{
    ASSERT_TRUE(turn({ { a, "heart", "self", true }, { a, "heart", "share_with_client", true },
                         { b, "heart", "self", true }, { a, "sleep", "self", true } })
                    .ok());
    EXPECT_TRUE(turn({ { a, "heart", "share_with_client", false } })->empty());
    EXPECT_EQ(turn({ { a, "heart", "self", false } }).value(), (std::vector<std::string> { "heart" }));
    auto const s = now();
    EXPECT_EQ(std::count_if(s.begin(), s.end(), [](auto const& x) { return x.granted; }), 2);
}

TEST_F(Consent, WhatIsAskedApartKeepsNothingAndGoesWithTheLastOther)
{
    EXPECT_FALSE(turn({ { a, "heart", "statistics", true } }).ok()) << "alone it would be a reason to collect";
    EXPECT_TRUE(events().empty());
    ASSERT_TRUE(turn({ { a, "heart", "self", true } }).ok());
    EXPECT_EQ(now().size(), 1u) << "off until somebody switches it on";
    ASSERT_TRUE(turn({ { a, "heart", "statistics", true } }).ok());
    EXPECT_TRUE(turn({ { a, "heart", "statistics", false } })->empty()) << "its going off takes nothing away";
    ASSERT_TRUE(turn({ { a, "heart", "statistics", true } }).ok());
    EXPECT_EQ(turn({ { a, "heart", "self", false } }).value(), (std::vector<std::string> { "heart" }));
    for (auto const& s : now()) EXPECT_FALSE(s.granted) << s.purpose;
    EXPECT_EQ(events()[0].recipient, "none");
    EXPECT_EQ(events()[0].decision, "withdrawn");
}

TEST_F(Consent, TheRecipientIsWrittenOut)
{
    ASSERT_TRUE(turn({ { a, "heart", "share_with_client", true }, { a, "heart", "self", true } }).ok());
    for (auto const& e : events()) EXPECT_EQ(e.recipient, e.purpose == "self" ? "self" : "client:" + tenant.text());
}

TEST_F(Consent, WhatIsNoSwitchIsRefusedWhole)
{
    for (auto const* purpose : { "collect", "provide_service", "rights", "nonsense" })
        EXPECT_FALSE(turn({ { a, "heart", "self", true }, { a, "heart", purpose, true } }).ok()) << purpose;
    EXPECT_FALSE(turn({ { a, "mood", "self", true } }).ok());
    EXPECT_TRUE(events().empty());
}

TEST_F(Consent, WithdrawingAllTurnsOffOneConnection)
{
    ASSERT_TRUE(
        turn({ { a, "heart", "self", true }, { a, "sleep", "share_with_client", true }, { b, "heart", "self", true } })
            .ok());
    ASSERT_TRUE(with([&](access::SubjectGrant const& g) { return withdraw_all(g, gate, a, "web"); }).ok());
    for (auto const& s : now()) EXPECT_EQ(s.granted, s.connection == b);
}

Instant at(char const* text) { return *parse_rfc3339(text); }
std::chrono::year_month_day date(int y, unsigned m, unsigned d)
{
    return std::chrono::year_month_day(std::chrono::year(y), std::chrono::month(m), std::chrono::day(d));
}

TEST(Age, TurnsOnTheCalendarDateOfTheZone)
{
    auto const born = date(2008, 11, 23);
    // 18 in Dublin at midnight there; still the day before in New York, the day already in Auckland.
    EXPECT_EQ(age_on(born, at("2026-11-22T23:59:59Z"), "Europe/Dublin"), 17);
    EXPECT_EQ(age_on(born, at("2026-11-23T00:00:00Z"), "Europe/Dublin"), 18);
    EXPECT_EQ(age_on(born, at("2026-11-23T04:59:59Z"), "America/New_York"), 17);
    EXPECT_EQ(age_on(born, at("2026-11-23T05:00:00Z"), "America/New_York"), 18);
    EXPECT_EQ(age_on(born, at("2026-11-22T11:00:00Z"), "Pacific/Auckland"), 18);
    // In summer time the day begins an hour earlier by UTC.
    EXPECT_EQ(age_on(date(2008, 7, 1), at("2026-06-30T22:59:59Z"), "Europe/Dublin"), 17);
    EXPECT_EQ(age_on(date(2008, 7, 1), at("2026-06-30T23:00:00Z"), "Europe/Dublin"), 18);
    // Without a zone, or with none we know, the birthday comes last.
    for (auto const* zone : { "", "Nowhere/Land", "/etc/localtime", "../../x", "file:x" }) {
        EXPECT_EQ(age_on(born, at("2026-11-23T11:59:59Z"), zone), 17) << zone;
        EXPECT_EQ(age_on(born, at("2026-11-23T12:00:00Z"), zone), 18) << zone;
    }
    EXPECT_EQ(age_on(date(2008, 2, 29), at("2026-02-28T12:00:00Z"), "Europe/Dublin"), 17);
    EXPECT_EQ(age_on(date(2008, 2, 29), at("2026-03-01T00:00:00Z"), "Europe/Dublin"), 18);
    EXPECT_LT(age_on(date(2030, 1, 1), at("2026-03-01T00:00:00Z"), "Europe/Dublin"), 0);
}

TEST(RulesFile, ARegionWithoutARowIsHeldToTheStrictest)
{
    std::string const policy = WELLKEPT_SOURCE_DIR "/policy";
    EXPECT_EQ(Rules::load(policy, "uk")->guardian_below, 13);
    EXPECT_EQ(Rules::load(policy, "ie")->guardian_below, 16);
    EXPECT_EQ(Rules::load(policy, "eu")->guardian_below, 16);
    EXPECT_EQ(Rules::load(policy, "eu")->directed_from, 18);
    EXPECT_FALSE(Rules::load("/nowhere", "eu").ok());
    auto const uk = Rules::load(policy, "uk").release();
    auto standing = [&](char const* born) { return uk.standing({ "k", born, "Europe/London", {} }, at("2026-11-22T12:00:00Z")); };
    EXPECT_EQ(standing("2013-11-23"), Standing::child);
    EXPECT_EQ(standing("2013-11-22"), Standing::young);
    EXPECT_EQ(standing("2008-11-23"), Standing::young);
    EXPECT_EQ(standing("2008-11-22"), Standing::grown);
    EXPECT_EQ(uk.standing({ "k", {}, {}, {} }, at("2026-11-22T12:00:00Z")), Standing::grown);
}

TEST_F(Consent, TheYoungSayYesOnlyWithAGuardianAndNoAlone)
{
    born(years_ago(17), true);
    auto const alone = turn({ { a, "heart", "self", true } });
    ASSERT_FALSE(alone.ok());
    EXPECT_EQ(alone.error().code, Code::forbidden);
    EXPECT_TRUE(events().empty());
    by_guardian = true;
    ASSERT_TRUE(turn({ { a, "heart", "self", true } }).ok());
    auto const log = events();
    EXPECT_EQ(log[0].captured_by, "guardian");
    auto const capture = with([&](access::SubjectGrant const& g) { return capture_of(g, log[0]); }).release();
    ASSERT_TRUE(capture);
    EXPECT_EQ(capture->relationship, "parent");
    EXPECT_EQ(capture->evidence, "form 12");
    by_guardian = false;
    EXPECT_TRUE(turn({ { a, "heart", "self", false } }).ok()) << "a no is anybody's";
    EXPECT_EQ(events()[0].captured_by, "self");
}

TEST_F(Consent, ComingOfAgeAsksAnewAndEndsTheGuardiansPower)
{
    born(years_ago(17), true);
    by_guardian = true;
    ASSERT_TRUE(turn({ { a, "heart", "self", true } }).ok());
    EXPECT_TRUE(ask_again(now()[0], rules, Standing::young).empty());
    EXPECT_EQ(ask_again(now()[0], rules, Standing::grown), (std::vector<std::string> { "came_of_age" }));
    clock.advance(std::chrono::hours(24 * 367));
    EXPECT_FALSE(turn({ { a, "sleep", "self", true } }).ok());
    EXPECT_TRUE(now()[0].granted) << "the guardian's yes stays until the person says otherwise";
    by_guardian = false;
    ASSERT_TRUE(turn({ { a, "heart", "self", true } }).ok());
    EXPECT_TRUE(ask_again(now()[0], rules, Standing::grown).empty());
    EXPECT_EQ(events().size(), 2u);
}

TEST_F(Consent, WhatContradictsTheAgeRulesIsFound)
{
    auto verdict = [&](std::string const& date, bool guarded, std::vector<Switch> const* switches = nullptr) {
        people::Profile p { "k", date, "Europe/Dublin", {} };
        if (guarded) p.guardian = people::Guardian { "parent", "form 12", clock.now() };
        return judge(rules, p, clock.now(), switches);
    };
    EXPECT_EQ(verdict(years_ago(12), false), Verdict::child_without_guardian);
    EXPECT_EQ(verdict(years_ago(12), true), Verdict::fine);
    EXPECT_EQ(verdict(years_ago(17), false), Verdict::fine);
    EXPECT_EQ(verdict(years_ago(19), false), Verdict::grown);
    ASSERT_TRUE(turn({ { a, "heart", "self", true } }).ok()); // of unknown age
    auto const own = now();
    EXPECT_EQ(verdict(years_ago(17), false, &own), Verdict::decided_alone);
    EXPECT_EQ(verdict(years_ago(17), true, &own), Verdict::decided_alone);
    EXPECT_EQ(verdict(years_ago(19), false, &own), Verdict::grown);
}

TEST_F(Consent, OnlyWhatChangedInWordsIsAskedAnew)
{
    ASSERT_TRUE(turn({ { a, "heart", "self", true }, { a, "sleep", "self", true }, { a, "sleep", "share_with_client", true } }).ok());
    rules.category_wordings["heart"] = 2;
    rules.purpose_wordings["share_with_client"] = 3;
    std::map<std::string, std::vector<std::string>> asked;
    for (auto const& s : now()) asked[s.category + "/" + s.purpose] = ask_again(s, rules, Standing::grown);
    EXPECT_EQ(asked["heart/self"], (std::vector<std::string> { "wording_category" }));
    EXPECT_EQ(asked["sleep/self"], (std::vector<std::string> {}));
    EXPECT_EQ(asked["sleep/share_with_client"], (std::vector<std::string> { "wording_purpose" }));
    ASSERT_TRUE(turn({ { a, "heart", "self", true }, { a, "sleep", "self", true } }).ok());
    EXPECT_EQ(events().size(), 4u) << "the yes under the new words is an event, the repeated one is none";
    for (auto const& s : now())
        if (s.category == "heart") EXPECT_TRUE(ask_again(s, rules, Standing::grown).empty());
}

TEST_F(Consent, IsShownAsFhir)
{
    born(years_ago(17), true);
    by_guardian = true;
    ASSERT_TRUE(turn({ { a, "heart", "self", true }, { a, "heart", "share_with_client", true }, { a, "sleep", "share_with_client", true } }).ok());
    ASSERT_TRUE(turn({ { a, "sleep", "share_with_client", false } }).ok());
    auto read = [&](bool of_client) {
        return json::parse(with([&](access::SubjectGrant const& g) { return fhir(g, gate, of_client, "https://x.example"); }).release()).release();
    };
    auto const all = read(false);
    EXPECT_EQ(all.at("resourceType"), "Bundle");
    EXPECT_EQ(all.at("total"), 3);
    auto const of_client = read(true);
    ASSERT_EQ(of_client.at("total"), 2);
    std::map<std::string, boost::json::value> by_class;
    for (auto const& entry : of_client.at("entry").as_array()) {
        auto const& r = entry.at("resource");
        // R4's constraints ppc-1 and ppc-2, and its required elements.
        EXPECT_EQ(r.at("resourceType"), "Consent");
        EXPECT_EQ(r.at("scope").at("coding").at(0).at("code"), "patient-privacy");
        EXPECT_FALSE(r.at("category").as_array().empty());
        EXPECT_FALSE(r.at("policy").as_array().empty());
        EXPECT_EQ(r.at("patient").at("reference"), boost::json::string("Patient/" + person.text()));
        EXPECT_EQ(r.at("provision").at("actor").at(0).at("reference").at("reference"), boost::json::string("Organization/" + tenant.text()));
        EXPECT_EQ(r.at("provision").at("class").at(0).at("system"), "urn:wellkept:category");
        EXPECT_EQ(r.at("provision").at("purpose").at(0).at("system"), "urn:wellkept:purpose");
        by_class[std::string(r.at("provision").at("class").at(0).at("code").as_string())] = r;
    }
    EXPECT_EQ(by_class["heart"].at("status"), "active");
    EXPECT_EQ(by_class["heart"].at("provision").at("type"), "permit");
    EXPECT_EQ(by_class["heart"].at("verification").at(0).at("verifiedWith").at("display"), "parent");
    EXPECT_EQ(by_class["sleep"].at("status"), "inactive");
    EXPECT_EQ(by_class["sleep"].at("provision").at("type"), "deny");
}

TEST(ConsentCounts, SmallNumbersAndWhoIsLeftOverAreNotShown)
{
    auto const policy = access::Policy::load(WELLKEPT_SOURCE_DIR "/policy").release();
    auto cell = [&](std::int64_t people, std::int64_t n) -> std::optional<std::int64_t> {
        auto const out = boost::json::parse(shown_counts(*policy, people, { { { "self", "heart" }, n } })).as_object();
        for (auto const& c : out.at("cells").as_array())
            if (c.at("purpose") == "self" && c.at("category") == "heart" && c.as_object().contains("people")) return c.at("people").as_int64();
        return {};
    };
    EXPECT_FALSE(cell(49, 20)) << "fewer people than the smallest population";
    EXPECT_FALSE(cell(60, 7)) << "a small cell";
    EXPECT_EQ(cell(60, 8), 10) << "rounded to fives";
    EXPECT_EQ(cell(60, 52), 50);
    EXPECT_FALSE(cell(60, 53)) << "seven are left who do not";
    EXPECT_FALSE(cell(60, 60));
}

} // namespace
} // namespace wellkept::consent
