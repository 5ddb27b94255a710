#include "access/system.h"
#include "access/testing.h"
#include "care/organisations/organisations.h"
#include "platform/db/connection.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include <fstream>
#include <gtest/gtest.h>
#include <regex>
#include <sstream>

namespace wellkept::organisations {
namespace {

using std::chrono::hours;

class OrganisationsTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        auto tx = begin();
        ASSERT_TRUE(access::save_tenant(tx, { access::house_tenant, "uk", "active", "A", {}, {}, "house" }, clock.now()).ok());
        ASSERT_TRUE(access::save_tenant(tx, { access::care_tenant, "uk", "active", "A", {}, {}, "care" }, clock.now()).ok());
        mill = add(gate, tx, { "Mill Ltd", "employer", "uk", "MA-1" }).release();
        c1 = add_contract(gate, tx, mill, terms()).release();
        ASSERT_TRUE(tx.commit().ok());
    }
    db::Tx begin() { return db::Tx::begin(*pool).release(); }
    NewContract terms() const
    {
        return { .reference = "C-1", .starts_on = today() - std::chrono::days(1), .services = { "eap_counselling" }, .sessions = 6,
            .covered_headcount = 300, .territory = "uk" };
    }
    Date today() const { return std::chrono::floor<std::chrono::days>(clock.now()); }
    template <typename P, typename F> auto as_mill(F&& fn) -> decltype(fn(std::declval<access::GrantedGroup<P>&>()))
    {
        auto actor = access::Actor::client(mill);
        actor.label = "organisation";
        return access::over_client<P>(gate, *pool, actor, "eligibility", mill, std::forward<F>(fn));
    }
    Result<ListReport> send(std::string const& csv) { return as_mill<SendList>([&](auto& g) { return take_list(g, gate, c1, csv, "api"); }); }
    bool listed(std::string const& number)
    {
        auto tx = begin();
        return eligible_by_number(gate, tx, mill, number).release().has_value();
    }
    bool coded(std::string const& code)
    {
        auto tx = begin();
        return eligible_by_code(gate, tx, code).release().has_value();
    }

    SystemRng rng;
    TestClock clock;
    std::string database = db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema");
    std::unique_ptr<db::Pool> pool = db::Pool::create({ .url = db::testing::url(database), .connections = 4 }).release();
    access::testing::MemoryKeys keys { rng };
    access::PolicyHolder policy { access::Policy::load(WELLKEPT_SOURCE_DIR "/policy").release() };
    access::Gate gate { policy, keys, clock, rng, "uk" };
    ClientId mill;
    Uuid c1;
};

TEST_F(OrganisationsTest, AContractMustMakeSense)
{
    auto refused = [&](auto&& change) {
        auto n = terms();
        change(n);
        auto tx = begin();
        EXPECT_FALSE(add_contract(gate, tx, mill, n).ok());
    };
    refused([](auto& n) { n.services = { "massage" }; });
    refused([](auto& n) { n.services.clear(); });
    refused([](auto& n) { n.sessions.reset(); });
    refused([](auto& n) { n.session_model = "clinical_need"; });
    refused([](auto& n) { n.reporting_threshold = 4; });
    refused([](auto& n) { n.covered_headcount = 0; });
    refused([](auto& n) { n.ends_on = n.starts_on - std::chrono::days(1); });
    refused([](auto& n) { n.territory = "ie"; });
    auto tx = begin();
    EXPECT_FALSE(add(gate, tx, { "No agreement", "employer", "uk", "" }).ok());
    EXPECT_FALSE(add(gate, tx, { "Elsewhere", "employer", "ie", "MA" }).ok());
}

TEST_F(OrganisationsTest, ACodeHoldsAsLongAsItsContract)
{
    auto tx = begin();
    auto const code = add_access_code(gate, tx, mill, c1, "Mill-2026 Help", {}).release();
    EXPECT_FALSE(add_access_code(gate, tx, mill, c1, "MILL2026HELP", {}).ok()) << "the same, however it is written";
    EXPECT_TRUE(add_access_code(gate, tx, mill, c1, "", {}).ok());
    EXPECT_FALSE(add_access_code(gate, tx, mill, c1, "abc", {}).ok());
    ASSERT_TRUE(tx.commit().ok());
    EXPECT_TRUE(coded("mill2026help"));
    EXPECT_FALSE(coded("mill2026hel"));
    EXPECT_FALSE(coded(""));
    auto change = [&](auto&& f) {
        auto t = begin();
        auto c = *contract(t, c1).release();
        f(c);
        EXPECT_TRUE(change_contract(t, c).ok());
        EXPECT_TRUE(t.commit().ok());
    };
    change([&](auto& c) { c.ends_on = today(); });
    EXPECT_TRUE(coded("mill2026help")) << "its last day";
    clock.advance(hours(24));
    EXPECT_FALSE(coded("mill2026help"));
    change([&](auto& c) { c.ends_on.reset(), c.state = "suspended"; });
    EXPECT_FALSE(coded("mill2026help"));
    change([&](auto& c) { c.state = "ended"; });
    auto t = begin();
    auto c = *contract(t, c1).release();
    c.state = "active";
    EXPECT_FALSE(change_contract(t, c).ok()) << "an ended contract stays ended";
}

TEST_F(OrganisationsTest, AListIsTakenRowByRowAndTakesTheEarlierOnesPlace)
{
    auto const report = send("\xef\xbb\xbfnumber,until\r\nAB 12-34,\r\n77,\r\nXY999,2099-13-01\r\nab1234,\r\nQQ100,2000-01-01\r\nlonely\r\nZZ200,2099-12-31\r\n");
    ASSERT_TRUE(report.ok()) << report.error().public_text.text;
    EXPECT_EQ(report->accepted, 3);
    ASSERT_EQ(report->refused, 4);
    EXPECT_EQ(report->rows[0].line, 3);
    EXPECT_EQ(report->rows[1].line, 4);
    EXPECT_EQ(report->rows[2].line, 5);
    EXPECT_EQ(report->rows[3].line, 7);
    for (auto const& r : report->rows) EXPECT_EQ(r.why.find("XY999"), std::string::npos);
    EXPECT_TRUE(listed("ab-12 34"));
    EXPECT_TRUE(listed("zz200"));
    EXPECT_FALSE(listed("QQ100")) << "its day is over";
    EXPECT_FALSE(listed("XY999"));
    auto const next = send("number\nZZ200\n");
    ASSERT_TRUE(next.ok());
    EXPECT_EQ(next->ended, 2);
    EXPECT_FALSE(listed("AB1234"));
    for (auto const* bad : { "", "name,number\nAnn,1234\n", "number\n", "number,until,diagnosis\n123456,,x\n" }) EXPECT_FALSE(send(bad).ok()) << bad;
    EXPECT_TRUE(listed("ZZ200")) << "a list that cannot be used leaves the earlier one";
}

TEST_F(OrganisationsTest, GuessingIsSlowedDown)
{
    auto const account = Uuid::v4(rng);
    for (int i = 0; i < 30; ++i) {
        auto tx = begin();
        ASSERT_TRUE(may_try(gate, tx, account).ok()) << i;
        ASSERT_TRUE(missed(gate, tx, account).ok());
        ASSERT_TRUE(tx.commit().ok());
    }
    auto tx = begin();
    EXPECT_FALSE(may_try(gate, tx, account).ok());
    EXPECT_TRUE(may_try(gate, tx, Uuid::v4(rng)).ok());
    clock.advance(hours(1));
    EXPECT_TRUE(may_try(gate, tx, account).ok());
}

// What stands in this schema is all that an organisation's routes could ever show.
TEST(OrganisationsSchema, HoldsNoClinicalAndNoPersonalFact)
{
    int columns = 0;
    for (auto const* file : { "0020_organisations.sql", "0022_eligibility.sql" }) {
        std::ifstream in(std::string(WELLKEPT_SOURCE_DIR "/schema/") + file);
        std::string line;
        std::regex const comment(R"(COMMENT ON COLUMN organisations\.(\w+)\.(\w+) IS 'category=(\w+)(.*)')");
        std::smatch m;
        while (std::getline(in, line)) {
            if (!std::regex_search(line, m, comment)) continue;
            ++columns;
            auto const category = m[3].str();
            EXPECT_TRUE(category == "operational" || category == "secret" || category == "identifier") << line;
            EXPECT_NE(m[2].str(), "subject_id") << line;
            // An identifier stands there as a hash or sealed, or is an account's.
            if (category == "identifier")
                EXPECT_TRUE(std::regex_search(m[4].str(), std::regex("keyed hash|sealed|the account"))) << line;
        }
    }
    EXPECT_GT(columns, 40);
}

// And this room's SQL reads no other schema.
TEST(OrganisationsSchema, IsAllThatThisRoomReads)
{
    for (auto const& q : db::registered_queries()) {
        if (!q.name.starts_with("organisations/")) continue;
        EXPECT_FALSE(q.personal) << q.name;
        for (auto const* other : { "intake.", "cases.", "clinicians.", "referrals.", "reports.", "people.", "access." })
            EXPECT_EQ(q.text.find(other), q.text.npos) << q.name << " reads " << other;
    }
}

} // namespace
} // namespace wellkept::organisations
