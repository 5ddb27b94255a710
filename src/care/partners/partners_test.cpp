// Support partners: pointed to without data; a complaint opens a little, for a time. On a real database.
#include "care/cases/cases.h"
#include "care/intake/testing_care.h"
#include "care/partners/partners.h"
#include "keep/disclosures/disclosures.h"

namespace wellkept::partners {
namespace {

using std::chrono::hours;

class PartnersTest : public intake::testing::Care {
protected:
    void SetUp() override
    {
        Care::SetUp();
        account(manager, "case_manager", access::house_tenant);
        account(keeper, "partnerships", access::house_tenant);
        person = add(somebody("Anna Lind"));
        case_id = with<cases::OpenCase>(person, [&](auto& g) { return cases::open_case(g, gate, { "", "Cannot sleep.", "helpline" }); }).release();
        command("INSERT INTO access.assignment VALUES (" + quoted(person) + ", gen_random_uuid(), " + quoted(manager) + ", 'assigned', '" + case_id.text() + "', " + Care::now() + " - interval '1 hour', NULL)");
        debt = saved({ {}, "debt", "Clear Ledger", "0800 000 111", {}, {}, { "en" }, "Debts of all kinds", "AG-7", "complaints@ledger.example", true });
    }
    Uuid saved(Partner const& p)
    {
        access::Visit v { access::Actor::staff(keeper, access::house_tenant, session), "administer", RequestId::fresh(clock, rng) };
        auto const id = access::audited(*pool, v, [&](db::Tx& tx) -> Result<Uuid> {
            auto g = TRY(gate.decide_group<Manage>(tx, v, access::house_tenant));
            auto out = TRY(save(g, gate, rules, p));
            TRY(gate.finish(g, v));
            return out;
        });
        EXPECT_TRUE(id.ok()) << id.error().public_text.text;
        return id.ok() ? *id : Uuid {};
    }
    template<typename P, typename F>
    auto by(access::Actor actor, std::string const& purpose, F&& fn) -> decltype(fn(std::declval<access::Granted<P>&>()))
    {
        return access::as_actor<P>(gate, *pool, std::move(actor), purpose, person, std::forward<F>(fn));
    }
    access::Actor staff() const { return access::Actor::staff(manager, access::house_tenant, session); }
    NewComplaint wanted() const { return { case_id, debt, { { "name", "Anna Lind" }, { "complaint", "Nobody rang back." } }, clock.now() + hours(24 * 14) }; }
    Result<Opened> complains(NewComplaint const& c)
    {
        return by<Complain>(staff(), "partner_complaint", [&](auto& g) { return complain(g, gate, rules, post, c); });
    }
    Result<Complaint> reads(Uuid id)
    {
        auto actor = access::Actor::service_user(person, access::care_tenant, session);
        actor.label = "complained_partner";
        return by<ReadComplaint>(actor, "partner_complaint", [&](auto& g) { return read_complaint(g, gate, rules, id); });
    }
    std::size_t accounted()
    {
        return by<disclosures::ReadOwn>(access::Actor::service_user(person, access::care_tenant, session), "accountability", [&](auto& g) { return disclosures::all(g); }).release().size();
    }
    SubjectId const manager = SubjectId::fresh(clock, rng), keeper = SubjectId::fresh(clock, rng);
    Rules const rules = Rules::load(WELLKEPT_SOURCE_DIR "/policy").release();
    SubjectId person;
    Uuid case_id, debt;
    std::vector<std::string> sent;
    mail::Mailer mailer { mail::Config { "", { "care@example.org", "" } },
        mail::Seal { [this](std::string_view, std::string_view plain) -> Result<std::string> { sent.emplace_back(plain); return std::string(plain); },
            [](std::string_view, std::string_view s) -> Result<std::string> { return std::string(s); } },
        *pool, clock, rng };
    std::shared_ptr<mail::Templates const> templates = mail::Templates::load(WELLKEPT_SOURCE_DIR "/mail").release();
    handover::Post const post { mailer, *templates, "https://care.example" };
};

TEST_F(PartnersTest, PointingToThemTellsThemNothing)
{
    auto const id = by<Signpost>(staff(), "care", [&](auto& g) { return signpost(g, gate, case_id, debt); });
    ASSERT_TRUE(id.ok());
    EXPECT_TRUE(sent.empty());
    EXPECT_EQ(accounted(), 0u);
    auto const there = by<Read>(staff(), "care", [&](auto& g) { return pointed(g); }).release();
    ASSERT_EQ(there.size(), 1u);
    EXPECT_EQ(there[0].partner, "Clear Ledger");
    EXPECT_TRUE(by<Signpost>(staff(), "care", [&](auto& g) -> Result<Unit> { return unsignpost(g, gate, *id); }).ok()) << "a mistake";
    EXPECT_FALSE((by<Signpost>(staff(), "care", [&](auto& g) { return signpost(g, gate, case_id, Uuid::v4(rng)); }).ok()));
}

TEST_F(PartnersTest, AComplaintOpensNamedFieldsAndEnds)
{
    auto const open = complains(wanted());
    ASSERT_TRUE(open.ok()) << open.error().public_text.text << open.error().detail.text;
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_EQ(sent[0].find("Anna"), std::string::npos);
    EXPECT_EQ(accounted(), 0u) << "nobody has read it yet";
    auto const seen = reads(open->complaint);
    ASSERT_TRUE(seen.ok());
    EXPECT_EQ(seen->fields.size(), 2u);
    EXPECT_TRUE(reads(open->complaint).ok());
    EXPECT_EQ(accounted(), 1u);
    ASSERT_TRUE((by<Complain>(staff(), "partner_complaint", [&](auto& g) -> Result<Unit> { return end_complaint(g, gate, open->complaint); }).ok()));
    EXPECT_FALSE(reads(open->complaint).ok()) << "it ends with the complaint";
    auto const timed = complains(wanted()).release();
    clock.advance(hours(24 * 14));
    EXPECT_FALSE(reads(timed.complaint).ok()) << "or with its time";
}

TEST_F(PartnersTest, NothingElseIsOpened)
{
    auto c = wanted();
    c.fields.push_back({ "diagnosis", "x" });
    EXPECT_FALSE(complains(c).ok());
    c = wanted();
    c.ends_at = clock.now() + hours(24 * 31);
    EXPECT_FALSE(complains(c).ok());
    c = wanted();
    c.fields.clear();
    EXPECT_FALSE(complains(c).ok());
    c = wanted();
    c.partner = saved({ {}, "legal", "Plain Law", "0800 000 222", {}, {}, { "en" }, "Tenancies", {}, "c@law.example", true });
    EXPECT_FALSE(complains(c).ok()) << "no agreement on file";
    EXPECT_TRUE(sent.empty());
    EXPECT_FALSE(reads(Uuid::v4(rng)).ok());
}

} // namespace
} // namespace wellkept::partners
