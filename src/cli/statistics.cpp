#include "keep/statistics/statistics.h"
#include "cli/commands.h"
#include "platform/json/json.h"
#include <iomanip>
#include <iostream>

namespace wellkept::cli {
namespace {

struct TotalOut {
    std::string table, period;
    Instant published_at;
    std::optional<std::int64_t> people;
    std::optional<double> mean;
    std::int32_t cells, suppressed;
};
BOOST_DESCRIBE_STRUCT(TotalOut, (), (table, period, published_at, people, mean, cells, suppressed))

Result<> list(server::Ground& g, Context& context)
{
    auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
    boost::json::array all;
    for (auto const& p : TRY(statistics::published(tx))) {
        std::int32_t hidden = 0;
        for (auto const& c : p.cells) hidden += c.suppressed;
        if (context.json) all.push_back(json::encode(TotalOut { p.table, p.period, p.at, p.people, p.mean, static_cast<std::int32_t>(p.cells.size()), hidden }));
        else if (!p.people) std::cout << p.period << "  " << std::left << std::setw(24) << p.table << "too few people\n";
        else
            std::cout << p.period << "  " << std::left << std::setw(24) << p.table << std::right << std::setw(8) << *p.people << " people, mean " << *p.mean << " "
                      << p.unit << (p.cells.empty() ? "" : ", " + std::to_string(hidden) + " of " + std::to_string(p.cells.size()) + " cells not shown") << "\n";
    }
    if (context.json) std::cout << json::text(all) << "\n";
    return {};
}

Result<> run(server::Ground& g)
{
    auto tx = TRY(db::Tx::begin(*g.pool));
    (void)TRY(jobs::enqueue(tx, *g.clock, g.rng, { .kind = std::string(statistics::gather_job), .unique_key = "schedule" }));
    TRY(tx.commit());
    std::cout << "The server publishes what is due and was not published yet. `wellkept statistics list` shows it.\n";
    return {};
}

} // namespace

void add_statistics(CLI::App& app, Context& context)
{
    auto* command = app.add_subcommand("statistics", "Published totals about many people");
    command->require_subcommand(1);
    command->add_subcommand("list", "What was published, newest month first")->callback([&context] {
        context.with_ground([&](server::Ground& g) { return list(g, context); });
    });
    command->add_subcommand("run", "Have what is due published now")->callback([&context] {
        context.with_ground([&](server::Ground& g) { return run(g); });
    });
}

} // namespace wellkept::cli
