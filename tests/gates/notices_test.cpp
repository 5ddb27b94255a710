// Notices on the running server: only what is enforced and proven is said, whoever reads it; and cookies are as registered.
#include "access/enforced.h"
#include "house.h"
#include "keep/notices/notices.h"
#include <filesystem>
#include <fstream>
#include <sstream>

namespace wellkept::gates {
namespace {

namespace fs = std::filesystem;

std::string read(fs::path const& path)
{
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

TEST(Enforced, EachDeclarationIsOfARuleThatIsThereAndHasAProof)
{
    auto const policy = House::the().app().ground().policy->get();
    auto const all = access::enforcements();
    EXPECT_GT(all.size(), 10u);
    for (auto const& e : all) {
        bool const known = std::any_of(policy->rules().begin(), policy->rules().end(),
            [&](auto const& r) { return r.id == e.rule || (e.rule.ends_with('.') && r.id.starts_with(e.rule)); });
        EXPECT_TRUE(known) << e.engine << " enforces " << e.rule << ", which the policy does not have";
        auto const engine = fs::path(WELLKEPT_SOURCE_DIR) / "src" / e.engine;
        EXPECT_TRUE(fs::is_directory(engine) || fs::is_regular_file(engine.string() + ".cpp")) << e.engine;
        // A promise that is proven, or a test.
        bool const test = e.proof.find('/') != e.proof.npos;
        auto const proof = fs::path(WELLKEPT_SOURCE_DIR) / (test ? e.proof : "promises/" + e.proof + ".feature");
        ASSERT_TRUE(fs::is_regular_file(proof)) << e.rule << ": " << e.proof;
        EXPECT_TRUE(test || read(proof).find("@wip") == std::string::npos) << e.rule << " rests on a promise that is not proven: " << e.proof;
    }
}

TEST(Enforced, ANoticeClaimsNothingElse)
{
    auto& app = House::the().app();
    auto const policy = app.ground().policy->get();
    auto const all = access::enforcements();
    for (auto const& [service, territory] : notices::kinds_of_notice(*policy)) {
        auto const d = notices::render(*policy, all, service, territory).release();
        EXPECT_FALSE(d.sections.empty());
        for (auto const& s : d.sections)
            for (auto const& c : s.clauses) EXPECT_NE(access::enforcing(all, c.rule), nullptr) << c.text;
    }
    for (auto const& rule : notices::unclaimed(*policy, all))
        EXPECT_TRUE(rule.starts_with("clocks.") || rule.starts_with("ages.") || rule.starts_with("credentials.") || rule.starts_with("statistics."))
            << rule << " is enforced by nothing: declare who does it, or say here why not yet";
}

TEST(Notices, AreReadByAnybodyAsPagesAndAsData)
{
    auto& house = House::the();
    for (auto const* path : { "/privacy", "/privacy/connect/uk", "/privacy/connect/ie/history", "/cookies", "/cookies/history" }) {
        auto const a = house.call("GET", path, {});
        EXPECT_EQ(a.status, 200) << path;
        EXPECT_NE(a.body.find("<h1>"), a.body.npos) << path;
        EXPECT_EQ(a.body.find("<script"), a.body.npos) << path;
        EXPECT_TRUE(a.cookie.empty()) << path << " sets a cookie";
    }
    EXPECT_EQ(house.call("GET", "/privacy/connect/fr", {}).status, 404);
    EXPECT_EQ(house.call("GET", "/privacy/connect/uk?edition=99", {}).status, 404);
    EXPECT_EQ(house.call("GET", "/privacy/connect/uk?edition=x", {}).status, 400);
    EXPECT_NE(house.call("GET", "/v1/notices/connect/ie", {}).body.find("\"rule\":\"purposes.self\""), std::string::npos);
    EXPECT_NE(house.call("GET", "/v1/notices", {}).body.find("\"service\":\"cookies\""), std::string::npos);
}

TEST(Notices, AreKeptForGood)
{
    auto& house = House::the();
    auto const app = house.url("wellkept", "wellkept_app");
    Rows const denied { { "error", "42501" } };
    for (auto const* table : { "notices.edition", "notices.policy_version" }) {
        EXPECT_NE(house.data(std::string("SELECT count(*) FROM ") + table), (Rows { { "0" } }));
        EXPECT_EQ(sql(app, std::string("DELETE FROM ") + table), denied);
    }
    EXPECT_EQ(sql(app, "UPDATE notices.edition SET document = '{}'"), denied);
    EXPECT_EQ(sql(app, "UPDATE notices.policy_version SET files = '{}'"), denied);
    EXPECT_EQ(sql(app, "UPDATE notices.seen SET first_at = now()"), denied);
    auto const version = house.app().ground().policy->get()->version();
    EXPECT_EQ(house.data("SELECT decision FROM access.audit_event WHERE action = 'policy.in_force' AND reason = '" + version + "' AND actor_label = 'policy.start'"),
        (Rows { { "permit" } }));
}

TEST(Cookies, AreSetAsThePolicyRegistersThem)
{
    auto& house = House::the();
    auto const person = house.add_person(house.add_portal("Cookie Clinic"));
    auto const policy = house.app().ground().policy->get();
    EXPECT_NE(policy->cookie(person.cookie.substr(0, person.cookie.find('='))), nullptr);
}

} // namespace
} // namespace wellkept::gates
