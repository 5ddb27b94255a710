// Mail against a real SMTP server: what arrives is what was written, and what must not leave does not.
#include "platform/crypto/crypto.h"
#include "platform/db/testing.h"
#include "platform/mail/header.h"
#include "platform/mail/store.h"
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <thread>
#include <unistd.h>

namespace wellkept::mail {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using What = Outcome::What;

// deploy/demo/mailbox.py; ends when its input does.
class Mailbox {
public:
    explicit Mailbox(std::string const& options = {})
    {
        // One pipe to its input, whose end stays with us; its first line tells the port.
        auto const line = "exec /usr/bin/python3 " WELLKEPT_SOURCE_DIR "/deploy/demo/mailbox.py --tests --directory '"
            + directory + "' " + options + " >'" + directory + "/port' 2>'" + directory + "/errors'";
        m_input = ::popen(line.c_str(), "we");
        for (int i = 0; i < 1000 && port == 0; ++i) {
            std::ifstream(directory + "/port") >> port;
            if (port == 0) std::this_thread::sleep_for(10ms);
        }
        if (port == 0) ADD_FAILURE() << "no mail server: " << std::ifstream(directory + "/errors").rdbuf();
    }
    ~Mailbox()
    {
        ::pclose(m_input);
        fs::remove_all(directory);
    }
    std::vector<std::string> mails() const
    {
        std::vector<std::string> out;
        for (auto const& entry : fs::directory_iterator(directory))
            if (entry.path().extension() == ".eml") {
                std::stringstream text;
                text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
                out.push_back(text.str());
            }
        return out;
    }
    std::string directory = db::testing::temporary_directory();
    int port = 0;

private:
    FILE* m_input;
};

bool has(std::string const& text, std::string const& part) { return text.find(part) != text.npos; }
Address a(std::string const& text) { return parse_address(text).release(); }

class Mail : public ::testing::Test {
protected:
    void TearDown() override { fs::remove_all(directory); }
    Config to(Mailbox const& box, std::string const& scheme = "smtp", std::string const& host = "127.0.0.1")
    {
        return { scheme + "://" + host + ":" + std::to_string(box.port), a("Wellkept <no-reply@wellkept.example>") };
    }
    Outcome sent(Config const& config, Message const& m)
    {
        auto out = Smtp(config).send(m, Uuid::v4(rng), clock.now());
        if (!out.ok()) ADD_FAILURE() << out.error().public_text.text << out.error().detail.text;
        return out.ok() ? out.release() : Outcome { What::later };
    }
    // A certificate for a name, signed by itself.
    std::string certificate(std::string const& name)
    {
        auto const base = directory + "/" + name;
        auto const line =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" + name
            + " -addext subjectAltName=DNS:" + name + " -keyout " + base + ".key -out " + base + ".pem 2>/dev/null";
        EXPECT_EQ(std::system(line.c_str()), 0);
        return base;
    }
    static std::string tls(std::string const& base) { return "--certificate " + base + ".pem --key " + base + ".key "; }
    std::string directory = db::testing::temporary_directory();
    SystemRng rng;
    TestClock clock;
    Message const note { a("Ana <ana@clinic.example>"), "An invitation", "Hello Ana.\n", "", "test" };
};

TEST_F(Mail, ArrivesAsItWasWritten)
{
    Mailbox const box;
    Message m { { "ana@clinic.example", "Añá \"the\" Größe" },
        "Grüße aus Český Krumlov: eine längere Überschrift, damit sie geteilt wird",
        "Dear Ana,\n.\n.dots at a line's beginning\nGrüße " + std::string(2000, 'x') + "\n", "<p>Grüße &amp; more</p>",
        "test" };
    EXPECT_EQ(sent(to(box), m).what, What::sent);
    auto const all = box.mails();
    ASSERT_EQ(all.size(), 1u);
    std::ofstream(directory + "/mail.eml") << all[0];
    // Python's reader of mails is no relative of what wrote this one.
    auto const script =
        "import email,email.policy,sys\nm=email.message_from_file(open(sys.argv[1]),policy=email.policy.default)\n"
        "print(m['subject']);print(m['to']);print(m['from']);print(m['auto-submitted']);print(m.get_content_type())\n"
        "print(m.get_body(('plain',)).get_content());print(m.get_body(('html',)).get_content())";
    std::ofstream(directory + "/read.py") << script;
    ASSERT_EQ(std::system(("PYTHONIOENCODING=utf-8 /usr/bin/python3 " + directory + "/read.py " + directory
                  + "/mail.eml >" + directory + "/read")
                              .c_str()),
        0);
    std::stringstream read;
    read << std::ifstream(directory + "/read").rdbuf();
    EXPECT_TRUE(has(read.str(), m.subject)) << read.str();
    EXPECT_TRUE(has(read.str(), "\"Añá \\\"the\\\" Größe\" <ana@clinic.example>")) << read.str();
    EXPECT_TRUE(has(read.str(), "Wellkept <no-reply@wellkept.example>")) << read.str();
    EXPECT_TRUE(has(read.str(), "auto-generated\nmultipart/alternative\n" + m.text)) << read.str();
    EXPECT_TRUE(has(read.str(), m.html));
    for (std::size_t at = 0, end; (end = all[0].find("\r\n", at)) != std::string::npos; at = end + 2)
        EXPECT_LE(end - at, 998u) << "RFC 5322 section 2.1.1";
    EXPECT_EQ(all[0].find("Content-Type: multipart"), all[0].rfind("Content-Type: multipart")) << "once";
    EXPECT_TRUE(has(all[0], "Dear Ana,\r\n")) << "readable as it is";
    EXPECT_TRUE(has(all[0], "X-Envelope-From: no-reply@wellkept.example\r\nX-Envelope-To: ana@clinic.example\r\n"));
}

TEST_F(Mail, NobodyWritesHeadersOrCommandsIntoIt)
{
    Mailbox const box;
    for (auto const& [address, name, subject] : std::vector<std::tuple<std::string, std::string, std::string>> {
             { "ana@clinic.example", "Ana\r\nBcc: eve@evil.example", "Hello" },
             { "ana@clinic.example", "Ana", "Hello\r\nBcc: eve@evil.example" },
             { "ana@clinic.example", "Ana", "Hello\nX: y" },
             { "ana@clinic.example>\r\nRCPT TO:<eve@evil.example", "", "Hello" },
             { "ana@clinic.example, eve@evil.example", "", "Hello" },
             { "ana@clinic.example> SIZE=1", "", "Hello" },
             { "<ana@clinic.example>", "", "Hello" },
             { "ana@clinic.example\n", "", "Hello" },
             { "@clinic.example", "", "Hello" },
             { "ana", "", "Hello" },
             { "ana@", "", "Hello" },
             { "\"a b\"@clinic.example", "", "Hello" },
             { "añá@clinic.example", "", "Hello" },
             { "ana@clinic.example", "", "" },
         }) {
        auto const out =
            Smtp(to(box)).send({ { address, name }, subject, "text", "", "test" }, Uuid::v4(rng), clock.now());
        ASSERT_FALSE(out.ok()) << address << name << subject;
        EXPECT_EQ(out.error().code, Code::bad_input);
        EXPECT_FALSE(has(out.error().public_text.text, "clinic")) << "it says nothing of anybody";
    }
    // In the text there is no header to be had.
    EXPECT_EQ(
        sent(to(box), { a("ana@clinic.example"), "Hello", "text\r\n.\r\nMAIL FROM:<eve@evil.example>\r\n", "", "test" })
            .what,
        What::sent);
    EXPECT_EQ(
        sent(to(box),
            { { "ana@clinic.example", "=?utf-8?q?=0ABcc:?= <eve@evil.example>" }, "=?utf-8?q?a?=", "text", "", "test" })
            .what,
        What::sent);
    for (auto const& mail : box.mails()) {
        EXPECT_TRUE(has(mail, "X-Envelope-To: ana@clinic.example\r\n"));
        EXPECT_FALSE(has(mail, "\nBcc"));
        EXPECT_FALSE(has(mail, "=?utf-8?q?"));
    }
    EXPECT_EQ(box.mails().size(), 2u);
}

TEST_F(Mail, TellsARefusalFromABadMoment)
{
    auto box = std::make_unique<Mailbox>();
    auto config = to(*box);
    auto at = [&](std::string const& name) {
        return sent(config, { { name + "@clinic.example" }, "s", "t", "", "test" });
    };
    auto const refused = at("refuse-550");
    EXPECT_EQ(refused.what, What::refused);
    EXPECT_EQ(refused.reply_code, 550);
    EXPECT_EQ(refused.reason, "reply_550");
    EXPECT_EQ(at("refuse-451").what, What::later);
    EXPECT_EQ(at("data-554").what, What::refused);
    EXPECT_EQ(at("data-452").what, What::later);
    config.timeout_ms = 700;
    auto const began = std::chrono::steady_clock::now();
    auto const hung = at("hang");
    EXPECT_EQ(hung.what, What::later);
    EXPECT_EQ(hung.reason, "timed_out");
    EXPECT_LT(std::chrono::steady_clock::now() - began, 20s);
    EXPECT_TRUE(box->mails().empty());
    box.reset();
    auto const gone = at("ana");
    EXPECT_EQ(gone.what, What::later);
    EXPECT_EQ(gone.reason, "not_reached");
}

TEST_F(Mail, GoesEncryptedAndOnlyToWhoProvesTheName)
{
    auto const right = certificate("localhost"), wrong = certificate("elsewhere.example");
    Mailbox const box(tls(right)), impostor(tls(wrong)), starting(tls(right) + "--starttls");
    auto config = to(box, "smtps", "localhost");
    EXPECT_EQ(sent(config, note).reason, "certificate_not_trusted") << "signed by nobody we know";
    config.ca_file = right + ".pem";
    EXPECT_EQ(sent(config, note).what, What::sent);
    EXPECT_TRUE(has(box.mails().at(0), "X-Tls: yes"));
    config = to(impostor, "smtps", "localhost");
    config.ca_file = wrong + ".pem";
    auto const foreign = sent(config, note);
    EXPECT_EQ(foreign.what, What::later);
    EXPECT_EQ(foreign.reason, "certificate_not_trusted");
    EXPECT_TRUE(impostor.mails().empty());
    config = to(starting, "smtp", "localhost");
    EXPECT_EQ(sent(config, note).what, What::later)
        << "STARTTLS is taken where it is offered, with its certificate checked";
    config.ca_file = right + ".pem";
    EXPECT_EQ(sent(config, note).what, What::sent);
    EXPECT_TRUE(has(starting.mails().at(0), "X-Tls: yes"));
}

TEST_F(Mail, NeverGoesPlainToAnotherMachine)
{
    Mailbox const box;
    // The same server, by an address that is not the loopback's own.
    auto const out = sent(to(box, "smtp", "[::ffff:127.0.0.1]"), note);
    EXPECT_EQ(out.what, What::later);
    EXPECT_EQ(out.reason, "no_tls_offered");
    // A password goes over TLS even here.
    auto config = to(box);
    config.user = "wellkept";
    config.password_file = directory + "/password";
    std::ofstream(config.password_file) << "secret\n";
    fs::permissions(config.password_file, fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(sent(config, note).reason, "no_tls_offered");
    EXPECT_TRUE(box.mails().empty());
}

TEST_F(Mail, LogsInWhereAsked)
{
    auto const base = certificate("localhost");
    ::setenv("MAILBOX_PASSWORD", "secret", 1);
    Mailbox const box(tls(base) + "--starttls --user wellkept");
    auto config = to(box, "smtp", "localhost");
    config.ca_file = base + ".pem";
    EXPECT_NE(sent(config, note).what, What::sent) << "nobody logged in";
    config.user = "wellkept";
    config.password_file = directory + "/password";
    std::ofstream(config.password_file) << "wrong\n";
    EXPECT_FALSE(Smtp(config).send(note, Uuid::v4(rng), clock.now()).ok()) << "others can read the file";
    fs::permissions(config.password_file, fs::perms::owner_read | fs::perms::owner_write);
    auto const out = sent(config, note);
    EXPECT_EQ(out.what, What::later) << "the operator mends this, and the mail leaves then";
    EXPECT_EQ(out.reason, "login_denied");
    std::ofstream(config.password_file) << "secret\n";
    EXPECT_EQ(sent(config, note).what, What::sent);
    ASSERT_EQ(box.mails().size(), 1u);
    EXPECT_TRUE(has(box.mails()[0], "X-Login: yes"));
}

// ---- the outbox ----

class Outbox : public Mail {
protected:
    Mailer mailer(Config const& config)
    {
        return Mailer(config,
            { [this](auto place, auto plain) { return crypto::seal(key, plain, place, rng); },
                [this](auto place, auto sealed) { return crypto::open(key, sealed, place); } },
            *pool, clock, rng);
    }
    Uuid queued(Mailer const& m, std::string const& address = "ana@clinic.example")
    {
        auto tx = db::Tx::begin(*pool).release();
        auto id = m.queue(tx, { { address, "Ana" }, "An invitation", "Hello Ana", "", "test" });
        EXPECT_TRUE(id.ok() && tx.commit().ok());
        return id.release();
    }
    jobs::Job job(Uuid id, int attempt = 1)
    {
        return { JobId {}, std::string(send_job), {}, R"({"message":")" + id.text() + "\"}", attempt };
    }
    std::optional<store::Row> row(Uuid id)
    {
        auto tx = db::Tx::begin(*pool).release();
        return store::find(tx, id).release();
    }
    Mailer::State state(Mailer const& m)
    {
        auto tx = db::Tx::begin(*pool).release();
        return m.state(tx).release();
    }
    std::unique_ptr<db::Pool> pool = db::Pool::create(
        { .url = db::testing::url(db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema")), .connections = 4 })
                                         .release();
    crypto::Key key = crypto::Key::fresh(rng).release();
};

TEST_F(Outbox, LeavesWithTheTransactionAndForgetsWhatItSent)
{
    Mailbox const box;
    auto const m = mailer(to(box));
    {
        auto tx = db::Tx::begin(*pool).release();
        ASSERT_TRUE(m.queue(tx, note).ok());
    } // rolled back
    EXPECT_EQ(state(m).waiting, 0);
    auto const id = queued(m);
    EXPECT_FALSE(has(row(id)->sealed->data, "clinic")) << "sealed";
    jobs::Runner runner(*pool, clock, rng, { .poll = 20ms });
    runner.handle(std::string(send_job), [&](jobs::Job const& j) { return m.send(j); });
    runner.start();
    for (int i = 0; i < 1000 && row(id)->state != "sent"; ++i) std::this_thread::sleep_for(10ms);
    runner.stop();
    EXPECT_EQ(row(id)->state, "sent");
    EXPECT_FALSE(row(id)->sealed) << "nothing of it stays";
    ASSERT_EQ(box.mails().size(), 1u);
    EXPECT_TRUE(has(box.mails()[0], "Message-ID: <" + id.text() + "@wellkept.example>"));
    ASSERT_TRUE(m.send(job(id)).ok());
    EXPECT_EQ(box.mails().size(), 1u) << "a second run sends nothing";
}

TEST_F(Outbox, TriesAgainLaterAndGivesUpInTheEnd)
{
    auto box = std::make_unique<Mailbox>();
    auto const m = mailer(to(*box));
    auto const busy = queued(m, "refuse-451@clinic.example"), wrong = queued(m, "refuse-550@clinic.example");
    auto const first = m.send(job(busy)).release(), seventh = m.send(job(busy, 7)).release();
    ASSERT_TRUE(std::holds_alternative<jobs::Retry>(first) && std::holds_alternative<jobs::Retry>(seventh));
    EXPECT_GT(std::get<jobs::Retry>(seventh).at - clock.now(), 20min);
    EXPECT_LT(std::get<jobs::Retry>(first).at - clock.now(), 1min);
    EXPECT_EQ(row(busy)->state, "waiting");
    EXPECT_TRUE(std::holds_alternative<jobs::Dead>(m.send(job(busy, 12)).release()));
    EXPECT_TRUE(std::holds_alternative<jobs::Dead>(m.send(job(wrong)).release())) << "a refusal is not tried again";
    EXPECT_EQ(state(m).dead, 2);
    EXPECT_TRUE(row(wrong)->sealed) << "it can be revived";
    clock.advance(24h * 8);
    EXPECT_EQ(m.sweep(24h * 7).value(), 2);
    EXPECT_EQ(m.sweep(24h * 7).value(), 0);
    EXPECT_TRUE(std::holds_alternative<jobs::Done>(m.send(job(busy)).release()))
        << "a mail that is gone is nobody's failure";
}

TEST_F(Outbox, WaitsWithoutAMailServer)
{
    auto const m = mailer({ .from = a("no-reply@wellkept.example") });
    auto const id = queued(m);
    EXPECT_TRUE(std::holds_alternative<jobs::Again>(m.send(job(id)).release()));
    EXPECT_EQ(row(id)->state, "waiting");
    auto tx = db::Tx::begin(*pool).release();
    EXPECT_EQ(m.queue(tx, { { "not an address" }, "s", "t", "", "test" }).error().code, Code::bad_input);
}

// ---- templates ----

TEST_F(Mail, TemplatesAreFilledAndEscaped)
{
    auto const t = Templates::load(WELLKEPT_SOURCE_DIR "/mail");
    ASSERT_TRUE(t.ok()) << t.error().public_text.text;
    auto const m = (*t)->render("test", "en", { { "installation", "https://a.example/?x=1&y=<2>" } }).release();
    EXPECT_TRUE(has(m.text, "https://a.example/?x=1&y=<2>"));
    EXPECT_TRUE(has(m.html, "https://a.example/?x=1&amp;y=&lt;2&gt;"));
    EXPECT_TRUE(has(m.html, "<html lang=\"en\">"));
    EXPECT_EQ(m.kind, "test");
    EXPECT_TRUE((*t)->render("test", "xx", { { "installation", "x" } }).ok()) << "falls back to en";
    EXPECT_FALSE((*t)->render("test", "en", {}).ok());
    EXPECT_FALSE((*t)->render("test", "en", { { "installation", "x" }, { "other", "y" } }).ok());
    EXPECT_FALSE((*t)->render("other", "en", {}).ok());
}

TEST_F(Mail, TemplatesOfALanguageMustFitThoseOfEnglish)
{
    auto write = [&](std::string const& path, std::string const& text) {
        fs::create_directories(fs::path(directory + "/t/" + path).parent_path());
        std::ofstream(directory + "/t/" + path) << text;
    };
    auto why = [&] {
        auto const t = Templates::load(directory + "/t");
        return t.ok() ? std::string("fits") : t.error().public_text.text;
    };
    write("layout.html", "<html lang=\"{language}\">{body}</html>");
    write("en/a.yaml", "subject: Hello\ntext: Dear {name}\n");
    EXPECT_EQ(why(), "fits");
    write("de/a.yaml", "subject: Hallo\ntext: Liebe {nmae}\n");
    EXPECT_TRUE(has(why(), "placeholders of en/a.yaml"));
    write("de/a.yaml", "subject: Hallo\ntext: Liebe {name}\n");
    EXPECT_EQ(why(), "fits");
    write("en/b.yaml", "subject: Bye\ntext: Bye\n");
    EXPECT_TRUE(has(why(), "every template"));
    write("de/b.yaml", "subject: Ade\ntext: Ade {\n");
    EXPECT_TRUE(has(why(), "brace"));
    write("de/b.yaml", "subject: Ade\ntxt: Ade\n");
    EXPECT_TRUE(has(why(), "subject, text and html"));
    write("de/b.yaml", "subject: [\n");
    EXPECT_TRUE(has(why(), "YAML"));
}

} // namespace
} // namespace wellkept::mail
