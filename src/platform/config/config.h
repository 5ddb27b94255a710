// What an operator may set: one YAML file, overridden by the environment, with a documented default for everything.
#pragma once
#include "base/result.h"
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wellkept::config {

// Bounds and meaning of each are in settings.cpp, once; `wellkept`'s documentation is printed from there.
// Paths are absolute after load.
struct Config {
    struct {
        std::string address = "127.0.0.1";
        std::uint16_t port = 8443;
        std::uint16_t plain_port = 0; // 0: none
        std::string public_url = "https://localhost:8443";
        std::string certificate_file = "tls/certificate.pem";
        std::string key_file = "tls/key.pem";
        std::string static_directory = "web/dist"; // empty: none
        int io_threads = 2;
        int workers = 8;
        std::size_t worker_queue_max = 512;
        std::size_t connections_max = 20'000;
        int drain_seconds_max = 20;
    } server;
    struct {
        std::string directory = "data";
    } data;
    struct {
        std::string url; // empty: the embedded server
        std::string keys_url; // empty exactly if url is
        std::string owner_url; // empty exactly if url is
        std::string app_role = "wellkept_app";
        int pool_connections = 16;
    } database;
    struct {
        std::string root_key_file = "root.key";
        std::vector<std::string> kms_command; // program and its words; empty: the root key is the file
        int kms_seconds_max = 15;
        int retire_days = 7;
        std::string backup_directory; // empty: none is made by itself
        std::string backup_key_file = "backup.key";
        int backup_days = 7;
    } keys;
    struct {
        std::string url; // empty: mails wait
        std::string from = "Wellkept <wellkept@localhost>";
        std::string user;
        std::string password_file; // empty exactly if user is
        std::string ca_file;
        int timeout_seconds = 30;
        int attempts_max = 12;
    } mail;
    struct {
        std::string url; // empty: none is read
        std::string user, password_file;
        std::string folder = "INBOX";
        std::string ca_file;
        std::string referral_address;
        int interval_seconds = 60;
        std::size_t bytes_max = 25 * 1024 * 1024; // of one message
        int sender_messages_a_day = 20;
    } mailbox;
    struct {
        std::string socket = "/run/clamav/clamd.ctl";
        int timeout_seconds = 30;
    } scan;
    struct {
        std::string directory = "policy";
    } policy;
    struct {
        std::string directory = "programs";
        // program -> name of an URL in its manifest -> URL
        std::map<std::string, std::map<std::string, std::string>> endpoint_overrides;
    } programs;
    struct {
        std::string directory = "promises";
        std::string proofs_file; // empty: none
        int observe_minutes = 60; // 0: never by itself
    } promises;
    struct {
        int threads = 2;
        int poll_ms = 1'000;
    } jobs;
    struct {
        int sequence_seconds = 60;
        std::string witness_file; // empty: none
    } audit;
    struct {
        int tries_per_address = 100;
        int argon2_memory_kib = 65'536;
        int argon2_passes = 3;
        int argon2_threads = 2;
        int argon2_queue_max = 64;
    } accounts;
    struct {
        std::string ca_file;
        bool allow_private_addresses = false;
        bool allow_plain_http = false;
    } outgoing;
    struct {
        std::string level = "info"; // debug, info, warn, error
        std::string file; // empty: standard error only
    } log;
    struct {
        std::string name = "eu";
    } region;
    struct {
        std::size_t body_bytes_in_flight_max = 256 * 1024 * 1024;
        std::size_t upload_bytes_max = 64 * 1024 * 1024;
        std::size_t samples_per_request_max = 10'000;
        int key_cache_seconds_max = 300;
    } limits;
    struct {
        bool mode = false;
        bool clock = false;
    } test;
};

using Environment = std::vector<std::pair<std::string, std::string>>;

// The file at path, overridden by our process's environment. An empty path: defaults and environment only, paths
// relative to the working directory. bad_input names file, line and setting, and the nearest setting to an unknown one,
// but no value; it also covers settings that contradict each other.
Result<Config> load(std::string const& path);
// The same of text already read. file: its path, for messages and as the base of relative paths.
Result<Config> parse(std::string_view yaml, std::string const& file, Environment const&);

// A whole file with every setting at its default and what it means; parse() takes it.
std::string documented_defaults();

} // namespace wellkept::config
