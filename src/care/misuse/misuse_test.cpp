// Misuse: everything else first, then a letter that says nothing; on a real database.
#include "care/cases/cases.h"
#include "care/intake/testing_care.h"
#include "care/misuse/misuse.h"
#include "keep/disclosures/disclosures.h"
#include <fstream>

namespace wellkept::misuse {
namespace {

using std::chrono::hours;

class MisuseTest : public intake::testing::Care {
protected:
    void SetUp() override
    {
        Care::SetUp();
        account(manager, "case_manager", access::house_tenant);
        account(director, "director", access::house_tenant);
        account(partnerships, "partnerships", access::house_tenant);
        auto anna = somebody("Anna Lind");
        anna.organisation = employer;
        person = add(anna);
        command("INSERT INTO access.assignment VALUES (" + quoted(person) + ", gen_random_uuid(), " + quoted(manager) + ", 'assigned', gen_random_uuid(), " + Care::now() + " - interval '1 hour', NULL)");
    }
    template<typename P, typename F>
    auto by(SubjectId who, F&& fn) -> decltype(fn(std::declval<access::Granted<P>&>()))
    {
        return access::as_actor<P>(gate, *pool, access::Actor::staff(who, access::house_tenant, session), "misuse_notice", person, std::forward<F>(fn));
    }
    bool records(std::string const& kind, std::chrono::hours ago = hours(0))
    {
        return by<Record>(manager, [&](auto& g) { return record(g, gate, rules, kind, clock.now() - ago, "Talked for an hour about the nights."); }).ok();
    }
    void all_measures()
    {
        ASSERT_TRUE(records("conversation", hours(24 * 30)));
        ASSERT_TRUE(records("plan", hours(24 * 20)));
        ASSERT_TRUE(records("warning", hours(24 * 2)));
    }
    Result<Uuid> proposes()
    {
        return by<Propose>(manager, [&](auto& g) { return propose(g, gate, rules); });
    }
    bool approves(SubjectId who, Uuid id, bool yes = true)
    {
        return by<Approve>(who, [&](auto& g) -> Result<Unit> { return approve(g, gate, rules, id, yes); }).ok();
    }
    bool tells(Uuid id)
    {
        return by<Record>(manager, [&](auto& g) -> Result<Unit> { return tell(g, gate, id, "By telephone."); }).ok();
    }
    bool sends(SubjectId who, Uuid id)
    {
        return by<Send>(who, [&](auto& g) -> Result<Unit> { return send(g, gate, rules, id, "Head of HR"); }).ok();
    }
    std::size_t accounted()
    {
        return access::as_actor<disclosures::ReadOwn>(gate, *pool, access::Actor::service_user(person, access::care_tenant, session), "accountability", person, [&](auto& g) { return disclosures::all(g); })
            .release()
            .size();
    }
    SubjectId const manager = SubjectId::fresh(clock, rng), director = SubjectId::fresh(clock, rng), partnerships = SubjectId::fresh(clock, rng);
    Rules const rules = Rules::load(WELLKEPT_SOURCE_DIR "/policy").release();
    SubjectId person;
};

TEST_F(MisuseTest, IsTheLastResort)
{
    EXPECT_FALSE(proposes().ok()) << "nothing was tried";
    EXPECT_FALSE(records("shouting")) << "the policy has no such measure";
    EXPECT_FALSE(records("conversation", hours(-1))) << "not yet";
    ASSERT_TRUE(records("warning", hours(24 * 40)));
    ASSERT_TRUE(records("conversation", hours(24 * 30)));
    EXPECT_FALSE(proposes().ok()) << "no plan";
    ASSERT_TRUE(records("plan", hours(24 * 5)));
    EXPECT_FALSE(proposes().ok()) << "the warning was before all";
    ASSERT_TRUE(records("warning", hours(24)));
    EXPECT_FALSE(proposes().ok()) << "and this one too soon after the plan";
    clock.advance(hours(24 * 8));
    ASSERT_TRUE(records("warning"));
    EXPECT_TRUE(proposes().ok());
    EXPECT_FALSE(proposes().ok()) << "one at a time";
}

TEST_F(MisuseTest, AnotherDecidesThePersonIsToldFirstAndItSaysNothing)
{
    all_measures();
    auto const id = proposes().release();
    EXPECT_FALSE(approves(manager, id)) << "not who proposed it";
    EXPECT_FALSE(sends(director, id)) << "nobody approved it";
    ASSERT_TRUE(approves(partnerships, id));
    EXPECT_FALSE(sends(partnerships, id)) << "the person knows nothing of it";
    ASSERT_TRUE(tells(id));
    EXPECT_FALSE(sends(partnerships, id)) << "they were told only now";
    EXPECT_EQ(accounted(), 0u);
    clock.advance(hours(24 * 7));
    auto const seen = by<Weigh>(partnerships, [&](auto& g) { return notices(g, gate, rules); }).release();
    ASSERT_EQ(seen.size(), 1u);
    EXPECT_NE(seen[0].text.find("Anna Lind"), std::string::npos);
    EXPECT_NE(seen[0].text.find("Mill Ltd"), std::string::npos);
    EXPECT_EQ(seen[0].text.find("nights"), std::string::npos);
    EXPECT_EQ(std::count_if(seen[0].text.begin(), seen[0].text.end(), [](unsigned char c) { return std::isdigit(c); }), 0);
    for (auto const& m : by<Weigh>(partnerships, [&](auto& g) { return measures(g, false); }).release()) EXPECT_TRUE(m.text.empty());
    ASSERT_TRUE(sends(partnerships, id));
    EXPECT_FALSE(sends(partnerships, id)) << "once";
    EXPECT_EQ(accounted(), 1u);
}

TEST_F(MisuseTest, WhatWasRefusedOrTakenBackIsNotSent)
{
    all_measures();
    auto const id = proposes().release();
    ASSERT_TRUE(approves(director, id, false));
    EXPECT_FALSE(approves(director, id));
    EXPECT_FALSE(sends(director, id));
    auto const again = proposes().release();
    ASSERT_TRUE(approves(director, again));
    ASSERT_TRUE(by<Propose>(manager, [&](auto& g) -> Result<Unit> { return withdraw(g, gate, again); }).ok());
    EXPECT_FALSE(tells(again));
    EXPECT_FALSE(sends(director, again));
    EXPECT_EQ(accounted(), 0u);
}

TEST(MisuseRules, RefuseALetterThatSaysMore)
{
    ASSERT_TRUE(Rules::load(WELLKEPT_SOURCE_DIR "/policy").ok());
    auto const at = std::filesystem::temp_directory_path() / "wellkept-misuse-rules";
    std::filesystem::create_directories(at);
    std::ifstream in(WELLKEPT_SOURCE_DIR "/policy/misuse.yaml");
    std::string const good { std::istreambuf_iterator<char>(in), {} };
    for (auto const* words : { "forty 40 times", "after three sessions", "because of {reason}", "a sign of Depression" }) {
        auto text = good;
        text.replace(text.find("as a last resort.", text.find("template:\n")), 17, std::string(words) + ".");
        std::ofstream(at / "misuse.yaml") << text;
        EXPECT_FALSE(Rules::load(at).ok()) << words;
    }
    std::filesystem::remove_all(at);
}

} // namespace
} // namespace wellkept::misuse
