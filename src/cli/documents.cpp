#include "cli/commands.h"
#include "server/app.h"
#include "server/documents.h"
#include <filesystem>
#include <fstream>
#include <iostream>

namespace wellkept::cli {

void add_documents(CLI::App& app, Context& context)
{
    app.add_subcommand("version", "Print the version")->callback([&context] {
        std::cout << (context.json ? "\"" + std::string(server::version()) + "\"" : "wellkept " + std::string(server::version())) << "\n";
    });
    app.add_subcommand("config", "Print a configuration file with every setting, its default and what it means")->callback([] {
        std::cout << config::documented_defaults();
    });
    auto routes = [&context](std::function<Result<>(server::App&)> const& work) {
        context.report([&]() -> Result<> {
            auto config = TRY(config::load(context.config_file));
            auto application = TRY(server::App::create(TRY(server::Ground::open(config, server::Ground::As::command))));
            return work(*application);
        }());
    };
    app.add_subcommand("openapi", "Print the interface as OpenAPI 3.1")->callback([routes] {
        routes([](server::App& a) -> Result<> {
            std::cout << server::openapi(a.router().routes()) << "\n";
            return {};
        });
    });
    auto directory = std::make_shared<std::string>("docs");
    auto* docs = app.add_subcommand("docs", "Write the generated documents: interface, routes, access matrix, settings, notices, record of processing, map of personal data");
    docs->add_option("directory", *directory, "Where to");
    docs->callback([routes, directory] {
        routes([&](server::App& a) -> Result<> {
            for (auto const& [name, text] : server::documents(a.router().routes(), *a.ground().policy->get())) {
                auto const file = std::filesystem::path(*directory) / name;
                std::filesystem::create_directories(file.parent_path());
                std::ofstream(file) << text;
            }
            std::cout << "written to " << *directory << "\n";
            return {};
        });
    });
}

} // namespace wellkept::cli
