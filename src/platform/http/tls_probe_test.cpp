// Against our own server, and against one that would take anything.
#include "platform/http/tls_probe.h"
#include "platform/http/test_client.h"
#include <csignal>
#include <sys/prctl.h>
#include <sys/wait.h>

using namespace wellkept;
using namespace wellkept::http;
using namespace wellkept::http::test;

namespace {

TEST_F(ServerTest, a_probe_sees_which_handshakes_are_agreed)
{
    start();
    auto const best = shake_hands("127.0.0.1", port(), {});
    ASSERT_TRUE(best.ok()) << best.error().detail.text;
    EXPECT_TRUE(best->agreed);
    EXPECT_EQ(best->key_bits, 256);
    EXPECT_EQ(best->cipher, "TLS_AES_256_GCM_SHA384");
    EXPECT_FALSE(shake_hands("127.0.0.1", port(), { .version_max = TLS1_1_VERSION })->agreed);
    EXPECT_FALSE(shake_hands("127.0.0.1", port(), { .version_max = TLS1_2_VERSION, .ciphers = "AES128" })->agreed);
}

// What the probe offers must really be an offer, or every server would look strict.
TEST(TlsProbe, a_lax_server_is_seen_as_lax)
{
    TemporaryDirectory const folder;
    auto const key = (folder.path() / "key.pem").string(), certificate = (folder.path() / "certificate.pem").string();
    auto const make = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout " + key + " -out " + certificate + " 2>/dev/null";
    ASSERT_EQ(std::system(make.c_str()), 0);
    auto const port = std::to_string(20'000 + ::getpid() % 20'000);
    auto const child = ::fork();
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::execlp("openssl", "openssl", "s_server", "-quiet", "-accept", port.c_str(), "-key", key.c_str(), "-cert", certificate.c_str(),
            "-cipher", "ALL:@SECLEVEL=0", "-min_protocol", "TLSv1", nullptr);
        ::_exit(127);
    }
    auto const number = static_cast<std::uint16_t>(std::stoi(port));
    auto answer = shake_hands("127.0.0.1", number, {});
    for (int i = 0; i < 200 && !answer.ok(); ++i) {
        ::usleep(50'000);
        answer = shake_hands("127.0.0.1", number, {});
    }
    ASSERT_TRUE(answer.ok()) << answer.error().detail.text;
    auto const old = shake_hands("127.0.0.1", number, { .version_max = TLS1_1_VERSION });
    auto const short_key = shake_hands("127.0.0.1", number, { .version_max = TLS1_2_VERSION, .ciphers = "AES128:@SECLEVEL=0" });
    auto const other = shake_hands("127.0.0.1", number, { .ciphers = "AES128:@SECLEVEL=0", .suites = "TLS_CHACHA20_POLY1305_SHA256" });
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_TRUE(old.ok() && old->agreed);
    ASSERT_TRUE(short_key.ok() && short_key->agreed);
    EXPECT_EQ(short_key->key_bits, 128);
    EXPECT_TRUE(other.ok() && other->agreed);
}

TEST(TlsProbe, nobody_there_is_not_a_refused_handshake)
{
    auto const answer = shake_hands("127.0.0.1", 1, {});
    EXPECT_FALSE(answer.ok());
}

} // namespace
