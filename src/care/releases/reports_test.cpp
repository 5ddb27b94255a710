// A report that the person agreed to, told to a third party by a form they signed: two consents, and every way round either, tried.
#include "care/cases/cases.h"
#include "care/intake/testing_care.h"
#include "care/releases/letter.h"
#include "care/releases/store.h"
#include "care/reports/reports.h"
#include <filesystem>

namespace wellkept::releases {
namespace {

using std::chrono::hours;

// Long, and in more than one script: it must leave as it is.
std::string const agreed_text = [] {
    std::string out = "planted-report: attended four sessions.";
    for (int i = 0; i < 200; ++i) out += " 睡眠 is better, week " + std::to_string(i) + ".";
    return out;
}();

class AttachedReports : public intake::testing::Care {
protected:
    void SetUp() override
    {
        Care::SetUp();
        command("UPDATE organisations.contract SET services = ARRAY['psychological_services', 'eap_counselling']");
        account(manager, "org_manager", employer);
        account(accepting, "case_manager", access::house_tenant);
        account(clinician, "clinician", access::house_tenant);
        account(lead, "clinical_lead", access::house_tenant);
        for (auto const s : { clinician, lead }) command("INSERT INTO access.vetting VALUES (" + quoted(s) + ", " + Care::now() + " + interval '900 days')");
        person = add(somebody("Anna Lind"));
        case_id = with<cases::OpenCase>(person, [&](auto& g) { return cases::open_case(g, gate, { "", "Cannot sleep.", "helpline" }); }).release();
        referral = referred();
        command("INSERT INTO access.assignment VALUES (" + quoted(person) + ", gen_random_uuid(), " + quoted(clinician) + ", 'assigned', '" + case_id.text() + "', " + Care::now() + " - interval '1 hour', NULL)");
        command("INSERT INTO door.visit VALUES (" + quoted(person) + ", '" + session.text() + "', '" + access::care_tenant.text() + "', 'opened', 'code', 'x', 1, " + Care::now() + ", " + Care::now() + ")");
        root = std::filesystem::temp_directory_path() / ("wellkept-attached-" + Uuid::v4(rng).text());
        blobs = blob::files(root.string()).release();
    }
    void TearDown() override { std::filesystem::remove_all(root); }
    template <typename P, typename F> auto by(access::Actor actor, std::string const& purpose, F&& fn) -> decltype(fn(std::declval<access::Granted<P>&>()))
    {
        return access::as_actor<P>(gate, *pool, std::move(actor), purpose, person, std::forward<F>(fn));
    }
    access::Actor staff(SubjectId who) const { return access::Actor::staff(who, access::house_tenant, session); }
    access::Actor self() const { return access::Actor::service_user(person, access::care_tenant, session); }
    Uuid referred()
    {
        access::Visit v { access::Actor::staff(manager, employer, session), "referral", RequestId::fresh(clock, rng) };
        auto const id = access::audited(*pool, v, [&](db::Tx& tx) -> Result<Uuid> {
            auto g = TRY(gate.decide_group<referrals::Write>(tx, v, employer));
            auto const made = TRY(referrals::write_draft(g, gate, { { "Anna Lind", "07700 900123", {}, {} }, "psychological_services", "Absent since March", "", true, {} }));
            TRY(referrals::submit(g, gate, made));
            TRY(gate.finish(g, v));
            return made;
        }).release();
        EXPECT_TRUE((at_desk<referrals::Take>([&](auto& g) { return referrals::take(g, gate, id, person); }, "referral").ok()));
        EXPECT_TRUE(by<referrals::Answer>(self(), "referral", [&](auto& g) -> Result<Unit> { return referrals::answer(g, gate, asked, id, { true, 1, true, {} }); }).ok());
        EXPECT_TRUE(by<referrals::Accept>(staff(accepting), "referral", [&](auto& g) -> Result<Unit> { return referrals::accept(g, gate, id, case_id); }).ok());
        return id;
    }
    Uuid sent_to_them()
    {
        auto const id = by<reports::Write>(staff(clinician), "care", [&](auto& g) { return reports::draft(g, gate, report_rules, referral, "session_report", agreed_text); }).release();
        EXPECT_TRUE(by<reports::Approve>(staff(lead), "care", [&](auto& g) -> Result<Unit> { return reports::approve(g, gate, id); }).ok());
        EXPECT_TRUE(by<reports::Write>(staff(clinician), "care", [&](auto& g) -> Result<Unit> { return reports::send(g, gate, id); }).ok());
        return id;
    }
    Uuid agreed()
    {
        auto const id = sent_to_them();
        EXPECT_TRUE(by<reports::Answer>(self(), "care", [&](auto& g) -> Result<Unit> { return reports::agree(g, gate, id, reports::hash_of(agreed_text)); }).ok());
        return id;
    }
    bool takes_back(Uuid report)
    {
        return by<reports::Answer>(self(), "care", [&](auto& g) -> Result<Unit> { return reports::withdraw(g, gate, report); }).ok();
    }
    Recipient const to { "gp", "Dr Áine Byrne", "GP at Mill Street Surgery", "1 Mill Street\nCork", "byrne@surgery.example" };
    Result<Uuid> prepares(Item item)
    {
        return by<Prepare>(staff(clinician), "third_party_release", [&](auto& g) {
            return prepare(g, gate, rules, { case_id, to, { std::move(item) }, "continuing_care", "", clock.now() + hours(24 * 30) });
        });
    }
    Form form(Uuid id)
    {
        auto all = by<ReadOwn>(self(), "third_party_release", [&](auto& g) { return releases::all(g, gate); });
        if (!all.ok()) ADD_FAILURE() << all.error().public_text.text << " " << all.error().detail.text;
        for (auto& f : all.release())
            if (f.id == id) return f;
        ADD_FAILURE() << "no such form";
        std::abort();
    }
    Uuid signed_for(Uuid report)
    {
        auto const made = prepares({ "report", "", report });
        EXPECT_TRUE(made.ok()) << made.error().public_text.text << made.error().detail.text;
        auto const hash = form(*made).hash;
        EXPECT_TRUE(by<Answer>(self(), "third_party_release", [&](auto& g) -> Result<Unit> { return sign(g, gate, rules, *made, hash, "Anna Lind"); }).ok());
        return *made;
    }
    Result<Uuid> writes(Uuid form_id, Item item)
    {
        return by<Release>(staff(clinician), "third_party_release", [&](auto& g) { return write_letter(g, gate, rules, *blobs, form_id, to, { std::move(item) }); });
    }
    bool posts(Uuid letter)
    {
        return by<Release>(staff(clinician), "third_party_release", [&](auto& g) -> Result<Unit> { return posted(g, gate, rules, letter); }).ok();
    }
    bool offers(Uuid letter)
    {
        return by<Release>(staff(clinician), "third_party_release", [&](auto& g) { return offer(g, gate, rules, post, letter); }).ok();
    }
    bool prints(Uuid letter)
    {
        return by<Read>(staff(clinician), "third_party_release", [&](auto& g) { return pdf(g, gate, *blobs, letter); }).ok();
    }
    Result<std::string> opens(Uuid letter)
    {
        auto actor = self();
        actor.label = "named_recipient";
        return by<Open>(actor, "third_party_release", [&](auto& g) { return opened(g, gate, rules, *blobs, letter); });
    }
    std::size_t offered_on_screen()
    {
        return by<Read>(staff(clinician), "third_party_release", [&](auto& g) { return attachable(g); }).release().size();
    }

    SubjectId const manager = SubjectId::fresh(clock, rng), accepting = SubjectId::fresh(clock, rng), clinician = SubjectId::fresh(clock, rng), lead = SubjectId::fresh(clock, rng);
    Rules const rules = Rules::load(WELLKEPT_SOURCE_DIR "/policy").release();
    reports::Rules const report_rules = reports::Rules::load(WELLKEPT_SOURCE_DIR "/policy").release();
    referrals::Rules const asked = referrals::Rules::load(WELLKEPT_SOURCE_DIR "/policy").release();
    SubjectId person;
    Uuid case_id, referral;
    std::filesystem::path root;
    std::unique_ptr<blob::Store> blobs;
    mail::Mailer mailer { mail::Config { "", { "care@example.org", "" } },
        mail::Seal { [](std::string_view, std::string_view s) -> Result<std::string> { return std::string(s); }, [](std::string_view, std::string_view s) -> Result<std::string> { return std::string(s); } }, *pool,
        clock, rng };
    std::shared_ptr<mail::Templates const> templates = mail::Templates::load(WELLKEPT_SOURCE_DIR "/mail").release();
    handover::Post const post { mailer, *templates, "https://care.example" };
};

TEST_F(AttachedReports, LeaveInExactlyTheWordsThatTheyAgreedToAndSigned)
{
    auto const report = agreed();
    EXPECT_EQ(offered_on_screen(), 1u);
    auto const id = signed_for(report);
    EXPECT_NE(form(id).shown.find(agreed_text), std::string::npos) << "they read the very words before they signed";
    EXPECT_EQ(form(id).wanted.items.at(0).report, report);
    auto const letter = writes(id, { "report", "", report });
    ASSERT_TRUE(letter.ok()) << letter.error().public_text.text << letter.error().detail.text;
    EXPECT_TRUE(prints(*letter));
    ASSERT_TRUE(offers(*letter));
    auto const got = opens(*letter);
    ASSERT_TRUE(got.ok()) << got.error().public_text.text;
    EXPECT_TRUE(got->starts_with("%PDF-"));
    EXPECT_EQ(form(id).letters.at(0).contents, (std::vector<std::string> { "A report that you agreed to" }));
    EXPECT_TRUE(posts(writes(id, { "report", "", report }).release()));
}

TEST_F(AttachedReports, AreNotThereUntilTheyAgreed)
{
    auto const report = sent_to_them();
    EXPECT_EQ(offered_on_screen(), 0u);
    EXPECT_EQ(prepares({ "report", "", report }).error().code, Code::conflict);
    EXPECT_FALSE(prepares({ "report", agreed_text, {} }).ok()) << "no words of our own under that name";
    EXPECT_FALSE(prepares({ "report", agreed_text, report }).ok());
    EXPECT_FALSE(prepares({ "summary", "Some.", report }).ok());
    EXPECT_FALSE(prepares({ "report", "", Uuid::v4(rng) }).ok());
}

TEST_F(AttachedReports, StayWhenTheYesToTheReportIsTakenBack)
{
    auto const report = agreed();
    auto const id = signed_for(report);
    auto const ready = writes(id, { "report", "", report }).release(), offered = writes(id, { "report", "", report }).release(), read = writes(id, { "report", "", report }).release();
    ASSERT_TRUE(offers(offered));
    ASSERT_TRUE(offers(read));
    ASSERT_TRUE(opens(read).ok());
    ASSERT_TRUE(takes_back(report));
    EXPECT_TRUE(form(id).in_force) << "the form alone is not enough";
    EXPECT_EQ(offered_on_screen(), 0u);
    EXPECT_FALSE(writes(id, { "report", "", report }).ok());
    EXPECT_FALSE(posts(ready));
    EXPECT_FALSE(offers(ready));
    EXPECT_FALSE(prints(ready));
    EXPECT_FALSE(opens(offered).ok());
    EXPECT_FALSE(opens(read).ok()) << "nor once more";
    EXPECT_FALSE(prepares({ "report", "", report }).ok());
}

TEST_F(AttachedReports, StayWhenTheConsentToTheReferralIsWithdrawn)
{
    auto const report = agreed();
    auto const id = signed_for(report);
    auto const letter = writes(id, { "report", "", report }).release();
    command("UPDATE referrals.referral SET state = 'withdrawn' WHERE subject_id = " + quoted(person));
    EXPECT_EQ(offered_on_screen(), 0u);
    EXPECT_FALSE(posts(letter));
    EXPECT_FALSE(offers(letter));
    EXPECT_FALSE(writes(id, { "report", "", report }).ok());
}

TEST_F(AttachedReports, StayWhenTheFormIsRevokedOrIsForAnother)
{
    auto const first = agreed(), second = agreed();
    auto const id = signed_for(first);
    EXPECT_FALSE(writes(id, { "report", "", second }).ok()) << "another report than the signed one, be it in the same words";
    auto const letter = writes(id, { "report", "", first }).release();
    ASSERT_TRUE((by<Answer>(self(), "third_party_release", [&](auto& g) -> Result<Unit> { return revoke(g, gate, id); }).ok()));
    EXPECT_FALSE(posts(letter));
    EXPECT_FALSE(writes(id, { "report", "", first }).ok());
    EXPECT_EQ(offered_on_screen(), 2u) << "the reports themselves are agreed to";
}

} // namespace
} // namespace wellkept::releases
