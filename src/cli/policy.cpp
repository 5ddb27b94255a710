#include "access/policy.h"
#include "cli/commands.h"
#include "keep/notices/notices.h"
#include "platform/json/json.h"
#include "server/app.h"
#include "server/documents.h"
#include <filesystem>
#include <iostream>

namespace wellkept::cli {
namespace {

struct FindingOut {
    std::string file;
    std::int64_t line;
    std::string what, mend, severity;
};
struct CheckOut {
    bool ok;
    std::string version;
    std::vector<FindingOut> findings;
};
struct ChangeOut {
    std::string rule, words, needs;
};
BOOST_DESCRIBE_STRUCT(FindingOut, (), (file, line, what, mend, severity))
BOOST_DESCRIBE_STRUCT(CheckOut, (), (ok, version, findings))
BOOST_DESCRIBE_STRUCT(ChangeOut, (), (rule, words, needs))

namespace fs = std::filesystem;

int check(std::string const& directory, bool as_json)
{
    auto checked = access::Policy::check(directory);
    auto findings = checked.findings;
    for (auto& f : findings) f.file = (fs::path(directory) / f.file).string();
    if (checked.policy) {
        auto more = server::check_coverage(*checked.policy);
        for (auto& f : more)
            if (f.file.ends_with(".yaml")) f.file = (fs::path(directory) / f.file).string();
        findings.insert(findings.end(), more.begin(), more.end());
    }
    int errors = 0;
    for (auto const& f : findings) errors += f.warning ? 0 : 1;
    if (as_json) {
        CheckOut out { errors == 0, checked.policy ? checked.policy->version() : "", {} };
        for (auto const& f : findings) out.findings.push_back({ f.file, f.line, f.what, f.mend, f.warning ? "warning" : "error" });
        std::cout << json::encode_text(out) << "\n";
        return errors == 0 ? 0 : 1;
    }
    for (auto const& f : findings)
        (f.warning ? std::cout : std::cerr) << f.file << ":" << f.line << ": " << (f.warning ? "note: " : "") << f.what << "\n    " << f.mend << "\n";
    if (errors > 0) {
        std::cerr << errors << (errors == 1 ? " finding" : " findings") << "; this policy would be refused whole.\n";
        return 1;
    }
    auto const& p = *checked.policy;
    std::cout << "policy " << p.version() << " checks: " << p.rules().size() << " rules in " << p.files().size() << " files, " << p.categories().size()
              << " categories, " << p.purposes().size() << " purposes, " << p.recipients().size() << " recipients, " << p.matrix().size() << " roles\n";
    return 0;
}

// Tells every node; each checks for itself and keeps its present policy if the new one does not check there.
Result<> reload(server::Ground& g)
{
    auto const checked = access::Policy::load(g.config.policy.directory);
    if (!checked.ok()) {
        TRY(notices::refused(*g.gate, *g.pool, "did_not_check"));
        return checked.error();
    }
    std::string wrong;
    for (auto const& f : server::check_coverage(*checked.value()))
        if (!f.warning) wrong += (wrong.empty() ? "" : "\n") + f.text();
    if (!wrong.empty()) {
        TRY(notices::refused(*g.gate, *g.pool, "did_not_check"));
        return bad_input("The policy was refused; the one in force stays.", wrong);
    }
    auto tx = TRY(db::Tx::begin(*g.keys_pool));
    tx.notify_after_commit(std::string(server::reload_channel), checked.value()->version());
    TRY(tx.commit());
    std::cout << "every node was told to take policy " << checked.value()->version() << "; GET /version says what a node goes by\n";
    return {};
}

Result<> diff(std::string const& a, std::string const& b, bool as_json)
{
    auto const from = TRY(access::Policy::load(a).context(a)), to = TRY(access::Policy::load(b).context(b));
    auto const all = access::changes(*from, *to);
    if (as_json) {
        boost::json::array out;
        for (auto const& c : all) out.push_back(json::encode(ChangeOut { c.rule, c.words, std::string(name(c.needs)) }));
        std::cout << boost::json::serialize(out) << "\n";
        return {};
    }
    if (all.empty()) std::cout << (from->version() == to->version() ? "The two are the same.\n" : "Nothing that people could notice changes.\n");
    bool consent = false, notice = false;
    for (auto const& c : all) {
        consent = consent || c.needs == access::PolicyChange::Needs::consent;
        notice = notice || c.needs == access::PolicyChange::Needs::notice;
        std::cout << "- " << c.words << (c.needs == access::PolicyChange::Needs::consent ? "  [ask people]" : c.needs == access::PolicyChange::Needs::notice ? "  [tell people]" : "")
                  << "\n    " << c.rule << "\n";
    }
    if (consent) std::cout << "People must be asked again before what is marked [ask people] holds for them.\n";
    if (consent || notice) std::cout << "The privacy notice changes; people must be told.\n";
    return {};
}

} // namespace

void add_policy(CLI::App& app, Context& context)
{
    struct Given {
        std::string directory = "policy", a, b;
    };
    auto given = std::make_shared<Given>();
    auto* policy = app.add_subcommand("policy", "The enforced policy: check it, and say what a change means");
    policy->require_subcommand(1);
    auto* check_command = policy->add_subcommand("check", "Check policy files; says file, line and mend of everything at once. Needs no database");
    check_command->add_option("directory", given->directory, "The policy's folder");
    check_command->callback([&context, given] { context.exit_code = check(given->directory, context.json); });
    auto* reload_command = policy->add_subcommand("reload", "Check the policy, then have every running node read it again");
    reload_command->callback([&context] { context.with_ground(reload); });
    auto* diff_command = policy->add_subcommand("diff", "What a change means for people, in plain words");
    diff_command->add_option("from", given->a, "A policy's folder")->required()->check(CLI::ExistingDirectory);
    diff_command->add_option("to", given->b, "Another's")->required()->check(CLI::ExistingDirectory);
    diff_command->callback([&context, given] { context.report(diff(given->a, given->b, context.json)); });
}

} // namespace wellkept::cli
