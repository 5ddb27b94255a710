#include "keep/analytics/analytics.h"
#include "cli/commands.h"
#include "platform/json/json.h"
#include <iomanip>
#include <iostream>

namespace wellkept::cli {
namespace {

struct DayOut {
    std::string day, kind, name;
    std::int64_t views, visitors;
};
BOOST_DESCRIBE_STRUCT(DayOut, (), (day, kind, name, views, visitors))

Result<> show(server::Ground& g, Context& context, int days)
{
    auto const today = std::chrono::floor<std::chrono::days>(g.clock->now());
    auto tx = TRY(db::Tx::begin(*g.pool, db::Tx::Mode::read_only));
    auto const rows = TRY(analytics::report(tx, today - std::chrono::days(days), today));
    boost::json::array all;
    if (!context.json) std::cout << "day         views  visitors\n";
    for (auto const& r : rows) {
        auto const day = rfc3339(Instant(r.day)).substr(0, 10);
        if (context.json)
            all.push_back(json::encode(DayOut { day, r.kind, r.name, r.views, r.visitors }));
        else
            std::cout << day << std::setw(7) << r.views << std::setw(10) << r.visitors << "  "
                      << (r.kind == "referrer" ? "from " : "") << (r.kind == "all" ? "all pages" : r.name) << "\n";
    }
    if (context.json)
        std::cout << json::text(all) << "\n";
    else
        std::cout << "Of browsers whose owner agreed, once a day is over; rounded, and without what too few visited.\n";
    return {};
}

} // namespace

void add_analytics(CLI::App& app, Context& context)
{
    auto days = std::make_shared<int>(30);
    auto* command = app.add_subcommand("analytics", "How many visited which public page");
    command->add_option("--days", *days, "How many days back")->check(CLI::Range(1, 4000));
    command->callback(
        [&context, days] { context.with_ground([&](server::Ground& g) { return show(g, context, *days); }); });
}

} // namespace wellkept::cli
