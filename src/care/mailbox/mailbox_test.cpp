#include "care/mailbox/mailbox.h"
#include "care/intake/testing_care.h"
#include "care/mailbox/store.h"
#include <algorithm>
#include <filesystem>
#include <map>

namespace wellkept::mailbox {
namespace {

namespace fs = std::filesystem;

// A server as IMAP describes one, which can end a conversation at any point.
struct Server {
    std::uint32_t validity = 7;
    std::map<std::uint32_t, std::pair<std::string, bool>> messages; // text, read
    std::uint32_t next = 1;
    bool marking_fails = false, reachable = true;
    std::uint32_t cursed = 0; // what nobody can fetch
    int fetched = 0;
    std::uint32_t deliver(std::string text)
    {
        messages[next] = { std::move(text), false };
        return next++;
    }
    std::size_t unread() const
    {
        return static_cast<std::size_t>(std::count_if(messages.begin(), messages.end(), [](auto const& m) { return !m.second.second; }));
    }
};
class Conversation final : public inbox::Mailbox {
public:
    explicit Conversation(Server& s) : m_server(s) {}
    std::uint32_t uid_validity() const override { return m_server.validity; }
    Result<std::vector<std::uint32_t>> unread() override
    {
        std::vector<std::uint32_t> out;
        for (auto const& [uid, m] : m_server.messages)
            if (!m.second) out.push_back(uid);
        return out;
    }
    Result<std::vector<inbox::Unread>> look(std::vector<std::uint32_t> const& uids) override
    {
        std::vector<inbox::Unread> out;
        for (auto const uid : uids) out.push_back({ uid, m_server.messages.at(uid).first.size() });
        return out;
    }
    Result<std::string> fetch(std::uint32_t uid, std::size_t) override
    {
        ++m_server.fetched;
        if (uid == m_server.cursed) return bug("grew after it was listed");
        return m_server.messages.at(uid).first;
    }
    Result<std::string> fetch_beginning(std::uint32_t uid, std::size_t bytes) override { return m_server.messages.at(uid).first.substr(0, bytes); }
    Result<> mark_read(std::uint32_t uid) override
    {
        if (m_server.marking_fails) return unavailable("", "timed_out");
        m_server.messages.at(uid).second = true;
        return {};
    }

private:
    Server& m_server;
};

struct Row {
    SubjectId subject;
    std::string channel, state;
    std::optional<std::string> about;
};
db::PlainQuery<Row> const contact_rows { "mailbox_test/contacts", "SELECT subject_id, channel, state, about FROM intake.contact ORDER BY at, contact_id" };
struct Text {
    std::string text;
};
db::PlainQuery<Text> const jobs_waiting { "mailbox_test/jobs", "SELECT kind FROM jobs.job WHERE kind IN ('quarantine.look', 'mail.send') ORDER BY kind" };

class MailboxTest : public intake::testing::Care {
protected:
    void TearDown() override { fs::remove_all(directory); }
    std::vector<Row> rows_of_contacts() { return db::Tx::begin(*all).release().rows(contact_rows).release(); }
    std::vector<intake::Contact> contacts_of(SubjectId s) { return with<intake::Read>(s, [](auto& g) { return intake::contacts(g); }).release(); }
    std::vector<quarantine::File> files_of(SubjectId s) { return with<intake::Read>(s, [](auto& g) { return quarantine::files(g); }).release(); }
    int waiting(std::string const& kind)
    {
        auto const rows = db::Tx::begin(*all).release().rows(jobs_waiting).release();
        return static_cast<int>(std::count_if(rows.begin(), rows.end(), [&](auto const& r) { return r.text == kind; }));
    }
    store::State state() { return *store::state(*std::make_unique<db::Tx>(db::Tx::begin(*all).release()), "box").release(); }
    std::int64_t counted(std::string const& what)
    {
        auto tx = db::Tx::begin(*all).release();
        for (auto const& c : store::counts(tx, "box", clock.now() - std::chrono::hours(1)).release())
            if (c.state == what || c.reason == what) return c.messages;
        return 0;
    }
    static std::string letter(std::string const& from, std::string const& body, std::string const& more = {})
    {
        static int n = 0;
        return "From: " + from + "\r\nSubject: Hello\r\nMessage-ID: <" + std::to_string(++n) + "@example.org>\r\nTo: help@care.example\r\n" + more + "\r\n" + body;
    }
    jobs::Outcome read() { return reader.read({}).release(); }

    Server server;
    fs::path directory = fs::temp_directory_path() / ("mailbox_test." + Uuid::v4(rng).text());
    std::unique_ptr<blob::Store> blobs = blob::files(directory.string()).release();
    std::vector<std::string> sent;
    mail::Mailer mailer { mail::Config { "", { "help@care.example", "Care" } },
        mail::Seal { [this](std::string_view, std::string_view plain) -> Result<std::string> { sent.emplace_back(plain); return std::string(plain); },
            [](std::string_view, std::string_view s) -> Result<std::string> { return std::string(s); } },
        *pool, clock, rng };
    std::shared_ptr<mail::Templates const> templates = mail::Templates::load(WELLKEPT_SOURCE_DIR "/mail").release();
    Reader const reader { gate, *pool, *blobs, { mailer, *templates },
        { .name = "box", .own_address = "help@care.example", .referral_address = "referrals@care.example", .limits = { .bytes = 200'000, .parts = 20 }, .a_run = 5, .a_sender_a_day = 3 },
        [this]() -> Result<std::unique_ptr<inbox::Mailbox>> {
            if (!server.reachable) return unavailable("", "not_reached");
            return std::unique_ptr<inbox::Mailbox>(std::make_unique<Conversation>(server));
        } };
};

TEST_F(MailboxTest, AMessageBecomesAContactAndItsFilesWait)
{
    server.deliver(letter("Ann Smith <ann@example.org>", "--b\r\nContent-Type: text/plain\r\n\r\nI cannot sleep.\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nPDF\r\n--b--\r\n",
        "Content-Type: multipart/mixed; boundary=b\r\n"));
    ASSERT_TRUE(std::holds_alternative<jobs::Done>(read()));
    auto const rows = rows_of_contacts();
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].channel, "email");
    EXPECT_EQ(rows[0].state, "open");
    EXPECT_FALSE(rows[0].about);
    auto const c = contacts_of(rows[0].subject).at(0);
    EXPECT_EQ(c.text, "I cannot sleep.");
    EXPECT_EQ(c.subject, "Hello");
    EXPECT_EQ(c.from, "ann@example.org");
    EXPECT_EQ(found({ .email = "ann@example.org" }), (std::vector<std::string> { "Ann Smith" }));
    auto const f = files_of(rows[0].subject);
    ASSERT_EQ(f.size(), 1u);
    EXPECT_EQ(f[0].ref, c.id);
    EXPECT_EQ(f[0].name, "a.pdf");
    EXPECT_EQ(f[0].state, "waiting");
    EXPECT_EQ(waiting("quarantine.look"), 1);
    EXPECT_EQ(server.unread(), 0u);
    EXPECT_TRUE(state().read_at);
    read();
    EXPECT_EQ(rows_of_contacts().size(), 1u);
}

TEST_F(MailboxTest, AMailThatIsHtmlAloneIsReadAndItsPageWaits)
{
    server.deliver(letter("Ann Smith <ann@example.org>", "<p>I cannot <b>sleep</b>.</p><script>alert(1)</script><p hidden>x</p>", "Content-Type: text/html; charset=utf-8\r\n"));
    ASSERT_TRUE(std::holds_alternative<jobs::Done>(read()));
    auto const subject = rows_of_contacts().at(0).subject;
    EXPECT_EQ(contacts_of(subject).at(0).text, "I cannot sleep.\n\n[Left out: what the mail itself hides. It is in message.html.]");
    auto const f = files_of(subject);
    ASSERT_EQ(f.size(), 1u);
    EXPECT_EQ(f[0].name, "message.html");
    EXPECT_EQ(f[0].state, "waiting");
}

TEST_F(MailboxTest, AProcessThatEndsBetweenStoringAndMarkingTakesItOnce)
{
    server.deliver(letter("ann@example.org", "once"));
    server.marking_fails = true;
    read();
    EXPECT_EQ(rows_of_contacts().size(), 1u);
    EXPECT_EQ(server.unread(), 1u);
    EXPECT_EQ(state().problem, "timed_out");
    server.marking_fails = false;
    read();
    EXPECT_EQ(rows_of_contacts().size(), 1u);
    EXPECT_EQ(server.fetched, 1) << "it need only be marked";
    EXPECT_EQ(server.unread(), 0u);
    EXPECT_FALSE(state().problem);
}

TEST_F(MailboxTest, OneThatCannotBeStoredStaysUnread)
{
    server.deliver(letter("ann@example.org", "not lost"));
    command("ALTER TABLE intake.contact RENAME TO away");
    read();
    command("ALTER TABLE intake.away RENAME TO contact");
    EXPECT_EQ(server.unread(), 1u);
    EXPECT_EQ(counted("not_stored"), 1);
    EXPECT_EQ(counted("stored"), 0) << "and nothing says that it was";
    clock.advance(std::chrono::hours(25));
    read();
    EXPECT_EQ(rows_of_contacts().size(), 1u);
    EXPECT_EQ(server.unread(), 0u);
}

TEST_F(MailboxTest, TheSameMessageAgainIsNoNewContactAndAnotherUnderItsIdIs)
{
    auto const text = letter("ann@example.org", "the same words");
    server.deliver(text);
    read();
    server.deliver("Received: by another way\r\n" + text);
    server.validity = 8; // the server has numbered all anew
    for (auto& [uid, m] : server.messages) m.second = false;
    read();
    EXPECT_EQ(rows_of_contacts().size(), 1u);
    EXPECT_EQ(server.unread(), 0u);
    server.deliver(text + " and more");
    read();
    EXPECT_EQ(rows_of_contacts().size(), 2u) << "nobody is silenced by a Message-ID that was used before";
}

TEST_F(MailboxTest, ABombIsHeldBackAndWhoeverSentItIsSeen)
{
    std::string many;
    for (int i = 0; i < 500; ++i) many += "--b\r\nContent-Disposition: attachment\r\n\r\nx\r\n";
    server.deliver(letter("Ann <ann@example.org>", many, "Content-Type: multipart/mixed; boundary=b\r\n"));
    auto const large = server.deliver(letter("Ben <ben@example.org>", std::string(300'000, 'x')));
    read();
    auto const rows = rows_of_contacts();
    ASSERT_EQ(rows.size(), 2u);
    auto const bomb = files_of(rows[0].subject), too_large = files_of(rows[1].subject);
    ASSERT_EQ(bomb.size(), 1u);
    EXPECT_EQ(bomb[0].state, "held");
    EXPECT_EQ(bomb[0].reason, "limit");
    ASSERT_EQ(too_large.size(), 1u);
    EXPECT_EQ(too_large[0].reason, "too_large");
    EXPECT_EQ(contacts_of(rows[1].subject).at(0).from, "ben@example.org");
    EXPECT_FALSE(server.messages.at(large).second) << "it waits at the server";
    EXPECT_EQ(counted("too_large"), 1);
    read();
    EXPECT_EQ(rows_of_contacts().size(), 2u) << "and is not taken again";
    EXPECT_EQ(waiting("quarantine.look"), 0);
}

TEST_F(MailboxTest, AFloodOfOneSenderWaitsAndOthersDoNot)
{
    for (int i = 0; i < 9; ++i) server.deliver(letter("Flood <flood@example.org>", std::to_string(i)));
    server.deliver(letter("ann@example.org", "help"));
    ASSERT_TRUE(std::holds_alternative<jobs::Again>(read())) << "so many a run";
    read();
    EXPECT_EQ(rows_of_contacts().size(), 4u);
    EXPECT_EQ(counted("sender_limit"), 6);
    EXPECT_EQ(server.unread(), 6u);
    clock.advance(std::chrono::hours(25));
    read();
    read();
    EXPECT_EQ(rows_of_contacts().size(), 7u) << "three more the next day";
}

TEST_F(MailboxTest, OneThatCannotBeStoredKeepsNobodyElseWaiting)
{
    server.cursed = server.deliver(letter("ann@example.org", "first"));
    server.deliver(letter("ben@example.org", "second"));
    read();
    EXPECT_EQ(rows_of_contacts().size(), 1u);
    EXPECT_EQ(counted("not_stored"), 1);
    EXPECT_EQ(server.unread(), 1u) << "it waits at the server";
    server.cursed = 0;
    read();
    EXPECT_EQ(rows_of_contacts().size(), 1u) << "not at every look";
    clock.advance(std::chrono::hours(25));
    read();
    EXPECT_EQ(rows_of_contacts().size(), 2u);
    EXPECT_EQ(server.unread(), 0u);
}

TEST_F(MailboxTest, ALongLetterInAnyScriptIsStored)
{
    std::string text;
    for (int i = 0; i < 19'000; ++i) text += "\xf0\x9f\x99\x82";
    server.deliver(letter("ann@example.org", text, "Content-Type: text/plain; charset=utf-8\r\n"));
    read();
    auto const rows = rows_of_contacts();
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_GE(contacts_of(rows[0].subject).at(0).text.size(), 4u * 18'000);
}

TEST_F(MailboxTest, TheSenderIsToldOnceADayAndNoMachineIs)
{
    server.deliver(letter("ann@example.org", "1"));
    server.deliver(letter("ann@example.org", "2"));
    for (auto const* more : { "Auto-Submitted: auto-replied\r\n", "List-Id: <x>\r\n", "Return-Path: <>\r\n" }) server.deliver(letter("m" + std::to_string(server.next) + "@example.org", "x", more));
    server.deliver(letter("HELP@care.example", "our own"));
    server.deliver(letter("MAILER-DAEMON@example.org", "bounce"));
    read();
    read();
    EXPECT_EQ(rows_of_contacts().size(), 7u) << "each of them is seen";
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_NE(sent[0].find("ann@example.org"), std::string::npos);
    EXPECT_EQ(waiting("mail.send"), 1);
}

TEST_F(MailboxTest, AReferralIsMarkedByTheAddressItCameTo)
{
    server.deliver(letter("Ruth <ruth@mill.example>", "the form is attached", "Delivered-To: Referrals@care.example\r\n"));
    server.deliver(letter("Ann <ann@example.org>", "I write referrals@care.example in my text"));
    read();
    auto const rows = rows_of_contacts();
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].about, "referral");
    EXPECT_FALSE(rows[1].about);
}

TEST_F(MailboxTest, NobodyIsTooStrangeToBeHeard)
{
    for (auto const* from : { "", "=?utf-8?B?8J+Yog==?= <x@example.org>", "undisclosed-recipients:;", "not an address", "a@b@c" }) server.deliver(letter(from, "words"));
    while (std::holds_alternative<jobs::Again>(read())) { }
    EXPECT_EQ(rows_of_contacts().size(), 5u);
    EXPECT_FALSE(state().problem);
}

TEST_F(MailboxTest, AServerThatIsAwayIsNoted)
{
    server.reachable = false;
    read();
    EXPECT_EQ(state().problem, "not_reached");
    EXPECT_FALSE(state().read_at);
    auto const since = state().problem_since;
    clock.advance(std::chrono::minutes(5));
    read();
    EXPECT_EQ(state().problem_since, since);
    server.reachable = true;
    read();
    EXPECT_GT(state().read_at, since);
    EXPECT_FALSE(state().problem);
}

} // namespace
} // namespace wellkept::mailbox
