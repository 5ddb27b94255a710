// The policy files as committed, each class of error in them, and the promise that nothing missing is ever a permit.
#include "access/policy/policy.h"
#include <fstream>
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>
#include <yaml-cpp/yaml.h>

namespace wellkept::access {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string const committed = WELLKEPT_SOURCE_DIR "/policy";

// A copy of the committed files that a test may spoil.
class Files {
public:
    Files()
    {
        char name[] = "/tmp/wellkept-policy-XXXXXX";
        m_path = ::mkdtemp(name);
        fs::copy(committed, m_path, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    }
    ~Files() { fs::remove_all(m_path); }
    fs::path const& path() const { return m_path; }
    std::string text(std::string const& file) const
    {
        std::stringstream out;
        out << std::ifstream(m_path / file).rdbuf();
        return out.str();
    }
    void write(std::string const& file, std::string const& text) const { std::ofstream(m_path / file) << text; }
    void change(std::string const& file, std::string const& from, std::string const& to) const
    {
        auto t = text(file);
        auto const at = t.find(from);
        ASSERT_NE(at, t.npos) << file << " has no " << from;
        write(file, t.replace(at, from.size(), to));
    }
    void remove(std::string const& file) const { fs::remove(m_path / file); }

private:
    fs::path m_path;
};

std::string errors(Checked const& c)
{
    std::string out;
    for (auto const& f : c.findings)
        if (!f.warning) out += f.text() + "\n";
    return out;
}

TEST(Policy, AsCommittedChecks)
{
    auto const c = Policy::check(committed);
    EXPECT_TRUE(c.ok()) << errors(c);
    ASSERT_TRUE(c.ok());
    auto const& p = *c.policy;
    EXPECT_TRUE(p.allows("client", "timeseries.read", "share_with_client"));
    EXPECT_FALSE(p.allows("client", "timeseries.read", "self"));
    EXPECT_FALSE(p.allows("nobody", "timeseries.read", "self"));
    EXPECT_EQ(p.purpose("self")->lawful_basis, "Your explicit consent (GDPR Article 6(1)(a) and 9(2)(a))");
    EXPECT_EQ(basis_words(p.purpose("provide_service")->basis, "uk_gdpr"),
        "What you asked us for, by contract; for health data, your explicit consent (UK GDPR Article 6(1)(b) and 9(2)(a))");
    EXPECT_TRUE(p.may_receive("client", "share_with_client", "heart"));
    EXPECT_FALSE(p.may_receive("client", "self", "heart"));
    EXPECT_FALSE(p.may_receive("somebody", "share_with_client"));
    EXPECT_EQ(p.territory_of_region("eu")->code, "ie");
    EXPECT_EQ(p.territory_of_region("us"), nullptr);
    EXPECT_EQ(p.session("member")->life.about(), std::chrono::minutes(60));
    EXPECT_EQ(p.credentials().password.length_min, 12);
    EXPECT_EQ(p.clock("breach_regulator")->period.words(), "72 hours");
    EXPECT_EQ(p.version().size(), 16u);
}

TEST(Policy, VersionIsOfAllFilesAndOfNothingElse)
{
    Files a, b;
    auto version = [](Files const& f) { return Policy::load(f.path()).value()->version(); };
    EXPECT_EQ(version(a), version(b));
    std::set<std::string> seen { version(a) };
    for (auto const* file : { "categories.yaml", "statistics.yaml", "metrics.yaml", "access.yaml" }) {
        b.write(file, b.text(file) + "# a word\n");
        EXPECT_TRUE(seen.insert(version(b)).second) << file;
    }
}

struct Wrong {
    char const* name;
    char const* file;
    char const* from;
    char const* to;
    char const* says; // of what is wrong, or of the mend
};

class PolicyErrors : public testing::TestWithParam<Wrong> { };

TEST_P(PolicyErrors, AreRefusedWithFileLineAndMend)
{
    auto const& w = GetParam();
    Files files;
    files.change(w.file, w.from, w.to);
    // The line at which the first change stands, give or take the row around it.
    auto const whole = files.text(w.file);
    auto const checked = Policy::check(files.path());
    ASSERT_FALSE(checked.ok());
    EXPECT_THAT(errors(checked), HasSubstr(w.says));
    for (auto const& f : checked.findings) {
        EXPECT_FALSE(f.file.empty());
        EXPECT_GE(f.line, 1) << f.text();
        EXPECT_FALSE(f.mend.empty()) << f.text();
    }
    auto const refused = Policy::load(files.path());
    ASSERT_FALSE(refused.ok());
    EXPECT_THAT(refused.error().detail.text, HasSubstr(w.says));
}

Wrong const wrongs[] = {
    { "not_yaml", "purposes.yaml", "purposes:", "purposes: [", "not YAML" },
    { "no_mapping", "clocks.yaml", "clocks:", "- clocks:", "holds no mapping" },
    { "unknown_key", "purposes.yaml", "    title: Show it to you", "    colour: red\n    title: Show it to you", "unknown key `colour`" },
    { "missing_key", "purposes.yaml", "    title: Show it to you\n", "", "`title` is missing" },
    { "twice_a_key", "access.yaml", "  vendor:\n", "  client:\n    timeseries.read: [self]\n  vendor:\n", "`client` stands here twice" },
    { "twice_a_code", "recipients.yaml", "  - code: client", "  - code: self", "a second `self`" },
    { "unknown_law", "purposes.yaml", "uk_gdpr: [6-1-a, 9-2-a]", "moon_gdpr: [6-1-a, 9-2-a]", "no law known here" },
    { "unknown_article", "purposes.yaml", "uk_gdpr: [6-1-a, 9-2-a]", "uk_gdpr: [6-1-q, 9-2-a]", "`6-1-q` is no lawful basis" },
    { "uk_article_in_the_eu", "purposes.yaml", "eu_gdpr: [6-1-b, 9-2-a]", "eu_gdpr: [6-1-ea, 9-2-a]", "`6-1-ea` is no lawful basis of eu_gdpr" },
    { "no_basis_for_a_territory", "purposes.yaml", ", eu_gdpr: [6-1-a, 9-2-a] }", " }", "no basis under eu_gdpr" },
    { "no_general_basis", "purposes.yaml", "uk_gdpr: [6-1-c, 9-2-f]", "uk_gdpr: [9-2-f]", "no article of Article 6(1)" },
    { "special_without_condition", "purposes.yaml", "uk_gdpr: [6-1-b, 9-2-a]", "uk_gdpr: [6-1-b]", "no condition of Article 9(2)" },
    { "consent_unasked", "purposes.yaml", "consent: switch", "consent: none", "nobody is asked" },
    { "asked_on_another_basis", "purposes.yaml", "uk_gdpr: [6-1-a, 9-2-a]", "uk_gdpr: [6-1-f, 9-2-a]", "does not name consent" },
    { "purpose_without_retention", "purposes.yaml", "retention: audit_log", "retention: for_ever", "`for_ever` is no rule of retention.yaml" },
    { "category_without_retention", "categories.yaml", "    retention: until_revoked\n", "", "`retention` is missing" },
    { "kind_without_retention", "categories.yaml", "sensitivity: ordinary, retention: until_revoked", "sensitivity: ordinary, retention: never", "`never` is no rule" },
    { "category_without_metric", "categories.yaml", "  - code: alcohol", "  - code: tobacco", "no metric of metrics.yaml is in the category" },
    { "metric_without_category", "metrics.yaml", "category: alcohol", "category: tobacco", "`tobacco` is no category" },
    { "text_against_period", "retention.yaml", "period: P6Y", "period: P7Y", "does not say \"7 years\"" },
    { "period", "retention.yaml", "period: P6Y", "period: six years", "ISO 8601" },
    { "recipient_unregistered", "purposes.yaml", "recipient: client", "recipient: newspaper", "`newspaper` of `share_with_client` is not in recipients.yaml" },
    { "recipient_without_basis", "recipients.yaml", "    basis: { uk_gdpr: [6-1-a, 6-1-b, 6-1-c, 9-2-a, 9-2-f], eu_gdpr: [6-1-a, 6-1-b, 6-1-c, 9-2-a, 9-2-f] }\n    receives:\n      share", "    receives:\n      share", "`basis` is missing" },
    { "recipient_on_another_basis", "recipients.yaml", "basis: { uk_gdpr: [6-1-a, 6-1-b, 6-1-c, 9-2-a, 9-2-f]", "basis: { uk_gdpr: [6-1-f, 9-2-j]", "does not name it" },
    { "recipient_advertiser", "recipients.yaml", "kind: portal", "kind: advertising", "never registered" },
    { "advertisers_allowed", "recipients.yaml", "never: [advertising, marketing, data_broker]", "never: [marketing]", "does not name advertising" },
    { "recipient_unknown_kind", "recipients.yaml", "kind: portal", "kind: friend", "`friend` is no kind of recipient" },
    { "recipient_gets_more_than_the_purpose", "recipients.yaml", "share_with_client: [identifier, measurement, measurement_time]", "share_with_client: [contact]", "which does not use it" },
    { "recipient_says_less_than_its_role", "recipients.yaml", "      share_with_client: [identifier, measurement, measurement_time]\n", "", "is no recipient for that" },
    { "recipient_receives_nothing", "recipients.yaml", "    categories: [all]\n    territories: [uk, ie]\n  - code: client", "    categories: [all]\n    territories: [uk, ie]\n  - code: lab\n    title: x\n    kind: processor\n    safeguard: law\n    basis: { uk_gdpr: [6-1-c], eu_gdpr: [6-1-c] }\n    receives: {}\n    categories: []\n    territories: [uk]\n  - code: client", "receives nothing" },
    { "recipient_of_no_role", "recipients.yaml", "role: client", "role: stranger", "`stranger` is no role" },
    { "follows_nothing", "purposes.yaml", "consent: any_switch", "consent: follows", "do not go together" },
    { "asked_without_consent_as_its_basis", "purposes.yaml", "{ uk_gdpr: [6-1-a, 9-2-a], eu_gdpr: [6-1-a, 9-2-a] }\n    data: [care_record]", "{ uk_gdpr: [6-1-f, 9-2-h], eu_gdpr: [6-1-f, 9-2-h] }\n    data: [care_record]", "does not name consent" },
    { "recipient_unsafe", "recipients.yaml", "safeguard: agreement", "safeguard: own_data", "only the person needs no safeguard" },
    { "permission_unlisted", "access.yaml", "  timeseries.read: read measurements\n", "", "`timeseries.read` is not listed" },
    { "permission_without_purpose", "access.yaml", "    timeseries.read: [self]", "    timeseries.read: []", "has no purpose" },
    { "permission_for_an_unknown_purpose", "access.yaml", "    timeseries.read: [self]", "    timeseries.read: [curiosity]", "`curiosity` is no purpose" },
    { "region_of_two", "territories.yaml", "regions: [eu, ie]", "regions: [eu, uk]", "is also one of `uk`" },
    { "territory_without_regulator", "territories.yaml", "    regulator: { name: the Data Protection Commission, url: \"https://forms.dataprotection.ie/contact\" }\n", "", "`regulator` is missing" },
    { "right_left_out", "territories.yaml", "\"15\", \"16\"", "\"15\"", "the right of Article 16 is missing" },
    { "clock_of_no_time", "clocks.yaml", "period: PT72H", "period: PT0H", "always missed" },
    { "age_out_of_bounds", "ages.yaml", "guardian_below: 16", "guardian_below: 6", "from 13 to 18" },
    { "age_missing", "ages.yaml", "  - { territory: ie, directed_from: 18, guardian_below: 16 }\n", "", "no age rule for Ireland" },
    { "password_short", "credentials.yaml", "length_min: 12", "length_min: 8", "from 12 to 128" },
    { "password_no_answer", "credentials.yaml", "digit: yes", "digit: maybe", "give one of yes, no" },
    { "session_endless", "credentials.yaml", "life: PT60M", "life: P10Y", "between a minute and a year" },
    { "session_missing", "credentials.yaml", "  - { code: client_token, title: A Client's access token, life: PT30M, idle: PT30M }\n", "", "no rule for client_token" },
    { "statistics_small", "statistics.yaml", "cell_min: 8", "cell_min: 1", "from 5 to 1000" },
    { "statistics_rounded_to_nothing", "statistics.yaml", "round_to: 5", "round_to: 9", "greater than `cell_min`" },
    { "table_of_no_metric", "statistics.yaml", "metric: steps_daily", "metric: shoe_size", "`shoe_size` is no metric" },
    { "table_of_codes", "statistics.yaml", "metric: steps_daily", "metric: sleep_stage", "has codes and no mean" },
    { "table_without_purpose", "statistics.yaml", "purpose: statistics, ", "", "`purpose` is missing" },
    { "table_for_no_purpose", "statistics.yaml", "purpose: statistics", "purpose: curiosity", "`curiosity` is no purpose" },
    { "table_nobody_is_asked_about", "statistics.yaml", "purpose: statistics", "purpose: provide_service", "nobody is asked" },
    { "table_without_basis", "purposes.yaml", "data: [identifier, measurement, measurement_time]\n    recipient: none\n    consent: extra", "data: [identifier]\n    recipient: none\n    consent: extra",
        "has no basis for activity data" },
    { "extra_on_another_basis", "purposes.yaml", "{ uk_gdpr: [6-1-a, 9-2-a], eu_gdpr: [6-1-a, 9-2-a] }\n    data: [identifier, measurement, measurement_time]\n    recipient: none\n    consent: extra",
        "{ uk_gdpr: [6-1-f, 9-2-j], eu_gdpr: [6-1-f, 9-2-j] }\n    data: [identifier, measurement, measurement_time]\n    recipient: none\n    consent: extra", "does not name consent" },
    { "table_that_clips_nothing", "statistics.yaml", "max: 30000", "max: 0", "leaves no room" },
    { "table_twice", "statistics.yaml", "code: steps_by_program", "code: steps", "a second `steps`" },
    { "table_without_noise_rule", "statistics.yaml", "  epsilon_milli: 0\n", "", "`epsilon_milli` is missing" },
    { "cookie_without_purpose", "cookies.yaml", "purpose: provide_service", "purpose: fun", "`fun` is no purpose" },
    { "cookie_without_life", "cookies.yaml", "session: member", "session: always", "`always` is no session" },
};
INSTANTIATE_TEST_SUITE_P(Each, PolicyErrors, testing::ValuesIn(wrongs), [](auto const& i) { return std::string(i.param.name); });

TEST(PolicyFiles, AMissingFileIsNamed)
{
    for (auto const& entry : fs::directory_iterator(committed)) {
        if (entry.path().extension() != ".yaml") continue;
        Files files;
        auto const name = entry.path().filename().string();
        files.remove(name);
        auto const c = Policy::check(files.path());
        EXPECT_FALSE(c.ok()) << name;
        EXPECT_THAT(errors(c), HasSubstr(name + ":1: this file is missing"));
    }
    EXPECT_FALSE(Policy::check("/no/such/directory").ok());
}

TEST(PolicyFiles, AllFaultsAreToldAtOnceAndWhereTheyAre)
{
    Files files;
    files.change("credentials.yaml", "length_min: 12", "length_min: 8");
    files.change("recipients.yaml", "kind: portal", "kind: advertising");
    files.change("access.yaml", "    timeseries.read: [self]", "    timeseries.read: [curiosity]");
    auto const c = Policy::check(files.path());
    EXPECT_THAT(errors(c), HasSubstr("credentials.yaml:3: `length_min` is `8`"));
    EXPECT_THAT(errors(c), HasSubstr("is a kind of recipient that is never registered; remove this recipient"));
    EXPECT_THAT(errors(c), HasSubstr("`curiosity` is no purpose"));
    auto const lines = files.text("access.yaml");
    auto const at = lines.find("[curiosity]");
    auto const line = std::to_string(1 + std::count(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    EXPECT_THAT(errors(c), HasSubstr("access.yaml:" + line + ":"));
}

// ---- taking any rule away ----

// Everything a policy lets happen, as comparable words.
std::set<std::string> permits(Policy const& p)
{
    std::set<std::string> out;
    for (auto const& [role, row] : p.matrix())
        for (auto const& [permission, purposes] : row)
            for (auto const& purpose : purposes)
                if (p.purpose(purpose)) {
                    auto const consent = std::to_string(static_cast<int>(p.purpose(purpose)->consent));
                    out.insert(role + " may " + permission + " for " + purpose + " consent " + consent);
                }
    for (auto const& r : p.recipients())
        for (auto const& [purpose, kinds] : r.receives) {
            for (auto const& k : kinds) out.insert(r.code + " gets " + k + " for " + purpose);
            for (auto const& c : p.categories())
                if (r.may_have(c.code)) out.insert(r.code + " gets " + c.code + " for " + purpose);
        }
    for (auto const& t : p.territories())
        for (auto const& region : t.regions) out.insert(t.code + " in " + region);
    for (auto const& c : p.cookies()) out.insert("cookie " + c.code);
    for (auto const& [code, s] : p.credentials().sessions) out.insert("session " + code + " " + s.life.words() + " idle " + s.idle.words());
    return out;
}

// Calls with the document less one node, for every node there is.
void without_each(YAML::Node const& root, std::function<void(std::string const& what, std::string const& yaml)> const& then)
{
    std::function<void(YAML::Node const&, std::vector<std::string>)> walk = [&](YAML::Node const& n, std::vector<std::string> path) {
        auto less = [&](std::string const& key) {
            auto copy = YAML::Clone(root);
            auto parent = std::make_shared<YAML::Node>(copy);
            for (auto const& step : path) {
                auto next = parent->IsSequence() ? (*parent)[static_cast<std::size_t>(std::stoi(step))] : (*parent)[step];
                parent = std::make_shared<YAML::Node>(next);
            }
            std::string what;
            for (auto const& step : path) what += step + "/";
            if (parent->IsSequence()) {
                YAML::Node rest(YAML::NodeType::Sequence);
                for (std::size_t i = 0; i < parent->size(); ++i)
                    if (i != static_cast<std::size_t>(std::stoi(key))) rest.push_back((*parent)[i]);
                *parent = rest;
            } else parent->remove(key);
            then(what + key, YAML::Dump(copy));
        };
        auto into = [&](std::string const& key, YAML::Node const& child) {
            less(key);
            if (child.IsScalar()) return;
            auto deeper = path;
            deeper.push_back(key);
            walk(child, deeper);
        };
        if (n.IsSequence())
            for (std::size_t i = 0; i < n.size(); ++i) into(std::to_string(i), n[i]);
        else if (n.IsMap())
            for (auto const& pair : n) into(pair.first.Scalar(), pair.second);
    };
    walk(root, {});
}

TEST(PolicyFiles, TakingAnyRuleAwayIsAFindingOrARefusalNeverAPermit)
{
    auto const before = permits(*Policy::load(committed).value());
    int tried = 0, found = 0, refused = 0;
    Files files;
    for (auto const& entry : fs::directory_iterator(committed)) {
        auto const name = entry.path().filename().string();
        // A metric's codes and bounds are judged by the metric table.
        if (entry.path().extension() != ".yaml" || name == "metrics.yaml") continue;
        auto const original = files.text(name);
        without_each(YAML::Load(original), [&](std::string const& what, std::string const& yaml) {
            files.write(name, yaml);
            ++tried;
            auto const c = Policy::check(files.path());
            if (!c.ok()) {
                ++found;
                return;
            }
            auto const after = permits(*c.policy);
            for (auto const& p : after) EXPECT_TRUE(before.contains(p)) << name << " less " << what << " now permits: " << p;
            refused += after.size() < before.size();
        });
        files.write(name, original);
    }
    EXPECT_GT(tried, 500);
    EXPECT_GT(found, 200);
    EXPECT_GT(refused, 50);
}

// ---- against the schema and the routes ----

TEST(PolicyCoverage, EveryColumnOfTheSchemaHasAKindWithARule)
{
    auto const policy = Policy::load(committed).release();
    auto const columns = schema_columns(WELLKEPT_SOURCE_DIR "/schema");
    EXPECT_GT(columns.size(), 100u);
    for (auto const& f : check_columns(*policy, columns)) ADD_FAILURE() << f.text();
}

TEST(PolicyCoverage, AColumnWithoutACategoryIsFoundWithItsLine)
{
    Files files;
    files.write("0001_x.sql", "CREATE TABLE a.b (\n    c uuid PRIMARY KEY,\n    d text\n);\nCOMMENT ON COLUMN a.b.c IS 'category=identifier; x';\n"
                              "ALTER TABLE a.b ADD COLUMN e text;\nCOMMENT ON COLUMN a.b.e IS 'category=shoe_size';\n");
    auto const policy = Policy::load(committed).release();
    auto const found = check_columns(*policy, schema_columns(files.path()));
    ASSERT_EQ(found.size(), 2u);
    EXPECT_THAT(found[0].text(), HasSubstr("0001_x.sql:3: the column a.b.d has no category"));
    EXPECT_THAT(found[1].text(), HasSubstr("0001_x.sql:6: the category `shoe_size` of the column a.b.e has no rule"));
}

TEST(PolicyCoverage, WhatWasKeptWholeIsReadAgainAsItWas)
{
    auto const policy = Policy::load(committed).release();
    auto const again = Policy::check(policy->files());
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again.policy->version(), policy->version());
    EXPECT_TRUE(changes(*policy, *again.policy).empty());
    auto files = policy->files();
    files.erase("retention.yaml");
    EXPECT_FALSE(Policy::check(files).ok());
}

TEST(PolicyCoverage, ARouteWithoutPurposeIsFound)
{
    auto const policy = Policy::load(committed).release();
    auto route = [&](std::string audience, std::string permission, std::string purpose, std::string open = {}) {
        return check_routes(*policy, { { "GET", "/x", std::move(audience), std::move(permission), std::move(purpose), std::move(open) } });
    };
    EXPECT_TRUE(route("client", "timeseries.read", "share_with_client").empty());
    EXPECT_THAT(route("client", "timeseries.read", "").at(0).text(), HasSubstr("states no purpose"));
    EXPECT_THAT(route("client", "timeseries.read", "curiosity").at(0).text(), HasSubstr("`curiosity`"));
    EXPECT_THAT(route("client", "shoes.read", "self").at(0).text(), HasSubstr("`shoes.read`"));
    EXPECT_THAT(route("", "", "", "").at(0).text(), HasSubstr("neither guarded nor open"));
    EXPECT_TRUE(route("client", "timeseries.read", "self").at(0).warning);
    EXPECT_TRUE(route("", "", "", "says nothing of anybody").empty());
}

TEST(Periods, AreReadAndSaid)
{
    EXPECT_EQ(Period::parse("P6Y")->words(), "6 years");
    EXPECT_EQ(Period::parse("P1M")->words(), "1 month");
    EXPECT_EQ(Period::parse("P2W")->words(), "14 days");
    EXPECT_EQ(Period::parse("PT90M")->words(), "1 hour and 30 minutes");
    EXPECT_EQ(Period::parse("P1Y6M1D")->words(), "1 year, 6 months and 1 day");
    EXPECT_TRUE(Period::parse("P0D")->none());
    for (auto const* bad : { "", "P", "PT", "6Y", "P-1D", "P1.5Y", "P1YT", "P9999Y", "P1D " }) EXPECT_FALSE(Period::parse(bad)) << bad;
}

} // namespace
} // namespace wellkept::access
