// wellkept: the server and its operator's commands.
#include "cli/commands.h"
#include "platform/log/log.h"
#include <csignal>
#include <iostream>

int main(int argc, char** argv)
{
    using namespace wellkept;
    std::signal(SIGPIPE, SIG_IGN);
    CLI::App app { "Wellkept: a health-data and care platform that keeps its privacy policy." };
    app.require_subcommand(1);
    app.fallthrough();
    app.footer("Try: wellkept serve --config wellkept.yaml\n"
               "     wellkept client add --name 'Harbour Clinic' --agreement DPA-2026-7\n"
               "     wellkept COMMAND --help");
    cli::Context context;
    app.add_option("-c,--config", context.config_file, "The configuration file; `wellkept config` prints one with every default")->envname("WELLKEPT_CONFIG");
    app.add_flag("--json", context.json, "Print for a script to read");
    cli::add_serve(app, context);
    cli::add_client(app, context);
    cli::add_staff(app, context);
    cli::add_programs(app, context);
    cli::add_keys(app, context);
    cli::add_audit(app, context);
    cli::add_mail(app, context);
    cli::add_db(app, context);
    cli::add_documents(app, context);
    cli::add_verify(app, context);
    cli::add_policy(app, context);
    cli::add_retention(app, context);
    cli::add_members(app, context);
    cli::add_analytics(app, context);
    cli::add_statistics(app, context);
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& e) {
        return app.exit(e);
    }
    return context.exit_code;
}
