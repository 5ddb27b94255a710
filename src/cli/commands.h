// The operator's commands. Each file adds its own to the command line.
#pragma once
#include "server/store_open.h"
#include <CLI/CLI.hpp>
#include <functional>

namespace wellkept::cli {

struct Context {
    std::string config_file;
    bool json = false;
    int exit_code = 0;
    // Runs with the databases open beside a running server, or by itself; prints an error and sets the exit code.
    void with_ground(std::function<Result<>(server::Ground&)> const&);
    void report(Result<>);
};

void add_serve(CLI::App&, Context&);
void add_client(CLI::App&, Context&);
void add_staff(CLI::App&, Context&);
void add_programs(CLI::App&, Context&);
void add_keys(CLI::App&, Context&);
void add_audit(CLI::App&, Context&);
void add_mail(CLI::App&, Context&);
void add_db(CLI::App&, Context&);
void add_verify(CLI::App&, Context&);
void add_members(CLI::App&, Context&);
void add_analytics(CLI::App&, Context&);
void add_statistics(CLI::App&, Context&);
void add_documents(CLI::App&, Context&);
void add_policy(CLI::App&, Context&);
void add_retention(CLI::App&, Context&);

} // namespace wellkept::cli
