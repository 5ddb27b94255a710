#include "connect/timeseries/metric.h"
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <unistd.h>
#include <yaml-cpp/yaml.h>

namespace wellkept::timeseries {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;
std::filesystem::path const policy = std::filesystem::path(WELLKEPT_SOURCE_DIR) / "policy";

// A file of the given text, gone at the end of the test.
class File {
public:
    explicit File(std::string const& text)
        : m_path(std::filesystem::temp_directory_path()
            / ("wellkept-metrics-" + std::to_string(getpid()) + "-" + std::to_string(++m_number) + ".yaml"))
    {
        std::ofstream(m_path) << text;
    }
    ~File() { std::filesystem::remove(m_path); }
    std::filesystem::path const& path() const { return m_path; }

private:
    static inline int m_number = 0;
    std::filesystem::path m_path;
};

std::string const good = "  - code: pulse\n    title: Pulse\n    category: heart\n    ucum: /min\n    loinc: 8867-4\n"
                         "    time: instant\n    daily: mean\n    min: 20\n    max: 300\n"; // lines 2 to 10
std::string const coded = "  - code: stage\n    title: Stage\n    category: sleep\n    codes: [awake, deep]\n"
                          "    loinc: \"\"\n    time: interval\n    daily: time_by_code\n"; // lines 2 to 8

std::string with(std::string row, std::string_view from, std::string_view to)
{
    auto at = row.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return row.replace(at, from.size(), to);
}

std::string refusal_of_file(std::string const& text)
{
    File file(text);
    auto r = MetricTable::load(file.path());
    if (r.ok()) return "loaded";
    EXPECT_EQ(r.error().code, Code::bad_input);
    auto name = file.path().filename().string();
    EXPECT_THAT(r.error().public_text.text, StartsWith(name));
    EXPECT_THAT(r.error().public_text.text, testing::Not(HasSubstr(file.path().string())));
    EXPECT_THAT(r.error().detail.text, HasSubstr(file.path().string()));
    return r.error().public_text.text.substr(name.size());
}
std::string refusal(std::string const& rows) { return refusal_of_file("metrics:\n" + rows); }

TEST(MetricTable, LoadsWhatTheRowsSay)
{
    File file("metrics:\n" + good + coded);
    auto table = MetricTable::load(file.path());
    ASSERT_TRUE(table.ok()) << table.error().public_text.text;
    ASSERT_EQ(table->all().size(), 2u);
    auto* pulse = table->find("pulse");
    ASSERT_TRUE(pulse);
    EXPECT_EQ(pulse->title, "Pulse");
    EXPECT_EQ(pulse->category, "heart");
    EXPECT_EQ(pulse->ucum, "/min");
    EXPECT_EQ(pulse->loinc, "8867-4");
    EXPECT_FALSE(pulse->interval);
    EXPECT_EQ(pulse->daily, Daily::mean);
    EXPECT_EQ(pulse->min, 20);
    EXPECT_EQ(pulse->max, 300);
    EXPECT_TRUE(pulse->codes.empty());
    auto* stage = table->find("stage");
    ASSERT_TRUE(stage);
    EXPECT_TRUE(stage->interval);
    EXPECT_EQ(stage->daily, Daily::time_by_code);
    EXPECT_EQ(stage->codes, (std::vector<std::string> { "awake", "deep" }));
    EXPECT_EQ(stage->ucum, "");
    EXPECT_EQ(stage->min, 0);
    EXPECT_EQ(stage->max, 1);
    EXPECT_EQ(table->find("pulse "), nullptr);
    EXPECT_EQ(table->find(""), nullptr);
}

TEST(MetricTable, FindsAfterTheTableHasMoved)
{
    File file("metrics:\n" + good);
    auto loaded = MetricTable::load(file.path());
    ASSERT_TRUE(loaded.ok());
    auto table = loaded.release();
    ASSERT_TRUE(table.find("pulse"));
    EXPECT_EQ(table.find("pulse"), &table.all()[0]);
}

TEST(MetricTable, RefusesFilesThatAreNoTable)
{
    auto missing = MetricTable::load(policy / "no-such-file.yaml");
    ASSERT_FALSE(missing.ok());
    EXPECT_THAT(missing.error().public_text.text, HasSubstr("no-such-file.yaml cannot be read"));
    EXPECT_FALSE(MetricTable::load(policy).ok()); // a directory
    EXPECT_THAT(refusal_of_file(""), HasSubstr("'metrics'"));
    EXPECT_THAT(refusal_of_file("- a\n"), HasSubstr("'metrics'"));
    EXPECT_THAT(refusal_of_file("metrics:\n"), HasSubstr("at least one"));
    EXPECT_THAT(refusal_of_file("metrics: []\n"), HasSubstr("at least one"));
    EXPECT_THAT(refusal_of_file("metrics: {}\n"), HasSubstr("at least one"));
    EXPECT_THAT(refusal_of_file("metrics:\n" + good + "more: 1\n"), AllOf(HasSubstr("line 11"), HasSubstr("'more'")));
    EXPECT_THAT(
        refusal_of_file("metrics:\n" + good + "  - code: [\n"), AllOf(HasSubstr("line 1"), HasSubstr("not YAML")));
    EXPECT_THAT(refusal("  - just text\n"), AllOf(HasSubstr("line 2"), HasSubstr("map")));
}

TEST(MetricTable, RefusesARowWithAFieldMissing)
{
    for (std::string key : { "code", "title", "category", "ucum", "loinc", "time", "daily", "min", "max" }) {
        auto row = good;
        auto at = row.find(key + ":");
        auto end = row.find('\n', at);
        // The first stands behind the dash, which must stay.
        row.replace(at, end - at, key == "code" ? "title: Pulse" : "");
        if (key == "code") row = with(row, "    title: Pulse\n", "");
        EXPECT_THAT(refusal(row), AllOf(HasSubstr("line 2:"), HasSubstr("'" + key + "' is missing"))) << row;
    }
}

TEST(MetricTable, RefusesUnknownAndDoubleFields)
{
    EXPECT_THAT(refusal(good + "    colour: red\n"), AllOf(HasSubstr("line 11"), HasSubstr("'colour'")));
    EXPECT_THAT(refusal(good + "    min: 3\n"), AllOf(HasSubstr("line 11"), HasSubstr("'min' stands twice")));
    EXPECT_THAT(refusal(good + "    [a]: 3\n"), AllOf(HasSubstr("line 11"), HasSubstr("plain word")));
}

TEST(MetricTable, RefusesFieldsOutOfForm)
{
    auto refused = [](std::string_view from, std::string_view to) { return refusal(with(good, from, to)); };
    EXPECT_THAT(refused("code: pulse", "code: Pulse"), AllOf(HasSubstr("line 2"), HasSubstr("snake_case")));
    EXPECT_THAT(refused("code: pulse", "code: \"\""), HasSubstr("snake_case"));
    EXPECT_THAT(refused("code: pulse", "code: 1pulse"), HasSubstr("snake_case"));
    EXPECT_THAT(refused("code: pulse", "code: pulse_"), HasSubstr("snake_case"));
    EXPECT_THAT(refused("code: pulse", "code: [pulse]"), HasSubstr("one value"));
    EXPECT_THAT(refused("title: Pulse", "title: \"\""), AllOf(HasSubstr("line 3"), HasSubstr("'title'")));
    EXPECT_THAT(refused("title: Pulse", "title: " + std::string(201, 'x')), HasSubstr("200"));
    EXPECT_THAT(
        refused("category: heart", "category: my heart"), AllOf(HasSubstr("line 4"), HasSubstr("categories.yaml")));
    EXPECT_THAT(refused("ucum: /min", "ucum: \"\""), AllOf(HasSubstr("line 5"), HasSubstr("UCUM")));
    EXPECT_THAT(refused("ucum: /min", "ucum: beats per minute"), HasSubstr("UCUM"));
    EXPECT_THAT(refused("ucum: /min", "ucum: µg"), HasSubstr("UCUM"));
    EXPECT_THAT(refused("loinc: 8867-4", "loinc: heart"), AllOf(HasSubstr("line 6"), HasSubstr("LOINC")));
    EXPECT_THAT(refused("time: instant", "time: always"), AllOf(HasSubstr("line 7"), HasSubstr("interval")));
    EXPECT_THAT(refused("daily: mean", "daily: median"), AllOf(HasSubstr("line 8"), HasSubstr("'daily'")));
    EXPECT_THAT(refused("daily: mean", "daily: time_by_code"), AllOf(HasSubstr("line 8"), HasSubstr("'codes'")));
    EXPECT_THAT(refused("min: 20", "min: low"), AllOf(HasSubstr("line 9"), HasSubstr("finite")));
    EXPECT_THAT(refused("max: 300", "max: .inf"), AllOf(HasSubstr("line 10"), HasSubstr("finite")));
    EXPECT_THAT(refused("max: 300", "max: .nan"), HasSubstr("finite"));
    EXPECT_THAT(refused("min: 20", "min: 301"), AllOf(HasSubstr("line 9"), HasSubstr("above")));
}

TEST(MetricTable, RefusesCodedRowsOutOfForm)
{
    auto refused = [](std::string_view from, std::string_view to) { return refusal(with(coded, from, to)); };
    EXPECT_THAT(refusal(coded + "    ucum: min\n"), AllOf(HasSubstr("line 9"), HasSubstr("'ucum'")));
    EXPECT_THAT(refusal(coded + "    min: 0\n"), AllOf(HasSubstr("line 9"), HasSubstr("'min'")));
    EXPECT_THAT(refusal(coded + "    max: 1\n"), AllOf(HasSubstr("line 9"), HasSubstr("'max'")));
    EXPECT_THAT(refused("[awake, deep]", "[]"), AllOf(HasSubstr("line 5"), HasSubstr("at least one")));
    EXPECT_THAT(refused("[awake, deep]", "awake"), HasSubstr("at least one"));
    EXPECT_THAT(refused("[awake, deep]", "[awake, Deep]"), HasSubstr("snake_case"));
    EXPECT_THAT(refused("[awake, deep]", "[awake, [deep]]"), HasSubstr("snake_case"));
    EXPECT_THAT(refused("[awake, deep]", "[awake, awake]"), HasSubstr("twice"));
    EXPECT_THAT(refused("daily: time_by_code", "daily: mean"), AllOf(HasSubstr("line 8"), HasSubstr("no mean")));
    EXPECT_THAT(refused("daily: time_by_code", "daily: sum"), HasSubstr("no mean"));
    EXPECT_THAT(refused("time: interval", "time: instant"), AllOf(HasSubstr("line 8"), HasSubstr("instant")));
}

TEST(MetricTable, RefusesACodeOrALoincTakenTwice)
{
    EXPECT_THAT(refusal(good + good), AllOf(HasSubstr("line 11"), HasSubstr("'pulse' is taken")));
    EXPECT_THAT(
        refusal(good + with(good, "pulse", "other")), AllOf(HasSubstr("line 15"), HasSubstr("'8867-4' is taken")));
    EXPECT_EQ(refusal(with(good, "8867-4", "\"\"") + with(with(good, "pulse", "other"), "8867-4", "\"\"")), "loaded");
}

TEST(MetricTable, ChecksTheCheckDigitOfLoinc)
{
    for (auto loinc : { "8867-4", "40443-4", "100304-5", "9279-1", "3141-9" })
        EXPECT_EQ(refusal(with(good, "8867-4", loinc)), "loaded") << loinc;
    for (auto loinc : { "8867-5", "8876-4", "-4", "8867", "88674", "8867-44", "8867-x", "x867-4", "12345678-9" })
        EXPECT_THAT(refusal(with(good, "8867-4", std::string("\"") + loinc + "\"")), HasSubstr("LOINC")) << loinc;
}

class PolicyFiles : public testing::Test {
protected:
    void SetUp() override
    {
        auto loaded = MetricTable::load(policy / "metrics.yaml");
        ASSERT_TRUE(loaded.ok()) << loaded.error().public_text.text;
        table = loaded.release();
    }
    MetricTable table;
};

TEST_F(PolicyFiles, EveryMetricIsInACategoryAndEveryCategoryHasAMetric)
{
    std::set<std::string> categories, used;
    for (auto const& c : YAML::LoadFile(policy / "categories.yaml")["categories"]) {
        ASSERT_EQ(c.size(), 5u) << c;
        EXPECT_TRUE(categories.insert(c["code"].as<std::string>()).second) << c;
        EXPECT_FALSE(c["title"].as<std::string>().empty());
        EXPECT_GT(c["description"].as<std::string>().size(), 20u);
        EXPECT_THAT(c["sensitivity"].as<std::string>(), testing::AnyOf("special", "ordinary"));
    }
    for (auto const& m : table.all()) used.insert(m.category);
    EXPECT_EQ(used, categories);
}

TEST_F(PolicyFiles, LoincCodesWithOnlyOneSourceAreNotShipped)
{
    std::set<std::string> const doubtful { "112429-6", "8637-1", "39106-0", "99504-3", "105272-9", "55430-3", "60842-2",
        "93832-4", "93831-6", "93830-8", "93829-0", "103215-0", "103212-7" };
    for (auto const& m : table.all()) EXPECT_FALSE(doubtful.contains(m.loinc)) << m.code;
}

TEST_F(PolicyFiles, KeepsApartWhatMustNotBeMerged)
{
    for (auto code : { "hrv_sdnn", "hrv_rmssd", "glucose_meter", "glucose_cgm", "steps", "steps_daily" })
        EXPECT_TRUE(table.find(code)) << code;
    EXPECT_EQ(table.find("glucose_meter")->ucum, "mg/dL");
    EXPECT_EQ(table.find("glucose_cgm")->ucum, "mg/dL");
    EXPECT_EQ(table.find("hrv_rmssd")->loinc, "");
    for (auto const& m : table.all())
        EXPECT_TRUE(m.ucum != "{score}" || m.loinc.empty()) << m.code << ": a vendor's score has no common code";
}

// The order of the codes is on disk.
TEST_F(PolicyFiles, CodedMetricsKeepTheOrderOfTheirCodes)
{
    using Codes = std::vector<std::string>;
    ASSERT_TRUE(table.find("sleep_stage") && table.find("activity_intensity") && table.find("workout"));
    EXPECT_EQ(table.find("sleep_stage")->codes, (Codes { "awake", "light", "deep", "rem", "asleep", "in_bed" }));
    EXPECT_EQ(table.find("activity_intensity")->codes, (Codes { "sedentary", "light", "moderate", "vigorous" }));
    EXPECT_EQ(table.find("workout")->codes[2], "running");
    EXPECT_EQ(table.find("workout")->codes.back(), "wheelchair");
}

} // namespace
} // namespace wellkept::timeseries
