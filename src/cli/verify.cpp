#include "cli/commands.h"
#include "platform/json/json.h"
#include "server/app.h"
#include "server/probes.h"
#include <iostream>

namespace wellkept::cli {
namespace {

struct SeenOut {
    std::string probe, title, outcome, words;
    std::vector<std::string> promises;
};
BOOST_DESCRIBE_STRUCT(SeenOut, (), (probe, title, outcome, words, promises))

std::string joined(std::vector<std::string> const& words)
{
    std::string out;
    for (auto const& w : words) out += (out.empty() ? "" : " ") + w;
    return out;
}

void print(promises::Seen const& seen)
{
    auto const outcome = seen.observation.outcome;
    auto const* mark = outcome == promises::Outcome::kept ? "kept        " : outcome == promises::Outcome::broken ? "BROKEN      " : "cannot look ";
    std::cout << mark << joined(seen.promises) << "  " << seen.title << "\n            " << seen.observation.words << std::endl;
}

Result<> verify(server::Ground& g, Context& context, std::string const& only)
{
    auto const& c = g.config.promises;
    promises::Watch const watch(*g.pool, *g.clock, std::string(server::version()), TRY(promises::load_ledger(c.directory)),
        TRY(promises::load_proofs(c.proofs_file)), server::probes(g));
    boost::json::array all;
    int looked = 0, broken = 0, unseen = 0;
    for (auto const& probe : watch.probes()) {
        if (!only.empty() && probe.id != only && std::find(probe.promises.begin(), probe.promises.end(), only) == probe.promises.end()) continue;
        auto const seen = promises::look(probe);
        TRY(watch.record(seen));
        ++looked;
        broken += seen.observation.outcome == promises::Outcome::broken;
        unseen += seen.observation.outcome == promises::Outcome::cannot_look;
        if (context.json) all.push_back(json::encode(SeenOut { seen.probe, seen.title, std::string(name(seen.observation.outcome)), seen.observation.words, seen.promises }));
        else print(seen);
    }
    if (!looked) return bad_input("There is no probe of this name, nor one for this promise.");
    if (context.json) {
        std::cout << json::text(all) << "\n";
    } else {
        std::set<std::string> watched;
        for (auto const& probe : watch.probes()) watched.insert(probe.promises.begin(), probe.promises.end());
        std::string none;
        for (auto const& p : watch.promises())
            if (!watched.contains(p.id)) none += " " + p.id;
        std::cout << "\n" << looked << " looks: " << looked - broken - unseen << " kept, " << broken << " broken, " << unseen << " could not look\n";
        if (only.empty() && !none.empty()) std::cout << "nobody looks after yet:" << none << "\n";
    }
    context.exit_code = broken ? 1 : 0;
    return {};
}

} // namespace

void add_verify(CLI::App& app, Context& context)
{
    auto only = std::make_shared<std::string>();
    auto* command = app.add_subcommand("verify",
        "Look whether this running installation keeps its promises; /trust shows what was seen. Ends with 1 if one is broken");
    command->add_option("--only", *only, "One probe (tls) or one promise (S1)");
    command->callback([&context, only] { context.with_ground([&](server::Ground& g) { return verify(g, context, *only); }); });
}

} // namespace wellkept::cli
