#include "cli/commands.h"
#include "platform/jobs/jobs.h"
#include "platform/log/log.h"
#include "server/app.h"
#include <iostream>

namespace wellkept::cli {

void add_db(CLI::App& app, Context& context)
{
    auto* db_command = app.add_subcommand("db", "The database: reach it, check it, look at the job queue");
    db_command->require_subcommand(1);
    db_command->add_subcommand("url", "Print the libpq URL of the application's role, for psql")->callback([&context] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            std::cout << (context.json ? "\"" + g.urls.app + "\"" : g.urls.app) << "\n";
            return {};
        });
    });
    db_command->add_subcommand("check", "Prepare every query of the program against the schema as it stands")->callback([&context] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            std::size_t wrong = 0, n = 0;
            for (auto const& url : { g.urls.app, g.urls.keys_app }) {
                bool const keys = url == g.urls.keys_app;
                for (auto const& line : TRY(db::check_queries(url))) {
                    // A query of the other database is bound to fail here.
                    if (line.starts_with("keys/") != keys) continue;
                    std::cerr << line << "\n";
                    ++wrong;
                }
            }
            n = db::registered_queries().size();
            if (wrong) return bug(std::to_string(wrong) + " of " + std::to_string(n) + " queries do not fit the schema");
            std::cout << n << " queries fit the schema\n";
            return {};
        });
    });
    db_command->add_subcommand("replay-erasures", "Erase again whoever was erased and is back after a restore; each start of the server does it")->callback([&context] {
        context.report([&]() -> Result<> {
            log::start(log::Level::warn, "");
            auto app = TRY(server::App::create(TRY(server::Ground::open(TRY(config::load(context.config_file)), server::Ground::As::command))));
            auto const r = TRY(app->eraser().replay());
            if (context.json) std::cout << R"({"entries":)" << r.entries << R"(,"erased":)" << r.erased << R"(,"keys":)" << r.keys << "}\n";
            else std::cout << r.entries << " erasures in the ledger, " << r.erased << " carried out again, keys of " << r.keys << " destroyed again\n";
            return {};
        }());
    });
    auto* jobs_command = app.add_subcommand("jobs", "Background work: what waits, what died");
    jobs_command->require_subcommand(1);
    jobs_command->add_subcommand("status", "How much waits, runs and died")->callback([&context] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
            auto const s = TRY(jobs::state(tx, *g.clock));
            std::cout << "waiting " << s.waiting << "\nrunning " << s.running << "\ndead    " << s.dead << "\n";
            for (auto const& d : TRY(jobs::dead(tx, 50)))
                std::cout << "  " << d.id.text() << "  " << d.kind << "  " << d.reason_code << "  " << d.attempts << " tries, since " << rfc3339(d.since) << "\n";
            return {};
        });
    });
    auto id = std::make_shared<std::string>();
    auto* revive = jobs_command->add_subcommand("revive", "Try a dead job again");
    revive->add_option("job", *id, "Job id")->required();
    revive->callback([&context, id] {
        context.with_ground([&](server::Ground& g) -> Result<> {
            auto const job = JobId::parse(*id);
            if (!job) return bad_input("Give the job id as `wellkept jobs status` shows it.");
            auto tx = TRY(db::Tx::begin(*g.pool));
            bool const found = TRY(jobs::revive(tx, *g.clock, *job));
            TRY(tx.commit());
            std::cout << (found ? "It will be tried again.\n" : "There is no dead job of this id.\n");
            return {};
        });
    });
}

} // namespace wellkept::cli
