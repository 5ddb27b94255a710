// Mail as the configuration has it, sealed in the outbox under the house's own key.
#pragma once
#include "platform/config/config.h"
#include "platform/inbox/inbox.h"
#include "platform/mail/mail.h"
#include "server/store_open.h"

namespace wellkept::server {

inbox::Config mailbox_config(config::Config const&);
Result<mail::Config> mail_config(config::Config const&); // bad_input: mail.from is no address
// The house's key is that of no Client: the secret key of the nil tenant.
std::unique_ptr<mail::Mailer> open_mailer(mail::Config, Ground&);
Result<std::shared_ptr<mail::Templates const>> mail_templates();

} // namespace wellkept::server
