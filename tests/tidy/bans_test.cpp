// What is not written here, and what is written instead; lists of exceptions may only shrink.
#include "sources.h"
#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <set>

namespace tidy {
namespace {

struct Ban {
    char const* pattern;
    char const* instead;
    char const* bad; // a line that it must catch
    char const* good; // one that it must not
    std::set<std::string> allowed; // files or folders; each must still need it
    bool in_literals = false;
};

std::vector<Ban> const bans {
    { R"(\bsystem_clock::now\b)", "take a Clock by reference", "auto t = std::chrono::system_clock::now();",
        "auto t = clock.now(); // not system_clock::now", { "src/base/" } },
    { R"(\b(s?rand|random|drand48)\s*\()", "take an Rng by reference", "int i = rand() % 6;",
        "auto t = crypto::random_token(rng);", {} },
    { R"(\bstd::(cout|cerr)\b)", "log::info and its like; only the command lines print", "std::cout << 1;", "log::info(\"x\");",
        { "src/cli/", "src/witness/main/" } },
    { R"(\bSELECT \*)", "name the columns", "q(\"SELECT * FROM a.b\")", "q(\"SELECT count(*) FROM a.b\")", {}, true },
    { R"(\bnew [A-Za-z_:]+)", "std::make_unique, or at once into a unique_ptr", "auto* p = new Thing;",
        "std::unique_ptr<App> app(new App); // new thing", {} },
    { R"(\bset_(config|local)\s*\()", "the Gate alone sets what row security goes by",
        "tx.set_local(\"wellkept.subject\", id);", "auto config_set = 1;",
        { "src/access/", "src/platform/db/", "src/platform/jobs/store.cpp" } },
    { R"(\b(PersonalPass|PassIssuer)\b)", "ask the Gate for a grant", "tx.rows(PassIssuer::pass(), q)", "grant.rows(q)",
        { "src/access/", "src/platform/db/" } },
    { R"(\b(class|struct)\s+\w+(\s+final)?\s*:[^{;\n]*\b(SubjectGrant|GrantCore|GrantedGroup|Granted)\b)",
        "a grant comes from the Gate: whoever derives from one could make one", "struct Forged : access::SubjectGrant {",
        "struct Read : access::PermissionInfo {", { "src/access/grant.h" } },
    { R"(_cast<[^;\n]*\bGranted\b)", "a grant comes from the Gate", "static_cast<Granted<Read> const&>(x);", "static_cast<int>(granted);", {} },
    { R"(\bUngated\b)", "a grant comes from the Gate", "class Ungated {", "ungated", { "bench/server/", "src/access/grant.h" } },
    { R"(router(\.|->)add\s*\()", "routes.guarded<Permission>(...) or routes.open(...)", "m_router->add(info, h);",
        "routes.open(spec, why, h);", { "src/access/routes.cpp", "src/server/app.cpp" } },
    { R"(\bdecide(_group)?<)", "routes.guarded<Permission>(...), or access::as_system in a job",
        "auto g = gate.decide<Read>(tx, v, s);", "routes.guarded<Read>(spec, h);",
        { "src/access/", "src/care/door/routes.cpp", "src/care/handover/handover.h", "src/connect/connections/oauth_flow.cpp", "src/connect/connections/webhooks.cpp",
            "src/connect/members/routes.cpp", "src/keep/accounts/sign_in.cpp" } },
    { R"(\bmailer(\.|->)queue\s*\()", "notify::tell: it asks the person's safe contact first", "letter.mailer.queue(tx, m);", "mailer.state(tx);",
        { "src/care/notify/", "src/care/handover/", "src/platform/mail/", "src/keep/", "src/server/", "src/cli/", "src/connect/" } },
    { R"(\b(strcpy|strcat|sprintf|gets|alloca|setjmp|longjmp)\s*\()", "std::string", "strcpy(a, b);",
        "std::string a = b;", {} },
    { R"(\busing namespace std\s*;)", "write std::", "using namespace std;", "using namespace wellkept;", {} },
};

// `new` that stands inside a smart pointer at once: unique_ptr<T>(new T), m_state(new State), reset(new T).
bool owned_at_once(std::string const& code, std::size_t at)
{
    auto const line = code.rfind('\n', at) == code.npos ? 0 : code.rfind('\n', at) + 1;
    auto before = code.substr(line, at - line);
    if (before.find_first_not_of(" \t") == before.npos && line > 1) {
        auto const previous = code.rfind('\n', line - 2);
        before = code.substr(previous == code.npos ? 0 : previous + 1, at - (previous == code.npos ? 0 : previous + 1));
    }
    static std::regex const owner(
        R"((unique_ptr<[^()]*>\s*[\w]*\s*[({]|std::shared_ptr<[^()]*>\s*\w*\s*[({]|m_\w+[({]|\breset\()\s*$)");
    return std::regex_search(before, owner);
}

std::vector<std::string> banned(Ban const& ban, File const& f)
{
    std::vector<std::string> out;
    auto const& in = ban.in_literals ? f.literals : f.code;
    std::regex const pattern(ban.pattern);
    for (std::sregex_iterator it(in.begin(), in.end(), pattern), end; it != end; ++it) {
        auto const at = static_cast<std::size_t>(it->position());
        if (it->str().starts_with("new ") && owned_at_once(in, at)) continue;
        out.push_back((ban.in_literals ? f.path : place(f, at)) + " " + it->str() + ": instead, " + ban.instead);
    }
    return out;
}

TEST(Bans, CatchWhatTheyShould)
{
    for (auto const& ban : bans) {
        EXPECT_FALSE(banned(ban, cpp("src/x/y/z.cpp", ban.bad)).empty()) << ban.pattern;
        EXPECT_TRUE(banned(ban, cpp("src/x/y/z.cpp", ban.good)).empty()) << ban.pattern;
    }
}

TEST(Bans, AreKept)
{
    auto const all = sources();
    for (auto const& ban : bans) {
        std::set<std::string> needed;
        for (auto const& f : all) {
            auto const allowed = std::find_if(
                ban.allowed.begin(), ban.allowed.end(), [&](auto const& a) { return f.path.starts_with(a); });
            for (auto const& finding : banned(ban, f)) {
                if (allowed == ban.allowed.end())
                    ADD_FAILURE() << finding;
                else
                    needed.insert(*allowed);
            }
        }
        for (auto const& a : ban.allowed)
            if (!needed.contains(a) && a.ends_with(".cpp"))
                ADD_FAILURE() << a << " does not need " << ban.pattern << " any more: take it off the list";
    }
}

// ---- vendors are manifests, not code ----

std::vector<std::string> vendor_names(File const& f)
{
    static char const* const names = R"((withings|oura|fitbit|garmin|dexcom|strava|polar))";
    auto lower = [](std::string s) {
        std::transform(s.begin(), s.end(), s.begin(), [](unsigned char c) { return std::tolower(c); });
        return s;
    };
    auto const code = lower(f.code), literals = lower(f.literals);
    auto out = matches(f, code, names, "a vendor is a manifest in programs/, not code");
    for (auto& finding : matches(f, literals, names, ""))
        out.push_back(f.path + " names a vendor in a literal:" + finding.substr(f.path.size()));
    return out;
}

// Help and messages that give a vendor's code as an example. It may only shrink.
std::set<std::string> const vendor_as_example {
    "src/cli/client.cpp",
    "src/cli/programs.cpp",
    "src/connect/programs/catalogue.cpp",
    "src/platform/config/load.cpp",
    "src/platform/config/settings.cpp",
};

TEST(Vendors, AreNotNamedInCode)
{
    EXPECT_FALSE(vendor_names(cpp("src/a/b/c.cpp", "if (program == \"withings\") x();")).empty());
    EXPECT_FALSE(vendor_names(cpp("src/a/b/c.cpp", "struct OuraParser;")).empty());
    EXPECT_TRUE(vendor_names(cpp("src/a/b/c.cpp", "int x; // as Withings has it")).empty());
    for (auto const& f : sources()) {
        auto const found = vendor_names(f);
        if (vendor_as_example.contains(f.path))
            EXPECT_FALSE(found.empty()) << f.path << " names none any more: take it off the list";
        else
            for (auto const& finding : found) ADD_FAILURE() << finding;
    }
}

// ---- files ----

std::size_t lines_of(std::string const& text)
{
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}
bool has_extension(std::string const& path, std::initializer_list<char const*> list)
{
    return std::any_of(list.begin(), list.end(), [&](char const* e) { return path.ends_with(e); });
}

TEST(Files, HaveAtMost500Lines)
{
    EXPECT_EQ(lines_of("a\nb\n"), 2u);
    for (auto const& f : repository())
        if (has_extension(f.path, { ".cpp", ".h", ".ts", ".tsx", ".sql", ".sh", ".mjs" })
            && !f.path.ends_with(".gen.ts")) { // generated
            EXPECT_LE(lines_of(f.text), 500u) << f.path << ": divide it by what it does";
        }
}

// Split so that this file does not catch itself.
std::vector<std::string> left_undone(File const& f)
{
    return matches(f, f.text,
        "\\b(TO"
        "DO|FIX"
        "ME|X"
        "XX)\\b",
        "do it now, or leave it out");
}

TEST(Files, LeaveNothingUndone)
{
    EXPECT_FALSE(left_undone(
        { "a.md",
            "TO"
            "DO: later",
            {}, {} }).empty());
    EXPECT_TRUE(left_undone({ "a.md", "to do so", {}, {} }).empty());
    for (auto const& f : repository())
        if (has_extension(
                f.path, { ".cpp", ".h", ".ts", ".tsx", ".mjs", ".sql", ".sh", ".yaml", ".md", ".txt", ".cmake" }))
            for (auto const& finding : left_undone(f)) ADD_FAILURE() << finding;
}

std::vector<std::string> machine_paths(File const& f)
{
    auto out = matches(f, f.text, "(/wor" "k/(main|shared)|/home/[a-z]+/|/root/)",
        "no path of somebody's machine in the repository");
    for (auto& finding : matches(f, f.text,
             "(registry\\.npm"
             "js\\.org|registry\\.yarn"
             "pkg|artifact"
             "ory|deb\\.debian"
             "\\.org|pypi\\."
             "org)",
             "no registry's host in the repository"))
        out.push_back(std::move(finding));
    return out;
}

TEST(Files, KnowNoMachineAndNoRegistry)
{
    EXPECT_FALSE(machine_paths(
        { "a.sh",
            "cd /wor"
            "k/main",
            {}, {} }).empty());
    EXPECT_FALSE(machine_paths(
        { "package-lock.json",
            "https://registry.npm"
            "js.org/x",
            {}, {} }).empty());
    EXPECT_TRUE(machine_paths({ "a.sh", "cd work; ls tmp/x", {}, {} }).empty());
    for (auto const& f : repository()) {
        if (f.path == "tests/tidy/bans_test.cpp") continue;
        auto const found = machine_paths(f);
        if (!found.empty())
            ADD_FAILURE() << found.front()
                          << (found.size() > 1 ? " and " + std::to_string(found.size() - 1) + " more" : "");
    }
}

// ---- grants that work without a person asking ----

// task.permission.purpose; it may only shrink.
std::set<std::string> const system_grants {
    // What a service user shows their clinician of the Member they are besides: decided first on their own record, by their
    // consent there. An account's act on the Member would stand in the Client's log, and so tell it that they are in care.
    "care_devices.timeseries.read.care_device_data",
    "compact.timeseries.compact.provide_service",
    "erase.retention.read.rights",
    "erase.rights.erase.rights",
    "ingest_import.imports.run.collect",
    "ingest_import.timeseries.write.collect",
    "ingest_pull.connections.use.collect",
    "ingest_pull.timeseries.write.collect",
    "retention.retention.destroy.retention",
    "retention.retention.read.retention",
    // The web form and organisations' systems hand contacts in: nobody of ours sits there at that moment.
    "intake.intake.register.care",
    // The scanner looks through what people send, before anybody may.
    "quarantine.quarantine.check.care",
    "minors.members.find_minors.rights",
    "minors.members.look_at_minor.rights",
    // Whom to mail when somebody broke the glass; it reads our own staff's addresses alone.
    "tell_staff.staff.list.administer",
    // An affiliate's pay: counts sessions, and hands on neither whose they were nor which.
    "statements.cases.count_sessions.affiliate_pay",
    // Reminders go out at an hour when nobody sits at the desk; they read what is planned for one person and how they may be told.
    "reminders.reminders.remind.care",
    // Totals of a month are made when it is over, of those who let themselves be counted.
    "statistics.statistics.find.statistics",
    "statistics.timeseries.read.statistics",
    "webhook_deliver.sharing.announce.provide_service",
    "webhook_deliver.sharing.push.share_with_client",
    "webhook_deliver.timeseries.read.share_with_client",
};

// The section as this file writes it: two blanks a task, four a permission, its purposes in brackets.
std::set<std::string> grants_of(std::string const& yaml)
{
    std::set<std::string> out;
    auto const at = yaml.find("\nsystem:\n");
    if (at == yaml.npos) return out;
    std::istringstream in(yaml.substr(at + 9));
    std::string line, task;
    std::regex const is_task(R"(  (\w+):\s*)"), is_grant(R"(    ([\w.]+): \[([\w, ]+)\]\s*)"), word(R"(\w+)");
    std::smatch m;
    while (std::getline(in, line)) {
        if (line.empty() || line.find_first_not_of(' ') == line.npos || line[line.find_first_not_of(' ')] == '#')
            continue;
        if (line[0] != ' ') break;
        if (std::regex_match(line, m, is_task))
            task = m[1];
        else if (std::regex_match(line, m, is_grant)) {
            auto const permission = m[1].str(), purposes = m[2].str();
            for (std::sregex_iterator it(purposes.begin(), purposes.end(), word), end; it != end; ++it)
                out.insert(task + "." + permission + "." + it->str());
        } else
            out.insert("unreadable: " + line);
    }
    return out;
}

TEST(SystemGrants, OnlyShrink)
{
    EXPECT_EQ(
        grants_of("roles:\n\nsystem:\n  a:\n    b.c: [d, e]\n"), (std::set<std::string> { "a.b.c.d", "a.b.c.e" }));
    for (auto const& f : repository()) {
        if (f.path != "policy/access.yaml") continue;
        auto const now = grants_of(f.text);
        for (auto const& g : now)
            if (!system_grants.contains(g))
                ADD_FAILURE()
                    << g
                    << " is a new grant without a person asking: do without it, or have it reviewed and add it here";
        for (auto const& g : system_grants)
            if (!now.contains(g)) ADD_FAILURE() << g << " is granted no more: take it off the list";
        return;
    }
    ADD_FAILURE() << "policy/access.yaml is not there";
}

} // namespace
} // namespace tidy
