#include "cli/commands.h"
#include "connect/programs/catalogue.h"
#include "connect/programs/describe.h"
#include "platform/json/json.h"
#include <iostream>

namespace wellkept::cli {
namespace {

struct ProgramRow {
    std::string code, title;
    std::int32_t categories, requests;
};
BOOST_DESCRIBE_STRUCT(ProgramRow, (), (code, title, categories, requests))

struct Loaded {
    timeseries::MetricTable metrics;
    programs::Catalogue catalogue;
};

Result<Loaded> load(Context const& context)
{
    auto const config = TRY(config::load(context.config_file));
    auto metrics = TRY(timeseries::MetricTable::load(std::filesystem::path(config.policy.directory) / "metrics.yaml"));
    auto catalogue = TRY(programs::Catalogue::load(config.programs.directory, metrics));
    return Loaded { std::move(metrics), std::move(catalogue) };
}

} // namespace

void add_programs(CLI::App& app, Context& context)
{
    auto* programs_command = app.add_subcommand("programs", "The vendors' manifests: list, check, try them on recorded answers");
    programs_command->require_subcommand(1);
    auto* list = programs_command->add_subcommand("list", "All Programs; fails if a manifest does not check");
    list->callback([&context] {
        context.report([&]() -> Result<> {
            auto const loaded = TRY(load(context));
            boost::json::array out;
            for (auto const& m : loaded.catalogue.all()) {
                ProgramRow const row { m.code, m.title, static_cast<std::int32_t>(m.collects.size()), static_cast<std::int32_t>(m.requests.size()) };
                if (context.json) out.push_back(json::encode(row));
                else std::cout << row.code << "  " << row.title << "  (" << row.categories << " kinds of data, " << row.requests << " requests)\n";
            }
            if (context.json) std::cout << boost::json::serialize(out) << "\n";
            return {};
        }());
    });
    struct Given {
        std::string program, request, zone;
        std::vector<std::string> files;
    };
    auto given = std::make_shared<Given>();
    auto* map = programs_command->add_subcommand("map", "Print the samples that a manifest makes of recorded answers. Prints values: for recordings only");
    map->add_option("program", given->program, "The Program's code, such as withings")->required();
    map->add_option("files", given->files, "Recorded answers (JSON), named after their data request")->required()->check(CLI::ExistingFile);
    map->add_option("--request", given->request, "The data request they answer, if their names do not say");
    map->add_option("--zone", given->zone, "The person's time zone, for days without one");
    map->callback([&context, given] {
        context.report([&]() -> Result<> {
            auto const loaded = TRY(load(context));
            auto const* manifest = loaded.catalogue.find(given->program);
            if (!manifest) return bad_input("There is no Program of this name. `wellkept programs list` shows them.");
            auto const now = std::chrono::floor<std::chrono::milliseconds>(SystemClock {}.now()).time_since_epoch().count();
            std::cout << TRY(programs::describe_mapping(*manifest, loaded.metrics, { given->files.begin(), given->files.end() },
                { .json = context.json, .request = given->request, .zone = given->zone, .now_ms = now }));
            return {};
        }());
    });
}

} // namespace wellkept::cli
