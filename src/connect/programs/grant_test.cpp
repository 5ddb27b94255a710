// The calls a manifest makes, from templates to what an HTTP client sends.
#include "connect/programs/catalogue.h"
#include "connect/programs/grant.h"
#include <gtest/gtest.h>

namespace wellkept::programs {
namespace {

namespace fs = std::filesystem;

struct Grants : testing::Test {
    static void SetUpTestSuite()
    {
        auto table = timeseries::MetricTable::load(fs::path(WELLKEPT_SOURCE_DIR) / "policy/metrics.yaml");
        ASSERT_TRUE(table.ok());
        auto all = Catalogue::load(fs::path(WELLKEPT_SOURCE_DIR) / "programs", *table);
        ASSERT_TRUE(all.ok()) << all.error().public_text.text;
        s_catalogue = all.release();
    }
    static Manifest const& program(std::string_view code) { return *s_catalogue.find(code); }
    static std::string get(Fields const& fields, std::string_view name)
    {
        for (auto const& f : fields)
            if (f.first == name) return f.second;
        return "(none)";
    }
    static inline Catalogue s_catalogue;
};

TEST_F(Grants, AuthorizeAsksOnlyForWhatIsShared)
{
    auto a = authorize(program("withings"), "id", "https://w.test/cb", "st", { "body" }, "");
    ASSERT_TRUE(a.ok());
    EXPECT_EQ(a->url, "https://account.withings.com/oauth2_user/authorize2");
    EXPECT_EQ(get(a->query, "scope"), "user.info,user.metrics");
    EXPECT_EQ(get(a->query, "response_type"), "code");
    EXPECT_EQ(get(a->query, "code_challenge"), "(none)");
    auto o = authorize(program("oura"), "id", "https://w.test/cb", "st", { "heart", "workout" }, "");
    EXPECT_EQ(get(o->query, "scope"), "personal heartrate daily workout");
}

TEST_F(Grants, PkceIsNeverLeftOutWhereTheManifestWantsIt)
{
    auto m = program("oura");
    m.oauth->pkce = true;
    EXPECT_FALSE(authorize(m, "id", "https://w.test/cb", "st", {}, "").ok());
    auto a = authorize(m, "id", "https://w.test/cb", "st", {}, "challenge");
    ASSERT_TRUE(a.ok());
    EXPECT_EQ(get(a->query, "code_challenge_method"), "S256");
    Vars const vars { { "client_id", "i" }, { "client_secret", "s" }, { "code", "c" }, { "redirect_uri", "r" } };
    EXPECT_FALSE(exchange_call(m, vars).ok()) << "without a verifier";
}

TEST_F(Grants, TokensAreAskedForInTheVendorsWay)
{
    Vars const vars { { "client_id", "i" }, { "client_secret", "s" }, { "code", "c" },
        { "redirect_uri", "https://w.test/cb" }, { "refresh_token", "rt" } };
    auto call = exchange_call(program("withings"), vars);
    ASSERT_TRUE(call.ok());
    EXPECT_EQ(call->url, "https://wbsapi.withings.net/v2/oauth2");
    EXPECT_EQ(call->method, "POST");
    EXPECT_EQ(call->encoding, Request::Encoding::form);
    EXPECT_EQ(get(call->params, "action"), "requesttoken");
    EXPECT_EQ(get(call->params, "grant_type"), "authorization_code");
    EXPECT_EQ(get(call->params, "client_secret"), "s");
    auto refresh = refresh_call(program("oura"), vars);
    ASSERT_TRUE(refresh.ok());
    EXPECT_EQ(get(refresh->params, "refresh_token"), "rt");
    EXPECT_EQ(get(refresh->params, "grant_type"), "refresh_token");
    auto basic = program("oura");
    basic.oauth->client_basic = true;
    auto b = refresh_call(basic, vars);
    EXPECT_EQ(b->auth, Request::Auth::client_basic);
    EXPECT_EQ(get(b->params, "client_secret"), "(none)") << "one way of authenticating, not two";
}

TEST_F(Grants, SignedCallsAreSignedOverTheirFields)
{
    auto const& m = program("withings");
    auto const* scheme = m.find_signing("with_nonce");
    Vars vars { { "client_id", "id" }, { "client_secret", "key" }, { "timestamp", "1700000000" },
        { "vendor_user", "77" } };
    auto nonce = fill(m, *scheme->nonce, vars);
    ASSERT_TRUE(nonce.ok());
    EXPECT_EQ(get(nonce->params, "signature"), *hmac_text("sha256", "key", "getnonce,id,1700000000", "hex"));
    EXPECT_FALSE(fill(m, *m.oauth->revoke, vars).ok()) << "no nonce, no signature";
    vars["nonce"] = "n0";
    auto revoke = fill(m, *m.oauth->revoke, vars);
    ASSERT_TRUE(revoke.ok());
    EXPECT_EQ(get(revoke->params, "signature"), *hmac_text("sha256", "key", "revoke,id,n0", "hex"));
    EXPECT_EQ(get(revoke->params, "userid"), "77");
}

TEST_F(Grants, AParameterWithoutAValueIsLeftOut)
{
    auto const& m = program("withings");
    auto const& r = *m.find_request("getmeas");
    auto first =
        fill(m, r.request, { { "from_epoch", "1" }, { "to_epoch", "2" }, { "select", *select_for(r, { "body" }) } });
    ASSERT_TRUE(first.ok());
    EXPECT_EQ(get(first->params, "offset"), "(none)");
    EXPECT_EQ(get(first->params, "meastypes"), "1,4,5,6,8,71,73,76,77,88") << "nothing of the heart was consented";
    EXPECT_FALSE(select_for(r, { "sleep" }).has_value());
}

TEST_F(Grants, AnIdFromOutsideCannotLeaveItsPath)
{
    auto const& m = program("oura");
    auto const& call = *m.find_request("sleep")->by_object;
    auto good = fill(m, call, { { "object_id", "1a143ae4-7748" } });
    ASSERT_TRUE(good.ok());
    EXPECT_EQ(good->url, "https://api.ouraring.com/v2/usercollection/sleep/1a143ae4-7748");
    for (auto const* id : { "../personal_info", "..", ".", "", "a/b", "a?b=c", "a#b", "a%2fb", "a b", "a\r\nX: y" }) {
        auto const bad = fill(m, call, { { "object_id", id } });
        ASSERT_FALSE(bad.ok()) << id;
        EXPECT_EQ(bad.error().code, Code::bad_input) << id;
    }
    auto const header = fill(m, *m.webhook->unsubscribe,
        { { "subscription_id", "s" }, { "client_id", "a\r\nX-Evil: 1" }, { "client_secret", "s" } });
    EXPECT_FALSE(header.ok());
}

TEST_F(Grants, OnlyWhatIsConsentedAndGrantedIsAsked)
{
    auto const& m = program("oura");
    auto names = [&](std::set<std::string> const& categories, std::optional<std::vector<std::string>> const& granted) {
        std::set<std::string> out;
        for (auto const* r : requests_for(m, categories, granted)) out.insert(r->name);
        return out;
    };
    EXPECT_EQ(names({ "workout" }, std::nullopt), (std::set<std::string> { "workout" }));
    EXPECT_EQ(names({ "breathing" }, std::nullopt), (std::set<std::string> { "daily_spo2", "sleep" }));
    EXPECT_EQ(names({ "breathing" }, std::vector<std::string> { "daily" }), (std::set<std::string> { "sleep" }));
    EXPECT_TRUE(names({ "breathing" }, std::vector<std::string> {}).empty());
    EXPECT_TRUE(names({}, std::nullopt).empty());
}

TEST_F(Grants, TokenRepliesOfTheWrongFormAreRefused)
{
    auto const& m = program("withings");
    EXPECT_FALSE(read_tokens(m, "").ok());
    EXPECT_FALSE(read_tokens(m, "[]").ok());
    EXPECT_FALSE(read_tokens(m, R"({"status":0,"body":[]})").ok());
    EXPECT_FALSE(read_tokens(m, R"({"status":0,"body":{"refresh_token":"r"}})").ok());
    auto const invalid = read_tokens(m, R"({"status":401,"body":{}})");
    ASSERT_FALSE(invalid.ok());
    EXPECT_EQ(invalid.error().code, Code::unauthenticated);
    auto silent = read_tokens(m, R"({"status":0,"body":{"access_token":"a","expires_in":"10800","userid":5}})");
    ASSERT_TRUE(silent.ok());
    EXPECT_EQ(silent->user, "5");
    EXPECT_EQ(silent->expires_in_s, 10800);
    EXPECT_FALSE(silent->scopes.has_value());
}

TEST_F(Grants, LookupsGiveScalarsAndLists)
{
    auto const& m = program("oura");
    auto id = read_lookup(m, *m.oauth->user, R"({"id":"u-1","age":null})");
    ASSERT_TRUE(id.ok());
    EXPECT_EQ((*id)[0], "u-1");
    EXPECT_FALSE(read_lookup(m, *m.oauth->user, R"({"id":null})").ok());
    auto list = read_lookup(m, { {}, "/permissions" }, R"({"permissions":["A","B"]})");
    EXPECT_EQ(*list, (std::vector<std::string> { "A", "B" }));
}

} // namespace
} // namespace wellkept::programs
