// Mails: queued in the caller's transaction, sent by a job over SMTP (libcurl), encrypted on the way or not sent at
// all.
#pragma once
#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "platform/db/db.h"
#include "platform/jobs/jobs.h"
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace wellkept::mail {

struct Address {
    std::string address; // user@example.org, ASCII, at most 254 bytes
    std::string name {}; // UTF-8, shown; may be empty
};
// "user@example.org" or "Name <user@example.org>". bad_input otherwise.
Result<Address> parse_address(std::string_view);

struct Message {
    Address to;
    std::string subject; // one line, UTF-8
    std::string text; // plain, UTF-8
    std::string html {}; // empty: plain text alone
    std::string kind; // a code for the operator, such as the template's name; never personal
    bool nameless = false; // from the address alone, without the name that stands beside it
};

struct Config {
    std::string url; // smtp://host[:port] or smtps://host[:port]; empty: mails wait
    Address from;
    std::string user {}, password_file {};
    std::string ca_file {}; // trusted besides the system's
    int timeout_ms = 30'000;
    int attempts_max = 12;
};

// One delivery. Without TLS only to this machine itself; the certificate and its name are always checked.
struct Outcome {
    enum class What { sent, refused, later } what;
    int reply_code = 0; // of the server's last reply, 0 if none
    std::string reason; // a code
};
class Smtp {
public:
    explicit Smtp(Config);
    // bad_input: an address or subject that cannot stand in a header. The detail of a failure holds no address.
    Result<Outcome> send(Message const&, Uuid id, Instant at) const;
    Config const& config() const { return m_config; }

private:
    Config m_config;
};

// How content is sealed in the outbox: the house's key, which this room does not know. place is to be bound in.
struct Seal {
    std::function<Result<std::string>(std::string_view place, std::string_view plain)> seal, open;
};

class Mailer {
public:
    Mailer(Config, Seal, db::Pool&, Clock const&, Rng&);
    // Leaves with the transaction's commit, never without it. bad_input as for Smtp::send.
    Result<Uuid> queue(db::Tx&, Message const&) const;
    Result<jobs::Outcome> send(jobs::Job const&) const; // kind mail.send
    // Deletes what was settled this long ago.
    Result<std::int64_t> sweep(Duration settled_for) const;
    struct State {
        std::int64_t waiting {}, sent {}, dead {};
        std::optional<Instant> oldest_waiting {};
    };
    Result<State> state(db::Tx&) const;
    Smtp const& smtp() const { return m_smtp; }

private:
    Smtp m_smtp;
    Seal m_seal;
    db::Pool& m_pool;
    Clock const& m_clock;
    Rng& m_rng;
};

// Texts of mails: mail/<language>/<name>.yaml with subject, text and perhaps html, each with {placeholders};
// mail/layout.html around every html. Checked as a whole at load: every language has what en has, with the same
// placeholders.
class Templates {
public:
    static Result<std::shared_ptr<Templates const>> load(std::string const& directory);
    // The message without its recipient. A language that is not there falls back to en; a value that is missing, or one
    // too many, is a bug. Values are escaped in html.
    Result<Message> render(
        std::string const& name, std::string const& language, std::map<std::string, std::string> const& values) const;
    std::vector<std::string> languages() const;

private:
    struct Text {
        std::string subject, text, html;
    };
    std::map<std::string, std::map<std::string, Text>> m_texts; // language, name
    std::string m_layout;
};

inline constexpr std::string_view send_job = "mail.send";
inline constexpr std::string_view sweep_job = "mail.sweep";

} // namespace wellkept::mail
