// A disclosure in danger, on a real database: two clinicians or nothing, the least or nothing, and somebody who looks again.
#include "care/cases/cases.h"
#include "care/intake/testing_care.h"
#include "care/safeguarding/store.h"
#include "keep/disclosures/disclosures.h"
#include <fstream>
#include <functional>

namespace wellkept::safeguarding {
namespace {

using std::chrono::hours;

class SafeguardingTest : public intake::testing::Care {
protected:
    void SetUp() override
    {
        Care::SetUp();
        for (auto const& [who, role] : { std::pair { first, "affiliate" }, { clinician, "clinician" }, { lead, "clinical_lead" }, { other_lead, "clinical_lead" }, { director, "director" } }) {
            account(who, role, access::house_tenant);
            if (who != director) command("INSERT INTO access.vetting VALUES (" + quoted(who) + ", " + Care::now() + " + interval '3000 days')");
        }
        auto anna = somebody("Anna Lind");
        anna.organisation = employer;
        person = add(anna);
        case_id = with<cases::OpenCase>(person, [&](auto& g) { return cases::open_case(g, gate, { "", "Cannot sleep.", "helpline" }); }).release();
        for (auto const who : { first, lead })
            command("INSERT INTO access.assignment VALUES (" + quoted(person) + ", gen_random_uuid(), " + quoted(who) + ", 'assigned', '" + case_id.text() + "', " + Care::now() + " - interval '1 hour', NULL)");
    }
    template<typename P, typename F>
    auto by(SubjectId who, F&& fn, std::string const& purpose = "safeguarding") -> decltype(fn(std::declval<access::Granted<P>&>()))
    {
        return access::as_actor<P>(gate, *pool, access::Actor::staff(who, access::house_tenant, session), purpose, person, std::forward<F>(fn));
    }
    Proposal wanted() const
    {
        return { case_id, false, "person", "She said that she would not wake up.", "police", "Mill Street station, desk", false, "unreachable", "Rang three times.",
            { { "name", "Anna Lind", "So that they know whom they look for" }, { "whereabouts", "By the weir", "So that they find her" } } };
    }
    Result<Uuid> proposes(Proposal const& p)
    {
        return by<Propose>(first, [&](auto& g) { return propose(g, gate, rules, p); });
    }
    Uuid proposed(bool emergency = false)
    {
        auto p = wanted();
        p.emergency = emergency;
        if (emergency) p.consultation = "no_time";
        auto const id = proposes(p);
        EXPECT_TRUE(id.ok()) << id.error().public_text.text << id.error().detail.text;
        return *id;
    }
    One look(Uuid id)
    {
        return by<Read>(first, [&](auto& g) { return one(g, id); }).release();
    }
    bool seconds(SubjectId who, Uuid id, bool agree = true, std::string hash = {})
    {
        if (hash.empty()) hash = look(id).hash;
        return by<Second>(who, [&](auto& g) -> Result<Unit> { return second(g, gate, rules, id, agree, hash, "Weighed."); }).ok();
    }
    bool releases(Uuid id, std::string const& way = "telephone")
    {
        return by<Release>(first, [&](auto& g) -> Result<Unit> { return release(g, gate, rules, id, way); }).ok();
    }
    bool tells(Uuid id, std::optional<Instant> until)
    {
        return by<Notify>(first, [&](auto& g) -> Result<Unit> { return notice(g, gate, rules, id, until, "Because he is with her."); }).ok();
    }
    bool reviews(SubjectId who, Uuid id, std::string const& outcome = "right")
    {
        return by<Review>(who, [&](auto& g) -> Result<Unit> { return review(g, gate, rules, id, outcome, "It was."); }, "care_governance").ok();
    }
    std::vector<disclosures::Recorded> accounted()
    {
        return access::as_actor<disclosures::ReadOwn>(gate, *pool, access::Actor::service_user(person, access::care_tenant, session), "accountability", person, [&](auto& g) { return disclosures::all(g); })
            .release();
    }

    SubjectId const first = SubjectId::fresh(clock, rng), clinician = SubjectId::fresh(clock, rng), lead = SubjectId::fresh(clock, rng), other_lead = SubjectId::fresh(clock, rng),
                    director = SubjectId::fresh(clock, rng);
    Rules const rules = Rules::load(WELLKEPT_SOURCE_DIR "/policy").release();
    SubjectId person;
    Uuid case_id;
};

TEST_F(SafeguardingTest, IsToldByTwoAndLookedAtAgain)
{
    auto const id = proposed();
    EXPECT_FALSE(releases(id)) << "one alone";
    EXPECT_FALSE(seconds(first, id)) << "nobody is their own second";
    EXPECT_FALSE(seconds(clinician, id)) << "where there is time, a lead";
    EXPECT_FALSE(seconds(director, id)) << "no clinician";
    EXPECT_FALSE(seconds(lead, id, true, std::string(64, 'f'))) << "not what stands there";
    ASSERT_TRUE(seconds(lead, id));
    EXPECT_FALSE(releases(id, "fax"));
    EXPECT_TRUE(accounted().empty());
    ASSERT_TRUE(releases(id));
    EXPECT_FALSE(releases(id)) << "once";
    ASSERT_EQ(accounted().size(), 1u);
    EXPECT_EQ(accounted()[0].disclosure.what, "Name; Where they are or may be");
    EXPECT_EQ(look(id).review_due, *look(id).released_at + hours(24 * 14));
    EXPECT_FALSE(reviews(lead, id)) << "one of the two";
    EXPECT_FALSE(reviews(director, id, "fine")) << "no such outcome";
    ASSERT_TRUE(reviews(director, id));
    EXPECT_FALSE(reviews(other_lead, id)) << "once";
}

TEST_F(SafeguardingTest, AnEmergencyIsMinutesButNeverOneAlone)
{
    auto const id = proposed(true);
    EXPECT_FALSE(releases(id));
    EXPECT_FALSE(seconds(first, id));
    clock.advance(std::chrono::minutes(2));
    ASSERT_TRUE(seconds(clinician, id)) << "any clinician who is vetted";
    ASSERT_TRUE(releases(id));
    EXPECT_EQ(look(id).review_due, *look(id).released_at + hours(72));
}

TEST_F(SafeguardingTest, ASecondWithoutStandingCountsForNothing)
{
    auto const id = proposed(true);
    command("UPDATE access.vetting SET valid_until = " + Care::now() + " WHERE subject_id = " + quoted(clinician));
    EXPECT_FALSE(seconds(clinician, id)) << "the vetting ran out";
    command("UPDATE access.vetting SET valid_until = " + Care::now() + " + interval '1 hour' WHERE subject_id = " + quoted(clinician));
    ASSERT_TRUE(seconds(clinician, id));
    clock.advance(hours(2));
    EXPECT_FALSE(releases(id)) << "and has run out since";
    command("UPDATE access.vetting SET valid_until = " + Care::now() + " + interval '1 hour' WHERE subject_id = " + quoted(clinician));
    // Not what was agreed to: somebody changed a row.
    command("UPDATE safeguarding.disclosure SET agreed_hash = '\\x00'");
    EXPECT_FALSE(releases(id));
    EXPECT_TRUE(accounted().empty());
    auto const c = db::Connection::open(db::testing::url(database, db::superuser_role)).release();
    EXPECT_FALSE(c->command("UPDATE safeguarding.disclosure SET second_by = first_by", "test").ok()) << "the schema refuses it too";
    EXPECT_FALSE(c->command("UPDATE safeguarding.disclosure SET second_by = NULL", "test").ok());
}

TEST_F(SafeguardingTest, OnlyTheLeastAndOnlyWithItsReasons)
{
    for (auto const& spoil : std::vector<std::function<void(Proposal&)>> { [](Proposal& p) { p.reason = "convenience"; }, [](Proposal& p) { p.grounds.clear(); },
             [](Proposal& p) { p.recipient = "newspaper"; }, [](Proposal& p) { p.recipient = "employer"; }, [](Proposal& p) { p.to.clear(); }, [](Proposal& p) { p.consultation.clear(); },
             [](Proposal& p) { p.consultation = "no_time"; }, [](Proposal& p) { p.consulted = true; }, [](Proposal& p) { p.consultation_note.clear(); }, [](Proposal& p) { p.fields.clear(); },
             [](Proposal& p) { p.fields[0].why.clear(); }, [](Proposal& p) { p.fields[0].code = "health_now"; }, [](Proposal& p) { p.fields.push_back(p.fields[0]); },
             [&](Proposal& p) { p.case_id = Uuid::v4(rng); } }) {
        auto p = wanted();
        spoil(p);
        EXPECT_FALSE(proposes(p).ok());
    }
    auto p = wanted();
    p.reason = "workplace";
    p.recipient = "employer";
    p.fields = { { "name", "Anna Lind", "Whom to keep from the boiler room" }, { "health_now", "x", "y" } };
    EXPECT_FALSE(proposes(p).ok()) << "nothing of health goes to an employer";
    p.fields[1] = { "workplace_danger", "The boiler room, tonight", "So that they close it" };
    EXPECT_TRUE(proposes(p).ok());
    p.consulted = true;
    p.consultation.clear();
    p.consultation_note = "She agrees.";
    EXPECT_TRUE(proposes(p).ok());
}

TEST_F(SafeguardingTest, NoticeIsGivenOrPutOffForATimeAndThenShows)
{
    auto const id = proposed();
    EXPECT_FALSE(tells(id, {})) << "nothing was told yet";
    ASSERT_TRUE(seconds(lead, id));
    ASSERT_TRUE(releases(id));
    auto hidden = [&] { return accounted()[0].withheld_until && *accounted()[0].withheld_until > clock.now(); };
    EXPECT_TRUE(hidden()) << "until they are told";
    EXPECT_FALSE(tells(id, clock.now() + hours(24 * 31))) << "longer than the policy's clock";
    ASSERT_TRUE(tells(id, clock.now() + hours(24 * 10)));
    clock.advance(hours(24 * 9));
    EXPECT_TRUE(hidden());
    clock.advance(hours(24 * 2));
    EXPECT_FALSE(hidden()) << "it ends by itself";
    ASSERT_TRUE(tells(id, {}));
    EXPECT_FALSE(tells(id, {})) << "once";
}

TEST(SafeguardingRules, RefuseWhatTheyDoNotKnow)
{
    ASSERT_TRUE(Rules::load(WELLKEPT_SOURCE_DIR "/policy").ok());
    auto const at = std::filesystem::temp_directory_path() / "wellkept-safeguarding-rules";
    std::filesystem::create_directories(at);
    std::ifstream in(WELLKEPT_SOURCE_DIR "/policy/safeguarding.yaml");
    std::string const good { std::istreambuf_iterator<char>(in), {} };
    for (auto const& [what, with] : std::vector<std::pair<std::string, std::string>> { { "reasons: [workplace], organisation", "reasons: [person], organisation" }, { "fields: [name, workplace_danger]", "fields: [diary]" },
             { "code: emergency, second_from", "code: alone, second_from" }, { "notice_clock:", "notice:" } }) {
        auto text = good;
        ASSERT_NE(text.find(what), text.npos) << what;
        text.replace(text.find(what), what.size(), with);
        std::ofstream(at / "safeguarding.yaml") << text;
        EXPECT_FALSE(Rules::load(at).ok()) << with;
    }
    std::filesystem::remove_all(at);
}

} // namespace
} // namespace wellkept::safeguarding
