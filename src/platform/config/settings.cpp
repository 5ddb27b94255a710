#include "platform/config/settings.h"
#include "base/limits.h"
#include <algorithm>
#include <arpa/inet.h>
#include <filesystem>
#include <limits>

namespace wellkept::config {

namespace {

char const* address(std::string const& s)
{
    std::uint8_t bytes[16];
    bool const good = inet_pton(AF_INET, s.c_str(), bytes) == 1 || inet_pton(AF_INET6, s.c_str(), bytes) == 1;
    return good ? nullptr : "a numeric address, like 127.0.0.1 or ::";
}

char const* public_url(std::string const& s)
{
    bool const good = s.starts_with("https://") && s.size() > 8 && s.find('/', 8) == std::string::npos
        && s.find_first_of(" ?#@") == std::string::npos;
    return good ? nullptr : "an address like https://health.example.org, without a path";
}

// libpq URLs. A password in one would be a secret in a file of settings, in a process list, in a backup.
char const* database_url(std::string const& s)
{
    if (s.empty()) return nullptr;
    if (!s.starts_with("postgresql://")) return "a PostgreSQL URL, like postgresql://user@host/database";
    auto const authority = s.substr(13, s.find_first_of("/?", 13) - 13);
    auto const at = authority.rfind('@');
    bool const secret = at != std::string::npos && authority.find(':') < at;
    return secret || s.find("password=") != std::string::npos
        ? "a URL without a password: name a password file with ?passfile= instead"
        : nullptr;
}

char const* role(std::string const& s)
{
    bool const good = !s.empty() && s.size() <= 63 && std::all_of(s.begin(), s.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    return good ? nullptr : "a name of at most 63 lower-case letters, digits and _";
}

// smtp:// or smtps://, a host, perhaps a port; the password stands in a file.
char const* mail_url(std::string const& s)
{
    if (s.empty()) return nullptr;
    auto const scheme = s.starts_with("smtps://") ? 8u : s.starts_with("smtp://") ? 7u : 0u;
    bool const good = scheme && s.size() > scheme && s.find_first_of("/ ?#@", scheme) == std::string::npos;
    return good ? nullptr : "an address like smtp://mail.example.org:587, without user, password and path";
}

char const* mailbox_url(std::string const& s)
{
    if (s.empty()) return nullptr;
    auto const scheme = s.starts_with("imaps://") ? 8u : s.starts_with("imap://") ? 7u : 0u;
    bool const good = scheme && s.size() > scheme && s.find_first_of("/ ?#@", scheme) == std::string::npos;
    return good ? nullptr : "an address like imaps://mail.example.org, without user, password and path";
}

char const* line(std::string const& s) { return s.size() <= 300 ? nullptr : "at most 300 bytes"; }

char const* region(std::string const& s)
{
    bool const good = !s.empty() && s.size() <= 32 && std::all_of(s.begin(), s.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    return good ? nullptr : "a name of at most 32 lower-case letters, digits and -";
}

char const* level(std::string const& s)
{
    return s == "debug" || s == "info" || s == "warn" || s == "error" ? nullptr : "one of debug, info, warn, error";
}

template <typename T> Number number(T& place, std::int64_t min, std::int64_t max)
{
    return { std::int64_t(place), min, max, [&place](std::int64_t v) { place = static_cast<T>(v); } };
}

} // namespace

std::string Setting::variable() const
{
    std::string out = "WELLKEPT_" + std::string(section) + "_" + std::string(key);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
    return out;
}

std::vector<Setting> settings(Config& c)
{
    return {
        { "server", "address", "Address to listen on; 0.0.0.0 or :: for all.", Text { &c.server.address, address } },
        { "server", "port", "Port for HTTPS.", number(c.server.port, 1, 65'535) },
        { "server", "plain_port", "Port that only sends browsers from http to https; 0 for none.",
            number(c.server.plain_port, 0, 65'535) },
        { "server", "public_url", "Where people and vendors reach this server: in links, OAuth redirects and mails.",
            Text { &c.server.public_url, public_url } },
        { "server", "certificate_file", "The TLS certificate with its chain, PEM.",
            Path { &c.server.certificate_file } },
        { "server", "key_file", "The TLS certificate's private key, PEM, readable by the server alone.",
            Path { &c.server.key_file } },
        { "server", "static_directory", "The built web applications; empty for none.",
            Path { &c.server.static_directory } },
        { "server", "io_threads", "Threads that speak TLS and HTTP.", number(c.server.io_threads, 1, 256) },
        { "server", "workers", "Threads that handle requests; each may hold one database connection.",
            number(c.server.workers, 1, 1'024) },
        { "server", "worker_queue_max", "Requests that may wait for a worker; past it the answer is 503.",
            number(c.server.worker_queue_max, 1, 1'000'000) },
        { "server", "connections_max", "Open connections; past it new ones are closed.",
            number(c.server.connections_max, 1, 1'000'000) },
        { "server", "drain_seconds_max", "Seconds that running requests get to end when the server stops.",
            number(c.server.drain_seconds_max, 0, 3'600) },

        { "data", "directory", "The embedded database and the blobs.", Path { &c.data.directory } },

        { "database", "url",
            "The data database as the application's role; empty for the embedded server. No password: use ?passfile=.",
            Text { &c.database.url, database_url } },
        { "database", "keys_url",
            "The database of the wrapped person keys: another one, backed up apart. Goes with url.",
            Text { &c.database.keys_url, database_url } },
        { "database", "owner_url", "The data database as the role that owns the tables, for migrations. Goes with url.",
            Text { &c.database.owner_url, database_url } },
        { "database", "app_role", "The role the application works as. It owns nothing, and row security binds it.",
            Text { &c.database.app_role, role } },
        { "database", "pool_connections", "Connections to the data database.",
            number(c.database.pool_connections, 1, 1'000) },

        { "keys", "root_key_file",
            "The root key: 64 hexadecimal digits, readable by the server alone, outside data.directory and its "
            "backups.",
            Path { &c.keys.root_key_file } },
        { "keys", "kms_command",
            "Program, with its arguments, that wraps and unwraps the root key by a key service (src/keep/keys/README.md, "
            "deploy/kms): [/usr/local/bin/kms, key-7]. No shell. Empty: root_key_file is the key itself.",
            Words { &c.keys.kms_command } },
        { "keys", "kms_seconds_max", "Seconds that program may take.", number(c.keys.kms_seconds_max, 1, 300) },
        { "keys", "retire_days", "Days a replaced tenant key stays disabled before it is destroyed.",
            number(c.keys.retire_days, 0, 365) },
        { "keys", "backup_directory",
            "Where the keystore is backed up daily, outside data.directory; empty for no backups by itself.",
            Path { &c.keys.backup_directory } },
        { "keys", "backup_key_file",
            "The key that backups of the keystore are sealed with, made when absent. Keep a copy apart from the backups.",
            Path { &c.keys.backup_key_file } },
        { "keys", "backup_days",
            "Days after which a backup of the keystore is deleted: so long a copy of an erased person's key can exist.",
            number(c.keys.backup_days, 1, 90) },

        { "policy", "directory", "The enforced policy and the notices' templates.", Path { &c.policy.directory } },

        { "programs", "directory", "One manifest a vendor.", Path { &c.programs.directory } },
        { "programs", "endpoint_overrides",
            "Other URLs for a Program than its manifest's, as for a vendor's sandbox: {withings: {token_url: "
            "https://...}}.",
            Overrides { &c.programs.endpoint_overrides } },

        { "promises", "directory", "The promise ledger: ledger.json, made from the feature files.",
            Path { &c.promises.directory } },
        { "promises", "proofs_file", "What the acceptance run of this build has proven; empty or absent: nothing is shown as proven.",
            Path { &c.promises.proofs_file } },
        { "promises", "observe_minutes", "Minutes between looks at the running system for /trust; 0: only `wellkept verify` looks.",
            number(c.promises.observe_minutes, 0, 10'080) },

        { "jobs", "threads", "Threads for background work; each may hold one database connection.",
            number(c.jobs.threads, 1, 256) },
        { "jobs", "poll_ms", "Milliseconds between looks for due work, when no notice of new work comes.",
            number(c.jobs.poll_ms, 10, 60'000) },

        { "audit", "sequence_seconds",
            "Seconds between two signed checkpoints of the audit log, while there is anything new in it.",
            number(c.audit.sequence_seconds, 1, 3'600) },
        { "audit", "witness_file",
            "The audit log's witnesses, one a line (c2sp.org/tlog-policy): witness NAME KEY URL; empty for none.",
            Path { &c.audit.witness_file } },
        { "accounts", "tries_per_address", "Tries to sign in from one address in 15 minutes; many people may share one.",
            number(c.accounts.tries_per_address, 3, 100'000) },
        { "accounts", "argon2_memory_kib",
            "KiB of memory a password's Argon2id takes. Raised, hashes are renewed as people sign in.",
            number(c.accounts.argon2_memory_kib, 19'456, 4'194'304) },
        { "accounts", "argon2_passes", "Passes over that memory.", number(c.accounts.argon2_passes, 1, 100) },
        { "accounts", "argon2_threads", "Passwords checked at once, each with that memory.",
            number(c.accounts.argon2_threads, 1, 64) },
        { "accounts", "argon2_queue_max", "Checks that wait for one of those; past it the answer is 503.",
            number(c.accounts.argon2_queue_max, 1, 10'000) },

        { "outgoing", "ca_file", "Certificates trusted besides the system's, PEM; empty for none.",
            Path { &c.outgoing.ca_file } },
        { "outgoing", "allow_private_addresses",
            "Let outward requests reach loopback and private networks. For demonstrations only: it opens the inside to "
            "whoever can name an URL.",
            Flag { &c.outgoing.allow_private_addresses } },
        { "outgoing", "allow_plain_http", "Let outward requests go unencrypted. For demonstrations only.",
            Flag { &c.outgoing.allow_plain_http } },

        { "mail", "url",
            "The mail server: smtp://mail.example.org:587 (STARTTLS, required unless it is this machine) or "
            "smtps://mail.example.org. Empty: mails wait until there is one.",
            Text { &c.mail.url, mail_url } },
        { "mail", "from", "Whom mails are from: an address, or Name <address>.", Text { &c.mail.from, line } },
        { "mail", "user", "User name at the mail server; empty for none.", Text { &c.mail.user, line } },
        { "mail", "password_file", "File with the password at the mail server, 0600. Goes with user.",
            Path { &c.mail.password_file } },
        { "mail", "ca_file", "Certificates trusted for the mail server besides the system's, PEM; empty for none.",
            Path { &c.mail.ca_file } },
        { "mail", "timeout_seconds", "Seconds a delivery may take.", number(c.mail.timeout_seconds, 1, 600) },
        { "mail", "attempts_max", "Tries of a mail before it is given up: 12 are about five hours.",
            number(c.mail.attempts_max, 1, 50) },

        { "mailbox", "url",
            "The mailbox that people write to: imaps://mail.example.org, or imap:// (STARTTLS, required). Empty: none is read.",
            Text { &c.mailbox.url, mailbox_url } },
        { "mailbox", "user", "User name at that server.", Text { &c.mailbox.user, line } },
        { "mailbox", "password_file", "File with the password there, 0600.", Path { &c.mailbox.password_file } },
        { "mailbox", "folder", "The folder that is read.", Text { &c.mailbox.folder, line } },
        { "mailbox", "ca_file", "Certificates trusted for that server besides the system's, PEM; empty for none.",
            Path { &c.mailbox.ca_file } },
        { "mailbox", "referral_address", "Mail to this address is marked as a referral at the desk; empty for none.",
            Text { &c.mailbox.referral_address, line } },
        { "mailbox", "interval_seconds", "Seconds between two looks.", number(c.mailbox.interval_seconds, 1, 86'400) },
        { "mailbox", "bytes_max", "Bytes of one message; a larger one waits unread at the server, and the desk is told of it.",
            number(c.mailbox.bytes_max, 1 << 10, 25 << 20) },
        { "mailbox", "sender_messages_a_day", "Messages of one sender in a day; more wait unread until the next.",
            number(c.mailbox.sender_messages_a_day, 1, 100'000) },

        { "scan", "socket",
            "Where clamd listens (its LocalSocket). While nobody answers there, files that people send stay closed.",
            Path { &c.scan.socket } },
        { "scan", "timeout_seconds", "Seconds that clamd may take for each step.", number(c.scan.timeout_seconds, 1, 600) },

        { "log", "level", "debug, info, warn or error.", Text { &c.log.level, level } },
        { "log", "file", "A file for the log, besides standard error; empty for none.", Path { &c.log.file } },

        { "region", "name", "The region whose people's data this server may hold.", Text { &c.region.name, region } },

        { "limits", "body_bytes_in_flight_max", "Bytes of request bodies held at once; past it the answer is 503.",
            number(c.limits.body_bytes_in_flight_max, 1 << 20, std::int64_t(1) << 40) },
        { "limits", "upload_bytes_max", "Bytes of one uploaded file.",
            number(c.limits.upload_bytes_max, 1 << 10, std::int64_t(wellkept::limits::http_upload_bytes_max)) },
        { "limits", "samples_per_request_max", "Samples in one request.",
            number(c.limits.samples_per_request_max, 1, std::int64_t(wellkept::limits::samples_per_request_max)) },
        { "limits", "key_cache_seconds_max", "Seconds an unwrapped person key may stay in locked memory unused or not.",
            number(c.limits.key_cache_seconds_max, 0, 3'600) },

        { "test", "mode", "Serve the test routes. Never where real people's data are.", Flag { &c.test.mode } },
        { "test", "clock", "Let the test routes move the clock. Needs test.mode.", Flag { &c.test.clock } },
    };
}

std::string_view section_comment(std::string_view section)
{
    static constexpr std::pair<std::string_view, std::string_view> comments[] = {
        { "server", "The HTTPS server." },
        { "data", "What the server keeps on disk." },
        { "database", "PostgreSQL 15, or a cluster that speaks it." },
        { "keys", "The root of all keys." },
        { "policy", "What is enforced." },
        { "programs", "The vendors that can be connected." },
        { "jobs", "Background work." },
        { "audit", "The log of who did what, and how it can be checked." },
        { "accounts", "Signing in of staff, Clients' users and Developers." },
        { "outgoing", "Requests to vendors and to Clients' webhooks." },
        { "mail", "Mails to people and operators." },
        { "mailbox", "Mail that people write to the care service." },
        { "scan", "The scanner that every file from outside passes (clamd; its AlertExceedsMax and AlertEncrypted should be yes)." },
        { "log", "Ids and counts, never personal values." },
        { "region", "Where this server stands." },
        { "limits", "Bounds that may be set lower, or as memory allows." },
        { "test", "For tests and demonstrations." },
    };
    for (auto const& [name, comment] : comments)
        if (name == section) return comment;
    return {};
}

std::string contradiction(Config const& c)
{
    auto const& d = c.database;
    if (d.url.empty() != d.keys_url.empty() || d.url.empty() != d.owner_url.empty())
        return "database.url, database.keys_url and database.owner_url are set together or not at all";
    if (!d.url.empty() && d.url == d.keys_url) return "database.keys_url must be another database than database.url";
    auto const inside = std::filesystem::path(c.keys.root_key_file).lexically_relative(c.data.directory);
    if (!c.keys.root_key_file.empty() && !inside.empty() && *inside.begin() != "..")
        return "keys.root_key_file must lie outside data.directory, or every backup of the data holds the key to them";
    if (c.keys.root_key_file.empty()) return "keys.root_key_file is empty";
    auto const sealing = std::filesystem::path(c.keys.backup_key_file).lexically_relative(c.data.directory);
    if (!sealing.empty() && *sealing.begin() != "..") return "keys.backup_key_file must lie outside data.directory";
    auto const kept = std::filesystem::path(c.keys.backup_directory).lexically_relative(c.data.directory);
    if (!c.keys.backup_directory.empty() && !kept.empty() && *kept.begin() != "..")
        return "keys.backup_directory must lie outside data.directory: keys and data are backed up apart";
    if (c.mail.user.empty() != c.mail.password_file.empty())
        return "mail.user and mail.password_file are set together or not at all";
    if (c.server.plain_port == c.server.port) return "server.plain_port must be another port than server.port";
    if (c.test.clock && !c.test.mode) return "test.clock needs test.mode";
    return {};
}

} // namespace wellkept::config
