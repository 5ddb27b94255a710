#include "care/notify/notify.h"
#include "care/intake/testing_care.h"
#include <algorithm>

namespace wellkept::notify {
namespace {

Instant at(char const* text) { return *parse_rfc3339(text); }

class NotifyTest : public intake::testing::Care {
protected:
    intake::ServiceUser reachable() const
    {
        auto u = somebody("Anna Lind");
        u.contact.email = "anna@example.org";
        u.contact.phone = "07700 900123";
        u.safe.channels = { "email", "phone" };
        return u;
    }
    std::vector<std::string> sent;
    mail::Mailer mailer { mail::Config { "", { "care@example.org", "The Care Service" } },
        mail::Seal { [this](std::string_view, std::string_view plain) -> Result<std::string> { sent.emplace_back(plain); return std::string(plain); },
            [](std::string_view, std::string_view s) -> Result<std::string> { return std::string(s); } },
        *pool, clock, rng };
    std::shared_ptr<mail::Templates const> templates = mail::Templates::load(WELLKEPT_SOURCE_DIR "/mail").release();
    Letter const letter { mailer, *templates };
};

TEST_F(NotifyTest, NoWayThatTheRecordDoesNotName)
{
    auto const noon = at("2026-01-10T12:00:00Z");
    auto u = reachable();
    EXPECT_TRUE(may_tell(u, Way::email, noon).now);
    EXPECT_TRUE(may_tell(u, Way::phone, noon).now);
    EXPECT_FALSE(may_tell(u, Way::sms, noon).now);
    EXPECT_FALSE(may_tell(u, Way::post, noon).now);
    EXPECT_FALSE(may_tell(u, Way::sms, noon).from) << "and at no other time either";
    u.contact.email.reset();
    EXPECT_FALSE(may_tell(u, Way::email, noon).now);
    u.safe.channels.clear();
    for (auto const w : { Way::email, Way::phone, Way::sms, Way::post }) EXPECT_FALSE(may_tell(u, w, noon).now);
    EXPECT_FALSE(may_leave_message(u)) << "unless they said so";
    u.safe.voicemail = true;
    EXPECT_TRUE(may_leave_message(u));
    EXPECT_EQ(ask_for(u), "Anna Lind");
    u.safe.ask_for = "Mrs Lind";
    EXPECT_EQ(ask_for(u), "Mrs Lind");
}

TEST_F(NotifyTest, TheirOwnHoursByTheClockOnTheirWall)
{
    auto u = reachable();
    auto may = [&](char const* when) { return may_tell(u, Way::email, at(when)); };
    u.safe.from = "18:00";
    EXPECT_FALSE(may("2026-01-10T17:59:59Z").now);
    EXPECT_EQ(may("2026-01-10T12:00:00Z").from, at("2026-01-10T18:00:00Z"));
    EXPECT_TRUE(may("2026-01-10T18:00:00Z").now);
    EXPECT_TRUE(may("2026-07-10T17:00:00Z").now) << "summer time";
    EXPECT_EQ(may("2026-07-10T12:00:00Z").from, at("2026-07-10T17:00:00Z"));
    u.safe.until = "20:00";
    EXPECT_EQ(may("2026-01-10T20:00:00Z").from, at("2026-01-11T18:00:00Z"));
    // Over midnight.
    u.safe.from = "22:00";
    u.safe.until = "06:00";
    EXPECT_TRUE(may("2026-01-10T23:00:00Z").now);
    EXPECT_TRUE(may("2026-01-10T05:59:00Z").now);
    EXPECT_EQ(may("2026-01-10T06:00:00Z").from, at("2026-01-10T22:00:00Z"));
    // The hour that the clocks leave out (29 March 2026, 01:00 in London), and the one that comes twice (25 October).
    u.safe.from = "01:30";
    u.safe.until = "03:00";
    EXPECT_EQ(may("2026-03-29T00:30:00Z").from, at("2026-03-29T01:00:00Z"));
    EXPECT_EQ(may("2026-10-24T23:00:00Z").from, at("2026-10-25T00:30:00Z"));
    EXPECT_TRUE(may("2026-10-25T01:45:00Z").now) << "the second time too";
    // Somebody who is elsewhere.
    u.safe.zone = "America/New_York";
    u.safe.from = "18:00";
    u.safe.until.reset();
    EXPECT_EQ(may("2026-01-10T12:00:00Z").from, at("2026-01-10T23:00:00Z"));
    // A letter is read when it is read.
    u.safe.channels.push_back("post");
    u.contact.address = { "1 Street" };
    EXPECT_TRUE(may_tell(u, Way::post, at("2026-01-10T12:00:00Z")).now);
}

TEST_F(NotifyTest, AMailThatIsNotSafeIsNotSent)
{
    auto u = reachable();
    auto const person = add(u);
    auto send = [&](std::string text) { return with<intake::Note>(person, [&](auto& g) { return tell(g, gate, letter, u, { std::move(text), { { "link", "https://x" } } }); }); };
    ASSERT_TRUE(send("door").ok());
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_NE(sent[0].find("\"nameless\":true"), std::string::npos) << "the sender is an address alone";
    u.safe.channels = { "phone" };
    EXPECT_EQ(send("door").error().code, Code::conflict);
    EXPECT_EQ(send("test").error().code, Code::bug) << "a text that is not in the list";
    EXPECT_EQ(sent.size(), 1u);
}

TEST_F(NotifyTest, NoTextTellsWhatItIsAbout)
{
    std::vector<std::string> const telling { "health", "care", "counsel", "therap", "clinic", "doctor", "psych", "helpline", "assistance", "wellbeing", "wellkept", "employer", "referr",
        "report", "session", "appointment", "mental", "support", "service", "patient", "treatment", "case" };
    std::map<std::string, std::map<std::string, std::string>> const values { { "door", { { "link", "https://x/#token=t" } } }, { "received", {} },
        { "planned", { { "day", "Monday 6 April" }, { "time", "09:00" } } } };
    for (auto const& name : notices())
        for (auto const& language : templates->languages()) {
            auto const m = templates->render(name, language, values.at(name)).release();
            for (auto text : { m.subject, m.text, m.html }) {
                std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
                for (auto const& word : telling) EXPECT_EQ(text.find(word), std::string::npos) << name << " (" << language << ") says " << word;
            }
        }
}

} // namespace
} // namespace wellkept::notify
