// With a real clamd, whose only signature is that of the EICAR test file.
#include "platform/scan/scan.h"
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace wellkept::scan {
namespace {

namespace fs = std::filesystem;

// In two halves, so that no scanner takes this file for one.
std::string eicar() { return std::string("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-") + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"; }

std::string hex(std::string const& s)
{
    static char const digits[] = "0123456789abcdef";
    std::string out;
    for (unsigned char const c : s) out += { digits[c >> 4], digits[c & 15] };
    return out;
}

class ScanTest : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        directory = fs::temp_directory_path() / ("scan_test." + std::to_string(::getpid()));
        fs::create_directories(directory / "db");
        std::ofstream(directory / "db/test.ndb") << "Test.Signature:0:*:" << hex(eicar()) << "\n";
        std::ofstream(directory / "clamd.conf") << "LocalSocket " << socket() << "\nDatabaseDirectory " << (directory / "db").string()
                                                << "\nForeground yes\nStreamMaxLength 1M\nMaxScanSize 10M\nMaxRecursion 5\nAlertExceedsMax yes\n";
        start();
    }
    static void TearDownTestSuite()
    {
        stop();
        fs::remove_all(directory);
    }
    static std::string socket() { return (directory / "clamd.sock").string(); }
    static void start()
    {
        child = ::fork();
        if (child == 0) {
            auto const log = (directory / "log").string();
            (void)!std::freopen(log.c_str(), "a", stdout);
            (void)!std::freopen(log.c_str(), "a", stderr);
            ::execl("/usr/sbin/clamd", "clamd", "--config-file", (directory / "clamd.conf").c_str(), nullptr);
            std::_Exit(127);
        }
        // Until it answers: how long that takes is the machine's affair.
        for (int i = 0; i < 1200; ++i) {
            if (clamd({ .socket = socket() })->look("x").ok()) return;
            if (::waitpid(child, nullptr, WNOHANG) == child) break;
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        std::stringstream log;
        log << std::ifstream(directory / "log").rdbuf();
        ADD_FAILURE() << "clamd (package clamav-daemon) did not start: " << log.str();
    }
    static void stop()
    {
        if (child <= 0) return;
        ::kill(child, SIGTERM);
        ::waitpid(child, nullptr, 0);
        child = -1;
    }
    static inline fs::path directory;
    static inline pid_t child = -1;
};

TEST_F(ScanTest, WhatIsCleanIsCleanAndWhatIsNotIsNamed)
{
    auto const scanner = clamd({ .socket = socket() });
    for (auto const& clean : { std::string(), std::string("a letter"), std::string(900'000, 'x'), std::string("\0\0\0\0", 4) }) {
        auto const v = scanner->look(clean);
        ASSERT_TRUE(v.ok()) << v.error().detail.text;
        EXPECT_FALSE(v->infected);
    }
    auto const v = scanner->look(eicar());
    ASSERT_TRUE(v.ok()) << v.error().detail.text;
    EXPECT_TRUE(v->infected);
    EXPECT_NE(v->signature.find("Test.Signature"), std::string::npos) << v->signature;
    auto const hidden = scanner->look(std::string(500'000, 'x') + eicar());
    ASSERT_TRUE(hidden.ok());
    EXPECT_TRUE(hidden->infected) << "far inside too";
}

// A zip made by Python, compressed: nothing in it stands as it is. depth: so many archives around it.
std::string zipped(fs::path const& directory, std::string const& text, int depth = 1)
{
    std::ofstream(directory / "in", std::ios::binary) << text;
    auto const command = "cd " + directory.string() + " && python3 -c 'import zipfile, io\n"
        "data = open(\"in\", \"rb\").read()\n"
        "for i in range(" + std::to_string(depth) + "):\n"
        "    out = io.BytesIO()\n"
        "    z = zipfile.ZipFile(out, \"w\", zipfile.ZIP_DEFLATED); z.writestr(\"a%d.zip\" % i, data); z.close()\n"
        "    data = out.getvalue()\n"
        "open(\"out\", \"wb\").write(data)'";
    EXPECT_EQ(std::system(command.c_str()), 0) << "python3";
    std::stringstream out;
    out << std::ifstream(directory / "out", std::ios::binary).rdbuf();
    return out.str();
}

TEST_F(ScanTest, ArchivesAreTakenApartAsFarAsTheLimitsGo)
{
    auto const scanner = clamd({ .socket = socket() });
    auto const archive = zipped(directory, eicar() + std::string(300, ' '));
    ASSERT_EQ(archive.find("EICAR"), archive.npos);
    auto const inside = scanner->look(archive);
    ASSERT_TRUE(inside.ok()) << inside.error().detail.text;
    EXPECT_TRUE(inside->infected);
    EXPECT_NE(inside->signature.find("Test.Signature"), std::string::npos) << inside->signature;
    auto const harmless = scanner->look(zipped(directory, "a letter"));
    ASSERT_TRUE(harmless.ok());
    EXPECT_FALSE(harmless->infected);
    // Deeper than MaxRecursion, and more than MaxScanSize: it says that it looked no further, and never "OK".
    for (auto const& bomb : { zipped(directory, "a letter", 12), zipped(directory, std::string(30'000'000, '0')) }) {
        auto const v = scanner->look(bomb);
        ASSERT_TRUE(v.ok()) << v.error().detail.text;
        EXPECT_TRUE(v->infected);
        EXPECT_TRUE(v->signature.starts_with("Heuristics.Limits.Exceeded")) << v->signature;
    }
}

TEST_F(ScanTest, WhatIsTooLargeIsNeverCalledClean)
{
    EXPECT_EQ(clamd({ .socket = socket(), .bytes_max = 100 })->look(std::string(101, 'x')).error().code, Code::too_large);
    auto const beyond = clamd({ .socket = socket() })->look(std::string(3'000'000, 'x')); // more than clamd's own limit
    ASSERT_FALSE(beyond.ok());
    EXPECT_EQ(beyond.error().code, Code::unavailable);
}

TEST_F(ScanTest, AScannerThatIsDownSaysNothingAndOneThatIsBackDoes)
{
    auto const scanner = clamd({ .socket = socket() });
    stop();
    auto const v = scanner->look("a letter");
    ASSERT_FALSE(v.ok());
    EXPECT_EQ(v.error().code, Code::unavailable);
    start();
    EXPECT_TRUE(scanner->look("a letter").ok());
}

TEST_F(ScanTest, OnlyItsOwnWordsCount)
{
    // Somebody else on the socket: each answer that is not exactly clamd's leaves the bytes closed.
    auto const path = (directory / "other.sock").string();
    int const listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof(address.sun_path) - 1);
    ASSERT_EQ(::bind(listener, reinterpret_cast<sockaddr const*>(&address), sizeof address), 0);
    ASSERT_EQ(::listen(listener, 4), 0);
    for (std::string const& said : { std::string("stream: OK but"), std::string("OK"), std::string(), std::string("stream:  FOUND"), std::string("INSTREAM size limit exceeded. ERROR") }) {
        std::thread other([&] {
            int const peer = ::accept(listener, nullptr, nullptr);
            char buffer[64];
            (void)!::recv(peer, buffer, sizeof buffer, 0);
            (void)!::send(peer, said.c_str(), said.size() + 1, MSG_NOSIGNAL);
            ::close(peer);
        });
        auto const v = clamd({ .socket = path })->look("abc");
        other.join();
        ASSERT_FALSE(v.ok()) << said;
        EXPECT_EQ(v.error().code, Code::unavailable) << said;
    }
    ::close(listener);
}

} // namespace
} // namespace wellkept::scan
