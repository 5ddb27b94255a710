#include "cli/commands.h"
#include "server/mail_open.h"
#include <iostream>

namespace wellkept::cli {
namespace {

Result<> test(server::Ground& g, std::string const& address)
{
    auto const config = TRY(server::mail_config(g.config));
    auto m = TRY(TRY(server::mail_templates())->render("test", "en", { { "installation", g.config.server.public_url } }));
    m.to = TRY(mail::parse_address(address));
    auto const sent = TRY(mail::Smtp(config).send(m, Uuid::v7(*g.clock, g.rng), g.clock->now()));
    if (sent.what == mail::Outcome::What::sent) {
        std::cout << "The mail server took it.\n";
        return {};
    }
    auto const reply = sent.reply_code ? ", its last reply " + std::to_string(sent.reply_code) : std::string();
    return unavailable(sent.what == mail::Outcome::What::refused ? "The mail server refused the mail." : "The mail could not be handed to the mail server.",
        sent.reason + reply);
}

} // namespace

void add_mail(CLI::App& app, Context& context)
{
    auto* mail_command = app.add_subcommand("mail", "Outgoing mail: try it, see what waits");
    mail_command->require_subcommand(1);
    auto address = std::make_shared<std::string>();
    auto* test_command = mail_command->add_subcommand("test", "Send a test mail now, past the outbox");
    test_command->add_option("address", *address, "Whom to")->required();
    test_command->callback([&context, address] { context.with_ground([&](server::Ground& g) { return test(g, *address); }); });
    mail_command->add_subcommand("status", "How many mails wait, were sent, were given up")->callback([&context] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            auto const mailer = server::open_mailer(TRY(server::mail_config(g.config)), g);
            auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
            auto const s = TRY(mailer->state(tx));
            if (context.json) std::cout << R"({"waiting":)" << s.waiting << R"(,"sent":)" << s.sent << R"(,"dead":)" << s.dead << "}\n";
            else
                std::cout << "waiting " << s.waiting << (s.oldest_waiting ? ", the oldest since " + rfc3339(*s.oldest_waiting) : "") << "\nsent    " << s.sent
                          << " in the last 30 days\ndead    " << s.dead << (s.dead ? ": `wellkept jobs status` says why, `wellkept jobs revive` tries again" : "") << "\n";
            return {};
        });
    });
}

} // namespace wellkept::cli
