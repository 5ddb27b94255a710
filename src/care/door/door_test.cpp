#include "care/door/store.h"
#include "care/intake/testing_care.h"
#include "platform/crypto/crypto.h"

namespace wellkept::door {
namespace {

using intake::ServiceUser;

class DoorTest : public intake::testing::Care {
protected:
    ServiceUser reachable() const
    {
        auto u = somebody("Anna Lind");
        u.contact.email = "anna@example.org";
        u.contact.phone = "07700 900123";
        u.birth_date = "1988-02-29";
        u.safe.channels = { "email", "phone" };
        return u;
    }
    Result<Sent> send(SubjectId person, std::string_view check)
    {
        return with<SendLink>(person, [&](auto& g) { return send_link(g, gate, letter, check); });
    }
    std::vector<store::Visit> visits(SubjectId person)
    {
        return access::as_actor<ReadSelf>(gate, *pool, access::Actor::service_user(person, access::care_tenant, session), "care", person,
            [&](auto& g) { return store::live(g); }).release();
    }
    // What would leave, as it lies in the outbox of these tests: unsealed.
    mail::Mailer mailer { mail::Config { "", { "care@example.org", "" } },
        mail::Seal { [this](std::string_view, std::string_view plain) -> Result<std::string> { sent.emplace_back(plain); return std::string(plain); },
            [](std::string_view, std::string_view s) -> Result<std::string> { return std::string(s); } },
        *pool, clock, rng };
    std::shared_ptr<mail::Templates const> templates = mail::Templates::load(WELLKEPT_SOURCE_DIR "/mail").release();
    Letter const letter { mailer, *templates, "https://care.example" };
    std::vector<std::string> sent;
};

Instant at(char const* text) { return *parse_rfc3339(text); }

TEST_F(DoorTest, ALinkGoesOnlyWhereAndWhenTheRecordSaysItIsSafe)
{
    auto const noon = at("2026-01-10T12:00:00Z");
    auto u = reachable();
    EXPECT_TRUE(may_send(u, "code", noon).ok());
    EXPECT_TRUE(may_send(u, "birth_date", noon).ok());
    EXPECT_FALSE(may_send(u, "nothing", noon).ok());
    u.safe.channels = { "email" };
    EXPECT_FALSE(may_send(u, "code", noon).ok()) << "a code is told by telephone";
    u.birth_date = {};
    EXPECT_FALSE(may_send(u, "birth_date", noon).ok());
    u.safe.channels = { "phone" };
    EXPECT_FALSE(may_send(u, "code", noon).ok()) << "mail is not safe";
    u = reachable();
    u.safe.from = "18:00";
    u.safe.until = "20:00";
    EXPECT_FALSE(may_send(u, "code", noon).ok());
    EXPECT_TRUE(may_send(u, "code", at("2026-01-10T18:00:00Z")).ok());
    EXPECT_TRUE(may_send(u, "code", at("2026-07-10T17:00:00Z")).ok()) << "their own day, summer time";
    EXPECT_FALSE(may_send(u, "code", at("2026-07-10T19:00:00Z")).ok());
    u.safe.from = "22:00";
    u.safe.until = "06:00";
    EXPECT_TRUE(may_send(u, "code", at("2026-01-10T23:00:00Z")).ok()) << "over midnight";
    EXPECT_FALSE(may_send(u, "code", noon).ok());
}

TEST_F(DoorTest, TheMailSaysNothingAndAnotherLinkEndsTheFirst)
{
    auto const person = add(reachable());
    auto const first = send(person, "code");
    ASSERT_TRUE(first.ok()) << first.error().public_text.text << first.error().detail.text;
    ASSERT_TRUE(first->code);
    EXPECT_EQ(first->code->size(), 6u);
    ASSERT_EQ(sent.size(), 1u);
    for (auto const* word : { "Anna", "counsel", "care", "health", "employ", "referral", "Wellkept" })
        EXPECT_EQ(sent[0].substr(0, sent[0].find("https://care.example")).find(word) == std::string::npos, true) << word;
    EXPECT_EQ(sent[0].find(*first->code), std::string::npos) << "the code goes by another way";
    EXPECT_NE(sent[0].find("https://care.example/you#token="), std::string::npos);
    ASSERT_TRUE(send(person, "birth_date").ok());
    auto const live = visits(person);
    ASSERT_EQ(live.size(), 1u);
    EXPECT_EQ(live[0].check, "birth_date");
}

TEST_F(DoorTest, EachAnswerIsCountedAndTheSixthIsNotTaken)
{
    auto const person = add(reachable());
    auto const link = send(person, "code");
    ASSERT_TRUE(link.ok());
    auto const tried = [&] {
        return access::as_actor<Open>(gate, *pool, access::Actor::service_user(person, access::care_tenant, link->visit), "care", person,
            [&](auto& g) { return store::take_try(g, link->visit); }).release();
    };
    for (int i = 0; i < tries_max; ++i) EXPECT_TRUE(tried()) << i;
    EXPECT_FALSE(tried());
}

} // namespace
} // namespace wellkept::door
