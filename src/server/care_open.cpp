// The mailbox that people write to, and the scanner that every file passes.
#include "care/mailbox/mailbox.h"
#include "server/app.h"
#include "server/mail_open.h"

namespace wellkept::server {

inbox::Config mailbox_config(config::Config const& c)
{
    auto const& m = c.mailbox;
    return { .url = m.url, .user = m.user, .password_file = m.password_file, .folder = m.folder, .ca_file = m.ca_file };
}

Result<> App::open_mailbox()
{
    auto& g = *m_ground;
    auto const& c = g.config;
    m_scanner = scan::clamd({ .socket = c.scan.socket, .timeout = std::chrono::seconds(c.scan.timeout_seconds) });
    m_checks = std::make_unique<quarantine::Checks>(*g.gate, *g.pool, *m_blobs, *m_scanner);
    if (c.mailbox.url.empty()) return {};
    auto const box = mailbox_config(c);
    mailbox::Settings settings { .name = mailbox::name_of(box), .own_address = TRY(mail::parse_address(c.mail.from)).address, .referral_address = c.mailbox.referral_address };
    settings.limits.bytes = c.mailbox.bytes_max;
    settings.a_sender_a_day = c.mailbox.sender_messages_a_day;
    m_mailbox = std::make_unique<mailbox::Reader>(*g.gate, *g.pool, *m_blobs, notify::Letter { *m_mailer, *m_mail_templates }, settings, [box] { return inbox::open(box); });
    return {};
}

void App::add_care_jobs()
{
    m_runner->handle(std::string(quarantine::look_job), [this](jobs::Job const& j) { return m_checks->look(j); });
    m_runner->handle(std::string(quarantine::sweep_job), [this](jobs::Job const& j) { return m_checks->sweep(j); });
    m_runner->schedule({ std::string(quarantine::sweep_job), std::chrono::minutes(1) });
    m_runner->handle(std::string(cases::timetable_job), [this](jobs::Job const& j) { return m_reminders->planned(j); });
    m_runner->handle(std::string(intake::changed_job), [this](jobs::Job const& j) { return m_reminders->changed(j); });
    m_runner->handle(std::string(reminders::look_job), [this](jobs::Job const& j) { return m_reminders->look(j); });
    if (!m_mailbox) return;
    m_runner->handle(std::string(mailbox::read_job), [this](jobs::Job const& j) { return m_mailbox->read(j); });
    m_runner->schedule({ std::string(mailbox::read_job), std::chrono::seconds(m_ground->config.mailbox.interval_seconds) });
}

} // namespace wellkept::server
