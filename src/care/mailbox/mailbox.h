// The mailbox people write to: each message becomes one contact at the desk, its files go into quarantine.
#pragma once
#include "care/intake/intake.h"
#include "care/notify/notify.h"
#include "platform/inbox/inbox.h"
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace wellkept::mailbox {

// Whether it is read, and what stands in the way.
struct Look {
    static constexpr access::PermissionInfo info { .name = "mailbox.look", .about = "service_user", .need = access::Need::desk };
};

struct Settings {
    std::string name;                // of the mailbox, here: name_of(config)
    std::string own_address {};      // of our mails: never answered
    std::string referral_address {}; // mail to it is marked as a referral; empty: none is
    inbox::Limits limits {};
    int a_run = 50;            // messages
    int a_sender_a_day = 20;   // more stay unread at the server until the next day
};
std::string name_of(inbox::Config const&);
using Open = std::function<Result<std::unique_ptr<inbox::Mailbox>>()>;

class Reader {
public:
    Reader(access::Gate const&, db::Pool&, blob::Store&, notify::Letter, Settings, Open);
    // Each unread message once: it is stored, with all that came with it, in one transaction, and only then marked read.
    // What is over a limit is left unread at the server and said so. kind read_job.
    Result<jobs::Outcome> read(jobs::Job const&) const;

private:
    enum class Taken { stored, held, repeated };
    Result<bool> read_some() const; // whether there is more
    Result<Taken> take(inbox::Mailbox&, inbox::Unread const&) const;
    Result<Taken> set_aside(inbox::Mailbox&, inbox::Unread const&, Error const&) const;
    Result<> note(std::string const& problem) const;
    access::Gate const& m_gate;
    db::Pool& m_pool;
    blob::Store& m_blobs;
    notify::Letter m_letter;
    Settings m_settings;
    Open m_open;
};
inline constexpr std::string_view read_job = "mailbox.read";

// name: empty if no mailbox is set.
void add_routes(access::Routes&, std::string name);

} // namespace wellkept::mailbox
