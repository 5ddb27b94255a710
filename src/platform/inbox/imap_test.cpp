// Against a real IMAP server (Dovecot, tests/imap_server.sh) over TLS.
#include "platform/inbox/inbox.h"
#include <arpa/inet.h>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sstream>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace wellkept::inbox {
namespace {

namespace fs = std::filesystem;

std::uint16_t free_port()
{
    int const s = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address { .sin_family = AF_INET, .sin_port = 0, .sin_addr = { htonl(INADDR_LOOPBACK) } };
    socklen_t size = sizeof address;
    if (::bind(s, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::getsockname(s, reinterpret_cast<sockaddr*>(&address), &size) != 0) ADD_FAILURE() << "no port";
    ::close(s);
    return ntohs(address.sin_port);
}

class ImapTest : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        directory = fs::temp_directory_path() / ("imap_test." + std::to_string(::getpid()));
        fs::create_directories(directory);
        fs::permissions(directory, fs::perms(0711));
        auto const make = "openssl req -x509 -newkey rsa:2048 -nodes -keyout " + at("key.pem") + " -out " + at("cert.pem")
            + " -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost 2>/dev/null";
        ASSERT_EQ(std::system(make.c_str()), 0);
        std::ofstream(at("password")) << "secret\n";
        fs::permissions(at("password"), fs::perms(0600));
        port = free_port();
        start();
    }
    static void TearDownTestSuite()
    {
        stop();
        fs::remove_all(directory);
    }
    static void start()
    {
        child = ::fork();
        if (child == 0) {
            (void)!std::freopen(at("out").c_str(), "a", stdout);
            (void)!std::freopen(at("out").c_str(), "a", stderr);
            ::execl(WELLKEPT_SOURCE_DIR "/tests/imap_server.sh", "imap_server.sh", directory.c_str(), std::to_string(port).c_str(), at("cert.pem").c_str(),
                at("key.pem").c_str(), "secret", nullptr);
            std::_Exit(127);
        }
        for (int i = 0; i < 600; ++i) {
            if (open(config()).ok()) return;
            if (::waitpid(child, nullptr, WNOHANG) == child) break;
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        std::stringstream log;
        log << std::ifstream(at("out")).rdbuf() << std::ifstream(at("log")).rdbuf();
        ADD_FAILURE() << "dovecot (package dovecot-imapd) did not start: " << log.str();
    }
    static void stop()
    {
        if (child <= 0) return;
        ::kill(child, SIGTERM);
        ::waitpid(child, nullptr, 0);
        child = -1;
    }
    static std::string at(std::string const& name) { return (directory / name).string(); }
    static Config config()
    {
        return { .url = "imaps://localhost:" + std::to_string(port), .user = "care", .password_file = at("password"), .ca_file = at("cert.pem"), .timeout_ms = 20'000 };
    }
    // As another mail server would: whole, by one rename.
    void deliver(std::string const& text)
    {
        auto const name = std::to_string(::getpid()) + "." + std::to_string(++delivered);
        std::ofstream(at("mail/tmp/" + name), std::ios::binary) << text;
        fs::permissions(at("mail/tmp/" + name), fs::perms(0666));
        fs::rename(at("mail/tmp/" + name), at("mail/new/" + name));
    }
    void TearDown() override
    {
        for (auto const* folder : { "mail/new", "mail/cur" })
            for (auto const& f : fs::directory_iterator(directory / folder)) fs::remove(f);
    }
    static inline fs::path directory;
    static inline std::uint16_t port = 0;
    static inline pid_t child = -1;
    static inline int delivered = 0;
};

TEST_F(ImapTest, NothingBecomesReadByBeingFetched)
{
    // Lines that look like the server's own replies are the sender's.
    std::string const letter = "From: a@example.org\r\nSubject: one\r\n\r\n* 9 FETCH (UID 9)\r\nA005 OK done\r\nbody {5}\r\n.\r\n";
    deliver(letter);
    deliver("From: b@example.org\r\n\r\n" + std::string(300'000, 'x') + "\r\n");
    auto box = open(config());
    ASSERT_TRUE(box.ok()) << box.error().detail.text;
    EXPECT_GT(box.value()->uid_validity(), 0u);
    auto const uids = box.value()->unread().release();
    ASSERT_EQ(uids.size(), 2u);
    auto const sizes = box.value()->look(uids).release();
    ASSERT_EQ(sizes.size(), 2u);
    auto const first = sizes[0].bytes < sizes[1].bytes ? sizes[0] : sizes[1], second = sizes[0].bytes < sizes[1].bytes ? sizes[1] : sizes[0];
    EXPECT_EQ(first.bytes, letter.size());
    EXPECT_EQ(box.value()->fetch(first.uid, 1'000'000).release(), letter);
    EXPECT_EQ(box.value()->fetch(second.uid, 1'000).error().code, Code::too_large);
    EXPECT_EQ(box.value()->fetch_beginning(second.uid, 100).release().size(), 100u) << "after a transfer that was cut off";
    EXPECT_EQ(box.value()->fetch(second.uid, 1'000'000).release().size(), second.bytes);
    EXPECT_EQ(box.value()->unread().release().size(), 2u);
    auto const marked = box.value()->mark_read(first.uid);
    ASSERT_TRUE(marked.ok()) << marked.error().detail.text;
    EXPECT_EQ(open(config()).release()->unread().release(), (std::vector<std::uint32_t> { second.uid }));
    EXPECT_TRUE(box.value()->look({ first.uid, 99'999 }).release().empty()) << "read, or not there";
    EXPECT_FALSE(box.value()->fetch(99'999, 1'000).ok());
}

TEST_F(ImapTest, ManyMessages)
{
    for (int i = 0; i < 3'000; ++i) deliver("From: a@example.org\r\n\r\n" + std::to_string(i));
    auto const box = open(config()).release();
    EXPECT_EQ(box->unread().release().size(), 3'000u);
}

TEST_F(ImapTest, WhatStandsInTheWayIsNamed)
{
    auto reason = [](Config const& c) { auto const b = open(c); return b.ok() ? "open" : b.error().detail.text; };
    auto c = config();
    c.ca_file.clear();
    EXPECT_EQ(reason(c), "certificate_not_trusted");
    c = config();
    c.url = "imaps://127.0.0.1:" + std::to_string(port);
    EXPECT_EQ(reason(c), "certificate_not_trusted") << "the name must be the certificate's";
    c = config();
    c.password_file = at("wrong");
    std::ofstream(at("wrong")) << "guess\n";
    fs::permissions(at("wrong"), fs::perms(0600));
    EXPECT_EQ(reason(c), "login_denied");
    c = config();
    c.folder = "Nowhere";
    EXPECT_NE(reason(c), "open");
    c = config();
    c.folder = "IN\"BOX";
    EXPECT_EQ(open(c).error().code, Code::bad_input);
    c = config();
    c.url = "imaps://localhost:1";
    EXPECT_EQ(reason(c), "not_reached");
}

} // namespace
} // namespace wellkept::inbox
