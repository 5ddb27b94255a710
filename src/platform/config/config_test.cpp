#include "platform/config/config.h"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

using namespace wellkept;
using config::Config;

namespace {

Config taken(std::string_view yaml, config::Environment const& environment = {})
{
    auto c = config::parse(yaml, "/etc/wellkept/wellkept.yaml", environment);
    if (!c.ok()) {
        ADD_FAILURE() << c.error().public_text.text << " " << c.error().detail.text;
        return {};
    }
    return c.release();
}

std::string refusal(std::string_view yaml, config::Environment const& environment = {})
{
    auto const c = config::parse(yaml, "w.yaml", environment);
    if (c.ok()) return "taken";
    EXPECT_EQ(c.error().code, Code::bad_input);
    return c.error().public_text.text;
}

TEST(Config, EverythingHasADefault)
{
    for (auto const* nothing : { "", "# only a comment\n", "---\n", "server:\n", "{}" }) {
        auto const c = taken(nothing);
        EXPECT_EQ(c.server.address, "127.0.0.1");
        EXPECT_EQ(c.server.port, 8443);
        EXPECT_TRUE(c.database.url.empty());
        EXPECT_FALSE(c.test.mode);
        EXPECT_EQ(c.data.directory, "/etc/wellkept/data");
    }
}

TEST(Config, TheFileIsRead)
{
    auto const c = taken(R"(
server:
  address: "::"
  port: 443
  plain_port: 80
  public_url: https://health.example.org
  static_directory:
  connections_max: 1000000
data: {directory: /srv/wellkept}
database:
  url: postgresql://app@db.example.org/wellkept?passfile=/etc/wellkept/pgpass&sslmode=verify-full
  keys_url: postgresql://app@db.example.org/wellkept_keys?passfile=/etc/wellkept/pgpass
  owner_url: postgresql://owner@db.example.org/wellkept?passfile=/etc/wellkept/pgpass
keys: {root_key_file: ../keys/root.key}
programs:
  endpoint_overrides:
    withings: {token_url: "https://127.0.0.1:9000/token", api_url: "https://127.0.0.1:9000"}
    oura: {token_url: "https://127.0.0.1:9001/token"}
outgoing: {allow_private_addresses: true}
log: {level: warn, file: log/wellkept.log}
test: {mode: true, clock: true}
)");
    EXPECT_EQ(c.server.address, "::");
    EXPECT_EQ(c.server.port, 443);
    EXPECT_EQ(c.server.plain_port, 80);
    EXPECT_EQ(c.server.static_directory, "");
    EXPECT_EQ(c.server.connections_max, 1'000'000u);
    EXPECT_EQ(c.data.directory, "/srv/wellkept");
    EXPECT_EQ(c.keys.root_key_file, "/etc/keys/root.key");
    EXPECT_EQ(c.programs.endpoint_overrides.at("withings").at("token_url"), "https://127.0.0.1:9000/token");
    EXPECT_EQ(c.programs.endpoint_overrides.at("oura").size(), 1u);
    EXPECT_TRUE(c.outgoing.allow_private_addresses);
    EXPECT_EQ(c.log.level, "warn");
    EXPECT_EQ(c.log.file, "/etc/wellkept/log/wellkept.log");
    EXPECT_TRUE(c.test.clock);
}

TEST(Config, TheEnvironmentGoesBeforeTheFile)
{
    auto const c = taken("server: {port: 1000, workers: 3}\n",
        { { "WELLKEPT_SERVER_PORT", "2000" }, { "WELLKEPT_SERVER_WORKER_QUEUE_MAX", "7" },
            { "WELLKEPT_TEST_MODE", "true" }, { "WELLKEPT_LOG_FILE", "x.log" },
            { "WELLKEPT_DATA_DIRECTORY", "/elsewhere" },
            { "WELLKEPT_PROGRAMS_ENDPOINT_OVERRIDES", "{oura: {token_url: 'http://127.0.0.1:1/t'}}" },
            { "WELLKEPT_HOME", "other's" }, { "PATH", "/bin" } });
    EXPECT_EQ(c.server.port, 2000);
    EXPECT_EQ(c.server.workers, 3);
    EXPECT_EQ(c.server.worker_queue_max, 7u);
    EXPECT_TRUE(c.test.mode);
    EXPECT_EQ(c.log.file, "/etc/wellkept/x.log");
    EXPECT_EQ(c.data.directory, "/elsewhere");
    EXPECT_EQ(c.programs.endpoint_overrides.at("oura").at("token_url"), "http://127.0.0.1:1/t");
}

TEST(Config, UnknownKeysAreRefusedWithTheNearestKnown)
{
    EXPECT_EQ(refusal("\nserver:\n  prot: 1\n"), "w.yaml:3: server.prot is not a setting; the nearest is server.port");
    EXPECT_EQ(refusal("sever:\n  port: 1\n"), "w.yaml:1: sever is not a setting; the nearest is server");
    EXPECT_EQ(refusal("server:\n  zzzzzzzzzzzzzzzzzz: 1\n"), "w.yaml:2: server.zzzzzzzzzzzzzzzzzz is not a setting");
    EXPECT_EQ(refusal("port: 1\n"), "w.yaml:1: port is not a section; the nearest is server.port");
    EXPECT_EQ(refusal("", { { "WELLKEPT_SERVER_PROT", "1" } }),
        "environment: WELLKEPT_SERVER_PROT is not a setting; the nearest is WELLKEPT_SERVER_PORT");
    EXPECT_EQ(refusal("server: {\"a\\nb\": 1}\n"), "w.yaml:1: this is not a setting");
}

TEST(Config, ValuesAreBoundsChecked)
{
    for (auto const* bad :
        { "0", "65536", "-1", "8443x", "0x10", "1e3", "1.5", "''", "", "[1]", "{a: 1}", "99999999999999999999" })
        EXPECT_TRUE(
            refusal("server:\n  port: " + std::string(bad) + "\n").starts_with("w.yaml:2: server.port must be a"))
            << bad;
    EXPECT_EQ(refusal("server: {port: 65536}"), "w.yaml:1: server.port must be a whole number from 1 to 65535");
    for (auto const* good : { "1", "65535", "\"80\"" })
        EXPECT_EQ(refusal("server: {port: " + std::string(good) + "}"), "taken") << good;
    for (auto const* bad : { "yes", "1", "True", "on", "" })
        EXPECT_EQ(refusal("test: {mode: " + std::string(bad) + "}"), "w.yaml:1: test.mode must be true or false")
            << bad;
    for (auto const* bad : { "localhost", "127.0.0.1:80", "''", "1.2.3" })
        EXPECT_NE(refusal("server: {address: '" + std::string(bad) + "'}"), "taken") << bad;
    for (auto const* bad : { "http://x", "https://", "https://x/", "https://x/path", "https://u@x", "x" })
        EXPECT_NE(refusal("server: {public_url: '" + std::string(bad) + "'}"), "taken") << bad;
    EXPECT_NE(refusal("log: {level: verbose}"), "taken");
    EXPECT_NE(refusal("region: {name: 'EU West'}"), "taken");
    EXPECT_NE(refusal("database: {app_role: 'a; drop'}"), "taken");
    EXPECT_NE(refusal("limits: {samples_per_request_max: 10001}"), "taken");
    EXPECT_NE(refusal("programs: {endpoint_overrides: {oura: {token_url: 'file:///x'}}}"), "taken");
    EXPECT_NE(refusal("programs: {endpoint_overrides: {oura: x}}"), "taken");
    EXPECT_NE(refusal("programs: {endpoint_overrides: {oura: {a: 'https://x', a: 'https://y'}}}"), "taken");
    EXPECT_NE(refusal("data: {directory: \"a\\nb\"}"), "taken");
    EXPECT_NE(refusal("", { { "WELLKEPT_SERVER_PORT", "http" } }), "taken");
}

TEST(Config, WhatIsNoConfigurationIsRefused)
{
    for (auto const* bad : { "[1, 2]", "text", "server: 1", "server: [1]", "server:\n\tport: 1", "a: b: c", "{", "'",
             "--- \na\n--- \nb\n", "server: {port: 1}\nserver: {port: 2}\n", "server:\n  port: 1\n  port: 2\n",
             "? [a]\n: 1\n", "server: *nothing" })
        EXPECT_TRUE(refusal(bad).starts_with("w.yaml")) << bad << refusal(bad);
    EXPECT_EQ(refusal(std::string(2 * 1024 * 1024, '#')), "w.yaml: is larger than 1 MiB");
    EXPECT_EQ(config::load("/nonexistent/w.yaml").error().code, Code::bad_input);
}

TEST(Config, SecretsStandInFilesOfTheirOwn)
{
    for (auto const* bad : { "postgresql://app:hunter2@h/d", "postgresql://h/d?password=hunter2",
             "postgresql://h/d?user=a&password=hunter2", "host=h password=hunter2", "mysql://h/d" }) {
        auto const why = refusal("database:\n  url: '" + std::string(bad) + "'\n");
        EXPECT_TRUE(why.starts_with("w.yaml:2: database.url must be")) << why;
        EXPECT_EQ(why.find("hunter2"), std::string::npos) << "a value is never repeated";
    }
}

TEST(Config, ContradictionsAreRefused)
{
    EXPECT_NE(refusal("database: {url: postgresql://a@h/d}").find("set together"), std::string::npos);
    EXPECT_NE(
        refusal("database: {url: postgresql://a@h/d, keys_url: postgresql://a@h/d, owner_url: postgresql://o@h/d}")
            .find("another database"),
        std::string::npos);
    EXPECT_NE(refusal("keys: {root_key_file: data/root.key}").find("outside data.directory"), std::string::npos);
    EXPECT_NE(refusal("data: {directory: /srv/w}\nkeys: {root_key_file: /srv/other/../w/keys/root.key}")
                  .find("outside data.directory"),
        std::string::npos);
    EXPECT_EQ(refusal("data: {directory: /srv/w}\nkeys: {root_key_file: /srv/w2/root.key}"), "taken");
    EXPECT_NE(refusal("keys: {root_key_file: }").find("root_key_file is empty"), std::string::npos);
    EXPECT_NE(refusal("data: {directory: /srv/w}\nkeys: {backup_directory: /srv/w/backups}").find("backed up apart"), std::string::npos);
    EXPECT_NE(refusal("data: {directory: /srv/w}\nkeys: {backup_key_file: /srv/w/b.key}").find("outside"), std::string::npos);
    EXPECT_NE(refusal("mail: {user: me}").find("mail.password_file"), std::string::npos);
    EXPECT_NE(refusal("test: {clock: true}").find("test.mode"), std::string::npos);
    EXPECT_NE(refusal("server: {port: 80, plain_port: 80}").find("another port"), std::string::npos);
}

TEST(Config, AProgramIsAListOfWords)
{
    std::vector<std::string> const kms { "/usr/local/bin/kms", "key 7" };
    EXPECT_EQ(taken("keys: {kms_command: [/usr/local/bin/kms, key 7]}").keys.kms_command, kms);
    EXPECT_EQ(taken("", { { "WELLKEPT_KEYS_KMS_COMMAND", "[/usr/local/bin/kms, key 7]" } }).keys.kms_command, kms);
    for (auto const* empty : { "", "keys: {kms_command: }", "keys: {kms_command: []}", "keys: {kms_command: ''}" })
        EXPECT_TRUE(taken(empty).keys.kms_command.empty()) << empty;
    for (auto const* bad : { "keys: {kms_command: /usr/bin/kms key}", "keys: {kms_command: {a: b}}", "keys: {kms_command: [[a]]}" })
        EXPECT_NE(refusal(bad).find("a list of words"), std::string::npos) << bad;
    EXPECT_NE(refusal("keys: {kms_command: [kms]}").find("full path"), std::string::npos) << "not by what PATH says";
}

TEST(Config, AMailServerHasNoSecretInItsAddress)
{
    EXPECT_EQ(taken("mail: {url: 'smtps://mail.example.org:465'}").mail.url, "smtps://mail.example.org:465");
    for (auto const* bad : { "http://mail.example.org", "mail.example.org", "smtp://me:secret@mail.example.org", "smtp://a/b", "smtp://" })
        EXPECT_NE(refusal("mail: {url: '" + std::string(bad) + "'}").find("smtp://mail.example.org"), std::string::npos) << bad;
}

TEST(Config, TheDocumentedDefaultsAreTheDefaults)
{
    auto const text = config::documented_defaults();
    auto const documented = taken(text);
    auto const plain = taken("");
    EXPECT_EQ(documented.server.port, plain.server.port);
    EXPECT_EQ(documented.server.static_directory, plain.server.static_directory);
    EXPECT_EQ(documented.keys.root_key_file, plain.keys.root_key_file);
    EXPECT_EQ(documented.limits.body_bytes_in_flight_max, plain.limits.body_bytes_in_flight_max);
    // every line is a blank, a comment, a section or a setting with a comment above it
    std::string before;
    std::size_t at_most = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = text.find('\n', at);
        auto const line = text.substr(at, end - at);
        if (line.find(": ") != std::string::npos && line.find('#') == std::string::npos) {
            EXPECT_NE(before.find("# "), std::string::npos) << line << " has no comment";
        }
        at_most = std::max(at_most, line.size());
        before = line;
        at = end + 1;
    }
    EXPECT_LE(at_most, 120u);
    EXPECT_NE(text.find("  # Port for HTTPS. From 1 to 65535.\n  port: 8443\n"), std::string::npos) << text;
}

TEST(Config, LoadReadsTheFileAndTheProcessesEnvironment)
{
    auto const path = testing::TempDir() + "wellkept.yaml";
    std::ofstream(path) << "server: {port: 1000, workers: 5}\n";
    ASSERT_EQ(setenv("WELLKEPT_SERVER_PORT", "2000", 1), 0);
    auto const c = config::load(path);
    auto const none = config::load("");
    unsetenv("WELLKEPT_SERVER_PORT");
    std::filesystem::remove(path);
    ASSERT_TRUE(c.ok()) << c.error().public_text.text;
    EXPECT_EQ(c.value().server.port, 2000);
    EXPECT_EQ(c.value().server.workers, 5);
    ASSERT_TRUE(none.ok());
    EXPECT_EQ(none.value().server.port, 2000);
    EXPECT_EQ(none.value().data.directory, (std::filesystem::current_path() / "data").string());
}

} // namespace
