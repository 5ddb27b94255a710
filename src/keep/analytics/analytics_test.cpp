// Choices and the visits that rest on them, against a real database.
#include "access/routes.h"
#include "access/testing.h"
#include "keep/analytics/analytics.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include <future>
#include <gtest/gtest.h>

namespace wellkept::analytics {
namespace {

using namespace std::chrono_literals;
std::string const source = WELLKEPT_SOURCE_DIR;
constexpr char const* address = "203.0.113.77";

class AnalyticsTest : public ::testing::Test {
protected:
    http::Response send(http::Method method, std::string const& path, std::string body = {}, bool gpc = false,
        std::string const& from = address)
    {
        auto const match = router.match(method, path);
        http::Request r {
            .method = method, .path = path, .body = std::move(body), .peer = from, .id = RequestId::fresh(clock, rng)
        };
        if (!cookie.empty()) r.headers.emplace_back("cookie", std::string(preferences::browser_cookie) + "=" + cookie);
        if (gpc) r.headers.emplace_back("sec-gpc", "1");
        std::promise<http::Response> done;
        (*std::get<http::Router::Match>(match).handler)(
            r, http::Responder([&](http::Response a) { done.set_value(std::move(a)); }));
        auto answer = done.get_future().get();
        for (auto const& [name, value] : answer.headers)
            if (name == "set-cookie") cookie = value.substr(value.find('=') + 1, value.find(';') - value.find('=') - 1);
        return answer;
    }
    http::Response choose(std::string const& method, bool yes, bool gpc = false)
    {
        return send(http::Method::put, "/v1/preferences",
            R"({"choices":{"analytics":)" + std::string(yes ? "true" : "false") + R"(},"method":")" + method + "\"}",
            gpc);
    }
    int visit(std::string const& page = "/", bool gpc = false, std::string const& from = address)
    {
        return send(
            http::Method::post, "/v1/page-views", R"({"page":")" + page + R"(","referrer":"News.Example"})", gpc, from)
            .status;
    }
    std::string one(std::string const& sql)
    {
        struct Text {
            std::optional<std::string> text;
        };
        static int number = 0;
        auto const name = "analytics_test/" + std::to_string(++number);
        db::PlainQuery<Text> const query { name, sql };
        auto tx = db::Tx::begin(*looking).release();
        auto const row = tx.one(query);
        return row.ok() ? row->text.value_or("") : row.error().detail.text;
    }
    std::string visits() { return one("SELECT count(*)::text FROM analytics.visit"); }
    std::string rows()
    {
        return one("SELECT ((SELECT count(*) FROM analytics.visit) + (SELECT count(*) FROM analytics.salt)"
                   " + (SELECT count(*) FROM preferences.browser_event))::text");
    }

    SystemRng rng;
    TestClock clock;
    std::string database = db::testing::fresh_database(source + "/schema");
    std::unique_ptr<db::Pool> pool =
        db::Pool::create({ .url = db::testing::url(database), .connections = 3 }).release();
    std::unique_ptr<db::Pool> looking =
        db::Pool::create({ .url = db::testing::url(database, db::superuser_role), .connections = 1 }).release();
    access::testing::MemoryKeys keys { rng };
    access::PolicyHolder policy { access::Policy::load(source + "/policy").release() };
    access::Gate gate { policy, keys, clock, rng, "eu" };
    access::AuditWriter audit { *pool };
    http::Router router;
    access::Routes routes { router, gate, *pool, audit };
    Counting counting = Counting::load(source + "/policy/analytics.yaml").release();
    Analytics* here = nullptr;
    preferences::Preferences choices { gate, *pool,
        preferences::Catalogue::load(source + "/policy/preferences.yaml").release(),
        [this](db::Tx& tx, std::string_view browser) { return here->forget(tx, browser); } };
    Analytics analytics { gate, *pool, counting, choices };
    std::string cookie;
    void SetUp() override
    {
        here = &analytics;
        choices.add_routes(routes);
        analytics.add_routes(routes);
    }
};

TEST_F(AnalyticsTest, BeforeAChoiceNothingIsStoredAndNoCookieIsSet)
{
    auto const asked = send(http::Method::get, "/v1/preferences");
    EXPECT_EQ(asked.status, 200);
    EXPECT_NE(asked.body.find(R"("ask":true)"), std::string::npos) << asked.body;
    EXPECT_EQ(visit(), 204);
    EXPECT_EQ(rows(), "0");
    EXPECT_TRUE(cookie.empty());
    cookie = "of-somebodys-own-making";
    EXPECT_EQ(visit(), 204);
    EXPECT_EQ(rows(), "0");
}

TEST_F(AnalyticsTest, ANoIsKeptAndCountsNothing)
{
    EXPECT_EQ(choose("reject_all", false).status, 200);
    EXPECT_FALSE(cookie.empty());
    EXPECT_NE(send(http::Method::get, "/v1/preferences").body.find(R"("ask":false)"), std::string::npos);
    EXPECT_EQ(visit(), 204);
    EXPECT_EQ(visits(), "0");
    EXPECT_EQ(one("SELECT decision || ' ' || method FROM preferences.browser_event"), "refused reject_all");
    EXPECT_EQ(one("SELECT count(*)::text FROM preferences.browser_event WHERE position('" + cookie
                  + "' in encode(browser, 'escape')) > 0"),
        "0");
}

TEST_F(AnalyticsTest, AYesCountsPublicPagesWithoutTheAddress)
{
    EXPECT_EQ(choose("accept_all", true).status, 200);
    EXPECT_EQ(visit(), 204);
    EXPECT_EQ(visits(), "1");
    EXPECT_EQ(one("SELECT page || ' ' || referrer FROM analytics.visit"), "/ news.example");
    for (auto const* page : { "/app", "/app/data/heart_rate", "/receipt/abc", "/?token=1", "nonsense" })
        EXPECT_EQ(visit(page), 204) << page;
    EXPECT_EQ(visits(), "1") << "only pages of the policy are counted";
    // The same network is one visitor today, and another network another.
    EXPECT_EQ(visit("/", false, "203.0.113.200"), 204);
    EXPECT_EQ(visit("/", false, "203.0.114.77"), 204);
    EXPECT_EQ(one("SELECT count(*) || ' ' || count(DISTINCT visitor) FROM analytics.visit"), "3 2");
    // Neither the address nor its first part lies anywhere, as text or as bytes.
    auto const all = one("SELECT string_agg(v::text, '|') FROM analytics.visit v")
        + one("SELECT string_agg(s::text, '|') FROM analytics.salt s")
        + one("SELECT string_agg(b::text, '|') FROM preferences.browser_event b");
    EXPECT_EQ(all.find("203.0.113"), std::string::npos);
    EXPECT_EQ(all.find("cb0071"), std::string::npos) << all;
}

TEST_F(AnalyticsTest, TheDayAfterAVisitorIsAnother)
{
    (void)choose("accept_all", true);
    (void)visit();
    clock.advance(24h);
    (void)visit();
    EXPECT_EQ(one("SELECT count(*) || ' ' || count(DISTINCT visitor) || ' ' || count(DISTINCT withdrawal) FROM "
                  "analytics.visit"),
        "2 2 2");
    ASSERT_TRUE(analytics.close_days({}).ok());
    EXPECT_EQ(one("SELECT count(*)::text FROM analytics.salt"), "1") << "yesterday's salt is gone, today's is not";
    clock.advance(std::chrono::hours(24 * (counting.keep_days + 2)));
    ASSERT_TRUE(analytics.close_days({}).ok());
    EXPECT_EQ(visits(), "0");
    EXPECT_EQ(one("SELECT count(*)::text FROM analytics.salt"), "0");
    EXPECT_EQ(one("SELECT count(*)::text FROM analytics.daily"), "0") << "one visitor is too few to be shown";
}

TEST_F(AnalyticsTest, AWithdrawalDeletesWhatWasCountedOfThisBrowserAndNoOther)
{
    (void)choose("accept_all", true);
    (void)visit();
    clock.advance(48h);
    (void)visit();
    auto const mine = cookie;
    cookie.clear();
    (void)choose("accept_all", true);
    (void)visit();
    EXPECT_EQ(visits(), "3");
    cookie = mine;
    (void)choose("save", false);
    EXPECT_EQ(visits(), "1");
    EXPECT_EQ(one("SELECT count(*)::text FROM preferences.browser_event"), "3") << "events are appended, never changed";
    (void)visit();
    EXPECT_EQ(visits(), "1");
    EXPECT_EQ(send(http::Method::del, "/v1/preferences").status, 204);
    EXPECT_TRUE(cookie.empty());
    EXPECT_EQ(one("SELECT count(*)::text FROM preferences.browser_event"), "1");
}

TEST_F(AnalyticsTest, GlobalPrivacyControlIsANo)
{
    EXPECT_NE(send(http::Method::get, "/v1/preferences", {}, true).body.find(R"("ask":false)"), std::string::npos)
        << "nothing is asked";
    EXPECT_TRUE(cookie.empty());
    EXPECT_EQ(rows(), "0");
    EXPECT_NE(choose("accept_all", true, true).body.find(R"("decision":"refused","method":"gpc")"), std::string::npos);
    EXPECT_EQ(one("SELECT decision || ' ' || method FROM preferences.browser_event"), "refused gpc");
    // Turned on later, it withdraws an earlier yes.
    (void)choose("accept_all", true);
    (void)visit();
    EXPECT_EQ(visits(), "1");
    EXPECT_EQ(visit("/", true), 204);
    EXPECT_EQ(visits(), "0");
    EXPECT_EQ(
        one("SELECT string_agg(method, ' ' ORDER BY sequence) FROM preferences.browser_event"), "gpc accept_all gpc");
    EXPECT_EQ(visit(), 204);
    EXPECT_EQ(visits(), "0") << "and stays a no";
}

TEST_F(AnalyticsTest, WhatNobodyOfferedIsRefused)
{
    EXPECT_EQ(
        send(http::Method::put, "/v1/preferences", R"({"choices":{"newsletters":true},"method":"save"})").status, 400);
    EXPECT_EQ(
        send(http::Method::put, "/v1/preferences", R"({"choices":{"analytics":true},"method":"gpc"})").status, 400);
    EXPECT_EQ(rows(), "0");
}

TEST_F(AnalyticsTest, OneBrowserIsCountedOnlySoOften)
{
    (void)choose("accept_all", true);
    for (int i = 0; i < counting.visits_max_per_day + 3; ++i) (void)visit();
    EXPECT_EQ(visits(), std::to_string(counting.visits_max_per_day));
}

TEST(Truncated, KeepsTheNetworkOnly)
{
    EXPECT_EQ(truncated("203.0.113.77"), std::string("\xcb\x00\x71", 3));
    EXPECT_EQ(truncated("::ffff:203.0.113.9"), std::string("\xcb\x00\x71", 3));
    EXPECT_EQ(truncated("2001:db8:12:3456::1"), std::string("\x20\x01\x0d\xb8\x00\x12", 6));
    EXPECT_EQ(truncated("2001:db8:12:ffff::9"), truncated("2001:db8:12:3456::1"));
    EXPECT_TRUE(truncated("nobody").empty());
}

TEST(Referrer, IsAHostAndNothingMore)
{
    EXPECT_EQ(host_of("News.Example"), "news.example");
    for (auto const* bad : { "https://news.example/a?q=1", "news.example/a", "a b", "user@host", "x:1" })
        EXPECT_EQ(host_of(bad), "") << bad;
}

TEST(Shown, LeavesOutTheFewAndRounds)
{
    Counting const c { {}, 30, 200, 8, 5 };
    auto const out = shown({ { "/", 103, 41 }, { "/trust", 9, 7 }, { "/console", 8, 8 } }, c);
    ASSERT_EQ(out.size(), 2u);
    EXPECT_EQ(out[0].views, 105);
    EXPECT_EQ(out[0].visitors, 40);
    EXPECT_EQ(out[1].name, "/console");
    EXPECT_EQ(out[1].visitors, 10);
}

} // namespace
} // namespace wellkept::analytics
