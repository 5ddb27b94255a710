#include "connect/members/members.h"
#include "cli/commands.h"
#include "platform/json/json.h"
#include <iostream>

namespace wellkept::cli {
namespace {

struct MinorOut {
    ClientId client_id;
    SubjectId member_id;
    std::string standing, verdict;
};
BOOST_DESCRIBE_STRUCT(MinorOut, (), (client_id, member_id, standing, verdict))

Result<> minors(server::Ground& g, Context& context, bool close)
{
    consent::LiveRules const rules(TRY(consent::Rules::load(g.config.policy.directory, g.config.region.name)));
    auto const found = TRY(members::Minors(*g.gate, *g.pool, rules, nullptr).find(true));
    boost::json::array all;
    for (auto const& f : found) {
        MinorOut const out { f.client, f.member, std::string(name(f.standing)), std::string(name(f.verdict)) };
        if (context.json)
            all.push_back(json::encode(out));
        else
            std::cout << out.client_id.text() << "  " << out.member_id.text() << "  " << out.standing << "  "
                      << out.verdict << "\n";
        if (!close) continue;
        auto tx = TRY(db::Tx::begin(*g.pool));
        TRY(members::enqueue_look(tx, *g.gate, f.member));
        TRY(tx.commit());
    }
    if (context.json)
        std::cout << json::text(all) << "\n";
    else
        std::cout << found.size() << " Members under " << rules.now()->directed_from << "; "
                  << (close ? "the server now looks at each and closes what contradicts the rules\n"
                            : "nothing was changed\n");
    return {};
}

} // namespace

void add_members(CLI::App& app, Context& context)
{
    auto* members = app.add_subcommand("members", "The people whom Clients have registered");
    members->require_subcommand(1);
    auto close = std::make_shared<bool>(false);
    auto* young = members->add_subcommand("minors",
        "Open every birth date and list whom the age rules (policy/ages.yaml) apply to; each of them sees that in "
        "their log");
    young->add_flag("--close", *close, "Have the running server remove and close what contradicts the rules");
    young->callback(
        [&context, close] { context.with_ground([&](server::Ground& g) { return minors(g, context, *close); }); });
}

} // namespace wellkept::cli
