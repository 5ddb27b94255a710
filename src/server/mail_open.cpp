#include "server/mail_open.h"
#include <filesystem>

namespace wellkept::server {

Result<mail::Config> mail_config(config::Config const& c)
{
    auto from = mail::parse_address(c.mail.from);
    if (!from.ok())
        return bad_input(
            "mail.from must be an address, like Wellkept <no-reply@example.org>.", from.error().public_text.text);
    return mail::Config { c.mail.url, from.release(), c.mail.user, c.mail.password_file, c.mail.ca_file,
        c.mail.timeout_seconds * 1000, c.mail.attempts_max };
}

std::unique_ptr<mail::Mailer> open_mailer(mail::Config config, Ground& g)
{
    ClientId const house {};
    return std::make_unique<mail::Mailer>(std::move(config),
        mail::Seal { [&g, house](auto place, auto plain) { return g.keys->seal_for_tenant(house, place, plain); },
            [&g, house](auto place, auto sealed) { return g.keys->open_for_tenant(house, place, sealed); } },
        *g.pool, *g.clock, g.rng);
}

Result<std::shared_ptr<mail::Templates const>> mail_templates()
{
    return mail::Templates::load((std::filesystem::path(share_directory()) / "mail").string());
}

} // namespace wellkept::server
