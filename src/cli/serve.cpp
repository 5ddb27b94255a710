#include "cli/commands.h"
#include "platform/log/log.h"
#include "server/app.h"
#include <csignal>
#include <iostream>
#include <pthread.h>
#include <sys/prctl.h>

namespace wellkept::cli {
namespace {

log::Level level_of(std::string const& s)
{
    if (s == "debug") return log::Level::debug;
    if (s == "warn") return log::Level::warn;
    if (s == "error") return log::Level::error;
    return log::Level::info;
}

void print_error(Error const& e)
{
    std::cerr << e.public_text.text;
    if (!e.detail.text.empty()) std::cerr << "\n  (" << e.detail.text << ")";
    std::cerr << std::endl;
}

Result<> serve(Context& context)
{
    // Signals are taken by this thread alone: block them before any other thread is made.
    sigset_t signals;
    sigemptyset(&signals);
    for (int const s : { SIGINT, SIGTERM, SIGHUP }) sigaddset(&signals, s);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    ::prctl(PR_SET_DUMPABLE, 0); // no core holds a key

    auto const config = TRY(config::load(context.config_file));
    log::start(level_of(config.log.level), config.log.file);
    auto app = TRY(server::App::create(TRY(server::Ground::open(config, server::Ground::As::server))));
    TRY(app->start());
    std::cout << "wellkept " << server::version() << " serves " << config.server.public_url << " (port " << app->port() << ")" << std::endl;
    while (true) {
        int signal = 0;
        sigwait(&signals, &signal);
        if (signal != SIGHUP) break;
        if (auto const done = app->reload(); !done.ok()) log::error("reload_refused", { { "detail", done.error().detail.text } });
    }
    log::info("draining");
    app->drain();
    return {};
}

} // namespace

void Context::report(Result<> result)
{
    if (result.ok()) return;
    print_error(result.error());
    exit_code = 1;
}

void Context::with_ground(std::function<Result<>(server::Ground&)> const& work)
{
    report([&]() -> Result<> {
        auto const config = TRY(config::load(config_file));
        log::start(log::Level::warn, "");
        auto ground = TRY(server::Ground::open(config, server::Ground::As::command));
        return work(*ground);
    }());
}

void add_serve(CLI::App& app, Context& context)
{
    auto* serve_command = app.add_subcommand("serve", "Run the server. SIGTERM ends it gracefully, SIGHUP reads policy and Programs again");
    serve_command->callback([&context] { context.report(serve(context)); });
}

} // namespace wellkept::cli
