// A change of the policy in words that people understand, and whether they must be told or asked.
#include "access/policy/policy.h"
#include <algorithm>
#include <array>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace wellkept::access {
namespace {

namespace fs = std::filesystem;
using Needs = PolicyChange::Needs;
std::string const committed = WELLKEPT_SOURCE_DIR "/policy";

std::string_view needs_name(Needs n) { return wellkept::access::name(n); }

struct Change {
    char const* name;
    std::vector<std::array<char const*, 3>> edits; // file, from, to
    char const* words;
    Needs needs;
};

class PolicyDiff : public testing::TestWithParam<Change> { };

TEST_P(PolicyDiff, SaysWhatItMeansForPeople)
{
    auto const& c = GetParam();
    char name[] = "/tmp/wellkept-diff-XXXXXX";
    fs::path const path = ::mkdtemp(name);
    fs::copy(committed, path, fs::copy_options::recursive);
    for (auto const& [file, from, to] : c.edits) {
        std::stringstream text;
        text << std::ifstream(path / file).rdbuf();
        auto t = text.str();
        auto const at = t.find(from);
        ASSERT_NE(at, t.npos) << file << " has no " << from;
        std::ofstream(path / file) << t.replace(at, std::string_view(from).size(), to);
    }
    auto const from = Policy::load(committed), to = Policy::load(path);
    ASSERT_TRUE(to.ok()) << to.error().detail.text;
    auto const all = changes(*from.value(), *to.value());
    auto const it = std::find_if(all.begin(), all.end(), [&](auto const& x) { return x.words.find(c.words) != x.words.npos; });
    std::string got;
    for (auto const& x : all) got += x.words + "\n";
    ASSERT_NE(it, all.end()) << "not said: " << c.words << "\nbut:\n" << got;
    EXPECT_EQ(needs_name(it->needs), needs_name(c.needs)) << it->words;
    fs::remove_all(path);
}

std::vector<Change> const all_changes {
    { "longer", { { "retention.yaml", "kept for 6 years", "kept for 8 years" }, { "retention.yaml", "P6Y", "P8Y" } },
        "will be kept 2 years longer", Needs::notice },
    { "shorter", { { "retention.yaml", "kept for 6 years", "kept for 5 years" }, { "retention.yaml", "P6Y", "P5Y" } },
        "will be kept 1 year less long", Needs::notice },
    { "fewer_shared", { { "recipients.yaml", "audit]\n    categories: [all]\n    territories: [uk, ie]\n  - code: client",
                            "audit]\n    categories: [heart, sleep]\n    territories: [uk, ie]\n  - code: client" } },
        "People's blood sugar data will no longer be shared with you", Needs::notice },
    { "new_recipient", { { "recipients.yaml", "\n  - code: client",
                           "\n  - code: lab\n    title: A laboratory\n    kind: processor\n    safeguard: agreement\n    basis: { uk_gdpr: [6-1-b, 9-2-a], eu_gdpr: [6-1-b, 9-2-a] }\n"
                           "    receives:\n      provide_service: [identifier]\n    categories: []\n    territories: [uk]\n  - code: client" } },
        "People's data will now also be shared with a laboratory: \"Identifiers that stand for you\"", Needs::notice },
    { "basis", { { "purposes.yaml", "uk_gdpr: [6-1-c, 9-2-f]", "uk_gdpr: [6-1-f, 9-2-f]" } }, "The reason in law for \"Carry out your rights\" changes", Needs::notice },
    { "words_of_consent", { { "purposes.yaml", "You see your own data here", "You look at your own data here" } }, "is described in other words", Needs::consent },
    { "role", { { "access.yaml", "    members.read: [provide_service]", "    members.read: [provide_service]\n    audit.read_own: [accountability]" } },
        "The role `client` may now also see who looked at the data", Needs::notice },
    { "role_less", { { "access.yaml", "    timeseries.write: [collect]\n    sharing", "    sharing" } }, "The role `client` may no longer store measurements", Needs::nothing },
    { "regulator", { { "territories.yaml", "name: the Data Protection Commission", "name: another office" } }, "the regulator will be another office", Needs::notice },
    { "region", { { "territories.yaml", "regions: [uk]", "regions: [uk, jersey]" } }, "may now also be kept in the region `jersey`", Needs::notice },
    { "clock", { { "clocks.yaml", "P60D", "P90D" } }, "will be due 30 days longer", Needs::notice },
    { "cookie", { { "cookies.yaml", "  - {", "  - { code: taste, title: Remembers what you like, need: preference, session: member, purpose: provide_service }\n  - {" } },
        "A new cookie, taste: remembers what you like", Needs::consent },
    { "statistics", { { "statistics.yaml", "cell_min: 8", "cell_min: 5" } }, "over fewer people", Needs::notice },
    { "new_table", { { "statistics.yaml", "tables:\n", "tables:\n  - { code: weight, title: Weight, unit: kg, source: timeseries, metric: weight, purpose: statistics, period: month, dimension: program,\n"
                                                      "      clip: { min: 30, max: 250 }, mean_step: 1 }\n" } },
        "\"Weight\" will be published each month, from the body measurements data of people who let themselves be counted, by program.", Needs::notice },
    { "table_weighs_more", { { "statistics.yaml", "max: 30000", "max: 60000" } }, "One person can weigh more in \"Steps a day\"", Needs::notice },
    { "table_exacter", { { "statistics.yaml", "mean_step: 100", "mean_step: 10" } }, "shown more exactly than before", Needs::notice },
    { "table_by_program", { { "statistics.yaml", "dimension: none", "dimension: program" } }, "\"Steps a day\" will be published by program.", Needs::notice },
    { "noise", { { "statistics.yaml", "epsilon_milli: 0", "epsilon_milli: 500" } }, "will be blurred by noise", Needs::nothing },
    { "settle", { { "statistics.yaml", "settle_days: 5", "settle_days: 9" } }, "9 instead of 5 days after its end", Needs::nothing },
};
INSTANTIATE_TEST_SUITE_P(Each, PolicyDiff, testing::ValuesIn(all_changes), [](auto const& i) { return std::string(i.param.name); });

TEST(PolicyDiffs, OfTheSameIsNothing)
{
    auto const p = Policy::load(committed).release();
    EXPECT_TRUE(changes(*p, *p).empty());
}

} // namespace
} // namespace wellkept::access
